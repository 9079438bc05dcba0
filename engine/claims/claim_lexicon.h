#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "claims/phrase_matcher.h"
#include "claims/predicate_phrases.h"
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
  privative,
  denied_before,
  aside,
  pronoun,
  without,
  lack,
  not_exception
};

/// Rungs of the ladder of certainty, lowest first.
enum class Certainty : std::uint8_t { planned, alleged, possible, announced, confirmed };

/// Where the cause stands that a causal marker points to.
enum class CausalRole : std::uint8_t {
  after,    ///< Behind it: "because of".
  before,   ///< Before it, as its subject: "led to".
  time,     ///< Behind it, if it is one at all: "after".
  by,       ///< The same, but a cause if it can be one: "by an explosion".
  onto,     ///< Behind the preposition that the word takes, further on: "put the delay down to".
  returns,  ///< The same, if right behind the word stands what happened: «يعود الانهيار إلى».
  works     ///< Before it, as its subject, if that can be one: "fog delayed the flight".
};

/// A word that takes a side for something that other words name too.
struct LabelEntry {
  std::uint32_t set = 0;    ///< What it names; index into label_sets.
  std::uint32_t slant = 0;  ///< Words of one set and one slant say the same; index into label_slants.
};

struct OppositionEntry {
  std::uint32_t opposition = 0;      ///< Number of the class.
  std::uint8_t pole = 0;             ///< 1 or 2.
  std::vector<std::uint64_t> needs;  ///< Hashes of object words with which the pole holds, sorted; empty: always.
};

struct ControlEntry {
  ControlRole role = ControlRole::gain;
  bool subject_gains = true;  ///< Whether the grammatical subject is the one that gains or holds.
  bool weak = false;          ///< Alone it doesn't say who holds a place.
};

/// Shape in which a table names a deed.
enum class DeedShape : std::uint8_t { verb, base, present, participle, ing, noun, bound };

struct DeedEntry {
  std::uint32_t kind = 0;  ///< Number of the class: deeds of one class may be one deed.
  DeedShape shape = DeedShape::verb;
};

/// An act between two parties, and where a word for it has either: "subject", "object", "owner" («فوز X»,
/// "X's win") or a preposition, the first that is found.
struct ActRoleEntry {
  std::uint32_t kind = 0;  ///< Number of the class: words of one class may tell of one act.
  DeedShape shape = DeedShape::verb;
  std::vector<std::string> first, second;
  std::vector<std::string> markers;  ///< Both.
};

/// Words at which a noun phrase ends.
enum class PhraseLimit : std::uint8_t { preposition, link, clause, relative };

struct ReportingEntry {
  std::string stance;  ///< neutral, official, strong, hedge, deny, warn, accuse, call.
  std::string shape;   ///< verb, participle, noun, phrase.
  std::string not_before;  ///< Beginning of a next word before which it reports nothing: «تابع لوزارة»; may be empty.
  bool reports(std::string_view next_word) const { return not_before.empty() || !next_word.starts_with(not_before); }
};

/// What a word of the table "subset_words" does: it stands before or after a number that is a part of another, or adds
/// one more whom no number counts.
enum class SubsetWord : std::uint8_t { before, after, added };

/// Which numbers it can make a part: counts and times, only those beside a greater number, amounts in any unit too, or
/// counts right beside it.
enum class SubsetScope : std::uint8_t { counted, beside_total, any, direct };

/// How many of the counted are of the group named behind a word of the table "member_words"; `are`: they are of it.
enum class MemberShare : std::uint8_t { all, most, some, none, are };

/// What a unit measures.
struct UnitFacts {
  std::string id;
  std::string dimension;
  double factor = 0;                  ///< To the dimension's base; 0 when it can't be converted.
  std::vector<std::string> may_mean;  ///< Units that a bare name («جنيه», "francs") may stand for.
};

/// What a word or phrase does to a time; see the table "time_parts".
struct TimePart {
  enum class Role : std::uint8_t {
    early,
    mid,
    late,
    last,
    week,
    month,
    holiday,
    hijri_holiday,
    season,
    quarter,
    daypart,
    hour,
    quarter_hour,
    am,
    pm,
    night,
    zone,
    until,
    since,
    before,
    after
  };
  Role role = Role::early;
  std::int32_t value = 0;
};

/// Words in and around names; see the table "name_words".
enum class NameWord : std::uint8_t {
  organisation,
  place,
  link,
  given,
  another,
  among,
  identifies,
  age_before,
  age_after,
  age
};

/// A set of `predicates` that tells of what an event has once, and what is told of it: when it was; since when it has
/// gone on; where it was, or near which of several places; who did it; who it is; or a figure.
struct MilestoneEntry {
  enum class Slot : std::uint8_t { day, since, place, near, doer, person, amount };
  std::uint32_t set = 0;
  std::uint32_t milestone = 0;  ///< Sets of one milestone have one number.
  Slot slot = Slot::day;
  std::string dimension;  ///< Of the figure, as UnitFacts has it; empty: a number without a unit.
};

