#include <algorithm>
#include <cmath>

#include "claims/count_comparison.h"

namespace tawatur {
namespace {

class UnitsComparison : public CountComparison {
 public:
  explicit UnitsComparison(const SlotComparison& comparison) : CountComparison(comparison) {}

  void compare() {
    for (const CountSlot& x : a_.counts)
      for (const CountSlot& y : b_.counts) {
        const Quantity* p = quantity(a_, x);
        const Quantity* q = quantity(b_, y);
        if (!p || !q || p->unit.empty() || q->unit.empty() || has(DifferenceKind::unit)) continue;
        const CountFrame& f = frame(a_, x);
        const CountFrame& g = frame(b_, y);
        if (f.age || g.age || fates_contradict(x, y)) continue;
        const bool units = !one_unit(p->unit, q->unit);
        const bool periods = f.period >= 0 && g.period >= 0 && f.period != g.period;
        if (!units && !periods) continue;
        const bool other_dimension = units && !one_dimension(p->unit, q->unit);
        if (other_dimension && !one_matter(x, y)) continue;
        if (!other_dimension && agree(x, y) && !points(*p, *q)) continue;
        if (elsewhere_met(x, y) || matters_differ(x, y)) continue;
        // «عقدين», «شهرين»: the dual of a word that may be no unit here.
        if ((p->dual && of_time(*p)) || (q->dual && of_time(*q))) continue;
        const bool one_number = p->stated == q->stated;
        // The lengths or sums of two things differ in number and unit.
        // A temperature is of a place and a day.
        const UnitFacts* unit = lexicon_.unit(p->unit);
        const Affinity least = unit && unit->dimension == "temperature" ? Affinity::fair : Affinity::strong;
        if (!one_number && (affinity(x, y) < least || many_figures() || !near_in_one_unit(*p, *q))) continue;
        const bool span = of_time(*p);
        // Of two spans of time in a longer text one is most often of something else.
        const bool converted_span = span && !one_number;
        const bool sure_enough = one_incident() && close_frame() && !measures_apart(x, y) &&
                                 (converted_span ? few_figures() && framed(x.term, y.term)
                                  : span         ? framed(x.term, y.term) || suffered_alike(f, g)
                                                 : few_figures() || framed(x.term, y.term));
        add(DifferenceKind::unit, sure_enough ? Relation::diverge : Relation::check,
            one_number ? "unit_differs" : "unit_converted", count_terms(a_, x), count_terms(b_, y));
      }
  }

 private:
  /// "Six months in jail", "six years in jail": whether one thing is told of both.
  static bool suffered_alike(const CountFrame& f, const CountFrame& g) {
    return std::any_of(f.fates.begin(), f.fates.end(),
                       [&](std::uint32_t fate) { return std::binary_search(g.fates.begin(), g.fates.end(), fate); });
  }

  bool of_time(const Quantity& number) const {
    const UnitFacts* unit = lexicon_.unit(number.unit);
    return unit && unit->dimension == "time";
  }

  /// Whether both can be told in one unit, and none is many times the other there: a height and a distance are.
  bool near_in_one_unit(const Quantity& p, const Quantity& q) const {
    const UnitFacts* u = lexicon_.unit(p.unit);
    const UnitFacts* v = lexicon_.unit(q.unit);
    if (u && v && u->dimension == "temperature" && v->dimension == "temperature") return true;
    if (!u || !v || u->factor <= 0 || v->factor <= 0) return false;
    const double x = p.stated * u->factor, y = q.stated * v->factor;
    return (x <= largest_ratio * y && y <= largest_ratio * x) || point_slipped(x / y, p.stated);
  }

  /// "150 basis points", "15 percentage points": the same figures, ten or a hundred times as much. Round numbers meet
  /// so by chance.
  static bool point_slipped(double ratio, double stated) {
    const auto whole = [](double power) { return std::abs(power - std::round(power)) < 1e-6; };
    return ratio > 0 && stated > 0 && whole(std::log10(ratio)) && !whole(std::log10(stated));
  }

  /// "300 tonnes of fuel", "300 barrels of fuel".
  bool one_matter(const CountSlot& x, const CountSlot& y) const {
    const UnitFacts* u = lexicon_.unit(quantity(a_, x)->unit);
    const UnitFacts* v = lexicon_.unit(quantity(b_, y)->unit);
    const auto amount = [](const UnitFacts* unit) {
      return unit && (unit->dimension == "mass" || unit->dimension == "volume");
    };
    // A litre of water weighs a kilogram.
    const auto of_water = [](const UnitFacts* mass, const UnitFacts* volume) {
      return mass && volume && mass->dimension == "mass" && volume->dimension == "volume" &&
             mass->factor == volume->factor;
    };
    return amount(u) && amount(v) && !of_water(u, v) && !of_water(v, u) &&
           quantity(a_, x)->stated == quantity(b_, y)->stated && x.noun < a_.terms.size() && y.noun < b_.terms.size() &&
           x.noun != x.term && term_similarity(a_, x.noun, b_, y.noun, lexicon_) >= same_word;
  }

  /// "Up three percent", "up three percentage points": one number, and another rise.
  bool points(const Quantity& p, const Quantity& q) const {
    const UnitFacts* u = lexicon_.unit(p.unit);
    const UnitFacts* v = lexicon_.unit(q.unit);
    return u && v && p.stated == q.stated && (u->dimension == "ratio_change") != (v->dimension == "ratio_change") &&
           std::any_of(a_.terms.begin(), a_.terms.end(), [&](const Term& x) {
             return std::any_of(x.poles.begin(), x.poles.end(), [&](std::uint32_t pole) {
               return lexicon_.opposition_amounts[pole / 2] != 0 &&
                      std::any_of(b_.terms.begin(), b_.terms.end(), [&](const Term& y) {
                        return std::binary_search(y.poles.begin(), y.poles.end(), pole);
                      });
             });
           });
  }

  /// Whether the other side gives the amount a second time, in this one's unit: "600 million dollars (2.25 billion
  /// riyals)".
  bool elsewhere_met(const CountSlot& x, const CountSlot& y) const {
    const auto stands = [&](const Statement& side, const CountSlot& own, const Quantity& number) {
      return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& other) {
        const Quantity* one = quantity(side, other);
        return &other != &own && one && one_unit(one->unit, number.unit) && one->low <= number.high &&
               number.low <= one->high;
      });
    };
    return stands(b_, y, *quantity(a_, x)) || stands(a_, x, *quantity(b_, y));
  }
};

}  // namespace

void compare_units(SlotComparison& comparison) { UnitsComparison(comparison).compare(); }

}  // namespace tawatur
