#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tawatur {

/// A scored pair of nodes, a < b; probability in millionths.
struct Edge {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::int32_t probability_e6 = 0;

  friend bool operator==(const Edge&, const Edge&) = default;
};

/// Probability of a pair that has no edge yet, in millionths. Called from several threads at once.
using ScorePair = std::function<std::int64_t(std::uint32_t, std::uint32_t)>;

/// Average linkage (UPGMA) per connected part of the edges at or above the threshold: the two clusters of the highest
/// mean probability over all cross pairs are joined while it reaches the threshold, ties by the smaller numbers; a
/// cluster goes by the number of the one of the two joined that had edges to more clusters, else by the smaller. A
/// chain of edges alone so never joins what is far apart at its ends. `listed` is how many of its nearest each node has
/// edges with: within so many nodes a pair without an edge is none, its probability 0; in larger clusters such pairs
/// are scored when these come up. Of two clusters with more than 400 cross pairs 20 members each stand for all. `edges`
/// are distinct, by (a, b). Returns the smallest node of each node's cluster. Deterministic, independent of threads;
/// O(e log^2 e) for e edges besides the scoring: of two rows of neighbours the shorter one is moved.
std::vector<std::uint32_t> link_by_average(std::uint32_t nodes, std::span<const Edge> edges, std::int64_t threshold_e6,
                                           std::size_t listed, const ScorePair& score);

/// What lets a text that stayed alone join an event of others, in millionths.
struct SingleOptions {
  std::int64_t best_e6 = 0;  ///< Of its best edge,
  std::int64_t mean_e6 = 0;  ///< and of the mean over the cluster of that.
  std::int64_t lead_e6 = 0;  ///< Or of how far the mean over a cluster is above the one of any other cluster, and 0.
  std::size_t listed = 0;    ///< As in link_by_average.
};

/// Lets a node that stayed alone join the cluster that it is nearest to on average when it is near to no other, a lone
/// one included: in a running story a text is near to many, so a small mean tells something only where nothing rivals
/// it. Else the cluster of its best edge when that edge and the mean over the cluster are high enough: a feature story
/// that is near to one report and tells little of what others do. Up to `listed` nodes, the joining one included, a
/// pair without an edge is none to the first rule; of a larger cluster 20 members are scored and stand for all, as
/// always in the second. Nodes join clusters of two and more as they were, so none bridges. Returns the cluster of each
/// node, named by its smallest node. O(e log e) besides the scoring.
std::vector<std::uint32_t> attach_single_nodes(std::span<const std::uint32_t> cluster_of, std::span<const Edge> edges,
                                               const SingleOptions& least, const ScorePair& score);

}  // namespace tawatur
