#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tawatur {

/// 16 lower-case hex digits, most significant first.
std::string hex16(std::uint64_t value);

/// An id made from content, so that equal input gives equal ids: `kind` and hex16 of XXH3 of the bytes.
std::string content_id(char kind, std::string_view bytes);

}  // namespace tawatur
