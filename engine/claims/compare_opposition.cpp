#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>

#include "claims/predicate_comparison.h"

namespace tawatur {
namespace {

class OppositionComparison : public PredicateComparison {
 public:
  using PredicateComparison::PredicateComparison;

  void compare_opposition() {
    if (a_.exceptive || b_.exceptive || not_since(a_) || not_since(b_)) return;
    const auto poles_a = poles_of(a_), poles_b = poles_of(b_);
    for (const Poled& x : poles_a)
      for (const Poled& y : poles_b) {
        if ((x.pole ^ 1u) != y.pole) continue;
        if (has(DifferenceKind::opposite_event) || has(DifferenceKind::control)) return;
        // One word with and without "not" is a matter of polarity; one that is put off here is not.
        const bool one_act = (term_similarity(a_, x.term, b_, y.term, lexicon_) >= same_word &&
                              !opposed(a_.terms[x.term], b_.terms[y.term])) ||
                             same_stem(a_.terms[x.term], b_.terms[y.term]);
        if (one_act && (a_.negative == b_.negative || !turned(x.term, y.term))) continue;
        // One wins what the other loses; a rise of one thing is no fall of another.
        const std::uint32_t kind = x.pole / 2;
        if ((lexicon_.opposition_contests[kind] || lexicon_.opposition_amounts[kind]) && other_subjects(x.term, y.term))
          continue;
        if (lexicon_.opposition_contests[kind] && rivals(x.term, y.term)) continue;
        // "Knew about the loans", "unaware of the theft".
        if (lexicon_.opposition_negations[kind] && lone_behind(x.term, y.term)) continue;
        if (told_by_another(x.term, y.term) || opponents(kind, x.term, y.term) || converse_phases(x.term, y.term))
          continue;
        const std::uint32_t words = shared(x.term, y.term);
        const Amounts amounts = amounts_beside(x.term, y.term);
        const bool other_amounts = amounts.only_a && amounts.only_b;
        const bool same_number = amounts.met && !other_amounts;
        const bool aligned = alignment_.b_of_a[x.term] == y.term || phrase_met(x.term, y.term);
        if (!aligned && mixed(a_, x.pole / 2) != mixed(b_, x.pole / 2)) continue;
        // A word that the other side has too says the same there.
        const auto told = [](const Statement& side, std::uint32_t at, const std::vector<double>& similarity) {
          return !side.terms[at].function_word && similarity[at] >= same_word;
        };
        if (!aligned && (told(a_, x.term, alignment_.similarity_a) || told(b_, y.term, alignment_.similarity_b)))
          continue;
        // A side with both poles speaks of two things; the one in the same slot and frame is compared.
        const bool spoken_for = std::any_of(poles_a.begin(), poles_a.end(),
                                            [&](const Poled& z) {
                                              return z.pole == y.pole && (!aligned || shared(z.term, y.term) >= words);
                                            }) ||
                                std::any_of(poles_b.begin(), poles_b.end(), [&](const Poled& z) {
                                  return z.pole == x.pole && (!aligned || shared(x.term, z.term) >= words);
                                });
        if (spoken_for) continue;
        const bool bound = common_head(x.term, y.term, 2) || phrase_met(x.term, y.term);
        const bool one_matter = likely_one() && coverage_ >= told_of_one && !of_others();
        const std::uint32_t opposition = x.pole / 2;
        const bool act = lexicon_.opposition_acts[opposition] != 0;
        // Of Arabic only short sentences are asked, that tell of nothing else.
        const bool of_one = !lexicon_.opposition_amounts[opposition] && !lexicon_.opposition_contests[opposition] &&
                            !lexicon_.opposition_phases[opposition] &&
                            (!lexicon_.opposition_loose[opposition] || lexicon_.lang == "ar") &&
                            one_subject(x.term, y.term, false);
        // "The prisoner was released", "the judge kept the prisoner": an act is told of one thing, subject or object.
        const bool one_theme = act && one_matter && short_theme(x.term, y.term);
        if (!bound && !same_number && words < 2 && !(aligned && (coverage_ >= 0.6 || one_matter)) && !of_one &&
            !one_theme)
          continue;
        Relation relation = Relation::check;
        // Opposite words in different sentences are most often of different things.
        if (sure() && coverage_ >= 0.75 * options_.least_coverage) relation = Relation::diverge;
        if (framed(x.term, y.term) && (bound || words >= 3 || context_.related >= surely_related))
          relation = Relation::diverge;
        const bool by_one_amount = same_number && words >= (many_figures() ? 2u : 1u);
        if (by_one_amount && context_.related >= options_.least_related && !other_names_beside(x.term, y.term))
          relation = Relation::diverge;
        // Where an article tells of many such changes, or the words around differ, these two need not be one thing's.
        if (relation == Relation::diverge && !(by_one_amount && !many_figures()) &&
            surroundings(x.term, y.term) < same_wording &&
            (context_.related < well_related || words < 2 || !names_meet() || crowded(x.pole, y.pole)))
          relation = Relation::check;
        if (of_one && context_.related >= faintly_related) relation = Relation::diverge;
        if (one_matter && aligned && (bound || words >= 1 || surroundings(x.term, y.term) >= faintly_alike))
          relation = Relation::diverge;
        if (one_theme) relation = Relation::diverge;
        if (aligned && likely_one() && right_beside(x.term, y.term) && retold(x.term, y.term))
          relation = Relation::diverge;
        const bool of_degree = lexicon_.opposition_amounts[opposition] || lexicon_.opposition_phases[opposition] ||
                               lexicon_.opposition_contests[opposition];
        if (!of_degree && named_thing(x.term, y.term)) relation = Relation::diverge;
        // A rise and a fall are of one thing when it stands right beside them; by other amounts they are of others.
        if (relation == Relation::diverge && lexicon_.opposition_amounts[opposition] && !same_number &&
            (many_figures() || other_amounts || other_measured(x.term, y.term) || other_objects(x.term, y.term) ||
             !(right_beside(x.term, y.term) || (one_matter && subjects_meet(x.term, y.term)))))
          relation = Relation::check;
        const bool journey = lexicon_.opposition_loose[opposition] && one_matter && one_journey(x.term, y.term);
        if (journey) relation = Relation::diverge;
        const bool told_alike = (one_matter && coverage_ >= told_in_full) || journey;
        if (relation == Relation::diverge && lexicon_.opposition_loose[opposition] && !told_alike && !of_one)
          relation = Relation::check;
        // Names that only one side goes on to name are no matter where the frames agree.
        if (relation == Relation::diverge &&
            (other_complements() || other_days() || other_items() || (strangers() && !framed(x.term, y.term))))
          relation = Relation::check;
        // That something goes on and that it ended may be two days' news, or those of its parts.
        if (relation == Relation::diverge && lexicon_.opposition_phases[opposition] && !one_matter &&
            !(bound && words >= 2))
          relation = Relation::check;
        if (relation == Relation::diverge && lexicon_.opposition_phases[opposition] && !bound &&
            !subjects_meet(x.term, y.term))
          relation = Relation::check;
        // What is only asked for, meant or possible did not come about; the other may have.
        // «كان تولى التدريب»: a state that had come about may have ended since.
        const bool changes = !act && !lexicon_.opposition_amounts[opposition];
        const bool not_told_now = one_leaves_open(x.term, y.term) || meant(a_, x.term) != meant(b_, y.term) ||
                                  (changes && past_told(a_, x.term) != past_told(b_, y.term));
        if (relation == Relation::diverge &&
            (not_told_now || of_others_before(a_, x.term) != of_others_before(b_, y.term)))
          relation = Relation::check;
        // A state that changes from day to day, told without a day.
        if (relation == Relation::diverge && undated() && (!act || lexicon_.opposition_amounts[opposition]))
          relation = Relation::check;
        // One side of a contest wins what another loses.
        if (relation == Relation::diverge && lexicon_.opposition_contests[opposition] &&
            (lexicon_.lang == "ar" ? other_opponents(x.term, y.term) : !subjects_meet(x.term, y.term)))
          relation = Relation::check;
        if (relation == Relation::check && objects_apart(x.term, y.term)) continue;
        const auto gap = as_of_gap();
        const bool later = gap && std::llabs(*gap) >= (act ? 2 * day_s : day_s);
        if (relation == Relation::diverge && later && !same_number) relation = Relation::update;
        const DifferenceKind of_kind =
            lexicon_.opposition_negations[opposition] ? DifferenceKind::negation : DifferenceKind::opposite_event;
        add(of_kind, relation, of_one ? "opposite_of_one" : "opposite_poles", one(x.term), one(y.term));
        return;
      }
  }

