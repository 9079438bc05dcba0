#include "text/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>
#include <xxhash.h>

namespace tawatur {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

enum class WordKind : std::uint8_t {
  unit, ten, bound_unit, teen, tens, hundreds, hundred, scale, scale_dual, scale_plural, money_scale, count_scale,
  vague, vague_scale, fraction, ordinal, bound_ordinal, digits
};

struct NumberWord {
  WordKind kind = WordKind::digits;
  double value = 0;
  double low = 0;
  double high = 0;
};

struct Unit {
  std::string id;
  std::string dimension;
};

struct BoundForm {
  Bound bound = Bound::exact;
  std::string not_before;  ///< Dimension of a unit before which the form bounds nothing.
};

struct Xxh3 {
  using is_transparent = void;
  using is_avalanching = void;
  std::size_t operator()(std::string_view word) const { return XXH3_64bits(word.data(), word.size()); }
};

template <typename T>
using WordMap = boost::unordered_flat_map<std::string, T, Xxh3, std::equal_to<>>;  // Never iterated into a result.

/// A set of tables of phrases: a bit a table.
using TableSet = std::uint32_t;

/// Phrases of folded words; found by the longest match.
template <typename T>
struct Phrases {
  TableSet bit = 0;
  WordMap<T> entries;
  WordMap<std::uint32_t> longest_from;  ///< Words of the longest phrase by first word.
  std::uint32_t longest = 0;            ///< In words.

  void add(std::string_view form, T value) {
    std::string folded = normalise_words(form);
    if (folded.empty()) return;
    const auto words = static_cast<std::uint32_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
    longest = std::max(longest, words);
    std::uint32_t& from = longest_from[folded.substr(0, folded.find(' '))];
    from = std::max(from, words);
    entries.emplace(std::move(folded), std::move(value));
  }
};

struct Nothing {};

/// The first eight bytes of a word, to compare with beginnings at once.
std::uint64_t head_of(std::string_view word) {
  std::uint64_t head = 0;
  std::memcpy(&head, word.data(), std::min(word.size(), sizeof head));
  return head;
}

struct Prefix {
  std::uint64_t head, mask;
  explicit Prefix(std::string_view letters)
      : head(head_of(letters)), mask(head_of(std::string(std::min(letters.size(), sizeof head), '\xFF'))) {}
  /// False only for words that don't begin with it.
  bool may_begin(std::uint64_t word_head) const { return (word_head & mask) == head; }
};

template <typename T>
struct Match {
  const T* entry = nullptr;
  std::uint32_t first = 0;
  std::uint32_t last = 0;  ///< Behind the phrase.
  explicit operator bool() const { return entry != nullptr; }
};

double to_double(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t leading_digits(std::string_view word) {
  std::size_t n = 0;
  while (n < word.size() && is_digit(word[n])) ++n;
  return n;
}

/// Whether a word begins with the prefix and has more.
bool begins(std::string_view word, std::string_view prefix) {
  return word.size() > prefix.size() && word.starts_with(prefix);
}

/// Whether a word ends with the suffix and has more.
bool ends(std::string_view word, std::string_view suffix) {
  return word.size() > suffix.size() && word.ends_with(suffix);
}

bool dual_ending(std::string_view word) { return word.ends_with("ين") || word.ends_with("ان"); }

/// Format characters away, one spelling for each kind of dash and separator: dashes "-", no-break spaces "_", Arabic
/// separators "," and ".".
std::string plain_gap(std::string_view gap) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> spellings{{
      {"\u200B", ""}, {"\u200C", ""}, {"\u200D", ""}, {"\u200E", ""}, {"\u200F", ""}, {"\u061C", ""},
      {"\u202A", ""}, {"\u202B", ""}, {"\u202C", ""}, {"\u202D", ""}, {"\u202E", ""}, {"\u0640", ""},
      {"\u2010", "-"}, {"\u2011", "-"}, {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"},
      {"\u00A0", "_"}, {"\u202F", "_"}, {"\u066C", ","}, {"\u060C", ","}, {"\u066B", "."}, {"\u2009", "_"}}};
  std::string plain;
  while (!gap.empty()) {
    if (static_cast<unsigned char>(gap.front()) < 0x80) {
      plain += gap.front();
      gap.remove_prefix(1);
      continue;
    }
    const auto found = std::find_if(spellings.begin(), spellings.end(),
                                    [&](const auto& spelling) { return gap.starts_with(spelling.first); });
    if (found != spellings.end()) {
      plain += found->second;
      gap.remove_prefix(found->first.size());
    } else {
      plain += gap.front();
      gap.remove_prefix(1);
    }
  }
  return plain;
}

bool blank(std::string_view gap) {
  return std::all_of(gap.begin(), gap.end(), [](char c) { return c == ' ' || c == '_' || c == '\t'; });
}

std::string trimmed(std::string_view gap) {
  while (!gap.empty() && blank(gap.substr(0, 1))) gap.remove_prefix(1);
  while (!gap.empty() && blank(gap.substr(gap.size() - 1))) gap.remove_suffix(1);
  return std::string(gap);
}

/// A number without its bound.
struct Cardinal {
  std::uint32_t last = 0;
  double low = 0;
  double high = 0;
  double scale = 1;       ///< Of its last term: 1e6 in "2 million".
  bool digits = false;    ///< Begins with digits.
  bool year = false;      ///< Four bare digits that read as a year.
  bool identifier = false;
  bool ordinal = false;
  bool vague = false;
  std::string suffix;     ///< Letters that touch the digits and are no number word: "km".
};

}  // namespace

struct NumberReader::Tables {
  Phrases<NumberWord> words;
  std::vector<std::pair<std::string, bool>> proclitics;  ///< Longest first; whether they add.
  std::vector<Prefix> prefixes;                          ///< Of the proclitics, parallel.
  Phrases<Nothing> joiners, articles, linkers, ordinal_suffixes;
  WordMap<bool> counted;      ///< Words behind a count_scale: whether they are counted.
  std::string plural_ending;  ///< Of nouns; empty when the table names none.
  bool dot_groups = false;
  Phrases<Unit> unit_after, unit_before, unit_dual;
  std::vector<std::pair<std::string, Unit>> symbols;  ///< Signs as written, longest first.
  Phrases<BoundForm> bound_before, bound_after;
  std::vector<std::pair<std::string, Bound>> bound_signs;
  Phrases<Nothing> range_open, range_to, change;
  Phrases<Nothing> name_before, no_name, clock, name_after, idiom, score, not_dual, written, months, weekdays;
  Phrases<Nothing> dual_nouns, persons, one_cues, one_after, one_passive;
  std::vector<std::string> spellings;  ///< Of `written`, unfolded.

  /// By hash of a word: the tables of which a phrase begins with it. Says at once that most words begin none.
  boost::unordered_flat_map<std::uint64_t, TableSet> beginnings;
  TableSet openers = 0;  ///< Of what is no number proper: where a step has to look closer.

  TableSet begun_by(std::string_view word) const {
    const auto found = beginnings.find(XXH3_64bits(word.data(), word.size()));
    return found == beginnings.end() ? 0 : found->second;
  }

  void index() {
    TableSet bit = 1;
    const auto add = [&](auto&... phrases) {
      const auto add_one = [&](auto& one) {
        one.bit = bit;
        bit <<= 1;
        for (const auto& [word, words_from_it] : one.longest_from)
          beginnings[XXH3_64bits(word.data(), word.size())] |= one.bit;
      };
      (add_one(phrases), ...);
    };
    add(words, joiners, articles, linkers, ordinal_suffixes, unit_after, unit_before, unit_dual, bound_before,
        bound_after, range_open, range_to, change, name_before, no_name, clock, name_after, idiom, score, not_dual,
        written, months, weekdays, dual_nouns, persons, one_cues, one_after, one_passive);
    openers = idiom.bit | weekdays.bit | months.bit | articles.bit | unit_dual.bit;
  }

