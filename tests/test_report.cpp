#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <boost/json.hpp>

#include "report/escape.h"
#include "report/json_stream.h"
#include "report/marks.h"
#include "report/page.h"
#include "report/report_view.h"
#include "report/utf8.h"
#include "report/words.h"
#include "report/write_report.h"
#include "support/sample_report.h"

using namespace tawatur;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

json::value json_of(const Report& report, const ReportOptions& options = {}) {
  std::ostringstream out;
  write_json(report, options, out);
  return json::parse(out.str());
}

std::string csv_of(const Report& report) {
  std::ostringstream out;
  write_claims_csv(report, out);
  return out.str();
}

/// The pages of a report by path.
std::map<std::string, std::string> pages_of(const Report& report) {
  std::map<std::string, std::string> pages;
  const auto keep = [&](const std::string& path, std::string_view bytes) { pages.emplace(path, bytes); };
  const ReportView view(report);
  for (std::uint32_t i = 0; i < view.size(); ++i)
    if (!view.page_of(i).empty()) write_event_pages(view, i, keep);
  write_index_pages(view, keep);
  return pages;
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that goes with its scope.
struct TemporaryFolder {
  fs::path path;

  explicit TemporaryFolder(const char* name) : path(fs::temp_directory_path() / (std::string("tawatur-test-report-") + name)) { fs::remove_all(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

/// Every file of a folder with its bytes.
std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.emplace(fs::relative(entry.path(), folder).string(), slurp(entry.path()));
  return files;
}

std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

/// The statement with its marks in brackets: typed [ ], changed ( ).
std::string marked(std::string_view text, ByteRange statement, std::vector<ByteRange> typed, std::vector<ByteRange> changed) {
  std::string out;
  std::uint32_t at = statement.begin;
  for (const Mark& mark : marks_of(text, statement, std::move(typed), std::move(changed))) {
    out.append(text.substr(at, mark.range.begin - at)).append(mark.typed ? "[" : "(");
    out.append(text.substr(mark.range.begin, mark.range.size())).append(mark.typed ? "]" : ")");
    at = mark.range.end;
  }
  return out.append(text.substr(at, statement.end - at));
}

}  // namespace

TEST_CASE("a text becomes HTML that is only text") {
  CHECK(escape_html("a < b & c > \"d\" 'e'") == "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;");
  CHECK(escape_html("</script><!--") == "&lt;/script&gt;&lt;!--");
  CHECK(escape_html("x\xE2\x80\xA8y\xE2\x80\xA9") == "x&#8232;y&#8233;");
  CHECK(escape_html(std::string_view("\0\x01\x1F\x7F\t\n", 6)) == "\uFFFD\uFFFD\uFFFD\uFFFD\t\n");
  CHECK(escape_html("\xC2\x85") == "\uFFFD");
  CHECK(escape_html("قُتل 12") == "قُتل 12");
}

TEST_CASE("ill-formed bytes become replacement characters in HTML and in JSON") {
  for (const std::string_view bytes : {"\xFF", "\xC0", "\x80", "\xE2\x80", "\xF5", "\xC3"}) {
    std::string quoted;
    append_json_string(quoted, bytes);
    const std::string expected = bytes.size() == 2 ? "\uFFFD\uFFFD" : "\uFFFD";
    CHECK(escape_html(bytes) == expected);
    CHECK(quoted == '"' + expected + '"');
  }
  std::string surrogate;
  append_json_string(surrogate, "\xED\xA0\x80");
  CHECK(surrogate == "\"\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("a JSON string stays on one line and never ends a script") {
  std::string out;
  append_json_string(out, std::string_view("\"\\\n\r\t\0\x1F</script>\xE2\x80\xA8\xE2\x80\xA9\xC2\x85 \xF0\x9F\x9A\x80", 29));
  CHECK(out == "\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u003c/script>\\u2028\\u2029\\u0085 \xF0\x9F\x9A\x80\"");
}

TEST_CASE("only web addresses become links") {
  CHECK(is_web_address("https://example.org/a?b=\"c\""));
  CHECK(is_web_address("HTTP://example.org"));
  CHECK_FALSE(is_web_address("javascript:alert(1)"));
  CHECK_FALSE(is_web_address("java\nscript:alert(1)"));
  CHECK_FALSE(is_web_address(" https://example.org"));
  CHECK_FALSE(is_web_address("data:text/html,x"));
  CHECK_FALSE(is_web_address("https://"));
  CHECK_FALSE(is_web_address("https://exa\nmple.org"));
  CHECK_FALSE(is_web_address(""));
}

TEST_CASE("a text is shortened between words, never inside a code point") {
  CHECK(shortened("short", 10) == "short");
  CHECK(shortened("one two three four", 15) == "one two three");
  CHECK(shortened("onelongword", 4) == "onel");
  CHECK(shortened("مرحبا", 5) == "مر");
  CHECK(shortened("a\xF0\x9F\x9A\x80", 4) == "a");
  for (std::size_t limit = 0; limit < 12; ++limit) CHECK(escape_html(shortened("é€🚀é", limit)).find("\uFFFD") == std::string::npos);
}

TEST_CASE("marks cover whole words, so that Arabic letters stay joined") {
  const std::string text = "قال المتحدث إن السدود سليمة";
  const auto at = [&](std::string_view part) { return static_cast<std::uint32_t>(text.find(part)); };
  const auto all = ByteRange{0, static_cast<std::uint32_t>(text.size())};
  // From the third letter of a word to inside the next but one.
  CHECK(marked(text, all, {{at("تحدث"), at("دود")}}, {}) == "قال [المتحدث إن السدود] سليمة");
  // A cut inside a code point grows to it.
  CHECK(marked(text, all, {{at("إن") + 1, at("إن") + 2}}, {}) == "قال المتحدث [إن] السدود سليمة");
  CHECK(marked("كَتَبَ", {0, 12}, {{4, 6}}, {}) == "[كَتَبَ]");
}

TEST_CASE("typed marks go before changed ones and neighbours become one") {
  const std::string text = "The council approved the levy late on Monday, they said, after a long and bitter debate";
  const auto all = ByteRange{0, static_cast<std::uint32_t>(text.size())};
  CHECK(marked(text, all, {{12, 20}}, {{4, 11}, {12, 20}, {21, 24}}) == "The (council) [approved] (the) levy late on Monday, they said, after a long and bitter debate");
  CHECK(marked(text, all, {}, {{30, 34}, {35, 37}, {38, 44}}) == "The council approved the levy (late on Monday), they said, after a long and bitter debate");
  CHECK(marked(text, all, {}, {{38, 44}, {46, 50}}) == "The council approved the levy late on (Monday), (they) said, after a long and bitter debate");
}

TEST_CASE("where nearly every word has changed only the typed marks are left") {
  CHECK(marked("one two three", {0, 13}, {{4, 7}}, {{0, 3}, {8, 13}}) == "(one) [two] (three)");
  CHECK(marked("one two three", {0, 13}, {}, {{0, 3}, {4, 7}, {8, 13}}) == "one two three");
}

TEST_CASE("marks outside of their statement are cut to it") {
  CHECK(marked("Alpha beta. Gamma delta.", {12, 24}, {{0, 16}}, {{20, 400}}) == "[Gamma] (delta.)");
  CHECK(marked("Alpha", {3, 3}, {{0, 5}}, {}).empty());
  CHECK(marked("Alpha", {0, 5}, {{9, 12}, {2, 2}}, {}) == "Alpha");
}

TEST_CASE("every language has the same words, and every kind and relation has a name") {
  const auto stem = [](const std::string& key) {
    for (const std::string_view category : {".zero", ".one", ".two", ".few", ".many", ".other"})
      if (key.ends_with(category)) return key.substr(0, key.size() - category.size());
    return key;
  };
  std::set<std::string> english;
  for (const auto& [key, text] : Words::of("en").all()) english.insert(stem(key));
  CHECK(Words::languages() == std::vector<std::string>{"ar", "en"});
  for (const std::string& lang : Words::languages()) {
    const Words& words = Words::of(lang);
    std::set<std::string> keys;
    for (const auto& [key, text] : words.all()) {
      keys.insert(stem(key));
      CHECK_MESSAGE(!text.empty(), key);
    }
    CHECK(keys == english);
    for (int kind = 0; kind <= static_cast<int>(DifferenceKind::other); ++kind)
      CHECK(words.has("kind." + std::string(to_string(static_cast<DifferenceKind>(kind)))));
    for (int relation = 0; relation <= static_cast<int>(Relation::check); ++relation)
      CHECK(words.has("glyph." + std::string(to_string(static_cast<Relation>(relation)))));
  }
  CHECK(Words::of("fi").lang() == "en");
  CHECK_THROWS_AS(Words::of("en").at("no such key"), std::logic_error);
}

TEST_CASE("counts take the plural form of their language") {
  const Words& arabic = Words::of("ar");
  CHECK(arabic.counted("articles", 1) == "مقال واحد");
  CHECK(arabic.counted("articles", 2) == "مقالان");
  CHECK(arabic.counted("articles", 7) == "7 مقالات");
  CHECK(arabic.counted("articles", 11) == "11 مقالا");
  CHECK(arabic.counted("articles", 100) == "100 مقال");
  CHECK(arabic.counted("articles", 103) == "103 مقالات");
  CHECK(Words::of("en").counted("articles", 1) == "1 article");
  CHECK(Words::of("en").counted("articles", 0) == "0 articles");
}

TEST_CASE("the words of the pages never pass a verdict") {
  for (const std::string& lang : Words::languages())
    for (const auto& [key, text] : Words::of(lang).all())
      for (const std::string_view verdict : {"true", "false", "fake", "lie", "wrong", "صحيح", "كاذب", "كذب", "زائف", "خطأ"})
        CHECK_MESSAGE((" " + text + " ").find(" " + std::string(verdict) + " ") == std::string::npos, key);
}

TEST_CASE("report.json says of an article what the record said") {
  const json::value value = json_of(support::sample_report());
  CHECK(value.at("schema") == "tawatur.report/1");
  const auto& articles = value.at("articles").as_array();
  REQUIRE(articles.size() == 11);
  CHECK(articles[0].at("id") == "bridge-1");
  CHECK(articles[0].at("source") == "rasd.example");
  CHECK(articles[0].at("url") == "https://rasd.example/a?x=1&y=\"2\"");
  CHECK(articles[0].at("published") == "2024-03-05T06:40:00Z");
  CHECK(articles[0].at("published_from") == "field");
  CHECK(articles[0].at("lang") == "ar");
  CHECK(articles[0].at("event") == "e0000000000000000");
  CHECK(articles[0].at("duplicate_group") == "g0000000000000001");
  CHECK(articles[5].at("published") == "2024-03-05");
  CHECK(articles[5].at("text") == "");
  CHECK(articles[5].at("duplicate_group").is_null());
  CHECK(articles[7].at("published") == "2024-05-13T22:10:00");
  CHECK(articles[9].at("title").is_null());
  CHECK(articles[10].at("id") == "x y\" onclick=\"alert(1)");
  CHECK(articles[10].at("source").is_null());
  CHECK(articles[10].at("published").is_null());
  CHECK(articles[10].at("published_from").is_null());
}

TEST_CASE("the spans of report.json cut the quoted words out of its texts") {
  const Report report = support::sample_report();
  const json::value value = json_of(report);
  std::map<std::string, const json::value*> articles;
  for (const json::value& article : value.at("articles").as_array()) articles.emplace(article.at("id").as_string().c_str(), &article);
  const auto cut = [&](const json::value& side) {
    const auto* field = side.as_object().if_contains("field");
    const json::value& article = *articles.at(side.at("article").as_string().c_str());
    const json::string& text = article.at(field ? "title" : "text").as_string();
    const auto begin = static_cast<std::size_t>(side.at("begin").to_number<std::uint64_t>());
    return std::string(text.subview(begin, static_cast<std::size_t>(side.at("end").to_number<std::uint64_t>()) - begin));
  };
  const json::value& event = value.at("events").at(0);
  CHECK(event.at("id") == "e0000000000000000");
  CHECK(event.at("start") == "2024-03-05");
  CHECK(event.at("end") == "2024-03-05T15:30:00Z");
  CHECK(event.at("articles").as_array().size() == 6);
  CHECK(event.at("parent").is_null());
  CHECK(value.at("events").at(1).at("parent") == "e0000000000000000");
  CHECK(event.at("origins").as_array().size() == 4);
  CHECK(event.at("origins").at(1).at("articles").as_array().size() == 3);

  const json::value& claim = event.at("claims").at(0);
  CHECK(claim.at("text") == "قُتل 12 عاملا وأصيب 30 آخرون في انهيار جسر الرمانة فجر الثلاثاء");
  CHECK(claim.at("kind") == "count");
  REQUIRE(claim.at("cells").as_array().size() == 3);
  CHECK(cut(claim.at("cells").at(2)) == "ارتفعت حصيلة انهيار جسر الرمانة إلى 17 قتيلا و30 جريحا");
  CHECK(claim.at("cells").at(2).at("relation") == "diverge");
  CHECK(claim.at("cells").at(2).at("value").at("verbatim") == "17 قتيلا");
  CHECK(claim.at("cells").at(2).at("value").at("normalised") == "killed=17");
  CHECK(claim.at("silent").as_array().empty());
  CHECK(claim.at("not_expected").at(0) == event.at("origins").at(0).at("id"));
  CHECK(claim.at("independent_sources") == 3);
  CHECK(claim.at("pairs_complete") == true);

  const json::value& pair = event.at("pairs").at(0);
  CHECK(pair.at("relation") == "diverge");
  CHECK(pair.at("score") == 0.875);
  CHECK(pair.at("differences").at(0).at("kind") == "count");
  CHECK(pair.at("differences").at(0).at("a_value") == "12");
  CHECK(pair.at("differences").at(0).at("b_value") == "17");
  CHECK(pair.at("differences").at(0).at("rule") == "count.sample");
  CHECK(cut(event.at("internal").at(0).at("b")) == "15 قتيلا في انهيار جسر الرمانة");
  CHECK(event.at("internal").at(0).at("b").at("field") == "title");
  const json::value& run = value.at("run");
  CHECK(run.at("version") == "0.1.0");
  CHECK(run.at("inputs").at(0).at("hash") == "00ff00ff00ff00ff");
  CHECK(run.at("rejects_by_reason").at("not_json") == 1);
}

TEST_CASE("the texts in report.json are all, those of shared events, or none") {
  const Report report = support::sample_report();
  const auto texts = [&](TextsInReport which) {
    std::size_t count = 0;
    const json::value value = json_of(report, {.texts = which});
    for (const json::value& article : value.at("articles").as_array()) count += article.at("text").is_string();
    return count;
  };
  CHECK(texts(TextsInReport::all) == 11);
  CHECK(texts(TextsInReport::events) == 9);
  CHECK(texts(TextsInReport::none) == 0);
}

TEST_CASE("a group's lineage, credits and changes are written with their places") {
  Report report = support::sample_report();
  DuplicateGroup& group = report.groups[0];
  group.earliest = group.members[0];
  group.earliest_ties = 1;
  group.lineage = {{group.members[2], group.members[0], LinkKind::contained, 0.5}};
  group.agencies = {"Reuters"};
  group.evidence.resize(3);
  group.evidence[0].credits = {{"Reuters", {0, 4}}};
  group.evidence[1].credits = {{"Reuters", {}}};
  group.evidence[2].changes = TextChanges{{{{0, 4}, {2, 2}}, {{6, 6}, {0, 2}}, {{0, 2}, {0, 4}}}, true};
  for (const ArticleIndex member : group.members) {
    report.articles[index_of(member)].text = std::string(member == group.members[0] ? "wire copy" : "copy");
    report.articles[index_of(member)].agency = "Reuters Ltd";
  }
  group.furniture = true;
  report.lineage = group.lineage;
  std::ostringstream groups;
  write_groups_jsonl(report, groups);
  const std::string line = groups.str();
  CHECK(line.substr(line.find("\"earliest\"")) ==
        "\"earliest\":\"bridge-1\",\"earliest_ties\":1,"
        "\"lineage\":[{\"from\":\"bridge-3\",\"to\":\"bridge-1\",\"kind\":\"contained\",\"value\":0.5}],"
        "\"agencies\":[\"Reuters\"],\"credits\":["
        "{\"member\":\"bridge-1\",\"agency\":\"Reuters\",\"range\":[0,4],\"value\":\"wire\"},"
        "{\"member\":\"bridge-2\",\"agency\":\"Reuters\",\"range\":null,\"value\":\"Reuters Ltd\"}],"
        "\"furniture\":true,\"changes\":[{\"member\":\"bridge-3\",\"truncated\":true,\"spans\":["
        "{\"a\":[0,4],\"b\":[2,2],\"a_value\":\"wire\",\"b_value\":\"\",\"kind\":\"deleted\"},"
        "{\"a\":[6,6],\"b\":[0,2],\"a_value\":\"\",\"b_value\":\"co\",\"kind\":\"inserted\"},"
        "{\"a\":[0,2],\"b\":[0,4],\"a_value\":\"wi\",\"b_value\":\"copy\",\"kind\":\"replaced\"}]}]}\n");
  CHECK(json_of(report).at("lineage").as_array().size() == 1);
}

TEST_CASE("groups and events are written one a line") {
  const Report report = support::sample_report();
  std::ostringstream groups, events, rejects;
  write_groups_jsonl(report, groups);
  write_events_jsonl(report, events);
  write_rejects(report.rejects, rejects);
  CHECK(groups.str() ==
        "{\"group\":\"g0000000000000001\",\"representative\":\"bridge-1\",\"members\":[\"bridge-1\",\"bridge-2\",\"bridge-3\"],\"links\":["
        "{\"from\":\"bridge-2\",\"to\":\"bridge-1\",\"kind\":\"jaccard\",\"value\":1},"
        "{\"from\":\"bridge-3\",\"to\":\"bridge-1\",\"kind\":\"contained\",\"value\":0.8333}],"
        "\"earliest\":null,\"earliest_ties\":0,\"lineage\":[],\"agencies\":[],\"credits\":[],\"furniture\":false}\n");
  CHECK(occurrences(events.str(), "\n") == 4);
  CHECK(events.str().substr(events.str().find("{\"event\":\"e0000000000000001\"")) .starts_with(
        "{\"event\":\"e0000000000000001\",\"start\":\"2024-03-09T10:00:00Z\",\"end\":\"2024-03-09T10:00:00Z\",\"articles\":[\"bridge-later\"],"
        "\"parent\":\"e0000000000000000\",\"mentions\":[]}\n"));
  CHECK(rejects.str() == "{\"input\":\"sample.jsonl\",\"line\":7,\"offset\":4096,\"id\":null,\"reason\":\"not_json\",\"detail\":\"The line is not JSON.\"}\n");
}

TEST_CASE("a report that compared nothing is still a report") {
  Report report = support::sample_report();
  report.event_claims.clear();
  CHECK(json_of(report).at("events").at(0).at("claims").as_array().empty());
  CHECK(pages_of(report).contains("index.html"));
  CHECK(json_of(Report{}).at("articles").as_array().empty());
  CHECK(pages_of(Report{}).size() == 1);
}

TEST_CASE("claims.csv holds a line a cell, verbatim") {
  const std::string csv = csv_of(support::sample_report());
  CHECK(csv.starts_with("\xEF\xBB\xBF" "event,claim,kind,quote,origin,article,source,published,relation,value,begin,end,field\r\n"));
  CHECK(occurrences(csv, "\r\n") == 15);
  CHECK(csv.find("e0000000000000000,c0000000000000000,count,ارتفعت حصيلة انهيار جسر الرمانة إلى 17 قتيلا و30 جريحا,o0000000000000001,bridge-4,"
                 "sahel-news.example,2024-03-05T15:30:00Z,diverge,17 قتيلا,0,") != std::string::npos);
}

TEST_CASE("cells of claims.csv are quoted, and no spreadsheet runs them") {
  Report report = support::sample_report();
  ClaimCell& cell = report.event_claims[0].claims[0].cells[0];
  for (const auto& [value, written] : std::initializer_list<std::pair<std::string, std::string>>{
           {"=1+2", "\"'=1+2\""}, {"+12", "\"'+12\""}, {"-3", "\"'-3\""}, {"@a", "\"'@a\""}, {"\t=a", "\"'\t=a\""}, {"a,b", "\"a,b\""},
           {"say \"x\"", "\"say \"\"x\"\"\""}, {"a\nb", "\"a\nb\""}, {"a=b", "a=b"}, {"", ""}}) {
    cell.value = value;
    CHECK(csv_of(report).find("match," + written + ",") != std::string::npos);
  }
}

TEST_CASE("nothing of a text becomes markup in a page") {
  const auto pages = pages_of(support::sample_report());
  CHECK(pages.size() == 4);
  for (const auto& [path, page] : pages) {
    CAPTURE(path);
    CHECK(occurrences(page, "<script") == 1);
    CHECK(occurrences(page, "</script") == 1);
    CHECK(occurrences(page, "</title>") == 1);
    CHECK(occurrences(page, "<img") == 0);
    CHECK(occurrences(page, "javascript:") == 0);
    CHECK(occurrences(page, "onclick=\"") == 0);
    CHECK(occurrences(page, "style=\"") == 0);
    CHECK(occurrences(page, "\xE2\x80\xA8") == 0);
    CHECK(occurrences(page, "Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-") == 1);
    CHECK(occurrences(page, "unsafe-inline") == 0);
    CHECK(occurrences(page, "href=\"http") == occurrences(page, "rel=\"noreferrer\" href=\"http"));
  }
}

TEST_CASE("a page speaks the language of its event") {
  const auto pages = pages_of(support::sample_report());
  CHECK(pages.at("events/e0000000000000000.html").starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">"));
  CHECK(pages.at("events/e0000000000000002.html").starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
  CHECK(pages.at("events/e0000000000000000.html").find("الاختلافات") != std::string::npos);
}

TEST_CASE("the divergences of an event come first, both sides verbatim with the differing words marked") {
  const auto pages = pages_of(support::sample_report());
  const std::string& page = pages.at("events/e0000000000000000.html");
  const std::size_t diverge = page.find("<section class=\"s-diverge\">"), matrix = page.find("<section class=\"s-matrix\">"),
                    lineage = page.find("<section class=\"s-lineage\">"), texts = page.find("<section class=\"s-texts\">");
  CHECK(diverge < page.find("<section class=\"s-check\">"));
  CHECK(page.find("<section class=\"s-within\">") < matrix);
  CHECK(matrix < lineage);
  CHECK(lineage < texts);
  CHECK(texts != std::string::npos);
  const std::string cards = page.substr(diverge, matrix - diverge);
  CHECK(cards.find("قُتل <mark>12</mark> عاملا وأصيب 30 آخرون في انهيار جسر الرمانة <mark class=\"c\">فجر الثلاثاء</mark>") != std::string::npos);
  CHECK(cards.find("<mark class=\"c\">ارتفعت حصيلة</mark> انهيار جسر الرمانة إلى <mark>17</mark> قتيلا و30 جريحا") != std::string::npos);
  CHECK(cards.find("يختلف عدد القتلى: 12 مقابل 17") != std::string::npos);
  CHECK(cards.find("لا يرد ذلك لدى <b><bdi>radio-wadi.example</bdi></b>") != std::string::npos);
}

TEST_CASE("the matrix has a cell for every claim and origin, with a sign and its meaning") {
  const auto pages = pages_of(support::sample_report());
  const std::string& page = pages.at("events/e0000000000000000.html");
  CHECK(occurrences(page, "<td role=\"cell\" class=\"r-") == 5 * 4);
  CHECK(occurrences(page, "<td role=\"cell\" class=\"r-silent\">") == 5);
  CHECK(occurrences(page, "<td role=\"cell\" class=\"r-not_expected\">") == 4);
  CHECK(occurrences(page, "<td role=\"cell\" class=\"r-diverge\">") == 2);
  CHECK(page.find("aria-label=\"مختلف\" title=\"مختلف\">≠</span>") != std::string::npos);
}

TEST_CASE("every link within a page has its place") {
  for (const auto& [path, page] : pages_of(support::sample_report())) {
    CAPTURE(path);
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
      const std::string fragment = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      CHECK_MESSAGE(page.find("id=\"" + fragment + "\"") != std::string::npos, fragment);
    }
  }
}

TEST_CASE("ids stand once in a page") {
  for (const auto& [path, page] : pages_of(support::sample_report())) {
    CAPTURE(path);
    std::set<std::string> seen;
    for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1))
      CHECK_MESSAGE(seen.insert(page.substr(at + 5, page.find('"', at + 5) - at - 5)).second, page.substr(at, 40));
  }
}

