#include "duplicates/tuning.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <tuple>
#include <utility>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <xxhash.h>

#include "duplicates/candidates.h"
#include "duplicates/sketches.h"
#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

DuplicateOptions options_of(const MeasuredSetting& setting, double threshold) {
  DuplicateOptions options;
  options.threshold = threshold;
  options.sketch_bins = setting.bins;
  options.bands = setting.banding.bands;
  options.rows = setting.banding.rows;
  return options;
}

// The first article of each class of equal sets. Any sketch tells the classes: equal sets have equal sketches.
DistinctTexts distinct_texts(std::span<const Article> articles) {
  return collapse_equal_texts(articles, sketch_texts(articles, {}));
}

bool has(const std::vector<CandidatePair>& candidates, const ExactPair& pair) {
  return std::binary_search(candidates.begin(), candidates.end(), CandidatePair{pair.a, pair.b});
}

template <class MakeSet>
std::vector<ShingleSet> sets_of(std::span<const Article> articles, const DistinctTexts& texts, MakeSet&& make_set) {
  std::vector<ShingleSet> sets(texts.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, sets.size(), 16), [&](const auto& range) {
    std::string words;
    ShingleSet set;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      normalise_words(articles[index_of(texts.first(static_cast<TextIndex>(i)))].text, words);
      make_set(words, set);
      sets[i] = set;
    }
  });
  return sets;
}

// As shingle_set, for any number of words in a shingle.
void shingle_set_of(std::string_view words, std::size_t width, ShingleSet& set) {
  set.clear();
  if (words.empty()) return;
  std::vector<std::size_t> starts{0};
  for (std::size_t at = 0; at < words.size(); ++at)
    if (words[at] == ' ') starts.push_back(at + 1);
  starts.push_back(words.size() + 1);
  for (std::size_t i = 0; i + width < starts.size(); ++i)
    set.push_back(XXH3_64bits(words.data() + starts[i], starts[i + width] - 1 - starts[i]));
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

bool is_copy(const ExactPair& pair, double threshold) { return pair.jaccard >= threshold - 1e-12; }

}  // namespace

Sample draw_sample(std::vector<Article>& articles, std::uint32_t size, double least_jaccard) {
  Sample sample;
  if (articles.size() <= size) {
    sample.articles = std::move(articles);
    sample.drawn = static_cast<std::uint32_t>(sample.articles.size());
    return sample;
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(articles.size());
  for (std::uint32_t i = 0; i < articles.size(); ++i)
    order.emplace_back(XXH3_64bits(articles[i].id.data(), articles[i].id.size()), i);
  std::sort(order.begin(), order.end());

  const auto set_of = [&](std::uint32_t article, std::string& words, ShingleSet& set) {
    normalise_words(articles[article].text, words);
    shingle_set(words, set);
  };
  std::vector<ShingleSet> drawn(size);
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, size, 16), [&](const auto& range) {
    std::string words;
    ShingleSet set;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      set_of(order[i].second, words, set);
      drawn[i] = set;
    }
  });
  const ExactIndex index(drawn, least_jaccard);
  std::vector<char> is_near(order.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(size, order.size(), 16), [&](const auto& range) {
    std::string words;
    ShingleSet set;
    std::vector<ExactIndex::Neighbour> found;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      set_of(order[i].second, words, set);
      index.find(set, size, found);
      is_near[i] = !found.empty();
    }
  });

  std::vector<std::uint32_t> chosen;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < size) {
      ++sample.drawn;
    } else if (is_near[i] && sample.neighbours < size) {
      ++sample.neighbours;
    } else {
      continue;
    }
    chosen.push_back(order[i].second);
  }
  std::sort(chosen.begin(), chosen.end());
  for (const std::uint32_t article : chosen) sample.articles.push_back(std::move(articles[article]));
  return sample;
}

SampleTruth find_truth(std::span<const Article> articles, std::uint64_t dump, double threshold, double least_jaccard) {
  const DuplicateOptions options;
  const TextSketches sketches = sketch_texts(articles, options);
  const DistinctTexts texts = collapse_equal_texts(articles, sketches);
  const auto sets = sets_of(articles, texts, shingle_set);
  SampleTruth truth;
  truth.contained = containment_join(sets, options.containment, options.least_contained_shingles);
  truth.by_keys = containment_candidates(sketches, texts, options).pairs;
  truth.texts = static_cast<std::uint32_t>(sets.size());
  for (const ShingleSet& set : sets) truth.shingles += set.size();
  truth.pairs = exact_join(sets, std::min(threshold, least_jaccard));
  truth.threshold = threshold;
  truth.dump = std::max<std::uint64_t>(dump, articles.size());
  return truth;
}

