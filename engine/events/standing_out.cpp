#include "events/standing_out.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include <tbb/parallel_for.h>

namespace tawatur {
namespace {

constexpr std::size_t most_scores = 25;
constexpr std::size_t least_scores = 5;
constexpr double score_of_strangers = -6;
constexpr double least_parting =
    -1.5;  // Of a text that nobody is near to, the best of the strangers doesn't stand out.

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
  std::vector<std::size_t> first_of(nodes + std::size_t{1}, 0), begin_of = first_of;
  for (const Edge& edge : edges) ++first_of[edge.a + 1], ++begin_of[edge.b + 1];
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());
  std::partial_sum(begin_of.begin(), begin_of.end(), begin_of.begin());
  std::vector<double> to_earlier(edges.size());  // Scores of the edges whose b a node is, one node after the other.
  std::vector<std::size_t> next(begin_of.begin(), begin_of.end() - 1);
  for (std::size_t i = 0; i < edges.size(); ++i) to_earlier[next[edges[i].b]++] = scores[i];
  std::vector<double> parting(nodes);
  tbb::parallel_for(0u, nodes, [&](std::uint32_t node) {
    const auto later = scores.subspan(first_of[node], first_of[node + 1] - first_of[node]);
    const auto earlier = std::span(to_earlier).subspan(begin_of[node], begin_of[node + 1] - begin_of[node]);
    std::vector<double> of_node(later.begin(), later.end());
    of_node.insert(of_node.end(), earlier.begin(), earlier.end());
    parting[node] = parting_score(std::move(of_node));
  });
  return parting;
}

}  // namespace tawatur
