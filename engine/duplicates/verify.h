#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/candidates.h"

namespace tawatur {

/// Two distinct texts and their exact figures. a < b.
struct TextPair {
  TextIndex a = 0;
  TextIndex b = 0;
  std::uint32_t shared = 0;  ///< Distinct shingles in both.
  std::uint32_t size_a = 0;  ///< Distinct shingles of a.
  std::uint32_t size_b = 0;

  double jaccard() const { return static_cast<double>(shared) / (static_cast<double>(size_a) + size_b - shared); }
};

/// The thresholds, for pairs of texts and of articles alike. Each forgives the rounding of a product such as 0.7 * 10.
template <class Pair>
bool is_jaccard_duplicate(const Pair& pair, const DuplicateOptions& options) {
  const double all = static_cast<double>(pair.size_a) + pair.size_b - pair.shared;
  return pair.shared >= options.threshold * all - 1e-9;
}

/// One side of a pair, of `size` shingles, lies in the other.
inline bool is_contained(std::uint32_t shared, std::uint32_t size, const DuplicateOptions& options) {
  return size >= options.least_contained_shingles && shared >= options.containment * size - 1e-9;
}

/// Near enough for one group: by Jaccard, or contained in a text that isn't much longer.
template <class Pair>
bool may_share_group(const Pair& pair, const DuplicateOptions& options) {
  if (is_jaccard_duplicate(pair, options)) return true;
  const std::uint32_t longer = pair.size_a > pair.size_b ? pair.size_a : pair.size_b;
  const std::uint32_t shorter = pair.size_a > pair.size_b ? pair.size_b : pair.size_a;
  return (is_contained(pair.shared, pair.size_a, options) || is_contained(pair.shared, pair.size_b, options)) &&
         longer <= options.longest_ratio * shorter;
}

struct Verified {
  std::vector<TextPair> pairs;       ///< Candidates that reach a threshold, ascending by (a, b).
  std::uint64_t compared = 0;        ///< Candidates that pass the SampleSieve.
  std::vector<std::uint32_t> sizes;  ///< [texts]: distinct shingles of the texts that needed a set, else 0.
};

/// Whether candidates have gone through `sift`.
enum class Sifted : std::uint8_t { no, yes };

/// Exact figures on recomputed shingle sets, of the candidates that pass the SampleSieve. Texts of more than one
/// article get their size besides. Parallel.
Verified verify(std::span<const Article> articles, const DistinctTexts& texts,
                std::span<const CandidatePair> candidates, Sifted sifted, const DuplicateOptions& options);

}  // namespace tawatur
