#include "sketch/shingles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

#define XXH_INLINE_ALL  // a call costs as much as hashing a word
#include <xxhash.h>

#include "text/instruction_set.h"

namespace tawatur {
namespace {

using shingle_detail::HashedWords;
using shingle_detail::words_at_once;

static_assert(std::endian::native == std::endian::little);

// What is written anew for each instruction set.
struct Baseline {
  // Which of the first 64 bytes at `text` are spaces.
  static std::uint64_t spaces_of_64(const char* text) {
    std::uint64_t mask = 0;
#if defined(__SSE2__)
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
      const auto spaces = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '))));
      mask |= std::uint64_t{spaces} << (16 * i);
    }
#else
    for (int i = 0; i < 64; ++i) mask |= std::uint64_t{text[i] == ' '} << i;
#endif
    return mask;
  }

  // The place of the lowest bit; any for none.
  static std::uint32_t lowest_bit(std::uint64_t bits) {
    constexpr std::uint64_t last_bit = std::uint64_t{1} << 63;  // Spares the question whether any is set.
    return static_cast<std::uint32_t>(std::countr_zero(bits | last_bit));
  }
};

#if defined(__x86_64__)
struct Avx2 {
  TAWATUR_FOR_AVX2 static std::uint64_t spaces_of_64(const char* text) {
    const auto spaces_of_32 = [](const char* at) TAWATUR_FOR_AVX2 {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
      return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' '))));
    };
    return spaces_of_32(text) | std::uint64_t{spaces_of_32(text + 32)} << 32;
  }

  TAWATUR_FOR_AVX2 static std::uint32_t lowest_bit(std::uint64_t bits) {
    return static_cast<std::uint32_t>(_tzcnt_u64(bits));
  }
};
#endif

// The bytes of two words of 8 that a word of so many bytes has.
struct WordBytes {
  std::uint64_t low = 0, high = 0;
};
constexpr std::size_t short_word = 16;
constexpr std::array<WordBytes, short_word + 1> word_bytes = [] {
  std::array<WordBytes, short_word + 1> bytes{};
  for (std::size_t size = 1; size <= short_word; ++size) {
    bytes[size] = bytes[size - 1];
    std::uint64_t& last = size <= 8 ? bytes[size].low : bytes[size].high;
    last = last << 8 | 0xFF;
  }
  return bytes;
}();

