#include "text/normalise_kernel.h"

#if defined(__x86_64__)

#include <bit>

#include <immintrin.h>

#include "text/instruction_set.h"

namespace tawatur::normalise_kernel {
namespace {

constexpr int block = 32;

// For every mask of eight bytes, the places of those that are kept.
struct Compaction {
  alignas(64) std::array<std::array<std::uint8_t, 8>, 256> places{};
  constexpr Compaction() {
    for (unsigned mask = 0; mask < 256; ++mask) {
      unsigned kept = 0;
      for (std::uint8_t i = 0; i < 8; ++i)
        if (mask >> i & 1) places[mask][kept++] = i;
      while (kept < 8) places[mask][kept++] = 0x80;
    }
  }
};
constexpr Compaction compaction;

TAWATUR_FOR_AVX2 std::uint32_t mask_of(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}

// Bytes of one value. In a way that the compiler can't see through, or it would make them anew in every round instead
// of reading them from memory.
TAWATUR_FOR_AVX2 __m256i all(int value) {
  __m256i bytes = _mm256_set1_epi8(static_cast<char>(value));
  __asm__("" : "+x"(bytes));
  return bytes;
}

struct Constants {
  TAWATUR_FOR_AVX2 Constants() {}
  __m256i small = all(0x20), letter_a = all('a'), letters = all(25), digit_0 = all('0'), digits = all(9);
  __m256i first_lead = all(-64), above_following = all(-65), six_bits = all(0x3F), but_lowest = all(0xFE);
  __m256i above = all(0x70), second_quarter = all(0x10), last_quarter = all(0x30),
          other_lead = all(LeadPair::other_lead);
  __m256i closer_look = all(LeadPair::closer_look), tashkeel = all(LeadPair::tashkeel), none = _mm256_setzero_si256();
};

// The six bits that choose an entry of 64, per quarter of the table: there the index, elsewhere above 0x7F.
struct Quarters {
  __m256i index[4];
};

TAWATUR_FOR_AVX2 Quarters quarters_of(__m256i low, const Constants& k) {
  return {{_mm256_adds_epu8(low, k.above), _mm256_adds_epu8(_mm256_xor_si256(low, k.second_quarter), k.above),
           _mm256_adds_epu8(_mm256_xor_si256(low, k.small), k.above),
           _mm256_adds_epu8(_mm256_xor_si256(low, k.last_quarter), k.above)}};
}

TAWATUR_FOR_AVX2 __m256i in_quarter(const std::uint8_t* entries, __m256i index) {
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(entries))),
                             index);
}

TAWATUR_FOR_AVX2 __m256i look_up(const std::array<std::uint8_t, 64>& table, const Quarters& at) {
  return _mm256_or_si256(
      _mm256_or_si256(in_quarter(table.data(), at.index[0]), in_quarter(table.data() + 16, at.index[1])),
      _mm256_or_si256(in_quarter(table.data() + 32, at.index[2]), in_quarter(table.data() + 48, at.index[3])));
}

// Writes the bytes of a half that are kept, 16 or fewer.
TAWATUR_FOR_AVX2 char* write_half(__m128i bytes, std::uint32_t keep, char* out) {
  const std::uint32_t low = keep & 0xFF, high = keep >> 8;
  const auto order = [](std::uint32_t mask) TAWATUR_FOR_AVX2 {
    return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(compaction.places[mask].data()));
  };
  _mm_storel_epi64(reinterpret_cast<__m128i*>(out), _mm_shuffle_epi8(bytes, order(low)));
  out += std::popcount(low);
  _mm_storel_epi64(reinterpret_cast<__m128i*>(out), _mm_shuffle_epi8(_mm_srli_si128(bytes, 8), order(high)));
  return out + std::popcount(high);
}

}  // namespace

