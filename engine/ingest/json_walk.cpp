#include <algorithm>
#include <cstring>

#include "ingest/json_record.h"

namespace tawatur {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, char32_t point) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
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

class Walk {
 public:
  Walk(std::string_view record, RecordValues& values, bool& repaired)
      : record_(record), values_(values), aliases_(values.aliases()), repaired_(repaired) {}

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
  void space() { at_ = std::min(record_.find_first_not_of(" \t\r\n", at_), record_.size()); }

  bool four_hex(char32_t& unit) {
    if (record_.size() - at_ < 4) return wrong("an escape is cut");
    unit = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = record_[at_++];
      if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
        return wrong("an escape needs four hex digits");
      unit = unit * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return true;
  }

  bool escape(std::string* out) {
    static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (at_end()) return wrong("an escape is cut");
    const char c = record_[at_++];
    if (c != 'u') {
      const std::size_t known = letters.find(c);
      if (known == std::string_view::npos) return wrong("an escape is unknown");
      if (out) *out += meanings[known];
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
    if (out) append_utf8(*out, unit);
    return true;
  }

  /// A string; decoded into `out` unless that is null.
  bool string(std::string* out) {
    if (!take('"')) return wrong("a string is expected");
    for (;;) {
      std::size_t end = at_;
      while (end < record_.size() && record_[end] != '"' && record_[end] != '\\' &&
             static_cast<unsigned char>(record_[end]) >= 0x20)
        ++end;
      if (out) out->append(record_, at_, end - at_);
      at_ = end;
      if (at_end()) return wrong("a string is cut");
      const char c = record_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return wrong("a control character stands unescaped in a string");
      ++at_;
      if (c == '"') return true;
      if (!escape(out)) return false;
    }
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
        return string(nullptr);
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
          if (!name(nullptr)) return false;
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
        if (open.back() == '}' && !name(nullptr)) return false;
        break;
      }
    }
  }

  bool name(std::string* out) {
    if (!string(out)) return false;
    space();
    return take(':') || wrong("a colon is expected");
  }

  /// An object whose members may be an article's; `path` names it, with a dot at the end unless empty.
  bool members(std::string& path) {
    take('{');
    space();
    if (take('}')) return true;
    const std::size_t parent = path.size();
    std::string key;
    do {
      space();
      key.clear();
      if (!name(&key)) return false;
      space();
      if (at_end()) return wrong("the record is cut");
      path.resize(parent);
      path += ascii_lower(key);
      if (!member(path)) return false;
      space();
    } while (take(','));
    path.resize(parent);
    return take('}') || wrong(at_end() ? "the record is cut" : "a comma or a bracket is expected");
  }

  bool member(std::string& path) {
    const std::size_t alias = aliases_.find(path);
    const char first = peek();
    if (first == '{' && aliases_.leads_into(path)) {
      const std::size_t length = path.size();
      path += '.';
      if (!members(path)) return false;
      path.resize(length);
      if (alias != FieldAliases::none) values_.set(alias, {RecordValue::Kind::other, {}, nullptr});
      return true;
    }
    if (alias == FieldAliases::none) return skip_value();
    if (first == '"') {
      std::string& text = values_.own({});
      if (!string(&text)) return false;
      values_.set(alias, {RecordValue::Kind::text, text, &text});
      return true;
    }
    const std::size_t begin = at_;
    if (!skip_value()) return false;
    if (first == 'n') return true;
    if (first == '-' || is_digit(first)) {
      std::string& text = values_.own(std::string(record_.substr(begin, at_ - begin)));
      values_.set(alias, {RecordValue::Kind::number, text, &text});
    } else {
      values_.set(alias, {RecordValue::Kind::other, {}, nullptr});
    }
    return true;
  }

  std::string_view record_;
  std::size_t at_ = 0;
  RecordValues& values_;
  const FieldAliases& aliases_;
  bool& repaired_;
  const char* wrong_ = "";
};

}  // namespace

std::optional<RecordFailure> walk_json(std::string_view record, RecordValues& values, bool& repaired) {
  return Walk(record, values, repaired).run();
}

}  // namespace tawatur
