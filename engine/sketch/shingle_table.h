#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tawatur {

/// A set of shingle hashes to look others up in: no order, no sorting. Buckets of four, the next one where one is full.
/// Zero stands for a free place, so the hashes 0 and 1 are one. For one thread; reuse it for many sets.
class ShingleTable {
 public:
  ShingleTable() { clear(0); }
  ShingleTable(const ShingleTable&) = delete;
  ShingleTable& operator=(const ShingleTable&) = delete;

  /// Forgets the set; makes room for so many hashes. At first there is room for none.
  void clear(std::size_t most);

  /// Inserts the hashes and moves those that weren't there, the first of each, to the front in their order; returns how
  /// many these are. What is behind them then is undefined. All that is inserted between two calls of `clear` must not
  /// be more than its `most`, repeats included. A few instructions each.
  std::size_t insert(std::span<std::uint64_t> hashes);

  /// An odd number that spreads hashes over places. It hangs on where the process lies in memory, so that nobody can
  /// write texts whose hashes crowd in one place. What a set answers doesn't.
  static std::uint64_t multiplier();

  /// How many of the hashes, each given once, are in the set; fewer where they are seen to be fewer than `least`.
  std::uint32_t shared(std::span<const std::uint64_t> hashes, std::size_t least) const;

 private:
  std::vector<std::uint64_t> slots_;
  std::uint64_t* buckets_ = nullptr;  // Within slots_, so that none lies in two lines of the cache.
  std::size_t room_ = 0;              // hashes that may be inserted yet
  std::size_t mask_ = 0;
  int shift_ = 0;
  std::uint64_t multiplier_ = multiplier();
};

}  // namespace tawatur
