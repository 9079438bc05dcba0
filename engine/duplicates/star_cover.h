#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tawatur {

/// Two nodes that are near each other. a != b; each pair at most once.
struct NearPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double similarity = 0;
};

/// The centre of each node, itself where it is one. Nodes by falling weight of themselves and all near them (then by
/// index) become centres unless one is near already; then each other node takes the most similar centre near it, then
/// that of the smallest index. So every node is near its own centre, no two centres are near each other, and nothing is
/// chained: A near B near C joins A and C only when one centre is near both. (Star cover: Aslam, Pelekhov, Rus 2004.)
/// weights: [nodes]. O(nodes log nodes + pairs). A node's centre depends on its connected part alone.
std::vector<std::uint32_t> star_cover(std::span<const std::uint32_t> weights, std::span<const NearPair> pairs);

}  // namespace tawatur
