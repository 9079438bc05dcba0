// How fast does a text become comparable, without and with the map to its bytes?
#include <benchmark/benchmark.h>

#include "generated_text.h"
#include "text/normalise.h"

namespace {

using tawatur::bench::Script;

// About 2 MB in texts of 400 words.
std::vector<std::string> texts(Script script) {
  tawatur::bench::TextMaker maker(script, 1);
  std::vector<std::string> result;
  for (std::size_t bytes = 0; bytes < 2'000'000; bytes += result.back().size()) result.push_back(maker.text(400));
  return result;
}

void words(benchmark::State& state, Script script) {
  const auto made = texts(script);
  std::string words;
  for (const std::string& text : made) {
    tawatur::normalise_words(text, words);
    if (words != tawatur::normalise(text).text) return state.SkipWithError("the variants differ");
  }
  for (auto _ : state) {
    for (const std::string& text : made) {
      tawatur::normalise_words(text, words);
      benchmark::DoNotOptimize(words.data());
    }
  }
  tawatur::bench::count_bytes(state, made);
}

void words_with_map(benchmark::State& state, Script script) {
  const auto made = texts(script);
  for (auto _ : state)
    for (const std::string& text : made) benchmark::DoNotOptimize(tawatur::normalise(text).tokens.data());
  tawatur::bench::count_bytes(state, made);
}

BENCHMARK_CAPTURE(words, english, Script::english);
BENCHMARK_CAPTURE(words, arabic, Script::arabic);
BENCHMARK_CAPTURE(words, vocalised_arabic, Script::vocalised_arabic);
BENCHMARK_CAPTURE(words, mixed, Script::mixed);
BENCHMARK_CAPTURE(words_with_map, english, Script::english);
BENCHMARK_CAPTURE(words_with_map, arabic, Script::arabic);

}  // namespace

BENCHMARK_MAIN();
