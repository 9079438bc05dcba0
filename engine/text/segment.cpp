#include "text/segment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <xxhash.h>

#include "text/code_points.h"

namespace tawatur {
namespace {

// A quotation above this many words holds sentences of its own.
constexpr std::size_t longest_protected_words = 40;
// A clause stands for itself from five words on; a bare comma is as often a list as a clause, so it needs more.
constexpr std::size_t least_words = 5;
constexpr std::size_t least_words_at_comma = 8;
// Above these lengths, in words, a part is cut: at statements, at dependent clauses, at bare commas; a sentence at ؛.
constexpr std::size_t long_for_statement = 16;
constexpr std::size_t long_for_clause = 25;
constexpr std::size_t long_for_comma = 30;
constexpr std::size_t long_for_semicolon = 25;

bool is_comma(UChar32 c) { return c == ',' || c == 0x060C || c == 0x3001 || c == 0xFF0C; }
bool is_semicolon(UChar32 c) { return c == ';' || c == 0x061B || c == 0xFF1B; }
bool is_dash(UChar32 c) { return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2212; }

/// Kinds of paired marks; a closing one ends only its own kind.
enum class Pair : std::uint8_t { none, straight, curly, guillemet, single_guillemet, bracket };

Pair pair_of(UChar32 c) {
  switch (c) {
    case '"': case 0x2033: case 0xFF02: return Pair::straight;
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: return Pair::curly;
    case 0x00AB: case 0x00BB: return Pair::guillemet;
    case 0x2039: case 0x203A: return Pair::single_guillemet;
    case '(': case ')': case '[': case ']': return Pair::bracket;
    default: return Pair::none;
  }
}
bool opens(UChar32 c) {
  return c == 0x201C || c == 0x201E || c == 0x201F || c == 0xAB || c == 0x2039 || c == '(' || c == '[';
}

UChar32 char_at(std::string_view text, std::size_t at) { return at < text.size() ? next_code_point(text, at) : -1; }
UChar32 char_before(std::string_view text, std::size_t at) { return at > 0 ? previous_code_point(text, at) : -1; }

/// A code point and its bytes.
struct Mark {
  UChar32 c;
  std::size_t begin;
  std::size_t end;
};

void marks_between(std::string_view text, std::size_t begin, std::size_t end, std::vector<Mark>& marks) {
  marks.clear();
  while (begin < end) {
    const std::size_t at = begin;
    const UChar32 c = next_code_point(text, begin);
    marks.push_back({c, at, begin});
  }
}

bool holds(const std::vector<std::string>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word, std::less<>());
}

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool is_arabic_letter(UChar32 c) { return c >= 0x0620 && c <= 0x06D3 && u_isalpha(c); }

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_single_letter(std::string_view word) {
  std::size_t end = 0;
  return u_isalpha(next_code_point(word, end)) && end == word.size();
}

}  // namespace

/// The work on one text. Gap i stands before token i, gap n behind the last token.
struct Segmenter::Cutter {
  const Segmenter& tables;
  std::string_view text;
  const NormalisedText& words;
  std::vector<std::uint8_t> quoted;     // per gap: inside a quotation or brackets
  std::vector<std::uint8_t> bracketed;  // per gap: inside brackets
  Segments result;
  std::vector<Mark> marks;

  std::size_t count() const { return words.tokens.size(); }
  std::size_t gap_begin(std::size_t i) const { return i == 0 ? 0 : words.tokens[i - 1].source.end; }
  /// A combining mark at a word's beginning takes the space or line end before it into its token: that is gap here.
  std::size_t gap_end(std::size_t i) const {
    return i == count() ? text.size() : skip_space(words.tokens[i].source.begin, words.tokens[i].source.end);
  }
  std::string_view word(std::size_t i) const { return words.word(i); }

  void find_pairs();
  std::size_t skip_space(std::size_t begin, std::size_t end) const;
  std::size_t drop_space(std::size_t begin, std::size_t end) const;
  bool ends_here(std::size_t i, std::size_t sentence_first, const Mark& terminator, bool spaced, bool ellipsis) const;
  std::optional<std::pair<std::size_t, std::size_t>> sentence_end(std::size_t i, std::size_t sentence_first, bool& line_end);
  bool fits(const Opener& opener, std::size_t i) const;
  Level level(std::size_t i);
  void cut_clauses(std::size_t first, std::size_t last, ByteRange range);
  void cut();
};

