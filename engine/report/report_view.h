#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/report.h"

namespace tawatur {

inline constexpr std::string_view report_schema = "tawatur.report/1";
inline constexpr std::uint32_t no_event = UINT32_MAX;

/// The event of every article, no_event where it lies in none.
std::vector<std::uint32_t> events_of_articles(const Report& report);

/// First and last publication time of the event's articles; absent when none has one.
std::pair<std::optional<Timestamp>, std::optional<Timestamp>> publication_times(const Report& report, const Event& event);

/// The event's comparison; an empty one where the run compared nothing.
const EventClaims& claims_of(const Report& report, std::size_t event);

/// The verbatim words of a span, clamped to its field.
std::string_view words_at(const Report& report, const Span& span);

/// The field that a span points into; empty for a missing title.
std::string_view field_text(const Article& article, Field field);

/// True where a reader should see side b first: what was published earlier, the title before the text.
bool b_comes_first(const Report& report, const StatementPair& pair);

/// Something an editor should look at: statements of different origins that diverge, or need a look, or are an update.
struct Finding {
  const Claim* claim = nullptr;      ///< Absent for a pair that stands in no claim.
  std::vector<std::uint32_t> pairs;  ///< Indices into the event's pairs of this relation, most telling first.
  Relation relation = Relation::diverge;
  std::string kind;                  ///< Of the gravest difference, as to_string spells it.
  std::string_view id;               ///< Of the claim, else of the pair.
};

/// What the pages say of an event beside its claims.
struct EventView {
  std::vector<Finding> findings;  ///< diverge, then check, then update; within each as the claims stand.
  std::vector<std::uint32_t> within;  ///< Indices of internal pairs that diverge or need a look.
  ArticleIndex medoid{};          ///< The article whose statements stand nearest to the others'.
  std::uint32_t outlets = 0;      ///< Distinct sources of its articles.
  std::uint32_t sources = 0;      ///< Distinct publisher families of its origins, at least 1.
  std::uint32_t diverging_origins = 0;  ///< Origins that take part in a divergence.
  std::vector<std::uint32_t> followers; ///< Events that follow this one up.
  std::string lang;               ///< The commonest of its articles.

  std::size_t count(Relation relation) const;
};

/// Everything the pages need to know of all events. Holds references into the report.
class ReportView {
 public:
  explicit ReportView(const Report& report);

  const Report& report() const { return report_; }
  const EventView& event(std::uint32_t index) const { return events_[index]; }
  std::size_t size() const { return events_.size(); }

  const Article& article(ArticleIndex index) const { return report_.articles[index_of(index)]; }

  /// "events/<id>.html" where the event has a page of its own: two articles or more, or something to show; else empty.
  std::string page_of(std::uint32_t event) const;

  /// The event's headline: the medoid's title, else the beginning of its text.
  std::string_view headline(std::uint32_t event) const;

  /// An article's title, else the beginning of its text.
  std::string_view headline(const Article& article) const;

  /// What says best how the article's text came from, or stands in, another of its origin: the link from it with the highest
  /// value; absent when there is none.
  const std::optional<GroupLink>& link_from(ArticleIndex article) const { return links_[index_of(article)]; }

  /// The commonest language of the events with two articles or more, else of all.
  const std::string& lang() const { return lang_; }

 private:
  const Report& report_;
  std::vector<EventView> events_;
  std::vector<std::optional<GroupLink>> links_;  ///< By article.
  std::string lang_;
};

}  // namespace tawatur
