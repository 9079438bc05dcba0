// Fits the weights of the table "und/event_edge_weights": a ridge logistic regression over the edge features of
// candidate pairs in labelled sets, a second one over how much its scores stand out, and a third one over that and the
// neighbours that both share. Closeness relative to neighbours learns the size of events and of dumps when it is fitted
// on one set alone, so every set comes whole, thinned, as a mixture of few events, as handfuls of look-alikes, and with
// its texts cut short.
//
//   fit_event_edges LEXICONS OUT.tsv "HEADER" ARTICLES.jsonl CLUSTERS.tsv [ARTICLES.jsonl CLUSTERS.tsv ...]
//
// A set with "-" for CLUSTERS is dated and unlabelled: its pairs that lie sixty days apart are of different events,
// however near, and show how near such pairs are in the daily news of one outlet. LEXICONS is the folder of tables in
// use; weights that its table marks "set" are kept and not fitted.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <tbb/parallel_for.h>
#include <xxhash.h>

#include "events/event_graph.h"
#include "events/shared_neighbours.h"
#include "events/standing_out.h"
#include "labelled_articles.h"
#include "text/lexicon.h"

namespace {

using namespace tawatur;
using tools::LabelledArticles;

constexpr double ridge = 60;            // In standardised features.
constexpr double usual_event_size = 5;  // Of which negatives weigh as much as positives.

/// Uniform number in [0, below) of a seed and an index.
std::uint64_t random_of(std::uint64_t seed, std::uint64_t index, std::uint64_t below) {
  const std::uint64_t both[] = {seed, index};
  return XXH3_64bits(both, sizeof both) % below;
}

LabelledArticles choose(const LabelledArticles& all, const std::vector<std::size_t>& which) {
  LabelledArticles some;
  for (const std::size_t i : which) {
    some.articles.push_back(all.articles[i]);
    some.event.push_back(all.event[i]);
    some.group.push_back(all.group[i]);
  }
  return some;
}

LabelledArticles shorten(LabelledArticles set, std::uint64_t seed, std::uint64_t least, std::uint64_t most) {
  for (std::size_t i = 0; i < set.articles.size(); ++i) {
    const std::uint64_t words = least + random_of(seed, i, most - least + 1);
    std::string& text = set.articles[i].text;
    std::size_t end = 0;
    for (std::uint64_t word = 0; word < words && end < text.size(); ++word)
      end = std::min(text.find(' ', end + 1), text.size());
    text.resize(end);
  }
  return set;
}

struct Sample {
  EdgeFeatures features;
  double same = 0;
  double weight = 0;
  std::uint32_t dump = 0;  // Samples of one dump are neighbours and hold all its edges.
  std::uint32_t a = 0, b = 0;
};

std::uint32_t next_dump() {
  static std::uint32_t dumps = 0;
  return dumps++;
}

std::vector<Origin> one_origin_each(const std::vector<Article>& articles) {
  std::vector<Origin> origins(articles.size());
  for (std::uint32_t i = 0; i < origins.size(); ++i) {
    origins[i].representative = ArticleIndex{i};
    origins[i].articles = {ArticleIndex{i}};
  }
  return origins;
}

void add_samples(const LabelledArticles& set, bool all_pairs, const Lexicons& lexicons, std::vector<Sample>& samples) {
  const std::vector<Origin> origins = one_origin_each(set.articles);
  const std::vector<std::vector<ByteRange>> furniture(set.articles.size());
  std::map<std::string, double> size;
  for (const std::string& event : set.event) ++size[event];
  std::vector<Sample> fresh;
  for (auto& [lang, chosen] : origins_by_language(set.articles, origins)) {
    const EventGraph graph(set.articles, furniture, origins, chosen, FeatureReader(lexicons, lang), EventOptions{});
    std::vector<Edge> pairs = graph.candidates();
    if (all_pairs) {
      pairs.clear();
      for (std::uint32_t a = 0; a < graph.size(); ++a)
        for (std::uint32_t b = a + 1; b < graph.size(); ++b) pairs.push_back({a, b, 0});
    }
    const std::uint32_t dump = next_dump();
    for (const auto& [a, b, unscored] : pairs) {
      const std::string &event_a = set.event[graph.origin(a)], &event_b = set.event[graph.origin(b)];
      const bool same = event_a == event_b;
      fresh.push_back({edge_features_of(graph.end(a), graph.end(b)), same ? 1.0 : 0.0,
                       1 / std::sqrt(same ? size[event_a] - 1 : usual_event_size), dump, a, b});
    }
  }
  double sum = 0;
  for (const Sample& sample : fresh) sum += sample.weight;
  const double wanted = std::pow(std::min<double>(static_cast<double>(fresh.size()), 3000), all_pairs ? 1 : 0.7);
  for (Sample& sample : fresh) sample.weight *= wanted / sum;
  samples.insert(samples.end(), fresh.begin(), fresh.end());
}

/// All samples of one labelled set in its mixtures.
std::vector<Sample> samples_of(const LabelledArticles& all, const Lexicons& lexicons) {
  std::vector<Sample> samples;
  const auto add_long_and_short = [&](const LabelledArticles& set, std::uint64_t seed) {
    add_samples(set, false, lexicons, samples);
    add_samples(shorten(set, seed, 35, 80), false, lexicons, samples);
  };
  add_long_and_short(all, 1);
  for (const std::uint64_t share : {2, 4}) {
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < all.articles.size(); ++i)
      if (random_of(share, i, share) == 0) some.push_back(i);
    add_long_and_short(choose(all, some), 10 + share);
  }
  std::vector<std::string> events(all.event);
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  for (std::uint64_t mixture = 0; mixture < 6; ++mixture) {
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < all.articles.size(); ++i) {
      const auto event =
          static_cast<std::uint64_t>(std::lower_bound(events.begin(), events.end(), all.event[i]) - events.begin());
      if (random_of(100 + mixture, event, 5) == 0 && random_of(200 + mixture, i, 5) < 2) some.push_back(i);
    }
    if (some.size() < 4) continue;
    const LabelledArticles set = choose(all, some);
    add_samples(set, false, lexicons, samples);
    add_samples(shorten(set, mixture, 30, 300), false, lexicons, samples);
  }

  // Handfuls: one to four articles of each event of a group of look-alikes, at times among a few strangers.
  std::vector<Sample> few;
  std::map<std::string, std::map<std::string, std::vector<std::size_t>>> groups;
  for (std::size_t i = 0; i < all.articles.size(); ++i)
    groups[all.group[i].empty() ? std::to_string(random_of(7, XXH3_64bits(all.event[i].data(), all.event[i].size()),
                                                           1 + events.size() / 3))
                                : all.group[i]][all.event[i]]
        .push_back(i);
  std::uint64_t draw = 0;
  for (int round = 0; round < 4; ++round)
    for (const auto& [group, members] : groups) {
      std::set<std::size_t> some;
      for (const auto& [event, articles] : members) {
        const std::uint64_t wanted = std::max<std::uint64_t>(1, random_of(11, ++draw, 5));
        for (std::uint64_t k = 0; k < wanted; ++k) some.insert(articles[random_of(12, ++draw, articles.size())]);
      }
      if (random_of(13, ++draw, 5) < 2)
        for (std::uint64_t k = 0; k < 6; ++k) some.insert(random_of(14, ++draw, all.articles.size()));
      if (some.size() < 2) continue;
      LabelledArticles set = choose(all, {some.begin(), some.end()});
      if (random_of(15, ++draw, 5) < 2) set = shorten(set, draw, 60, 160);
      add_samples(set, true, lexicons, few);
    }
  double sum = 0, sum_few = 0;
  for (const Sample& sample : samples) sum += sample.weight;
  for (const Sample& sample : few) sum_few += sample.weight;
  for (Sample& sample : few) sample.weight *= 0.5 * sum / sum_few;
  samples.insert(samples.end(), few.begin(), few.end());
  return samples;
}

