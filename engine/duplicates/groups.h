#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/verify.h"

namespace tawatur {

/// The representative of each text's group, itself where it stands alone or represents others. A star cover: texts by
/// falling number of articles near them (then by index) become representatives unless one is near already; then each
/// other text takes the representative of the greatest Jaccard index, then of the smallest index. So every text is near
/// its own representative, and no two representatives are near each other. O(pairs log pairs), per connected part.
std::vector<TextIndex> representatives(const DistinctTexts& texts, std::span<const TextPair> pairs,
                                       const DuplicateOptions& options);

/// Groups of two or more articles from the representatives, as DuplicateResult::groups has them.
std::vector<DuplicateGroup> make_groups(std::span<const Article> articles, const DistinctTexts& texts,
                                        std::span<const TextPair> pairs, std::span<const TextIndex> representative,
                                        const DuplicateOptions& options);

}  // namespace tawatur
