#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/groups.h"

namespace tawatur {

struct DuplicateOptions {
  /// Least exact Jaccard index of word 5-shingles, in (0, 1]. Changes results.
  double threshold = 0.7;
  /// Least exact share of the contained text, in (0, 1]. Changes results.
  double containment = 0.8;
  /// A text of fewer distinct shingles is never "contained": a common phrase would lie in many texts. Changes results.
  std::uint32_t least_contained_shingles = 20;
  /// A text that holds a member of its group has at most this many times its shingles, else the containment is a link
  /// only. Changes results.
  double longest_ratio = 2.0;
  /// Wanted share of the pairs at a threshold that become candidates, in (0, 1). Decides bands, rows and the number of
  /// common keys of a containment candidate. Changes which pairs are missed.
  double recall = 0.999;
  /// Bins of the one-permutation MinHash, a power of two. More bins allow more rows: fewer false candidates, more
  /// memory (4 bytes a band). 128 give 32 bands of 4 rows at the defaults. Changes which pairs are missed.
  std::uint32_t sketch_bins = 128;
  /// Bands of the sketch, and rows in a band; 0: derived from the bins, the threshold and the wanted recall. Together
  /// at most as many as the bins. Changes which pairs are missed.
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
  /// Of a text's shingles, one in so many is remembered for containment: a byte a shingle at the default. A text of 20
  /// shingles then has 5 to be known by. Changes which pairs are missed.
  std::uint32_t containment_sample = 4;
  /// Smallest remembered shingle hashes of a text by which texts that contain it are looked up. Changes which pairs are
  /// missed.
  std::uint32_t containment_keys = 16;
  /// Texts in one bucket that are all compared with each other. A larger one (a template filled in a thousand times) is
  /// bounded: each text with its neighbours in the bucket only, each copy of one text with the first only.
  /// Changes results only where a bucket is that large; counted in DuplicateStatistics::capped_buckets.
  std::uint32_t largest_bucket = 1000;
  /// Whether DuplicateStatistics::expected_candidates is wanted. Changes nothing else.
  bool expect_candidates = false;
};

/// Throws std::invalid_argument for options out of their range.
void check(const DuplicateOptions& options);

struct DuplicateStatistics {
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
  double expected_recall = 0;          ///< At the threshold, from the S-curve.
  std::uint64_t distinct_texts = 0;    ///< Texts with different shingle sets, of those that have shingles.
  std::uint64_t candidates = 0;        ///< Pairs of distinct texts that were proposed, before samples sift them.
  std::uint64_t band_candidates = 0;   ///< Of them, those that agree in a band.
  double expected_candidates = 0;      ///< So many agree in a band on average; 0 unless asked for.
  std::uint64_t compared = 0;          ///< Of all of them, those whose samples may belong to a pair.
  std::uint64_t verified = 0;          ///< Pairs of articles that reach either threshold.
  std::uint64_t capped_buckets = 0;    ///< Buckets, keys and classes of equal texts whose pairs were bounded.
  std::uint64_t without_shingles = 0;  ///< Articles of fewer than five words.
};

struct DuplicateResult {
  std::vector<SimilarPair> pairs;      ///< Every found pair that reaches either threshold, by (a, b).
  std::vector<DuplicateGroup> groups;  ///< Disjoint; by representative.
  std::vector<GroupLink> lineage;      ///< Containments across groups (a round-up holds an item); by (from, to).
  DuplicateStatistics statistics;
};

/// Near-duplicate groups of the articles' texts (not the titles): candidates by LSH over MinHash and, for containment,
/// by samples of the shingle hashes; candidates whose samples can't belong to a pair are sifted out (SampleSieve), the
/// others verified exactly on recomputed shingle sets, so every figure is exact and only candidates can be missed.
/// Whether two texts are a pair depends on the two alone.
///
/// A group is a star, not a chain: its representative is the text with most articles near it (then the smallest id)
/// that is near no earlier representative, and every other text joins the most similar representative that it is near.
///
/// articles: sorted by id. Parallel (oneTBB), with equal results for any number of threads. Near-linear in the bytes of
/// the texts; memory about 250 bytes an article and a byte a shingle, and the shingle sets of 4,096 texts.
/// Throws std::invalid_argument for options out of their range.
DuplicateResult find_duplicates(std::span<const Article> articles, const DuplicateOptions& options);

}  // namespace tawatur
