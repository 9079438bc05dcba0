#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "claims/compare_statements.h"
#include "model/claim.h"
#include "text/lexicon.h"

namespace tawatur {

struct ClaimOptions {
  double least_score = 0.3;  ///< Probability from which two statements speak of one thing. Changes results.
  double guest_score =
      0.35;  ///< Least mean score with which a statement stands in a second claim too. Changes results.
  double group_score =
      0.2;  ///< Least mean score of a statement to the members of a claim that it joins. Changes results.
  /// Least probability of a pair that a claim lists: average link lets strangers into one claim by third statements.
  /// Changes results.
  double pair_score = 0.1;
  std::uint32_t all_pairs_origins = 24;  ///< Claims of more origins compare each statement with the medoid and with
                                         ///< other values only. Changes results.
  std::uint32_t least_words = 4;         ///< A shorter clause states no claim. Changes results.
  std::uint32_t flash_words = 60;  ///< An origin of fewer words is not expected to have every claim. Changes results.
  ComparisonOptions comparison;
};

/// Compares what the origins of an event state. Holds the lexicons of all languages. Immutable after construction and
/// safe to share between threads.
class ClaimComparer {
 public:
  ClaimComparer(const Lexicons& lexicons, const ClaimOptions& options);
  ~ClaimComparer();

  /// Pairs and claims of one event. articles and furniture are parallel, origins is the whole run's list; event.origins
  /// index it. `internal` has what republishers changed and, of events of several origins, numbers that a headline has
  /// otherwise than its own text; an event of one origin has nothing else. O(statements²) term alignments within the
  /// event, after a filter.
  EventClaims compare(const Event& event, std::span<const Article> articles,
                      std::span<const std::vector<ByteRange>> furniture, std::span<const Origin> origins) const;

 private:
  const ClaimLexicon& lexicon(std::string_view lang) const;

  ClaimOptions options_;
  std::unique_ptr<const struct AlignmentWeights> weights_;
  std::vector<std::unique_ptr<const ClaimLexicon>> lexicons_;  ///< By language; the last one is the empty language.
};

}  // namespace tawatur
