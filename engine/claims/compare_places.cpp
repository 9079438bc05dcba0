#include <algorithm>
#include <string_view>
#include <vector>

#include "claims/frame_comparison.h"
#include "claims/incident.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

class PlacesComparison : public FrameComparison {
 public:
  explicit PlacesComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_places() {
    if (compare_milestones()) return;
    if (!a_.controls.empty() && !b_.controls.empty()) return;
    if (compare_quarters()) return;
    if (parties_exchanged()) return;
    const auto places_a = places(true);
    if (places_a.empty()) return;
    const auto places_b = places(false);
    if (places_b.empty()) return;
    const auto phrases_a = phrases(true, closest(true, places_a)),
               phrases_b = phrases(false, closest(false, places_b));
    if (phrases_a.size() == 1 && phrases_b.size() == 1 && compare_phrases(phrases_a.front(), phrases_b.front())) return;
    compare_names(places_a, places_b);
  }

 private:
  /// Whether one act is told of the same two the other way round, each of which may be true at its place.
  bool parties_exchanged() const {
    const auto met = [&](Party p, Party q) {
      for (std::uint32_t i = p.first; i < p.last; ++i) {
        const std::uint32_t j = alignment_.b_of_a[i];
        if (j != none && j >= q.first && j < q.last && alignment_.similarity_a[i] >= same_word &&
            !a_.terms[i].function_word)
          return true;
      }
      return false;
    };
    return std::any_of(a_.act_roles.begin(), a_.act_roles.end(), [&](const ActRoles& x) {
      return x.first && x.second && std::any_of(b_.act_roles.begin(), b_.act_roles.end(), [&](const ActRoles& y) {
               return y.first && y.second && x.kind == y.kind && met(x.first, y.second) && met(x.second, y.first) &&
                      !met(x.first, y.first) && !met(x.second, y.second);
             });
    });
  }

