#include <algorithm>
#include <iterator>

#include "claims/slot_comparison.h"
#include "text/code_points.h"

namespace tawatur {
namespace {

class PlacesComparison : public SlotComparison {
 public:
  explicit PlacesComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_places() {
    const auto places_a = unmatched(a_, b_, Term::Kind::place), places_b = unmatched(b_, a_, Term::Kind::place);
    if (places_a.size() != 1 || places_b.size() != 1) return;
    const std::uint32_t i = places_a.front(), j = places_b.front();
    if (!a_.located[i] || !b_.located[j]) return;
    if (alignment_.b_of_a[i] == j && alignment_.similarity_a[i] >= 0.6) return;
    // A town is compared with a town, not with a province or a state.
    const auto level = [&](const Statement& side, std::uint32_t term) {
      const std::uint32_t value = side.terms[term].value;
      if (value == Term::no_entity) return 0;
      const std::string& type = lexicon_.entity_entries[value].type;
      return type == "country" ? 3 : type == "governorate" ? 2 : type == "region" || type == "river" ? 1 : 0;
    };
    if (level(a_, i) != level(b_, j) || one_spelling(a_.terms[i], b_.terms[j])) return;
    const std::uint32_t words = shared(i, j) + same_day_beside(i, j);
    if (words == 0 && coverage_ < 0.6) return;
    // Two notices of one kind from two towns are no contradiction: another name must tie the statements together.
    const Relation relation = words >= 2 && close_frame() && only_names() && !other_items() && names_shared() > 0
                                  ? Relation::diverge
                                  : Relation::check;
    if (relation == Relation::check && !close()) return;
    add(DifferenceKind::place, relation, "place_disjoint", one(i), one(j));
  }

 private:
  /// 2 when both clauses tell of one day, named beside the two terms; else 0.
  std::uint32_t same_day_beside(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t near = 5;
    for (std::uint32_t k = i > near ? i - near : 0; k < a_.terms.size() && k <= i + near; ++k) {
      const std::uint32_t m = alignment_.b_of_a[k];
      if (a_.terms[k].kind != Term::Kind::date || m == none || alignment_.similarity_a[k] < 1) continue;
      if (m + near >= j && m <= j + near) return 2;
    }
    return 0;
  }

  /// «حداء» and «حدا», «ويتيشيا» and «ويتشيتا»: a name that no table has, written otherwise.
  static bool one_spelling(const Term& x, const Term& y) {
    constexpr double same_letters = 0.75;
    if (x.value != Term::no_entity || y.value != Term::no_entity) return false;
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