void Segmenter::Cutter::find_pairs() {
  struct Open {
    Pair pair;
    std::size_t gap;
  };
  constexpr std::size_t deepest = 8;  // more open marks than this are noise
  std::vector<Open> open;
  std::vector<std::int32_t> quotes(count() + 2), brackets(count() + 2);
  for (std::size_t gap = 0; gap <= count(); ++gap) {
    if (gap_begin(gap) >= gap_end(gap) || (gap_begin(gap) + 1 == gap_end(gap) && text[gap_begin(gap)] == ' ')) continue;
    marks_between(text, gap_begin(gap), gap_end(gap), marks);
    for (const Mark& mark : marks) {
      if (is_newline(mark.c)) open.clear();
      const Pair pair = pair_of(mark.c);
      if (pair == Pair::none) continue;
      const auto mine = std::find_if(open.rbegin(), open.rend(), [pair](const Open& o) { return o.pair == pair; });
      // Marks of the wrong direction are common («”كذا”»), so direction yields to what stands around the mark.
      const bool before_word = is_word(char_at(text, mark.end));
      const bool behind_word = is_word(char_before(text, mark.begin));
      bool closes = mine != open.rend();
      if (pair == Pair::bracket) closes = closes && !opens(mark.c);
      else if (closes && opens(mark.c)) closes = !before_word;
      if (pair == Pair::straight && closes && before_word && is_space(char_before(text, mark.begin))) {
        open.erase(std::prev(mine.base()), open.end());  // the earlier one was never closed
        closes = false;
      }
      if (!closes) {
        const bool may_open = pair == Pair::bracket ? opens(mark.c)
                              : pair == Pair::straight || opens(mark.c) || (before_word && !behind_word);
        if (!may_open) continue;
        if (open.size() == deepest) open.erase(open.begin());
        open.push_back({pair, gap});
        continue;
      }
      const std::size_t first = mine->gap;
      open.erase(std::prev(mine.base()), open.end());
      if (gap <= first + 1 || gap - first > longest_protected_words) continue;
      auto& kind = pair == Pair::bracket ? brackets : quotes;
      ++kind[first + 1];
      --kind[gap];
    }
  }
  quoted.resize(count() + 1);
  bracketed.resize(count() + 1);
  for (std::size_t gap = 0, in_quotes = 0, in_brackets = 0; gap <= count(); ++gap) {
    in_quotes += static_cast<std::size_t>(quotes[gap]);
    in_brackets += static_cast<std::size_t>(brackets[gap]);
    bracketed[gap] = in_brackets > 0;
    quoted[gap] = in_quotes > 0 || in_brackets > 0;
  }
}

std::size_t Segmenter::Cutter::skip_space(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end && is_space(next_code_point(text, i));) begin = i;
  return begin;
}

std::size_t Segmenter::Cutter::drop_space(std::size_t begin, std::size_t end) const {
  for (std::size_t i = end; i > begin && is_space(previous_code_point(text, i));) end = i;
  return end;
}

bool Segmenter::Cutter::ends_here(std::size_t i, std::size_t sentence_first, const Mark& terminator, bool spaced,
                                  bool ellipsis) const {
  const std::string_view before = word(i - 1);
  const std::size_t next_begin = gap_end(i);
  const UChar32 next = char_at(text, next_begin);
  const UChar32 last = char_before(text, words.tokens[i - 1].source.end);
  if (u_islower(next)) return false;
  if (!spaced) {
    // A space forgotten between sentences, as in «سوريا.وقال» and "end.The"; else a number, an address, an acronym.
    const bool arabic = is_arabic_letter(next) && (is_arabic_letter(last) || is_number(before));
    const bool cased = u_isupper(next) && u_islower(last) && u_islower(char_at(text, next_begin + 1));
    if (!arabic && !cased) return false;
    if (terminator.c == '.' && before.size() < (arabic && !is_number(before) ? 6 : 3)) return false;
  }
  if (terminator.c != '.' || ellipsis) return true;
  // A number alone before the full stop counts a list's point.
  if (is_number(before) && (is_number(word(i)) || (i - 1 == sentence_first && before.size() <= 3))) return false;
  const auto abbreviation = tables.abbreviations_.find(before);
  bool abbreviated = is_single_letter(before);
  if (!abbreviated && abbreviation != tables.abbreviations_.end()) {
    const UChar32 initial = char_at(text, words.tokens[i - 1].source.begin);
    abbreviated = (!abbreviation->second.capital || u_isupper(initial)) &&
                  (!abbreviation->second.before_digit || is_number(word(i)));
  }
  return !abbreviated || (u_isupper(next) && holds(tables.stopwords_, word(i)) && !is_single_letter(word(i)));
}

