#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "claims/frame_comparison.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::string_view site_group = "site";     // Of siblings that tell where something is.
constexpr std::string_view which_group = "which_";  // Of siblings that tell which of several is meant.

class EntitiesComparison : public FrameComparison {
 public:
  explicit EntitiesComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_entities() {
    if (has(DifferenceKind::agent) || has(DifferenceKind::control)) return;
    compare_names();
    if (!has(DifferenceKind::entity)) compare_things();
  }

 private:
  /// One organisation or product named for another, when they are the only names in which the sides differ.
  void compare_names() {
    auto names_a = named(true), names_b = named(false);
    keep_quoted(names_a, names_b);
    if (names_a.size() != 1 || names_b.size() != 1) return;
    const NameSlot& x = *names_a.front();
    const NameSlot& y = *names_b.front();
    if (abbreviates(a_, x, b_, y) || abbreviates(b_, y, a_, x)) return;
    if (!may_replace(x, y) || !one_script(a_.terms[x.first], b_.terms[y.first])) return;
    const Slot slot{x.first, x.last, y.first, y.last, DifferenceKind::entity, false};
    const bool again = one_kind(x, y) ||
                       (surely_named(a_, x) && surely_named(b_, y) && !x.weak && !y.weak && !in_words_of(b_, a_, x) &&
                       !in_words_of(a_, b_, y) && std::min(lone_names(true).size(), lone_names(false).size()) == 1 &&
                       reworded(frame(slot)));
    if (again) {
      add(DifferenceKind::entity, may_translate(x, y) ? Relation::check : Relation::diverge, "entity_differs",
          {x.first, x.last, none}, {y.first, y.last, none});
      return;
    }
    if (auto relation = judge(slot)) {
      // What no table knows is most often no body such as the known one.
      const auto known = [](const Term& term) { return term.kind == Term::Kind::actor; };
      const bool one_known = lexicon_.lang != "ar" && known(a_.terms[x.first]) != known(b_.terms[y.first]);
      const bool told_again = retold(frame(slot));
      const bool names = surely_named(a_, x) && surely_named(b_, y);
      if (one_known || !names || !(one_frame(slot) || told_again) || may_translate(x, y)) relation = Relation::check;
      add(DifferenceKind::entity, *relation, "entity_differs", {x.first, x.last, none}, {y.first, y.last, none});
    }
  }

  /// Where each side has one name in quotation marks, or one type designation, those are the names in question: no
  /// capital tells the others from common words, or they are told by the way. A noun says of one at least what it is,
  /// for words of any kind stand in quotation marks.
  void keep_quoted(std::vector<const NameSlot*>& names_a, std::vector<const NameSlot*>& names_b) const {
    const auto marked = [&](bool of_a, const std::vector<const NameSlot*>& names) {
      return std::count_if(names.begin(), names.end(),
                           [&](const NameSlot* name) { return told_apart(side(of_a), *name); });
    };
    const auto of_kind = [&](bool of_a, const std::vector<const NameSlot*>& names) {
      return std::any_of(names.begin(), names.end(), [&](const NameSlot* name) {
        return told_apart(side(of_a), *name) && (name->title < name->first || lexicon_.lang != "ar");
      });
    };
    if (marked(true, names_a) != 1 || marked(false, names_b) != 1) return;
    if (!of_kind(true, names_a) && !of_kind(false, names_b)) return;
    std::erase_if(names_a, [&](const NameSlot* name) { return !told_apart(a_, *name); });
    std::erase_if(names_b, [&](const NameSlot* name) { return !told_apart(b_, *name); });
  }

  /// Whether a name is surely one: in quotation marks in a script without capitals, or a type designation, "T-72".
  bool told_apart(const Statement& side, const NameSlot& name) const {
    if (name.type == NameSlot::Type::thing && lexicon_.lang != "ar") return true;
    return lexicon_.lang == "ar" && std::any_of(side.quotes.begin(), side.quotes.end(), [&](const QuotedTerms& quote) {
             return quote.first == name.first && quote.last == name.last;
           });
  }

