#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/dates.h"
#include "text/lexicon.h"

namespace tawatur {

/// What stands before the body of a text. Views into the text; empty when there is none.
struct TextHead {
  std::string_view headline;
  std::string_view source;  ///< What a line such as «المصدر: …» names.
};

/// Reads the lines before the body: at most ten, none of them long or ended by a full stop. Labels come from the tables
/// "head_labels" of all languages. Immutable.
class HeadReader {
 public:
  explicit HeadReader(const Lexicons& lexicons);

  /// The headline is the first line of at least four words (or three, where no line has four) that isn't a date,
  /// source, section, byline or dateline line, a row of links or an address.
  TextHead read(std::string_view text, const DateReader& dates) const;

 private:
  enum class Label : std::uint8_t { none, source, byline, section };
  Label label(std::string_view words) const;

  std::vector<std::pair<std::string, Label>> labels_;  ///< By folded words.
};

}  // namespace tawatur
