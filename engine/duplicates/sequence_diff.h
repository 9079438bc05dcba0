#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tawatur {

/// Bounds of a diff, so that two long strangers don't take minutes. Each changes results only where it is reached.
struct DiffOptions {
  /// Edits on one stretch above which it is no longer diffed exactly; at most (2 * most_edits)^2 steps a stretch.
  std::uint32_t most_edits = 8192;
  /// Steps in all: about a third of a second.
  std::uint64_t most_steps = std::uint64_t{1} << 27;
};

/// a[a_begin + i] == b[b_begin + i] for i < size. size > 0.
struct EqualRun {
  std::uint32_t a_begin = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t size = 0;

  friend bool operator==(const EqualRun&, const EqualRun&) = default;
};

struct SequenceDiff {
  std::vector<EqualRun> runs;  ///< Ascending in both sequences, disjoint, no two adjacent in both.
  bool truncated = false;      ///< A bound was reached: elements outside the runs may be equal.
};

/// The elements that two sequences have in common, in order: a longest common subsequence by the divide and conquer of
/// Myers ("An O(ND) difference algorithm and its variations", 1986) while the bounds hold. A stretch that exceeds them
/// is cut once at the elements that stand exactly once in either side of it (the longest rising chain of them, as
/// patience diff has it), and what still exceeds them has no runs; both are `truncated`.
/// O((|a| + |b|) * edits) time, O(|a| + |b|) memory. Sequences below 2^31 elements.
SequenceDiff diff_sequences(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                            const DiffOptions& options = {});

}  // namespace tawatur
