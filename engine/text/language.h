#pragma once

#include <string>
#include <string_view>

#include "text/lexicon.h"

namespace tawatur {

/// Language of a text as an ISO 639-1 code, by script and by the "stopwords" tables of the lexicons; "und" when nothing
/// decides. Reads at most the first 4,096 bytes of words. Thread-safe.
class LanguageIdentifier {
 public:
  explicit LanguageIdentifier(const Lexicons& lexicons);
  std::string identify(std::string_view text) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> stopwords_;  ///< By language; folded words, sorted.
};

}  // namespace tawatur
