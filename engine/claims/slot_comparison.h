#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "claims/compare_statements.h"
#include "claims/spelling.h"

namespace tawatur {

/// What comparing two statements has come to so far.
struct Findings {
  std::vector<Difference> differences;
  /// Of a, of b: names without counterpart on the other side, by place; once somebody asked.
  std::array<std::optional<std::vector<const NameSlot*>>, 2> lone_names;
};

/// Two statements while their slots are compared, seen from a: what every kind of comparison asks of them. Indices are
/// of terms, i and k of a, j and m of b. Copies share `findings`. Views what the caller holds.
class SlotComparison {
 public:
  SlotComparison(const Statement& a, const Statement& b, const TermAlignment& alignment,
                 const ComparisonContext& context, const ClaimLexicon& lexicon, const ComparisonOptions& options,
                 Findings& findings);

 protected:
  static constexpr std::uint32_t none = TermAlignment::none;
  static constexpr double same_word = 0.85;  // Similarity from which two words say the same.
  static constexpr double faintly_related =
      0.3;  // Probability of alignment from which a frame shared in full is enough.
  static constexpr double fairly_related = 0.4;
  static constexpr double well_related = 0.8;
  static constexpr double surely_related = 0.9;
  static constexpr double same_surroundings =
      0.4;  // Share of the words near two slots that meet, from which one thing is told.
  static constexpr double same_wording = 0.5;
  static constexpr std::size_t many_numbers = 15;  // In an article.
  static constexpr std::int64_t day_s = 86'400;

  /// Whether the two sides say the same but for the slot: then a slot that differs is a divergence, else only worth a
  /// look.
  bool sure() const { return close() && !other_names(); }
  bool close() const { return context_.related >= options_.least_related && coverage_ >= options_.least_coverage / 2; }
  bool close_frame() const { return context_.related >= options_.least_related; }

  /// Whether each side names an actor or a place that the other lacks: then they speak of different ones.
  bool other_names() const { return names_apart().first > 0 && names_apart().second > 0; }

  /// The same of the names that stand near two slots: what a long sentence goes on to name is no matter.
  bool other_names_beside(std::uint32_t i, std::uint32_t j) const;

  /// Actors and places that both sides name.
  std::size_t names_shared() const;

  /// Whether the names in question are the only ones in which the sides differ.
  bool only_names() const { return names_apart() == std::pair<std::size_t, std::size_t>{1, 1}; }

  /// Actors and places of a that b lacks, and of b that a lacks.
  std::pair<std::size_t, std::size_t> names_apart() const;

  /// Whether the two were published on different days, so that what changes from day to day may have changed.
  bool other_day() const;

  /// Whether either is an article of which nobody says when it was published: what changes from day to day may have
  /// changed between the two. A sentence or two without a headline are put side by side as told of one day.
  bool undated() const;

  /// Content words nearest to term `at` on each side, the words of its own number or unit left out.
  static std::vector<std::uint32_t> neighbours(const Statement& side, std::uint32_t at, std::uint32_t reach);

  /// Whether each side has a name by its capital letter that the other lacks. Always false in a script without
  /// capitals, and where most words have one.
  bool other_capitals() const;

  /// Whether most words of a statement are capitalised: a headline's capitals mark no names.
  static bool cased_headline(const Statement& side);

  /// How many of the words nearest to term i of a and term j of b are the same: the frame around the two slots.
  /// Words of one pole of an opposition («رفع», «زيادة») are the same predicate.
  std::uint32_t shared(std::uint32_t i, std::uint32_t j) const;

  /// Whether a word right beside i has its counterpart right beside j. "Fell in the first quarter": an ordinal is no
  /// subject.
  bool right_beside(std::uint32_t i, std::uint32_t j) const;

  /// Whether term k of a has its counterpart, or a word of the same pole, among those terms of b.
  bool met_among(std::uint32_t k, const std::vector<std::uint32_t>& others) const;

  static bool one_pole(const Term& x, const Term& y);

  /// Harmonic share of the weight of the words nearest to the slots that have a counterpart among those of the other.
  double surroundings(std::uint32_t i, std::uint32_t j, std::uint32_t reach = 5) const;

  /// The quarter of the compass that a word names, by value of ClaimLexicon::bearings.
  std::optional<std::uint32_t> quarter(const Term& term) const;

  /// "Deputy", «نائب»: a word that makes somebody else of whom it stands beside.
  bool deputy_word(const Term& term) const;

  /// Whether terms i and j are one word of a name, in whatever spelling.
  bool one_name_word(std::uint32_t i, std::uint32_t j) const;

  /// Whether two ranges of terms have two words of a name in common.
  bool two_name_words(std::uint32_t first_a, std::uint32_t last_a, std::uint32_t first_b, std::uint32_t last_b) const;

  /// The first letters of a name, small words left out: "WHO" of "World Health Organization".
  static std::string initials(const Statement& side, const NameSlot& name);

  /// Whether both are so short that each tells of one act.
  bool short_sentences() const;

  /// Whether one side at most names an actor or a place that the other lacks, or both name a common one.
  bool names_meet() const;

  /// Whether the frames around the slots agree so far that a slot that differs is a divergence.
  bool framed(std::uint32_t i, std::uint32_t j) const;

  /// Whether the sides number different items of a list: "the second contract", "the third".
  bool other_items() const;

  /// Whether the term is an ordinal that numbers a thing: no quarter of a year, nobody's age.
  static bool numbers_item(const Statement& side, std::uint32_t term);

