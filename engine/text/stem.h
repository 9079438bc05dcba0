#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tawatur {

/// Stem of one normalised word: Snowball where the language has one there, the light Arabic stem for "ar", else the
/// word itself. Thread-safe.
///
/// The Arabic stem follows light10 (Larkey, Ballesteros and Connell 2007): conjunction, article and preposition with
/// article off the front, pronoun, plural, dual, nisba and feminine endings off the back, at least two letters kept.
/// It differs from light10 where that splits forms of one word: prefixes and endings come off until nothing changes
/// (a word and its derived forms end alike), verb and accusative endings come off too, endings that are often letters
/// of the root (ان ون ين ي ا ت) leave three letters, and the table ar/initial_letters names words whose first
/// letters only look like a prefix («وزير»، «فريق»، «ألف»). A final ن alone is never taken.
std::string stem(std::string_view word, std::string_view lang);

/// The Arabic word without the conjunctions و ف, and with the article after a preposition or alone removed, when at least
/// three letters remain (two where they are a stop word: «ولم» gives «لم»); other languages: the word. For comparing
/// slots: keeps inflection. The same table guards it. Thread-safe.
std::string strip_clitics(std::string_view word, std::string_view lang);

/// Consonant skeleton for matching inflected Arabic forms of one root and spelling variants of names: the light stem
/// without ا و ي, or the stem where fewer than two letters remain. Other languages: the stem. Thread-safe.
std::string skeleton(std::string_view word, std::string_view lang);

/// Skeletons to compare: `skeleton`, then that without a leading ي ت ن م ف ب ل س, which may be an affix. Two words match
/// when any of theirs meet; only Arabic ones of at least three letters are given, so the list may be empty. Other
/// languages: the stem alone. Thread-safe.
std::vector<std::string> skeletons(std::string_view word, std::string_view lang);

}  // namespace tawatur
