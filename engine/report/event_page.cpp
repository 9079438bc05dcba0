#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "report/embedded_files.h"
#include "report/escape.h"
#include "report/marks.h"
#include "report/page.h"
#include "report/utf8.h"

namespace tawatur {

namespace {

// What stands on a page is bounded in each part, so that a hostile or broken input can't make a page that no browser
// opens.
constexpr std::size_t statement_bytes = 4'000;
constexpr std::size_t text_bytes = 300'000;
constexpr std::size_t block_bytes = 1'200'000;
constexpr std::size_t part_bytes = 1'700'000;  ///< Leaves room for the longer links of a page in parts.
constexpr std::size_t columns_at_most = 60;
constexpr std::size_t rows_of_sentences = 80;
constexpr std::size_t pairs_of_card = 8;
constexpr std::size_t changes_of_origin = 40;

constexpr std::string_view script = "page/event.js";

enum class Section { diverge, check, update, within, matrix, lineage, texts };
constexpr std::array<std::string_view, 7> section_names{"diverge", "check",   "update", "within",
                                                        "matrix",  "lineage", "texts"};
std::string_view name_of(Section section) { return section_names[static_cast<std::size_t>(section)]; }

/// A piece of the page that is never divided.
struct Block {
  Section section;
  std::string html;
  std::string key;  ///< What links to it, without '#'; parts of it may be linked to as "<key>-…".
};

class EventPages {
 public:
  EventPages(const ReportView& view, std::uint32_t index)
      : view_(view),
        report_(view.report()),
        index_(index),
        event_(report_.events[index]),
        seen_(view.event(index)),
        comparison_(claims_of(report_, index)),
        words_(Words::of(seen_.lang)) {
    std::map<std::string, std::size_t> used;
    for (const std::uint32_t origin : event_.origins) {
      std::string name(source_name(view_.article(report_.origins[origin].representative)));
      if (const std::size_t count = ++used[name]; count > 1) name += " (" + std::to_string(count) + ")";
      names_.emplace(origin, std::move(name));
      for (const ArticleIndex article : report_.origins[origin].articles) origin_of_.emplace(article, origin);
    }
    for (std::uint32_t i = 0; i < comparison_.pairs.size(); ++i)
      pair_of_.emplace(std::pair{comparison_.pairs[i].a, comparison_.pairs[i].b}, i);
    collect_statements();
  }

  void write(const PageSink& sink) {
    std::vector<Block> blocks = render();
    std::size_t bytes = 0;
    for (const Block& block : blocks) bytes += block.html.size();
    std::vector<std::size_t> first_of_part{0};
    if (bytes > part_bytes) {
      bytes = 0;
      for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (bytes > 0 && bytes + blocks[i].html.size() > part_bytes) first_of_part.push_back(i), bytes = 0;
        bytes += blocks[i].html.size();
      }
      for (std::size_t i = 0, part = 0; i < blocks.size(); ++i) {
        if (part + 1 < first_of_part.size() && first_of_part[part + 1] == i) ++part;
        files_.emplace(blocks[i].key, file_name(part));
        files_.emplace(name_of(blocks[i].section), file_name(part));
      }
      blocks = render();
    }
    for (std::size_t part = 0; part < first_of_part.size(); ++part) {
      const std::size_t end = part + 1 < first_of_part.size() ? first_of_part[part + 1] : blocks.size();
      sink("events/" + file_name(part),
           page(std::span(blocks).subspan(first_of_part[part], end - first_of_part[part]), part, first_of_part.size()));
    }
  }

 private:
  /// A statement as the full texts show it.
  struct Statement {
    Relation relation = Relation::match;
    std::string key;  ///< Of the claim's row or the card that it belongs to.
    std::string kind;
  };

  // Names and links

  std::string file_name(std::size_t part) const {
    return event_.id + (part == 0 ? "" : "-" + std::to_string(part + 1)) + ".html";
  }

  std::string_view source_name(const Article& article) const {
    return article.source.empty() ? words_.at("unknown_source") : std::string_view(article.source);
  }

  const std::string& origin_name(std::uint32_t origin) const { return names_.at(origin); }

  /// The name of the article's outlet; of its origin where the article stands for it.
  std::string_view outlet_name(ArticleIndex article) const {
    const auto origin = origin_of_.find(article);
    if (origin != origin_of_.end() && report_.origins[origin->second].representative == article)
      return origin_name(origin->second);
    return source_name(view_.article(article));
  }

  /// 'a' and 16 hex digits of XXH3 of the article's id.
  std::string anchor(ArticleIndex article) const {
    const std::string& id = view_.article(article).id;
    const std::uint64_t hash = XXH3_64bits(id.data(), id.size());
    std::string out = "a";
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
    return out;
  }

  std::string anchor(const Span& span) const {
    return anchor(span.article) + (span.field == Field::title ? "-h" : "-t") + std::to_string(span.range.begin);
  }

  /// A link to an anchor within the block `key`.
  std::string link(std::string_view key, std::string_view fragment) const {
    const auto file = files_.find(key);
    return escape_html((file != files_.end() ? file->second : std::string()) + '#' + std::string(fragment));
  }

