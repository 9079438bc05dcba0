#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "claims/claim_lexicon.h"
#include "claims/phrase_matcher.h"

namespace tawatur {

/// What only the judge of single pairs knows of a language, beside the lexicon of claims. Immutable; safe to share
/// between threads. `claims` must outlive it.
class JudgeLexicon {
 public:
  JudgeLexicon(const Lexicons& lexicons, const ClaimLexicon& claims);

  const ClaimLexicon& claims;
  PhraseMatcher alternatives, truth_words, countries;
  std::vector<std::uint32_t> alternative_groups;   ///< By value of alternatives.
  std::vector<std::uint32_t> alternative_members;  ///< Parallel.

  /// Oppositions beyond those that the rules trust: classes of the table "opposition" that raise no alarm, words that
  /// share their stem with an entry of it, and the table "broad_opposites".
  struct StemPole {
    std::uint64_t stem;
    std::uint32_t opposition;
    bool second;
    bool lean;  ///< Of broad_opposites.
  };
  std::vector<StemPole> stem_poles;  ///< By (stem, lean, opposition).
  std::size_t strict_classes = 0;    ///< Numbers of strict classes are below it; the first are those of `claims`.
  std::size_t lean_classes = 0;

  static constexpr std::uint32_t calls_true = 0, calls_false = 1, calls_doubtful = 2, denies = 3;  ///< Values of truth_words.
};

}  // namespace tawatur