/// One of several things of a kind that exclude one another; see the table "siblings".
struct SiblingEntry {
  std::uint32_t group = 0;  ///< Index into sibling_groups.
  std::string id;
  bool personal = false;  ///< Tells who somebody is: a profession, an office, a nationality.
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
  ClaimLexicon(const ClaimLexicon&) = delete;  // `beginnings` refers to its readers.
  ClaimLexicon& operator=(const ClaimLexicon&) = delete;

  std::string lang;
  NumberReader numbers;
  DateReader dates;
  Segmenter segmenter;
  DocumentFrequencies frequencies;

  PhraseMatcher negation{true};
  PhraseMatcher located_places;  ///< Places only behind a preposition of place: surnames and common words too.
  PhraseMatcher articled_places{true};  ///< Places whose name has the article: «السيول» is no «سيول».
  PhraseMatcher opposition, control, certainty, quantity_kinds, entities, causes, said_causes, causal_markers, labels,
      reporting, synonyms, person_titles, agent_markers, place_nouns, part_words, source_markers, complementisers,
      beside_words, place_prepositions, span_words, past_markers, demonstratives, conjunctions, prepositions,
      subset_words, stopwords, acts, intent_words, loyalty_words, turn_words;
  PhraseMatcher fates, groups, rate_periods, shares, member_words, place_adjectives;
  PhraseMatcher time_parts, name_words, siblings, month_names;
  PhraseMatcher number_nouns;  ///< "The number of", «عدد»: what is counted stands behind them, the number further on.
  PhraseMatcher score_words;  ///< "To", «مقابل»: between the figures of a result; where the value isn't 0, "to nil".
  PhraseMatcher parties, nations, deeds, act_roles, auxiliaries{true}, phrase_limits{true};
  /// Of Arabic phrases: the verb, and what may stand apart from it; numbered apart.
  PhraseMatcher act_role_heads, act_role_tails;
  /// Indices into act_role_entries by head << 32 | tail; only looked up.
  boost::unordered_flat_map<std::uint64_t, boost::container::small_vector<std::uint32_t, 2>> act_role_parts;
  PhraseMatcher negating_words;    ///< Of the table negation, what takes clitics: verbs and nouns, no particles.
  PredicatePhrases predicates;     ///< Value: a set, numbered on from those of synonyms.
  std::vector<MilestoneEntry> milestones;  ///< By set.
  PhraseMatcher light_verbs;       ///< «تلقى», "carry out": the noun behind them tells what was done.
  PhraseMatcher occurrence_words;  ///< «وقع», "caused": what they deny of something is that there was any.
  PhraseMatcher earlier_counts;  ///< «مقارنة ب», "up from": the number behind them is of another time; where the
                                 ///< value isn't 0, all those of the clause are.
  PhraseMatcher acts_of_many{true};  ///< «ندد», "welcomed": who does it takes nothing from others who do.
  PhraseMatcher opinion_labels;      ///< "Opinion", before the colon of a headline.
  PhraseMatcher withheld_things;     ///< "Bail": who is denied it doesn't get it.
  PhraseMatcher several_words;       ///< "Separate", «متفرقة»: of happenings that are told of together.
  PhraseMatcher bearings;            ///< "North of", «شمال»; value: the quarter.
  PhraseMatcher session_parts;       ///< Of a market's day; values index session_part_names.
  std::vector<std::string> session_part_names;
  std::vector<std::string> example_words;  ///< Normalised, sorted. "Especially": behind them stands one of several.
  PhraseMatcher list_items;          ///< "Takeaways": what a headline counts of its own text.
  PhraseMatcher deputy_words;       ///< "Deputy", «نائب»: who stands for another is not that one.
  PhraseMatcher blame_nouns;         ///< "Responsibility", «ضلوع»: who denies it denies having done something.
  PhraseMatcher host_verbs;          ///< "Host", «يحتضن»: their subject is where something is held.
  PhraseMatcher clause_joins;        ///< «لكن», "because": a clause is joined on.
  PhraseMatcher subordinators;       ///< "After", "because": a clause with a subject of its own follows.
  PhraseMatcher possessives;         ///< "Its", "their".
  PhraseMatcher subject_pronouns;    ///< "They".
  PhraseMatcher rest_words;          ///< "The others": of those told of first the same isn't told.
  PhraseMatcher question_words;      ///< "Why": who doesn't say it says something.
  PhraseMatcher charge_words;        ///< "Charged": nobody says that he did it.
  PhraseMatcher act_prepositions;    ///< «تمكنت من تفكيك»: by which a verb has an act of its subject behind it.
  PhraseMatcher articles;            ///< "The", "a".
  PhraseMatcher time_prepositions;   ///< «خلال», "since".
  PhraseMatcher earlier_words;       ///< «بعد», "after": what they govern was before.
  PhraseMatcher unsettled;           ///< Certainty of words that leave an act open, or settle it.

