#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "duplicates/find_duplicates.h"
#include "duplicates/passages.h"
#include "model/groups.h"
#include "text/lexicon.h"

namespace tawatur {

struct OriginOptions {
  /// Verbatim passages that, with a common agency credit, make two texts one origin.
  PassageOptions passages;
  /// ... and that were published at most so many seconds apart, where both are dated: an agency's weather reports and
  /// protocol news reuse whole sentences, newspapers print a wire text on the same day or the next. Changes results.
  std::int64_t longest_apart_s = 36 * 3600;
  /// A text that holds another, of whatever credit, is of its origin when it has at most so many times its distinct
  /// shingles ... Changes results.
  double longest_whole_ratio = 2;
  /// ... or at most so many and opens as the other does: newspapers cut a text from its end, while a long text that has
  /// a short one further inside quotes it, or holds it as one item of many. Changes results.
  double longest_cut_ratio = 6;
  /// The opening, in words, and the least share of its shingles that the contained text has. Change results.
  std::uint32_t opening_words = 40;
  double least_opening_share = 0.5;
  /// Two texts that one longer text holds are different items when less than this share of what it has of the smaller
  /// one is common to both. A text that holds two different items is a round-up. Changes results.
  double least_item_overlap = 0.5;
};

/// Origins: every article in exactly one, ordered by their first articles' ids. Evidence, from the surest on:
/// 1. the members of a duplicate group are one origin;
/// 2. groups whose texts credit one agency, share long verbatim passages and stand in different publishers' outlets at
///    about the same time are one, each near the same centre;
/// 3. a text contained in another that isn't much longer, or of which it is the beginning, belongs to the origin of the
///    longer one, of several to the most similar one. Containment is followed upwards only, so two long texts that
///    quote one short statement stay two.
/// Any other containment is lineage and merges nothing. A credit line alone merges nothing. A round-up, a text that
/// holds two different items, merges nothing but its own duplicates; so the full text of what others publish in parts
/// counts as a round-up too.
///
/// The representative is the longest text, then the earliest. articles: sorted by id, those of `duplicates`.
/// publisher_family: of each article, see publisher_families. Parallel; near-linear.
std::vector<Origin> form_origins(std::span<const Article> articles, const DuplicateResult& duplicates,
                                 std::span<const std::string> publisher_family, const Lexicons& lexicons,
                                 const OriginOptions& options = {});

}  // namespace tawatur
