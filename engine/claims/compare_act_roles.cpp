#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

constexpr double least_alike = 0.4;      // Share of what is told beside the two parties that both sides tell.
constexpr double nearly_all = 0.85;      // Share of two sentences that is matched where they differ in order alone.
constexpr double same_act_alike = 0.6;   // As least_alike, for two doers of one act of the table.
constexpr double other_act_alike = 0.7;  // The same for an act of which only the words beside it tell.
constexpr double one_thing_alike = 0.4;  // The same where the act was done to one thing.
constexpr double same_doer_alike = 0.45;  // The same of two to whom one did it.
constexpr double reproach_alike = 0.5;   // As least_alike, for what either may do to the other.
constexpr std::uint32_t least_anchors = 3;  // Names and numbers that tell of one happening.
constexpr double fairly_alike = 0.5;     // Similarity from which two words may mean one thing.
constexpr std::string_view possessive = "s";
constexpr double sure_cross = 3;         // A name and a word, or three words, have changed over.

class ActRolesComparison : public PartyComparison {
 public:
  explicit ActRolesComparison(const SlotComparison& comparison) : PartyComparison(comparison) {}

  /// One act told from either side, and its two parties have changed places: "Peru sells to Ecuador", "Peru buys from
  /// Ecuador".
  void compare_exchanged() {
    if (has(DifferenceKind::role_swap) || a_.exceptive || b_.exceptive || context_.related < faintly_related) return;
    // What one does to the other today, the other may do tomorrow.
    if (const auto gap = as_of_gap(); gap && std::llabs(*gap) > day_s) return;
    std::optional<std::pair<Roles, Roles>> crossed;
    std::pair<std::uint32_t, std::uint32_t> acts{none, none};
    for (const ActRoles& x : a_.act_roles)
      for (const ActRoles& y : b_.act_roles) {
        if (x.kind != y.kind || held(x) || of_class(x, "together")) continue;
        // What is scored or won is nobody, wherever it stands: «سجل هدفي الهلال مهاجمه».
        if (of_class(x, "score") || of_class(x, "win")) continue;
        // Of two phrases behind one verb each none knows where either ends, unless the verb is the same and begins the
        // clause.
        // Two nations tell where one of the two ends.
        const bool nations = a_.nation_terms.size() >= 2 && b_.nation_terms.size() >= 2;
        if (x.core && y.core &&
            !((same_stem(a_.terms[x.term], b_.terms[y.term]) || (nations && short_sentences())) &&
              x.core.first == x.term + 1 && y.core.first == y.term + 1))
          continue;
        // Read in one way they may tell the same, in another the reverse: the reading counts that has more in common.
        double alike = 0, reverse = 0;
        std::optional<std::pair<Roles, Roles>> here;
        for (const Roles& p : readings(a_, x))
          for (const Roles& q : readings(b_, y)) {
            if (told_alike(p, q)) alike = std::max(alike, common(p.first, q.first) + common(p.second, q.second));
            const bool whole = whole_exchange(x, y, p, q);
            const auto swap = exchanged(p, q, whole);
            if (!swap || other_things(x, y, *swap, {p, q})) continue;
            if (lexicon_.lang == "ar" && !(heads(a_, p, swap->first) && heads(b_, q, swap->second) &&
                                           (whole || somebody(*swap)) &&
                                           told_once(a_, swap->first.first, swap->first.second) &&
                                           told_once(b_, swap->second.first, swap->second.second)))
              continue;
            const std::vector<Party> both_a{swap->first.first, swap->first.second};
            const std::vector<Party> both_b{swap->second.first, swap->second.second};
            if ((x.core || y.core) && (nobody(a_, swap->first.first) || nobody(a_, swap->first.second) ||
                                       office_beside(a_, swap->first) || office_beside(b_, swap->second)))
              continue;
            const bool whole_tale = nothing_else(a_, both_a, x.term) && nothing_else(b_, both_b, y.term);
            if (of_class(x, "reproach") && !whole_tale && said_alike(both_a, both_b) < reproach_alike) continue;
            const double found = common(p.first, q.second) + common(p.second, q.first);
            const bool earlier = here && rank(swap->first.first.first, swap->second.first.first) <
                                             rank(here->first.first.first, here->second.first.first);
            if (!here || found > reverse || (found == reverse && earlier)) here = swap;
            reverse = std::max(reverse, found);
          }
        // Two phrases behind one verb each: name and office of one man.
        if (alike > 0 && (alike >= reverse || (x.core && y.core))) return;
        if (here && (!crossed || rank(here->first.first.first, here->second.first.first) <
                                     rank(crossed->first.first.first, crossed->second.first.first))) {
          crossed = here;
          acts = {x.term, y.term};
        }
      }
    if (!crossed) return;
    const auto [p, q] = *crossed;
    const std::vector<Party> parties_a{p.first, p.second}, parties_b{q.first, q.second};
    const bool whole_tale = nothing_else(a_, parties_a, acts.first) && nothing_else(b_, parties_b, acts.second);
    if (!one_incident(parties_a, parties_b) || (!whole_tale && said_alike(parties_a, parties_b) < least_alike)) return;
    add(DifferenceKind::role_swap, Relation::diverge, "roles_swapped", terms_of(p.first), terms_of(q.first));
  }

