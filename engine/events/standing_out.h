#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/linkage.h"

namespace tawatur {

/// The score that parts those who belong together with a text from the rest: the threshold that maximises the variance
/// between two classes (Otsu 1979) of its highest scores, at most 25 of them. It finds the step down wherever it is,
/// after one neighbour or after twenty, so it knows no size of events. `scores` in any order; where there are less than
/// five, scores of strangers fill up. O(n log n).
double parting_score(std::vector<double> scores);

/// `parting_score` of every node over its edges, which are by (a, b). `scores[i]` is that of `edges[i]`.
/// O(edges log edges).
std::vector<double> parting_scores(std::uint32_t nodes, std::span<const Edge> edges, std::span<const double> scores);

}  // namespace tawatur
