#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <tbb/task_arena.h>
#include <zlib.h>

#include "duplicates/external_duplicates.h"
#include "duplicates/external_furniture.h"
#include "duplicates/external_stages.h"
#include "duplicates/lineage.h"
#include "duplicates/spill.h"
#include "duplicates/work_folder.h"
#include "ingest/read_articles.h"
#include "support/random.h"
#include "text/furniture.h"

using namespace tawatur;
using support::Random;
namespace fs = std::filesystem;

namespace {

// A folder that goes with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "tawatur-external-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name) const { return (path / name).string(); }
};

struct Number {
  std::uint64_t value = 0;
  std::uint32_t note = 0, more = 0;
  friend constexpr auto operator<=>(const Number&, const Number&) = default;
};

std::vector<Number> random_numbers(std::uint64_t seed, std::size_t count, std::uint64_t values) {
  Random random(seed);
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < count; ++i)
    numbers.push_back({random.below(values), static_cast<std::uint32_t>(random.below(3)), 0});
  return numbers;
}

template <class Record>
std::vector<Record> drained(Sorter<Record>& sorter) {
  std::vector<Record> all;
  auto reader = sorter.sorted();
  for (Record record; reader.next(record);) all.push_back(record);
  return all;
}

void overwrite(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_gzip(const std::string& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb");
  REQUIRE(gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())) == static_cast<int>(bytes.size()));
  REQUIRE(gzclose(file) == Z_OK);
}

std::string json_line(const std::string& id, const std::string& text, const std::string& date) {
  return "{\"id\": \"" + id + "\", \"date\": \"" + date + "\", \"text\": \"" + text + "\"}\n";
}

// A record with the fields that lineage is told by.
std::string full_line(Random& random, const std::string& id, std::string text) {
  const auto word = [&] { return "t" + std::to_string(random.below(500)); };
  const std::string number = std::to_string(random.below(1000));
  std::string fields = ", \"title\": \"" + word() + ' ' + word() + "\"";
  if (random.below(3) > 0)
    fields += ", \"date\": \"2021-03-0" + std::to_string(1 + random.below(9)) +
              (random.below(2) == 0 ? "" : "T0" + std::to_string(random.below(9)) + ":00:00+03:00") + '"';
  if (random.below(3) > 0)
    fields += ", \"url\": \"https://site" + std::to_string(random.below(4)) + ".com/" + number + '"';
  if (random.below(3) == 0) fields += ", \"source\": \"site" + std::to_string(random.below(3)) + ".org\"";
  if (random.below(6) == 0) fields += ", \"agency\": \"Reuters\"";
  if (random.below(4) == 0) text = "Cairo (AFP) - " + text;
  if (random.below(4) == 0) text += " (رويترز)";
  return "{\"id\": \"" + id + "\", \"text\": \"" + text + '"' + fields + "}\n";
}

// Texts of one outlet that stand on pages of their own.
std::string wall_lines(Random& random) {
  std::string lines;
  for (std::uint64_t wall = 0; wall < 4; ++wall)
    for (std::uint64_t page = 3 + random.below(4); page > 0; --page) {
      const std::string n = std::to_string(random.below(100000));
      lines += "{\"text\": \"Please log in to go on with site " + std::to_string(wall) +
               " and read it all\", \"source\": \"walled.com\", \"title\": \"h" + n + " g" + n +
               "\", \"url\": \"walled.com/" + n + "\", \"date\": \"2021-05-01\"}\n";
    }
  return lines;
}

// Families of edited copies, excerpts and round-ups, credited and not, and walls; a few ids and records stand more than
// once.
std::string random_dump(std::uint64_t seed, std::size_t families) {
  Random random(seed);
  const auto word = [&] { return "v" + std::to_string(random.below(2000)); };
  std::vector<std::string> texts, lines;
  std::string dump;
  for (std::size_t family = 0; family < families; ++family) {
    std::vector<std::string> base;
    for (std::uint64_t left = 3 + random.below(random.below(2) ? 40 : 200); left > 0; --left) base.push_back(word());
    for (std::uint64_t copies = 1 + random.below(4); copies > 0; --copies) {
      const std::uint64_t per_mille = std::vector<std::uint64_t>{0, 0, 10, 40}[random.below(4)];
      std::string text;
      for (const std::string& one : base) text += (random.below(1000) < per_mille ? word() : one) + ' ';
      if (random.below(5) == 0 && !texts.empty()) text += texts[random.below(texts.size())];
      texts.push_back(text);
      const std::string id =
          random.below(12) == 0 ? "shared" + std::to_string(random.below(5)) : "a" + std::to_string(random.next());
      lines.push_back(full_line(random, id, text));
      if (random.below(15) == 0) lines.push_back(lines[random.below(lines.size())]);
    }
  }
  for (const std::string& line : lines) dump += line;
  return dump + wall_lines(random) + "{\"no\": \"text\"}\n";
}

