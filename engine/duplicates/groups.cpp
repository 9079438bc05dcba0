#include "duplicates/groups.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "text/content_id.h"

namespace tawatur {
namespace {

struct Neighbour {
  TextIndex text;
  double jaccard;
};

// Texts that may share a group with each text.
std::vector<std::vector<Neighbour>> neighbours(std::size_t texts, std::span<const TextPair> pairs,
                                               const DuplicateOptions& options) {
  std::vector<std::vector<Neighbour>> near(texts);
  for (const TextPair& pair : pairs) {
    if (!may_share_group(pair, options)) continue;
    near[pair.a].push_back({pair.b, pair.jaccard()});
    near[pair.b].push_back({pair.a, pair.jaccard()});
  }
  return near;
}

}  // namespace

std::vector<TextIndex> representatives(const DistinctTexts& texts, std::span<const TextPair> pairs,
                                       const DuplicateOptions& options) {
  const auto near = neighbours(texts.size(), pairs, options);
  std::vector<std::size_t> articles_near(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text) {
    articles_near[text] = texts.of(text).size();
    for (const Neighbour& other : near[text]) articles_near[text] += texts.of(other.text).size();
  }
  std::vector<TextIndex> order(texts.size());
  std::iota(order.begin(), order.end(), TextIndex{0});
  std::sort(order.begin(), order.end(), [&](TextIndex a, TextIndex b) {
    return articles_near[a] != articles_near[b] ? articles_near[a] > articles_near[b] : a < b;
  });

  std::vector<char> represents(texts.size()), covered(texts.size());
  for (const TextIndex text : order) {
    if (covered[text]) continue;
    represents[text] = 1;
    for (const Neighbour& other : near[text]) covered[other.text] = 1;
  }
  std::vector<TextIndex> representative(texts.size());
  for (TextIndex text = 0; text < texts.size(); ++text) {
    representative[text] = text;
    if (represents[text]) continue;
    double best = -1;
    for (const Neighbour& other : near[text]) {
      if (!represents[other.text]) continue;
      if (other.jaccard > best || (other.jaccard == best && other.text < representative[text])) {
        best = other.jaccard;
        representative[text] = other.text;
      }
    }
  }
  return representative;
}

std::vector<DuplicateGroup> make_groups(std::span<const Article> articles, const DistinctTexts& texts,
                                        std::span<const TextPair> pairs, std::span<const TextIndex> representative,
                                        const DuplicateOptions& options) {
  std::vector<DuplicateGroup> groups(texts.size());  // by the representative's text; most stay empty
  for (TextIndex text = 0; text < texts.size(); ++text) {
    DuplicateGroup& group = groups[representative[text]];
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
    DuplicateGroup& group = groups[center];
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
  std::erase_if(groups, [](const DuplicateGroup& group) { return group.members.size() < 2; });
  for (DuplicateGroup& group : groups) {
    group.id = content_id('g', articles[index_of(group.representative)].id);
    std::sort(group.members.begin(), group.members.end(), EarlierFirst{articles});
    std::sort(group.links.begin(), group.links.end(), [](const GroupLink& a, const GroupLink& b) {
      return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
    });
  }
  return groups;
}

}  // namespace tawatur
