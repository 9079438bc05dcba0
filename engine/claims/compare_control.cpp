#include <algorithm>
#include <cstdlib>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class ControlComparison : public SlotComparison {
 public:
  explicit ControlComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_control() {
    for (const ControlFrame& x : a_.controls)
      for (const ControlFrame& y : b_.controls) {
        if (x.place_key != y.place_key) continue;
        std::uint32_t i = none, j = none;
        if (x.holder && y.holder && !same_actor(x.holder, a_, y.holder, b_))
          i = x.holder.term, j = y.holder.term;
        else if (!(x.holder && y.holder) && x.holder && y.loser && same_actor(x.holder, a_, y.loser, b_))
          i = x.holder.term, j = y.loser.term;
        else if (!(x.holder && y.holder) && x.loser && y.holder && same_actor(x.loser, a_, y.holder, b_))
          i = x.loser.term, j = y.holder.term;
        else
          continue;
        const std::uint32_t a_first = std::min({i, x.verb, x.place}), a_last = std::max({i, x.verb, x.place}) + 1;
        const std::uint32_t b_first = std::min({j, y.verb, y.place}), b_last = std::max({j, y.verb, y.place}) + 1;
        const auto gap = as_of_gap();
        Relation relation = Relation::diverge;
        std::string_view rule = "control_holder";
        if (x.partial != y.partial)
          relation = Relation::check, rule = "control_part";
        else if (gap && std::llabs(*gap) > options_.control_day_s)
          relation = Relation::update, rule = "control_later";
        // "The city" here and there need not be one city.
        if (relation == Relation::diverge && (x.background || y.background)) relation = Relation::check;
        if (relation == Relation::diverge && x.holder && y.holder && allied(x.holder, y.holder))
          relation = Relation::check;
        if (relation == Relation::diverge && a_.terms[x.place].kind != Term::Kind::place &&
            b_.terms[y.place].kind != Term::Kind::place && !matched(x.place, y.place, same_word))
          relation = Relation::check;
        if (has(DifferenceKind::control)) return;
        add(DifferenceKind::control, relation, rule, {a_first, a_last, i}, {b_first, b_last, j});
        return;
      }
  }

 private:
  /// Whether an article says that one of the two sides with the other: then they hold a place together.
  bool allied(const Role& p, const Role& q) const {
    if (p.entity == Term::no_entity || q.entity == Term::no_entity) return false;
    return std::any_of(context_.allies.begin(), context_.allies.end(), [&](const auto& pair) {
      return (one_side(pair.first, p.entity) && one_side(pair.second, q.entity)) ||
             (one_side(pair.first, q.entity) && one_side(pair.second, p.entity));
    });
  }
};

}  // namespace

void compare_control(SlotComparison& comparison) { ControlComparison(comparison).compare_control(); }

}  // namespace tawatur
