#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "text/instruction_set.h"

namespace tawatur {

/// Words in a shingle.
inline constexpr std::size_t shingle_width = 5;

namespace shingle_detail {

/// Words worked on together, at least.
inline constexpr std::size_t words_at_once = 128;

/// How far the words of a text are hashed.
struct HashedWords {
  std::size_t at = 0;     ///< Bytes looked at; past the end when all is done.
  std::size_t begin = 0;  ///< Of the open word.
};

/// Hashes the next words, words_at_once or up to 63 more; returns how many: fewer at the end and where words are very
/// long, none within a word of gigabytes. hashes: room for words_at_once + 64. A hash depends on the word alone, not on
/// the instruction set.
std::size_t hash_words(std::string_view words, HashedWords& done, std::uint64_t* hashes);

inline std::uint64_t mix(std::uint64_t sum) {
  sum ^= sum >> 32;
  sum *= 0xD6E8FEB86659FD93u;
  return sum ^ sum >> 32;
}

/// The last words' hashes make a polynomial. Modulo 2^64 with an odd base: words that differ in one place or stand in
/// another order give another sum for all but one in 2^64 of their hashes.
inline constexpr std::uint64_t base = 0x9E3779B97F4A7C15u;
inline constexpr std::uint64_t base_to_width = base * base * base * base * base;
static_assert(shingle_width == 5);

}  // namespace shingle_detail

/// Calls use(std::uint64_t) with a 64-bit hash of every word 5-shingle of a comparable form (normalise_words: words
/// joined by single spaces), in reading order, repeats included; not at all below five words. A hash is made of the
/// hashes of the five words, each hashed once: nothing is stored. Linear in bytes. Built into each caller, so that what
/// `use` works on can stay in registers.
template <class Use>
TAWATUR_INLINE void for_each_shingle(std::string_view words, Use&& use) {
  using namespace shingle_detail;
  if (words.empty()) return;
  std::uint64_t hashes[shingle_width + words_at_once + 64];  // Those of the words before first.
  std::fill_n(hashes, shingle_width, 0);
  std::uint64_t sum = 0;  // Over the last words.
  std::size_t before = 0;
  for (HashedWords done; done.at <= words.size();) {
    const std::size_t count = hash_words(words, done, hashes + shingle_width);
    const auto push = [&](std::size_t i) {
      sum = sum * base + (hashes[shingle_width + i] - hashes[i] * base_to_width);
    };
    std::size_t i = 0;
    for (; i < count && before + i + 1 < shingle_width; ++i) push(i);
    for (; i < count; ++i) {
      push(i);
      use(mix(sum));
    }
    std::memmove(hashes, hashes + count, shingle_width * sizeof hashes[0]);
    before += count;
  }
}

/// Sorts hashes, whose high bits should be evenly spread, and moves repeats out; returns how many are left in front.
/// Linear.
std::size_t sort_distinct(std::span<std::uint64_t> hashes);
std::size_t sort_distinct(std::span<std::uint32_t> hashes);

/// The distinct shingle hashes of a comparable form, ascending; empty below five words. Replaces `set`.
/// Two different shingles of one dump share a hash with a probability of about n^2 / 2^65 for n distinct shingles.
void shingle_set(std::string_view words, std::vector<std::uint64_t>& set);

/// Size of the intersection of two ascending sets. Linear; by doubling steps where one is far larger.
std::uint32_t shared_shingles(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);
std::uint32_t shared_shingles(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace tawatur
