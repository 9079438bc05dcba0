#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/article.h"

namespace tawatur {

/// When a repeated line is a site's own. All fields change results.
struct FurnitureOptions {
  /// It stands in at least this many articles of one source (articles, not occurrences; versions of one text, which
  /// share two of their three longest lines, count once) ...
  std::uint32_t least_articles = 3;
  /// ... and in at least this share of that source's articles, or in ten times `least_articles` of them. A line that ends
  /// like a sentence always needs ten times: background is repeated word for word in follow-ups. No more than a tenth of
  /// the articles that have it may be of other sources, so that agency text shared by many is none.
  double least_share = 0.05;
};

/// Lines of one text that are a site's own by their shape alone: share counters, follow-us lines with links or phone
/// numbers, date lines, source lines, credit lines, section names above a headline, by position, length, links, digits and dates.
/// Whole trimmed lines, ascending, disjoint; but of a counter glued to the first word («sharesدمشق») the counter alone.
/// No list of phrases: only links and phone numbers tell inside the body; the other shapes count before the first and
/// after the last line of prose. Linear time.
std::vector<ByteRange> furniture_by_shape(std::string_view text);

/// Furniture of every article: by shape, and by repetition over the dump: a line (digits of a line that doesn't end like a
/// sentence read alike), by SimHash nearly the same line, or a last line with the same label of three words or more before
/// a colon, in many articles of one source and in few of others.
/// Articles without a source have furniture by shape only. result[i] belongs to articles[i]; ascending, disjoint ranges.
/// Independent of the order of the articles and of threads; O(n log n) in the number of lines.
std::vector<std::vector<ByteRange>> find_furniture(std::span<const Article> articles, const FurnitureOptions& options);

}  // namespace tawatur
