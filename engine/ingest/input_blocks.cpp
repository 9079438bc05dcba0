#include "ingest/input_blocks.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "ingest/json_record.h"

namespace tawatur {
namespace {

constexpr std::size_t sniffed_bytes = 64 << 10;
/// A line can be as long as the largest text with every letter escaped: six bytes for the two of an Arabic letter.
constexpr std::uint64_t escaped_growth = 3;
constexpr std::uint64_t other_fields = 1 << 20;

/// By memchr, as the lines of a dump are long.
std::uint64_t count_lines(std::string_view bytes) {
  std::uint64_t lines = 0;
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) ++lines;
  return lines;
}

}  // namespace

/// Memory that was used before: new pages cost more than what is read into them. Safe to share between threads.
class InputBlocks::Buffers {
 public:
  explicit Buffers(std::size_t largest) : largest_(largest) {}

  std::string take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return {};
    std::string buffer = std::move(free_.back());
    free_.pop_back();
    return buffer;
  }

  void give_back(std::string buffer) {
    if (buffer.size() > largest_) return;
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(buffer));
  }

 private:
  std::size_t largest_;
  std::mutex mutex_;
  std::vector<std::string> free_;
};

InputBlocks::InputBlocks(const std::vector<InputFile>& files, const IngestOptions& options,
                         const ReadProgress& progress, InputPosition start)
    : files_(files),
      options_(options),
      progress_(progress),
      start_(start),
      longest_line_(options.largest_text_bytes * escaped_growth + other_fields),
      summaries_(files.size()),
      buffers_(std::make_shared<Buffers>(4 * options.block_bytes)) {
  bool known = true;
  for (const InputFile& file : files) {
    total_ += file.bytes;
    known = known && file.bytes > 0;
  }
  if (!known) total_ = 0;
  for (; file_ < start_.file && file_ < files.size(); ++file_) done_ += files[file_].bytes;
}

InputBlocks::~InputBlocks() = default;

std::shared_ptr<InputBlock> InputBlocks::next() {
  auto made = next_block();
  if (made) made->next = stream_ ? InputPosition{file_, offset_, line_} : InputPosition{file_, 0, 1};
  return made;
}

std::shared_ptr<InputBlock> InputBlocks::next_block() {
  for (;;) {
    if (!stream_ && !open_file()) {
      if (file_ >= files_.size() && !unopened_) return nullptr;
      if (!unopened_) continue;
      auto failed = std::make_shared<InputBlock>();
      failed->file = file_ - 1;
      failed->bytes.resize(JsonRecordReader::padding);
      failed->reject = std::exchange(unopened_, std::nullopt);
      return failed;
    }
    const std::size_t file = file_;
    auto made = kind_ == InputKind::text ? text_file() : lines();
    if (progress_) progress_(done_ + (stream_ ? stream_->stored_bytes() : 0), total_);
    made->file = file;
    return made;
  }
}

/// Opens the next file. False when there is none or it is skipped.
bool InputBlocks::open_file() {
  if (file_ >= files_.size()) return false;
  const InputFile& file = files_[file_];
  rest_bytes_ = 0;
  offset_ = 0;
  line_ = 1;
  try {
    stream_ = ByteStream::open(file.place(), options_.hash_inputs);
  } catch (const std::runtime_error& error) {
    if (file.named) throw;
    unopened_ = Reject{file.path, 0, 0, {}, "unreadable", error.what()};
    ++file_;
    return false;
  }
  more(sniffed_bytes);
  const auto named = kind_of_name(file.path);
  if (named) {
    kind_ = *named;
  } else if (rest().empty() || begins_json_lines(rest())) {
    kind_ = InputKind::json_lines;
  } else if (file.path == "-" && rest().find('\0') == std::string_view::npos) {
    kind_ = InputKind::text;
  } else if (file.named) {
    throw std::runtime_error("unknown kind of input (neither .txt nor JSON Lines): " + file.path);
  } else {
    stream_.reset();
    ++skipped_;
    ++file_;
    return false;
  }
  if (file_ == start_.file && start_.offset > 0) go_to_start();
  return true;
}

void InputBlocks::go_to_start() {
  const std::uint64_t held = std::min<std::uint64_t>(start_.offset, rest_bytes_);
  drop_front(held);
  stream_->skip(start_.offset - held);
  offset_ = start_.offset;
  line_ = start_.line;
}

