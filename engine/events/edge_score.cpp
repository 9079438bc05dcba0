#include "events/edge_score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

namespace tawatur {
namespace {

constexpr double day_s = 86400;
constexpr double spread_days = 3;   // Gaussian of publication times within an event, sigma 3 days: Miranda et al. 2018.
constexpr double running_days = 1;  // From here on time speaks against one event ...
constexpr double fading_days = 2;   // ... one unit each so many days more,
constexpr double most_fading = 10;  // up to this.

constexpr std::size_t long_text_passages = 200;  // Two such texts of one event quote a statement both, as a rule.

constexpr double most_standing_out = 4.5;  // In log odds.

double fixed(double value) { return std::round(value * 1e6) / 1e6; }

std::int64_t logistic_e6(double log_odds) { return std::llround(1e6 / (1 + std::exp(-fixed(log_odds)))); }

/// Logarithm of a pair's closeness against a level of each side, rounded.
double relative(double closeness, double level_a, double level_b) {
  return fixed(std::log(std::max(closeness, 0.01) / std::sqrt(level_a * level_b)));
}

/// time_near and time_far of two dated texts.
std::pair<double, double> time_features(const EdgeEnd& a, const EdgeEnd& b) {
  const double days = static_cast<double>(std::llabs(*a.published_s - *b.published_s)) / day_s;
  return {fixed(std::exp(-days * days / (2 * spread_days * spread_days))),
          std::clamp((days - running_days) / fading_days, 0.0, most_fading)};
}

template <class Value>
bool meet(const std::vector<Value>& a, const std::vector<Value>& b) {
  auto x = a.begin(), y = b.begin();
  while (x != a.end() && y != b.end()) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

/// `cosine_of(i, x, y)` is the cosine of the i-th vectors of both ends.
template <class CosineOf>
EdgeFeatures compare(const EdgeEnd& first, const EdgeEnd& second, const CosineOf& cosine_of) {
  const EventFeatures &a = *first.features, &b = *second.features;
  const Neighbourhood &near_a = *first.neighbourhood, &near_b = *second.neighbourhood;
  EdgeFeatures values{};
  const auto set = [&values](EdgeFeature feature, double value) { values[static_cast<std::size_t>(feature)] = value; };
  set(EdgeFeature::terms, cosine_of(0, a.terms, b.terms));
  set(EdgeFeature::lead, cosine_of(1, a.lead, b.lead));
  set(EdgeFeature::title, cosine_of(2, a.title, b.title));
  set(EdgeFeature::grams, cosine_of(3, a.grams, b.grams));
  set(EdgeFeature::bigrams, std::sqrt(cosine_of(4, a.bigrams, b.bigrams)));
  set(EdgeFeature::names, cosine_of(5, a.names, b.names));
  const auto missing = [](const EventFeatures& here, const EventFeatures& there) {
    return here.actors.empty() ? 0 : 1 - share_in(here.actors, there.names);
  };
  set(EdgeFeature::actors_differ, std::max(missing(a, b), missing(b, a)));
  const std::uint32_t passages = shared_keys(a.passages, b.passages);
  set(EdgeFeature::passages, fixed(std::log1p(passages)));
  set(EdgeFeature::passages_differ,
      passages < 3 && std::min(a.passages.size(), b.passages.size()) >= long_text_passages ? 1 : 0);
  set(EdgeFeature::title_shared, (share_in(a.title, b.terms) + share_in(b.title, a.terms)) / 2);
  const std::uint32_t numbers = shared_keys(a.numbers, b.numbers);
  set(EdgeFeature::numbers, std::min(numbers, 3u));
  set(EdgeFeature::numbers_differ, numbers == 0 && !a.numbers.empty() && !b.numbers.empty() ? 1 : 0);

  const double together = (cosine_of(6, near_a.terms, near_b.terms) + cosine_of(7, near_a.lead, near_b.lead) +
                           cosine_of(8, near_a.grams, near_b.grams)) /
                          3;
  set(EdgeFeature::local_title, cosine_of(9, near_a.title, near_b.title));
  set(EdgeFeature::local_names, cosine_of(10, near_a.names, near_b.names));
  set(EdgeFeature::crowd_near, relative(together, near_a.near_level, near_b.near_level));
  set(EdgeFeature::crowd_far, relative(together, near_a.far_level, near_b.far_level));
  const auto [less, more] = std::minmax({std::max(near_a.best, 0.05), std::max(near_b.best, 0.05)});
  set(EdgeFeature::closest, std::min(1.0, together / more));
  set(EdgeFeature::closest_either, std::min(1.0, together / less));
  set(EdgeFeature::expanded, cosine_of(11, near_a.expanded, near_b.expanded));

  if (!a.places.empty() && !b.places.empty())
    set(meet(a.places, b.wide_places) || meet(a.wide_places, b.places) ? EdgeFeature::places_agree
                                                                       : EdgeFeature::places_differ,
        1);
  // An outlet reports an event once; its second text is of another one more often than another outlet's.
  set(EdgeFeature::same_source, !first.source.empty() && first.source == second.source ? 1 : 0);
  if (first.published_s && second.published_s) {
    const auto [near, far] = time_features(first, second);
    set(EdgeFeature::time_near, near);
    set(EdgeFeature::time_far, far);
  } else if (!a.days.empty() && !b.days.empty()) {
    set(meet(a.days, b.days) ? EdgeFeature::days_agree : EdgeFeature::days_differ, 1);
  } else if (a.weekdays != 0 && b.weekdays != 0) {
    set((a.weekdays & b.weekdays) != 0 ? EdgeFeature::days_agree : EdgeFeature::days_differ, 1);
  }
  return values;
}

}  // namespace

const std::array<std::string_view, edge_features> edge_feature_names = {
    "terms",       "lead",           "title",          "grams",           "bigrams",
    "names",       "actors_differ",  "passages",       "passages_differ", "title_shared",
    "numbers",     "numbers_differ", "local_title",    "local_names",     "crowd_near",
    "crowd_far",   "closest",        "closest_either", "expanded",        "days_agree",
    "days_differ", "places_agree",   "places_differ",  "time_near",       "time_far",
    "same_source"};

EdgeFeatures edge_features_of(const EdgeEnd& a, const EdgeEnd& b) {
  return compare(a, b, [](std::size_t, const SparseVector& x, const SparseVector& y) { return cosine(x, y); });
}

EdgeReader::EdgeReader(const EdgeEnd& a) : a_(a) {
  const EventFeatures& own = *a.features;
  const Neighbourhood& near = *a.neighbourhood;
  for (const SparseVector* vector : {&own.terms, &own.lead, &own.title, &own.grams, &own.bigrams, &own.names,
                                     &near.terms, &near.lead, &near.grams, &near.title, &near.names, &near.expanded})
    vectors_.emplace_back(*vector);
}

EdgeFeatures EdgeReader::with(const EdgeEnd& b) const {
  return compare(a_, b,
                 [this](std::size_t i, const SparseVector&, const SparseVector& y) { return vectors_[i].cosine(y); });
}

SecondFeatures second_features_of(double score, double parting_a, double parting_b) {
  const auto bounded = [](double value) { return std::clamp(value, -most_standing_out, most_standing_out); };
  return {score, bounded(score - std::max(parting_a, parting_b)), bounded(score - std::min(parting_a, parting_b))};
}

EdgeModel::EdgeModel(const Lexicons& lexicons) {
  const std::array<std::pair<std::string_view, double*>, 5> others = {{{"bias", &bias_},
                                                                      {"score", &score_},
                                                                      {"stands_out_less", &stands_out_less_},
                                                                      {"stands_out_more", &stands_out_more_},
                                                                      {"second_bias", &second_bias_}}};
  for (const auto& row : lexicons.table("und", "event_edge_weights").rows) {
    if (row.size() < 2) continue;
    const double weight = std::strtod(row[1].c_str(), nullptr);
    const auto other = std::find_if(others.begin(), others.end(), [&](const auto& one) { return one.first == row[0]; });
    if (other != others.end()) {
      *other->second = weight;
      continue;
    }
    const auto feature = std::find(edge_feature_names.begin(), edge_feature_names.end(), row[0]);
    if (feature == edge_feature_names.end())
      throw std::runtime_error("event_edge_weights: no feature is named " + row[0]);
    weights_[static_cast<std::size_t>(feature - edge_feature_names.begin())] = weight;
  }
}

double EdgeModel::score(const EdgeFeatures& features) const {
  double score = bias_;
  for (std::size_t i = 0; i < edge_features; ++i) score += weights_[i] * features[i];
  return fixed(score);
}

std::int64_t EdgeModel::first_e6(const EdgeFeatures& features) const { return logistic_e6(score(features)); }

std::int64_t EdgeModel::timeless_e6(const EdgeFeatures& features) const {
  EdgeFeatures timeless = features;
  for (const EdgeFeature left_aside : {EdgeFeature::time_near, EdgeFeature::time_far, EdgeFeature::days_agree,
                                       EdgeFeature::days_differ, EdgeFeature::passages_differ, EdgeFeature::same_source})
    timeless[static_cast<std::size_t>(left_aside)] = 0;
  return first_e6(timeless);
}

std::int64_t EdgeModel::probability_e6(double score, double parting_a, double parting_b) const {
  const SecondFeatures second = second_features_of(score, parting_a, parting_b);
  return logistic_e6(second_bias_ + score_ * second.score + stands_out_less_ * second.stands_out_less +
                     stands_out_more_ * second.stands_out_more);
}

std::vector<ScoreTerm> EdgeModel::explain(const EdgeFeatures& features, double parting_a, double parting_b) const {
  std::vector<ScoreTerm> terms;
  const auto add = [&terms](std::string_view name, double value, double weight) {
    if (weight * value != 0) terms.push_back({std::string(name), value, weight});
  };
  for (std::size_t i = 0; i < edge_features; ++i) add(edge_feature_names[i], features[i], score_ * weights_[i]);
  const SecondFeatures second = second_features_of(score(features), parting_a, parting_b);
  add("stands_out_less", second.stands_out_less, stands_out_less_);
  add("stands_out_more", second.stands_out_more, stands_out_more_);
  terms.push_back({"bias", 1, second_bias_ + score_ * bias_});
  return terms;
}

}  // namespace tawatur
