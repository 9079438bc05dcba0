#include "sketch/minhash.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include <xxhash.h>

namespace tawatur {
namespace {

// Inverse of an odd number modulo 2^32, by Newton's iteration: each step doubles the number of right bits.
std::uint32_t inverse_of_odd(std::uint32_t odd) {
  std::uint32_t inverse = odd;  // right to 3 bits
  for (int step = 0; step < 4; ++step) inverse *= 2 - odd * inverse;
  return inverse;
}

}  // namespace

MinHash::MinHash(std::uint32_t bins) : bins_(bins) {
  if (bins < 2 || bins > 65536 || !std::has_single_bit(bins))
    throw std::invalid_argument("the number of sketch bins must be a power of two from 2 to 65536");
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(bins));
  orders_.reserve(bins);
  for (std::uint32_t bin = 0; bin < bins; ++bin) {
    const std::uint64_t random = XXH3_64bits_withSeed(&bin, sizeof bin, 0x6d696e68617368u);
    const std::uint32_t multiplier = static_cast<std::uint32_t>(random >> 32) | 1;
    orders_.push_back({multiplier, inverse_of_odd(multiplier), static_cast<std::uint32_t>(random) & (bins - 1)});
  }
  values_.resize(bins);
  filled_.resize(bins + 1);
  empty_.resize(bins + 1);
  lent_.resize(bins);
  clear();
}

void MinHash::clear() { std::fill(values_.begin(), values_.end(), empty_bin); }

std::span<const std::uint32_t> MinHash::finish() {
  // Without a branch: whether a bin is empty can't be predicted.
  std::uint32_t* empty = empty_.data();
  for (std::uint32_t bin = 0; bin < bins_; ++bin) {
    *empty = bin;
    empty += values_[bin] == empty_bin;
  }
  const std::size_t filled_bins = bins_ - static_cast<std::size_t>(empty - empty_.data());
  if (filled_bins == 0 || filled_bins == bins_) return values_;
  const std::uint32_t mask = bins_ - 1;
  if (filled_bins * filled_bins < bins_) {
    std::uint32_t* filled = filled_.data();
    for (std::uint32_t bin = 0; bin < bins_; ++bin)
      if (values_[bin] != empty_bin) *filled++ = bin;
    for (const std::uint32_t* bin = empty_.data(); bin != empty; ++bin) {
      const Order order = orders_[*bin];
      const auto turn = [&](std::uint32_t other) { return order.inverse * (other - order.start) & mask; };
      lent_[*bin] = values_[*std::min_element(filled_.data(), filled,
                                              [&](std::uint32_t a, std::uint32_t b) { return turn(a) < turn(b); })];
    }
  } else {
    for (const std::uint32_t* bin = empty_.data(); bin != empty; ++bin) {
      const Order order = orders_[*bin];
      std::uint32_t lender = order.start, lent = empty_bin;
      // Four at a time without a branch, of which the first filled one counts. Empty ones have all bits set.
      static_assert(empty_bin == ~std::uint32_t{0});
      do {
        for (int turn = 0; turn < 4; ++turn) {
          lent &= values_[lender] | (0 - std::uint32_t{lent != empty_bin});
          lender = (lender + order.multiplier) & mask;
        }
      } while (lent == empty_bin);
      lent_[*bin] = lent;
    }
  }
  // Only bins of their own lend, so what is lent is put down when all have borrowed.
  for (const std::uint32_t* bin = empty_.data(); bin != empty; ++bin) values_[*bin] = lent_[*bin];
  return values_;
}

double estimated_jaccard(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  if (a.empty() || a[0] == MinHash::empty_bin || b[0] == MinHash::empty_bin) return 0;
  std::size_t equal = 0;
  for (std::size_t bin = 0; bin < a.size(); ++bin) equal += a[bin] == b[bin];
  return static_cast<double>(equal) / static_cast<double>(a.size());
}

}  // namespace tawatur
