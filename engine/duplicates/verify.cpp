#include "duplicates/verify.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {

namespace {

/// Pairs of one connected part one after the other, so that few texts are needed at a time.
std::vector<CandidatePair> by_connected_part(std::span<const CandidatePair> pairs, std::size_t texts) {
  std::vector<TextIndex> parent(texts);
  std::iota(parent.begin(), parent.end(), TextIndex{0});
  const auto root = [&](TextIndex text) {
    while (parent[text] != text) text = parent[text] = parent[parent[text]];
    return text;
  };
  for (const CandidatePair& pair : pairs) {
    const TextIndex a = root(pair.a), b = root(pair.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  // Counting sort by root; pairs come ascending and stay so within a part.
  std::vector<std::uint64_t> places(texts + 1);
  for (const CandidatePair& pair : pairs) ++places[root(pair.a) + 1];
  for (std::size_t text = 0; text < texts; ++text) places[text + 1] += places[text];
  std::vector<CandidatePair> ordered(pairs.size());
  for (const CandidatePair& pair : pairs) ordered[places[root(pair.a)]++] = pair;
  return ordered;
}

struct Workspace {
  std::string words;
  std::vector<std::uint64_t> set;
};

}  // namespace

Verified verify(std::span<const Article> articles, const DistinctTexts& texts,
                std::span<const CandidatePair> candidates, const DuplicateOptions& options) {
  Verified result;
  result.sizes.resize(texts.size());
  tbb::enumerable_thread_specific<Workspace> workspaces;
  const auto read_set = [&](TextIndex text) -> const std::vector<std::uint64_t>& {
    auto& [words, set] = workspaces.local();
    normalise_words(articles[index_of(texts.first(text))].text, words);
    shingle_set(words, set);
    result.sizes[text] = static_cast<std::uint32_t>(set.size());
    return set;
  };

  // Sets are made for so many texts at a time, and forgotten: all of them would take as much memory as the texts.
  constexpr std::size_t texts_at_a_time = 4096;
  const std::vector<CandidatePair> ordered = by_connected_part(candidates, texts.size());
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> place(texts.size(), none);  // of a text's set among those at hand
  std::vector<TextIndex> at_hand;
  std::vector<std::vector<std::uint64_t>> sets;
  std::vector<TextPair> figures(ordered.size());
  for (std::size_t begin = 0; begin < ordered.size();) {
    std::size_t end = begin;
    for (; end < ordered.size() && at_hand.size() < texts_at_a_time; ++end)
      for (const TextIndex text : {ordered[end].a, ordered[end].b})
        if (place[text] == none) {
          place[text] = static_cast<std::uint32_t>(at_hand.size());
          at_hand.push_back(text);
        }
    sets.resize(at_hand.size());
    tbb::parallel_for(std::size_t{0}, at_hand.size(), [&](std::size_t i) { sets[i] = read_set(at_hand[i]); });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(begin, end, 64), [&](const auto& range) {
      for (std::size_t i = range.begin(); i < range.end(); ++i) {
        const auto [a, b] = ordered[i];
        figures[i] = {a, b, shared_shingles(sets[place[a]], sets[place[b]]), result.sizes[a], result.sizes[b]};
      }
    });
    for (const TextIndex text : at_hand) place[text] = none;
    at_hand.clear();
    sets.clear();
    begin = end;
  }
  // The texts of several articles are their copies' figures.
  tbb::parallel_for(std::size_t{0}, texts.size(), [&](std::size_t text) {
    const auto index = static_cast<TextIndex>(text);
    if (result.sizes[text] == 0 && texts.of(index).size() > 1) read_set(index);
  });

  std::erase_if(figures, [&](const TextPair& pair) {
    return !is_jaccard_duplicate(pair, options) && !is_contained(pair.shared, pair.size_a, options) &&
           !is_contained(pair.shared, pair.size_b, options);
  });
  tbb::parallel_sort(figures.begin(), figures.end(),
                     [](const TextPair& x, const TextPair& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  result.pairs = std::move(figures);
  return result;
}

}  // namespace tawatur
