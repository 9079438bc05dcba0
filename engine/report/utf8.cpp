#include "report/utf8.h"

#include <algorithm>

namespace tawatur {

namespace {

constexpr bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

CodePoint code_point_at(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() - at < size) return {};
  char32_t value = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues(bytes[at + i])) return {};
    value = value << 6 | (static_cast<unsigned char>(bytes[at + i]) & 0x3Fu);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value, size, true};
}

std::size_t code_point_start(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return bytes.size();
  const std::size_t earliest = at - std::min<std::size_t>(at, 3);
  for (std::size_t start = at;; --start) {
    if (!continues(bytes[start])) return start + code_point_at(bytes, start).size > at ? start : at;
    if (start == earliest) return at;
  }
}

std::string_view shortened(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return bytes;
  const std::size_t end = code_point_start(bytes, limit);
  const std::size_t space = bytes.substr(0, end).find_last_of(" \n\t");
  return bytes.substr(0, space != std::string_view::npos && space > limit - limit / 4 ? space : end);
}

}  // namespace tawatur
