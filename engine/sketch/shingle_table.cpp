#include "sketch/shingle_table.h"

#include <algorithm>
#include <bit>
#include <cassert>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <xxhash.h>

#include "text/instruction_set.h"

namespace tawatur {
namespace {

constexpr std::size_t places_in_bucket = 4;

// Bits of the places of a bucket that hold a hash. Without branches: in which one it stands can't be predicted.
TAWATUR_INLINE unsigned places_of(const std::uint64_t* bucket, std::uint64_t hash) {
  return unsigned{bucket[0] == hash} | unsigned{bucket[1] == hash} << 1 | unsigned{bucket[2] == hash} << 2 |
         unsigned{bucket[3] == hash} << 3;
}

#if defined(__x86_64__)
TAWATUR_FOR_AVX2 inline unsigned places_of_avx2(const std::uint64_t* bucket, std::uint64_t hash) {
  const __m256i held = _mm256_load_si256(reinterpret_cast<const __m256i*>(bucket));
  const __m256i equal = _mm256_cmpeq_epi64(held, _mm256_set1_epi64x(static_cast<long long>(hash)));
  return static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(equal)));
}
#endif

// What a table is, in registers.
struct Buckets {
  std::uint64_t* buckets;
  std::size_t mask;
  int shift;
  std::uint64_t multiplier;

  std::uint64_t* at(std::size_t number) const { return buckets + places_in_bucket * number; }
  std::size_t home(std::uint64_t hash) const { return hash * multiplier >> shift; }
  std::size_t after(std::size_t number) const { return (number + 1) & mask; }
};

template <class PlacesOf>
TAWATUR_INLINE std::size_t insert_with(const Buckets table, std::span<std::uint64_t> hashes, PlacesOf&& places) {
  std::uint64_t* kept = hashes.data();
  for (const std::uint64_t hash : hashes) {
    const std::uint64_t held = hash + (hash == 0);
    for (std::size_t number = table.home(held);; number = table.after(number)) {
      std::uint64_t* const bucket = table.at(number);
      if (places(bucket, held) != 0) break;
      const unsigned free = places(bucket, 0);
      if (free == 0) continue;
      bucket[std::countr_zero(free)] = held;
      *kept++ = hash;
      break;
    }
  }
  return static_cast<std::size_t>(kept - hashes.data());
}

template <class PlacesOf>
TAWATUR_INLINE std::uint32_t shared_with(const Buckets table, std::span<const std::uint64_t> hashes, std::size_t least,
                                         PlacesOf&& places) {
  constexpr std::size_t step = 32;  // Between looks at what can still be reached, which then cost nothing beside.
  std::uint32_t found = 0;
  for (std::size_t begin = 0; begin < hashes.size(); begin += step) {
    if (found + (hashes.size() - begin) < least) break;
    for (const std::uint64_t hash : hashes.subspan(begin, std::min(step, hashes.size() - begin))) {
      const std::uint64_t held = hash + (hash == 0);
      for (std::size_t number = table.home(held);; number = table.after(number)) {
        const std::uint64_t* const bucket = table.at(number);
        const bool here = places(bucket, held) != 0;
        found += here;
        if (here | (bucket[places_in_bucket - 1] == 0)) break;
      }
    }
  }
  return found;
}

#if defined(__x86_64__)
TAWATUR_FOR_AVX2 std::size_t insert_avx2(const Buckets& table, std::span<std::uint64_t> hashes) {
  return insert_with(table, hashes, places_of_avx2);
}

TAWATUR_FOR_AVX2 std::uint32_t shared_avx2(const Buckets& table, std::span<const std::uint64_t> hashes,
                                           std::size_t least) {
  return shared_with(table, hashes, least, places_of_avx2);
}
#endif

}  // namespace

std::uint64_t ShingleTable::multiplier() {
  static const char place = 0;
  const char* const address = &place;
  return XXH3_64bits(&address, sizeof address) | 1;
}

void ShingleTable::clear(std::size_t most) {
  const std::size_t buckets = std::bit_ceil(most / 2 + 2);  // half of the places taken, or less
  constexpr std::size_t spare = places_in_bucket - 1;
  slots_.assign(places_in_bucket * buckets + spare, 0);
  constexpr std::uintptr_t bytes = places_in_bucket * sizeof(std::uint64_t);
  const auto address = reinterpret_cast<std::uintptr_t>(slots_.data());
  buckets_ = slots_.data() + (bytes - address % bytes) % bytes / sizeof(std::uint64_t);
  mask_ = buckets - 1;
  shift_ = 64 - std::countr_zero(buckets);
  room_ = most;
}

std::size_t ShingleTable::insert(std::span<std::uint64_t> hashes) {
  assert(hashes.size() <= room_);
  room_ -= hashes.size();
  const Buckets table{buckets_, mask_, shift_, multiplier_};
#if defined(__x86_64__)
  if (instruction_set() == InstructionSet::avx2) return insert_avx2(table, hashes);
#endif
  return insert_with(table, hashes, places_of);
}

std::uint32_t ShingleTable::shared(std::span<const std::uint64_t> hashes, std::size_t least) const {
  const Buckets table{buckets_, mask_, shift_, multiplier_};
#if defined(__x86_64__)
  if (instruction_set() == InstructionSet::avx2) return shared_avx2(table, hashes, least);
#endif
  return shared_with(table, hashes, least, places_of);
}

}  // namespace tawatur
