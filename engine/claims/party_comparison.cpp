#include "claims/party_comparison.h"

#include <algorithm>
#include <optional>

namespace tawatur {
namespace {

bool disjoint(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::none_of(a.begin(), a.end(), [&](std::uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

}  // namespace

PartyComparison::Rank PartyComparison::rank(std::uint32_t i, std::uint32_t j) const {
  return {i + j, std::min(i, j), a_.terms[i].hash ^ b_.terms[j].hash};
}

bool PartyComparison::inside(std::uint32_t term, const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(),
                     [&](const Party& party) { return party.first <= term && term < party.last; });
}

PartyComparison::Identity PartyComparison::identity(const Statement& side, Party party) const {
  Identity who;
  const auto within = [&](const MarkedTerms& word) { return word.first >= party.first && word.last <= party.last; };
  Marks known(side.terms.size(), 0);
  std::uint32_t first = party.first;
  while (first < party.last && (side.reporting[first] || side.terms[first].function_word)) ++first;
  // "The prisoner's sister": whose she is doesn't tell who speaks.
  std::uint32_t owner = party.first;
  for (std::uint32_t i = party.first; lexicon_.lang == "en" && i + 1 < party.last; ++i)
    if (side.terms[i].form == "s" && !side.terms[i + 1].function_word) owner = i + 1;
  // "Arakan Army": what a known body is says more than a word in its name.
  const auto of_known_body = [&](const MarkedTerms& word) {
    const Term& term = side.terms[word.first];
    if (word.last != word.first + 1 || term.kind != Term::Kind::actor) return false;
    const Entity& entity = lexicon_.entity_entries[term.value];
    return entity.type == "armed_group" && !entity.generic;
  };
  for (const MarkedTerms& word : side.party_terms)
    if (within(word) && word.first >= owner && !of_known_body(word)) {
      who.classes.push_back(word.value);
      if (lexicon_.lang == "ar" && word.first == first && who.head == none) who.head = word.value;
      std::fill(known.begin() + word.first, known.begin() + word.last, 1);
    }
  const Marks told = known;  // By a word of the table "parties".
  for (const MarkedTerms& word : side.nation_terms)
    if (within(word)) {
      who.nations.push_back(word.value);
      std::fill(known.begin() + word.first, known.begin() + word.last, 1);
    }
  for (std::uint32_t i = party.first; i < party.last; ++i) {
    const Term& term = side.terms[i];
    if (side.reporting[i] || term.function_word || term.kind == Term::Kind::date || term.kind == Term::Kind::number)
      continue;
    if (term.kind == Term::Kind::actor && lexicon_.entity_entries[term.value].type != "country") {
      const Entity& entity = lexicon_.entity_entries[term.value];
      who.entities.push_back(term.value);
      // Its own class says more than that of a word in its name.
      if (const auto type = lexicon_.party_class_of_type(entity.type); type >= 0 && !told[i])
        who.classes.push_back(static_cast<std::uint32_t>(type));
      if (const std::int32_t nation = lexicon_.entity_nations[term.value]; nation >= 0)
        who.nations.push_back(static_cast<std::uint32_t>(nation));
    } else if (term.capitalised && !known[i] && term.kind == Term::Kind::word && i > 0 && !cased_headline(side)) {
      who.names.push_back(i);
    }
    // A place tells where somebody is, not who.
    const bool state = term.kind == Term::Kind::actor && lexicon_.entity_entries[term.value].type == "country";
    if (i < owner) continue;
    if ((!known[i] || term.kind != Term::Kind::word) && term.kind != Term::Kind::place && !state)
      who.words.push_back(i);
  }
  for (const NameSlot& name : side.names)
    if (name.type == NameSlot::Type::person && name.last >= name.first + 2 && name.first >= party.first &&
        name.last <= party.last && !who.person)
      who.person = {name.first, name.last};
  for (const NameSlot& name : side.names)
    if (name.type != NameSlot::Type::place && name.first >= owner && name.last <= party.last) who.named.push_back(name);
  for (const SiblingSlot& slot : side.siblings)
    if (slot.first >= owner && slot.last <= party.last &&
        lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group] == "profession")
      who.trades.push_back(slot.value);
  return who;
}

bool PartyComparison::otherwise_named(const Identity& x, const Identity& y) const {
  using Type = NameSlot::Type;
  if (x.named.empty() || y.named.empty()) return false;
  const auto word = [](const Statement& side, std::uint32_t k) {
    return !side.terms[k].function_word && !(side.body_noun[k] && !side.terms[k].capitalised);
  };
  for (const NameSlot& p : x.named)
    for (const NameSlot& q : y.named) {
      // A man and his company may be told for one another.
      if ((p.type == Type::person && q.type == Type::organisation) ||
          (p.type == Type::organisation && q.type == Type::person))
        return false;
      if (lexicon_.lang == "ar" && p.type != q.type) return false;
      const std::string brief_a = initials(a_, p), brief_b = initials(b_, q);
      if ((brief_a.size() > 1 && b_.terms[q.first].form.starts_with(brief_a)) ||
          (brief_b.size() > 1 && a_.terms[p.first].form.starts_with(brief_b)))
        return false;
      for (std::uint32_t i = p.first; i < p.last; ++i)
        for (std::uint32_t j = q.first; j < q.last; ++j)
          if (word(a_, i) && word(b_, j) && one_name_word(i, j)) return false;
    }
  return true;
}

bool PartyComparison::person_there(const Statement& side, Party person, const Statement& other) const {
  std::uint32_t met = 0;
  for (std::uint32_t i = person.first; i < person.last; ++i)
    met += std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& term) {
      return same_stem(term, side.terms[i]) || one_name(term.form, side.terms[i].form);
    });
  return met >= 2;
}

