#include "events/linkage.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <utility>

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
  std::int64_t pairs = 0;  ///< Scored ones; where some stand for all, as many as there are.

  std::int64_t mean() const { return pairs == 0 ? 0 : sum / pairs; }
};

/// One connected part. A cluster keeps the number of the one of the two joined that had more neighbours, and what is
/// known of the other's is moved to it: so each pair of clusters moves at most log times.
class Component {
 public:
  /// `nodes` ascending, `edges` by (a, b); both must outlive it.
  Component(std::span<const std::uint32_t> nodes, std::span<const Edge> edges, std::int64_t threshold,
            std::size_t listed, const ScorePair& score)
      : nodes_(nodes), edges_(edges), threshold_(threshold), listed_(listed), score_(score), clusters_(nodes.size()) {
    first_edge_.reserve(nodes.size() + 1);
    std::size_t edge = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      clusters_[i].members = {i};
      while (edge < edges.size() && edges[edge].a < nodes[i]) ++edge;
      first_edge_.push_back(edge);
    }
    first_edge_.push_back(edges.size());
    cross_.reserve(edges.size());
    for (std::uint32_t a = 0; a < nodes.size(); ++a)
      for (std::size_t i = first_edge_[a]; i < first_edge_[a + 1]; ++i) {
        const auto b =
            static_cast<std::uint32_t>(std::lower_bound(nodes.begin(), nodes.end(), edges[i].b) - nodes.begin());
        make_neighbours(a, b);
        offer(a, b, cross_[key(a, b)] = {edges[i].probability_e6, 1});
      }
  }

  void link(std::vector<std::uint32_t>& cluster_of) {
    while (!offers_.empty()) {
      const Offer best = offers_.top();
      offers_.pop();
      const auto cross = cross_.find(key(best.a, best.b));
      if (cross == cross_.end() || cross->second.mean() != best.mean) continue;
      if (static_cast<std::size_t>(cross->second.pairs) < size(best.a) * size(best.b)) {
        offer(best.a, best.b, cross->second = complete(best.a, best.b));
      } else if (clusters_[best.a].neighbours >= clusters_[best.b].neighbours) {
        join(best.a, best.b);
      } else {
        join(best.b, best.a);
      }
    }
    for (const Cluster& cluster : clusters_)
      for (const std::uint32_t node : cluster.members) cluster_of[nodes_[node]] = nodes_[cluster.members.front()];
  }

 private:
  struct Cluster {
    std::vector<std::uint32_t> members;  // Ascending; none when it has joined another.
    std::vector<std::uint32_t> row;      // The neighbours, and some that have joined others.
    std::size_t neighbours = 0;          // Clusters that pairs with this one are known of.
  };

  struct Offer {
    std::int64_t mean;
    std::uint32_t a, b;  // a < b
    bool operator<(const Offer& other) const {
      return mean != other.mean ? mean < other.mean : a != other.a ? a > other.a : b > other.b;
    }
  };

  static std::uint64_t key(std::uint32_t a, std::uint32_t b) {
    return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
  }

  std::size_t size(std::uint32_t cluster) const { return clusters_[cluster].members.size(); }

  void make_neighbours(std::uint32_t a, std::uint32_t b) {
    for (const auto& [one, other] : {std::pair{a, b}, std::pair{b, a}}) {
      clusters_[one].row.push_back(other);
      ++clusters_[one].neighbours;
    }
  }

  void offer(std::uint32_t a, std::uint32_t b, const Cross& cross) {
    if (const std::int64_t mean = cross.mean(); mean >= threshold_)
      offers_.push({mean, std::min(a, b), std::max(a, b)});
  }

  std::int64_t probability(std::uint32_t a, std::uint32_t b, bool within_lists) {
    if (a > b) std::swap(a, b);
    const auto end = edges_.begin() + static_cast<std::ptrdiff_t>(first_edge_[a + 1]);
    const auto edge = std::lower_bound(edges_.begin() + static_cast<std::ptrdiff_t>(first_edge_[a]), end, nodes_[b],
                                       [](const Edge& one, std::uint32_t node) { return one.b < node; });
    if (edge != end && edge->b == nodes_[b]) return edge->probability_e6;
    if (within_lists) return 0;
    const auto [known, fresh] = scored_.try_emplace(key(a, b), 0);
    if (fresh) known->second = score_(nodes_[a], nodes_[b]);
    return known->second;
  }

  static std::vector<std::uint32_t> standing(const std::vector<std::uint32_t>& members) {
    if (members.size() <= standing_members) return members;
    std::vector<std::uint32_t> some;
    for (std::size_t i = 0; i < standing_members; ++i) some.push_back(members[i * members.size() / standing_members]);
    return some;
  }

  Cross complete(std::uint32_t a, std::uint32_t b) {
    const auto &in_a = clusters_[a].members, &in_b = clusters_[b].members;
    const bool all = in_a.size() * in_b.size() <= most_cross_pairs;
    const bool within_lists = in_a.size() + in_b.size() <= listed_;
    Cross cross;
    for (const std::uint32_t x : all ? in_a : standing(in_a))
      for (const std::uint32_t y : all ? in_b : standing(in_b))
        cross.sum += probability(x, y, within_lists), ++cross.pairs;
    // Weighs as all pairs do in later means.
    if (const auto pairs = static_cast<std::int64_t>(in_a.size() * in_b.size()); pairs != cross.pairs)
      cross = {cross.mean() * pairs, pairs};
    return cross;
  }

  void join(std::uint32_t into, std::uint32_t from) {
    Cluster &kept = clusters_[into], gone = std::exchange(clusters_[from], {});
    const auto middle = static_cast<std::ptrdiff_t>(kept.members.size());
    kept.members.insert(kept.members.end(), gone.members.begin(), gone.members.end());
    std::inplace_merge(kept.members.begin(), kept.members.begin() + middle, kept.members.end());
    cross_.erase(key(into, from));
    --kept.neighbours;
    for (const std::uint32_t cluster : gone.row) {
      const auto moved = cross_.find(key(from, cluster));
      if (moved == cross_.end()) continue;  // Has joined another, or is `into`.
      const Cross cross = moved->second;
      cross_.erase(moved);
      --clusters_[cluster].neighbours;
      const auto [cell, fresh] = cross_.try_emplace(key(into, cluster), cross);
      if (fresh) {
        make_neighbours(into, cluster);
      } else {
        cell->second.sum += cross.sum;
        cell->second.pairs += cross.pairs;
      }
      offer(into, cluster, cell->second);
    }
  }

  // Nodes are numbered within the part.
  std::span<const std::uint32_t> nodes_;
  std::span<const Edge> edges_;
  std::vector<std::size_t> first_edge_;  // Of each node's, as their `a`.
  std::int64_t threshold_;
  std::size_t listed_;
  const ScorePair& score_;
  std::vector<Cluster> clusters_;
  boost::unordered_flat_map<std::uint64_t, Cross> cross_;          // By both clusters. Looked up only, as the next one.
  boost::unordered_flat_map<std::uint64_t, std::int64_t> scored_;  // By both nodes: pairs without an edge.
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
                                               const SingleOptions& least, const ScorePair& score) {
  const auto count = static_cast<std::uint32_t>(cluster_of.size());
  std::vector<std::vector<std::uint32_t>> members(count);
  for (std::uint32_t node = 0; node < count; ++node) members[cluster_of[node]].push_back(node);
  std::vector<Edge> best(count);  // b: the other node.
  const auto offer = [&](std::uint32_t alone, std::uint32_t other, std::int32_t probability) {
    if (members[cluster_of[alone]].size() > 1 || members[cluster_of[other]].size() < 2) return;
    if (probability > best[alone].probability_e6) best[alone] = {alone, other, probability};
  };
  for (const Edge& edge : edges) {
    offer(edge.a, edge.b, edge.probability_e6);
    offer(edge.b, edge.a, edge.probability_e6);
  }
  // Of each single node its probabilities by cluster.
  struct Near {
    std::uint32_t node, cluster;
    std::int64_t probability_e6;
  };
  std::vector<Near> near;
  for (const Edge& edge : edges)
    for (const auto& [node, other] : {std::pair{edge.a, edge.b}, std::pair{edge.b, edge.a}})
      if (members[cluster_of[node]].size() == 1) near.push_back({node, cluster_of[other], edge.probability_e6});
  std::sort(near.begin(), near.end(),
            [](const Near& x, const Near& y) { return x.node != y.node ? x.node < y.node : x.cluster < y.cluster; });

  std::vector<std::uint32_t> joined(cluster_of.begin(), cluster_of.end());
  std::vector<std::uint32_t> name(count);
  std::iota(name.begin(), name.end(), 0u);
  const auto join = [&](std::uint32_t node, std::uint32_t cluster) {
    joined[node] = cluster;
    name[cluster] = std::min(name[cluster], node);
  };
  const auto mean_of_standing = [&](std::uint32_t node, std::uint32_t cluster) {
    std::int64_t sum = 0;
    const std::size_t wanted = std::min(members[cluster].size(), standing_members);
    for (std::size_t k = 0; k < wanted; ++k) {
      const std::uint32_t member = members[cluster][k * members[cluster].size() / wanted];
      sum += score(std::min(node, member), std::max(node, member));
    }
    return sum / static_cast<std::int64_t>(wanted);
  };
  for (std::size_t i = 0; i < near.size();) {
    const std::uint32_t node = near[i].node;
    std::uint32_t nearest = node;
    std::int64_t mean = 0, rival = 0;
    while (i < near.size() && near[i].node == node) {
      const std::uint32_t cluster = near[i].cluster;
      std::int64_t sum = 0;
      for (; i < near.size() && near[i].node == node && near[i].cluster == cluster; ++i) sum += near[i].probability_e6;
      // Of a cluster larger than the lists most members lack an edge, however near they are.
      const std::size_t size = members[cluster].size();
      const std::int64_t here =
          size + 1 > least.listed ? mean_of_standing(node, cluster) : sum / static_cast<std::int64_t>(size);
      rival = std::max(rival, std::min(here, mean));
      if (here > mean) {
        mean = here;
        nearest = cluster;
      }
    }
    if (members[nearest].size() > 1 && mean - rival >= least.lead_e6) join(node, nearest);
  }
  for (std::uint32_t node = 0; node < count; ++node) {
    if (best[node].probability_e6 < least.best_e6 || joined[node] != cluster_of[node]) continue;
    const std::uint32_t cluster = cluster_of[best[node].b];
    if (mean_of_standing(node, cluster) >= least.mean_e6) join(node, cluster);
  }
  for (std::uint32_t& cluster : joined) cluster = name[cluster];
  return joined;
}

}  // namespace tawatur