 private:
  static constexpr double told_of_one = 0.45;  // Harmonic coverage of two statements of one matter.
  static constexpr std::uint32_t object_words = 3, opponent_words = 6;
  static constexpr double faintly_alike = 0.3;  // Share of the words around two opposites that meet.
  static constexpr double told_in_full = 0.8;   // The same of two that differ in little else.

  struct Poled {
    std::uint32_t term;
    std::uint32_t pole;
  };

  /// "One man was shot, but the others escaped": whether the word is told of the others.
  bool of_others_before(const Statement& side, std::uint32_t at) const {
    return std::any_of(side.terms.begin(), side.terms.begin() + at,
                       [&](const Term& term) { return term.facts && lexicon_.rest_words.finds(*term.facts); });
  }

  /// Whether one noun stands right beside both words, before or behind, and both sentences tell of little else.
  bool short_theme(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t reach = 2;
    constexpr std::ptrdiff_t most_words = 8;
    const auto words = [](const Statement& side) {
      return std::count_if(side.terms.begin(), side.terms.end(), [](const Term& term) {
        return !term.function_word && term.kind == Term::Kind::word;
      });
    };
    if (std::max(words(a_), words(b_)) > most_words || lexicon_.lang == "ar") return false;
    const auto near_a = neighbours(a_, i, reach), near_b = neighbours(b_, j, reach);
    return std::any_of(near_a.begin(), near_a.end(), [&](std::uint32_t k) {
      return known_thing(a_, k) && std::any_of(near_b.begin(), near_b.end(), [&](std::uint32_t m) {
               return known_thing(b_, m) && term_similarity(a_, k, b_, m, lexicon_) >= same_word;
             });
    });
  }

