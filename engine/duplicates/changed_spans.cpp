#include "duplicates/changed_spans.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "text/code_points.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

// Longest run of equal words between two edits that may be taken for chance. Four words in a row rarely are.
constexpr std::uint32_t longest_chance_run = 3;

// The words of one text that take part.
struct Words {
  std::string_view text;
  NormalisedText normal;
  std::vector<ByteRange> ranges;      // of the words, in the text
  std::vector<std::uint32_t> tokens;  // of `normal`, parallel to ranges
  std::vector<char> after_gap;        // [words]: furniture stands before this word

  std::uint32_t size() const { return static_cast<std::uint32_t>(ranges.size()); }
  std::string_view word(std::uint32_t i) const { return normal.word(tokens[i]); }
  std::string_view between(std::uint32_t i) const {  // words i - 1 and i
    return text.substr(ranges[i - 1].end, ranges[i].begin - ranges[i - 1].end);
  }
};

Words words_of(std::string_view text, std::span<const ByteRange> left_out) {
  Words words{text, normalise(text), {}, {}, {}};
  auto furniture = left_out.begin();
  bool gap = false;
  for (std::uint32_t token = 0; token < words.normal.tokens.size(); ++token) {
    const ByteRange range = words.normal.tokens[token].source;
    while (furniture != left_out.end() && furniture->end <= range.begin) ++furniture;
    if (furniture != left_out.end() && furniture->begin <= range.begin) {
      gap = true;
      continue;
    }
    words.ranges.push_back(range);
    words.tokens.push_back(token);
    words.after_gap.push_back(gap);
    gap = false;
  }
  return words;
}

// Equal words of both texts get equal numbers, in the order in which they come.
std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> numbered(const Words& a, const Words& b) {
  std::map<std::string_view, std::uint32_t> numbers;
  const auto number = [&](const Words& words) {
    std::vector<std::uint32_t> sequence;
    for (std::uint32_t i = 0; i < words.size(); ++i)
      sequence.push_back(numbers.emplace(words.word(i), static_cast<std::uint32_t>(numbers.size())).first->second);
    return sequence;
  };
  auto first = number(a);
  return {std::move(first), number(b)};
}

// Words [a_begin, a_end) of a stand where b has [b_begin, b_end).
struct Edit {
  std::uint32_t a_begin, a_end, b_begin, b_end;

  std::uint32_t size() const { return std::max(a_end - a_begin, b_end - b_begin); }
};

std::vector<Edit> edits_between(const std::vector<EqualRun>& runs, std::uint32_t a_size, std::uint32_t b_size) {
  std::vector<Edit> edits;
  std::uint32_t a = 0, b = 0;
  const auto add = [&](std::uint32_t a_end, std::uint32_t b_end) {
    if (a < a_end || b < b_end) edits.push_back({a, a_end, b, b_end});
  };
  for (const EqualRun& run : runs) {
    add(run.a_begin, run.b_begin);
    a = run.a_begin + run.size, b = run.b_begin + run.size;
  }
  add(a_size, b_size);
  return edits;
}

// How much of a border lies before word i: 3 a line's, 2 a sentence's, 1 another mark's, 0 none.
int border_before(const Words& words, std::uint32_t i) {
  if (i == 0 || i == words.size() || words.after_gap[i]) return 3;
  const std::string_view between = words.between(i);
  int border = 0;
  for (std::size_t at = 0; at < between.size();) {
    const UChar32 c = next_code_point(between, at);
    if (is_newline(c)) return 3;
    border = std::max(border, is_sentence_end(c) ? 2 : is_space(c) ? 0 : 1);
  }
  return border;
}

// Moves an edit that only inserts or deletes to the best of its places: "a [b a] b" is "[a b] a b" too. Of equally good
// ones the last. `words` is the text that has the words, [begin, end) where they stand in it.
void slide(const Words& words, std::uint32_t& begin, std::uint32_t& end, std::uint32_t least_begin,
           std::uint32_t largest_end, std::int64_t& moved) {
  const std::uint32_t size = end - begin, from = begin;
  std::uint32_t first = begin;
  while (first > least_begin && words.word(first - 1) == words.word(first - 1 + size)) --first;
  std::uint32_t best = first;
  int best_border = -1;
  for (std::uint32_t at = first;; ++at) {
    const int border = border_before(words, at) + border_before(words, at + size);
    if (border >= best_border) best = at, best_border = border;
    if (at + size >= largest_end || words.word(at) != words.word(at + size)) break;
  }
  begin = best, end = best + size;
  moved = static_cast<std::int64_t>(best) - from;
}

