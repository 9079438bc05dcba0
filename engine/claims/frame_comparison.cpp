#include "claims/frame_comparison.h"

#include <algorithm>
#include <cstdlib>

namespace tawatur {
namespace {

constexpr double same_name = 0.7;  // Similarity from which two words of names are one.

bool within(std::uint32_t i, std::uint32_t first, std::uint32_t last) { return first <= i && i < last; }

}  // namespace

FrameComparison::Frame FrameComparison::frame(const Slot& slot) const {
  Frame frame;
  double all_a = 0, met_a = 0, all_b = 0, met_b = 0;
  const auto counts = [](const Statement& side, std::uint32_t i) {
    return !side.terms[i].function_word && !side.attribution[i];
  };
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    if (!counts(a_, i) || within(i, slot.first_a, slot.last_a)) continue;
    all_a += a_.terms[i].weight;
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j == none || within(j, slot.first_b, slot.last_b)) continue;
    met_a += a_.terms[i].weight * alignment_.similarity_a[i];
    const Term::Kind kind = a_.terms[i].kind;
    if (alignment_.similarity_a[i] >= same_name && (kind != Term::Kind::word || a_.terms[i].capitalised)) ++frame.anchors;
  }
  for (std::uint32_t j = 0; j < b_.terms.size(); ++j) {
    if (!counts(b_, j) || within(j, slot.first_b, slot.last_b)) continue;
    all_b += b_.terms[j].weight;
    const std::uint32_t i = alignment_.a_of_b[j];
    if (i == none || within(i, slot.first_a, slot.last_a)) continue;
    met_b += b_.terms[j].weight * alignment_.similarity_b[j];
  }
  const double p = all_a > 0 ? met_a / all_a : 0, q = all_b > 0 ? met_b / all_b : 0;
  frame.share = p + q > 0 ? 2 * p * q / (p + q) : 0;
  frame.held = std::max(p, q);
  frame.matched = (met_a + met_b) / 2;
  frame.apart = other_numbers() || other_items() || a_.another != b_.another || acts_differ() || names_differ(slot) ||
                times_differ(slot) || things_differ(slot);
  return frame;
}

std::optional<Relation> FrameComparison::judge(const Slot& slot) const {
  const Frame told = frame(slot);
  if (std::getenv("KDEBUG"))
    fprintf(stderr, "%s share %.2f held %.2f matched %.2f anchors %u apart %d%d%d%d%d%d%d related %.2f | %s | %s\n",
            std::string(to_string(slot.kind)).c_str(), told.share, told.held, told.matched, told.anchors, other_numbers(),
            other_items(), a_.another != b_.another, acts_differ(), names_differ(slot), times_differ(slot), things_differ(slot),
            context_.related, std::string(a_.text).c_str(), std::string(b_.text).c_str());
  constexpr double least_share = 0.45, surely_shared = 0.6, least_matched = 1.5, shown_share = 0.35;
  if (!told.apart && told.matched >= least_matched && told.share >= least_share &&
      (told.anchors >= 1 || told.share >= surely_shared))
    return Relation::diverge;
  if (!told.apart && told.share >= shown_share && close_frame()) return Relation::check;
  return std::nullopt;
}

bool FrameComparison::disjoint(const TimeSlot& p, const TimeSlot& q) {
  const auto apart = [](std::int32_t p1, std::int32_t p2, std::int32_t q1, std::int32_t q2) { return p2 < q1 || q2 < p1; };
  if (p.clock >= 0 && q.clock >= 0 && !p.month && !q.month) {
    constexpr std::int32_t far = 180;
    if (!p.zoned && !q.zoned && std::abs(p.clock - q.clock) >= far) return true;
  }
  // A weekday without a date, or a date without a year, may be of another week or year: what is said alike is the same.
  if (p.weekday >= 0 && p.weekday == q.weekday) return false;
  if (p.month && q.month && !(p.year && q.year)) {
    if (p.month != q.month) return true;
    return p.first_day && q.first_day && apart(p.first_day, p.last_day, q.first_day, q.last_day);
  }
  if (p.days && q.days) return apart(p.days->first, p.days->last, q.days->first, q.days->last);
  if (p.year && q.year && *p.year != *q.year) return true;
  if (p.month && q.month) return p.month != q.month;
  return p.weekday >= 0 && q.weekday >= 0 && !p.month && !q.month;
}

std::vector<const TimeSlot*> FrameComparison::lone_times(bool of_a) const {
  const Statement& mine = side(of_a);
  const Statement& other = side(!of_a);
  std::vector<const TimeSlot*> lone;
  for (const TimeSlot& slot : mine.times) {
    if (mine.attribution[slot.first]) continue;
    // A time of day counts for itself only where no day is.
    const bool met = std::any_of(other.times.begin(), other.times.end(), [&](const TimeSlot& known) {
      const bool clock_only = !slot.days && !slot.year && !slot.month && slot.weekday < 0;
      const bool known_clock_only = !known.days && !known.year && !known.month && known.weekday < 0;
      return clock_only == known_clock_only && !disjoint(slot, known);
    });
    if (!met) lone.push_back(&slot);
  }
  return lone;
}

