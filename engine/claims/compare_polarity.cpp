#include <algorithm>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class PolarityComparison : public SlotComparison {
 public:
  explicit PolarityComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_polarity() {
    if (a_.exceptive || b_.exceptive || not_since(a_) || not_since(b_) || has(DifferenceKind::negation)) return;
    if (compare_deniers()) return;
    // Two negatives in other words say one thing: «لم يعدل» and «رفض التعديل».
    if (a_.negative && b_.negative) return;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < 0.9 ||
          (a_.terms[i].function_word && a_.terms[i].form != b_.terms[j].form))
        continue;
      if (a_.terms[i].kind != Term::Kind::word || b_.terms[j].kind != Term::Kind::word) continue;
      const auto disagree = [](std::uint8_t p, std::uint8_t q) {
        return p == Statement::negated_outright && q == Statement::affirmed;
      };
      if (!disagree(a_.negated[i], b_.negated[j]) && !disagree(b_.negated[j], a_.negated[i])) continue;
      // "did not fall" beside "rose": the polarity is in the words, compare_opposition weighs it.
      if (!a_.terms[i].poles.empty() && opposite_elsewhere(i, j)) continue;
      // A definite noun or a name is no predicate.
      if (definite(a_.terms[i]) || definite(b_.terms[j])) continue;
      const bool same_words = coverage_ >= options_.least_coverage && !other_numbers();
      const bool one_subject = right_beside(i, j) && context_.related >= well_related;
      const bool told_alike = surroundings(i, j) >= same_wording || surroundings(i, j, 3) >= same_wording;
      const bool diverges =
          !other_numbers() && (told_alike ? (same_words && sure()) || framed(i, j) : one_subject && !other_names());
      add(DifferenceKind::negation, diverges ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return;
    }
  }

  void compare_denial() {
    if (a_.denied == b_.denied && a_.terms.size() == b_.terms.size()) return;
    double denied_a = 0, denied_b = 0, weight = 0;
    std::uint32_t first_a = none, first_b = none;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || a_.terms[i].function_word) continue;
      const double both = (a_.terms[i].weight + b_.terms[j].weight) / 2;
      weight += both;
      if (a_.denied[i]) denied_a += both, first_a = std::min(first_a, i);
      if (b_.denied[j]) denied_b += both, first_b = std::min(first_b, j);
    }
    if (weight <= 0) return;
    const auto denied_share = [](const Statement& side, double matched_weight) {
      double all = 0;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (side.denied[i] && !side.terms[i].function_word) all += side.terms[i].weight;
      return all > 0 ? matched_weight / all : 0;
    };
    const bool a_denies = denied_a > 0.25 * weight && denied_share(a_, denied_a) >= 0.5 && denied_b == 0;
    const bool b_denies = denied_b > 0.25 * weight && denied_share(b_, denied_b) >= 0.5 && denied_a == 0;
    if (a_denies == b_denies) return;
    // Who denies and who says "not" are of one mind.
    if (a_denies ? b_.negative || b_.exceptive : a_.negative || a_.exceptive) return;
    const std::uint32_t i = a_denies ? first_a : alignment_.a_of_b[first_b];
    const std::uint32_t j = alignment_.b_of_a[i];
    // Who reports a denial as well denies nothing of it.
    const auto denies = [](const Statement& side) {
      return std::find(side.denier.begin(), side.denier.end(), Statement::denies) != side.denier.end();
    };
    if (denies(a_) && denies(b_)) return;
    const bool said_alike = close_frame() && !other_names_beside(i, j) && surroundings(i, j) >= same_wording;
    add(DifferenceKind::denial, said_alike ? Relation::diverge : Relation::check, "denial_of_assertion", one(i),
        one(j));
  }

 private:
  /// «استبعد» and «لم يستبعد», "ruled out" and "did not rule out".
  bool compare_deniers() {
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || a_.denier[i] == 0 || b_.denier[j] == 0 || a_.denier[i] == b_.denier[j]) continue;
      if (alignment_.similarity_a[i] < same_word) continue;
      add(DifferenceKind::negation, sure() ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return true;
    }
    return false;
  }

  bool opposite_elsewhere(std::uint32_t i, std::uint32_t j) const {
    const auto carries = [](const Statement& side, std::uint32_t except, std::uint32_t pole) {
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (k != except && std::binary_search(side.terms[k].poles.begin(), side.terms[k].poles.end(), pole))
          return true;
      return false;
    };
    for (const std::uint32_t pole : a_.terms[i].poles)
      if (carries(a_, i, pole ^ 1u) || carries(b_, j, pole ^ 1u)) return true;
    return false;
  }
};

}  // namespace

void compare_polarity(SlotComparison& comparison) { PolarityComparison(comparison).compare_polarity(); }
void compare_denial(SlotComparison& comparison) { PolarityComparison(comparison).compare_denial(); }

}  // namespace tawatur
