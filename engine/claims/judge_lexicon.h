#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

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
  PhraseBeginnings beginnings;                     ///< Of the matchers of `claims` and of the above.
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
  /// Of a stem, by (lean, opposition). Numbers of strict classes begin with those of `claims`.
  std::span<const StemPole> poles_of(std::uint64_t stem) const;

  static constexpr std::uint32_t calls_true = 0, calls_false = 1, calls_doubtful = 2, denies = 3;  ///< Values of truth_words.

 private:
  std::vector<StemPole> stem_poles_;  ///< By (stem, lean, opposition).
  boost::unordered_flat_map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> range_of_stem_;  ///< Of stem_poles_.
};

}  // namespace tawatur
