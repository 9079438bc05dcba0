#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "model/article.h"
#include "text/lexicon.h"
#include "text/normalise.h"

namespace tawatur {

/// Days since 1970-01-01 of a proleptic Gregorian date.
std::int32_t days_from_civil(std::int32_t year, std::int32_t month, std::int32_t day);

/// A time as a text speaks of it. What is absent is not said.
struct DateMention {
  std::uint32_t first = 0;  ///< Tokens [first, last).
  std::uint32_t last = 0;
  ByteRange source;         ///< Original bytes of them.
  std::optional<std::int32_t> year;
  std::optional<std::int32_t> month;         ///< 1-12
  std::optional<std::int32_t> day;           ///< 1-31
  std::optional<std::int32_t> weekday;       ///< 0 Monday … 6 Sunday (ISO 8601 order)
  std::optional<std::int32_t> relative_days; ///< «أمس» -1, "tomorrow" 1, «اليوم» 0
  std::optional<std::int32_t> clock_min;     ///< Minutes after midnight when a clock time stands with it.
  std::int8_t direction = 0;                 ///< Weekday or month said to be past (-1, «الماضي», "last") or to come (1).
};

/// An interval of days, both included.
struct DayRange {
  std::int32_t first = 0;
  std::int32_t last = 0;
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// Reads dates in running text and in fields. Months (Levant, Egypt and Gulf, Maghreb, English), weekdays and relative
/// days come from the tables "months", "weekdays" and "relative_days" of the languages. Immutable.
class DateReader {
 public:
  /// Reads with the tables of one language and with digits-only forms.
  DateReader(const Lexicons& lexicons, std::string_view lang);
  ~DateReader();
  DateReader(DateReader&&) noexcept;

  /// All dates in text order, disjoint. A month name counts only beside a day number, a year or the word "month"
  /// (as «مايو»/"May" have other meanings); «الثاني من آب» and dual names «11 نوفمبر/تشرين الثاني» are one date.
  std::vector<DateMention> read(const NormalisedText& words, std::string_view original) const;

  /// The days that a mention means, given when the text was published: a missing year is the one that puts the date nearest to
  /// publication (at most 7 days ahead), a weekday is the last one on or before it unless said to come. Absent
  /// when it can't be resolved (no publication time for a relative day).
  static std::optional<DayRange> resolve(const DateMention& mention, const std::optional<Timestamp>& published);

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

/// Reads a date field: ISO 8601 and its variants ("2020-05-01 10:00:00", "…Z", "+03:00", "+0300"), RFC 2822, epoch seconds or
/// milliseconds, "21.11.2017 22:04", and the words of `reader`'s language. Absent when it isn't a date ("None", "").
std::optional<Timestamp> parse_timestamp(std::string_view field, const DateReader& reader);

/// The publication time that the head of a text states on a line of its own («التاريخ: تشرين الثاني ١٢, ٢٠١٧», "21.11.2017 | 22:04").
/// Looks at the first ten lines; a date inside a sentence is not one.
std::optional<Timestamp> timestamp_from_head(std::string_view text, const DateReader& reader);

}  // namespace tawatur
