#include <algorithm>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_cause = 9;    // Tokens of a cause behind its marker or before it.
constexpr std::uint32_t longest_subject = 6;  // Tokens of a subject between its verb and the preposition of the verb.

}  // namespace

void read_causes(Statement& statement, const Reading& reading) {
  const auto matches = reading.lexicon.causal_markers.find(reading.forms);
  if (matches.empty()) return;
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  Marks marker(tokens, 0), preposition(tokens, 0);
  for (const PhraseMatch& match : matches)
    for (std::uint32_t i = match.first; i < match.last; ++i) marker[i] = 1;
  for (const PhraseMatch& match : reading.lexicon.prepositions.find(reading.forms)) preposition[match.first] = 1;
  const auto told = [&](std::uint32_t token) {
    const std::uint32_t term = reading.term_of[token];
    return !statement.attribution[term] && !statement.reporting[term];
  };
  const auto add = [&](std::uint32_t first, std::uint32_t last, CausalRole role) {
    while (first < last && !told(first)) ++first;
    const auto content = [&](std::uint32_t token) { return !statement.terms[reading.term_of[token]].function_word; };
    bool any = false;
    for (std::uint32_t i = first; i < last; ++i) {
      any = any || content(i);
      if (!told(i)) last = i;
    }
    if (!any || first >= last) return;
    CausePart part;
    part.first = reading.term_of[first];
    part.last = reading.term_of[last - 1] + 1;
    part.stated = role != CausalRole::time;
    statement.causes.push_back(part);
  };
  std::uint32_t covered = 0;
  for (const PhraseMatch& match : matches) {
    if (match.first < covered) continue;
    covered = match.last;
    const CausalRole role = reading.lexicon.causal_roles[match.value];
    // "Not because of the weather".
    bool negated = false;
    for (std::uint32_t i = match.first > 2 ? match.first - 2 : 0; i < match.first; ++i)
      negated = negated || statement.negator[reading.term_of[i]];
    if (negated) continue;
    if (role != CausalRole::before) {
      std::uint32_t end = match.last;
      while (end < std::min(tokens, match.last + longest_cause) && !marker[end] &&
             (end == match.last || !reading.closed_before[end]))
        ++end;
      add(match.last, end, role);
      continue;
    }
    // A verb goes before its subject («أدى انفجار إلى») unless its preposition follows at once.
    if (reading.lexicon.lang == "ar" && match.last == match.first + 1 && match.last < tokens &&
        !preposition[match.last]) {
      std::uint32_t end = match.last;
      while (end < std::min(tokens, match.last + longest_subject) && !preposition[end] && !reading.closed_before[end])
        ++end;
      if (end < tokens && preposition[end]) add(match.last, end, role);
      continue;
    }
    std::uint32_t begin = match.first;
    while (begin > 0 && match.first - begin < longest_cause && !reading.closed_before[begin] && !marker[begin - 1] &&
           told(begin - 1))
      --begin;
    add(begin, match.first, role);
  }
  if (statement.causes.empty()) return;
  for (const PhraseMatch& match : reading.lexicon.said_causes.find(reading.forms)) {
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
