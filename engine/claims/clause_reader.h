#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "claims/statement_parts.h"

namespace tawatur {

/// What readers of acts and their parties share: where the phrases of a statement end, and its auxiliaries. Terms are
/// those of the statement; both referred must outlive it.
class ClauseReader {
 public:
  /// `whole_terms`: a limit that begins inside a term ("rescued from") ends no phrase before it.
  ClauseReader(Statement& statement, const Reading& reading, bool whole_terms)
      : statement_(statement),
        reading_(reading),
        arabic_(reading.lexicon.lang == "ar"),
        limit_(size(), nothing),
        swallowed_(size(), 0),
        auxiliary_(size(), 0) {
    for (const PhraseMatch& match : reading.limits) {
      const Term& here = statement.terms[term(match.first)];
      // "South Korea": a word of a name limits nothing.
      if (whole_terms && here.last > match.last && (here.kind == Term::Kind::place || here.kind == Term::Kind::actor))
        continue;
      if (!whole_terms || here.first == match.first)
        limit_[term(match.first)] = static_cast<std::uint8_t>(match.value);
      else if (here.last == match.last)
        swallowed_[term(match.first)] = 1;
    }
    for (const PhraseMatch& match : reading.lexicon.auxiliaries.find(reading.forms))
      for (std::uint32_t i = match.first; i < match.last; ++i) {
        auxiliary_[term(i)] = match.value == 1 ? passive : active;
        if (match.last > match.first + 1) limit_[term(i)] = nothing;
      }
  }

 protected:
  static constexpr std::uint8_t nothing = 255, active = 1, passive = 2;

  std::uint32_t term(std::uint32_t token) const { return reading_.term_of[token]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(statement_.terms.size()); }
  bool closed(std::uint32_t i) const { return reading_.closed_before[statement_.terms[i].first] != 0; }
  bool is(std::uint32_t i, PhraseLimit limit) const { return limit_[i] == static_cast<std::uint8_t>(limit); }
  bool content(std::uint32_t i) const { return !statement_.terms[i].function_word; }
  bool number(std::uint32_t i) const { return statement_.terms[i].kind == Term::Kind::number; }

  /// Whether a phrase names what is seized as a thing, not held as a place: a tanker, a shipment of heroin.
  bool movable(Party party) const {
    static constexpr std::array<std::string_view, 9> groups{"vehicle", "weapon",  "narcotic", "animal", "artwork",
                                                            "crop",    "garment", "crypto",   "chemical"};
    return std::any_of(statement_.siblings.begin(), statement_.siblings.end(), [&](const SiblingSlot& slot) {
      const std::string& group =
          reading_.lexicon.sibling_groups[reading_.lexicon.sibling_entries[slot.value].group];
      return slot.first >= party.first && slot.last <= party.last &&
             std::find(groups.begin(), groups.end(), group) != groups.end();
    });
  }

  /// "Her partner, Otto Klemm,": the phrase with the name that stands in commas behind it.
  Party with_name(Party party) const {
    if (!party || party.last >= size() || !closed(party.last)) return party;
    for (const NameSlot& name : statement_.names)
      if (name.type == NameSlot::Type::person && name.title == party.last && name.last >= name.first + 2)
        return {party.first, name.last};
    return party;
  }

  /// «الطلق», «المنتج»: an Arabic verb never has the article that the reader of forms takes off.
  bool articled(const PhraseMatcher& matcher, std::uint32_t i) const {
    constexpr std::string_view article = "ال", waw = "و", fa = "ف";
    const std::uint32_t token = statement_.terms[i].first;
    std::string_view word = statement_.words.word(token);
    if (word.starts_with(waw) || word.starts_with(fa)) word.remove_prefix(waw.size());
    return arabic_ && word.starts_with(article) && !matcher.begins_plainly(*reading_.forms[token]);
  }

  /// The longest matches, those inside another left out.
  Few<MarkedTerms> marked(const PhraseMatches& matches) const {
    Few<MarkedTerms> words;
    std::uint32_t covered = 0, begin = 0;
    for (const PhraseMatch& match : matches) {
      if (match.first < covered && match.first != begin) continue;
      begin = match.first;
      covered = match.last;
      words.push_back({term(match.first), term(match.last - 1) + 1, match.value});
    }
    return words;
  }

  Statement& statement_;
  const Reading& reading_;
  bool arabic_;
  Marks limit_;      ///< By term: the PhraseLimit that stands there, or `nothing`.
  Marks swallowed_;  ///< By term: a limit is its last word.
  Marks auxiliary_;  ///< By term: `active`, `passive` or 0.
};

}  // namespace tawatur
