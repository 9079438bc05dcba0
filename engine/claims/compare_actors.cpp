#include <algorithm>
#include <optional>
#include <utility>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

class ActorsComparison : public PartyComparison {
 public:
  using PartyComparison::PartyComparison;

  void compare_actors() {
    if (has(DifferenceKind::control)) return;
    compare_milestones();
    if (has(DifferenceKind::agent)) return;
    compare_marked_agents();
    if (has(DifferenceKind::agent)) return;
    const auto actors_a = unmatched(a_, b_, Term::Kind::actor);
    const auto actors_b = unmatched(b_, a_, Term::Kind::actor);
    if (actors_a.size() != 1 || actors_b.size() != 1) return;
    const std::uint32_t i = actors_a.front(), j = actors_b.front();
    const Entity& x = lexicon_.entity_entries[a_.terms[i].value];
    const Entity& y = lexicon_.entity_entries[b_.terms[j].value];
    if ((x.generic || y.generic) && x.camp == y.camp) return;
    // «المجلس», «اللجنة»: words of one body.
    const auto body = [](const Entity& one) { return one.type == "organisation" || one.type == "agency"; };
    if (x.generic && y.generic && body(x) && body(y)) return;
    // «الحزب», «الجماعة»: a party may be armed.
    const auto party = [](const Entity& one) { return one.type == "party" || one.type == "armed_group"; };
    if (x.generic && y.generic && party(x) && party(y)) return;
    // States that do the same each for itself don't contradict one another.
    if (x.type == "country" || y.type == "country" || one_name(a_.terms[i].form, b_.terms[j].form)) return;
    if (short_for(a_.terms[i].form, b_.terms[j].form) || short_for(b_.terms[j].form, a_.terms[i].form)) return;
    if (!both_do(i, j) || negated(a_) != negated(b_)) return;
    if (kinship(identity(a_, {i, i + 1}), identity(b_, {j, j + 1})) == Kinship::one) return;
    const Relation relation =
        close() && only_names() && one_incident({{i, i + 1}}, {{j, j + 1}}) ? certain_agent(i, j) : Relation::check;
    if (relation == Relation::check && coverage_ < 0.35) return;
    add(DifferenceKind::agent, relation, "agent_differs", one(i), one(j));
  }

 private:
  static constexpr std::string_view possessive = "s";

  /// Two doers of what an event has once.
  void compare_milestones() {
    any_milestones(Milestone::What::doer, [&](const Milestone& x, const Milestone& y) {
      const Party p = party_at(a_, x.slot), q = party_at(b_, y.slot);
      const Identity one = identity(a_, p), other = identity(b_, q);
      if (one.empty() || other.empty() || kinship(one, other) != Kinship::distinct) return false;
      // "Pupils and teachers walked out": the other side's doer is one here too.
      if (tells_of(b_, a_, p) || tells_of(a_, b_, q)) return false;
      add(DifferenceKind::agent, one_incident({p}, {q}) ? Relation::diverge : Relation::check, "agent_once",
          terms_of(p), terms_of(q));
      return true;
    });
  }

  /// Whether a side has a word of the other's party, but in telling who says it.
  bool tells_of(const Statement& side, const Statement& other, Party party) const {
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      for (std::uint32_t m = party.first; m < party.last; ++m)
        if (!side.attribution[k] && same_stem(side.terms[k], other.terms[m])) return true;
    return false;
  }

  /// The words of a party from a term on.
  static Party party_at(const Statement& side, std::uint32_t first) {
    constexpr std::uint32_t most = 3;
    std::uint32_t last = first;
    while (last < side.terms.size() && last < first + most && !side.terms[last].function_word) ++last;
    return {first, std::max(last, first + 1)};
  }

