#pragma once

#include <cstdint>
#include <optional>

#include "text/dates.h"

namespace tawatur {

/// When something is said to be: days, or a time of day, with the words that narrow them ("the end of March").
struct TimeSlot {
  enum class Edge : std::uint8_t { none, until, since, before, after };
  std::uint32_t first = 0;  ///< Terms [first, last).
  std::uint32_t last = 0;
  std::optional<DayRange> days;      ///< Of the calendar, as far as publication and words tell.
  std::optional<std::int32_t> year;  ///< What is said outright; a month or day that isn't is 0, a weekday -1.
  std::int32_t month = 0;
  std::int32_t first_day = 0;  ///< Days of the month [first_day, last_day].
  std::int32_t last_day = 0;
  std::int32_t weekday = -1;
  std::int32_t clock = -1;   ///< Minutes after midnight; -1: none.
  std::int32_t around = 0;   ///< Minutes by which the clock may be off: half the length of "the evening".
  std::int32_t season = 0;   ///< 1 spring to 4 winter; 0: none.
  std::int32_t holiday = 0;  ///< Which one; 0: none.
  bool hijri = false;        ///< Month and days are of the Hijri calendar.
  Edge edge = Edge::none;
  bool reckoned = false;  ///< Told from the day of writing: "yesterday", "last week".
  bool directed = false;  ///< A weekday with "next" or "last".
  bool night = false;     ///< Around midnight, so that one may call it by either day.
  bool daytime = false;   ///< With a part of the day that is no night.
  std::int8_t zone = 0;   ///< Whose clock is named: 0 none, 1 the universal time, -1 another.
};

/// A proper name: in scripts with capitals a run of capitalised words, in others what stands in quotation marks, behind
/// a title or behind a noun of organisations, and the names of the gazetteers.
struct NameSlot {
  enum class Type : std::uint8_t { person, organisation, place, thing, unknown };
  std::uint32_t first = 0;  ///< Terms [first, last), titles and nouns of kind left out.
  std::uint32_t last = 0;
  std::uint32_t title = 0;  ///< Term of the title or noun of kind before it; `first` when none.
  Type type = Type::unknown;
  bool weak = false;  ///< May be no name.
};

/// How old somebody is said to be, in years, both included.
struct AgeSlot {
  std::uint32_t term = 0;
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// One of several things of a kind that exclude one another: a crop, a disease, a profession, a nationality.
struct SiblingSlot {
  std::uint32_t first = 0;  ///< Terms [first, last).
  std::uint32_t last = 0;
  std::uint32_t value = 0;  ///< Index into ClaimLexicon::sibling_entries.
};

}  // namespace tawatur