  bool is_dual(std::string_view word) const {
    if (word.size() < 10 || !dual_ending(word)) return false;  // At least five letters.
    if (not_dual.entries.contains(word)) return false;
    if (dual_nouns.entries.contains(word.substr(0, word.size() - 4))) return true;
    if (ends(word, "تين") || ends(word, "تان")) {
      const std::string singular = std::string(word.substr(0, word.size() - 6)) + "ه";
      return !ends(word, "ستان") || dual_nouns.entries.contains(singular);
    }
    return false;
  }

  /// Whether the word is a dual, as it stands or behind a proclitic.
  bool is_bare_dual(std::string_view word) const {
    if (proclitics.empty() || !dual_ending(word)) return false;
    return is_dual(word) || std::any_of(proclitics.begin(), proclitics.end(), [&](const auto& proclitic) {
             return begins(word, proclitic.first) && is_dual(word.substr(proclitic.first.size()));
           });
  }

  /// Whether the word is a person, or one in the accusative: «مدنيا».
  bool is_person(std::string_view word) const {
    return persons.entries.contains(word) ||
           (!proclitics.empty() && ends(word, "ا") && persons.entries.contains(word.substr(0, word.size() - 2)));
  }

  /// NumberReader::may_count.
  bool may_count(std::string_view word) const {
    const auto opens = [&](std::string_view rest) {
      return is_digit(rest.front()) || (begun_by(rest) & (words.bit | unit_dual.bit)) != 0;
    };
    return opens(word) || is_bare_dual(word) || is_person(word) ||
           std::any_of(proclitics.begin(), proclitics.end(), [&](const auto& proclitic) {
             return begins(word, proclitic.first) && opens(word.substr(proclitic.first.size()));
           });
  }
};

namespace {

std::string_view cell(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? std::string_view(row[column]) : std::string_view();
}

}  // namespace

NumberReader::NumberReader(const Lexicons& lexicons, std::string_view lang) {
  auto tables = std::make_unique<Tables>();
  static const std::map<std::string_view, WordKind> kinds{
      {"unit", WordKind::unit}, {"ten", WordKind::ten}, {"bound_unit", WordKind::bound_unit}, {"teen", WordKind::teen},
      {"tens", WordKind::tens}, {"hundreds", WordKind::hundreds}, {"hundred", WordKind::hundred},
      {"scale", WordKind::scale}, {"scale_dual", WordKind::scale_dual}, {"scale_plural", WordKind::scale_plural},
      {"money_scale", WordKind::money_scale}, {"count_scale", WordKind::count_scale}, {"vague", WordKind::vague},
      {"vague_scale", WordKind::vague_scale},
      {"fraction", WordKind::fraction}, {"ordinal", WordKind::ordinal}, {"bound_ordinal", WordKind::bound_ordinal}};
  for (const auto& row : lexicons.table(lang, "numbers").rows) {
    const std::string_view kind = cell(row, 0), form = cell(row, 1);
    if (const auto found = kinds.find(kind); found != kinds.end()) {
      NumberWord word{found->second, to_double(cell(row, 2)), to_double(cell(row, 3)), to_double(cell(row, 4))};
      tables->words.add(form, word);
    } else if (kind == "proclitic") {
      tables->proclitics.emplace_back(normalise_words(form), cell(row, 2) == "1");
    } else if (kind == "joiner") {
      tables->joiners.add(form, {});
    } else if (kind == "article") {
      tables->articles.add(form, {});
    } else if (kind == "linker") {
      tables->linkers.add(form, {});
    } else if (kind == "ordinal_suffix") {
      tables->ordinal_suffixes.add(form, {});
    } else if (kind == "groups") {
      tables->dot_groups = form == ".";
    } else if (kind == "counted") {
      tables->counted.emplace(form, cell(row, 2) == "1");
    } else if (kind == "plural") {
      tables->plural_ending = form;
    }
  }
  std::sort(tables->proclitics.begin(), tables->proclitics.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first < b.first;
  });
  for (const auto& row : lexicons.table(lang, "units").rows) {
    const Unit unit{std::string(cell(row, 0)), std::string(cell(row, 3))};
    const std::string_view position = cell(row, 1), form = cell(row, 2);
    if (position == "symbol") {
      tables->symbols.emplace_back(form, unit);
    } else {
      (position == "before" ? tables->unit_before : position == "dual" ? tables->unit_dual : tables->unit_after)
          .add(form, unit);
    }
  }
  const auto longer = [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first < b.first;
  };
  std::sort(tables->symbols.begin(), tables->symbols.end(), longer);
  static const std::map<std::string_view, Bound> bounds{
      {"at_least", Bound::at_least}, {"at_most", Bound::at_most}, {"about", Bound::about}};
  for (const auto& row : lexicons.table(lang, "bounds").rows) {
    const std::string_view kind = cell(row, 0), position = cell(row, 1), form = cell(row, 2);
    if (const auto found = bounds.find(kind); found != bounds.end()) {
      if (position == "symbol") {
        tables->bound_signs.emplace_back(form, found->second);
      } else {
        (position == "after" ? tables->bound_after : tables->bound_before)
            .add(form, BoundForm{found->second, std::string(cell(row, 3))});
      }
    } else if (kind == "range_open") {
      tables->range_open.add(form, {});
    } else if (kind == "range_to") {
      tables->range_to.add(form, {});
    } else if (kind == "change") {
      tables->change.add(form, {});
    }
  }
  for (const auto& row : lexicons.table(lang, "number_names").rows) {
    const std::string_view kind = cell(row, 0), form = cell(row, 1);
    if (kind == "before" || kind == "clock") tables->name_before.add(form, {});
    if (kind == "no_name") tables->no_name.add(form, {});
    if (kind == "clock") tables->clock.add(form, {});
    if (kind == "after") tables->name_after.add(form, {});
    if (kind == "idiom") tables->idiom.add(form, {});
    if (kind == "score") tables->score.add(form, {});
    if (kind == "not_dual") tables->not_dual.add(form, {});
    if (kind == "written") tables->written.add(form, {}), tables->spellings.emplace_back(form);
  }
  for (const auto& row : lexicons.table(lang, "months").rows) tables->months.add(cell(row, 0), {});
  for (const auto& row : lexicons.table(lang, "weekdays").rows) tables->weekdays.add(cell(row, 0), {});
  for (const auto& row : lexicons.table(lang, "broken_plurals").rows) {
    const std::string_view kind = cell(row, 0), form = cell(row, 1);
    if (kind == "noun" || kind == "person") tables->dual_nouns.add(form, {});
    if (kind == "person" || kind == "person_only") tables->persons.add(form, {});
    if (kind == "one_cue") tables->one_cues.add(form, {});
    if (kind == "one_after") tables->one_after.add(form, {});
    if (kind == "one_passive") tables->one_passive.add(form, {});
  }
  for (const auto& [proclitic, adds] : tables->proclitics) tables->prefixes.emplace_back(proclitic);
  tables->index();
  tables_ = std::move(tables);
}

NumberReader::~NumberReader() = default;
NumberReader::NumberReader(NumberReader&&) noexcept = default;

