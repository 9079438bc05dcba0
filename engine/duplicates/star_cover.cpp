#include "duplicates/star_cover.h"

#include <algorithm>
#include <numeric>

namespace tawatur {

std::vector<std::uint32_t> star_cover(std::span<const std::uint32_t> weights, std::span<const NearPair> pairs) {
  const std::size_t nodes = weights.size();
  std::vector<std::size_t> offsets(nodes + 1);
  for (const NearPair& pair : pairs) ++offsets[pair.a + 1], ++offsets[pair.b + 1];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  struct Neighbour {
    std::uint32_t node;
    double similarity;
  };
  std::vector<Neighbour> neighbours(offsets.back());
  std::vector<std::size_t> filled(offsets.begin(), offsets.end() - 1);
  std::vector<std::uint64_t> reach(weights.begin(), weights.end());
  for (const auto& [a, b, similarity] : pairs) {
    neighbours[filled[a]++] = {b, similarity};
    neighbours[filled[b]++] = {a, similarity};
    reach[a] += weights[b];
    reach[b] += weights[a];
  }
  const auto near = [&](std::uint32_t node) {
    return std::span(neighbours).subspan(offsets[node], offsets[node + 1] - offsets[node]);
  };

  std::vector<std::uint32_t> order;  // others are alone
  for (std::uint32_t node = 0; node < nodes; ++node)
    if (!near(node).empty()) order.push_back(node);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return reach[a] != reach[b] ? reach[a] > reach[b] : a < b; });
  std::vector<char> is_centre(nodes), covered(nodes);
  for (const std::uint32_t node : order) {
    if (covered[node]) continue;
    is_centre[node] = 1;
    for (const Neighbour& other : near(node)) covered[other.node] = 1;
  }

  std::vector<std::uint32_t> centre(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    centre[node] = node;
    if (is_centre[node]) continue;
    double best = -1;
    for (const Neighbour& other : near(node)) {
      if (!is_centre[other.node]) continue;
      if (other.similarity > best || (other.similarity == best && other.node < centre[node])) {
        best = other.similarity;
        centre[node] = other.node;
      }
    }
  }
  return centre;
}

}  // namespace tawatur