  /// Terms [first, last) of a side that a difference marks, and those of them that are its value.
  struct Terms {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t value = none;  ///< The one term that is the value; none: all of them.
  };
  static Terms one(std::uint32_t term) { return {term, term + 1, none}; }

  void add(DifferenceKind kind, Relation relation, std::string_view rule, Terms terms_a, Terms terms_b);

  bool has(DifferenceKind kind) const;

  std::optional<std::int64_t> seconds_between() const;

  bool matched(std::uint32_t i, std::uint32_t j, double least = 0.7) const;

  /// Whether terms i and j stand beside a pair of matched content words: their common head.
  bool common_head(std::uint32_t i, std::uint32_t j, std::uint32_t reach = 3) const;

  /// Whether it is known who a role is, and not only of which kind.
  bool identified(const Role& role) const;

  bool same_actor(const Role& p, const Statement& side_p, const Role& q, const Statement& side_q) const;

  bool one_side(std::uint32_t p, std::uint32_t q) const;

  /// Seconds from the time that a speaks of to that of b: the statement's own day, else the publication's.
  std::optional<std::int64_t> as_of_gap() const;

  /// Whether one of the texts is full of figures (markets, results, tables): it sets like amounts of unlike things side
  /// by side.
  bool many_figures() const { return std::max(context_.a.numbers.size(), context_.b.numbers.size()) >= many_numbers; }

  /// Calls visit(x, y) for each two of one milestone, x of a and y of b, that tell the same of it, until it returns
  /// true; whether it did.
  template <typename Visit>
  bool any_milestones(Milestone::What what, const Visit& visit) const {
    for (const Milestone& x : a_.milestones)
      for (const Milestone& y : b_.milestones)
        if (x.what == what && y.what == what && x.milestone == y.milestone && visit(x, y)) return true;
    return false;
  }

  /// Whether what an article tells of a milestone is alike throughout: alike(statement, its milestone).
  template <typename Alike>
  static bool alike_throughout(const ArticleContext& article, const Milestone& of, const Alike& alike) {
    return std::all_of(article.statements.begin(), article.statements.end(), [&](const Statement& told) {
      return std::all_of(told.milestones.begin(), told.milestones.end(), [&](const Milestone& one) {
        return one.what != of.what || one.milestone != of.milestone || alike(told, one);
      });
    });
  }

  /// "had not risen since 2022" speaks of the time before.
  static bool not_since(const Statement& side);

  static bool definite(const Term& term);

  /// The same of a word as it is written: «إلغاء» has no article, though folded it begins like one.
  static bool definite(const Statement& side, std::uint32_t at);

  /// Each side has a day, a month or a year, and they have none in common.
  bool other_days() const;

  /// Whether each side states numbers and they have none in common: they speak of different parts of something.
  bool other_numbers() const;

  /// Names of a side that the other lacks; those of who says it only when `speakers`.
  std::vector<std::uint32_t> unmatched(const Statement& side, const Statement& other, Term::Kind kind,
                                       bool speakers = false) const;

  /// Whether two words may be one behind other clitics; `plain`: behind other conjunctions.
  static bool share_form(const Term& x, const Term& y, bool plain);
  static bool same_stem(const Term& x, const Term& y);

  const Statement& a_;
  const Statement& b_;
  const TermAlignment& alignment_;
  const ComparisonContext& context_;
  const ClaimLexicon& lexicon_;
  const ComparisonOptions& options_;
  double coverage_ = 0;
  std::vector<Difference>& found_;
  std::array<std::optional<std::vector<const NameSlot*>>, 2>& lone_names_;  ///< As Findings has them.
};

/// Who holds a place.
void compare_control(SlotComparison& comparison);

/// Numbers of one thing.
void compare_counts(SlotComparison& comparison);

/// One number, told of different things, or of different groups.
void compare_count_kinds(SlotComparison& comparison);

/// One amount in units that don't agree.
void compare_units(SlotComparison& comparison);

/// "Not" here and not there.
void compare_polarity(SlotComparison& comparison);

/// Words of opposite events.
void compare_opposition(SlotComparison& comparison);

/// Denied here, asserted there.
void compare_denial(SlotComparison& comparison);

void compare_dates(SlotComparison& comparison);
void compare_places(SlotComparison& comparison);

/// Who did it.
void compare_actors(SlotComparison& comparison);

/// One place, other holders, as its deeds tell.
void compare_holders(SlotComparison& comparison);

/// The same said by others.
void compare_speakers(SlotComparison& comparison);

/// One act, other doers.
void compare_doers(SlotComparison& comparison);

/// One act told from either side, its two parties changed over.
void compare_exchanged_roles(SlotComparison& comparison);

/// One place, other holders, whichever words tell it.
void compare_place_holders(SlotComparison& comparison);

/// One act, its two parties changed over.
void compare_roles(SlotComparison& comparison);

/// Who somebody is: name, age, office, profession, nationality.
void compare_identity(SlotComparison& comparison);

/// Organisations, products and things of one kind that are named for one another.
void compare_entities(SlotComparison& comparison);

void compare_causes(SlotComparison& comparison);

/// Names that take a side for the same thing.
void compare_labels(SlotComparison& comparison);

/// Planned or alleged here, told as done there.
void compare_certainty(SlotComparison& comparison);

/// Wording of one quotation; takes over what the comparisons of polarity and opposition found inside it, so it comes
/// last.
void compare_quotes(SlotComparison& comparison);

}  // namespace tawatur