namespace {

/// One pass over one text.
template <typename Tables>
class Reading {
 public:
  Reading(const Tables& tables, const NormalisedText& words, std::string_view original)
      : tables_(tables), words_(words), original_(original), size_(static_cast<std::uint32_t>(words.tokens.size())), starts_(size_) {
    for (std::uint32_t i = 0; i < size_; ++i) {
      const std::string_view token = word(i);
      Start& start = starts_[i];
      start.plain = tables.begun_by(token);
      // «ميتا», dead, is folded as «مئتا», two hundred, is.
      if ((start.plain & tables.written.bit) != 0 && !written_so(i)) start.plain &= ~tables.words.bit;
      start.number = (start.plain & tables.words.bit) != 0 || is_digit(token.front());
      const std::uint64_t head = head_of(token);
      for (std::size_t k = 0; k < tables.prefixes.size(); ++k) {
        const std::string& proclitic = tables.proclitics[k].first;
        if (!tables.prefixes[k].may_begin(head) || !token.starts_with(proclitic)) continue;
        if (token.size() == proclitic.size()) {
          start.number = true;
          continue;
        }
        TableSet behind = tables.begun_by(token.substr(proclitic.size()));
        if ((behind & tables.written.bit) != 0 && !written_so(i)) behind &= ~tables.words.bit;
        start.clitic |= behind;
        start.number = start.number || (behind & tables.words.bit) != 0 || is_digit(token[proclitic.size()]);
      }
    }
  }

  std::vector<Quantity> run() {
    for (std::uint32_t i = 0; i < size_;) i = step(i);
    return std::move(found_);
  }

 private:
  /// What a token may begin.
  struct Start {
    TableSet plain = 0;   ///< Tables of which a phrase begins with it as it stands.
    TableSet clitic = 0;  ///< ... behind a proclitic.
    bool number = false;  ///< An atom may begin here.
  };

  struct Atom {
    NumberWord word;
    std::uint32_t last = 0;
    bool joined = false;   ///< By a proclitic that adds («و»).
    bool clitic = false;   ///< By any proclitic.
  };

  struct Digits {
    double value = 0;
    std::uint32_t last = 0;
    std::size_t length = 0;    ///< Digits of the first part.
    bool parts = false;        ///< Has separators.
    bool decimal = false;
    bool dot_group = false;    ///< Read "1.234" as thousands.
    bool leading_zero = false;
    std::string suffix;
  };

  std::string_view word(std::uint32_t i) const { return words_.word(i); }

  /// Whether a token ends with a form of `written` as it stands there, vowel signs left out.
  bool written_so(std::uint32_t i) const {
    const ByteRange source = words_.tokens[i].source;
    std::string here;
    for (std::uint32_t at = source.begin; at < source.end; ++at) {
      const bool sign = original_[at] == '\xD9' && at + 1 < source.end && original_[at + 1] >= '\x8B' &&
                        original_[at + 1] <= '\x92';  // U+064B to U+0652.
      if (sign)
        ++at;
      else
        here += original_[at];
    }
    return std::any_of(tables_.spellings.begin(), tables_.spellings.end(),
                       [&](const std::string& spelling) { return here.ends_with(spelling); });
  }

  std::string_view written_gap(std::uint32_t i) const {  // Between tokens i - 1 and i.
    const std::uint32_t begin = i == 0 ? 0 : words_.tokens[i - 1].source.end;
    const std::uint32_t end = i < size_ ? words_.tokens[i].source.begin : static_cast<std::uint32_t>(original_.size());
    return begin < end ? original_.substr(begin, end - begin) : std::string_view();
  }
  std::string gap(std::uint32_t i) const { return plain_gap(written_gap(i)); }

  // No punctuation between tokens i - 1 and i.
  bool adjacent(std::uint32_t i) const {
    if (i == 0 || i >= size_) return false;
    const std::uint32_t begin = words_.tokens[i - 1].source.end, end = words_.tokens[i].source.begin;
    if (end == begin + 1 && original_[begin] == ' ') return true;
    return blank(gap(i));
  }

  template <typename T>
  Match<T> match_from(const Phrases<T>& phrases, std::uint32_t i, std::size_t skip_bytes) const {
    if (i >= size_) return {};
    const auto from = phrases.longest_from.find(word(i).substr(skip_bytes));
    if (from == phrases.longest_from.end()) return {};
    const std::uint32_t end = std::min(size_, i + from->second);
    for (std::uint32_t last = end; last > i; --last) {
      const std::size_t begin = words_.tokens[i].normal.begin + skip_bytes;
      const std::string_view phrase =
          std::string_view(words_.text).substr(begin, words_.tokens[last - 1].normal.end - begin);
      if (const auto found = phrases.entries.find(phrase); found != phrases.entries.end())
        return {&found->second, i, last};
    }
    return {};
  }

  /// The longest phrase that begins at token i, with or without proclitics.
  template <typename T>
  Match<T> match(const Phrases<T>& phrases, std::uint32_t i, bool clitics = true) const {
    if (i >= size_) return {};
    if ((starts_[i].plain & phrases.bit) != 0)
      if (auto found = match_from(phrases, i, 0)) return found;
    if (!clitics || (starts_[i].clitic & phrases.bit) == 0) return {};
    for (const auto& [proclitic, adds] : tables_.proclitics)
      if (word(i).size() > proclitic.size() && word(i).starts_with(proclitic))
        if (auto found = match_from(phrases, i, proclitic.size())) return found;
    return {};
  }

  /// The longest phrase that ends right before token `last`.
  template <typename T>
  Match<T> match_before(const Phrases<T>& phrases, std::uint32_t last) const {
    for (std::uint32_t words = std::min(phrases.longest, last); words > 0; --words) {
      const auto found = match(phrases, last - words);
      if (found && found.last == last) return found;
    }
    return {};
  }

  std::optional<Digits> digits(std::uint32_t i, std::size_t skip_bytes) const {
    std::string_view text = word(i).substr(skip_bytes);
    const std::size_t length = leading_digits(text);
    if (length == 0) return std::nullopt;
    std::vector<std::string> parts{std::string(text.substr(0, length))};
    std::string separators;
    std::string suffix(text.substr(length));
    // «5ر1» is 1.5: the letter between digits lets the line run from the right, so that the fraction is typed first;
    // «000ر22» is 22,000.
    constexpr std::string_view point_letter = "ر";
    if (suffix.starts_with(point_letter)) {
      const std::string_view whole = std::string_view(suffix).substr(point_letter.size());
      if (!whole.empty() && leading_digits(whole) == whole.size()) {
        Digits turned;
        turned.length = whole.size();
        turned.last = i + 1;
        turned.parts = true;
        turned.decimal = parts.front() != "000";
        turned.value = to_double(std::string(whole) + (turned.decimal ? "." : "") + parts.front());
        return turned;
      }
    }
    std::uint32_t last = i + 1;
    while (suffix.empty() && last < size_) {
      const std::string between = gap(last);
      if (between.size() != 1 || std::string_view(".,_'  ").find(between[0]) == std::string_view::npos) break;
      const std::size_t next = leading_digits(word(last));
      if (next == 0) break;
      const bool three = next == 3 && parts.front().size() <= 3 && parts.front() != "0";
      if (between[0] == ' ' && (!three || next != word(last).size() || last + 1 == size_ || parts.size() > 3)) break;
      if (between[0] == '_' && !three) break;
      if (between[0] == ',' && next != 3 && !(tables_.dot_groups && next <= 2 && parts.size() == 1)) break;
      parts.emplace_back(word(last).substr(0, next));
      separators += between[0];
      suffix = std::string(word(last).substr(next));
      ++last;
    }
    // A right-to-left mark inside a decimal («064.\u200F3») was set to turn it round: the digits stand as they are seen.
    if (parts.size() == 2 && separators == "." && written_gap(i + 1).find("\u200F") != std::string_view::npos)
      std::swap(parts.front(), parts.back());
    Digits result;
    result.length = length;
    result.last = last;
    result.parts = parts.size() > 1;
    result.suffix = std::move(suffix);
    result.leading_zero = parts.front().size() > 1 && parts.front()[0] == '0';
    std::size_t decimals = parts.size();  // Index of the part behind the decimal separator.
    if (result.parts) {
      const char sep = separators.back();
      const bool only = separators.size() == 1;
      const bool other = !only && separators[separators.size() - 2] != sep;
      if (parts.back().size() != 3 || other) {
        decimals = parts.size() - 1;
      } else if (sep == '.' && only) {
        if (parts.front().size() > 3 || parts.front() == "0" || !tables_.dot_groups) {
          decimals = 1;
        } else {
          result.dot_group = true;
        }
      } else if (only && (parts.front().size() > 3 || parts.front() == "0")) {
        decimals = 1;
      }
    }
    std::string number;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (part == decimals) number += '.';
      number += parts[part];
    }
    result.decimal = decimals < parts.size();
    result.value = to_double(number);
    return result;
  }

