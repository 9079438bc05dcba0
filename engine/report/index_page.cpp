#include <algorithm>
#include <ranges>
#include <tuple>

#include "report/escape.h"
#include "report/page.h"
#include "report/utf8.h"

namespace tawatur {

namespace {

constexpr std::string_view script = "page/index.js";
constexpr std::size_t list_bytes = 2'700'000;  ///< Leaves room for the frame of the page.
constexpr std::size_t gist_findings = 3;
constexpr std::size_t gist_outlets = 12;
constexpr std::size_t gist_keywords = 6;
constexpr std::size_t inputs_shown = 200;

/// A page of the index.
struct ListPage {
  bool singles = false;
  std::string items;
};

class IndexPages {
 public:
  explicit IndexPages(const ReportView& view) : view_(view), report_(view.report()), words_(Words::of(view.lang())) {}

  /// Divergences between many independent origins come first, then much reported events; a total order by id.
  auto rank(std::uint32_t event) const {
    const EventView& seen = view_.event(event);
    const auto less = [](std::size_t count) { return -static_cast<std::int64_t>(count); };
    return std::tuple{less(seen.diverging_origins), less(seen.count(Relation::diverge)), less(seen.sources),
                      less(report_.events[event].origins.size()), less(report_.events[event].articles.size()),
                      std::string_view(report_.events[event].id)};
  }

  void write(const PageSink& sink) {
    std::vector<std::uint32_t> shared, singles;
    for (std::uint32_t i = 0; i < view_.size(); ++i) (report_.events[i].articles.size() > 1 ? shared : singles).push_back(i);
    std::ranges::sort(shared, {}, [this](std::uint32_t event) { return rank(event); });

    std::vector<ListPage> pages(1);
    const auto add = [&](std::string item, bool single) {
      if (pages.back().singles != single || pages.back().items.size() + item.size() > list_bytes) pages.push_back({single, {}});
      pages.back().items += item;
    };
    for (const std::uint32_t event : shared) add(entry(event), false);
    for (const std::uint32_t event : singles) add(single_entry(event), true);
    for (std::size_t i = pages.size(); i-- > 0;) sink(file_name(i), page(pages, i, shared.size(), singles.size()));
  }

 private:
  static std::string file_name(std::size_t page) { return page == 0 ? "index.html" : "more-" + std::to_string(page) + ".html"; }

  std::string entry(std::uint32_t index) const {
    const Event& event = report_.events[index];
    const EventView& seen = view_.event(index);
    const std::size_t diverging = seen.count(Relation::diverge);
    Html html;
    html.markup("<li class=\"ev").markup(diverging > 0 ? " dv" : "").markup(seen.sources > 1 ? " ms" : "").markup("\" tabindex=\"-1\" id=\"").text(event.id);
    html.markup("\">\n<h2 dir=\"auto\"").markup(lang_attribute(view_.article(seen.medoid).lang)).markup("><a href=\"").text(view_.page_of(index));
    html.markup("\">").text(view_.headline(index)).markup("</a></h2>\n<p class=\"meta\"><span>").markup(period_html(words_, report_, event)).markup("</span> <span>");
    html.text(words_.counted("outlets", seen.outlets)).markup("</span> <b>").text(words_.counted("origins", event.origins.size())).markup("</b></p>\n");
    append_gist(html, index);
    append_outlets(html, event);
    html.markup("</li>\n");
    return std::move(html.bytes);
  }

  /// The gravest findings with their values, and how many there are.
  void append_gist(Html& html, std::uint32_t index) const {
    const EventView& seen = view_.event(index);
    if (seen.findings.empty()) return;
    html.markup("<ul class=\"gist\">");
    std::size_t shown = 0;
    for (const Finding& finding : seen.findings) {
      if (finding.relation != Relation::diverge || shown == gist_findings) break;
      ++shown;
      html.markup("<li><a href=\"").text(view_.page_of(index)).markup("#d-").text(finding.id).markup("\">");
      html.markup(badge(words_, "diverge", finding.kind)).markup("</a>");
      if (!finding.pairs.empty()) append_values(html, claims_of(report_, index).pairs[finding.pairs.front()], finding.kind);
      html.markup("</li>");
    }
    html.markup("</ul>\n<p class=\"sum\">");
    for (const auto& [relation, key] : {std::pair{Relation::diverge, "divergences"}, {Relation::check, "checks"}, {Relation::update, "updates"}})
      if (const std::size_t count = seen.count(relation); count > 0)
        html.markup("<span><b class=\"g r-").markup(to_string(relation)).markup("\" aria-hidden=\"true\">")
            .text(words_.at("glyph." + std::string(to_string(relation)))).markup("</b> ").text(words_.counted(key, count)).markup("</span> ");
    html.markup("</p>\n");
  }