/// Where the sentence before gap i ends and the next begins, in bytes; nothing when it goes on.
std::optional<std::pair<std::size_t, std::size_t>> Segmenter::Cutter::sentence_end(std::size_t i, std::size_t sentence_first,
                                                                                    bool& line_end) {
  line_end = false;
  if (gap_begin(i) >= gap_end(i) || (gap_begin(i) + 1 == gap_end(i) && text[gap_begin(i)] == ' ')) return std::nullopt;
  marks_between(text, gap_begin(i), gap_end(i), marks);
  std::optional<std::size_t> first_newline, last_newline;
  for (const Mark& mark : marks)
    if (is_newline(mark.c)) {
      if (!first_newline) first_newline = mark.begin;
      last_newline = mark.end;
    }
  if (first_newline) {
    line_end = true;
    return std::pair{*first_newline, *last_newline};
  }
  if (quoted[i]) return std::nullopt;
  for (std::size_t m = 0; m < marks.size(); ++m) {
    const bool semicolon = is_semicolon(marks[m].c) && i - sentence_first >= long_for_semicolon;
    if (!semicolon && !is_sentence_end(marks[m].c)) continue;
    bool spaced = false, ellipsis = marks[m].c == 0x2026;
    for (std::size_t k = m; k < marks.size(); ++k) {
      spaced = spaced || is_space(marks[k].c);
      ellipsis = ellipsis || (k > m && marks[k].c == '.');
    }
    if (!semicolon && !ends_here(i, sentence_first, marks[m], spaced, ellipsis)) return std::nullopt;
    // Further terminators and closing marks belong to this sentence, a closing straight mark even behind a space.
    std::size_t end = marks[m].end;
    for (std::size_t k = m + 1; k < marks.size(); ++k) {
      const UChar32 c = marks[k].c;
      const bool attached = marks[k].begin == end;
      const bool closing = (pair_of(c) != Pair::none && !opens(c) && (attached || marks[k].end < gap_end(i))) ||
                           ((c == '\'' || c == 0x2019) && attached);
      if (is_sentence_end(c) || closing) end = marks[k].end;
      else if (!is_space(c)) break;
    }
    return std::pair{end, end};
  }
  return std::nullopt;
}

bool Segmenter::Cutter::fits(const Opener& opener, std::size_t i) const {
  if (i + opener.rest.size() >= count()) return false;
  for (std::size_t k = 0; k < opener.rest.size(); ++k)
    if (word(i + 1 + k) != opener.rest[k]) return false;
  return true;
}

