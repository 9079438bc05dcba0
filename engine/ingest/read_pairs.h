#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ingest/byte_stream.h"
#include "ingest/field_aliases.h"
#include "ingest/json_record.h"
#include "model/article.h"
#include "text/dates.h"
#include "text/language.h"
#include "text/lexicon.h"

namespace tawatur {

/// Two sentences whose relation is asked for. Valid UTF-8.
struct SentencePair {
  std::string id;  ///< As written; a number as its digits.
  std::string a;
  std::string b;
  std::string lang;  ///< Primary subtag in small letters; "und" when unknown.
  std::optional<Timestamp> date_a;
  std::optional<Timestamp> date_b;
};

/// Consecutive lines of a file of pairs. Owns their bytes.
struct PairLines {
  struct Line {
    std::size_t begin = 0;     ///< Bytes [begin, end) of `bytes`, without the line end.
    std::size_t end = 0;
    std::uint64_t number = 0;  ///< From 1.
    std::uint64_t offset = 0;  ///< Byte offset in the decompressed file.
    bool too_long = false;     ///< Its bytes were not kept.
  };
  std::string bytes;  ///< With JsonRecordReader::padding more behind the last line.
  std::vector<Line> lines;

  std::string_view operator[](const Line& line) const {
    return std::string_view(bytes).substr(line.begin, line.end - line.begin);
  }
};

/// Splits a file of pairs into batches of lines, plain, gzip or zstd, in memory of one batch whatever the lines' length.
/// For one thread.
class PairFile {
 public:
  static constexpr std::size_t longest_line = 1 << 20;  ///< Bytes. Sentences are compared word by word: no pair is longer.

  /// "-" is standard input. Throws std::runtime_error with one clear line when the file can't be opened.
  explicit PairFile(std::string path);

  /// The next lines, without blank ones; none at the end.
  PairLines next();

  const std::string& path() const { return path_; }

  /// Why the file ended too early, as a reject; absent when it didn't.
  std::optional<Reject> problem() const;

 private:
  void end_line(PairLines& batch, bool at_end);

  std::string path_;
  std::unique_ptr<ByteStream> stream_;
  std::vector<char> block_;
  std::size_t at_ = 0, filled_ = 0;  // unread bytes of the block
  std::string line_;                 // the line so far, up to longest_line + 1 bytes
  std::uint64_t line_bytes_ = 0;     // its length so far
  std::uint64_t number_ = 0;
  std::uint64_t offset_ = 0;         // of the line
  bool ended_ = false;
};

/// Reads one line: {"id", "a", "b"} and optional "lang", "date_a", "date_b"; other fields are ignored, and so is a
/// date that can't be read. Without "lang" it is identified from both sentences. Not thread-safe (it keeps its parser):
/// one a thread.
class PairReader {
 public:
  explicit PairReader(const Lexicons& lexicons);
  PairReader(const PairReader&) = delete;
  PairReader& operator=(const PairReader&) = delete;

  /// The pair, or why the line can't be used: "not_json", "not_an_object", "no_id", "no_sentence" (a or b is missing,
  /// blank or no string). JsonRecordReader::padding bytes behind the line must be readable. Ill-formed UTF-8 and lone
  /// surrogates become U+FFFD.
  std::variant<SentencePair, RecordFailure> read(std::string_view line);

 private:
  FieldAliases names_;
  JsonRecordReader records_;
  LanguageIdentifier languages_;
  DateReader dates_;
};

}  // namespace tawatur
