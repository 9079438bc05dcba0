#include "ingest/byte_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>
#include <zlib.h>
#include <zstd.h>

#include "ingest/hex.h"

namespace tawatur {
namespace {

constexpr std::size_t stored_block = 256 << 10;

/// The bytes as stored, hashed as they pass where that is asked for.
class StoredBytes {
 public:
  StoredBytes(const std::string& path, bool hashed) : block_(stored_block), hash_(nullptr, XXH3_freeState) {
    if (hashed) {
      hash_.reset(XXH3_createState());
      XXH3_64bits_reset(hash_.get());
    }
    file_ = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0) throw std::runtime_error("can't open " + path + ": " + std::strerror(errno));
    fill();
    if (problem_) {
      ::close(file_);
      throw std::runtime_error("can't read " + path + ": " + problem_->detail);
    }
  }
  ~StoredBytes() { ::close(file_); }
  StoredBytes(const StoredBytes&) = delete;
  StoredBytes& operator=(const StoredBytes&) = delete;

  /// The unread bytes of the current block; empty only at the end.
  std::string_view front() {
    if (at_ == end_) fill();
    return {block_.data() + at_, end_ - at_};
  }
  void take(std::size_t count) { at_ += count; }

  /// Fills the block as far as it goes, so that short pipe reads don't hide the first bytes.
  void fill() {
    at_ = 0;
    end_ = read_stored(block_.data(), block_.size());
    count_in(block_.data(), end_);
  }

  /// Fills `to` past the block, whose bytes come first; fewer only at the end.
  std::size_t read(char* to, std::size_t size) {
    std::size_t filled = std::min(size, end_ - at_);
    std::memcpy(to, block_.data() + at_, filled);
    at_ += filled;
    while (filled < size && !finished_) {
      const std::size_t count = read_stored(to + filled, std::min(size - filled, stored_block));  // hashed in the cache
      count_in(to + filled, count);
      filled += count;
    }
    return filled;
  }

  std::string hash() {
    while (!front().empty()) take(front().size());
    return hash_ ? hex16(XXH3_64bits_digest(hash_.get())) : std::string();
  }
  std::uint64_t total() const { return total_; }

  /// False where the file can't be sought in.
  bool seek(std::uint64_t count) {
    const std::uint64_t held = std::min<std::uint64_t>(count, end_ - at_);
    if (count > held && ::lseek(file_, static_cast<off_t>(count - held), SEEK_CUR) < 0) return false;
    at_ += held;
    total_ += count - held;
    return true;
  }
  const std::optional<StreamProblem>& problem() const { return problem_; }

 private:
  std::size_t read_stored(char* to, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size && !finished_) {
      const ssize_t count = ::read(file_, to + filled, size - filled);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) problem_ = {"unreadable", std::strerror(errno)};
      if (count <= 0)
        finished_ = true;
      else
        filled += static_cast<std::size_t>(count);
    }
    return filled;
  }

  void count_in(const char* bytes, std::size_t size) {
    if (hash_) XXH3_64bits_update(hash_.get(), bytes, size);
    total_ += size;
  }

  std::vector<char> block_;
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash_;
  int file_ = -1;
  std::size_t at_ = 0, end_ = 0;
  bool finished_ = false;
  std::uint64_t total_ = 0;
  std::optional<StreamProblem> problem_;
};

class PlainStream : public ByteStream {
 public:
  explicit PlainStream(std::unique_ptr<StoredBytes> stored) : stored_(std::move(stored)) {}

  std::size_t read(char* to, std::size_t size) override { return stored_->read(to, size); }
  void skip(std::uint64_t count) override {
    if (!stored_->seek(count)) ByteStream::skip(count);
  }
  const std::optional<StreamProblem>& problem() const override { return stored_->problem(); }
  bool compressed() const override { return false; }
  std::uint64_t stored_bytes() const override { return stored_->total(); }
  std::string stored_hash() override { return stored_->hash(); }

 private:
  std::unique_ptr<StoredBytes> stored_;
};

/// What both decompressors share: `step` turns the front of the stored bytes into output.
class PackedStream : public ByteStream {
 public:
  explicit PackedStream(std::unique_ptr<StoredBytes> stored) : stored_(std::move(stored)) {}

  std::size_t read(char* to, std::size_t size) override {
    std::size_t filled = 0;
    while (filled < size && !ended_) filled += step(to + filled, size - filled);
    return filled;
  }
  const std::optional<StreamProblem>& problem() const override { return problem_; }
  bool compressed() const override { return true; }
  std::uint64_t stored_bytes() const override { return stored_->total(); }
  std::string stored_hash() override { return stored_->hash(); }