  /// The same of two names whose verb no table has: all else stands in one order, and the two have changed places.
  void compare_names_in_order() {
    if (has(DifferenceKind::role_swap) || a_.exceptive || b_.exceptive || context_.related < fairly_related) return;
    if (coverage_ < nearly_all) return;
    if (const auto gap = as_of_gap(); gap && std::llabs(*gap) > day_s) return;
    // The content words of both in the order of a, with their place in b.
    const auto lone = [](const Statement& side, const std::vector<double>& similarity) {
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (!side.terms[i].function_word && !side.attribution[i] && similarity[i] < same_word) return true;
      return false;
    };
    if (lone(a_, alignment_.similarity_a) && lone(b_, alignment_.similarity_b)) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> words;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      if (a_.terms[i].function_word || a_.attribution[i]) continue;
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j != none && b_.attribution[j]) continue;
      if (j == none || alignment_.similarity_a[i] < same_word) {
        if (a_.terms[i].kind == Term::Kind::word) continue;
        return;
      }
      words.emplace_back(i, j);
    }
    for (std::uint32_t j = 0; j < b_.terms.size(); ++j)
      if (!b_.terms[j].function_word && !b_.attribution[j] && b_.terms[j].kind != Term::Kind::word &&
          (alignment_.a_of_b[j] == none || alignment_.similarity_b[j] < same_word))
        return;
    // Runs of words that keep their order; three of them, of which the outer change places: names, with what is said
    // between.
    std::vector<std::uint32_t> places;
    for (const auto& [i, j] : words) places.push_back(j);
    std::vector<std::uint32_t> sorted = places;
    std::sort(sorted.begin(), sorted.end());
    std::size_t low = 0, high = words.size();
    while (low < high && places[low] == sorted[low]) ++low;
    while (high > low && places[high - 1] == sorted[high - 1]) --high;
    if (high - low < 2) return;
    std::vector<std::uint32_t> order(high - low);
    for (std::size_t k = low; k < high; ++k)
      order[k - low] =
          static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), places[k]) - sorted.begin());
    // The first run is what stands first in a and last in b.
    std::size_t head = 1, tail = 1;
    while (head < order.size() && order[head] == order[head - 1] + 1) ++head;
    while (tail < order.size() - head && order[order.size() - tail - 1] + 1 == order[order.size() - tail]) ++tail;
    if (order[0] <= order.back() || head + tail > order.size()) return;
    for (std::size_t k = head; k + 1 < order.size() - tail; ++k)
      if (order[k] + 1 != order[k + 1]) return;
    const auto party = [&](std::size_t from, std::size_t to) {
      return Party{words[low + from].first, words[low + to - 1].first + 1};
    };
    const Party x = party(0, head), y = party(order.size() - tail, order.size());
    const auto of_b = [&](std::size_t from, std::size_t to) {
      return Party{words[low + from].second, words[low + to - 1].second + 1};
    };
    const Party first_b = of_b(order.size() - tail, order.size());
    const Party last_b = of_b(0, head);
    const auto any_name = [](const Statement& side, Party p) {
      for (std::uint32_t i = p.first; i < p.last; ++i)
        if (named(side, i)) return true;
      return false;
    };
    if (!any_name(a_, x) || !any_name(a_, y) || !any_name(b_, first_b) || !any_name(b_, last_b)) return;
    if (side_by_side(a_, x, y) || side_by_side(b_, first_b, last_b)) return;
    // "Beat", "was beaten by": whatever stands between must be the same, and be done by one alone.
    if (first_b.last > last_b.first || y.first - x.last != last_b.first - first_b.last) return;
    for (std::uint32_t i = x.last, j = first_b.last; i < y.first; ++i, ++j)
      if (!same_word_form(i, j)) return;
    if (joint(a_, x, y) || joint(b_, first_b, last_b) || !told_once(a_, x, y) || !told_once(b_, first_b, last_b))
      return;
    // Without capitals only behind a verb of the table two phrases in a row are surely who does it and to whom.
    if (lexicon_.lang == "ar" && !(x.last == y.first && acts_before(a_, x.first) && acts_before(b_, first_b.first)))
      return;
    add(DifferenceKind::role_swap, Relation::diverge, "roles_swapped", terms_of(x), terms_of(first_b));
  }

  /// One act, and two doers who can't be one.
  void compare_doers() {
    if (has(DifferenceKind::control) || has(DifferenceKind::agent) || has(DifferenceKind::role_swap)) return;
    if (context_.related < fairly_related) return;
    std::optional<std::pair<Party, Party>> apart;
    double most_alike = 0;
    for (const ActRoles& act_a : a_.act_roles)
      for (const ActRoles& act_b : b_.act_roles) {
        if (!act_a.first || !act_b.first || !one_act(act_a, act_b)) continue;
        // Of an act of the table its own reading tells to what it was done.
        if (!(known(act_a) && known(act_b)) && told_by_table(a_, act_a) && told_by_table(b_, act_b)) continue;
        const ActRoles x = with_body(a_, parted(act_a, act_b, true)), y = with_body(b_, parted(act_b, act_a, false));
        // Of many things each may launch one.
        if ((of_class(x, "launch") || of_class(y, "launch")) && !one_object(x.second, y.second) &&
            !one_definite(x.second, y.second))
          continue;
        const Party doer_a = x.first, doer_b = y.first;
        const Identity p = identity(a_, doer_a), q = identity(b_, doer_b);
        if (p.empty() || q.empty() || !known_first(a_, doer_a) || !known_first(b_, doer_b)) continue;
        const Kinship kin = kinship(p, q);
        if (kin == Kinship::one) return;
        if (kin != Kinship::distinct || both_civil(p, q) || told_of_both(doer_a, doer_b, p, q)) continue;
        // To whom or to what it was done must be one, where both tell it.
        const bool told = x.second && y.second;
        if (known(x) && known(y) && told && !akin(x.second, y.second) && !one_number(x.second, y.second)) continue;
        if (other_things(x, y, {{doer_a, x.second}, {doer_b, y.second}}) && other_figures()) continue;
        if (known(x) && told && other_figures() && otherwise_described(x.second, y.second)) continue;
        // «نظام جديد», «نسخة من نظام»: an Arabic phrase begins with what it is.
        if (lexicon_.lang == "ar" && known(x) && told && !akin({x.second.first, x.second.first + 1}, y.second) &&
            !akin(x.second, {y.second.first, y.second.first + 1}))
          continue;
        const std::vector<Party> parties_a{doer_a}, parties_b{doer_b};
        const double alike = said_alike(parties_a, parties_b, x.term, y.term);
        const bool one_class = known(x) && x.kind == y.kind;
        const bool sure = context_.related >= well_related;
        if (known(x) && known(y) && !x.second && !y.second) continue;
        const bool one_thing = one_object(x.second, y.second) || one_definite(x.second, y.second) ||
                               one_number(x.second, y.second) || named_there(x, y);
        const bool anybody = staff(p) || staff(q);
        if (anybody && !short_sentences()) continue;
        // Names and numbers of one happening, in sentences of few words, say as much as the thing does.
        const bool anchored = one_class && sure && short_sentences() && anchors(parties_a, parties_b) >= least_anchors;
        const double least = one_class && sure && (one_thing || anchored) && !anybody ? one_thing_alike
                             : one_class && told                                      ? same_act_alike
                                                                                      : other_act_alike;
        if (alike < least || !(one_class || certain(p, q)) ||
            !one_incident(parties_a, parties_b))
          continue;
        if (!apart || alike > most_alike ||
            (alike == most_alike && rank(doer_a.first, doer_b.first) < rank(apart->first.first, apart->second.first))) {
          apart = std::pair(doer_a, doer_b);
          most_alike = alike;
        }
      }
    if (apart)
      add_doers(Relation::diverge, apart->first, apart->second);
  }

  /// One act of one doer, and two to whom it was done who can't be one: "handed to the president", "to the premier".
  void compare_objects() {
    for (const DifferenceKind kind : {DifferenceKind::control, DifferenceKind::agent, DifferenceKind::role_swap,
                                      DifferenceKind::entity, DifferenceKind::identity, DifferenceKind::place})
      if (has(kind)) return;
    if (context_.related < surely_related || a_.exceptive || b_.exceptive || !short_sentences()) return;
    std::optional<std::pair<Party, Party>> apart;
    bool persons = false;
    for (const ActRoles& act_a : a_.act_roles)
      for (const ActRoles& act_b : b_.act_roles) {
        if (!known(act_a) || act_a.kind != act_b.kind || held(act_a) || of_class(act_a, "leave")) continue;
        if (shared_by_many(a_, act_a) || shared_by_many(b_, act_b) || meant(a_, act_a) || meant(b_, act_b)) continue;
        if (act_a.core || act_b.core) continue;
        const ActRoles x = parted(act_a, act_b, true), y = parted(act_b, act_a, false);
        if (!x.second || !y.second) continue;
        // Who did it must be told to be one, or by one side at most.
        if (x.first && y.first && !akin(x.first, y.first)) continue;
        const Identity p = identity(a_, x.second), q = identity(b_, y.second);
        if (!surely_somebody(p) || !surely_somebody(q)) continue;
        const Kinship kin = kinship(p, q);
        if (kin == Kinship::one) return;
        if (kin != Kinship::distinct || both_civil(p, q) || told_of_both(x.second, y.second, p, q)) continue;
        const std::vector<Party> parties_a{x.second}, parties_b{y.second};
        const double least = x.first && y.first ? same_doer_alike : same_act_alike;
        if (said_alike(parties_a, parties_b, x.term, y.term) < least || !one_incident(parties_a, parties_b)) continue;
        if (apart && rank(apart->first.first, apart->second.first) <= rank(x.second.first, y.second.first)) continue;
        apart = std::pair(x.second, y.second);
        persons = p.person && q.person;
      }
    if (!apart) return;
    add(persons ? DifferenceKind::identity : DifferenceKind::entity, Relation::diverge,
        persons ? "name_differs" : "entity_differs", terms_of(apart->first), terms_of(apart->second));
  }

  /// One place, and two holders who can't be one.
  void compare_holders() {
    if (a_.exceptive || b_.exceptive) return;
    // What was worth a look may be sure by the roles, in sentences that tell of nothing else.
    for (const Difference& known : found_)
      if (known.kind == DifferenceKind::control &&
          (known.relation != Relation::check || known.rule != "control_holder" || !short_sentences()))
        return;
    if (const auto gap = as_of_gap(); gap && std::llabs(*gap) > options_.control_day_s) return;
    std::optional<std::pair<ActRoles, ActRoles>> apart;
    for (const ActRoles& act_a : a_.act_roles)
      for (const ActRoles& act_b : b_.act_roles) {
        if (!held(act_a) || !held(act_b) || meant(a_, act_a) || meant(b_, act_b)) continue;
        const ActRoles x = parted(act_a, act_b, true), y = parted(act_b, act_a, false);
        if (!x.first || !y.first || !(one_place(x, y) || named_beside(x, y))) continue;
        if (of_person(a_, x.second) || of_person(b_, y.second)) continue;
        if (has(DifferenceKind::control) && (otherwise_told(x.second, y.second) || !place(a_, with_where(a_, x)) ||
                                             !place(b_, with_where(b_, y))))
          continue;
        if (!holds(a_, x.first) || !holds(b_, y.first)) continue;
        const Identity p = holder(a_, x.first), q = holder(b_, y.first);
        const Kinship kin = kinship(p, q);
        if (kin == Kinship::one) return;
        if ((stationed(x) || stationed(y)) && !foes(p, q)) continue;
        if (held_too(b_, y, p, true) || held_too(a_, x, q, false)) continue;
        if (kin == Kinship::distinct && (!apart || rank(x.term, y.term) < rank(apart->first.term, apart->second.term)))
          apart = std::pair(x, y);
      }
    if (!apart) {
      compare_leaving();
      return;
    }
    const auto& [x, y] = *apart;
    if (!one_incident({x.first}, {y.first}, false) || of_bare_year(a_) != of_bare_year(b_)) return;
    add_holders(context_.related >= fairly_related ? Relation::diverge : Relation::check, x.first, y.first);
  }

 private:
  /// Whether a side says of another's holder too that he holds something.
  bool held_too(const Statement& side, const ActRoles& own_act, const Identity& other, bool other_is_a) const {
    return std::any_of(side.act_roles.begin(), side.act_roles.end(), [&](const ActRoles& act) {
      if (!held(act) || !act.first || inside(act.first.first, {own_act.first})) return false;
      const Identity who = identity(side, act.first);
      return (other_is_a ? kinship(other, who) : kinship(who, other)) == Kinship::one;
    });
  }

  /// Who holds a place here has left it there.
  void compare_leaving() {
    if (context_.related < fairly_related) return;
    const auto left = [&](const ActRoles& act) { return of_class(act, "leave"); };
    std::optional<std::pair<Party, Party>> found;
    for (const ActRoles& act_a : a_.act_roles)
      for (const ActRoles& act_b : b_.act_roles) {
        if (!(held(act_a) && left(act_b)) && !(left(act_a) && held(act_b))) continue;
        if (meant(a_, act_a) || meant(b_, act_b)) continue;
        const ActRoles x = parted(act_a, act_b, true), y = parted(act_b, act_a, false);
        if (!x.first || !y.first || !(one_place(x, y) || named_beside(x, y))) continue;
        if (!holds(a_, x.first) || !holds(b_, y.first)) continue;
        if (has(DifferenceKind::control) && otherwise_told(x.second, y.second)) continue;
        // Told to have left and to hold, on one side: held before, or another part of it.
        const auto both = [&](const Statement& side, const ActRoles& told) {
          const Identity who = identity(side, told.first);
          return std::any_of(side.act_roles.begin(), side.act_roles.end(), [&](const ActRoles& act) {
            return act.first && (left(told) ? held(act) : left(act)) && !others(identity(side, act.first), who);
          });
        };
        if (both(a_, x) || both(b_, y)) return;
        // "Lost it last month": long before it is held.
        if (of_earlier(left(act_a) ? a_ : b_)) return;
        if (kinship(holder(a_, x.first), holder(b_, y.first)) != Kinship::one) continue;
        if (!one_incident({x.first}, {y.first}, false)) continue;
        if (!found || rank(x.first.first, y.first.first) < rank(found->first.first, found->second.first))
          found = std::pair(x.first, y.first);
      }
    if (found) add_holders(Relation::diverge, found->first, found->second);
  }

  /// Whether two of one side are surely not one.
  bool others(const Identity& p, const Identity& q) const {
    return !p.classes.empty() && !q.classes.empty() &&
           std::none_of(p.classes.begin(), p.classes.end(), [&](std::uint32_t one) {
             return std::any_of(q.classes.begin(), q.classes.end(),
                                [&](std::uint32_t other) { return lexicon_.one_party_class(one, other); });
           });
  }

  /// Whether a side tells of a month or a year gone by, reckoned from the day of writing.
  static bool of_earlier(const Statement& side) {
    return std::any_of(side.times.begin(), side.times.end(), [](const TimeSlot& time) {
      return time.reckoned && time.weekday < 0 && time.days && time.days->last - time.days->first > 1;
    });
  }

  /// "In 2014 they seized the town": told of a year without a day, as nothing of these days is.
  static bool of_bare_year(const Statement& side) {
    return std::any_of(side.times.begin(), side.times.end(), [&](const TimeSlot& time) {
      return time.year && !time.month && time.weekday < 0 && !side.attribution[time.first];
    });
  }

  void add_holders(Relation relation, Party holder_a, Party holder_b) {
    if (has(DifferenceKind::control) && relation != Relation::diverge) return;
    std::erase_if(found_, [](const Difference& known) { return known.kind == DifferenceKind::control; });
    add(DifferenceKind::control, relation, "control_holder", terms_of(holder_a), terms_of(holder_b));
  }

  /// Whether the act is of a class of the table.
  bool known(const ActRoles& act) const { return act.kind < lexicon_.act_role_names.size(); }

  bool told_by_table(const Statement& side, const ActRoles& act) const {
    return std::any_of(side.act_roles.begin(), side.act_roles.end(),
                       [&](const ActRoles& same) { return same.term == act.term && known(same) && same.first; });
  }

  bool shared_by_many(const Statement& side, const ActRoles& act) const {
    static constexpr std::array<std::string_view, 6> classes{"together", "reproach", "visit",
                                                             "support",  "endorse",  "ask"};
    return std::any_of(side.act_roles.begin(), side.act_roles.end(), [&](const ActRoles& same) {
      if (same.term != act.term) return false;
      if (held(same) && (place(side, same.second) || stationed(same))) return true;
      return known(same) &&
             std::find(classes.begin(), classes.end(), lexicon_.act_role_names[same.kind]) != classes.end();
    });
  }

  bool one_act(const ActRoles& x, const ActRoles& y) const {
    if (!(known(x) && x.kind == y.kind) && !matched(x.term, y.term, same_word)) return false;
    // What two do together, or one after the other, has no one doer.
    return !shared_by_many(a_, x) && !shared_by_many(b_, y);
  }

  /// Without capitals only a party that a table knows is surely one, where it stands first.
  bool known_first(const Statement& side, Party party) const {
    if (lexicon_.lang != "ar") return !identity(side, party).empty();
    // «سفينة تابعة لمنظمة إسبانية»: whose it is tells who it is.
    constexpr std::string_view belonging = "تابع";
    const bool owned = party.first + 1 < party.last && side.terms[party.first + 1].form.starts_with(belonging);
    const auto stands_first = [&](const MarkedTerms& word) {
      return word.first >= party.first && (owned || word.first <= party.first + 1) && word.last <= party.last;
    };
    const Identity who = identity(side, party);
    return std::any_of(side.party_terms.begin(), side.party_terms.end(), stands_first) ||
           body_within(side, party) || (who.person && who.person.first <= party.first + 2) ||
           std::any_of(who.trades.begin(), who.trades.end(),
                       [&](std::uint32_t trade) {
                         return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
                           return slot.value == trade && slot.first == party.first;
                         });
                       }) ||
           std::any_of(side.nation_terms.begin(), side.nation_terms.end(), stands_first);
  }

  /// Whether a name tells who it is.
  static bool surely_somebody(const Identity& who) {
    return !who.entities.empty() || who.person || !who.named.empty();
  }

  /// Whether names or nations tell the two apart, or a language that marks names by capitals.
  bool certain(const Identity& p, const Identity& q) const {
    const auto known_one = [](const Identity& who) { return !who.entities.empty() || !who.nations.empty(); };
    return lexicon_.lang != "ar" || (known_one(p) && known_one(q));
  }

  /// Whether two may be one whom each text calls by another common noun: "a father", "a teacher".
  bool both_civil(const Identity& p, const Identity& q) const {
    if ((!p.nations.empty() && !q.nations.empty()) || other_trades(p, q)) return false;
    const auto civil = [&](const Identity& who) {
      const auto at = std::find(lexicon_.party_names.begin(), lexicon_.party_names.end(), "civilians");
      if (at == lexicon_.party_names.end() || !who.entities.empty() || !who.names.empty()) return false;
      const auto civilians = static_cast<std::uint32_t>(at - lexicon_.party_names.begin());
      return std::all_of(who.classes.begin(), who.classes.end(),
                         [&](std::uint32_t one) { return lexicon_.one_party_class(one, civilians); });
    };
    return civil(p) && civil(q);
  }

  /// Whether either phrase has a word that has no counterpart.
  bool otherwise_told(Party x, Party y) const {
    const auto lacking = [&](const Statement& side, Party party, Party other, bool of_a) {
      for (std::uint32_t i = party.first; i < party.last; ++i) {
        if (!counts(side.terms[i])) continue;
        bool any = false;
        for (std::uint32_t j = other.first; j < other.last && !any; ++j) any = of_a ? met(i, j) : met(j, i);
        if (!any && !place(side, {i, i + 1})) return true;
      }
      return false;
    };
    return lacking(a_, x, y, true) || lacking(b_, y, x, false);
  }

  /// Whether no number stands on both sides.
  bool other_figures() const {
    return std::none_of(a_.quantities.begin(), a_.quantities.end(), [&](const Quantity& x) {
      return std::any_of(b_.quantities.begin(), b_.quantities.end(),
                         [&](const Quantity& y) { return !x.ordinal && !y.ordinal && x.stated == y.stated; });
    });
  }

  /// "The tram contract", "the metro contract": whether either phrase has a word in front of its noun that the other
  /// side lacks.
  bool otherwise_described(Party x, Party y) const {
    constexpr std::uint32_t brief = 3;
    if (x.last - x.first > brief || y.last - y.first > brief) return false;
    const auto lacking = [&](Party party, const std::vector<double>& similarity, const Statement& side) {
      return std::any_of(similarity.begin() + party.first, similarity.begin() + party.last, [&](const double& met) {
        const auto at = static_cast<std::uint32_t>(&met - similarity.data());
        return met < fairly_alike && counts(side.terms[at]);
      });
    };
    return lacking(x, alignment_.similarity_a, a_) && lacking(y, alignment_.similarity_b, b_);
  }

  /// Whether an act was done to one and the same, as two words of it tell, or a name.
  bool one_object(Party x, Party y) const { return x && y && common(x, y) >= 2; }

  /// "The budget", «المطار»: whether both phrases are one noun that needs no name, the only one of its kind.
  bool one_definite(Party x, Party y) const {
    constexpr std::string_view the = "the";
    const auto lone = [&](const Statement& side, Party party) {
      if (party.last != party.first + 1) return false;
      if (lexicon_.lang == "ar") return definite(side.terms[party.first]);
      return party.first > 0 && side.terms[party.first - 1].form == the;
    };
    return lone(a_, x) && lone(b_, y) && same_stem(a_.terms[x.first], b_.terms[y.first]) &&
           context_.related >= well_related;
  }

  /// «العنبر الخامس», "Block 4": whether both phrases are one noun with one number behind it.
  bool one_definite_number(Party x, Party y) const {
    const auto number = [](const Statement& side, Party party) -> std::optional<double> {
      if (party.last >= side.terms.size() || side.terms[party.last].kind != Term::Kind::number) return std::nullopt;
      return side.quantities[side.terms[party.last].value].stated;
    };
    const auto one = number(a_, x), other = number(b_, y);
    return one && other && *one == *other && same_stem(a_.terms[x.last - 1], b_.terms[y.last - 1]);
  }

  /// «ويستهدف الطلاب»: behind a joined verb may stand its object.
  static bool joined(const Statement& side, const ActRoles& act) {
    return act.core && side.terms[act.term].form.starts_with("و");
  }

  /// Whether what an act was done to on one side stands on the other, where its act was read without an object.
  bool named_there(const ActRoles& x, const ActRoles& y) const {
    constexpr std::uint32_t least = 2;
    const auto met_words = [&](Party party, const std::vector<std::uint32_t>& other_of,
                               const std::vector<double>& similarity, Party doer) {
      std::uint32_t count = 0;
      for (std::uint32_t k = party.first; k < party.last; ++k)
        count += other_of[k] != none && similarity[k] >= same_word && !inside(other_of[k], {doer});
      return count;
    };
    if (!short_sentences() || joined(a_, x) || joined(b_, y)) return false;
    if (x.second && !y.second)
      return met_words(x.second, alignment_.b_of_a, alignment_.similarity_a, y.first) >= least;
    return y.second && !x.second &&
           met_words(y.second, alignment_.a_of_b, alignment_.similarity_b, x.first) >= least;
  }

  /// "84 people", "84 migrants": whether one number that few things share by chance counts both.
  bool one_number(Party x, Party y) const {
    constexpr double least = 11, round = 10;
    const auto counted = [](const Statement& side, Party party) -> double {
      if (!party) return 0;
      for (std::uint32_t k = party.first > 0 ? party.first - 1 : 0; k < party.last && k <= party.first; ++k)
        if (side.terms[k].kind == Term::Kind::number) return side.quantities[side.terms[k].value].stated;
      return 0;
    };
    const double stated = counted(a_, x);
    return stated == counted(b_, y) && stated >= least && std::fmod(stated, round) != 0;
  }

  /// Whether a word of a phrase of a means what one of b does.
  bool akin(Party x, Party y) const {
    for (std::uint32_t i = x.first; i < x.last; ++i)
      for (std::uint32_t j = y.first; j < y.last; ++j)
        if (met(i, j) || matched(i, j, fairly_alike)) return true;
    return false;
  }

  /// Whether a side names the other's doer too, in another part.
  bool told_of_both(Party doer_a, Party doer_b, const Identity& p, const Identity& q) const {
    return also_named(b_, doer_b, a_, doer_a, p) || also_named(a_, doer_a, b_, doer_b, q);
  }
  bool also_named(const Statement& side, Party own, const Statement& other, Party doer, const Identity& who) const {
    // "Ghana's immigration service", "out of Ghana": where a body is from names it only where nothing else does.
    const auto whence = [&](std::uint32_t j) {
      return other.terms[j].kind == Term::Kind::place || other.terms[j].form == possessive;
    };
    bool otherwise = false;
    for (std::uint32_t j = doer.first; j < doer.last; ++j)
      otherwise = otherwise || (counts(other.terms[j]) && !whence(j));
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (own.first <= i && i < own.last) continue;
      if (side.attribution[i] || !counts(side.terms[i])) continue;
      for (std::uint32_t j = doer.first; j < doer.last; ++j)
        if (counts(other.terms[j]) && !(otherwise && whence(j)) && same_stem(side.terms[i], other.terms[j]))
          return true;
    }
    return std::any_of(side.party_terms.begin(), side.party_terms.end(), [&](const MarkedTerms& word) {
      return !(own.first <= word.first && word.first < own.last) && !side.attribution[word.first] &&
             std::find(who.classes.begin(), who.classes.end(), word.value) != who.classes.end();
    });
  }

  /// How many names and numbers beside two parties stand on both sides.
  std::uint32_t anchors(const std::vector<Party>& parties_a, const std::vector<Party>& parties_b) const {
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < same_word || a_.terms[i].function_word) continue;
      if (a_.attribution[i] || b_.attribution[j] || inside(i, parties_a) || inside(j, parties_b)) continue;
      const Term &x = a_.terms[i], &y = b_.terms[j];
      count += x.kind == Term::Kind::place || x.kind == Term::Kind::actor || x.kind == Term::Kind::number ||
               ((i > 0 || j > 0) && x.capitalised && y.capitalised);
    }
    return count;
  }

  bool same_word_form(std::uint32_t i, std::uint32_t j) const {
    const Term& p = a_.terms[i];
    const Term& q = b_.terms[j];
    return p.hash == q.hash || (!p.function_word && !q.function_word && same_stem(p, q));
  }

  /// "Met", «اشتبك»: what two do together.
  bool joint(const Statement& side, Party x, Party y) const {
    return std::any_of(side.act_roles.begin(), side.act_roles.end(), [&](const ActRoles& act) {
      return of_class(act, "together") && act.term + 2 >= x.first && act.term < y.last;
    });
  }

  bool acts_before(const Statement& side, std::uint32_t at) const {
    return at > 0 && std::any_of(side.act_roles.begin(), side.act_roles.end(),
                                 [&](const ActRoles& act) { return known(act) && act.term + 1 == at; });
  }

  /// Whether the words of two phrases of a side stand on either side once, but for what both have («فريق»): of a word
  /// said twice none knows which one met which.
  bool told_once(const Statement& side, Party x, Party y) const {
    const auto times = [](const Statement& where, std::uint32_t first, std::uint32_t last, const Term& word) {
      return std::count_if(where.terms.begin() + first, where.terms.begin() + last,
                           [&](const Term& term) { return same_stem(term, word); });
    };
    const auto once = [&](const Statement& where, const Term& word) {
      return times(where, 0, static_cast<std::uint32_t>(where.terms.size()), word) <= 1;
    };
    for (const Party party : {x, y})
      for (std::uint32_t i = party.first; i < party.last; ++i) {
        const Term& word = side.terms[i];
        if (!counts(word)) continue;
        if (times(side, x.first, x.last, word) > 0 && times(side, y.first, y.last, word) > 0) continue;
        if (!once(a_, word) || !once(b_, word)) return false;
      }
    return true;
  }

  /// "Serbia and Croatia", «بين X و Y»: what both do needs no order.
  bool side_by_side(const Statement& side, Party x, Party y) const {
    for (std::uint32_t i = x.last; i < y.first; ++i)
      if (!side.terms[i].function_word) return false;
    return x.last < y.first || lexicon_.lang == "en" || side.terms[y.first].form.starts_with("و");
  }

  /// Whether a side tells nothing beside an act and its two parties.
  static bool nothing_else(const Statement& side, const std::vector<Party>& parties, std::uint32_t act) {
    for (std::uint32_t i = 0; i < side.terms.size(); ++i)
      if (i != act && !side.terms[i].function_word && !side.attribution[i] && !inside(i, parties)) return false;
    return true;
  }

  struct Roles {
    Party first, second;
  };

  /// «الأمين العام», «كريم المدني»: whether of two phrases one is an office alone and the other a person, who may hold
  /// it.
  bool office_beside(const Statement& side, const Roles& roles) const {
    const auto beside = [&](Party office, Party person) {
      if (identity(side, office).person || !identity(side, person).person) return false;
      return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
        return slot.first >= office.first && slot.last <= office.last &&
               lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group] == "office";
      });
    };
    return beside(roles.first, roles.second) || beside(roles.second, roles.first);
  }

  bool of_class(const ActRoles& act, std::string_view name) const {
    return known(act) && lexicon_.act_role_names[act.kind] == name;
  }
  /// "Plan to seize": told as meant, not as done or said to be so.
  static bool meant(const Statement& side, const ActRoles& act) {
    const std::uint8_t rung = side.unsettled[act.term];
    return rung != 0 && rung != 1 + static_cast<std::uint8_t>(Certainty::alleged);
  }

  /// "Running back Tom Haas", "captured the moment a mother fell": nobody is a place.
  bool of_person(const Statement& side, Party party) const {
    if (lexicon_.lang != "en" || !party) return false;
    if (identity(side, party).person) return true;
    return !place(side, party) && std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.first >= party.first && slot.last <= party.last && lexicon_.sibling_entries[slot.value].personal;
    });
  }

  /// Stationed somewhere others may be too, unless they are foes.
  bool stationed(const ActRoles& act) const { return of_class(act, "station"); }
  bool held(const ActRoles& act) const { return of_class(act, "hold") || stationed(act); }

  /// Whether two can't be at one place in peace: of two states, or a state's force and rebels.
  bool foes(const Identity& p, const Identity& q) const {
    if (!p.nations.empty() && !q.nations.empty() && kinship(p, q) == Kinship::distinct &&
        std::none_of(p.nations.begin(), p.nations.end(), [&](std::uint32_t one) {
          return std::find(q.nations.begin(), q.nations.end(), one) != q.nations.end();
        }))
      return true;
    const auto any = [&](const Identity& who, std::string_view name) {
      const auto at = std::find(lexicon_.party_names.begin(), lexicon_.party_names.end(), name);
      if (at == lexicon_.party_names.end()) return false;
      const auto wanted = static_cast<std::uint32_t>(at - lexicon_.party_names.begin());
      return std::any_of(who.classes.begin(), who.classes.end(),
                         [&](std::uint32_t one) { return lexicon_.one_party_class(one, wanted); });
    };
    const auto rebels = [&](const Identity& who) { return any(who, "gunmen") && !any(who, "security_forces"); };
    const auto forces = [&](const Identity& who) { return any(who, "security_forces") && !any(who, "gunmen"); };
    return (rebels(p) && forces(q)) || (forces(p) && rebels(q));
  }

  /// «تابعة لتنظيم كذا»: no object begins at what another word governs.
  static bool governed(const Statement& side, std::uint32_t at) {
    constexpr std::string_view belonging = "تابع", to_prefix = "ل", by_prefix = "ب";
    if (side.terms[at - 1].form.starts_with(belonging)) return true;
    const Term& term = side.terms[at];
    if (!(term.form.starts_with(to_prefix) || term.form.starts_with(by_prefix)) || !term.facts) return false;
    const auto& starts = term.facts->starts;
    return !starts.empty() &&
           std::all_of(starts.begin(), starts.end(), [](const auto& start) { return start.form != 0; });
  }

  /// «جنود من الجيش»: those of a body are told with it.
  static Party of_body(const Statement& side, const ActRoles& act, Party party) {
    constexpr std::string_view of_them = "من";
    const std::uint32_t at = party.last;
    if (at + 1 >= side.terms.size() || at == act.term || at + 1 == act.term || side.terms[at].form != of_them)
      return party;
    if (!party_word(side, party.first) || inside(at + 1, {act.first, act.second})) return party;
    return named(side, at + 1) || party_word(side, at + 1) ? Party{party.first, at + 2} : party;
  }

  /// Who has which role; behind an Arabic verb the object may begin at any word.
  static std::vector<Roles> readings(const Statement& side, const ActRoles& act) {
    // Two states in a row are no one party.
    const auto two_states = [&](Party party) {
      for (const MarkedTerms& x : side.nation_terms)
        for (const MarkedTerms& y : side.nation_terms)
          if (x.last == y.first && x.value != y.value && x.first >= party.first && y.last <= party.last &&
              side.terms[x.first].kind == Term::Kind::place && side.terms[y.first].kind == Term::Kind::place)
            return true;
      return false;
    };
    std::vector<Roles> all;
    if (!act.core) {
      if (act.first && act.second) all.push_back({of_body(side, act, act.first), of_body(side, act, act.second)});
      return all;
    }
    for (std::uint32_t at = act.core.first + 1; at < act.core.last; ++at) {
      const Party subject{act.core.first, at}, object{at, act.core.last};
      if (office_of(side, subject, at) || two_states(subject) || two_states(object) || governed(side, at)) continue;
      all.push_back(act.core_first_is_subject ? Roles{subject, object} : Roles{object, subject});
    }
    return all;
  }

  static bool counts(const Term& term) {
    return !term.function_word && term.kind != Term::Kind::number && term.kind != Term::Kind::date;
  }

  bool one_nation(std::uint32_t i, std::uint32_t j) const {
    return std::any_of(a_.nation_terms.begin(), a_.nation_terms.end(), [&](const MarkedTerms& x) {
      return x.first <= i && i < x.last &&
             std::any_of(b_.nation_terms.begin(), b_.nation_terms.end(),
                         [&](const MarkedTerms& y) { return y.first <= j && j < y.last && y.value == x.value; });
    });
  }

  bool met(std::uint32_t i, std::uint32_t j) const {
    if (!counts(a_.terms[i]) || !counts(b_.terms[j])) return false;
    return same_stem(a_.terms[i], b_.terms[j]) || share_form(a_.terms[i], b_.terms[j], false) ||
           matched(i, j, same_word) || one_nation(i, j) || one_name(a_.terms[i].form, b_.terms[j].form);
  }

  static bool named(const Statement& side, std::uint32_t i) {
    const Term& term = side.terms[i];
    if (term.kind == Term::Kind::actor || term.kind == Term::Kind::place || term.capitalised) return true;
    return std::any_of(side.nation_terms.begin(), side.nation_terms.end(),
                       [&](const MarkedTerms& word) { return word.first <= i && i < word.last; });
  }

  /// Weight of the words that a phrase of a and one of b have in common; a name counts for two, the town of two
  /// offices, unless `towns`, for nothing.
  double common(Party x, Party y, bool towns = true) const {
    const auto weight = [&](std::uint32_t i, std::uint32_t j) {
      const auto town = [](const Term& term, bool head) { return term.kind == Term::Kind::place && !head; };
      if (!towns && town(a_.terms[i], i == x.first) && town(b_.terms[j], j == y.first)) return 0.0;
      return named(a_, i) && named(b_, j) ? 2.0 : 1.0;
    };
    double sum_x = 0, sum_y = 0;
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      double best = 0;
      for (std::uint32_t j = y.first; j < y.last; ++j)
        if (met(i, j)) best = std::max(best, weight(i, j));
      sum_x += best;
    }
    for (std::uint32_t j = y.first; j < y.last; ++j) {
      double best = 0;
      for (std::uint32_t i = x.first; i < x.last; ++i)
        if (met(i, j)) best = std::max(best, weight(i, j));
      sum_y += best;
    }
    return std::min(sum_x, sum_y);
  }

  /// The words of either party that stand on both sides, if the two have changed places.
  std::optional<std::pair<Roles, Roles>> exchanged(const Roles& p, const Roles& q, bool sure) const {
    const double x = common(p.first, q.second), y = common(p.second, q.first);
    if (x < 1 || y < 1) return std::nullopt;
    // Of two common nouns both must stand for somebody: "the mayor", "the deputy".
    if (x + y < sure_cross && !sure &&
        (nobody(a_, p.first) || nobody(a_, p.second) || nobody(b_, q.first) || nobody(b_, q.second)))
      return std::nullopt;
    if (x + y < common(p.first, q.first, false) + common(p.second, q.second, false) + 2) return std::nullopt;
    return std::pair(Roles{narrowed(p.first, q.second, true), narrowed(p.second, q.first, true)},
                     Roles{narrowed(q.first, p.second, false), narrowed(q.second, p.first, false)});
  }

  /// Whether a phrase names neither somebody nor an office, nor a vehicle, which rams and is rammed.
  bool nobody(const Statement& side, Party party) const {
    return identity(side, party).empty() &&
           std::none_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
             const std::string& group = lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group];
             return slot.first >= party.first && slot.first <= party.first + 1 && slot.last <= party.last &&
                    (group == "vehicle" || group == "office");
           });
  }

  /// Whether two phrases of few words stand on both sides whole, the one in the place of the other, and surely end
  /// where they were read to end.
  bool whole_exchange(const ActRoles& x, const ActRoles& y, const Roles& p, const Roles& q) const {
    constexpr std::uint32_t few = 3;
    if (x.core || y.core || !known(x)) return false;
    const auto whole = [&](Party party, Party other, bool of_a) {
      const Statement& side = of_a ? a_ : b_;
      if (party.last - party.first > few) return false;
      for (std::uint32_t i = party.first; i < party.last; ++i) {
        if (side.terms[i].function_word) continue;
        if (lexicon_.lang == "ar" && !named(side, i) && !definite(side.terms[i])) return false;
        bool any = false;
        for (std::uint32_t j = other.first; j < other.last && !any; ++j) any = of_a ? met(i, j) : met(j, i);
        if (!any) return false;
      }
      return true;
    };
    return whole(p.first, q.second, true) && whole(p.second, q.first, true) && whole(q.first, p.second, false) &&
           whole(q.second, p.first, false);
  }

  /// Whether what has changed places stands first in either phrase, but for the noun of its kind: whose it is or where
  /// stands behind.
  bool heads(const Statement& side, const Roles& whole, const Roles& changed) const {
    const auto head = [&](Party party, Party found) {
      // «منافسه الكرواتي»: with a pronoun it is said whose rival or neighbour he is.
      const bool member =
          side.body_noun[party.first] || party_word(side, party.first) || with_pronoun(side, party.first);
      // «جنود من الجيش», «لاعب التنس التونسي».
      const bool of = party.first + 2 == found.first;
      return party.first == found.first || ((party.first + 1 == found.first || of) && member);
    };
    return head(whole.first, changed.first) && head(whole.second, changed.second);
  }

  /// Whether an Arabic noun has a pronoun of its own: «منافسه», not «منافسة».
  static bool with_pronoun(const Statement& side, std::uint32_t i) {
    constexpr std::string_view feminine = "ة";
    const std::string& form = side.terms[i].form;
    return (form.ends_with("ه") || form.ends_with("ها") || form.ends_with("هم")) &&
           !side.verbatim(i, i + 1).ends_with(feminine);
  }

  static bool party_word(const Statement& side, std::uint32_t i) {
    return std::any_of(side.party_terms.begin(), side.party_terms.end(),
                       [&](const MarkedTerms& word) { return word.first == i; });
  }

  /// Without capitals one of the two at least is known to a table, or has the shape of a name.
  bool somebody(const std::pair<Roles, Roles>& swap) const {
    const auto known_name = [&](const Statement& side, Party party) {
      const Term& head = side.terms[party.first];
      return !nobody(side, party) || (head.facts && lexicon_.person_titles.finds(*head.facts)) ||
             std::any_of(side.names.begin(), side.names.end(),
                         [&](const NameSlot& name) { return name.first < party.last && party.first < name.last; });
    };
    return known_name(a_, swap.first.first) || known_name(a_, swap.first.second) || known_name(b_, swap.second.first) ||
           known_name(b_, swap.second.second);
  }

  /// From the first to the last word of a phrase of a (else of b) that the other has too.
  Party narrowed(Party party, Party other, bool of_a) const {
    Party narrow;
    for (std::uint32_t i = party.first; i < party.last; ++i)
      for (std::uint32_t j = other.first; j < other.last; ++j) {
        if (!(of_a ? met(i, j) : met(j, i))) continue;
        if (!narrow) narrow.first = i;
        narrow.last = i + 1;
      }
    return narrow;
  }

  /// Whether what stands behind the act beside its parties is told of other things: "bought a factory", "bought a
  /// brand".
  bool other_things(const ActRoles& x, const ActRoles& y, const std::pair<Roles, Roles>& swap,
                    const std::pair<Roles, Roles>& whole = {}) const {
    const auto p = things(a_, x, swap.first, whole.first), q = things(b_, y, swap.second, whole.second);
    return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](std::uint32_t i) {
      return std::any_of(q.begin(), q.end(),
                         [&](std::uint32_t j) { return term_similarity(a_, i, b_, j, lexicon_) > 0 || met(i, j); });
    });
  }

  static bool of_a_name(const Statement& side, std::uint32_t i) {
    return side.terms[i].capitalised || std::any_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
             return name.type == NameSlot::Type::person && name.first <= i && i < name.last;
           });
  }

  /// Of two known by name behind an Arabic verb the one before is `whole` a party, and so is what the other begins
  /// with.
  std::vector<std::uint32_t> things(const Statement& side, const ActRoles& act, const Roles& roles,
                                    const Roles& whole) const {
    const std::uint32_t reach = act.core ? 12 : 8;
    std::vector<std::uint32_t> words;
    const bool in_order = whole.first.first < whole.second.first;
    const auto anybody = [&](Party party) {
      for (std::uint32_t i = party.first; i < party.last; ++i)
        if (named(side, i) || of_a_name(side, i)) return true;
      return false;
    };
    const bool told = act.core && anybody(roles.first) && anybody(roles.second);
    const Party before = told ? (in_order ? whole.first : whole.second) : Party{};
    const Party behind = !told      ? Party{}
                         : in_order ? Party{whole.second.first, roles.second.last}
                                    : Party{whole.first.first, roles.first.last};
    for (std::uint32_t i = act.term + 1; i < std::min<std::size_t>(side.terms.size(), act.term + reach); ++i) {
      if (inside(i, {roles.first, roles.second, before, behind})) continue;
      // The rest of a party's own name.
      if (!act.core && inside(i, {act.first, act.second}) && of_a_name(side, i)) continue;
      if (side.terms[i].function_word && side.terms[i].facts && lexicon_.phrase_limits.finds(*side.terms[i].facts) &&
          side.terms[i].form != "of")
        break;
      if (counts(side.terms[i]) && !side.attribution[i]) words.push_back(i);
    }
    return words;
  }

  bool told_alike(const Roles& p, const Roles& q) const {
    const double x = common(p.first, q.first), y = common(p.second, q.second);
    return x >= 1 && y >= 1 && x + y > common(p.first, q.second) + common(p.second, q.first);
  }

  /// The act with its holder and its place told apart: behind an Arabic verb the place begins at the first word of it
  /// that the other side has too, or at a noun of place.
  ActRoles parted(const ActRoles& act, const ActRoles& other, bool of_a) const {
    if (!act.core) return act;
    const Statement& side = of_a ? a_ : b_;
    const Statement& there = of_a ? b_ : a_;
    ActRoles whole = act;
    for (std::uint32_t i = act.core.first + 1; i < act.core.last; ++i) {
      bool begins = place(side, {i, i + 1});
      for (std::uint32_t j = 0; j < there.terms.size() && !begins; ++j)
        begins = j != (other.core ? other.core.first : other.first.first) &&
                 (other.core || !inside(j, {other.first})) && !there.attribution[j] && (of_a ? met(i, j) : met(j, i));
      if (!begins) continue;
      whole.first = {act.core.first, i};
      whole.second = {i, act.core.last};
      break;
    }
    return whole;
  }

  /// "Hackers from Belarus", «بعثة من جامعة القاهرة»: a doer with where they are from.
  ActRoles with_body(const Statement& side, ActRoles act) const {
    constexpr std::uint32_t most = 3;
    constexpr std::string_view from = "from", of_them = "من";
    const Party doer = act.first;
    if (!doer || doer.last + 1 >= side.terms.size() || doer.last == act.term) return act;
    const std::string& form = side.terms[doer.last].form;
    if (form != (lexicon_.lang == "ar" ? of_them : from) || side.attribution[doer.last]) return act;
    if (lexicon_.lang != "ar" && doer.first > act.term) return act;
    for (std::uint32_t k = doer.last + 1; k < std::min<std::size_t>(side.terms.size(), doer.last + 1 + most); ++k) {
      if (k == act.term || inside(k, {act.second})) break;
      if (named(side, k) || party_word(side, k)) act.first.last = k + 1;
    }
    return act;
  }

  /// Whether two holders hold one place: what they hold has names or words in common, and is a place.
  bool one_place(const ActRoles& x, const ActRoles& y) const {
    // The highway south of a town isn't the town.
    if (!x.second || !y.second || common(x.second, y.second) < 1) return false;
    const Party p = with_where(a_, x), q = with_where(b_, y);
    if (other_part(p, q)) return false;
    // "The pit" here and there, of one mine that both name.
    if (same_stem(a_.terms[x.second.first], b_.terms[y.second.first]) && known_one(a_, x.second) &&
        known_one(b_, y.second) && one_named_place({x.first}, {y.first}))
      return true;
    if (one_definite(x.second, y.second) && place(a_, x.second) && !lone_name(p, q, true) && !lone_name(q, p, false))
      return true;
    if (one_definite_number(x.second, y.second)) return true;
    const double alike = common(p, q);
    // A word that no table knows, in place of a place, is its name.
    if (lexicon_.lang == "ar" && context_.related >= surely_related && lone_word(a_, x.second) &&
        lone_word(b_, y.second))
      return true;
    if (alike < 2 || (lone_name(p, q, true) && lone_name(q, p, false)) || parts_apart(p, q)) return false;
    return lexicon_.lang != "ar" || alike > 2 || (place(a_, p) && place(b_, q));
  }

  /// The same of a holder whose place the reader found no phrase for («يتمركزون داخلها»): his side names the other's.
  bool named_beside(const ActRoles& act_a, const ActRoles& act_b) const {
    const ActRoles x = without_pronoun(a_, act_a), y = without_pronoun(b_, act_b);
    if ((x.second && y.second) || !short_sentences()) return false;
    if (!x.second && !y.second) return controls(a_, x) && controls(b_, y) && one_named_place({x.first}, {y.first});
    const auto within = [&](const Statement& side, Party held, Party place_of_other, bool of_a) {
      double words = 0;
      const Statement& theirs = of_a ? b_ : a_;
      for (std::uint32_t j = place_of_other.first; j < place_of_other.last; ++j) {
        if (!counts(theirs.terms[j])) continue;
        for (std::uint32_t i = 0; i < side.terms.size(); ++i)
          if (!side.attribution[i] && !inside(i, {held}) && (of_a ? met(i, j) : met(j, i))) {
            words += named(theirs, j) ? 2 : 1;
            break;
          }
      }
      return words >= 2;
    };
    return x.second ? within(b_, y.first, x.second, false) : within(a_, x.first, y.second, true);
  }

  /// «مبانيها»: what is held is told by a pronoun's place, named before.
  ActRoles without_pronoun(const Statement& side, ActRoles act) const {
    if (act.second && lexicon_.lang == "ar" && own(side, act.second.first)) act.second = {};
    return act;
  }

  bool controls(const Statement& side, const ActRoles& act) const {
    return std::any_of(side.controls.begin(), side.controls.end(), [&](const ControlFrame& frame) {
      return frame.verb == act.term ||
             (frame.holder && frame.holder.term >= act.first.first && frame.holder.term < act.first.last);
    });
  }

  /// Whether a phrase is a noun that is known: "the pit", «المقر».
  bool known_one(const Statement& side, Party party) const {
    if (lexicon_.lang == "ar") return definite(side.terms[party.first]);
    return party.first > 0 && side.terms[party.first - 1].form == "the";
  }

  /// Whether both sides name one place smaller than a state, and none names one of which the other says nothing.
  bool one_named_place(const std::vector<Party>& except_a, const std::vector<Party>& except_b) const {
    const auto smaller = [&](const Statement& side, std::uint32_t i) {
      const Term& term = side.terms[i];
      return term.kind == Term::Kind::place && !side.attribution[i] &&
             (term.value == Term::no_entity || lexicon_.entity_entries[term.value].type != "country");
    };
    bool any = false;
    std::uint32_t lone_a = 0, lone_b = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      if (!smaller(a_, i) || inside(i, except_a)) continue;
      const std::uint32_t j = alignment_.b_of_a[i];
      const bool same = j != none && alignment_.similarity_a[i] >= same_word && !b_.attribution[j];
      any = any || same;
      lone_a += !same;
    }
    for (std::uint32_t j = 0; j < b_.terms.size(); ++j)
      lone_b += smaller(b_, j) && !inside(j, except_b) &&
                (alignment_.a_of_b[j] == none || alignment_.similarity_b[j] < same_word);
    return any && (lone_a == 0 || lone_b == 0);
  }

  /// Who a holder is; of «جنوده», "its marines" it is who says so that tells whose they are.
  Identity holder(const Statement& side, Party party) const {
    Identity who = identity(side, party);
    if (!who.nations.empty() || !who.entities.empty() || !of_speaker(side, party)) return who;
    Party speaker{none, none};
    for (std::uint32_t k = party.first; k-- > 0;) {
      if (speaker.first == none && !side.reporting[k] && !side.attribution[k]) continue;
      const bool before_verb = lexicon_.lang != "ar";
      if (speaker.first == none) speaker.last = k + 1;
      if (!side.attribution[k] && !side.reporting[k] && !before_verb) break;
      speaker.first = k;
    }
    if (speaker.first == none) return who;
    const Identity owner = identity(side, speaker);
    who.nations = owner.nations;
    who.entities = owner.entities;
    return who;
  }

  /// «جنوده», "its marines".
  bool of_speaker(const Statement& side, Party party) const {
    if (lexicon_.lang != "ar") {
      const WordFacts* before = party.first > 0 ? side.terms[party.first - 1].facts : nullptr;
      return before && lexicon_.possessives.finds(*before);
    }
    return own(side, party.first);
  }

  /// Whether a noun has a pronoun of its own; folded, the ending of the feminine looks like one.
  static bool own(const Statement& side, std::uint32_t i) {
    const std::string& form = side.terms[i].form;
    return side.terms[i].kind == Term::Kind::word &&
           (form.ends_with("ه") || form.ends_with("ها") || form.ends_with("هم") || form.ends_with("هما")) &&
           !side.verbatim(i, i + 1).ends_with("ة");
  }

  /// Whether one of two phrases speaks of a part of a place, and the other not of the same part: "the edge of".
  bool other_part(Party p, Party q) const {
    const auto part = [&](const Statement& side, Party party) -> std::uint32_t {
      for (std::uint32_t k = party.first > 0 ? party.first - 1 : 0; k < party.last; ++k) {
        WordSequence words;
        for (std::uint32_t m = k; m < party.last && side.terms[m].facts && words.size() < 3; ++m)
          words.push_back(side.terms[m].facts);
        for (const PhraseMatch& match : lexicon_.part_words.find(words))
          if (match.first == 0) return k;
      }
      return none;
    };
    const std::uint32_t i = part(a_, p), j = part(b_, q);
    if (i == none && j == none) return false;
    return i == none || j == none || !same_stem(a_.terms[i], b_.terms[j]);
  }

  /// Whether a phrase is one word that is rare and that no table knows.
  static bool lone_word(const Statement& side, Party party) {
    constexpr double rare = 0.6;
    const Term& term = side.terms[party.first];
    return party.last == party.first + 1 && term.kind == Term::Kind::word && term.weight >= rare && term.facts &&
           term.facts->starts.empty();
  }

  /// A place with where it lies: "the heights above Sotk".
  static Party with_where(const Statement& side, const ActRoles& act) {
    constexpr std::uint32_t further = 5;
    Party party = act.second;
    const std::uint32_t before =
        act.first.first >= party.last ? act.first.first : static_cast<std::uint32_t>(side.terms.size());
    while (party.last < std::min(before, act.second.last + further) && !side.attribution[party.last] &&
           party.last != act.term && side.terms[party.last].kind != Term::Kind::date)
      ++party.last;
    return party;
  }

  /// Whether a phrase of a (else of b) has a name that the other lacks.
  bool lone_name(Party party, Party other, bool of_a) const {
    for (std::uint32_t i = party.first; i < party.last; ++i) {
      if (!named(of_a ? a_ : b_, i) || (of_a ? a_ : b_).terms[i].function_word) continue;
      bool any = false;
      for (std::uint32_t j = other.first; j < other.last && !any; ++j) any = of_a ? met(i, j) : met(j, i);
      if (!any) return true;
    }
    return false;
  }

  bool place(const Statement& side, Party party) const {
    for (std::uint32_t i = party.first; i < party.last; ++i) {
      const Term& term = side.terms[i];
      if (term.kind == Term::Kind::place || (term.facts && lexicon_.place_nouns.finds(*term.facts))) return true;
    }
    return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.first >= party.first && slot.last <= party.last &&
             lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group] == "site";
    });
  }

  /// Whether a phrase stands for somebody who can hold a place, not for a place.
  bool holds(const Statement& side, Party party) const {
    const Term& head = side.terms[party.first];
    // "Myanmar navy": a state and its force.
    if (lexicon_.lang == "en" && head.kind == Term::Kind::place && party.last > party.first + 1 &&
        party_word(side, party.last - 1))
      return true;
    return head.kind != Term::Kind::place && !(head.facts && lexicon_.place_nouns.finds(*head.facts)) &&
           known_first(side, party);
  }
};

}  // namespace

void compare_exchanged_roles(SlotComparison& comparison) {
  ActRolesComparison roles(comparison);
  roles.compare_exchanged();
  roles.compare_names_in_order();
  roles.compare_doers();
  roles.compare_objects();
}

void compare_place_holders(SlotComparison& comparison) { ActRolesComparison(comparison).compare_holders(); }

}  // namespace tawatur
