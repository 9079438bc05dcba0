#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

namespace tawatur::command_line {

/// The reader of standard output has gone away (`| head`): the work is done as far as anyone wants it.
struct ClosedPipe : std::runtime_error {
  ClosedPipe() : std::runtime_error("standard output was closed") {}
};

/// A file descriptor to write to, which remembers why a write failed. Doesn't own the descriptor.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor), held_(1 << 16) { reset(); }

  int error() const { return error_; }  ///< errno of the first failed write; 0 when there is none.

 protected:
  int_type overflow(int_type next) override;
  int sync() override;

 private:
  void reset() { setp(held_.data(), held_.data() + held_.size()); }

  int descriptor_;
  int error_ = 0;
  std::vector<char> held_;
};

/// Where a result goes: standard output, or a file that is written under another name beside its own and renamed when
/// complete, so that nobody reads half a file and a failed run leaves the old one. What is no plain file (/dev/null, a
/// named pipe) is written directly. For one thread.
class Output {
 public:
  /// path: "" or "-" is standard output. Throws std::runtime_error when the file can't be made.
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws ClosedPipe or std::runtime_error from any write that fails.
  std::ostream& stream() { return stream_; }

  /// Runs `write` on the stream, then finishes the file. Throws ClosedPipe, or std::runtime_error naming file and cause.
  template <class Write>
  void write(Write&& write) {
    try {
      write(stream_);
    } catch (const std::exception&) {
      throw_write_error();
      throw;
    }
    finish();
  }

 private:
  void finish();
  void throw_write_error() const;  // only when a write has failed
  [[noreturn]] void fail(int error) const;

  std::string name_;       // as it was given, for messages
  std::string path_;       // where the result will stand; empty when written directly
  std::string temporary_;  // what is written; empty when written directly
  int descriptor_ = -1;
  std::unique_ptr<DescriptorBuffer> buffer_;
  std::ostream stream_;
};

/// An output that is wanted only when it has a name.
class OptionalOutput {
 public:
  explicit OptionalOutput(const std::string& path) {
    if (!path.empty()) output_.emplace(path);
  }

  /// As Output::write; nothing without a name.
  template <class Write>
  void write(Write&& write) {
    if (output_) output_->write(std::forward<Write>(write));
  }

 private:
  std::optional<Output> output_;
};

}  // namespace tawatur::command_line
