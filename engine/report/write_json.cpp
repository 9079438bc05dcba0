#include <algorithm>
#include <ostream>
#include <span>

#include "report/json_stream.h"
#include "report/report_view.h"
#include "report/utf8.h"
#include "report/write_report.h"

namespace tawatur {

namespace {

class ReportJson {
 public:
  ReportJson(const Report& report, std::ostream& out) : report_(report), json_(out), event_of_(events_of_articles(report)) {}

  void write(const ReportOptions& options) {
    json_.begin_object();
    json_.key("schema"), json_.string(report_schema);
    list("articles", report_.articles.size(), [&](std::size_t i) { article(ArticleIndex{static_cast<std::uint32_t>(i)}, options); });
    list("duplicate_groups", report_.groups.size(), [&](std::size_t i) { group(report_.groups[i]); });
    list("lineage", report_.lineage.size(), [&](std::size_t i) { group_link(report_.lineage[i]); });
    list("events", report_.events.size(), [&](std::size_t i) { event(i); });
    json_.new_line();
    json_.key("run");
    run();
    json_.end_object();
    json_.finish();
  }

  void group_lines() {
    for (const DuplicateGroup& one : report_.groups) lines([&] { group(one); });
    json_.finish();
  }

  void event_lines() {
    for (const Event& one : report_.events)
      lines([&] {
        json_.begin_object();
        event_head(one);
        json_.end_object();
      });
    json_.finish();
  }

 private:
  template <typename Value>
  void lines(Value value) {
    value();
    json_.end_line();
  }

  template <typename Item>
  void list(std::string_view name, std::size_t size, Item item) {
    json_.new_line();
    json_.key(name);
    json_.begin_array();
    for (std::size_t i = 0; i < size; ++i) {
      json_.new_line();
      item(i);
    }
    json_.end_array();
  }

  const std::string& id_of(ArticleIndex article) const { return report_.articles[index_of(article)].id; }

  void ids(std::string_view name, std::span<const ArticleIndex> articles) {
    json_.key(name);
    json_.begin_array();
    for (const ArticleIndex one : articles) json_.string(id_of(one));
    json_.end_array();
  }

  /// The ids of the things that stand at `indices` of `all`.
  template <typename Thing>
  void ids(std::string_view name, std::span<const std::uint32_t> indices, const std::vector<Thing>& all) {
    json_.key(name);
    json_.begin_array();
    for (const std::uint32_t index : indices) json_.string(all[index].id);
    json_.end_array();
  }

  void strings(std::string_view name, std::span<const std::string> texts) {
    json_.key(name);
    json_.begin_array();
    for (const std::string& text : texts) json_.string(text);
    json_.end_array();
  }

  void article(ArticleIndex index, const ReportOptions& options) {
    const Article& one = report_.articles[index_of(index)];
    const std::uint32_t event = event_of_[index_of(index)];
    json_.begin_object();
    json_.key("id"), json_.string(one.id);
    json_.field("source", one.source);
    json_.key("title"), one.title ? json_.string(*one.title) : json_.null();
    json_.field("url", one.url);
    json_.field("published", one.published ? to_string(*one.published) : std::string());
    static constexpr std::string_view from[]{"", "field", "text", "url"};
    json_.field("published_from", from[static_cast<std::size_t>(one.published_from)]);
    json_.field("agency", one.agency);
    json_.field("lang", one.lang);
    const bool with_text = options.texts == TextsInReport::all ||
                           (options.texts == TextsInReport::events && event != no_event && report_.events[event].articles.size() > 1);
    json_.key("text"), with_text ? json_.string(one.text) : json_.null();
    json_.field("event", event != no_event ? report_.events[event].id : std::string());
    json_.field("duplicate_group", group_of(index));
    json_.end_object();
  }

  std::string_view group_of(ArticleIndex article) {
    if (groups_.empty()) {
      groups_.resize(report_.articles.size());
      for (const DuplicateGroup& one : report_.groups)
        for (const ArticleIndex member : one.members) groups_[index_of(member)] = one.id;
    }
    return groups_[index_of(article)];
  }

  void group(const DuplicateGroup& one) {
    json_.begin_object();
    json_.key("group"), json_.string(one.id);
    json_.key("representative"), json_.string(id_of(one.representative));
    ids("members", one.members);
    group_links("links", one.links);
    json_.field("earliest", one.earliest ? std::string_view(id_of(*one.earliest)) : std::string_view());
    json_.key("earliest_ties"), json_.integer(one.earliest_ties);
    group_links("lineage", one.lineage);
    strings("agencies", one.agencies);
    credits(one);
    json_.key("furniture"), json_.boolean(one.furniture);
    changes(one);
    json_.end_object();
  }

