#include <algorithm>
#include <vector>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_cause = 9;     // Tokens of a cause behind its marker or before it.
constexpr std::uint32_t longest_clause = 16;   // ... before it, back to its head.
constexpr std::uint32_t longest_subject = 6;   // Tokens of a subject between its verb and the preposition of the verb.
constexpr std::uint32_t shortest_subject = 2;  // Of one that nothing ends: the noun right behind its verb.
constexpr std::uint32_t longest_lead = 3;      // Of one that stands before its verb all the same.
constexpr std::uint32_t longest_object = 10;   // Of what is blamed on something.
constexpr std::string_view with = "ب", because = "ل";  // Prepositions that are written to their noun.
constexpr std::string_view blame = "blam", blamed_for = "for";

/// Tokens of the one of the phrases that begins at a token; 0: none does.
std::uint32_t phrase_at(const Reading& reading, std::uint32_t token,
                        const std::vector<std::vector<std::uint64_t>>& phrases) {
  for (const auto& words : phrases) {
    if (token + words.size() > reading.forms.size()) continue;
    std::size_t i = 0;
    for (; i < words.size(); ++i) {
      const auto& forms = reading.forms[token + i]->forms;
      if (std::find(forms.begin(), forms.end(), words[i]) == forms.end()) break;
    }
    if (i == words.size()) return static_cast<std::uint32_t>(i);
  }
  return 0;
}

}  // namespace

