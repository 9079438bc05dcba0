#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdio>
#include <deque>

#include "command_line/command.h"
#include "command_line/external.h"
#include "command_line/heap.h"
#include "command_line/judge.h"
#include "command_line/option_groups.h"
#include "command_line/output.h"
#include "command_line/pair_table.h"
#include "command_line/progress.h"
#include "command_line/summary.h"
#include "command_line/threads.h"
#include "report/json_stream.h"
#include "tuning/tune.h"

namespace tawatur::command_line {
namespace {

PipelineOptions options_to(Depth depth, const Settings& settings) {
  PipelineOptions options = settings.pipeline;
  options.depth = depth;
  options.duplicates.expect_candidates = settings.statistics;
  options.fingerprints = false;  // for commands that write the run's record to ask for
  return options;
}

PipelineResult run(const PipelineOptions& options, const Settings& settings, Progress& progress) {
  use_huge_pages();
  const auto follow = [&](std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit) {
    progress.update(stage, done, total, unit);
    use_huge_pages();
  };
  return with_threads(options.threads, [&] { return run_pipeline(settings.inputs, options, follow); });
}

std::string comparison_summary(const Report& report) {
  std::uint64_t claims = 0, diverging = 0;
  for (const EventClaims& event : report.event_claims) {
    claims += event.claims.size();
    diverging += static_cast<std::uint64_t>(
        std::ranges::count(event.claims, Relation::diverge, [](const Claim& claim) { return claim.relation; }));
  }
  return counted(report.articles.size(), "article") + ", " + counted(report.origins.size(), "origin") + ", " +
         counted(report.events.size(), "event") + ", " + counted(claims, "claim") + ", " + std::to_string(diverging) +
         " diverging";
}

void write_pairs(const PipelineResult& result, std::ostream& out) {
  write_pair_head(out);
  for (const SimilarPair& pair : result.similar_pairs)
    write_pair(pair, result.report.articles[index_of(pair.a)].id, result.report.articles[index_of(pair.b)].id, out);
}

void run_report(const Settings& settings) {
  if (settings.output.empty() || settings.output == "-") throw UsageError("report needs a folder: -o FOLDER");
  check_report_folder(settings.output);
  OptionalOutput rejects(settings.rejects);
  Progress progress;
  PipelineOptions options = options_to(Depth::claims, settings);
  options.fingerprints = true;
  const PipelineResult result = run(options, settings, progress);
  progress.update("write", 0, 0, "");
  write_report_folder(result.report, settings.report, settings.output);
  rejects.write([&](std::ostream& out) { write_rejects(result.report.rejects, out); });
  print_summary("report", comparison_summary(result.report) + " in " + settings.output + "/index.html",
                result.report.rejects.size(), settings, progress);
}

void run_compare(const Settings& settings) {
  Output output(settings.output);
  OptionalOutput rejects(settings.rejects);
  Progress progress;
  PipelineOptions options = options_to(Depth::claims, settings);
  options.fingerprints = true;
  options.one_event = true;
  const PipelineResult result = run(options, settings, progress);
  progress.update("write", 0, 0, "");
  rejects.write([&](std::ostream& out) { write_rejects(result.report.rejects, out); });
  output.write([&](std::ostream& out) { write_json(result.report, settings.report, out); });
  print_summary("compare", comparison_summary(result.report), result.report.rejects.size(), settings, progress);
}

void check_sketch(const DuplicateOptions& options) {
  if (!std::has_single_bit(options.sketch_bins)) throw UsageError("--bins must be a power of two");
  const std::uint64_t bands = std::max(1u, options.bands), rows = std::max(1u, options.rows);
  if (bands * rows > options.sketch_bins) throw UsageError("--bands times --rows must not be more than --bins");
}

void run_duplicates(const Settings& settings) {
  check_sketch(settings.pipeline.duplicates);
  if (settings.memory_bytes > 0) return run_duplicates_externally(settings);
  if (!settings.work.empty() || settings.piece_bytes > 0)
    throw UsageError("--work and --piece are of use with --memory only");
  Output output(settings.output);
  OptionalOutput pairs(settings.pairs), rejects(settings.rejects);
  Progress progress;
  // Never taken apart: the process ends soon, and its memory with it.
  static auto& kept = *new std::deque<PipelineResult>;
  const PipelineResult& result = kept.emplace_back(run(options_to(Depth::duplicates, settings), settings, progress));
  const Report& report = result.report;
  progress.update("write", 0, 0, "");
  rejects.write([&](std::ostream& out) { write_rejects(report.rejects, out); });
  pairs.write([&](std::ostream& out) { write_pairs(result, out); });
  output.write([&](std::ostream& out) { write_groups_jsonl(report, out); });
  print_summary("duplicates",
                duplicates_summary(report.articles.size(), report.groups.size(), result.duplicate_statistics, settings),
                report.rejects.size(), settings, progress);
}

ArticleIndex find_article(const std::vector<Article>& articles, const std::string& id) {
  const auto found = std::ranges::lower_bound(articles, id, {}, &Article::id);
  if (found == articles.end() || found->id != id) throw std::runtime_error("no article has the id " + id);
  return static_cast<ArticleIndex>(found - articles.begin());
}

void write_explanation(const Settings& settings, const Report& report, std::ostream& out) {
  const std::vector<std::vector<ByteRange>> furniture = find_furniture(report.articles, settings.pipeline.furniture);
  const EventExplanation explanation =
      explain_events(report.articles, furniture, report.origins, lexicons_of(settings),
                     settings.pipeline.events, find_article(report.articles, settings.explain[0]),
                     find_article(report.articles, settings.explain[1]));
  JsonStream json(out);
  json.begin_object();
  json.key("a");
  json.string(settings.explain[0]);
  json.key("b");
  json.string(settings.explain[1]);
  json.key("same_event");
  json.boolean(explanation.same_event);
  json.key("probability");
  json.real(explanation.probability);
  json.key("terms");
  json.begin_array();
  for (const ScoreTerm& term : explanation.terms) {
    json.begin_object();
    json.key("name");
    json.string(term.name);
    json.key("value");
    json.real(term.value);
    json.key("weight");
    json.real(term.weight);
    json.end_object();
  }
  json.end_array();
  json.key("why");
  json.string(explanation.why);
  json.end_object();
  json.end_line();
  json.finish();
}

void run_events(const Settings& settings) {
  Output output(settings.output);
  OptionalOutput rejects(settings.rejects);
  Progress progress;
  const Report report = run(options_to(Depth::events, settings), settings, progress).report;
  progress.update("write", 0, 0, "");
  rejects.write([&](std::ostream& out) { write_rejects(report.rejects, out); });
  output.write([&](std::ostream& out) {
    if (settings.explain.empty()) {
      write_events_jsonl(report, out);
    } else {
      write_explanation(settings, report, out);
    }
  });
  const auto shared =
      std::ranges::count_if(report.events, [](const Event& event) { return event.articles.size() > 1; });
  print_summary("events",
                counted(report.articles.size(), "article") + ", " + counted(report.events.size(), "event") + ", " +
                    std::to_string(shared) + " of two or more",
                report.rejects.size(), settings, progress);
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> table{
      {"report", "INPUT... -o FOLDER [options]", "the whole comparison, as pages to read and JSON, CSV to work with",
       "Groups copies, finds the events, compares what independent reports of each event state, and writes\n"
       "FOLDER/index.html to begin reading, a page an event, report.json with everything, claims.csv for a\n"
       "spreadsheet and rejects.jsonl. Run again, it replaces the earlier report.\n\n"
       "  tawatur report news/ -o report && xdg-open report/index.html",
       {add_folder_output, add_texts, add_rejects, add_duplicate_options, add_run_options},
       run_report},
      {"duplicates", "INPUT... [-o FILE] [options]", "groups of near-duplicate texts",
       "Writes a line a group of two or more near-duplicates, JSON Lines: the representative, the members by time,\n"
       "and for each member the link that holds it there. Similarity is of the texts' sets of word 5-shingles,\n"
       "exact; titles don't count. A text below five words is in no group. A group also says which member is dated\n"
       "earliest, which text contains which, and which agencies its members credit. A dump that is larger than the\n"
       "memory is worked on in pieces on disk with --memory; stopped, it goes on when it is called again.\n\n"
       "  tawatur duplicates news.jsonl.gz -o groups.jsonl --pairs pairs.tsv\n"
       "  tawatur duplicates dump.jsonl -o groups.jsonl --memory 4G",
       {add_file_output, add_pairs, add_changes, add_duplicate_options, add_recall, add_sketch_options, add_memory,
        add_rejects, add_run_options},
       run_duplicates},
      {"events", "INPUT... [-o FILE] [options]", "which articles report the same event",
       "Writes a line an event, JSON Lines, single articles too: its articles by time, the event that it follows up\n"
       "and, for a round-up, the other events that it mentions. Every article is in exactly one event.\n\n"
       "  tawatur events news.jsonl.gz -o events.jsonl\n"
       "  tawatur events news.jsonl.gz --explain reuters-17 bbc-4",
       {add_file_output, add_explain, add_duplicate_options, add_rejects, add_run_options},
       run_events},
      {"compare", "INPUT... [-o FILE] [options]", "what articles known to be of one event agree and differ on",
       "Takes all articles as reports of one event and writes their comparison: one JSON object as report.json has\n"
       "it, with the claims, the pairs of statements and their differences in byte ranges of the texts.\n\n"
       "  tawatur compare reuters.txt afp.txt anadolu.txt -o comparison.json",
       {add_file_output, add_texts, add_rejects, add_duplicate_options, add_run_options},
       run_compare},
      {"judge", "FILE.jsonl [-o FILE] [options]", "match, diverge or unrelated, for single pairs of sentences",
       "Reads a line a pair, {\"id\", \"a\", \"b\"} and optional \"lang\", \"date_a\", \"date_b\", and writes a line a pair in\n"
       "the same order: relation, probabilities, alarm (diverge, check or null), similarity and the differences with\n"
       "their places in a and b. FILE may be .gz or .zst, and - is standard input. A line that can't be used gives no\n"
       "line. Rules speak first; what they leave open between headlines, which have no full stop, a judge fitted on\n"
       "labelled pairs decides, another with --model.\n\n"
       "  echo '{\"id\": 1, \"a\": \"Twelve people died.\", \"b\": \"Fifteen people died.\"}' | tawatur judge -",
       {add_file_output, add_model, add_rejects, add_run_options},
       run_judge},
      {"tune", "INPUT... [-o FOLDER] [options]", "which sketch finds the copies of your dump with the least work",
       "Copies are found in two steps: texts whose sketches (bins) agree in one of several bands of some rows become\n"
       "candidates, and candidates are compared exactly. More bands find more, more rows compare less, and what is\n"
       "right depends on how much your dump repeats itself. This measures it: on a sample, whose exact pairs are found\n"
       "without sketches, it prints for each setting\n\n"
       "  recall         share of the exact pairs that become candidates; expected: what the S-curve\n"
       "                 1 - (1 - J^rows)^bands predicts for these pairs; at threshold: for the hardest ones\n"
       "  contained      share of the exact pairs of a text and one that contains it (0.8 of its shingles) that bands or\n"
       "                 the smallest hashes of the contained text find\n"
       "  candidates     pairs to compare, and the share of them that are copies (precision)\n"
       "  bytes/article  memory of the bands; MB/s: speed of the whole search on the sample, texts in memory\n\n"
       "and names the options for duplicates that reach --recall with the least work. The sample: articles by the hash\n"
       "of their ids, then every article of the dump that is similar to one of them (Jaccard 0.4 or more), since of\n"
       "articles drawn one by one hardly two are copies. So pairs can be counted on, their share of the dump can't.\n\n"
       "  tawatur tune news.jsonl.gz -o tuning && xdg-open tuning/s_curve.svg",
       {add_tune_options, add_recall, add_rejects, add_run_options},
       run_tune},
  };
  return table;
}

}  // namespace tawatur::command_line
