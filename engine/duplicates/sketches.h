#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "duplicates/banding.h"
#include "duplicates/find_duplicates.h"
#include "model/article.h"
#include "sketch/minhash.h"

namespace tawatur {

/// What is remembered of one text. Spans live until the sketcher's next call.
struct TextSketch {
  std::uint32_t shingles = 0;                ///< With repeats; 0 below five words, and then all else is empty.
  std::span<const std::uint32_t> band_keys;  ///< [bands]: hash of a band's rows.
  /// Of the shingle hashes below a limit, the first 32 bits that can be set; distinct, ascending: the same choice in
  /// every text, so that what one text has in common with another shows in their samples (Broder's modulo sketch, 1997;
  /// "FracMinHash").
  std::span<const std::uint32_t> sample;
};

/// Which shingle hashes are in a sample: one in DuplicateOptions::containment_sample.
class SampleChoice {
 public:
  explicit SampleChoice(const DuplicateOptions& options)
      : limit_(~std::uint64_t{0} / options.containment_sample), shift_(static_cast<int>(std::bit_width(limit_)) - 32) {}

  bool has(std::uint64_t hash) const { return hash < limit_; }
  std::uint32_t value(std::uint64_t hash) const { return static_cast<std::uint32_t>(hash >> shift_); }

  /// Replaces `sample` by that of a text's shingle set, in any order.
  void sample_set(std::span<const std::uint64_t> set, std::vector<std::uint32_t>& sample) const;

 private:
  std::uint64_t limit_;
  int shift_;
};

/// Hash of all that a sketch says; equal sets have equal ones.
std::uint64_t digest(const TextSketch& sketch);

/// The containment keys of a text: the smallest hashes of its sample.
inline std::span<const std::uint32_t> keys_of_sample(std::span<const std::uint32_t> sample,
                                                     const DuplicateOptions& options) {
  return sample.first(sample.size() < options.containment_keys ? sample.size() : options.containment_keys);
}

/// Sketches one text after the other; linear in bytes. For one thread.
class TextSketcher {
 public:
  explicit TextSketcher(const DuplicateOptions& options);
  TextSketch sketch(std::string_view text);
  const Banding& banding() const { return banding_; }

 private:
  Banding banding_;
  SampleChoice choice_;
  MinHash minhash_;
  std::string words_;
  std::vector<std::uint32_t> band_keys_;
  std::vector<std::uint32_t> sample_;  // Room for more than is in use.
};

/// What is remembered of each article's text between the passes: about bands * 4 bytes, and a byte a shingle.
struct TextSketches {
  Banding banding;
  std::vector<std::uint32_t> band_keys;  ///< [bands x articles]; undefined without shingles.
  std::vector<std::uint64_t> digests;    ///< [articles]
  std::vector<std::uint32_t> shingles;   ///< [articles]: shingles with repeats; 0 below five words.

  std::span<const std::uint32_t> keys_of_band(std::uint32_t band) const {
    return std::span(band_keys).subspan(std::size_t{band} * shingles.size(), shingles.size());
  }
  std::span<const std::uint32_t> sample_of(ArticleIndex article) const {
    const std::size_t i = index_of(article);
    const Part& part = parts[i / articles_in_part];
    const std::uint32_t begin = part.offsets[i % articles_in_part];
    return std::span(part.samples).subspan(begin, part.offsets[i % articles_in_part + 1] - begin);
  }

  /// Samples of so many articles lie together.
  static constexpr std::size_t articles_in_part = 64;
  struct Part {
    std::vector<std::uint32_t> offsets;  ///< [articles of the part + 1]
    std::vector<std::uint32_t> samples;
  };
  std::vector<Part> parts;
};

/// Sketches every text. Parallel; linear in bytes.
TextSketches sketch_texts(std::span<const Article> articles, const DuplicateOptions& options);

/// Number of a distinct text: a class of articles whose shingle sets are equal.
using TextIndex = std::uint32_t;

/// Articles by equal, non-empty shingle sets. Texts are ordered by their first articles.
struct DistinctTexts {
  std::vector<std::uint32_t> offsets;  ///< [texts + 1]
  std::vector<ArticleIndex> articles;  ///< Of text t at [offsets[t], offsets[t + 1]), ascending.

  std::size_t size() const { return offsets.size() - 1; }
  std::span<const ArticleIndex> of(TextIndex text) const {
    return {articles.data() + offsets[text], offsets[text + 1] - offsets[text]};
  }
  ArticleIndex first(TextIndex text) const { return articles[offsets[text]]; }
};

/// Samples of distinct texts, [texts]; views of the sketches.
using TextSamples = std::vector<std::span<const std::uint32_t>>;
TextSamples samples_of(const DistinctTexts& texts, const TextSketches& sketches);

/// Classes of equal shingle sets: among texts of equal sketches those of equal words, else of equal sets, by 128-bit
/// hashes. Parallel.
DistinctTexts collapse_equal_texts(std::span<const Article> articles, const TextSketches& sketches);

}  // namespace tawatur