  /// A link to the statement in the full texts; to its article where it has no anchor of its own.
  std::string link_to(const Span& span) const {
    const bool anchored = span.range.end <= text_bytes && statements_.contains(span);
    return link(anchor(span.article), anchored ? anchor(span) : anchor(span.article));
  }

  std::string word(std::string_view key) const { return escape_html(words_.at(key)); }

  std::string quoted(std::string_view value) const {
    return "<bdi class=\"q\">" + word("quote.open") + escape_html(shortened(value, 200)) + word("quote.close") +
           "</bdi>";
  }

  /// Phrase `key` with its row for one or several names.
  std::string said_by(std::string_view key, const std::vector<std::uint32_t>& origins,
                      std::string_view value = {}) const {
    std::string list;
    for (const std::uint32_t origin : origins) {
      if (!list.empty()) list += word("list.and") + ' ';
      list += "<b>" + isolated(origin_name(origin)) + "</b>";
    }
    return words_.html(std::string(key) + (origins.size() == 1 ? ".one" : ".other"),
                       {{"names", list}, {"value", value}});
  }

  // Statements

  void collect_statements() {
    const auto add = [this](const Span& span, Relation relation, std::string_view key, std::string_view kind) {
      Statement& statement = statements_[span];
      if (statement.key.empty() || gravity(relation) > gravity(statement.relation))
        statement = {relation, std::string(key), std::string(kind)};
    };
    for (const Claim& claim : comparison_.claims)
      for (const ClaimCell& cell : claim.cells) add(cell.span, claim.relation, claim.id, claim.kind);
    for (const Finding& finding : seen_.findings)
      if (!finding.claim)
        for (const std::uint32_t pair : finding.pairs) {
          add(comparison_.pairs[pair].a, finding.relation, "d-" + std::string(finding.id), finding.kind);
          add(comparison_.pairs[pair].b, finding.relation, "d-" + std::string(finding.id), finding.kind);
        }
    // The others of `within` have cards of their own, too.
    for (const std::uint32_t index : seen_.within) {
      const StatementPair& pair = comparison_.internal[index];
      for (const Span& span : {pair.a, pair.b}) add(span, pair.relation, "d-" + pair.id, kind_of(pair));
    }
  }

  static std::string kind_of(const StatementPair& pair) {
    return pair.differences.empty() ? "other" : std::string(to_string(gravest(pair).kind));
  }

  static const Difference& gravest(const StatementPair& pair) {
    return *std::max_element(pair.differences.begin(), pair.differences.end(),
                             [](const auto& a, const auto& b) { return gravity(a.relation) < gravity(b.relation); });
  }

  static std::vector<ByteRange> typed(const StatementPair& pair, bool side_a) {
    std::vector<ByteRange> ranges;
    for (const Difference& difference : pair.differences)
      if (const auto& range = side_a ? difference.a : difference.b) ranges.push_back(*range);
    return ranges;
  }

  void append_marked(Html& html, const Span& span, std::vector<ByteRange> typed_ranges,
                     std::vector<ByteRange> changed) const {
    const std::string_view text = field_text(view_.article(span.article), span.field);
    const std::string_view shown = shortened(words_at(report_, span), statement_bytes);
    const std::uint32_t begin = std::min(span.range.begin, static_cast<std::uint32_t>(text.size()));
    const std::uint32_t end = begin + static_cast<std::uint32_t>(shown.size());
    std::uint32_t at = begin;
    for (const Mark& mark : marks_of(text, {begin, end}, std::move(typed_ranges), std::move(changed))) {
      html.text(text.substr(at, mark.range.begin - at)).markup(mark.typed ? "<mark>" : "<mark class=\"c\">");
      html.text(text.substr(mark.range.begin, mark.range.size())).markup("</mark>");
      at = mark.range.end;
    }
    html.text(text.substr(at, end - at));
    if (end < span.range.end && end < text.size())
      html.markup(" <span class=\"cut\" title=\"").text(words_.at("side.cut")).markup("\">…</span>");
  }

  /// One statement with its source, time and links. `sign`: a relation's name, or nothing.
  void append_side(Html& html, const Span& span, std::vector<ByteRange> typed_ranges, std::vector<ByteRange> changed,
                   std::string_view sign = {}, std::string_view note = {}) const {
    const Article& article = view_.article(span.article);
    html.markup("<figure class=\"side\"><figcaption>");
    if (!sign.empty()) append_sign(html, sign, {});
    html.markup("<b>")
        .markup(isolated(outlet_name(span.article)))
        .markup("</b> ")
        .markup(published_html(words_, article, TimeStyle::brief));
    if (span.field == Field::title)
      html.markup(" <span class=\"tag\">").text(words_.at("side.headline")).markup("</span>");
    if (!note.empty()) html.markup(" <span class=\"tag\">").text(words_.at(note)).markup("</span>");
    html.markup("</figcaption><blockquote dir=\"auto\"").markup(lang_attribute(article.lang)).markup(">");
    append_marked(html, span, std::move(typed_ranges), std::move(changed));
    html.markup("</blockquote><p class=\"go\">");
    if (is_web_address(article.url)) {
      html.markup("<a rel=\"noreferrer\" href=\"").text(article.url);
      // A text fragment takes the reader to the sentence itself.
      if (span.field == Field::text && article.url.find('#') == std::string::npos)
        html.markup("#:~:text=").markup(percent_encode(shortened(words_at(report_, span), 60)));
      html.markup("\">").text(words_.at("side.source")).markup("</a> ");
    }
    html.markup("<a href=\"").markup(link_to(span)).markup("\">").text(words_.at("side.context"));
    html.markup("</a></p></figure>\n");
  }

