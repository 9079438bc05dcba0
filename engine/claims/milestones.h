#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "claims/statement.h"

namespace tawatur {

/// That a statement tells of what an event has once: when or where it was, its figure, who did it or who it is; of a
/// landfall, a verdict, a transfer fee, a lawsuit, the head of a company.
struct Milestone {
  enum class What : std::uint8_t { time, place, doer, person, amount };
  std::uint32_t milestone = 0;  ///< As MilestoneEntry has it.
  What what = What::time;
  std::uint32_t slot = 0;  ///< Index into Statement::times, names or counts; of a doer its first term.
  bool near = false;       ///< Of a place: a text may name several that it was near.
};

/// Milestones of a statement with the time, place, figure or doer nearest to their words, in one clause with them; by
/// (milestone, what, slot), each once. What is denied, or told as who says it, is none. O(predicates × slots).
std::vector<Milestone> read_milestones(const Statement& statement, const ClaimLexicon& lexicon);

/// Whether both have a milestone in common and tell the same of it: when, where, who, or how much.
bool share_milestone(std::span<const Milestone> a, std::span<const Milestone> b);

}  // namespace tawatur
