#include "events/neighbourhood.h"

#include <algorithm>
#include <cmath>

namespace tawatur {
namespace {

constexpr double commonplace_share = 0.15;  // Up to this share of the neighbours a term keeps its weight: an event of
                                            // six texts doesn't weaken its own words.
constexpr double level_floor = 0.03;
constexpr std::size_t expansion = 3;
constexpr double expansion_share = 0.7;
constexpr std::size_t expanded_terms = 128;

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

/// How many of the neighbours have each term of a part.
std::vector<std::uint8_t> holders_of(const EventFeatures& features, EventFeatures::Part part,
                                     std::span<const std::uint32_t> neighbours, std::span<const EventFeatures> nodes) {
  const PackedVector own = features.vector(part);
  std::vector<std::uint8_t> holders(own.size(), 0);
  const ProbedVector probed(own);
  for (const std::uint32_t neighbour : neighbours)
    probed.each_shared(nodes[neighbour].vector(part), [&holders](std::size_t mine, std::size_t) { ++holders[mine]; });
  return holders;
}

std::uint8_t weakened(std::uint32_t units, std::uint8_t holders) {
  return static_cast<std::uint8_t>(
      std::lround(static_cast<float>(units) * kept_weight[std::min<std::size_t>(holders, neighbourhood_size)]));
}

/// A text near another one.
struct Neighbour {
  std::uint32_t node = 0;
  double closeness = 0;
};

double mean_level(const std::vector<Neighbour>& nearest, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t i = first; i < std::min(last, nearest.size()); ++i) sum += nearest[i].closeness;
  return std::max(level_floor, sum / static_cast<double>(last - first));
}

}  // namespace

Neighbourhood reweigh(const EventFeatures& features, std::span<const std::uint32_t> neighbours,
                      std::span<const EventFeatures> nodes) {
  Neighbourhood text;
  std::size_t size = 0;
  for (std::uint8_t part = 0; part < EventFeatures::reweighted_parts; ++part)
    size += features.vector(static_cast<EventFeatures::Part>(part)).size();
  text.weights.reserve(size);
  const PackedVector terms = features.vector(EventFeatures::terms);
  std::vector<std::uint8_t> of_terms;
  for (std::uint8_t i = 0; i < EventFeatures::reweighted_parts; ++i) {
    const auto part = static_cast<EventFeatures::Part>(i);
    const PackedVector own = features.vector(part);
    if (part == EventFeatures::lead || part == EventFeatures::title) {  // As in the terms, of which they are.
      for (std::size_t k = 0; k < own.size(); ++k) {
        const std::size_t at = terms.find(own.key(k));
        text.weights.push_back(weakened(own.units(k), at < terms.size() ? of_terms[at] : 0));
      }
    } else {
      std::vector<std::uint8_t> holders = holders_of(features, part, neighbours, nodes);
      for (std::size_t k = 0; k < own.size(); ++k) text.weights.push_back(weakened(own.units(k), holders[k]));
      if (part == EventFeatures::terms) of_terms = std::move(holders);
    }
    text.norm[part] = text.vector(part, features).length();
  }
  return text;
}

void compare(const Neighbourhood& text, const EventFeatures& features, std::span<const std::uint32_t> neighbours,
             std::span<const EventFeatures> nodes, std::span<const Neighbourhood> among, std::span<double> closeness) {
  const ProbedVector terms(text.vector(EventFeatures::terms, features)),
      lead(text.vector(EventFeatures::lead, features)), grams(text.vector(EventFeatures::grams, features));
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    if (closeness[i] >= 0) continue;
    const auto part = [&](EventFeatures::Part which) {
      return among[neighbours[i]].vector(which, nodes[neighbours[i]]);
    };
    closeness[i] = (terms.cosine(part(EventFeatures::terms)) + lead.cosine(part(EventFeatures::lead)) +
                    grams.cosine(part(EventFeatures::grams))) /
                   3;
  }
}

void measure(Neighbourhood& text, const EventFeatures& features, std::span<const std::uint32_t> neighbours,
             std::span<const double> closeness, std::span<const EventFeatures> nodes,
             std::span<const Neighbourhood> among) {
  std::vector<Neighbour> nearest;
  nearest.reserve(neighbours.size());
  for (std::size_t i = 0; i < neighbours.size(); ++i) nearest.push_back({neighbours[i], closeness[i]});
  std::sort(nearest.begin(), nearest.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.closeness != b.closeness ? a.closeness > b.closeness : a.node < b.node;
  });
  text.best = nearest.empty() ? 0 : nearest.front().closeness;
  text.near_level = mean_level(nearest, 0, 5);
  text.far_level = mean_level(nearest, 20, 40);
  const std::size_t kept = std::min(scored_neighbours, nearest.size());
  text.nearest.reserve(kept);
  for (std::size_t i = 0; i < kept; ++i) text.nearest.push_back(nearest[i].node);

  SparseVector expanded;
  const auto add = [&expanded](const PackedVector& vector, double share) {
    for (std::size_t i = 0; i < vector.size(); ++i)
      if (const std::uint32_t units = vector.units(i); units > 0)
        expanded.terms.push_back({vector.entries[i] & ~0xFFu, static_cast<float>(share * units / vector.norm)});
  };
  add(text.vector(EventFeatures::terms, features), 1);
  for (std::size_t i = 0; i < std::min(expansion, nearest.size()); ++i)
    add(among[nearest[i].node].vector(EventFeatures::terms, nodes[nearest[i].node]),
        expansion_share * nearest[i].closeness);
  expanded.settle();
  expanded.keep_weightiest(expanded_terms);
  text.expanded_entries.reserve(expanded.terms.size());
  pack(expanded, text.expanded_entries);
  text.expanded_norm = text.expanded().length();
}

}  // namespace tawatur