  std::optional<Atom> atom(std::uint32_t i) const {
    if (i >= size_ || !starts_[i].number) return std::nullopt;
    if (const auto found = match_from(tables_.words, i, 0)) return Atom{*found.entry, found.last, false, false};
    if (is_digit(word(i).front())) return Atom{NumberWord{}, i + 1, false, false};
    for (const auto& [proclitic, adds] : tables_.proclitics) {
      if (!word(i).starts_with(proclitic)) continue;
      if (word(i).size() == proclitic.size()) {  // «و 15» with a space
        if (!adds || !adjacent(i + 1)) continue;
        auto next = atom(i + 1);
        if (next && !next->clitic) {
          next->joined = next->clitic = true;
          return next;
        }
        continue;
      }
      if (is_digit(word(i)[proclitic.size()])) return Atom{NumberWord{}, i + 1, adds, true};
      if (const auto found = match_from(tables_.words, i, proclitic.size()))
        return Atom{*found.entry, found.last, adds, true};
    }
    return std::nullopt;
  }

  /// Where the digits of a digit atom that begins at token i stand.
  std::pair<std::uint32_t, std::size_t> digits_at(std::uint32_t i) const {
    if (is_digit(word(i).front())) return {i, 0};
    for (std::size_t byte = 0; byte < word(i).size(); ++byte)
      if (is_digit(word(i)[byte])) return {i, byte};
    return {i + 1, 0};
  }

  /// Shapes whose digits name something: times, dates, fractions, phone numbers. The token behind, or i.
  std::uint32_t named_run(std::uint32_t i) const {
    const auto [start, skip] = digits_at(i);
    std::uint32_t last = start + 1;
    std::size_t names = 0, dashes = 0, dots = 0, odd = 0, total = word(start).size() - skip;
    bool pure = leading_digits(word(start).substr(skip)) + skip == word(start).size();
    while (pure && last < size_) {
      const std::string between = gap(last);
      if (between.size() != 1 || !is_digit(word(last).front())) break;
      if (std::string_view(":/+").find(between[0]) != std::string_view::npos) {
        ++names;
      } else if (between[0] == '-') {
        ++dashes;
      } else if (between[0] == '.') {
        ++dots;
        odd += leading_digits(word(last)) != 3;
      } else if (between[0] != ',') {
        break;
      }
      total += word(last).size();
      pure = leading_digits(word(last)) == word(last).size();
      ++last;
    }
    if (names > 0 || dashes >= 2 || (dots >= 2 && odd > 0 && dashes == 0)) return last;
    const std::string before = gap(start);
    if (!before.empty() && before.back() == '+' && total >= 7) return last;
    // Groups of digits with spaces that aren't thousands: a phone number.
    std::uint32_t groups = 1, end = last;
    std::size_t digits_seen = total, threes = 0;
    while (end < size_ && (gap(end) == " " || gap(end) == "_") && leading_digits(word(end)) == word(end).size()) {
      digits_seen += word(end).size();
      threes += word(end).size() == 3;
      ++groups;
      ++end;
    }
    if (groups >= 3 && digits_seen >= 7 && threes + 1 < groups) return end;
    return i;
  }

  static bool of_money(WordKind kind) { return kind == WordKind::money_scale || kind == WordKind::count_scale; }

  /// Whether the number at i counts a noun in the plural: "19m subscribers", not "400m hurdles" or "two 300m tankers".
  bool counts_nouns(std::uint32_t i, std::uint32_t last) const {
    if (last >= size_ || !adjacent(last) || (i > 0 && adjacent(i) && atom(i - 1))) return false;
    const std::string_view noun = word(last);
    if (const auto known = tables_.counted.find(noun); known != tables_.counted.end()) return known->second;
    constexpr std::size_t least_stem = 3;
    const std::string& ending = tables_.plural_ending;
    return !ending.empty() && noun.size() >= least_stem + ending.size() && noun.ends_with(ending) &&
           !noun.substr(0, noun.size() - ending.size()).ends_with(ending);
  }

  /// Below a thousand, in words or any digits.
  std::optional<Cardinal> group(std::uint32_t i, bool money) const {
    auto head = atom(i);
    if (!head) return std::nullopt;
    Cardinal number;
    if (head->word.kind == WordKind::digits) {
      const auto [start, skip] = digits_at(i);
      auto read = digits(start, skip);
      if (!read) return std::nullopt;
      number.digits = true;
      number.last = read->last;
      number.low = number.high = read->value;
      number.identifier = (read->leading_zero && !read->decimal) || read->length > 15;
      number.year = !read->parts && read->length == 4 && read->suffix.empty() && read->value >= 1900 && read->value < 2100;
      if (read->dot_group && scale_at(read->last, money)) number.low = number.high = read->value / 1000;
      if (!read->suffix.empty()) {
        const auto scale = tables_.words.entries.find(read->suffix);
        if (tables_.ordinal_suffixes.entries.contains(read->suffix)) {
          number.ordinal = true;
        } else if (scale != tables_.words.entries.end() &&
                   (scale->second.kind == WordKind::scale || scale->second.kind == WordKind::scale_plural ||
                    (of_money(scale->second.kind) && money) ||
                    (scale->second.kind == WordKind::count_scale && counts_nouns(i, read->last)))) {
          number.scale = scale->second.value;
          if (read->dot_group) number.low = number.high = read->value / 1000;
          number.low = number.high = number.low * number.scale;
        } else {
          number.suffix = std::move(read->suffix);
        }
      }
      return number;
    }
    double hundreds = -1, tens = -1, units = -1;
    std::uint32_t pos = i;
    for (;;) {
      auto next = atom(pos);
      const bool start = pos == i;
      std::uint32_t joiner = pos;
      if (!start && !adjacent_or_hyphen(pos)) break;
      if (!next && !start && hundreds > 0 && tens < 0 && units < 0) {
        if (const auto joined = match(tables_.joiners, pos, false); joined && adjacent(joined.last)) {
          joiner = joined.last;
          next = atom(joiner);
        }
      }
      if (!next) break;
      const bool prefixed = !start && next->clitic;
      const bool adds = !has_proclitics() || next->joined;
      const double value = next->word.value;
      bool taken = false;
      switch (next->word.kind) {
        case WordKind::unit: {
          const bool after_hundreds = hundreds > 0 && tens < 0 && adds;
          const bool after_tens = tens >= 20 && !prefixed && value > 0 && !has_proclitics();
          if (units < 0 && (start || after_hundreds || after_tens)) {
            const auto behind = atom(next->last);
            if (!start && behind && behind->word.kind == WordKind::hundred) break;
            units = value;
            taken = true;
          }
          break;
        }
        case WordKind::bound_unit: {
          const auto behind = atom(next->last);
          if (units < 0 && tens < 0 && (start || (hundreds > 0 && adds)) && behind &&
              behind->word.kind == WordKind::ten && !behind->clitic) {
            units = value;
            taken = true;
          } else if (units < 0 && tens < 0 && (start || (hundreds > 0 && adds)) && behind &&
                     behind->word.kind == WordKind::tens && behind->joined) {
            units = value;  // «إحدى وعشرون»
            taken = true;
          }
          break;
        }
        case WordKind::ten:
          if (tens < 0 && units > 0 && !prefixed) {
            tens = 10;
            taken = true;
          } else if (tens < 0 && units < 0 && (start || (hundreds > 0 && adds))) {
            tens = 10;
            units = 0;
            taken = true;
          }
          break;
        case WordKind::teen:
          if (tens < 0 && units < 0 && (start || (hundreds > 0 && adds))) {
            tens = value;
            units = 0;
            taken = true;
          }
          break;
        case WordKind::tens:
          if (tens < 0 && (units < 0 ? start || (hundreds > 0 && adds) : units > 0 && next->joined)) {
            tens = value;
            if (units >= 0 || has_proclitics()) units = std::max(units, 0.0);
            taken = true;
          }
          break;
        case WordKind::hundreds:
          if (start) {
            hundreds = value;
            taken = true;
          }
          break;
        case WordKind::hundred:
          if (hundreds < 0 && tens < 0 && (start || (units > 0 && !prefixed))) {
            hundreds = 100 * std::max(units, 1.0);
            units = -1;
            taken = true;
          } else if (hundreds < 0 && tens > 0 && !prefixed && !start && !has_proclitics()) {
            hundreds = 100 * (tens + std::max(units, 0.0));  // "fifteen hundred"
            tens = units = -1;
            taken = true;
          }
          break;
        default:
          break;
      }
      if (!taken) break;
      pos = next->last;
    }
    if (pos == i) return std::nullopt;
    number.last = pos;
    number.low = number.high = std::max(hundreds, 0.0) + std::max(tens, 0.0) + std::max(units, 0.0);
    return number;
  }

