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
  time_near,
  time_far
};
inline constexpr std::size_t edge_features = 25;
extern const std::array<std::string_view, edge_features> edge_feature_names;
using EdgeFeatures = std::array<double, edge_features>;

/// A text with all that its edges read. Views; the referred must outlive it.
struct EdgeEnd {
  const EventFeatures* features = nullptr;
  const Neighbourhood* neighbourhood = nullptr;
  std::optional<std::int64_t> published_s;  ///< Of the origin's first article, UTC.
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
  std::vector<ProbedVector> vectors_;
};

/// Probability that two texts report one event: a logistic regression whose weights are the table
/// "und/event_edge_weights" (feature, weight, "fitted" or "set"; "bias" a row of its own). Immutable.
class EdgeModel {
 public:
  /// Throws std::runtime_error when the table names an unknown feature.
  explicit EdgeModel(const Lexicons& lexicons);

  /// In millionths, so that it compares alike on every machine.
  std::int64_t probability_e6(const EdgeFeatures& features) const;

  /// The probability that the pair would have if nothing were known of its times.
  std::int64_t timeless_e6(std::int64_t probability_e6, const EdgeEnd& a, const EdgeEnd& b) const;

  /// The parts of the score, in the order of the features; "bias" last. Parts that are zero are left out.
  std::vector<ScoreTerm> explain(const EdgeFeatures& features) const;

 private:
  EdgeFeatures weights_{};
  double bias_ = 0;
};

}  // namespace tawatur
