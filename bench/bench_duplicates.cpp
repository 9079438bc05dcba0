// How fast are the copies of a dump found, end to end from texts in memory, and how many of the known ones? What of it
// is the sketch? And what would SimHash find of copies with few and with many edits?
#include <benchmark/benchmark.h>

#include <algorithm>

#include <tbb/global_control.h>

#include "duplicates/find_duplicates.h"
#include "duplicates/sketches.h"
#include "generated_text.h"
#include "text/normalise.h"
#include "text/simhash.h"

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

// Sketching alone: texts to band keys and samples, one thread.
void sketch(benchmark::State& state, Script script) {
  tawatur::bench::TextMaker maker(script, 4);
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (; bytes < 8'000'000; bytes += texts.back().size()) texts.push_back(maker.text(100 + maker.numbers().below(500)));
  tawatur::TextSketcher sketcher{tawatur::DuplicateOptions{}};
  for (auto _ : state)
    for (const std::string& text : texts) benchmark::DoNotOptimize(sketcher.sketch(text).band_keys.data());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// ---- SimHash against MinHash

using Pair = std::pair<std::uint32_t, std::uint32_t>;

struct EditedCopies {
  std::vector<tawatur::Article> articles;
  std::vector<Pair> copies;
};

// Every second article is a copy of the one before, in which so many words, at random places, were replaced. All of
// 400 words: a small edit of a long text.
EditedCopies edited_copies(std::size_t edits) {
  tawatur::bench::TextMaker maker(Script::arabic, 5);
  EditedCopies made;
  std::vector<std::string> words(400);
  for (std::uint32_t i = 0; i < 10000; ++i) {
    if (i % 2 == 0) {
      for (std::string& word : words) word = maker.word() + std::to_string(maker.numbers().below(50));
    } else {
      for (std::size_t edit = 0; edit < edits; ++edit)
        words[maker.numbers().below(words.size())] = "edit" + std::to_string(maker.numbers().below(1'000'000'000));
      made.copies.emplace_back(i - 1, i);
    }
    tawatur::Article article;
    article.id = std::to_string(1'000'000'000 + i);
    for (const std::string& word : words) article.text += word + ' ';
    made.articles.push_back(std::move(article));
  }
  return made;
}

struct SimHashResult {
  std::vector<Pair> pairs;       // at most three bits apart
  std::uint64_t candidates = 0;  // that agree in one of four blocks of 16 bits
};

// Block tables (Manku, Jain, Das Sarma 2007): of three differing bits at most three blocks have one.
SimHashResult simhash_pairs(const std::vector<tawatur::Article>& articles) {
  constexpr int most_bits = 3;
  std::vector<std::uint64_t> hashes;
  std::string words;
  for (const tawatur::Article& article : articles) {
    tawatur::normalise_words(article.text, words);
    hashes.push_back(tawatur::simhash_of_words(words));
  }
  SimHashResult result;
  std::vector<Pair> table(hashes.size());  // block, article
  for (int block = 0; block < 4; ++block) {
    for (std::uint32_t i = 0; i < hashes.size(); ++i)
      table[i] = {static_cast<std::uint16_t>(hashes[i] >> (16 * block)), i};
    std::sort(table.begin(), table.end());
    for (std::size_t i = 0; i < table.size(); ++i)
      for (std::size_t k = i + 1; k < table.size() && table[k].first == table[i].first; ++k) {
        ++result.candidates;
        if (tawatur::hamming_distance(hashes[table[i].second], hashes[table[k].second]) <= most_bits)
          result.pairs.emplace_back(table[i].second, table[k].second);
      }
  }
  std::sort(result.pairs.begin(), result.pairs.end());
  result.pairs.erase(std::unique(result.pairs.begin(), result.pairs.end()), result.pairs.end());
  return result;
}

void count_found(benchmark::State& state, const EditedCopies& made, const std::vector<Pair>& found, double candidates) {
  const auto right = static_cast<double>(std::count_if(found.begin(), found.end(), [&](const Pair& pair) {
    return std::binary_search(made.copies.begin(), made.copies.end(), pair);
  }));
  state.counters["recall"] = right / static_cast<double>(made.copies.size());
  state.counters["precision"] = found.empty() ? 1 : right / static_cast<double>(found.size());
  state.counters["candidates"] = candidates;
  std::size_t bytes = 0;
  for (const tawatur::Article& article : made.articles) bytes += article.text.size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// SimHash has 8 bytes a text, and a pair is whatever is near: nothing is verified.
void edited_by_simhash(benchmark::State& state) {
  const EditedCopies made = edited_copies(static_cast<std::size_t>(state.range(0)));
  SimHashResult result;
  for (auto _ : state) result = simhash_pairs(made.articles);
  count_found(state, made, result.pairs, static_cast<double>(result.candidates));
  state.counters["bytes_a_text"] = 8;
}

// The search as it is, with exact verification.
void edited_by_minhash(benchmark::State& state) {
  const EditedCopies made = edited_copies(static_cast<std::size_t>(state.range(0)));
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 1);
  tawatur::DuplicateResult result;
  for (auto _ : state) result = tawatur::find_duplicates(made.articles, {});
  std::vector<Pair> found;
  for (const tawatur::SimilarPair& pair : result.pairs) found.emplace_back(index_of(pair.a), index_of(pair.b));
  count_found(state, made, found, static_cast<double>(result.statistics.candidates));
  state.counters["bytes_a_text"] = 4.0 * result.statistics.bands + 400 / 4 * 4;  // bands and sample
}

// Words replaced of 400.
BENCHMARK(edited_by_simhash)->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Arg(16)->Unit(benchmark::kMillisecond);
BENCHMARK(edited_by_minhash)->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Arg(16)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sketch, english, Script::english);
BENCHMARK_CAPTURE(sketch, arabic, Script::arabic);

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
