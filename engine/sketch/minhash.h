#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tawatur {

/// One-permutation MinHash (Li, Owen, Zhang 2012) with optimal densification (Shrivastava 2017): a hash falls into one
/// of the bins by its high bits and the bin keeps the smallest value; an empty bin then borrows from the first filled
/// bin in an order of its own, the same for every set. Bins of two sets are equal with a probability of their Jaccard
/// index, so the share of equal bins estimates it with a standard error of about sqrt(J (1 - J) / bins), up to 1.3
/// times that for sets far smaller than the sketch.
///
/// The sketch is a function of the set of hashes: order and repeats don't matter. One add is a few instructions;
/// finish is O(bins * sqrt(bins)) at worst. Deviation from the paper: the order in which an empty bin tries others is
/// an affine permutation of the bins, which can be inverted, so that a sketch with few filled bins is as fast as one
/// with few empty bins. For one thread; reuse it for many sets.
class MinHash {
 public:
  /// bins: a power of two, 2 to 65536; else std::invalid_argument.
  explicit MinHash(std::uint32_t bins);

  /// Forgets the set.
  void clear();

  /// Adds to the sketch it is of, until the next call of any other member; what it holds can stay in registers.
  class Adder {
   public:
    /// hash: 64 well-mixed bits.
    void add(std::uint64_t hash) const {
      std::uint32_t& value = values_[hash >> shift_];
      const auto low = static_cast<std::uint32_t>(hash);
      value = low < value ? low : value;
    }

   private:
    friend class MinHash;
    Adder(std::uint32_t* values, unsigned shift) : values_(values), shift_(shift) {}
    std::uint32_t* values_;
    unsigned shift_;
  };
  Adder adder() { return {values_.data(), shift_}; }

  void add(std::uint64_t hash) { adder().add(hash); }

  /// The sketch, [bins]; valid until the next call of any other member. All bins are `empty_bin` for the empty set,
  /// which is similar to nothing. `add` must not be called again before `clear`.
  std::span<const std::uint32_t> finish();

  static constexpr std::uint32_t empty_bin = 0xFFFFFFFFu;

 private:
  // Bin i tries (multiplier * j + start) mod bins for j = 0, 1, ...; it meets bin b at j = inverse * (b - start).
  struct Order {
    std::uint32_t multiplier, inverse, start;
  };

  std::uint32_t bins_;
  unsigned shift_;
  std::vector<Order> orders_;          // [bins]
  std::vector<std::uint32_t> values_;  // [bins]
  std::vector<std::uint32_t> filled_,
      empty_;                        // [bins + 1]: where few have a value of their own, those; the others; ascending
  std::vector<std::uint32_t> lent_;  // [bins]: what empty bins borrow
};

/// Share of equal bins: an unbiased estimate of the Jaccard index. Sketches of one size; 0 when either is of the empty
/// set.
double estimated_jaccard(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace tawatur
