#pragma once

#include <string>
#include <string_view>

namespace tawatur {

/// Stem of one normalised word: Snowball where the language has one there, the light Arabic stem for "ar"
/// (conjunction, article and preposition prefixes and pronoun and plural suffixes off, at least two letters kept; after
/// Larkey et al. 2007, light10), else the word itself. Thread-safe.
std::string stem(std::string_view word, std::string_view lang);

/// The Arabic word without the conjunctions و ف, and with the article after a preposition or alone removed, when at least
/// three letters remain; other languages: the word. For comparing slots: keeps inflection.
std::string strip_clitics(std::string_view word, std::string_view lang);

/// Consonant skeleton for matching inflected Arabic forms of one root and spelling variants of names: the light stem
/// without ا و ي. Other languages: the stem.
std::string skeleton(std::string_view word, std::string_view lang);

}  // namespace tawatur
