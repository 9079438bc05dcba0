#include "duplicates/sketches.h"

#include <algorithm>
#include <string>
#include <tuple>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "sketch/minhash.h"
#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {
TextSketcher::TextSketcher(const DuplicateOptions& options)
    : banding_(choose_banding(options.sketch_bins, options.threshold, options.recall)),
      minhash_(options.sketch_bins),
      keys_(banding_.bands) {}

TextSketcher::Sketch TextSketcher::sketch(std::string_view text) {
  normalise_words(text, words_);
  minhash_.clear();
  sample_.clear();
  std::uint32_t count = 0;
  for_each_shingle(words_, [&](std::uint64_t hash) {
    minhash_.add(hash);
    if (hash >> 62 == 0) sample_.push_back(hash);
    ++count;
  });
  if (count == 0) return {};
  const auto values = minhash_.finish();
  for (std::uint32_t band = 0; band < banding_.bands; ++band)
    keys_[band] = XXH3_64bits(values.data() + std::size_t{band} * banding_.rows, sizeof(std::uint32_t) * banding_.rows);
  std::sort(sample_.begin(), sample_.end());
  sample_.erase(std::unique(sample_.begin(), sample_.end()), sample_.end());
  return {count, keys_, sample_};
}

TextSketches sketch_texts(std::span<const Article> articles, const DuplicateOptions& options) {
  TextSketches sketches;
  sketches.banding = choose_banding(options.sketch_bins, options.threshold, options.recall);
  const std::size_t bands = sketches.banding.bands;
  sketches.band_keys.resize(articles.size() * bands);
  sketches.samples.resize(articles.size());
  sketches.shingles.resize(articles.size());
  tbb::enumerable_thread_specific<TextSketcher> sketchers([&] { return TextSketcher(options); });
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, articles.size(), 16), [&](const auto& range) {
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      const TextSketcher::Sketch sketch = sketchers.local().sketch(articles[i].text);
      sketches.shingles[i] = sketch.shingles;
      std::copy(sketch.band_keys.begin(), sketch.band_keys.end(),
                sketches.band_keys.begin() + static_cast<std::ptrdiff_t>(i * bands));
      sketches.samples[i].assign(sketch.sample.begin(), sketch.sample.end());
    }
  });
  return sketches;
}

DistinctTexts collapse_equal_texts(std::span<const Article> articles, const TextSketches& sketches) {
  struct Keyed {
    std::uint64_t sketch, set_high, set_low;
    ArticleIndex article;
    auto key() const { return std::tie(sketch, set_high, set_low, article); }
    bool same_sketch(const Keyed& other) const { return sketch == other.sketch; }
    bool same_set(const Keyed& other) const {
      return std::tie(sketch, set_high, set_low) == std::tie(other.sketch, other.set_high, other.set_low);
    }
  };
  const auto by_key = [](const Keyed& a, const Keyed& b) { return a.key() < b.key(); };

  std::vector<Keyed> keyed;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (sketches.shingles[i] == 0) continue;
    const ArticleIndex article{static_cast<std::uint32_t>(i)};
    const auto sample = sketches.sample_of(article);
    const auto keys = sketches.keys_of(article);
    const std::uint64_t sketch =
        XXH3_64bits_withSeed(keys.data(), keys.size_bytes(), XXH3_64bits(sample.data(), sample.size_bytes()));
    keyed.push_back({sketch, 0, 0, article});
  }
  tbb::parallel_sort(keyed.begin(), keyed.end(), by_key);

  // Sets are only recomputed where sketches are equal.
  tbb::parallel_for(std::size_t{0}, keyed.size(), [&](std::size_t i) {
    const bool alone = (i == 0 || !keyed[i].same_sketch(keyed[i - 1])) &&
                       (i + 1 == keyed.size() || !keyed[i].same_sketch(keyed[i + 1]));
    if (alone) return;
    std::vector<std::uint64_t> set;
    shingle_set(normalise_words(articles[index_of(keyed[i].article)].text), set);
    const XXH128_hash_t hash = XXH3_128bits(set.data(), set.size() * sizeof set[0]);
    keyed[i].set_high = hash.high64;
    keyed[i].set_low = hash.low64;
  });
  tbb::parallel_sort(keyed.begin(), keyed.end(), by_key);

  struct Class {
    std::size_t begin, end;  // in keyed
  };
  std::vector<Class> classes;
  for (std::size_t begin = 0; begin < keyed.size();) {
    std::size_t end = begin + 1;
    while (end < keyed.size() && keyed[end].same_set(keyed[begin])) ++end;
    classes.push_back({begin, end});
    begin = end;
  }
  std::sort(classes.begin(), classes.end(),
            [&](Class a, Class b) { return keyed[a.begin].article < keyed[b.begin].article; });

  DistinctTexts texts;
  texts.offsets.push_back(0);
  texts.articles.reserve(keyed.size());
  for (const Class& one : classes) {
    for (std::size_t i = one.begin; i < one.end; ++i) texts.articles.push_back(keyed[i].article);
    texts.offsets.push_back(static_cast<std::uint32_t>(texts.articles.size()));
  }
  return texts;
}

}  // namespace tawatur
