// How fast do dumps become articles? Plain, gzip and zstd JSON Lines; bytes/s are of the decompressed dump.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "ingest/read_articles.h"

namespace {

using namespace tawatur;

constexpr std::size_t articles = 20000;

/// A dump of Arabic-looking articles of about 3 KB, the same at every run, in all packings.
class Dump {
 public:
  Dump() {
    std::string name = (std::filesystem::temp_directory_path() / "tawatur-bench-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    static constexpr const char* letters[] = {"ا", "ل", "م", "ي", "ن", "ت", "ر", "ب", "ع", "د", "س", "ق"};
    std::uint64_t state = 1;
    const auto next = [&state] { return state = state * 6364136223846793005u + 1442695040888963407u, state >> 33; };
    for (std::size_t i = 0; i < articles; ++i) {
      lines_ += "{\"id\": \"n" + std::to_string(i) + "\", \"url\": \"https://www.sample.example/" + std::to_string(i) +
                "\", \"date_publish\": \"2017-11-" + std::to_string(10 + i % 20) +
                " 10:00:00\", \"title\": \"t\", \"text\": \"";
      for (int word = 0; word < 300; ++word) {
        for (std::uint64_t letter = 2 + next() % 6; letter > 0; --letter) lines_ += letters[next() % 12];
        lines_ += word % 40 == 39 ? ".\\n" : " ";
      }
      lines_ += "\"}\n";
    }
    write("dump.jsonl", lines_);
    std::string packed(ZSTD_compressBound(lines_.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), lines_.data(), lines_.size(), 3));
    write("dump.jsonl.zst", packed);
    gzFile file = gzopen(path("dump.jsonl.gz").c_str(), "wb1");
    gzwrite(file, lines_.data(), static_cast<unsigned>(lines_.size()));
    gzclose(file);
  }
  ~Dump() { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::size_t size() const { return lines_.size(); }

 private:
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }
  std::filesystem::path folder_;
  std::string lines_;
};

void read(benchmark::State& state, const char* name) {
  static const Dump dump;
  static const Lexicons lexicons;
  const std::string path = dump.path(name);
  const IngestResult once = read_articles({path}, {}, lexicons);
  if (once.articles.size() != articles || !once.rejects.empty() || once.articles[1].id != "n1" ||
      !once.articles[1].published || to_string(*once.articles[1].published) != "2017-11-11T10:00:00")
    return state.SkipWithError("wrong articles");
  for (auto _ : state) benchmark::DoNotOptimize(read_articles({path}, {}, lexicons));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(dump.size()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(articles));
}

BENCHMARK_CAPTURE(read, plain, "dump.jsonl")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(read, gzip, "dump.jsonl.gz")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(read, zstd, "dump.jsonl.zst")->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
