// How fast are the copies of a dump found, end to end from texts in memory, and how many of the known ones?
#include <benchmark/benchmark.h>

#include <tbb/global_control.h>

#include "duplicates/find_duplicates.h"
#include "generated_text.h"

namespace {

using tawatur::bench::Script;

struct Dump {
  std::vector<tawatur::Article> articles;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> copies;  // pairs that are surely at Jaccard >= 0.7
  std::size_t bytes = 0;
};

// Of four articles one is a copy of the one before, with one word in sixty replaced: about 0.85 of its shingles stay, a
// Jaccard index about 0.74; the exact ones at 0.7 or more are known after a comparison of the two sets of positions.
Dump make_dump(std::size_t articles, Script script) {
  tawatur::bench::TextMaker maker(script, 3);
  Dump dump;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < articles; ++i) {
    std::size_t broken = 0, broken_until = 0;
    if (i % 4 == 3) {
      for (std::size_t w = 0; w < words.size(); ++w) {
        if (maker.numbers().below(60)) continue;
        words[w] = "replaced" + std::to_string(maker.numbers().below(1'000'000'000));
        const std::size_t first = std::max(broken_until, w < 4 ? 0 : w - 4);  // shingles w - 4 to w hold the word
        broken += w + 1 - first;
        broken_until = w + 1;
      }
    } else {
      words.clear();
      for (std::uint64_t left = 50 + maker.numbers().below(600); left > 0; --left)
        words.push_back(maker.word() + std::to_string(maker.numbers().below(50)));
    }
    tawatur::Article article;
    article.id = std::to_string(1'000'000'000 + i);
    for (const std::string& word : words) article.text += word + ' ';
    dump.bytes += article.text.size();
    dump.articles.push_back(std::move(article));
    const double shingles = static_cast<double>(words.size()) - 4;
    if (i % 4 == 3 && (shingles - static_cast<double>(broken)) / (shingles + static_cast<double>(broken)) >= 0.705)
      dump.copies.emplace_back(static_cast<std::uint32_t>(i - 1), static_cast<std::uint32_t>(i));
  }
  return dump;
}

void find(benchmark::State& state, Script script) {
  const Dump dump = make_dump(static_cast<std::size_t>(state.range(0)), script);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(1)));
  const tawatur::DuplicateResult result = tawatur::find_duplicates(dump.articles, {});
  std::size_t found = 0;
  for (const auto& [a, b] : dump.copies) {
    const auto place = std::lower_bound(result.pairs.begin(), result.pairs.end(), std::pair{a, b},
                                        [](const tawatur::SimilarPair& pair, const auto& key) {
                                          return std::pair{index_of(pair.a), index_of(pair.b)} < key;
                                        });
    found += place != result.pairs.end() && index_of(place->a) == a && index_of(place->b) == b;
  }
  const double recall = static_cast<double>(found) / static_cast<double>(dump.copies.size());
  if (recall < 0.999) return state.SkipWithError("copies were missed");
  for (auto _ : state) benchmark::DoNotOptimize(tawatur::find_duplicates(dump.articles, {}).pairs.data());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(dump.bytes));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["recall"] = recall;
  state.counters["candidates"] = static_cast<double>(result.statistics.candidates);
  state.counters["pairs"] = static_cast<double>(result.pairs.size());
}

// Articles, threads. Process time counts all threads.
BENCHMARK_CAPTURE(find, english, Script::english)
    ->Args({20000, 1})
    ->Args({20000, 2})
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find, arabic, Script::arabic)
    ->Args({5000, 1})
    ->Args({20000, 1})
    ->Args({80000, 1})
    ->Args({20000, 2})
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
