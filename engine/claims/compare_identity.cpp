#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "claims/frame_comparison.h"

namespace tawatur {
namespace {

class IdentityComparison : public FrameComparison {
 public:
  explicit IdentityComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_identity() {
    compare_ages();
    compare_milestones();
    compare_names();
    compare_traits();
    compare_deputies();
    compare_affiliations();
  }

 private:
  /// Two names of whom an event has one of.
  void compare_milestones() {
    if (has(DifferenceKind::identity)) return;
    any_milestones(Milestone::What::person, [&](const Milestone& x, const Milestone& y) {
      const NameSlot& p = a_.names[x.slot];
      const NameSlot& q = b_.names[y.slot];
      if (!unlike(p, q) || names_any(b_, a_, p) || names_any(a_, b_, q)) return false;
      add(DifferenceKind::identity, Relation::diverge, "name_once", {p.first, p.last, none}, {q.first, q.last, none});
      return true;
    });
  }

  /// Whether a side has a word of the other's name.
  static bool names_any(const Statement& side, const Statement& other, const NameSlot& name) {
    return std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
      for (std::uint32_t k = name.first; k < name.last; ++k)
        if (!other.terms[k].function_word && one_name(term.form, other.terms[k].form)) return true;
      return false;
    });
  }

  void compare_ages() {
    // Who says something has an age too: that of one who is named on both sides.
    const auto only_age = [](const Statement& side) {
      const auto& ages = side.ages.empty() ? side.speaker_ages : side.ages;
      return ages.size() == 1 ? &ages.front() : nullptr;
    };
    const AgeSlot* of_a = only_age(a_);
    const AgeSlot* of_b = only_age(b_);
    if (!of_a || !of_b) return;
    const AgeSlot &x = *of_a, &y = *of_b;
    // Who has a birthday between two texts is a year older in the second.
    if (x.high + 1 >= y.low && y.high + 1 >= x.low) return;
    const Slot slot{x.term, x.term + 1, y.term, y.term + 1, DifferenceKind::identity, true};
    // Whoever is named has one age, whatever is told of them.
    const bool one_person =
        of_one_person({x.term, x.term + 1, 0}, {y.term, y.term + 1, 0}) || of_one_surname(x.term, y.term);
    const bool speaks = a_.ages.empty() || b_.ages.empty();
    if (speaks && !one_person) return;
    // Two who bear other names are of other ages.
    if (!one_person && named_otherwise(x.term, y.term)) return;
    auto relation = one_person && close_frame() && !names_differ(slot) ? std::optional(Relation::diverge) : judge(slot);
    if (relation != Relation::diverge && one_role(slot)) relation = Relation::diverge;
    if (relation) add(DifferenceKind::identity, *relation, "age_differs", one(x.term), one(y.term));
  }

  /// Whether each age stands beside the only person that its side names, and the two have other names.
  bool named_otherwise(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t near = 3;
    const auto bearer = [](const Statement& side, std::uint32_t age) -> const NameSlot* {
      const NameSlot* only = nullptr;
      for (const NameSlot& name : side.names) {
        if (name.type != NameSlot::Type::person) continue;
        if (only) return nullptr;
        only = &name;
      }
      return only && only->last <= age && age <= only->last + near ? only : nullptr;
    };
    const NameSlot *p = bearer(a_, i), *q = bearer(b_, j);
    if (!p || !q) return false;
    for (std::uint32_t k = p->first; k < p->last; ++k)
      if (!names_word(b_, *q, a_.terms[k])) {
        for (std::uint32_t m = q->first; m < q->last; ++m)
          if (!names_word(a_, *p, b_.terms[m])) return true;
        return false;
      }
    return false;
  }

  /// Whether a name has the word, in whatever spelling.
  static bool names_word(const Statement& side, const NameSlot& name, const Term& word) {
    for (std::uint32_t k = name.first; k < name.last; ++k)
      if (word.function_word || one_name(side.terms[k].form, word.form) || one_spelling(side.terms[k].form, word.form))
        return true;
    return false;
  }

