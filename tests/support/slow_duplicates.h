#pragma once

#include <span>
#include <vector>

#include "duplicates/find_duplicates.h"

namespace tawatur::support {

/// All pairs that reach a threshold, by comparing the sets of shingles, as words, of every two articles. O(n^2).
std::vector<SimilarPair> slow_pairs(std::span<const Article> articles, const DuplicateOptions& options);

}  // namespace tawatur::support
