#include <algorithm>
#include <iterator>
#include <vector>

#include "claims/frame_comparison.h"
#include "text/code_points.h"

namespace tawatur {
namespace {

class PlacesComparison : public FrameComparison {
 public:
  explicit PlacesComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_places() {
    const auto places_a = places(true), places_b = places(false);
    if (places_a.empty() || places_b.empty()) return;
    // A town is compared with a town, not with a province or a state.
    const NameSlot* x = nullptr;
    const NameSlot* y = nullptr;
    std::size_t pairs = 0;
    for (const NameSlot* p : places_a)
      for (const NameSlot* q : places_b) {
        if (level(a_, *p) != level(b_, *q) || one_spelling(a_.terms[p->first], b_.terms[q->first])) continue;
        if (!x) x = p, y = q;
        ++pairs;
      }
    if (!x || pairs > 1) return;
    const Slot slot{x->first, x->last, y->first, y->last, DifferenceKind::place};
    auto relation = judge(slot);
    if (!relation) return;
    // A name that no table has may be part of the place that the other side names.
    const auto known = [](const Statement& side, const NameSlot& name) {
      return side.terms[name.first].kind == Term::Kind::place && side.terms[name.first].value != Term::no_entity;
    };
    if (known(a_, *x) != known(b_, *y) && frame(slot).share < surely_framed) relation = Relation::check;
    add(DifferenceKind::place, *relation, "place_disjoint", {x->first, x->last, none}, {y->first, y->last, none});
  }

 private:
  static constexpr double surely_framed = 0.65;

  std::vector<const NameSlot*> places(bool of_a) const {
    auto names = lone_names(of_a);
    const Statement& mine = side(of_a);
    std::erase_if(names, [&](const NameSlot* name) {
      return name->type != NameSlot::Type::place || mine.attribution[name->first];
    });
    return names;
  }

  int level(const Statement& side, const NameSlot& name) const {
    const Term& term = side.terms[name.first];
    if (term.kind != Term::Kind::place || term.value == Term::no_entity) return 0;
    const std::string& type = lexicon_.entity_entries[term.value].type;
    return type == "country" ? 3 : type == "governorate" ? 2 : type == "region" || type == "river" ? 1 : 0;
  }

  /// «حداء» and «حدا», «ويتيشيا» and «ويتشيتا»: a name that no table has, written otherwise.
  static bool one_spelling(const Term& x, const Term& y) {
    constexpr double same_letters = 0.7;
    if (x.value != Term::no_entity && y.value != Term::no_entity && x.kind == Term::Kind::place && x.kind == y.kind)
      return false;
    const auto letters = [](std::string_view form) {
      std::vector<UChar32> sorted;
      for (std::size_t at = 0; at < form.size();) sorted.push_back(next_code_point(form, at));
      std::sort(sorted.begin(), sorted.end());
      return sorted;
    };
    const auto p = letters(x.form), q = letters(y.form);
    std::vector<UChar32> common;
    std::set_intersection(p.begin(), p.end(), q.begin(), q.end(), std::back_inserter(common));
    return static_cast<double>(common.size()) >= same_letters * static_cast<double>(std::max(p.size(), q.size()));
  }
};

}  // namespace

void compare_places(SlotComparison& comparison) { PlacesComparison(comparison).compare_places(); }

}  // namespace tawatur
