#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "claims/statement.h"
#include "claims/term_alignment.h"

namespace tawatur {

/// What is measured of a pair of statements to tell whether they speak of one thing. All symmetric.
struct PairFeatures {
  static constexpr std::array<std::string_view, 24> names{
      "least_coverage", "greatest_coverage", "matched_weight", "local_match",  "rare_shared",  "numbers_differ",
      "exact_number",   "same_counted",      "same_measure",   "sole_count",   "same_toll",    "same_control",
      "sole_clock",     "times_agree",       "times_differ",   "both_causes",  "same_speaker", "same_deed",
      "position_apart", "both_titles",       "both_leads",     "short_side",   "margin",       "neighbours"};
  std::array<double, names.size()> values{};
};

/// Weights of the features, read from the table "und/alignment_weights": rows (name, weight), with "bias".
struct AlignmentWeights {
  double bias = 0;
  std::array<double, PairFeatures::names.size()> weights{};
  explicit AlignmentWeights(const Lexicons& lexicons);
  double probability(const PairFeatures& features) const;
  /// The probability in millionths, so that order does not hang on rounding; .55 at least for two statements of who
  /// holds one place.
  std::int64_t score(const PairFeatures& features) const;
};

/// Two statements of different origins and the probability that they speak of one thing. a < b.
struct ClaimCandidate {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  PairFeatures features;
  std::int64_t score = 0;  ///< As AlignmentWeights::score gives it.
};

/// Sets Term::weight and Term::in_article of the statements of one event: function words weigh .1; others the less, the
/// more statements of an article have them, for what every sentence names aligns nothing. `origins` are consecutive
/// ranges of statements.
void weigh_terms(std::span<Statement> statements, const ClaimLexicon& lexicon);

/// All cross-origin pairs that share enough, scored; by (a, b). Statements are ordered by origin. O(statements²) merges
/// of sorted keys, and a term alignment for those that pass.
std::vector<ClaimCandidate> find_claim_candidates(std::span<const Statement> statements, const ClaimLexicon& lexicon,
                                                  const AlignmentWeights& weights);

}  // namespace tawatur
