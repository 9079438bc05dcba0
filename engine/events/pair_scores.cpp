#include "events/pair_scores.h"

#include <tbb/parallel_for.h>

#include "events/standing_out.h"

namespace tawatur {

PairScores::PairScores(const std::vector<bool>& dated, std::span<Edge> pairs, std::span<const double> scores,
                       const EdgeModel& model)
    : model_(&model),
      dated_(dated),
      parting_(parting_scores(static_cast<std::uint32_t>(dated.size()), pairs, scores)),
      neighbours_([&] {
        tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
          pairs[i].probability_e6 = probability_e6_of(second_score(pairs[i].a, pairs[i].b, scores[i]));
        });
        return SharedNeighbours(static_cast<std::uint32_t>(dated.size()), pairs);
      }()) {
  tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
    pairs[i].probability_e6 = probability_e6(pairs[i].a, pairs[i].b, scores[i]);
  });
}

ThirdFeatures PairScores::third_features(std::uint32_t a, std::uint32_t b, double score) const {
  const double second = second_score(a, b, score);
  return third_features_of(second, neighbours_.index(a, b, probability_e6_of(second)), score, dated_[a] && dated_[b]);
}

std::int32_t PairScores::probability_e6(std::uint32_t a, std::uint32_t b, double score) const {
  return model_->probability_e6(third_features(a, b, score));
}

std::vector<ScoreTerm> PairScores::explain(std::uint32_t a, std::uint32_t b, const EdgeFeatures& features) const {
  return model_->explain(features, parting_[a], parting_[b], third_features(a, b, model_->score(features)));
}

}  // namespace tawatur