  void append_pair(Html& html, const StatementPair& pair) const {
    html.markup("<div class=\"pair\">\n");
    const bool b_first = b_comes_first(report_, pair);
    for (const bool is_a : {!b_first, b_first})
      append_side(html, is_a ? pair.a : pair.b, typed(pair, is_a), is_a ? pair.changed_a : pair.changed_b);
    html.markup("</div>\n");
  }

  void append_values(Html& html, const StatementPair& pair, const Difference& difference) const {
    if (difference.a_value.empty() && difference.b_value.empty()) return;
    const bool b_first = b_comes_first(report_, pair);
    const auto value = [](const std::string& text) {
      return text.empty() ? std::string("–") : isolated(shortened(text, 120));
    };
    html.markup(" <span class=\"values\">")
        .markup(value(b_first ? difference.b_value : difference.a_value))
        .markup(" <i>");
    html.text(words_.at("glyph." + std::string(to_string(difference.relation)))).markup("</i> ");
    html.markup(value(b_first ? difference.a_value : difference.b_value)).markup("</span>");
  }

  void append_why(Html& html, const Difference& difference) const {
    html.markup("<p class=\"why\" dir=\"auto\">").text(difference.why);
    if (!difference.rule.empty())
      html.markup(" <small title=\"")
          .text(words_.at("card.rule"))
          .markup("\">")
          .markup(isolated(difference.rule))
          .markup("</small>");
    html.markup("</p>\n");
  }

  /// The differences of a pair but its gravest, which heads the card.
  void append_other_differences(Html& html, const StatementPair& pair) const {
    for (const Difference& difference : pair.differences) {
      if (&difference == &gravest(pair)) continue;
      html.markup("<div class=\"also r-")
          .markup(to_string(difference.relation))
          .markup("\">")
          .markup(badge(words_, to_string(difference.relation), to_string(difference.kind)));
      append_values(html, pair, difference);
      append_why(html, difference);
      html.markup("</div>\n");
    }
  }

  // Cards

  void open_card(Html& html, std::string_view id, Relation relation, std::string_view kind,
                 const StatementPair* pair) const {
    html.markup("<article class=\"card r-").markup(to_string(relation)).markup("\" tabindex=\"-1\" id=\"d-").text(id);
    html.markup("\">\n<h3>").markup(badge(words_, to_string(relation), kind));
    const bool has_difference = pair && !pair->differences.empty();
    if (has_difference) append_values(html, *pair, gravest(*pair));
    html.markup("</h3>\n");
    if (has_difference) append_why(html, gravest(*pair));
  }

  std::string card(const Finding& finding) const {
    Html html;
    const StatementPair* lead = finding.pairs.empty() ? nullptr : &comparison_.pairs[finding.pairs.front()];
    open_card(html, finding.id, finding.relation, finding.kind, lead);
    if (lead) {
      append_pair(html, *lead);
      append_other_differences(html, *lead);
    } else {
      append_side(html, finding.claim->medoid, {}, {});
    }
    if (finding.claim) append_who(html, *finding.claim);

    const std::vector<std::uint32_t> more = further_pairs(finding);
    if (!more.empty()) {
      html.markup("<details><summary>")
          .markup(words_.html("card.more", {{"n", std::to_string(more.size())}}))
          .markup("</summary>\n");
      for (const std::uint32_t index : std::span(more).first(std::min(more.size(), pairs_of_card))) {
        const StatementPair& pair = comparison_.pairs[index];
        append_pair(html, pair);
        if (!pair.differences.empty()) append_why(html, gravest(pair));
      }
      if (more.size() > pairs_of_card)
        html.markup("<p class=\"faint\">")
            .markup(words_.html("card.rest", {{"n", std::to_string(more.size() - pairs_of_card)}}))
            .markup("</p>\n");
      html.markup("</details>\n");
    }
    if (finding.claim)
      html.markup("<p class=\"row\"><a href=\"")
          .markup(link(finding.id, finding.id))
          .markup("\">")
          .text(words_.at("card.row"))
          .markup("</a></p>\n");
    html.markup("</article>\n");
    return std::move(html.bytes);
  }

  /// The pairs that show other values than the lead does, one for each two values.
  std::vector<std::uint32_t> further_pairs(const Finding& finding) const {
    std::vector<std::uint32_t> more;
    std::set<std::array<std::string, 3>> shown;
    for (const std::uint32_t index : finding.pairs) {
      const StatementPair& pair = comparison_.pairs[index];
      std::array<std::string, 3> values{kind_of(pair), {}, {}};
      if (!pair.differences.empty()) values = {kind_of(pair), gravest(pair).a_value, gravest(pair).b_value};
      std::sort(values.begin() + 1, values.end());
      if (shown.insert(values).second && index != finding.pairs.front()) more.push_back(index);
    }
    return more;
  }

