#include "text/content_id.h"

#include <xxhash.h>

namespace tawatur {

std::string hex16(std::uint64_t value) {
  constexpr char digits[] = "0123456789abcdef";
  std::string hex(16, '0');
  for (std::size_t i = hex.size(); i-- > 0; value >>= 4) hex[i] = digits[value & 15];
  return hex;
}

std::string content_id(char kind, std::string_view bytes) {
  return kind + hex16(XXH3_64bits(bytes.data(), bytes.size()));
}

}  // namespace tawatur
