#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "claims/claim_lexicon.h"
#include "claims/named_slots.h"
#include "model/article.h"

namespace tawatur {

/// A byte for each word or term; those of a headline lie where they are declared, without memory of their own.
using Marks = boost::container::small_vector<std::uint8_t, 32>;

/// What a headline has few of: those lie where they are declared.
template <typename T, std::size_t usual = 4>
using Few = boost::container::small_vector<T, usual>;

/// One word, or one name, number or date of several words, as alignment sees it.
struct Term {
  std::uint32_t first = 0;  ///< Tokens [first, last) of the statement.
  std::uint32_t last = 0;
  enum class Kind : std::uint8_t { word, number, date, actor, place } kind = Kind::word;
  /// Index into quantities, date_mentions or the lexicon's entities, by kind; no_entity for a place that only the
  /// event's own texts teach.
  std::uint32_t value = 0;
  static constexpr std::uint32_t no_entity = 0xFFFFFFFF;
  using Sets = boost::container::small_vector<std::uint32_t, 2>;
  std::string form;                  ///< Folded; several words joined by spaces.
  std::uint64_t hash = 0;            ///< Of the form.
  const WordFacts* facts = nullptr;  ///< Of a single word; lives as long as the WordReader that read it.
  Sets synonyms;                     ///< Sets of the table "synonyms", and of "predicates" whose phrase begins here;
                                     ///< sorted.
  Sets poles;                        ///< opposition class * 2 + (pole - 1); sorted.
  bool function_word = false;
  bool capitalised = false;      ///< Begins with an upper-case letter.
  double weight = 1;             ///< What it counts for in alignment.
  std::uint32_t in_article = 1;  ///< Statements of its article that have the term.
};

/// A range of terms inside quotation marks.
struct QuotedTerms {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Terms [first, last) that a negator reaches: the clause behind it.
struct NegatedTerms {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// A word or phrase that takes a side: terms [first, last), and which label of the lexicon it is.
struct LabelTerms {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t label = 0;
};

/// Why something happened, as a statement gives it: terms [first, last) of the cause.
struct CausePart {
  std::uint32_t first = 0;
  std::uint32_t core = 0;  ///< End of its first phrase: "a fault" of "a fault in the engine".
  std::uint32_t last = 0;
  bool stated =
      false;  ///< A word says that it is the cause («بسبب», "due to"); else it is only what came before («بعد»).
};

/// Somebody named in a frame: a term, and whom it means. Absent when `term` is npos.
struct Role {
  static constexpr std::uint32_t npos = 0xFFFFFFFF;
  std::uint32_t term = npos;
  std::uint32_t entity = Term::no_entity;  ///< After resolving a generic name by what the article named before.
  explicit operator bool() const { return term != npos; }
};

/// A statement that somebody holds, takes or loses a place.
struct ControlFrame {
  std::uint32_t verb = 0;   ///< Term of the control word.
  std::uint32_t place = 0;  ///< Term of the place, or of the noun («المدينة») that stands for it.
  std::string place_key;    ///< Id of the place, or its folded name.
  Role holder;              ///< Who is said to hold it afterwards.
  Role loser;               ///< Who is said to have lost it or to be driven out.
  bool partial = false;     ///< Only a part of the place is spoken of.
  bool background = false;  ///< Told by the way («منذ تحريرها»), or its words stand too far apart to be sure of.
};

/// Somebody who is named: terms [first, last); absent when empty.
struct Party {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  explicit operator bool() const { return first < last; }
};

/// An act with who does it, to whom or to what.
struct Deed {
  std::uint32_t term = 0;
  std::uint32_t kind = 0;  ///< Index into ClaimLexicon::deed_names.
  Party doer;
  Party object;
};

/// An act and its two parties: who beats and who is beaten, who lends and who borrows, whichever verb tells it.
struct ActRoles {
  std::uint32_t term = 0;
  std::uint32_t kind = 0;  ///< Index into ClaimLexicon::act_role_names.
  Party first;
  Party second;
  Party core;  ///< Behind an Arabic verb: subject and object, undivided; else absent.
  bool core_first_is_subject = true;  ///< Whether the subject has the first role.
};

/// A word of a table over terms [first, last).
struct MarkedTerms {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t value = 0;
};

/// A phrase of the table "predicates": its head, and what else stands in it, terms [first, last) or the term `other`.
struct PredicateTerms {
  std::uint32_t head = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t other = 0;
  std::uint32_t set = 0;
};

/// That a statement tells of what an event has once: when or where it was, its figure, who did it or who it is; of a
/// landfall, a verdict, a transfer fee, a lawsuit, the head of a company.
struct Milestone {
  enum class What : std::uint8_t { time, place, doer, person, amount };
  std::uint32_t milestone = 0;  ///< As MilestoneEntry has it.
  What what = What::time;
  std::uint32_t slot = 0;  ///< Index into Statement::times, names or counts; of a doer its first term.
  bool near = false;       ///< Of a place: a text may name several that it was near.
};

/// The result of a match or a vote, the greater figure first: "3-1", "by 156 votes to 131", «بثلاثة أهداف لهدف».
struct Score {
  std::uint32_t first = 0;  ///< Terms [first, last).
  std::uint32_t last = 0;
  std::int32_t high = 0;
  std::int32_t low = 0;
};

/// A number with what is counted.
struct CountSlot {
  std::uint32_t quantity = 0;  ///< Index into quantities; quantities.size() for a negated noun ("no casualties"): zero.
  std::uint32_t term = 0;      ///< Term of the number, or of the negated noun.
  std::int32_t kind = -1;      ///< Quantity kind of the lexicon; -1 unknown.
  std::uint32_t noun = 0;      ///< Term of the counted noun; terms.size() when none.
  double low = 0;
  double high = 0;
  bool sole = false;     ///< The only number of its kind and unit in the article; set by weigh_terms.
  bool subset = false;   ///< A part of another number: "12, nine of them children".
  double whole = 0;      ///< That number, where it stands right behind: "28 of the 40"; 0: none.
  bool earlier = false;  ///< What was before: an earlier toll, or what the number is compared with.
  std::int32_t bearing = -1;  ///< Value of `bearings` behind a distance: "40 km north of"; -1: none.
};

/// What the words around a number say of the counted.
struct CountFrame {
  std::vector<std::uint32_t> fates;    ///< Values of the lexicon's `fates` that stand nearest to this number; sorted.
  std::vector<std::uint32_t> groups;   ///< Values of `groups`, of the noun that is counted; sorted.
  std::vector<std::uint32_t> mostly;  ///< Groups of which most of them are: "18 people, most of them fighters"; sorted.
  std::vector<std::uint32_t> with;    ///< Groups of which some of them are: "12, including the bomber"; sorted.
  std::vector<std::uint32_t> without;  ///< Groups of which none of them is: "140, but none of the crew"; sorted.
  std::vector<std::uint32_t> origins;  ///< Entities of its adjectives («بحارا هنديا»); sorted.
  std::int32_t period = -1;            ///< Value of `rate_periods`: so much each time.
  bool age = false;                    ///< Of the person named before it.
  bool one_more = false;               ///< "… and a policeman", "… and their sister" follows.
};

/// A clause, sentence or headline, read.
struct Statement {
  Span span;
  std::string_view text;       ///< The statement's bytes; lives as long as the article.
  std::uint32_t origin = 0;    ///< Position of its origin in the event.
  std::uint32_t sentence = 0;  ///< Number of its sentence in the article; the title is 0.
  std::uint32_t order = 0;     ///< Number of the statement in its article.
  bool title = false;          ///< A headline: the title, or a text's own first line of that shape.
  NormalisedText words;        ///< Of the statement's bytes; ranges count from span.range.begin.
  std::vector<Quantity> quantities;
  std::vector<DateMention> date_mentions;
  std::vector<std::optional<DayRange>> days;  ///< Resolved, parallel to date_mentions.
  std::vector<Term> terms;
  std::vector<PredicateTerms> predicates;
  static constexpr std::uint8_t affirmed = 0, negated_outright = 1, maybe_negated = 2, near_doubtful = 3;
  Marks negated;  ///< By term: whether it stands in the scope of a negation.
  Marks denied;   ///< By term: governed by a verb of denial.
  static constexpr std::uint8_t taken_back_outright = 1, maybe_taken_back = 2;
  Marks taken_back;  ///< By term: what is refused, prevented, put off or failed; outright: the
                     ///< first word behind that.
  Marks negator;     ///< By term: a particle of negation.
  static constexpr std::uint8_t denies = 1, undenied = 2;
  Marks denier;       ///< By term: a word of denial, or one in a phrase such as "did not deny".
  Marks reporting;    ///< By term: a reporting verb.
  Marks attribution;  ///< By term: belongs to who says it, not to what is said.
  Marks located;      ///< By term: behind a preposition or a noun of place.
  static constexpr std::uint8_t bounds_span = 1, ends_span = 2, before_or_after = 3;
  Marks span_bound;                    ///< By term: a date behind «منذ» or "until": an end of a span, not a day.
  Marks agent_marked;                  ///< By term: preceded by «على يد», "by".
  std::optional<Certainty> certainty;  ///< Lowest rung named.
  Few<std::pair<std::uint32_t, std::uint32_t>> cause_terms;  ///< (term, cause class).
  Few<std::pair<std::uint32_t, std::uint32_t>> act_terms;    ///< (term, class of acts)
  std::vector<LabelTerms> label_terms;
  std::vector<CausePart> causes;                                     ///< By first term.
  Marks cause_markers;                                               ///< By term: says that something is a cause.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> said_causes;  ///< (term, cause class) within `causes`.
  bool causal = false;                                               ///< A causal marker stands in it.
  bool negative = false;                  ///< Something in it is negated, denied, refused or prevented.
  bool exceptive = false;                 ///< «لم … إلا»: a negation that asserts.
  Few<MarkedTerms> party_terms;           ///< Words of the table "parties"; value: class.
  Few<MarkedTerms> nation_terms;          ///< Names and adjectives of states; value: index into nation_ids.
  std::vector<Deed> deeds;
  Few<ActRoles, 2> act_roles;
  std::vector<Milestone> milestones;  ///< By (milestone, what, slot), each once.
  bool several = false;    ///< Sums up several happenings: "in separate attacks", "a string of".
  bool of_many = false;    ///< Tells of an act that any number of people may do, each for themselves: "condemned".
  bool privative = false;  ///< A word in it says that something lacks or was escaped («نجا», "unarmed").
  std::vector<NegatedTerms> negations;  ///< Clauses that a negator stands before.
  std::vector<NegatedTerms> failures;   ///< What was tried or could have come about, and didn't: "failed to".
  std::vector<std::uint32_t> lacks;     ///< Terms right behind "without".
  /// By term: 1 + Certainty of the words near it that leave open whether it came about («يعتزم», "may"); 0: settled.
  Marks unsettled;
  bool settled = false;  ///< Words say that something is sure or done («رسميا», "confirmed").
  std::vector<QuotedTerms> quotes;
  static constexpr std::uint8_t turns = 1, maybe_turns = 2;
  Marks turned;  ///< By term: denies what stands beside it, or may; empty without quotations.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> turn_words;  ///< (term, value of turn_words); as above.
  std::vector<ControlFrame> controls;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      alliances;  ///< Entities: who sides with whom («الموالية لهادي»).
  std::vector<CountSlot> counts;
  std::vector<double> shares;              ///< "Half", «ثلث».
  std::vector<std::uint32_t> month_names;  ///< Months named; 1 to 12.
  Few<std::uint32_t> group_terms;          ///< Values of `groups` that no number counts; sorted.
  std::vector<CountFrame> count_frames;    ///< Parallel to counts.
  std::vector<Score> scores;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> adjectives;  ///< (term, entity): «الألماني», "Dutch".
  std::vector<TimeSlot> times;
  std::vector<NameSlot> names;
  std::vector<AgeSlot> ages;
  std::vector<AgeSlot> speaker_ages;  ///< Of those who say it.
  std::vector<SiblingSlot> siblings;
  Marks body_noun;                         ///< By term: a noun that names of organisations hold.
  bool identifies = false;                 ///< Words say who somebody is: "identified as", «يدعى».
  bool one_of_several = false;  ///< Tells of one among several: "among the dead", «من بين القتلى».
  bool another = false;                    ///< A word says that it is one more of its kind: "also", "another".
  bool sole_clock = false;                 ///< Gives the only time of day of its article; set by weigh_terms.
  std::vector<std::uint64_t> sole_counts;  ///< Keys of the kinds and units of its sole counts; sorted.