  /// «ميشن إمبوسيبل», «المهمة المستحيلة»: in quotation marks, one in words of no news and one in words of any: a title
  /// is written by its sound here and translated there.
  bool may_translate(const NameSlot& x, const NameSlot& y) const {
    constexpr std::size_t least_letters = 8;  // Bytes.
    if (!told_apart(a_, x) || !told_apart(b_, y) || lexicon_.lang != "ar") return false;
    const auto common = [&](const Statement& side, const NameSlot& name) {
      return std::count_if(side.terms.begin() + name.first, side.terms.begin() + name.last, [&](const Term& term) {
        return term.form.size() >= least_letters &&
               lexicon_.frequencies.known(term_key(stem(term.form, lexicon_.lang)));
      });
    };
    const auto in_a = common(a_, x), in_b = common(b_, y);
    constexpr std::ptrdiff_t phrase = 2;
    return (in_a == 0 && in_b >= phrase) || (in_b == 0 && in_a >= phrase);
  }

  /// "The drug X", "the drug Y": two names behind one noun that says what they are, in sentences that tell the same.
  bool one_kind(const NameSlot& x, const NameSlot& y) const {
    constexpr double least_share = 0.35;
    if (x.weak || y.weak || !surely_named(a_, x) || !surely_named(b_, y) || x.first == 0 || y.first == 0) return false;
    const std::uint32_t i = x.first - 1, j = y.first - 1;
    const auto noun = [](const Statement& side, std::uint32_t k) {
      return side.terms[k].kind == Term::Kind::word && !side.terms[k].function_word && !side.reporting[k] &&
             !side.body_noun[k];
    };
    if (!noun(a_, i) || !noun(b_, j) || !matched(i, j, same_word)) return false;
    const Slot slot{x.first, x.last, y.first, y.last, DifferenceKind::entity, false};
    const Frame told = frame(slot);
    return !told.facts_apart && told.share >= least_share && short_sentences() &&
           context_.related >= surely_related && std::min(lone_names(true).size(), lone_names(false).size()) == 1;
  }

  /// Whether a side has a word of another's name within a longer name: «حزب العمال», «حزب العمال الكردستاني».
  static bool in_words_of(const Statement& side, const Statement& other, const NameSlot& name) {
    constexpr std::size_t least_letters = 6;  // Bytes.
    constexpr std::string_view waw = "و";
    std::string all;
    for (const Term& term : side.terms) all += ' ' + term.form + ' ';
    for (std::uint32_t k = name.first; k < name.last; ++k) {
      std::string_view form = other.terms[k].form;
      if (form.starts_with(waw)) form.remove_prefix(waw.size());
      if (form.size() >= least_letters && !other.body_noun[k] && all.find(form) != std::string::npos) return true;
    }
    return false;
  }

  /// A capital may mark the first word of a headline or an adjective: "Fully vaccinated", "a Black man".
  bool surely_named(const Statement& side, const NameSlot& name) const {
    constexpr double rare_word = 0.6;
    return lexicon_.lang == "ar" || name.type != NameSlot::Type::unknown || name.last - name.first > 1 ||
           side.terms[name.first].kind == Term::Kind::actor || side.terms[name.first].weight >= rare_word;
  }

  std::vector<const NameSlot*> named(bool of_a) const {
    auto names = lone_names(of_a);
    const Statement& mine = side(of_a);
    std::erase_if(names, [&](const NameSlot* name) {
      if (name->type == NameSlot::Type::person || name->type == NameSlot::Type::place) return true;
      if (mine.reporting[name->first] || announces(mine, *name)) return true;
      const Term& term = mine.terms[name->first];
      if (term.kind != Term::Kind::actor) return false;
      // Who does something to whom is compared as such.
      const std::string& type = lexicon_.entity_entries[term.value].type;
      return type != "organisation" && type != "party";
    });
    return names;
  }

  /// «أعلنت مجموعة كذا»: who announces something of their own is another than who announces the like.
  bool announces(const Statement& side, const NameSlot& name) const {
    constexpr std::uint32_t near = 2;
    if (lexicon_.lang != "ar") return false;  // Its verb stands before its subject.
    for (std::uint32_t k = name.first > near ? name.first - near : 0; k < name.first; ++k)
      if (side.reporting[k]) return true;
    return false;
  }

  static bool one_script(const Term& x, const Term& y) {
    const auto ascii = [](const Term& term) { return static_cast<unsigned char>(term.form.front()) < 0x80; };
    return ascii(x) == ascii(y);
  }