 protected:
  virtual std::size_t step(char* to, std::size_t size) = 0;

  void end() { ended_ = true; }
  void end(std::string reason, std::string detail) {
    problem_ = stored_->problem() ? *stored_->problem() : StreamProblem{std::move(reason), std::move(detail)};
    ended_ = true;
  }

  std::unique_ptr<StoredBytes> stored_;

 private:
  std::optional<StreamProblem> problem_;
  bool ended_ = false;
};

constexpr std::string_view gzip_magic = "\x1f\x8b";

/// A zstd frame, or the skippable frame that some packers write first (RFC 8878, 3.1).
bool is_zstd(std::string_view front) {
  return front.starts_with("\x28\xb5\x2f\xfd") ||
         (front.size() > 4 && (front[0] & 0xF0) == 0x50 && front.substr(1, 3) == "\x2a\x4d\x18");
}

class GzipStream : public PackedStream {
 public:
  explicit GzipStream(std::unique_ptr<StoredBytes> stored) : PackedStream(std::move(stored)) {
    if (inflateInit2(&inflate_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  ~GzipStream() override { inflateEnd(&inflate_); }

 private:
  std::size_t step(char* to, std::size_t size) override {
    const std::string_view front = stored_->front();
    if (front.empty()) {
      if (within_member_)
        end("truncated_input", "the gzip stream ends within a member");
      else if (stored_->problem())
        end({}, {});
      else
        end();
      return 0;
    }
    if (!within_member_) {
      // Tapes and block devices pad with zeros; anything else behind a member is damage.
      if (front.front() == '\0') {
        stored_->take(1);
        return 0;
      }
      within_member_ = true;
    }
    inflate_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(front.data()));
    inflate_.avail_in = static_cast<uInt>(front.size());
    inflate_.next_out = reinterpret_cast<Bytef*>(to);
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    inflate_.avail_out = room;
    const int status = inflate(&inflate_, Z_NO_FLUSH);
    stored_->take(front.size() - inflate_.avail_in);
    if (status == Z_STREAM_END) {
      within_member_ = false;
      inflateReset(&inflate_);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      end("corrupt_input",
          std::string("the gzip stream is damaged: ") + (inflate_.msg ? inflate_.msg : "no reason given"));
    }
    return room - inflate_.avail_out;
  }

  z_stream inflate_{};
  bool within_member_ = false;
};

class ZstdStream : public PackedStream {
 public:
  explicit ZstdStream(std::unique_ptr<StoredBytes> stored)
      : PackedStream(std::move(stored)), zstd_(ZSTD_createDCtx(), ZSTD_freeDCtx) {
    if (!zstd_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(zstd_.get(), ZSTD_d_windowLogMax, 31);  // dumps packed with --long
  }

 private:
  std::size_t step(char* to, std::size_t size) override {
    const std::string_view front = stored_->front();
    ZSTD_inBuffer in{front.data(), front.size(), 0};
    ZSTD_outBuffer out{to, size, 0};
    if (front.empty() && !within_frame_) {
      if (stored_->problem())
        end({}, {});
      else
        end();
      return 0;
    }
    const std::size_t status = ZSTD_decompressStream(zstd_.get(), &out, &in);
    stored_->take(in.pos);
    if (ZSTD_isError(status)) {
      end("corrupt_input", std::string("the zstd stream is damaged: ") + ZSTD_getErrorName(status));
      return out.pos;
    }
    within_frame_ = status != 0;
    if (front.empty() && out.pos == 0 && within_frame_) end("truncated_input", "the zstd stream ends within a frame");
    return out.pos;
  }

  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> zstd_;
  bool within_frame_ = false;
};

}  // namespace

void ByteStream::skip(std::uint64_t count) {
  std::vector<char> passed(std::min<std::uint64_t>(count, stored_block));
  while (count > 0) {
    const std::size_t got = read(passed.data(), std::min<std::uint64_t>(count, passed.size()));
    if (got == 0) return;
    count -= got;
  }
}

std::unique_ptr<ByteStream> ByteStream::open(const std::string& path, bool hashed) {
  auto stored = std::make_unique<StoredBytes>(path, hashed);
  const std::string_view front = stored->front();
  if (front.starts_with(gzip_magic)) return std::make_unique<GzipStream>(std::move(stored));
  if (is_zstd(front)) return std::make_unique<ZstdStream>(std::move(stored));
  return std::make_unique<PlainStream>(std::move(stored));
}

}  // namespace tawatur
