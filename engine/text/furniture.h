#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/article.h"

namespace tawatur {

struct FurnitureOptions {
  /// Changes results. A line is a site's own when it stands in at least this many articles of one source (articles,
  /// not occurrences) ...
  std::uint32_t least_articles = 3;
  /// ... and in at least this share of that source's articles, or in ten times `least_articles` of them; and no more than a tenth of
  /// the articles that have it are of other sources. Changes results.
  double least_share = 0.05;
};

/// Lines of one text that are a site's own by their shape alone: share counters, follow-us lines with links or phone
/// numbers, date lines, source lines, credit lines, section names above a headline, by position, length, links, digits and dates.
/// Whole lines, ascending, disjoint. No list of phrases. Linear time.
std::vector<ByteRange> furniture_by_shape(std::string_view text);

/// Furniture of every article: by shape, and by repetition over the dump (the same or, by SimHash, nearly the same line
/// in many articles of one source and in few of others). result[i] belongs to articles[i]; ascending, disjoint ranges.
/// Independent of the order of the articles and of threads; O(total lines).
std::vector<std::vector<ByteRange>> find_furniture(std::span<const Article> articles, const FurnitureOptions& options);

}  // namespace tawatur
