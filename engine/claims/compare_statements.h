#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "claims/statement.h"
#include "claims/term_alignment.h"
#include "model/claim.h"

namespace tawatur {

struct ComparisonOptions {
  double least_coverage =
      0.45;                    ///< Harmonic coverage below which a slot that differs is only `check`. Changes results.
  double least_related = 0.5;  ///< Probability of alignment from which a slot that differs diverges at lower coverage
                               ///< too. Changes results.
  std::int64_t update_after_s = 3 * 3600;  ///< A later total this much later is an update. Changes results.
  std::int64_t control_day_s = 24 * 3600;  ///< Reports of control further apart in time are updates. Changes results.
};

/// What a comparison may know of the two sides beside their words.
struct ComparisonContext {
  std::optional<Timestamp> published_a;
  std::optional<Timestamp> published_b;
  double related = 0;                 ///< Probability that both speak of one thing.
  std::span<const double> numbers_a;  ///< All numbers that a's article states, ascending.
  std::span<const double> numbers_b;
  std::span<const CountSlot> tolls_a;  ///< What a's article counts of kinds whose totals grow, parts left out.
  std::span<const CountSlot> tolls_b;
  std::span<const std::uint32_t> oppositions_a;  ///< Classes of the opposites that a's article names, once for each
                                                 ///< statement that does; ascending.
  std::span<const std::uint32_t> oppositions_b;
  std::span<const std::pair<std::uint32_t, std::uint32_t>> allies;  ///< Statement::alliances of all the event's.
};

/// Typed differences of two aligned statements, slot by slot; at most one a slot. Rules only; each names itself in
/// `rule`. By (kind, a, b). Swapping the sides mirrors the result.
std::vector<Difference> compare_statements(const Statement& a, const Statement& b, const TermAlignment& alignment,
                                           const ComparisonContext& context, const ClaimLexicon& lexicon,
                                           const ComparisonOptions& options);

/// The gravest relation of the differences; match when there are none.
Relation gravest(const std::vector<Difference>& differences);

}  // namespace tawatur