  void append_values(Html& html, const StatementPair& pair, std::string_view kind) const {
    for (const Difference& difference : pair.differences) {
      if (to_string(difference.kind) != kind || difference.a_value.empty() || difference.b_value.empty()) continue;
      const bool b_first = b_comes_first(report_, pair);
      html.markup(" <span class=\"values\">").markup(isolated(shortened(b_first ? difference.b_value : difference.a_value, 60))).markup(" <i>");
      html.text(words_.at("glyph.diverge")).markup("</i> ").markup(isolated(shortened(b_first ? difference.a_value : difference.b_value, 60)));
      html.markup("</span>");
      return;
    }
  }

  void append_outlets(Html& html, const Event& event) const {
    std::vector<std::string_view> names;
    for (const std::uint32_t origin : event.origins) {
      const std::string& source = view_.article(report_.origins[origin].representative).source;
      if (!source.empty() && std::ranges::find(names, source) == names.end()) names.push_back(source);
      if (names.size() > gist_outlets) break;
    }
    if (names.empty() && event.keywords.empty()) return;
    html.markup("<p class=\"outlets\">");
    for (std::size_t i = 0; i < std::min(names.size(), gist_outlets); ++i) html.markup(i > 0 ? words_.html("list.and") + " " : "").markup(isolated(names[i]));
    if (names.size() > gist_outlets) html.markup(" …");
    for (std::size_t i = 0; i < std::min(event.keywords.size(), gist_keywords); ++i)
      html.markup(" <bdi class=\"kw\">").text(event.keywords[i]).markup("</bdi>");
    html.markup("</p>\n");
  }

  std::string single_entry(std::uint32_t index) const {
    const Event& event = report_.events[index];
    const Article& article = view_.article(event.articles.front());
    const std::string own = view_.page_of(index);
    const std::string_view target = !own.empty() ? std::string_view(own) : is_web_address(article.url) ? std::string_view(article.url) : std::string_view();
    Html html;
    html.markup("<li class=\"one\" id=\"").text(event.id).markup("\">").markup(published_html(words_, article, TimeStyle::brief)).markup(" ");
    if (!article.source.empty()) html.markup("<b>").markup(isolated(article.source)).markup("</b> ");
    if (!target.empty()) html.markup("<a rel=\"noreferrer\" href=\"").text(target).markup("\">");
    html.markup("<bdi").markup(lang_attribute(article.lang)).markup(">").text(view_.headline(article)).markup("</bdi>");
    if (!target.empty()) html.markup("</a>");
    if (!own.empty()) html.markup(" ").markup(badge(words_, "check", "title_body"));
    if (event.parent) append_related(html, "follows", *event.parent);
    for (const std::uint32_t mention : std::span(event.mentions).first(std::min<std::size_t>(event.mentions.size(), 20)))
      append_related(html, "mentions", mention);
    html.markup("</li>\n");
    return std::move(html.bytes);
  }

  void append_related(Html& html, std::string_view key, std::uint32_t event) const {
    const std::string target = view_.page_of(event);
    html.markup(" <span class=\"rel\">").text(words_.at(key)).markup(": ");
    if (!target.empty()) html.markup("<a href=\"").text(target).markup("\">");
    html.markup(isolated(view_.headline(event)));
    if (!target.empty()) html.markup("</a>");
    html.markup("</span>");
  }

  std::string page(const std::vector<ListPage>& pages, std::size_t number, std::size_t shared, std::size_t singles) const {
    const ListPage& list = pages[number];
    Html html;
    html.markup(page_begin(words_, std::string(words_.at("brand")) + " · " + std::string(words_.at(list.singles ? "index.singles" : "index.title")), script));
    html.markup("<header class=\"top\">\n<p class=\"kicker\">").text(words_.at("brand")).markup("</p>\n<h1>");
    html.text(words_.at(list.singles ? "index.singles" : "index.title")).markup("</h1>\n");
    if (number == 0) html.markup("<p class=\"tagline\">").text(words_.at("tagline")).markup("</p>\n");
    html.markup("<p class=\"counts\">");
    const std::size_t diverging = static_cast<std::size_t>(std::ranges::count_if(
        std::views::iota(std::uint32_t{0}, static_cast<std::uint32_t>(view_.size())),
        [this](std::uint32_t event) { return report_.events[event].articles.size() > 1 && view_.event(event).count(Relation::diverge) > 0; }));
    html.text(words_.counted("articles", report_.articles.size())).markup(words_.html("list.and")).markup(" ").text(words_.counted("events", shared));
    html.markup(words_.html("list.and")).markup(" <b>").text(words_.counted("diverging", diverging)).markup("</b>");
    if (singles > 0) html.markup(words_.html("list.and")).markup(" ").text(words_.counted("singles", singles));
    html.markup("</p>\n");
    append_pages(html, pages, number);
    append_filters(html, list.singles);
    html.markup("</header>\n<main id=\"main\">\n");
    if (list.items.empty()) html.markup("<p class=\"note\">").text(words_.at("index.none")).markup("</p>\n");
    html.markup(list.singles ? "<ul class=\"ones\">\n" : "<ol class=\"events\">\n").markup(list.items).markup(list.singles ? "</ul>\n" : "</ol>\n");
    html.markup("</main>\n<footer>\n");
    append_pages(html, pages, number);
    append_run(html);
    html.markup("<p>").text(words_.at("about.note")).markup("</p>\n<p class=\"keys\" hidden>").text(words_.at("keys")).markup("</p>\n</footer>\n");
    html.markup(page_end(script));
    return std::move(html.bytes);
  }

