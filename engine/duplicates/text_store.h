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

/// Texts of articles that aren't in memory. Safe to share between threads.
class TextStore {
 public:
  virtual ~TextStore() = default;

  /// The text, as ingest would have it. Throws std::runtime_error when it can't be read again.
  virtual std::string text(const TextPlace& place) const = 0;
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

/// The text of a record from its bytes (as RecordWalk has them).
std::string text_of_record(const BlockReader& reader, std::string bytes, const TextPlace& place);

/// Whether a file must be unpacked to be read, so that only a walk reaches its records.
bool is_packed(const InputFile& file);

/// A copy of texts of packed files, made by one walk; each compressed by itself (zstd).
class Excerpt {
 public:
  /// Names of the pieces.
  static constexpr const char* texts_name = "tawatur-excerpt-texts.piece";
  static constexpr const char* index_name = "tawatur-excerpt-index.piece";

  struct Entry {
    std::uint32_t article = 0;
    std::uint32_t packed_bytes = 0;
    std::uint64_t offset = 0;
    friend constexpr auto operator<=>(const Entry&, const Entry&) = default;
  };

  Excerpt(const SpillFolder& folder, const Piece& texts, const Piece& index);

  std::string text(std::uint32_t article) const;

 private:
  PieceFile texts_;
  Table<Entry> index_;
};

/// Packs a text, for an Excerpt.
std::string pack_text(const std::string& text);

/// Texts by pread from plain files, from an excerpt where the file is packed.
class FileTexts : public TextStore {
 public:
  /// files, reader must outlive it. excerpt: may be null when no file is packed.
  FileTexts(const std::vector<InputFile>& files, const BlockReader& reader, std::unique_ptr<Excerpt> excerpt)
      : files_(files), reader_(reader), excerpt_(std::move(excerpt)), states_([] { return Open(); }) {}

  std::string text(const TextPlace& place) const override;

 private:
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