  /// Known bodies replace one another only when they are of one type.
  bool may_replace(const NameSlot& x, const NameSlot& y) const {
    const Term& p = a_.terms[x.first];
    const Term& q = b_.terms[y.first];
    if (p.kind != Term::Kind::actor || q.kind != Term::Kind::actor) {
      // "F-16s", "Fighting Falcons": a type has a name too.
      if (lexicon_.lang != "ar") return told_apart(a_, x) == told_apart(b_, y);
      // Names without capitals: both in quotation marks, or behind one noun of kind.
      if (told_apart(a_, x) && told_apart(b_, y)) return true;
      // «حزب الخضر», known as a whole, and «حزب» with a name.
      const auto kind_of = [](const Term& known, const Statement& other, const NameSlot& name) {
        return known.kind == Term::Kind::actor && name.title < name.first &&
               known.form.starts_with(other.terms[name.title].form + " ");
      };
      if (kind_of(p, b_, y) || kind_of(q, a_, x)) return true;
      return x.title < x.first && y.title < y.first && matched(x.title, y.title);
    }
    const Entity& one = lexicon_.entity_entries[p.value];
    const Entity& other = lexicon_.entity_entries[q.value];
    return one.type == other.type && !one.generic && !other.generic;
  }

  /// "WHO" for "World Health Organization".
  static bool abbreviates(const Statement& brief, const NameSlot& x, const Statement& full, const NameSlot& y) {
    if (x.last - x.first != 1 || y.last - y.first < 2) return false;
    const std::string letters = initials(full, y);
    // "SNP" for "Scottish Nationalists".
    return letters.size() > 1 && brief.terms[x.first].form.starts_with(letters);
  }

  /// Melons and cucumbers, a cruise and a ballistic missile.
  void compare_things() {
    for (const auto& [p, q] : sibling_pairs(things(true), things(false))) {
      // «لورشة», «بورشة»: one word behind other clitics may look like another.
      if (p->last == p->first + 1 && q->last == q->first + 1 && a_.terms[p->first].kind == Term::Kind::word &&
          (term_similarity(a_, p->first, b_, q->first, lexicon_) >= 0.6 ||
           share_form(a_.terms[p->first], b_.terms[q->first], false)))
        continue;
      const Slot slot{p->first, p->last, q->first, q->last, DifferenceKind::entity, true};
      const Frame told = frame(slot);
      auto relation = judge(slot);
      if (retold_briefly(told)) relation = Relation::diverge;
      if (!relation) continue;
      // Reports of markets set like figures of unlike goods side by side.
      if (many_figures() || !(one_frame(slot) || fully_framed(slot) || retold(told) || retold_briefly(told)))
        relation = Relation::check;
      const bool site = lexicon_.sibling_groups[lexicon_.sibling_entries[p->value].group] == site_group;
      if (site && has(DifferenceKind::place)) continue;
      add(site ? DifferenceKind::place : DifferenceKind::entity, *relation, site ? "place_disjoint" : "entity_differs",
          {p->first, p->last, none}, {q->first, q->last, none});
      return;
    }
  }

  /// Things of a side that the other doesn't name, the only ones of their group.
  std::vector<const SiblingSlot*> things(bool of_a) const {
    const Statement& mine = side(of_a);
    const Statement& other = side(!of_a);
    std::vector<const SiblingSlot*> lone;
    for (const SiblingSlot& slot : mine.siblings) {
      const SiblingEntry& entry = lexicon_.sibling_entries[slot.value];
      const std::string& group = lexicon_.sibling_groups[entry.group];
      if (entry.personal || group.starts_with(which_group)) continue;
      // Where something is, not of which place somebody speaks.
      if (group == site_group && !mine.located[slot.first]) continue;
      const auto same_group = [&](const SiblingSlot& known) {
        return lexicon_.sibling_entries[known.value].group == entry.group;
      };
      const auto same = [&](const SiblingSlot& known) { return lexicon_.sibling_entries[known.value].id == entry.id; };
      if (std::any_of(mine.siblings.begin(), mine.siblings.end(),
                      [&](const SiblingSlot& known) { return same_group(known) && !same(known); }))
        continue;
      if (std::any_of(other.siblings.begin(), other.siblings.end(), same)) continue;
      lone.push_back(&slot);
    }
    return lone;
  }
};

}  // namespace

void compare_entities(SlotComparison& comparison) { EntitiesComparison(comparison).compare_entities(); }

}  // namespace tawatur
