#include "support/slow_duplicates.h"

#include <set>
#include <string>

#include "support/slow_normalise.h"

namespace tawatur::support {
namespace {

std::set<std::vector<std::string>> shingles(const Article& article) {
  const auto words = slow_words(article.text);
  std::set<std::vector<std::string>> set;
  for (std::size_t i = 0; i + 5 <= words.size(); ++i)
    set.emplace(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i) + 5);
  return set;
}

}  // namespace

std::vector<SimilarPair> slow_pairs(std::span<const Article> articles, const DuplicateOptions& options) {
  std::vector<std::set<std::vector<std::string>>> sets;
  for (const Article& article : articles) sets.push_back(shingles(article));
  std::vector<SimilarPair> pairs;
  for (std::uint32_t a = 0; a < articles.size(); ++a) {
    for (std::uint32_t b = a + 1; b < articles.size(); ++b) {
      if (sets[a].empty() || sets[b].empty()) continue;
      std::uint32_t shared = 0;
      for (const auto& shingle : sets[a]) shared += static_cast<std::uint32_t>(sets[b].count(shingle));
      const auto size_a = static_cast<std::uint32_t>(sets[a].size()),
                 size_b = static_cast<std::uint32_t>(sets[b].size());
      const bool alike = shared / (static_cast<double>(size_a) + size_b - shared) >= options.threshold - 1e-12;
      const auto holds = [&](std::uint32_t size) {
        return size >= options.least_contained_shingles &&
               shared / static_cast<double>(size) >= options.containment - 1e-12;
      };
      if (alike || holds(size_a) || holds(size_b))
        pairs.push_back({ArticleIndex{a}, ArticleIndex{b}, shared, size_a, size_b});
    }
  }
  return pairs;
}

}  // namespace tawatur::support
