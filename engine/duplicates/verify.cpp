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
#include "sketch/shingle_table.h"
#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {

namespace {

struct ReadPair {
  TextIndex longer, shorter;  // in bytes
};

/// Pairs of one connected part one after the other, so that few texts are needed at a time; within it by the longer
/// text, which is then read once: reading the shorter one again costs less.
std::vector<ReadPair> in_order_of_reading(std::span<const Article> articles, const DistinctTexts& texts,
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
  std::vector<ReadPair> ordered;
  ordered.reserve(reads.size());
  for (const Read& read : reads)
    ordered.push_back({read.longer, read.longer == read.pair.a ? read.pair.b : read.pair.a});
  return ordered;
}

// A text's distinct shingles, in the order in which they are read, and their sample.
struct Sets {
  std::vector<std::uint64_t> set;
  std::vector<std::uint32_t> sample;
};

// Makes sets, and compares them with the one it has made last. For one thread.
class Comparer {
 public:
  // The distinct shingles of a text, in the order in which they are read; valid until the next call. Holds them.
  std::span<const std::uint64_t> read(TextIndex number, const std::string& text) {
    normalise_words(text, words_);
    if (hashes_.size() < words_.size() / 2 + 1) hashes_.resize(words_.size() / 2 + 1);  // a word and its space
    std::uint64_t* end = hashes_.data();
    for_each_shingle(words_, [&end](std::uint64_t hash) { *end++ = hash; });
    return hold_hashes(number, static_cast<std::size_t>(end - hashes_.data()));
  }

  // The same with a set that was read before. Copied, as the table moves what it is given.
  void hold(TextIndex number, std::span<const std::uint64_t> set) {
    if (hashes_.size() < set.size()) hashes_.resize(set.size());
    std::ranges::copy(set, hashes_.begin());
    hold_hashes(number, set.size());
  }

  bool holds(TextIndex number) const { return held_ == number; }

  // Of the set that is held.
  std::size_t size() const { return size_; }

  // How many shingles a set shares with the one that is held; some smaller number where they are fewer than `least`.
  std::uint32_t shared(std::span<const std::uint64_t> set, std::size_t least) const {
    return table_.shared(set, least);
  }

 private:
  // Holds what stands at the beginning of hashes_; returns the distinct ones of it.
  std::span<const std::uint64_t> hold_hashes(TextIndex number, std::size_t count) {
    table_.clear(count);
    held_ = number;
    size_ = table_.insert(std::span(hashes_).first(count));
    return std::span(hashes_).first(size_);
  }

  std::string words_;
  std::vector<std::uint64_t> hashes_;  // room for more than is in use
  ShingleTable table_;
  TextIndex held_ = 0xFFFFFFFFu;
  std::size_t size_ = 0;
};

// So many shared shingles at least make a pair, or fewer.
std::size_t least_shared(std::size_t size_a, std::size_t size_b, const DuplicateOptions& options) {
  const auto both = static_cast<double>(size_a + size_b);
  double least = options.threshold * both / (1 + options.threshold);
  for (const std::size_t size : {size_a, size_b})
    if (size >= options.least_contained_shingles)
      least = std::min(least, options.containment * static_cast<double>(size));
  return static_cast<std::size_t>(std::max(0.0, least - 1));
}

}  // namespace

Verified verify(std::span<const Article> articles, const DistinctTexts& texts,
                std::span<const CandidatePair> candidates, Sifted sifted, const DuplicateOptions& options) {
  Verified result;
  result.sizes.resize(texts.size());
  const SampleChoice choice(options);
  const SampleSieve sieve(options);
  tbb::enumerable_thread_specific<Comparer> comparers;
  const auto read = [&](TextIndex text) {
    return comparers.local().read(text, articles[index_of(texts.first(text))].text);
  };

  // Sets are made for so many texts at a time, and forgotten: all of them would take as much memory as the texts. A
  // text that is the longer one of all its pairs is read when these are compared.
  constexpr std::size_t texts_at_a_time = 4096;
  const std::vector<ReadPair> ordered = in_order_of_reading(articles, texts, candidates);
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> place(texts.size(), none);  // of a text's set among those at hand
  std::vector<TextIndex> at_hand;
  std::vector<Sets> sets;
  std::vector<TextPair> figures(ordered.size());
  std::vector<char> passes(ordered.size());
  for (std::size_t begin = 0; begin < ordered.size();) {
    std::size_t end = begin;
    const auto want = [&](TextIndex text) {
      if (place[text] != none) return;
      place[text] = static_cast<std::uint32_t>(at_hand.size());
      at_hand.push_back(text);
    };
    for (; end < ordered.size() && at_hand.size() < texts_at_a_time; ++end) {
      want(ordered[end].shorter);
      if (sifted == Sifted::no) want(ordered[end].longer);
    }
    sets.resize(at_hand.size());
    tbb::parallel_for(std::size_t{0}, at_hand.size(), [&](std::size_t i) {
      const auto set = read(at_hand[i]);
      sets[i].set.assign(set.begin(), set.end());
      if (sifted == Sifted::no) choice.sample_set(set, sets[i].sample);
    });
    tbb::parallel_for(tbb::blocked_range<std::size_t>(begin, end, 64), [&](const auto& range) {
      Comparer& comparer = comparers.local();
      for (std::size_t i = range.begin(); i < range.end(); ++i) {
        const auto [longer, shorter] = ordered[i];
        const Sets& of_shorter = sets[place[shorter]];
        const Sets* const of_longer = place[longer] == none ? nullptr : &sets[place[longer]];
        // What the sieve would have passed over is no pair here either, so that it only saves time.
        passes[i] = sifted == Sifted::yes || sieve.may_pass(of_longer->sample, of_shorter.sample);
        if (passes[i] && !comparer.holds(longer)) {
          if (of_longer) {
            comparer.hold(longer, of_longer->set);
          } else {
            read(longer);
          }
        }
        const std::size_t size = of_longer ? of_longer->set.size() : comparer.size();
        const std::size_t least = least_shared(size, of_shorter.set.size(), options);
        const std::uint32_t shared = passes[i] ? comparer.shared(of_shorter.set, least) : 0;
        figures[i] = {longer, shorter, shared, static_cast<std::uint32_t>(size),
                      static_cast<std::uint32_t>(of_shorter.set.size())};
        if (shorter < longer) {
          std::swap(figures[i].a, figures[i].b);
          std::swap(figures[i].size_a, figures[i].size_b);
        }
      }
    });
    for (const TextIndex text : at_hand) place[text] = none;
    at_hand.clear();
    sets.clear();
    begin = end;
  }
  for (const TextPair& pair : figures) {
    result.sizes[pair.a] = pair.size_a;
    result.sizes[pair.b] = pair.size_b;
  }
  result.compared = static_cast<std::uint64_t>(std::count(passes.begin(), passes.end(), 1));
  // The texts of several articles are their copies' figures.
  tbb::parallel_for(std::size_t{0}, texts.size(), [&](std::size_t text) {
    const auto index = static_cast<TextIndex>(text);
    if (result.sizes[text] == 0 && texts.of(index).size() > 1)
      result.sizes[text] = static_cast<std::uint32_t>(read(index).size());
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