bool PartyComparison::staff(const Identity& who) const {
  return who.trades.empty() && who.nations.empty() && who.entities.empty() && !who.classes.empty() &&
         std::all_of(who.classes.begin(), who.classes.end(), [&](std::uint32_t one) {
           return lexicon_.party_names[one] == "workers" || lexicon_.party_names[one] == "employees";
         });
}

bool PartyComparison::other_trades(const Identity& x, const Identity& y) const {
  if (x.trades.empty() || y.trades.empty()) return false;
  return std::none_of(x.trades.begin(), x.trades.end(), [&](std::uint32_t i) {
    return std::any_of(y.trades.begin(), y.trades.end(), [&](std::uint32_t j) {
      return lexicon_.sibling_entries[i].id == lexicon_.sibling_entries[j].id;
    });
  });
}

bool PartyComparison::short_for(std::string_view brief, std::string_view full) {
  constexpr std::string_view article = "ال";
  if (!brief.starts_with(article)) return false;
  brief.remove_prefix(article.size());
  return full.starts_with(brief) && full.substr(brief.size()).starts_with(' ');
}

bool PartyComparison::other_persons(const Identity& x, const Identity& y) const {
  if (!x.person || !y.person) return false;
  for (std::uint32_t i = x.person.first; i < x.person.last; ++i)
    for (std::uint32_t j = y.person.first; j < y.person.last; ++j)
      if (one_name_word(i, j)) return false;
  // "Ralf Haas and Nils Orlo", "Haas and Nils Orlo": another of each is meant.
  for (const std::uint32_t i : x.names)
    for (std::uint32_t j = y.person.first; j < y.person.last; ++j)
      if (one_name_word(i, j)) return false;
  for (const std::uint32_t j : y.names)
    for (std::uint32_t i = x.person.first; i < x.person.last; ++i)
      if (one_name_word(i, j)) return false;
  return true;
}

bool PartyComparison::one_person(const Identity& x, const Identity& y) const {
  return two_name_words(x.person.first, x.person.last, y.person.first, y.person.last);
}

bool PartyComparison::parts_apart(Party p, Party q) const {
  for (std::uint32_t i = p.first; i < p.last; ++i)
    for (std::uint32_t j = q.first; j < q.last; ++j)
      if (opposed(a_.terms[i], b_.terms[j])) return true;
  const auto in = [](const SiblingSlot& slot, Party party) {
    return slot.first >= party.first && slot.last <= party.last;
  };
  for (const SiblingSlot& x : a_.siblings)
    for (const SiblingSlot& y : b_.siblings) {
      if (!in(x, p) || !in(y, q)) continue;
      const SiblingEntry& one = lexicon_.sibling_entries[x.value];
      const SiblingEntry& other = lexicon_.sibling_entries[y.value];
      if (one.group == other.group && one.id != other.id) return true;
    }
  return false;
}

