#pragma once

#include <string_view>
#include <vector>

#include "model/byte_range.h"

namespace tawatur {

/// Words to be marked in a statement.
struct Mark {
  ByteRange range;     ///< Of the field, within the statement, whole words.
  bool typed = false;  ///< Where a typed difference lies; else words without a counterpart.

  friend bool operator==(const Mark&, const Mark&) = default;
};

/// The marks of the statement at `statement` of `text`, ascending and disjoint: ranges grown to whole words, since a cut
/// inside a word would break Arabic joining; `typed` goes before `changed`; neighbours of one sort become one mark. Where
/// nearly everything has changed, only the typed ones are left: a mark on every word says nothing.
/// O(n log n) in ranges plus the bytes of the statement.
std::vector<Mark> marks_of(std::string_view text, ByteRange statement, std::vector<ByteRange> typed, std::vector<ByteRange> changed);

}  // namespace tawatur