TAWATUR_FOR_AVX2 void run_avx2(const LeadPairs& pairs, Progress& progress) {
  const std::uint8_t* at = progress.at;
  char* out = progress.out;
  std::uint32_t after_space = progress.after_space;
  const Constants k;
  while (progress.end - at > block && progress.out_end - out >= reach) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i lower = _mm256_or_si256(bytes, k.small);
    const __m256i letter = _mm256_sub_epi8(lower, k.letter_a), digit = _mm256_sub_epi8(bytes, k.digit_0);
    const __m256i word = _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(letter, k.letters), letter),
                                         _mm256_cmpeq_epi8(_mm256_min_epu8(digit, k.digits), digit));
    static_assert(' ' == 0x20);
    __m256i form = _mm256_blendv_epi8(k.small, lower, word);

    std::uint32_t removed = 0, tashkeel = 0, bad = 0;  // Bits of bytes; `bad`: not to be read here.
    std::uint32_t starts = ~std::uint32_t{0};          // Where a code point begins.
    if (const std::uint32_t high = mask_of(bytes); high != 0) {
      const std::uint32_t continuing = mask_of(_mm256_cmpgt_epi8(k.first_lead, bytes));  // 0x80 to 0xBF
      starts = ~continuing;
      const __m256i next = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 1));
      const __m256i before =
          _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(bytes, bytes, 0x08), 15);  // zero before the first
      const __m256i lead_in_place =
          _mm256_and_si256(_mm256_cmpgt_epi8(bytes, k.above_following), _mm256_cmpgt_epi8(k.none, bytes));
      // At both bytes of a code point: the six bits of its second byte, and its lead.
      const __m256i low = _mm256_and_si256(_mm256_blendv_epi8(bytes, next, lead_in_place), k.six_bits);
      const __m256i lead = _mm256_blendv_epi8(before, bytes, lead_in_place);
      const Quarters quarter = quarters_of(low, k);
      std::uint32_t open = high & ~continuing;  // Lead bytes that no pair was found for.
      std::uint32_t read = 0;                   // Lead bytes of known pairs.
      int rounds = 0;
      for (; open != 0 && rounds < 3; ++rounds) {
        const std::uint8_t first_lead = at[std::countr_zero(open)];
        if (first_lead < 0xC2 || first_lead >= 0xE0) break;
        const LeadPair& pair = pairs[(first_lead - 0xC2u) / 2];
        if (!pair.known) break;
        const __m256i of_pair = _mm256_cmpeq_epi8(_mm256_and_si256(lead, k.but_lowest),
                                                  _mm256_set1_epi8(static_cast<char>(first_lead & 0xFE)));
        const __m256i odd = _mm256_slli_epi16(lead, 7);  // The lowest bit to the highest.
        const __m256i found = _mm256_blendv_epi8(look_up(pair.form[0], quarter), look_up(pair.form[1], quarter), odd);
        const __m256i two_bytes = _mm256_cmpgt_epi8(k.none, found);
        const __m256i other_lead = _mm256_and_si256(_mm256_and_si256(found, k.other_lead), two_bytes);
        // In the place of the lead: a lead, or what is named below 0x80 and a space, but no other byte.
        const __m256i named = _mm256_and_si256(found, _mm256_cmpgt_epi8(k.digit_0, found));
        const __m256i first =
            _mm256_blendv_epi8(named, _mm256_xor_si256(lead, _mm256_srli_epi16(other_lead, 6)), two_bytes);
        const __m256i second = _mm256_xor_si256(found, other_lead);
        const __m256i made = _mm256_blendv_epi8(second, first, lead_in_place);
        const std::uint32_t leads = mask_of(of_pair) & high & ~continuing;
        // Only at the pair's own bytes: an ASCII byte may look like a lead's follower to `lead`.
        form = _mm256_blendv_epi8(form, made, _mm256_and_si256(of_pair, bytes));
        read |= leads;
        open &= ~leads;
      }
      // A lead byte without its follower (but for the last, whose follower stands in the next block), a follower
      // without a lead that was read, a code point that needs a closer look.
      bad = open | (read & ~(continuing >> 1) & ~(std::uint32_t{1} << (block - 1))) | (continuing & ~(read << 1));
      bad |= mask_of(_mm256_cmpeq_epi8(form, k.closer_look)) & read;
      tashkeel = mask_of(_mm256_cmpeq_epi8(form, k.tashkeel));
      if (rounds > 1) bad |= tashkeel & read;  // What takes tashkeel is known within a pair only.
      removed = mask_of(_mm256_cmpeq_epi8(form, k.none)) | tashkeel;
    }
    // The last code point waits for what follows it. Most often that is plain from the bytes alone: as a branch that is
    // foreseen, so that the next block needn't wait for the tables.
    std::uint32_t done = 31 - static_cast<std::uint32_t>(std::countl_zero(starts | 1));
    const bool to_the_end = bad == 0 && (tashkeel >> done & 1) == 0;
    if (!to_the_end) [[unlikely]] {
      const auto good = static_cast<std::uint32_t>(std::countr_zero(bad));
      starts &= ~tashkeel & (good < block ? (std::uint32_t{1} << good) - 1 : ~std::uint32_t{0});
      done = 31 - static_cast<std::uint32_t>(std::countl_zero(starts | 1));
    }
    if (done == 0) break;
    const std::uint32_t valid = (std::uint32_t{1} << done) - 1;

    const std::uint32_t spaces = mask_of(_mm256_cmpeq_epi8(form, k.small)) & valid;
    std::uint32_t keep = valid;
    removed &= valid;
    if (removed == 0) {
      keep &= ~(spaces & (spaces << 1 | after_space));
      after_space = spaces >> (done - 1) & 1;
    } else if (const std::uint32_t rest = valid & ~removed; rest != 0) {
      const std::uint32_t together = _pext_u32(spaces, rest);
      keep = _pdep_u32(~(together & (together << 1 | after_space)), rest);
      after_space = together >> (std::popcount(rest) - 1) & 1;
    } else {
      keep = 0;
    }
    // Whether all are kept or not: half of the blocks hold a comma or a full stop and a space behind it.
    out = write_half(_mm256_castsi256_si128(form), keep & 0xFFFF, out);
    out = write_half(_mm256_extracti128_si256(form, 1), keep >> 16, out);
    at += done;
    if (bad != 0) break;  // The next round would stop at its first code point.
  }
  progress.at = at;
  progress.out = out;
  progress.after_space = after_space != 0;
}

}  // namespace tawatur::normalise_kernel

#endif