/// How strongly the words ask for a cut at gap i.
Segmenter::Level Segmenter::Cutter::level(std::size_t i) {
  const std::size_t begin = gap_begin(i), end = gap_end(i);
  if (bracketed[i] || begin >= end) return Level::none;
  bool comma = false, dash = false, semicolon = false, spaced = text[begin] == ' ', apostrophe = false;
  if (end - begin > 1 || !spaced) {
    marks_between(text, begin, end, marks);
    for (const Mark& mark : marks) {
      comma = comma || is_comma(mark.c);
      semicolon = semicolon || is_semicolon(mark.c);
      dash = dash || is_dash(mark.c);
      spaced = spaced || is_space(mark.c);
      apostrophe = apostrophe || mark.c == '\'' || mark.c == 0x2019;
    }
  }
  // "July 28, 2004", "March 4, 2009, 10:53 AM": the comma parts a date.
  constexpr std::size_t year_digits = 4, clock_digits = 2;
  const auto digits = [&](std::size_t at, std::size_t least, std::size_t most) {
    return word(at).size() >= least && word(at).size() <= most && is_number(word(at));
  };
  if (comma && i > 0 && i < count() &&
      ((digits(i - 1, 1, clock_digits) && digits(i, year_digits, year_digits)) ||
       (digits(i - 1, year_digits, year_digits) && digits(i, 1, clock_digits) &&
        char_at(text, gap_begin(i + 1)) == ':')))
    return Level::none;
  const bool arabic = is_arabic_letter(char_at(text, end));
  if (!spaced && !(comma && arabic) && !semicolon) return Level::none;
  if (apostrophe && !spaced) return Level::none;
  const bool behind_comma = comma || semicolon || dash;

  // The longest opener that fits, with or without a conjunction on its first word; "stay" wins among equals.
  const std::string_view first = word(i);
  const bool joined = first.size() > 4 && (first.starts_with("و") || first.starts_with("ف"));
  const std::string_view bare = joined ? first.substr(2) : first;
  const Beginning* const heads[] = {tables.beginning(first), joined ? tables.beginning(bare) : nullptr};
  Level found = Level::none;
  std::size_t longest = 0;
  for (const Beginning* head : heads) {
    if (!head) continue;
    for (const Opener& opener : head->openers) {
      const std::size_t size = 1 + opener.rest.size();
      if (size < longest || opener.level == Level::complement || (opener.behind_comma && !behind_comma) || !fits(opener, i)) continue;
      if (size > longest || opener.level == Level::stay || (found != Level::stay && opener.level < found)) found = opener.level;
      longest = size;
    }
  }
  if (found == Level::stay) return Level::none;
  if (semicolon || found == Level::statement) return Level::statement;
  if (heads[1] && heads[1]->verb) return Level::statement;
  if ((heads[0] && heads[0]->participle) || (heads[1] && heads[1]->participle)) {
    if (behind_comma) return Level::statement;
    for (std::size_t k = i + 1; k < count() && k <= i + 2; ++k)
      if (const Beginning* next = tables.beginning(word(k)))
        for (const Opener& opener : next->openers)
          if (opener.level == Level::complement && fits(opener, k)) return Level::statement;
  }
  if (found != Level::none) return found;
  if (comma && joined && first.starts_with("و") && !bare.starts_with("ال")) return Level::joined_comma;
  return behind_comma ? Level::comma : Level::none;
}

void Segmenter::Cutter::cut_clauses(std::size_t first, std::size_t last, ByteRange range) {
  std::vector<std::size_t> cuts;
  if (last - first > long_for_statement) {
    std::vector<std::size_t> statements, clauses, joined, commas;
    for (std::size_t i = first + least_words; i + least_words <= last; ++i) switch (level(i)) {
        case Level::statement: statements.push_back(i); break;
        case Level::clause: clauses.push_back(i); break;
        case Level::joined_comma: joined.push_back(i); break;
        case Level::comma: commas.push_back(i); break;
        case Level::none: case Level::complement: case Level::stay: break;
      }
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    std::size_t begin = first;
    for (const std::size_t i : statements)
      if (i - begin >= least_words) {
        parts.emplace_back(begin, i);
        cuts.push_back(i);
        begin = i;
      }
    parts.emplace_back(begin, last);

    struct Rule {
      const std::vector<std::size_t>& places;
      std::size_t longer_than;
      std::size_t least;
    };
    const Rule rules[] = {{clauses, long_for_clause, least_words},
                          {joined, long_for_clause, least_words},
                          {commas, long_for_comma, least_words_at_comma}};
    while (!parts.empty()) {
      const auto [from, to] = parts.back();
      parts.pop_back();
      for (const Rule& rule : rules) {
        if (to - from <= rule.longer_than) continue;
        const auto low = std::lower_bound(rule.places.begin(), rule.places.end(), from + rule.least);
        const auto high = std::upper_bound(low, rule.places.end(), to - rule.least);
        if (low == high) continue;
        const std::size_t middle = from + (to - from) / 2;
        auto nearest = std::lower_bound(low, high, middle);
        if (nearest == high || (nearest != low && middle - *std::prev(nearest) <= *nearest - middle)) --nearest;
        cuts.push_back(*nearest);
        parts.emplace_back(from, *nearest);
        parts.emplace_back(*nearest, to);
        break;
      }
    }
    std::sort(cuts.begin(), cuts.end());
  }

  auto& sentence = result.sentences.back();
  sentence.first_clause = static_cast<std::uint32_t>(result.clauses.size());
  sentence.clauses = static_cast<std::uint32_t>(cuts.size() + 1);
  const auto number = static_cast<std::uint32_t>(result.sentences.size() - 1);
  std::uint32_t begin = range.begin;
  for (const std::size_t cut : cuts) {
    // What closes stays left, what opens goes right, what joins belongs to neither.
    marks_between(text, gap_begin(cut), gap_end(cut), marks);
    std::size_t left = gap_begin(cut), right = gap_end(cut);
    for (const Mark& mark : marks) {
      if (is_space(mark.c) || is_comma(mark.c) || is_semicolon(mark.c) || is_dash(mark.c) ||
          (opens(mark.c) && pair_of(mark.c) != Pair::none))
        break;
      left = mark.end;
    }
    for (auto mark = marks.rbegin(); mark != marks.rend() && mark->begin >= left; ++mark) {
      if (is_space(mark->c) || is_comma(mark->c) || is_semicolon(mark->c) || is_dash(mark->c)) break;
      right = mark->begin;
    }
    result.clauses.push_back({{begin, static_cast<std::uint32_t>(left)}, number});
    begin = static_cast<std::uint32_t>(right);
  }
  result.clauses.push_back({{begin, range.end}, number});
}