  /// DocumentFrequencies::inverse of a word's stem.
  double rarity(const WordFacts& word) const {
    return word.rarity >= 0 ? word.rarity : frequencies.inverse(static_cast<TermKey>(word.stem_hash));
  }

  PhraseBeginnings beginnings;  ///< Of the matchers above; for the WordReader that reads for them.

  std::vector<OppositionEntry> opposition_entries;
  std::vector<std::string> opposition_classes;
  std::vector<std::uint8_t> opposition_acts;      ///< By class: single acts, no state that changes from day to day.
  std::vector<std::uint8_t> opposition_amounts;   ///< By class: how an amount changes.
  std::vector<std::uint8_t> opposition_speech;    ///< By class: what is said of something, no event.
  std::vector<std::uint8_t> opposition_loose;     ///< By class: words that are opposite of different things too easily.
  std::vector<std::uint8_t> opposition_contests;  ///< By class: what one side of a contest does the other doesn't.
  std::vector<std::uint8_t> opposition_negations;  ///< By class: one pole is the mere "not" of the other.
  std::vector<std::uint8_t> opposition_phases;    ///< By class: that something begins, goes on or ends.
  std::vector<std::uint8_t> span_word_within;     ///< By value of span_words: part of a day's name, no end of a span.
  std::vector<std::uint8_t> span_word_point;      ///< By value of span_words: what happened then or before ("by").
  std::vector<std::uint8_t> span_word_ends;       ///< By value of span_words: what went on ends there («حتى»).
  std::vector<std::string> act_names;             ///< By value of acts.
  std::vector<ControlEntry> control_entries;
  std::vector<std::string> kind_names;         ///< Quantity kinds, by value.
  std::vector<std::uint8_t> place_noun_sites;  ///< By value of place_nouns: a place of its own, not a settlement.
  std::vector<SubsetWord> subset_roles;        ///< By value of subset_words.
  std::vector<SubsetScope> subset_scopes;      ///< By value of subset_words.
  std::vector<std::string> measured_kinds;     ///< Kinds that are measured, not counted; sorted names.
  std::vector<std::string> cumulative_kinds;   ///< Kinds whose totals grow as news comes in; sorted names.
  std::vector<std::string> fate_names;         ///< By value of fates: what befell the counted.
  std::vector<std::string> group_names;        ///< By value of groups: who or what is counted.
  std::vector<std::string> period_names;       ///< By value of rate_periods.
  std::vector<double> share_values;            ///< By value of shares.
  std::vector<MemberShare> member_shares;      ///< By value of member_words.
  std::vector<UnitFacts> units;                ///< By id.
  std::vector<Entity> entity_entries;
  std::vector<std::string> cause_names;    ///< Cause classes, by value.
  std::vector<std::string> cause_parents;  ///< Parent class or empty, parallel.
  std::vector<std::uint8_t> cause_vague;   ///< By class: says nothing of why ("circumstances", "his wounds").
  std::vector<std::uint8_t> cause_named;   ///< By class: a cause even where no word says that it is one.
  std::vector<CausalRole> causal_roles;    ///< By value of causal_markers.
  /// Hashes of the words of the prepositions that the word takes, any of them; parallel.
  std::vector<std::vector<std::vector<std::uint64_t>>> causal_prepositions;
  std::vector<LabelEntry> label_entries;  ///< By value of labels.
  std::vector<std::string> label_sets;
  std::vector<DeedEntry> deed_entries;       ///< By value of deeds.
  std::vector<std::string> deed_names;       ///< By DeedEntry::kind.
  std::vector<std::string> quarter_names;        ///< By value of bearings: "north", "southeast".
  std::vector<ActRoleEntry> act_role_entries;  ///< By value of act_roles.
  std::vector<std::string> act_role_names;     ///< By ActRoleEntry::kind.
  std::vector<std::string> party_names;      ///< Classes of parties, by value of parties.
  std::vector<std::string> nation_ids;       ///< By value of nations.
  std::vector<std::int32_t> entity_nations;  ///< By entity: the nation it belongs to, -1 when none.
  std::vector<ReportingEntry> reporting_entries;

  std::vector<TimePart> time_part_entries;
  std::vector<std::pair<NameWord, std::pair<std::int32_t, std::int32_t>>> name_word_entries;  ///< With a range of ages.
  std::vector<SiblingEntry> sibling_entries;
  std::vector<std::string> sibling_groups;
  std::vector<std::string> label_slants;  ///< The first one, empty, is neutral.
  std::vector<std::string> turn_names;    ///< By value of turn_words.
  std::vector<std::string> turn_classes;  ///< Class of each, parallel.

