#include "duplicates/verify.h"

#include <algorithm>
#include <string>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {

Verified verify(std::span<const Article> articles, const DistinctTexts& texts,
                std::span<const CandidatePair> candidates, const DuplicateOptions& options) {
  std::vector<char> needed(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text) needed[text] = texts.of(text).size() > 1;
  for (const CandidatePair& pair : candidates) needed[pair.a] = needed[pair.b] = 1;

  Verified result;
  result.sizes.resize(texts.size());
  std::vector<std::vector<std::uint64_t>> sets(texts.size());
  struct Workspace {
    std::string words;
    std::vector<std::uint64_t> set;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, texts.size(), 16), [&](const auto& range) {
    auto& [words, set] = workspaces.local();
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      if (!needed[i]) continue;
      normalise_words(articles[index_of(texts.first(static_cast<TextIndex>(i)))].text, words);
      shingle_set(words, set);
      sets[i] = set;  // a copy of the right size
      result.sizes[i] = static_cast<std::uint32_t>(set.size());
    }
  });

  std::vector<TextPair> figures(candidates.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, candidates.size(), 64), [&](const auto& range) {
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      const auto [a, b] = candidates[i];
      figures[i] = {a, b, shared_shingles(sets[a], sets[b]), result.sizes[a], result.sizes[b]};
    }
  });
  std::erase_if(figures, [&](const TextPair& pair) {
    return !is_jaccard_duplicate(pair, options) && !is_contained(pair.shared, pair.size_a, options) &&
           !is_contained(pair.shared, pair.size_b, options);
  });
  result.pairs = std::move(figures);
  return result;
}

}  // namespace tawatur
