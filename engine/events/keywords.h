#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "events/event_graph.h"

namespace tawatur {

/// Words that the nodes share, most telling first, as the first text spells them: of the stems that half of the nodes
/// have, those of the largest weight among their neighbours. For the reader only. O(words).
std::vector<std::string> keywords_of(const EventGraph& graph, std::span<const std::uint32_t> nodes,
                                     std::span<const Article> articles, const FeatureReader& reader, std::size_t most);

}  // namespace tawatur
