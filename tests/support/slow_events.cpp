#include "support/slow_events.h"

#include <algorithm>
#include <map>

namespace tawatur::slow {

std::vector<std::uint32_t> link_by_average(const std::vector<std::vector<std::int64_t>>& probability_e6,
                                           std::int64_t threshold_e6) {
  std::vector<std::vector<std::uint32_t>> clusters;
  for (std::uint32_t node = 0; node < probability_e6.size(); ++node) clusters.push_back({node});
  for (;;) {
    std::int64_t best = -1;
    std::size_t best_a = 0, best_b = 0;
    for (std::size_t a = 0; a < clusters.size(); ++a)
      for (std::size_t b = a + 1; b < clusters.size(); ++b) {
        std::int64_t sum = 0, pairs = 0;
        for (const std::uint32_t x : clusters[a])
          for (const std::uint32_t y : clusters[b]) sum += probability_e6[x][y], ++pairs;
        if (sum / pairs > best) {
          best = sum / pairs;
          best_a = a;
          best_b = b;
        }
      }
    if (best < threshold_e6) break;
    clusters[best_a].insert(clusters[best_a].end(), clusters[best_b].begin(), clusters[best_b].end());
    clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(best_b));
  }
  std::vector<std::uint32_t> cluster_of(probability_e6.size());
  for (const auto& cluster : clusters)
    for (const std::uint32_t node : cluster) cluster_of[node] = *std::min_element(cluster.begin(), cluster.end());
  return cluster_of;
}

double dot(const SparseVector& a, const SparseVector& b) {
  std::map<TermKey, double> weight;
  for (const WeightedTerm& term : b.terms) weight[term.key] = term.weight;
  double sum = 0;
  for (const WeightedTerm& term : a.terms)
    if (weight.contains(term.key)) sum += static_cast<double>(term.weight) * weight[term.key];
  return sum;
}

std::vector<Neighbour> nearest_of_all(std::span<const EventFeatures> nodes, std::uint32_t self, std::size_t most) {
  const auto cosine = [](const SparseVector& a, const SparseVector& b) {
    return a.norm > 0 && b.norm > 0 ? slow::dot(a, b) / (a.norm * b.norm) : 0;
  };
  std::vector<Neighbour> all;
  for (std::uint32_t node = 0; node < nodes.size(); ++node)
    if (node != self)
      all.push_back({node, (cosine(nodes[self].terms, nodes[node].terms) + cosine(nodes[self].lead, nodes[node].lead) +
                            cosine(nodes[self].grams, nodes[node].grams)) /
                               3});
  std::sort(all.begin(), all.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.closeness != b.closeness ? a.closeness > b.closeness : a.node < b.node;
  });
  all.resize(std::min(all.size(), most));
  return all;
}

}  // namespace tawatur::slow
