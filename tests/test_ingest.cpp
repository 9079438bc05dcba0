#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <simdjson.h>
#include <tbb/global_control.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "ingest/article_builder.h"
#include "ingest/article_ids.h"
#include "ingest/input_files.h"
#include "ingest/json_record.h"
#include "ingest/read_articles.h"
#include "ingest/text_head.h"
#include "ingest/utf8_repair.h"

using namespace tawatur;
namespace fs = std::filesystem;

namespace {

const Lexicons lexicons;

/// A folder that is gone after the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "tawatur-ingest-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  std::string write(const std::string& name, std::string_view bytes) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
};

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  out.resize(ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ZSTD_freeCCtx(context);
  return out;
}

IngestResult read(const std::vector<std::string>& inputs, IngestOptions options = {}) {
  return read_articles(inputs, options, lexicons);
}

/// The articles and rejects of a JSON Lines file with these bytes.
IngestResult read_lines(std::string_view bytes, IngestOptions options = {}) {
  const Folder folder;
  return read({folder.write("a.jsonl", bytes)}, options);
}

Article only_article(const IngestResult& result) {
  REQUIRE(result.articles.size() == 1);
  CHECK(result.rejects.empty());
  return result.articles[0];
}

Article from_line(std::string_view line) { return only_article(read_lines(line)); }

std::string reason(std::string_view line) {
  const IngestResult result = read_lines(line);
  return result.rejects.size() == 1 && result.articles.empty() ? result.rejects[0].reason : "none";
}

std::string ids(const IngestResult& result) {
  std::string out;
  for (const Article& article : result.articles) out += article.id + " ";
  return out;
}

std::string published(const Article& article) { return article.published ? to_string(*article.published) : "none"; }

/// Everything that a result says, on one string.
std::string dump(const IngestResult& result) {
  std::ostringstream out;
  for (const Article& a : result.articles)
    out << a.id << '|' << a.source << '|' << a.url << '|' << a.title.value_or("-") << '|' << a.text << '|' << a.agency
        << '|' << a.lang << '|' << published(a) << '|' << static_cast<int>(a.published_from) << '\n';
  for (const Reject& r : result.rejects)
    out << r.line << '|' << r.offset << '|' << r.id << '|' << r.reason << '|' << r.detail << '\n';
  out << result.repaired_texts << ' ' << result.skipped_files;
  return out.str();
}

}  // namespace

TEST_CASE("a record's fields are read byte for byte") {
  const Article article = from_line(
      R"({"id": "n-1", "url": "https://www.sample.example/a", "title": " عنوان ", "text": "  نص\n\tثان &amp; \u0041\ud83d\ude00 ", )"
      R"("date": "2017-11-12T10:00:00+03:00", "source": "Sample", "lang": "ar-SY", "agency": "Wire"})");
  CHECK(article.id == "n-1");
  CHECK(article.url == "https://www.sample.example/a");
  CHECK(article.title == " عنوان ");
  CHECK(article.text == "  نص\n\tثان &amp; A😀 ");
  CHECK(published(article) == "2017-11-12T10:00:00+03:00");
  CHECK(article.published_from == PublishedFrom::field);
  CHECK(article.source == "Sample");
  CHECK(article.lang == "ar");
  CHECK(article.agency == "Wire");
}