  /// Original words of terms [first, last).
  std::string_view verbatim(std::uint32_t first_term, std::uint32_t last_term) const;

  /// Whether a question mark stands in it.
  bool asks() const;

  /// Bytes of the field that terms [first, last) cover.
  ByteRange bytes(std::uint32_t first_term, std::uint32_t last_term) const;

  /// Terms [first, last) that bytes of the field touch; empty when none does. O(terms).
  std::pair<std::uint32_t, std::uint32_t> terms_in(ByteRange range) const;
};

/// Names that an event's own texts teach: what follows «مدينة» or "town of", for places no gazetteer has.
/// Sorted hashes of folded names.
using LearntPlaces = std::vector<std::uint64_t>;

/// Place names that stand after a place noun in this text, folded.
void learn_places(std::string_view text, const ClaimLexicon& lexicon, WordReader& reader, LearntPlaces& names);

/// The same of a text whose words are read already.
void learn_places(std::string_view text, const NormalisedText& words, const WordSequence& forms,
                  const ClaimLexicon& lexicon, WordReader& reader, LearntPlaces& names);

/// What an article has named so far, so that «التنظيم», «المدينة» or "the town" can be resolved. One an article,
/// updated in reading order.
struct NamedBefore {
  std::vector<std::pair<std::string, std::uint32_t>> actor_of_type;  ///< Entity last named, by actor type.
  std::string place_key;                                             ///< Town or city last named.
};

/// Quotations of a text: what stands inside quotation marks of any kind, marks excluded; none runs over a line end.
/// Ascending.
std::vector<ByteRange> find_quotations(std::string_view text);

/// Reads one statement: its terms, slots and frames. `text` is the statement's bytes, `span.range` their place,
/// `sentence` the number of their sentence, `quotations` those of the
/// whole field. The statement views `text` and what `reader` holds. Linear.
Statement read_statement(std::string_view text, Span span, std::uint32_t sentence,
                         std::span<const ByteRange> quotations, const std::optional<Timestamp>& published,
                         const ClaimLexicon& lexicon, WordReader& reader, const LearntPlaces& places,
                         NamedBefore& memory);

/// The same of a text that was taken apart before: `words` is normalise(text), `read` the facts of its words.
Statement read_statement(std::string_view text, NormalisedText words, const WordSequence& read, Span span,
                         std::uint32_t sentence, std::span<const ByteRange> quotations,
                         const std::optional<Timestamp>& published, const ClaimLexicon& lexicon,
                         const LearntPlaces& places, NamedBefore& memory);

/// The facts of the words of a text.
WordSequence read_words(const NormalisedText& words, WordReader& reader);

}  // namespace tawatur