void slide_all(const Words& a, const Words& b, std::vector<Edit>& edits) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    Edit& edit = edits[i];
    std::int64_t moved = 0;
    const auto shift = [&](std::uint32_t& place) { place = static_cast<std::uint32_t>(place + moved); };
    if (edit.b_begin == edit.b_end) {
      slide(a, edit.a_begin, edit.a_end, i > 0 ? edits[i - 1].a_end : 0,
            i + 1 < edits.size() ? edits[i + 1].a_begin : a.size(), moved);
      shift(edit.b_begin), shift(edit.b_end);
    } else if (edit.a_begin == edit.a_end) {
      slide(b, edit.b_begin, edit.b_end, i > 0 ? edits[i - 1].b_end : 0,
            i + 1 < edits.size() ? edits[i + 1].b_begin : b.size(), moved);
      shift(edit.a_begin), shift(edit.a_end);
    }
  }
}

// Joins edits that touch, or have a run of at most so many equal words between them that looks like chance.
std::vector<Edit> joined(const std::vector<Edit>& edits, std::uint32_t longest_run) {
  std::vector<Edit> result;
  for (Edit edit : edits) {
    // An edit that grew may reach one before.
    while (!result.empty()) {
      const Edit& before = result.back();
      const std::uint32_t run = edit.a_begin - before.a_end;
      const bool by_chance = run <= longest_run && run < before.size() && run < edit.size();
      if (run > 0 && !by_chance) break;
      edit.a_begin = before.a_begin, edit.b_begin = before.b_begin;
      result.pop_back();
    }
    result.push_back(edit);
  }
  return result;
}

bool is_digit(UChar32 c) { return c >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER; }

UChar32 first_sign(const Words& words, std::uint32_t i) {
  std::size_t at = words.ranges[i].begin;
  return next_code_point(words.text, at);
}

UChar32 last_sign(const Words& words, std::uint32_t i) {
  std::size_t at = words.ranges[i].end;
  return previous_code_point(words.text, at);
}

bool is_one_letter(const Words& words, std::uint32_t i) {
  std::size_t at = words.ranges[i].begin;
  next_code_point(words.text, at);
  return at == words.ranges[i].end;
}

// Whether words i - 1 and i are parts of one number or compound: a single mark between them.
bool are_glued(const Words& words, std::uint32_t i) {
  if (i == 0 || i >= words.size() || words.after_gap[i]) return false;
  const std::string_view mark = words.between(i);
  if (mark.empty()) return false;
  std::size_t at = 0;
  const UChar32 c = next_code_point(mark, at);
  if (at != mark.size()) return false;
  const bool dash = c == '-' || c == '_' || c == 0x2010 || c == 0x2011;
  const bool apostrophe = c == '\'' || c == 0x2019;
  if (is_digit(last_sign(words, i - 1)) && is_digit(first_sign(words, i)))
    return dash || apostrophe || c == '.' || c == ',' || c == ':' || c == '/' || c == 0x066B || c == 0x066C ||
           c == 0x060C || c == 0x2013;
  if (c == '.') return is_one_letter(words, i - 1) && is_one_letter(words, i);
  return dash || apostrophe || c == '@' || c == '&';
}

// Widens edits until they cut no number and no compound of either text. The words taken in are equal in both.
void widen(const Words& a, const Words& b, std::vector<Edit>& edits) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    Edit& edit = edits[i];
    // A border cuts when the words on both its sides are glued, in a text that has a word of the edit there.
    const auto cuts = [](const Words& words, std::uint32_t border, bool empty) {
      return !empty && are_glued(words, border);
    };
    const std::uint32_t a_least = i > 0 ? edits[i - 1].a_end : 0;
    const std::uint32_t a_most = i + 1 < edits.size() ? edits[i + 1].a_begin : a.size();
    while (edit.a_begin > a_least &&
           (cuts(a, edit.a_begin, edit.a_begin == edit.a_end) || cuts(b, edit.b_begin, edit.b_begin == edit.b_end)))
      --edit.a_begin, --edit.b_begin;
    while (edit.a_end < a_most &&
           (cuts(a, edit.a_end, edit.a_begin == edit.a_end) || cuts(b, edit.b_end, edit.b_begin == edit.b_end)))
      ++edit.a_end, ++edit.b_end;
  }
}

bool is_number_sign(UChar32 c) {
  return c == '%' || c == 0x066A || c == 0x2030 || c == 0xB0 || u_charType(c) == U_CURRENCY_SYMBOL;
}

