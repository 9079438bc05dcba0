#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "duplicates/spill.h"
#include "ingest/block_reader.h"

namespace tawatur {

/// Where an article's record stands and how it is read. Ordered as files are read.
struct TextPlace {
  std::uint32_t file = 0;
  std::uint32_t is_text_file = 0;  ///< 1: a whole .txt file, 0: a line of JSON.
  std::uint64_t offset = 0;        ///< In the decompressed file.
  std::uint32_t length = 0;        ///< Bytes.
  std::uint32_t article = 0;       ///< Its number.

  friend constexpr auto operator<=>(const TextPlace&, const TextPlace&) = default;
};

/// Reads the bytes of records one after the other, packed files too. For one thread.
class RecordWalk {
 public:
  explicit RecordWalk(const std::vector<InputFile>& files) : files_(files) {}

  /// place: not before the last one. Its bytes and JsonRecordReader::padding more.
  std::string next(const TextPlace& place);

 private:
  const std::vector<InputFile>& files_;
  std::unique_ptr<ByteStream> stream_;
  std::uint32_t file_ = 0;
  std::uint64_t offset_ = 0;  // of the stream
};

/// The text, or the article with the id of its record, from a record's bytes (as RecordWalk has them).
std::string text_of_record(const BlockReader& reader, std::string bytes, const TextPlace& place);
Article article_of_record(const BlockReader& reader, std::string bytes, const TextPlace& place);

/// Whether a file must be unpacked to be read, so that only a walk reaches its records.
bool is_packed(const InputFile& file);

/// A copy of records of packed files, made by one walk; each compressed by itself (zstd).
class Excerpt {
 public:
  /// Names of the pieces.
  static constexpr const char* records_name = "tawatur-excerpt-records.piece";
  static constexpr const char* index_name = "tawatur-excerpt-index.piece";

  struct Entry {
    std::uint32_t article = 0;
    std::uint32_t packed_bytes = 0;
    std::uint64_t offset = 0;
    friend constexpr auto operator<=>(const Entry&, const Entry&) = default;
  };

  Excerpt(const SpillFolder& folder, const Piece& records, const Piece& index);

  /// The bytes that RecordWalk had.
  std::string record(std::uint32_t article) const;

 private:
  PieceFile records_;
  Table<Entry> index_;
};

/// Packs a record, for an Excerpt.
std::string pack_record(const std::string& bytes);

/// Articles that aren't in memory: by pread from plain files, from an excerpt where the file is packed. Safe to share
/// between threads.
class ArticleStore {
 public:
  /// files, reader must outlive it. excerpt: may be null when no file is packed.
  ArticleStore(const std::vector<InputFile>& files, const BlockReader& reader, std::unique_ptr<Excerpt> excerpt)
      : files_(files), reader_(reader), excerpt_(std::move(excerpt)), states_([] { return Open(); }) {}

  /// As ingest had them, but for the id, which is the one before it was made unique. Throw std::runtime_error when the
  /// record can't be read again.
  std::string text(const TextPlace& place) const { return text_of_record(reader_, record(place), place); }
  Article article(const TextPlace& place) const { return article_of_record(reader_, record(place), place); }

 private:
  std::string record(const TextPlace& place) const;

  // The file that a thread has read last.
  struct Open {
    std::uint32_t file = ~0u;
    int descriptor = -1;
    bool packed = false;
    Open() = default;
    Open(Open&& other) noexcept
        : file(other.file), descriptor(std::exchange(other.descriptor, -1)), packed(other.packed) {}
    Open& operator=(Open&&) = delete;
    ~Open();
  };

  const std::vector<InputFile>& files_;
  const BlockReader& reader_;
  std::unique_ptr<Excerpt> excerpt_;
  mutable tbb::enumerable_thread_specific<Open> states_;
};

}  // namespace tawatur
