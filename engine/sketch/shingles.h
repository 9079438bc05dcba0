#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define XXH_INLINE_ALL  // a call costs as much as hashing a word
#include <xxhash.h>

namespace tawatur {

/// Words in a shingle.
inline constexpr std::size_t shingle_width = 5;

namespace shingle_detail {

static_assert(std::endian::native == std::endian::little);

/// Which of the first 64 bytes at `text` are spaces.
inline std::uint64_t spaces_of_64(const char* text) {
#if defined(__SSE2__)
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
    const auto spaces = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '))));
    mask |= std::uint64_t{spaces} << (16 * i);
  }
  return mask;
#else
  std::uint64_t mask = 0;
  for (int i = 0; i < 64; ++i) mask |= std::uint64_t{text[i] == ' '} << i;
  return mask;
#endif
}

/// The low `bytes` bytes of a word, 0 to 8.
constexpr std::array<std::uint64_t, 9> low_bytes = [] {
  std::array<std::uint64_t, 9> masks{};
  for (unsigned bytes = 1; bytes < 9; ++bytes) masks[bytes] = masks[bytes - 1] << 8 | 0xFF;
  return masks;
}();

/// Hash of a word of at most 16 bytes, none of them zero, of which `at` can read 16: both halves multiplied to 128
/// bits and folded (the step of wyhash and of XXH3). Without branches, for word lengths can't be predicted.
inline std::uint64_t hash_short_word(const char* at, std::size_t size) {
  std::uint64_t low, high;
  std::memcpy(&low, at, 8);
  std::memcpy(&high, at + 8, 8);
  const std::size_t in_low = size < 8 ? size : 8;
  low &= low_bytes[in_low];
  high &= low_bytes[size - in_low];
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{low ^ 0xA0761D6478BD642Fu} * (high ^ 0xE7037ED1A0B428DBu);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t hash_word(std::string_view words, std::size_t begin, std::size_t end) {
  const std::size_t size = end - begin;
  if (size > 16) return XXH3_64bits(words.data() + begin, size);
  if (begin + 16 <= words.size()) return hash_short_word(words.data() + begin, size);
  char copy[16] = {};
  std::memcpy(copy, words.data() + begin, size);
  return hash_short_word(copy, size);
}

/// The last words' hashes as a polynomial, mixed. Modulo 2^64 with an odd base: words that differ in one place or stand
/// in another order give another sum for all but one in 2^64 of their hashes.
class Window {
 public:
  /// Hash of the last five words, of which this is the last.
  std::uint64_t push(std::uint64_t word) {
    constexpr std::uint64_t base = 0x9E3779B97F4A7C15u;
    std::uint64_t sum = four_ * base + word;
    four_ = three_ * base + word;
    three_ = two_ * base + word;
    two_ = one_ * base + word;
    one_ = word;
    sum ^= sum >> 32;
    sum *= 0xD6E8FEB86659FD93u;
    return sum ^ sum >> 32;
  }

 private:
  static_assert(shingle_width == 5);
  std::uint64_t one_ = 0, two_ = 0, three_ = 0, four_ = 0;  // Over so many of the last words.
};

}  // namespace shingle_detail

/// Calls use(std::uint64_t) with a 64-bit hash of every word 5-shingle of a comparable form (normalise_words: words
/// joined by single spaces), in reading order, repeats included; not at all below five words. A hash is made of the
/// hashes of the five words, each hashed once: nothing is stored. Linear in bytes.
template <class Use>
void for_each_shingle(std::string_view words, Use&& use) {
  using namespace shingle_detail;
  if (words.empty()) return;
  Window window;
  std::size_t begin = 0, count = 0;  // of the word that is open; of words ended
  for (std::size_t at = 0; at <= words.size(); at += 64) {
    const std::size_t left = words.size() - at;
    std::uint64_t ends;
    if (left >= 64) [[likely]] {
      ends = spaces_of_64(words.data() + at);
    } else {
      ends = std::uint64_t{1} << left;
      for (std::size_t i = 0; i < left; ++i) ends |= std::uint64_t{words[at + i] == ' '} << i;
    }
    for (; ends != 0; ends &= ends - 1) {
      const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(ends));
      const std::uint64_t hash = window.push(hash_word(words, begin, end));
      if (++count >= shingle_width) use(hash);
      begin = end + 1;
    }
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
