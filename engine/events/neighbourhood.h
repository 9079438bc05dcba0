#pragma once

#include <array>
#include <span>
#include <vector>

#include "events/candidates.h"

namespace tawatur {

/// Nearest texts that make up a text's neighbourhood.
inline constexpr std::size_t neighbourhood_size = 40;

/// A text as seen among its nearest ones. Terms that most of them share tell nothing here, whatever they tell elsewhere
/// ("president" in a running story), so they lose their weight; how close the neighbours are on the whole is what
/// the closeness of a pair is measured against.
struct Neighbourhood {
  SparseVector terms;  ///< EventFeatures of the same names, reweighted.
  SparseVector lead;
  SparseVector title;
  SparseVector grams;
  SparseVector names;
  SparseVector expanded;           ///< terms, and those of the three nearest by their closeness.
  std::vector<Neighbour> nearest;  ///< By closeness of the reweighted vectors, then node.
  double best = 0;                 ///< Closeness of the nearest.
  double near_level = 0;           ///< Mean closeness at ranks 1 to 5.
  double far_level = 0;  ///< At ranks 21 to 40: the topic. Both have a floor, which stands in where a dump is small.
};

/// The neighbourhoods of texts. `features` and `neighbours` are of the texts, `nodes` are the features and
/// `among` the reweighted vectors of the numbered nodes that neighbours refer to. In two steps, as the second needs the
/// first of all nodes. O(neighbours * words) a text; thread-safe.
Neighbourhood reweigh(const EventFeatures& features, std::span<const Neighbour> neighbours,
                      std::span<const EventFeatures> nodes);
void measure(Neighbourhood& text, std::span<const Neighbour> neighbours, std::span<const Neighbourhood> among);

}  // namespace tawatur
