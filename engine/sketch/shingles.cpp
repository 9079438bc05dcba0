#include "sketch/shingles.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tawatur {
namespace {

template <class Hash>
std::size_t sort_distinct_of(std::span<Hash> hashes) {
  const std::size_t size = hashes.size();
  if (size > 32) {
    // Into as many buckets as there are hashes, by their high bits; what is left to do is near its place.
    const auto bucket_bits = static_cast<int>(std::bit_width(size));
    const int shift = std::numeric_limits<Hash>::digits - bucket_bits;
    thread_local std::vector<std::uint32_t> starts;
    thread_local std::vector<Hash> unsorted;
    starts.assign((std::size_t{1} << bucket_bits) + 1, 0);
    unsorted.assign(hashes.begin(), hashes.end());
    for (const Hash hash : unsorted) ++starts[(hash >> shift) + 1];
    for (std::size_t bucket = 1; bucket < starts.size(); ++bucket) starts[bucket] += starts[bucket - 1];
    for (const Hash hash : unsorted) hashes[starts[hash >> shift]++] = hash;
    // `starts` now holds the buckets' ends. A crowded one, which only chosen hashes make, must not cost its square.
    std::uint32_t begin = 0, largest = 0;
    for (std::size_t bucket = 0; bucket + 1 < starts.size(); ++bucket) {
      largest = std::max(largest, starts[bucket] - begin);
      begin = starts[bucket];
    }
    if (largest > 32) {
      std::sort(hashes.begin(), hashes.end());
    } else {
      for (std::size_t i = 1; i < size; ++i) {
        const Hash hash = hashes[i];
        std::size_t place = i;
        for (; place > 0 && hashes[place - 1] > hash; --place) hashes[place] = hashes[place - 1];
        hashes[place] = hash;
      }
    }
  } else {
    std::sort(hashes.begin(), hashes.end());
  }
  return static_cast<std::size_t>(std::unique(hashes.begin(), hashes.end()) - hashes.begin());
}

template <class Hash>
std::uint32_t shared_of(std::span<const Hash> a, std::span<const Hash> b) {
  if (a.size() > b.size()) std::swap(a, b);
  std::uint32_t shared = 0;
  constexpr std::size_t far_larger = 16;
  if (a.size() * far_larger < b.size()) {
    auto from = b.begin();
    for (const Hash hash : a) {
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
    const Hash x = a[i], y = b[k];
    shared += x == y;
    i += x <= y;
    k += y <= x;
  }
  return shared;
}

}  // namespace

std::size_t sort_distinct(std::span<std::uint64_t> hashes) { return sort_distinct_of(hashes); }
std::size_t sort_distinct(std::span<std::uint32_t> hashes) { return sort_distinct_of(hashes); }

void shingle_set(std::string_view words, std::vector<std::uint64_t>& set) {
  set.clear();
  for_each_shingle(words, [&](std::uint64_t hash) { set.push_back(hash); });
  set.resize(sort_distinct(set));
}

std::uint32_t shared_shingles(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  return shared_of(a, b);
}
std::uint32_t shared_shingles(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return shared_of(a, b);
}

}  // namespace tawatur
