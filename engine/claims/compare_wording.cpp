#include <algorithm>
#include <utility>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class WordingComparison : public SlotComparison {
 public:
  explicit WordingComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_causes() {
    if (a_.cause_terms.empty() || b_.cause_terms.empty()) return;
    const auto related = [&](std::uint32_t p, std::uint32_t q) {
      return p == q || lexicon_.cause_parents[p] == lexicon_.cause_names[q] ||
             lexicon_.cause_parents[q] == lexicon_.cause_names[p];
    };
    // What both name is what happened, not why.
    const auto causes_of = [](const Statement& side, const std::vector<double>& similarity) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> causes;
      for (const auto& [term, cause] : side.cause_terms)
        if (side.caused_by[term] && similarity[term] < same_word) causes.emplace_back(term, cause);
      return causes;
    };
    const auto causes_a = causes_of(a_, alignment_.similarity_a), causes_b = causes_of(b_, alignment_.similarity_b);
    if (causes_a.empty() || causes_b.empty()) return;
    for (const auto& [i, p] : causes_a)
      for (const auto& [j, q] : causes_b)
        if (related(p, q)) return;
    const auto [i, p] = causes_a.front();
    const auto [j, q] = causes_b.front();
    add(DifferenceKind::cause, sure() || framed(i, j) ? Relation::diverge : Relation::check, "cause_differs", one(i),
        one(j));
  }

  void compare_labels() {
    for (const auto& [i, p] : a_.label_terms)
      for (const auto& [j, q] : b_.label_terms) {
        if (p != q || same_stem(a_.terms[i], b_.terms[j]) || has(DifferenceKind::label)) continue;
        const bool both = std::any_of(b_.label_terms.begin(), b_.label_terms.end(),
                                      [&](const auto& other) { return same_stem(b_.terms[other.first], a_.terms[i]); });
        if (!both) add(DifferenceKind::label, Relation::compatible, "label_differs", one(i), one(j));
      }
  }
};

}  // namespace

void compare_causes(SlotComparison& comparison) { WordingComparison(comparison).compare_causes(); }
void compare_labels(SlotComparison& comparison) { WordingComparison(comparison).compare_labels(); }

}  // namespace tawatur
