#include "events/standing_out.h"

#include <algorithm>
#include <functional>

namespace tawatur {
namespace {

constexpr std::size_t most_scores = 25;
constexpr std::size_t least_scores = 5;
constexpr double score_of_strangers = -6;
constexpr double least_parting = -2;  // Of a text that nobody is near to, the best of the strangers doesn't stand out.

}  // namespace

double parting_score(std::vector<double> scores) {
  std::sort(scores.begin(), scores.end(), std::greater<>());
  if (scores.size() > most_scores) scores.resize(most_scores);
  while (scores.size() < least_scores)
    scores.push_back(std::min(score_of_strangers, scores.empty() ? 0 : scores.back()));
  double all = 0;
  for (const double score : scores) all += score;
  const auto count = static_cast<double>(scores.size());
  double above = 0, best = -1, parting = 0;
  for (std::size_t k = 1; k < scores.size(); ++k) {
    above += scores[k - 1];
    const auto high = static_cast<double>(k), low = count - high;
    const double mean_high = above / high, mean_low = (all - above) / low;
    const double between = high * low * (mean_high - mean_low) * (mean_high - mean_low);
    if (between <= best) continue;
    best = between;
    parting = (mean_high + mean_low) / 2;
  }
  return std::max(parting, least_parting);
}

std::vector<double> parting_scores(std::uint32_t nodes, std::span<const Edge> edges, std::span<const double> scores) {
  std::vector<std::vector<double>> of_node(nodes);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    of_node[edges[i].a].push_back(scores[i]);
    of_node[edges[i].b].push_back(scores[i]);
  }
  std::vector<double> parting(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) parting[node] = parting_score(std::move(of_node[node]));
  return parting;
}

}  // namespace tawatur
