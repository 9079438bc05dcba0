#include "report/marks.h"

#include <algorithm>

#include <unicode/uchar.h>

#include "report/utf8.h"

namespace tawatur {

namespace {

bool in_word(std::string_view text, std::size_t at) {
  const CodePoint point = code_point_at(text, at);
  if (point.value == 0x640 || point.value == 0x200C || point.value == 0x200D) return true;  // tatweel, joiners
  const auto code = static_cast<UChar32>(point.value);
  return u_isalnum(code) || (U_GET_GC_MASK(code) & (U_GC_M_MASK | U_GC_NO_MASK)) != 0;
}

ByteRange whole_words(std::string_view text, ByteRange range, ByteRange limits) {
  std::size_t begin = code_point_start(text, std::clamp(range.begin, limits.begin, limits.end));
  std::size_t end = std::clamp(range.end, limits.begin, limits.end);
  if (begin >= end) return {};
  if (code_point_start(text, end) != end) end = code_point_start(text, end) + code_point_at(text, code_point_start(text, end)).size;
  while (begin > limits.begin && in_word(text, begin)) {
    const std::size_t before = code_point_start(text, begin - 1);
    if (before < limits.begin || !in_word(text, before)) break;
    begin = before;
  }
  while (end < limits.end && in_word(text, end) && in_word(text, code_point_start(text, end - 1)))
    end += code_point_at(text, end).size;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min<std::size_t>(end, limits.end))};
}

bool only_spaces(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::vector<Mark> marks_of(std::string_view text, ByteRange statement, std::vector<ByteRange> typed, std::vector<ByteRange> changed) {
  statement.end = static_cast<std::uint32_t>(std::min<std::size_t>(statement.end, text.size()));
  if (statement.begin >= statement.end) return {};
  const auto grown = [&](std::vector<ByteRange>& ranges) {
    for (ByteRange& range : ranges) range = whole_words(text, range, statement);
    std::erase_if(ranges, [](ByteRange range) { return range.empty(); });
    std::sort(ranges.begin(), ranges.end());
  };
  grown(typed);
  grown(changed);

  std::vector<Mark> marks;
  const auto add = [&](ByteRange range, bool is_typed) {
    if (range.empty()) return;
    if (!marks.empty() && marks.back().typed == is_typed &&
        (range.begin <= marks.back().range.end || only_spaces(text, marks.back().range.end, range.begin)))
      marks.back().range.end = std::max(marks.back().range.end, range.end);
    else
      marks.push_back({range, is_typed});
  };
  for (const ByteRange range : typed) add(range, true);
  const std::vector<Mark> typed_marks = std::move(marks);

  // What typed marks leave of the others: both end at word ends, so their differences do too.
  marks.clear();
  std::uint64_t covered = 0;
  for (ByteRange range : changed) {
    for (const Mark& mark : typed_marks) {
      if (mark.range.end <= range.begin) continue;
      if (mark.range.begin >= range.end) break;
      add({range.begin, std::max(range.begin, mark.range.begin)}, false);
      range.begin = std::min(range.end, mark.range.end);
    }
    while (!range.empty() && only_spaces(text, range.begin, range.begin + 1)) ++range.begin;
    add(range, false);
  }
  for (const Mark& mark : marks) covered += mark.range.size();
  if (3 * covered > 2 * std::uint64_t{statement.size()}) marks.clear();

  std::vector<Mark> all;
  std::merge(typed_marks.begin(), typed_marks.end(), marks.begin(), marks.end(), std::back_inserter(all),
             [](const Mark& a, const Mark& b) { return a.range < b.range; });
  return all;
}

}  // namespace tawatur