  /// Who reports which value, who is silent.
  void append_who(Html& html, const Claim& claim) const {
    struct Reported {
      std::string_view normalised, verbatim;
      std::vector<std::uint32_t> origins;
    };
    std::vector<Reported> values;
    std::set<std::uint32_t> stating;
    for (const ClaimCell& cell : claim.cells) {
      stating.insert(cell.origin);
      const std::string_view normalised = cell.normalised.empty() ? cell.value : cell.normalised;
      if (normalised.empty()) continue;
      auto found = std::ranges::find(values, normalised, &Reported::normalised);
      if (found == values.end())
        found = values.insert(values.end(), {normalised, cell.value.empty() ? normalised : cell.value, {}});
      if (std::ranges::find(found->origins, cell.origin) == found->origins.end()) found->origins.push_back(cell.origin);
    }
    if (stating.size() <= 2 && claim.silent.empty() && claim.not_expected.empty()) return;
    html.markup("<ul class=\"who\">\n");
    for (const Reported& value : values)
      html.markup("<li>").markup(said_by("card.reports", value.origins, quoted(value.verbatim))).markup("</li>\n");
    if (!claim.silent.empty())
      html.markup("<li class=\"faint\">").markup(said_by("card.silent", claim.silent)).markup("</li>\n");
    if (!claim.not_expected.empty())
      html.markup("<li class=\"faint\">").markup(said_by("card.not_expected", claim.not_expected)).markup("</li>\n");
    html.markup("</ul>\n");
  }

  std::string card_within(const StatementPair& pair) const {
    Html html;
    open_card(html, pair.id, pair.relation, kind_of(pair), &pair);
    append_pair(html, pair);
    append_other_differences(html, pair);
    html.markup("</article>\n");
    return std::move(html.bytes);
  }

  // The matrix of claims and origins

  void append_sign(Html& html, std::string_view relation, std::string_view of) const {
    const std::string_view meaning = words_.at("relation." + std::string(relation));
    html.markup("<span class=\"g r-")
        .markup(relation)
        .markup("\" role=\"img\" aria-label=\"")
        .text(of)
        .markup(of.empty() ? "" : ": ");
    html.text(meaning)
        .markup("\" title=\"")
        .text(meaning)
        .markup("\">")
        .text(words_.at("glyph." + std::string(relation)))
        .markup("</span> ");
  }

  /// The origins that have a column: all, or those that state most.
  std::vector<std::uint32_t> columns() const {
    std::vector<std::uint32_t> origins = event_.origins;
    if (origins.size() <= columns_at_most) return origins;
    std::map<std::uint32_t, std::size_t> stated;
    for (const Claim& claim : comparison_.claims)
      for (const ClaimCell& cell : claim.cells) ++stated[cell.origin];
    std::stable_sort(origins.begin(), origins.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return stated[a] > stated[b]; });
    origins.resize(columns_at_most);
    std::vector<std::uint32_t> in_order;
    std::ranges::copy_if(event_.origins, std::back_inserter(in_order),
                         [&](std::uint32_t one) { return std::ranges::find(origins, one) != origins.end(); });
    return in_order;
  }