  void append_pages(Html& html, const std::vector<ListPage>& pages, std::size_t number) const {
    if (pages.size() == 1) return;
    html.markup("<nav class=\"parts\" aria-label=\"").text(words_.at("index.pages")).markup("\">");
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const bool first_of_sort = i == 0 || pages[i].singles != pages[i - 1].singles;
      const std::string label = first_of_sort ? escape_html(words_.at(pages[i].singles ? "index.singles" : "index.first"))
                                              : words_.html("index.page", {{"n", std::to_string(i + 1)}});
      if (i == number)
        html.markup("<b aria-current=\"page\">").markup(label).markup("</b> ");
      else
        html.markup("<a href=\"").markup(file_name(i)).markup("\">").markup(label).markup("</a> ");
    }
    html.markup("</nav>\n");
  }

  /// The check boxes work by style alone; the search needs the script, which shows it.
  void append_filters(Html& html, bool singles) const {
    html.markup("<div class=\"filters\" role=\"search\">\n<label class=\"find\" hidden><span>").text(words_.at("filter.search"));
    html.markup("</span> <input type=\"search\" id=\"find\" dir=\"auto\" autocomplete=\"off\" placeholder=\"").text(words_.at("filter.hint")).markup("\"></label>\n");
    if (!singles) {
      html.markup("<label><input type=\"checkbox\" id=\"only-dv\"> ").text(words_.at("filter.diverging")).markup("</label>\n");
      html.markup("<label><input type=\"checkbox\" id=\"only-ms\"> ").text(words_.at("filter.sources")).markup("</label>\n");
    }
    html.markup("<output id=\"shown\" data-word=\"").text(words_.at("filter.shown")).markup("\"></output>\n</div>\n");
  }

  void append_run(Html& html) const {
    const RunRecord& run = report_.run;
    html.markup("<p class=\"data\">").text(words_.at("data"))
        .markup(": <a href=\"claims.csv\">claims.csv</a> <a href=\"report.json\">report.json</a> <a href=\"rejects.jsonl\">rejects.jsonl</a></p>\n"
                "<details class=\"run\"><summary>").text(words_.at("about.run")).markup("</summary>\n<dl>\n");
    const auto row = [&](std::string_view name, std::string_view value) {
      html.markup("<dt>").text(name).markup("</dt><dd>").markup(isolated(value)).markup("</dd>\n");
    };
    row(words_.at("about.version"), run.version);
    row(words_.at("about.unicode"), run.unicode_version);
    html.markup("</dl>\n<h3>").text(words_.at("about.inputs")).markup("</h3>\n<dl>\n");
    for (const InputSummary& input : std::span(run.inputs).first(std::min(run.inputs.size(), inputs_shown)))
      row(shortened(input.path, 400), words_.counted("articles", input.articles));
    html.markup("</dl>\n");
    if (run.inputs.size() > inputs_shown) html.markup("<p>… <a href=\"report.json\">report.json</a></p>\n");
    if (!run.rejects_by_reason.empty()) {
      html.markup("<h3>").text(words_.at("about.rejects")).markup("</h3>\n<dl>\n");
      for (const auto& [reason, count] : run.rejects_by_reason) row(reason, std::to_string(count));
      html.markup("</dl>\n");
    }
    html.markup("<h3>").text(words_.at("about.parameters")).markup("</h3>\n<dl>\n");
    for (const auto& [name, value] : run.parameters) row(name, shortened(value, 400));
    html.markup("</dl>\n</details>\n");
  }

  const ReportView& view_;
  const Report& report_;
  const Words& words_;
};

}  // namespace

void write_index_pages(const ReportView& view, const PageSink& sink) { IndexPages(view).write(sink); }

}  // namespace tawatur
