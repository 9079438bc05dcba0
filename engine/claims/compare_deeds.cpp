#include <algorithm>
#include <cstdlib>
#include <optional>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

constexpr double same_tale = 0.3;          // Share of what is told beside the doers that must be told on both sides.
constexpr double named_party = 2;          // A name, or two words, among those that two parties have in common.
constexpr double same_tale_of_like = 0.45;  // The same where the doers differ by their country alone.

class DeedsComparison : public PartyComparison {
 public:
  using PartyComparison::PartyComparison;

  /// One act, and two doers who can't be one.
  void compare_doers() {
    if (has(DifferenceKind::control) || has(DifferenceKind::agent) || has(DifferenceKind::role_swap)) return;
    std::optional<std::pair<Party, Party>> apart;
    bool one_thing = false;
    std::uint32_t act_a = none, act_b = none;
    for (const Deed& x : a_.deeds)
      for (const Deed& y : b_.deeds) {
        if (x.doer && y.doer && (says(a_, x.doer) || says(b_, y.doer))) continue;
        if (!x.doer || !y.doer || also_held(a_, x) || also_held(b_, y) || !one_act(x, y) || !known(a_, x.doer) ||
            !known(b_, y.doer))
          continue;
        const Identity p = identity(a_, x.doer), q = identity(b_, y.doer);
        const Kinship kin = kinship(p, q);
        // Things that are said to do something are no doers to tell apart.
        if (kin == Kinship::one && !p.empty() && !q.empty()) return;
        if (kin != Kinship::distinct || other_objects(x, y)) continue;
        // Who does it here is named there too, in another part.
        if (named(b_, p, a_, y.doer) || named(a_, q, b_, x.doer)) continue;
        if (person_there(a_, p.person, b_) || person_there(b_, q.person, a_)) continue;
        if (!apart || rank(x.doer.first, y.doer.first) < rank(apart->first.first, apart->second.first)) {
          apart = std::pair(x.doer, y.doer);
          act_a = x.term, act_b = y.term;
          one_thing = x.object && y.object && overlap(x.object, y.object) >= named_party;
        }
      }
    if (!apart) return;
    const std::vector<Party> doers_a{apart->first}, doers_b{apart->second};
    const double alike = said_alike(doers_a, doers_b, act_a, act_b);
    if (alike < same_tale || !one_incident(doers_a, doers_b)) return;
    Identity p = identity(a_, apart->first), q = identity(b_, apart->second);
    p.nations.clear();
    q.nations.clear();
    // Of two of one trade from two countries each may have done the like.
    if (alike < same_tale_of_like && !one_thing && kinship(p, q) != Kinship::distinct) return;
    // "A driver" and "a citizen" may be one; without capitals only a known body or a nation is surely another.
    const auto certain = [&](const Statement& side, Party doer) {
      const Identity who = identity(side, doer);
      return lexicon_.lang != "ar" || !who.entities.empty() || !who.nations.empty() || who.person ||
             (one_thing && short_sentences() && !who.classes.empty() && !staff(who));
    };
    const bool told_apart = certain(a_, apart->first) && certain(b_, apart->second);
    add_doers(told_apart && context_.related >= fairly_related ? Relation::diverge : Relation::check, apart->first,
              apart->second);
  }

  /// One place, and two holders who can't be one.
  void compare_holders() {
    if (has(DifferenceKind::control) || a_.exceptive || b_.exceptive) return;
    if (const auto gap = as_of_gap(); gap && std::llabs(*gap) > options_.control_day_s) return;
    std::optional<std::pair<const Deed*, const Deed*>> apart;
    for (const Deed& x : a_.deeds)
      for (const Deed& y : b_.deeds) {
        if (!x.doer || !y.doer || !x.object || !y.object || !held(x) || !held(y)) continue;
        if (overlap(x.object, y.object) < 2 || parts_apart(with_part(x), with_part(y))) continue;
        // "Video captured the moment": no place.
        if (lexicon_.lang == "en" && !(held_place(a_, x.object) && held_place(b_, y.object))) continue;
        const Kinship kin = kinship(identity(a_, x.doer), identity(b_, y.doer));
        if (kin == Kinship::one) return;
        if (kin == Kinship::distinct &&
            (!apart || rank(x.term, y.term) < rank(apart->first->term, apart->second->term)))
          apart = std::pair(&x, &y);
      }
    if (!apart) return;
    const auto& [x, y] = *apart;
    const Identity p = identity(a_, x->doer), q = identity(b_, y->doer);
    if (named(b_, p, a_, y->doer) || named(a_, q, b_, x->doer)) return;
    const std::vector<Party> parties_a{x->doer}, parties_b{y->doer};
    if (!one_incident(parties_a, parties_b)) return;
    add(DifferenceKind::control, context_.related >= fairly_related ? Relation::diverge : Relation::check,
        "control_holder", terms_of(x->doer), terms_of(y->doer));
  }