  std::string matrix_head(const std::vector<std::uint32_t>& origins) const {
    Html html;
    html.markup(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix\"><table class=\"matrix\" "
        "role=\"table\">\n"
        "<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">");
    html.text(words_.at("matrix.statement")).markup("</th>");
    for (const std::uint32_t one : origins) {
      const Origin& origin = report_.origins[one];
      html.markup("<th role=\"columnheader\" scope=\"col\">").markup(isolated(origin_name(one))).markup("<span>");
      html.markup(published_html(words_, view_.article(origin.representative), TimeStyle::tiny)).markup("</span>");
      if (origin.articles.size() > 1)
        html.markup("<span>").text(words_.counted("copies", origin.articles.size() - 1)).markup("</span>");
      html.markup("</th>");
    }
    html.markup("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    return std::move(html.bytes);
  }

  std::string matrix_row(const Claim& claim, const std::vector<std::uint32_t>& origins) const {
    Html html;
    const Article& medoid = view_.article(claim.medoid.article);
    html.markup("<tr role=\"row\" class=\"r-")
        .markup(to_string(claim.relation))
        .markup("\" tabindex=\"-1\" id=\"")
        .text(claim.id);
    html.markup("\"><th role=\"rowheader\" scope=\"row\">")
        .markup(badge(words_, to_string(claim.relation), claim.kind));
    html.markup(" <span class=\"tag\">")
        .text(words_.counted("sources", claim.independent_sources))
        .markup("</span><p dir=\"auto\"")
        .markup(lang_attribute(medoid.lang))
        .markup(">")
        .text(shortened(words_at(report_, claim.medoid), 400));
    html.markup("</p></th>");
    for (const std::uint32_t origin : origins) append_cell(html, claim, origin);
    html.markup("</tr>\n<tr role=\"row\" class=\"more\"><td role=\"cell\" colspan=\"")
        .markup(std::to_string(origins.size() + 1));
    html.markup("\"><details><summary>")
        .text(words_.at("matrix.sentences"))
        .markup("</summary>\n<div class=\"sentences\">\n");
    append_sentences(html, claim);
    html.markup("</div></details></td></tr>\n");
    return std::move(html.bytes);
  }

  void append_cell(Html& html, const Claim& claim, std::uint32_t origin) const {
    const std::string name = "<span class=\"o\">" + isolated(origin_name(origin)) + "</span> ";
    bool stated = false;
    for (const ClaimCell& cell : claim.cells) {
      if (cell.origin != origin) continue;
      html.markup(stated ? "<br>"
                         : "<td role=\"cell\" class=\"r-" + std::string(to_string(cell.relation)) + "\">" + name);
      append_sign(html, to_string(cell.relation), {});
      html.markup("<a href=\"").markup(link_to(cell.span)).markup("\">");
      html.markup(cell.value.empty() ? word("relation." + std::string(to_string(cell.relation)))
                                     : isolated(shortened(cell.value, 120)))
          .markup("</a>");
      stated = true;
    }
    if (!stated) {
      const bool expected = std::ranges::find(claim.not_expected, origin) == claim.not_expected.end();
      const std::string_view relation = expected ? "silent" : "not_expected";
      html.markup("<td role=\"cell\" class=\"r-").markup(relation).markup("\">").markup(name);
      append_sign(html, relation, {});
    }
    html.markup("</td>");
  }

  /// The claim's sentences, the medoid's first, the others marked where they differ from it.
  void append_sentences(Html& html, const Claim& claim) const {
    std::vector<ByteRange> medoid_typed;
    std::size_t shown = 0;
    Html others;
    for (const ClaimCell& cell : claim.cells) {
      if (cell.span == claim.medoid) continue;
      const bool medoid_first = claim.medoid < cell.span;
      const auto found =
          pair_of_.find(medoid_first ? std::pair{claim.medoid, cell.span} : std::pair{cell.span, claim.medoid});
      const StatementPair* pair = found != pair_of_.end() ? &comparison_.pairs[found->second] : nullptr;
      if (pair)
        for (const ByteRange range : typed(*pair, medoid_first)) medoid_typed.push_back(range);
      if (++shown > rows_of_sentences) continue;
      if (!pair)
        append_side(others, cell.span, {}, {}, to_string(cell.relation));
      else
        append_side(others, cell.span, typed(*pair, !medoid_first), medoid_first ? pair->changed_b : pair->changed_a,
                    to_string(cell.relation));
    }
    append_side(html, claim.medoid, std::move(medoid_typed), {}, {}, "matrix.base");
    html.markup(others.bytes);
    if (shown > rows_of_sentences)
      html.markup("<p>")
          .markup(words_.html("matrix.hidden", {{"n", std::to_string(shown - rows_of_sentences)}}))
          .markup("</p>\n");
    if (!claim.pairs_complete) html.markup("<p class=\"faint\">").text(words_.at("matrix.incomplete")).markup("</p>\n");
  }

  // Lineage

  std::string origin_block(std::uint32_t origin_index) const {
    const Origin& origin = report_.origins[origin_index];
    Html html;
    if (origin.articles.size() == 1) {
      html.markup("<li class=\"origin alone\">");
      append_link_of_chain(html, origin, origin.articles.front());
      html.markup("</li>\n");
      return std::move(html.bytes);
    }
    html.markup("<li class=\"origin\"><h3>")
        .markup(isolated(origin_name(origin_index)))
        .markup(" <span class=\"faint\">");
    html.text(words_.counted("articles", origin.articles.size())).markup("</span></h3>\n<ol class=\"chain\">\n");
    for (const ArticleIndex article : origin.articles) {
      html.markup("<li>");
      append_link_of_chain(html, origin, article);
      html.markup("</li>\n");
    }
    html.markup("</ol>\n");

    std::vector<const StatementPair*> changes;
    for (const StatementPair& pair : comparison_.internal) {
      const auto found = origin_of_.find(pair.a.article);
      const bool changed = !pair.differences.empty() || !pair.changed_a.empty() || !pair.changed_b.empty();
      if (pair.a.article != pair.b.article && changed && found != origin_of_.end() && found->second == origin_index)
        changes.push_back(&pair);
    }
    if (!changes.empty()) {
      html.markup("<details><summary>")
          .markup(words_.html("lineage.changed", {{"n", std::to_string(changes.size())}}))
          .markup("</summary>\n");
      for (std::size_t i = 0; i < std::min(changes.size(), changes_of_origin); ++i) {
        if (!changes[i]->differences.empty()) {
          html.markup("<p class=\"also r-")
              .markup(to_string(changes[i]->relation))
              .markup("\">")
              .markup(badge(words_, to_string(changes[i]->relation), kind_of(*changes[i])));
          append_values(html, *changes[i], gravest(*changes[i]));
          html.markup("</p>\n");
        }
        append_pair(html, *changes[i]);
      }
      html.markup("</details>\n");
    }
    html.markup("</li>\n");
    return std::move(html.bytes);
  }

  void append_link_of_chain(Html& html, const Origin& origin, ArticleIndex index) const {
    const Article& article = view_.article(index);
    html.markup(published_html(words_, article, TimeStyle::brief))
        .markup(" <b>")
        .markup(isolated(source_name(article)));
    html.markup("</b> <a href=\"")
        .markup(link(anchor(index), anchor(index)))
        .markup("\" dir=\"auto\"")
        .markup(lang_attribute(article.lang));
    html.markup(">").text(view_.headline(article)).markup("</a>");
    const auto tag = [&](const std::string& escaped) {
      html.markup(" <span class=\"tag\">").markup(escaped).markup("</span>");
    };
    if (origin.articles.size() > 1) {
      if (index == origin.articles.front())
        tag(word("lineage.first"));
      else
        tag(relation_in_chain(index));
    }
    if (!article.agency.empty()) tag(word("lineage.credit") + " " + isolated(article.agency));
  }

  std::string relation_in_chain(ArticleIndex index) const {
    const auto& strongest = view_.link_from(index);
    if (!strongest) return word("lineage.rewrite");
    // Rounded down: 100 is said of nothing that differs.
    const std::string percent = std::to_string(static_cast<int>(std::floor(strongest->value * 100 + 1e-9)));
    const std::string name = isolated(source_name(view_.article(strongest->to)));
    return words_.html(strongest->kind == LinkKind::jaccard ? "lineage.copy" : "lineage.contained",
                       {{"value", percent}, {"name", name}});
  }

  // Full texts

  std::string text_block(ArticleIndex index) const {
    const Article& article = view_.article(index);
    const auto origin = origin_of_.find(index);
    const bool copy = origin != origin_of_.end() && report_.origins[origin->second].representative != index;
    Html html;
    html.markup("<article class=\"text\" tabindex=\"-1\" id=\"")
        .markup(anchor(index))
        .markup("\">\n<h3 dir=\"auto\"")
        .markup(lang_attribute(article.lang))
        .markup(">");
    if (article.title)
      append_highlighted(html, index, Field::title);
    else
      html.text(view_.headline(article));
    html.markup("</h3>\n<p class=\"meta\"><b>")
        .markup(isolated(outlet_name(index)))
        .markup("</b> ")
        .markup(published_html(words_, article, TimeStyle::brief));
    if (copy)
      html.markup(" <span class=\"tag\">")
          .text(words_.at("text.copy"))
          .markup(" ")
          .markup(isolated(origin_name(origin->second)))
          .markup("</span>");
    if (is_web_address(article.url))
      html.markup(" <a rel=\"noreferrer\" href=\"")
          .text(article.url)
          .markup("\">")
          .text(words_.at("side.source"))
          .markup("</a>");
    html.markup("</p>\n");
    if (article.text.empty()) {
      html.markup("<p class=\"faint\">").text(words_.at("text.empty")).markup("</p>\n");
    } else {
      if (copy) html.markup("<details><summary>").text(words_.at("text.copy")).markup("</summary>");
      html.markup("<div class=\"body\" dir=\"auto\"").markup(lang_attribute(article.lang)).markup(">");
      append_highlighted(html, index, Field::text);
      html.markup("</div>\n");
      if (copy) html.markup("</details>\n");
    }
    html.markup("</article>\n");
    return std::move(html.bytes);
  }

  /// The field with its statements highlighted; where they overlap, the gravest shows, and each keeps its anchor.
  void append_highlighted(Html& html, ArticleIndex index, Field field) const {
    const std::string_view text = field_text(view_.article(index), field);
    const auto shown = static_cast<std::uint32_t>(shortened(text, text_bytes).size());
    const auto first = statements_.lower_bound({index, field, {0, 0}});
    std::vector<std::pair<Span, const Statement*>> here;
    std::set<std::uint32_t> cuts{0, shown};
    for (auto at = first; at != statements_.end() && at->first.article == index && at->first.field == field; ++at) {
      const ByteRange range = at->first.range;
      if (range.empty() || range.end > shown) continue;
      here.emplace_back(at->first, &at->second);
      cuts.insert(static_cast<std::uint32_t>(code_point_start(text, range.begin)));
      cuts.insert(static_cast<std::uint32_t>(code_point_start(text, range.end)));
    }
    std::size_t next = 0;
    std::vector<std::pair<Span, const Statement*>> open;
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
      const std::uint32_t begin = *cut, end = *std::next(cut);
      for (; next < here.size() && code_point_start(text, here[next].first.range.begin) <= begin; ++next) {
        html.markup("<span id=\"").markup(anchor(here[next].first)).markup("\"></span>");
        open.push_back(here[next]);
      }
      const Statement* grave = nullptr;
      for (const auto& [span, statement] : open)
        if (!grave || gravity(statement->relation) > gravity(grave->relation)) grave = statement;
      if (grave) html.markup("<span class=\"st r-").markup(to_string(grave->relation)).markup("\">");
      html.text(text.substr(begin, end - begin));
      if (grave) html.markup("</span>");
      std::erase_if(open, [&](const auto& one) {
        if (code_point_start(text, one.first.range.end) > end) return false;
        append_reference(html, *one.second);
        return true;
      });
    }
    if (shown < text.size()) html.markup(" <span class=\"cut\">… ").text(words_.at("text.rest")).markup("</span>");
  }

  void append_reference(Html& html, const Statement& statement) const {
    const std::string relation(to_string(statement.relation));
    html.markup("<a class=\"ref r-")
        .markup(relation)
        .markup("\" href=\"")
        .markup(link(statement.key, statement.key))
        .markup("\" aria-label=\"");
    const std::string meaning = escape_html(kind_name(words_, statement.kind)) + ": " + word("relation." + relation);
    html.markup(meaning)
        .markup("\" title=\"")
        .markup(meaning)
        .markup("\">")
        .text(words_.at("glyph." + relation))
        .markup("</a>");
  }

  // Pages

  std::vector<Block> render() const {
    std::vector<Block> blocks;
    const auto add = [&](Section section, std::string html, std::string key) {
      if (html.size() > block_bytes) {
        // A table row has to stay one.
        const std::string note = word("card.too_large");
        html = section == Section::matrix ? "<tr id=\"" + key + "\"><td>" + note + "</td></tr>\n"
                                          : "<p id=\"" + key + "\">" + note + "</p>\n";
      }
      blocks.push_back({section, std::move(html), std::move(key)});
    };
    for (const Finding& finding : seen_.findings) {
      const Section section = finding.relation == Relation::diverge ? Section::diverge
                              : finding.relation == Relation::check ? Section::check
                                                                    : Section::update;
      add(section, card(finding), "d-" + std::string(finding.id));
    }
    for (const std::uint32_t index : seen_.within)
      add(Section::within, card_within(comparison_.internal[index]), "d-" + comparison_.internal[index].id);
    const std::vector<std::uint32_t> shown = columns();
    if (event_.origins.size() > 1)
      for (const Claim& claim : comparison_.claims) add(Section::matrix, matrix_row(claim, shown), claim.id);
    for (const std::uint32_t origin : event_.origins)
      add(Section::lineage, origin_block(origin), report_.origins[origin].id);
    for (const ArticleIndex article : event_.articles) add(Section::texts, text_block(article), anchor(article));
    return blocks;
  }

  void append_section_begin(Html& html, Section section) const {
    const std::string name(name_of(section));
    html.markup("<section class=\"s-")
        .markup(name)
        .markup("\"><h2 id=\"")
        .markup(name)
        .markup("\">")
        .text(words_.at("section." + name));
    html.markup("</h2>\n");
    if (words_.has("section." + name + ".note"))
      html.markup("<p class=\"note\">").text(words_.at("section." + name + ".note")).markup("</p>\n");
    if (section == Section::matrix) {
      const std::vector<std::uint32_t> shown = columns();
      if (shown.size() < event_.origins.size())
        html.markup("<p class=\"note\">")
            .markup(words_.html("section.matrix.more", {{"n", std::to_string(shown.size())}}))
            .markup("</p>\n");
      append_legend(html);
      html.markup(matrix_head(shown));
    } else if (section == Section::lineage) {
      html.markup("<ol class=\"lineage\">\n");
    }
  }

  void append_legend(Html& html) const {
    html.markup("<p class=\"legend\">");
    for (const std::string_view relation :
         {"match", "compatible", "update", "diverge", "check", "silent", "not_expected"})
      html.markup("<span><b class=\"g r-")
          .markup(relation)
          .markup("\" aria-hidden=\"true\">")
          .text(words_.at("glyph." + std::string(relation)))
          .markup("</b> ")
          .text(words_.at("relation." + std::string(relation)))
          .markup("</span> ");
    html.markup("</p>\n");
  }

  static void append_section_end(Html& html, Section section) {
    if (section == Section::matrix) html.markup("</tbody></table></div>\n");
    if (section == Section::lineage) html.markup("</ol>\n");
    html.markup("</section>\n");
  }

  std::string page(std::span<const Block> blocks, std::size_t part, std::size_t parts) const {
    Html html;
    html.markup(page_begin(words_, view_.headline(index_), script));
    append_header(html, part, parts);
    html.markup("<main id=\"main\">\n");
    if (part == 0 && seen_.count(Relation::diverge) == 0 && event_.origins.size() > 1)
      html.markup("<p class=\"note none\">").text(words_.at("section.diverge.none")).markup("</p>\n");
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (i == 0 || blocks[i].section != blocks[i - 1].section) append_section_begin(html, blocks[i].section);
      html.markup(blocks[i].html);
      if (i + 1 == blocks.size() || blocks[i + 1].section != blocks[i].section)
        append_section_end(html, blocks[i].section);
    }
    html.markup("</main>\n<footer>\n");
    append_parts(html, part, parts);
    html.markup("<p>")
        .text(words_.at("about.note"))
        .markup("</p>\n<p class=\"keys\" hidden>")
        .text(words_.at("keys"))
        .markup("</p>\n");
    html.markup("<p><a href=\"../index.html\">")
        .text(words_.at("back"))
        .markup("</a></p>\n</footer>\n")
        .markup(page_end(script));
    return std::move(html.bytes);
  }

