#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "events/features.h"
#include "events/neighbourhood.h"
#include "model/event.h"

namespace tawatur {

/// Figures of a pair of texts, named in `edge_feature_names` in this order.
enum class EdgeFeature : std::uint8_t {
  terms,
  lead,
  title,
  grams,
  bigrams,
  names,
  actors_differ,
  passages,
  passages_differ,
  title_shared,
  numbers,
  numbers_differ,
  local_title,
  local_names,
  crowd_near,
  crowd_far,
  closest,
  closest_either,
  expanded,
  days_agree,
  days_differ,
  places_agree,
  places_differ,
  countries_differ,
  time_near,
  time_far,
  same_source
};
inline constexpr std::size_t edge_features = 27;
extern const std::array<std::string_view, edge_features> edge_feature_names;
using EdgeFeatures = std::array<double, edge_features>;

/// A scored pair of less is as one that wasn't worth a score.
inline constexpr std::int64_t least_probability_e6 = 20'000;

/// A text with all that its edges read. Views; the referred must outlive it.
struct EdgeEnd {
  const EventFeatures* features = nullptr;
  const Neighbourhood* neighbourhood = nullptr;
  std::optional<std::int64_t> published_s = {};  ///< Of the origin's first article, UTC.
  std::string_view source = {};                  ///< Of the text; empty when unknown.
};

/// Symmetric. The days that texts speak of count only where a publication time is missing: reports of one event speak
/// of many days. O(words).
EdgeFeatures edge_features_of(const EdgeEnd& a, const EdgeEnd& b);

/// The same for one text and many others, faster.
class EdgeReader {
 public:
  explicit EdgeReader(const EdgeEnd& a);
  EdgeFeatures with(const EdgeEnd& b) const;

 private:
  EdgeEnd a_;
  std::vector<ProbedVector> parts_;  // Up to the bigrams, then the expanded terms.
};

/// What a score says beside its height: by how much it stands out among the scores of either text (see standing_out.h).
struct SecondFeatures {
  double score = 0;
  double stands_out_less =
      0;  ///< Above the parting score of the one text, and of the other: the less and the more of it,
  double stands_out_more = 0;  ///< within bounds.
};
SecondFeatures second_features_of(double score, double parting_a, double parting_b);

/// What the scores of other pairs say of a pair: `score` is the log odds of the second step, `first` of the first.
struct ThirdFeatures {
  double score = 0;
  double shared_neighbours = 0;  ///< Logarithm of the index of shared_neighbours.h, with a floor.
  double dated = 0;  ///< 1 of two dated texts. A dated dump is a stream, in which most texts are the only report of
                     ///< their event, so that the nearest one is more often a stranger than in a collection,
  double dated_faint = 0;  ///< and the more often, the further `first` is below that of a clear pair; 0 at that.
};
ThirdFeatures third_features_of(double score, double shared_neighbours, double first, bool dated);

/// Whether two texts report one event, in three steps: logistic regressions over EdgeFeatures, over the SecondFeatures
/// of the first's scores, and over the ThirdFeatures of the second's. The weights are the table
/// "und/event_edge_weights" (feature, weight, "fitted" or "set"; the biases are rows of their own). Immutable.
class EdgeModel {
 public:
  /// Throws std::runtime_error when the table names an unknown feature.
  explicit EdgeModel(const Lexicons& lexicons);

  /// Log odds of the first step, rounded.
  double score(const EdgeFeatures& features) const;

  /// The first step's probability, in millionths, so that it compares alike on every machine; `timeless` is the one
  /// that the pair would have if nothing were known of what parts the events of one story: times, statements, outlets.
  std::int32_t first_e6(const EdgeFeatures& features) const;
  std::int32_t timeless_e6(const EdgeFeatures& features) const;

  /// Log odds of the second step, rounded. `parting_a`, `parting_b` are the parting scores of both texts.
  double second_score(double score, double parting_a, double parting_b) const;

  /// The probability, in millionths.
  std::int32_t probability_e6(const ThirdFeatures& features) const;

  /// The parts of the log odds of `probability_e6`, in the order of the features; "bias" last. Parts that are zero are
  /// left out.
  std::vector<ScoreTerm> explain(const EdgeFeatures& features, double parting_a, double parting_b,
                                 const ThirdFeatures& third) const;

 private:
  EdgeFeatures weights_{};
  double bias_ = 0;
  double score_weight_ = 1;
  double stands_out_less_weight_ = 0;
  double stands_out_more_weight_ = 0;
  double second_bias_ = 0;
  double second_score_weight_ = 1;
  double shared_neighbours_weight_ = 0;
  double dated_weight_ = 0;
  double dated_faint_weight_ = 0;
  double third_bias_ = 0;
};

/// The probability that log odds stand for, in millionths, so that it compares alike on every machine.
std::int32_t probability_e6_of(double log_odds);

}  // namespace tawatur
