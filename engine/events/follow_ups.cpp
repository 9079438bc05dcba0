#include "events/follow_ups.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tawatur {
namespace {

constexpr std::int64_t least_gap_s = 12 * 3600;      // Between first reports; below it one event is told in two ways.
constexpr std::int64_t longest_gap_s = 21 * 86400;   // A story that rests longer is told as a new one; statistics and
                                                     // meetings come back after a month.
constexpr std::int64_t least_timeless_e6 = 500'000;  // Mean probability of one event, time left aside.
constexpr std::int64_t least_edge_e6 = 10'000;       // A scored pair below it is far also without its times.
constexpr std::size_t standing_members = 12;

std::int64_t timeless(const EventGraph& graph, const EdgeModel& model, std::uint32_t a, std::uint32_t b) {
  EdgeFeatures features = edge_features_of(graph.end(a), graph.end(b));
  for (const EdgeFeature feature :
       {EdgeFeature::time_near, EdgeFeature::time_far, EdgeFeature::days_agree, EdgeFeature::days_differ})
    features[static_cast<std::size_t>(feature)] = 0;
  return model.probability_e6(features);
}

}  // namespace

std::vector<std::optional<std::uint32_t>> find_parents(const EventGraph& graph, const EdgeModel& model,
                                                       std::span<const Edge> edges,
                                                       std::span<const std::uint32_t> cluster_of) {
  std::vector<std::vector<std::uint32_t>> members(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) members[cluster_of[node]].push_back(node);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // Earlier and later cluster: nodes are numbered by time.
  for (const Edge& edge : edges) {
    const std::uint32_t a = cluster_of[edge.a], b = cluster_of[edge.b];
    if (a != b && edge.probability_e6 >= least_edge_e6) pairs.emplace_back(std::min(a, b), std::max(a, b));
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  std::vector<std::optional<std::uint32_t>> parent(graph.size());
  std::vector<std::int64_t> best(graph.size(), 0);
  for (const auto& [earlier, later] : pairs) {
    const auto from = graph.end(earlier).published_s, to = graph.end(later).published_s;
    if (!from || !to || *to - *from < least_gap_s || *to - *from > longest_gap_s) continue;
    const auto &old_texts = members[earlier], &new_texts = members[later];
    const std::size_t many_old = std::min(standing_members, old_texts.size()),
                      many_new = std::min(standing_members, new_texts.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < many_old; ++i)
      for (std::size_t j = 0; j < many_new; ++j)
        sum += timeless(graph, model, old_texts[i * old_texts.size() / many_old],
                        new_texts[j * new_texts.size() / many_new]);
    const std::int64_t mean = sum / static_cast<std::int64_t>(many_old * many_new);
    if (mean >= least_timeless_e6 && mean > best[later]) {
      best[later] = mean;
      parent[later] = earlier;
    }
  }
  return parent;
}

}  // namespace tawatur
