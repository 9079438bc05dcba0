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
namespace {

struct Workspace {
  MinHash minhash;
  BottomK bottom;
  std::string words;
};

}  // namespace

TextSketches sketch_texts(std::span<const Article> articles, const DuplicateOptions& options) {
  TextSketches sketches;
  sketches.banding = banding_for(options.sketch_bins, options.bands, options.rows, options.threshold, options.recall);
  sketches.bottom_k = options.containment_keys;
  const auto [bands, rows, recall] = sketches.banding;
  sketches.band_keys.resize(articles.size() * bands);
  sketches.smallest.resize(articles.size() * sketches.bottom_k);
  sketches.smallest_count.resize(articles.size());
  sketches.shingles.resize(articles.size());

  tbb::enumerable_thread_specific<Workspace> workspaces([&] {
    return Workspace{MinHash(options.sketch_bins), BottomK(options.containment_keys), {}};
  });
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, articles.size(), 16), [&](const auto& range) {
    auto& [minhash, bottom, words] = workspaces.local();
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      normalise_words(articles[i].text, words);
      minhash.clear();
      bottom.clear();
      std::uint32_t count = 0;
      for_each_shingle(words, [&](std::uint64_t hash) {
        minhash.add(hash);
        bottom.add(hash);
        ++count;
      });
      sketches.shingles[i] = count;
      if (count == 0) continue;
      const auto values = minhash.finish();
      for (std::uint32_t band = 0; band < sketches.banding.bands; ++band)
        sketches.band_keys[i * sketches.banding.bands + band] = XXH3_64bits(
            values.data() + std::size_t{band} * sketches.banding.rows, sizeof(std::uint32_t) * sketches.banding.rows);
      const auto smallest = bottom.values();
      sketches.smallest_count[i] = static_cast<std::uint32_t>(smallest.size());
      std::copy(smallest.begin(), smallest.end(),
                sketches.smallest.begin() + static_cast<std::ptrdiff_t>(i * sketches.bottom_k));
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
    const auto smallest = sketches.smallest_of(article);
    const auto keys = sketches.keys_of(article);
    const std::uint64_t sketch =
        XXH3_64bits_withSeed(keys.data(), keys.size_bytes(), XXH3_64bits(smallest.data(), smallest.size_bytes()));
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