  /// Whether another word of the other side has the pole and what it is of: «يرفضون الاتفاق» meets «يعارضون الاتفاق»,
  /// not «وافقوا على الحرب».
  bool told_by_another(std::uint32_t i, std::uint32_t j) const {
    const auto met = [&](const Statement& side, std::uint32_t at, const Statement& other, std::uint32_t except) {
      const auto object = behind(side, at, object_words);
      for (std::uint32_t k = 0; k < other.terms.size(); ++k) {
        if (k == except || !one_pole(side.terms[at], other.terms[k])) continue;
        const auto there = behind(other, k, object_words);
        for (const std::uint32_t p : object)
          for (const std::uint32_t q : there)
            // "Price growth eased to 5 percent": what stands behind the opposite is the opposite's.
            if (!(k < except && except < q) && term_similarity(side, p, other, q, lexicon_) >= same_word) return true;
      }
      return false;
    };
    return met(a_, i, b_, j) || met(b_, j, a_, i);
  }

  /// "The carrier left the port of X", "the carrier arrived in X": one subject, one time, and one place, the first
  /// behind each.
  bool one_journey(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t reach = 8, most_behind = 3;
    const auto place = [&](const Statement& side, std::uint32_t at) {
      for (const std::uint32_t k : behind(side, at, reach))
        if (side.terms[k].kind == Term::Kind::place) return k;
      return none;
    };
    const std::uint32_t k = place(a_, i), m = place(b_, j);
    if (k == none || m == none || term_similarity(a_, k, b_, m, lexicon_) < same_word) return false;
    // Who comes goes again; at one time they do either.
    bool one_time = false;
    for (std::uint32_t x = 0; x < a_.terms.size(); ++x)
      one_time = one_time || (a_.terms[x].kind == Term::Kind::date && !a_.attribution[x] &&
                              alignment_.b_of_a[x] != none && alignment_.similarity_a[x] >= same_word);
    if (!one_time) return false;
    const auto p = lexicon_.lang == "ar" ? behind(a_, i, most_behind) : before(a_, i, most_behind);
    const auto q = lexicon_.lang == "ar" ? behind(b_, j, most_behind) : before(b_, j, most_behind);
    return std::any_of(p.begin(), p.end(), [&](std::uint32_t x) {
      return x != k && std::any_of(q.begin(), q.end(), [&](std::uint32_t y) {
               return y != m && term_similarity(a_, x, b_, y, lexicon_) >= same_word;
             });
    });
  }