TEST_CASE("the index lists what most independent origins disagree on first, and single articles on further pages") {
  const auto pages = pages_of(support::sample_report());
  const std::string& index = pages.at("index.html");
  const std::size_t bridge = index.find("id=\"e0000000000000000\""), vote = index.find("id=\"e0000000000000002\"");
  CHECK(bridge < vote);
  CHECK(vote != std::string::npos);
  CHECK(index.find("id=\"e0000000000000001\"") == std::string::npos);
  CHECK(pages.at("more-1.html").find("id=\"e0000000000000001\"") != std::string::npos);
  CHECK_FALSE(pages.contains("events/e0000000000000001.html"));
}

TEST_CASE("twenty-five thousand single articles make light pages") {
  const Report report = support::big_report(3, 2, 25'000);
  std::size_t bytes = 0, listed = 0;
  for (const auto& [path, page] : pages_of(report)) {
    CHECK(page.size() <= page_bytes_at_most);
    bytes += page.size();
    listed += occurrences(page, "<li class=\"one\"");
  }
  CHECK(listed == 25'000);
  CHECK(bytes < 12'000'000);
}

TEST_CASE("an event too large for a page becomes several, with every link at its place") {
  const Report report = support::big_report(1, 1200, 0);
  const auto pages = pages_of(report);
  CHECK(pages.size() > 2);
  std::size_t cards = 0, rows = 0;
  for (const auto& [path, page] : pages) {
    CAPTURE(path);
    CHECK(page.size() <= page_bytes_at_most);
    cards += occurrences(page, "<article class=\"card");
    rows += occurrences(page, "<tr role=\"row\" class=\"r-");
    if (path == "index.html") continue;
    std::set<std::string> wrong;
    for (std::size_t at = page.find(" href=\"e"); at != std::string::npos; at = page.find(" href=\"e", at + 1)) {
      const std::string link = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      const std::size_t hash = link.find('#');
      const auto target = pages.find("events/" + link.substr(0, hash));
      // A search for each of them in megabytes would take minutes: the first hundred of each page.
      if (wrong.size() > 100) break;
      wrong.insert(link);
      REQUIRE_MESSAGE(target != pages.end(), link);
      if (hash != std::string::npos) CHECK_MESSAGE(target->second.find("id=\"" + link.substr(hash + 1) + "\"") != std::string::npos, link);
    }
  }
  CHECK(cards == 1200);
  CHECK(rows == 1200);
}

TEST_CASE("a text or a statement without end does not make a page without end") {
  Report report = support::sample_report();
  Article& article = report.articles[0];
  article.text += std::string(20'000'000, '&');
  report.event_claims[0].claims[0].cells[0].span.range.end = static_cast<std::uint32_t>(article.text.size());
  for (const auto& [path, page] : pages_of(report)) CHECK(page.size() <= page_bytes_at_most);
}

TEST_CASE("a report folder holds the pages and the data, and equal reports are equal bytes") {
  const TemporaryFolder folder("equal");
  write_report_folder(support::sample_report(), {}, folder.path / "one" / "deep");
  write_report_folder(support::sample_report(), {}, folder.path / "two");
  const auto one = files_of(folder.path / "one" / "deep");
  std::vector<std::string> names;
  for (const auto& [name, bytes] : one) names.push_back(name);
  CHECK(names == std::vector<std::string>{"claims.csv", "events/e0000000000000000.html", "events/e0000000000000002.html", "index.html", "more-1.html", "rejects.jsonl", "report.json"});
  CHECK(one == files_of(folder.path / "two"));
}

TEST_CASE("a report takes the place of an earlier one, without its stale pages, and leaves the files of others alone") {
  const TemporaryFolder folder("again");
  write_report_folder(support::big_report(5, 1, 3), {}, folder.path);
  std::ofstream(folder.path / "events" / "notes.html") << "mine";
  std::ofstream(folder.path / "more-to-come.html") << "mine";
  write_report_folder(support::big_report(2, 1, 0), {}, folder.path);
  std::vector<std::string> names;
  for (const auto& [name, bytes] : files_of(folder.path)) names.push_back(name);
  CHECK(names == std::vector<std::string>{"claims.csv", "events/e0000000000000000.html", "events/e0000000000000001.html", "events/notes.html", "index.html",
                                          "more-to-come.html", "rejects.jsonl", "report.json"});
}

TEST_CASE("a folder that holds something else stays untouched") {
  const TemporaryFolder folder("other");
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "report.json") << "{\"schema\": \"another\"}";
  const auto before = files_of(folder.path);
  CHECK(error_of([&] { write_report_folder(support::sample_report(), {}, folder.path); }).find("holds something else") != std::string::npos);
  CHECK(files_of(folder.path) == before);
  CHECK_FALSE(fs::exists(folder.path / "events"));
  CHECK(error_of([&] { write_report_folder(support::sample_report(), {}, folder.path / "report.json"); }).find("not a folder") != std::string::npos);
}

TEST_CASE("what a run that was killed left behind is no hindrance") {
  const TemporaryFolder folder("killed");
  fs::create_directories(folder.path / ".tawatur-new" / "events");
  std::ofstream(folder.path / ".tawatur-new" / "report.json") << "{\"sch";
  write_report_folder(support::sample_report(), {}, folder.path);
  CHECK(fs::exists(folder.path / "index.html"));
  CHECK_FALSE(fs::exists(folder.path / ".tawatur-new"));
}

TEST_CASE("a link in the place of the pages' folder is refused") {
  const TemporaryFolder folder("link");
  write_report_folder(support::sample_report(), {}, folder.path / "report");
  fs::remove_all(folder.path / "report" / "events");
  fs::create_directories(folder.path / "elsewhere");
  std::ofstream(folder.path / "elsewhere" / "eeee.html") << "mine";
  fs::create_directory_symlink(folder.path / "elsewhere", folder.path / "report" / "events");
  CHECK(error_of([&] { write_report_folder(support::sample_report(), {}, folder.path / "report"); }).find("nothing was changed") != std::string::npos);
  CHECK(slurp(folder.path / "elsewhere" / "eeee.html") == "mine");
}

TEST_CASE("a full disk is an error, never half a file") {
  if (!fs::exists("/dev/full")) return;
  const Report report = support::big_report(2, 300, 2000);
  for (const auto& write : std::initializer_list<std::function<void(std::ostream&)>>{
           [&](std::ostream& out) { write_json(report, {}, out); }, [&](std::ostream& out) { write_claims_csv(report, out); },
           [&](std::ostream& out) { write_events_jsonl(report, out); },
           [&](std::ostream& out) { write_rejects({{"a", 1, 2, "b", "c", "d"}}, out); }}) {
    std::ofstream full("/dev/full", std::ios::binary);
    CHECK(error_of([&] { write(full); }).find("can't be written") != std::string::npos);
  }
}

TEST_CASE("a folder that can't be made is one clear error") {
  const TemporaryFolder folder("blocked");
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "file") << "x";
  const std::string error = error_of([&] { write_report_folder(support::sample_report(), {}, folder.path / "file" / "report"); });
  CHECK(error.find("report folder") != std::string::npos);
  CHECK(error.find('\n') == std::string::npos);
}
