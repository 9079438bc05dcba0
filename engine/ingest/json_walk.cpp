#include "ingest/json_walk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tawatur {
namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(char*& out, char32_t point) {
  const auto put = [&out](char32_t byte) { *out++ = static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

// Bytes looked at together.
constexpr std::size_t block = 16;

// Which bytes of a block a string doesn't hold as they are: quotes, backslashes, control characters.
unsigned special_in_block(const char* at) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  const __m128i mark =
      _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(control, mark)));
#else
  unsigned special = 0;
  for (unsigned i = 0; i < block; ++i)
    special |= unsigned{at[i] == '"' || at[i] == '\\' || static_cast<unsigned char>(at[i]) < 0x20} << i;
  return special;
#endif
}

constexpr char32_t not_hex = 0x10000;

// The value of a hex digit; not_hex for other bytes.
constexpr std::array<char32_t, 256> hex_value = [] {
  std::array<char32_t, 256> values{};
  for (std::size_t byte = 0; byte < values.size(); ++byte) {
    const char c = static_cast<char>(byte);
    values[byte] = is_digit(c)            ? static_cast<char32_t>(c - '0')
                   : c >= 'a' && c <= 'f' ? static_cast<char32_t>(c - 'a' + 10)
                   : c >= 'A' && c <= 'F' ? static_cast<char32_t>(c - 'A' + 10)
                                          : not_hex;
  }
  return values;
}();

// What a letter after a backslash means; 0 for those that mean nothing.
constexpr std::array<char, 256> meaning_of = [] {
  constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  std::array<char, 256> values{};
  for (std::size_t i = 0; i < letters.size(); ++i) values[static_cast<unsigned char>(letters[i])] = meanings[i];
  return values;
}();

class Walk {
 public:
  Walk(std::string_view record, char* decoded, KnownNames& names, RecordValues& values, bool& repaired)
      : record_(record),
        out_(decoded),
        names_(names),
        values_(values),
        aliases_(values.aliases()),
        repaired_(repaired) {}

  std::optional<RecordFailure> run() {
    space();
    if (at_end()) return fail("not_json", "the record is empty");
    const bool object = peek() == '{';
    std::string path;
    if (!(object ? members(path) : skip_value())) return fail("not_json", wrong_);
    space();
    if (!at_end()) return fail("not_json", "something follows the value");
    if (!object) return fail("not_an_object", "the record is valid JSON but no object");
    return std::nullopt;
  }

 private:
  RecordFailure fail(std::string reason, std::string_view what) const {
    return {std::move(reason), std::string(what) + " (byte " + std::to_string(at_ + 1) + " of the record)"};
  }
  bool wrong(const char* what) {
    wrong_ = what;
    return false;
  }

  bool at_end() const { return at_ >= record_.size(); }
  char peek() const { return record_[at_]; }
  bool take(char c) {
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }
  void space() {
    while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n')) ++at_;
  }

  bool four_hex(char32_t& unit) {
    if (record_.size() - at_ < 4) return wrong("an escape is cut");
    const auto digit = [this](std::size_t i) { return hex_value[static_cast<unsigned char>(record_[at_ + i])]; };
    unit = digit(0) << 12 | digit(1) << 8 | digit(2) << 4 | digit(3);
    if (unit >= not_hex) return wrong("an escape needs four hex digits");
    at_ += 4;
    return true;
  }

