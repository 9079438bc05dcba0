#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/byte_range.h"
#include "text/lexicon.h"
#include "text/normalise.h"

namespace tawatur {

/// A part of a sentence that states one thing; the unit that is compared. Trimmed of surrounding space and of the
/// punctuation that joins it to its neighbours.
struct Clause {
  ByteRange range;
  std::uint32_t sentence = 0;  ///< Index into Segments::sentences.
};

struct Sentence {
  ByteRange range;               ///< Trimmed of surrounding space.
  std::uint32_t paragraph = 0;   ///< Number of its line, lines without words not counted.
  std::uint32_t first_clause = 0;
  std::uint32_t clauses = 0;     ///< At least one. They cover the sentence's words in order, disjoint.
};

struct Segments {
  std::vector<Sentence> sentences;  ///< In text order, disjoint; every word of the text lies in exactly one.
  std::vector<Clause> clauses;      ///< In text order.
};

/// Cuts texts of one language into sentences and clauses, by the tables "clause_openers", "abbreviations",
/// "reporting_verbs" and "stopwords". Immutable, thread-safe.
class Segmenter {
 public:
  Segmenter(const Lexicons& lexicons, std::string_view lang);

  /// Sentences end at . ! ? ؟ … and at every line end; ؛ and ; end one that is long. Nothing ends after an abbreviation or
  /// an initial, inside a number, before a lower-case letter, or inside brackets or a quotation of at most 40 words
  /// that is closed in its line (quotation marks of all kinds; an unclosed one counts for nothing).
  ///
  /// Sentences above 16 words are cut before what opens a statement of its own («فيما»، «في حين»، «وأضاف»، «مؤكدا أن»; ", while",
  /// ", adding", ";"); parts above 25 words before what opens a dependent clause («حيث»، «بعد أن»; ", which", "after he")
  /// and at a comma with و, parts above 30 words at commas and dashes, nearest the middle first. A clause has at least five
  /// words (eight at a bare comma) unless it is the whole sentence; a part without any of these marks stays long.
  /// O(n log n) in the text's length.
  Segments segment(std::string_view text) const;

  /// The same for a text whose normalise(text) is at hand.
  Segments segment(std::string_view text, const NormalisedText& words) const;

 private:
  enum class Level : std::uint8_t { none, statement, clause, joined_comma, comma, complement, stay };
  struct Opener {
    std::vector<std::string> rest;  ///< Folded words after the first.
    Level level = Level::none;
    bool behind_comma = false;
  };
  struct Abbreviation {
    bool capital = false;       ///< Only when written with a capital.
    bool before_digit = false;  ///< Only before a number.
  };
  struct Cutter;

  /// What a word may begin.
  struct Beginning {
    std::vector<Opener> openers;
    bool verb = false;            ///< A word of saying: finite,
    bool participle = false;      ///< or participle.
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const;
  };
  const Beginning* beginning(std::string_view word) const;

  std::unordered_map<std::string, Beginning, Hash, std::equal_to<>> beginnings_;  ///< By folded first word; never iterated.
  std::map<std::string, Abbreviation, std::less<>> abbreviations_;  ///< By the folded word before the last full stop.
  std::vector<std::string> stopwords_;                              ///< Folded, sorted.
};

}  // namespace tawatur
