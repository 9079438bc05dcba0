#include "sketch/shingle_table.h"

#include <algorithm>
#include <bit>

#include <xxhash.h>

namespace tawatur {

std::uint64_t ShingleTable::multiplier() {
  static const char place = 0;
  const char* const address = &place;
  return XXH3_64bits(&address, sizeof address) | 1;
}

void ShingleTable::clear(std::size_t most) {
  const std::size_t buckets = std::bit_ceil(most / 2 + 2);  // half of the places taken, or less
  slots_.assign(4 * buckets, 0);
  mask_ = buckets - 1;
  shift_ = 64 - std::countr_zero(buckets);
}

std::uint32_t ShingleTable::shared(std::span<const std::uint64_t> hashes, std::size_t least) const {
  constexpr std::size_t step = 64;
  std::uint32_t found = 0;
  for (std::size_t begin = 0; begin < hashes.size(); begin += step) {
    if (found + (hashes.size() - begin) < least) break;
    for (const std::uint64_t hash : hashes.subspan(begin, std::min(step, hashes.size() - begin))) found += has(hash);
  }
  return found;
}

}  // namespace tawatur
