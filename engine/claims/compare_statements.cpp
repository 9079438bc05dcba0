#include "claims/compare_statements.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "claims/slot_comparison.h"
#include "claims/told_of_one.h"

namespace tawatur {

std::vector<Difference> compare_statements(const Statement& a, const Statement& b, const TermAlignment& alignment,
                                           const ComparisonContext& context, const ClaimLexicon& lexicon,
                                           const ComparisonOptions& options) {
  Findings findings;
  SlotComparison comparison(a, b, alignment, context, lexicon, options, findings);
  compare_control(comparison);
  compare_holders(comparison);
  compare_place_holders(comparison);
  compare_counts(comparison);
  compare_count_kinds(comparison);
  compare_units(comparison);
  compare_polarity(comparison);
  compare_opposition(comparison);
  compare_denial(comparison);
  compare_dates(comparison);
  compare_places(comparison);
  compare_actors(comparison);
  compare_identity(comparison);
  compare_entities(comparison);
  compare_roles(comparison);
  compare_exchanged_roles(comparison);
  compare_doers(comparison);
  compare_speakers(comparison);
  compare_causes(comparison);
  compare_labels(comparison);
  compare_certainty(comparison);
  compare_quotes(comparison);
  const ToldOfOne told(comparison);
  for (Difference& difference : findings.differences)
    if (difference.relation == Relation::diverge && !told.told_of_one(difference))
      difference.relation = Relation::check;
  sort_differences(findings.differences);
  return std::move(findings.differences);
}

void sort_differences(std::vector<Difference>& differences) {
  std::sort(differences.begin(), differences.end(), [](const Difference& x, const Difference& y) {
    return std::tie(x.kind, x.a, x.b, x.rule) < std::tie(y.kind, y.a, y.b, y.rule);
  });
}

Relation gravest(const std::vector<Difference>& differences) {
  Relation worst = Relation::match;
  for (const Difference& difference : differences)
    if (gravity(difference.relation) > gravity(worst)) worst = difference.relation;
  return worst;
}

}  // namespace tawatur
