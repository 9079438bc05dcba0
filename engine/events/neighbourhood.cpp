#include "events/neighbourhood.h"

#include <algorithm>
#include <cmath>

namespace tawatur {
namespace {

constexpr double commonplace_share = 0.15;  // Up to this share of the neighbours a term keeps its weight: an event of
                                            // six texts doesn't weaken its own words.
constexpr double least_closeness = 0.01;    // Of a neighbour that counts.
constexpr double level_floor = 0.03;
constexpr std::size_t expansion = 3;
constexpr double expansion_share = 0.7;
constexpr std::size_t expanded_terms = 192;

/// Share of its weight that a term keeps when so many neighbours have it: 1 up to commonplace_share, falling with the
/// logarithm to 0 when all have it.
const std::array<float, neighbourhood_size + 1> kept_weight = [] {
  std::array<float, neighbourhood_size + 1> kept{};
  kept[0] = 1;
  for (std::size_t i = 1; i < kept.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(neighbourhood_size);
    kept[i] = static_cast<float>(std::min(1.0, std::round(1e6 * std::log(share) / std::log(commonplace_share)) / 1e6));
  }
  return kept;
}();

SparseVector weaken(const SparseVector& vector, std::span<const Neighbour> neighbours,
                    std::span<const EventFeatures> nodes, SparseVector EventFeatures::*part) {
  std::vector<std::uint32_t> holders(vector.terms.size(), 0);
  for (const Neighbour& neighbour : neighbours) {
    if (neighbour.closeness <= least_closeness) continue;
    const auto& other = (nodes[neighbour.node].*part).terms;
    for (std::size_t x = 0, y = 0; x < holders.size() && y < other.size();) {
      const TermKey own = vector.terms[x].key, theirs = other[y].key;
      holders[x] += own == theirs;
      x += own <= theirs;
      y += theirs <= own;
    }
  }
  SparseVector weakened = vector;
  for (std::size_t i = 0; i < holders.size(); ++i)
    weakened.terms[i].weight *= kept_weight[std::min<std::size_t>(holders[i], neighbourhood_size)];
  weakened.settle();
  return weakened;
}

/// `part`, a part of `whole`, with the shares of weight that its terms keep in `weakened`.
SparseVector weaken_like(const SparseVector& part, const SparseVector& whole, const SparseVector& weakened) {
  SparseVector result = part;
  for (WeightedTerm& term : result.terms) {
    const float before = whole.weight_of(term.key);
    if (before > 0) term.weight *= weakened.weight_of(term.key) / before;
  }
  result.settle();
  return result;
}

double mean_level(const std::vector<Neighbour>& nearest, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t i = first; i < std::min(last, nearest.size()); ++i) sum += nearest[i].closeness;
  return std::max(level_floor, sum / static_cast<double>(last - first));
}

}  // namespace

Neighbourhood reweigh(const EventFeatures& features, std::span<const Neighbour> neighbours,
                      std::span<const EventFeatures> nodes) {
  Neighbourhood text;
  text.terms = weaken(features.terms, neighbours, nodes, &EventFeatures::terms);
  text.lead = weaken_like(features.lead, features.terms, text.terms);
  text.title = weaken_like(features.title, features.terms, text.terms);
  text.grams = weaken(features.grams, neighbours, nodes, &EventFeatures::grams);
  text.names = weaken(features.names, neighbours, nodes, &EventFeatures::names);
  return text;
}

void measure(Neighbourhood& text, std::span<const Neighbour> neighbours, std::span<const Neighbourhood> among) {
  const ProbedVector terms(text.terms), lead(text.lead), grams(text.grams);
  for (const Neighbour& neighbour : neighbours) {
    const Neighbourhood& other = among[neighbour.node];
    text.nearest.push_back(
        {neighbour.node, (terms.cosine(other.terms) + lead.cosine(other.lead) + grams.cosine(other.grams)) / 3});
  }
  std::sort(text.nearest.begin(), text.nearest.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.closeness != b.closeness ? a.closeness > b.closeness : a.node < b.node;
  });
  text.best = text.nearest.empty() ? 0 : text.nearest.front().closeness;
  text.near_level = mean_level(text.nearest, 0, 5);
  text.far_level = mean_level(text.nearest, 20, 40);

  const auto add = [&text](const SparseVector& vector, double share) {
    if (vector.norm <= 0) return;
    for (const WeightedTerm& term : vector.terms)
      text.expanded.terms.push_back({term.key, static_cast<float>(share * term.weight / vector.norm)});
  };
  add(text.terms, 1);
  for (std::size_t i = 0; i < std::min(expansion, text.nearest.size()); ++i)
    add(among[text.nearest[i].node].terms, expansion_share * text.nearest[i].closeness);
  text.expanded.settle();
  if (auto& all = text.expanded.terms; all.size() > expanded_terms) {
    std::nth_element(all.begin(), all.begin() + expanded_terms, all.end(), [](WeightedTerm a, WeightedTerm b) {
      return a.weight != b.weight ? a.weight > b.weight : a.key < b.key;
    });
    all.resize(expanded_terms);
    text.expanded.settle();
  }
}

}  // namespace tawatur
