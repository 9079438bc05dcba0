#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/byte_range.h"
#include "text/lexicon.h"

namespace tawatur {

/// A part of a sentence that states one thing; the unit that is compared. Trimmed of surrounding space and of the
/// punctuation that joins it to its neighbours.
struct Clause {
  ByteRange range;
  std::uint32_t sentence = 0;  ///< Index into Segments::sentences.
};

struct Sentence {
  ByteRange range;               ///< Trimmed of surrounding space.
  std::uint32_t paragraph = 0;   ///< Number of its line, empty lines not counted.
  std::uint32_t first_clause = 0;
  std::uint32_t clauses = 0;     ///< At least one. They cover the sentence's words in order, disjoint.
};

struct Segments {
  std::vector<Sentence> sentences;  ///< In text order, disjoint; every word of the text lies in exactly one.
  std::vector<Clause> clauses;      ///< In text order.
};

/// Words that open a clause, abbreviations that don't end a sentence, from the tables "clause_openers" and
/// "abbreviations" of one language. Immutable.
class Segmenter {
 public:
  Segmenter(const Lexicons& lexicons, std::string_view lang);

  /// Sentences end at . ! ? ؟ … and line ends (no split after an abbreviation, an initial, inside a number, or inside a
  /// quotation that goes on), ؛ and ; end one too when long. Sentences above 25 words are cut into clauses before
  /// opening words («فيما»، «في حين»، «وأضاف»; "while", "but", "and" + verb) and at commas; a clause of fewer than
  /// five words stays with its neighbour. Linear time.
  Segments segment(std::string_view text) const;

 private:
  std::vector<std::vector<std::string>> openers_;    ///< Folded word sequences, sorted.
  std::vector<std::string> abbreviations_;           ///< Folded, sorted.
};

}  // namespace tawatur
