#include "events/edge_score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace tawatur {
namespace {

constexpr double day_s = 86400;
constexpr double spread_days = 3;   // Gaussian of publication times within an event, sigma 3 days: Miranda et al. 2018.
constexpr double running_days = 1;  // From here on time speaks against one event ...
constexpr double fading_days = 2;   // ... one unit each so many days more,
constexpr double most_fading = 10;  // up to this.

constexpr std::size_t long_text_passages = 100;  // Two such texts of one event quote a statement both, as a rule.

constexpr double most_standing_out = 4.5;  // In log odds.

// First scores of dated pairs: above the one hardly any stranger is found, and below the other few others are.
constexpr double clear_score = 3;
constexpr double most_faint = 4;

// Added to the index of shared neighbours: that of two texts of the least probability that share no other.
constexpr double least_shared = static_cast<double>(least_probability_e6) / 1e6;

double fixed(double value) { return std::round(value * 1e6) / 1e6; }

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

bool meet(std::span<const TermKey> a, std::span<const TermKey> b) { return shared_keys(a, b) > 0; }

}  // namespace

const std::array<std::string_view, edge_features> edge_feature_names = {
    "terms",         "lead",        "title",           "grams",        "bigrams",       "names",
    "actors_differ", "passages",    "passages_differ", "title_shared", "numbers",       "numbers_differ",
    "local_title",   "local_names", "crowd_near",      "crowd_far",    "closest",       "closest_either",
    "expanded",      "days_agree",  "days_differ",     "places_agree", "places_differ", "countries_differ",
    "time_near",     "time_far",    "same_source"};

std::int32_t probability_e6_of(double log_odds) {
  return static_cast<std::int32_t>(std::lround(1e6 / (1 + std::exp(-fixed(log_odds)))));
}

EdgeFeatures edge_features_of(const EdgeEnd& a, const EdgeEnd& b) { return EdgeReader(a).with(b); }

EdgeReader::EdgeReader(const EdgeEnd& a) : a_(a) {
  parts_.reserve(EventFeatures::bigrams + 2);
  for (std::uint8_t part = 0; part <= EventFeatures::bigrams; ++part)
    parts_.emplace_back(a.features->vector(static_cast<EventFeatures::Part>(part)));
  parts_.emplace_back(a.neighbourhood->expanded());
}

EdgeFeatures EdgeReader::with(const EdgeEnd& second) const {
  const EventFeatures &a = *a_.features, &b = *second.features;
  const Neighbourhood &near_a = *a_.neighbourhood, &near_b = *second.neighbourhood;
  EdgeFeatures values{};
  const auto set = [&values](EdgeFeature feature, double value) { values[static_cast<std::size_t>(feature)] = value; };
  std::array<double, EventFeatures::reweighted_parts> own{}, local{};
  for (std::uint8_t i = 0; i < EventFeatures::reweighted_parts; ++i) {
    const auto part = static_cast<EventFeatures::Part>(i);
    std::tie(own[i], local[i]) = parts_[i].cosines(b.vector(part), near_a.vector(part, a), near_b.vector(part, b));
  }
  set(EdgeFeature::terms, own[EventFeatures::terms]);
  set(EdgeFeature::lead, own[EventFeatures::lead]);
  set(EdgeFeature::title, own[EventFeatures::title]);
  set(EdgeFeature::grams, own[EventFeatures::grams]);
  set(EdgeFeature::names, own[EventFeatures::names]);
  set(EdgeFeature::bigrams, std::sqrt(parts_[EventFeatures::bigrams].cosine(b.vector(EventFeatures::bigrams))));
  const auto missing = [](const EventFeatures& here, const EventFeatures& there) {
    const PackedVector actors = here.vector(EventFeatures::actors);
    return actors.empty() ? 0 : 1 - share_in(actors, there.vector(EventFeatures::names));
  };
  set(EdgeFeature::actors_differ, std::max(missing(a, b), missing(b, a)));
  const auto passages_a = a.keys(EventFeatures::passages), passages_b = b.keys(EventFeatures::passages);
  const std::uint32_t passages = shared_keys(passages_a, passages_b);
  set(EdgeFeature::passages, fixed(std::log1p(2 * passages)));  // One of two is there.
  set(EdgeFeature::passages_differ,
      passages < 2 && std::min(passages_a.size(), passages_b.size()) >= long_text_passages ? 1 : 0);
  set(EdgeFeature::title_shared, (share_in(a.vector(EventFeatures::title), b.vector(EventFeatures::terms)) +
                                  share_in(b.vector(EventFeatures::title), a.vector(EventFeatures::terms))) /
                                     2);
  const auto numbers_a = a.keys(EventFeatures::numbers), numbers_b = b.keys(EventFeatures::numbers);
  const std::uint32_t numbers = shared_keys(numbers_a, numbers_b);
  set(EdgeFeature::numbers, std::min(numbers, 3u));
  set(EdgeFeature::numbers_differ, numbers == 0 && !numbers_a.empty() && !numbers_b.empty() ? 1 : 0);

  const double together = (local[EventFeatures::terms] + local[EventFeatures::lead] + local[EventFeatures::grams]) / 3;
  set(EdgeFeature::local_title, local[EventFeatures::title]);
  set(EdgeFeature::local_names, local[EventFeatures::names]);
  set(EdgeFeature::crowd_near, relative(together, near_a.near_level, near_b.near_level));
  set(EdgeFeature::crowd_far, relative(together, near_a.far_level, near_b.far_level));
  const auto [less, more] = std::minmax({std::max(near_a.best, 0.05), std::max(near_b.best, 0.05)});
  set(EdgeFeature::closest, std::min(1.0, together / more));
  set(EdgeFeature::closest_either, std::min(1.0, together / less));
  set(EdgeFeature::expanded, parts_.back().cosine(near_b.expanded()));

  const auto places_a = a.keys(EventFeatures::places), places_b = b.keys(EventFeatures::places);
  if (!places_a.empty() && !places_b.empty())
    set(meet(places_a, b.keys(EventFeatures::wide_places)) || meet(a.keys(EventFeatures::wide_places), places_b)
            ? EdgeFeature::places_agree
            : EdgeFeature::places_differ,
        1);
  const auto countries_a = a.keys(EventFeatures::countries), countries_b = b.keys(EventFeatures::countries);
  if (!countries_a.empty() && !countries_b.empty() && !meet(countries_a, countries_b))
    set(EdgeFeature::countries_differ, 1);
  // An outlet reports an event once; its second text is of another one more often than another outlet's.
  set(EdgeFeature::same_source, !a_.source.empty() && a_.source == second.source ? 1 : 0);
  const auto days_a = a.keys(EventFeatures::days), days_b = b.keys(EventFeatures::days);
  if (a_.published_s && second.published_s) {
    const auto [near, far] = time_features(a_, second);
    set(EdgeFeature::time_near, near);
    set(EdgeFeature::time_far, far);
  } else if (!days_a.empty() && !days_b.empty()) {
    set(meet(days_a, days_b) ? EdgeFeature::days_agree : EdgeFeature::days_differ, 1);
  } else if (a.weekdays() != 0 && b.weekdays() != 0) {
    set((a.weekdays() & b.weekdays()) != 0 ? EdgeFeature::days_agree : EdgeFeature::days_differ, 1);
  }
  return values;
}

