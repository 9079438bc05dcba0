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
        const bool one_noun = few_figures() || (groups_meet(f, g) && framed(x.term, y.term));
        // Pills are seized with whom they are found on.
        const bool of_things = things(f) && things(g) && (of_arrest(x) || of_arrest(y));
        const bool others =
            p->unit.empty() && !each_is_other(x, y) &&
            (groups_contradict(f, g) || origins_contradict(f, g) || siblings_contradict(x, y));
        // Who is counted says more than what befell them: "40 women were freed", "40 men who were abducted".
        // A height and a distance of one size are more often two measures.
        const UnitFacts* unit = lexicon_.unit(p->unit);
        const bool extents = unit && unit->dimension == "length" && !framed(x.term, y.term);
        if (!others && one_noun && !of_things && !extents && fates_contradict(x, y) && !told_elsewhere(f, g)) {
          note(DifferenceKind::count_kind, "count_kind", x, y);
        } else if (other_sort(f, g)) {
          note(DifferenceKind::count_kind, "count_kind", x, y);
        } else if (others) {
          note(DifferenceKind::count_scope, reaches(f) && reaches(g) ? "count_part" : "count_scope", x, y);
        } else if (p->unit.empty() && (members_contradict(x, y) || part_of_whole(x, y))) {
          note(DifferenceKind::count_scope, "count_part", x, y);
        }
      }
  }

 private:
  bool of_arrest(const CountSlot& slot) const {
    return slot.kind >= 0 && lexicon_.kind_names[static_cast<std::size_t>(slot.kind)] == "arrested";
  }

  /// Siblings among the counted noun and its adjectives.
  static std::vector<const SiblingSlot*> counted_siblings(const Statement& side, const CountSlot& slot) {
    std::vector<const SiblingSlot*> found;
    const bool own_noun = slot.noun == slot.term;
    for (const SiblingSlot& sibling : side.siblings)
      if (slot.noun < side.terms.size() && sibling.first <= slot.noun &&
          (own_noun ? sibling.first == slot.term : sibling.first > slot.term))
        found.push_back(&sibling);
    return found;
  }

  /// Whether things of one kind that exclude one another are counted: "24 buses", "24 trams".
  bool siblings_contradict(const CountSlot& x, const CountSlot& y) const {
    // Two paintings may be a landscape and a portrait, two workers an engineer and one of whom no more is told.
    const bool one_group = groups_meet(frame(a_, x), frame(b_, y));
    const auto of_a = counted_siblings(a_, x), of_b = counted_siblings(b_, y);
    const auto entry = [&](const SiblingSlot* slot) -> const SiblingEntry& {
      return lexicon_.sibling_entries[slot->value];
    };
    // «88 سفيرا من الطلاب», «88 طالبا»: who is the other too.
    const auto named_too = [&](const Statement& side, const SiblingSlot* other) {
      return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
        return entry(&slot).group == entry(other).group && entry(&slot).id == entry(other).id;
      });
    };
    bool contrary = false;
    for (const SiblingSlot* p : of_a)
      for (const SiblingSlot* q : of_b) {
        if (named_too(b_, p) || named_too(a_, q)) return false;
        if (entry(p).group != entry(q).group) continue;
        if (entry(p).id == entry(q).id) return false;
        contrary = contrary || (!lexicon_.sibling_groups[entry(p).group].starts_with("which_") &&
                                !(one_group && entry(p).personal));
      }
    return contrary;
  }

  /// «88 سفيرا من الطلاب», «88 طالبا من السفراء»: both nouns stand on either side.
  bool each_is_other(const CountSlot& x, const CountSlot& y) const {
    const auto stands = [&](const Statement& side, const CountSlot& own, const Statement& other, std::uint32_t noun) {
      if (noun >= other.terms.size()) return false;
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (share_form(side.terms[k], other.terms[noun], false) ||
            (k != own.noun && term_similarity(side, k, other, noun, lexicon_) >= same_word))
          return true;
      return false;
    };
    return !same_noun(x, y) && stands(a_, x, b_, y.noun) && stands(b_, y, a_, x.noun);
  }

  bool same_noun(const CountSlot& x, const CountSlot& y) const {
    return x.noun < a_.terms.size() && y.noun < b_.terms.size() && same_stem(a_.terms[x.noun], b_.terms[y.noun]);
  }

  /// Whether each side names a place that the other lacks, «جنديا أوكرانيا» left out: where the counted are from.
  bool other_places() const {
    const auto any = [&](const Statement& side, const Statement& other) {
      const auto places = unmatched(side, other, Term::Kind::place);
      return std::any_of(places.begin(), places.end(), [&](std::uint32_t place) {
        return std::none_of(side.count_frames.begin(), side.count_frames.end(), [&](const CountFrame& frame) {
          return std::any_of(frame.origins.begin(), frame.origins.end(), [&](std::uint32_t origin) {
            return side.terms[place].value != Term::no_entity && lexicon_.related(origin, side.terms[place].value);
          });
        });
      });
    };
    return any(a_, b_) && any(b_, a_);
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
    return (named(f, "household") && named(g, "person") && !named(g, "household")) ||
           (named(g, "household") && named(f, "person") && !named(f, "household"));
  }

  /// "18 civilians" against "18 people, most of them fighters", "140 passengers" against "140 people, 23 of them crew":
  /// the whole number is of one group here, and only a part of it, or another part of it, there.
  bool members_contradict(const CountSlot& x, const CountSlot& y) const {
    return contradicted_by_members(frame(a_, x), b_, y) || contradicted_by_members(frame(b_, y), a_, x);
  }

  bool contradicted_by_members(const CountFrame& all, const Statement& side, const CountSlot& slot) const {
    const CountFrame& told = frame(side, slot);
    const auto any = [&](const std::vector<std::uint32_t>& members, const auto& contradicts) {
      return std::any_of(all.groups.begin(), all.groups.end(), [&](std::uint32_t group) {
        return std::any_of(members.begin(), members.end(),
                           [&](std::uint32_t member) { return contradicts(group, member); });
      });
    };
    const auto excludes = [&](std::uint32_t group, std::uint32_t member) {
      return lexicon_.groups_contradict(group, member);
    };
    const auto includes = [&](std::uint32_t group, std::uint32_t member) {
      return !named(all, "person") && lexicon_.group_within(group, member) && lexicon_.group_names[group] != "person" &&
             lexicon_.group_names[group] != thing_name;
    };
    if (any(told.mostly, excludes) || any(told.without, includes)) return true;
    const auto lacked = [&](const std::vector<std::uint32_t>& members) {
      return std::any_of(all.without.begin(), all.without.end(), [&](std::uint32_t group) {
        return std::any_of(members.begin(), members.end(),
                           [&](std::uint32_t member) { return lexicon_.group_within(member, group); });
      });
    };
    if (lacked(told.groups) || lacked(told.mostly) || lacked(told.with)) return true;
    // A part of the number stands behind it.
    return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& part) {
      if (!part.subset || !quantity(side, part) || part.term <= slot.term || part.high >= slot.low) return false;
      const std::vector<std::uint32_t>& members = frame(side, part).groups;
      // "40 journalists", "40 employees, seven of them journalists".
      const auto part_there = [&](std::uint32_t group, std::uint32_t member) {
        const auto within = [&](std::uint32_t other) { return other == group || lexicon_.group_within(other, group); };
        return (group == member || includes(group, member)) && lexicon_.group_names[group] != "person" &&
               lexicon_.group_names[group] != thing_name && !told.groups.empty() &&
               std::none_of(told.groups.begin(), told.groups.end(), within);
      };
      // "180 Dutch tourists", "180 tourists, 60 of them Dutch".
      const auto& from = frame(side, part).origins;
      const auto part_from = [&](std::uint32_t one) { return std::find(from.begin(), from.end(), one) != from.end(); };
      const bool of_them =
          told.origins.empty() && std::any_of(all.origins.begin(), all.origins.end(), part_from);
      return of_them || any(members, excludes) || lacked(members) || any(members, part_there) ||
             (!groups_meet(all, told) && any(members, includes));
    });
  }

  static constexpr std::string_view thing_name = "thing";

  bool named(const CountFrame& frame, std::string_view name) const {
    return std::any_of(frame.groups.begin(), frame.groups.end(),
                       [&](std::uint32_t group) { return lexicon_.group_names[group] == name; });
  }

  /// Whether words say how far the count reaches.
  bool reaches(const CountFrame& frame) const {
    return std::any_of(frame.groups.begin(), frame.groups.end(),
                       [&](std::uint32_t group) { return lexicon_.reach_group(group); });
  }

  /// "120 branches in Spain" against "120 outlets worldwide".
  bool part_of_whole(const CountSlot& x, const CountSlot& y) const {
    return within_whole(a_, x, b_, y) || within_whole(b_, y, a_, x);
  }

  bool within_whole(const Statement& part, const CountSlot& x, const Statement& whole, const CountSlot& y) const {
    constexpr std::uint32_t reach = 6;  // Terms between a number and its place.
    const CountFrame& all = frame(whole, y);
    if (named(all, "part_only") || !reaches(all) || reaches(frame(part, x))) return false;
    const bool world = named(all, "worldwide");
    const auto around = [&](std::uint32_t place) {
      return std::any_of(whole.terms.begin(), whole.terms.end(), [&](const Term& term) {
        return term.kind == Term::Kind::place && term.value != Term::no_entity && term.value != place &&
               lexicon_.related(term.value, place);
      });
    };
    for (std::uint32_t i = x.term + 1; i < std::min<std::size_t>(part.terms.size(), x.term + 1 + reach); ++i) {
      const Term& place = part.terms[i];
      if (place.kind == Term::Kind::number) break;
      if (place.kind != Term::Kind::place || place.value == Term::no_entity ||
          part.attribution[i] != part.attribution[x.term])
        continue;
      const std::string& type = lexicon_.entity_entries[place.value].type;
      if (!part.terms[i - 1].function_word && lexicon_.lang == "en") continue;
      const auto same = [&](const Term& term) {
        return term.kind == Term::Kind::place && term.value != Term::no_entity && term.value == place.value;
      };
      if ((world || type != "country" || around(place.value)) &&
          std::none_of(whole.terms.begin(), whole.terms.end(), same))
        return true;
    }
    return false;
  }

  void note(DifferenceKind kind, std::string_view rule, const CountSlot& x, const CountSlot& y) {
    if (has(kind)) return;
    // Two groups are more often two events than two reports of one.
    const bool near = kind == DifferenceKind::count_scope ? context_.related >= well_related : close_frame();
    const bool framed_alike = kind != DifferenceKind::count_scope || few_figures() || framed(x.term, y.term);
    // "28 players" here and there: whatever else is told of them stands further off.
    const bool of_one_group =
        kind != DifferenceKind::count_scope || ((!same_noun(x, y) || few_figures()) && !other_places());
    // "Five women were killed", "five children were killed too".
    const bool one_more = kind == DifferenceKind::count_scope && a_.another != b_.another;
    const bool sure_enough = !one_more && one_incident() && near && framed_alike && of_one_group;
    add(kind, sure_enough ? Relation::diverge : Relation::check, rule, count_terms(a_, x), count_terms(b_, y));
  }
};

}  // namespace

void compare_count_kinds(SlotComparison& comparison) { CountKindsComparison(comparison).compare(); }

}  // namespace tawatur
