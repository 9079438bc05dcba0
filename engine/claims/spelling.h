#pragma once

#include <cstring>
#include <string_view>

namespace tawatur {

/// The same as word.starts_with(prefix), which compilers don't inline: of a short prefix that they know it is one
/// comparison.
inline bool begins_with(std::string_view word, std::string_view prefix) {
  return word.size() >= prefix.size() && std::memcmp(word.data(), prefix.data(), prefix.size()) == 0;
}

/// Whether two folded names are one, or one is the other with the word of its kind: «القائم» and «مدينة القائم».
/// O(length).
bool one_name(std::string_view a, std::string_view b);

/// Whether two folded spellings differ in nothing but the letters by which one foreign sound is written: «غرامي» and
/// «جرامي». O(length).
bool one_transcription(std::string_view x, std::string_view y);

/// Whether two folded spellings may be of one foreign name: the same consonants by class, or mostly the same letters.
/// O(length · log length).
bool one_spelling(std::string_view x, std::string_view y);

}  // namespace tawatur
