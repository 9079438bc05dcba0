#include "pipeline.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>

#include "duplicates/form_origins.h"
#include "duplicates/lineage.h"
#include "duplicates/publishers.h"
#include "text/language.h"
#include "text/normalise.h"
#include "version.h"

namespace tawatur {
namespace {

/// Threads to use at most; 0 asks for one a core.
std::size_t parallelism(unsigned threads) {
  return threads == 0 ? static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()) : threads;
}

std::string number(double value) {
  std::string digits = std::to_string(value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

std::vector<std::pair<std::string, std::string>> parameters(const PipelineOptions& options) {
  std::vector<std::pair<std::string, std::string>> values{
      {"duplicates.threshold", number(options.duplicates.threshold)},
      {"duplicates.containment", number(options.duplicates.containment)},
      {"duplicates.least_contained_shingles", std::to_string(options.duplicates.least_contained_shingles)},
      {"duplicates.longest_ratio", number(options.duplicates.longest_ratio)},
      {"duplicates.containment_keys", std::to_string(options.duplicates.containment_keys)},
      {"duplicates.containment_sample", std::to_string(options.duplicates.containment_sample)},
      {"duplicates.largest_bucket", std::to_string(options.duplicates.largest_bucket)},
      {"duplicates.bands", std::to_string(options.duplicates.bands)},
      {"duplicates.rows", std::to_string(options.duplicates.rows)},
      {"duplicates.recall", number(options.duplicates.recall)},
      {"duplicates.sketch_bins", std::to_string(options.duplicates.sketch_bins)},
      {"events.threshold", number(options.events.threshold)},
      {"events.rare_terms", std::to_string(options.events.rare_terms)},
      {"events.longest_posting", std::to_string(options.events.longest_posting)},
      {"events.one_event", options.one_event ? "true" : "false"},
      {"furniture.least_articles", std::to_string(options.furniture.least_articles)},
      {"furniture.least_share", number(options.furniture.least_share)},
      {"claims.least_score", number(options.claims.least_score)},
      {"claims.group_score", number(options.claims.group_score)},
      {"claims.guest_score", number(options.claims.guest_score)},
      {"claims.all_pairs_origins", std::to_string(options.claims.all_pairs_origins)},
      {"claims.least_words", std::to_string(options.claims.least_words)},
      {"claims.flash_words", std::to_string(options.claims.flash_words)},
      {"claims.least_coverage", number(options.claims.comparison.least_coverage)},
      {"claims.least_related", number(options.claims.comparison.least_related)},
      {"claims.update_after_s", std::to_string(options.claims.comparison.update_after_s)},
      {"claims.control_day_s", std::to_string(options.claims.comparison.control_day_s)},
      {"ingest.largest_text_bytes", std::to_string(options.ingest.largest_text_bytes)}};
  std::sort(values.begin(), values.end());
  return values;
}

void detect_languages(std::vector<Article>& articles, const Lexicons& lexicons) {
  const LanguageIdentifier identifier(lexicons);
  tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) {
    if (articles[i].lang.empty() || articles[i].lang == "und") articles[i].lang = identifier.identify(articles[i].text);
  });
}

/// All articles as one event of all origins.
std::vector<Event> single_event(std::span<const Article> articles, std::span<const Origin> origins,
                                std::vector<Event> events) {
  if (articles.empty()) return {};
  Event whole;
  for (Event& event : events) {
    whole.articles.insert(whole.articles.end(), event.articles.begin(), event.articles.end());
    for (std::string& keyword : event.keywords)
      if (whole.keywords.size() < 8 &&
          std::find(whole.keywords.begin(), whole.keywords.end(), keyword) == whole.keywords.end())
        whole.keywords.push_back(std::move(keyword));
  }
  const EarlierFirst earlier{articles};
  std::sort(whole.articles.begin(), whole.articles.end(), earlier);
  for (std::uint32_t o = 0; o < origins.size(); ++o) whole.origins.push_back(o);
  std::sort(whole.origins.begin(), whole.origins.end(), [&](std::uint32_t x, std::uint32_t y) {
    return earlier(origins[x].articles.front(), origins[y].articles.front());
  });
  for (const Event& event : events)
    if (event.articles.front() == whole.articles.front()) whole.id = event.id;
  std::vector<Event> one;
  one.push_back(std::move(whole));
  return one;
}

Lexicons lexicons_for(const PipelineOptions& options) {
  return options.lexicon_folder.empty() ? Lexicons() : Lexicons(options.lexicon_folder);
}

PipelineResult run_stages(IngestResult input, const Lexicons& lexicons, const PipelineOptions& options,
                          const PipelineProgress& progress) {
  const auto step = [&](std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit) {
    if (progress) progress(stage, done, total, unit);
  };
  PipelineResult result;
  Report& report = result.report;
  report.articles = std::move(input.articles);
  report.rejects = std::move(input.rejects);
  const std::span<const Article> articles = report.articles;
  const std::uint64_t count = articles.size();

  step("duplicates", 0, count, "articles");
  DuplicateResult duplicates = find_duplicates(articles, options.duplicates);
  describe_groups(articles, duplicates.pairs, duplicates.lineage, lexicons, options.duplicates, duplicates.groups);
  if (options.changes) describe_changes(articles, find_furniture(articles, options.furniture), duplicates.groups);
  report.groups = duplicates.groups;
  report.lineage = duplicates.lineage;
  result.duplicate_statistics = duplicates.statistics;
  step("duplicates", count, count, "articles");

  if (options.depth != Depth::duplicates) {
    detect_languages(report.articles, lexicons);
    report.origins = form_origins(articles, duplicates, publisher_families(articles, lexicons), lexicons);
    step("furniture", 0, count, "articles");
    const auto furniture = find_furniture(articles, options.furniture);
    step("events", 0, count, "articles");
    EventResult events = find_events(articles, furniture, report.origins, lexicons, options.events);
    report.events =
        options.one_event ? single_event(articles, report.origins, std::move(events.events)) : std::move(events.events);
    step("events", count, count, "articles");

    report.event_claims.resize(report.events.size());
    if (options.depth == Depth::claims) {
      const ClaimComparer comparer(lexicons, options.claims);
      step("claims", 0, report.events.size(), "events");
      std::mutex reporting;
      std::uint64_t done = 0;
      tbb::parallel_for(std::size_t{0}, report.events.size(), [&](std::size_t e) {
        report.event_claims[e] = comparer.compare(report.events[e], articles, furniture, report.origins);
        const std::lock_guard lock(reporting);
        step("claims", ++done, report.events.size(), "events");
      });
    }
  }
  result.similar_pairs = std::move(duplicates.pairs);

  RunRecord& run = report.run;
  run.version = tawatur_version;
  run.unicode_version = unicode_version();
  run.parameters = parameters(options);
  if (options.fingerprints) run.lexicon_versions = lexicons.versions();
  run.inputs = std::move(input.inputs);
  std::uint64_t pairs = 0, claims = 0, diverging = 0;
  for (const EventClaims& event : report.event_claims) {
    pairs += event.pairs.size();
    claims += event.claims.size();
    diverging += static_cast<std::uint64_t>(std::count_if(
        event.claims.begin(), event.claims.end(), [](const Claim& c) { return c.relation == Relation::diverge; }));
  }
  run.counts = {{"articles", count},
                {"claims", claims},
                {"claims_diverging", diverging},
                {"duplicate_groups", report.groups.size()},
                {"events", report.events.size()},
                {"origins", report.origins.size()},
                {"pairs", pairs},
                {"rejects", report.rejects.size()},
                {"repaired_texts", input.repaired_texts},
                {"skipped_files", input.skipped_files}};
  std::map<std::string, std::uint64_t> reasons;
  for (const Reject& reject : report.rejects) ++reasons[reject.reason];
  run.rejects_by_reason.assign(reasons.begin(), reasons.end());
  return result;
}

}  // namespace

PipelineResult run_pipeline(const std::vector<std::string>& inputs, const PipelineOptions& options,
                            const PipelineProgress& progress) {
  const Lexicons lexicons = lexicons_for(options);
  use_instruction_set(options.instructions);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, parallelism(options.threads));
  const auto reading = [&](std::uint64_t read, std::uint64_t all) {
    if (progress) progress("read", read, all, "bytes");
  };
  IngestOptions ingest = options.ingest;
  ingest.hash_inputs = options.fingerprints;
  return run_stages(read_articles(inputs, ingest, lexicons, reading), lexicons, options, progress);
}

PipelineResult run_pipeline(IngestResult input, const PipelineOptions& options, const PipelineProgress& progress) {
  use_instruction_set(options.instructions);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, parallelism(options.threads));
  return run_stages(std::move(input), lexicons_for(options), options, progress);
}

}  // namespace tawatur