  /// "by the villagers", "by the regional government": the doers that a marker names, when no word of theirs meets.
  void compare_marked_agents() {
    const auto doer = [](const Statement& side) -> std::optional<std::pair<std::uint32_t, std::uint32_t>> {
      for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
        if (!side.agent_marked[i] || side.attribution[i] || side.terms[i].kind == Term::Kind::number ||
            side.terms[i].kind == Term::Kind::date)
          continue;
        std::uint32_t first = i;
        while (first < side.terms.size() && side.terms[first].function_word) ++first;
        std::uint32_t last = first;
        while (last < side.terms.size() && last < first + 3 && !side.terms[last].function_word) ++last;
        if (first < last) return std::pair{first, last};
      }
      return std::nullopt;
    };
    const auto x = doer(a_), y = doer(b_);
    if (!x || !y) return;
    // "By half a year": nobody.
    if (identity(a_, {x->first, x->second}).empty() || identity(b_, {y->first, y->second}).empty()) return;
    // "By the university and the company": who else the marker governs may be the other's.
    constexpr std::uint32_t governed = 8;
    const auto end = [](const Statement& side, std::uint32_t first) {
      return std::min(static_cast<std::uint32_t>(side.terms.size()), first + governed);
    };
    const auto meet = [&](std::uint32_t i, std::uint32_t j) {
      return !a_.terms[i].function_word && !b_.terms[j].function_word &&
             (term_similarity(a_, i, b_, j, lexicon_) > 0 || one_name(a_.terms[i].form, b_.terms[j].form));
    };
    for (std::uint32_t i = x->first; i < end(a_, x->first); ++i)
      for (std::uint32_t j = y->first; j < end(b_, y->first); ++j)
        if ((i < x->second || j < y->second) && meet(i, j)) return;
    const auto said_of_both = [&] {
      double matched_weight = 0;
      for (std::uint32_t i = 0; i < x->first; ++i)
        if (alignment_.b_of_a[i] != none && alignment_.b_of_a[i] < y->first && !a_.terms[i].function_word)
          matched_weight +=
              alignment_.similarity_a[i] * (a_.terms[i].weight + b_.terms[alignment_.b_of_a[i]].weight) / 2;
      return matched_weight >= 0.6;
    };
    if (!said_of_both() || !close()) return;
    if (!one_incident({{x->first, x->second}}, {{y->first, y->second}})) return;
    const Term& p = a_.terms[x->first];
    const Term& q = b_.terms[y->first];
    if (p.kind == Term::Kind::actor && q.kind == Term::Kind::actor) {
      const Entity& one = lexicon_.entity_entries[p.value];
      const Entity& other = lexicon_.entity_entries[q.value];
      if ((one.generic || other.generic) && one.camp == other.camp) return;
    } else if (lexicon_.lang == "ar") {
      // «من قبل», «برصاص»: without capitals only a known name is surely one.
      return;
    }
    add(DifferenceKind::agent, certain_agent(x->first, y->first), "agent_differs", {x->first, x->second, none},
        {y->first, y->second, none});
  }

  /// Two doers of one deed: the words around them must be the same too.
  Relation certain_agent(std::uint32_t i, std::uint32_t j) const {
    const double alike = surroundings(i, j);
    return alike >= same_wording || (alike >= same_surroundings && context_.related >= well_related) ? Relation::diverge
                                                                                                     : Relation::check;
  }

  static bool negated(const Statement& side) {
    return std::find(side.negated.begin(), side.negated.end(), Statement::negated_outright) != side.negated.end();
  }

  /// Whether the actors at i and j are the subjects of one matched predicate: named as doer, or beside it in the order
  /// of the language.
  bool both_do(std::uint32_t i, std::uint32_t j) const {
    const auto predicate = [&](const Statement& side, std::uint32_t at) -> std::uint32_t {
      const std::string_view form = side.terms[at].form;
      if (form.starts_with("لل") || form.starts_with("بال")) return none;
      const auto content = [&](std::uint32_t k) {
        return !side.terms[k].function_word && side.terms[k].kind == Term::Kind::word;
      };
      if (lexicon_.lang == "ar" && at > 0 && content(at - 1)) return at - 1;
      for (std::uint32_t k = at + 1; k < side.terms.size() && k < at + 4; ++k)
        if (content(k)) return k;
      return none;
    };
    // "Approved the company's vaccine": whose it is does nothing.
    const auto owns = [](const Statement& side, std::uint32_t at) {
      return at + 1 < side.terms.size() && side.terms[at + 1].form == possessive;
    };
    if (lexicon_.lang == "en" && (owns(a_, i) || owns(b_, j))) return false;
    if (a_.agent_marked[i] && b_.agent_marked[j]) return common_head(i, j, 3);
    if (one_act(i, j)) return true;
    const std::uint32_t p = predicate(a_, i), q = predicate(b_, j);
    if (p == none || q == none || !matched(p, q, 0.8)) return false;
    // Who holds what is compared with the place.
    return std::none_of(a_.act_roles.begin(), a_.act_roles.end(), [&](const ActRoles& act) {
      return act.term == p && act.kind < lexicon_.act_role_names.size() && lexicon_.act_role_names[act.kind] == "hold";
    });
  }

  /// Whether i and j stand right before or behind words of one act with one object.
  bool one_act(std::uint32_t i, std::uint32_t j) const {
    const auto beside = [](std::uint32_t p, std::uint32_t q) { return p > q ? p - q <= 2 : q - p <= 2; };
    for (const auto& [p, act_a] : a_.act_terms)
      for (const auto& [q, act_b] : b_.act_terms)
        if (act_a == act_b && beside(p, i) && beside(q, j) && shared(p, q) >= 2) return true;
    return false;
  }
};

}  // namespace

void compare_actors(SlotComparison& comparison) { ActorsComparison(comparison).compare_actors(); }

}  // namespace tawatur