// Hash of a word of at most 16 bytes, none of them zero, of which `at` can read 16: both halves multiplied to 128 bits
// and folded (the step of wyhash and of XXH3). Without branches, for word lengths can't be predicted.
TAWATUR_INLINE std::uint64_t hash_short_word(const char* at, std::size_t size) {
  std::uint64_t low, high;
  std::memcpy(&low, at, 8);
  std::memcpy(&high, at + 8, 8);
  low &= word_bytes[size].low;
  high &= word_bytes[size].high;
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{low ^ 0xA0761D6478BD642Fu} * (high ^ 0xE7037ED1A0B428DBu);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Hash of a long word, or of one at the end of the text.
std::uint64_t hash_other_word(const char* at, std::size_t size) {
  if (size > short_word) return XXH3_64bits(at, size);
  char copy[short_word] = {};
  std::memcpy(copy, at, size);
  return hash_short_word(copy, size);
}

// One kind of work after the other, each for many words: what is spoilt by a wrong guess is then little.
template <class Instructions>
TAWATUR_INLINE std::size_t hash_words_with(std::string_view words, HashedWords& done, std::uint64_t* hashes) {
  constexpr std::size_t step = 12;                  // Most often all of 64 bytes.
  std::uint32_t places[words_at_once + 64 + step];  // Where words end: at spaces, and at the end of all.
  // All places from here on count from where this call begins, so that 32 bits are enough for any text: long words end
  // the call early.
  constexpr std::size_t bytes_at_once = std::size_t{1} << 31;
  const char* const text = words.data() + done.at;
  const std::size_t size_of_text = words.size() - done.at;
  std::size_t count = 0, at = 0;
  for (; count < words_at_once && at <= size_of_text && at < bytes_at_once; at += 64) {
    const std::size_t left = size_of_text - at;
    std::uint64_t ends;
    if (left >= 64) [[likely]] {
      ends = Instructions::spaces_of_64(text + at);
    } else {
      char copy[64] = {};
      std::memcpy(copy, text + at, left);
      ends = Instructions::spaces_of_64(copy) | std::uint64_t{1} << left;
    }
    const auto found = static_cast<std::size_t>(std::popcount(ends));
    // So many at a time whether there are as many or not: how many can't be predicted.
    std::uint32_t* place = places + count;
    for (std::size_t written = 0; written < found; written += step) {
#pragma GCC unroll 12
      for (std::size_t i = 0; i < step; ++i, ends &= ends - 1) {
        auto end = static_cast<std::uint32_t>(at) + Instructions::lowest_bit(ends);
        __asm__("" : "+r"(end));  // Each written by itself: putting them together in a register first takes longer.
        *place++ = end;
      }
    }
    count += found;
  }
  // The first word may begin before.
  auto begin = static_cast<std::ptrdiff_t>(done.begin - done.at);
  const auto readable =
      static_cast<std::ptrdiff_t>(size_of_text) - static_cast<std::ptrdiff_t>(short_word);  // begins of 16 bytes
  if (count > 0 && places[count - 1] < readable) [[likely]] {
    for (std::size_t i = 0; i < count; ++i) {
      const auto size = static_cast<std::size_t>(places[i] - begin);
      hashes[i] = size <= short_word ? hash_short_word(text + begin, size) : hash_other_word(text + begin, size);
      begin = std::ptrdiff_t{places[i]} + 1;
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const auto size = static_cast<std::size_t>(places[i] - begin);
      hashes[i] = size <= short_word && begin < readable ? hash_short_word(text + begin, size)
                                                         : hash_other_word(text + begin, size);
      begin = std::ptrdiff_t{places[i]} + 1;
    }
  }
  done.begin = done.at + static_cast<std::size_t>(begin);
  done.at += at;
  return count;
}

#if defined(__x86_64__)
// The same code, compiled for these instructions, and with its own steps for finding spaces.
TAWATUR_FOR_AVX2 std::size_t hash_words_avx2(std::string_view words, HashedWords& done, std::uint64_t* hashes) {
  return hash_words_with<Avx2>(words, done, hashes);
}
#endif

// By a table of at least twice as many slots as hashes: a hash stands at the slot of its high bits or, where others
// are, behind the smaller ones. So repeats meet, and the slots in their order are sorted.
template <class Hash>
std::size_t sort_distinct_of(std::span<Hash> hashes) {
  constexpr Hash free = std::numeric_limits<Hash>::max();
  constexpr std::ptrdiff_t longest_crowd = 64;  // longer ones, which only chosen hashes make, would cost their square
  const int slot_bits = static_cast<int>(std::bit_width(hashes.size())) + 1;
  const int shift = std::numeric_limits<Hash>::digits - slot_bits;
  thread_local std::vector<Hash> table;
  table.assign((std::size_t{1} << slot_bits) + longest_crowd + 2, free);
  Hash *const slots = table.data(), *last = slots;
  bool has_largest = false;
  for (Hash hash : hashes) {
    Hash* const home = slots + (hash >> shift);
    Hash* slot = home;
    while (*slot < hash) ++slot;
    if (*slot == hash) {
      has_largest |= hash == free;
      continue;
    }
    std::swap(*slot, hash);
    while (hash != free) std::swap(*++slot, hash);
    if (slot - home > longest_crowd) {
      std::sort(hashes.begin(), hashes.end());
      return static_cast<std::size_t>(std::unique(hashes.begin(), hashes.end()) - hashes.begin());
    }
    last = std::max(last, slot);
  }
  // Without branches: which slots are taken can't be predicted.
  Hash* end = hashes.data();
  const Hash* const capacity = end + hashes.size();
  for (const Hash* slot = slots; slot <= last && end != capacity; ++slot) {
    *end = *slot;
    end += *slot != free;
  }
  if (has_largest) *end++ = free;
  return static_cast<std::size_t>(end - hashes.data());
}

// Four of one set with four of the other at a time, which are all at most once in theirs; the side whose four end first
// moves on. Moves i and k to where fewer are left on one side.
std::uint32_t shared_in_blocks(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::size_t& i,
                               std::size_t& k) {
#if defined(__SSE2__)
  if (a.size() < 4 || b.size() < 4) return 0;
  const std::size_t last_i = a.size() - 4, last_k = b.size() - 4;
  __m128i shared = _mm_setzero_si128();
  while (i <= last_i && k <= last_k) {
    const __m128i of_a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a.data() + i));
    const __m128i of_b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b.data() + k));
    const __m128i equal =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi32(of_a, of_b), _mm_cmpeq_epi32(of_a, _mm_shuffle_epi32(of_b, 0x39))),
                     _mm_or_si128(_mm_cmpeq_epi32(of_a, _mm_shuffle_epi32(of_b, 0x4E)),
                                  _mm_cmpeq_epi32(of_a, _mm_shuffle_epi32(of_b, 0x93))));
    shared = _mm_sub_epi32(shared, equal);
    const std::uint32_t end_of_a = a[i + 3], end_of_b = b[k + 3];
    i += 4 * std::size_t{end_of_a <= end_of_b};
    k += 4 * std::size_t{end_of_b <= end_of_a};
  }
  alignas(16) std::uint32_t sums[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(sums), shared);
  return sums[0] + sums[1] + sums[2] + sums[3];
