#pragma once

#include <cstddef>
#include <cstdint>
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
  std::string_view view;  ///< The decoded string, or the number as written.
};

/// The values that a JSON object holds under the known aliases. Views live until the next record is read, numbers also
/// no longer than the record's bytes.
class RecordValues {
 public:
  explicit RecordValues(const FieldAliases& aliases) : aliases_(&aliases), by_alias_(aliases.size()) {}

  void clear();
  const FieldAliases& aliases() const { return *aliases_; }
  const RecordValue& at(std::size_t alias) const { return by_alias_[alias]; }

  /// Keeps a value, unless it is blank and the record has told one before: of names told twice the last counts.
  void set(std::size_t alias, RecordValue value);

 private:
  const FieldAliases* aliases_;
  std::vector<RecordValue> by_alias_;
};

/// Aliases of the names of one record after the other: most records have the names of the one before, in its order.
class KnownNames {
 public:
  void begin_record() { place_ = 0; }

  /// FieldAliases::find.
  std::size_t find(const FieldAliases& aliases, std::string_view path);

 private:
  struct Known {
    std::string path;
    std::size_t alias;
  };
  std::vector<Known> known_;
  std::size_t place_ = 0;
};

/// No character but ASCII white space.
bool is_blank(std::string_view text);

/// Reads lines of JSON Lines: one JSON object each (RFC 8259), by a strict walk without limits on its size, its numbers
/// or its depth. Linear; holds what it decodes and one byte a level of nesting. Not thread-safe: one a thread.
class JsonRecordReader {
 public:
  explicit JsonRecordReader(const FieldAliases& aliases) : values_(aliases) {}

  /// Bytes behind a record that must be readable.
  static constexpr std::size_t padding = 64;

  /// Reads a record. Ill-formed UTF-8 and lone surrogates become U+FFFD, told by `repaired`.
  std::optional<RecordFailure> read(std::string_view record, bool& repaired);

  const RecordValues& values() const { return values_; }

 private:
  RecordValues values_;
  KnownNames names_;
  std::string decoded_;  // Room for a record's strings.
  std::string repaired_record_;
};

}  // namespace tawatur
