#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.h"

namespace tawatur {

/// Writes JSON to a stream as it comes, in constant memory. The caller keeps keys and values in order; commas, escapes and
/// the writing in blocks are done here. Numbers are the shortest that read back the same, in any locale.
class JsonStream {
 public:
  /// `out` must outlive the writer.
  explicit JsonStream(std::ostream& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  void key(std::string_view name);
  void string(std::string_view text);
  void integer(std::uint64_t number);
  void real(double number);
  void boolean(bool value);
  void null();

  /// A key and its string; null for an empty one.
  void field(std::string_view name, std::string_view text);

  /// Begins the next value or key on a line of its own, for readers and diffs.
  void new_line();

  /// Ends a line of JSON Lines: the next value begins anew.
  void end_line();

  /// Writes out what is held. Throws std::runtime_error when the stream has failed.
  void finish();

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void flush();

  std::ostream& out_;
  std::string held_;
  bool needs_comma_ = false;
};

/// The list "differences" as `judge` and report.json have it.
void write_differences(JsonStream& json, const std::vector<Difference>& differences);

}  // namespace tawatur