  /// «منع وقوع حوادث», «أتاح زيادة في الخسائر»: what stands right behind either isn't told on the other side at all.
  bool objects_apart(std::uint32_t i, std::uint32_t j) const {
    constexpr double alike = 0.5, telling = 0.35;  // Similarity and weight of a word.
    const auto lone = [&](const Statement& side, std::uint32_t at, const Statement& other) {
      const auto object = behind(side, at, 1);
      // "In the last years", «قدره»: when, and a word that says nothing of its own.
      return !object.empty() && side.terms[object[0]].kind == Term::Kind::word && !side.located[object[0]] &&
             side.terms[object[0]].weight >= telling && !known(side, object[0], other, alike);
    };
    return lone(a_, i, b_) && lone(b_, j, a_);
  }

  /// "Applications to study nursing fell", "… medicine rose": what stands right before the verbs is of each side alone.
  bool other_measured(std::uint32_t i, std::uint32_t j) const {
    if (lexicon_.lang == "ar") return false;
    const auto p = before(a_, i, 1), q = before(b_, j, 1);
    const auto lone = [&](const Statement& side, std::uint32_t k, const std::vector<double>& similarity) {
      return side.terms[k].kind == Term::Kind::word && similarity[k] < same_wording && !adverb(side.terms[k]);
    };
    return !p.empty() && !q.empty() && lone(a_, p[0], alignment_.similarity_a) &&
           lone(b_, q[0], alignment_.similarity_b);
  }

  /// "Lifted its growth forecast", "trimmed its inflation forecast"; "against the yen", "against the dollar": what
  /// stands right behind the verbs, or behind one and the same preposition, is of each side alone.
  bool other_objects(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t reach = 3;
    if (lexicon_.lang == "ar") return false;
    struct Object {
      std::uint32_t term = none;
      std::string_view preposition;
    };
    const auto object = [&](const Statement& side, std::uint32_t at) {
      Object found;
      for (std::uint32_t k = at + 1; k < std::min<std::size_t>(side.terms.size(), at + 1 + reach); ++k) {
        const Term& term = side.terms[k];
        if (!term.function_word) {
          const bool thing = term.kind == Term::Kind::word || term.kind == Term::Kind::actor;
          if (thing && !side.attribution[k] && !adverb(term)) found.term = k;
          break;
        }
        if (term.facts && lexicon_.prepositions.finds(*term.facts)) found.preposition = term.form;
      }
      return found;
    };
    const Object p = object(a_, i), q = object(b_, j);
    return p.term != none && q.term != none && p.preposition == q.preposition &&
           alignment_.similarity_a[p.term] < same_wording && alignment_.similarity_b[q.term] < same_wording;
  }

  /// «علقوا الإضراب», «استأنفوا العمل»: the one act ends as its opposite goes on.
  bool converse_phases(std::uint32_t i, std::uint32_t j) const {
    if (!phase(a_.terms[i]) || !phase(b_.terms[j])) return false;
    for (const std::uint32_t k : behind(a_, i, object_words))
      for (const std::uint32_t m : behind(b_, j, object_words))
        for (const std::uint32_t pole : a_.terms[k].poles)
          if (std::binary_search(b_.terms[m].poles.begin(), b_.terms[m].poles.end(), pole ^ 1u)) return true;
    return false;
  }

  /// "Upheld the verdict", "overturned a verdict": whether one is a phrase, and what stands beside the other is all of it
  /// that the other side has.
  bool phrase_met(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t reach = 2;
    const auto beside = [&](const Statement& side, std::uint32_t at, std::uint32_t partner, const Statement& other,
                            std::uint32_t opposite) {
      if (partner == none || partner == opposite || side.terms[at].last == side.terms[at].first + 1) return false;
      const Term& met = other.terms[partner];
      if (met.kind != Term::Kind::word || one_pole(side.terms[at], met)) return false;
      const auto near = neighbours(other, opposite, reach);
      return std::find(near.begin(), near.end(), partner) != near.end();
    };
    return beside(a_, i, alignment_.b_of_a[i], b_, j) || beside(b_, j, alignment_.a_of_b[j], a_, i);
  }

