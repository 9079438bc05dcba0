#include "duplicates/groups.h"

#include <algorithm>
#include <tuple>

#include "duplicates/star_cover.h"
#include "text/content_id.h"

namespace tawatur {

std::vector<TextIndex> representatives(const DistinctTexts& texts, std::span<const TextPair> pairs,
                                       const DuplicateOptions& options) {
  std::vector<std::uint32_t> articles(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text)
    articles[text] = static_cast<std::uint32_t>(texts.of(text).size());
  std::vector<NearPair> near;
  for (const TextPair& pair : pairs)
    if (may_share_group(pair, options)) near.push_back({pair.a, pair.b, pair.jaccard()});
  return star_cover(articles, near);
}

std::vector<DuplicateGroup> make_groups(std::span<const Article> articles, const DistinctTexts& texts,
                                        std::span<const TextPair> pairs, std::span<const TextIndex> representative,
                                        const DuplicateOptions& options) {
  // By the representative's text: how many articles are near it, then its group's number where they are several.
  std::vector<std::uint32_t> number_of(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text)
    number_of[representative[text]] += static_cast<std::uint32_t>(texts.of(text).size());
  constexpr std::uint32_t none = 0xFFFFFFFFu;
  std::uint32_t count = 0;
  for (std::uint32_t& number : number_of) number = number > 1 ? count++ : none;
  std::vector<DuplicateGroup> groups(count);
  for (TextIndex text = 0; text < texts.size(); ++text) {
    const std::uint32_t number = number_of[representative[text]];
    if (number == none) continue;
    DuplicateGroup& group = groups[number];
    group.representative = texts.first(representative[text]);
    for (const ArticleIndex article : texts.of(text)) {
      group.members.push_back(article);
      if (text == representative[text] && article != group.representative)
        group.links.push_back({article, group.representative, LinkKind::jaccard, 1.0});
    }
  }
  for (const TextPair& pair : pairs) {
    const TextIndex center = representative[pair.a];
    if (representative[pair.b] != center || (pair.a != center && pair.b != center)) continue;
    DuplicateGroup& group = groups[number_of[center]];
    const bool b_is_center = pair.b == center;
    for (const ArticleIndex member : texts.of(b_is_center ? pair.a : pair.b)) {
      const ArticleIndex a = b_is_center ? member : group.representative;
      const ArticleIndex b = b_is_center ? group.representative : member;
      if (is_jaccard_duplicate(pair, options)) {
        group.links.push_back({member, group.representative, LinkKind::jaccard, pair.jaccard()});
        continue;
      }
      if (is_contained(pair.shared, pair.size_a, options))
        group.links.push_back({a, b, LinkKind::contained, static_cast<double>(pair.shared) / pair.size_a});
      if (is_contained(pair.shared, pair.size_b, options))
        group.links.push_back({b, a, LinkKind::contained, static_cast<double>(pair.shared) / pair.size_b});
    }
  }
  for (DuplicateGroup& group : groups) {
    group.id = content_id('g', articles[index_of(group.representative)].id);
    std::sort(group.members.begin(), group.members.end(), EarlierFirst{articles});
    std::sort(group.links.begin(), group.links.end(), [](const GroupLink& a, const GroupLink& b) {
      return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
    });
  }
  return groups;
}

std::vector<GroupLink> links_across_groups(std::size_t articles, std::span<const SimilarPair> pairs,
                                           std::span<const DuplicateGroup> groups, const DuplicateOptions& options) {
  const std::size_t none = groups.size();
  std::vector<std::size_t> group_of(articles, none);
  for (std::size_t group = 0; group < none; ++group)
    for (const ArticleIndex member : groups[group].members) group_of[index_of(member)] = group;

  std::vector<GroupLink> lineage;
  for (const SimilarPair& pair : pairs) {
    const std::size_t group = group_of[index_of(pair.a)];
    if (group != none && group == group_of[index_of(pair.b)]) continue;
    if (is_contained(pair.shared, pair.size_a, options))
      lineage.push_back({pair.a, pair.b, LinkKind::contained, pair.containment_a()});
    if (is_contained(pair.shared, pair.size_b, options))
      lineage.push_back({pair.b, pair.a, LinkKind::contained, pair.containment_b()});
  }
  std::sort(lineage.begin(), lineage.end(),
            [](const GroupLink& a, const GroupLink& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  return lineage;
}

}  // namespace tawatur