  /// Whether two cause classes can both be true of one thing: one includes the other, or one brings the other about.
  bool causes_meet(std::uint32_t a, std::uint32_t b) const;

  /// The same where both are said outright to be the cause: that one of them may lie behind the other is not enough,
  /// unless they themselves are linked, not classes that hold them.
  bool stated_causes_meet(std::uint32_t a, std::uint32_t b) const;

  /// Whether totals of this quantity kind grow as news comes in; false for an unknown kind, -1.
  bool cumulative(std::int32_t kind) const;
  bool measured(std::int32_t kind) const;

  /// Whether two fates (values of `fates`) can't be one fact.
  bool fates_contradict(std::uint32_t a, std::uint32_t b) const { return listed(contrary_fates_, a, b); }

  /// Whether two sorted lists of fates can't be told of one thing: in some domain (fields of fates that have a fate in
  /// common) none is of both, and two can't be one fact. `dimension`: of amounts with a unit, which few fields are of;
  /// empty for counts.
  bool fates_contradict(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                        std::string_view dimension) const;

  /// Whether the fate is told of amounts of the dimension; empty: of counts.
  bool fate_of(std::uint32_t fate, std::string_view dimension) const;

  /// Whether nobody can be of both groups (values of `groups`) in the sense in which they are named.
  bool groups_contradict(std::uint32_t a, std::uint32_t b) const { return listed(contrary_groups_, a, b); }

  /// The same of groups that are only named: "a local official" is no other story than "a foreign minister".
  bool roles_contradict(std::uint32_t a, std::uint32_t b) const { return listed(contrary_roles_, a, b); }

  /// Whether one group is the other or a part of it.
  bool groups_nest(std::uint32_t a, std::uint32_t b) const { return listed(nested_groups_, a, b); }

  /// Whether all of the first group are of the second: pupils, children.
  bool group_within(std::uint32_t group, std::uint32_t whole) const {
    return group == whole || std::binary_search(group_parents_.begin(), group_parents_.end(), std::pair(group, whole));
  }

  /// Whether the group tells how far a count reaches: "worldwide", "alone".
  bool reach_group(std::uint32_t group) const {
    return std::binary_search(reach_groups_.begin(), reach_groups_.end(), group);
  }

  /// Whether the first fate sums up the second: killed and wounded.
  bool fate_sums(std::uint32_t sum, std::uint32_t part) const {
    return std::binary_search(fate_sums_.begin(), fate_sums_.end(), std::pair(sum, part));
  }

  /// Absent for an unknown unit and for none.
  const UnitFacts* unit(std::string_view id) const;

  /// Whether the entities can be one and the same or one lies in the other.
  bool related(std::uint32_t a, std::uint32_t b) const;

  /// Whether one of the two classes of parties is the other or contains it.
  bool one_party_class(std::uint32_t a, std::uint32_t b) const;

  /// The class of parties of a type of actors; none: -1.
  std::int32_t party_class_of_type(std::string_view type) const;

  /// The sentence of table "reasons" for a rule, with {a} and {b} replaced; the rule's name when the table lacks it.
  std::string reason(std::string_view rule, std::string_view a, std::string_view b) const;

 private:
  using ValuePairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< Smaller value first; sorted.
  static bool listed(const ValuePairs& pairs, std::uint32_t a, std::uint32_t b);
  void read_count_tables(const Lexicons& lexicons, std::string_view language);

  std::vector<std::uint32_t> fate_domains_;   ///< By fate.
  std::vector<std::string> measured_fates_;   ///< By fate: the dimension of which alone it is, or "measured": any too.
  ValuePairs fate_sums_;                     ///< (sum, part); sorted.
  ValuePairs group_parents_;                 ///< (group, a group that holds it); sorted.
  std::vector<std::uint32_t> reach_groups_;  ///< Groups that tell how far a count reaches; sorted.
  ValuePairs contrary_fates_, contrary_groups_, contrary_roles_, nested_groups_;
  std::vector<std::pair<std::string, std::string>> reasons_;  ///< Sorted by rule.
  std::vector<std::vector<std::uint32_t>> party_ancestors_;   ///< Of each class of parties, itself included; sorted.
  std::vector<std::vector<std::uint32_t>> cause_kin_;         ///< Of each cause class: those it meets, by number.
  std::vector<std::vector<std::uint32_t>> stated_cause_kin_;  ///< ... where both are stated.
  std::vector<std::vector<std::uint32_t>> ancestors_;         ///< Of each entity, itself included; sorted.
};

}  // namespace tawatur
