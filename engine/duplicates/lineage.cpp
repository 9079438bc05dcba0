#include "duplicates/lineage.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <tbb/parallel_for.h>

#include "duplicates/changed_spans.h"
#include "duplicates/credits.h"
#include "duplicates/publishers.h"
#include "duplicates/verify.h"
#include "text/furniture.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::uint32_t no_group = 0xFFFFFFFFu;

std::vector<std::uint32_t> groups_by_article(std::size_t articles, std::span<const DuplicateGroup> groups) {
  std::vector<std::uint32_t> group_of(articles, no_group);
  for (std::uint32_t group = 0; group < groups.size(); ++group)
    for (const ArticleIndex member : groups[group].members) group_of[index_of(member)] = group;
  return group_of;
}

void add_earliest(std::span<const Article> articles, DuplicateGroup& group) {
  const auto& first = articles[index_of(group.members.front())].published;
  if (!first) return;
  group.earliest = group.members.front();
  constexpr std::int64_t day = 86400;
  for (const ArticleIndex member : group.members) {
    const auto& published = articles[index_of(member)].published;
    if (member == *group.earliest || !published) continue;
    const bool same_day = published->local_s / day == first->local_s / day;
    group.earliest_ties += first->has_time && published->has_time ? published->utc_s() == first->utc_s() : same_day;
  }
}

