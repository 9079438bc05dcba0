#include "support/slow_events.h"

#include <algorithm>
#include <cmath>
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

double cosine(const PackedVector& a, const PackedVector& b) {
  const auto weights_of = [](const PackedVector& vector) {
    std::map<std::uint32_t, double> weights;
    for (std::size_t i = 0; i < vector.entries.size(); ++i)
      weights[vector.entries[i] / 256] = vector.weights ? vector.weights[i] : vector.entries[i] % 256;
    return weights;
  };
  const auto in_a = weights_of(a), in_b = weights_of(b);
  double sum = 0, squares_a = 0, squares_b = 0;
  for (const auto& [key, weight] : in_a) {
    squares_a += weight * weight;
    if (const auto found = in_b.find(key); found != in_b.end()) sum += weight * found->second;
  }
  for (const auto& [key, weight] : in_b) squares_b += weight * weight;
  return sum > 0 ? sum / std::sqrt(squares_a * squares_b) : 0;
}

std::vector<std::uint32_t> nearest_of_all(std::span<const EventFeatures> nodes, std::uint32_t self, std::size_t most) {
  std::vector<std::pair<double, std::uint32_t>> all;  // By falling closeness.
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (node == self) continue;
    double closeness = 0;
    for (const auto part : {EventFeatures::terms, EventFeatures::lead, EventFeatures::grams})
      closeness += slow::cosine(nodes[self].vector(part), nodes[node].vector(part));
    all.emplace_back(-closeness, node);
  }
  std::sort(all.begin(), all.end());
  std::vector<std::uint32_t> nearest;
  for (std::size_t i = 0; i < std::min(most, all.size()); ++i) nearest.push_back(all[i].second);
  return nearest;
}

}  // namespace tawatur::slow
