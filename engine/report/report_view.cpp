#include "report/report_view.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "report/utf8.h"

namespace tawatur {

namespace {

constexpr std::size_t headline_bytes = 180;

/// The commonest key, the smaller one of equals; "und" of none.
std::string commonest(const std::map<std::string, std::size_t, std::less<>>& counts) {
  std::string best = "und";
  std::size_t most = 0;
  for (const auto& [key, count] : counts)
    if (count > most) best = key, most = count;
  return best;
}

std::string kind_of(const StatementPair& pair) {
  const auto gravest = std::max_element(pair.differences.begin(), pair.differences.end(), [](const auto& a, const auto& b) {
    return gravity(a.relation) < gravity(b.relation);
  });
  return gravest != pair.differences.end() ? std::string(to_string(gravest->kind)) : "other";
}

std::vector<Finding> findings_of(const EventClaims& comparison) {
  std::vector<Finding> findings;
  std::vector<bool> in_claim(comparison.pairs.size());
  const auto worth_showing = [](Relation relation) { return gravity(relation) >= gravity(Relation::update); };
  for (const Claim& claim : comparison.claims) {
    for (const std::uint32_t pair : claim.pairs) in_claim[pair] = true;
    if (!worth_showing(claim.relation)) continue;
    Finding finding{.claim = &claim, .pairs = {}, .relation = claim.relation, .kind = claim.kind, .id = claim.id};
    for (const std::uint32_t pair : claim.pairs)
      if (comparison.pairs[pair].relation == claim.relation) finding.pairs.push_back(pair);
    std::stable_sort(finding.pairs.begin(), finding.pairs.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto& pair_a = comparison.pairs[a];
      const auto& pair_b = comparison.pairs[b];
      const bool named_a = kind_of(pair_a) == claim.kind, named_b = kind_of(pair_b) == claim.kind;
      return named_a != named_b ? named_a : pair_a.score > pair_b.score;
    });
    findings.push_back(std::move(finding));
  }
  for (std::uint32_t i = 0; i < comparison.pairs.size(); ++i) {
    const StatementPair& pair = comparison.pairs[i];
    if (!in_claim[i] && worth_showing(pair.relation))
      findings.push_back({.claim = nullptr, .pairs = {i}, .relation = pair.relation, .kind = kind_of(pair), .id = pair.id});
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return gravity(a.relation) > gravity(b.relation); });
  return findings;
}

}  // namespace

std::vector<std::uint32_t> events_of_articles(const Report& report) {
  std::vector<std::uint32_t> events(report.articles.size(), no_event);
  for (std::uint32_t i = 0; i < report.events.size(); ++i)
    for (const ArticleIndex article : report.events[i].articles) events[index_of(article)] = i;
  return events;
}

std::pair<std::optional<Timestamp>, std::optional<Timestamp>> publication_times(const Report& report, const Event& event) {
  std::pair<std::optional<Timestamp>, std::optional<Timestamp>> times;
  for (const ArticleIndex article : event.articles) {
    const auto& published = report.articles[index_of(article)].published;
    if (!published) continue;
    if (!times.first) times.first = published;
    times.second = published;
  }
  return times;
}

const EventClaims& claims_of(const Report& report, std::size_t event) {
  static const EventClaims none;
  return event < report.event_claims.size() ? report.event_claims[event] : none;
}

std::string_view field_text(const Article& article, Field field) {
  if (field == Field::text) return article.text;
  return article.title ? std::string_view(*article.title) : std::string_view();
}

std::string_view words_at(const Report& report, const Span& span) {
  const std::string_view text = field_text(report.articles[index_of(span.article)], span.field);
  const std::size_t begin = std::min<std::size_t>(span.range.begin, text.size());
  return text.substr(begin, std::max<std::size_t>(span.range.end, begin) - begin);
}

bool b_comes_first(const Report& report, const StatementPair& pair) {
  if (pair.a.article != pair.b.article) return EarlierFirst{report.articles}(pair.b.article, pair.a.article);
  return pair.a.field != Field::title && pair.b.field == Field::title;
}

std::size_t EventView::count(Relation relation) const {
  return static_cast<std::size_t>(std::ranges::count(findings, relation, &Finding::relation));
}

ReportView::ReportView(const Report& report) : report_(report), events_(report.events.size()), links_(report.articles.size()) {
  std::vector<std::uint32_t> origin_of(report.articles.size());
  for (std::uint32_t i = 0; i < report.origins.size(); ++i)
    for (const ArticleIndex one : report.origins[i].articles) origin_of[index_of(one)] = i;

  for (const DuplicateGroup& group : report.groups)
    for (const GroupLink& link : group.links) {
      auto& best = links_[index_of(link.from)];
      if (origin_of[index_of(link.from)] == origin_of[index_of(link.to)] && (!best || link.value > best->value)) best = link;
    }

  std::map<std::string, std::size_t, std::less<>> languages, languages_of_all;
  for (std::uint32_t i = 0; i < events_.size(); ++i) {
    const Event& event = report.events[i];
    const EventClaims& comparison = claims_of(report, i);
    EventView& view = events_[i];
    view.findings = findings_of(comparison);
    for (std::uint32_t p = 0; p < comparison.internal.size(); ++p)
      if (gravity(comparison.internal[p].relation) >= gravity(Relation::check)) view.within.push_back(p);

    std::map<ArticleIndex, std::size_t> medoid_of;
    for (const Claim& claim : comparison.claims) ++medoid_of[claim.medoid.article];
    view.medoid = event.articles.front();
    std::size_t most = 0;
    for (const ArticleIndex article : event.articles) {
      const auto found = medoid_of.find(article);
      if (found != medoid_of.end() && found->second > most) view.medoid = article, most = found->second;
    }

    std::set<std::string_view> outlets, families;
    std::map<std::string, std::size_t, std::less<>> of_event;
    for (const ArticleIndex index : event.articles) {
      const Article& one = article(index);
      if (!one.source.empty()) outlets.insert(one.source);
      ++of_event[one.lang];
      ++languages_of_all[one.lang];
    }
    for (const std::uint32_t origin : event.origins)
      for (const std::string& family : report.origins[origin].publishers) families.insert(family);
    view.outlets = static_cast<std::uint32_t>(outlets.size());
    view.sources = static_cast<std::uint32_t>(std::max<std::size_t>(families.size(), 1));
    view.lang = commonest(of_event);
    if (event.articles.size() > 1) ++languages[view.lang];

    std::set<std::uint32_t> diverging;
    for (const Finding& finding : view.findings)
      if (finding.relation == Relation::diverge)
        for (const std::uint32_t pair : finding.pairs)
          for (const Span& side : {comparison.pairs[pair].a, comparison.pairs[pair].b})
            diverging.insert(origin_of[index_of(side.article)]);
    view.diverging_origins = static_cast<std::uint32_t>(diverging.size());

    if (event.parent) events_[*event.parent].followers.push_back(i);
  }
  lang_ = commonest(languages.empty() ? languages_of_all : languages);
}

std::string ReportView::page_of(std::uint32_t event) const {
  if (report_.events[event].articles.size() < 2 && events_[event].within.empty()) return {};
  return "events/" + report_.events[event].id + ".html";
}

std::string_view ReportView::headline(std::uint32_t event) const { return headline(article(events_[event].medoid)); }

std::string_view ReportView::headline(const Article& article) const {
  if (article.title && !article.title->empty()) return shortened(*article.title, headline_bytes * 2);
  const std::string_view text = article.text;
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return article.id;
  return shortened(text.substr(begin, text.find('\n', begin) - begin), headline_bytes);
}

}  // namespace tawatur
