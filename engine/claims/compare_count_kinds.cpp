#include <algorithm>

#include "claims/count_comparison.h"

namespace tawatur {
namespace {

constexpr double least_told = 3;  // "Two" counts too many things by chance.

class CountKindsComparison : public CountComparison {
 public:
  explicit CountKindsComparison(const SlotComparison& comparison) : CountComparison(comparison) {}

  void compare() {
    for (const CountSlot& x : a_.counts)
      for (const CountSlot& y : b_.counts) {
        const Quantity* p = quantity(a_, x);
        const Quantity* q = quantity(b_, y);
        if (!p || !q || p->unit != q->unit || p->stated != q->stated || p->stated < least_told) continue;
        if (p->bound == Bound::range || q->bound == Bound::range) continue;
        const CountFrame& f = frame(a_, x);
        const CountFrame& g = frame(b_, y);
        if (f.age || g.age || !single_value(a_, p->stated) || !single_value(b_, q->stated)) continue;
        const bool one_noun = few_figures() || groups_meet(f, g);
        // Pills are seized with whom they are found on.
        const bool of_things = things(f) && things(g) && (lexicon_.cumulative(x.kind) || lexicon_.cumulative(y.kind));
        if (p->unit.empty() && one_noun && !of_things && fates_contradict(f, g) && !told_elsewhere(f, g)) {
          note(DifferenceKind::count_kind, "count_kind", x, y);
        } else if (other_sort(f, g)) {
          note(DifferenceKind::count_kind, "count_kind", x, y);
        } else if (p->unit.empty() && (groups_contradict(f, g) || origins_contradict(f, g))) {
          note(DifferenceKind::count_scope, "count_scope", x, y);
        }
      }
  }

 private:
  bool same_noun(const CountSlot& x, const CountSlot& y) const {
    return x.noun < a_.terms.size() && y.noun < b_.terms.size() && same_stem(a_.terms[x.noun], b_.terms[y.noun]);
  }

  /// Whether each side names a place that the other lacks.
  bool other_places() const {
    return !unmatched(a_, b_, Term::Kind::place).empty() && !unmatched(b_, a_, Term::Kind::place).empty();
  }

  /// Whether one number only has the value.
  static bool single_value(const Statement& side, double value) {
    return std::count_if(side.quantities.begin(), side.quantities.end(),
                         [&](const Quantity& number) { return !number.ordinal && number.stated == value; }) == 1;
  }

  /// Whether a fate of the one stands beside another number of the other: "five killed, another five hurt".
  bool told_elsewhere(const CountFrame& f, const CountFrame& g) const {
    const auto has = [](const Statement& side, const CountFrame& own, const std::vector<std::uint32_t>& fates) {
      return std::any_of(side.count_frames.begin(), side.count_frames.end(), [&](const CountFrame& other) {
        return &other != &own && std::any_of(fates.begin(), fates.end(), [&](std::uint32_t fate) {
          return std::binary_search(other.fates.begin(), other.fates.end(), fate);
        });
      });
    };
    return has(b_, g, f.fates) || has(a_, f, g.fates);
  }

  /// Families here, persons there.
  bool other_sort(const CountFrame& f, const CountFrame& g) const {
    const auto named = [&](const CountFrame& frame, std::string_view name) {
      return std::any_of(frame.groups.begin(), frame.groups.end(),
                         [&](std::uint32_t group) { return lexicon_.group_names[group] == name; });
    };
    return (named(f, "household") && named(g, "person") && !named(g, "household")) ||
           (named(g, "household") && named(f, "person") && !named(f, "household"));
  }

  bool origins_contradict(const CountFrame& f, const CountFrame& g) const {
    if (f.origins.empty() || g.origins.empty()) return false;
    return std::none_of(f.origins.begin(), f.origins.end(), [&](std::uint32_t p) {
      return std::any_of(g.origins.begin(), g.origins.end(), [&](std::uint32_t q) { return lexicon_.related(p, q); });
    });
  }

  void note(DifferenceKind kind, std::string_view rule, const CountSlot& x, const CountSlot& y) {
    if (has(kind)) return;
    // Two groups are more often two events than two reports of one.
    const bool near = kind == DifferenceKind::count_scope ? context_.related >= well_related : close_frame();
    const bool framed_alike = kind != DifferenceKind::count_scope || few_figures() || framed(x.term, y.term);
    // "28 players" here and there: whatever else is told of them stands further off.
    const bool of_one_group =
        kind != DifferenceKind::count_scope || ((!same_noun(x, y) || few_figures()) && !other_places());
    const bool sure_enough = one_incident() && near && framed_alike && of_one_group;
    add(kind, sure_enough ? Relation::diverge : Relation::check, rule, count_terms(a_, x), count_terms(b_, y));
  }
};

}  // namespace

void compare_count_kinds(SlotComparison& comparison) { CountKindsComparison(comparison).compare(); }

}  // namespace tawatur
