#include "duplicates/sketches.h"

#include <algorithm>
#include <string>
#include <tuple>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#define XXH_INLINE_ALL  // a call costs as much as hashing a band
#include <xxhash.h>

#include "sketch/shingles.h"
#include "text/normalise.h"

namespace tawatur {

void SampleChoice::sample_set(std::span<const std::uint64_t> set, std::vector<std::uint32_t>& sample) const {
  sample.clear();
  for (const std::uint64_t hash : set)
    if (has(hash)) sample.push_back(value(hash));
  sample.resize(sort_distinct(sample));
}

std::uint64_t digest(const TextSketch& sketch) {
  return XXH3_64bits_withSeed(sketch.band_keys.data(), sketch.band_keys.size_bytes(),
                              XXH3_64bits(sketch.sample.data(), sketch.sample.size_bytes()));
}

TextSketcher::TextSketcher(const DuplicateOptions& options)
    : banding_(banding_for(options.sketch_bins, options.bands, options.rows, options.threshold, options.recall)),
      choice_(options),
      minhash_(options.sketch_bins),
      band_keys_(banding_.bands),
      sample_(1024) {}

TextSketch TextSketcher::sketch(std::string_view text) {
  normalise_words(text, words_);
  minhash_.clear();
  if (sample_.size() < words_.size() / 2 + 1) sample_.resize(words_.size() / 2 + 1);  // a word and its space
  // What stays the same is held beside the members, which a store might change for all the compiler knows.
  const MinHash::Adder minhash = minhash_.adder();
  const SampleChoice choice = choice_;
  std::uint32_t* const begin = sample_.data();
  std::uint32_t* end = begin;
  std::uint32_t count = 0;
  for_each_shingle(words_, [&](std::uint64_t hash) {
    minhash.add(hash);
    // Written whether it counts or not: which does can't be predicted.
    *end = choice.value(hash);
    end += choice.has(hash);
    ++count;
  });
  if (count == 0) return {};
  const std::size_t sampled = sort_distinct(std::span(begin, end));
  const auto values = minhash_.finish();
  for (std::uint32_t band = 0; band < banding_.bands; ++band)
    band_keys_[band] = static_cast<std::uint32_t>(
        XXH3_64bits(values.data() + std::size_t{band} * banding_.rows, sizeof(std::uint32_t) * banding_.rows));
  return {count, band_keys_, {begin, sampled}};
}

TextSketches sketch_texts(std::span<const Article> articles, const DuplicateOptions& options) {
  constexpr std::size_t in_part = TextSketches::articles_in_part;
  TextSketches sketches;
  sketches.banding = TextSketcher(options).banding();
  sketches.band_keys.resize(articles.size() * sketches.banding.bands);
  sketches.digests.resize(articles.size());
  sketches.shingles.resize(articles.size());
  sketches.parts.resize((articles.size() + in_part - 1) / in_part);
  tbb::enumerable_thread_specific<TextSketcher> sketchers([&] { return TextSketcher(options); });
  tbb::parallel_for(std::size_t{0}, sketches.parts.size(), [&](std::size_t number) {
    TextSketcher& sketcher = sketchers.local();
    TextSketches::Part& part = sketches.parts[number];
    part.offsets.push_back(0);
    for (std::size_t i = number * in_part; i < std::min(articles.size(), (number + 1) * in_part); ++i) {
      const TextSketch sketch = sketcher.sketch(articles[i].text);
      sketches.shingles[i] = sketch.shingles;
      for (std::size_t band = 0; band < sketch.band_keys.size(); ++band)
        sketches.band_keys[band * articles.size() + i] = sketch.band_keys[band];
      sketches.digests[i] = digest(sketch);
      part.samples.insert(part.samples.end(), sketch.sample.begin(), sketch.sample.end());
      part.offsets.push_back(static_cast<std::uint32_t>(part.samples.size()));
    }
    part.samples.shrink_to_fit();
  });
  return sketches;
}

TextSamples samples_of(const DistinctTexts& texts, const TextSketches& sketches) {
  TextSamples samples;
  samples.reserve(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text) samples.push_back(sketches.sample_of(texts.first(text)));
  return samples;
}

DistinctTexts collapse_equal_texts(std::span<const Article> articles, const TextSketches& sketches) {
  struct Keyed {
    std::uint64_t sketch, high, low;  // The hash is of the words, or of the set: one of them for all of a sketch.
    ArticleIndex article;
    auto key() const { return std::tie(sketch, high, low, article); }
    bool same_sketch(const Keyed& other) const { return sketch == other.sketch; }
    bool same_hash(const Keyed& other) const {
      return std::tie(sketch, high, low) == std::tie(other.sketch, other.high, other.low);
    }
  };
  const auto by_key = [](const Keyed& a, const Keyed& b) { return a.key() < b.key(); };

  std::vector<Keyed> keyed;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (sketches.shingles[i] == 0) continue;
    const ArticleIndex article{static_cast<std::uint32_t>(i)};
    const std::uint64_t sketch = sketches.digests[i];
    keyed.push_back({sketch, 0, 0, article});
  }
  tbb::parallel_sort(keyed.begin(), keyed.end(), by_key);