void PartyComparison::add_doers(Relation relation, Party doer_a, Party doer_b) {
  const ByteRange of_a = a_.bytes(doer_a.first, doer_a.last), of_b = b_.bytes(doer_b.first, doer_b.last);
  const auto within = [](const std::optional<ByteRange>& part, ByteRange whole) {
    return part && part->begin >= whole.begin && part->end <= whole.end;
  };
  const auto told = [&](const Difference& known) {
    return known.kind == DifferenceKind::identity &&
           within(known.a, of_a) && within(known.b, of_b);
  };
  // Of one man whom both name it is told who he is; of others, by their country or trade, who did it.
  if (std::any_of(found_.begin(), found_.end(), [&](const Difference& known) {
        const bool by_trade = known.rule == "trait_differs" && other_trades(identity(a_, doer_a), identity(b_, doer_b));
        return told(known) && (known.rule == "name_differs" || by_trade) && known.relation == Relation::diverge;
      }))
    return;
  if (relation == Relation::diverge) std::erase_if(found_, told);
  add(DifferenceKind::agent, relation, "agent_differs", terms_of(doer_a), terms_of(doer_b));
}

PartyComparison::Kinship PartyComparison::kinship(const Identity& x, const Identity& y) const {
  // «شقيق الوزير», «محامي الوزير»: whose they are is no matter.
  const auto tells = [](const Identity& who, std::uint32_t head) {
    return std::find(who.classes.begin(), who.classes.end(), head) != who.classes.end();
  };
  if (x.head != none && y.head != none && !lexicon_.one_party_class(x.head, y.head) && !tells(x, y.head) &&
      !tells(y, x.head))
    return Kinship::distinct;
  if (other_persons(x, y)) return Kinship::distinct;
  if (one_person(x, y)) return Kinship::one;
  // «الحركة» for «حركة طالبان».
  for (const std::uint32_t i : x.words)
    for (const std::uint32_t j : y.words)
      if (short_for(a_.terms[i].form, b_.terms[j].form) || short_for(b_.terms[j].form, a_.terms[i].form))
        return Kinship::one;
  const bool other_nations = !x.nations.empty() && !y.nations.empty() && disjoint(x.nations, y.nations);
  const auto name = [](const Term& term) { return term.kind == Term::Kind::actor || term.capitalised; };
  for (const std::uint32_t i : x.words)
    for (const std::uint32_t j : y.words) {
      if (term_similarity(a_, i, b_, j, lexicon_) < 0.7 && !one_name(a_.terms[i].form, b_.terms[j].form)) continue;
      // "Pakistani soldiers", "Afghan soldiers": the trade alone makes them no one party.
      if (!other_nations || name(a_.terms[i]) || name(b_.terms[j])) return Kinship::one;
    }
  if (other_nations) return Kinship::distinct;
  if (!x.classes.empty() && !y.classes.empty()) {
    const bool compatible = std::any_of(x.classes.begin(), x.classes.end(), [&](std::uint32_t p) {
      return std::any_of(y.classes.begin(), y.classes.end(),
                         [&](std::uint32_t q) { return lexicon_.one_party_class(p, q); });
    });
    if (!compatible) return Kinship::distinct;
  }
  for (const std::uint32_t p : x.entities)
    for (const std::uint32_t q : y.entities) {
      if (one_side(p, q)) return Kinship::one;
      if (!lexicon_.entity_entries[p].generic && !lexicon_.entity_entries[q].generic) return Kinship::distinct;
    }
  if (!x.classes.empty() && !disjoint(x.classes, y.classes)) {
    // "Striker Ortega", "striker Pinheiro": one trade, other names.
    if ((!x.names.empty() && !y.names.empty()) || other_trades(x, y)) return Kinship::distinct;
    return Kinship::one;
  }
  if (otherwise_named(x, y)) return Kinship::distinct;
  if ((x.classes.empty() || y.classes.empty()) && other_trades(x, y)) return Kinship::distinct;
  return Kinship::unknown;
}