  /// One act, and the two parties to it have changed places.
  void compare_roles() {
    if (has(DifferenceKind::role_swap) || a_.exceptive || b_.exceptive) return;
    // What one does to the other today, the other may do tomorrow.
    if (const auto gap = as_of_gap(); gap && std::llabs(*gap) > day_s) return;
    std::optional<std::pair<const Deed*, const Deed*>> crossed;
    for (const Deed& x : a_.deeds)
      for (const Deed& y : b_.deeds) {
        if (!x.doer || !x.object || !y.doer || !y.object || !one_act(x, y)) continue;
        if (office_of(a_, x.doer, x.object.first) || office_of(b_, y.doer, y.object.first)) continue;
        if (!known(a_, x.doer) || !known(b_, y.doer) || !holds_known(a_, x.object) || !holds_known(b_, y.object))
          continue;
        const double crossed_doer = overlap(x.doer, y.object), crossed_object = overlap(x.object, y.doer);
        const double straight = overlap(x.doer, y.doer) + overlap(x.object, y.object);
        if (crossed_doer < 1 || crossed_object < 1 || crossed_doer + crossed_object < straight + 1) continue;
        // One of the two is named, or told by two words; a common noun alone stands on either side of many acts.
        if (std::max(crossed_doer, crossed_object) < named_party) continue;
        if (overlap(x.doer, y.doer) > 0 || held(x) || other_things(x, y)) continue;
        const std::vector<Party> parties_a{x.doer, x.object}, parties_b{y.doer, y.object};
        if (!one_incident(parties_a, parties_b) || context_.related < faintly_related) continue;
        if (!crossed || rank(x.term, y.term) < rank(crossed->first->term, crossed->second->term))
          crossed = std::pair(&x, &y);
      }
    if (crossed)
      add(DifferenceKind::role_swap, Relation::diverge, "roles_swapped", terms_of(crossed->first->doer),
          terms_of(crossed->second->doer));
  }

 private:
  /// Whether it was done to two who can't be one, or to other things: "named her minister of finance", "named him
  /// minister of justice"; "won the tram contract", "won the metro contract".
  bool other_objects(const Deed& x, const Deed& y) const {
    if (!x.object || !y.object) return false;
    if (deputy(a_, x.object) != deputy(b_, y.object)) return true;
    if (overlap(x.object, y.object) < 1 &&
        kinship(identity(a_, x.object), identity(b_, y.object)) == Kinship::distinct)
      return true;
    return short_phrases(x.object, y.object) && lacking(x.object, true) && lacking(y.object, false);
  }

  static bool short_phrases(Party x, Party y) {
    constexpr std::uint32_t few = 3;
    return x.last - x.first <= few && y.last - y.first <= few;
  }

  bool deputy(const Statement& side, Party party) const {
    return std::any_of(side.terms.begin() + party.first, side.terms.begin() + party.last,
                       [&](const Term& term) { return !term.function_word && deputy_word(term); });
  }

  /// Whether a phrase of a (else of b) has a word without any counterpart, beside numbers, dates and names.
  bool lacking(Party party, bool of_a) const {
    constexpr double alike = 0.5;
    const Statement& side = of_a ? a_ : b_;
    const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
    for (std::uint32_t i = party.first; i < party.last; ++i)
      if (!side.terms[i].function_word && side.terms[i].kind == Term::Kind::word && !side.terms[i].capitalised &&
          similarity[i] < alike)
        return true;
    return false;
  }

  /// "Hold the eastern part of the town": an object with what stands between it and its verb.
  static Party with_part(const Deed& deed) {
    return {deed.term < deed.object.first ? deed.term + 1 : deed.object.first, deed.object.last};
  }

  /// "The ministry said it": who speaks, read as one phrase with who acts.
  static bool says(const Statement& side, Party doer) {
    for (std::uint32_t k = doer.first; k < doer.last; ++k)
      if (side.attribution[k] || (side.reporting[k] && k > doer.first)) return true;
    return false;
  }

