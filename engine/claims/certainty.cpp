#include <algorithm>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t words_behind = 5, words_before = 3;  // Content words that a mark of uncertainty governs.
constexpr std::string_view may = "قد", that = "أن", article = "ال", conjunction = "و", with = "ب", in = "في";

}  // namespace

bool is_person(const Statement& statement, const Reading& reading, const PhraseMatch& match) {
  const ClaimLexicon& lexicon = reading.lexicon;
  if (!lexicon.parties.may_begin(*reading.forms[match.first])) return false;
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto known = [&](std::uint32_t first, std::uint32_t last) {
    WordSequence words;
    for (std::uint32_t i = first; i < last; ++i) words.push_back(reading.forms[i]);
    return lexicon.parties.finds(words);
  };
  if (!known(match.first, match.last)) return false;
  const bool ends = match.last >= tokens || reading.closed_before[match.last];
  if (lexicon.lang == "ar") {
    const std::string_view word = statement.words.word(match.first);
    if (word.find(article) > conjunction.size()) return false;
    return ends || !(statement.words.word(match.last).starts_with(with) || statement.words.word(match.last) == in);
  }
  const bool behind_article = match.first > 0 && !reading.closed_before[match.first] &&
                              lexicon.demonstratives.finds(*reading.forms[match.first - 1]);
  return ends || behind_article || lexicon.auxiliaries.finds(*reading.forms[match.last]) ||
         lexicon.prepositions.finds(*reading.forms[match.last]);
}

void read_certainty(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto leave_open = [&](std::uint32_t first, std::uint32_t last, Certainty level) {
    const auto mark = [&](std::uint32_t token) {
      const std::uint32_t term = reading.term_of[token];
      if (statement.terms[term].function_word) return false;
      std::uint8_t& rung = statement.unsettled[term];
      // What is alleged stays so, whatever is meant to be done about it.
      if (rung == 0 || (level == Certainty::alleged && rung < 1 + static_cast<std::uint8_t>(level)))
        rung = static_cast<std::uint8_t>(1 + static_cast<std::uint8_t>(level));
      return true;
    };
    std::uint32_t seen = 0;
    for (std::uint32_t i = last; i < tokens && seen < words_behind; ++i) {
      if (i > last && reading.closed_before[i]) break;
      seen += mark(i);
    }
    seen = 0;
    // "Filed a flight plan": a plan leaves what it is of open, not who has one.
    const std::uint32_t reach = level == Certainty::planned ? 1 : words_before;
    for (std::uint32_t i = first; i-- > 0 && seen < reach;) {
      if (reading.closed_before[i + 1]) break;
      seen += mark(i);
    }
    for (std::uint32_t i = first; i < last; ++i) mark(i);
  };
  for (const PhraseMatch& match : reading.lexicon.unsettled.find(reading.forms)) {
    const auto level = static_cast<Certainty>(match.value);
    if (level == Certainty::confirmed)
      statement.settled = true;
    else if (level != Certainty::alleged || !is_person(statement, reading, match))
      leave_open(match.first, match.last, level);
  }
  // «قد» before an imperfect says "may"; before a perfect it says that something is done.
  if (reading.lexicon.lang == "ar")
    for (std::uint32_t i = 0; i + 1 < tokens; ++i)
      if (statement.words.word(i) == may && statement.words.word(i + 1).starts_with("ي"))
        leave_open(i, i + 1, Certainty::possible);
  // «أن يفعل»: an imperfect right behind "that" is wished, feared or meant, not told; «أنه يفعل» and «بعد أن تراجعت»
  // tell.
  if (reading.lexicon.lang == "ar") {
    Marks behind_earlier(tokens + 1, 0);
    for (const PhraseMatch& match : reading.lexicon.earlier_words.find(reading.forms)) behind_earlier[match.last] = 1;
    for (const PhraseMatch& match : reading.lexicon.complementisers.find(reading.forms)) {
      if (match.last >= tokens || match.last != match.first + 1 || reading.closed_before[match.last]) continue;
      const ByteRange source = statement.words.tokens[match.first].source;
      if (!reading.text.substr(source.begin, source.size()).ends_with(that) || behind_earlier[match.first]) continue;
      const std::string_view verb = statement.words.word(match.last);
      const std::uint32_t term = reading.term_of[match.last];
      if (!(verb.starts_with("ي") || (verb.starts_with("ت") && !verb.ends_with("ت"))) ||
          statement.terms[term].kind != Term::Kind::word || statement.terms[term].poles.empty())
        continue;
      std::uint8_t& rung = statement.unsettled[term];
      if (rung == 0) rung = static_cast<std::uint8_t>(1 + static_cast<std::uint8_t>(Certainty::planned));
    }
  }
}

}  // namespace tawatur