SecondFeatures second_features_of(double score, double parting_a, double parting_b) {
  const auto bounded = [](double value) { return std::clamp(value, -most_standing_out, most_standing_out); };
  return {score, bounded(score - std::max(parting_a, parting_b)), bounded(score - std::min(parting_a, parting_b))};
}

ThirdFeatures third_features_of(double score, double shared_neighbours, double first, bool dated) {
  ThirdFeatures features{score, fixed(std::log(shared_neighbours + least_shared))};
  if (dated) {
    features.dated = 1;
    features.dated_faint = std::clamp(clear_score - first, 0.0, most_faint);
  }
  return features;
}

EdgeModel::EdgeModel(const Lexicons& lexicons) {
  const std::array<std::pair<std::string_view, double*>, 10> others = {
      {{"bias", &bias_},
       {"score", &score_weight_},
       {"stands_out_less", &stands_out_less_weight_},
       {"stands_out_more", &stands_out_more_weight_},
       {"second_bias", &second_bias_},
       {"second_score", &second_score_weight_},
       {"shared_neighbours", &shared_neighbours_weight_},
       {"dated", &dated_weight_},
       {"dated_faint", &dated_faint_weight_},
       {"third_bias", &third_bias_}}};
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

std::int32_t EdgeModel::first_e6(const EdgeFeatures& features) const { return probability_e6_of(score(features)); }

std::int32_t EdgeModel::timeless_e6(const EdgeFeatures& features) const {
  EdgeFeatures timeless = features;
  for (const EdgeFeature left_aside :
       {EdgeFeature::time_near, EdgeFeature::time_far, EdgeFeature::days_agree, EdgeFeature::days_differ,
        EdgeFeature::passages_differ, EdgeFeature::same_source})
    timeless[static_cast<std::size_t>(left_aside)] = 0;
  return first_e6(timeless);
}

double EdgeModel::second_score(double score, double parting_a, double parting_b) const {
  const SecondFeatures second = second_features_of(score, parting_a, parting_b);
  return fixed(second_bias_ + score_weight_ * second.score + stands_out_less_weight_ * second.stands_out_less +
               stands_out_more_weight_ * second.stands_out_more);
}

std::int32_t EdgeModel::probability_e6(const ThirdFeatures& third) const {
  return probability_e6_of(third_bias_ + second_score_weight_ * third.score +
                           shared_neighbours_weight_ * third.shared_neighbours + dated_weight_ * third.dated +
                           dated_faint_weight_ * third.dated_faint);
}

std::vector<ScoreTerm> EdgeModel::explain(const EdgeFeatures& features, double parting_a, double parting_b,
                                          const ThirdFeatures& third) const {
  std::vector<ScoreTerm> terms;
  const auto add = [&terms](std::string_view name, double value, double weight) {
    if (weight * value != 0) terms.push_back({std::string(name), value, weight});
  };
  for (std::size_t i = 0; i < edge_features; ++i)
    add(edge_feature_names[i], features[i], second_score_weight_ * score_weight_ * weights_[i]);
  const SecondFeatures second = second_features_of(score(features), parting_a, parting_b);
  add("stands_out_less", second.stands_out_less, second_score_weight_ * stands_out_less_weight_);
  add("stands_out_more", second.stands_out_more, second_score_weight_ * stands_out_more_weight_);
  add("shared_neighbours", third.shared_neighbours, shared_neighbours_weight_);
  add("dated", third.dated, dated_weight_);
  add("dated_faint", third.dated_faint, dated_faint_weight_);
  terms.push_back({"bias", 1, third_bias_ + second_score_weight_ * (second_bias_ + score_weight_ * bias_)});
  return terms;
}

}  // namespace tawatur
