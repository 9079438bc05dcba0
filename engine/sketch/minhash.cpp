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
  filled_.reserve(bins);
  clear();
}

void MinHash::clear() { std::fill(values_.begin(), values_.end(), empty_bin); }

std::span<const std::uint32_t> MinHash::finish() {
  filled_.clear();
  for (std::uint32_t bin = 0; bin < bins_; ++bin)
    if (values_[bin] != empty_bin) filled_.push_back(bin);
  if (filled_.empty() || filled_.size() == bins_) return values_;
  own_ = values_;
  const std::uint32_t mask = bins_ - 1;
  const bool few = filled_.size() * filled_.size() < bins_;
  for (std::uint32_t bin = 0; bin < bins_; ++bin) {
    if (own_[bin] != empty_bin) continue;
    const Order order = orders_[bin];
    std::uint32_t lender = order.start;
    if (few) {
      const auto turn = [&](std::uint32_t other) { return order.inverse * (other - order.start) & mask; };
      lender = *std::min_element(filled_.begin(), filled_.end(),
                                 [&](std::uint32_t a, std::uint32_t b) { return turn(a) < turn(b); });
    } else {
      while (own_[lender] == empty_bin) lender = (lender + order.multiplier) & mask;
    }
    values_[bin] = own_[lender];
  }
  return values_;
}

double estimated_jaccard(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  if (a.empty() || a[0] == MinHash::empty_bin || b[0] == MinHash::empty_bin) return 0;
  std::size_t equal = 0;
  for (std::size_t bin = 0; bin < a.size(); ++bin) equal += a[bin] == b[bin];
  return static_cast<double>(equal) / static_cast<double>(a.size());
}

BottomK::BottomK(std::size_t k) : k_(k) {
  if (k == 0) throw std::invalid_argument("a bottom-k sketch needs at least one value");
  values_.reserve(k + 1);
}

void BottomK::clear() {
  values_.clear();
  largest_ = ~std::uint64_t{0};
}

void BottomK::insert(std::uint64_t hash) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), hash);
  if (place != values_.end() && *place == hash) return;
  values_.insert(place, hash);
  if (values_.size() > k_) values_.pop_back();
  if (values_.size() == k_) largest_ = values_.back();
}

}  // namespace tawatur