void read_causes(Statement& statement, const Reading& reading) {
  const ClaimLexicon& lexicon = reading.lexicon;
  const auto matches = lexicon.causal_markers.find(reading.forms);
  const auto named = lexicon.causes.find(reading.forms), said = lexicon.said_causes.find(reading.forms);
  if (matches.empty() && named.empty() && said.empty()) return;
  const bool verb_first = lexicon.lang == "ar";
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto role_of = [&](const PhraseMatch& match) { return lexicon.causal_roles[match.value]; };
  statement.cause_markers.assign(statement.terms.size(), 0);
  Marks marker(tokens, 0), preposition(tokens, 0), limit(tokens, 0), says_what(tokens, 0);
  for (const PhraseMatch& match : matches)
    if (role_of(match) != CausalRole::works)
      for (std::uint32_t i = match.first; i < match.last; ++i) {
        marker[i] = 1;
        if (role_of(match) != CausalRole::time && role_of(match) != CausalRole::by)
          statement.cause_markers[reading.term_of[i]] = 1;
      }
  for (const PhraseMatch& match : lexicon.prepositions.find(reading.forms)) preposition[match.first] = 1;
  for (const PhraseMatch& match : lexicon.complementisers.find(reading.forms)) says_what[match.first] = 1;
  for (const PhraseMatch& match : reading.limits)
    limit[match.first] = match.value != static_cast<std::uint32_t>(PhraseLimit::link);
  const auto told = [&](std::uint32_t token) { return !statement.attribution[reading.term_of[token]]; };
  const auto content = [&](std::uint32_t token) { return !statement.terms[reading.term_of[token]].function_word; };
  const auto can_cause = [&](std::uint32_t first, std::uint32_t last) {
    const auto within = [&](const PhraseMatch& match) { return match.first >= first && match.last <= last; };
    return std::any_of(named.begin(), named.end(), within) || std::any_of(said.begin(), said.end(), within);
  };
  // «تعود إلى عام 1933», "for 3 years": an amount or a day is no cause.
  const auto counts = [&](std::uint32_t token, std::uint32_t last) {
    while (token < last && !content(token)) ++token;
    const auto number = [&](std::uint32_t i) {
      const Term::Kind kind = statement.terms[reading.term_of[i]].kind;
      const char first = statement.words.word(i)[0];
      return kind == Term::Kind::number || kind == Term::Kind::date || (first >= '0' && first <= '9');
    };
    return number(token) || (verb_first && token + 1 < last && number(token + 1));
  };
  const std::uint32_t longest_core = verb_first ? 2 : 4;  // An Arabic noun goes before what it governs.
  const auto begins_cause = [&](std::uint32_t token) {
    if (token >= tokens) return false;
    const auto begins = [&](const PhraseMatch& match) { return match.first == token; };
    return statement.words.word(token).find("ال") > 2 &&
           (std::any_of(named.begin(), named.end(), begins) || std::any_of(said.begin(), said.end(), begins));
  };
  const auto add = [&](std::uint32_t first, std::uint32_t last, CausalRole role) {
    while (first < last && !told(first)) ++first;
    bool any = false;
    std::uint32_t core = last, words = 0;
    for (std::uint32_t i = first; i < last; ++i) {
      // «بسبب الصقيع وليس التصدير»: what isn't the cause.
      if (!told(i) || (any && statement.negator[reading.term_of[i]])) {
        last = i;
        break;
      }
      if (any && (limit[i] || words == longest_core)) core = std::min(core, i);
      any = any || content(i);
      words += content(i);
    }
    const auto vague = [&](const PhraseMatch& match) {
      return lexicon.cause_vague[match.value] && match.first >= first && match.first < std::min(core, first + 2);
    };
    if (!any || counts(first, last) || std::any_of(said.begin(), said.end(), vague)) return false;
    CausePart part;
    part.first = reading.term_of[first];
    part.core = reading.term_of[std::min(core, last) - 1] + 1;
    part.last = reading.term_of[last - 1] + 1;
    part.stated = role != CausalRole::time && (role != CausalRole::by || can_cause(first, last));
    statement.causes.push_back(part);
    return true;
  };
  const auto add_behind = [&](std::uint32_t first, CausalRole role) {
    std::uint32_t end = first;
    while (end < std::min(tokens, first + longest_cause) && !marker[end] &&
           (end == first || !reading.closed_before[end]))
      ++end;
    return add(first, end, role);
  };
  // «ب», «ل» are written to what they govern.
  const auto takes_written_on = [&](std::string_view preposition_letter, std::uint32_t token,
                                    const std::vector<std::vector<std::uint64_t>>& phrases) {
    const std::string_view word = statement.words.word(token);
    return word.starts_with(preposition_letter) && reading.forms[token]->forms.size() > 1 &&
           std::find(phrases.begin(), phrases.end(), std::vector{word_hash(preposition_letter)}) != phrases.end();
  };
  // «لبيعه», «لارتكابها»: a noun with its pronoun, no name that begins with the letter.
  const auto act_of_theirs = [&](std::uint32_t token) {
    constexpr std::size_t least_bytes = 10;
    const std::string_view word = statement.words.word(token);
    return word.size() >= least_bytes && statement.terms[reading.term_of[token]].kind == Term::Kind::word &&
           (word.ends_with("ه") || word.ends_with("ها") || word.ends_with("هم") || word.ends_with("هما"));
  };
  const auto begins_with_blame = [&](const PhraseMatch& match) {
    return match.last == match.first + 1 && statement.words.word(match.first).starts_with(blame);
  };
  std::uint32_t covered = 0;  // End of the marker read last.
  // Whether something is told behind the preposition that the word takes, or behind another such word.
  const auto behind_preposition = [&](const PhraseMatch& match, CausalRole role = CausalRole::after) {
    const auto& words = lexicon.causal_prepositions[match.value];
    for (std::uint32_t i = match.last; !words.empty() && i < std::min(tokens, match.last + longest_object); ++i) {
      if (i > match.last && reading.closed_before[i]) return false;
      if (const std::uint32_t length = phrase_at(reading, i, words)) {
        // "Jailed for six years for bribery".
        if (role == CausalRole::by && !begins_cause(i + length)) return false;
        if (add_behind(i + length, role)) return true;
        continue;
      }
      // «فصل من المدرسة لبيعه المخدرات»
      if (i > match.last && takes_written_on(because, i, words) && act_of_theirs(i) && add_behind(i, CausalRole::after))
        return true;
      // "Blamed a faulty valve for the blast".
      if (marker[i] && i > match.last && statement.words.word(i) == blamed_for && begins_with_blame(match) &&
          add(match.last, i, CausalRole::after)) {
        covered = i + 1;
        return true;
      }
      if (marker[i]) return i > match.last;
    }
    return false;
  };
  // Whether the preposition of the word stands there: «أدى إلى», «تسبب بنفوق».
  const auto takes_object = [&](std::uint32_t token, const PhraseMatch& match) {
    const auto& words = lexicon.causal_prepositions[match.value];
    if (token >= tokens || words.empty()) return false;
    return phrase_at(reading, token, words) > 0 || takes_written_on(with, token, words);
  };
  const auto happened = [&](std::uint32_t token) {
    if (token >= tokens) return false;
    const Term& term = statement.terms[reading.term_of[token]];
    return !term.poles.empty() || can_cause(token, token + 1) ||
           std::any_of(statement.predicates.begin(), statement.predicates.end(),
                       [&](const PredicateTerms& phrase) { return phrase.head == reading.term_of[token]; });
  };
  // «وادي», a valley, is folded as «وأدى», "and led to", is.
  Marks place_noun(tokens, 0);
  for (const PhraseMatch& match : lexicon.place_nouns.find(reading.forms)) {
    const std::string_view folded = statement.words.word(match.first);
    const std::string_view written =
        reading.text.substr(statement.words.tokens[match.first].source.begin, folded.size());
    place_noun[match.first] = written == folded;
  }
  for (const PhraseMatch& match : matches) {
    if (match.first < covered || place_noun[match.first]) continue;
    const CausalRole role = role_of(match);
    if (role != CausalRole::works) covered = match.last;
    // "Not because of the weather".
    bool negated = false;
    for (std::uint32_t i = match.first > 2 ? match.first - 2 : 0; i < match.first; ++i) {
      // «الصقيع لا التصدير هو ما»: a contrast to what stands before it.
      const bool contrast = verb_first && role == CausalRole::before && match.last > match.first + 1 &&
                            i + 2 == match.first && i > 0 && !reading.closed_before[i] && content(i - 1);
      negated = negated || (statement.negator[reading.term_of[i]] && !contrast);
    }
    if (negated) continue;
    if (role == CausalRole::after || role == CausalRole::time || role == CausalRole::by) {
      if (!behind_preposition(match)) add_behind(match.last, role);
      continue;
    }
    if (role == CausalRole::onto || role == CausalRole::returns) {
      // «أرجع الكرة إلى», «أرجع الخبراء الحريق إلى تماس».
      behind_preposition(match, role == CausalRole::onto || happened(match.last) ? CausalRole::after : CausalRole::by);
      continue;
    }
    // «ليست الشركة مسؤولة عن»: nothing that stands before did it.
    if (std::any_of(statement.negations.begin(), statement.negations.end(), [&](const NegatedTerms& clause) {
          return clause.first <= reading.term_of[match.first] && reading.term_of[match.first] < clause.last;
        }))
      continue;
    // «إلى عطل في»: a noun, whatever verb is written like it.
    if (verb_first && role == CausalRole::works && match.first > 0 && preposition[match.first - 1]) continue;
    // «صاعقة أشعلت الحريق»: what can be a cause, right before its verb.
    if (verb_first && match.first > 0) {
      std::uint32_t first = match.first;
      while (first > 0 && match.first - first < longest_lead && !reading.closed_before[first] && !marker[first - 1] &&
             !says_what[first - 1] && told(first - 1))
        --first;
      const bool opens = first == 0 || reading.closed_before[first] || says_what[first - 1] || !told(first - 1);
      if (opens && first < match.first && begins_cause(first) && can_cause(first, match.first)) {
        add(first, match.first, role);
        continue;
      }
    }
    // A verb goes before its subject («أدى انفجار إلى») unless its preposition follows at once.
    if (verb_first && match.last == match.first + 1 && match.last < tokens && !preposition[match.last] &&
        !takes_object(match.last, match)) {
      std::uint32_t end = match.last;
      if (role == CausalRole::works) {
        while (end < std::min(tokens, match.last + shortest_subject) && !preposition[end] &&
               !reading.closed_before[end])
          ++end;
        // «أخر عطل فني الإقلاع», not «فجر شاحنته»: what the verb does something to is known.
        const bool opens = match.first == 0 || reading.closed_before[match.first] || !content(match.first - 1);
        if (opens && begins_cause(match.last)) {
          add(match.last, end, role);
          continue;
        }
      } else {
        const bool any_preposition = lexicon.causal_prepositions[match.value].empty();
        const auto ends = [&](std::uint32_t i) {
          return any_preposition ? preposition[i] != 0 : takes_object(i, match);
        };
        while (end < std::min(tokens, match.last + longest_subject) && !ends(end) && !reading.closed_before[end]) ++end;
        if (end < tokens && ends(end)) add(match.last, end, role);
        continue;
      }
    }
    // «أدى الطيارون حركات»: without its preposition the verb says something else.
    if (verb_first && !lexicon.causal_prepositions[match.value].empty() && !takes_object(match.last, match)) continue;
    std::uint32_t begin = match.first;
    while (begin > 0 && match.first - begin < longest_clause && !reading.closed_before[begin] && !marker[begin - 1] &&
           !says_what[begin - 1] && told(begin - 1) && !statement.reporting[reading.term_of[begin - 1]])
      --begin;
    // "A roofer died as Storm Poly swept": the head of the subject is what can be a cause.
    if (role == CausalRole::works && !can_cause(begin, std::min(match.first, begin + longest_core + 1))) continue;
    // "What caused the crash was fog"; not «القضيب هو ما تسبب في», where the marker before has found it.
    if (!add(begin, match.first, role) && !(verb_first && match.first > 0 && marker[match.first - 1]))
      behind_preposition(match);
  }
  // «استبعد لتعاطيه المنشطات»: what can be a cause, behind «ل»; no attack or fire, which one is exposed to.
  if (verb_first)
    for (const PhraseMatches* list : {&named, &said})
      for (const PhraseMatch& match : *list) {
        const std::string_view word = statement.words.word(match.first);
        // Of what somebody died: «توفي بسكتة قلبية».
        const bool died_of = word.starts_with(with) && lexicon.cause_named[match.value];
        const bool written_to = (died_of || (word.starts_with(because) && !word.starts_with("لل") &&
                                             !lexicon.cause_named[match.value])) &&
                                match.first > 0 &&
                                !lexicon.causes.begins_plainly(*reading.forms[match.first]) &&
                                !lexicon.said_causes.begins_plainly(*reading.forms[match.first]);
        const std::uint32_t term = reading.term_of[match.first];
        const auto holds = [&](const CausePart& part) { return part.first <= term && term < part.last; };
        if (written_to && !reading.closed_before[match.first] &&
            std::none_of(statement.causes.begin(), statement.causes.end(), holds))
          add_behind(match.first, CausalRole::by);
      }
  if (statement.causes.empty()) return;
  for (const PhraseMatch& match : said) {
    const std::uint32_t term = reading.term_of[match.first];
    if (std::any_of(statement.causes.begin(), statement.causes.end(),
                    [&](const CausePart& part) { return term >= part.first && term < part.last; }))
      statement.said_causes.emplace_back(term, match.value);
  }
  std::sort(statement.causes.begin(), statement.causes.end(), [](const CausePart& x, const CausePart& y) {
    return x.first != y.first ? x.first < y.first : x.last < y.last;
  });
}

}  // namespace tawatur
