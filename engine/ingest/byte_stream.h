#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tawatur {

/// Why an input ended before its end: goes to the rejects.
struct StreamProblem {
  std::string reason;  ///< "truncated_input", "corrupt_input", "unreadable"
  std::string detail;
};

/// The bytes of an input, decompressed on the way: plain, gzip with any number of members, zstd with any number of
/// frames. Compression is told by content, not by name. Not thread-safe; owns the file.
class ByteStream {
 public:
  /// Opens a file, or standard input for "-". Throws std::runtime_error with one clear line when that fails.
  /// hashed: whether `stored_hash` will be asked for.
  static std::unique_ptr<ByteStream> open(const std::string& path, bool hashed);
  virtual ~ByteStream() = default;

  /// Fills up to `size` bytes; fewer only at the end. 0: no more bytes, see `problem`.
  virtual std::size_t read(char* to, std::size_t size) = 0;

  /// Passes over up to `count` bytes: at once where the file is plain and can be sought in, else by reading them.
  /// `stored_hash` then lacks them.
  virtual void skip(std::uint64_t count);

  /// Set once the bytes have ended too early; what was read before is good.
  virtual const std::optional<StreamProblem>& problem() const = 0;

  virtual bool compressed() const = 0;
  virtual std::uint64_t stored_bytes() const = 0;  ///< Read so far, as stored.

  /// 16 hex digits of XXH3 of all bytes as stored, or nothing where they aren't hashed; reads what is left of them.
  virtual std::string stored_hash() = 0;
};

}  // namespace tawatur
