#include <optional>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class DatesComparison : public SlotComparison {
 public:
  explicit DatesComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_dates() {
    if (!a_.controls.empty() && !b_.controls.empty()) return;
    const auto i = event_date(a_), j = event_date(b_);
    if (!i || !j) return;
    const DayRange x = *a_.days[a_.terms[*i].value], y = *b_.days[b_.terms[*j].value];
    const DateMention& p = a_.date_mentions[a_.terms[*i].value];
    const DateMention& q = b_.date_mentions[b_.terms[*j].value];
    if (x.first <= y.last && y.first <= x.last) return;
    // A year that only one states may be another than that of publication.
    if (p.month && p.day && p.month == q.month && p.day == q.day && !(p.year && q.year)) return;
    if (a_.terms[*i].hash == b_.terms[*j].hash) return;
    const std::int32_t apart = x.first > y.last ? x.first - y.last : y.first - x.last;
    // Weekdays without a date may mean another week: an equal weekday says the same.
    if (p.weekday && q.weekday && *p.weekday == *q.weekday) return;
    if (x.first != x.last || y.first != y.last) return;
    // Two days told from the day of writing hang on when each was written.
    if (p.relative_days && q.relative_days) return;
    const bool reckoned = p.relative_days || q.relative_days;  // From a day of publication that may be one of crawling.
    // A weekday and a calendar date are joined by such a reckoning too.
    const bool one_form = p.weekday.has_value() == q.weekday.has_value();
    const bool distant = apart > 31 && (p.weekday || q.weekday);
    const bool told_alike = shared(*i, *j) >= 1 && close_frame() && !other_items();
    const Relation relation =
        apart > 366 || distant || reckoned || !one_form || !told_alike || other_names_beside(*i, *j)
            ? Relation::check
            : Relation::diverge;
    if (relation == Relation::check && !(sure() && told_alike)) return;
    add(DifferenceKind::date, relation, "date_disjoint", one(*i), one(*j));
  }

 private:
  /// The only resolved date of a side that doesn't belong to a reporting verb.
  static std::optional<std::uint32_t> event_date(const Statement& side) {
    std::optional<std::uint32_t> only;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (side.terms[i].kind != Term::Kind::date || !side.days[side.terms[i].value]) continue;
      if (side.attribution[i] || side.span_bound[i]) continue;
      if (only) return std::nullopt;
      only = i;
    }
    return only;
  }
};

}  // namespace

void compare_dates(SlotComparison& comparison) { DatesComparison(comparison).compare_dates(); }

}  // namespace tawatur
