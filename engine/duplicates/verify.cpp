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

#include "duplicates/sample_sieve.h"
#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {

namespace {

/// Pairs of one connected part one after the other, so that few texts are needed at a time; within it by the longer
/// text, which is then read once: reading the shorter one again costs less.
std::vector<CandidatePair> in_order_of_reading(std::span<const Article> articles, const DistinctTexts& texts,
                                               std::span<const CandidatePair> pairs) {
  std::vector<TextIndex> parent(texts.size());
  std::iota(parent.begin(), parent.end(), TextIndex{0});
  const auto root = [&](TextIndex text) {
    while (parent[text] != text) text = parent[text] = parent[parent[text]];
    return text;
  };
  for (const CandidatePair& pair : pairs) {
    const TextIndex a = root(pair.a), b = root(pair.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  const auto bytes = [&](TextIndex text) { return articles[index_of(texts.first(text))].text.size(); };
  struct Read {
    TextIndex part, longer;
    CandidatePair pair;
  };
  std::vector<Read> reads;
  reads.reserve(pairs.size());
  for (const CandidatePair& pair : pairs)
    reads.push_back({root(pair.a), bytes(pair.a) > bytes(pair.b) ? pair.a : pair.b, pair});
  tbb::parallel_sort(reads.begin(), reads.end(), [](const Read& x, const Read& y) {
    return std::tie(x.part, x.longer, x.pair) < std::tie(y.part, y.longer, y.pair);
  });
  std::vector<CandidatePair> ordered;
  ordered.reserve(reads.size());
  for (const Read& read : reads) ordered.push_back(read.pair);
  return ordered;
}

// A text's shingles, and their sample.
struct Sets {
  std::vector<std::uint64_t> set;
  std::vector<std::uint32_t> sample;
};

}  // namespace

Verified verify(std::span<const Article> articles, const DistinctTexts& texts,
                std::span<const CandidatePair> candidates, const DuplicateOptions& options) {
  Verified result;
  result.sizes.resize(texts.size());
  const SampleChoice choice(options);
  const SampleSieve sieve(options);
  tbb::enumerable_thread_specific<std::string> words_of_thread;
  tbb::enumerable_thread_specific<std::vector<std::uint64_t>> set_of_thread;
  const auto read_set = [&](TextIndex text) -> const std::vector<std::uint64_t>& {
    std::string& words = words_of_thread.local();
    std::vector<std::uint64_t>& set = set_of_thread.local();
    normalise_words(articles[index_of(texts.first(text))].text, words);
    shingle_set(words, set);
    result.sizes[text] = static_cast<std::uint32_t>(set.size());
    return set;
  };

  // Sets are made for so many texts at a time, and forgotten: all of them would take as much memory as the texts.
  constexpr std::size_t texts_at_a_time = 4096;
  const std::vector<CandidatePair> ordered = in_order_of_reading(articles, texts, candidates);
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> place(texts.size(), none);  // of a text's set among those at hand
  std::vector<TextIndex> at_hand;
  std::vector<Sets> sets;
  std::vector<TextPair> figures(ordered.size());
  std::vector<char> passes(ordered.size());
  for (std::size_t begin = 0; begin < ordered.size();) {
    std::size_t end = begin;
    for (; end < ordered.size() && at_hand.size() < texts_at_a_time; ++end)
      for (const TextIndex text : {ordered[end].a, ordered[end].b})
        if (place[text] == none) {
          place[text] = static_cast<std::uint32_t>(at_hand.size());
          at_hand.push_back(text);
        }
    sets.resize(at_hand.size());
    tbb::parallel_for(std::size_t{0}, at_hand.size(), [&](std::size_t i) {
      sets[i].set = read_set(at_hand[i]);
      choice.sample_set(sets[i].set, sets[i].sample);
    });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(begin, end, 64), [&](const auto& range) {
      for (std::size_t i = range.begin(); i < range.end(); ++i) {
        const auto [a, b] = ordered[i];
        const Sets &of_a = sets[place[a]], &of_b = sets[place[b]];
        // What the sieve would have passed over is no pair here either, so that it only saves time.
        passes[i] = sieve.may_pass(of_a.sample, of_b.sample);
        const std::uint32_t shared = passes[i] ? shared_shingles(of_a.set, of_b.set) : 0;
        figures[i] = {a, b, shared, result.sizes[a], result.sizes[b]};
      }
    });
    for (const TextIndex text : at_hand) place[text] = none;
    at_hand.clear();
    sets.clear();
    begin = end;
  }
  result.compared = static_cast<std::uint64_t>(std::count(passes.begin(), passes.end(), 1));
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
