#include "events/linkage.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>

#include <tbb/parallel_for.h>
#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {
namespace {

constexpr std::size_t most_cross_pairs = 400;
constexpr std::size_t standing_members = 20;

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

/// What is known of the pairs between two clusters.
struct Cross {
  std::int64_t sum = 0;
  std::int64_t pairs = 0;
  bool complete = false;  ///< Every pair was scored, or those that stand for all.

  std::int64_t mean() const { return pairs == 0 ? 0 : sum / pairs; }
};

class Component {
 public:
  Component(std::span<const std::uint32_t> nodes, std::span<const Edge> edges, std::int64_t threshold,
            std::size_t listed, const ScorePair& score)
      : threshold_(threshold), listed_(listed), score_(score) {
    for (const std::uint32_t node : nodes) members_[node] = {node};
    for (const Edge& edge : edges) {
      known_.emplace(std::uint64_t{edge.a} << 32 | edge.b, edge.probability_e6);
      cross_[edge.a][edge.b] = cross_[edge.b][edge.a] = {edge.probability_e6, 1, true};
      offer(edge.a, edge.b);
    }
  }

  void link(std::vector<std::uint32_t>& cluster_of) {
    while (!offers_.empty()) {
      const Offer offer = offers_.top();
      offers_.pop();
      const auto row = cross_.find(offer.a);
      if (row == cross_.end()) continue;
      const auto cell = row->second.find(offer.b);
      if (cell == row->second.end() || cell->second.mean() != offer.mean) continue;
      if (!cell->second.complete) {
        cell->second = cross_[offer.b][offer.a] = complete(offer.a, offer.b);
        this->offer(offer.a, offer.b);
        continue;
      }
      join(offer.a, offer.b);
    }
    for (const auto& [cluster, nodes] : members_)
      for (const std::uint32_t node : nodes) cluster_of[node] = cluster;
  }

 private:
  struct Offer {
    std::int64_t mean;
    std::uint32_t a, b;
    bool operator<(const Offer& other) const {
      return mean != other.mean ? mean < other.mean : a != other.a ? a > other.a : b > other.b;
    }
  };

  void offer(std::uint32_t a, std::uint32_t b) {
    if (const std::int64_t mean = cross_[a][b].mean(); mean >= threshold_)
      offers_.push({mean, std::min(a, b), std::max(a, b)});
  }

  std::int64_t probability(std::uint32_t a, std::uint32_t b, bool within_lists) {
    const std::uint64_t key = std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (within_lists) return 0;
    return known_[key] = score_(std::min(a, b), std::max(a, b));
  }

  static std::vector<std::uint32_t> standing(const std::vector<std::uint32_t>& members) {
    if (members.size() <= standing_members) return members;
    std::vector<std::uint32_t> some;
    for (std::size_t i = 0; i < standing_members; ++i) some.push_back(members[i * members.size() / standing_members]);
    return some;
  }

  Cross complete(std::uint32_t a, std::uint32_t b) {
    const auto &in_a = members_[a], &in_b = members_[b];
    const bool all = in_a.size() * in_b.size() <= most_cross_pairs;
    const bool within_lists = in_a.size() + in_b.size() <= listed_;
    Cross cross{0, 0, true};
    for (const std::uint32_t x : all ? in_a : standing(in_a))
      for (const std::uint32_t y : all ? in_b : standing(in_b))
        cross.sum += probability(x, y, within_lists), ++cross.pairs;
    // Weighs as all pairs do in later means.
    if (const auto pairs = static_cast<std::int64_t>(in_a.size() * in_b.size()); pairs != cross.pairs)
      cross = {cross.mean() * pairs, pairs, true};
    return cross;
  }

  void join(std::uint32_t a, std::uint32_t b) {  // a < b
    auto& into = members_[a];
    auto& from = members_[b];
    const std::size_t middle = into.size();
    into.insert(into.end(), from.begin(), from.end());
    std::inplace_merge(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(middle), into.end());
    members_.erase(b);

    std::map<std::uint32_t, Cross> row = std::move(cross_[a]);
    const std::map<std::uint32_t, Cross> other = std::move(cross_[b]);
    cross_.erase(b);
    row.erase(b);
    for (auto& [cluster, cross] : row) cross.complete = cross.complete && other.contains(cluster);
    for (const auto& [cluster, cross] : other) {
      if (cluster == a) continue;
      const auto [cell, fresh] = row.try_emplace(cluster, cross);
      if (fresh) {
        cell->second.complete = false;
      } else {
        cell->second.sum += cross.sum;
        cell->second.pairs += cross.pairs;
        cell->second.complete = cell->second.complete && cross.complete;
      }
    }
    for (const auto& [cluster, cross] : row) {
      cross_[cluster].erase(b);
      cross_[cluster][a] = cross;
    }
    const auto& merged = cross_[a] = std::move(row);
    std::vector<std::uint32_t> clusters;
    for (const auto& [cluster, cross] : merged) clusters.push_back(cluster);
    for (const std::uint32_t cluster : clusters) offer(a, cluster);
  }

