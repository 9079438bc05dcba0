#include "events/shared_neighbours.h"

#include <algorithm>
#include <numeric>

namespace tawatur {
namespace {

constexpr std::int64_t certain_e6 = 1'000'000;  // A text is of one event with itself.

}  // namespace

SharedNeighbours::SharedNeighbours(std::uint32_t nodes, std::span<const Edge> edges)
    : begin_of_(nodes + std::size_t{1}, 0), sum_e6_(nodes, 0) {
  const auto counts = [](const Edge& edge) { return edge.probability_e6 >= least_probability_e6; };
  for (const Edge& edge : edges)
    if (counts(edge)) ++begin_of_[edge.a + 1], ++begin_of_[edge.b + 1];
  std::partial_sum(begin_of_.begin(), begin_of_.end(), begin_of_.begin());
  neighbours_.resize(begin_of_.back());
  std::vector<std::size_t> next(begin_of_.begin(), begin_of_.end() - 1);
  for (const Edge& edge : edges) {
    if (!counts(edge)) continue;
    const auto probability = static_cast<std::uint32_t>(edge.probability_e6);
    neighbours_[next[edge.a]++] = {edge.b, probability};
    neighbours_[next[edge.b]++] = {edge.a, probability};
    sum_e6_[edge.a] += edge.probability_e6;
    sum_e6_[edge.b] += edge.probability_e6;
  }
  for (std::uint32_t node = 0; node < nodes; ++node)
    std::sort(neighbours_.begin() + static_cast<std::ptrdiff_t>(begin_of_[node]),
              neighbours_.begin() + static_cast<std::ptrdiff_t>(begin_of_[node + 1]),
              [](Neighbour x, Neighbour y) { return x.node < y.node; });
}

double SharedNeighbours::index(std::uint32_t a, std::uint32_t b, std::int64_t probability_e6) const {
  const std::span<const Neighbour> of_a = of(a), of_b = of(b);
  std::int64_t shared = 2 * probability_e6;  // Each is sure of itself and so far of the other.
  std::int64_t all = sum_e6_[a] + sum_e6_[b] + 2 * certain_e6;
  const auto edge =
      std::lower_bound(of_a.begin(), of_a.end(), b, [](Neighbour x, std::uint32_t n) { return x.node < n; });
  if (edge == of_a.end() || edge->node != b) all += 2 * probability_e6;  // Isn't in the sums.
  for (std::size_t x = 0, y = 0; x < of_a.size() && y < of_b.size();) {
    if (of_a[x].node == of_b[y].node) shared += std::min(of_a[x].probability_e6, of_b[y].probability_e6);
    const std::uint32_t in_a = of_a[x].node, in_b = of_b[y].node;
    x += in_a <= in_b;
    y += in_b <= in_a;
  }
  return static_cast<double>(shared) / static_cast<double>(all - shared);
}

}  // namespace tawatur
