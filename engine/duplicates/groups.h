#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/verify.h"

namespace tawatur {

/// The representative of each text's group, itself where it stands alone or represents others: a star cover over the
/// pairs that may share a group, weighted by articles, similar by exact Jaccard index.
std::vector<TextIndex> representatives(const DistinctTexts& texts, std::span<const TextPair> pairs,
                                       const DuplicateOptions& options);

/// Groups of two or more articles from the representatives, as DuplicateResult::groups has them.
std::vector<DuplicateGroup> make_groups(std::span<const Article> articles, const DistinctTexts& texts,
                                        std::span<const TextPair> pairs, std::span<const TextIndex> representative,
                                        const DuplicateOptions& options);

/// Containments across groups, as DuplicateResult::lineage has them. articles: the number of them.
std::vector<GroupLink> links_across_groups(std::size_t articles, std::span<const SimilarPair> pairs,
                                           std::span<const DuplicateGroup> groups, const DuplicateOptions& options);

}  // namespace tawatur