/// Solves a symmetric positive definite system by Cholesky.
std::vector<double> solve(std::vector<std::vector<double>> matrix, std::vector<double> right) {
  const std::size_t n = right.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= matrix[i][k] * matrix[j][k];
      matrix[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / matrix[j][j];
    }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) right[i] -= matrix[i][k] * right[k];
    right[i] /= matrix[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) right[i] -= matrix[k][i] * right[k];
    right[i] /= matrix[i][i];
  }
  return right;
}

/// Bias and weights of the standardised features `fitted`, by Newton's method; `set_weight` of the others is kept.
std::vector<double> fit(const std::vector<Sample>& samples, const std::vector<std::size_t>& fitted,
                        const EdgeFeatures& set_weight, const EdgeFeatures& mean, const EdgeFeatures& deviation) {
  const std::size_t n = fitted.size() + 1;
  std::vector<double> weights(n, 0.0), row(n);
  for (int step = 0; step < 25; ++step) {
    std::vector<std::vector<double>> hessian(n, std::vector<double>(n, 0.0));
    std::vector<double> gradient(n, 0.0);
    for (const Sample& sample : samples) {
      double score = 0;
      for (std::size_t i = 0; i < edge_features; ++i) score += set_weight[i] * sample.features[i];
      row[0] = 1;
      for (std::size_t k = 1; k < n; ++k)
        row[k] = (sample.features[fitted[k - 1]] - mean[fitted[k - 1]]) / deviation[fitted[k - 1]];
      for (std::size_t k = 0; k < n; ++k) score += weights[k] * row[k];
      const double p = 1 / (1 + std::exp(-score)), curve = sample.weight * p * (1 - p);
      for (std::size_t k = 0; k < n; ++k) {
        gradient[k] += sample.weight * (sample.same - p) * row[k];
        for (std::size_t j = 0; j <= k; ++j) hessian[k][j] += curve * row[k] * row[j];
      }
    }
    for (std::size_t k = 0; k < n; ++k) {
      hessian[k][k] += k == 0 ? 1e-6 : ridge;
      if (k > 0) gradient[k] -= ridge * weights[k];
      for (std::size_t j = 0; j < k; ++j) hessian[j][k] = hessian[k][j];
    }
    const std::vector<double> change = solve(hessian, gradient);
    double largest = 0;
    for (std::size_t k = 0; k < n; ++k) {
      weights[k] += std::clamp(change[k], -3.0, 3.0);
      largest = std::max(largest, std::fabs(change[k]));
    }
    if (largest < 1e-6) break;
  }
  return weights;
}

