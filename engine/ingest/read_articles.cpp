#include "ingest/read_articles.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "ingest/article_ids.h"
#include "ingest/block_reader.h"
#include "ingest/input_blocks.h"
#include "ingest/input_files.h"

namespace tawatur {
IngestResult read_articles(const std::vector<std::string>& inputs, const IngestOptions& options,
                           const Lexicons& lexicons, const ReadProgress& progress) {
  InputFiles found = find_input_files(inputs);
  InputBlocks blocks(found.files, options, progress);
  BlockReader reader(found.files, options, lexicons);
  IngestResult result;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> counts(found.files.size());  // records and articles of a file
  std::vector<std::vector<Article>> parts;

  const auto take_over = [&](ReadBlock& block) {
    counts[block.file].first += block.records;
    counts[block.file].second += block.articles.size();
    result.repaired_texts += block.repaired;
    parts.push_back(std::move(block.articles));
    std::move(block.rejects.begin(), block.rejects.end(), std::back_inserter(result.rejects));
  };
  stream_blocks(
      blocks, reader, [](ReadBlock block) { return block; }, take_over);

  result.articles = with_unique_ids(std::move(parts));
  std::move(found.rejects.begin(), found.rejects.end(), std::back_inserter(result.rejects));
  std::sort(result.rejects.begin(), result.rejects.end());
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    auto& summary = blocks.summaries()[i];
    if (!summary) continue;
    summary->records = counts[i].first;
    summary->articles = counts[i].second;
    result.inputs.push_back(std::move(*summary));
  }
  std::sort(result.inputs.begin(), result.inputs.end(), [](const InputSummary& a, const InputSummary& b) {
    return std::tie(a.path, a.hash, a.bytes, a.records) < std::tie(b.path, b.hash, b.bytes, b.records);
  });
  result.skipped_files = found.skipped + blocks.skipped();
  return result;
}

}  // namespace tawatur
