#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/edge_score.h"
#include "events/linkage.h"
#include "events/shared_neighbours.h"

namespace tawatur {

/// The second and third step of an EdgeModel, in which the scores of a dump's pairs judge one another. Immutable, safe
/// to share; the model must outlive it.
class PairScores {
 public:
  /// `pairs` are distinct, by (a, b); `scores[i]` is the log odds of the first step of `pairs[i]`, whose probability is
  /// set. A text without pairs is as one that nobody is near to. `dated` tells of each node whether its time is known.
  /// O(pairs log pairs), parallel; deterministic.
  PairScores(const std::vector<bool>& dated, std::span<Edge> pairs, std::span<const double> scores,
             const EdgeModel& model);

  /// Of any two nodes, by the log odds of their first step; of one of the pairs what was set. O(pairs of a and b).
  std::int32_t probability_e6(std::uint32_t a, std::uint32_t b, double score) const;

  /// The parts of its log odds.
  std::vector<ScoreTerm> explain(std::uint32_t a, std::uint32_t b, const EdgeFeatures& features) const;

 private:
  double second_score(std::uint32_t a, std::uint32_t b, double score) const {
    return model_->second_score(score, parting_[a], parting_[b]);
  }

  ThirdFeatures third_features(std::uint32_t a, std::uint32_t b, double score) const;

  const EdgeModel* model_;
  std::vector<bool> dated_;
  std::vector<double> parting_;  // Of each node, in the first step's scores.
  SharedNeighbours neighbours_;  // By the second step.
};

}  // namespace tawatur