  // What follows a backslash.
  bool escape() {
    if (at_end()) return wrong("an escape is cut");
    const char c = record_[at_++];
    if (c != 'u') {
      const char meaning = meaning_of[static_cast<unsigned char>(c)];
      if (meaning == '\0') return wrong("an escape is unknown");
      *out_++ = meaning;
      return true;
    }
    char32_t unit = 0;
    if (!four_hex(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00 && record_.substr(at_).starts_with("\\u")) {
      const std::size_t after_high = at_;
      char32_t low = 0;
      at_ += 2;
      if (!four_hex(low)) return false;
      if (low >= 0xDC00 && low < 0xE000)
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      else
        at_ = after_high;
    }
    if (unit >= 0xD800 && unit < 0xE000) {
      unit = replacement;
      repaired_ = true;
    }
    append_utf8(out_, unit);
    return true;
  }

  // A string. Decoded it is never longer than it stands there, so there is room for whole blocks.
  bool string(std::string_view& decoded) {
    if (!take('"')) return wrong("a string is expected");
    const char* const begin = out_;
    for (;;) {
      // In registers: for all the compiler knows, a store through `out` might change the members.
      const char *at = record_.data() + at_, *const end = record_.data() + record_.size();
      char* out = out_;
      unsigned special = 0;
      for (; at < end; at += block, out += block) {
        std::memcpy(out, at, block);
        if ((special = special_in_block(at)) != 0) break;
      }
      const auto plain = static_cast<unsigned>(special == 0 ? 0 : std::countr_zero(special));
      out_ = out + plain;
      at_ = std::min(static_cast<std::size_t>(at - record_.data()) + plain, record_.size());
      if (at_end()) return wrong("a string is cut");
      const char c = peek();
      if (static_cast<unsigned char>(c) < 0x20) return wrong("a control character stands unescaped in a string");
      ++at_;
      if (c == '"') break;
      if (!escape()) return false;
    }
    decoded = {begin, static_cast<std::size_t>(out_ - begin)};
    return true;
  }

  // A string that nobody asks for.
  bool skip_string() {
    char* const begin = out_;
    std::string_view decoded;
    const bool well = string(decoded);
    out_ = begin;
    return well;
  }

  bool digits() {
    if (at_end() || !is_digit(peek())) return wrong("a digit is expected");
    while (!at_end() && is_digit(peek())) ++at_;
    return true;
  }
  bool number() {
    take('-');
    if (take('0')) {
      if (!at_end() && is_digit(peek())) return wrong("a number begins with 0");
    } else if (!digits()) {
      return false;
    }
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    return true;
  }
  bool word(std::string_view expected) {
    if (!record_.substr(at_).starts_with(expected)) return wrong("a value is expected");
    at_ += expected.size();
    return true;
  }
  bool scalar() {
    if (at_end()) return wrong("the record is cut");
    switch (peek()) {
      case '"':
        return skip_string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number() || wrong("a value is expected");
    }
  }

  /// Any value, by a stack of open brackets instead of recursion.
  bool skip_value() {
    std::string open;
    for (;;) {
      space();
      if (at_end()) return wrong("the record is cut");
      bool closed = false;  // an empty object or array
      if (take('{')) {
        space();
        closed = take('}');
        if (!closed) {
          open += '}';
          if (!skip_string() || !colon()) return false;
          continue;
        }
      } else if (take('[')) {
        space();
        closed = take(']');
        if (!closed) {
          open += ']';
          continue;
        }
      }
      if (!closed && !scalar()) return false;
      for (;;) {
        if (open.empty()) return true;
        space();
        if (take(open.back())) {
          open.pop_back();
          continue;
        }
        if (!take(',')) return wrong(at_end() ? "the record is cut" : "a comma or a bracket is expected");
        space();
        if (open.back() == '}' && !(skip_string() && colon())) return false;
        break;
      }
    }
  }

  bool colon() {
    space();
    return take(':') || wrong("a colon is expected");
  }

  static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

  /// An object whose members may be an article's; `path` names it, with a dot at the end unless empty.
  bool members(std::string& path) {
    take('{');
    space();
    if (take('}')) return true;
    const std::size_t parent = path.size();
    do {
      space();
      char* const begin = out_;
      std::string_view key;
      if (!string(key) || !colon()) return false;
      path.resize(parent);
      for (const char c : key) path += lower(c);
      out_ = begin;
      space();
      if (at_end()) return wrong("the record is cut");
      if (!member(path)) return false;
      space();
    } while (take(','));
    path.resize(parent);
    return take('}') || wrong(at_end() ? "the record is cut" : "a comma or a bracket is expected");
  }

  bool member(std::string& path) {
    const std::size_t alias = names_.find(aliases_, path);
    const char first = peek();
    if (first == '{' && aliases_.leads_into(path)) {
      const std::size_t length = path.size();
      path += '.';
      if (!members(path)) return false;
      path.resize(length);
      if (alias != FieldAliases::none) values_.set(alias, {RecordValue::Kind::other, {}});
      return true;
    }
    if (alias == FieldAliases::none) return skip_value();
    if (first == '"') {
      std::string_view text;
      if (!string(text)) return false;
      values_.set(alias, {RecordValue::Kind::text, text});
      return true;
    }
    const std::size_t begin = at_;
    if (!skip_value()) return false;
    if (first == 'n') return true;
    if (first == '-' || is_digit(first)) {
      values_.set(alias, {RecordValue::Kind::number, record_.substr(begin, at_ - begin)});
    } else {
      values_.set(alias, {RecordValue::Kind::other, {}});
    }
    return true;
  }

  std::string_view record_;
  std::size_t at_ = 0;
  char* out_;  // Of what is decoded.
  KnownNames& names_;
  RecordValues& values_;
  const FieldAliases& aliases_;
  bool& repaired_;
  const char* wrong_ = "";
};

}  // namespace

std::optional<RecordFailure> walk_json(std::string_view record, char* decoded, KnownNames& names, RecordValues& values,
                                       bool& repaired) {
  return Walk(record, decoded, names, values, repaired).run();
}

}  // namespace tawatur
