#pragma once

#include <array>
#include <span>
#include <vector>

#include "events/candidates.h"

namespace tawatur {

/// Nearest texts that make up a text's neighbourhood.
inline constexpr std::size_t neighbourhood_size = 40;

/// Of a text's nearest that are scored; above an event's usual size in origins.
inline constexpr std::size_t scored_neighbours = 25;

/// A text as seen among its nearest ones. Terms that most of them share tell nothing here, whatever they tell elsewhere
/// ("president" in a running story), so they lose their weight; how close the neighbours are on the whole is what
/// the closeness of a pair is measured against. About 1.3 KB.
struct Neighbourhood {
  std::vector<std::uint8_t> weights;  ///< Of the reweighted parts of the text's EventFeatures, one after the other.
  std::array<float, EventFeatures::reweighted_parts> norm{};
  std::vector<std::uint32_t> expanded_entries;  ///< Packed.
  float expanded_norm = 0;
  std::vector<std::uint32_t>
      nearest;            ///< Nodes by closeness of the reweighted vectors, then number; scored_neighbours at most.
  double best = 0;        ///< Closeness of the nearest.
  double near_level = 0;  ///< Mean closeness at ranks 1 to 5.
  double far_level = 0;   ///< At ranks 21 to 40: the topic. Both have a floor, which stands in where a dump is small.

  /// A reweighted part; `text` is what this is the neighbourhood of.
  PackedVector vector(EventFeatures::Part part, const EventFeatures& text) const {
    PackedVector reweighted = text.vector(part);
    std::size_t begin = 0;
    for (std::uint8_t before = 0; before < part; ++before)
      begin += text.vector(static_cast<EventFeatures::Part>(before)).size();
    reweighted.weights = weights.data() + begin;
    reweighted.norm = norm[part];
    return reweighted;
  }
  /// The reweighted terms, and those of the three nearest by their closeness.
  PackedVector expanded() const { return {expanded_entries, nullptr, 1, expanded_norm}; }
};

/// The neighbourhoods of texts. `features` and `neighbours` are of the text, `nodes` are the features and
/// `among` the neighbourhoods of the numbered nodes that neighbours refer to. In steps, as each needs the
/// ones before of all nodes. O(neighbours * words) a text; thread-safe.
Neighbourhood reweigh(const EventFeatures& features, std::span<const std::uint32_t> neighbours,
                      std::span<const EventFeatures> nodes);

/// Closeness of a reweighed text to each neighbour, the mean cosine of the reweighted terms, lead and character grams:
/// the same from either text. Fills in those that are still negative.
void compare(const Neighbourhood& text, const EventFeatures& features, std::span<const std::uint32_t> neighbours,
             std::span<const EventFeatures> nodes, std::span<const Neighbourhood> among, std::span<double> closeness);

/// What follows from the closeness to each neighbour.
void measure(Neighbourhood& text, const EventFeatures& features, std::span<const std::uint32_t> neighbours,
             std::span<const double> closeness, std::span<const EventFeatures> nodes,
             std::span<const Neighbourhood> among);

}  // namespace tawatur