// Articles of several lines, many of them their sites' own: word for word, with other numbers, nearly so, behind a
// label; sentences that one site repeats, lines that all sites have, versions of one text.
std::string furnished_dump(std::uint64_t seed, std::size_t articles) {
  Random random(seed);
  const auto word = [&] { return "v" + std::to_string(random.below(5000)); };
  const auto words = [&](std::uint64_t count) {
    std::string line = word();
    while (--count > 0) line += ' ' + word();
    return line;
  };
  std::string dump, last;
  for (std::size_t article = 0; article < articles; ++article) {
    const std::uint64_t site = random.below(random.below(2) ? 3 : 40);
    const std::string n = std::to_string(random.below(1000));
    const std::string name = {'s', static_cast<char>('a' + site / 10), static_cast<char>('a' + site % 10)};
    std::vector<std::string> lines;
    if (!last.empty() && random.below(6) == 0) {
      lines.push_back(last);
    } else {
      for (std::uint64_t count = 1 + random.below(5); count > 0; --count)
        lines.push_back(words(3 + random.below(60)) + (random.below(3) ? "." : ""));
      last = lines.back();
    }
    const auto add = [&](std::string line) {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size() + 1)), std::move(line));
    };
    if (random.below(2)) add("read more about rivers and seas on " + name);
    if (random.below(2)) add("shared " + n + " times by friends of the " + name);
    if (random.below(2))
      add("all rights of this page are held by the editors who made it in year of " + word() +
          " together with all the good people who helped them to bring it out in time for " + name);
    if (site == 0 && random.below(4)) add("Every word here is checked twice by two people.");
    if (random.below(3) == 0) add("The agency says so to all of its clients");
    if (random.below(2)) lines.push_back("send this page to a friend: " + words(3));
    std::string text;
    for (const std::string& line : lines) text += line + "\\n";
    dump += "{\"id\": \"f" + std::to_string(random.next()) + "\", \"text\": \"" + text + '"';
    if (random.below(10) > 0) dump += ", \"source\": \"" + name + ".com\"";
    dump += "}\n";
  }
  return dump;
}

// Whether a line with these words is furniture of an article.
bool is_furniture_somewhere(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                            std::string_view words) {
  for (std::size_t i = 0; i < articles.size(); ++i)
    for (const ByteRange range : furniture[i])
      if (std::string_view(articles[i].text).substr(range.begin, range.size()).find(words) != std::string_view::npos)
        return true;
  return false;
}

struct Outcome {
  std::string groups, pairs, rejects;  // groups: with changes
  bool operator==(const Outcome&) const = default;
};

std::string line_of(const SimilarPair& pair, std::string_view a, std::string_view b) {
  return std::string(a) + ' ' + std::string(b) + ' ' + std::to_string(pair.shared) + ' ' + std::to_string(pair.size_a) +
         ' ' + std::to_string(pair.size_b) + '\n';
}