  /// «غوران ميلوفيتش» and «غوران ستانكوفيتش»: a given name or a family name that differs, or the whole name behind one
  /// title.
  void compare_names() {
    if (has(DifferenceKind::identity)) return;
    for (const NameSlot& p : a_.names)
      for (const NameSlot& q : b_.names) {
        if (has(DifferenceKind::identity)) return;
        using Type = NameSlot::Type;
        if (p.type != Type::person && q.type != Type::person) continue;
        if (p.type != q.type && p.type != Type::unknown && q.type != Type::unknown) continue;
        const auto found = differing(p, q);
        if (!found || stands_for(a_, p) != stands_for(b_, q)) continue;
        const auto [x, y, partial] = *found;
        const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::identity, false};
        auto relation = judge(slot);
        if (!relation) continue;
        // One title is borne by many, but for an office.
        const bool office = by_office(a_, p) || by_office(b_, q) || (long_title(p) && long_title(q));
        if (!partial && !office && surroundings(p.first, q.first) < same_wording) relation = Relation::check;
        // "Kate Lowe", "Catherine Lowe": a given name may be a short one.
        constexpr std::size_t short_name = 5;  // Letters.
        const bool brief = std::min(a_.terms[x].form.size(), b_.terms[y].form.size()) <= short_name;
        if (partial && lexicon_.lang != "ar" && x == p.first && y == q.first && brief && !same_but_for(slot))
          relation = Relation::check;
        add(DifferenceKind::identity, *relation, "name_differs", {p.first, p.last, none}, {q.first, q.last, none});
      }
    compare_bearers();
  }

  /// "The man who saved the boy is Colin Pratt", "the hero was identified as Samuel Idowu": one name in full a side, of
  /// somebody whom both describe alike.
  void compare_bearers() {
    const auto bearer = [&](bool of_a) -> const NameSlot* {
      const NameSlot* only = nullptr;
      for (const NameSlot& name : side(of_a).names) {
        // Two capitals in a row may be a name that no table knows.
        const bool likely = name.type == NameSlot::Type::unknown && !name.weak && name.last - name.first >= 2;
        if (name.type != NameSlot::Type::person && !likely) continue;
        if (only || name.last - name.first < 2) return nullptr;
        only = &name;
      }
      return only;
    };
    const NameSlot* p = bearer(true);
    const NameSlot* q = bearer(false);
    if (!p || !q || !unlike(*p, *q)) return;
    if (p->type != NameSlot::Type::person && q->type != NameSlot::Type::person) return;
    const Slot slot{p->first, p->last, q->first, q->last, DifferenceKind::identity, false};
    if (!(a_.identifies || b_.identifies || office_met())) return;
    const auto lone = [](const std::vector<const NameSlot*>& names, const NameSlot* name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (!lone(lone_names(true), p) || !lone(lone_names(false), q)) return;
    if (same_but_for(slot) || (one_role(slot) && (a_.identifies || b_.identifies)))
      add(DifferenceKind::identity, Relation::diverge, "name_differs", {p->first, p->last, none},
          {q->first, q->last, none});
  }

  /// Whether nothing but the slot differs.
  bool same_but_for(const Slot& slot) const {
    constexpr double all_but = 0.9;
    const Frame told = frame(slot);
    return told.share >= all_but && told.replaced == 0 && !told.facts_apart;
  }

  /// «مدير مكتب الوزير فلان»: whether a word that makes somebody else of them stands before the title.
  bool stands_for(const Statement& side, const NameSlot& name) const {
    constexpr std::uint32_t reach = 3;
    for (std::uint32_t k = name.title; k > 0 && k + reach > name.title; --k)
      if (deputy_word(side.terms[k - 1])) return true;
    return false;
  }

  /// Whether both name an office or another word for who somebody is: "was appointed governor".
  bool office_met() const {
    return std::any_of(a_.siblings.begin(), a_.siblings.end(), [&](const SiblingSlot& x) {
      const SiblingEntry& entry = lexicon_.sibling_entries[x.value];
      return entry.personal && std::any_of(b_.siblings.begin(), b_.siblings.end(), [&](const SiblingSlot& y) {
               return lexicon_.sibling_entries[y.value].id == entry.id;
             });
    });
  }

  /// Whether both tell the same of somebody, whoever it is.
  bool one_role(Slot slot) const {
    slot.person = true;
    const Frame told = frame(slot);
    return retold(told) || (slot.typed && retold_briefly(told));
  }

  /// "Chief justice": a title of two words is an office where it stands before the name.
  bool long_title(const NameSlot& name) const { return lexicon_.lang != "ar" && name.first >= name.title + 2; }

  bool by_office(const Statement& side, const NameSlot& name) const {
    return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.first <= name.title && name.title < slot.last &&
             lexicon_.sibling_groups[lexicon_.sibling_entries[slot.value].group] == "office";
    });
  }

  /// Whether the table of words in names has the word in this role.
  bool is_name_word(const Term& term, NameWord role) const {
    if (!term.facts) return false;
    WordSequence word;
    word.push_back(term.facts);
    for (const PhraseMatch& match : lexicon_.name_words.find(word))
      if (lexicon_.name_word_entries[match.value].first == role) return true;
    return false;
  }

  /// «عبد», «أبو»: a word with which a name goes on.
  bool joins_names(const Term& term) const { return is_name_word(term, NameWord::link); }

  /// Whether two words of names may be one in other letters: two given names that the table has are two, unless they
  /// are spelt alike.
  bool may_be_one_name(std::uint32_t i, std::uint32_t j) const {
    const Term &x = a_.terms[i], &y = b_.terms[j];
    if (x.form != y.form && is_name_word(x, NameWord::given) && is_name_word(y, NameWord::given))
      return one_name(x.form, y.form) || one_spelling(x.form, y.form);
    return one_name_word(i, j);
  }

  struct Differing {
    std::uint32_t x, y;  ///< First terms that differ.
    bool partial;        ///< Whether another part of the names is the same.
  };

  static std::size_t persons(const Statement& side) {
    return static_cast<std::size_t>(std::count_if(side.names.begin(), side.names.end(), [](const NameSlot& name) {
      return name.type == NameSlot::Type::person;
    }));
  }

  std::optional<Differing> differing(const NameSlot& p, const NameSlot& q) const {
    std::vector<std::uint32_t> only_a, only_b;
    std::size_t common = 0;
    // «عبد الله» and «عبدالله»; a name that was read in part may begin before.
    constexpr std::uint32_t most_before = 2;
    const auto letters = [most_before](const Statement& side, const NameSlot& name) {
      std::string all;
      std::uint32_t first = name.first;
      while (first > 0 && first + most_before > name.first && first - 1 != name.title &&
             !side.terms[first - 1].function_word && side.terms[first - 1].kind == Term::Kind::word &&
             !side.reporting[first - 1])
        --first;
      for (std::uint32_t k = first; k < name.last; ++k) all += side.terms[k].form;
      std::erase(all, ' ');
      return all;
    };
    const std::string whole_a = letters(a_, p), whole_b = letters(b_, q);
    const auto small = [&](const Statement& side, std::uint32_t k) {
      // «بن», «عبد», "de": join names.
      if (side.terms[k].function_word || side.terms[k].form.size() <= 4) return true;
      return lexicon_.lang == "ar" && joins_names(side.terms[k]);
    };
    const auto whole_met = [&](std::uint32_t i) {
      for (std::uint32_t j = q.first; j < q.last; ++j)
        if (one_name_word(i, j)) return true;
      return lexicon_.lang == "ar" && whole_b.find(a_.terms[i].form) != std::string::npos;
    };
    for (std::uint32_t i = p.first; i < p.last; ++i) {
      // «عبد العزيز» is one name of two words.
      if (small(a_, i)) {
        common += !a_.terms[i].function_word && i + 1 < p.last && a_.terms[i].form.size() > 4 && whole_met(i) &&
                  whole_met(i + 1);
        continue;
      }
      bool met = lexicon_.lang == "ar" && whole_b.find(a_.terms[i].form) != std::string::npos;
      for (std::uint32_t j = q.first; j < q.last; ++j) met = met || may_be_one_name(i, j);
      if (met)
        ++common;
      else
        only_a.push_back(i);
    }
    for (std::uint32_t j = q.first; j < q.last; ++j) {
      if (small(b_, j)) continue;
      bool met = lexicon_.lang == "ar" && whole_a.find(b_.terms[j].form) != std::string::npos;
      for (std::uint32_t i = p.first; i < p.last; ++i) met = met || may_be_one_name(i, j);
      if (!met) only_b.push_back(j);
    }
    // A name in full and in part is one name.
    if (only_a.empty() || only_b.empty()) return std::nullopt;
    // What the other side has elsewhere belongs to something else; so does the name when that is what it begins with.
    if (alignment_.similarity_a[only_a.front()] >= same_word || alignment_.similarity_b[only_b.front()] >= same_word)
      return std::nullopt;
    const auto elsewhere = [](const Statement& side, const std::vector<double>& similarity) {
      return [&](std::uint32_t k) { return similarity[k] >= same_word || side.attribution[k]; };
    };
    // More than a word of a name elsewhere: both name the two.
    const auto words_elsewhere = std::count_if(only_a.begin(), only_a.end(), elsewhere(a_, alignment_.similarity_a)) +
                                 std::count_if(only_b.begin(), only_b.end(), elsewhere(b_, alignment_.similarity_b));
    if (words_elsewhere > 1) return std::nullopt;
    const bool shared_elsewhere = std::any_of(only_a.begin(), only_a.end(), elsewhere(a_, alignment_.similarity_a)) ||
                                  std::any_of(only_b.begin(), only_b.end(), elsewhere(b_, alignment_.similarity_b));
    if (common == 0 && shared_elsewhere) return std::nullopt;
    std::erase_if(only_a, elsewhere(a_, alignment_.similarity_a));
    std::erase_if(only_b, elsewhere(b_, alignment_.similarity_b));
    if (only_a.empty() || only_b.empty()) return std::nullopt;
    const bool partial = common > 0;
    // A given name and one more word in common are one person; among several persons any may be meant.
    if (common > 1 || persons(a_) > 1 || persons(b_) > 1) return std::nullopt;
    if (!partial) {
      // Two names in full, behind one title.
      if (p.last - p.first < 2 || q.last - q.first < 2) return std::nullopt;
      if (p.title == p.first || q.title == q.first || !matched(p.title, q.title)) return std::nullopt;
    }
    return Differing{only_a.front(), only_b.front(), partial};
  }

  /// Office, profession or nationality.
  void compare_traits() {
    if (has(DifferenceKind::identity)) return;
    for (const auto& [p, q] : sibling_pairs(lone_siblings(true), lone_siblings(false))) {
      if (!may_be_one_person(*p, *q)) continue;
      // «المدير العام التنفيذي», «المدير التنفيذي»: every word of the one stands on the other side.
      // But ministers of one state, which is what the terms of their offices mean, are of several departments.
      if (a_.terms[p->first].kind != Term::Kind::actor &&
          (told_whole(alignment_.similarity_a, *p) || told_whole(alignment_.similarity_b, *q)))
        continue;
      const Slot slot{p->first, p->last, q->first, q->last, DifferenceKind::identity, true};
      auto relation = judge(slot);
      if (relation != Relation::diverge && one_role(slot)) relation = Relation::diverge;
      if (!relation) continue;
      add(DifferenceKind::identity, *relation, "trait_differs", {p->first, p->last, none}, {q->first, q->last, none});
      return;
    }
  }

  /// "Speaker X", "deputy speaker X": one man, one office, and a word that makes it another beside it on one side.
  void compare_deputies() {
    if (has(DifferenceKind::identity) || context_.related < surely_related) return;
    // «الرئيس السابق المستشار فلان»: behind the article a word belongs to what stands before it.
    const auto deputy = [&](const Statement& side, const SiblingSlot& slot) {
      return slot.first > 0 && deputy_word(side.terms[slot.first - 1]) && !definite(side.terms[slot.first - 1]);
    };
    for (const SiblingSlot& p : a_.siblings)
      for (const SiblingSlot& q : b_.siblings) {
        const SiblingEntry& x = lexicon_.sibling_entries[p.value];
        const SiblingEntry& y = lexicon_.sibling_entries[q.value];
        if (x.group != y.group || x.id != y.id || lexicon_.sibling_groups[x.group] != "office") continue;
        if (deputy(a_, p) == deputy(b_, q) || !of_one_person(p, q)) continue;
        const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::identity, true};
        const auto once = [&](const Statement& side) {
          return std::count_if(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& other) {
                   return lexicon_.sibling_entries[other.value].group == x.group;
                 }) == 1;
        };
        if (frame(slot).facts_apart || !once(a_) || !once(b_)) continue;
        const auto whole = [&](const Statement& side, const SiblingSlot& one) {
          return Terms{one.first - deputy(side, one), one.last, none};
        };
        add(DifferenceKind::identity, Relation::diverge, "trait_differs", whole(a_, p), whole(b_, q));
        return;
      }
  }

  /// "The Hamas leader X", "X, a commander of Islamic Jihad": one man, and other bodies to which he belongs.
  void compare_affiliations() {
    if (has(DifferenceKind::identity) || context_.related < surely_related || !short_sentences()) return;
    // Of several the pair that begins first, whichever side is a.
    std::optional<std::pair<const NameSlot*, const NameSlot*>> bodies;
    for (const NameSlot& p : a_.names)
      for (const NameSlot& q : b_.names) {
        if (p.type != NameSlot::Type::person || q.type != NameSlot::Type::person || !two_name_words(p.first, p.last, q.first, q.last)) continue;
        const NameSlot* x = body_of(true, p);
        const NameSlot* y = body_of(false, q);
        if (!x || !y || !unlike(*x, *y)) continue;
        if (frame({x->first, x->last, y->first, y->last, DifferenceKind::identity, true}).facts_apart) continue;
        const auto place = [](const NameSlot* i, const NameSlot* j) {
          return std::pair(i->first + j->first, std::min(i->first, j->first));
        };
        if (!bodies || place(x, y) < place(bodies->first, bodies->second)) bodies = std::pair(x, y);
      }
    if (!bodies) return;
    const auto& [x, y] = *bodies;
    add(DifferenceKind::identity, Relation::diverge, "trait_differs", {x->first, x->last, none},
        {y->first, y->last, none});
  }

  /// The only body that stands beside a person's name, nothing done between them, and that the other side doesn't name.
  const NameSlot* body_of(bool of_a, const NameSlot& person) const {
    constexpr std::uint32_t near = 5;
    const Statement& mine = side(of_a);
    const NameSlot* only = nullptr;
    for (const NameSlot* name : lone_names(of_a)) {
      if (name->type != NameSlot::Type::organisation || mine.attribution[name->first]) continue;
      const Term& term = mine.terms[name->first];
      const auto of_body = [](const Entity& one) {
        return !one.generic && (one.type == "armed_group" || one.type == "party" || one.type == "organisation");
      };
      if (term.kind == Term::Kind::actor && !of_body(lexicon_.entity_entries[term.value])) continue;
      const std::uint32_t first = std::min(name->last, person.last);
      const std::uint32_t last = std::max(std::min(name->title, name->first), std::min(person.title, person.first));
      if (last > first + near) continue;
      bool done = false;
      for (std::uint32_t k = first; k < last; ++k)
        done = done || mine.reporting[k] ||
               std::any_of(mine.act_roles.begin(), mine.act_roles.end(),
                           [&](const ActRoles& act) { return act.term == k; }) ||
               std::any_of(mine.deeds.begin(), mine.deeds.end(), [&](const Deed& deed) { return deed.term == k; });
      if (done) continue;
      if (only) return nullptr;
      only = name;
    }
    return only;
  }

  /// Whether both stand beside one name; or, but for an office, beside none and in one frame.
  bool may_be_one_person(const SiblingSlot& p, const SiblingSlot& q) const {
    // In a long sentence it may be anybody's mother or brother.
    const bool kin = lexicon_.sibling_groups[lexicon_.sibling_entries[p.value].group] == "kin";
    if (of_one_person(p, q) && (!kin || short_sentences())) return true;
    const auto named = [](const Statement& side) {
      return std::any_of(side.names.begin(), side.names.end(),
                         [](const NameSlot& name) { return name.type == NameSlot::Type::person; });
    };
    const std::string& group = lexicon_.sibling_groups[lexicon_.sibling_entries[p.value].group];
    const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::identity, true};
    // "The brother of the minister", "a cousin of the minister".
    if (kin && ((!named(a_) && !named(b_)) || one_person_named()) && of_one(p, q) && reworded(frame(slot))) return true;
    return group != "office" && group != "portfolio" && group != "rank" && group != "kin" && !named(a_) && !named(b_) &&
           (one_frame({p.first, p.last, q.first, q.last, DifferenceKind::identity, true}) ||
            one_role({p.first, p.last, q.first, q.last, DifferenceKind::identity, true}));
  }

  /// Whether both sides name persons, and each of them on both.
  bool one_person_named() const {
    const auto met = [](const Statement& side, const Statement& other, const std::vector<double>& similarity) {
      return std::any_of(other.names.begin(), other.names.end(),
                         [](const NameSlot& name) { return name.type == NameSlot::Type::person; }) &&
             std::all_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
               return name.type != NameSlot::Type::person ||
                      std::any_of(similarity.begin() + name.first, similarity.begin() + name.last,
                                  [](double alike) { return alike >= same_word; });
             });
    };
    return met(a_, b_, alignment_.similarity_a) && met(b_, a_, alignment_.similarity_b);
  }

  /// "The brother of the minister", «شقيق الوزير»: whether both are kin of one.
  bool of_one(const SiblingSlot& p, const SiblingSlot& q) const {
    constexpr std::string_view of = "of";
    const auto whose = [&](const Statement& side, const SiblingSlot& slot) -> std::uint32_t {
      std::uint32_t at = slot.last;
      if (at >= side.terms.size()) return none;
      if (lexicon_.lang == "ar") return definite(side.terms[at]) ? at : none;
      if (side.terms[at].form != of) return none;
      ++at;
      if (at < side.terms.size() && side.terms[at].function_word) ++at;
      return at < side.terms.size() ? at : none;
    };
    const std::uint32_t i = whose(a_, p), j = whose(b_, q);
    return i != none && j != none && matched(i, j, same_word);
  }

  /// Whether both stand beside one name of two words at least.
  bool of_one_person(const SiblingSlot& p, const SiblingSlot& q) const {
    constexpr std::uint32_t near = 4;
    constexpr double same_letters = 0.8;
    const auto beside = [](const SiblingSlot& slot, std::uint32_t term) {
      return term + near >= slot.first && term <= slot.last + near;
    };
    const auto named = [&](const Statement& side, const std::vector<std::uint32_t>& other_of,
                           const std::vector<double>& similarity, const SiblingSlot& here, const SiblingSlot& there) {
      return std::any_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
        if (name.type != NameSlot::Type::person && name.type != NameSlot::Type::unknown) return false;
        std::uint32_t same = 0;
        bool close = false;
        for (std::uint32_t i = name.first; i < name.last; ++i) {
          const std::uint32_t j = other_of[i];
          if (j == none || similarity[i] < same_letters) continue;
          ++same;
          close = close || (beside(here, i) && beside(there, j));
        }
        return same >= 2 && close;
      });
    };
    return named(a_, alignment_.b_of_a, alignment_.similarity_a, p, q) ||
           named(b_, alignment_.a_of_b, alignment_.similarity_b, q, p);
  }

  /// Whether one word stands right before both ages, and both texts have the same rare word before it elsewhere: the
  /// surname of one whom either names in full, «سامر الحلبي» and «الحلبي، 30 عاما».
  bool of_one_surname(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t near = 5;
    const auto beside = [](std::uint32_t name, std::uint32_t age) { return name < age && age <= name + near; };
    for (std::uint32_t k = 0; k < i; ++k) {
      const std::uint32_t m = alignment_.b_of_a[k];
      if (m == none || alignment_.similarity_a[k] < same_word || !beside(k, i) || !beside(m, j)) continue;
      if (a_.terms[k].function_word || a_.terms[k].kind != Term::Kind::word || b_.terms[m].kind != Term::Kind::word)
        continue;
      const auto before_a = words_before(context_.a, a_.terms[k]), before_b = words_before(context_.b, b_.terms[m]);
      for (const Term* one : before_a)
        for (const Term* other : before_b)
          if (one->form == other->form) return true;
    }
    return false;
  }

  /// Rare words of a text right before a word, no verb of saying among them.
  static std::vector<const Term*> words_before(const ArticleContext& context, const Term& word) {
    constexpr double rare = 0.35;
    std::vector<const Term*> found;
    for (const Statement& told : context.statements)
      for (std::uint32_t k = 1; k < told.terms.size(); ++k) {
        const Term& before = told.terms[k - 1];
        if (!same_stem(told.terms[k], word) || before.function_word || before.kind != Term::Kind::word) continue;
        if (!told.reporting[k - 1] && before.weight >= rare) found.push_back(&before);
      }
    return found;
  }

  /// Traits of a side that are the only ones of their group there and that the other side doesn't name.
  std::vector<const SiblingSlot*> lone_siblings(bool of_a) const {
    std::vector<const SiblingSlot*> lone;
    const Statement& mine = side(of_a);
    for (const SiblingSlot& slot : mine.siblings) {
      const SiblingEntry& entry = lexicon_.sibling_entries[slot.value];
      if (!entry.personal || !sole(mine, slot) || told(side(!of_a), entry)) continue;
      lone.push_back(&slot);
    }
    return lone;
  }

  static std::uint32_t words(const Statement& side, const SiblingSlot& slot) {
    return side.terms[slot.last - 1].last - side.terms[slot.first].first;
  }

  static bool told_whole(const std::vector<double>& similarity, const SiblingSlot& slot) {
    return std::all_of(similarity.begin() + slot.first, similarity.begin() + slot.last,
                       [](double met) { return met >= same_word; });
  }

  bool sole(const Statement& side, const SiblingSlot& slot) const {
    const SiblingEntry& entry = lexicon_.sibling_entries[slot.value];
    return std::none_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& other) {
      const SiblingEntry& known = lexicon_.sibling_entries[other.value];
      return known.group == entry.group && known.id != entry.id;
    });
  }

  /// Whether a side names the thing, or the country of the nationality.
  bool told(const Statement& side, const SiblingEntry& entry) const {
    return std::any_of(
               side.siblings.begin(), side.siblings.end(),
               [&](const SiblingSlot& other) { return lexicon_.sibling_entries[other.value].id == entry.id; }) ||
           std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
             if (term.kind != Term::Kind::place && term.kind != Term::Kind::actor) return false;
             if (term.value == Term::no_entity) return false;
             const Entity& known = lexicon_.entity_entries[term.value];
             return known.id == entry.id || known.parent == entry.id;
           });
  }
};

}  // namespace

void compare_identity(SlotComparison& comparison) { IdentityComparison(comparison).compare_identity(); }

}  // namespace tawatur
