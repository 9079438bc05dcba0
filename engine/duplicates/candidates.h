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
  friend constexpr auto operator<=>(const CandidatePair&, const CandidatePair&) = default;
};

struct Candidates {
  std::vector<CandidatePair> pairs;  ///< Ascending, unique.
  std::uint64_t capped = 0;          ///< Buckets or keys that were bounded.
};

/// Pairs that agree in a band, from sorted band keys. Parallel; O(bands * texts * log texts + pairs).
Candidates band_candidates(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options);

/// Pairs of which one text may lie in the other to `containment`: so many of its keys stand in the other's sample as
/// `recall` asks for. A key of more than `largest_bucket` texts (boilerplate) is passed over. Parallel; linear in the
/// samples plus hits.
Candidates containment_candidates(const TextSketches& sketches, const DistinctTexts& texts,
                                  const DuplicateOptions& options);

/// The union of both.
Candidates merge(const Candidates& a, const Candidates& b);

}  // namespace tawatur
