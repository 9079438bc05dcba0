#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// The part of the normaliser that is written once more for wide registers. Its twin is the scalar scan in
// normalise.cpp.
namespace tawatur::normalise_kernel {

/// Comparable forms of the 128 code points that two neighbouring lead bytes begin (the even one first). 0x80 to 0xBF:
/// two bytes, the lead as it is and this one; with `other_lead` added the pair's other lead; below 0x80: this byte
/// alone, but for those named here.
struct LeadPair {
  static constexpr std::uint8_t removed = 0;      ///< Nothing is written.
  static constexpr std::uint8_t tashkeel = 1;     ///< As `removed`; such a mark clings to what stands before.
  static constexpr std::uint8_t closer_look = 2;  ///< Not to be read here.
  static constexpr std::uint8_t other_lead = 0x40;

  alignas(32) std::array<std::array<std::uint8_t, 64>, 2> form;  ///< By the lead's lowest bit and the six bits after.
  bool known = false;
};

/// By half of the lead byte, from 0xC2 / 2 on.
using LeadPairs = std::array<LeadPair, (0xE0 - 0xC2) / 2>;

/// A place in a text and in the words written so far.
struct Progress {
  const std::uint8_t* at;  ///< At the begin of a code point that joins nothing before it.
  const std::uint8_t* end;
  char* out;            ///< Capacity: `reach` bytes and as many as are read.
  const char* out_end;  ///< End of the capacity.
  bool after_space;     ///< Nothing, or a space, was written last.
};

/// Bytes read and written beyond what counts.
inline constexpr std::ptrdiff_t reach = 64;

/// Goes on over ASCII and code points of two bytes while their forms hang on nothing but tashkeel behind them; stops
/// before the first code point that needs a closer look, near the end of the text, and when the capacity is used up.
/// Needs AVX2 and BMI2; only on x86-64.
void run_avx2(const LeadPairs& pairs, Progress& progress);

}  // namespace tawatur::normalise_kernel