  bool has_proclitics() const { return !tables_.proclitics.empty(); }

  bool adjacent_or_hyphen(std::uint32_t i) const { return i > 0 && i < size_ && (blank(gap(i)) || gap(i) == "-"); }

  /// A multiplier at token i that isn't joined; past an article or a linker only where `linked`.
  std::optional<Atom> scale_at(std::uint32_t i, bool money, bool linked = false) const {
    if (!adjacent_or_hyphen(i)) return std::nullopt;
    auto next = atom(i);
    if (!next && linked) {
      if (const auto link = match(tables_.linkers, i, false); link && adjacent(link.last)) next = atom(link.last);
    }
    if (!next || next->joined || (next->clitic && !linked)) return std::nullopt;
    const WordKind kind = next->word.kind;
    if (kind == WordKind::scale || kind == WordKind::scale_plural || (of_money(kind) && money) ||
        (linked && kind == WordKind::hundred))
      return next;
    return std::nullopt;
  }

  std::optional<Cardinal> cardinal(std::uint32_t i, bool money) const {
    auto head = atom(i);
    std::uint32_t start = i;
    if (!head) {  // "a million", "half a million"
      const auto article = match(tables_.articles, i, false);
      if (!article || !adjacent(article.last)) return std::nullopt;
      head = atom(article.last);
      if (!head || head->clitic) return std::nullopt;
      if (head->word.kind != WordKind::scale && head->word.kind != WordKind::hundred && head->word.kind != WordKind::fraction)
        return std::nullopt;
      start = article.last;
    }
    const bool with_article = start != i;
    Cardinal number;
    double cap = infinity;
    std::uint32_t pos = start;
    bool any = false;
    for (;;) {
      std::uint32_t at = pos;
      auto next = atom(at);
      if (any) {
        if (!adjacent(at)) break;
        if (!next) {
          const auto joined = match(tables_.joiners, at, false);
          if (!joined || !adjacent(joined.last)) break;
          at = joined.last;
          next = atom(at);
          if (!next || next->word.kind == WordKind::digits || cap < 100) break;
        } else if (has_proclitics() ? !next->joined : next->word.kind == WordKind::digits) {
          break;
        }
      }
      if (!next) break;
      double low = 0, high = 0, scale = 1;
      std::uint32_t last = next->last;
      bool vague = false;
      const WordKind kind = next->word.kind;
      if (kind == WordKind::scale || kind == WordKind::scale_dual) {
        if (!any && kind == WordKind::scale && !has_proclitics() && !with_article) break;
        low = high = (kind == WordKind::scale_dual ? 2 : 1) * next->word.value;
        scale = next->word.value;
      } else if (kind == WordKind::scale_plural || kind == WordKind::vague || kind == WordKind::vague_scale) {
        if (any) break;
        low = next->word.low;
        high = next->word.high;
        vague = true;
        bool scaled = kind != WordKind::vague_scale;
        while (const auto by = scale_at(last, money, true)) {
          if (kind == WordKind::scale_plural && by->word.value <= next->word.value && by->word.kind != WordKind::scale) break;
          low *= by->word.value;
          high = (high + 1) * by->word.value - 1;
          scale *= by->word.value;
          last = by->last;
          scaled = true;
        }
        if (!scaled) break;
      } else if (kind == WordKind::fraction) {
        auto by = scale_at(last, money, true);
        if (!by) {
          const auto article = match(tables_.articles, last, false);
          if (article && adjacent(article.last)) by = scale_at(article.last, money);
        }
        if (!by || any) break;
        low = high = next->word.value * by->word.value;
        scale = by->word.value;
        last = by->last;
      } else {
        auto part = group(at, money);
        if (!part || (any && part->digits && !part->suffix.empty())) break;
        low = high = part->low;
        last = part->last;
        scale = part->scale;
        number.digits |= !any && part->digits;
        number.year |= !any && part->year;
        number.identifier |= part->identifier;
        number.ordinal |= part->ordinal;
        number.suffix = part->suffix;
        // "one and a half million"
        double extra = 0;
        std::uint32_t behind = half_at(last, extra);
        if (behind != last && scale_at(behind, money)) {
          low = high = low + extra;
          last = behind;
        }
        if (part->suffix.empty() && !part->ordinal)
          while (const auto by = scale_at(last, money)) {
            low = high = low * by->word.value;
            scale *= by->word.value;
            last = by->last;
          }
      }
      if (any && low >= cap) break;
      number.low += low;
      number.high += high;
      number.vague |= vague;
      number.scale = scale;
      any = true;
      pos = last;
      if (scale > 1) {
        number.year = false;
        double extra = 0;
        if (const std::uint32_t behind = half_at(pos, extra); behind != pos) {
          number.low += extra * scale;
          number.high += extra * scale;
          pos = behind;
          if (const auto again = scale_at(pos, money, true); again && again->word.value == scale) pos = again->last;
          break;
        }
      }
      cap = scale;
      if (scale <= 1 || vague || !number.suffix.empty()) break;
    }
    if (!any) return std::nullopt;
    number.last = pos;
    return number;
  }

  /// A fraction joined at token i («ونصف», "and a half"): the token behind and its value; i when none stands there.
  std::uint32_t half_at(std::uint32_t i, double& value) const {
    if (!adjacent(i)) return i;
    auto next = atom(i);
    if (next && next->word.kind == WordKind::fraction && next->joined) {
      value = next->word.value;
      return next->last;
    }
    const auto joined = match(tables_.joiners, i, false);
    if (!joined) return i;
    std::uint32_t at = joined.last;
    if (const auto article = match(tables_.articles, at, false)) at = article.last;
    next = atom(at);
    if (!next || next->word.kind != WordKind::fraction || next->clitic) return i;
    value = next->word.value;
    return next->last;
  }

