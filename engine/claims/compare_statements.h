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

/// What a comparison may know of a statement's article. Views what the caller holds.
struct ArticleContext {
  std::optional<Timestamp> published;
  std::span<const double> numbers;             ///< All that it states, ascending.
  std::span<const CountSlot> tolls;            ///< What it counts of kinds whose totals grow, parts left out.
  std::span<const std::uint32_t> oppositions;  ///< Classes of the opposites that it names, once for each statement that
                                               ///< does; ascending.
  std::span<const Statement> statements;       ///< All of it, in reading order; may be empty.
};

/// What a comparison may know of the two sides beside their words.
struct ComparisonContext {
  ArticleContext a;
  ArticleContext b;
  double related = 0;                                               ///< Probability that both speak of one thing.
  std::span<const std::pair<std::uint32_t, std::uint32_t>> allies;  ///< Statement::alliances of all the event's.
};

/// Typed differences of two aligned statements, slot by slot; at most one a slot. Rules only; each names itself in
/// `rule`. By (kind, a, b). Swapping the sides mirrors the result.
std::vector<Difference> compare_statements(const Statement& a, const Statement& b, const TermAlignment& alignment,
                                           const ComparisonContext& context, const ClaimLexicon& lexicon,
                                           const ComparisonOptions& options);

/// By (kind, a, b, rule).
void sort_differences(std::vector<Difference>& differences);

/// The gravest relation of the differences; match when there are none.
Relation gravest(const std::vector<Difference>& differences);

}  // namespace tawatur