  std::int64_t threshold_;
  std::size_t listed_;
  const ScorePair& score_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> members_;  // Of each cluster, named by its smallest node.
  std::map<std::uint32_t, std::map<std::uint32_t, Cross>> cross_;
  boost::unordered_flat_map<std::uint64_t, std::int64_t> known_;  // Looked up only.
  std::priority_queue<Offer> offers_;
};

}  // namespace

std::vector<std::uint32_t> link_by_average(std::uint32_t nodes, std::span<const Edge> edges, std::int64_t threshold_e6,
                                           std::size_t listed, const ScorePair& score) {
  std::vector<std::uint32_t> parent(nodes);
  std::iota(parent.begin(), parent.end(), 0u);
  for (const Edge& edge : edges) {
    if (edge.probability_e6 < threshold_e6) continue;
    const auto [low, high] = std::minmax({find_root(parent, edge.a), find_root(parent, edge.b)});
    parent[high] = low;
  }
  std::vector<std::vector<std::uint32_t>> nodes_of(nodes);
  std::vector<std::vector<Edge>> edges_of(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) nodes_of[find_root(parent, node)].push_back(node);
  for (const Edge& edge : edges)
    if (const std::uint32_t root = find_root(parent, edge.a); root == find_root(parent, edge.b))
      edges_of[root].push_back(edge);

  std::vector<std::uint32_t> cluster_of(nodes);
  std::iota(cluster_of.begin(), cluster_of.end(), 0u);
  tbb::parallel_for(0u, nodes, [&](std::uint32_t root) {
    if (nodes_of[root].size() > 1)
      Component(nodes_of[root], edges_of[root], threshold_e6, listed, score).link(cluster_of);
  });
  return cluster_of;
}

std::vector<std::uint32_t> attach_single_nodes(std::span<const std::uint32_t> cluster_of, std::span<const Edge> edges,
                                               std::int64_t least_best_e6, std::int64_t least_mean_e6,
                                               const ScorePair& score) {
  const auto count = static_cast<std::uint32_t>(cluster_of.size());
  std::vector<std::vector<std::uint32_t>> members(count);
  for (std::uint32_t node = 0; node < count; ++node) members[cluster_of[node]].push_back(node);
  std::vector<Edge> best(count);  // b: the other node.
  const auto offer = [&](std::uint32_t alone, std::uint32_t other, std::int64_t probability) {
    if (members[cluster_of[alone]].size() > 1 || members[cluster_of[other]].size() < 2) return;
    if (probability > best[alone].probability_e6) best[alone] = {alone, other, probability};
  };
  for (const Edge& edge : edges) {
    offer(edge.a, edge.b, edge.probability_e6);
    offer(edge.b, edge.a, edge.probability_e6);
  }
  std::vector<std::uint32_t> joined(cluster_of.begin(), cluster_of.end());
  std::vector<std::uint32_t> name(count);
  std::iota(name.begin(), name.end(), 0u);
  for (std::uint32_t node = 0; node < count; ++node) {
    if (best[node].probability_e6 < least_best_e6) continue;
    const std::uint32_t cluster = cluster_of[best[node].b];
    std::int64_t sum = 0;
    const std::size_t wanted = std::min(members[cluster].size(), standing_members);
    for (std::size_t k = 0; k < wanted; ++k) {
      const std::uint32_t member = members[cluster][k * members[cluster].size() / wanted];
      sum += score(std::min(node, member), std::max(node, member));
    }
    if (sum / static_cast<std::int64_t>(wanted) < least_mean_e6) continue;
    joined[node] = cluster;
    name[cluster] = std::min(name[cluster], node);
  }
  for (std::uint32_t& cluster : joined) cluster = name[cluster];
  return joined;
}

}  // namespace tawatur