  struct Range {
    std::size_t begin, end;  // in keyed
  };
  // use(range) for every run of equal neighbours.
  const auto for_runs = [&](Range in, auto&& equal, auto&& use) {
    for (std::size_t begin = in.begin; begin < in.end;) {
      std::size_t end = begin + 1;
      while (end < in.end && equal(keyed[end], keyed[begin])) ++end;
      use(Range{begin, end});
      begin = end;
    }
  };
  const auto for_equal_sketches = [&](auto&& use) {
    for_runs(
        {0, keyed.size()}, [](const Keyed& a, const Keyed& b) { return a.same_sketch(b); },
        [&](Range run) {
          if (run.end - run.begin > 1) use(run);
        });
  };
  const auto for_equal_hashes = [&](Range in, auto&& use) {
    for_runs(
        in, [](const Keyed& a, const Keyed& b) { return a.same_hash(b); }, use);
  };
  struct Workspace {
    std::string words;
    std::vector<std::uint64_t> set;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  // The first text of each range is read for all of it.
  const auto put_hashes = [&](const std::vector<Range>& of, auto&& hash_of) {
    tbb::parallel_for(std::size_t{0}, of.size(), [&](std::size_t i) {
      Workspace& workspace = workspaces.local();
      normalise_words(articles[index_of(keyed[of[i].begin].article)].text, workspace.words);
      const XXH128_hash_t hash = hash_of(workspace);
      for (std::size_t k = of[i].begin; k < of[i].end; ++k) {
        keyed[k].high = hash.high64;
        keyed[k].low = hash.low64;
      }
    });
  };
  const auto sort = [&](Range range) {
    const auto at = [&](std::size_t i) { return keyed.begin() + static_cast<std::ptrdiff_t>(i); };
    tbb::parallel_sort(at(range.begin), at(range.end), by_key);
  };

  // Texts are only read again where sketches are equal. Most often their words are, then so are their sets; else a set
  // is made for each wording.
  std::vector<Range> texts_read, wordings;
  for_equal_sketches([&](Range equal) {
    for (std::size_t i = equal.begin; i < equal.end; ++i) texts_read.push_back({i, i + 1});
  });
  put_hashes(texts_read, [](Workspace& at) { return XXH3_128bits(at.words.data(), at.words.size()); });
  for_equal_sketches([&](Range equal) {
    sort(equal);
    if (keyed[equal.begin].same_hash(keyed[equal.end - 1])) return;
    for_equal_hashes(equal, [&](Range wording) { wordings.push_back(wording); });
  });
  put_hashes(wordings, [](Workspace& at) {
    shingle_set(at.words, at.set);
    return XXH3_128bits(at.set.data(), at.set.size() * sizeof at.set[0]);
  });
  for_equal_sketches(sort);

  std::vector<Range> classes;
  for_equal_hashes({0, keyed.size()}, [&](Range one) { classes.push_back(one); });
  tbb::parallel_sort(classes.begin(), classes.end(),
                     [&](Range a, Range b) { return keyed[a.begin].article < keyed[b.begin].article; });

  DistinctTexts texts;
  texts.offsets.push_back(0);
  texts.articles.reserve(keyed.size());
  for (const Range& one : classes) {
    for (std::size_t i = one.begin; i < one.end; ++i) texts.articles.push_back(keyed[i].article);
    texts.offsets.push_back(static_cast<std::uint32_t>(texts.articles.size()));
  }
  return texts;
}

}  // namespace tawatur
