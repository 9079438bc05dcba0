#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/sketches.h"

namespace tawatur {

/// Two distinct texts that may be near-duplicates. a < b.
struct CandidatePair {
  TextIndex a = 0;
  TextIndex b = 0;
  friend constexpr bool operator==(const CandidatePair&, const CandidatePair&) = default;
  friend constexpr auto operator<=>(const CandidatePair& x, const CandidatePair& y) {
    return (std::uint64_t{x.a} << 32 | x.b) <=> (std::uint64_t{y.a} << 32 | y.b);
  }
};

struct Candidates {
  std::vector<CandidatePair> pairs;  ///< Ascending, unique.
  std::uint64_t capped = 0;          ///< Buckets or keys that were bounded.
};

/// Pairs that agree in a band, from sorted band keys. Parallel; O(bands * texts * log texts + pairs).
Candidates band_candidates(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options);

/// How many pairs band_candidates finds on average over all choices of hash functions: the sum of the S-curve over the
/// pairs of texts. Estimated from up to 512 texts, evenly drawn, with all others, their Jaccard indices from samples;
/// exact up to the samples' error where there are no more texts. Parallel; linear in the samples.
double expected_candidates(const TextSketches& sketches, const DistinctTexts& texts);

/// Pairs of which one text may lie in the other to `containment`: so many of its keys stand in the other's sample as
/// `recall` asks for. A key of more than `largest_bucket` texts (boilerplate) is passed over. Of n keys of which w are
/// wanted, two of the n - w + 2 rarest are met (the prefix filter: Chaudhuri, Ganti, Kaushik 2006), so only these are
/// looked up: what an outlet prints under every article costs little. Parallel; linear in the samples plus hits. Throws
/// std::length_error where all texts together have 2^32 keys or more.
Candidates containment_candidates(const TextSketches& sketches, const DistinctTexts& texts,
                                  const DuplicateOptions& options);

/// The union of both.
Candidates merge(const Candidates& a, const Candidates& b);

}  // namespace tawatur
