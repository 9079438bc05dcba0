#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.h"
#include "text/normalise.h"

namespace tawatur {

/// How the stated number bounds the meant one.
enum class Bound : std::uint8_t { exact, at_least, at_most, about, range };

/// A number with its bound and unit as a text states it: «أكثر من 12»، «خمسة وعشرون», "1.2 million dollars", "10-15".
struct Quantity {
  std::uint32_t first = 0;         ///< Tokens [first, last): bound words, number and unit.
  std::uint32_t last = 0;
  std::uint32_t number_first = 0;  ///< Tokens of the number alone.
  std::uint32_t number_last = 0;
  ByteRange source;                ///< Original bytes of [first, last) and of a sign that touches them («$», «%»).
  double low = 0;                  ///< Interval of values that the words allow: «عشرات» 20-99, "about 100" 90-110;
  double high = 0;                 ///< infinity above for at_least, 0 below for at_most.
  double stated = 0;               ///< The number as stated (the lower one of a range).
  Bound bound = Bound::exact;
  std::string unit;                ///< Canonical: "percent", "USD", "km", …; empty for plain counts.
  bool ordinal = false;            ///< «الثاني», "third": not a count.
  bool dual = false;               ///< Read out of a dual («جنديين»): the counted noun is the number's own token.
  bool single = false;             ///< Read out of a singular («مقتل مدني», "a man was killed"): likewise.
};

/// Number words, bounds, multipliers and units from the tables "numbers", "bounds", "units", "number_names" and
/// "broken_plurals" of one language (dates from "months" and "weekdays"), and digits of every script that normalisation
/// folds. Immutable, so safe to share between threads.
class NumberReader {
 public:
  NumberReader(const Lexicons& lexicons, std::string_view lang);
  ~NumberReader();
  NumberReader(NumberReader&&) noexcept;

  /// All quantities in text order, disjoint. `original` is the text that `words` was made from (separators decide
  /// decimals, thousands, ranges and times: "7,000", "2.5", "10:30", "2-1"). Numbers that name things (times, dates, scores,
  /// resolution and model numbers, phone numbers, years) are left out, by the table "number_names" and by shape.
  /// "about" widens by a tenth, for plain counts by one at least; vague words span the interval of their row.
  /// O(tokens · log table).
  std::vector<Quantity> read(const NormalisedText& words, std::string_view original) const;

  /// Whether a quantity may have its number, or the noun whose form states it, in the word. False for all words of a
  /// text: it holds none.
  bool may_count(std::string_view word) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace tawatur