std::uint32_t PartyComparison::lacking_names(const Statement& side, const Statement& other,
                                             const std::vector<std::uint32_t>& other_of,
                                             const std::vector<Party>& parties, bool speakers) const {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
    const Term& term = side.terms[i];
    if ((side.attribution[i] && (term.kind != Term::Kind::place || !speakers)) || side.reporting[i] ||
        inside(i, parties))
      continue;
    const bool place = term.kind == Term::Kind::place, actor = term.kind == Term::Kind::actor;
    const bool name = place || actor || (term.kind == Term::Kind::word && term.capitalised && i > 0);
    if (!name || (term.function_word && !place)) continue;
    if (actor && lexicon_.entity_entries[term.value].generic) continue;
    if (other_of[i] != none) {
      const double similarity = &side == &a_ ? alignment_.similarity_a[i] : alignment_.similarity_b[i];
      if (similarity >= 0.7) continue;
    }
    const bool met = std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& there) {
      if (one_name(there.form, term.form)) return true;
      if ((there.kind != Term::Kind::actor && there.kind != Term::Kind::place) || !(place || actor)) return false;
      return there.value != Term::no_entity && term.value != Term::no_entity &&
             lexicon_.related(there.value, term.value);
    });
    // A state that its adjective names there.
    const bool nation_met = std::any_of(side.nation_terms.begin(), side.nation_terms.end(), [&](const MarkedTerms& n) {
      return n.first <= i && i < n.last &&
             std::any_of(other.nation_terms.begin(), other.nation_terms.end(),
                         [&](const MarkedTerms& m) { return m.value == n.value; });
    });
    count += !met && !nation_met;
  }
  return count;
}

bool PartyComparison::other_times(bool speakers) const {
  bool any = false;
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i)
    for (std::uint32_t j = 0; j < b_.terms.size(); ++j) {
      if (a_.terms[i].kind != Term::Kind::date || b_.terms[j].kind != Term::Kind::date) continue;
      if (!speakers && (a_.attribution[i] || b_.attribution[j])) continue;
      const DateMention& x = a_.date_mentions[a_.terms[i].value];
      const DateMention& y = b_.date_mentions[b_.terms[j].value];
      const auto& p = a_.days[a_.terms[i].value];
      const auto& q = b_.days[b_.terms[j].value];
      const bool apart =
          p && q ? p->first > q->last || q->first > p->last
                 : (x.weekday && y.weekday && *x.weekday != *y.weekday) || (x.day && y.day && *x.day != *y.day) ||
                       (x.year && y.year && *x.year != *y.year) || (x.month && y.month && *x.month != *y.month);
      if (!apart) return false;
      any = true;
    }
  return any;
}

bool PartyComparison::other_ones() const {
  constexpr std::string_view which = "which_";
  for (const SiblingSlot& p : a_.siblings) {
    const SiblingEntry& x = lexicon_.sibling_entries[p.value];
    if (!lexicon_.sibling_groups[x.group].starts_with(which)) continue;
    bool any = false, same = false;
    for (const SiblingSlot& q : b_.siblings) {
      const SiblingEntry& y = lexicon_.sibling_entries[q.value];
      any = any || y.group == x.group;
      same = same || y.id == x.id;
    }
    if (any && !same) return true;
  }
  return !a_.month_names.empty() && !b_.month_names.empty() && disjoint(a_.month_names, b_.month_names);
}

bool PartyComparison::one_incident(const std::vector<Party>& parties_a, const std::vector<Party>& parties_b,
                                   bool speakers) const {
  if (other_items() || other_numbers() || other_times(speakers) || other_ones()) return false;
  return lacking_names(a_, b_, alignment_.b_of_a, parties_a, speakers) == 0 ||
         lacking_names(b_, a_, alignment_.a_of_b, parties_b, speakers) == 0;
}

double PartyComparison::said_alike(const std::vector<Party>& parties_a, const std::vector<Party>& parties_b,
                                   std::uint32_t act_a, std::uint32_t act_b) const {
  const auto share = [&](const Statement& side, const std::vector<double>& similarity,
                         const std::vector<Party>& parties, std::uint32_t act) {
    double all = 0, met = 0;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (side.attribution[i] || inside(i, parties) || side.terms[i].function_word) continue;
      all += side.terms[i].weight;
      met += side.terms[i].weight * (i == act ? 1 : similarity[i]);
    }
    return all > 0 ? met / all : 0;
  };
  const double p = share(a_, alignment_.similarity_a, parties_a, act_a);
  const double q = share(b_, alignment_.similarity_b, parties_b, act_b);
  return p + q > 0 ? 2 * p * q / (p + q) : 0;
}

}  // namespace tawatur
