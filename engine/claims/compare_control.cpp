#include <algorithm>
#include <cstdlib>
#include <optional>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

class ControlComparison : public PartyComparison {
 public:
  using PartyComparison::PartyComparison;

  /// The gravest difference between two statements of who holds one place.
  void compare_control() {
    struct Found {
      Relation relation;
      std::string_view rule;
      Terms a, b;
    };
    if (other_ones()) return;
    std::optional<Found> gravest;
    const bool copied = coverage_ >= nearly_equal;
    for (const ControlFrame& x : a_.controls)
      for (const ControlFrame& y : b_.controls) {
        if (told_by(a_, x) || told_by(b_, y)) continue;
        if (x.place_key != y.place_key || told_of_both(x, y)) continue;
        std::uint32_t i = none, j = none;
        const bool one_verb = matched(x.verb, y.verb, same_word);
        if (x.holder && y.holder && !same_actor(x.holder, a_, y.holder, b_))
          i = x.holder.term, j = y.holder.term;
        else if (!(x.holder && y.holder) && x.holder && y.loser && surely_one(x.holder, y.loser) && !one_verb)
          i = x.holder.term, j = y.loser.term;
        else if (!(x.holder && y.holder) && x.loser && y.holder && surely_one(x.loser, y.holder) && !one_verb)
          i = x.loser.term, j = y.holder.term;
        else
          continue;
        const Terms span_a{std::min({i, x.verb, x.place}), std::max({i, x.verb, x.place}) + 1, i};
        const Terms span_b{std::min({j, y.verb, y.place}), std::max({j, y.verb, y.place}) + 1, j};
        std::string_view rule = "control_holder";
        Relation relation = relate(x, y, one_verb, rule);
        // Sentences that are equal but for a letter were read otherwise, they don't tell otherwise.
        if (copied && matched(i, j, same_word) && relation == Relation::diverge) relation = Relation::check;
        if (!gravest || gravity(relation) > gravity(gravest->relation)) gravest = Found{relation, rule, span_a, span_b};
      }
    if (gravest) add(DifferenceKind::control, gravest->relation, gravest->rule, gravest->a, gravest->b);
  }

 private:
  static constexpr double nearly_equal = 0.9;

  /// Who holds a place and who lost it: a generic name and a known one needn't be one.
  bool surely_one(const Role& p, const Role& q) const {
    return same_actor(p, a_, q, b_) &&
           (identified(p) == identified(q) || one_name(a_.terms[p.term].form, b_.terms[q.term].form));
  }

  Relation relate(const ControlFrame& x, const ControlFrame& y, bool one_verb, std::string_view& rule) const {
    const auto gap = as_of_gap();
    if (x.partial != y.partial) {
      rule = "control_part";
      return Relation::check;
    }
    if (gap && std::llabs(*gap) > options_.control_day_s) {
      rule = "control_later";
      return Relation::update;
    }
    if (x.background || y.background || within_span(a_) || within_span(b_)) return Relation::check;
    const auto around = [](const Statement& side, std::uint32_t at, std::uint32_t verb) {
      const std::uint32_t end = std::min(at + 2, static_cast<std::uint32_t>(side.terms.size()));
      return Party{at, verb > at ? std::min(end, verb) : end};
    };
    if (x.holder && y.holder &&
        kinship(identity(a_, around(a_, x.holder.term, x.verb)), identity(b_, around(b_, y.holder.term, y.verb))) ==
            Kinship::one)
      return Relation::check;
    if (x.holder && y.holder && allied(x.holder, y.holder)) return Relation::check;
    // In the same words both name one of the two: the roles were read amiss.
    if (one_verb && (names(b_, x.holder, a_) || names(a_, y.holder, b_))) return Relation::check;
    // "The city" here and there need not be one city.
    if (a_.terms[x.place].kind != Term::Kind::place && b_.terms[y.place].kind != Term::Kind::place &&
        !matched(x.place, y.place, same_word))
      return Relation::check;
    return Relation::diverge;
  }

  /// Whether a role is taken by somebody of whom is said who tells it, not what.
  static bool told_by(const Statement& side, const ControlFrame& frame) {
    return (frame.holder && side.attribution[frame.holder.term]) || (frame.loser && side.attribution[frame.loser.term]);
  }

  /// Whether each side says of the other's holder too that he holds something: «الأول على كذا، والثاني على كذا».
  bool told_of_both(const ControlFrame& x, const ControlFrame& y) const {
    if (!x.holder || !y.holder) return false;
    return std::any_of(
               b_.controls.begin(), b_.controls.end(),
               [&](const ControlFrame& other) { return other.holder && same_actor(x.holder, a_, other.holder, b_); }) &&
           std::any_of(a_.controls.begin(), a_.controls.end(), [&](const ControlFrame& other) {
             return other.holder && same_actor(other.holder, a_, y.holder, b_);
           });
  }

  /// Whether the statement tells of a month or a year, not of a day.
  static bool within_span(const Statement& side) {
    return std::any_of(side.days.begin(), side.days.end(),
                       [](const std::optional<DayRange>& days) { return days && days->first != days->last; });
  }

  /// Whether `side` names the actor that another statement says holds the place.
  bool names(const Statement& side, const Role& holder, const Statement& other) const {
    if (!holder) return false;
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (side.terms[k].kind == Term::Kind::actor && same_actor({k, side.terms[k].value}, side, holder, other))
        return true;
    return false;
  }

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
