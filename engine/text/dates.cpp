#include "text/dates.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <xxhash.h>
#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {
namespace {

/// What a word or phrase can be in a date.
enum class Role : std::uint8_t {
  month,
  hijri_month,
  weekday,
  relative,
  ordinal,
  month_word,
  year_word,
  before_year,
  of,
  join,
  past,
  coming,
  current,
  clock,
  am,
  pm,
  night,
  year_suffix,
  ordinal_suffix,
  zone,
  line,
  ambiguous_order
};

struct Sense {
  Role role{};
  std::int32_t value = 0;
  bool alone = true;                    ///< Counts without another part of a date beside it.
  std::vector<std::string> not_after;   ///< Words before it that give it another meaning, sorted.
  std::vector<std::string> not_before;  ///< Words after it, likewise.
};

std::optional<Role> role_named(std::string_view name) {
  static constexpr std::pair<std::string_view, Role> names[] = {{"month", Role::month_word},
                                                                {"year", Role::year_word},
                                                                {"before_year", Role::before_year},
                                                                {"of", Role::of},
                                                                {"join", Role::join},
                                                                {"past", Role::past},
                                                                {"coming", Role::coming},
                                                                {"current", Role::current},
                                                                {"clock", Role::clock},
                                                                {"am", Role::am},
                                                                {"pm", Role::pm},
                                                                {"night", Role::night},
                                                                {"year_suffix", Role::year_suffix},
                                                                {"ordinal_suffix", Role::ordinal_suffix},
                                                                {"zone", Role::zone},
                                                                {"line", Role::line},
                                                                {"numeric", Role::ambiguous_order}};
  for (const auto& [known, role] : names)
    if (known == name) return role;
  return std::nullopt;
}

std::string_view cell(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? std::string_view(row[column]) : std::string_view();
}

std::int32_t number_cell(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? static_cast<std::int32_t>(std::strtol(row[column].c_str(), nullptr, 10)) : 0;
}

std::vector<std::string> words_of(std::string_view cell_text) {
  std::vector<std::string> words;
  const NormalisedText normal = normalise(cell_text);
  for (std::size_t i = 0; i < normal.tokens.size(); ++i) words.emplace_back(normal.word(i));
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

std::int32_t days_from_civil(std::int32_t year, std::int32_t month, std::int32_t day) {
  using namespace std::chrono;
  return static_cast<std::int32_t>(sys_days(std::chrono::year(year) / month / day).time_since_epoch().count());
}

bool is_civil(std::int32_t year, std::int32_t month, std::int32_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  return (std::chrono::year(year) / month / day).ok();
}

struct DateReader::Tables {
  /// One phrase that begins with a known first word.
  struct Phrase {
    std::string tail;       ///< What follows the first word: "" or " word word".
    std::size_t words = 1;  ///< Of the whole phrase.
    Sense sense;
  };
  struct FirstWord {
    std::vector<Phrase> phrases;  ///< Longest first.
    std::uint32_t roles = 0;      ///< Bit (1 << role) of every sense.
  };
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;
    std::size_t operator()(std::string_view word) const { return XXH3_64bits(word.data(), word.size()); }
  };

  boost::unordered_flat_map<std::string, FirstWord, Hash, std::equal_to<>>
      first_words;                                            ///< Only looked up, never iterated.
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< Letters in front of a word, what they stand for.

  void add(std::string_view phrase, Sense sense) {
    const std::string folded = normalise_words(phrase);
    if (folded.empty()) return;
    const std::size_t end = std::min(folded.find(' '), folded.size());
    FirstWord& first = first_words[folded.substr(0, end)];
    first.roles |= 1u << static_cast<unsigned>(sense.role);
    const std::size_t words = 1 + static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' '));
    const auto place = std::find_if(first.phrases.begin(), first.phrases.end(),
                                    [&](const Phrase& other) { return other.words < words; });
    first.phrases.insert(place, {folded.substr(end), words, std::move(sense)});
  }

  const FirstWord* first_word(std::string_view word) const {
    const auto found = first_words.find(word);
    return found == first_words.end() ? nullptr : &found->second;
  }

  /// What is known of a word as it stands, or else without the letters in front.
  const FirstWord* known(std::string_view word) const {
    if (const FirstWord* const plain = first_word(word)) return plain;
    for (const auto& [prefix, stands_for] : prefixes) {
      if (word.size() <= prefix.size() || !word.starts_with(prefix)) continue;
      if (const FirstWord* const stripped = first_word(stands_for + std::string(word.substr(prefix.size()))))
        return stripped;
    }
    return nullptr;
  }

  /// Whether a part of a date may begin with a word of which `first` is known: what keeps the pass over others cheap.
  static bool may_begin(std::string_view word, const FirstWord* first) {
    if (const char c = word[0]; c >= '0' && c <= '9') return true;
    std::uint32_t begin = 0;
    for (const Role role :
         {Role::month, Role::hijri_month, Role::weekday, Role::relative, Role::ordinal, Role::month_word,
          Role::year_word, Role::before_year, Role::past, Role::coming, Role::current, Role::clock})
      begin |= 1u << static_cast<unsigned>(role);
    return first && (first->roles & begin) != 0;
  }

  /// The sense of a single word in a role.
  const Sense* find(std::string_view word, Role role) const {
    if (const FirstWord* first = first_word(word))
      for (const Phrase& phrase : first->phrases)
        if (phrase.words == 1 && phrase.sense.role == role) return &phrase.sense;
    return nullptr;
  }
};