  void append_parts(Html& html, std::size_t part, std::size_t parts) const {
    if (parts == 1) return;
    html.markup("<nav class=\"parts\" aria-label=\"").text(words_.at("parts")).markup("\">");
    for (std::size_t i = 0; i < parts; ++i) {
      const std::string label = words_.html("part", {{"n", std::to_string(i + 1)}, {"all", std::to_string(parts)}});
      if (i == part)
        html.markup("<b aria-current=\"page\">").markup(label).markup("</b> ");
      else
        html.markup("<a href=\"").text(file_name(i)).markup("\">").markup(label).markup("</a> ");
    }
    html.markup("</nav>\n");
  }

  void append_header(Html& html, std::size_t part, std::size_t parts) const {
    const Article& medoid = view_.article(seen_.medoid);
    html.markup("<header class=\"top\">\n<p class=\"kicker\"><a href=\"../index.html\">")
        .text(words_.at("brand"))
        .markup(" · ")
        .text(words_.at("back"));
    html.markup("</a></p>\n<p class=\"period\">")
        .markup(period_html(words_, report_, event_))
        .markup("</p>\n<h1 dir=\"auto\"")
        .markup(lang_attribute(medoid.lang));
    html.markup(">")
        .text(view_.headline(index_))
        .markup("</h1>\n<p class=\"counts\">")
        .text(words_.counted("articles", event_.articles.size()));
    html.markup(words_.html("list.and"))
        .markup(" ")
        .text(words_.counted("outlets", seen_.outlets))
        .markup(words_.html("list.and"))
        .markup(" <b>");
    html.text(words_.counted("origins", event_.origins.size())).markup("</b></p>\n");
    append_parts(html, part, parts);
    if (part == 0) {
      if (!event_.keywords.empty()) {
        html.markup("<p class=\"keywords\">");
        for (std::size_t i = 0; i < std::min<std::size_t>(event_.keywords.size(), 8); ++i)
          html.markup(isolated(event_.keywords[i])).markup(" ");
        html.markup("</p>\n");
      }
      if (event_.parent) append_related(html, "follows", {*event_.parent});
      append_related(html, "followed", seen_.followers);
      append_related(html, "mentions", event_.mentions);
    }
    append_navigation(html);
    html.markup("</header>\n");
  }