void Segmenter::Cutter::cut() {
  if (count() == 0) return;
  find_pairs();
  bool line_end = false;
  std::uint32_t paragraph = 0;
  std::size_t first = 0;
  std::size_t begin = 0;
  marks_between(text, 0, gap_end(0), marks);
  for (const Mark& mark : marks)
    if (is_newline(mark.c)) begin = mark.end;
  for (std::size_t i = 1; i <= count(); ++i) {
    std::optional<std::pair<std::size_t, std::size_t>> end;
    if (i < count()) {
      end = sentence_end(i, first, line_end);
      if (!end) continue;
    } else {
      std::size_t line = text.size();
      marks_between(text, gap_begin(i), gap_end(i), marks);
      for (const Mark& mark : marks)
        if (is_newline(mark.c)) {
          line = mark.begin;
          break;
        }
      end = {line, line};
    }
    const std::size_t from = std::min<std::size_t>(skip_space(begin, gap_end(first)), gap_end(first));
    const std::size_t to = std::max<std::size_t>(drop_space(gap_begin(i), end->first), gap_begin(i));
    const ByteRange range{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    result.sentences.push_back({range, paragraph, 0, 0});
    cut_clauses(first, i, range);
    begin = end->second;
    first = i;
    if (line_end) ++paragraph;
  }
}

std::size_t Segmenter::Hash::operator()(std::string_view word) const { return XXH3_64bits(word.data(), word.size()); }

const Segmenter::Beginning* Segmenter::beginning(std::string_view word) const {
  const auto found = beginnings_.find(word);
  return found == beginnings_.end() ? nullptr : &found->second;
}

Segmenter::Segmenter(const Lexicons& lexicons, std::string_view lang) {
  const std::map<std::string_view, Level> levels = {{"statement", Level::statement},
                                                    {"clause", Level::clause},
                                                    {"complement", Level::complement},
                                                    {"stay", Level::stay}};
  for (const auto& row : lexicons.table(lang, "clause_openers").rows) {
    const std::vector<std::string> phrase = words_of(normalise_words(row[0]));
    const auto level = row.size() < 2 ? levels.end() : levels.find(row[1]);
    if (phrase.empty() || level == levels.end()) continue;
    beginnings_[phrase.front()].openers.push_back(
        {{phrase.begin() + 1, phrase.end()}, level->second, row.size() > 2 && row[2] == "comma"});
  }
  for (const auto& row : lexicons.table(lang, "reporting_verbs").rows) {
    const std::vector<std::string> phrase = words_of(normalise_words(row[0]));
    if (phrase.empty() || row.size() < 3) continue;
    if (row[2] == "verb") beginnings_[phrase.front()].verb = true;
    if (row[2] == "participle") beginnings_[phrase.front()].participle = true;
  }
  for (const auto& row : lexicons.table(lang, "abbreviations").rows) {
    const std::vector<std::string> parts = words_of(normalise_words(row[0]));
    if (parts.empty()) continue;
    abbreviations_.emplace(parts.back(), Abbreviation{static_cast<bool>(u_isupper(char_at(row[0], 0))),
                                                      row.size() > 1 && row[1] == "digit"});
  }
  for (const auto& row : lexicons.table(lang, "stopwords").rows) stopwords_.push_back(normalise_words(row[0]));
  std::sort(stopwords_.begin(), stopwords_.end());
}

Segments Segmenter::segment(std::string_view text) const { return segment(text, normalise(text)); }

Segments Segmenter::segment(std::string_view text, const NormalisedText& words) const {
  Cutter cutter{*this, text, words, {}, {}, {}, {}};
  cutter.cut();
  return std::move(cutter.result);
}

}  // namespace tawatur
