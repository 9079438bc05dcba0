#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/candidates.h"
#include "duplicates/sketches.h"

namespace tawatur {

/// Sifts candidates by their samples, before their texts are read again. A shingle of both texts is in both samples or
/// in neither, so each of the u sampled shingles of either text is shared with a probability of the Jaccard index, and
/// each of one text's with that of its containment. A pair is passed over where a pair at either threshold would share
/// so few of them with a probability of at most `loss` (binomial; for large samples Hoeffding 1963).
class SampleSieve {
 public:
  /// Share of the pairs just at a threshold that are lost; far fewer are of those above it.
  static constexpr double loss = 1e-4;

  explicit SampleSieve(const DuplicateOptions& options);

  /// Whether the texts of these samples may reach a threshold. Linear.
  bool may_pass(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const;

 private:
  struct Bound {
    double share;
    std::vector<std::uint32_t> least;  // by the number of draws
    bool may_reach(std::size_t draws, std::uint32_t hits) const;
  };
  Bound jaccard_, containment_;
};

/// Leaves the candidates that may pass. Parallel.
void sift(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options,
          std::vector<CandidatePair>& pairs);

}  // namespace tawatur
