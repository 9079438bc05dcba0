#include "ingest/read_articles.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "ingest/article_builder.h"
#include "ingest/article_ids.h"
#include "ingest/field_aliases.h"
#include "ingest/input_blocks.h"
#include "ingest/input_files.h"
#include "ingest/json_record.h"
#include "ingest/utf8_repair.h"

namespace tawatur {
namespace {

/// What a block held, in its order.
struct BlockResult {
  std::size_t file = 0;
  std::vector<Article> articles;
  std::vector<Reject> rejects;
  std::uint64_t records = 0;
  std::uint64_t repaired = 0;
};

class BlockReader {
 public:
  BlockReader(const std::vector<InputFile>& files, const IngestOptions& options, const Lexicons& lexicons)
      : files_(files),
        aliases_(lexicons),
        builder_(lexicons, aliases_, options.largest_text_bytes),
        readers_([this] { return JsonRecordReader(aliases_); }) {}

  BlockResult read(InputBlock& block) {
    BlockResult result;
    result.file = block.file;
    if (block.kind == InputKind::json_lines)
      read_lines(block, result);
    else if (!block.reject)
      read_text(block, result);
    if (block.reject) result.rejects.push_back(*block.reject);
    return result;
  }

 private:
  void keep(ArticleBuilder::Result made, bool repaired, Reject place, BlockResult& result) {
    ++result.records;
    if (auto* article = std::get_if<Article>(&made)) {
      result.repaired += repaired;
      result.articles.push_back(std::move(*article));
    } else {
      auto& failure = std::get<RecordFailure>(made);
      place.reason = std::move(failure.reason);
      place.detail = std::move(failure.detail);
      result.rejects.push_back(std::move(place));
    }
  }

  void read_lines(const InputBlock& block, BlockResult& result) {
    JsonRecordReader& reader = readers_.local();
    const std::string_view bytes = std::string_view(block.bytes).substr(0, block.size);
    std::uint64_t number = block.line;
    for (std::size_t begin = 0; begin < bytes.size(); ++number) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      std::string_view record = bytes.substr(begin, end - begin);
      Reject place{files_[block.file].path, number, block.offset + begin, {}, {}, {}};
      begin = end + 1;
      if (place.offset == 0 && record.starts_with("\xEF\xBB\xBF")) record.remove_prefix(3);
      if (is_blank(record)) continue;
      bool repaired = false;
      if (auto failure = reader.read(record, repaired)) {
        keep(std::move(*failure), repaired, std::move(place), result);
      } else {
        auto made = builder_.from_record(reader.values(), place.id);
        keep(std::move(made), repaired, std::move(place), result);
      }
    }
  }

  void read_text(InputBlock& block, BlockResult& result) {
    block.bytes.resize(block.size);
    const bool repaired = !is_utf8(block.bytes);
    const std::string& path = files_[block.file].path;
    std::string text = repaired ? repair_utf8(block.bytes) : std::move(block.bytes);
    const std::string stem = path == "-" ? std::string() : repair_utf8(stem_of(path));
    keep(builder_.from_text(std::move(text), stem), repaired, {path, 0, 0, stem, {}, {}}, result);
  }

  const std::vector<InputFile>& files_;
  FieldAliases aliases_;
  ArticleBuilder builder_;
  tbb::enumerable_thread_specific<JsonRecordReader> readers_;
};

}  // namespace

IngestResult read_articles(const std::vector<std::string>& inputs, const IngestOptions& options,
                           const Lexicons& lexicons, const ReadProgress& progress) {
  InputFiles found = find_input_files(inputs);
  InputBlocks blocks(found.files, options, progress);
  BlockReader reader(found.files, options, lexicons);
  IngestResult result;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> counts(found.files.size());  // records and articles of a file

  const auto in_flight = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()) + 2;
  tbb::parallel_pipeline(
      in_flight, tbb::make_filter<void, std::shared_ptr<InputBlock>>(tbb::filter_mode::serial_in_order,
                                                                     [&](tbb::flow_control& control) {
                                                                       auto block = blocks.next();
                                                                       if (!block) control.stop();
                                                                       return block;
                                                                     }) &
                     tbb::make_filter<std::shared_ptr<InputBlock>, std::shared_ptr<BlockResult>>(
                         tbb::filter_mode::parallel,
                         [&](const std::shared_ptr<InputBlock>& block) {
                           return std::make_shared<BlockResult>(reader.read(*block));
                         }) &
                     tbb::make_filter<std::shared_ptr<BlockResult>, void>(
                         tbb::filter_mode::serial_in_order, [&](const std::shared_ptr<BlockResult>& block) {
                           counts[block->file].first += block->records;
                           counts[block->file].second += block->articles.size();
                           result.repaired_texts += block->repaired;
                           std::move(block->articles.begin(), block->articles.end(),
                                     std::back_inserter(result.articles));
                           std::move(block->rejects.begin(), block->rejects.end(), std::back_inserter(result.rejects));
                         }));

  make_ids_unique(result.articles);
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
