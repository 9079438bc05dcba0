#include "duplicates/form_origins.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <tuple>

#include <tbb/parallel_for.h>

#include "duplicates/credits.h"
#include "duplicates/star_cover.h"
#include "sketch/shingles.h"
#include "text/content_id.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

using Shingles = std::vector<std::uint64_t>;

// Duplicate groups and the articles of none.
struct Units {
  std::vector<std::uint32_t> of;        // [articles]
  std::vector<std::uint32_t> articles;  // [units]: how many
};

Units make_units(std::size_t articles, std::span<const DuplicateGroup> groups) {
  constexpr std::uint32_t none = 0xFFFFFFFFu;
  std::vector<std::uint32_t> group_of(articles, none), unit_of_group(groups.size(), none);
  for (std::uint32_t group = 0; group < groups.size(); ++group)
    for (const ArticleIndex member : groups[group].members) group_of[index_of(member)] = group;
  Units units;
  for (const std::uint32_t group : group_of) {
    std::uint32_t unit = group == none ? none : unit_of_group[group];
    if (unit == none) {
      unit = static_cast<std::uint32_t>(units.articles.size());
      units.articles.push_back(0);
      if (group != none) unit_of_group[group] = unit;
    }
    units.of.push_back(unit);
    ++units.articles[unit];
  }
  return units;
}

Shingles shingles_of(const Article& article) {
  Shingles set;
  shingle_set(normalise_words(article.text), set);
  return set;
}

Shingles intersection(const Shingles& a, const Shingles& b) {
  Shingles both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

// Whether a text has two of the held texts in different places.
bool holds_different_items(const Article& holder, std::span<const Article> articles, std::span<const ArticleIndex> held,
                           double least_overlap) {
  const Shingles whole = shingles_of(holder);
  std::vector<Shingles> parts;
  for (const ArticleIndex article : held)
    parts.push_back(intersection(shingles_of(articles[index_of(article)]), whole));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t k = i + 1; k < parts.size(); ++k) {
      const auto smaller = static_cast<double>(std::min(parts[i].size(), parts[k].size()));
      if (shared_shingles(parts[i], parts[k]) < least_overlap * smaller) return true;
    }
  }
  return false;
}

// [units]: whether one of its texts is a round-up.
std::vector<char> find_round_ups(std::span<const Article> articles, const DuplicateResult& duplicates,
                                 const Units& units, double least_overlap) {
  std::vector<std::pair<ArticleIndex, ArticleIndex>> held;  // (holder, held)
  for (const GroupLink& link : duplicates.lineage)
    if (link.kind == LinkKind::contained) held.emplace_back(link.to, link.from);
  std::sort(held.begin(), held.end());
  std::vector<std::vector<ArticleIndex>> by_holder;
  std::vector<ArticleIndex> holders;
  for (const auto& [holder, text] : held) {
    if (holders.empty() || holders.back() != holder) {
      holders.push_back(holder);
      by_holder.emplace_back();
    }
    by_holder.back().push_back(text);
  }
  std::vector<char> holds_several(holders.size());
  tbb::parallel_for(std::size_t{0}, holders.size(), [&](std::size_t i) {
    if (by_holder[i].size() > 1)
      holds_several[i] = holds_different_items(articles[index_of(holders[i])], articles, by_holder[i], least_overlap);
  });
  std::vector<char> round_up(units.articles.size());
  for (std::size_t i = 0; i < holders.size(); ++i)
    if (holds_several[i]) round_up[units.of[index_of(holders[i])]] = 1;
  return round_up;
}

bool about_the_same_time(const Article& a, const Article& b, std::int64_t longest_apart_s) {
  if (!a.published || !b.published) return true;
  return std::abs(a.published->utc_s() - b.published->utc_s()) <= longest_apart_s;
}

// [units]: the unit at the centre of those that share an agency's text.
std::vector<std::uint32_t> join_by_agency(std::span<const Article> articles, const Units& units,
                                          std::span<const char> round_up, std::span<const std::string> publisher_family,
                                          const Lexicons& lexicons, const OriginOptions& options) {
  const CreditFinder finder(lexicons);
  std::vector<std::vector<std::string>> credits(articles.size());
  tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) {
    if (!round_up[units.of[i]]) credits[i] = finder.find(articles[i]);
  });
  std::vector<NearPair> near;
  for (const PassagePair& pair : shared_passages(articles, credits, options.passages)) {
    const std::uint32_t first = index_of(pair.a), second = index_of(pair.b);
    const auto [a, b] = std::minmax(units.of[first], units.of[second]);
    if (a != b && publisher_family[first] != publisher_family[second] &&
        about_the_same_time(articles[first], articles[second], options.longest_apart_s))
      near.push_back({a, b, pair.share});
  }
  // Of several pairs between two units, the most similar one.
  std::sort(near.begin(), near.end(), [](const NearPair& x, const NearPair& y) {
    return std::tie(x.a, x.b, y.similarity) < std::tie(y.a, y.b, x.similarity);
  });
  near.erase(std::unique(near.begin(), near.end(),
                         [](const NearPair& x, const NearPair& y) { return x.a == y.a && x.b == y.b; }),
             near.end());
  return star_cover(units.articles, near);
}

