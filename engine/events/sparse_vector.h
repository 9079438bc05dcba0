#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tawatur {

/// Key of a word, n-gram or id: the lower 32 bits of its XXH3. Two keys of one article meet by chance once in a
/// million articles, and then alike on every machine.
using TermKey = std::uint32_t;

TermKey term_key(std::string_view bytes);

struct WeightedTerm {
  TermKey key = 0;
  float weight = 0;
};

/// Non-negative weights of terms, ascending by distinct keys.
struct SparseVector {
  std::vector<WeightedTerm> terms;
  double norm = 0;  ///< Euclidean length, kept by `settle`.

  bool empty() const { return terms.empty(); }

  /// Sorts by key, adds up equal keys, drops zeros, and computes the norm. O(n log n).
  void settle();

  /// Sorts by key, keeps of equal keys the largest weight, and computes the norm. O(n log n).
  void settle_once();

  /// Weight of a term, 0 when absent. O(log n).
  float weight_of(TermKey key) const;
};

/// Sum of products over shared terms, in ascending order of keys. O(|a| + |b|).
double dot(const SparseVector& a, const SparseVector& b);

/// Cosine, 0 when either is empty.
double cosine(const SparseVector& a, const SparseVector& b);

/// One vector laid out for many products: a bit map of its keys, so that most terms of the other vector cost a look and
/// no branch. Results equal `dot` and `cosine` bit by bit. The vector must outlive it.
class ProbedVector {
 public:
  explicit ProbedVector(const SparseVector& vector);
  double dot(const SparseVector& other) const;
  double cosine(const SparseVector& other) const;

 private:
  static constexpr std::size_t words = 128;  ///< 8,192 bits: at most one key of twenty is there by chance.

  const SparseVector* vector_;
  std::array<std::uint64_t, words> present_{};
};

/// Share of a's total weight that lies on terms of b; 0 when a is empty.
double share_in(const SparseVector& a, const SparseVector& b);

/// Number of keys in both ascending lists.
std::uint32_t shared_keys(const std::vector<TermKey>& a, const std::vector<TermKey>& b);

}  // namespace tawatur
