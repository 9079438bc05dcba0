#pragma once

#include <cstdint>
#include <vector>

#include "claims/statement.h"

namespace tawatur {

/// Whether two terms stand at opposite poles of an opposition, and of as many as they share a pole of: "raised" and
/// "cut" are both no longer steady, and opposites all the same.
bool opposed(const Term& x, const Term& y);

/// How alike two terms are, in [0, 1]: 1 the same word, value, day or entity; .97 the same stem; .9 synonyms of the
/// lexicon; .85 to .95 the same consonant skeleton; below that the Dice coefficient of letter bigrams from .55 on; .5
/// for two numbers or two dates that differ and for opposites of the lexicon: they fill one slot; 0 for all else.
/// Symmetric. O(word length).
double term_similarity(const Statement& a, std::uint32_t term_a, const Statement& b, std::uint32_t term_b,
                       const ClaimLexicon& lexicon);

/// One-to-one assignment of terms of two statements.
struct TermAlignment {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> b_of_a;  ///< By term of a: its term in b, or none.
  std::vector<std::uint32_t> a_of_b;
  std::vector<double> similarity_a;  ///< By term of a; 0 where unmatched.
  std::vector<double> similarity_b;
  double coverage_a = 0;  ///< Share of a's weight that is matched, in [0, 1].
  double coverage_b = 0;
  double matched_weight = 0;  ///< Weight matched, mean of both sides.
  double score = 0;           ///< How much the two speak of one thing, in [0, 1].
};

/// Greedy alignment, best pairs first; ties go to the nearer relative position, then to the earlier terms. Swapping the
/// statements mirrors the result. O(n·m) comparisons for n and m terms.
TermAlignment align_terms(const Statement& a, const Statement& b, const ClaimLexicon& lexicon);

}  // namespace tawatur
