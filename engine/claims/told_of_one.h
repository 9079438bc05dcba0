#pragma once

#include "claims/frame_comparison.h"

namespace tawatur {

/// Whether two statements that differ in a slot tell of one thing, by what stands outside that slot. What any kind of
/// difference needs to diverge: texts that a day lies between tell of another state; who names, counts or dates
/// something else, or tells elsewhere what the other tells here, tells of another thing; a question doesn't say that it
/// is so, and two who condemn the same don't contradict one another. O(terms of both texts) a difference.
class ToldOfOne : public FrameComparison {
 public:
  explicit ToldOfOne(const SlotComparison& comparison) : FrameComparison(comparison) {}

  bool told_of_one(const Difference& difference) const;

 private:
  /// Whether the articles were published at least so long apart.
  bool published_apart(std::int64_t least_s) const;

  /// Whether the later text says "not": what was told as done can't be undone, while what wasn't may have been since.
  bool taken_back_later() const;

  /// Whether both slots count those whom something befell.
  bool tolls(const Slot& slot) const;

  /// Whether the slot's number is none that any two things may share.
  bool telling_number(const Slot& slot) const;

  /// Whether one fate is told of what both numbers count: "six months in jail", "six years in jail".
  bool suffered_alike(const Slot& slot) const;

  /// Whether the slot's number is large, and of no span of time.
  bool large_number(const Slot& slot) const;

  static bool only_number(const Statement& side);

  /// Whether both slots count the same noun, or have a group in common.
  bool one_noun(const Slot& slot) const;

  /// Whether each side names an actor or a place outside the slot that the other lacks.
  bool others_named(const Slot& slot) const;

  /// Whether the text of either side tells in another statement what the other side has in the slot.
  bool told_elsewhere(const Slot& slot) const;

  /// Whether the two numbers are of a sum and a part of it, of two places, of a rate and a whole, or the one is of
  /// somebody or something whose number the other text gives elsewhere.
  bool of_other_things(const Slot& slot) const;

  /// Whether only one side says that so it stood at the opening or in the midst of a market's day: it moves all day.
  bool session_parts_differ() const;

  /// «نابل: 788 مخالفة», «المهدية: 388 مخالفة»: whether the headlines bear two labels that name no party.
  bool labels_apart() const;

  /// Whether it is the headline of an opinion: "Opinion: …".
  bool opinion(const Statement& side) const;

  /// Whether one side tells of a bare year and the other of a weekday: who writes "on Monday" means this week, and
  /// names the year of what was in another.
  bool year_and_weekday() const;

  /// Whether the doer of one side is named on the other, beside that one's doer: "cheered as Trump pardons".
  bool doer_told_of_both(const Slot& slot) const;
};

}  // namespace tawatur