TEST_CASE("fields are found under the names of every producer, the first with a value wins") {
  const Article press = from_line(
      R"({"url": "u", "title": "t", "title_page": "p", "maintext": "m", "text": "x", "date_publish": "2020-05-01 10:00:00",)"
      R"( "date_download": "2021-01-01 00:00:00", "language": "en", "source_domain": "d.example", "authors": []})");
  CHECK(press.text == "m");
  CHECK(published(press) == "2020-05-01T10:00:00");
  CHECK(press.source == "d.example");
  CHECK(press.lang == "en");
  CHECK(from_line(R"({"TITLE": "t", "Body": "b"})").text == "b");
  CHECK(from_line(R"({"source": {"id": null, "name": "Sample News"}, "content": "c"})").source == "Sample News");
  CHECK(from_line(R"({"source.name": "Flat", "content": "c"})").source == "Flat");
  CHECK(from_line(R"({"maintext": null, "text": "", "description": "d"})").text == "d");
  CHECK(from_line(R"({"text": "a", "text": ""})").text == "a");
  CHECK(from_line(R"({"date_publish": "None", "date": "2017-11-12", "text": "a"})").published->has_time == false);
  CHECK(from_line(R"({"text": "a", "language": "English"})").lang == "en");
  CHECK(from_line(R"({"text": "a", "language": "ara"})").lang == "ar");
  CHECK(from_line(R"({"text": "a", "lang": "?"})").lang == "");
}

TEST_CASE("ids stay as written, numbers as their digits, control characters are encoded") {
  CHECK(from_line(R"({"id": 42, "text": "a"})").id == "42");
  CHECK(from_line(R"({"id": 123456789012345678901234567890, "text": "a"})").id == "123456789012345678901234567890");
  CHECK(from_line(R"({"id": 1.50, "text": "a"})").id == "1.50");
  CHECK(from_line(R"({"id": -0, "text": "a"})").id == "-0");
  CHECK(from_line(R"({"id": "a\tb\u0085\u007f", "text": "a"})").id == "a%09b%C2%85%7F");
  CHECK(from_line(R"({"id": "", "_id": "second", "text": "a"})").id == "second");
}