std::string line_of(const DuplicateGroup& group, std::span<const Article> articles) {
  const auto id = [&](ArticleIndex article) { return ' ' + articles[index_of(article)].id; };
  std::string line = group.id + id(group.representative) + ':';
  for (const ArticleIndex member : group.members) line += id(member);
  const auto add = [&](const std::vector<GroupLink>& links) {
    for (const GroupLink& link : links)
      line += " |" + id(link.from) + id(link.to) + ' ' + std::to_string(static_cast<int>(link.kind)) + ' ' +
              std::to_string(link.value);
    line += " ;";
  };
  add(group.links);
  add(group.lineage);
  line += (group.earliest ? id(*group.earliest) : " undated") + ' ' + std::to_string(group.earliest_ties) +
          (group.furniture ? " furniture" : "");
  for (const std::string& agency : group.agencies) line += ' ' + agency;
  for (std::size_t i = 0; i < group.evidence.size(); ++i) {
    const Article& article = articles[index_of(group.members[i])];
    for (const Credit& credit : group.evidence[i].credits)
      line += " (" + credit.agency + ' ' + std::to_string(credit.range.begin) + ' ' +
              (credit.range.empty() ? article.agency : article.text.substr(credit.range.begin, credit.range.size())) +
              ')';
    if (const auto& changes = group.evidence[i].changes)
      for (const ChangedSpan& span : changes->spans)
        line += " [" + std::to_string(span.a.begin) + ' ' + std::to_string(span.a.end) + ' ' +
                std::to_string(span.b.begin) + ' ' + std::to_string(span.b.end) + ']';
  }
  return line + '\n';
}

std::string line_of(const Reject& reject) {
  return reject.input + ' ' + std::to_string(reject.line) + ' ' + std::to_string(reject.offset) + ' ' + reject.id +
         reject.reason + reject.detail + '\n';
}

Outcome in_memory(const std::vector<std::string>& inputs, const DuplicateOptions& options) {
  const Lexicons lexicons;
  const IngestResult read = read_articles(inputs, {}, lexicons);
  DuplicateResult result = find_duplicates(read.articles, options);
  describe_groups(read.articles, result.pairs, result.lineage, lexicons, options, result.groups);
  describe_changes(read.articles, find_furniture(read.articles, {}), result.groups);
  Outcome outcome;
  for (const DuplicateGroup& group : result.groups) outcome.groups += line_of(group, read.articles);
  for (const SimilarPair& pair : result.pairs)
    outcome.pairs += line_of(pair, read.articles[index_of(pair.a)].id, read.articles[index_of(pair.b)].id);
  for (const Reject& reject : read.rejects) outcome.rejects += line_of(reject);
  return outcome;
}

Outcome from_disk(const std::vector<std::string>& inputs, const DuplicateOptions& options, const std::string& work,
                  std::uint64_t piece_bytes, int threads = 2) {
  static const Lexicons lexicons;
  ExternalOptions where;
  where.work_folder = work;
  where.pairs = true;
  where.changes = true;
  where.piece_bytes = piece_bytes;
  where.memory_bytes = 2ull << 30;
  Outcome outcome;
  tbb::task_arena(threads).execute([&] {
    ExternalDuplicates duplicates(inputs, {}, options, where, lexicons);
    duplicates.run();
    duplicates.each_batch_of_groups(
        [&](const std::vector<DuplicateGroup>& groups, const std::vector<Article>& articles) {
          for (const DuplicateGroup& group : groups) outcome.groups += line_of(group, articles);
        });
    duplicates.each_pair(
        [&](const SimilarPair& pair, std::string_view a, std::string_view b) { outcome.pairs += line_of(pair, a, b); });
    duplicates.each_reject([&](const Reject& reject) { outcome.rejects += line_of(reject); });
    duplicates.remove_work();
  });
  CHECK_FALSE(fs::exists(work));
  return outcome;
}

}  // namespace

