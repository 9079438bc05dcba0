#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/banding.h"
#include "duplicates/find_duplicates.h"
#include "model/article.h"

namespace tawatur {

/// What is remembered of each article's text between the passes.
struct TextSketches {
  Banding banding;
  std::uint32_t bottom_k = 0;
  std::vector<std::uint64_t> band_keys;  ///< [articles x bands]: hash of a band's rows; undefined without shingles.
  std::vector<std::uint64_t> smallest;   ///< [articles x bottom_k]: the smallest shingle hashes, ascending.
  std::vector<std::uint32_t> smallest_count;  ///< [articles]: how many of them there are.
  std::vector<std::uint32_t> shingles;        ///< [articles]: shingles with repeats; 0 below five words.

  std::span<const std::uint64_t> keys_of(ArticleIndex article) const {
    return {band_keys.data() + std::size_t{index_of(article)} * banding.bands, banding.bands};
  }
  std::span<const std::uint64_t> smallest_of(ArticleIndex article) const {
    return {smallest.data() + std::size_t{index_of(article)} * bottom_k, smallest_count[index_of(article)]};
  }
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
