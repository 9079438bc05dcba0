// What does a sketch cost, on top of the normalised text, and how far off is its estimate?
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

#include "generated_text.h"
#include "sketch/minhash.h"
#include "sketch/shingles.h"
#include "text/normalise.h"
#include "text/simhash.h"

namespace {

using tawatur::bench::Script;

// About 2 MB of comparable forms of 400 words each.
std::vector<std::string> forms(Script script) {
  tawatur::bench::TextMaker maker(script, 2);
  std::vector<std::string> result;
  for (std::size_t bytes = 0; bytes < 2'000'000; bytes += result.back().size())
    result.push_back(tawatur::normalise_words(maker.text(400)));
  return result;
}

void shingle_hashes(benchmark::State& state, Script script) {
  const auto made = forms(script);
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (const std::string& text : made) tawatur::for_each_shingle(text, [&](std::uint64_t hash) { sum += hash; });
    benchmark::DoNotOptimize(sum);
  }
  tawatur::bench::count_bytes(state, made);
}

void shingle_sets(benchmark::State& state, Script script) {
  const auto made = forms(script);
  std::vector<std::uint64_t> set;
  for (auto _ : state) {
    for (const std::string& text : made) {
      tawatur::shingle_set(text, set);
      benchmark::DoNotOptimize(set.data());
    }
  }
  tawatur::bench::count_bytes(state, made);
}

// Shingles and MinHash; counters give the error of the estimate.
void minhash(benchmark::State& state, Script script) {
  const auto made = forms(script);
  const auto bins = static_cast<std::uint32_t>(state.range(0));
  tawatur::MinHash sketch(bins);

  // Each text against itself with its last quarter replaced by the next text's: the answer, checked first.
  double squares = 0, theory = 0;
  std::vector<std::uint64_t> a, b;
  const auto sketch_of = [&](const std::vector<std::uint64_t>& set) {
    sketch.clear();
    for (const std::uint64_t hash : set) sketch.add(hash);
    const auto values = sketch.finish();
    return std::vector<std::uint32_t>(values.begin(), values.end());
  };
  for (std::size_t i = 0; i + 1 < made.size(); ++i) {
    const std::string& other = made[i + 1];
    tawatur::shingle_set(made[i], a);
    tawatur::shingle_set(made[i].substr(0, made[i].size() * 3 / 4) + other.substr(other.size() * 3 / 4), b);
    const double shared = tawatur::shared_shingles(a, b);
    const double jaccard = shared / (static_cast<double>(a.size() + b.size()) - shared);
    const double error = tawatur::estimated_jaccard(sketch_of(a), sketch_of(b)) - jaccard;
    squares += error * error;
    theory += jaccard * (1 - jaccard) / bins;
  }
  if (squares > 1.3 * theory) return state.SkipWithError("the estimate is worse than the theory");

  for (auto _ : state) {
    for (const std::string& text : made) {
      sketch.clear();
      tawatur::for_each_shingle(text, [&](std::uint64_t hash) { sketch.add(hash); });
      benchmark::DoNotOptimize(sketch.finish().data());
    }
  }
  tawatur::bench::count_bytes(state, made);
  state.counters["rmse"] = std::sqrt(squares / static_cast<double>(made.size() - 1));
}

void simhash(benchmark::State& state, Script script) {
  const auto made = forms(script);
  for (auto _ : state)
    for (const std::string& text : made) benchmark::DoNotOptimize(tawatur::simhash_of_words(text));
  tawatur::bench::count_bytes(state, made);
}

BENCHMARK_CAPTURE(shingle_hashes, english, Script::english);
BENCHMARK_CAPTURE(shingle_hashes, arabic, Script::arabic);
BENCHMARK_CAPTURE(shingle_sets, arabic, Script::arabic);
BENCHMARK_CAPTURE(minhash, english, Script::english)->Arg(128)->Arg(256)->Arg(1024);
BENCHMARK_CAPTURE(minhash, arabic, Script::arabic)->Arg(128);
BENCHMARK_CAPTURE(simhash, arabic, Script::arabic);

}  // namespace

BENCHMARK_MAIN();
