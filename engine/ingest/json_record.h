#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/field_aliases.h"

namespace tawatur {

/// Why a record can't be used.
struct RecordFailure {
  std::string reason;
  std::string detail;
};

/// One value of a record under an alias.
struct RecordValue {
  enum class Kind : std::uint8_t { absent, text, number, other };
  Kind kind = Kind::absent;
  std::string_view view;         ///< The decoded string, or the number as written.
  std::string* owned = nullptr;  ///< The string that `view` shows, when it may be moved from.

  std::string take() const { return owned ? std::move(*owned) : std::string(view); }
};

/// The values that a JSON object holds under the known aliases. Views live until the next record is read.
class RecordValues {
 public:
  explicit RecordValues(const FieldAliases& aliases) : aliases_(&aliases), by_alias_(aliases.size()) {}

  void clear();
  const FieldAliases& aliases() const { return *aliases_; }
  const RecordValue& at(std::size_t alias) const { return by_alias_[alias]; }

  /// Keeps a value, unless it is blank and the record has told one before: of names told twice the last counts.
  void set(std::size_t alias, RecordValue value);

  /// Stores a string as long as the record lives.
  std::string& own(std::string text) { return owned_.emplace_back(std::move(text)); }

 private:
  const FieldAliases* aliases_;
  std::vector<RecordValue> by_alias_;
  std::deque<std::string> owned_;  ///< Never moves its strings.
};

/// No character but ASCII white space.
bool is_blank(std::string_view text);

/// Reads one JSON object (RFC 8259) by a strict walk without limits on its size, its numbers or its depth; holds what
/// it decodes and one byte a level of nesting. Lone surrogates become U+FFFD, told by `repaired`. `record` is valid
/// UTF-8.
std::optional<RecordFailure> walk_json(std::string_view record, RecordValues& values, bool& repaired);

/// Reads the lines of JSON Lines. The same as `walk_json`, but most lines go through simdjson. Not thread-safe: one a
/// thread.
class JsonRecordReader {
 public:
  explicit JsonRecordReader(const FieldAliases& aliases);
  ~JsonRecordReader();
  JsonRecordReader(JsonRecordReader&&) noexcept;

  /// Bytes behind a record that must be readable.
  static constexpr std::size_t padding = 64;

  /// Reads a record. Ill-formed UTF-8 and lone surrogates become U+FFFD, told by `repaired`.
  std::optional<RecordFailure> read(std::string_view record, bool& repaired);

  const RecordValues& values() const { return values_; }

 private:
  struct Parser;
  bool read_fast(std::string_view record);

  RecordValues values_;
  std::string repaired_record_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace tawatur
