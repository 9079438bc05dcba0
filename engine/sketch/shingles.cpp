#include "sketch/shingles.h"

namespace tawatur {

void shingle_set(std::string_view words, std::vector<std::uint64_t>& set) {
  set.clear();
  for_each_shingle(words, [&](std::uint64_t hash) { set.push_back(hash); });
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

std::uint32_t shared_shingles(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  if (a.size() > b.size()) return shared_shingles(b, a);
  std::uint32_t shared = 0;
  constexpr std::size_t far_larger = 16;
  if (a.size() * far_larger < b.size()) {
    auto from = b.begin();
    for (const std::uint64_t hash : a) {
      std::ptrdiff_t step = 1;
      auto low = from;
      while (b.end() - low > step && low[step] < hash) low += step, step *= 2;
      from = std::lower_bound(low, b.end() - low > step ? low + step + 1 : b.end(), hash);
      if (from == b.end()) break;
      shared += *from == hash;
    }
    return shared;
  }
  // Without branches: which side is behind is a coin toss.
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    const std::uint64_t x = a[i], y = b[k];
    shared += x == y;
    i += x <= y;
    k += y <= x;
  }
  return shared;
}

}  // namespace tawatur