namespace {

/// Characters that may stand between two parts of one date, besides spaces and direction marks.
constexpr std::string_view loose = ",()-/|";

/// Whether the bytes between two words are only spaces (no line end), direction marks and characters of `allowed`,
/// where ',' stands for the Arabic comma too and '-' for every dash.
bool only(std::string_view gap, std::string_view allowed) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(gap.data());
  const auto length = static_cast<std::int32_t>(gap.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, length, point);
    if (point < 0 || point == '\n' || point == '\r') return false;
    if (point == '\t' || u_charType(point) == U_SPACE_SEPARATOR || u_charType(point) == U_FORMAT_CHAR) continue;
    if (point == 0x060C) point = ',';
    if (u_charType(point) == U_DASH_PUNCTUATION) point = '-';
    if (point > 0x7F || allowed.find(static_cast<char>(point)) == std::string_view::npos) return false;
  }
  return true;
}

/// Leading ASCII digits of a word, at most four, with what follows them.
struct Digits {
  std::int32_t value = 0;
  std::size_t count = 0;
  std::string_view rest;
};

Digits leading_digits(std::string_view word) {
  Digits digits;
  while (digits.count < word.size() && word[digits.count] >= '0' && word[digits.count] <= '9') {
    if (digits.count == 4) return {};
    digits.value = digits.value * 10 + (word[digits.count++] - '0');
  }
  digits.rest = word.substr(digits.count);
  return digits;
}

/// One pass over a text. Every parser takes the token to begin at; `next` is the first token after what it read.
class Pass {
 public:
  Pass(const DateReader::Tables& tables, const NormalisedText& words, std::string_view original)
      : tables_(tables), words_(words), original_(original), known_(words.tokens.size()) {
    for (std::size_t i = 0; i < size(); ++i) known_[i] = tables_.known(word(i));
  }

  std::vector<DateMention> run() const {
    std::vector<DateMention> mentions;
    for (std::size_t i = 0; i < size();) {
      if (!DateReader::Tables::may_begin(word(i), known_[i])) {
        ++i;
        continue;
      }
      std::size_t next = i;
      if (auto mention = whole(i, next)) {
        mention->first = static_cast<std::uint32_t>(i);
        mention->last = static_cast<std::uint32_t>(next);
        mention->source = {words_.tokens[i].source.begin, words_.tokens[next - 1].source.end};
        mentions.push_back(*mention);
        i = next;
      } else {
        ++i;
      }
    }
    return mentions;
  }