  // The sign that ends `before` (or begins `after`), as its unit and its length in bytes.
  template <typename T>
  static std::pair<const T*, std::size_t> sign_at_end(const std::vector<std::pair<std::string, T>>& signs,
                                                      std::string_view text) {
    for (const auto& [sign, meaning] : signs)
      if (text.ends_with(sign)) return {&meaning, sign.size()};
    return {nullptr, 0};
  }
  template <typename T>
  static std::pair<const T*, std::size_t> sign_at_begin(const std::vector<std::pair<std::string, T>>& signs,
                                                        std::string_view text) {
    for (const auto& [sign, meaning] : signs)
      if (text.starts_with(sign)) return {&meaning, sign.size()};
    return {nullptr, 0};
  }

  bool lower_case_source(std::uint32_t i) const {
    const char c = original_[words_.tokens[i].source.begin];
    return c >= 'a' && c <= 'z';
  }

  /// Whether tokens [first, last) stand beside a month as a day or a year.
  bool beside_month(std::uint32_t first, std::uint32_t last, double value, bool year) const {
    const bool day = value >= 1 && value <= 31 && std::floor(value) == value;
    if (!day && !year) return false;
    std::uint32_t next = last;
    if (next < size_) {
      if (const auto link = match(tables_.linkers, next, false); link && adjacent(next)) next = link.last;
    }
    if (day && next < size_ && adjacent_or_hyphen(next))
      if (const auto month = match(tables_.months, next, false); month && !lower_case_source(next)) return true;
    if (first == 0 || !(adjacent_or_hyphen(first) || gap(first) == ". ")) return false;  // "Nov. 6"
    const auto month = match_before(tables_.months, first);
    return static_cast<bool>(month) && !lower_case_source(month.first);
  }

  void emit(Quantity quantity) {
    const std::uint32_t least = found_.empty() ? 0 : found_.back().last;
    quantity.first = std::max(quantity.first, least);
    const std::uint32_t begin = words_.tokens[quantity.first].source.begin;
    const std::uint32_t end = words_.tokens[quantity.last - 1].source.end;
    quantity.source = {std::min(begin, quantity.source.empty() ? begin : quantity.source.begin),
                       std::max(end, quantity.source.end)};
    found_.push_back(std::move(quantity));
  }

  static void widen(Quantity& quantity) {
    const double least = quantity.unit.empty() ? 1 : 0;
    switch (quantity.bound) {
      case Bound::at_least: quantity.high = infinity; break;
      case Bound::at_most: quantity.low = 0; break;
      case Bound::about:
        quantity.low -= std::max(least, quantity.low / 10);
        quantity.high += std::max(least, quantity.high / 10);
        quantity.low = std::max(quantity.low, 0.0);
        break;
      default: break;
    }
  }