  /// Whether one name of a place that a noun governs («مطار الغيضة») stands right beside both words: it is of that
  /// thing that they tell.
  bool named_thing(std::uint32_t i, std::uint32_t j) const {
    if (lexicon_.lang != "ar") return false;
    const auto near_a = neighbours(a_, i, 1), near_b = neighbours(b_, j, 1);
    const auto governed = [](const Statement& side, std::uint32_t k) {
      if (side.terms[k].kind != Term::Kind::place || k == 0 || side.terms[k - 1].kind != Term::Kind::word) return false;
      // «إغلاق مطار» may be read as one; «يمنع إيران» has no noun between.
      const Term& noun = side.terms[k - 1];
      return !noun.function_word && (noun.poles.empty() || noun.last > noun.first + 1);
    };
    for (const std::uint32_t k : near_a)
      for (const std::uint32_t m : near_b)
        if (governed(a_, k) && governed(b_, m) && term_similarity(a_, k, b_, m, lexicon_) >= same_word) return true;
    return false;
  }

  /// Whether a preposition governs the word, that of the verb at `at` among them: «يفوز على» ends with its own.
  static bool governed(const Statement& side, std::uint32_t k, std::uint32_t at) {
    const bool by_phrase = k == at + 1 && side.terms[at].last > side.terms[at].first + 1;
    return k > 0 && (side.terms[k - 1].function_word || by_phrase);
  }

  /// The words behind a verb; what stands behind "in" is a place or a time, nobody's opponent.
  static std::vector<std::uint32_t> rivals_behind(const Statement& side, std::uint32_t at) {
    auto words = behind(side, at, opponent_words);
    std::erase_if(words, [&](std::uint32_t k) { return side.located[k] != 0; });
    return words;
  }

  /// Whether who stands behind a preposition here is the subject there: «فاز الهلال», «خسر من الهلال» tell of one
  /// contest, «تراجعت الليرة أمام الدولار» and «صعد الدولار» of one rate.
  bool opponents(std::uint32_t opposition, std::uint32_t i, std::uint32_t j) const {
    if (lexicon_.lang != "ar" || !(lexicon_.opposition_contests[opposition] || lexicon_.opposition_amounts[opposition]))
      return false;
    const auto p = rivals_behind(a_, i), q = rivals_behind(b_, j);
    bool alike_governed = false, otherwise_governed = false;
    for (const std::uint32_t k : p)
      for (const std::uint32_t m : q) {
        if ((k != p[0] && m != q[0]) || term_similarity(a_, k, b_, m, lexicon_) < same_word) continue;
        (governed(a_, k, i) == governed(b_, m, j) ? alike_governed : otherwise_governed) = true;
      }
    return otherwise_governed && !alike_governed;
  }

  /// «تعادل الهلال مع الوحدة», «فاز الهلال على الفتح»: whether each names behind its preposition whom the other doesn't.
  bool other_opponents(std::uint32_t i, std::uint32_t j) const {
    const auto opponent = [](const Statement& side, std::uint32_t at) {
      const auto words = rivals_behind(side, at);
      const auto found =
          std::find_if(words.begin(), words.end(), [&](std::uint32_t k) { return governed(side, k, at); });
      return found == words.end() ? none : *found;
    };
    const std::uint32_t p = opponent(a_, i), q = opponent(b_, j);
    return p != none && q != none && term_similarity(a_, p, b_, q, lexicon_) < same_word;
  }

  /// Whether the subjects of two Arabic verbs of a contest are two sides: «هزم المنتخب القطري», «خسر منتخب اليابان».
  bool rivals(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t subject_reach = 2, noun_reach = 4;
    constexpr double rare = 0.6, one = 0.7;
    if (lexicon_.lang != "ar") return false;
    const auto named = [&](const Statement& side, std::uint32_t at) {
      // «بعد خسارتها»: whoever the clause named before.
      const std::string& form = side.terms[at].form;
      const bool owned = form.ends_with("ها") || form.ends_with("ه") || form.ends_with("هم");
      auto words = owned ? before(side, at, noun_reach) : behind(side, at, subject_reach);
      std::erase_if(words, [&](std::uint32_t k) {
        return side.terms[k].kind == Term::Kind::number ||
               (side.terms[k].kind == Term::Kind::word && side.terms[k].weight < rare);
      });
      return words;
    };
    const auto p = named(a_, i), q = named(b_, j);
    return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](std::uint32_t k) {
      return std::any_of(q.begin(), q.end(),
                         [&](std::uint32_t m) { return term_similarity(a_, k, b_, m, lexicon_) >= one; });
    });
  }