TEST_CASE("Sorting with hardly any memory gives what sorting in memory gives") {
  const Folder folder;
  SpillFolder spill(folder.path.string());
  for (const std::size_t count : {0u, 1u, 2u, 100u, 20000u}) {
    std::vector<Number> numbers = random_numbers(count, count, count / 2 + 1);
    for (const bool unique : {false, true}) {
      for (const std::size_t memory : {std::size_t{64}, std::size_t{5000}, std::size_t{1} << 22}) {
        if (count > 1000 && memory < 1000) continue;
        Sorter<Number> sorter(spill, memory, unique);
        for (const Number& number : numbers) sorter.add(number);
        std::vector<Number> expected = numbers;
        std::sort(expected.begin(), expected.end());
        if (unique) expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
        CHECK(drained(sorter) == expected);
        CHECK(drained(sorter) == expected);  // again
      }
    }
  }
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("Strings of any length and any bytes are sorted by their bytes") {
  const Folder folder;
  SpillFolder spill(folder.path.string());
  Random random(3);
  std::vector<std::string> strings{"", std::string(1, '\0'), "\x7f", "\xff", std::string(300000, 'x')};
  for (int i = 0; i < 3000; ++i) {
    std::string text(random.below(20), '\0');
    for (char& byte : text) byte = static_cast<char>(random.below(256));
    strings.push_back(text);
  }
  Sorter<std::string> sorter(spill, 10000);
  for (const std::string& text : strings) sorter.add(text);
  std::sort(strings.begin(), strings.end());
  CHECK(drained(sorter) == strings);
}

TEST_CASE("A piece that was cut, changed or removed is noticed") {
  const Folder folder;
  SpillFolder spill(folder.path.string());
  std::vector<Number> numbers = random_numbers(1, 10000, 1u << 30);
  std::sort(numbers.begin(), numbers.end());
  const Piece piece = write_run(spill, "tawatur-x.piece", numbers, true);
  const std::string path = spill.path_of(piece.name), whole = bytes_of(path);
  REQUIRE(whole.size() == piece.bytes);
  CHECK(spill.is_whole(piece));
  const auto read_all = [&] {
    RunMerge<Number> merge(spill, {piece}, 1 << 20);
    std::vector<Number> all;
    for (Number number; merge.next(number);) all.push_back(number);
    return all;
  };
  CHECK(read_all() == numbers);

  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, whole.size() / 2, whole.size() - 1}) {
    overwrite(path, whole.substr(0, size));
    CHECK_FALSE(spill.is_whole(piece));
    CHECK_THROWS_AS(read_all(), DamagedPiece);
  }
  for (const std::size_t at : {std::size_t{0}, whole.size() / 3, whole.size() - 1}) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    overwrite(path, changed);
    CHECK_FALSE(spill.is_whole(piece));
    CHECK_THROWS_AS(read_all(), DamagedPiece);
  }
  overwrite(path, whole + "x");
  CHECK_FALSE(spill.is_whole(piece));
  fs::remove(path);
  CHECK_FALSE(spill.is_whole(piece));
}

TEST_CASE("A piece that isn't finished leaves nothing behind") {
  const Folder folder;
  const SpillFolder spill(folder.path.string());
  {
    PieceWriter out(spill, "tawatur-x.piece", true);
    out.write("abc", 3);
  }
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("Records of rejects and groups sort as they do and come back as they were") {
  std::vector<Reject> rejects{{"a", 1, 2, "", "r", "d"},    {"a", 1, 2, "", "r", std::string("d\0e", 3)},
                              {"a", 1, 300, "i", "r", "d"}, {"a", 256, 2, "", "r", "d"},
                              {"a", 2, 1, "", "r", "d"},    {std::string("a\0", 2), 1, 2, "", "r", "d"},
                              {"ab", 1, 2, "", "", ""},     {"", 0, 0, "", "", ""}};
  for (const Reject& x : rejects)
    for (const Reject& y : rejects) CHECK((x < y) == (external::encode_reject(x) < external::encode_reject(y)));
  for (const Reject& x : rejects) CHECK(external::decode_reject(external::encode_reject(x)) == x);
  DuplicateGroup group;
  group.id = "g0123456789abcdef";
  group.representative = ArticleIndex{7};
  group.members = {ArticleIndex{9}, ArticleIndex{7}};
  group.links.push_back({ArticleIndex{9}, ArticleIndex{7}, LinkKind::contained, 0.875});
  const DuplicateGroup back = external::decode_group(external::encode_group(group));
  CHECK(back.id == group.id);
  CHECK(back.representative == group.representative);
  CHECK(back.members == group.members);
  REQUIRE(back.links.size() == 1);
  CHECK(back.links[0].from == ArticleIndex{9});
  CHECK(back.links[0].to == ArticleIndex{7});
  CHECK(back.links[0].kind == LinkKind::contained);
  CHECK(back.links[0].value == 0.875);
}

TEST_CASE("Connected parts are named by their smallest number") {
  external::Parts parts(8);
  parts.join(5, 3);
  parts.join(7, 5);
  parts.join(2, 6);
  const std::vector<std::uint32_t> expected{0, 1, 2, 3, 4, 3, 2, 3};
  for (std::uint32_t i = 0; i < 8; ++i) CHECK(parts.of(i) == expected[i]);
}

TEST_CASE("The manifest goes on with equal settings and starts anew with others") {
  const Folder folder;
  const std::string path = folder.file("work");
  std::vector<std::string> told;
  const WorkMessage tell = [&](std::string_view line) { told.emplace_back(line); };
  const std::vector<std::string> settings{"threshold: 0.7", "input: a b c"};
  {
    WorkFolder work(path);
    work.begin(settings, {}, tell);
    work.keep(write_run(work.spill(), "tawatur-x.piece", std::vector<Number>{{1, 2, 0}}, true));
    work.set("stage", 3);
    work.save();
    write_run(work.spill(), "tawatur-y.piece", std::vector<Number>{{1, 2, 0}}, true);  // killed before it was kept
    CHECK_THROWS_AS(WorkFolder{path}, std::runtime_error);                             // in use
  }
  {
    WorkFolder work(path);
    work.begin(settings, {}, tell);
    CHECK(work.number("stage") == 3);
    CHECK(work.spill().is_whole(work.piece("tawatur-x.piece")));
    CHECK_FALSE(fs::exists(work.spill().path_of("tawatur-y.piece")));
  }
  CHECK(told.empty());
  {
    WorkFolder work(path);
    work.begin({"threshold: 0.8", "input: a b c"}, {}, tell);
    CHECK(work.number("stage") == 0);
    CHECK(work.pieces().empty());
    CHECK_FALSE(fs::exists(work.spill().path_of("tawatur-x.piece")));
  }
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("another threshold") != std::string::npos);
  overwrite(path + "/tawatur-manifest", "tawatur work folder 2\nnumber stage 5\nend 17\n");
  WorkFolder work(path);
  work.begin(settings, {}, tell);
  CHECK(work.number("stage") == 0);
  work.remove();
  CHECK(fs::is_empty(path));  // who made it is no longer known
}

