#include "claims/statement_parts.h"

namespace tawatur {

void read_labels(Statement& statement, const Reading& reading) {
  PhraseMatch longest;
  for (const PhraseMatch& match : reading.lexicon.labels.find(reading.forms)) {
    // "Enemy soldiers" are not also "soldiers".
    if (match.first > longest.first && match.last <= longest.last) continue;
    longest = match;
    if (reading.lexicon.label_slants[reading.lexicon.label_entries[match.value].slant] == "name") continue;
    const std::uint32_t at = reading.term_of[match.first];
    const Term& term = statement.terms[at];
    // Part of a longer name.
    if (term.first < match.first || term.last > match.last) continue;
    statement.label_terms.push_back({at, reading.term_of[match.last - 1] + 1, match.value});
  }
}

}  // namespace tawatur
