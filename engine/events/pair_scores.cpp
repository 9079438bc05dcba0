#include "events/pair_scores.h"

#include <tbb/parallel_for.h>

#include "events/standing_out.h"

namespace tawatur {

PairScores::PairScores(std::uint32_t nodes, std::span<Edge> pairs, std::span<const double> scores,
                       const EdgeModel& model)
    : model_(&model), parting_(parting_scores(nodes, pairs, scores)), neighbours_([&] {
        tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
          pairs[i].probability_e6 = probability_e6_of(second_score(pairs[i].a, pairs[i].b, scores[i]));
        });
        return SharedNeighbours(nodes, pairs);
      }()) {
  tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
    pairs[i].probability_e6 = probability_e6(pairs[i].a, pairs[i].b, scores[i]);
  });
}

std::int64_t PairScores::probability_e6(std::uint32_t a, std::uint32_t b, double score) const {
  const double second = second_score(a, b, score);
  return model_->probability_e6(second, neighbours_.index(a, b, probability_e6_of(second)));
}

std::vector<ScoreTerm> PairScores::explain(std::uint32_t a, std::uint32_t b, const EdgeFeatures& features) const {
  const double second = second_score(a, b, model_->score(features));
  return model_->explain(features, parting_[a], parting_[b], neighbours_.index(a, b, probability_e6_of(second)));
}

}  // namespace tawatur
