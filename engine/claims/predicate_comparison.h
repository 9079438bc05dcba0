#pragma once

#include <cstdint>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {

/// What the comparisons of predicates share: whether two clauses speak of one thing, whatever they say of it.
class PredicateComparison : public SlotComparison {
 public:
  explicit PredicateComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

 protected:
  /// Whether the sides speak of different things: each names somebody or something that the other lacks, gives a
  /// common noun another complement («حزب العمال», «حزب المحافظين»), or counts and dates something else.
  bool of_others() const {
    return strangers() || other_complements() || other_days() || other_items() || stands_for();
  }

  /// Whether a word of both sides has one beside it, on one side alone, that makes it somebody else: "the mayor", "the
  /// deputy mayor", "the mayor's wife".
  bool stands_for() const;

  /// Whether the words right before both predicates, or right behind both, are each known to one side alone: "the army
  /// took part", "the fire brigade took part".
  bool lone_before(std::uint32_t i, std::uint32_t j) const;
  bool lone_behind(std::uint32_t i, std::uint32_t j) const;

  /// Whether both most likely speak of one matter: by the probability, or as they are alike.
  bool likely_one() const {
    constexpr double alike_enough = 0.55;
    return context_.related >= well_related || (close_frame() && coverage_ >= alike_enough);
  }

  /// Names of a side that the other lacks, those of who says it left out.
  std::vector<std::uint32_t> names_unknown(const Statement& side, const Statement& other) const;

  /// Whether several words beside terms i and j are the same, a name, a number or a rare word among them.
  bool retold(std::uint32_t i, std::uint32_t j) const;

  /// Each side has names that the other lacks. In scripts with capitals a capitalised word is a name.
  bool strangers() const;

  /// Whether only one side leaves open whether the act of its term came about.
  bool one_leaves_open(std::uint32_t i, std::uint32_t j) const {
    return (a_.unsettled[i] != 0) != (b_.unsettled[j] != 0);
  }

  /// A noun of both sides stands right beside a word that the other side lacks, on either side.
  bool other_complements() const;

  /// Whether a noun names something known: it has the article, or one stands before it.
  bool known_thing(const Statement& side, std::uint32_t at) const;

  /// Whether the verbs i and j have different subjects: of two words right behind them one is somebody else on the
  /// other side, and the other is new there. For a language whose verb comes first.
  bool subjects_apart(std::uint32_t i, std::uint32_t j) const;

  /// "Illegally": how something is done. Without its ending it is a word of the news, as "comply" and "family" are not.
  bool adverb(const Term& term) const;

  /// Content words of the clause before and behind a term, nearest first.
  static std::vector<std::uint32_t> before(const Statement& side, std::uint32_t at, std::uint32_t reach);
  static std::vector<std::uint32_t> behind(const Statement& side, std::uint32_t at, std::uint32_t reach);

  /// Whether the subjects of two predicates have a word in common.
  bool subjects_meet(std::uint32_t i, std::uint32_t j) const;

  /// Whether the subjects of two predicates are each known to the other side, but not as its subject.
  bool other_subjects(std::uint32_t i, std::uint32_t j) const;

  /// Whether the predicates i and j are told of one subject, known by its name ("Porto's airport remains shut", "Porto
  /// airport reopened") or as the one of its kind ("the driver survived", "the driver is among the dead"), and of one
  /// object where both have one. A known body or state, which does many things, counts where `actors`. Of
  /// Arabic, in short sentences alone: one definite noun beside both, and what else is told meets.
  bool one_subject(std::uint32_t i, std::uint32_t j, bool actors) const;

  /// Whether the other side has a word at least so similar to term k of a side, its name or its demonym.
  bool known(const Statement& side, std::uint32_t k, const Statement& other, double least) const;

 private:
  bool lone(const Statement& side, const std::vector<std::uint32_t>& words, const Statement& other) const;
  std::vector<std::uint32_t> subject(const Statement& side, std::uint32_t at) const;
  bool one_brief_subject(std::uint32_t i, std::uint32_t j) const;
};

}  // namespace tawatur
