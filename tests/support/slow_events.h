#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/candidates.h"
#include "events/linkage.h"

namespace tawatur::slow {

/// Average linkage by definition: all cross pairs of all clusters are averaged anew for every step.
/// `probability_e6[a][b]` is symmetric. O(n^4).
std::vector<std::uint32_t> link_by_average(const std::vector<std::vector<std::int64_t>>& probability_e6,
                                           std::int64_t threshold_e6);

/// What link_by_average promises for pairs of which some have an edge: every step looks at all pairs of clusters.
/// O(n^3) and worse.
std::vector<std::uint32_t> link_by_edges(std::uint32_t nodes, std::span<const Edge> edges, std::int64_t threshold_e6,
                                         std::size_t listed, const ScorePair& score);

/// The nearest nodes of one among all, by the mean cosine of terms, lead and character grams.
std::vector<std::uint32_t> nearest_of_all(std::span<const EventFeatures> nodes, std::uint32_t self, std::size_t most);

/// What CandidateIndex::near promises of one of its own nodes while its lists of terms are whole, with each pair of
/// nodes compared term by term. O(nodes * terms^2).
std::vector<std::uint32_t> candidates(std::span<const EventFeatures> nodes, std::uint32_t self, std::size_t rare_terms,
                                      std::size_t most);

/// Cosine of two packed vectors by its definition, each key looked for in the whole other vector.
double cosine(const PackedVector& a, const PackedVector& b);

}  // namespace tawatur::slow
