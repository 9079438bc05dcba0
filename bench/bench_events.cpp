// How fast are the events of a dump found, and does the time grow with the dump or with its square?
#include <benchmark/benchmark.h>

#include <tbb/global_control.h>

#include "events/event_graph.h"
#include "events/find_events.h"
#include "generated_text.h"

namespace {

using tawatur::bench::Script;

struct Dump {
  std::vector<tawatur::Article> articles;
  std::vector<std::vector<tawatur::ByteRange>> furniture;
  std::vector<tawatur::Origin> origins;
  std::size_t bytes = 0;
};

// Events of three texts of 250 words each, forty events a day. A quarter of an event's words are its own, the rest
// are everybody's; so posting lists of common words grow with the dump and those of an event don't.
Dump make_dump(std::size_t articles, Script script) {
  tawatur::bench::TextMaker maker(script, 5);
  Dump dump;
  std::vector<std::string> own;
  for (std::size_t i = 0; i < articles; ++i) {
    if (i % 3 == 0) {
      own.clear();
      for (int w = 0; w < 40; ++w) own.push_back(maker.word() + std::to_string(maker.numbers().below(100'000)));
    }
    tawatur::Article article;
    article.id = std::to_string(1'000'000'000 + i);
    article.lang = script == Script::arabic ? "ar" : "en";
    for (int w = 0; w < 250; ++w) {
      article.text += maker.numbers().below(4) == 0 ? own[maker.numbers().below(own.size())]
                                                    : maker.word() + std::to_string(maker.numbers().below(20));
      article.text += ' ';
    }
    article.published = tawatur::Timestamp{1'500'000'000 + static_cast<std::int64_t>(i / 120) * 86'400, true, 0};
    dump.bytes += article.text.size();
    tawatur::Origin origin;
    origin.representative = tawatur::ArticleIndex{static_cast<std::uint32_t>(i)};
    origin.articles = {origin.representative};
    dump.origins.push_back(std::move(origin));
    dump.articles.push_back(std::move(article));
  }
  dump.furniture.resize(articles);
  return dump;
}

const tawatur::Lexicons& lexicons() {
  static const tawatur::Lexicons tables;
  return tables;
}

void events(benchmark::State& state, Script script) {
  const Dump dump = make_dump(static_cast<std::size_t>(state.range(0)), script);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  tawatur::EventResult result;
  for (auto _ : state) {
    result = tawatur::find_events(dump.articles, dump.furniture, dump.origins, lexicons(), {});
    benchmark::DoNotOptimize(result);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(dump.bytes) * state.iterations());
  state.counters["articles/s"] = benchmark::Counter(
      static_cast<double>(dump.articles.size()) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["candidates/article"] =
      static_cast<double>(result.candidates) / static_cast<double>(dump.articles.size());
  state.counters["events"] = static_cast<double>(result.events.size());
}

// Reading features alone: what a text costs before it meets another.
void features(benchmark::State& state, Script script) {
  const Dump dump = make_dump(300, script);
  const tawatur::FeatureReader reader(lexicons(), script == Script::arabic ? "ar" : "en");
  for (auto _ : state)
    for (const tawatur::Article& article : dump.articles)
      benchmark::DoNotOptimize(reader.read("", article.text, {}, article.published));
  state.SetBytesProcessed(static_cast<std::int64_t>(dump.bytes) * state.iterations());
}

}  // namespace

BENCHMARK_CAPTURE(features, arabic, Script::arabic)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(features, english, Script::english)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(events, arabic, Script::arabic)
    ->ArgNames({"articles", "threads"})
    ->Args({1500, 1})
    ->Args({3000, 1})
    ->Args({6000, 1})
    ->Args({12000, 1})
    ->Args({6000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

BENCHMARK_MAIN();