TEST_CASE("From disk come the groups, pairs and rejects of the run in memory, whatever the size of pieces") {
  const Folder folder;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const std::string a = folder.file("a.jsonl"), b = folder.file("b.jsonl");
    overwrite(a, random_dump(seed, 150));
    overwrite(b, random_dump(seed + 100, 60) + random_dump(seed, 20));
    const Outcome expected = in_memory({a, b}, {});
    REQUIRE(expected.groups.size() > 1000);
    for (const char* const part : {" ; |", " furniture", " (Reuters 0 Reuters)", " AFP)", " undated 0"})
      REQUIRE(expected.groups.find(part) != std::string::npos);
    CHECK(from_disk({a, b}, {}, folder.file("work"), 0) == expected);
    CHECK(from_disk({b, a}, {}, folder.file("work"), 40000, 1) == expected);
    CHECK(from_disk({a, b}, {}, folder.file("work"), 3000, 3) == expected);
  }
}

TEST_CASE("Bounded buckets, keys and classes are bounded as in memory") {
  const Folder folder;
  const std::string dump = folder.file("dump.jsonl");
  std::string lines;
  std::string boilerplate;
  for (int i = 0; i < 60; ++i) boilerplate += "b" + std::to_string(i) + ' ';
  for (int i = 0; i < 120; ++i) {
    // A template with a name filled in, copies of it, and long texts that hold it.
    const std::string text = boilerplate + (i % 3 == 0 ? "" : "n" + std::to_string(i));
    std::string around;
    for (int k = 0; k < (i % 4 == 0 ? 200 : 0); ++k) around += " r" + std::to_string(i * 1000 + k);
    lines += json_line("t" + std::to_string(i * 7919 % 1000), text + around, "2020-01-01");
  }
  overwrite(dump, lines);
  for (const std::uint32_t largest : {2u, 5u, 30u, 1000u}) {
    DuplicateOptions options;
    options.largest_bucket = largest;
    CHECK(from_disk({dump}, options, folder.file("work"), 5000) == in_memory({dump}, options));
  }
  DuplicateOptions low;
  low.threshold = 0.2;
  low.containment = 0.3;
  CHECK(from_disk({dump}, low, folder.file("work"), 5000) == in_memory({dump}, low));
}