  bool phase(const Term& term) const {
    return std::all_of(term.poles.begin(), term.poles.end(),
                       [&](std::uint32_t pole) { return lexicon_.opposition_phases[pole / 2] != 0; });
  }

  static bool names_cause(const Statement& side, std::uint32_t i) {
    return std::any_of(side.causes.begin(), side.causes.end(), [&](const CausePart& cause) {
      // "Found guilty by the judges": who did it, not why.
      return cause.stated && i + 2 == cause.first && side.terms[i + 1].function_word && !side.agent_marked[i + 2];
    });
  }

  std::vector<Poled> poles_of(const Statement& side) const {
    std::vector<Poled> poles;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (side.terms[i].poles.empty()) continue;
      // Poles compose: less tension is no tension. What a poled word governs has none of its own.
      // «تمديد توقيف»: going on with an act is that act.
      if (i > 0 && !side.terms[i - 1].poles.empty() && !side.terms[i - 1].function_word &&
          side.attribution[i] == side.attribution[i - 1] && !phase(side.terms[i - 1]) && !says_of(side, i) &&
          !changes(side, i))
        continue;
      // "Won't face charges": written "won" and "t".
      if (side.negator[i]) continue;
      if (told_before(side, i) || bare_noun(side, i) || adverb(side.terms[i]) || describes(side, i)) continue;
      // «لا تقل عن سبع سنوات», "no more than ten": a bound of a number is no event.
      if (std::any_of(side.quantities.begin(), side.quantities.end(), [&](const Quantity& number) {
            return number.first <= side.terms[i].first && side.terms[i].last <= number.last;
          }))
        continue;
      // «السبب يعود إلى عطل»: the verb that names a cause tells of no act.
      if (names_cause(side, i)) continue;
      // «تستمر حتى السبت»: what goes on until a day ends on it.
      if (phase(side.terms[i]) && ends_behind(side, i)) continue;
      // «لم يصدر قرارا بإعدامه»: what stands further behind a negation may not have come about.
      if (side.negated[i] == Statement::affirmed && in_negated_clause(side, i) && !goes_on(side, i)) continue;
      // «من دون زيادة»: none.
      const bool lacking = std::find(side.lacks.begin(), side.lacks.end(), i) != side.lacks.end();
      const bool opposite =
          (side.negated[i] == Statement::negated_outright || lacking) != (side.taken_back[i] != 0);
      for (const std::uint32_t pole : side.terms[i].poles)
        if (!lexicon_.opposition_speech[pole / 2]) poles.push_back({i, opposite ? pole ^ 1u : pole});
    }
    return poles;
  }

  /// «اتفاق السلام صامد»: an Arabic word without the article behind a noun with it says something of that.
  bool says_of(const Statement& side, std::uint32_t at) const {
    const std::string& noun = side.terms[at - 1].form;
    const std::string_view last = std::string_view(noun).substr(noun.rfind(' ') + 1);
    return lexicon_.lang == "ar" && last.starts_with("ال") && !definite(side.terms[at]);
  }

  /// "The trade deficit widened": in English a change of degree is told of the noun before it.
  bool changes(const Statement& side, std::uint32_t at) const {
    const auto amounts = [&](std::uint32_t pole) { return lexicon_.opposition_amounts[pole / 2] != 0; };
    const auto& poles = side.terms[at].poles;
    const auto& noun = side.terms[at - 1].poles;
    return lexicon_.lang == "en" && std::any_of(poles.begin(), poles.end(), amounts) &&
           std::none_of(noun.begin(), noun.end(), [&](std::uint32_t of) {
             return std::any_of(poles.begin(), poles.end(), [&](std::uint32_t pole) { return pole / 2 == of / 2; });
           });
  }

  /// «لم تتوقف المعارك», "did not stop the fighting": what has not ended goes on.
  bool goes_on(const Statement& side, std::uint32_t at) const {
    if (at == 0 || side.negated[at - 1] != Statement::negated_outright) return false;
    const auto& poles = side.terms[at - 1].poles;
    return !poles.empty() && phase(side.terms[at - 1]) &&
           std::all_of(poles.begin(), poles.end(), [](std::uint32_t pole) { return pole % 2 != 0; });
  }

  bool ends_behind(const Statement& side, std::uint32_t at) const {
    constexpr std::size_t reach = 6;
    // Only of what goes on, the first pole.
    if (std::any_of(side.terms[at].poles.begin(), side.terms[at].poles.end(), [](auto pole) { return pole % 2 != 0; }))
      return false;
    for (std::size_t k = at + 1; k < std::min(side.terms.size(), at + reach); ++k) {
      if (side.span_bound[k] == Statement::ends_span) return true;
      if (!side.terms[k].poles.empty() && phase(side.terms[k])) return false;
    }
    return false;
  }

  static bool in_negated_clause(const Statement& side, std::uint32_t at) {
    constexpr std::uint32_t reach = 4;
    return std::any_of(side.negations.begin(), side.negations.end(), [&](const NegatedTerms& clause) {
      return at > clause.first && at < std::min(clause.last, clause.first + reach);
    });
  }

  /// «للدفاع عن الاتفاق»: a verbal noun behind "for" is what something is done for.
  bool meant(const Statement& side, std::uint32_t at) const {
    return lexicon_.lang == "ar" && at > 0 && side.terms[at].form.starts_with("لل");
  }

  /// «وكان فلان تولى», not «كان يتولى»: what had been done before.
  bool past_told(const Statement& side, std::uint32_t at) const {
    constexpr std::uint32_t reach = 3;
    if (lexicon_.lang != "ar" || side.terms[at].form.starts_with("ي")) return false;
    for (std::uint32_t k = at; k-- > 0 && k + reach >= at;)
      if (side.terms[k].facts && lexicon_.past_markers.finds(*side.terms[k].facts)) return true;
    return false;
  }

  /// Whether the word stands right behind one of time («بعد هبوط», "after falling"): it tells what was before.
  bool told_before(const Statement& side, std::uint32_t at) const {
    std::uint32_t first = at > 2 ? at - 2 : 0;
    for (std::uint32_t k = first; k < at; ++k)
      if (!side.terms[k].function_word && side.terms[k].kind != Term::Kind::word) first = k;
    const auto may_tell = [&](const Term& term) { return term.facts && lexicon_.earlier_words.may_begin(*term.facts); };
    if (std::none_of(side.terms.begin() + first, side.terms.begin() + at, may_tell)) return false;
    WordSequence words;
    for (std::uint32_t k = first; k < at; ++k)
      if (side.terms[k].facts) words.push_back(side.terms[k].facts);
    return lexicon_.earlier_words.finds(words);
  }

  /// Whether an English word only describes: "the Endangered Species List", "from licensed dealers", "limits imposed
  /// by the act".
  bool describes(const Statement& side, std::uint32_t at) const {
    if (lexicon_.lang != "en" || side.terms[at].last != side.terms[at].first + 1) return false;
    const Term& term = side.terms[at];
    const bool names = !cased_headline(side);
    const auto capital = [&](std::uint32_t k) {
      return k < side.terms.size() && side.terms[k].capitalised && !side.terms[k].function_word;
    };
    if (names && at > 0 && term.capitalised && (capital(at - 1) || capital(at + 1))) return true;
    if (!term.form.ends_with("ed") || at == 0) return false;
    std::uint32_t before = at - 1;
    if (before > 0 && adverb(side.terms[before])) --before;
    const Term& head = side.terms[before];
    const auto one_of = [](const PhraseMatcher& words, const Term& word) {
      return word.facts && words.finds(*word.facts);
    };
    const bool noun_behind = at + 1 < side.terms.size() && !side.terms[at + 1].function_word;
    if (head.function_word)
      return noun_behind && (one_of(lexicon_.prepositions, head) || one_of(lexicon_.demonstratives, head));
    // "Limits imposed by": a participle behind its noun, with its agent; a headline leaves out "was".
    return !side.title && at + 2 < side.terms.size() && side.agent_marked[at + 2];
  }

  /// Whether it is an Arabic noun with the article that governs nothing: «التعاون» is a club, «الغرق» what one is saved
  /// from.
  bool bare_noun(const Statement& side, std::uint32_t at) const {
    const Term& term = side.terms[at];
    if (lexicon_.lang != "ar" || term.last > term.first + 1 || !definite(term)) return false;
    // «إنقاذ تسعة من الغرق»: behind a preposition stands what somebody is kept from or comes to.
    if (at > 0 && side.terms[at - 1].function_word && side.terms[at - 1].facts &&
        lexicon_.prepositions.may_begin(*side.terms[at - 1].facts))
      return true;
    return at + 1 >= side.terms.size() || !side.terms[at + 1].function_word;
  }

  /// Whether a side has words of both poles of a class.
  static bool mixed(const Statement& side, std::uint32_t opposition) {
    bool first = false, second = false;
    for (const Term& term : side.terms)
      for (const std::uint32_t pole : term.poles)
        if (pole / 2 == opposition) (pole % 2 == 0 ? first : second) = true;
    return first && second;
  }

  /// Whether one side only takes the act back: «تأجيل افتتاح» and «افتتح»; further from the word that does, in the same
  /// surroundings only, and no definite noun, which is no act.
  bool turned(std::uint32_t i, std::uint32_t j) const {
    const std::uint8_t p = a_.taken_back[i], q = b_.taken_back[j];
    if ((p != 0) == (q != 0)) return false;
    // «أنهى مشاركته», «اختتم مشاركته»: taken back in other words.
    const Statement& side = p != 0 ? a_ : b_;
    const auto& similarity = p != 0 ? alignment_.similarity_a : alignment_.similarity_b;
    if (const std::uint32_t at = p != 0 ? i : j;
        at > 0 && similarity[at - 1] >= same_word && !side.terms[at - 1].poles.empty())
      return false;
    if (std::max(p, q) == Statement::taken_back_outright) return true;
    // «رفض الرئيس العفو», «عفا الرئيس»: the subject stands between.
    const bool by_verb = short_sentences() && definite(a_.terms[i]) != definite(b_.terms[j]);
    return ((!definite(a_.terms[i]) && !definite(b_.terms[j])) || by_verb) && surroundings(i, j) >= same_wording;
  }

  static constexpr std::uint32_t number_reach = 4;  // Content words between a word of change and its amount.

  /// Amounts that stand beside two terms. A span of time is none, and a whole number without a unit may be part of a
  /// name: the index of the five hundred.
  struct Amounts {
    bool met = false;     ///< One is the same on both sides.
    bool only_a = false;  ///< One of a's has no equal.
    bool only_b = false;
  };
  Amounts amounts_beside(std::uint32_t i, std::uint32_t j) const {
    const auto amounts = [&](const Statement& side, std::uint32_t at) {
      auto near = neighbours(side, at, number_reach);
      std::erase_if(near, [&](std::uint32_t k) {
        if (side.terms[k].kind != Term::Kind::number) return true;
        const Quantity& number = side.quantities[side.terms[k].value];
        const UnitFacts* unit = lexicon_.unit(number.unit);
        return number.ordinal || (unit && unit->dimension == "time") ||
               (number.unit.empty() && (number.stated < 1 || number.stated == std::round(number.stated)));
      });
      return near;
    };
    const auto near_a = amounts(a_, i), near_b = amounts(b_, j);
    const auto equal = [&](std::uint32_t k, std::uint32_t m) { return term_similarity(a_, k, b_, m, lexicon_) >= 1; };
    Amounts found;
    for (const std::uint32_t k : near_a) {
      const bool met = std::any_of(near_b.begin(), near_b.end(), [&](std::uint32_t m) { return equal(k, m); });
      (met ? found.met : found.only_a) = true;
    }
    for (const std::uint32_t m : near_b)
      found.only_b =
          found.only_b || std::none_of(near_a.begin(), near_a.end(), [&](std::uint32_t k) { return equal(k, m); });
    return found;
  }

  /// Whether an article has many statements of this opposition.
  bool crowded(std::uint32_t pole_a, std::uint32_t pole_b) const {
    constexpr std::ptrdiff_t many = 6;
    const auto count = [](std::span<const std::uint32_t> oppositions, std::uint32_t opposition) {
      const auto [first, last] = std::equal_range(oppositions.begin(), oppositions.end(), opposition);
      return last - first;
    };
    return std::max(count(context_.a.oppositions, pole_a / 2), count(context_.b.oppositions, pole_b / 2)) > many;
  }
};

}  // namespace

void compare_opposition(SlotComparison& comparison) { OppositionComparison(comparison).compare_opposition(); }

}  // namespace tawatur