 private:
  struct Part {
    DateMention mention;
    bool alone = true;  ///< Means a date without another part beside it.
    std::size_t next = 0;
  };
  struct Found {
    const Sense* sense = nullptr;
    std::size_t next = 0;
    explicit operator bool() const { return sense != nullptr; }
  };
  struct Number {
    std::int32_t value = 0;
    std::size_t next = 0;
  };

  std::size_t size() const { return words_.tokens.size(); }
  std::string_view word(std::size_t i) const { return words_.word(i); }

  /// Original bytes between the token before i and i.
  std::string_view gap(std::size_t i) const {
    if (i == 0 || i >= size()) return {};
    const std::uint32_t begin = words_.tokens[i - 1].source.end, end = words_.tokens[i].source.begin;
    return begin <= end && end <= original_.size() ? original_.substr(begin, end - begin) : std::string_view();
  }
  bool gap_is(std::size_t i, std::string_view allowed) const { return i < size() && only(gap(i), allowed); }

  /// Letter case of the word as written.
  enum class Case : std::uint8_t { none, small, capital };
  Case letter_case(std::size_t i) const {
    const ByteRange source = words_.tokens[i].source;
    if (source.end > original_.size()) return Case::none;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(original_.data());
    auto at = static_cast<std::int32_t>(source.begin);
    UChar32 point = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(source.end), point);
    return point < 0 ? Case::none : u_islower(point) ? Case::small : u_isupper(point) ? Case::capital : Case::none;
  }

  /// The longest phrase at i that can play the role, its first word perhaps with letters in front.
  Found find(std::size_t i, Role role) const {
    if (i >= size()) return {};
    const auto* first = known_[i];
    if (!first || (first->roles >> static_cast<unsigned>(role) & 1) == 0) return {};
    const auto after = std::string_view(words_.text).substr(words_.tokens[i].normal.end);
    for (const auto& phrase : first->phrases) {
      if (phrase.sense.role != role || !after.starts_with(phrase.tail)) continue;
      if (after.size() == phrase.tail.size() || after[phrase.tail.size()] == ' ')
        return {&phrase.sense, i + phrase.words};
    }
    return {};
  }

  bool excluded(const Found& found, std::size_t i) const {
    const auto& [role, value, alone, not_after, not_before] = *found.sense;
    return (i > 0 && std::binary_search(not_after.begin(), not_after.end(), word(i - 1))) ||
           (found.next < size() && std::binary_search(not_before.begin(), not_before.end(), word(found.next)));
  }

  /// Skips a word of the role that stands close before a date's next part.
  std::size_t skip(std::size_t i, Role role) const {
    const Found found = find(i, role);
    return found && gap_is(i, ",)") ? found.next : i;
  }

  std::optional<Number> day(std::size_t i) const {
    if (i >= size()) return std::nullopt;
    const Digits digits = leading_digits(word(i));
    if (digits.count == 0 || digits.count > 2 || digits.value < 1 || digits.value > 31) return std::nullopt;
    if (!digits.rest.empty() && !tables_.find(digits.rest, Role::ordinal_suffix)) return std::nullopt;
    return Number{digits.value, i + 1};
  }

  std::optional<Number> year(std::size_t i, bool hijri = false) const {
    if (i >= size()) return std::nullopt;
    const Digits digits = leading_digits(word(i));
    if (digits.count != 4 || digits.value < (hijri ? 1300 : 1900) || digits.value > (hijri ? 1500 : 2099))
      return std::nullopt;
    if (!digits.rest.empty() && !tables_.find(digits.rest, Role::year_suffix)) return std::nullopt;
    if (continues_number(i + 1)) return std::nullopt;
    std::size_t next = i + 1;
    if (const Found suffix = find(next, Role::year_suffix); suffix && gap_is(next, "")) next = suffix.next;
    return Number{digits.value, next};
  }

  /// A month's name, with its second name («نوفمبر/تشرين الثاني»).
  Found month(std::size_t i, bool& hijri) const {
    Found found = find(i, Role::month);
    hijri = !found;
    if (!found) found = find(i, Role::hijri_month);
    if (!found) return {};
    const Role role = hijri ? Role::hijri_month : Role::month;
    if (const Found second = find(found.next, role);
        second && second.sense->value == found.sense->value && gap_is(found.next, loose))
      found.next = second.next;
    return found;
  }

  /// The year of a date whose day and month end at `part.next`, in figures or relative.
  void read_year(Part& part) const {
    std::size_t i = part.next;
    if (!gap_is(i, ",.-/()")) return;
    if (auto plain = year(i, part.mention.hijri)) {
      part.mention.year = plain->value;
      part.next = plain->next;
      return;
    }
    if (!gap_is(i, ",)")) return;
    const std::size_t after_of = skip(i, Role::of);
    std::size_t after_word = skip(after_of, Role::year_word);
    if (after_word == after_of) after_word = skip(after_of, Role::before_year);
    if (auto told = year(after_word, part.mention.hijri); told && gap_is(after_word, "")) {
      part.mention.year = told->value;
      part.next = told->next;
    } else if (auto relative = relative_year(after_of)) {
      part.mention.relative_years = relative->mention.relative_years;
      part.next = relative->next;
    }
  }

  /// «العام الماضي», "last year".
  std::optional<Part> relative_year(std::size_t i) const {
    static constexpr std::pair<Role, std::int32_t> shifts[] = {{Role::past, -1}, {Role::coming, 1}, {Role::current, 0}};
    for (const auto& [role, shift] : shifts) {
      std::size_t next = 0;
      if (const Found name = find(i, Role::year_word); name && !excluded(name, i)) {
        if (const Found which = find(name.next, role); which && gap_is(name.next, "")) next = which.next;
      }
      if (const Found which = find(i, role); which && next == 0) {
        if (const Found name = find(which.next, Role::year_word); name && gap_is(which.next, "")) next = name.next;
      }
      if (next == 0) continue;
      Part part;
      part.mention.relative_years = shift;
      part.next = next;
      return part;
    }
    return std::nullopt;
  }

  /// «الماضي», «المقبل», «الجاري» after a month or weekday.
  void read_direction(Part& part) const {
    if (part.mention.direction != 0 || !gap_is(part.next, ")")) return;
    if (const Found past = find(part.next, Role::past); past && !find(past.next, Role::year_word)) {
      part.mention.direction = -1;
      part.next = past.next;
    } else if (const Found coming = find(part.next, Role::coming); coming && !find(coming.next, Role::year_word)) {
      part.mention.direction = 1;
      part.next = coming.next;
    } else if (const Found current = find(part.next, Role::current);
               current && part.mention.month && !part.mention.year && !part.mention.relative_years) {
      part.mention.relative_years = 0;
      part.next = current.next;
    }
  }

  /// "21.11.2017", "2017-11-21", "21/11/2017".
  std::optional<Part> numeric(std::size_t i) const {
    if (i + 2 >= size()) return std::nullopt;
    const std::string_view separator = gap(i + 1);
    if (separator.size() != 1 || separator != gap(i + 2) || (separator != "." && separator != "/" && separator != "-"))
      return std::nullopt;
    const Digits a = leading_digits(word(i)), b = leading_digits(word(i + 1)), c = leading_digits(word(i + 2));
    if (a.count == 0 || b.count == 0 || b.count > 2 || c.count == 0 || !a.rest.empty() || !b.rest.empty())
      return std::nullopt;
    if (!c.rest.empty() && !tables_.find(c.rest, Role::year_suffix)) return std::nullopt;
    Part part;
    part.next = i + 3;
    if (a.count == 4 && c.count <= 2) {
      part.mention.year = a.value;
      part.mention.month = b.value;
      part.mention.day = c.value;
    } else if (c.count == 4 && a.count <= 2) {
      bool swap = b.value > 12;
      if (!swap && a.value <= 12 && a.value != b.value && separator != "." &&
          tables_.find("ambiguous", Role::ambiguous_order))
        return std::nullopt;
      part.mention.year = c.value;
      part.mention.month = swap ? a.value : b.value;
      part.mention.day = swap ? b.value : a.value;
    } else {
      return std::nullopt;
    }
    const std::int32_t year = *part.mention.year;
    part.mention.hijri = year >= 1300 && year <= 1500;
    if (!part.mention.hijri && (year < 1900 || year > 2099)) return std::nullopt;
    if (!is_civil(year, *part.mention.month, *part.mention.day)) return std::nullopt;
    return part;
  }

  /// «11 نوفمبر 2017», «الثاني من آب», "12th of May".
  std::optional<Part> day_month(std::size_t i) const {
    std::optional<Number> number = day(i);
    bool ordinal = false;
    if (!number) {
      const Found found = find(i, Role::ordinal);
      if (!found) return std::nullopt;
      number = Number{found.sense->value, found.next};
      ordinal = true;
    }
    std::size_t k = number->next;
    if (!gap_is(k, "-/.")) return std::nullopt;
    const std::size_t after_of = skip(k, Role::of);
    const std::size_t after_word = skip(after_of, Role::month_word);
    if (ordinal && after_word == k) return std::nullopt;
    Part part;
    const Found name = month(after_word, part.mention.hijri);
    if (!name || !gap_is(after_word, "-/.")) return std::nullopt;
    part.mention.day = number->value;
    part.mention.month = name.sense->value;
    part.next = name.next;
    read_year(part);
    if (letter_case(after_word) == Case::small && !part.mention.year) return std::nullopt;
    read_direction(part);
    return part;
  }

  /// "last" or "next" at `at`, which moves behind it.
  bool read_direction_before(Part& part, std::size_t& at) const {
    const Found past = find(at, Role::past);
    const Found found = past ? past : find(at, Role::coming);
    if (!found) return false;
    part.mention.direction = past ? -1 : 1;
    at = found.next;
    return true;
  }

  /// «تشرين الثاني ١٢, ٢٠١٧», "Nov. 12", "May 2017", «شهر مايو», «آذار الماضي», "last March".
  std::optional<Part> month_day(std::size_t i) const {
    Part part;
    bool named = false;
    std::size_t at = i;
    if (!read_direction_before(part, at))
      if (const Found label = find(at, Role::month_word)) {
        named = true;
        at = label.next;
      }
    if (at != i && !gap_is(at, "")) return std::nullopt;
    const Found name = month(at, part.mention.hijri);
    if (!name) return std::nullopt;
    const Case written = letter_case(at);
    if (part.mention.direction != 0 && written == Case::small) return std::nullopt;
    part.mention.month = name.sense->value;
    part.next = name.next;

    if (const auto number = day(part.next); number && gap_is(part.next, ".,") && !continues_number(number->next)) {
      Part dated = part;
      dated.mention.day = number->value;
      dated.next = number->next;
      read_year(dated);
      const bool close = gap_is(part.next, ".");
      if (dated.mention.year || (written == Case::capital && close)) return dated;
    }
    read_year(part);
    read_direction(part);
    const bool told = part.mention.year || part.mention.relative_years || part.mention.direction != 0 || named;
    if (!told || written == Case::small) return std::nullopt;
    return part;
  }

  /// Whether a number goes on after the token before i: "12.5", "10:30", "12,000".
  bool continues_number(std::size_t i) const {
    if (i >= size()) return false;
    const std::string_view between = gap(i);
    return (between == "." || between == ":" || between == ",") && leading_digits(word(i)).count > 0;
  }

  std::optional<Part> weekday(std::size_t i) const {
    Part part;
    std::size_t at = i;
    read_direction_before(part, at);
    if (at != i && !gap_is(at, "")) return std::nullopt;
    const Found name = find(at, Role::weekday);
    if (!name || excluded(name, at)) return std::nullopt;
    part.mention.weekday = name.sense->value;
    part.alone = name.sense->alone;
    part.next = name.next;
    read_direction(part);
    return part;
  }

  std::optional<Part> relative(std::size_t i) const {
    const Found found = find(i, Role::relative);
    if (!found || excluded(found, i)) return std::nullopt;
    Part part;
    part.mention.relative_days = found.sense->value;
    part.next = found.next;
    return part;
  }

  /// «عام 2017», "in 2017", «العام الماضي».
  std::optional<Part> year_alone(std::size_t i) const {
    Found label = find(i, Role::year_word);
    if (!label) label = find(i, Role::before_year);
    if (label) {
      if (const auto number = year(label.next); number && gap_is(label.next, "")) {
        Part part;
        part.mention.year = number->value;
        part.next = number->next;
        return part;
      }
    }
    return relative_year(i);
  }

  /// "22:04", "10:04 pm", "5pm", «الساعة الخامسة مساء».
  std::optional<Part> clock(std::size_t i) const {
    const Found label = find(i, Role::clock);
    const std::size_t at = label ? label.next : i;
    if (at >= size() || (label && !gap_is(at, ""))) return std::nullopt;
    Part part;
    part.alone = false;
    const Digits hour = leading_digits(word(at));
    std::int32_t hours = hour.value, minutes = 0;
    std::string_view half = hour.rest;
    bool told = label && label.sense->value == 1;
    part.next = at + 1;
    if (hour.count == 0) {
      const Found ordinal = find(at, Role::ordinal);
      if (!told || !ordinal || ordinal.sense->value > 12) return std::nullopt;
      hours = ordinal.sense->value;
      part.next = ordinal.next;
      half = {};
    } else if (hour.count > 2) {
      return std::nullopt;
    } else if (hour.rest.empty() && part.next < size() && gap(part.next) == ":") {
      const Digits minute = leading_digits(word(part.next));
      if (minute.count != 2 || minute.value > 59) return std::nullopt;
      minutes = minute.value;
      half = minute.rest;
      told = true;
      ++part.next;
      if (part.next < size() && gap(part.next) == ":" && half.empty()) {
        const Digits second = leading_digits(word(part.next));
        if (second.count != 2 || second.value > 60) return std::nullopt;
        half = second.rest;
        ++part.next;
      }
    }
    const auto shift = [&](Role role) {
      switch (role) {
        case Role::am:
          return hours == 12 ? -12 : 0;
        case Role::pm:
          return hours < 12 ? 12 : 0;
        default:
          return hours == 12 ? -12 : hours >= 6 && hours < 12 ? 12 : 0;  // night: from six to six
      }
    };
    for (const Role role : {Role::am, Role::pm, Role::night}) {
      if (!half.empty()) {
        if (!tables_.find(half, role)) continue;
        half = {};
      } else {
        const Found found = find(part.next, role);
        if (!found || !gap_is(part.next, "")) continue;
        part.next = found.next;
      }
      hours += shift(role);
      told = true;
      break;
    }
    if (!half.empty() || !told || hours > 23 || hours < 0) return std::nullopt;
    part.mention.clock_min = hours * 60 + minutes;
    return part;
  }

  std::optional<Part> part(std::size_t i) const {
    if (auto found = numeric(i)) return found;
    if (auto found = clock(i)) return found;
    if (auto found = day_month(i)) return found;
    if (auto found = month_day(i)) return found;
    if (auto found = weekday(i)) return found;
    if (auto found = relative(i)) return found;
    return year_alone(i);
  }

  /// Joins b into a when both speak of one day and say different things about it.
  static bool join(DateMention& a, const DateMention& b) {
    const auto both = [](const auto& x, const auto& y) { return x.has_value() && y.has_value(); };
    if (a.hijri || b.hijri || both(a.year, b.year) || both(a.month, b.month) || both(a.day, b.day) ||
        both(a.weekday, b.weekday) || both(a.relative_days, b.relative_days) || both(a.clock_min, b.clock_min) ||
        both(a.relative_years, b.relative_years) || (a.direction != 0 && b.direction != 0))
      return false;
    const auto of_a_day = [](const DateMention& m) { return m.day || m.weekday || m.relative_days || m.clock_min; };
    if (!of_a_day(a) || !of_a_day(b)) return false;
    const auto take = [](auto& to, const auto& from) {
      if (from) to = from;
    };
    take(a.year, b.year);
    take(a.month, b.month);
    take(a.day, b.day);
    take(a.weekday, b.weekday);
    take(a.relative_days, b.relative_days);
    take(a.clock_min, b.clock_min);
    take(a.relative_years, b.relative_years);
    a.direction = static_cast<std::int8_t>(a.direction + b.direction);
    return true;
  }

  /// A part at i with all parts that stand with it.
  std::optional<DateMention> whole(std::size_t i, std::size_t& next) const {
    std::optional<Part> joined = part(i);
    if (!joined) return std::nullopt;
    for (;;) {
      std::size_t at = joined->next;
      if (!gap_is(at, loose)) break;
      for (int words = 0; words < 2; ++words)
        if (const Found filler = find(at, Role::join); filler && gap_is(at, loose) && gap_is(filler.next, loose))
          at = filler.next;
      std::optional<Part> more;
      if (gap_is(at, loose)) more = part(at);
      if (!more && at != joined->next) more = part(at = joined->next);
      if (!more || !join(joined->mention, more->mention)) break;
      joined->alone = joined->alone || more->alone;
      joined->next = more->next;
    }
    if (!joined->alone) return std::nullopt;
    next = joined->next;
    return joined->mention;
  }

  const DateReader::Tables& tables_;
  const NormalisedText& words_;
  std::string_view original_;
  std::vector<const DateReader::Tables::FirstWord*> known_;  ///< By token.
};

}  // namespace

