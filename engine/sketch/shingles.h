#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#define XXH_INLINE_ALL  // a call costs as much as hashing a shingle
#include <xxhash.h>

namespace tawatur {

/// Words in a shingle.
inline constexpr std::size_t shingle_width = 5;

/// Calls use(std::uint64_t) with the XXH3 hash of every word 5-shingle of a comparable form (normalise_words: words
/// joined by single spaces), in reading order, repeats included; not at all below five words. A shingle is hashed
/// where it stands, spaces included: nothing is stored. Linear in bytes times the width.
template <class Use>
void for_each_shingle(std::string_view words, Use&& use) {
  if (words.empty()) return;
  std::array<std::size_t, shingle_width> starts{};  // of the last words, a ring
  std::size_t count = 0;                            // of words ended so far
  const auto end_word = [&](std::size_t end) {
    ++count;
    if (count >= shingle_width) {
      const std::size_t begin = starts[count % shingle_width];
      use(static_cast<std::uint64_t>(XXH3_64bits(words.data() + begin, end - begin)));
    }
    starts[count % shingle_width] = end + 1;
  };
  // The ring is read before it is written: word n begins at starts[n % 5] and ends the shingle of words n - 4 to n.
  std::size_t at = 0;
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t ones = 0x0101010101010101u, low = 0x7F * ones;
    for (; at + 8 <= words.size(); at += 8) {
      std::uint64_t block;
      std::memcpy(&block, words.data() + at, 8);
      block ^= ' ' * ones;
      for (std::uint64_t spaces = ~(((block & low) + low) | block | low); spaces; spaces &= spaces - 1)
        end_word(at + static_cast<std::size_t>(std::countr_zero(spaces)) / 8);
    }
  }
  for (; at < words.size(); ++at)
    if (words[at] == ' ') end_word(at);
  end_word(words.size());
}

/// The distinct shingle hashes of a comparable form, ascending; empty below five words. Replaces `set`.
/// Two different shingles of one dump share a hash with a probability of about n^2 / 2^65 for n distinct shingles.
void shingle_set(std::string_view words, std::vector<std::uint64_t>& set);

/// Size of the intersection of two ascending sets. Linear; by doubling steps where one is far larger.
std::uint32_t shared_shingles(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

}  // namespace tawatur
