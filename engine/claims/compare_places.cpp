#include <algorithm>
#include <vector>

#include "claims/frame_comparison.h"

namespace tawatur {
namespace {

class PlacesComparison : public FrameComparison {
 public:
  explicit PlacesComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_places() {
    if (!a_.controls.empty() && !b_.controls.empty()) return;
    const auto places_a = places(true), places_b = places(false);
    if (places_a.empty() || places_b.empty()) return;
    // A town is compared with a town, not with a province or a state.
    const NameSlot* x = nullptr;
    const NameSlot* y = nullptr;
    std::size_t pairs = 0;
    int lowest = 0;
    for (const NameSlot* p : places_a)
      for (const NameSlot* q : places_b) {
        if (both_known(*p, *q) && level(a_, *p) != level(b_, *q)) continue;
        // A state has its name in the table: what isn't there is no state.
        if ((level(a_, *p) == 3) != (level(b_, *q) == 3)) continue;
        if (one_name_otherwise(a_.terms[p->first], b_.terms[q->first])) continue;
        // "Columbus, Ohio" and "Fort Wayne, Indiana" differ in the town.
        const int here = std::min(level(a_, *p), level(b_, *q));
        if (x && here > lowest) continue;
        pairs = !x || here < lowest ? 1 : pairs + 1;
        lowest = here;
        x = p, y = q;
      }
    if (!x || pairs > 1) return;
    const Slot slot{x->first, x->last, y->first, y->last, DifferenceKind::place, false};
    auto relation = judge(slot);
    if (!relation) return;
    // A name that no table has may be part of the place that the other side names.
    const auto known = [](const Statement& side, const NameSlot& name) {
      return side.terms[name.first].kind == Term::Kind::place && side.terms[name.first].value != Term::no_entity;
    };
    if (known(a_, *x) != known(b_, *y) && frame(slot).share < surely_framed) relation = Relation::check;
    const auto guessed = [&](const Statement& side, const NameSlot& name) {
      return lexicon_.lang == "ar" && side.terms[name.first].kind == Term::Kind::word;
    };
    // "Kazakhstan is considering joining": a state that does something is no place.
    const auto placed_there = [&](const Statement& side, const NameSlot& name) {
      return !guessed(side, name) && (side.located[name.first] || (lexicon_.lang != "ar" && level(side, name) != 3));
    };
    const Frame told = frame(slot);
    const bool placed =
        placed_there(a_, *x) && placed_there(b_, *y) && told.share >= fairly_framed && told.matched >= least_matched;
    const bool states = level(a_, *x) == 3;
    if (states && !(placed_there(a_, *x) && placed_there(b_, *y))) return;
    if (!(placed && one_frame(slot)) && (states || !fully_framed(slot))) relation = Relation::check;
    if (aside(*x, *y) || (of_body(a_, *x) && of_body(b_, *y)) || headlined(*x, *y)) relation = Relation::check;
    add(DifferenceKind::place, *relation, "place_disjoint", {x->first, x->last, none}, {y->first, y->last, none});
  }

 private:
  static constexpr double surely_framed = 0.65, fairly_framed = 0.45, least_matched = 2;

  std::vector<const NameSlot*> places(bool of_a) const {
    auto names = lone_names(of_a);
    const Statement& mine = side(of_a);
    const auto other = lone_names(!of_a);
    // A name that no table has is a place behind the preposition that stands before a place on the other side.
    const auto behind_alike = [&](const NameSlot* name) {
      if (name->type != NameSlot::Type::unknown || name->first == 0 || lexicon_.lang == "ar") return false;
      return std::any_of(other.begin(), other.end(), [&](const NameSlot* known) {
        return known->type == NameSlot::Type::place && known->first > 0 && mine.terms[name->first - 1].function_word &&
               mine.terms[name->first - 1].hash == side(!of_a).terms[known->first - 1].hash;
      });
    };
    std::erase_if(names, [&](const NameSlot* name) {
      return (name->type != NameSlot::Type::place && !behind_alike(name)) || mine.attribution[name->first];
    });
    return names;
  }

  bool both_known(const NameSlot& p, const NameSlot& q) const {
    const auto known = [](const Statement& side, const NameSlot& name) {
      return side.terms[name.first].kind == Term::Kind::place && side.terms[name.first].value != Term::no_entity;
    };
    return known(a_, p) && known(b_, q);
  }

  int level(const Statement& side, const NameSlot& name) const {
    const Term& term = side.terms[name.first];
    if (term.kind != Term::Kind::place || term.value == Term::no_entity) return 0;
    const std::string& type = lexicon_.entity_entries[term.value].type;
    return type == "country" ? 3 : type == "governorate" ? 2 : type == "region" || type == "river" ? 1 : 0;
  }

  /// «حداء» and «حدا», «ويتيشيا» and «ويتشيتا»: a name that not both tables have, written otherwise.
  static bool one_name_otherwise(const Term& x, const Term& y) {
    const bool known = x.value != Term::no_entity && y.value != Term::no_entity && x.kind == Term::Kind::place &&
                       y.kind == Term::Kind::place;
    return !known && (one_spelling(x.form, y.form) || x.form.starts_with(y.form) || y.form.starts_with(x.form));
  }

  /// «جامعة كذا», "Leeds University hospital": the place is part of who it is, no preposition stands between.
  static bool of_body(const Statement& side, const NameSlot& name) {
    constexpr std::uint32_t near = 3;
    for (std::uint32_t k = name.first; k-- > 0 && k + near >= name.first && !side.terms[k].function_word;)
      if (side.body_noun[k]) return true;
    return false;
  }

  /// Whether a text has its own place in the headline and doesn't name the other's: the like is told of another place.
  bool headlined(const NameSlot& x, const NameSlot& y) const {
    const auto names = [&](const Statement& told, const Statement& side, const NameSlot& name) {
      return std::any_of(told.terms.begin(), told.terms.end(),
                         [&](const Term& term) { return same_stem(term, side.terms[name.first]); });
    };
    const auto own = [&](const ArticleContext& context, const Statement& side, const NameSlot& mine,
                         const Statement& other, const NameSlot& others) {
      bool titled = false, met = false;
      for (const Statement& told : context.statements) {
        titled = titled || (told.title && names(told, side, mine));
        met = met || names(told, other, others);
      }
      return titled && !met;
    };
    return own(context_.a, a_, x, b_, y) || own(context_.b, b_, y, a_, x);
  }

  /// Whether a word such as "near" puts something beside the place, or another place that both name stands by it: a
  /// road, a border, a district.
  bool aside(const NameSlot& x, const NameSlot& y) const {
    constexpr std::uint32_t near = 3;
    for (std::uint32_t i = x.first > near ? x.first - near : 0; i < a_.terms.size() && i <= x.last + near; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (a_.terms[i].kind != Term::Kind::place || j == none || alignment_.similarity_a[i] < same_word) continue;
      if (lexicon_.lang == "ar" && j + near >= y.first && j <= y.last + near) return true;
    }
    return false;
  }
};

}  // namespace

void compare_places(SlotComparison& comparison) { PlacesComparison(comparison).compare_places(); }

}  // namespace tawatur
