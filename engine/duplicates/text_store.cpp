#include "duplicates/text_store.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

namespace tawatur {
namespace {

[[noreturn]] void fail_changed(const std::string& path) {
  throw std::runtime_error("an input has changed while it was read: " + path);
}

}  // namespace

std::string RecordWalk::next(const TextPlace& place) {
  const InputFile& file = files_[place.file];
  if (!stream_ || file_ != place.file) {
    stream_ = ByteStream::open(file.place(), false);
    file_ = place.file;
    offset_ = 0;
  }
  stream_->skip(place.offset - offset_);
  std::string bytes(place.length + JsonRecordReader::padding, '\0');
  if (stream_->read(bytes.data(), place.length) != place.length) fail_changed(file.path);
  offset_ = place.offset + place.length;
  return bytes;
}

std::string text_of_record(const BlockReader& reader, std::string bytes, const TextPlace& place) {
  return reader.text_of(std::move(bytes), {place.offset, place.length, place.file},
                        place.is_text_file ? InputKind::text : InputKind::json_lines);
}

Article article_of_record(const BlockReader& reader, std::string bytes, const TextPlace& place) {
  return reader.article_of(std::move(bytes), {place.offset, place.length, place.file},
                           place.is_text_file ? InputKind::text : InputKind::json_lines);
}

bool is_packed(const InputFile& file) { return ByteStream::open(file.place(), false)->compressed(); }

Excerpt::Excerpt(const SpillFolder& folder, const Piece& records, const Piece& index)
    : records_(folder, records), index_(folder, index) {}

std::string Excerpt::record(std::uint32_t article) const {
  std::uint64_t low = 0, high = index_.size();
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (index_[middle].article <= article ? low : high) = middle;
  }
  const Entry entry = index_[low];
  if (entry.article != article) throw DamagedPiece(records_name);
  std::string packed(entry.packed_bytes, '\0');
  records_.read_at(entry.offset, packed.data(), packed.size());
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) throw DamagedPiece(records_name);
  std::string bytes(size, '\0');
  if (ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size()) != size)
    throw DamagedPiece(records_name);
  return bytes;
}

std::string pack_record(const std::string& bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  packed.resize(size);
  return packed;
}

ArticleStore::Open::~Open() {
  if (descriptor >= 0) ::close(descriptor);
}

std::string ArticleStore::record(const TextPlace& place) const {
  Open& open = states_.local();
  const InputFile& file = files_[place.file];
  if (open.file != place.file) {
    if (open.descriptor >= 0) ::close(std::exchange(open.descriptor, -1));
    open.packed = is_packed(file);
    open.descriptor = ::open(file.place().c_str(), O_RDONLY | O_CLOEXEC);
    if (open.descriptor < 0)
      throw std::runtime_error("can't open " + file.path + ": " + std::generic_category().message(errno));
    open.file = place.file;
  }
  if (open.packed) return excerpt_->record(place.article);
  std::string bytes(place.length + JsonRecordReader::padding, '\0');
  for (std::size_t at = 0; at < place.length;) {
    const ssize_t count =
        ::pread(open.descriptor, bytes.data() + at, place.length - at, static_cast<off_t>(place.offset + at));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::runtime_error("can't read " + file.path + ": " + std::generic_category().message(errno));
    if (count == 0) fail_changed(file.path);
    at += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace tawatur