const SimilarPair& pair_of(std::span<const SimilarPair> pairs, ArticleIndex a, ArticleIndex b) {
  if (b < a) std::swap(a, b);
  return *std::lower_bound(pairs.begin(), pairs.end(), std::tie(a, b),
                           [](const SimilarPair& pair, auto key) { return std::tie(pair.a, pair.b) < key; });
}

// The first words of a text's comparable form.
std::string opening(const Article& article, std::size_t words) {
  constexpr std::size_t longest_word = 64;  // in bytes, with what follows; spares the rest of a long text
  std::string_view text = article.text;
  if (text.size() > words * longest_word) {
    std::size_t end = words * longest_word;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    text = text.substr(0, end);
  }
  std::string form = normalise_words(text);
  std::size_t end = 0;
  for (std::size_t word = 0; word < words && end != std::string::npos; ++word) end = form.find(' ', end + (end > 0));
  if (end != std::string::npos) form.resize(end);
  return form;
}

// Whether what holds another text is that text at full length, not one that quotes it.
bool is_same_text(std::span<const Article> articles, std::span<const SimilarPair> pairs, const GroupLink& link,
                  const OriginOptions& options) {
  const SimilarPair& pair = pair_of(pairs, link.from, link.to);
  const double longer = std::max(pair.size_a, pair.size_b), shorter = std::min(pair.size_a, pair.size_b);
  if (longer <= options.longest_whole_ratio * shorter) return true;
  if (longer > options.longest_cut_ratio * shorter) return false;
  Shingles head;
  shingle_set(opening(articles[index_of(link.to)], options.opening_words), head);
  const std::uint32_t shared = shared_shingles(head, shingles_of(articles[index_of(link.from)]));
  return shared > 0 && shared >= options.least_opening_share * static_cast<double>(head.size());
}

// Lets every unit's centre belong to the most similar longer one that contains a text of it, and follows that upwards.
void join_contained(std::span<const Article> articles, const DuplicateResult& duplicates, const Units& units,
                    std::span<const char> round_up, const OriginOptions& options, std::vector<std::uint32_t>& centre) {
  std::vector<char> same_text(duplicates.lineage.size());
  tbb::parallel_for(std::size_t{0}, same_text.size(), [&](std::size_t i) {
    same_text[i] = is_same_text(articles, duplicates.pairs, duplicates.lineage[i], options);
  });
  std::vector<std::size_t> length(centre.size());  // bytes of the longest text around a centre
  for (std::size_t i = 0; i < articles.size(); ++i) {
    std::size_t& longest = length[centre[units.of[i]]];
    longest = std::max(longest, articles[i].text.size());
  }
  struct Parent {
    std::uint32_t centre;
    double jaccard;
  };
  std::vector<std::optional<Parent>> parent(centre.size());
  for (std::size_t i = 0; i < same_text.size(); ++i) {
    const GroupLink& link = duplicates.lineage[i];
    if (!same_text[i]) continue;
    const std::uint32_t from = units.of[index_of(link.from)], to = units.of[index_of(link.to)];
    if (round_up[from] || round_up[to] || centre[from] == centre[to]) continue;
    std::uint32_t child = centre[from], above = centre[to];
    // Always from the shorter to the longer, so that no circle closes.
    if (std::tie(length[child], above) > std::tie(length[above], child)) std::swap(child, above);
    const double jaccard = pair_of(duplicates.pairs, link.from, link.to).jaccard();
    std::optional<Parent>& best = parent[child];
    if (!best || jaccard > best->jaccard || (jaccard == best->jaccard && above < best->centre))
      best = Parent{above, jaccard};
  }
  for (std::uint32_t& top : centre)
    while (parent[top]) top = parent[top]->centre;
}

}  // namespace

std::vector<Origin> form_origins(std::span<const Article> articles, const DuplicateResult& duplicates,
                                 std::span<const std::string> publisher_family, const Lexicons& lexicons,
                                 const OriginOptions& options) {
  const Units units = make_units(articles.size(), duplicates.groups);
  const std::vector<char> round_up = find_round_ups(articles, duplicates, units, options.least_item_overlap);
  std::vector<std::uint32_t> centre = join_by_agency(articles, units, round_up, publisher_family, lexicons, options);
  join_contained(articles, duplicates, units, round_up, options, centre);

  std::vector<Origin> origins(units.articles.size());  // by centre; most stay empty
  for (std::uint32_t i = 0; i < articles.size(); ++i) {
    Origin& origin = origins[centre[units.of[i]]];
    origin.articles.push_back(ArticleIndex{i});
    if (!publisher_family[i].empty()) origin.publishers.push_back(publisher_family[i]);
  }
  std::erase_if(origins, [](const Origin& origin) { return origin.articles.empty(); });
  const EarlierFirst earlier{articles};
  for (Origin& origin : origins) {
    std::sort(origin.articles.begin(), origin.articles.end(), earlier);
    origin.representative = *std::max_element(origin.articles.begin(), origin.articles.end(), [&](auto a, auto b) {
      return articles[index_of(a)].text.size() < articles[index_of(b)].text.size();
    });
    std::sort(origin.publishers.begin(), origin.publishers.end());
    origin.publishers.erase(std::unique(origin.publishers.begin(), origin.publishers.end()), origin.publishers.end());
    origin.id = content_id('o', articles[index_of(origin.articles.front())].id);
  }
  std::sort(origins.begin(), origins.end(),
            [](const Origin& a, const Origin& b) { return a.articles.front() < b.articles.front(); });
  return origins;
}

}  // namespace tawatur