  /// Bound words before token i, also across a range opener: their first token, or i.
  /// «أكثر من «10» سنوات», "more than (10)": one token in marks of its own.
  bool opens_alone(std::string_view mark, std::uint32_t i) const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> marks{
        {{"(", ")"}, {"\"", "\""}, {"«", "»"}, {"“", "”"}}};
    if (i + 1 >= size_) return false;
    const std::string_view behind = written_gap(i + 1);
    return std::any_of(marks.begin(), marks.end(),
                       [&](const auto& pair) { return mark == pair.first && behind.starts_with(pair.second); });
  }

  std::uint32_t bound_before(std::uint32_t i, std::string_view dimension, std::size_t sign_bytes, Bound& bound) const {
    if (i == 0) return i;
    const std::string between = gap(i);
    const std::string_view apart = std::string_view(between).substr(0, between.size() - std::min(between.size(), sign_bytes));
    if (!blank(apart) && !opens_alone(trimmed(apart), i)) return i;
    const auto found = match_before(tables_.bound_before, i);
    if (!found || (!found.entry->not_before.empty() && found.entry->not_before == dimension)) return i;
    bound = found.entry->bound;
    return found.first;
  }

  /// Bound words within four tokens behind token i and before any punctuation or number.
  bool bound_behind(std::uint32_t i, Bound& bound, std::uint32_t& last) const {
    for (std::uint32_t at = i; at < std::min(size_, i + 5); ++at) {
      if (!adjacent(at)) return false;
      const auto after = match(tables_.bound_after, at, false);
      if (after) {
        const auto before = match(tables_.bound_before, at);
        const std::uint32_t behind = std::max(after.last, before ? before.last : 0);
        if (atom(behind) && adjacent(behind)) return false;
        bound = after.entry->bound;
        if (at == i) last = after.last;
        return true;
      }
      if (atom(at)) return false;
    }
    return false;
  }

  bool near(const Phrases<Nothing>& phrases, std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = first; i < std::min(last, size_); ++i)
      if (match(phrases, i)) return true;
    return false;
  }

  std::uint32_t step(std::uint32_t i) {
    const Start& start = starts_[i];
    if (!start.number && ((start.plain | start.clitic) & tables_.openers) == 0 && !may_be_counted(i)) return i + 1;
    if (const auto skip = match(tables_.idiom, i)) return skip.last;
    if (const auto skip = match(tables_.weekdays, i, false)) return skip.last;
    if (const auto skip = match(tables_.months, i)) return skip.last;
    const auto head = atom(i);
    if (head && head->word.kind == WordKind::digits)
      if (const std::uint32_t end = named_run(i); end != i) return end;
    if (const std::uint32_t end = ordinal(i); end != i) return end;
    if (const std::uint32_t end = number(i); end != i) return end;
    if (!head)
      if (const std::uint32_t end = noun(i); end != i) return end;
    return i + 1;
  }

  /// Whether a word that makes a name of a number stands right before token i.
  bool named(std::uint32_t i) const {
    if (i == 0) return false;
    const std::string before = gap(i);
    if (!blank(before) && before != "-" && trimmed(before) != "(" && trimmed(before) != ":" && trimmed(before) != ".") return false;
    return match_before(tables_.name_before, i) && !match_before(tables_.no_name, i);
  }

  /// "F-16", «تي-72»: letters and a dash without spaces.
  bool model(std::uint32_t i) const {
    if (i == 0 || gap(i) != "-") return false;
    if (atom(i - 1) || is_digit(word(i - 1).back())) return false;
    for (const auto& [proclitic, adds] : tables_.proclitics)
      if (word(i - 1) == proclitic) return false;
    return !match_before(tables_.unit_after, i);
  }

  std::uint32_t ordinal(std::uint32_t i) {
    const auto head = atom(i);
    if (!head) return i;
    Quantity quantity;
    std::uint32_t last = head->last;
    if (head->word.kind == WordKind::ordinal || head->word.kind == WordKind::bound_ordinal) {
      quantity.stated = head->word.value;
      const auto next = adjacent(last) ? atom(last) : std::nullopt;
      if (next && next->word.kind == WordKind::ten && !next->clitic) {
        quantity.stated += 10;
        last = next->last;
      } else if (next && next->word.kind == WordKind::tens && next->joined) {
        quantity.stated += next->word.value;
        last = next->last;
      } else if (head->word.kind == WordKind::bound_ordinal) {
        return i;
      }
    } else if (head->word.kind == WordKind::tens) {  // "twenty-first"
      const auto next = adjacent_or_hyphen(last) ? atom(last) : std::nullopt;
      if (!next || next->word.kind != WordKind::ordinal || next->clitic || next->word.value >= 10) return i;
      quantity.stated = head->word.value + next->word.value;
      last = next->last;
    } else if (head->word.kind == WordKind::digits) {
      const auto read = group(i, false);
      if (!read || !read->ordinal) return i;
      quantity.stated = read->low;
      last = read->last;
    } else {
      return i;
    }
    if (match_before(tables_.clock, i) || match_before(tables_.months, i) || beside_month(i, last, quantity.stated, false)) return last;
    quantity.first = quantity.number_first = i;
    quantity.last = quantity.number_last = last;
    quantity.low = quantity.high = quantity.stated;
    quantity.ordinal = true;
    emit(std::move(quantity));
    return last;
  }

  std::uint32_t number(std::uint32_t i) {
    if (!starts_[i].number && (starts_[i].plain & tables_.articles.bit) == 0) return i;
    std::string before = gap(i);
    auto [sign, sign_bytes] = sign_at_end(tables_.symbols, before);
    if (sign && sign->dimension == "ratio" && i > 0 && before.size() != sign_bytes && before.starts_with(before.substr(before.size() - sign_bytes)))
      sign = nullptr;
    // The sign belongs to the number before it: "5% 10".
    if (sign && i > 0 && is_digit(word(i - 1).back()) && !before.starts_with(" ") && sign->dimension != "money") sign = nullptr;
    const Match<Unit> code = adjacent(i) || (sign && i > 0 && before.size() == sign_bytes) ? match_before(tables_.unit_before, i) : Match<Unit>{};
    const bool money = (sign && sign->dimension == "money") || (code && code.entry->dimension == "money");
    auto a = cardinal(i, money);
    if (!a) return i;
    const bool hyphened = model(i);
    const std::uint32_t first_number = i;

    Quantity quantity;
    quantity.number_first = i;
    quantity.stated = quantity.low = a->low;
    quantity.high = a->high;
    quantity.number_last = quantity.last = a->last;
    quantity.first = i;
    if (sign) {
      quantity.unit = sign->id;
      const std::uint32_t at = words_.tokens[i].source.begin;
      quantity.source = {at - static_cast<std::uint32_t>(sign_bytes), at};
    }
    std::string dimension = sign ? sign->dimension : std::string();
    if (code) {
      if (!sign) {
        quantity.unit = code.entry->id;
        dimension = code.entry->dimension;
      }
      quantity.first = code.first;
    }
    if (a->vague) quantity.bound = Bound::range;

    std::string after = a->last < size_ ? gap(a->last) : gap(size_);
    const auto take_unit = [&](Cardinal& number, std::uint32_t& behind) {
      std::string space = gap(number.last);
      const std::string kept = space;
      while (!space.empty() && blank(space.substr(0, 1))) space.erase(0, 1);
      const auto [symbol, bytes] = sign_at_begin(tables_.symbols, space);
      const bool next_owns = symbol && symbol->dimension == "money" && space.size() == bytes && kept != space &&
                             number.last < size_ && is_digit(word(number.last).front());
      if (symbol && !next_owns && quantity.unit.empty()) {
        quantity.unit = symbol->id;
        dimension = symbol->dimension;
        const std::uint32_t end = words_.tokens[number.last - 1].source.end;
        quantity.source.end = end + static_cast<std::uint32_t>(kept.size() - space.size() + bytes);
        if (quantity.source.begin == 0) quantity.source.begin = words_.tokens[first_number].source.begin;
        behind = number.last;
        return space.substr(bytes);
      }
      if (symbol && !next_owns) return space.substr(bytes);
      if (!number.suffix.empty()) {
        const auto unit = tables_.unit_after.entries.find(number.suffix);
        if (unit == tables_.unit_after.entries.end()) {
          number.identifier = true;
          return kept;
        }
        quantity.unit = unit->second.id;
        dimension = unit->second.dimension;
        // "2.5km/h"
        return kept;
      }
      if (number.last < size_ && (blank(kept) || kept == "-")) {
        if (const auto unit = match(tables_.unit_after, number.last, false)) {
          const bool keep = quantity.unit.empty();
          if (keep) {
            quantity.unit = unit.entry->id;
            dimension = unit.entry->dimension;
          }
          if (keep || unit.entry->id == quantity.unit || unit.entry->dimension == dimension) behind = unit.last;
        }
      }
      return behind == number.last ? kept : gap(behind);
    };
    std::uint32_t behind = a->last;
    after = take_unit(*a, behind);
    quantity.last = std::max(quantity.last, behind);

    // A second number: a range, a score, or no part of this one.
    bool range = false, year_range = false;
    const auto open = i > 0 ? match_before(tables_.range_open, quantity.first) : Match<Nothing>{};
    std::optional<Cardinal> b;
    std::uint32_t b_first = behind;
    const std::string dash = trimmed(after);
    bool dashed = dash == "-";
    if (!dashed && dash.size() > 1 && dash[0] == '-' && sign_at_begin(tables_.symbols, dash.substr(1)).second == dash.size() - 1)
      dashed = true;
    if (behind < size_ && dashed) {
      if (const auto next = atom(behind); next && next->word.kind == WordKind::digits && !next->clitic) b = cardinal(behind, money);
    } else if (behind < size_ && blank(after)) {
      const auto to = match(tables_.range_to, behind, false);
      const auto next = atom(behind);
      if (next && next->joined && open) {
        b = cardinal(behind, money);
      } else if (to && (adjacent(to.last) || !sign_bytes_before(to.last).empty())) {
        const bool additive = static_cast<bool>(match(tables_.joiners, behind, false)) || has_additive(behind);
        if (open || !additive) {
          b_first = to.last;
          const auto follows = atom(b_first);
          if (follows && !follows->joined) b = cardinal(b_first, money);
        }
      }
    }
    if (b && (b->identifier || b->ordinal || b->vague || a->vague || (!b->suffix.empty() && !tables_.unit_after.entries.contains(b->suffix)))) b.reset();
    if (b) {
      // "from 10 to 15" behind a word of change are two values, and so are "rose 10 percent to 1,500": amount and result.
      bool changed = !dashed && (open ? near_change(open.first) && !static_cast<bool>(atom(behind)) : !quantity.unit.empty() && near_change(quantity.first));
      // "0.7 percent to 623.55 dollars": the ends of a range are measured alike.
      if (!dashed && !quantity.unit.empty() && b->last < size_ && adjacent(b->last))
        if (const auto unit = match(tables_.unit_after, b->last, false))
          changed = changed || (unit.entry->id != quantity.unit && unit.entry->dimension != dimension);
      if (b->scale > 1 && a->scale == 1 && a->high <= b->low / b->scale) {
        a->low *= b->scale;
        a->high *= b->scale;
      }
      if (dashed && quantity.unit.empty() && a->high < 100 && b->high < 100 && !named(i) && !beside_month(b_first, b->last, b->low, b->year)) {
        const bool sport = near(tables_.score, i > 6 ? i - 6 : 0, i) || near(tables_.score, b->last, b->last + 4);
        const bool followed_by_unit = b->last < size_ && adjacent(b->last) && match(tables_.unit_after, b->last, false);
        if ((a->high >= b->low && !followed_by_unit) || (sport && b->high < 30 && !followed_by_unit) || a->low == 0) return b->last;  // a score
      }
      year_range = a->year && b->year;
      if (!changed && a->high < b->low) {
        range = true;
        quantity.stated = quantity.low = a->low;
        quantity.high = b->high;
        quantity.bound = Bound::range;
        std::uint32_t end = b->last;
        Cardinal second = *b;
        take_unit(second, end);
        quantity.number_last = second.last;
        quantity.last = end;
      } else if (dashed && b->high < a->low && a->digits && b->digits) {
        b.reset();  // "15-10": read apart
      }
    }

    const std::uint32_t end_number = quantity.number_last;
    if (hyphened || a->identifier || a->ordinal) return end_number;
    // «في السنة 720 مليونا»: no name has so many millions.
    const bool millions = a->low >= 1e6 && a->last > i + 1;
    if (!millions && (named(quantity.first) || (quantity.first != i && named(i))))
      return std::max(end_number, b ? b->last : 0);
    if (end_number < size_ && (adjacent_or_hyphen(end_number)) && match(tables_.name_after, end_number, false) && quantity.unit.empty() && a->high < 2500)
      return end_number;
    if (beside_month(i, end_number, range ? quantity.high : a->low, a->year) || beside_month(i, a->last, a->low, a->year)) return end_number;
    if (list_mark(i, end_number, a->digits)) return end_number;
    if (year_range) return end_number;

    Bound bound = Bound::exact;
    std::uint32_t first = quantity.first;
    if (range && open && adjacent(first)) first = open.first;
    const std::uint32_t with_bound = bound_before(first, dimension, sign ? sign_bytes : 0, bound);
    bool bounded = with_bound != first;
    if (bounded) first = with_bound;
    if (!bounded && i > 0) {
      const auto found = sign_at_end(tables_.bound_signs, std::string_view(before).substr(0, before.size() - (sign ? sign_bytes : 0)));
      if (found.first && *found.first == Bound::about) bound = *found.first;
    }
    if (!bounded && end_number > 0) {
      const auto found = sign_at_begin(tables_.bound_signs, gap(end_number));
      if (found.first && *found.first == Bound::at_least) {
        bound = *found.first;
        bounded = true;
      }
    }
    if (!bounded && bound == Bound::exact && bound_behind(quantity.last, bound, quantity.last)) bounded = true;
    if (a->year && !range && !bounded && quantity.unit.empty()) return end_number;
    if (english_age(i, end_number) && quantity.unit.empty()) quantity.unit = "year";
    if (bound != Bound::exact) quantity.bound = bound;
    quantity.first = first;
    widen(quantity);
    const std::uint32_t last = quantity.last;
    emit(std::move(quantity));
    return last;
  }

  bool has_additive(std::uint32_t i) const {
    for (const auto& [proclitic, adds] : tables_.proclitics)
      if (adds && word(i) == proclitic) return true;
    return false;
  }

  std::string sign_bytes_before(std::uint32_t i) const {
    if (i >= size_) return {};
    const std::string before = gap(i);
    const auto [unit, bytes] = sign_at_end(tables_.symbols, before);
    return unit ? before.substr(before.size() - bytes) : std::string();
  }

  bool near_change(std::uint32_t i) const { return near(tables_.change, i > 6 ? i - 6 : 0, i); }

  /// "1." or "2)" at the start of a line.
  bool list_mark(std::uint32_t i, std::uint32_t last, bool digits) const {
    if (!digits || last >= size_) return false;
    const std::string before = gap(i);
    if (i != 0 && before.find('\n') == std::string::npos) return false;
    const std::string after = gap(last);
    return after == ". " || after == ") " || after == "- " || after == ".- ";
  }

  /// "Ann, 34, said": a number of at most three digits between commas behind a word.
  bool english_age(std::uint32_t i, std::uint32_t last) const {
    if (has_proclitics() || i == 0 || last >= size_ || last != i + 1) return false;
    const std::string_view digits = word(i);
    return gap(i) == ", " && gap(last).starts_with(",") && digits.size() <= 3 && leading_digits(digits) == digits.size() &&
           !is_digit(word(i - 1).back()) && !lower_case_source(i - 1);
  }

  /// Whether token i is a dual behind a proclitic that adds.
  bool joined(std::uint32_t i) const {
    return !tables_.is_dual(word(i)) &&
           std::any_of(tables_.proclitics.begin(), tables_.proclitics.end(), [&](const auto& entry) {
             return entry.second && word(i).starts_with(entry.first) &&
                    tables_.is_dual(word(i).substr(entry.first.size()));
           });
  }

  /// Counts that a noun's form states.
  /// False only where noun(i) finds neither a dual by its ending nor a single person.
  bool may_be_counted(std::uint32_t i) const {
    return (has_proclitics() && (dual_ending(word(i)) || ends(word(i), "ا"))) ||
           (starts_[i].plain & tables_.persons.bit) != 0;
  }

  std::uint32_t noun(std::uint32_t i) {
    Quantity quantity;
    quantity.first = quantity.number_first = i;
    if (const auto unit = match(tables_.unit_dual, i)) {
      quantity.number_last = quantity.last = unit.last;
      quantity.unit = unit.entry->id;
      quantity.dual = true;
      return emit_noun(std::move(quantity), 2, unit.entry->dimension);
    }
    const bool agrees = !found_.empty() && found_.back().dual && found_.back().last == i && adjacent(i);
    if (tables_.is_bare_dual(word(i)) && !match(tables_.not_dual, i)) {
      if (agrees && !joined(i)) return i;  // An adjective of the dual before it.
      quantity.number_last = quantity.last = i + 1;
      quantity.dual = true;
      if (adjacent(i + 1))
        if (const auto two = atom(i + 1); two && two->word.kind == WordKind::unit && two->word.value == 2 && !two->clitic)
          quantity.last = two->last;
      return emit_noun(std::move(quantity), 2, {});
    }
    if (single(i)) {
      quantity.number_last = quantity.last = i + 1;
      quantity.single = true;
      return emit_noun(std::move(quantity), 1, {});
    }
    return i;
  }

  std::uint32_t emit_noun(Quantity quantity, double value, std::string_view dimension) {
    quantity.low = quantity.high = quantity.stated = value;
    quantity.first = bound_before(quantity.first, dimension, 0, quantity.bound);
    widen(quantity);
    const std::uint32_t last = quantity.last;
    emit(std::move(quantity));
    return last;
  }

  /// «مقتل مدني»: the noun right behind a word of death, injury or arrest, without an article of its own or of the word
  /// behind it. "Killed a man", "a man was killed": the noun behind an article, such a word right before that or, of
  /// the noun's own fate, behind it.
  bool single(std::uint32_t i) const {
    if (i == 0 || !tables_.is_person(word(i))) return false;
    if (has_proclitics()) {
      if (!adjacent(i)) return false;
      const auto cue = match_before(tables_.one_cues, i);
      if (!cue) return false;
      const bool definite = adjacent(i + 1) && word(i + 1).starts_with("ال") && !match(tables_.weekdays, i + 1, false);
      return !definite && !(adjacent(i + 1) && atom(i + 1) && !atom(i + 1)->clitic && atom(i + 1)->word.kind == WordKind::unit);
    }
    if (gap(i + 1).starts_with("'") || gap(i + 1).starts_with("\u2019")) return false;
    for (std::uint32_t back = 1; back <= 2 && back <= i && adjacent(i - back + 1); ++back) {
      if (atom(i - back)) return false;
      if (!match(tables_.articles, i - back, false)) continue;
      if (adjacent(i - back) && match_before(tables_.one_cues, i - back)) return true;
      if (!adjacent(i + 1)) return false;
      if (match(tables_.one_after, i + 1)) return true;
      const auto passive = match(tables_.one_passive, i + 1);
      return passive && match(tables_.one_cues, passive.last);
    }
    return false;
  }

  const Tables& tables_;
  const NormalisedText& words_;
  std::string_view original_;
  std::uint32_t size_;
  std::vector<Start> starts_;  ///< By token.
  std::vector<Quantity> found_;
};

}  // namespace

bool NumberReader::may_count(std::string_view word) const { return tables_->may_count(word); }

std::vector<Quantity> NumberReader::read(const NormalisedText& words, std::string_view original) const {
  return Reading<Tables>(*tables_, words, original).run();
}

}  // namespace tawatur
