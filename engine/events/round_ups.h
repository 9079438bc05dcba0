#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "events/event_graph.h"

namespace tawatur {

/// The items of a text whose paragraphs speak of different things, as ranges of whole lines, ascending; empty for a
/// text that is one report. Paragraphs that share telling terms belong to one item; a short line goes with the next
/// one. `left_out` is furniture. O(paragraphs^2 + words).
std::vector<ByteRange> items_of(std::string_view text, std::span<const ByteRange> left_out,
                                const FeatureReader& reader);

/// A text that holds items of several events, and the clusters that report these.
struct RoundUp {
  std::uint32_t node = 0;
  std::vector<std::uint32_t> clusters;  ///< Three or more, ascending; none is later than the text.
};

/// Which of the suspected nodes are round-ups: those whose items belong, as short texts of their own, to different
/// clusters, no more than half of them to one. `cluster_of` names each node's cluster by its smallest node.
/// `items` are parallel to `suspected`. Parallel; deterministic.
std::vector<RoundUp> find_round_ups(const EventGraph& graph, const EdgeModel& model,
                                    std::span<const std::uint32_t> suspected,
                                    std::span<const std::vector<EventFeatures>> items,
                                    std::span<const std::uint32_t> cluster_of);

}  // namespace tawatur
