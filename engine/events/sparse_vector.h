#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tawatur {

/// Key of a word, n-gram or id: the lower 32 bits of its XXH3.
using TermKey = std::uint32_t;

TermKey term_key(std::string_view bytes);

/// What is sorted by the keys of a whole dump is sorted one range of them after the other, to hold less at a time.
inline constexpr TermKey key_ranges = 8;
/// By the upper bits: keys are spread evenly.
constexpr TermKey range_of(TermKey key) { return key / (UINT32_MAX / key_ranges + 1); }

struct WeightedTerm {
  TermKey key = 0;
  float weight = 0;
};

/// Non-negative weights of terms, ascending by distinct keys once settled: what a vector is gathered in.
struct SparseVector {
  std::vector<WeightedTerm> terms;

  bool empty() const { return terms.empty(); }

  /// Sorts by key, adds up equal keys, and drops zeros. O(n log n).
  void settle();

  /// Sorts by key and keeps of equal keys the largest weight. O(n log n).
  void settle_once();

  /// Of a settled vector keeps the weightiest terms, ties by the smaller key. O(n log n).
  void keep_weightiest(std::size_t most);
};

/// A sparse vector in four bytes a term, for keeping and comparing: the upper 24 bits of an entry are those of the
/// key, the lower 8 the weight in units, of which the weightiest term has 255. Two keys of two articles meet by chance
/// once in some hundred pairs, and then alike on every machine; products are of integers, so they have no order.
/// Entries ascend by distinct keys. A view: what it refers to must outlive it.
struct PackedVector {
  std::span<const std::uint32_t> entries;
  const std::uint8_t* weights = nullptr;  ///< One an entry in place of its own weight; may be 0.
  float unit = 0;                         ///< Weight of one unit.
  float norm = 0;                         ///< Euclidean length in units.

  static std::uint32_t key_of(std::uint32_t entry) { return entry >> 8; }

  bool empty() const { return entries.empty(); }
  std::size_t size() const { return entries.size(); }
  std::uint32_t key(std::size_t i) const { return key_of(entries[i]); }
  std::uint32_t units(std::size_t i) const { return weights ? weights[i] : entries[i] & 0xFF; }

  /// Position of a packed key, size() when absent. O(log n).
  std::size_t find(std::uint32_t packed_key) const;

  /// Length of the weights as they stand, for `norm`.
  float length() const;
};

/// Adds the entries of a settled vector to `store`, and returns the unit.
float pack(const SparseVector& vector, std::vector<std::uint32_t>& store);

/// Cosine, 0 when either is empty. O(|a| + |b|).
double cosine(const PackedVector& a, const PackedVector& b);

/// One vector laid out for many products: a map of its keys, so that most terms of the other vector cost a look and
/// no branch. Results equal `cosine`.
class ProbedVector {
 public:
  explicit ProbedVector(const PackedVector& vector);

  double cosine(const PackedVector& other) const;

  /// Cosines of two pairs of vectors that differ in their weights alone, in one pass: `mine` has this vector's entries
  /// and `theirs` those of `other`.
  std::pair<double, double> cosines(const PackedVector& other, const PackedVector& mine,
                                    const PackedVector& theirs) const;

  /// Calls `meet(own, others)` with the positions of every shared key, ascending.
  template <class Meet>
  void each_shared(const PackedVector& other, const Meet& meet) const;

 private:
  static constexpr std::uint32_t slots = 4096;  ///< At most one key of ten is there by chance.

  PackedVector vector_;
  std::array<std::uint8_t, slots> present_{};
};

template <class Meet>
void ProbedVector::each_shared(const PackedVector& other, const Meet& meet) const {
  // Candidates of the other vector first, without a branch, then the few that are there.
  std::array<std::uint32_t, 256> found;
  const std::span<const std::uint32_t> mine = vector_.entries, theirs = other.entries;
  std::size_t at = 0;
  for (std::size_t begin = 0; begin < theirs.size(); begin += found.size()) {
    const std::size_t end = begin + found.size() < theirs.size() ? begin + found.size() : theirs.size();
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      found[count] = static_cast<std::uint32_t>(i);
      count += present_[PackedVector::key_of(theirs[i]) % slots];
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t key = PackedVector::key_of(theirs[found[i]]);
      while (at < mine.size() && PackedVector::key_of(mine[at]) < key) ++at;
      if (at == mine.size()) return;
      if (PackedVector::key_of(mine[at]) == key) meet(at, std::size_t{found[i]});
    }
  }
}

/// Share of a's total weight that lies on terms of b; 0 when a is empty. O(|a| log |b|).
double share_in(const PackedVector& a, const PackedVector& b);

/// Number of keys in both ascending lists.
std::uint32_t shared_keys(std::span<const TermKey> a, std::span<const TermKey> b);

}  // namespace tawatur
