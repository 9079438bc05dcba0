#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/lexicon.h"

namespace tawatur {

/// The parts of an article that a record can hold. `modified` is the date of the last change.
enum class RecordField : std::uint8_t { id, url, title, text, date, modified, source, agency, lang };

/// Which names records use for which field: the table "field_aliases" of "und". Immutable.
class FieldAliases {
 public:
  explicit FieldAliases(const Lexicons& lexicons);

  /// Names alone, for records of another kind than articles; in small letters, sorted, unique. `of` has none.
  explicit FieldAliases(std::vector<std::string> names) : paths_(std::move(names)), of_field_(9) {}

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// The alias of a name; none when it isn't one. `path` is in small letters, names of nested objects joined by dots.
  /// O(log n).
  std::size_t find(std::string_view path) const;

  /// Whether some alias leads into the object of that name.
  bool leads_into(std::string_view path) const;

  /// Aliases of a field, the preferred first.
  const std::vector<std::size_t>& of(RecordField field) const { return of_field_[static_cast<std::size_t>(field)]; }

  std::size_t size() const { return paths_.size(); }
  const std::string& name(std::size_t alias) const { return paths_[alias]; }

 private:
  std::vector<std::string> paths_;                  ///< By alias: sorted, in small letters.
  std::vector<std::vector<std::size_t>> of_field_;  ///< By RecordField.
};

/// Small ASCII letters for capital ones; other bytes stay.
std::string ascii_lower(std::string_view name);

}  // namespace tawatur
