#pragma once

#include <cstddef>
#include <string_view>

namespace tawatur {

/// One code point read from UTF-8.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t size = 1;     ///< Bytes; 1 where the bytes are ill-formed.
  bool well_formed = false;
};

/// The code point that begins at `at` < bytes.size(). Constant time.
CodePoint code_point_at(std::string_view bytes, std::size_t at);

/// The nearest position at or before `at` that does not lie inside a code point.
std::size_t code_point_start(std::string_view bytes, std::size_t at);

/// At most `limit` bytes from the beginning, cut between two words where there is one in the last quarter, else between
/// two code points.
std::string_view shortened(std::string_view bytes, std::size_t limit);

}  // namespace tawatur