TEST_CASE("Stopped in any stage, with any piece damaged or none, it comes to the same result") {
  const Folder folder;
  const std::string plain = folder.file("dump.jsonl"), packed = folder.file("more.jsonl.gz"),
                    work = folder.file("work");
  overwrite(plain, random_dump(11, 40));
  write_gzip(packed, random_dump(12, 40));
  const std::vector<std::string> inputs{plain, packed};
  const Outcome expected = in_memory(inputs, {});
  const Lexicons lexicons;
  ExternalOptions where;
  where.work_folder = work;
  where.pairs = true;
  where.changes = true;
  where.piece_bytes = 30000;
  where.memory_bytes = 2ull << 30;
  struct Stop {};
  for (const char* const last :
       {"furniture", "ids", "copies", "bands", "containment", "candidates", "unpack", "verify", "groups"}) {
    CAPTURE(last);
    const auto stop = [&] {
      fs::remove_all(work);
      const ExternalProgress progress = [&](std::string_view stage, std::uint64_t, std::uint64_t, std::string_view) {
        if (stage == last) throw Stop();
      };
      ExternalDuplicates duplicates(inputs, {}, {}, where, lexicons, progress);
      CHECK_THROWS_AS(duplicates.run(), Stop);
    };
    stop();
    std::vector<std::string> pieces{""};
    for (const fs::directory_entry& entry : fs::directory_iterator(work)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".piece") && fs::file_size(entry.path()) > 0) pieces.push_back(name);
    }
    std::sort(pieces.begin(), pieces.end());
    for (std::size_t i = 0; i < pieces.size(); i += 1 + pieces.size() / 5) {
      CAPTURE(pieces[i]);
      if (i > 0) {
        stop();
        const std::string path = work + '/' + pieces[i], whole = bytes_of(path);
        overwrite(path, whole.substr(0, whole.size() - 1));
      }
      CHECK(from_disk(inputs, {}, work, 30000) == expected);
    }
  }
}

TEST_CASE("Lines that are a site's own are the same on disk as in memory") {
  const Folder folder;
  const std::string dump = folder.file("dump.jsonl");
  for (const std::uint64_t seed : {1u, 2u}) {
    overwrite(dump, furnished_dump(seed, 600));
    const Lexicons lexicons;
    const std::vector<Article> articles = read_articles({dump}, {}, lexicons).articles;
    const auto expected = find_furniture(articles, {});
    for (const std::string line :
         {"read more about rivers", "times by friends of the", "all rights of this page are held by the editors",
          "send this page to a friend:", "Every word here is checked twice by two people."}) {
      CAPTURE(line);
      REQUIRE(is_furniture_somewhere(articles, expected, line));
    }
    REQUIRE_FALSE(is_furniture_somewhere(articles, expected, "The agency says so to all of its clients"));
    for (const std::uint64_t piece : {0u, 2000u, 100000u}) {
      struct Stop {};
      ExternalOptions where;
      where.work_folder = folder.file("work");
      where.changes = true;
      where.piece_bytes = piece;
      where.memory_bytes = 2ull << 30;
      {
        ExternalDuplicates duplicates({dump}, {}, {}, where, lexicons,
                                      [](std::string_view stage, std::uint64_t, std::uint64_t, std::string_view) {
                                        if (stage == "ids") throw Stop();
                                      });
        CHECK_THROWS_AS(duplicates.run(), Stop);
      }
      WorkFolder work(where.work_folder, true);
      const external::OwnLines own(work);
      for (std::size_t i = 0; i < articles.size(); ++i) CHECK(own.furniture(articles[i]) == expected[i]);
      fs::remove_all(where.work_folder);
    }
  }
}

TEST_CASE("A limit that is too small is told before any work") {
  const Folder folder;
  const std::string dump = folder.file("dump.jsonl");
  overwrite(dump, random_dump(1, 3));
  const Lexicons lexicons;
  ExternalOptions where;
  where.work_folder = folder.file("work");
  where.memory_bytes = 1 << 20;
  ExternalDuplicates duplicates({dump}, {}, {}, where, lexicons);
  CHECK_THROWS_AS(duplicates.run(), std::runtime_error);
}