void add_lineage(std::size_t articles, std::span<const SimilarPair> pairs, std::span<const GroupLink> across,
                 const DuplicateOptions& options, std::vector<DuplicateGroup>& groups) {
  const std::vector<std::uint32_t> group_of = groups_by_article(articles, groups);
  std::vector<char> repeats_another(articles);  // its shingle set is that of an earlier article
  for (const SimilarPair& pair : pairs)
    if (pair.shared == pair.size_a && pair.shared == pair.size_b) repeats_another[index_of(pair.b)] = 1;
  for (const SimilarPair& pair : pairs) {
    const std::uint32_t group = group_of[index_of(pair.a)];
    if (group == no_group || group != group_of[index_of(pair.b)]) continue;
    if (repeats_another[index_of(pair.a)] || repeats_another[index_of(pair.b)]) continue;
    if (pair.size_a < pair.size_b && is_contained(pair.shared, pair.size_a, options))
      groups[group].lineage.push_back({pair.a, pair.b, LinkKind::contained, pair.containment_a()});
    if (pair.size_b < pair.size_a && is_contained(pair.shared, pair.size_b, options))
      groups[group].lineage.push_back({pair.b, pair.a, LinkKind::contained, pair.containment_b()});
  }
  for (const GroupLink& link : across) {
    const std::uint32_t from = group_of[index_of(link.from)], to = group_of[index_of(link.to)];
    if (from != no_group) groups[from].lineage.push_back(link);
    if (to != no_group) groups[to].lineage.push_back(link);
  }
  for (DuplicateGroup& group : groups)
    std::sort(group.lineage.begin(), group.lineage.end(),
              [](const GroupLink& a, const GroupLink& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
}

void add_credits(std::span<const Article> articles, const CreditFinder& finder, DuplicateGroup& group) {
  group.evidence.resize(group.members.size());
  for (std::size_t i = 0; i < group.members.size(); ++i) {
    group.evidence[i].credits = finder.places(articles[index_of(group.members[i])]);
    for (const Credit& credit : group.evidence[i].credits) group.agencies.push_back(credit.agency);
  }
  std::sort(group.agencies.begin(), group.agencies.end());
  group.agencies.erase(std::unique(group.agencies.begin(), group.agencies.end()), group.agencies.end());
}

// Distinct words of a comparable form, sorted.
std::vector<std::string_view> word_set(std::string_view words) {
  std::vector<std::string_view> set;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    set.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

// Whether less than half of the smaller set lies in the other.
bool are_unlike(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t both = 0;
  for (const std::string_view word : a) both += std::binary_search(b.begin(), b.end(), word);
  return 2 * both < std::min(a.size(), b.size());
}

// Where a text stands.
struct Page {
  std::string heading;
  std::vector<std::string_view> words;  // of the heading
  const Article* article;
};

bool are_unrelated(const Page& a, const Page& b) {
  if (!a.heading.empty() && !b.heading.empty() && a.heading != b.heading) return are_unlike(a.words, b.words);
  if (a.heading != b.heading || !a.article->published || !b.article->published) return false;
  constexpr std::int64_t day = 86400;
  const auto day_of = [](const Page& page) { return page.article->published->local_s / day; };
  return a.article->url != b.article->url && day_of(a) != day_of(b);
}

// Whether at least `wanted` of the pages have nothing to do with each other or with the text; by greedy choice in
// order.
bool stands_on_unrelated_pages(std::span<const Article> articles, std::span<const ArticleIndex> members,
                               const std::string& text, std::size_t wanted) {
  const std::vector<std::string_view> text_words = word_set(text);
  std::vector<Page> chosen;
  chosen.reserve(wanted);
  for (const ArticleIndex member : members) {
    const Article& article = articles[index_of(member)];
    chosen.push_back({article.title ? normalise_words(*article.title) : std::string(), {}, &article});
    Page& page = chosen.back();
    page.words = word_set(page.heading);
    std::size_t in_text = 0;
    for (const std::string_view word : page.words)
      in_text += std::binary_search(text_words.begin(), text_words.end(), word);
    const bool of_text = !page.words.empty() && 2 * in_text >= page.words.size();
    if (of_text ||
        !std::all_of(chosen.begin(), chosen.end() - 1, [&](const Page& other) { return are_unrelated(page, other); })) {
      chosen.pop_back();
    } else if (chosen.size() == wanted) {
      return true;
    }
  }
  return false;
}

bool is_all_furniture(std::string_view text) {
  std::string rest;
  std::size_t at = 0;
  for (const ByteRange range : furniture_by_shape(text)) {
    rest.append(text.substr(at, range.begin - at)).push_back('\n');
    at = range.end;
  }
  return normalise_words(rest.append(text.substr(at))).empty();
}

// Publisher families of the groups' members, looked up once for each source or, without one, url.
class MemberFamilies {
 public:
  MemberFamilies(std::span<const Article> articles, std::span<const DuplicateGroup> groups, const Lexicons& lexicons)
      : articles_(articles) {
    for (const DuplicateGroup& group : groups)
      for (const ArticleIndex member : group.members) keys_.push_back(key(member));
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    std::vector<Article> outlets(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) outlets[i].source = keys_[i].first, outlets[i].url = keys_[i].second;
    families_ = publisher_families(outlets, lexicons);
  }

  // Empty where nothing tells the publisher.
  std::string_view of(ArticleIndex member) const {
    return families_[static_cast<std::size_t>(std::lower_bound(keys_.begin(), keys_.end(), key(member)) -
                                              keys_.begin())];
  }

 private:
  using Key = std::pair<std::string_view, std::string_view>;

  Key key(ArticleIndex member) const {
    const Article& article = articles_[index_of(member)];
    return article.source.empty() ? Key{{}, article.url} : Key{article.source, {}};
  }

  std::span<const Article> articles_;
  std::vector<Key> keys_;
  std::vector<std::string> families_;
};

// The members of the family that has nine tenths of them; none when no family has.
std::vector<ArticleIndex> members_of_one_family(const DuplicateGroup& group, const MemberFamilies& families) {
  for (std::size_t i = 0; 10 * i <= group.members.size(); ++i) {
    const std::string_view family = families.of(group.members[i]);
    if (family.empty()) continue;
    std::vector<ArticleIndex> own;
    for (const ArticleIndex member : group.members)
      if (families.of(member) == family) own.push_back(member);
    if (10 * own.size() >= 9 * group.members.size()) return own;
  }
  return {};
}

bool is_furniture(std::span<const Article> articles, const DuplicateGroup& group, const MemberFamilies& families,
                  const LineageOptions& options) {
  constexpr std::size_t longest_word = 40;  // in bytes, with what follows; spares long texts the count
  const std::string& text = articles[index_of(group.representative)].text;
  if (text.size() > longest_word * options.most_furniture_words) return false;
  const std::vector<ArticleIndex> own = members_of_one_family(group, families);
  if (own.size() < std::min(options.least_shaped_pages, options.least_furniture_pages)) return false;
  const std::string words = normalise_words(text);
  if (static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) >= options.most_furniture_words)
    return false;
  return stands_on_unrelated_pages(articles, own, words, options.least_furniture_pages) ||
         (stands_on_unrelated_pages(articles, own, words, options.least_shaped_pages) && is_all_furniture(text));
}

}  // namespace

void describe_groups(std::span<const Article> articles, std::span<const SimilarPair> pairs,
                     std::span<const GroupLink> lineage, const Lexicons& lexicons, const DuplicateOptions& duplicates,
                     std::vector<DuplicateGroup>& groups, const LineageOptions& options) {
  add_lineage(articles.size(), pairs, lineage, duplicates, groups);
  const CreditFinder finder(lexicons);
  const MemberFamilies families(articles, groups, lexicons);
  tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t i) {
    DuplicateGroup& group = groups[i];
    add_earliest(articles, group);
    add_credits(articles, finder, group);
    group.furniture = is_furniture(articles, group, families, options);
  });
}

void describe_changes(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                      std::vector<DuplicateGroup>& groups) {
  tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t i) {
    DuplicateGroup& group = groups[i];
    group.evidence.resize(group.members.size());
    const std::uint32_t from = index_of(group.representative);
    tbb::parallel_for(std::size_t{0}, group.members.size(), [&](std::size_t k) {
      const std::uint32_t to = index_of(group.members[k]);
      if (to != from)
        group.evidence[k].changes =
            changed_spans(articles[from].text, articles[to].text, furniture[from], furniture[to]);
    });
  });
}

}  // namespace tawatur
