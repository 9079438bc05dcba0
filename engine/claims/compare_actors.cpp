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

  void compare_swapped_roles() {
    // Where names are capitalised the deeds are read in full.
    if (lexicon_.lang != "ar" || context_.related < faintly_related || a_.negative || b_.negative) return;
    for (const auto& [p, act_a] : a_.act_terms)
      for (const auto& [q, act_b] : b_.act_terms) {
        if (act_a != act_b || has(DifferenceKind::role_swap)) continue;
        // Where both sides are read in full, compare_roles knows better.
        if (in_full(a_, p) && in_full(b_, q)) continue;
        const Sides x = sides_of(a_, p), y = sides_of(b_, q);
        const auto meet = [&](const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
          for (const std::uint32_t k : one)
            for (const std::uint32_t m : other)
              if (same_party(k, m)) return std::optional(std::pair(k, m));
          return std::optional<std::pair<std::uint32_t, std::uint32_t>>();
        };
        const auto agent_there = meet(x.agents, y.patients), patient_there = meet(x.patients, y.agents);
        if (!agent_there || !patient_there || meet(x.agents, y.agents) || meet(x.patients, y.patients)) continue;
        if (!one_incident({}, {})) continue;
        add(DifferenceKind::role_swap, Relation::diverge, "roles_swapped", one(agent_there->first),
            one(patient_there->second));
      }
  }

 private:
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
          matched_weight += alignment_.similarity_a[i] * a_.terms[i].weight;
      return matched_weight >= 0.6;
    };
    if (!said_of_both() || !close()) return;
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

  /// «المجلس» for «مجلس الوزراء».
  static bool short_for(std::string_view brief, std::string_view full) {
    constexpr std::string_view article = "ال";
    if (!brief.starts_with(article)) return false;
    brief.remove_prefix(article.size());
    return full.starts_with(brief) && full.substr(brief.size()).starts_with(' ');
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
    if (a_.agent_marked[i] && b_.agent_marked[j]) return common_head(i, j, 3);
    if (one_act(i, j)) return true;
    const std::uint32_t p = predicate(a_, i), q = predicate(b_, j);
    return p != none && q != none && matched(p, q, 0.8);
  }

  /// Whether i and j stand right before or behind words of one act with one object.
  bool one_act(std::uint32_t i, std::uint32_t j) const {
    const auto beside = [](std::uint32_t p, std::uint32_t q) { return p > q ? p - q <= 2 : q - p <= 2; };
    for (const auto& [p, act_a] : a_.act_terms)
      for (const auto& [q, act_b] : b_.act_terms)
        if (act_a == act_b && beside(p, i) && beside(q, j) && shared(p, q) >= 2) return true;
    return false;
  }
  struct Sides {
    std::vector<std::uint32_t> agents;
    std::vector<std::uint32_t> patients;
  };

  /// Names before and behind an act, by the order of the language: in a verb-first language without a name before the
  /// verb the first one behind it is the agent; in a passive with its agent named the two change places.
  Sides sides_of(const Statement& side, std::uint32_t act) const {
    constexpr std::uint32_t reach = 8;
    const auto name = [&](std::uint32_t k) {
      const Term& term = side.terms[k];
      if (side.attribution[k] || side.reporting[k] || term.function_word) return false;
      if (term.kind == Term::Kind::actor) return lexicon_.entity_entries[term.value].type != "country";
      return term.capitalised && k > 0 && (term.kind == Term::Kind::word || term.kind == Term::Kind::place);
    };
    Sides sides;
    bool passive = false;
    for (std::uint32_t k = act > reach ? act - reach : 0; k < act; ++k)
      if (name(k) || (k == 0 && side.terms[0].capitalised && !side.terms[0].function_word && !side.attribution[0]))
        sides.agents.push_back(k);
    for (std::uint32_t k = act + 1; k < side.terms.size() && k <= act + reach; ++k) {
      passive = passive || side.agent_marked[k];
      if (name(k)) sides.patients.push_back(k);
    }
    if (lexicon_.lang == "ar" && sides.agents.empty() && sides.patients.size() >= 2) {
      sides.agents.push_back(sides.patients.front());
      sides.patients.erase(sides.patients.begin());
    }
    // «المواقع هاجمها الجيش»: a pronoun on the verb stands for the object named before it.
    const std::string& verb = side.terms[act].form;
    const bool object_first = lexicon_.lang == "ar" && (verb.ends_with("ها") || verb.ends_with("هم"));
    if (passive || object_first) std::swap(sides.agents, sides.patients);
    return sides;
  }

  bool same_party(std::uint32_t k, std::uint32_t m) const {
    if (a_.terms[k].kind == Term::Kind::actor && b_.terms[m].kind == Term::Kind::actor)
      return same_actor({k, a_.terms[k].value}, a_, {m, b_.terms[m].value}, b_);
    return a_.terms[k].hash == b_.terms[m].hash;
  }

  /// Whether a deed with its doer and object is read at the term.
  static bool in_full(const Statement& side, std::uint32_t term) {
    return std::any_of(side.deeds.begin(), side.deeds.end(),
                       [&](const Deed& deed) { return deed.term == term && deed.doer && deed.object; });
  }
};

}  // namespace

void compare_swapped_roles(SlotComparison& comparison) { ActorsComparison(comparison).compare_swapped_roles(); }
void compare_actors(SlotComparison& comparison) { ActorsComparison(comparison).compare_actors(); }

}  // namespace tawatur
