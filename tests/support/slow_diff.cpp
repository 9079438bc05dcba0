#include "support/slow_diff.h"

#include <algorithm>

#include "support/slow_normalise.h"

namespace tawatur::support {

std::size_t longest_common_subsequence(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  std::vector<std::vector<std::size_t>> longest(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t k = 1; k <= b.size(); ++k)
      longest[i][k] = a[i - 1] == b[k - 1] ? longest[i - 1][k - 1] + 1 : std::max(longest[i - 1][k], longest[i][k - 1]);
  return longest[a.size()][b.size()];
}

std::vector<std::string> rebuilt_words(std::string_view a, std::string_view b, std::span<const ChangedSpan> spans) {
  std::vector<std::string> words;
  const auto add = [&](std::string_view part) {
    for (std::string& word : slow_words(part)) words.push_back(std::move(word));
  };
  std::uint32_t at = 0;
  for (const ChangedSpan& span : spans) {
    add(a.substr(at, span.a.begin - at));
    add(b.substr(span.b.begin, span.b.size()));
    at = span.a.end;
  }
  add(a.substr(at));
  return words;
}

}  // namespace tawatur::support
