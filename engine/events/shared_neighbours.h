#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/edge_score.h"
#include "events/linkage.h"

namespace tawatur {

/// How far two texts are near to the same texts, after the shared nearest neighbours of Jarvis and Patrick 1973: the
/// weighted Jaccard index of the probabilities with which either is of one event with any text, itself included. Of two
/// reports of a small event and of two of a larger one it is the same, as both sides count the same texts, up to the
/// length of the lists of candidates; of an event that is larger each lists other texts, and the index is lower.
/// Immutable, safe to share.
class SharedNeighbours {
 public:
  /// `edges` are distinct; those below `least_probability_e6` are taken for none. O(edges log edges).
  SharedNeighbours(std::uint32_t nodes, std::span<const Edge> edges);

  /// Within [0, 1]; `probability_e6` is that of the pair, the edge's own if it is one, which it needn't be. O(edges of
  /// a and b).
  double index(std::uint32_t a, std::uint32_t b, std::int64_t probability_e6) const;

 private:
  struct Neighbour {
    std::uint32_t node = 0;
    std::uint32_t probability_e6 = 0;
  };
  std::span<const Neighbour> of(std::uint32_t node) const {
    return std::span(neighbours_).subspan(begin_of_[node], begin_of_[node + 1] - begin_of_[node]);
  }

  std::vector<std::size_t> begin_of_;
  std::vector<Neighbour> neighbours_;  // Of one node after the other, ascending.
  std::vector<std::int64_t> sum_e6_;   // Of each node's.
};

}  // namespace tawatur
