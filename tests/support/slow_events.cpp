#include "support/slow_events.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

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

std::vector<std::uint32_t> link_by_edges(std::uint32_t nodes, std::span<const Edge> edges, std::int64_t threshold_e6,
                                         std::size_t listed, const ScorePair& score) {
  struct Known {
    std::int64_t sum = 0, pairs = 0;
  };
  std::map<std::uint32_t, std::vector<std::uint32_t>> clusters;  // By number.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> edge;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Known> known;  // The smaller number first.
  for (std::uint32_t node = 0; node < nodes; ++node) clusters[node] = {node};
  for (const Edge& one : edges) {
    edge[{one.a, one.b}] = one.probability_e6;
    known[{one.a, one.b}] = {one.probability_e6, 1};
  }
  const auto some_of = [](const std::vector<std::uint32_t>& all) {
    std::vector<std::uint32_t> some;
    for (std::size_t i = 0; i < std::min<std::size_t>(20, all.size()); ++i)
      some.push_back(all.size() <= 20 ? all[i] : all[i * all.size() / 20]);
    return some;
  };
  for (;;) {
    auto best = known.end();
    for (auto at = known.begin(); at != known.end(); ++at)
      if (at->second.sum / at->second.pairs >= threshold_e6 &&
          (best == known.end() || at->second.sum / at->second.pairs > best->second.sum / best->second.pairs))
        best = at;
    if (best == known.end()) break;
    const auto [a, b] = best->first;
    std::vector<std::uint32_t> in_a = clusters[a], in_b = clusters[b];
    const auto all = static_cast<std::int64_t>(in_a.size() * in_b.size());
    if (best->second.pairs < all) {
      const bool within_lists = in_a.size() + in_b.size() <= listed;
      if (all > 400) {
        in_a = some_of(in_a);
        in_b = some_of(in_b);
      }
      std::int64_t sum = 0;
      for (const std::uint32_t x : in_a)
        for (const std::uint32_t y : in_b)
          if (const auto found = edge.find(std::minmax(x, y)); found != edge.end()) {
            sum += found->second;
          } else if (!within_lists) {
            sum += score(std::min(x, y), std::max(x, y));
          }
      const auto scored = static_cast<std::int64_t>(in_a.size() * in_b.size());
      best->second = {scored == all ? sum : sum / scored * all, all};
      continue;
    }
    std::map<std::uint32_t, std::size_t> neighbours;
    for (const auto& [pair, cross] : known) ++neighbours[pair.first], ++neighbours[pair.second];
    const auto [kept, gone] = neighbours[a] >= neighbours[b] ? std::pair{a, b} : std::pair{b, a};
    clusters[kept].insert(clusters[kept].end(), clusters[gone].begin(), clusters[gone].end());
    std::sort(clusters[kept].begin(), clusters[kept].end());
    clusters.erase(gone);
    std::map<std::pair<std::uint32_t, std::uint32_t>, Known> after;
    for (const auto& [pair, cross] : known) {
      const std::uint32_t x = pair.first == gone ? kept : pair.first, y = pair.second == gone ? kept : pair.second;
      if (x == y) continue;
      Known& cell = after[std::minmax(x, y)];
      cell.sum += cross.sum;
      cell.pairs += cross.pairs;
    }
    known = after;
  }
  std::vector<std::uint32_t> cluster_of(nodes);
  for (const auto& [number, members] : clusters)
    for (const std::uint32_t node : members) cluster_of[node] = members.front();
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

namespace {

/// Weight of each telling term, as shares of the norm in 1/510.
std::map<std::uint32_t, std::uint32_t> telling(const EventFeatures& text, std::size_t count) {
  std::map<std::uint32_t, std::uint32_t> weight_of;
  for (const auto& [part, most] : {std::pair{EventFeatures::terms, count}, std::pair{EventFeatures::title, count / 3},
                                   std::pair{EventFeatures::names, count / 3}}) {
    const PackedVector vector = text.vector(part);
    std::vector<std::pair<int, std::uint32_t>> order;
    for (std::uint32_t i = 0; i < vector.size(); ++i) order.push_back({-static_cast<int>(vector.units(i)), i});
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < std::min<std::size_t>(most, order.size()); ++i) {
      const auto weight = std::lround(510.0f * static_cast<float>(vector.units(order[i].second)) / vector.norm);
      weight_of.try_emplace(vector.key(order[i].second), static_cast<std::uint32_t>(std::clamp(weight, 1l, 255l)));
    }
  }
  return weight_of;
}

}  // namespace

std::vector<std::uint32_t> candidates(std::span<const EventFeatures> nodes, std::uint32_t self, std::size_t rare_terms,
                                      std::size_t most) {
  std::map<TermKey, std::size_t> holders;
  for (const EventFeatures& node : nodes)
    for (const TermKey passage : node.keys(EventFeatures::passages)) ++holders[passage];
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_passages, by_terms;
  const auto asked = telling(nodes[self], rare_terms);
  const auto own = nodes[self].keys(EventFeatures::passages);
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (node == self) continue;
    std::int64_t passages = 0, weight = 0;
    for (const TermKey passage : nodes[node].keys(EventFeatures::passages))
      if (passage % 4 == 0 && holders[passage] <= 50 && std::find(own.begin(), own.end(), passage) != own.end())
        ++passages;
    const auto posted = telling(nodes[node], 2 * rare_terms);
    for (const auto& [key, share] : asked)
      if (const auto found = posted.find(key); found != posted.end()) weight += std::int64_t{share} * found->second;
    if (passages > 0) by_passages.push_back({-passages, node});
    if (weight > 0) by_terms.push_back({-weight, node});
  }
  std::sort(by_passages.begin(), by_passages.end());
  std::sort(by_terms.begin(), by_terms.end());
  std::set<std::uint32_t> chosen;
  for (const auto& [passages, node] : by_passages)
    if (chosen.size() < std::min<std::size_t>(16, most)) chosen.insert(node);
  for (const auto& [weight, node] : by_terms)
    if (chosen.size() < most) chosen.insert(node);
  return {chosen.begin(), chosen.end()};
}

}  // namespace tawatur::slow
