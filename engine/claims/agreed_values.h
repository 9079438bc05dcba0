#pragma once

#include <optional>
#include <string_view>

#include "claims/compare_statements.h"

namespace tawatur {

/// The rule that agreed_difference() names.
inline constexpr std::string_view agreed_rule = "third_agrees";

/// Two statements that differ, and a third that says what the second does.
struct AgreedValue {
  const Statement& a;
  const Statement& b;
  const Statement& third;
  const ComparisonContext& context;  ///< Of a and third.
};

/// The difference between a and third that follows from `found`, one between a and b that diverges (its sides are those
/// of a and b), where third has b's value in words that mean the same and says nothing of a's: that third was aligned
/// with b and no difference found is for the caller to know. Of the kind of `found`; absent where third doesn't state
/// the value. O(terms of a and b × terms of third).
std::optional<Difference> agreed_difference(const AgreedValue& statements, const Difference& found,
                                            const ClaimLexicon& lexicon, const ComparisonOptions& options);

}  // namespace tawatur
