#include "support/slow_normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace tawatur::support {
namespace {

bool in(UChar32 c, UChar32 first, UChar32 last) { return first <= c && c <= last; }

bool word_alone(UChar32 c) {
  return in(c, 0x3040, 0x30FF) || in(c, 0x3400, 0x4DBF) || in(c, 0x4E00, 0x9FFF) || in(c, 0xF900, 0xFAFF) ||
         in(c, 0x20000, 0x3FFFF);
}

bool begins_word(UChar32 c) { return in(c, 0x0E00, 0x0EFF) || in(c, 0x1000, 0x109F) || in(c, 0x1780, 0x17FF); }

UChar32 arabic_folded(UChar32 c) {
  if (in(c, 0x0660, 0x0669)) return c - 0x0660 + '0';
  if (in(c, 0x06F0, 0x06F9)) return c - 0x06F0 + '0';
  if (c == 0x0622 || c == 0x0623 || c == 0x0625 || c == 0x0671) return 0x0627;
  if (c == 0x0649 || c == 0x0626) return 0x064A;
  if (c == 0x0629) return 0x0647;
  if (c == 0x0624) return 0x0648;
  return c;
}

}  // namespace

std::vector<std::string> slow_words(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(utf8.data(), static_cast<int32_t>(utf8.size()));
  icu::UnicodeString text =
      icu::Normalizer2::getNFKCInstance(status)->normalize(icu::UnicodeString::fromUTF8(piece), status);
  text.foldCase();
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto end_word = [&] {
    if (!word.isEmpty()) word.toUTF8String(words.emplace_back());
    word.remove();
  };
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = arabic_folded(text.char32At(i));
    if (in(c, 0x064B, 0x065F) || c == 0x0670 || c == 0x0640 || u_charType(c) == U_FORMAT_CHAR) continue;
    const std::uint32_t category = U_GET_GC_MASK(c);
    const bool letter = category & U_GC_L_MASK;
    if (!letter && !(category & (U_GC_M_MASK | U_GC_N_MASK))) {
      end_word();
      continue;
    }
    if (letter && (word_alone(c) || begins_word(c))) end_word();
    word.append(c);
    if (letter && word_alone(c)) end_word();
  }
  end_word();
  return words;
}

std::string slow_normalise(std::string_view utf8) {
  std::string joined;
  for (const std::string& word : slow_words(utf8)) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

}  // namespace tawatur::support
