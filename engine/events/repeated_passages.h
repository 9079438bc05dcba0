#pragma once

#include <span>
#include <vector>

#include "model/article.h"
#include "model/event.h"

namespace tawatur {

/// Passages that a site repeats within its texts (sign-up boxes, navigation, lists of latest news glued to the body),
/// which `find_furniture` can't see as they are no lines of their own. A 5-word shingle, figures read alike, is
/// repeated when at least four origins of a source and a fifth of them have it, and no more than a fifth of all that
/// have it are of other sources; a passage runs from one repeated shingle to the next ones nearby. `chosen` are indices
/// into `origins`, whose representatives are read; result[i] belongs to chosen[i] and holds furniture[representative]
/// besides. Ascending, disjoint. O(n log n) in words; independent of the order of `chosen` and of threads.
std::vector<std::vector<ByteRange>> with_repeated_passages(std::span<const Article> articles,
                                                           std::span<const std::vector<ByteRange>> furniture,
                                                           std::span<const Origin> origins,
                                                           std::span<const std::uint32_t> chosen);

}  // namespace tawatur
