#include <algorithm>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_speaker = 12;  // Tokens between the verb of saying and what is said.
constexpr std::uint32_t longest_object = 8;    // The same of a thing that the verb tells of.
constexpr std::uint32_t longest_adverb = 3;    // The same behind a verb that holds its subject.
constexpr std::string_view we = "نا", they = "وا", past = "ed", possessive = "s";
constexpr std::uint32_t longest_title = 20;    // The same where no mark stands between.
constexpr std::uint32_t longest_head = 8;      // Tokens of a dateline, or of the speaker before a headline's colon.

}  // namespace

void read_attribution(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto mark = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first; i < std::min(last, tokens); ++i) statement.attribution[reading.term_of[i]] = 1;
  };
  const bool verb_first = reading.lexicon.lang == "ar";
  const auto phrase_begin = [&](std::uint32_t token) {
    while (token > 0 && !reading.closed_before[token]) --token;
    return token;
  };
  const auto phrase_end = [&](std::uint32_t token) {
    while (token < tokens && !reading.closed_before[token]) ++token;
    return token;
  };

  // «والجمعة أبلغت … أنها بدأت»: a day right before the verb of saying is that of saying, where nothing else goes
  // before.
  const auto with_day = [&](std::uint32_t token) {
    const std::uint32_t begin = phrase_begin(token);
    for (std::uint32_t i = begin; i < token; ++i) {
      const Term& term = statement.terms[reading.term_of[i]];
      if (!term.function_word && term.kind != Term::Kind::date) return token;
    }
    return begin;
  };

  const auto has_particle = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first; i <= last; ++i)
      if (statement.terms[reading.term_of[i]].function_word) return true;
    return false;
  };
  // "Said the man who was": a clause of the speaker's own.
  Marks relative(tokens + 1, 0);
  for (const PhraseMatch& match : reading.limits)
    if (static_cast<PhraseLimit>(match.value) == PhraseLimit::relative) relative[match.first] = 1;
  Marks complementiser(tokens, 0);
  for (const PhraseMatch& match : reading.lexicon.complementisers.find(reading.forms)) complementiser[match.first] = 1;
  const auto content = [&](std::uint32_t token) { return !statement.terms[reading.term_of[token]].function_word; };
  Marks auxiliary(tokens + 1, 0);
  if (!verb_first)
    for (const PhraseMatch& match : reading.lexicon.auxiliaries.find(reading.forms)) auxiliary[match.first] = 1;
  // A participle or a form of "be" right behind "that".
  const auto verb_follows = [&](std::uint32_t that) {
    if (that + 1 >= tokens || reading.closed_before[that + 1]) return false;
    return auxiliary[that + 1] || (content(that + 1) && statement.words.word(that + 1).ends_with(past));
  };
  // "Was pelted with eggs as he promised that": a pronoun right before the verb begins the clause of saying.
  const auto speaker_begin = [&](std::uint32_t verb) {
    const std::uint32_t begin = phrase_begin(verb);
    if (verb < begin + 2 || content(verb - 1) || auxiliary[verb - 1] || relative[verb - 1]) return begin;
    // "Corrected the chief of staff after he said that": who said it is named before.
    if (reading.lexicon.earlier_words.finds(*reading.forms[verb - 2])) return begin;
    return reading.lexicon.prepositions.finds(*reading.forms[verb - 1]) ? begin : verb - 1;
  };
  // "According to the prosecutor their guards": without a mark the speaker ends where another noun phrase begins.
  const auto speaker_end = [&](const PhraseMatch& match) {
    const std::uint32_t end = phrase_end(match.first + 1);
    if (verb_first || match.first > 0 || end < tokens) return end;
    Marks limit(tokens, 0);
    for (const PhraseMatch& word : reading.limits) limit[word.first] = 1;
    for (std::uint32_t i = match.last + 2; i + 1 < tokens && i < match.last + longest_speaker; ++i) {
      if (relative[i] || auxiliary[i]) break;
      if (content(i) || limit[i] || !content(i - 1) || !content(i + 1) || statement.words.word(i) == possessive)
        continue;
      return i;
    }
    return end;
  };
  const auto reports = reading.lexicon.reporting.find(reading.forms);
  // Words at which what is said has begun without "that": a finite verb ("said nobody had filed a plan for the train
  // that"), or another verb of saying behind a mark («نفت الشرطة مسؤوليتها، وقالت إنه»).
  Marks other_clause(tokens, 0);
  if (!verb_first)
    for (const PhraseMatch& match : reading.lexicon.auxiliaries.find(reading.forms))
      if (match.value != 0) other_clause[match.first] = 1;
  for (const PhraseMatch& match : reports)
    if (reading.closed_before[match.first] && reading.lexicon.reporting_entries[match.value].shape == "verb")
      other_clause[match.first] = 1;
  std::uint32_t told_until = 0;  // «على ما قال»: the verb in such a phrase is no other one.
  for (const PhraseMatch& match : reports) {
    const ReportingEntry& entry = reading.lexicon.reporting_entries[match.value];
    if (entry.shape == "noun" || match.first < told_until) continue;
    if (match.last < tokens && !entry.reports(statement.words.word(match.last))) continue;
    if (entry.shape == "phrase") {
      told_until = match.last;
      mark(match.first, speaker_end(match));
      continue;
    }
    // «أكدنا على سيادتها واتفقنا أنه»: who speaks is in the verb, so what follows is said.
    const std::string_view verb = statement.words.word(match.last - 1);
    const bool names_speaker = verb_first && entry.shape == "verb" && (verb.ends_with(we) || verb.ends_with(they));
    std::uint32_t said = match.last, reach = match.last + (names_speaker ? longest_adverb : longest_speaker);
    bool colon = false;
    while (said < std::min(tokens, reach) && !complementiser[said]) {
      // «وتابع فلان: أكدنا …»: what is said begins behind the colon.
      colon = said > match.last && has_any(gap_before(statement.words, reading.text, said), {": "});
      if (colon) break;
      if (other_clause[said] && !relative[said - 1]) {
        said = reach = tokens;
        break;
      }
      ++said;
      // All one name with its titles.
      if (said == reach && reach < match.last + longest_title && said < tokens && phrase_begin(said) <= match.first &&
          !has_particle(match.last, said))
        ++reach;
    }
    if (said < tokens && colon) {
      mark(verb_first ? with_day(match.first) : phrase_begin(match.first), said);
      continue;
    }
    if (said < tokens && said < reach && complementiser[said]) {
      // "Recorded the hailstorm that destroyed", "the pile-up that was": no speech, the clause of a noun.
      if (!verb_first && said > match.last && said < match.last + longest_object && content(said - 1) &&
          verb_follows(said))
        continue;
      mark(verb_first ? with_day(match.first) : speaker_begin(match.first), said + 1);
      continue;
    }
    // "The police denied the theft": who denies it doesn't say it.
    if (entry.stance == "deny") continue;
    // "…, the ministry said", «…، قال المتحدث»: a part of its own behind a mark.
    const std::uint32_t begin = phrase_begin(match.first), end = phrase_end(match.last);
    // "Norway will buy when demands rise": a verb of a clause that is joined to another one.
    if (!verb_first && std::any_of(reading.limits.begin(), reading.limits.end(), [&](const PhraseMatch& limit) {
          return static_cast<PhraseLimit>(limit.value) == PhraseLimit::clause && limit.first > begin &&
                 limit.first < match.first && !reading.joined[limit.first] &&
                 match.first < limit.first + longest_adverb;
        }))
      continue;
    const bool quote_follows =
        end < tokens && has_any(gap_before(statement.words, reading.text, end), {":", "\"", "«", "“"});
    if ((begin > 0 || quote_follows) && end - begin <= longest_speaker)
      // ", said an elder, who had helped": a short rest tells of the speaker, unless it is joined on.
      mark(begin, tokens - end <= longest_head && begin > 0 && !(end < tokens && reading.joined[end]) ? tokens : end);
  }

  // A headline's speaker before a colon, an agency's place line before a dash.
  for (std::uint32_t token = 1; token < std::min(tokens, longest_head + 1); ++token) {
    const std::string_view gap = gap_before(statement.words, reading.text, token);
    const bool colon = token <= longest_head / 2 && has_any(gap, {": "});
    const bool dash = statement.sentence <= 2 && has_any(gap, {" - ", " – ", " — ", " -- "});
    if (!colon && !dash) continue;
    mark(0, token);
    break;
  }
}

}  // namespace tawatur
