#include "claims/statement_parts.h"

namespace tawatur {

void read_quote_turns(Statement& statement, const Reading& reading) {
  if (statement.quotes.empty()) return;
  statement.turned.assign(statement.terms.size(), 0);
  std::uint32_t covered = 0;
  for (const PhraseMatch& match : reading.lexicon.negation.find(reading.forms)) {
    if (match.first < covered) continue;
    covered = match.last;
    std::uint8_t& turned = statement.turned[reading.term_of[match.first]];
    switch (static_cast<NegationWord>(match.value)) {
      case NegationWord::particle:
      case NegationWord::attribute:
        turned = Statement::turns;
        break;
      // "We refuse to pay" and "we will not pay" are one.
      default:
        if (turned == 0) turned = Statement::maybe_turns;
    }
  }
  for (const PhraseMatch& match : reading.lexicon.turn_words.find(reading.forms))
    statement.turn_words.emplace_back(reading.term_of[match.first], match.value);
}

}  // namespace tawatur
