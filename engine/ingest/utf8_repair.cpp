#include "ingest/utf8_repair.h"

#include <cstdint>

#include <simdjson.h>

namespace tawatur {
namespace {

/// Length of the well-formed sequence at the front, or 0 with `bad` the length of the maximal part to replace.
/// Ranges of Unicode 15, table 3-7.
std::size_t sequence(std::string_view bytes, std::size_t& bad) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t first = byte(0);
  bad = 1;
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint8_t low = 0x80, high = 0xBF;  // of the second byte
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (std::size_t i = 1; i < length; ++i) {
    bad = i;
    if (i >= bytes.size() || byte(i) < low || byte(i) > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  while (!bytes.empty()) {
    std::size_t bad = 0;
    const std::size_t good = sequence(bytes, bad);
    if (good > 0)
      out.append(bytes.substr(0, good));
    else
      out += "\xEF\xBF\xBD";
    bytes.remove_prefix(good > 0 ? good : bad);
  }
  return out;
}

}  // namespace tawatur
