#pragma once

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

/// Sketches one text after the other. Not thread-safe: one a thread.
class TextSketcher {
 public:
  explicit TextSketcher(const DuplicateOptions& options);

  struct Sketch {
    std::uint32_t shingles = 0;                ///< With repeats; 0 below five words: then the rest is empty.
    std::span<const std::uint64_t> band_keys;  ///< [bands]: hash of a band's rows.
    std::span<const std::uint64_t> sample;     ///< All distinct shingle hashes below 2^62, ascending.
  };

  /// Spans live until the next call. Linear in bytes.
  Sketch sketch(std::string_view text);

 private:
  Banding banding_;
  MinHash minhash_;
  std::string words_;
  std::vector<std::uint64_t> keys_, sample_;
};

/// What is remembered of each article's text between the passes.
struct TextSketches {
  Banding banding;
  std::vector<std::uint64_t> band_keys;             ///< [articles x bands]; undefined without shingles.
  std::vector<std::vector<std::uint64_t>> samples;  ///< [articles]
  std::vector<std::uint32_t> shingles;              ///< [articles]: shingles with repeats; 0 below five words.

  std::span<const std::uint64_t> keys_of(ArticleIndex article) const {
    return {band_keys.data() + std::size_t{index_of(article)} * banding.bands, banding.bands};
  }
  std::span<const std::uint64_t> sample_of(ArticleIndex article) const { return samples[index_of(article)]; }
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

/// Equal sketches first, then equal sets by a 128-bit hash. Parallel.
DistinctTexts collapse_equal_texts(std::span<const Article> articles, const TextSketches& sketches);

}  // namespace tawatur
