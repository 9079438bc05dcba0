#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/byte_range.h"

namespace tawatur {

/// One normalised word and where it came from.
struct Token {
  ByteRange source;  ///< Bytes of the original text, whole code points.
  ByteRange normal;  ///< Bytes of NormalisedText::text.
};

/// The comparable form of a text: its words, joined by single spaces, with a map back to the original bytes.
///
/// The form is Unicode NFKC, full default case folding, then Arabic folding (tashkeel U+064B-065F, U+0670 and tatweel
/// removed; alef forms to alef, alef maqsura to yeh, teh marbuta to heh, hamza carriers to waw and yeh), Arabic-Indic
/// digits to 0-9, format characters (Cf) removed. A word is a maximal run of letters, marks and numbers (L*, M*, N*);
/// each Han, Hiragana and Katakana letter is a word, and each Thai, Lao, Khmer and Myanmar letter with what follows it.
struct NormalisedText {
  std::string text;
  std::vector<Token> tokens;

  std::string_view word(std::size_t token) const {
    const ByteRange range = tokens[token].normal;
    return std::string_view(text).substr(range.begin, range.size());
  }
};

/// Normalises with the map. Ill-formed UTF-8 counts as U+FFFD (a separator). Linear time; texts below 4 GiB.
NormalisedText normalise(std::string_view utf8);

/// The same words without the map, appended to nothing else: `words` is replaced. Equals normalise(utf8).text, faster.
void normalise_words(std::string_view utf8, std::string& words);

/// One word or phrase in the comparable form; for reading lexicons.
std::string normalise_words(std::string_view utf8);

/// Version of the Unicode data that normalisation uses, e.g. "15.0".
std::string unicode_version();

}  // namespace tawatur
