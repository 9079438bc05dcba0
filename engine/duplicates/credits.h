#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/article.h"
#include "model/groups.h"
#include "text/lexicon.h"

namespace tawatur {

/// Finds the agencies that a text credits, by the tables <lang>/agencies (agency, spelling, where). A credit stands in
/// the article's agency field, in its first words (dateline or byline) or in its last ones; a name further inside is a
/// quotation of the agency, not a credit. `where` limits a spelling that is also a common word: "brackets" counts only
/// after an opening bracket, or in quotation marks that end a line, and only as it is written («أب», not «آب»);
/// "apart" only between signs or ends of a line («القاهرة - وكالات:»); "any" everywhere. In the agency field all count.
/// Immutable after construction.
class CreditFinder {
 public:
  explicit CreditFinder(const Lexicons& lexicons);

  /// Names of agency families, sorted, unique. Constant time.
  std::vector<std::string> find(const Article& article) const;

  /// The same with their places, by agency, then place: every credit in the text's first and last words, and that of
  /// the article's agency field, which has no place (an empty range). Constant time.
  std::vector<Credit> places(const Article& article) const;

 private:
  enum class Where : std::uint8_t { any, apart, brackets };

  struct Spelling {
    std::vector<std::string> words;    // in the comparable form, at least one
    std::vector<std::string> written;  // parallel to words
    std::string agency;
    Where where = Where::any;
  };

  /// Credits among the first and last words of a part of the text.
  void collect(std::string_view text, ByteRange part, std::size_t first_words, std::size_t last_words,
               std::vector<Credit>& credits) const;

  static bool stands_where(Where where, std::string_view text, ByteRange range);

  /// Whether one of the first or last words of a comparable form may begin a spelling; rarely wrongly true.
  bool may_credit(std::string_view form, std::size_t first_words, std::size_t last_words) const;

  std::map<std::string, std::vector<Spelling>, std::less<>> spellings_;  // by first word
  std::bitset<1 << 14> first_words_;  // by hash, so that nearly all words are passed over without a search
};

}  // namespace tawatur