  /// Two places of what an event has once, neither of which the other article names.
  bool compare_milestones() {
    return any_milestones(Milestone::What::place, [&](const Milestone& x, const Milestone& y) {
      const NameSlot& p = a_.names[x.slot];
      const NameSlot& q = b_.names[y.slot];
      const Phrase one{p.first, p.last, {&p}}, other{q.first, q.last, {&q}};
      if (!unlike(p, q) || one_in_other(p, q) || level(a_, p) != level(b_, q)) return false;
      if (!apart(one, other, one_settlement(a_, p) && one_settlement(b_, q)) || may_nest(one, other)) return false;
      if ((x.near || y.near) && (names_elsewhere(context_.b, p, a_) || names_elsewhere(context_.a, q, b_)))
        return false;
      if (!x.near && !y.near && !one_told_of(x.milestone, p, q)) return false;
      const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::place, false};
      const bool doubtful = other_items() || things_differ(slot) || (!x.near && names_differ(slot)) ||
                            days_differ(x.milestone) || IncidentComparison(*this).other_event();
      add(DifferenceKind::place, doubtful ? Relation::check : Relation::diverge, "place_once",
          {p.first, p.last, none}, {q.first, q.last, none});
      return true;
    });
  }

  /// Whether both sides have a word beside the act, its time and place, or one has none: two who are buried are two
  /// burials.
  bool one_told_of(std::uint32_t milestone, const NameSlot& p, const NameSlot& q) const {
    const auto of_act = [&](const Statement& side, std::uint32_t k) {
      return std::any_of(side.predicates.begin(), side.predicates.end(), [&](const PredicateTerms& words) {
        return ((words.first <= k && k < words.last) || k == words.head || k == words.other) &&
               std::any_of(lexicon_.milestones.begin(), lexicon_.milestones.end(), [&](const MilestoneEntry& entry) {
                 return entry.milestone == milestone && entry.set == words.set;
               });
      });
    };
    const auto tells = [&](const Statement& side, std::uint32_t k) {
      const Term& term = side.terms[k];
      return !term.function_word && !side.reporting[k] && term.kind != Term::Kind::date &&
             std::none_of(side.times.begin(), side.times.end(),
                          [&](const TimeSlot& time) { return time.first <= k && k < time.last; }) &&
             !of_act(side, k) && !side.attribution[k];
    };
    const auto any = [&](const Statement& side, const NameSlot& place) {
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if ((k < place.first || k >= place.last) && tells(side, k)) return true;
      return false;
    };
    if (!any(a_, p) || !any(b_, q)) return true;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j != none && alignment_.similarity_a[i] >= told_alike && tells(a_, i) && tells(b_, j)) return true;
    }
    return false;
  }

  /// «شمال إيطاليا», "southern Italy": another quarter of one place, the only one of which both name one.
  bool compare_quarters() {
    const auto named = [&](const Statement& side) {
      std::vector<std::uint32_t> terms;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (!quarter_named(side, i).empty()) terms.push_back(i);
      return terms;
    };
    const auto quarters_a = named(a_);
    if (quarters_a.empty()) return false;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> of_one;
    for (const std::uint32_t i : quarters_a)
      for (const std::uint32_t j : named(b_))
        if (matched(placed(a_, i), placed(b_, j), same_word)) of_one.emplace_back(i, j);
    if (of_one.size() != 1) return false;
    const auto [i, j] = of_one.front();
    if (!quarters_apart(quarter_named(a_, i), quarter_named(b_, j))) return false;
    const auto relation = judge({i, i + 1, j, j + 1, DifferenceKind::place, true});
    if (relation) add(DifferenceKind::place, *relation, "place_disjoint", one(i), one(j));
    return relation.has_value();
  }

  /// The quarter that a term names; empty when none or where no place follows it.
  std::string_view quarter_named(const Statement& side, std::uint32_t at) const {
    const auto found = quarter(side.terms[at]);
    if (!found || placed(side, at) == none || side.attribution[at]) return {};
    return lexicon_.quarter_names[*found];
  }

  /// The place whose quarter a term names: the next content word; none where another quarter follows.
  std::uint32_t placed(const Statement& side, std::uint32_t at) const {
    std::uint32_t k = at + 1;
    while (k < side.terms.size() && k < at + 3 && side.terms[k].function_word) ++k;
    if (k >= side.terms.size() || side.terms[k].function_word) return none;
    if (side.terms[k].facts && lexicon_.bearings.may_begin(*side.terms[k].facts)) return none;
    return k;
  }

  /// Whether no place lies in both quarters.
  static bool quarters_apart(std::string_view x, std::string_view y) {
    constexpr std::pair<std::string_view, std::string_view> opposites[] = {{"north", "south"}, {"east", "west"}};
    return std::any_of(std::begin(opposites), std::end(opposites), [&](const auto& pair) {
      const auto has = [](std::string_view quarter, std::string_view part) {
        return quarter.find(part) != std::string_view::npos;
      };
      return (has(x, pair.first) && has(y, pair.second)) || (has(x, pair.second) && has(y, pair.first));
    });
  }

  /// Whether the two give other days for a milestone too: two storms, two quakes.
  bool days_differ(std::uint32_t milestone) const {
    return any_milestones(Milestone::What::time, [&](const Milestone& x, const Milestone& y) {
      return x.milestone == milestone && disjoint(a_.times[x.slot], b_.times[y.slot]);
    });
  }

  /// Whether one of two places of the tables lies in the other.
  bool one_in_other(const NameSlot& p, const NameSlot& q) const {
    return known(a_, p) && known(b_, q) &&
           lexicon_.related(a_.terms[p.first].value, b_.terms[q.first].value);
  }

  /// Whether an article names the place too, wherever.
  static bool names_elsewhere(const ArticleContext& article, const NameSlot& name, const Statement& side) {
    return std::any_of(article.statements.begin(), article.statements.end(), [&](const Statement& told) {
      return std::any_of(told.terms.begin(), told.terms.end(), [&](const Term& term) {
        return same_stem(term, side.terms[name.first]) || one_name(term.form, side.terms[name.first].form);
      });
    });
  }

  static constexpr double told_alike = 0.7, surely_framed = 0.65, fairly_framed = 0.45, least_matched = 2,
                          least_shared = 0.4, least_untabled = 0.5, nearly_related = 0.9;
  static constexpr std::uint32_t least_words = 4;
  static constexpr std::string_view possessive = "s";

  using Names = std::vector<const NameSlot*>;

  /// What tells where something is: "at a ranch near Culiacan", «في فندق بضاحية ماربيا الساحلية»; and the places of it
  /// that the other side lacks.
  struct Phrase {
    std::uint32_t first, last;
    Names names;
  };

  std::vector<Phrase> phrases(bool of_a, const Names& names) const {
    std::vector<Phrase> found;
    for (const NameSlot* name : names) {
      if (!found.empty() && name->first < found.back().last) {
        found.back().names.push_back(name);
        continue;
      }
      Phrase phrase{begin_of_phrase(of_a, *name), end_of_phrase(side(of_a), *name), {name}};
      if (!found.empty() && phrase.first < found.back().last) phrase.first = found.back().last;
      found.push_back(std::move(phrase));
    }
    return found;
  }

  static bool names_place(const Statement& side, std::uint32_t at) {
    return side.terms[at].kind == Term::Kind::place ||
           std::any_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
             return name.type == NameSlot::Type::place && name.first <= at && at < name.last;
           });
  }

  /// «الساحلية», «الإيطالي»: an adjective of a place, or of the one it lies in.
  bool describes_place(const Statement& side, std::uint32_t at) const {
    if (lexicon_.lang != "ar") return false;
    const std::string& form = side.terms[at].form;
    return (definite(side.terms[at]) && (form.ends_with("يه") || form.ends_with("ي"))) ||
           std::any_of(side.nation_terms.begin(), side.nation_terms.end(),
                       [&](const MarkedTerms& nation) { return nation.first == at; });
  }

  std::uint32_t end_of_phrase(const Statement& side, const NameSlot& name) const {
    constexpr std::uint32_t most = 4;
    std::uint32_t end = name.last;
    for (std::uint32_t k = end; k < side.terms.size() && k < end + most; ++k) {
      const std::string_view gap = gap_before(side.words, side.text, side.terms[k].first);
      const bool place = names_place(side, k);
      // "Off Valparaiso in March": when it was is no part of where.
      if (std::any_of(side.times.begin(), side.times.end(),
                      [&](const TimeSlot& time) { return time.first <= k && k < time.last; }))
        break;
      if (has_any(gap, {";", "؛", ". ", "؟", "?", "(", ":"}) ||
          (has_any(gap, {",", "،"}) && !place && !side.located[k]))
        break;
      if (place || (k == end && describes_place(side, k)))
        end = k + 1;
      else if (!side.terms[k].function_word && !side.located[k])
        break;
    }
    return end;
  }

  std::uint32_t begin_of_phrase(bool of_a, const NameSlot& name) const {
    constexpr std::uint32_t most = 6;
    const Statement& mine = side(of_a);
    const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
    std::uint32_t begin = name.first;
    for (std::uint32_t k = name.first; k > 0 && k + most > name.first; --k) {
      const Term& term = mine.terms[k];
      // "In Ghana's Obuasi".
      if (k + 2 == begin && mine.terms[k + 1].form == possessive && term.kind == Term::Kind::place && mine.located[k]) {
        begin = k;
        continue;
      }
      if (k < name.first && !term.function_word) {
        const bool person = std::any_of(mine.names.begin(), mine.names.end(), [&](const NameSlot& other) {
          return other.type != NameSlot::Type::place && other.first <= k && k < other.last;
        });
        // «جبال» of «جبال الألب».
        const bool of_name = k + 1 == name.first && mine.located[k];
        const bool thing = std::any_of(mine.siblings.begin(), mine.siblings.end(),
                                       [&](const SiblingSlot& slot) { return slot.first <= k && k < slot.last; });
        if (person || thing || (similarity[k] >= same_word && !of_name) || mine.reporting[k] || !term.poles.empty() ||
            term.kind == Term::Kind::date || term.kind == Term::Kind::number)
          break;
      }
      if (has_any(gap_before(mine.words, mine.text, term.first), {",", "،", ";", "؛", ". ", "؟", "?", "(", ":"})) {
        break;
      }
      if (mine.located[k] && mine.terms[k - 1].function_word) begin = k;
    }
    return begin;
  }

  static bool known(const Statement& side, const NameSlot& name) {
    return side.terms[name.first].kind == Term::Kind::place && side.terms[name.first].value != Term::no_entity;
  }

  /// Whether the tables know one of its places.
  static bool known(const Statement& side, const Phrase& phrase) {
    return std::any_of(phrase.names.begin(), phrase.names.end(),
                       [&](const NameSlot* name) { return known(side, *name); });
  }

  std::string_view country(const NameSlot& name, const Statement& side) const {
    std::string_view id = lexicon_.entity_entries[side.terms[name.first].value].id;
    return id.substr(0, id.find('-'));
  }

  /// Whether one of the places may lie in the other, as far as the tables tell: a village that no table has in a
  /// province or beside a district, a town of which only the state is known in a province of that state.
  bool may_nest(const Phrase& p, const Phrase& q) const {
    const auto wide = [&](const Statement& side, const Phrase& phrase) {
      return std::all_of(phrase.names.begin(), phrase.names.end(), [&](const NameSlot* name) {
        return known(side, *name) &&
               (level(side, *name) > 0 || lexicon_.entity_entries[side.terms[name->first].value].type == "district");
      });
    };
    if ((wide(a_, p) && !known(b_, q)) || (wide(b_, q) && !known(a_, p))) return true;
    const auto may_hold = [&](const Statement& outer_side, const NameSlot& outer, const Statement& inner_side,
                              const NameSlot& inner) {
      if (level(outer_side, outer) <= level(inner_side, inner)) return false;
      const std::string& parent = lexicon_.entity_entries[inner_side.terms[inner.first].value].parent;
      return parent.empty() || (country(outer, outer_side) == country(inner, inner_side) &&
                                parent == country(inner, inner_side));
    };
    for (const NameSlot* x : p.names)
      for (const NameSlot* y : q.names)
        if (known(a_, *x) && known(b_, *y) && (may_hold(a_, *x, b_, *y) || may_hold(b_, *y, a_, *x))) return true;
    return false;
  }

  /// Whether a place in the phrase stands outside the other phrase too: what lies in it was only left out there.
  bool held_outside(const Phrase& p, const Phrase& q) const {
    const auto outside = [](const Statement& side, const Phrase& phrase, const std::vector<std::uint32_t>& met,
                            const std::vector<double>& similarity, const Phrase& other) {
      for (std::uint32_t k = phrase.first; k < phrase.last; ++k)
        if (side.terms[k].kind == Term::Kind::place && met[k] != none && similarity[k] >= same_word &&
            (met[k] < other.first || met[k] >= other.last))
          return true;
      return false;
    };
    return outside(a_, p, alignment_.b_of_a, alignment_.similarity_a, q) ||
           outside(b_, q, alignment_.a_of_b, alignment_.similarity_b, p);
  }

  /// A name that only a noun of place makes one: «حي كذا».
  bool guessed(const Statement& side, const NameSlot& name) const {
    return lexicon_.lang == "ar" && !known(side, name);
  }

  /// The noun of kind before a name, or at its head: «مدينة كذا».
  static std::string_view noun_of_kind(const Statement& side, const NameSlot& name) {
    const std::string_view form = side.terms[name.first].form;
    if (const std::size_t space = form.find(' '); space != std::string_view::npos) return form.substr(0, space);
    return name.first > 0 ? std::string_view(side.terms[name.first - 1].form) : std::string_view();
  }

  /// Whether a name that no table has may lie in the town that the other side names: only of two that are both called
  /// cities, or villages, neither does.
  bool may_lie_in(const NameSlot& p, const NameSlot& q) const {
    return guessed(a_, p) != guessed(b_, q) && !one_kind(noun_of_kind(a_, p), noun_of_kind(b_, q));
  }

  /// «مدينة», «بمدينة».
  static bool one_kind(std::string_view one, std::string_view other) {
    constexpr std::size_t least = 6;  // Bytes.
    return one.size() >= least && other.size() >= least && (one.ends_with(other) || other.ends_with(one));
  }

  /// «سروج», «سوروج»: names that begin alike may be one in two spellings.
  static bool one_begin(std::string_view one, std::string_view other) {
    constexpr std::string_view article = "ال";
    constexpr std::size_t letter = 2;  // Bytes, in Arabic.
    for (std::string_view* name : {&one, &other}) {
      name->remove_prefix(name->rfind(' ') + 1);
      if (name->starts_with(article)) name->remove_prefix(article.size());
    }
    return one.substr(0, letter) == other.substr(0, letter);
  }

  /// "England", "English": names that begin alike, of which a table lacks one.
  bool adjective_of(const NameSlot& p, const NameSlot& q) const {
    constexpr std::size_t same_letters = 4;
    if (lexicon_.lang == "ar" || both_known(p, q)) return false;
    const std::string_view one = a_.terms[p.first].form, other = b_.terms[q.first].form;
    return one.substr(0, same_letters) == other.substr(0, same_letters);
  }

  static bool tells_capital(const Statement& side) {
    return std::any_of(side.terms.begin(), side.terms.end(), [](const Term& term) {
      return term.kind == Term::Kind::word && (term.form == "capital" || term.form.ends_with("عاصمه"));
    });
  }

  /// A name of one word, of a town or of what no table has: no venue such as "Old Trafford", no part of a town.
  bool one_settlement(const Statement& side, const NameSlot& name) const {
    return name.last == name.first + 1 &&
           (!known(side, name) || (level(side, name) == 0 &&
                                   lexicon_.entity_entries[side.terms[name.first].value].type != "district"));
  }

  /// Whether the phrases name places that can't be one, and are sure to name places.
  bool apart(const Phrase& p, const Phrase& q, bool settlements = false) const {
    const auto all = [](const Phrase& phrase, const auto& test) {
      return std::all_of(phrase.names.begin(), phrase.names.end(), test);
    };
    // Behind «طريق» or «قرب» any uncommon word may stand.
    const auto doubtful = [&](const Statement& side) {
      return [&](const NameSlot* name) { return guessed(side, *name) && name->title == name->first; };
    };
    if (all(p, doubtful(a_)) || all(q, doubtful(b_))) return false;
    // "Old Trafford", "Manchester": what no table has may lie in the town that the other side names.
    if (lexicon_.lang != "ar" && !settlements && known(a_, p) != known(b_, q)) return false;
    // "Rome", «العاصمة الإيطالية».
    if (tells_capital(a_) != tells_capital(b_)) return false;
    // A state is where somebody is from as often as where something is.
    if (all(p, [&](const NameSlot* name) { return level(a_, *name) == 3; }) ||
        all(q, [&](const NameSlot* name) { return level(b_, *name) == 3; }))
      return false;
    // «جامعة السوربون بباريس»: what no table has lies in the town beside it.
    const auto in_town = [&](const Statement& side, const Phrase& phrase, const NameSlot* name) {
      return guessed(side, *name) && std::any_of(phrase.names.begin(), phrase.names.end(), [&](const NameSlot* town) {
               return known(side, *town) && level(side, *town) == 0;
             });
    };
    for (const NameSlot* x : p.names)
      for (const NameSlot* y : q.names) {
        if (in_town(a_, p, x) || in_town(b_, q, y)) continue;
        const Term &one = a_.terms[x->first], &other = b_.terms[y->first];
        if (one_name_otherwise(one, other) || may_lie_in(*x, *y) || adjective_of(*x, *y)) return false;
        if ((guessed(a_, *x) || guessed(b_, *y)) &&
            (term_similarity(a_, x->first, b_, y->first, lexicon_) >= same_word || one_begin(one.form, other.form)))
          return false;
      }
    return true;
  }

  /// Whether it was clearly there: behind a preposition of place, or a town that no verb of saying makes a government.
  bool stands_there(const Statement& side, const Phrase& phrase) const {
    if (std::any_of(phrase.names.begin(), phrase.names.end(),
                    [&](const NameSlot* name) { return side.located[name->first] != 0; }))
      return true;
    // "A Nairobi judge", "from Nagano": where somebody is from.
    const auto of_somebody = [&](const NameSlot& name) {
      const auto behind = [&](const SiblingSlot& slot) {
        return slot.first == name.last && lexicon_.sibling_entries[slot.value].personal;
      };
      const WordFacts* before = name.first > 0 ? side.terms[name.first - 1].facts : nullptr;
      return (before && lexicon_.prepositions.finds(*before)) ||
             std::any_of(side.siblings.begin(), side.siblings.end(), behind);
    };
    return lexicon_.lang != "ar" &&
           std::all_of(phrase.names.begin(), phrase.names.end(),
                       [&](const NameSlot* name) { return level(side, *name) != 3 && !of_somebody(*name); });
  }

  /// Whether the phrases name one place, and what differs is only told beside it: «طريق الزلفي بعد محافظة الأرطاوية».
  /// What lies in the shared place stands before it: «حي المنصور ببغداد».
  bool beside_shared(const Phrase& p, const Phrase& q) const {
    for (std::uint32_t i = p.first; i < p.last; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (a_.terms[i].kind != Term::Kind::place || j == none || j < q.first || j >= q.last ||
          alignment_.similarity_a[i] < same_word)
        continue;
      // "Ghana's Kumasi": what lies in it stands behind.
      const auto owns = [](const Statement& side, std::uint32_t at) {
        return at + 1 < side.terms.size() && side.terms[at + 1].form == possessive;
      };
      if ((p.names.back()->first > i && !owns(a_, i)) || (q.names.back()->first > j && !owns(b_, j))) return true;
    }
    return false;
  }

  /// Whether several words and names are the same, nothing stands in the place of anything else, and only the order
  /// of some words looks like that of a pattern.
  bool told_in_other_order(const Frame& told) const {
    constexpr std::uint32_t many_words = 4, several_anchors = 2;
    constexpr double much = 2.5, nearly_sure = 0.95;
    return !told.facts_apart && told.replaced == 0 && told.words >= many_words && told.anchors >= several_anchors &&
           told.matched >= much && context_.related >= nearly_sure;
  }

  /// Whether two short sentences say the same but for the place, of something that both take for known: «اعتقل المشتبه
  /// به في برلين». Of what isn't, there may be two.
  bool told_whole_briefly(const Frame& told, const Slot& slot) const {
    constexpr double nearly_all = 0.85;
    if (lexicon_.lang != "ar" || !short_sentences()) return false;
    if (told.share < nearly_all || told.replaced != 0 || told.words < 2) return false;
    if (told.apart || times_differ(slot)) return false;
    // What rises in one town may in another.
    if (!a_.quantities.empty() || !b_.quantities.empty()) return false;
    for (std::uint32_t i = 0; i < slot.first_a; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j < slot.first_b && alignment_.similarity_a[i] >= same_word && !a_.terms[i].function_word &&
          a_.terms[i].kind == Term::Kind::word && definite(a_.terms[i]) && definite(b_.terms[j]))
        return true;
    }
    return false;
  }

  /// Whether the phrases decide the matter.
  bool compare_phrases(const Phrase& p, const Phrase& q) {
    const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::place, known(a_, p) && known(b_, q)};
    const Frame told = frame(slot);
    const bool tabled = known(a_, p) && known(b_, q);
    constexpr double much = 2.5, much_named = 3;
    const bool much_alike = told.share >= least_untabled && told.replaced == 0 && context_.related >= nearly_related &&
                            (told.anchors > 0 ? told.matched >= much_named
                                              : told.matched >= much && told.words >= least_words);
    // One word beside a name that makes news often is any act of theirs.
    const bool more_than_named = told.words > 1 || told.share >= least_untabled;
    const bool same_report = (retold(told) && told.share >= (tabled ? least_shared : least_untabled) &&
                              more_than_named) ||
                             (told.share >= surely_framed && judge(slot) == Relation::diverge) ||
                             (!told.apart && (told.sure || much_alike)) || told_in_other_order(told) ||
                             (tabled && told_whole_briefly(told, slot));
    if (!same_report || listed() || !stands_there(a_, p) || !stands_there(b_, q)) return false;
    if (!apart(p, q)) return false;
    if (may_nest(p, q) || held_outside(p, q) || beside_shared(p, q)) return true;
    const NameSlot &x = *p.names.front(), &y = *q.names.front();
    if ((of_body(a_, x) && of_body(b_, y)) || headlined(x, y)) return false;
    const bool among_others = one_of_several(a_, x) || one_of_several(b_, y);
    add(DifferenceKind::place, among_others ? Relation::check : Relation::diverge, "place_disjoint",
        {p.first, p.last, none}, {q.first, q.last, none});
    return true;
  }

  /// One place for another where several are named.
  void compare_names(const Names& places_a, const Names& places_b) {
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
    if (known(a_, *x) != known(b_, *y) && frame(slot).share < surely_framed) relation = Relation::check;
    // "Kazakhstan is considering joining": a state that does something is no place.
    const auto placed_there = [&](const Statement& side, const NameSlot& name) {
      return !guessed(side, name) && (side.located[name.first] || (lexicon_.lang != "ar" && level(side, name) != 3));
    };
    const Frame told = frame(slot);
    const bool placed =
        placed_there(a_, *x) && placed_there(b_, *y) && told.share >= fairly_framed && told.matched >= least_matched;
    const bool states = level(a_, *x) == 3;
    if (states && (of_office(a_, *x) || of_office(b_, *y))) return;
    if (states && !(placed_there(a_, *x) && placed_there(b_, *y))) return;
    if (!(placed && one_frame(slot)) && (states || !fully_framed(slot))) relation = Relation::check;
    const auto doubtful = [&](const Statement& side, const NameSlot& name) {
      return guessed(side, name) && name.title == name.first;
    };
    if (doubtful(a_, *x) || doubtful(b_, *y) || may_lie_in(*x, *y)) relation = Relation::check;
    // "A Nairobi judge", "in Kamiti prison".
    if (lexicon_.lang != "ar" && !(stands_there(a_, {x->first, x->last, {x}}) &&
                                   stands_there(b_, {y->first, y->last, {y}})))
      relation = Relation::check;
    if (aside(*x, *y) || listed() || (of_body(a_, *x) && of_body(b_, *y)) || headlined(*x, *y) ||
        one_of_several(a_, *x) || one_of_several(b_, *y))
      relation = Relation::check;
    add(DifferenceKind::place, *relation, "place_disjoint", {x->first, x->last, none}, {y->first, y->last, none});
  }

  std::vector<const NameSlot*> places(bool of_a) const {
    auto names = lone_names(of_a);
    if (names.empty()) return names;
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

  /// Places without those that tell less: "Kenya's rangers in Tsavo East": where something is tells more than whose it
  /// is, a town more than its state.
  Names closest(bool of_a, const Names& names) const {
    const Statement& mine = side(of_a);
    const auto told_closer = [&](const NameSlot* name, const NameSlot* closer) {
      if (name == closer || !mine.located[closer->first]) return false;
      if (!mine.located[name->first]) return true;
      if (level(mine, *name) == 0 || level(mine, *name) <= level(mine, *closer)) return false;
      const bool one_phrase = name->first <= closer->last + 1 && closer->first <= name->last + 1;
      return one_phrase;
    };
    auto kept = names;
    std::erase_if(kept, [&](const NameSlot* name) {
      return std::any_of(names.begin(), names.end(), [&](const NameSlot* closer) { return told_closer(name, closer); });
    });
    return kept;
  }

  bool both_known(const NameSlot& p, const NameSlot& q) const { return known(a_, p) && known(b_, q); }

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
    // «جنوب شرق آسيا», «جنوب شرقي آسيا».
    if (x.form.ends_with(" " + y.form) || y.form.ends_with(" " + x.form)) return true;
    return !known && (one_spelling(x.form, y.form) || x.form.starts_with(y.form) || y.form.starts_with(x.form));
  }

  /// «جامعة كذا», "Leeds University hospital": the place is part of who it is, no preposition stands between.
  static bool of_body(const Statement& side, const NameSlot& name) {
    constexpr std::uint32_t near = 3;
    for (std::uint32_t k = name.first; k-- > 0 && k + near >= name.first && !side.terms[k].function_word;)
      if (side.body_noun[k]) return true;
    return false;
  }

  /// «وزير الداخلية بمملكة كذا»: whose office, not where.
  static bool of_office(const Statement& side, const NameSlot& name) {
    constexpr std::uint32_t near = 3;
    return std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
      return slot.last <= name.first && slot.last + near > name.first;
    });
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

  bool state(const Term& term) const {
    return term.value != Term::no_entity && lexicon_.entity_entries[term.value].type == "country";
  }

  /// Whether both list several places, of which one is another.
  bool listed() const {
    constexpr std::ptrdiff_t several = 2;
    std::ptrdiff_t met = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      // "The ministers of Armenia and Georgia signed in Tbilisi": states that act are no places of it.
      met += j != none && alignment_.similarity_a[i] >= same_word && a_.terms[i].kind == Term::Kind::place &&
             b_.terms[j].kind == Term::Kind::place && (a_.located[i] || b_.located[j] || !state(a_.terms[i]));
    }
    return met >= several;
  }

  /// «في عدة مناطق ولا سيما صعدة», "especially in Saada": a word before the place says that there are others.
  bool one_of_several(const Statement& side, const NameSlot& name) const {
    constexpr std::uint32_t near = 4;
    for (std::uint32_t k = name.first; k-- > 0 && k + near >= name.first;) {
      // «ولا سيما» is one term.
      std::string_view word = side.terms[k].form;
      word.remove_prefix(word.find_last_of(' ') + 1);
      if (std::binary_search(lexicon_.example_words.begin(), lexicon_.example_words.end(), word)) return true;
      if (!side.terms[k].function_word && !side.located[k]) return false;
    }
    return false;
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