  /// "The army's barracks", "the militia's positions": what was hit beside the names of whose it is.
  bool other_things(const Deed& x, const Deed& y) const {
    const auto own = [&](const Statement& side, Party object, const Statement& other, Party doer, bool is_a) {
      std::vector<std::uint32_t> rest;
      for (std::uint32_t k = object.first; k < object.last; ++k) {
        if (side.terms[k].function_word || side.terms[k].capitalised) continue;
        bool shared_with_doer = false;
        for (std::uint32_t m = doer.first; m < doer.last; ++m)
          shared_with_doer = shared_with_doer || (is_a ? term_similarity(side, k, other, m, lexicon_)
                                                       : term_similarity(other, m, side, k, lexicon_)) >= same_word;
        if (!shared_with_doer) rest.push_back(k);
      }
      return rest;
    };
    const auto p = own(a_, x.object, b_, y.doer, true), q = own(b_, y.object, a_, x.doer, false);
    return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](std::uint32_t k) {
      return std::any_of(q.begin(), q.end(),
                         [&](std::uint32_t m) { return term_similarity(a_, k, b_, m, lexicon_) > 0; });
    });
  }

  /// «مواقع الجيش»: whose it is that was hit.
  bool holds_known(const Statement& side, Party party) const {
    for (; party.first < party.last; ++party.first)
      if (known(side, party)) return true;
    return false;
  }

  /// Without capitals only a party that a table knows is surely one, where it stands first.
  bool known(const Statement& side, Party party) const {
    if (lexicon_.lang != "ar") return true;
    const auto stands_first = [&](const MarkedTerms& word) {
      return word.first >= party.first && word.first <= party.first + 2;
    };
    const Party person = identity(side, party).person;
    return std::any_of(side.party_terms.begin(), side.party_terms.end(), stands_first) ||
           body_within(side, party) || (person && person.first <= party.first + 2) ||
           std::any_of(side.nation_terms.begin(), side.nation_terms.end(), stands_first);
  }

  /// "Captured" may be said of a place.
  bool also_held(const Statement& side, const Deed& deed) const {
    return std::any_of(side.deeds.begin(), side.deeds.end(),
                       [&](const Deed& other) { return other.term == deed.term && held(other); });
  }

  bool held_place(const Statement& side, Party object) const {
    for (std::uint32_t k = object.first; k < object.last; ++k) {
      const Term& term = side.terms[k];
      if (term.kind == Term::Kind::place || (term.capitalised && k > 0) ||
          (term.facts && lexicon_.place_nouns.finds(*term.facts)))
        return true;
    }
    return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.first >= object.first && slot.last <= object.last &&
             lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group] == "site";
    });
  }

  bool held(const Deed& deed) const { return lexicon_.deed_names[deed.kind] == "hold"; }

  bool one_act(const Deed& x, const Deed& y) const { return x.kind == y.kind || matched(x.term, y.term, same_word); }

  /// Words that a phrase of a and one of b have in common; names of persons, bodies and states count twice.
  double overlap(Party x, Party y) const {
    const auto counts = [](const Term& term) {
      return !term.function_word && term.kind != Term::Kind::number && term.kind != Term::Kind::date;
    };
    const auto weight = [](const Term& term, std::uint32_t at) {
      return term.kind == Term::Kind::actor || term.kind == Term::Kind::place || (term.capitalised && at > 0) ? 2.0
                                                                                                              : 1.0;
    };
    double sum_x = 0, sum_y = 0;
    std::vector<std::uint8_t> met(y.last - y.first, 0);
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      if (!counts(a_.terms[i])) continue;
      bool any = false;
      for (std::uint32_t j = y.first; j < y.last; ++j) {
        if (!counts(b_.terms[j])) continue;
        if (term_similarity(a_, i, b_, j, lexicon_) < same_word && !one_nation(i, j)) continue;
        any = true;
        met[j - y.first] = 1;
      }
      if (any) sum_x += weight(a_.terms[i], i);
    }
    for (std::uint32_t j = y.first; j < y.last; ++j)
      if (met[j - y.first]) sum_y += weight(b_.terms[j], j);
    return std::max(sum_x, sum_y);
  }

  bool one_nation(std::uint32_t i, std::uint32_t j) const {
    return std::any_of(a_.nation_terms.begin(), a_.nation_terms.end(), [&](const MarkedTerms& x) {
      return x.first == i && std::any_of(b_.nation_terms.begin(), b_.nation_terms.end(),
                                         [&](const MarkedTerms& y) { return y.first == j && y.value == x.value; });
    });
  }

  /// Whether the side names those of another's identity outside of `except`.
  bool named(const Statement& side, const Identity& who, const Statement& other, Party except) const {
    for (const std::uint32_t i : who.entities)
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (side.terms[k].kind == Term::Kind::actor && !(except.first <= k && k < except.last) &&
            lexicon_.related(side.terms[k].value, i))
          return true;
    for (const MarkedTerms& word : side.party_terms)
      if (!(except.first <= word.first && word.first < except.last) && !side.attribution[word.first] &&
          std::find(who.classes.begin(), who.classes.end(), word.value) != who.classes.end())
        return true;
    for (const std::uint32_t i : who.names)
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (!(except.first <= k && k < except.last) && one_name(side.terms[k].form, other.terms[i].form)) return true;
    return false;
  }
};

}  // namespace

void compare_holders(SlotComparison& comparison) { DeedsComparison(comparison).compare_holders(); }
void compare_doers(SlotComparison& comparison) { DeedsComparison(comparison).compare_doers(); }
void compare_roles(SlotComparison& comparison) { DeedsComparison(comparison).compare_roles(); }

}  // namespace tawatur