bool FrameComparison::unlike(const NameSlot& p, const NameSlot& q) const {
  for (std::uint32_t i = p.first; i < p.last; ++i)
    for (std::uint32_t j = q.first; j < q.last; ++j) {
      if (a_.terms[i].function_word || b_.terms[j].function_word) continue;
      if (term_similarity(a_, i, b_, j, lexicon_) >= same_name || one_name(a_.terms[i].form, b_.terms[j].form)) return false;
    }
  return true;
}

std::vector<const NameSlot*> FrameComparison::lone_names(bool of_a) const {
  const Statement& mine = side(of_a);
  const Statement& other = side(!of_a);
  const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
  std::vector<const NameSlot*> lone;
  for (const NameSlot& slot : mine.names) {
    const bool matched = std::any_of(similarity.begin() + slot.first, similarity.begin() + slot.last,
                                     [](double value) { return value >= same_name; });
    const bool met = matched || std::any_of(other.names.begin(), other.names.end(), [&](const NameSlot& known) {
                       return of_a ? !unlike(slot, known) : !unlike(known, slot);
                     });
    if (!met) lone.push_back(&slot);
  }
  // A place is met by any other that it lies in.
  std::erase_if(lone, [&](const NameSlot* slot) {
    const Term& term = mine.terms[slot->first];
    if (slot->last != slot->first + 1 || term.value == Term::no_entity) return false;
    if (term.kind != Term::Kind::place && term.kind != Term::Kind::actor) return false;
    return std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& known) {
      return (known.kind == Term::Kind::place || known.kind == Term::Kind::actor) && known.value != Term::no_entity &&
             lexicon_.related(known.value, term.value);
    });
  });
  return lone;
}

bool FrameComparison::names_differ(const Slot& slot) const {
  using Type = NameSlot::Type;
  const auto p = lone_names(true), q = lone_names(false);
  for (const NameSlot* x : p) {
    if (within(x->first, slot.first_a, slot.last_a) || x->last - 1 == slot.first_a) continue;
    for (const NameSlot* y : q) {
      if (within(y->first, slot.first_b, slot.last_b) || y->last - 1 == slot.first_b) continue;
      if (x->type == y->type || x->type == Type::unknown || y->type == Type::unknown ||
          (x->type != Type::person && x->type != Type::place && y->type != Type::person && y->type != Type::place))
        return true;
    }
  }
  return false;
}

bool FrameComparison::times_differ(const Slot& slot) const {
  const auto outside = [&](bool of_a) {
    const auto times = lone_times(of_a);
    return std::any_of(times.begin(), times.end(), [&](const TimeSlot* time) {
      return of_a ? !within(time->first, slot.first_a, slot.last_a) : !within(time->first, slot.first_b, slot.last_b);
    });
  };
  return slot.kind != DifferenceKind::date && outside(true) && outside(false);
}

bool FrameComparison::things_differ(const Slot& slot) const {
  const auto apart = [](const AgeSlot& p, const AgeSlot& q) { return p.high + 1 < q.low || q.high + 1 < p.low; };
  if (a_.ages.size() == 1 && b_.ages.size() == 1 && apart(a_.ages[0], b_.ages[0]) &&
      !within(a_.ages[0].term, slot.first_a, slot.last_a))
    return true;
  for (const SiblingSlot& p : a_.siblings) {
    if (p.first < slot.last_a && slot.first_a < p.last) continue;
    const SiblingEntry& x = lexicon_.sibling_entries[p.value];
    const auto same_group = [&](const SiblingSlot& q) { return lexicon_.sibling_entries[q.value].group == x.group; };
    const auto same = [&](const SiblingSlot& q, const SiblingSlot& r) {
      return lexicon_.sibling_entries[q.value].id == lexicon_.sibling_entries[r.value].id;
    };
    // Each side names one of the group that the other doesn't.
    const bool met = std::any_of(b_.siblings.begin(), b_.siblings.end(),
                                 [&](const SiblingSlot& q) { return same_group(q) && same(p, q); });
    if (met) continue;
    for (const SiblingSlot& q : b_.siblings) {
      if (!same_group(q) || (q.first < slot.last_b && slot.first_b < q.last)) continue;
      if (std::any_of(a_.siblings.begin(), a_.siblings.end(),
                      [&](const SiblingSlot& r) { return same_group(r) && same(q, r); }))
        continue;
      return true;
    }
  }
  return false;
}

bool FrameComparison::acts_differ() const {
  const auto opposed = [](const Term& x, const Term& y) {
    return !one_pole(x, y) && std::any_of(x.poles.begin(), x.poles.end(), [&](std::uint32_t pole) {
      return std::binary_search(y.poles.begin(), y.poles.end(), pole ^ 1u);
    });
  };
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j != none && opposed(a_.terms[i], b_.terms[j])) return true;
  }
  return false;
}

}  // namespace tawatur