DateReader::DateReader(const Lexicons& lexicons, std::string_view lang) {
  auto tables = std::make_unique<Tables>();
  for (const auto& row : lexicons.table(lang, "months").rows)
    tables->add(cell(row, 0),
                {cell(row, 2) == "hijri" ? Role::hijri_month : Role::month, number_cell(row, 1), true, {}, {}});
  for (const auto& row : lexicons.table(lang, "weekdays").rows)
    tables->add(cell(row, 0), {Role::weekday, number_cell(row, 1), cell(row, 2) != "beside", words_of(cell(row, 3)),
                               words_of(cell(row, 4))});
  for (const auto& row : lexicons.table(lang, "relative_days").rows)
    tables->add(cell(row, 0),
                {Role::relative, number_cell(row, 1), true, words_of(cell(row, 2)), words_of(cell(row, 3))});
  for (const auto& row : lexicons.table(lang, "day_ordinals").rows)
    tables->add(cell(row, 0), {Role::ordinal, number_cell(row, 1), true, {}, {}});
  for (const auto& row : lexicons.table(lang, "date_words").rows) {
    if (cell(row, 0) == "prefix") {
      tables->prefixes.emplace_back(normalise_words(cell(row, 1)), normalise_words(cell(row, 2)));
    } else if (const auto role = role_named(cell(row, 0))) {
      const std::int32_t value = cell(row, 2) == "hour" ? 1 : number_cell(row, 2);
      tables->add(cell(row, 1), {*role, value, true, words_of(cell(row, 3)), {}});
    }
  }
  for (const auto& row : lexicons.table("und", "time_zones").rows)
    tables->add(cell(row, 0), {Role::zone, number_cell(row, 1), true, {}, {}});
  tables_ = std::move(tables);
}

