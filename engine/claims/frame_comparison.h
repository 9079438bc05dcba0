#pragma once

#include "claims/slot_comparison.h"

namespace tawatur {

/// Asks of two statements whether all but one slot says the same, so that what fills that slot is told of one thing.
class FrameComparison : public SlotComparison {
 protected:
  explicit FrameComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  /// A range of terms of either side that is left out of the comparison: the slot in question.
  struct Slot {
    std::uint32_t first_a, last_a, first_b, last_b;
    DifferenceKind kind;
    bool typed = false;   ///< A member of a table or an age, no name that is only shaped like one.
    bool person = false;  ///< All that tells who somebody is is left out: name, age, profession, nationality.
  };

  /// How far the words outside a slot agree.
  struct Frame {
    double share = 0;            ///< Harmonic share of their weight that is matched, in [0, 1].
    double held = 0;             ///< Of the side that has more of it matched.
    double matched = 0;          ///< Weight matched, mean of both sides.
    std::uint32_t words = 0;     ///< Common words that both have, of no name.
    std::uint32_t anchors = 0;   ///< Names, numbers and times that both have.
    bool one_pattern = false;    ///< Most matched words follow one another in the same steps.
    std::uint32_t replaced = 0;  ///< How often other words stand between words that both have.
    bool sure = false;           ///< A figure or a name, another one or the day, and much besides are the same.
    bool apart = false;          ///< Another slot differs: they tell of two things.
    bool facts_apart = false;    ///< The same but for words that stand for others.
  };
  Frame frame(const Slot& slot) const;

  /// Whether a frame is told in other words, not of another: with a name, number or time in common and nothing put in
  /// the place of anything else.
  bool retold(const Frame& told) const;

  /// Whether a frame of short sentences is told in other words, nothing put in the place of anything else, though no
  /// name, number or time stands on both sides.
  bool retold_briefly(const Frame& told) const;

  /// Whether a frame is told in other words, as two reporters would: most of it meets, several words or a name and a
  /// word, and no fact differs.
  bool reworded(const Frame& told) const;

  /// Whether both surely tell of one scene, however they count, date and place it: a crash, a blast, a fire, told
  /// with several words in common, two of which follow one another on both sides: "crashed into a lorry on the Western
  /// Desert road".
  bool one_scene() const;

  /// Diverge, check, or nothing to say.
  std::optional<Relation> judge(const Slot& slot) const;

  /// Whether times can't be the same.
  static bool disjoint(const TimeSlot& p, const TimeSlot& q);

  /// Names of a side without counterpart on the other; by place. Found once for all copies.
  const std::vector<const NameSlot*>& lone_names(bool of_a) const;
  std::vector<const TimeSlot*> lone_times(bool of_a) const;

  /// Whether the two can't be one name written otherwise: no word of theirs is alike.
  bool unlike(const NameSlot& p, const NameSlot& q) const;

  /// Whether most of the words outside a slot and more than one name, number or time are the same.
  bool fully_framed(const Slot& slot) const;

  /// Whether the slots stand in one frame: a word right beside them is the same, or several near them.
  bool one_frame(const Slot& slot) const;

  /// Those of one group, the pair that begins first in front, whichever side is a.
  using SiblingPair = std::pair<const SiblingSlot*, const SiblingSlot*>;
  std::vector<SiblingPair> sibling_pairs(const std::vector<const SiblingSlot*>& of_a,
                                         const std::vector<const SiblingSlot*>& of_b) const;

  const Statement& side(bool of_a) const { return of_a ? a_ : b_; }

  bool things_differ(const Slot& slot) const;
  bool acts_differ() const;

  /// Whether each side states a number that the other doesn't.
  bool numbers_differ(const Slot& slot) const;

  /// Whether each side has a name outside the slot that the other lacks.
  bool names_differ(const Slot& slot) const;

  /// Whether each side gives a time outside the slot that the other doesn't.
  bool times_differ(const Slot& slot) const;

 private:
  std::vector<const NameSlot*> find_lone_names(bool of_a) const;
  /// Whether a term that the other side lacks tells who somebody is.
  bool tells_who(const Statement& side, std::uint32_t term) const;
  /// How often, between words that both have in the same order, other words than the slot stand on either side.
  std::uint32_t words_replaced(const Slot& slot) const;
  /// Of the steps from one matched word to the next, the share that is the same on both sides; in [0, 1].
  double in_step(const Slot& slot) const;
  /// Whether a difference of another kind has been found.
  bool facts_differ(const Slot& slot) const;
};

}  // namespace tawatur