std::vector<MeasuredSetting> settings_to_measure(double threshold) {
  constexpr double least_useful = 0.6, most_useful = 0.99999;
  std::vector<MeasuredSetting> settings;
  for (std::uint32_t bins = 64; bins <= 512; bins *= 2) {
    std::uint32_t rows = bins;
    while (rows > 2 && candidate_probability(threshold, bins / rows, rows) < least_useful) --rows;
    for (;; --rows) {
      MeasuredSetting setting;
      setting.bins = bins;
      setting.banding = {bins / rows, rows, candidate_probability(threshold, bins / rows, rows)};
      settings.push_back(setting);
      if (rows <= 2 || setting.banding.expected_recall >= most_useful) break;
    }
  }
  std::sort(settings.begin(), settings.end(), [](const MeasuredSetting& a, const MeasuredSetting& b) {
    return std::tie(a.bins, a.banding.rows) < std::tie(b.bins, b.banding.rows);
  });
  return settings;
}

void measure(std::span<const Article> articles, const SampleTruth& truth, MeasuredSetting& setting) {
  const DuplicateOptions options = options_of(setting, truth.threshold);
  const TextSketches sketches = sketch_texts(articles, options);
  const DistinctTexts texts = collapse_equal_texts(articles, sketches);
  const std::vector<CandidatePair> candidates = band_candidates(sketches, texts, options).pairs;
  const auto [bands, rows, at_threshold] = setting.banding;

  setting.candidates = candidates.size();
  setting.found = setting.missed = 0;
  setting.contained = truth.contained.size();
  setting.contained_found = static_cast<std::uint64_t>(
      std::count_if(truth.contained.begin(), truth.contained.end(),
                    [&](const ExactPair& pair) { return has(candidates, pair) || has(truth.by_keys, pair); }));
  double expected = 0;
  constexpr int ranges = 20;  // of Jaccard, each 0.05 wide
  struct Range {
    double jaccard = 0;
    std::uint32_t pairs = 0, found = 0;
  };
  std::array<Range, ranges> curve{};
  for (const ExactPair& pair : truth.pairs) {
    const bool is_found = has(candidates, pair);
    Range& range = curve[static_cast<std::size_t>(std::min(ranges - 1, static_cast<int>(pair.jaccard * ranges)))];
    range.jaccard += pair.jaccard;
    ++range.pairs;
    range.found += is_found;
    if (!is_copy(pair, truth.threshold)) continue;
    ++(is_found ? setting.found : setting.missed);
    expected += candidate_probability(pair.jaccard, bands, rows);
  }
  const std::uint64_t copies = setting.found + setting.missed;
  setting.expected_recall = copies ? expected / static_cast<double>(copies) : at_threshold;
  setting.curve.clear();
  for (const Range& range : curve)
    if (range.pairs) setting.curve.push_back({range.jaccard / range.pairs, range.pairs, range.found});

  const std::uint64_t steps_to_sort = static_cast<std::uint64_t>(std::bit_width(truth.dump));
  const std::uint64_t shingles = truth.texts ? truth.shingles / truth.texts : 0;
  const std::uint64_t times = articles.empty() ? 1 : truth.dump / articles.size();
  const std::uint64_t compared = setting.found + (setting.candidates - setting.found) * times;
  setting.work = truth.texts * (setting.bins + bands * steps_to_sort) + compared * 2 * shingles;
}

std::optional<std::size_t> recommend(std::span<const MeasuredSetting> settings, double recall) {
  const auto cost = [&](std::size_t i) {
    return std::tuple(settings[i].work, settings[i].key_bytes(), settings[i].bins, i);
  };
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (settings[i].recall() < recall || settings[i].expected_recall < recall) continue;
    if (!best || cost(i) < cost(*best)) best = i;
  }
  return best;
}

std::vector<ShingleLength> compare_shingle_lengths(std::span<const Article> articles, const SampleTruth& truth) {
  const DistinctTexts texts = distinct_texts(articles);
  const auto is_of_five = [&](const ExactPair& pair) {
    const auto place = std::lower_bound(
        truth.pairs.begin(), truth.pairs.end(), pair,
        [](const ExactPair& x, const ExactPair& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
    return place != truth.pairs.end() && place->a == pair.a && place->b == pair.b && is_copy(*place, truth.threshold);
  };
  std::vector<ShingleLength> lengths;
  for (const std::uint32_t width : {3u, 4u, 5u, 7u, 10u}) {
    const auto sets =
        sets_of(articles, texts, [&](std::string_view words, ShingleSet& set) { shingle_set_of(words, width, set); });
    const auto pairs = exact_join(sets, truth.threshold);
    std::vector<char> in_pair(sets.size());
    ShingleLength length;
    length.words = width;
    length.pairs = pairs.size();
    for (const ExactPair& pair : pairs) {
      in_pair[pair.a] = in_pair[pair.b] = 1;
      length.also_of_five += is_of_five(pair);
    }
    length.texts = static_cast<std::uint64_t>(std::count(in_pair.begin(), in_pair.end(), 1));
    lengths.push_back(length);
  }
  return lengths;
}

}  // namespace tawatur
