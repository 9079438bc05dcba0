#include "duplicates/spill.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>
#include <zstd.h>

namespace tawatur {
namespace {

constexpr std::size_t written_at_once = 256 << 10;

[[noreturn]] void fail_at(const char* what, const std::string& path, int error) {
  throw std::runtime_error(std::string(what) + " " + path + ": " + std::generic_category().message(error));
}

using HashState = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

HashState new_hash() {
  HashState state(XXH3_createState(), XXH3_freeState);
  if (!state) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  return state;
}

// So that a rename outlives a crash of the machine.
void sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

}  // namespace

bool SpillFolder::is_whole(const Piece& piece) const {
  try {
    PieceReader reader(*this, piece, written_at_once);
    std::string passed(written_at_once, '\0');
    std::uint64_t left = piece.bytes;
    for (; left > 0; left -= std::min<std::uint64_t>(left, passed.size()))
      if (!reader.read(passed.data(), std::min<std::uint64_t>(left, passed.size()))) return false;
    return !reader.read(passed.data(), 1);
  } catch (const std::runtime_error&) {
    return false;
  }
}

void SpillFolder::remove(const Piece& piece) const { ::unlink(path_of(piece.name).c_str()); }

struct PieceWriter::Hash {
  HashState state = new_hash();
};

PieceWriter::PieceWriter(const SpillFolder& folder, std::string name, bool lasting)
    : folder_(folder),
      name_(std::move(name)),
      part_(folder.path_of(name_ + ".part")),
      lasting_(lasting),
      hash_(std::make_unique<Hash>()) {
  file_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) fail();
  held_.reserve(written_at_once);
}

PieceWriter::~PieceWriter() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(part_.c_str());
}

void PieceWriter::fail() const { fail_at("can't write", part_, errno); }

void PieceWriter::write(const void* data, std::size_t size) {
  const char* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const std::size_t count = std::min(size, written_at_once - held_.size());
    held_.append(bytes, count);
    bytes += count;
    size -= count;
    if (held_.size() == written_at_once) flush();
  }
}

void PieceWriter::flush() {
  XXH3_64bits_update(hash_->state.get(), held_.data(), held_.size());
  for (std::size_t at = 0; at < held_.size();) {
    const ssize_t count = ::write(file_, held_.data() + at, held_.size() - at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail();
    at += static_cast<std::size_t>(count);
  }
  bytes_ += held_.size();
  held_.clear();
}

Piece PieceWriter::finish() {
  flush();
  if (lasting_ && ::fsync(file_) != 0) fail();
  if (::close(std::exchange(file_, -1)) != 0 || ::rename(part_.c_str(), folder_.path_of(name_).c_str()) != 0) {
    const int error = errno;
    ::unlink(part_.c_str());
    fail_at("can't write", part_, error);
  }
  if (lasting_) sync_folder(folder_.path());
  return {name_, bytes_, XXH3_64bits_digest(hash_->state.get())};
}

struct PieceReader::State {
  std::string name;
  std::uint64_t expected_bytes, expected_hash;
  int file = -1;
  HashState hash = new_hash();
  std::vector<char> held;
  std::size_t at = 0, end = 0;
  std::uint64_t bytes = 0;

  ~State() {
    if (file >= 0) ::close(file);
  }

  bool fill() {
    at = end = 0;
    ssize_t count;
    do {
      count = ::read(file, held.data(), held.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) fail_at("can't read", name, errno);
    if (count == 0) {
      if (bytes != expected_bytes || XXH3_64bits_digest(hash.get()) != expected_hash) throw DamagedPiece(name);
      return false;
    }
    end = static_cast<std::size_t>(count);
    bytes += end;
    XXH3_64bits_update(hash.get(), held.data(), end);
    return true;
  }
};

PieceReader::PieceReader(const SpillFolder& folder, const Piece& piece, std::size_t buffer_bytes)
    : state_(std::make_unique<State>()) {
  state_->name = piece.name;
  state_->expected_bytes = piece.bytes;
  state_->expected_hash = piece.hash;
  state_->held.resize(buffer_bytes);
  const std::string path = folder.path_of(piece.name);
  state_->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state_->file < 0) fail_at("can't read", path, errno);
}

PieceReader::~PieceReader() = default;
PieceReader::PieceReader(PieceReader&&) noexcept = default;

bool PieceReader::read(void* to, std::size_t size) {
  char* out = static_cast<char*>(to);
  for (std::size_t filled = 0; filled < size;) {
    if (state_->at == state_->end && !state_->fill()) {
      if (filled > 0) throw DamagedPiece(state_->name);
      return false;
    }
    const std::size_t count = std::min(size - filled, state_->end - state_->at);
    std::memcpy(out + filled, state_->held.data() + state_->at, count);
    state_->at += count;
    filled += count;
  }
  return true;
}

PieceFile::PieceFile(const SpillFolder& folder, const Piece& piece) : name_(piece.name) {
  const std::string path = folder.path_of(piece.name);
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) fail_at("can't read", path, errno);
}

PieceFile::~PieceFile() {
  if (file_ >= 0) ::close(file_);
}

void PieceFile::read_at(std::uint64_t offset, void* to, std::size_t size) const {
  char* out = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t count = ::pread(file_, out, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_at("can't read", name_, errno);
    if (count == 0) throw DamagedPiece(name_);
    out += count;
    offset += static_cast<std::uint64_t>(count);
    size -= static_cast<std::size_t>(count);
  }
}

void pack_columns(const void* records, std::size_t count, std::size_t record_bytes, std::string& packed) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  thread_local std::string columns;
  if (!context) throw std::bad_alloc();
  columns.resize(count * record_bytes);
  const char* bytes = static_cast<const char*>(records);
  for (std::size_t column = 0; column < record_bytes; ++column)
    for (std::size_t row = 0; row < count; ++row) columns[column * count + row] = bytes[row * record_bytes + column];
  packed.resize(ZSTD_compressBound(columns.size()));
  const std::size_t size =
      ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), columns.data(), columns.size(), 1);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  packed.resize(size);
}

void unpack_columns(const std::string& packed, std::size_t count, std::size_t record_bytes, void* records) {
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  thread_local std::string columns;
  if (!context) throw std::bad_alloc();
  columns.resize(count * record_bytes);
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), columns.data(), columns.size(), packed.data(), packed.size());
  if (size != columns.size()) throw std::runtime_error("a block of records is damaged");
  char* bytes = static_cast<char*>(records);
  for (std::size_t column = 0; column < record_bytes; ++column)
    for (std::size_t row = 0; row < count; ++row) bytes[row * record_bytes + column] = columns[column * count + row];
}

}  // namespace tawatur