struct Pair {
  UChar32 open, close;
};
constexpr Pair bracket_pairs[]{{'(', ')'}, {'[', ']'}, {0xAB, 0xBB}, {0x201C, 0x201D}};

// Takes in the mark right before or behind a range whose other half stands inside it.
void take_in_brackets(std::string_view text, ByteRange& range) {
  for (const Pair pair : bracket_pairs) {
    int open = 0;
    bool closes_first = false;
    for (std::size_t at = range.begin; at < range.end;) {
      const UChar32 c = next_code_point(text, at);
      if (c == pair.open) ++open;
      if (c == pair.close && --open < 0) closes_first = true, open = 0;
    }
    std::size_t before = range.begin, behind = range.end;
    if (closes_first && before > 0 && previous_code_point(text, before) == pair.open)
      range.begin = static_cast<std::uint32_t>(before);
    if (open > 0 && behind < text.size() && next_code_point(text, behind) == pair.close)
      range.end = static_cast<std::uint32_t>(behind);
  }
  // A quotation mark that is the same on both sides: an odd one out has its other half on one side.
  const std::string_view inside = text.substr(range.begin, range.size());
  if (std::count(inside.begin(), inside.end(), '"') % 2 == 0) return;
  const bool before = range.begin > 0 && text[range.begin - 1] == '"';
  const bool behind = range.end < text.size() && text[range.end] == '"';
  if (before && !behind) --range.begin;
  if (behind && !before) ++range.end;
}

// The bytes of words [begin, end), with a currency or percent sign at a number on either end.
ByteRange bytes_of(const Words& words, std::uint32_t begin, std::uint32_t end) {
  if (begin == end) {
    const std::uint32_t at = begin < words.size() ? words.ranges[begin].begin
                             : begin > 0          ? words.ranges[begin - 1].end
                                                  : static_cast<std::uint32_t>(words.text.size());
    return {at, at};
  }
  ByteRange range{words.ranges[begin].begin, words.ranges[end - 1].end};
  if (range.begin > 0 && is_digit(first_sign(words, begin))) {
    std::size_t at = range.begin;
    if (is_number_sign(previous_code_point(words.text, at))) range.begin = static_cast<std::uint32_t>(at);
  }
  if (range.end < words.text.size() && is_digit(last_sign(words, end - 1))) {
    std::size_t at = range.end;
    if (is_number_sign(next_code_point(words.text, at))) range.end = static_cast<std::uint32_t>(at);
  }
  take_in_brackets(words.text, range);
  return range;
}

// Calls use(begin, end) for the parts of [begin, end) that furniture divides.
template <class Use>
void for_each_part(const Words& words, std::uint32_t begin, std::uint32_t end, Use&& use) {
  for (std::uint32_t from = begin; from < end;) {
    std::uint32_t to = from + 1;
    while (to < end && !words.after_gap[to]) ++to;
    use(from, to);
    from = to;
  }
}

}  // namespace

TextChanges changed_spans(std::string_view a, std::string_view b, std::span<const ByteRange> left_out_a,
                          std::span<const ByteRange> left_out_b, const DiffOptions& options) {
  const Words in_a = words_of(a, left_out_a), in_b = words_of(b, left_out_b);
  const auto [sequence_a, sequence_b] = numbered(in_a, in_b);
  const SequenceDiff diff = diff_sequences(sequence_a, sequence_b, options);
  std::vector<Edit> edits = edits_between(diff.runs, in_a.size(), in_b.size());
  slide_all(in_a, in_b, edits);
  edits = joined(edits, longest_chance_run);
  widen(in_a, in_b, edits);
  edits = joined(edits, 0);

  TextChanges changes;
  changes.truncated = diff.truncated;
  for (const Edit& edit : edits) {
    if (edit.b_begin == edit.b_end) {
      const ByteRange place = bytes_of(in_b, edit.b_begin, edit.b_end);
      for_each_part(in_a, edit.a_begin, edit.a_end, [&](std::uint32_t begin, std::uint32_t end) {
        changes.spans.push_back({bytes_of(in_a, begin, end), place});
      });
    } else if (edit.a_begin == edit.a_end) {
      const ByteRange place = bytes_of(in_a, edit.a_begin, edit.a_end);
      for_each_part(in_b, edit.b_begin, edit.b_end, [&](std::uint32_t begin, std::uint32_t end) {
        changes.spans.push_back({place, bytes_of(in_b, begin, end)});
      });
    } else {
      changes.spans.push_back({bytes_of(in_a, edit.a_begin, edit.a_end), bytes_of(in_b, edit.b_begin, edit.b_end)});
    }
  }
  return changes;
}

}  // namespace tawatur
