#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "claims/claim_candidates.h"

namespace tawatur {

/// Statements of two or more origins that speak of one thing. Members ascending.
struct ClaimGroup {
  std::vector<std::uint32_t> members;
  std::uint32_t medoid =
      0;  ///< Member, no guest, with the greatest sum of scores to the members of other origins; ties: the smallest.
};

/// Groups statements by average link: edges from the best down, two groups become one when the mean score over all
/// their cross-origin pairs (pairs that are no candidates count 0) is at least `group_score`, and edges start at
/// `least_score`, in millionths. Then a statement becomes a guest in every other group whose members of other origins
/// it meets with a mean of at least `guest_score`, or of half of it when it meets one of them with twice `guest_score`.
/// Ordered by first member. O(E log E + Σ pairs looked at).
std::vector<ClaimGroup> group_claims(std::span<const Statement> statements, std::span<const ClaimCandidate> candidates,
                                     std::int64_t least_score, std::int64_t group_score, std::int64_t guest_score);

}  // namespace tawatur
