#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "duplicates/find_duplicates.h"
#include "model/article.h"
#include "text/lexicon.h"

namespace tawatur {

struct LineageOptions {
  /// A text of more words is never taken for furniture as a whole. Subscription walls and cookie notices seldom have
  /// more than a hundred. Changes results.
  std::uint32_t most_furniture_words = 120;
  /// Pages of one publisher, unrelated to each other, that a text must stand on to be furniture. Changes results.
  std::uint32_t least_furniture_pages = 4;
  /// The same for a text that has the shape of furniture in every line. Changes results.
  std::uint32_t least_shaped_pages = 2;
};

/// Fills what `groups` say of their lineage: earliest, lineage, agencies, evidence (credits) and furniture.
///
/// earliest: the first member by EarlierFirst, where it is dated; earliest_ties: how many others may be as early, since
/// they have the same time or no more than the same day. A fact about publication, no proof of authorship.
///
/// lineage: every found containment in which a member takes part, exact figures. Across groups as
/// DuplicateResult::lineage has it; inside a group from the text of fewer shingles to that of more, copies with equal
/// shingle sets standing for themselves once, by their first.
///
/// furniture: the group's text is a site's own (an error page, a login box, a cookie notice, a subscription wall). It
/// is decided by repetition and shape, never by phrases. The text is short; one publisher family has at least nine
/// tenths of the members; and it shows the text on `least_furniture_pages` pages that have nothing to do with each
/// other, or on `least_shaped_pages` when every line is furniture by shape (furniture_by_shape). Two pages have nothing
/// to do with each other when their headings share less than half of the shorter one's words, and less than half of
/// either's words stand in the text; or, where the headings are equal or missing, when their urls and their days
/// differ. So a wire flash that many outlets carry is none, however often it is repeated, and neither is a story that
/// one outlet prints again under edited headlines or other urls.
///
/// Parallel; linear in the bytes of the members' heads and tails and of short texts, and in `pairs` and `lineage`.
void describe_groups(std::span<const Article> articles, std::span<const SimilarPair> pairs,
                     std::span<const GroupLink> lineage, const Lexicons& lexicons, const DuplicateOptions& duplicates,
                     std::vector<DuplicateGroup>& groups, const LineageOptions& options = {});

/// Fills GroupMember::changes of every member but the representative, after describe_groups. furniture: parallel to
/// `articles`; it takes no part. Parallel; changed_spans a member.
void describe_changes(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                      std::vector<DuplicateGroup>& groups);

}  // namespace tawatur