/// Pairs of near texts that were published at least sixty days apart, as pairs of different events; times aren't shown
/// to the features. Their weight is that of a quarter of the samples so far.
std::vector<Sample> far_apart(const std::string& articles_jsonl, const Lexicons& lexicons, double weight) {
  LabelledArticles all = tools::read_unlabelled(articles_jsonl, lexicons);
  std::vector<std::size_t> some;
  for (std::size_t i = 0; i < all.articles.size(); ++i)
    if (all.articles[i].published && random_of(21, i, 3) == 0) some.push_back(i);
  LabelledArticles set = choose(all, some);
  std::vector<std::int64_t> day;
  for (Article& article : set.articles) {
    day.push_back(article.published->utc_s() / 86400);
    article.published.reset();
  }
  std::vector<Sample> samples;
  double sum = 0;
  for (const bool cut : {false, true}) {
    if (cut) set = shorten(set, 22, 35, 80);
    const std::vector<Origin> origins = one_origin_each(set.articles);
    const std::vector<std::vector<ByteRange>> furniture(set.articles.size());
    for (auto& [lang, chosen] : origins_by_language(set.articles, origins)) {
      const EventGraph graph(set.articles, furniture, origins, chosen, FeatureReader(lexicons, lang), EventOptions{});
      const std::uint32_t dump = next_dump();
      for (const auto& [a, b, unscored] : graph.candidates()) {
        const bool far = std::llabs(day[graph.origin(a)] - day[graph.origin(b)]) > 60;
        samples.push_back({edge_features_of(graph.end(a), graph.end(b)), 0, far ? 1.0 : 0.0, dump, a, b});
        sum += far;
      }
    }
  }
  for (Sample& sample : samples) sample.weight *= weight / sum;
  return samples;
}

