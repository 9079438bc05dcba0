#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/groups.h"

namespace tawatur {

struct DuplicateOptions {
  double threshold = 0.7;                     ///< Least exact Jaccard of word 5-shingles. Changes results.
  double containment = 0.8;                   ///< Least exact share of the contained text. Changes results.
  std::uint32_t least_contained_shingles = 20;///< A shorter text is never "contained". Changes results.
  double longest_ratio = 2.0;                 ///< A text that holds a member has at most this many times its shingles, else it is a link only. Changes results.
  double recall = 0.999;                      ///< Wanted share of pairs at the threshold that become candidates; decides bands and rows.
  std::uint32_t sketch_bins = 256;            ///< Bins of the one-permutation MinHash.
};

struct DuplicateStatistics {
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
  double expected_recall = 0;      ///< At the threshold, from the S-curve.
  std::uint64_t candidates = 0;
  std::uint64_t verified = 0;      ///< Pairs that reach either threshold.
  std::uint64_t capped_buckets = 0;///< Buckets whose pairs were bounded.
  std::uint64_t without_shingles = 0;
};

struct DuplicateResult {
  std::vector<SimilarPair> pairs;      ///< Every found pair that reaches either threshold, by (a, b).
  std::vector<DuplicateGroup> groups;  ///< Disjoint; by representative.
  std::vector<GroupLink> lineage;      ///< Containments between texts of no common group (a round-up holds an item); by (from, to).
  DuplicateStatistics statistics;
};

/// Near-duplicate groups of the articles' texts (not the titles): candidates by LSH and by rare shingles (for containment), each verified exactly.
/// articles sorted by id. Parallel; the result is independent of threads. Near-linear in total shingles.
DuplicateResult find_duplicates(std::span<const Article> articles, const DuplicateOptions& options);

/// Origins: every article in exactly one. A group's members are one origin; so are texts that name one agency and share long
/// verbatim passages, and texts contained in one another at `containment` whatever their lengths unless the longer one is a round-up. A credit line
/// alone merges nothing. `publisher_family` gives each article's family, parallel to `articles`.
std::vector<Origin> form_origins(std::span<const Article> articles, const DuplicateResult& duplicates,
                                 std::span<const std::string> publisher_family);

}  // namespace tawatur