  void append_related(Html& html, std::string_view key, const std::vector<std::uint32_t>& events) const {
    if (events.empty()) return;
    html.markup("<p class=\"related\">").text(words_.at(key)).markup(": ");
    for (const std::uint32_t one : std::span(events).first(std::min<std::size_t>(events.size(), 50))) {
      const Article& article = view_.article(view_.event(one).medoid);
      std::string target = view_.page_of(one);
      // A page lies beside this one; an event without one is linked where it was published.
      target = !target.empty()               ? target.substr(target.find('/') + 1)
               : is_web_address(article.url) ? article.url
                                             : std::string();
      html.markup("<span>");
      if (!target.empty()) html.markup("<a rel=\"noreferrer\" href=\"").text(target).markup("\">");
      html.markup("<bdi").markup(lang_attribute(article.lang)).markup(">").text(view_.headline(one)).markup("</bdi>");
      if (!target.empty()) html.markup("</a>");
      html.markup(" ").markup(published_html(words_, article, TimeStyle::tiny)).markup("</span> ");
    }
    html.markup("</p>\n");
  }

  void append_navigation(Html& html) const {
    const std::array<std::size_t, 7> counts{seen_.count(Relation::diverge),
                                            seen_.count(Relation::check),
                                            seen_.count(Relation::update),
                                            seen_.within.size(),
                                            event_.origins.size() > 1 ? comparison_.claims.size() : 0,
                                            event_.origins.size(),
                                            event_.articles.size()};
    html.markup("<nav class=\"sections\"><ul>");
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      const std::string name(section_names[i]);
      html.markup("<li><a href=\"")
          .markup(link(name, name))
          .markup("\">")
          .text(words_.at("section." + name))
          .markup(" <b>");
      html.markup(std::to_string(counts[i])).markup("</b></a></li>");
    }
    html.markup("</ul></nav>\n");
  }

  const ReportView& view_;
  const Report& report_;
  std::uint32_t index_;
  const Event& event_;
  const EventView& seen_;
  const EventClaims& comparison_;
  const Words& words_;
  std::map<std::uint32_t, std::string> names_;  ///< Of origins.
  std::map<ArticleIndex, std::uint32_t> origin_of_;
  std::map<std::pair<Span, Span>, std::uint32_t> pair_of_;
  std::map<Span, Statement> statements_;
  std::map<std::string, std::string, std::less<>> files_;  ///< File of each block and section, where there are several.
};

}  // namespace

void write_event_pages(const ReportView& view, std::uint32_t event, const PageSink& sink) {
  EventPages(view, event).write(sink);
}

}  // namespace tawatur