/// The samples with the features of a later step in place of the first ones. `look(nodes, edges, scores)` sees
/// the edges of one dump, whose nodes are below `nodes`, with their scores of the step before, which are
/// `score_of(features)`, and returns the features of each.
template <class ScoreOf, class Look>
std::vector<Sample> later_step(const std::vector<Sample>& samples, const ScoreOf& score_of, const Look& look) {
  std::vector<Sample> later = samples;
  for (std::size_t first = 0; first < samples.size();) {
    std::size_t end = first;
    std::uint32_t nodes = 0;
    std::vector<Edge> edges;
    std::vector<double> scores;
    for (; end < samples.size() && samples[end].dump == samples[first].dump; ++end) {
      nodes = std::max({nodes, samples[end].a + 1, samples[end].b + 1});
      edges.push_back({samples[end].a, samples[end].b, 0});
      scores.push_back(score_of(samples[end].features));
    }
    const std::vector<EdgeFeatures> features = look(nodes, edges, scores);
    for (std::size_t i = first; i < end; ++i) later[i].features = features[i - first];
    first = end;
  }
  return later;
}

/// Score, stands_out_less and stands_out_more.
std::vector<EdgeFeatures> look_at_standing_out(std::uint32_t nodes, const std::vector<Edge>& edges,
                                               const std::vector<double>& scores) {
  const std::vector<double> parting = parting_scores(nodes, edges, scores);
  std::vector<EdgeFeatures> features;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const SecondFeatures values = second_features_of(scores[i], parting[edges[i].a], parting[edges[i].b]);
    features.push_back({values.score, values.stands_out_less, values.stands_out_more});
  }
  return features;
}

/// Score and shared_neighbours.
std::vector<EdgeFeatures> look_at_neighbours(std::uint32_t nodes, std::vector<Edge> edges,
                                             const std::vector<double>& scores) {
  for (std::size_t i = 0; i < edges.size(); ++i) edges[i].probability_e6 = probability_e6_of(scores[i]);
  const SharedNeighbours shared(nodes, edges);
  std::vector<EdgeFeatures> features;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const ThirdFeatures values =
        third_features_of(scores[i], shared.index(edges[i].a, edges[i].b, edges[i].probability_e6), 0, false);
    features.push_back({values.score, values.shared_neighbours});
  }
  return features;
}

