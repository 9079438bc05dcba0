#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/byte_stream.h"
#include "ingest/input_files.h"
#include "ingest/read_articles.h"
#include "model/article.h"
#include "model/report.h"

namespace tawatur {

/// How far the files are read: `line` and `offset` (decompressed) in the file of that index.
struct InputPosition {
  std::uint64_t file = 0;
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
};

/// A run of whole lines of a file, or a whole .txt file.
struct InputBlock {
  std::size_t file = 0;  ///< Index into the files.
  InputKind kind = InputKind::json_lines;
  std::string bytes;             ///< Decompressed, then at least JsonRecordReader::padding bytes more.
  std::size_t size = 0;          ///< Of the bytes that count.
  std::uint64_t offset = 0;      ///< Of the first byte in the decompressed file.
  std::uint64_t line = 1;        ///< Of the first byte.
  std::uint64_t lines = 0;       ///< That begin in these bytes.
  std::optional<Reject> reject;  ///< What could not be read after these bytes, or instead of them.
  InputPosition next;            ///< Where the block after this one begins.
};

/// Cuts files into blocks at line ends, one file after the other. Holds one block, or one line where that is longer,
/// and the memory of blocks that are done with, for the next ones. Not thread-safe, but for letting go of blocks.
class InputBlocks {
 public:
  /// start: `InputBlock::next` of a block of an earlier reading, to go on behind it. The file's hash then lacks what is
  /// passed over.
  InputBlocks(const std::vector<InputFile>& files, const IngestOptions& options, const ReadProgress& progress,
              InputPosition start = {});
  ~InputBlocks();

  /// The next block; null after the last. Throws std::runtime_error when a named file can't be read or is of unknown
  /// kind.
  std::shared_ptr<InputBlock> next();

  /// By file; absent for skipped ones. Complete after the last block; records and articles are the caller's to fill in.
  std::vector<std::optional<InputSummary>>& summaries() { return summaries_; }
  std::uint64_t skipped() const { return skipped_; }

 private:
  class Buffers;

  bool open_file();
  void close_file();
  std::size_t more(std::size_t size);
  std::shared_ptr<InputBlock> make_block() const;
  std::string_view rest() const { return {rest_.data(), rest_bytes_}; }
  void drop_front(std::size_t bytes);
  std::shared_ptr<InputBlock> text_file();
  std::shared_ptr<InputBlock> lines();
  void skip_line(InputBlock& block);
  Reject problem_reject() const;

  std::shared_ptr<InputBlock> next_block();
  void go_to_start();

  const std::vector<InputFile>& files_;
  const IngestOptions& options_;
  const ReadProgress& progress_;
  InputPosition start_;
  std::uint64_t longest_line_ = 0;
  std::vector<std::optional<InputSummary>> summaries_;
  std::uint64_t skipped_ = 0;
  std::uint64_t total_ = 0, done_ = 0;  ///< Stored bytes of all files, of those that are read.

  std::size_t file_ = 0;  ///< Of the stream; the next one when there is none.
  std::unique_ptr<ByteStream> stream_;
  InputKind kind_ = InputKind::json_lines;
  std::shared_ptr<Buffers> buffers_;
  std::string rest_;                     ///< Begins with the decompressed bytes that are in no block yet, ...
  std::size_t rest_bytes_ = 0;           ///< ... so many; what follows is room.
  std::uint64_t offset_ = 0, line_ = 1;  ///< Of rest_.
  std::optional<Reject> unopened_;       ///< Why a file of a folder could not be opened.
};

}  // namespace tawatur
