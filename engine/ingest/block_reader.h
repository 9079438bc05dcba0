#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "ingest/article_builder.h"
#include "ingest/field_aliases.h"
#include "ingest/input_blocks.h"
#include "ingest/input_files.h"
#include "ingest/json_record.h"
#include "ingest/read_articles.h"

namespace tawatur {

/// Where a record stands: a line without its end, or a whole .txt file.
struct RecordPlace {
  std::uint64_t offset = 0;  ///< In the decompressed file.
  std::uint32_t length = 0;  ///< Bytes.
  std::uint32_t file = 0;    ///< Index into the files.
};

/// What a block held, in its order.
struct ReadBlock {
  std::size_t file = 0;
  InputKind kind = InputKind::json_lines;
  std::vector<Article> articles;    ///< Ids not yet unique.
  std::vector<RecordPlace> places;  ///< Of the articles.
  std::vector<Reject> rejects;
  std::uint64_t records = 0;
  std::uint64_t repaired = 0;
  InputPosition next;  ///< Where the block after this one begins.
};

/// Makes articles of blocks. Safe to share between threads.
class BlockReader {
 public:
  /// files, lexicons must outlive it.
  BlockReader(const std::vector<InputFile>& files, const IngestOptions& options, const Lexicons& lexicons);

  ReadBlock read(InputBlock& block) const;

  /// The text alone, or the whole article, of a record that `read` has made an article of. bytes: of its place, then
  /// JsonRecordReader::padding bytes more; they may be moved from. The article's id is the one before it was made
  /// unique.
  std::string text_of(std::string bytes, const RecordPlace& place, InputKind kind) const;
  Article article_of(std::string bytes, const RecordPlace& place, InputKind kind) const;

 private:
  void read_lines(const InputBlock& block, ReadBlock& result) const;
  void read_text(InputBlock& block, ReadBlock& result) const;
  ArticleBuilder::Result text_file(std::string bytes, std::size_t file, bool& repaired) const;

  const std::vector<InputFile>& files_;
  FieldAliases aliases_;
  ArticleBuilder builder_;
  mutable tbb::enumerable_thread_specific<JsonRecordReader> readers_;
};

/// Cuts, reads and hands over side by side: make(ReadBlock) on many threads at once, take(what it made) in the order of
/// the blocks, one at a time. Holds as many blocks as there are threads and two more.
template <class Make, class Take>
void stream_blocks(InputBlocks& blocks, const BlockReader& reader, Make make, Take take) {
  using Made = decltype(make(ReadBlock{}));
  using Cut = std::shared_ptr<InputBlock>;
  using Given = std::shared_ptr<Made>;
  const auto in_flight = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()) + 2;
  const auto cut = tbb::make_filter<void, Cut>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
    auto block = blocks.next();
    if (!block) control.stop();
    return block;
  });
  const auto read = tbb::make_filter<Cut, Given>(
      tbb::filter_mode::parallel, [&](const Cut& block) { return std::make_shared<Made>(make(reader.read(*block))); });
  const auto hand_over =
      tbb::make_filter<Given, void>(tbb::filter_mode::serial_in_order, [&](const Given& made) { take(*made); });
  tbb::parallel_pipeline(in_flight, cut & read & hand_over);
}

}  // namespace tawatur