/// Mean and deviation of each feature by the samples' weights.
std::pair<EdgeFeatures, EdgeFeatures> moments(const std::vector<Sample>& samples) {
  double total = 0;
  EdgeFeatures mean{}, deviation{};
  for (const Sample& sample : samples) {
    total += sample.weight;
    for (std::size_t i = 0; i < edge_features; ++i) mean[i] += sample.weight * sample.features[i];
  }
  for (double& value : mean) value /= total;
  for (const Sample& sample : samples)
    for (std::size_t i = 0; i < edge_features; ++i)
      deviation[i] += sample.weight * std::pow(sample.features[i] - mean[i], 2);
  for (double& value : deviation) value = std::sqrt(value / total);
  return {mean, deviation};
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 6 || argc % 2 != 0) {
    std::cerr << "usage: fit_event_edges LEXICONS OUT.tsv HEADER ARTICLES.jsonl CLUSTERS.tsv ...\n";
    return 2;
  }
  const Lexicons lexicons(argv[1]);
  std::vector<Sample> samples;
  for (int i = 4; i + 1 < argc; i += 2) {
    double weight = 0;
    for (const Sample& sample : samples) weight += sample.weight;
    const std::vector<Sample> fresh = std::string_view(argv[i + 1]) == "-"
                                          ? far_apart(argv[i], lexicons, weight / 4)
                                          : samples_of(tools::read_labelled(argv[i], argv[i + 1], lexicons), lexicons);
    std::cerr << argv[i] << ": " << fresh.size() << " pairs\n";
    samples.insert(samples.end(), fresh.begin(), fresh.end());
  }

  std::array<double, edge_features> set_weight{};
  std::array<bool, edge_features> is_set{};
  std::map<std::string, double> weight_by_hand;
  for (const auto& row : lexicons.table("und", "event_edge_weights").rows) {
    if (row.size() < 3 || row[2] != "set") continue;
    const double weight = std::strtod(row[1].c_str(), nullptr);
    weight_by_hand[row[0]] = weight;
    for (std::size_t i = 0; i < edge_features; ++i)
      if (row[0] == edge_feature_names[i]) {
        set_weight[i] = weight;
        is_set[i] = true;
      }
  }
  const auto [mean, deviation] = moments(samples);

  std::vector<std::size_t> fitted;
  for (std::size_t i = 0; i < edge_features; ++i)
    if (!is_set[i] && deviation[i] > 1e-6) fitted.push_back(i);
  // What is alike never speaks against one event: a feature that comes out with the wrong sign only mends others on
  // these sets, so it is left out and the rest fitted again.
  std::vector<double> weights;
  for (;;) {
    weights = fit(samples, fitted, set_weight, mean, deviation);
    std::size_t worst = 0;
    for (std::size_t k = 1; k <= fitted.size(); ++k) {
      const double sign = edge_feature_names[fitted[k - 1]].ends_with("differ") ? -1 : 1;
      if (sign * weights[k] < 0 && (worst == 0 || std::fabs(weights[k]) > std::fabs(weights[worst]))) worst = k;
    }
    if (worst == 0) break;
    fitted.erase(fitted.begin() + static_cast<std::ptrdiff_t>(worst) - 1);
  }

  std::ofstream out(argv[2]);
  out << "# Weights of the features of a pair of texts in the probability that both report one event (a logistic\n"
         "# regression): feature, weight, and whether it was fitted by tools/fit_event_edges or set by hand.\n";
  std::istringstream header(argv[3]);
  for (std::string line; std::getline(header, line, '|');) out << "# " << line << "\n";
  const auto thousandths = [](double value) { return std::round(value * 1000) / 1000; };
  double bias = weights[0];
  EdgeFeatures final{};
  for (std::size_t i = 0, k = 1; i < edge_features; ++i) {
    final[i] = set_weight[i];
    if (k <= fitted.size() && fitted[k - 1] == i) {
      final[i] = weights[k++] / deviation[i];
      bias -= final[i] * mean[i];
    }
    out << edge_feature_names[i] << "\t" << thousandths(final[i]) << "\t" << (is_set[i] ? "set" : "fitted") << "\n";
  }
  out << "bias\t" << thousandths(bias) << "\tfitted\n";

  // Fits a later step, writes its weights, and returns them, bias first.
  const auto fit_later = [&](const std::vector<Sample>& later, const std::vector<std::string>& names,
                             const std::string& bias_name) {
    const auto [later_mean, later_deviation] = moments(later);
    std::vector<std::size_t> which(names.size());
    for (std::size_t i = 0; i < which.size(); ++i) which[i] = i;
    std::vector<double> found = fit(later, which, {}, later_mean, later_deviation);
    for (std::size_t i = 0; i < names.size(); ++i) {
      found[i + 1] /= later_deviation[i];
      found[0] -= found[i + 1] * later_mean[i];
      out << names[i] << "\t" << thousandths(found[i + 1]) << "\tfitted\n";
    }
    const auto by_hand = weight_by_hand.find(bias_name);
    if (by_hand != weight_by_hand.end()) found[0] = by_hand->second;
    out << bias_name << "\t" << thousandths(found[0]) << "\t" << (by_hand != weight_by_hand.end() ? "set" : "fitted")
        << "\n";
    return found;
  };
  const std::vector<Sample> second = later_step(
      samples,
      [&](const EdgeFeatures& features) {
        double score = bias;
        for (std::size_t i = 0; i < edge_features; ++i) score += final[i] * features[i];
        return score;
      },
      look_at_standing_out);
  const std::vector<double> of_second =
      fit_later(second, {"score", "stands_out_less", "stands_out_more"}, "second_bias");
  const std::vector<Sample> third = later_step(
      second,
      [&](const EdgeFeatures& features) {
        double score = of_second[0];
        for (std::size_t i = 0; i + 1 < of_second.size(); ++i) score += of_second[i + 1] * features[i];
        return score;
      },
      look_at_neighbours);
  fit_later(third, {"second_score", "shared_neighbours"}, "third_bias");
  for (const std::string name : {"dated", "dated_faint"})  // The labelled sets have no dates.
    if (const auto by_hand = weight_by_hand.find(name); by_hand != weight_by_hand.end())
      out << name << "\t" << thousandths(by_hand->second) << "\tset\n";
  if (!out.flush()) throw std::runtime_error("can't write the table");
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
