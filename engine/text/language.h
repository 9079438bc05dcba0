#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.h"

namespace tawatur {

/// Language of a text as an ISO 639-1 code, by script and by the "stopwords" tables of the lexicons; "und" when nothing
/// decides. Reads at most the first 4,096 bytes of text. Immutable, thread-safe.
///
/// The script that most letters have decides first. A script of one language names it (Hebrew, Greek, Hangul, …), and
/// letters of their own tell Persian, Urdu, Pashto and Sorani from Arabic. For the others (Latin, Cyrillic, …) the
/// language whose stop words are the largest share of the words wins, when they are at least a seventh. Headlines have
/// hardly any: up to 40 words are of the language that has most of those that begin with no capital, or, where all do,
/// nearly all of them, in its table "document_frequencies".
class LanguageIdentifier {
 public:
  explicit LanguageIdentifier(const Lexicons& lexicons);
  std::string identify(std::string_view text) const;

 private:
  std::string by_vocabulary(std::string_view text) const;

  std::map<std::string, std::vector<std::string>, std::less<>> stopwords_;  ///< By language; folded words, sorted.
  std::map<std::string, std::vector<std::string>, std::less<>> stems_;      ///< By language; of news, sorted.
};

}  // namespace tawatur