  void group_links(std::string_view name, std::span<const GroupLink> links) {
    json_.key(name);
    json_.begin_array();
    for (const GroupLink& link : links) group_link(link);
    json_.end_array();
  }

  void group_link(const GroupLink& link) {
    json_.begin_object();
    json_.key("from"), json_.string(id_of(link.from));
    json_.key("to"), json_.string(id_of(link.to));
    json_.key("kind"), json_.string(link.kind == LinkKind::jaccard ? "jaccard" : "contained");
    json_.key("value"), json_.real(link.value);
    json_.end_object();
  }

  void credits(const DuplicateGroup& one) {
    json_.key("credits");
    json_.begin_array();
    for (std::size_t i = 0; i < one.evidence.size(); ++i) {
      const Article& article = report_.articles[index_of(one.members[i])];
      for (const Credit& credit : one.evidence[i].credits) {
        json_.begin_object();
        json_.key("member"), json_.string(article.id);
        json_.key("agency"), json_.string(credit.agency);
        json_.key("range"), credit.range.empty() ? json_.null() : range(credit.range);
        json_.key("value"), json_.string(credit.range.empty() ? article.agency : bytes_at(article, credit.range));
        json_.end_object();
      }
    }
    json_.end_array();
  }

  /// Nothing where no changes were asked for.
  void changes(const DuplicateGroup& one) {
    const auto asked = [](const GroupMember& member) { return member.changes.has_value(); };
    if (std::none_of(one.evidence.begin(), one.evidence.end(), asked)) return;
    const Article& representative = report_.articles[index_of(one.representative)];
    json_.key("changes");
    json_.begin_array();
    for (std::size_t i = 0; i < one.evidence.size(); ++i) {
      if (!asked(one.evidence[i])) continue;
      const Article& member = report_.articles[index_of(one.members[i])];
      const TextChanges& found = *one.evidence[i].changes;
      json_.begin_object();
      json_.key("member"), json_.string(member.id);
      json_.key("truncated"), json_.boolean(found.truncated);
      json_.key("spans");
      json_.begin_array();
      for (const ChangedSpan& span : found.spans) {
        json_.begin_object();
        json_.key("a"), range(span.a);
        json_.key("b"), range(span.b);
        json_.key("a_value"), json_.string(shortened(bytes_at(representative, span.a), longest_change_value));
        json_.key("b_value"), json_.string(shortened(bytes_at(member, span.b), longest_change_value));
        json_.key("kind"), json_.string(span.a.empty() ? "inserted" : span.b.empty() ? "deleted" : "replaced");
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  static std::string_view bytes_at(const Article& article, ByteRange range) {
    return std::string_view(article.text).substr(range.begin, range.size());
  }

  /// What `events` writes of an event; report.json calls its id "id".
  void event_head(const Event& one, std::string_view id_name = "event") {
    const auto [start, end] = publication_times(report_, one);
    json_.key(id_name), json_.string(one.id);
    json_.field("start", start ? to_string(*start) : std::string());
    json_.field("end", end ? to_string(*end) : std::string());
    ids("articles", one.articles);
    json_.field("parent", one.parent ? report_.events[*one.parent].id : std::string());
    ids("mentions", one.mentions, report_.events);
  }

  void event(std::size_t index) {
    const Event& one = report_.events[index];
    const EventClaims& claims = claims_of(report_, index);
    json_.begin_object();
    event_head(one, "id");
    strings("keywords", one.keywords);
    json_.key("origins");
    json_.begin_array();
    for (const std::uint32_t origin_index : one.origins) {
      const Origin& origin = report_.origins[origin_index];
      json_.begin_object();
      json_.key("id"), json_.string(origin.id);
      json_.key("representative"), json_.string(id_of(origin.representative));
      ids("articles", origin.articles);
      strings("publishers", origin.publishers);
      json_.end_object();
    }
    json_.end_array();
    pairs("pairs", claims.pairs);
    pairs("internal", claims.internal);
    json_.key("claims");
    json_.begin_array();
    for (const Claim& one_claim : claims.claims) claim(one_claim, claims);
    json_.end_array();
    json_.end_object();
  }

  void place(const Span& span) {
    json_.key("article"), json_.string(id_of(span.article));
    json_.key("begin"), json_.integer(span.range.begin);
    json_.key("end"), json_.integer(span.range.end);
    if (span.field == Field::title) json_.key("field"), json_.string("title");
  }

  void ranges(std::string_view name, std::span<const ByteRange> all) {
    json_.key(name);
    json_.begin_array();
    for (const ByteRange one : all) range(one);
    json_.end_array();
  }

  void range(ByteRange one) {
    json_.begin_array();
    json_.integer(one.begin);
    json_.integer(one.end);
    json_.end_array();
  }

  void pairs(std::string_view name, std::span<const StatementPair> all) {
    json_.key(name);
    json_.begin_array();
    for (const StatementPair& pair : all) {
      json_.begin_object();
      json_.key("id"), json_.string(pair.id);
      json_.key("a"), json_.begin_object(), place(pair.a), json_.end_object();
      json_.key("b"), json_.begin_object(), place(pair.b), json_.end_object();
      json_.key("relation"), json_.string(to_string(pair.relation));
      json_.key("score"), json_.real(pair.score);
      json_.key("differences"), write_differences(json_, pair.differences);
      ranges("changed_a", pair.changed_a);
      ranges("changed_b", pair.changed_b);
      json_.end_object();
    }
    json_.end_array();
  }

  void claim(const Claim& one, const EventClaims& claims) {
    json_.begin_object();
    json_.key("id"), json_.string(one.id);
    json_.key("text"), json_.string(words_at(report_, one.medoid));
    json_.key("kind"), json_.string(one.kind);
    json_.key("relation"), json_.string(to_string(one.relation));
    json_.key("medoid"), json_.begin_object(), place(one.medoid), json_.end_object();
    json_.key("cells");
    json_.begin_array();
    for (const ClaimCell& cell : one.cells) {
      json_.begin_object();
      json_.key("origin"), json_.string(report_.origins[cell.origin].id);
      place(cell.span);
      json_.key("relation"), json_.string(to_string(cell.relation));
      json_.key("value"), json_.begin_object();
      json_.field("verbatim", cell.value);
      json_.field("normalised", cell.normalised);
      json_.end_object();
      json_.end_object();
    }
    json_.end_array();
    ids("pairs", one.pairs, claims.pairs);
    ids("silent", one.silent, report_.origins);
    ids("not_expected", one.not_expected, report_.origins);
    json_.key("independent_sources"), json_.integer(one.independent_sources);
    json_.key("pairs_complete"), json_.boolean(one.pairs_complete);
    json_.end_object();
  }

  void named(std::string_view name, std::span<const std::pair<std::string, std::uint64_t>> counts) {
    json_.key(name);
    json_.begin_object();
    for (const auto& [key, count] : counts) json_.key(key), json_.integer(count);
    json_.end_object();
  }

  void named(std::string_view name, std::span<const std::pair<std::string, std::string>> texts) {
    json_.key(name);
    json_.begin_object();
    for (const auto& [key, text] : texts) json_.key(key), json_.string(text);
    json_.end_object();
  }

  void run() {
    const RunRecord& run = report_.run;
    json_.begin_object();
    json_.key("version"), json_.string(run.version);
    json_.key("unicode_version"), json_.string(run.unicode_version);
    named("parameters", run.parameters);
    named("lexicon_versions", run.lexicon_versions);
    list("inputs", run.inputs.size(), [&](std::size_t i) {
      const InputSummary& input = run.inputs[i];
      json_.begin_object();
      json_.key("path"), json_.string(input.path);
      json_.key("hash"), json_.string(input.hash);
      json_.key("bytes"), json_.integer(input.bytes);
      json_.key("records"), json_.integer(input.records);
      json_.key("articles"), json_.integer(input.articles);
      json_.end_object();
    });
    named("counts", run.counts);
    named("rejects_by_reason", run.rejects_by_reason);
    json_.end_object();
  }

  const Report& report_;
  JsonStream json_;
  std::vector<std::uint32_t> event_of_;
  std::vector<std::string_view> groups_;
};

}  // namespace

void write_json(const Report& report, const ReportOptions& options, std::ostream& out) { ReportJson(report, out).write(options); }

void write_groups_jsonl(const Report& report, std::ostream& out) { ReportJson(report, out).group_lines(); }

void write_events_jsonl(const Report& report, std::ostream& out) { ReportJson(report, out).event_lines(); }

void write_rejects(const std::vector<Reject>& rejects, std::ostream& out) {
  JsonStream json(out);
  for (const Reject& reject : rejects) {
    json.begin_object();
    json.key("input"), json.string(reject.input);
    json.key("line"), json.integer(reject.line);
    json.key("offset"), json.integer(reject.offset);
    json.field("id", reject.id);
    json.key("reason"), json.string(reject.reason);
    json.key("detail"), json.string(reject.detail);
    json.end_object();
    json.end_line();
  }
  json.finish();
}

}  // namespace tawatur
