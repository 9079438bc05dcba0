#pragma once

#include <cstdint>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace tawatur {

/// Arabic letters of everyday text, which need no look into the tables below.
inline bool is_plain_arabic_letter(UChar32 c) { return (c >= 0x0621 && c <= 0x063A) || (c >= 0x0641 && c <= 0x064A); }

/// The code point at byte `at`, which moves behind it; -1 for ill-formed bytes. Requires at < text.size() < 2^31.
inline UChar32 next_code_point(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto i = static_cast<std::int32_t>(at);
  UChar32 c;
  U8_NEXT(bytes, i, static_cast<std::int32_t>(text.size()), c);
  at = static_cast<std::size_t>(i);
  return c;
}

/// The code point that ends at byte `at`, which moves before it; -1 for ill-formed bytes. Requires 0 < at <= text.size().
inline UChar32 previous_code_point(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto i = static_cast<std::int32_t>(at);
  UChar32 c;
  U8_PREV(bytes, 0, i, c);
  at = static_cast<std::size_t>(i);
  return c;
}

inline bool is_newline(UChar32 c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// White space, and format characters such as direction marks, which don't show.
inline bool is_space(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return !is_plain_arabic_letter(c) && (u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR);
}

/// Part of a word: letters, marks and numbers, as normalisation divides words.
inline bool is_word(UChar32 c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_plain_arabic_letter(c) || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

inline bool is_sentence_end(UChar32 c) {
  return c == '.' || c == '!' || c == '?' || c == 0x061F || c == 0x2026 || c == 0x06D4 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0xFF61 || c == 0x203C || (c >= 0x2047 && c <= 0x2049);
}

}  // namespace tawatur
