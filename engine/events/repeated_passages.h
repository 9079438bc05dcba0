#pragma once

#include <span>
#include <vector>

#include "model/article.h"

namespace tawatur {

/// Passages that a site repeats within its texts (sign-up boxes, navigation, lists of latest news glued to the body),
/// which `find_furniture` can't see as they are no lines of their own. A 5-word shingle, figures read alike, is
/// repeated when at least four origins of a source and a fifth of them have it, and no more than a fifth of all that
/// have it are of other sources; a passage runs from one repeated shingle to the next ones nearby. `texts` are an
/// article of each origin; result[i] belongs to texts[i] and holds its furniture besides. Ascending, disjoint.
/// O(n log n) in words; independent of the order of `texts` and of threads.
std::vector<std::vector<ByteRange>> with_repeated_passages(std::span<const Article> articles,
                                                           std::span<const std::vector<ByteRange>> furniture,
                                                           std::span<const ArticleIndex> texts);

}  // namespace tawatur
