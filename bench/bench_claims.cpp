// How fast are the claims of events compared, and single sentence pairs judged, on the bundled corpus?
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>

#include "pipeline.h"

namespace {

using namespace tawatur;

/// The corpus up to its events: what the comparison of claims starts from.
struct Corpus {
  Lexicons lexicons;
  Report report;
  std::vector<std::vector<ByteRange>> furniture;

  Corpus() {
    PipelineOptions options;
    options.depth = Depth::events;
    report = run_pipeline(std::vector<std::string>{TAWATUR_SOURCE_DIR "/corpus/articles"}, options).report;
    furniture = find_furniture(report.articles, options.furniture);
  }
};

const Corpus& corpus() {
  static const Corpus whole;
  return whole;
}

/// Whether the comparison sees that two origins of one event name different holders of one town.
bool finds_control(const Corpus& whole, const std::vector<EventClaims>& compared) {
  for (std::size_t e = 0; e < compared.size(); ++e)
    for (const StatementPair& pair : compared[e].pairs) {
      const std::string& a = whole.report.articles[index_of(pair.a.article)].id;
      if (!a.starts_with("zalmat-") || pair.relation != Relation::diverge) continue;
      if (std::any_of(pair.differences.begin(), pair.differences.end(),
                      [](const Difference& difference) { return difference.kind == DifferenceKind::control; }))
        return true;
    }
  return false;
}

std::vector<EventClaims> compare_all(const Corpus& whole, const ClaimComparer& comparer) {
  std::vector<EventClaims> compared;
  for (const Event& event : whole.report.events)
    compared.push_back(comparer.compare(event, whole.report.articles, whole.furniture, whole.report.origins));
  return compared;
}

// On one thread: events are compared side by side, each by one thread.
void compare_events(benchmark::State& state) {
  const Corpus& whole = corpus();
  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const ClaimComparer comparer(whole.lexicons, {});
  const std::vector<EventClaims> compared = compare_all(whole, comparer);
  if (!finds_control(whole, compared)) return state.SkipWithError("the known divergence of control was not found");
  std::size_t pairs = 0, claims = 0;
  for (const EventClaims& event : compared) pairs += event.pairs.size(), claims += event.claims.size();
  for (auto _ : state) benchmark::DoNotOptimize(compare_all(whole, comparer).data());
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["articles/s"] = benchmark::Counter(rounds * static_cast<double>(whole.report.articles.size()), benchmark::Counter::kIsRate);
  state.counters["pairs/s"] = benchmark::Counter(rounds * static_cast<double>(pairs), benchmark::Counter::kIsRate);
  state.counters["pairs"] = static_cast<double>(pairs);
  state.counters["claims"] = static_cast<double>(claims);
}
BENCHMARK(compare_events)->Unit(benchmark::kMillisecond)->UseRealTime();

// Neighbouring headlines of one language: related and unrelated pairs as they come. Each sentence is read anew, as in a
// file that names none twice.
void judge_pairs(benchmark::State& state, const std::string& lang) {
  const Corpus& whole = corpus();
  JudgeOptions options;
  options.remembered_sentences = 0;
  const PairJudge judge(whole.lexicons, options);
  JudgeMemory memory;
  std::vector<std::string> titles;
  for (const Article& article : whole.report.articles)
    if (article.lang == lang && article.title) titles.push_back(*article.title);
  if (titles.size() < 2) return state.SkipWithError("the corpus has no headlines");
  const PairJudgement itself = judge.judge(titles[0], titles[0], lang, {}, {}, memory);
  if (itself.relation != PairRelation::match) return state.SkipWithError("a headline does not match itself");
  for (auto _ : state)
    for (std::size_t i = 1; i < titles.size(); ++i)
      benchmark::DoNotOptimize(judge.judge(titles[i - 1], titles[i], lang, {}, {}, memory).match);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(titles.size() - 1));
}
BENCHMARK_CAPTURE(judge_pairs, arabic, std::string("ar"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(judge_pairs, english, std::string("en"))->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
