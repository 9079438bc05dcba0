#pragma once

#include <cstdint>
#include <string>

namespace tawatur {

/// 16 lower-case hex digits.
inline std::string hex16(std::uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) hex[i] = digits[value & 15];
  return hex;
}

}  // namespace tawatur
