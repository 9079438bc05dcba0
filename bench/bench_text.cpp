// How fast does a text become comparable? Synthetic Arabic news of 12 paragraphs; rates in bytes of UTF-8.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "text/furniture.h"
#include "text/language.h"
#include "text/normalise.h"
#include "text/segment.h"
#include "text/stem.h"

using namespace tawatur;

namespace {

std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::string source_of(std::uint64_t number) { return std::string(1, static_cast<char>('a' + number % 4)); }

/// Paragraphs of about 40 words with commas, openers and quotations, and a line that every article of a source ends with.
std::string article_text(std::uint64_t number) {
  static const std::vector<std::string> words = {"المدينة", "وأضاف", "القوات",  "في",      "مساء",  "أمس",    "من",     "السكان",
                                                 "الطريق",  "إلى",   "البلدة",  "الشمالية", "وكانت", "اللجنة", "أن",     "محافظة",
                                                 "مسؤول",   "بيان",  "المستشفى", "على",     "نقل",   "جرحى",   "المعبر", "«إغلاق الطريق»"};
  std::string text;
  for (std::uint64_t paragraph = 0; paragraph < 12; ++paragraph) {
    for (std::uint64_t i = 0; i < 40; ++i) {
      const std::uint64_t draw = mixed(number * 1000 + paragraph * 50 + i + 1);
      text += words[draw % words.size()];
      text += draw % 11 == 0 ? "، فيما " : draw % 13 == 0 ? "، " : " ";
    }
    text += "انتهى.\n";
  }
  return text + "تابعوا نشرة " + source_of(number) + " رقم " + std::to_string(number);
}

void segment_articles(benchmark::State& state) {
  const Segmenter segmenter(Lexicons(), "ar");
  const std::string text = article_text(1);
  if (segmenter.segment(text).sentences.size() != 13) throw std::runtime_error("segment: wrong number of sentences");
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.segment(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(segment_articles);

void segment_normalised_articles(benchmark::State& state) {
  const Segmenter segmenter(Lexicons(), "ar");
  const std::string text = article_text(1);
  const NormalisedText words = normalise(text);
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.segment(text, words));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(segment_normalised_articles);

void furniture_of_a_dump(benchmark::State& state) {
  std::vector<Article> articles(static_cast<std::size_t>(state.range(0)));
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].source = source_of(i);
    articles[i].text = article_text(i);
    bytes += articles[i].text.size();
  }
  for (const auto& ranges : find_furniture(articles, {}))
    if (ranges.size() != 1) throw std::runtime_error("furniture: not the closing line alone");
  for (auto _ : state) benchmark::DoNotOptimize(find_furniture(articles, {}));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.counters["articles/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * articles.size()), benchmark::Counter::kIsRate);
}
BENCHMARK(furniture_of_a_dump)->Arg(1000)->Arg(8000)->Unit(benchmark::kMillisecond)->UseRealTime();

void stem_words(benchmark::State& state, std::string_view lang, const std::vector<std::string>& words, std::string_view expected) {
  if (stem(words.front(), lang) != expected) throw std::runtime_error("stem: wrong stem");
  for (auto _ : state)
    for (const std::string& word : words) benchmark::DoNotOptimize(stem(word, lang));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * words.size()));
}
BENCHMARK_CAPTURE(stem_words, arabic, "ar",
                  std::vector<std::string>{"والمستشفيات", "وزير", "اعلنت", "بالمدينه", "قوات", "فيما", "الطريق"}, "مستشف");
BENCHMARK_CAPTURE(stem_words, english, "en",
                  std::vector<std::string>{"hospitals", "minister", "announced", "city", "forces", "while", "roads"}, "hospit");

void identify_language(benchmark::State& state) {
  const LanguageIdentifier identifier{Lexicons()};
  const std::string text = article_text(1);
  if (identifier.identify(text) != "ar") throw std::runtime_error("language: wrong language");
  for (auto _ : state) benchmark::DoNotOptimize(identifier.identify(text));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(identify_language);

}  // namespace

BENCHMARK_MAIN();