DateReader::~DateReader() = default;
DateReader::DateReader(DateReader&&) noexcept = default;

bool DateReader::may_date(std::string_view word) const { return Tables::may_begin(word, tables_->known(word)); }

std::vector<DateMention> DateReader::read(const NormalisedText& words, std::string_view original) const {
  return Pass(*tables_, words, original).run();
}

std::optional<DayRange> DateReader::resolve(const DateMention& mention, const std::optional<Timestamp>& published) {
  using namespace std::chrono;
  if (mention.hijri) return std::nullopt;
  std::optional<std::int32_t> today;
  if (published) today = static_cast<std::int32_t>(floor<days>(seconds{published->local_s}).count());
  const auto year_of = [](std::int32_t day) {
    return static_cast<std::int32_t>(static_cast<int>(year_month_day{sys_days{days{day}}}.year()));
  };
  const auto range_in = [&](std::int32_t year) -> std::optional<DayRange> {
    if (mention.day && mention.month) {
      if (!is_civil(year, *mention.month, *mention.day)) return std::nullopt;
      const std::int32_t day = days_from_civil(year, *mention.month, *mention.day);
      return DayRange{day, day};
    }
    const std::int32_t first = mention.month.value_or(1), last = mention.month.value_or(12);
    if (!is_civil(year, first, 1)) return std::nullopt;
    const std::int32_t begin = days_from_civil(year, first, 1);
    const std::int32_t end = last == 12 ? days_from_civil(year, 12, 31) : days_from_civil(year, last + 1, 1) - 1;
    return DayRange{begin, end};
  };

  if (mention.year) return range_in(*mention.year);
  if (!today) return std::nullopt;
  if (mention.relative_years) return range_in(year_of(*today) + *mention.relative_years);
  if (mention.month) {
    // The candidates lie a year apart; take the latest that fits, or the earliest of those to come.
    const std::int32_t this_year = year_of(*today);
    std::optional<DayRange> best;
    for (std::int32_t year = this_year - 8; year <= this_year + 8; ++year) {
      const auto range = range_in(year);
      if (!range) continue;
      if (mention.direction > 0) {
        if (range->first > *today) return range;
      } else if (range->first <= *today + 7 && (mention.direction == 0 || range->last < *today)) {
        best = range;
      }
    }
    return best;
  }

  const auto weekday_of = [](std::int32_t day) { return ((day + 3) % 7 + 7) % 7; };  // 1970-01-01 was a Thursday
  std::optional<std::int32_t> day;
  if (mention.relative_days) {
    day = *today + *mention.relative_days;
    for (std::int32_t shift = 0; mention.weekday && shift <= 3; ++shift) {
      if (weekday_of(*day - shift) == *mention.weekday) {
        day = *day - shift;
        break;
      }
      if (weekday_of(*day + shift) == *mention.weekday) {
        day = *day + shift;
        break;
      }
    }
  } else if (mention.weekday) {
    const std::int32_t back = (weekday_of(*today) - *mention.weekday + 7) % 7;
    if (mention.direction > 0)
      day = *today + 7 - back;
    else
      day = *today - (back == 0 && mention.direction < 0 ? 7 : back);
  }
  if (!day) return std::nullopt;
  return DayRange{*day, *day};
}

std::optional<std::int32_t> DateReader::zone_minutes(std::string_view word) const {
  const Sense* sense = tables_->find(word, Role::zone);
  return sense ? std::optional(sense->value) : std::nullopt;
}

bool DateReader::numeric_order_ambiguous() const {
  return tables_->find("ambiguous", Role::ambiguous_order) != nullptr;
}

bool DateReader::stands_on_date_line(std::string_view word) const {
  for (const Role role : {Role::line, Role::join, Role::of, Role::clock, Role::zone, Role::am, Role::pm,
                          Role::month_word, Role::year_word, Role::weekday, Role::relative})
    if (tables_->find(word, role)) return true;
  return false;
}

}  // namespace tawatur
