#include "report/json_stream.h"

#include <array>
#include <charconv>
#include <cmath>
#include <ostream>
#include <stdexcept>

#include "report/escape.h"

namespace tawatur {

namespace {

constexpr std::size_t block_bytes = 1 << 18;

void write_range(JsonStream& json, std::string_view name, const std::optional<ByteRange>& range) {
  json.key(name);
  if (!range) return json.null();
  json.begin_array();
  json.integer(range->begin);
  json.integer(range->end);
  json.end_array();
}

}  // namespace

void JsonStream::separate() {
  if (needs_comma_) held_ += ',';
  needs_comma_ = true;
  if (held_.size() >= block_bytes) flush();
}

void JsonStream::open(char bracket) {
  separate();
  held_ += bracket;
  needs_comma_ = false;
}

void JsonStream::close(char bracket) {
  held_ += bracket;
  needs_comma_ = true;
}

void JsonStream::key(std::string_view name) {
  separate();
  append_json_string(held_, name);
  held_ += ':';
  needs_comma_ = false;
}

void JsonStream::string(std::string_view text) {
  separate();
  append_json_string(held_, text);
}

void JsonStream::integer(std::uint64_t number) {
  separate();
  held_ += std::to_string(number);
}

void JsonStream::real(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  std::array<char, 32> digits;
  held_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void JsonStream::boolean(bool value) {
  separate();
  held_ += value ? "true" : "false";
}

void JsonStream::null() {
  separate();
  held_ += "null";
}

void JsonStream::field(std::string_view name, std::string_view text) {
  key(name);
  if (text.empty()) return null();
  string(text);
}

void JsonStream::new_line() {
  if (needs_comma_) held_ += ',';
  needs_comma_ = false;
  held_ += '\n';
}

void JsonStream::end_line() {
  held_ += '\n';
  needs_comma_ = false;
}

void JsonStream::flush() {
  out_.write(held_.data(), static_cast<std::streamsize>(held_.size()));
  held_.clear();
  if (!out_) throw std::runtime_error("the output can't be written");
}

void JsonStream::finish() {
  flush();
  if (!out_.flush()) throw std::runtime_error("the output can't be written");
}

void write_differences(JsonStream& json, const std::vector<Difference>& differences) {
  json.begin_array();
  for (const Difference& difference : differences) {
    json.begin_object();
    json.key("kind"), json.string(to_string(difference.kind));
    json.key("relation"), json.string(to_string(difference.relation));
    write_range(json, "a", difference.a);
    write_range(json, "b", difference.b);
    json.field("a_value", difference.a_value);
    json.field("b_value", difference.b_value);
    json.key("rule"), json.string(difference.rule);
    json.key("why"), json.string(difference.why);
    json.end_object();
  }
  json.end_array();
}

}  // namespace tawatur
