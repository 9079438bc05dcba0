#include <algorithm>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t scope_tokens = 4;  // A negator reaches the next predicate, rarely more than this far away.

}  // namespace

void read_polarity(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto matches = reading.lexicon.negation.find(reading.forms);
  std::vector<std::uint8_t> excepted(tokens, 0);
  for (const PhraseMatch& match : matches) {
    const auto word = static_cast<NegationWord>(match.value);
    if (word == NegationWord::bound_exception || word == NegationWord::not_exception)
      for (std::uint32_t i = match.first; i < match.last; ++i) excepted[i] = 1;
  }
  const auto content = [&](std::uint32_t token) { return !statement.terms[reading.term_of[token]].function_word; };
  const auto negate_next = [&](std::uint32_t token) {
    for (std::uint32_t i = token; i < std::min(tokens, token + scope_tokens); ++i) {
      if (i > token && reading.closed_before[i]) return;
      if (!content(i)) continue;
      statement.negated[reading.term_of[i]] ^= 1;
      return;
    }
    // "is not behind us": the predicate is a function word itself.
    if (token < tokens && !reading.closed_before[token]) statement.negated[reading.term_of[token]] ^= 1;
  };
  for (const PhraseMatch& match : matches) {
    if (excepted[match.first]) continue;
    switch (static_cast<NegationWord>(match.value)) {
      case NegationWord::particle: {
        // «لم … إلا»: what looks denied is asserted.
        const bool exceptive = std::any_of(matches.begin(), matches.end(), [&](const PhraseMatch& other) {
          return static_cast<NegationWord>(other.value) == NegationWord::exceptive && other.first >= match.last &&
                 other.first < match.last + 8;
        });
        if (exceptive) statement.exceptive = true;
        else negate_next(match.last);
        break;
      }
      case NegationWord::deny:
        if (statement.negated[reading.term_of[match.first]]) break;
        for (std::uint32_t i = match.last; i < tokens; ++i) {
          if (i > match.last + 2 && reading.closed_before[i]) break;
          statement.denied[reading.term_of[i]] = 1;
        }
        break;
      case NegationWord::fail:
      case NegationWord::prevent:
        negate_next(match.last);
        break;
      // Refusing and ceasing are events of their own; the table "opposition" has their opposites.
      case NegationWord::refuse:
      case NegationWord::cease:
      case NegationWord::exceptive:
      case NegationWord::bound_exception:
      case NegationWord::not_exception:
        break;
    }
  }
}

}  // namespace tawatur
