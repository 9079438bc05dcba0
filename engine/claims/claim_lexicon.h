#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "claims/phrase_matcher.h"
#include "events/document_frequencies.h"
#include "model/claim.h"
#include "text/dates.h"
#include "text/lexicon.h"
#include "text/numbers.h"
#include "text/segment.h"

namespace tawatur {

/// How a word of territorial control bears on its grammatical subject, or on the actor it names.
enum class ControlRole : std::uint8_t { gain, hold, lose, repel };

/// Kinds of words around negation; see the table "negation".
enum class NegationWord : std::uint8_t {
  particle,
  attribute,
  exceptive,
  bound_exception,
  deny,
  refuse,
  fail,
  cease,
  prevent,
  doubtful,
  not_exception
};

/// Rungs of the ladder of certainty, lowest first.
enum class Certainty : std::uint8_t { planned, alleged, possible, announced, confirmed };

struct OppositionEntry {
  std::uint32_t opposition = 0;      ///< Number of the class.
  std::uint8_t pole = 0;             ///< 1 or 2.
  std::vector<std::uint64_t> needs;  ///< Hashes of object words with which the pole holds, sorted; empty: always.
};

struct ControlEntry {
  ControlRole role = ControlRole::gain;
  bool subject_gains = true;  ///< Whether the grammatical subject is the one that gains or holds.
};

struct ReportingEntry {
  std::string stance;  ///< neutral, official, strong, hedge, deny, warn, accuse, call.
  std::string shape;   ///< verb, participle, noun, phrase.
};

/// An actor or a place with its names.
struct Entity {
  std::string id;
  std::string type;
  std::string parent;  ///< Id of the place that contains it, or of the state that the actor belongs to; empty: none.
  bool is_place = false;
  std::string camp;      ///< Type with the arms of one state as one: what a generic name can stand for.
  bool generic = false;  ///< «التنظيم», "the army": stands for one of its type that was named before.
};

/// Everything the comparison of claims knows about one language, read from the tables of `Lexicons`. A missing table is
/// knowledge that is lacking, no error. Immutable; safe to share between threads.
class ClaimLexicon {
 public:
  ClaimLexicon(const Lexicons& lexicons, std::string_view lang);

  std::string lang;
  NumberReader numbers;
  DateReader dates;
  Segmenter segmenter;
  DocumentFrequencies frequencies;

  PhraseMatcher negation{true};
  PhraseMatcher opposition, control, certainty, quantity_kinds, entities, causes, causal_markers, labels, reporting,
      synonyms, person_titles, agent_markers, place_nouns, part_words, source_markers, complementisers, beside_words,
      place_prepositions, span_words, past_markers, demonstratives, conjunctions, prepositions, subset_words, stopwords,
      acts, intent_words, loyalty_words;

  PhraseBeginnings beginnings;  ///< Of the matchers above; for the WordReader that reads for them.

  std::vector<OppositionEntry> opposition_entries;
  std::vector<std::string> opposition_classes;
  std::vector<std::uint8_t> opposition_acts;     ///< By class: single acts, no state that changes from day to day.
  std::vector<std::uint8_t> opposition_amounts;  ///< By class: how an amount changes.
  std::vector<std::uint8_t> opposition_speech;   ///< By class: what is said of something, no event.
  std::vector<std::uint8_t> opposition_loose;    ///< By class: words that are opposite of different things too easily.
  std::vector<std::uint8_t> opposition_phases;   ///< By class: that something begins, goes on or ends.
  std::vector<std::uint8_t> span_word_within;    ///< By value of span_words: part of a day's name, no end of a span.
  std::vector<std::string> act_names;            ///< By value of acts.
  std::vector<ControlEntry> control_entries;
  std::vector<std::string> kind_names;         ///< Quantity kinds, by value.
  std::vector<std::uint8_t> place_noun_sites;  ///< By value of place_nouns: a place of its own, not a settlement.
  std::vector<std::uint8_t> subset_after;      ///< By value of subset_words: stands after the number.
  std::vector<std::uint8_t> subset_of_total;   ///< By value of subset_words: only where a total stands in the clause.
  std::vector<std::string> measured_kinds;     ///< Kinds that are measured, not counted; sorted names.
  std::vector<std::string> cumulative_kinds;   ///< Kinds whose totals grow as news comes in; sorted names.
  std::vector<Entity> entity_entries;
  std::vector<std::string> cause_names;    ///< Cause classes, by value.
  std::vector<std::string> cause_parents;  ///< Parent class or empty, parallel.
  std::vector<std::string> label_sets;
  std::vector<ReportingEntry> reporting_entries;

  /// Whether totals of this quantity kind grow as news comes in; false for an unknown kind, -1.
  bool cumulative(std::int32_t kind) const;
  bool measured(std::int32_t kind) const;

  /// Whether the entities can be one and the same or one lies in the other.
  bool related(std::uint32_t a, std::uint32_t b) const;

  /// The sentence of table "reasons" for a rule, with {a} and {b} replaced; the rule's name when the table lacks it.
  std::string reason(std::string_view rule, std::string_view a, std::string_view b) const;

 private:
  std::vector<std::pair<std::string, std::string>> reasons_;  ///< Sorted by rule.
  std::vector<std::vector<std::uint32_t>> ancestors_;         ///< Of each entity, itself included; sorted.
};

}  // namespace tawatur
