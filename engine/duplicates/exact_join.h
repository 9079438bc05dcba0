#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {

/// A set of shingle hashes: ascending, distinct (shingle_set).
using ShingleSet = std::vector<std::uint64_t>;

/// Two sets, by their places in a span, and what they have in common. a < b.
struct ExactPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t shared = 0;
  double jaccard = 0;
};

/// Finds all sets at or above a Jaccard index to a given one, missing none, by the prefix filter (Chaudhuri, Ganti,
/// Kaushik 2006; Bayardo, Ma, Srikant 2007): with the members of every set in one order, rarest first, two sets at
/// Jaccard t share a member among the first n - ceil(t n) + 1 of each, so only those are indexed and looked up. What
/// meets there is compared in full.
///
/// Exact and therefore slow where much is alike: for tuning and for tests, not for a whole dump. Memory: about
/// 16 (1 - t) + 24 bytes a member. Immutable after construction.
class ExactIndex {
 public:
  /// sets: must outlive the index; empty ones are similar to nothing. threshold: in (0, 1], else std::invalid_argument.
  ExactIndex(std::span<const ShingleSet> sets, double threshold);

  struct Neighbour {
    std::uint32_t set = 0;
    std::uint32_t shared = 0;
  };

  /// Replaces `found` by the neighbours of `query` among the first `end` sets, ascending. `query` needn't be indexed.
  void find(const ShingleSet& query, std::uint32_t end, std::vector<Neighbour>& found) const;

 private:
  struct Member {
    std::uint32_t sets = 0;      // that hold it
    std::uint32_t begin = 0;     // of its postings, plus 1; 0: none yet
    std::uint32_t postings = 0;  // sets that hold it in their prefix
  };

  // The first members of a set in the order (number of sets, hash).
  std::vector<std::uint64_t> prefix(const ShingleSet& set) const;

  std::span<const ShingleSet> sets_;
  double threshold_;
  boost::unordered_flat_map<std::uint64_t, Member> members_;  // looked up, never iterated
  std::vector<std::uint32_t> postings_;                       // [sum of postings]: sets, ascending for each member
};

/// All pairs of sets with a Jaccard index of at least `threshold`, by (a, b). Parallel (oneTBB).
std::vector<ExactPair> exact_join(std::span<const ShingleSet> sets, double threshold);

/// All pairs of sets of which one, of at least `least` members, lies in the other by a share of at least `containment`
/// of its own; by (a, b). Of such a set's n members n - ceil(containment n) + 1, the rarest, are looked up. As slow and
/// as large as exact_join. Parallel.
std::vector<ExactPair> containment_join(std::span<const ShingleSet> sets, double containment, std::uint32_t least);

}  // namespace tawatur
