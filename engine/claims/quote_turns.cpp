#include <algorithm>
#include <iterator>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::string_view joined_not = "لا", not_he = "لاي", not_she = "لات";
constexpr std::string_view nor[] = {"ولا", "nor"};
constexpr std::size_t least_joined_bytes = 10;
constexpr std::string_view futures[] = {"سي", "ست", "سن", "سا"};
constexpr std::size_t least_future_bytes = 10;

}  // namespace

void read_quote_turns(Statement& statement, const Reading& reading) {
  if (statement.quotes.empty()) return;
  statement.turned.assign(statement.terms.size(), 0);
  std::uint32_t covered = 0;
  const auto goes_on = [&](std::uint32_t token, std::uint32_t term) {
    if (std::find(std::begin(nor), std::end(nor), statement.words.word(token)) == std::end(nor)) return false;
    return std::any_of(statement.quotes.begin(), statement.quotes.end(), [&](const QuotedTerms& quote) {
      return term >= quote.first && term < quote.last &&
             std::count(statement.turned.begin() + quote.first, statement.turned.begin() + term, Statement::turns) > 0;
    });
  };
  for (const PhraseMatch& match : reading.lexicon.negation.find(reading.forms)) {
    if (match.first < covered) continue;
    covered = match.last;
    if (at_night(statement, reading, match)) continue;
    // «من دون» and «دون» turn at the same word.
    std::uint32_t at = match.first;
    while (at < match.last && !reading.lexicon.negation.finds(*reading.forms[at])) ++at;
    const std::uint32_t term = reading.term_of[at < match.last ? at : match.first];
    std::uint8_t& turned = statement.turned[term];
    switch (static_cast<NegationWord>(match.value)) {
      case NegationWord::particle:
      case NegationWord::attribute:
        // "Neither fair nor lawful": the second goes on with the first.
        // "No, …": an answer of its own.
        turned = goes_on(match.first, term) || (match.last < reading.forms.size() && reading.closed_before[match.last])
                     ? Statement::maybe_turns
                     : Statement::turns;
        break;
      // "We refuse to pay" and "we will not pay" are one.
      default:
        if (turned == 0) turned = Statement::maybe_turns;
    }
  }
  // «لاتوجد»: "not" may be written to the verb behind it.
  if (reading.lexicon.lang == "ar")
    for (std::uint32_t i = 0; i < reading.forms.size(); ++i) {
      const std::string_view word = statement.words.word(i);
      // «لأيام»: folded, the "for" before a hamza looks like "not".
      if (!reading.text.substr(statement.words.tokens[i].source.begin).starts_with(joined_not)) continue;
      std::uint8_t& turned = statement.turned[reading.term_of[i]];
      if (turned == 0 && word.size() >= least_joined_bytes && (word.starts_with(not_he) || word.starts_with(not_she)))
        turned = Statement::maybe_turns;
    }
  // «سندفع»: the future's letter stands for "will".
  const auto certain = std::find(reading.lexicon.turn_names.begin(), reading.lexicon.turn_names.end(), "certain");
  if (reading.lexicon.lang == "ar" && certain != reading.lexicon.turn_names.end())
    for (std::uint32_t i = 0; i < reading.forms.size(); ++i) {
      const std::string_view word = statement.words.word(i);
      const bool imperfect = std::any_of(std::begin(futures), std::end(futures),
                                         [&](std::string_view future) { return word.starts_with(future); });
      if (imperfect && word.size() >= least_future_bytes)
        statement.turn_words.emplace_back(
            reading.term_of[i], static_cast<std::uint32_t>(certain - reading.lexicon.turn_names.begin()));
    }
  for (const PhraseMatch& match : reading.lexicon.turn_words.find(reading.forms))
    statement.turn_words.emplace_back(reading.term_of[match.first], match.value);
}

}  // namespace tawatur
