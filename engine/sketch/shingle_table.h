#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tawatur {

/// A set of shingle hashes to look others up in: no order, no sorting. Buckets of four, the next one where one is full.
/// Zero stands for a free place, so the hashes 0 and 1 are one. For one thread; reuse it for many sets.
class ShingleTable {
 public:
  /// Forgets the set; makes room for so many hashes.
  void clear(std::size_t most);

  /// False when it is there already. A few instructions.
  bool insert(std::uint64_t hash) {
    hash += hash == 0;
    for (std::size_t number = home(hash);; number = (number + 1) & mask_) {
      std::uint64_t* const bucket = slots_.data() + 4 * number;
      if (stands_in(bucket, hash)) return false;
      if (bucket[3] != 0) continue;
      bucket[(bucket[0] != 0) + (bucket[1] != 0) + (bucket[2] != 0)] = hash;
      return true;
    }
  }

  bool has(std::uint64_t hash) const {
    hash += hash == 0;
    for (std::size_t number = home(hash);; number = (number + 1) & mask_) {
      const std::uint64_t* const bucket = slots_.data() + 4 * number;
      if (stands_in(bucket, hash)) return true;
      if (bucket[3] == 0) return false;
    }
  }

  /// An odd number that spreads hashes over places. It hangs on where the process lies in memory, so that nobody can
  /// write texts whose hashes crowd in one place. What a set answers doesn't.
  static std::uint64_t multiplier();

  /// How many of the hashes, each given once, are in the set; fewer where they are seen to be fewer than `least`.
  std::uint32_t shared(std::span<const std::uint64_t> hashes, std::size_t least) const;

 private:
  // Without branches: in which place a hash stands can't be predicted.
  static bool stands_in(const std::uint64_t* bucket, std::uint64_t hash) {
    return (bucket[0] == hash) | (bucket[1] == hash) | (bucket[2] == hash) | (bucket[3] == hash);
  }

  std::size_t home(std::uint64_t hash) const { return hash * multiplier_ >> shift_ & mask_; }

  std::vector<std::uint64_t> slots_;
  std::size_t mask_ = 0;
  int shift_ = 0;
  std::uint64_t multiplier_ = multiplier();
};

}  // namespace tawatur