void InputBlocks::close_file() {
  const InputFile& file = files_[file_];
  InputSummary summary;
  summary.path = file.path;
  summary.hash = stream_->stored_hash();
  summary.bytes = stream_->stored_bytes();
  done_ += summary.bytes;
  summaries_[file_] = std::move(summary);
  stream_.reset();
  ++file_;
}

/// Appends up to `size` bytes to the rest; the number read.
std::size_t InputBlocks::more(std::size_t size) {
  const std::size_t room = rest_bytes_ + size + JsonRecordReader::padding;
  if (rest_.size() < room) rest_.resize(room);
  std::size_t count = 0;
  while (count < size) {
    const std::size_t got = stream_->read(rest_.data() + rest_bytes_, size - count);
    if (got == 0) break;
    count += got;
    rest_bytes_ += got;
  }
  return count;
}

void InputBlocks::drop_front(std::size_t bytes) {
  std::memmove(rest_.data(), rest_.data() + bytes, rest_bytes_ - bytes);
  rest_bytes_ -= bytes;
}

/// An empty block; its bytes come back when it is let go of.
std::shared_ptr<InputBlock> InputBlocks::make_block() const {
  return {new InputBlock, [buffers = buffers_](InputBlock* block) {
            buffers->give_back(std::move(block->bytes));
            delete block;
          }};
}

Reject InputBlocks::problem_reject() const {
  const StreamProblem& problem = *stream_->problem();
  return {files_[file_].path, kind_ == InputKind::text ? 0 : line_, offset_, {}, problem.reason, problem.detail};
}

std::shared_ptr<InputBlock> InputBlocks::text_file() {
  auto made = std::make_shared<InputBlock>();
  made->kind = kind_;
  while (rest_bytes_ <= options_.largest_text_bytes && more(options_.block_bytes) > 0) {
  }
  made->line = 0;
  if (rest_bytes_ > options_.largest_text_bytes) {
    made->reject = Reject{files_[file_].path,
                          0,
                          0,
                          {},
                          "text_too_large",
                          "the file has more than " + std::to_string(options_.largest_text_bytes) + " bytes"};
  } else if (stream_->problem()) {
    made->reject = problem_reject();
  } else {
    made->bytes = rest();
    made->size = made->bytes.size();
  }
  if (rest_.size() > 4 * options_.block_bytes) rest_ = {};
  rest_bytes_ = 0;
  close_file();
  return made;
}

/// The next whole lines, at the end of the file all that is left.
std::shared_ptr<InputBlock> InputBlocks::lines() {
  auto made = make_block();
  made->kind = kind_;
  made->offset = offset_;
  made->line = line_;
  std::size_t end = 0;  // of the last whole line
  bool ended = false;
  for (std::size_t searched = 0; end == 0 && !ended; searched = rest_bytes_) {
    if (searched > longest_line_) {
      skip_line(*made);
      made->bytes.resize(JsonRecordReader::padding);
      return made;
    }
    // Doubling keeps the copying of a long line linear.
    const std::size_t want =
        std::max<std::size_t>(options_.block_bytes, std::min<std::size_t>(rest_bytes_, 256u << 20));
    ended = more(want) < want;
    const std::size_t newline = rest().substr(searched).rfind('\n');
    if (newline != std::string_view::npos) end = searched + newline + 1;
  }
  if (ended && !stream_->problem()) end = rest_bytes_;
  made->size = end;
  made->lines = count_lines(rest().substr(0, end)) + (end > 0 && rest_[end - 1] != '\n');
  line_ += made->lines;
  offset_ += end;
  std::string next = buffers_->take();
  const std::string_view left = rest().substr(end);
  if (next.size() < left.size()) next.resize(left.size());
  std::copy(left.begin(), left.end(), next.begin());
  rest_bytes_ = left.size();
  made->bytes = std::exchange(rest_, std::move(next));
  if (ended) {
    if (stream_->problem()) made->reject = problem_reject();  // of the line that is cut
    close_file();
  }
  return made;
}

/// Passes over a line that is too long to be held.
void InputBlocks::skip_line(InputBlock& block) {
  block.reject = Reject{files_[file_].path,
                        line_,
                        offset_,
                        {},
                        "line_too_large",
                        "the line has more than " + std::to_string(longest_line_) + " bytes"};
  for (;;) {
    const std::size_t newline = rest().find('\n');
    offset_ += std::min(newline, rest_bytes_);
    if (newline != std::string_view::npos) {
      drop_front(newline + 1);
      ++offset_;
      ++line_;
      return;
    }
    rest_ = {};
    rest_bytes_ = 0;
    if (more(options_.block_bytes) == 0) return;
  }
}

}  // namespace tawatur
