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

/// Whether the Gregorian calendar has the day. Years 1 to 9999.
bool is_civil(std::int32_t year, std::int32_t month, std::int32_t day);

/// A time as a text speaks of it. What is absent is not said.
struct DateMention {
  std::uint32_t first = 0;  ///< Tokens [first, last).
  std::uint32_t last = 0;
  ByteRange source;  ///< Original bytes of them.
  std::optional<std::int32_t> year;
  std::optional<std::int32_t> month;           ///< 1-12
  std::optional<std::int32_t> day;             ///< 1-31
  std::optional<std::int32_t> weekday;         ///< 0 Monday … 6 Sunday (ISO 8601 order)
  std::optional<std::int32_t> relative_days;   ///< «أمس» -1, "tomorrow" 1, «اليوم» 0
  std::optional<std::int32_t> clock_min;       ///< Minutes after midnight when a clock time stands with it.
  std::optional<std::int32_t> relative_years;  ///< «العام الماضي» -1, "next year" 1
  std::int8_t direction = 0;  ///< Weekday or month said to be past (-1, «الماضي», "last") or to come (1).
  bool hijri = false;         ///< Year and month are of the Hijri calendar, which is not converted.

  friend bool operator==(const DateMention&, const DateMention&) = default;
};

/// An interval of days, both included.
struct DayRange {
  std::int32_t first = 0;
  std::int32_t last = 0;
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// Reads dates in running text and in fields, by the tables "months", "weekdays", "relative_days", "day_ordinals" and
/// "date_words" of one language. Immutable, so safe to share between threads.
class DateReader {
 public:
  /// Reads with the tables of one language and with digits-only forms.
  /// The names of time zones are those of every language: the table "time_zones" of "und".
  DateReader(const Lexicons& lexicons, std::string_view lang);
  ~DateReader();
  DateReader(DateReader&&) noexcept;

  /// All dates in text order, disjoint. `original` is the text that `words` was made from. Parts that stand together
  /// («أمس (الاثنين)», "Sunday, Nov. 12, 2017 at 10:04 pm") are one mention; so are dual names («11 نوفمبر/تشرين
  /// الثاني»). A month name counts only beside a day, a year, the word "month" or "last"/"next" (as «مارس»/"May" have
  /// other meanings), and in scripts with capitals a small one only between day and year. Linear time.
  std::vector<DateMention> read(const NormalisedText& words, std::string_view original) const;

  /// Whether a mention may begin with the word. False for all words of a text: it holds none.
  bool may_date(std::string_view word) const;

  /// The days that a mention means, given when its text was published: a missing year is the one that puts the date
  /// nearest to publication (at most 7 days ahead), a weekday is the last one on or before it unless said to come, a
  /// weekday beside a relative day corrects it by up to 3 days. Absent when it can't be resolved: no publication time
  /// for a relative day, a date of the Hijri calendar, a clock time alone.
  static std::optional<DayRange> resolve(const DateMention& mention, const std::optional<Timestamp>& published);

  /// Minutes east of UTC of a zone's name in the comparable form ("gmt", «غرينتش»); absent when unknown.
  std::optional<std::int32_t> zone_minutes(std::string_view word) const;

  /// Whether "11/12/2017" may be the day 11 or the month 11 in this language.
  bool numeric_order_ambiguous() const;

  /// Whether a word in the comparable form may stand on a line that only says when («نشر», "published").
  bool stands_on_date_line(std::string_view word) const;

  struct Tables;

 private:
  std::unique_ptr<const Tables> tables_;
};

/// Reads a date field: ISO 8601 and its variants ("2020-05-01 10:00:00", "…Z", "+03:00", "+0300", "20200501T100000"),
/// RFC 2822, epoch seconds, milliseconds or microseconds (of 1973 and later), "21.11.2017 22:04", and dates in the
/// words of `reader`'s language. Numbers before the year are day and month; where the language's users don't agree on
/// their order
/// ("11/12/2017" in English) it is no date. Absent when it isn't a date ("None", "").
std::optional<Timestamp> parse_timestamp(std::string_view field, const DateReader& reader);

/// The publication time that the head of a text states on a line of its own («التاريخ: تشرين الثاني ١٢, ٢٠١٧»,
/// "21.11.2017 | 22:04"). Looks at the first ten lines that aren't empty; a date inside a sentence is not one.
std::optional<Timestamp> timestamp_from_head(std::string_view text, const DateReader& reader);

/// The day that the path of an address states ("/2017/11/12/", "/2017/nov/12/", "2017-11-12", "20171112").
std::optional<Timestamp> timestamp_from_url(std::string_view url, const DateReader& reader);

}  // namespace tawatur
