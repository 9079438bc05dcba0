#include <algorithm>
#include <string>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/dates.h"

namespace tawatur {
namespace {

constexpr std::int64_t day_s = 86400;
constexpr std::size_t head_lines = 10;
/// The longest date lines ("Published: Wednesday, 22 November 2017 at 10:04 pm (GMT+3)", twice that in Arabic) stay
/// below it.
constexpr std::size_t longest_date_line = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The field with ASCII digits and spaces, without format characters, trimmed.
std::string plain(std::string_view field) {
  std::string out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(field.data());
  const auto length = static_cast<std::int32_t>(field.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t begin = at;
    if (bytes[at] < 0x80) {
      // What u_isUWhiteSpace says of ASCII: fields are most often only that, and asking it takes far longer.
      const bool space = bytes[at] == ' ' || ('\t' <= bytes[at] && bytes[at] <= '\r');
      out += space ? ' ' : field[static_cast<std::size_t>(at)];
      ++at;
      continue;
    }
    UChar32 point = 0;
    U8_NEXT(bytes, at, length, point);
    if (point < 0 || u_charType(point) == U_FORMAT_CHAR) continue;
    if (const std::int32_t digit = u_charDigitValue(point); digit >= 0)
      out += static_cast<char>('0' + digit);
    else if (u_isUWhiteSpace(point))
      out += ' ';
    else
      out.append(field, static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out.erase(0, std::min(out.find_first_not_of(' '), out.size()));
  return out;
}

/// Reads a string from its front.
struct Scanner {
  std::string_view rest;

  bool done() const { return rest.empty(); }
  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  void skip(std::string_view any) { rest.remove_prefix(std::min(rest.find_first_not_of(any), rest.size())); }

  /// A number of `least` to `most` digits that the digits end with, or of exactly `most` when more follow in compact
  /// forms.
  std::optional<std::int32_t> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    std::int32_t value = 0;
    while (count < most && count < rest.size() && is_digit(rest[count])) value = value * 10 + (rest[count++] - '0');
    if (count < least) return std::nullopt;
    rest.remove_prefix(count);
    return value;
  }
};

struct Clock {
  std::int32_t second = 0;  ///< Of the day; 86,400 for 24:00.
  bool precise = false;     ///< Told with seconds.
};

/// "22:04", "22:04:05.123", "220405" where `compact`.
std::optional<Clock> take_clock(Scanner& scanner, bool compact) {
  const auto hour = scanner.number(compact ? 2 : 1, 2);
  if (!hour) return std::nullopt;
  const bool colons = scanner.take(':');
  if (!colons && !compact) return std::nullopt;
  const auto minute = scanner.number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  Clock clock;
  std::int32_t second = 0;
  if (colons ? scanner.take(':') : !scanner.done() && is_digit(scanner.rest.front())) {
    const auto told = scanner.number(2, 2);
    if (!told || *told > 60) return std::nullopt;
    second = std::min(*told, 59);  // a leap second
    clock.precise = true;
    if (scanner.rest.size() > 1 && (scanner.rest[0] == '.' || scanner.rest[0] == ',') && is_digit(scanner.rest[1])) {
      scanner.rest.remove_prefix(1);
      scanner.skip("0123456789");
    }
  }
  clock.second = *hour * 3600 + *minute * 60 + second;
  if (clock.second > day_s) return std::nullopt;
  return clock;
}

/// "+03:00", "-0500", "+3".
std::optional<std::int32_t> take_offset(Scanner& scanner) {
  Scanner ahead = scanner;
  const bool west = ahead.take('-');
  if (!west && !ahead.take('+')) return std::nullopt;
  const auto hours = ahead.number(1, 2);
  if (!hours || *hours > 14) return std::nullopt;
  ahead.take(':');
  const std::int32_t minutes = ahead.number(2, 2).value_or(0);
  if (minutes > 59) return std::nullopt;
  scanner = ahead;
  return (west ? -1 : 1) * (*hours * 60 + minutes);
}

/// A zone's name («غرينتش», "EST"), perhaps with an offset ("UTC+3"), or an offset.
std::optional<std::int32_t> take_zone(Scanner& scanner, const DateReader& reader) {
  if (auto offset = take_offset(scanner)) return offset;
  const std::string_view name = scanner.rest.substr(0, scanner.rest.find_first_of(" +-()[]:,;0123456789"));
  const auto zone = name.empty() ? std::nullopt : reader.zone_minutes(normalise_words(name));
  if (!zone) return std::nullopt;
  scanner.rest.remove_prefix(name.size());
  const auto offset = take_offset(scanner);
  return *zone + offset.value_or(0);
}

Timestamp at(std::int32_t year, std::int32_t month, std::int32_t day) {
  return {day_s * days_from_civil(year, month, day), false, std::nullopt};
}

void set_clock(Timestamp& time, std::int64_t second, std::optional<std::int32_t> zone) {
  time.local_s += second;
  time.has_time = true;
  time.offset_min = zone;
}

/// "1510437840", "1510437840123", "20171112", "20171112220400".
std::optional<Timestamp> from_digits(std::string_view digits) {
  if (const std::size_t dot = digits.find('.'); dot != std::string_view::npos) {
    if (!std::all_of(digits.begin() + static_cast<std::ptrdiff_t>(dot) + 1, digits.end(), is_digit))
      return std::nullopt;
    digits = digits.substr(0, dot);
  }
  if (digits.size() < 8 || digits.size() > 16 || !std::all_of(digits.begin(), digits.end(), is_digit))
    return std::nullopt;
  Scanner scanner{digits};
  if (digits.size() == 8 || digits.size() == 12 || digits.size() == 14) {
    const std::int32_t year = *scanner.number(4, 4), month = *scanner.number(2, 2), day = *scanner.number(2, 2);
    if (year >= 1900 && year < 2100 && is_civil(year, month, day)) {
      Timestamp time = at(year, month, day);
      if (scanner.done()) return time;
      if (const auto clock = take_clock(scanner, true)) {
        set_clock(time, clock->second, std::nullopt);
        return time;
      }
    }
  }
  std::int64_t epoch = 0;
  for (const char c : digits) epoch = epoch * 10 + (c - '0');
  for (int thousands = 0; epoch >= 100'000'000'000 && thousands < 2; ++thousands) epoch /= 1000;
  if (epoch < 100'000'000 || epoch >= 100'000'000'000) return std::nullopt;
  return Timestamp{epoch, true, 0};
}

/// ISO 8601 and other forms in figures only. Absent unless the whole string is one.
std::optional<Timestamp> from_figures(std::string_view field, const DateReader& reader) {
  Scanner scanner{field};
  const auto first = scanner.number(1, 4);
  if (!first) return std::nullopt;
  const std::size_t first_digits = field.size() - scanner.rest.size();
  const char separator = scanner.done() ? '\0' : scanner.rest.front();
  std::int32_t year = *first, month = 0, day = 0;
  bool compact = false;
  if (separator == '-' || separator == '/' || separator == '.') {
    scanner.take(separator);
    const auto second = scanner.number(1, 2);
    if (!second || !scanner.take(separator)) return std::nullopt;
    const auto third = first_digits == 4 ? scanner.number(1, 2) : scanner.number(4, 4);
    if (!third || first_digits == 3) return std::nullopt;
    if (first_digits == 4) {
      month = *second;
      day = *third;
    } else {
      year = *third;
      const bool month_first = *second > 12;
      if (*first <= 12 && *second <= 12 && *first != *second && separator != '.' && reader.numeric_order_ambiguous())
        return std::nullopt;
      month = month_first ? *first : *second;
      day = month_first ? *second : *first;
    }
  } else if (first_digits == 4 && field.size() > 8 && field[8] == 'T') {
    month = scanner.number(2, 2).value_or(0);
    day = scanner.number(2, 2).value_or(0);
    compact = true;
  } else {
    return std::nullopt;
  }
  if (!is_civil(year, month, day)) return std::nullopt;
  Timestamp time = at(year, month, day);
  if (scanner.done()) return time;
  if (is_digit(scanner.rest.front())) return std::nullopt;
  if (!scanner.take('T')) scanner.skip(" ,|-");
  const auto clock = take_clock(scanner, compact);
  if (!clock) return std::nullopt;
  scanner.skip(" ");
  set_clock(time, clock->second, take_zone(scanner, reader));
  scanner.skip(" ");
  const bool note = scanner.rest.starts_with('(') || scanner.rest.starts_with('[');  // "(UTC)", "[Europe/Paris]"
  return scanner.done() || note ? std::optional(time) : std::nullopt;
}

/// Where "22:04" stands in a string; npos when nowhere.
std::size_t find_clock(std::string_view text) {
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    if (colon == 0 || !is_digit(text[colon - 1]) || colon + 2 >= text.size() || !is_digit(text[colon + 1])) continue;
    return colon - (colon > 1 && is_digit(text[colon - 2]) ? 2 : 1);
  }
  return std::string_view::npos;
}

std::optional<Timestamp> from_words(std::string_view field, const DateReader& reader) {
  const NormalisedText words = normalise(field);
  for (const DateMention& mention : reader.read(words, field)) {
    if (!mention.year || !mention.month || !mention.day || mention.hijri) continue;
    if (!is_civil(*mention.year, *mention.month, *mention.day)) continue;
    Timestamp time = at(*mention.year, *mention.month, *mention.day);
    std::optional<std::int64_t> second;
    if (mention.clock_min) second = 60ll * *mention.clock_min;
    std::optional<std::int32_t> zone;
    if (const std::size_t found = find_clock(field); found != std::string_view::npos) {
      Scanner scanner{field.substr(found)};
      if (const auto clock = take_clock(scanner, false)) {
        second = second ? *second + clock->second % 60 : clock->second;
        for (int skipped = 0; skipped < 4 && !zone && !scanner.done(); ++skipped) {  // "PM EST", «بتوقيت غرينتش»
          scanner.skip(" (");
          zone = take_zone(scanner, reader);
          if (!zone) scanner.rest.remove_prefix(std::min(scanner.rest.find(' '), scanner.rest.size()));
        }
      }
    }
    if (second) set_clock(time, *second, zone);
    return time;
  }
  return std::nullopt;
}

std::optional<Timestamp> from_plain(std::string_view field, const DateReader& reader) {
  if (field.empty() || field.size() > longest_date_line) return std::nullopt;
  if (auto time = from_digits(field)) return time;
  if (auto time = from_figures(field, reader)) return time;
  return from_words(field, reader);
}

/// Whether every word is part of a date or may stand beside one.
bool only_a_date(std::string_view line, const DateReader& reader) {
  const NormalisedText words = normalise(line);
  const std::vector<DateMention> mentions = reader.read(words, line);
  if (mentions.size() != 1) return false;
  for (std::uint32_t i = 0; i < words.tokens.size(); ++i) {
    if ((mentions[0].first <= i && i < mentions[0].last) || reader.stands_on_date_line(words.word(i))) continue;
    const std::uint32_t begin = words.tokens[i].source.begin;
    const bool offset = begin > 0 && (line[begin - 1] == '+' || line[begin - 1] == '-' || line[begin - 1] == ':');
    if (!offset || !is_digit(words.word(i)[0])) return false;
  }
  return true;
}

/// A line that only says when, between bars perhaps beside names ("Daily | 12 November 2017 | 22:04").
std::optional<Timestamp> from_line(std::string_view line, const DateReader& reader) {
  if (line.size() > longest_date_line) return std::nullopt;
  const std::string folded = plain(line);
  std::string stamp;
  for (std::size_t begin = 0; begin <= folded.size();) {
    const std::size_t end = std::min(folded.find('|', begin), folded.size());
    const std::string_view part = std::string_view(folded).substr(begin, end - begin);
    if (std::any_of(part.begin(), part.end(), is_digit)) stamp.append(stamp.empty() ? 0 : 1, ' ').append(part);
    begin = end + 1;
  }
  if (stamp.empty()) return std::nullopt;
  stamp = plain(stamp);
  if (auto time = from_figures(stamp, reader)) return time;
  // "Date: 2017-11-12T22:04:00Z" has no words that a reader of running text knows.
  if (const std::size_t label = stamp.find(": "); label != std::string::npos)
    if (auto time = from_figures(plain(std::string_view(stamp).substr(label + 2)), reader)) return time;
  return only_a_date(stamp, reader) ? from_words(stamp, reader) : std::nullopt;
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view field, const DateReader& reader) {
  return from_plain(plain(field.substr(0, 2 * longest_date_line)), reader);
}

std::optional<Timestamp> timestamp_from_head(std::string_view text, const DateReader& reader) {
  for (std::size_t lines = 0; lines < head_lines && !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    ++lines;
    if (auto time = from_line(line, reader)) return time;
  }
  return std::nullopt;
}

std::optional<Timestamp> timestamp_from_url(std::string_view url, const DateReader& reader) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  url = url.substr(slash, url.find_first_of("?#") - slash);
  for (std::size_t i = 1; i < url.size(); ++i) {
    if (!is_digit(url[i]) || is_digit(url[i - 1])) continue;
    Scanner scanner{url.substr(i)};
    const std::size_t run = std::min(scanner.rest.find_first_not_of("0123456789"), scanner.rest.size());
    if (run != 4 && run != 8) continue;
    const std::int32_t year = *scanner.number(4, 4);
    if (year < 1990 || year > 2099) continue;
    std::optional<std::int32_t> month, day;
    if (run == 8) {
      month = scanner.number(2, 2);
      day = scanner.number(2, 2);
    } else {
      const char separator = scanner.done() ? '\0' : scanner.rest.front();
      if (separator != '/' && separator != '-' && separator != '_' && separator != '.') continue;
      scanner.take(separator);
      const std::string_view name = scanner.rest.substr(0, std::min(scanner.rest.find(separator), scanner.rest.size()));
      const bool named = !name.empty() && name.size() <= 20 && std::none_of(name.begin(), name.end(), is_digit);
      if (named)
        scanner.rest.remove_prefix(name.size());
      else
        month = scanner.number(1, 2);
      if (!scanner.take(separator)) continue;
      day = scanner.number(1, 2);
      if (named && day) {
        const std::string spelled = std::to_string(*day) + ' ' + std::string(name) + ' ' + std::to_string(year);
        const auto mentions = reader.read(normalise(spelled), spelled);
        if (mentions.size() == 1 && mentions[0].day && !mentions[0].hijri) month = mentions[0].month;
      }
    }
    const bool ends = scanner.done() || !is_digit(scanner.rest.front());
    if (month && day && ends && is_civil(year, *month, *day)) return at(year, *month, *day);
  }
  return std::nullopt;
}

}  // namespace tawatur