#else
  return 0;
#endif
}

template <class Hash>
std::uint32_t shared_of(std::span<const Hash> a, std::span<const Hash> b) {
  if (a.size() > b.size()) std::swap(a, b);
  std::uint32_t shared = 0;
  constexpr std::size_t far_larger = 16;
  if (a.size() * far_larger < b.size()) {
    auto from = b.begin();
    for (const Hash hash : a) {
      std::ptrdiff_t step = 1;
      auto low = from;
      while (b.end() - low > step && low[step] < hash) low += step, step *= 2;
      from = std::lower_bound(low, b.end() - low > step ? low + step + 1 : b.end(), hash);
      if (from == b.end()) break;
      shared += *from == hash;
    }
    return shared;
  }
  std::size_t i = 0, k = 0;
  if constexpr (sizeof(Hash) == 4) shared += shared_in_blocks(a, b, i, k);
  // Without branches: which side is behind is a coin toss.
  while (i < a.size() && k < b.size()) {
    const Hash x = a[i], y = b[k];
    shared += x == y;
    i += x <= y;
    k += y <= x;
  }
  return shared;
}

}  // namespace

std::size_t shingle_detail::hash_words(std::string_view words, HashedWords& done, std::uint64_t* hashes) {
#if defined(__x86_64__)
  if (instruction_set() == InstructionSet::avx2) return hash_words_avx2(words, done, hashes);
#endif
  return hash_words_with<Baseline>(words, done, hashes);
}

std::size_t sort_distinct(std::span<std::uint64_t> hashes) { return sort_distinct_of(hashes); }
std::size_t sort_distinct(std::span<std::uint32_t> hashes) { return sort_distinct_of(hashes); }

void shingle_set(std::string_view words, std::vector<std::uint64_t>& set) {
  if (set.size() < words.size() / 2 + 1) set.resize(words.size() / 2 + 1);  // a word and its space
  std::uint64_t* end = set.data();
  for_each_shingle(words, [&end](std::uint64_t hash) { *end++ = hash; });
  set.resize(sort_distinct(std::span(set.data(), end)));
}

std::uint32_t shared_shingles(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  return shared_of(a, b);
}
std::uint32_t shared_shingles(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return shared_of(a, b);
}

}  // namespace tawatur