TEST_CASE("without an id the url, else the text, is hashed") {
  // XXH3 of the empty string is its published test vector.
  CHECK(from_line(R"({"title": "only a title"})").id == "x2d06800538d394c2");
  CHECK(from_line(R"({"url": "https://a.example/", "text": "a"})").id ==
        from_line(R"({"url": "https://a.example/", "text": "b"})").id);
  CHECK(from_line(R"({"text": "a"})").id != from_line(R"({"text": "b"})").id);
}

TEST_CASE("records that share an id are told apart by their content, whatever their order") {
  const std::string a = R"({"id": "1", "text": "a"})"
                        "\n",
                    b = R"({"id": "1", "text": "b"})"
                        "\n";
  const IngestResult result = read_lines(a + b + a + a);
  REQUIRE(result.articles.size() == 4);
  std::string first;
  for (const Article& article : result.articles)
    if (article.text == "a" && (first.empty() || article.id < first)) first = article.id;
  CHECK(first.size() == 10);
  CHECK(first.starts_with("1~"));
  std::vector<std::string> a_ids;
  for (const Article& article : result.articles)
    if (article.text == "a") a_ids.push_back(article.id);
  CHECK(a_ids == std::vector<std::string>{first, first + "~2", first + "~3"});
  CHECK(dump(read_lines(a + a + b + a)) == dump(result));
  CHECK(ids(read_lines(R"({"id": "1", "text": "a"})"
                       "\n"
                       R"({"id": "2", "text": "a"})")) == "1 2 ");
}

TEST_CASE("an id that is made unique never meets one that was written so") {
  std::vector<Article> articles(4);
  for (Article& article : articles) article.id = "1";
  make_ids_unique(articles);
  Article written;
  written.id = articles[1].id;  // "1~........~2"
  std::vector<Article> more(3, Article{});
  for (Article& article : more) article.id = "1";
  more.push_back(written);
  make_ids_unique(more);
  for (std::size_t i = 1; i < more.size(); ++i) CHECK(more[i - 1].id < more[i].id);
}

TEST_CASE("articles are sorted by the bytes of their ids") {
  CHECK(ids(read_lines("{\"id\":\"é\",\"text\":\"a\"}\n{\"id\":\"z\",\"text\":\"a\"}\n{\"id\":\"Z\",\"text\":\"a\"}\n{"
                       "\"id\":10,\"text\":\"a\"}\n"
                       "{\"id\":9,\"text\":\"a\"}")) == "10 9 Z z é ");
}

TEST_CASE("a record that can't be used is a reject with its place and reason") {
  const IngestResult result = read_lines(
      "{\"id\": \"good\", \"text\": \"a\"}\n\n{\"id\": \"n\", \"text\": 5}\n[1]\n{\"text\": \"cut\n{\"id\": \"e\", "
      "\"text\": \" \"}\nnot json\n");
  CHECK(ids(result) == "good ");
  REQUIRE(result.rejects.size() == 5);
  const auto shown = [&](std::size_t i) {
    const Reject& r = result.rejects[i];
    return std::to_string(r.line) + " " + std::to_string(r.offset) + " " + r.id + " " + r.reason;
  };
  CHECK(shown(0) == "3 29 n text_not_a_string");
  CHECK(shown(1) == "4 52  not_an_object");
  CHECK(shown(2) == "5 56  not_json");
  CHECK(shown(3) == "6 70 e no_text");
  CHECK(shown(4) == "7 95  not_json");
  CHECK(result.rejects[2].detail == "a string is cut (byte 14 of the record)");
  CHECK(result.inputs[0].records == 6);
  CHECK(result.inputs[0].articles == 1);
}

TEST_CASE("a title with an empty text is an article") {
  const Article article = from_line(R"({"title": "t", "text": ""})");
  CHECK(article.title == "t");
  CHECK(article.text == "");
  CHECK(from_line(R"({"title": "t", "text": " \n"})").text == " \n");
  CHECK(reason(R"({"title": "t", "text": ["p"]})") == "text_not_a_string");
  CHECK(reason(R"({"title": "", "text": null})") == "no_text");
  CHECK_FALSE(from_line(R"({"title": "", "text": "a"})").title.has_value());
}

TEST_CASE("ill-formed UTF-8 and lone surrogates become U+FFFD and are counted") {
  const IngestResult bytes = read_lines("{\"text\": \"a\xff\xe2\x82z\"}\n{\"text\": \"fine\"}");
  CHECK(bytes.repaired_texts == 1);
  CHECK(std::any_of(bytes.articles.begin(), bytes.articles.end(),
                    [](const Article& a) { return a.text == "a\uFFFD\uFFFDz"; }));
  const IngestResult high = read_lines(R"({"text": "a\ud83dz\udc00\ud83d\ud83d\ude00\ud83d\u0041"})");
  CHECK(high.repaired_texts == 1);
  CHECK(only_article(high).text == "a\uFFFDz\uFFFD\uFFFD😀\uFFFDA");
  CHECK(only_article(read_lines(R"({"text": "C:\\udata"})")).text == "C:\\udata");
  CHECK(repair_utf8("\xf0\x9f\x98|\xed\xa0\x80|\xc0\xaf|\x80") == "\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD|\uFFFD");
}

TEST_CASE("JSON is read however deep it is and whatever numbers it holds") {
  const std::string deep(100000, '['), close(100000, ']');
  CHECK(from_line(R"({"text": "a", "x": )" + deep + close + "}").text == "a");
  CHECK(from_line(R"({"x": 1e999, "y": 99999999999999999999999, "text": "a"})").text == "a");
  CHECK(reason(R"({"text": "a", "x": )" + deep + "}") == "not_json");
  CHECK(reason(R"({"text": "a"} x)") == "not_json");
  CHECK(reason(R"({"text": "a",})") == "not_json");
  CHECK(reason(R"({"text": "a" "b"})") == "not_json");
  CHECK(reason("{\"text\": \"a\tb\"}") == "not_json");
  CHECK(reason(R"({"text": 01})") == "not_json");
  CHECK(reason(R"({"text": "\x"})") == "not_json");
  CHECK(reason(R"({"text": NaN})") == "not_json");
}

TEST_CASE("random records are read as simdjson reads them") {
  const FieldAliases aliases(lexicons);
  JsonRecordReader reader(aliases);
  simdjson::dom::parser parser;
  std::mt19937_64 random(20171112);
  static const std::vector<std::string> pieces{"{",
                                               "}",
                                               "[",
                                               "]",
                                               ":",
                                               ",",
                                               "\"text\"",
                                               "\"id\"",
                                               "\"source\"",
                                               "\"name\"",
                                               "\"a\\n\\u0628\"",
                                               "1",
                                               "-2.5e3",
                                               "0",
                                               "null",
                                               "true",
                                               "\"\"",
                                               " ",
                                               "\"\\ud83d\"",
                                               "\"TITLE\"",
                                               "\"x\\\\\"",
                                               "\xff",
                                               "1e400",
                                               "18446744073709551616",
                                               "\"",
                                               "\\"};
  for (int round = 0; round < 30000; ++round) {
    std::string record = "{";
    if (round % 2 == 0) {
      for (std::uint64_t i = random() % 12; i > 0; --i) record += pieces[random() % pieces.size()];
    } else {  // mostly valid
      for (std::uint64_t i = random() % 5; i > 0; --i)
        record += pieces[6 + random() % 4] + ":" +
                  (random() % 4 == 0 ? "{\"name\":" + pieces[10 + random() % 7] + "}" : pieces[10 + random() % 10]) +
                  (i > 1 ? "," : "");
    }
    record += "}";
    CAPTURE(record);
    bool repaired = false;
    const std::string padded = record + std::string(JsonRecordReader::padding, '"');
    const auto failure = reader.read(std::string_view(padded).substr(0, record.size()), repaired);
    const std::string clean = repair_utf8(record);
    const bool lone_surrogate = record.find("\\ud83d") != std::string::npos;
    if (!failure) REQUIRE((repaired == (clean != record) || lone_surrogate));
    simdjson::dom::element element;
    const simdjson::error_code error = parser.parse(clean).get(element);
    // What simdjson has limits for: huge numbers, and lone surrogates in version 3.0.
    if (error == simdjson::NUMBER_ERROR || lone_surrogate) continue;
    REQUIRE(failure.has_value() == (error != simdjson::SUCCESS));
    if (failure) {
      REQUIRE(failure->reason == "not_json");
      continue;
    }
    for (const char* const name : {"text", "source.name"}) {
      // Of names told twice the last one counts that isn't blank, null or part of another object.
      std::string_view expected;
      const auto look_at = [&](const simdjson::dom::object& object, std::string_view wanted,
                               const auto& again) -> void {
        for (const auto& [key, value] : object) {
          const std::size_t dot = wanted.find('.');
          if (key != wanted.substr(0, dot)) continue;
          if (dot != std::string_view::npos && value.is_object())
            again(value.get_object().value_unsafe(), wanted.substr(dot + 1), again);
          else if (dot == std::string_view::npos && value.is_string() && !is_blank(value.get_string().value_unsafe()))
            expected = value.get_string().value_unsafe();
          else if (dot == std::string_view::npos && !value.is_null() && !value.is_string())
            expected = {};
        }
      };
      look_at(element.get_object().value_unsafe(), name, look_at);
      const RecordValue& value = reader.values().at(aliases.find(name));
      REQUIRE((value.kind == RecordValue::Kind::text && !is_blank(value.view) ? value.view : "") == expected);
    }
  }
}

TEST_CASE("line ends of Windows, a byte order mark and a missing last line end are no matter") {
  const IngestResult result = read_lines("\xEF\xBB\xBF{\"id\":1,\"text\":\"a\"}\r\n   \r\n{\"id\":2,\"text\":\"b\"}");
  CHECK(ids(result) == "1 2 ");
  CHECK(result.rejects.empty());
}

TEST_CASE("packed files of many members and frames read as one") {
  const Folder folder;
  const std::string a = "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,", b = "\"text\":\"b\"}\n",
                    c = "{\"id\":3,\"text\":\"c\"}\n";
  const std::string plain = dump(read({folder.write("p.jsonl", a + b + c)}));
  CHECK(ids(read({folder.write("p.jsonl", a + b + c)})) == "1 2 3 ");
  CHECK(dump(read({folder.write("g.jsonl.gz", gzip(a) + gzip(b) + gzip("") + gzip(c))})) == plain);
  CHECK(dump(read({folder.write("z.jsonl.zst", zstd(a) + zstd(b) + zstd(c))})) == plain);
  CHECK(dump(read({folder.write("padded.jsonl.gz", gzip(a + b + c) + std::string(1000, '\0'))})) == plain);
  CHECK(dump(read({folder.write("not-packed.jsonl.gz", a + b + c)})) == plain);
  CHECK(dump(read({folder.write("packed.jsonl", gzip(a + b + c))})) == plain);
}

TEST_CASE("a truncated packed file yields the whole lines before and one reject") {
  std::string lines;
  std::mt19937_64 random(7);
  for (int i = 1000; i < 1400; ++i)
    lines += "{\"id\":" + std::to_string(i) + ",\"text\":\"" + std::to_string(random()) + "\"}\n";
  const Folder folder;
  for (const auto& [name, packed] : {std::pair{"t.jsonl.gz", gzip(lines)}, {"t.jsonl.zst", zstd(lines)}}) {
    const IngestResult whole = read({folder.write(name, packed)});
    CHECK(whole.articles.size() == 400);
    for (const std::size_t cut : {packed.size() / 2, packed.size() - 1, std::size_t{20}}) {
      const IngestResult result = read({folder.write(name, packed.substr(0, cut))});
      CAPTURE(cut);
      REQUIRE(result.rejects.size() == 1);
      CHECK(result.rejects[0].reason == "truncated_input");
      CHECK(result.rejects[0].line == result.articles.size() + 1);
      for (const Article& article : result.articles) CHECK(article.text.size() > 0);
    }
    std::string damaged = packed;
    for (std::size_t i = damaged.size() / 2; i < damaged.size() / 2 + 40; ++i)
      damaged[i] = static_cast<char>(~damaged[i]);
    CAPTURE(name);
    const IngestResult result =
        read({folder.write(name, damaged)});  // either may yield some noise before its checksum tells
    CHECK(std::count_if(result.rejects.begin(), result.rejects.end(),
                        [](const Reject& r) { return r.reason == "corrupt_input"; }) == 1);
  }
  CHECK(read({folder.write("t.txt.gz", gzip("a text that is cut").substr(0, 25))}).rejects.at(0).reason ==
        "truncated_input");
}

TEST_CASE("files of zeros, empty files and noise never stop a run") {
  const Folder folder;
  const std::string zeros(100000, '\0');
  CHECK(read({folder.write("z.jsonl", zeros)}).rejects.at(0).reason == "not_json");
  CHECK(read({folder.write("z.txt", zeros)}).rejects.at(0).reason == "not_text");
  CHECK(read({folder.write("z.jsonl.gz", zeros)}).rejects.at(0).reason == "not_json");
  CHECK(dump(read({folder.write("e.jsonl", "")})) == "0 0");
  CHECK(read({folder.write("e.txt", "")}).rejects.at(0).reason == "no_text");
  CHECK(read({folder.write("e.txt.gz", gzip(""))}).rejects.at(0).reason == "no_text");
  std::mt19937_64 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string noise(random() % 3000, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    if (round % 3 == 1) noise = "\x1f\x8b\x08" + noise;
    if (round % 3 == 2) noise = "\x28\xb5\x2f\xfd" + noise;
    for (const char* name : {"n.jsonl", "n.txt"})
      for (const Article& article : read({folder.write(name, noise)}).articles) REQUIRE(is_utf8(article.text));
  }
}

TEST_CASE("a .txt file is one article with its whole bytes") {
  const Folder folder;
  const std::string bytes =
      "\xEF\xBB\xBF الجيش يعلن استعادة المدينة من المسلحين \r\n\r\n أعلن الجيش يوم أمس أنه استعاد "
      "المدينة.\r\n\r\n\r\nshares\n";
  const Article article = only_article(read({folder.write("first.report.txt", bytes)}));
  CHECK(article.text == bytes);
  CHECK(article.id == "first.report");
  CHECK(article.title == "الجيش يعلن استعادة المدينة من المسلحين");
  CHECK(article.source == "");
  CHECK(article.lang == "");
  CHECK_FALSE(article.published);
  CHECK(only_article(read({folder.write("PACKED.TXT.gz", gzip(bytes))})).text == bytes);
  CHECK(only_article(read({folder.write("PACKED.TXT.gz", gzip(bytes))})).id == "PACKED");
}

TEST_CASE("date and source of a .txt file come from lines of their own at its head") {
  const Folder folder;
  const Article article =
      only_article(read({folder.write("a.txt",
                                      "التاريخ: تشرين الثاني ١٢, ٢٠١٧\nالمصدر: جريدة النهر\nاتفاق جديد على هدنة في "
                                      "الجنوب\nلندن، هانوي (فيتنام)، أ ف ب\nقال مسؤول إن الهدنة تبدأ غدا.\n")}));
  CHECK(article.title == "اتفاق جديد على هدنة في الجنوب");
  CHECK(article.source == "جريدة النهر");
  CHECK(published(article) == "2017-11-12");
  CHECK(article.published_from == PublishedFrom::text);
  const Article late =
      only_article(read({folder.write("b.txt", "A first sentence ends here.\nSource: Sample Wire\n")}));
  CHECK(late.source == "");
}

TEST_CASE("the title of a text is the first line that reads like a headline") {
  const HeadReader heads(lexicons);
  const DateReader arabic(lexicons, "ar"), english(lexicons, "en");
  const auto ar = [&](std::string_view text) { return std::string(heads.read(text, arabic).headline); };
  const auto en = [&](std::string_view text) { return std::string(heads.read(text, english).headline); };
  CHECK(ar("أخبار السياسة\n\nالوزيران يبحثان ملف المياه في العاصمة\n\n21.11.2017 | 22:04\n\nبحث الوزيران الملف.") ==
        "الوزيران يبحثان ملف المياه في العاصمة");
  CHECK(ar("الساحل- حث الوزير جميع الأطراف على المشاركة في الحوار وقال إن بلاده مستعدة لاستضافة جولة جديدة من "
           "المحادثات في العاصمة خلال الأسبوع "
           "المقبل إذا وافقت الأطراف على ذلك.\nقال أيضا كلاما آخر كثيرا") == "");
  CHECK(ar("العاصمة-وكالات\nأكدت الوزارة حرصها على الحوار.") == "");
  CHECK(ar("الوزير يزور الجنوب\nزار الوزير الجنوب اليوم.") == "الوزير يزور الجنوب");
  CHECK(en("World News | Europe | Politics\nBy Jane Sample\nLONDON (Wire) -\nMinisters agree on water deal\nThey "
           "agreed.") == "Ministers agree on water deal");
  CHECK(en("Published: 12 November 2017\nSection: World\nU.S. Gov. Sample visits the flooded valley\n") ==
        "U.S. Gov. Sample visits the flooded valley");
  CHECK(en("Ministers agreed on a deal. They meet again tomorrow.\nAnother line of words here") == "");
  CHECK(en("Minister: we will stay in the valley") == "Minister: we will stay in the valley");
  CHECK(en("") == "");
}

TEST_CASE("a publication time comes from the field, else the text's head, else the address") {
  const Article field = from_line(R"({"date": "2017-11-12", "url": "https://a.example/2016/01/02/x", "text": "a"})");
  CHECK(published(field) == "2017-11-12");
  const Article text =
      from_line(R"({"date": "", "url": "https://a.example/2016/01/02/x", "text": "12 November 2017\nSome text."})");
  CHECK(published(text) == "2017-11-12");
  CHECK(text.published_from == PublishedFrom::text);
  const Article url =
      from_line(R"({"url": "https://a.example/2016/01/02/x", "text": "On 12 November 2017 it began."})");
  CHECK(published(url) == "2016-01-02");
  CHECK(url.published_from == PublishedFrom::url);
  CHECK(published(from_line(R"({"date_modify": "2018-01-01", "text": "a"})")) == "2018-01-01");
  CHECK(from_line(R"({"text": "a"})").published_from == PublishedFrom::none);
  CHECK(published(from_line(R"({"date": "12/11/2017", "lang": "ar", "text": "a"})")) == "2017-11-12");
  CHECK(published(from_line(R"({"date": "12/11/2017", "lang": "en", "text": "a"})")) == "none");
  CHECK(published(from_line(R"({"timestamp": 1510437840, "text": "a"})")) == "2017-11-11T22:04:00Z");
  CHECK(published(from_line(R"({"date": "الأحد 12 نوفمبر 2017", "text": "نص"})")) == "2017-11-12");
}

TEST_CASE("a source comes from the field, else the url's host, else the text's head") {
  CHECK(from_line(R"({"url": "https://user@WWW.Sample.example:8080/a", "text": "a"})").source == "sample.example");
  CHECK(from_line(R"({"source": "https://www.sample.example/feed.xml", "text": "a"})").source == "sample.example");
  CHECK(from_line(R"({"source": "www.sample.example", "text": "a"})").source == "www.sample.example");
  CHECK(from_line(R"({"text": "Source: Sample Wire\nMinisters agree."})").source == "Sample Wire");
  CHECK(host_of("//cdn.example/x") == "cdn.example");
  CHECK(host_of("nonsense") == "");
}

TEST_CASE("folders are walked in order, unknown files are skipped and counted") {
  const Folder folder;
  folder.write("b/2.txt", "second file of words");
  folder.write("b/1.txt", "first file of words");
  folder.write("a.jsonl", "{\"id\":\"j\",\"text\":\"a\"}");
  folder.write("noname", "{\"id\":\"k\",\"text\":\"a\"}\n");
  folder.write("c.csv", "id,text\n1,a\n");
  folder.write("d.json", "{\n \"a\": 1\n}\n");
  folder.write(".hidden.txt", "hidden");
  folder.write(".git/x.txt", "hidden");
  fs::create_symlink(folder.path / "nowhere", folder.path / "dangling.txt");
  fs::create_directory_symlink(folder.path, folder.path / "loop");
  const IngestResult result = read({folder.path.string()});
  CHECK(ids(result) == "1 2 j k ");
  CHECK(result.skipped_files == 4);  // .hidden.txt, c.csv, d.json, loop
  REQUIRE(result.rejects.size() == 1);
  CHECK(result.rejects[0].reason == "unreadable");
  CHECK(result.inputs.size() == 4);
  CHECK(result.inputs[0].path == (folder.path / "a.jsonl").string());
}

TEST_CASE("inputs that the user named but that can't be read are errors of one clear line") {
  const Folder folder;
  const std::string missing = (folder.path / "missing.jsonl").string();
  CHECK_THROWS_WITH_AS(read({missing}), ("input not found: " + missing).c_str(), std::runtime_error);
  const std::string unknown = folder.write("a.csv", "id,text\n");
  CHECK_THROWS_WITH_AS(read({unknown}), ("unknown kind of input (neither .txt nor JSON Lines): " + unknown).c_str(),
                       std::runtime_error);
  CHECK_THROWS_AS(read({"-", "-"}), std::runtime_error);
}

TEST_CASE("standard input is JSON Lines or one text") {
  const auto with_input = [](std::string_view bytes) {
    const Folder folder;
    const std::string path = folder.write("in", bytes);
    const int kept = dup(STDIN_FILENO);
    FILE* file = fopen(path.c_str(), "rb");
    dup2(fileno(file), STDIN_FILENO);
    const IngestResult result = read({"-"});
    dup2(kept, STDIN_FILENO);
    close(kept);
    fclose(file);
    return result;
  };
  CHECK(only_article(with_input(gzip("{\"id\":\"j\",\"text\":\"a\"}\n"))).id == "j");
  CHECK(only_article(with_input("Ministers agree on water deal\nThey agreed.")).title ==
        "Ministers agree on water deal");
  CHECK(only_article(with_input("Ministers agree on water deal\nThey agreed.")).id.size() == 17);
  CHECK(dump(with_input("")) == "0 0");
}

TEST_CASE("the result depends neither on threads, nor on blocks, nor on the order of inputs") {
  std::mt19937_64 random(11);
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    if (random() % 50 == 0) lines += "broken\n";
    lines += "{\"id\":" + std::to_string(random() % 2000) + ",\"date\":\"2017-11-" +
             std::to_string(10 + random() % 20) + "\",\"text\":\"" + std::string(random() % 300, 'a') +
             (random() % 20 == 0 ? "\\ud83d" : "") + "\"}\n";
  }
  const Folder folder;
  const std::string a = folder.write("a.jsonl.gz", gzip(lines)), b = folder.write("b.txt", "one text of words"),
                    c = folder.write("c.jsonl", lines.substr(0, 5000));
  IngestOptions small;
  small.block_bytes = 100;
  std::string expected;
  {
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    expected = dump(read({a, b, c}));
  }
  const tbb::global_control four(tbb::global_control::max_allowed_parallelism, 4);
  CHECK(dump(read({c, a, b})) == expected);
  CHECK(dump(read({b, c, a}, small)) == expected);
}

TEST_CASE("texts and lines above the limit are rejected, the lines behind them are read") {
  IngestOptions options;
  options.largest_text_bytes = 1000;
  options.block_bytes = 4096;
  const std::string after = "\n{\"id\":\"z\",\"text\":\"a\"}\n";
  const IngestResult text = read_lines("{\"id\":\"big\",\"text\":\"" + std::string(1001, 'a') + "\"}" + after, options);
  CHECK(ids(text) == "z ");
  CHECK(text.rejects.at(0).reason == "text_too_large");
  CHECK(text.rejects.at(0).id == "big");
  const IngestResult line =
      read_lines("{\"text\":\"a\"}\n{\"text\":\"" + std::string(3000000, 'a') + "\"}" + after + "{", options);
  CHECK(line.articles.size() == 2);
  REQUIRE(line.rejects.size() == 2);
  CHECK(line.rejects[0].reason == "line_too_large");
  CHECK(line.rejects[0].line == 2);
  CHECK(line.rejects[0].offset == 13);
  CHECK(line.rejects[1].line == 4);
  CHECK(line.rejects[1].offset == 3000047);
  const Folder folder;
  CHECK(read({folder.write("big.txt", std::string(1001, 'a'))}, options).rejects.at(0).reason == "text_too_large");
  CHECK(read({folder.write("fits.txt", std::string(1000, 'a'))}, options).articles.size() == 1);
}

TEST_CASE("a line of many megabytes is read") {
  std::string text;
  for (int i = 0; text.size() < (20u << 20); ++i) text += "word" + std::to_string(i) + " ";
  CHECK(from_line("{\"text\": \"" + text + "\"}").text == text);
}

TEST_CASE("inputs are summed up with a hash of their stored bytes") {
  const Folder folder;
  const std::string path = folder.write("e.jsonl", "");
  const IngestResult result = read({path});
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].hash == "2d06800538d394c2");
  CHECK(result.inputs[0].bytes == 0);
  CHECK(read({path}, {.hash_inputs = false}).inputs[0].hash.empty());
  std::uint64_t last = 0;
  const std::string other = folder.write("o.jsonl", "{\"text\":\"a\"}\n");
  read_articles({other}, {}, lexicons, [&](std::uint64_t bytes, std::uint64_t total) {
    CHECK(bytes >= last);
    CHECK(total == 13);
    last = bytes;
  });
  CHECK(last == 13);
}
