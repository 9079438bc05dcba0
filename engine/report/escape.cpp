#include "report/escape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "report/utf8.h"

namespace tawatur {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Copies text to out, `replace(code point)` in place of each code point for which it isn't empty. ASCII bytes are looked
/// up in `plain` first, so that long runs are copied at once.
template <typename Replace>
void append_replaced(std::string& out, std::string_view text, const std::array<bool, 128>& plain, Replace replace) {
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80 && plain[byte]) {
      ++at;
      continue;
    }
    // Two-byte code points from U+00C0 on, Arabic among them, are never replaced.
    if (byte >= 0xC3 && byte < 0xE0 && at + 1 < text.size() && (static_cast<unsigned char>(text[at + 1]) & 0xC0) == 0x80) {
      at += 2;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    const std::string_view instead = point.well_formed ? std::string_view(replace(point.value)) : replacement;
    if (!instead.empty()) {
      out.append(text, copied, at - copied).append(instead);
      copied = at + point.size;
    }
    at += point.size;
  }
  out.append(text, copied, text.size() - copied);
}

constexpr std::array<bool, 128> all_but(std::string_view special) {
  std::array<bool, 128> plain{};
  for (std::size_t byte = 0; byte < plain.size(); ++byte)
    plain[byte] = byte >= 0x20 && byte != 0x7F && special.find(static_cast<char>(byte)) == std::string_view::npos;
  return plain;
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  static constexpr auto plain = all_but("&<>\"'");
  append_replaced(out, text, plain, [](char32_t point) -> std::string_view {
    switch (point) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      case '\'': return "&#39;";
      case '\t': case '\n': case '\r': return {};
      case 0x2028: return "&#8232;";
      case 0x2029: return "&#8233;";
      default: return point < 0x20 || (point >= 0x7F && point < 0xA0) ? replacement : std::string_view{};
    }
  });
}

std::string escape_html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr auto plain = all_but("\"\\<");
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  std::array<char, 6> escaped{'\\', 'u', '0', '0', '0', '0'};
  append_replaced(out, text, plain, [&](char32_t point) -> std::string_view {
    switch (point) {
      case '"': return "\\\"";
      case '\\': return "\\\\";
      case '<': return "\\u003c";
      case '\n': return "\\n";
      case '\r': return "\\r";
      case '\t': return "\\t";
      case 0x85: return "\\u0085";
      case 0x2028: return "\\u2028";
      case 0x2029: return "\\u2029";
      default:
        if (point >= 0x20 && point != 0x7F) return {};
        escaped[4] = hex[point >> 4];
        escaped[5] = hex[point & 15];
        return {escaped.data(), escaped.size()};
    }
  });
  out += '"';
}

bool is_web_address(std::string_view url) {
  const auto starts_with = [url](std::string_view scheme) {
    return url.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  };
  return (starts_with("http://") || starts_with("https://")) &&
         std::none_of(url.begin(), url.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20; });
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
      out += character;
    else
      out.append({'%', hex[byte >> 4], hex[byte & 15]});
  }
  return out;
}

}  // namespace tawatur
