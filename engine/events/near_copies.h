#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "events/features.h"

namespace tawatur {

/// Which texts are so near to one another that they count once in any neighbourhood, though they are no copies by
/// their shingles: an edited or a cut text, one with a line of the house added. Of each text the first text that it
/// folds into, itself for most. Two texts are near copies when the cosine of their rare word pairs is 0.5 and one has
/// 0.7 of the other's; bulletins of several days repeat themselves so, and are left alone when more than 36
/// hours lie between. `texts` are numbered by time, and `published_s` is parallel. Every text is a near copy of the one
/// that it folds into, which folds into none. O(n log n) in rare passages; deterministic.
std::vector<std::uint32_t> fold_near_copies(std::span<const EventFeatures> texts,
                                            std::span<const std::optional<std::int64_t>> published_s);

}  // namespace tawatur
