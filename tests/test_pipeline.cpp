#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <unistd.h>

#include "pipeline.h"
#include "report/write_report.h"
#include "support/random.h"
#include "text/dates.h"

using namespace tawatur;
namespace fs = std::filesystem;

namespace {

const std::string corpus = TAWATUR_SOURCE_DIR "/corpus/articles";

std::string json_of(const Report& report) {
  std::ostringstream out;
  write_json(report, {}, out);
  return out.str();
}

template <class Input>
PipelineResult run_in_arena(const Input& input, unsigned threads, PipelineOptions options = {}) {
  options.threads = threads;
  // More workers than cores, so that seven threads are seven anywhere.
  const tbb::global_control workers(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  PipelineResult result;
  arena.execute([&] { result = run_pipeline(input, options); });
  return result;
}

Article article(std::string id, std::string source, int hour, std::string lang, std::string title, std::string text) {
  Article made;
  made.id = std::move(id);
  made.source = std::move(source);
  made.lang = std::move(lang);
  made.title = std::move(title);
  made.text = std::move(text);
  made.published = Timestamp{(days_from_civil(2021, 3, 10) * 24ll + hour) * 3600, true, 0};
  made.published_from = PublishedFrom::field;
  return made;
}

/// Three reports of a fire, one of them twice, a report of something else, an undated text and an empty one.
IngestResult small_dump() {
  const std::string fire =
      "A fire broke out on Wednesday morning in a textile warehouse in the port of Salina. The fire killed 12 workers, the "
      "provincial governor said. Firefighters needed six hours to put out the flames. The warehouse belonged to the Orlen "
      "company, which makes sails and tents for the navy.";
  IngestResult input;
  input.articles = {
      article("a1", "harbourpost.example", 9, "en", "Fire in Salina warehouse kills 12 workers", fire),
      article("a2", "coastmirror.example", 10, "en", "Fire in Salina warehouse kills 12 workers", fire),
      article("a3", "islandtimes.example", 11, "en", "Salina warehouse fire leaves 19 workers dead",
              "Nineteen workers were killed when a textile warehouse in the port of Salina burned down on Wednesday, hospital "
              "officials said. The fire killed 19 workers and injured eight firefighters. The Orlen company, the owner of the "
              "warehouse, said that it did not know what caused the fire. Police closed the port road."),
      article("a4", "dailyledger.example", 12, "en", "Orlen warehouse in Salina burns, 12 dead",
              "A large fire destroyed a textile warehouse of the Orlen company in the port of Salina. Twelve workers were "
              "killed in the fire, according to the governor of the province. It took firefighters about six hours to put out "
              "the flames in the warehouse on Wednesday."),
      article("b1", "dailyledger.example", 12, "en", "Parliament elects new speaker",
              "Members of parliament elected Marta Belen as their new speaker by 140 votes. She had led the committee for "
              "agriculture and fishing for six years and promised shorter debates."),
      article("c1", "naba.example", 13, "ar", "انهيار جسر قديم في بلدة الوادي",
              "انهار جسر حجري قديم في بلدة الوادي بعد أمطار غزيرة استمرت يومين. وقالت البلدية إن الحادث لم يسفر عن إصابات."),
      article("d1", "", 14, "en", "", ""),
  };
  input.articles[5].published.reset();
  input.articles[5].published_from = PublishedFrom::none;
  return input;
}

/// The corpus, cut into `files` files of a folder of its own, its records in an order of `seed`.
class Shuffled {
 public:
  Shuffled(std::uint64_t seed, std::size_t files) {
    std::string name = (fs::temp_directory_path() / "tawatur-pipeline-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    std::vector<std::string> lines;
    for (const auto& entry : fs::directory_iterator(corpus)) {
      if (entry.path().extension() != ".jsonl") continue;
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    support::Random random(seed);
    for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
    for (std::size_t f = 0; f < files; ++f) paths_.push_back((folder_ / (std::to_string(f) + ".jsonl")).string());
    for (std::size_t i = 0; i < lines.size(); ++i) std::ofstream(paths_[i % files], std::ios::app) << lines[i] << '\n';
  }
  ~Shuffled() { fs::remove_all(folder_); }
  Shuffled(const Shuffled&) = delete;
  Shuffled& operator=(const Shuffled&) = delete;

  const std::vector<std::string>& paths() const { return paths_; }

 private:
  fs::path folder_;
  std::vector<std::string> paths_;
};

/// Without what names the inputs, which differ by intention.
std::string json_without_inputs(Report report) {
  report.run.inputs.clear();
  return json_of(report);
}

bool on_boundary(const std::string& text, std::uint32_t offset) {
  return offset == text.size() || (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

const std::string& field_of(const Report& report, const Span& span) {
  const Article& owner = report.articles[index_of(span.article)];
  REQUIRE((span.field == Field::text || owner.title));
  return span.field == Field::text ? owner.text : *owner.title;
}

void check_range(const Report& report, const Span& span, ByteRange range) {
  const std::string& field = field_of(report, span);
  CHECK(range.begin < range.end);
  REQUIRE(range.end <= field.size());
  CHECK(on_boundary(field, range.begin));
  CHECK(on_boundary(field, range.end));
}

void check_pair(const Report& report, const StatementPair& pair) {
  CHECK(pair.a < pair.b);
  check_range(report, pair.a, pair.a.range);
  check_range(report, pair.b, pair.b.range);
  CHECK((pair.score >= 0 && pair.score <= 1));
  CHECK(pair.id.size() == 17);
  for (const Difference& difference : pair.differences) {
    CHECK_FALSE(difference.rule.empty());
    CHECK_FALSE(difference.why.empty());
    if (difference.a) check_range(report, pair.a, *difference.a);
    if (difference.b) check_range(report, pair.b, *difference.b);
    if (difference.a) CHECK(pair.a.range.contains(*difference.a));
    if (difference.b) CHECK(pair.b.range.contains(*difference.b));
  }
  for (const ByteRange range : pair.changed_a) check_range(report, pair.a, range);
  for (const ByteRange range : pair.changed_b) check_range(report, pair.b, range);
}

void check_event_claims(const Report& report, const Event& event, const EventClaims& compared,
                        const std::map<std::uint32_t, std::uint32_t>& origin_of) {
  const std::set<std::uint32_t> origins(event.origins.begin(), event.origins.end());
  std::set<std::string> ids;
  for (const StatementPair& pair : compared.pairs) {
    check_pair(report, pair);
    CHECK(ids.insert(pair.id).second);
    const std::uint32_t a = origin_of.at(index_of(pair.a.article)), b = origin_of.at(index_of(pair.b.article));
    CHECK(a != b);
    CHECK(origins.contains(a));
    CHECK(origins.contains(b));
  }
  CHECK(std::is_sorted(compared.pairs.begin(), compared.pairs.end(), [](const auto& x, const auto& y) {
    return std::pair{x.a, x.b} < std::pair{y.a, y.b};
  }));
  for (const StatementPair& pair : compared.internal) {
    check_pair(report, pair);
    CHECK(origin_of.at(index_of(pair.a.article)) == origin_of.at(index_of(pair.b.article)));
  }
  for (const Claim& claim : compared.claims) {
    CAPTURE(claim.id);
    CHECK(claim.id.size() == 17);
    check_range(report, claim.medoid, claim.medoid.range);
    std::set<std::uint32_t> stating;
    bool holds_medoid = false;
    for (const ClaimCell& cell : claim.cells) {
      check_range(report, cell.span, cell.span.range);
      CHECK(origins.contains(cell.origin));
      CHECK(origin_of.at(index_of(cell.span.article)) == cell.origin);
      stating.insert(cell.origin);
      holds_medoid = holds_medoid || cell.span == claim.medoid;
    }
    CHECK(holds_medoid);
    CHECK(stating.size() >= 2);
    std::set<std::uint32_t> all = stating;
    for (const auto* others : {&claim.silent, &claim.not_expected})
      for (const std::uint32_t origin : *others) CHECK(all.insert(origin).second);
    CHECK(all == origins);
    CHECK(claim.independent_sources >= 1);
    for (const std::uint32_t p : claim.pairs) {
      REQUIRE(p < compared.pairs.size());
      const auto stands = [&](const Span& span) {
        return std::any_of(claim.cells.begin(), claim.cells.end(), [&](const ClaimCell& cell) { return cell.span == span; });
      };
      CHECK(stands(compared.pairs[p].a));
      CHECK(stands(compared.pairs[p].b));
    }
  }
}

void check_report(const Report& report) {
  const std::size_t count = report.articles.size();
  CHECK(std::is_sorted(report.articles.begin(), report.articles.end(), [](const auto& x, const auto& y) { return x.id < y.id; }));
  std::map<std::uint32_t, std::uint32_t> origin_of;
  for (std::uint32_t o = 0; o < report.origins.size(); ++o) {
    const Origin& origin = report.origins[o];
    CHECK(std::find(origin.articles.begin(), origin.articles.end(), origin.representative) != origin.articles.end());
    for (const ArticleIndex member : origin.articles) CHECK(origin_of.emplace(index_of(member), o).second);
  }
  CHECK(origin_of.size() == count);

  std::set<std::uint32_t> seen_articles, seen_origins;
  std::set<std::string> ids;
  REQUIRE(report.event_claims.size() == report.events.size());
  for (std::size_t e = 0; e < report.events.size(); ++e) {
    const Event& event = report.events[e];
    CAPTURE(event.id);
    CHECK(ids.insert(event.id).second);
    std::set<std::uint32_t> of_articles;
    for (const ArticleIndex member : event.articles) {
      CHECK(seen_articles.insert(index_of(member)).second);
      of_articles.insert(origin_of.at(index_of(member)));
    }
    for (const std::uint32_t origin : event.origins) CHECK(seen_origins.insert(origin).second);
    CHECK(of_articles == std::set<std::uint32_t>(event.origins.begin(), event.origins.end()));
    if (event.parent) CHECK((*event.parent < report.events.size() && *event.parent != e));
    for (const std::uint32_t mention : event.mentions) CHECK(mention < report.events.size());
    check_event_claims(report, event, report.event_claims[e], origin_of);
  }
  CHECK(seen_articles.size() == count);
  CHECK(seen_origins.size() == report.origins.size());
}

}  // namespace

TEST_CASE("the report of the corpus is the same for 1, 2 and 7 threads") {
  const std::vector<std::string> inputs{corpus};
  const std::string expected = json_of(run_in_arena(inputs, 1).report);
  CHECK(expected.size() > 100'000);
  for (const unsigned threads : {2u, 7u}) CHECK(json_of(run_in_arena(inputs, threads).report) == expected);
}

TEST_CASE("the report does not depend on the order of inputs and records") {
  const Shuffled first(1, 3), second(2, 5);
  std::vector<std::string> backwards(second.paths().rbegin(), second.paths().rend());
  const std::string expected = json_without_inputs(run_in_arena(first.paths(), 2).report);
  CHECK(json_without_inputs(run_in_arena(backwards, 2).report) == expected);
}

TEST_CASE("the report of articles in memory is the same for 1, 2 and 7 threads") {
  const std::string expected = json_of(run_in_arena(small_dump(), 1).report);
  for (const unsigned threads : {2u, 7u}) CHECK(json_of(run_in_arena(small_dump(), threads).report) == expected);
}

TEST_CASE("every article of the corpus is in one event and one origin, and pairs, cells and silences fit together") {
  const PipelineResult result = run_in_arena(std::vector<std::string>{corpus}, 2);
  CHECK(result.report.articles.size() > 100);
  CHECK(result.report.rejects.empty());
  std::size_t claims = 0;
  for (const EventClaims& event : result.report.event_claims) claims += event.claims.size();
  CHECK(claims > 100);
  check_report(result.report);
}

TEST_CASE("a small dump: a copy is no second origin, and what two origins count differently diverges") {
  const PipelineResult result = run_in_arena(small_dump(), 2);
  const Report& report = result.report;
  check_report(report);
  REQUIRE(report.articles.size() == 7);
  REQUIRE(report.groups.size() == 1);
  CHECK(report.groups[0].members == std::vector<ArticleIndex>{ArticleIndex{0}, ArticleIndex{1}});
  const auto fire = std::find_if(report.events.begin(), report.events.end(), [](const Event& event) {
    return event.articles.front() == ArticleIndex{0};
  });
  REQUIRE(fire != report.events.end());
  CHECK(fire->articles == std::vector<ArticleIndex>{ArticleIndex{0}, ArticleIndex{1}, ArticleIndex{2}, ArticleIndex{3}});
  CHECK(fire->origins.size() == 3);
  const EventClaims& compared = report.event_claims[static_cast<std::size_t>(fire - report.events.begin())];
  const auto toll = std::find_if(compared.pairs.begin(), compared.pairs.end(), [](const StatementPair& pair) {
    return pair.relation == Relation::diverge &&
           std::any_of(pair.differences.begin(), pair.differences.end(),
                       [](const Difference& difference) { return difference.kind == DifferenceKind::count; });
  });
  CHECK(toll != compared.pairs.end());
  CHECK(report.events.size() == 4);
}

TEST_CASE("one event holds all articles and origins when all are to be compared") {
  PipelineOptions options;
  options.one_event = true;
  const PipelineResult result = run_in_arena(small_dump(), 2, options);
  REQUIRE(result.report.events.size() == 1);
  CHECK(result.report.events[0].articles.size() == 7);
  check_report(result.report);
}

TEST_CASE("the story is told as far as it is asked for, and nothing of nothing") {
  PipelineOptions options;
  options.depth = Depth::duplicates;
  const PipelineResult copies = run_in_arena(small_dump(), 1, options);
  CHECK(copies.report.groups.size() == 1);
  CHECK(copies.report.events.empty());
  options.depth = Depth::events;
  const PipelineResult events = run_in_arena(small_dump(), 1, options);
  CHECK(events.report.events.size() == 4);
  for (const EventClaims& claims : events.report.event_claims) CHECK((claims.pairs.empty() && claims.claims.empty()));
  for (const bool one_event : {false, true}) {
    options = {};
    options.one_event = one_event;
    const PipelineResult none = run_in_arena(IngestResult{}, 2, options);
    CHECK(none.report.articles.empty());
    CHECK(none.report.events.empty());
  }
  CHECK_THROWS_AS(run_pipeline(std::vector<std::string>{"/no/such/dump.jsonl"}, {}), std::runtime_error);
}

TEST_CASE("hashes of inputs and lexicons stand in the record when they are wanted, and change nothing else") {
  const Shuffled dump(3, 2);
  const PipelineResult with = run_pipeline(dump.paths(), {});
  PipelineOptions no_fingerprints;
  no_fingerprints.fingerprints = false;
  const PipelineResult without = run_pipeline(dump.paths(), no_fingerprints);
  const auto is_hash = [](const std::string& text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  };
  REQUIRE(with.report.run.inputs.size() == 2);
  CHECK(is_hash(with.report.run.inputs[0].hash));
  CHECK(is_hash(with.report.run.inputs[1].hash));
  CHECK(with.report.run.inputs[0].hash != with.report.run.inputs[1].hash);
  const auto& versions = with.report.run.lexicon_versions;
  CHECK(std::is_sorted(versions.begin(), versions.end()));
  CHECK(std::any_of(versions.begin(), versions.end(), [](const auto& one) { return one.first == "ar/months"; }));
  CHECK(std::none_of(versions.begin(), versions.end(), [](const auto& one) { return one.second.empty(); }));

  CHECK(without.report.run.lexicon_versions.empty());
  REQUIRE(without.report.run.inputs.size() == 2);
  CHECK(without.report.run.inputs[0].hash.empty());
  Report completed = without.report;
  completed.run.lexicon_versions = versions;
  for (std::size_t i = 0; i < 2; ++i) completed.run.inputs[i].hash = with.report.run.inputs[i].hash;
  CHECK(json_of(completed) == json_of(with.report));

  IngestResult given = small_dump();
  given.inputs = {{"given.jsonl", "0123456789abcdef", 1, 1, 1}};
  const PipelineResult kept = run_pipeline(std::move(given), no_fingerprints);
  REQUIRE(kept.report.run.inputs.size() == 1);
  CHECK(kept.report.run.inputs[0].hash == "0123456789abcdef");
}

TEST_CASE("progress: every stage tells how far it is, and ends complete") {
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> last;
  run_pipeline(small_dump(), {}, [&](std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view) {
    last[std::string(stage)] = {done, total};
  });
  for (const std::string_view stage : {"duplicates", "events", "claims"}) {
    const auto found = last.find(std::string(stage));
    REQUIRE(found != last.end());
    CHECK(found->second.first == found->second.second);
  }
}
