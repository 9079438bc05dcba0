#include <algorithm>
#include <utility>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class WordingComparison : public SlotComparison {
 public:
  explicit WordingComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_labels() {
    const LabelTerms *of_a = nullptr, *of_b = nullptr;
    const auto key = [&](const LabelTerms& x, const LabelTerms& y) {
      return std::pair(x.first + y.first, std::min(a_.terms[x.first].hash, b_.terms[y.first].hash));
    };
    for (const LabelTerms& x : a_.label_terms)
      for (const LabelTerms& y : b_.label_terms) {
        const LabelEntry& p = lexicon_.label_entries[x.label];
        const LabelEntry& q = lexicon_.label_entries[y.label];
        if (p.set != q.set || p.slant == q.slant || (of_a && key(*of_a, *of_b) <= key(x, y))) continue;
        if (no_label(a_, x.first) || no_label(b_, y.first) || says(b_, p) || says(a_, q)) continue;
        if (other_names_beside(x.first, y.first) || !one_referent(x.first, y.first)) continue;
        of_a = &x, of_b = &y;
      }
    if (of_a)
      add(DifferenceKind::label, Relation::compatible, "label_differs", {of_a->first, of_a->last, none},
          {of_b->first, of_b->last, none});
  }

 private:
  /// Part of a name, or words in quotation marks, which are somebody's and not the text's.
  bool no_label(const Statement& side, std::uint32_t term) const {
    if (std::any_of(side.quotes.begin(), side.quotes.end(),
                    [&](const QuotedTerms& quote) { return term >= quote.first && term < quote.last; }))
      return true;
    if (side.terms[term].kind != Term::Kind::word || side.title || term == 0 || !side.terms[term].capitalised)
      return false;
    return side.terms[term - 1].capitalised || (term + 1 < side.terms.size() && side.terms[term + 1].capitalised);
  }

  /// Whether the side has a word of the label's set and slant.
  bool says(const Statement& side, const LabelEntry& label) const {
    return std::any_of(side.label_terms.begin(), side.label_terms.end(), [&](const auto& other) {
      const LabelEntry& entry = lexicon_.label_entries[other.label];
      return entry.set == label.set && entry.slant == label.slant;
    });
  }

  /// Whether the two words stand in one slot: words beside them are the same, and neither side speaks of others.
  bool one_referent(std::uint32_t i, std::uint32_t j) const {
    if (!close_frame() || other_capitals() || other_days()) return false;
    return shared(i, j) >= 1 || (coverage_ >= same_wording && !other_names());
  }
};

}  // namespace

void compare_labels(SlotComparison& comparison) { WordingComparison(comparison).compare_labels(); }

}  // namespace tawatur
