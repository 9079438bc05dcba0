#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "claims/incident.h"
#include "claims/predicate_comparison.h"

namespace tawatur {
namespace {

class CauseComparison : public PredicateComparison {
 public:
  using PredicateComparison::PredicateComparison;

  void compare_causes() {
    if ((a_.causes.empty() && b_.causes.empty() && a_.cause_terms.empty()) || other_day()) return;
    const Given p = given(a_, alignment_.similarity_a), q = given(b_, alignment_.similarity_b);
    if ((p.known.empty() && p.stated.empty()) || (q.known.empty() && q.stated.empty())) return;
    // A brief sentence tells little but the cause.
    if (!close_frame() && effect(p, q) < whole_effect) return;
    if (!p.known.empty() && !q.known.empty())
      compare_known(p, q);
    else if (!p.stated.empty() && !q.stated.empty())
      compare_stated(p, q);
  }

 private:
  static constexpr double least_effect = 0.4;  // Harmonic share of what happened that both tell, causes left out.
  static constexpr double named_effect = 0.5;
  static constexpr double sure_effect = 0.6;  // ... where one side only names what may be a cause.
  static constexpr double whole_effect = 0.85;
  static constexpr double open_effect = 0.5;
  static constexpr double anchored_effect = 0.25;  // ... where names, numbers or days meet as well.
  static constexpr double telling = 0.35;          // Weight of a word that tells what happened.
  static constexpr double rare = 0.6;
  static constexpr std::size_t demonym_letters = 4;

  /// What a side gives as the cause.
  struct Given {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> known;  ///< (term, cause class)
    std::vector<CausePart> stated;
    std::vector<std::uint8_t> part;  ///< By term: belongs to a cause.
    bool said = false;               ///< A word says that it is the cause, or that it came before.
    bool strong = false;             ///< A word says that it is the cause.
  };

  Given given(const Statement& side, const std::vector<double>& similarity) const {
    Given result;
    result.part.assign(side.terms.size(), 0);
    const bool any_stated = std::any_of(side.causes.begin(), side.causes.end(), [](const auto& c) { return c.stated; });
    std::vector<std::uint8_t> came_before(side.terms.size(), 0);
    for (const CausePart& part : side.causes) {
      // What came before is no cause where another is stated.
      auto& terms = part.stated || !any_stated ? result.part : came_before;
      std::fill(terms.begin() + part.first, terms.begin() + part.last, 1);
      if (part.stated) result.stated.push_back(part);
    }
    // What both name is what happened, not why.
    const auto own = [&](std::uint32_t term) {
      return similarity[term] < same_word && !side.attribution[term] &&
             side.negated[term] != Statement::negated_outright && !side.denied[term];
    };
    for (const auto& [term, cause] : side.cause_terms)
      if (own(term) && (result.part[term] || came_before[term])) result.known.emplace_back(term, cause);
    for (const auto& [term, cause] : side.said_causes)
      if (own(term)) result.known.emplace_back(term, cause);
    std::sort(result.known.begin(), result.known.end());
    result.said = !result.known.empty();
    const auto within_stated = [&](const auto& known) {
      return std::any_of(result.stated.begin(), result.stated.end(),
                         [&](const CausePart& part) { return known.first >= part.first && known.first < part.last; });
    };
    result.strong = std::any_of(result.known.begin(), result.known.end(), within_stated);
    // «هيئة الطيران»: part of a name.
    const auto of_body = [&](std::uint32_t term) {
      return (term > 0 && side.body_noun[term - 1]) || (term > 1 && side.body_noun[term - 2]);
    };
    // "A quarrel about automated cranes": the first one is the head.
    std::erase_if(result.known, [&, all = result.known](const auto& known) {
      return std::any_of(result.stated.begin(), result.stated.end(), [&](const CausePart& part) {
        return known.first >= part.first && known.first < part.last &&
               std::any_of(all.begin(), all.end(),
                           [&](const auto& other) { return other.first >= part.first && other.first < known.first; });
      });
    });
    // A cause in words that no table has speaks for itself.
    if (!result.strong && !result.stated.empty()) result.known.clear();
    if (!result.said && result.stated.empty())
      for (const auto& [term, cause] : side.cause_terms)
        if (own(term) && !of_body(term) && lexicon_.cause_named[cause]) result.known.emplace_back(term, cause);
    for (const auto& [term, cause] : result.known) result.part[term] = 1;
    return result;
  }

  void compare_known(const Given& p, const Given& q) {
    for (const auto& [i, x] : p.known)
      for (const auto& [j, y] : q.known)
        if ((p.strong && q.strong ? lexicon_.stated_causes_meet(x, y) : lexicon_.causes_meet(x, y)) ||
            term_similarity(a_, i, b_, j, lexicon_) >= same_wording)
          return;
    // Where no word says that it is the cause, the side must not tell of one like the other's at all.
    const auto told_of = [&](const Given& weak, const Statement& side, const Given& other) {
      return !weak.strong && std::any_of(other.known.begin(), other.known.end(), [&](const auto& x) {
        return std::any_of(side.cause_terms.begin(), side.cause_terms.end(),
                           [&](const auto& y) { return lexicon_.causes_meet(x.second, y.second); });
      });
    };
    if (told_of(q, b_, p) || told_of(p, a_, q)) return;
    if (named_in_cause(b_, q, p) || named_in_cause(a_, p, q)) return;
    if (p.strong && q.strong && heads_meet(p, q)) return;
    const bool likely = effect(p, q) >= (p.said && q.said ? least_effect : named_effect);
    const bool anchored = p.strong && q.strong && one_effect(p, q);
    if (!likely && !anchored) return;
    // Where a side doesn't say that it is the cause, it may be meant as something else.
    const bool apart = (!p.strong && !q.strong) || (!(p.strong && q.strong) && effect(p, q) < sure_effect) ||
                       of_other_effects(p, q) || IncidentComparison(*this).places_apart();
    add(DifferenceKind::cause, apart ? Relation::check : Relation::diverge, "cause_differs", one(p.known.front().first),
        one(q.known.front().first));
  }

  /// Whether a side names a cause of the other's class in the words that it gives as its own: "his flight and the shots
  /// that he fired".
  static bool named_in_cause(const Statement& side, const Given& own, const Given& other) {
    return std::any_of(side.cause_terms.begin(), side.cause_terms.end(), [&](const auto& named) {
      const bool within = std::any_of(own.stated.begin(), own.stated.end(), [&](const CausePart& part) {
        return named.first >= part.first && named.first < part.last;
      });
      return within && !side.denied[named.first] && side.negated[named.first] != Statement::negated_outright &&
             std::any_of(other.known.begin(), other.known.end(),
                         [&](const auto& known) { return known.second == named.second; });
    });
  }

  /// Causes that no table knows: both say that they are the cause, and share no word.
  void compare_stated(const Given& p, const Given& q) {
    if (words_meet(p, q) || heads_meet(p, q) || !one_effect(p, q) || of_other_effects(p, q)) return;
    if (IncidentComparison(*this).places_apart()) return;
    const CausePart& x = p.stated.front();
    const CausePart& y = q.stated.front();
    if (!tells_something(a_, x) || !tells_something(b_, y)) return;
    add(DifferenceKind::cause, Relation::diverge, "cause_differs", {x.first, x.last, none}, {y.first, y.last, none});
  }

  /// "It", "Tehran", "this year": who, where or when is no reason in itself.
  static bool tells_something(const Statement& side, const CausePart& part) {
    for (std::uint32_t k = part.first; k < part.last; ++k) {
      const Term& term = side.terms[k];
      if (term.kind == Term::Kind::word && !term.function_word && !term.capitalised && term.weight >= telling) return true;
    }
    return false;
  }

  /// Whether a word of one side's cause stands on the other side, other than as what happened.
  bool words_meet(const Given& p, const Given& q) const {
    const auto met_by = [&](const Statement& side, const Given& own, const Statement& other, const Given& given,
                            bool mirrored) {
      const auto alike = [&](std::uint32_t k, std::uint32_t m) { return mirrored ? met(m, k) : met(k, m); };
      for (const CausePart& part : own.stated)
        for (std::uint32_t k = part.first; k < part.last; ++k) {
          // "Of six storeys", "on its first storey": the building is what happened on both sides.
          const bool own_effect = told_as_effect(side, own, k);
          for (std::uint32_t m = 0; m < other.terms.size(); ++m) {
            if ((other.negated[m] == Statement::negated_outright) != (side.negated[k] == Statement::negated_outright) ||
                other.denied[m] != side.denied[k])
              continue;
            if (!given.part[m] && (own_effect || (k >= part.core && !follows_cause(given, m)))) continue;
            if (alike(k, m)) return true;
          }
        }
      return false;
    };
    return met_by(a_, p, b_, q, false) || met_by(b_, q, a_, p, true);
  }

  /// Whether the term stands behind a cause, of which more may be told there.
  static bool follows_cause(const Given& given, std::uint32_t term) {
    return std::any_of(given.stated.begin(), given.stated.end(),
                       [&](const CausePart& part) { return part.last <= term; });
  }

  /// Whether the first phrases of two causes have a word in common.
  bool heads_meet(const Given& p, const Given& q) const {
    for (const CausePart& x : p.stated)
      for (const CausePart& y : q.stated)
        for (std::uint32_t i = x.first; i < x.core; ++i)
          for (std::uint32_t j = y.first; j < y.core; ++j)
            if (met(i, j)) return true;
    return false;
  }

  /// Whether a word of a cause stands beside it too.
  bool told_as_effect(const Statement& side, const Given& own, std::uint32_t at) const {
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (!own.part[k] && !side.attribution[k] && !side.terms[k].function_word &&
          term_similarity(side, at, side, k, lexicon_) >= same_wording)
        return true;
    return false;
  }

  /// Whether the term stands right before a cause: it is the word that says so.
  static bool marks_cause(const Given& given, std::uint32_t term) {
    return term + 1 < given.part.size() && given.part[term + 1] && !given.part[term];
  }

  static bool tells_effect(const Statement& side, const Given& causes, std::uint32_t i) {
    return !causes.part[i] && !marks_cause(causes, i) && !side.attribution[i] && !side.reporting[i] &&
           !side.terms[i].function_word;
  }

  /// Harmonic share of the weight of the words outside the causes that the other side has too.
  double effect(const Given& p, const Given& q) const {
    const auto share = [](const Statement& side, const Given& causes, const std::vector<double>& similarity) {
      double all = 0, met = 0;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
        // "Cause of the accident" tells of the accident where the other side does.
        const bool marker = i < side.cause_markers.size() && side.cause_markers[i] && similarity[i] < same_word;
        if (marker || !tells_effect(side, causes, i)) continue;
        all += side.terms[i].weight;
        met += side.terms[i].weight * similarity[i];
      }
      return all > 0 ? met / all : 0;
    };
    const double x = share(a_, p, alignment_.similarity_a), y = share(b_, q, alignment_.similarity_b);
    return x + y > 0 ? 2 * x * y / (x + y) : 0;
  }

  /// Whether both tell of one thing that happened, in like words, or in fewer with its names, numbers or day.
  bool one_effect(const Given& p, const Given& q) const {
    const double share = effect(p, q);
    if (share >= open_effect) return true;
    std::uint32_t words = 0, anchors = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < same_word || a_.terms[i].function_word) continue;
      const bool effects = tells_effect(a_, p, i) && tells_effect(b_, q, j);
      const Term& term = a_.terms[i];
      if (term.kind != Term::Kind::word || (i > 0 && term.capitalised && b_.terms[j].capitalised))
        ++anchors;
      else if (effects && term.weight >= telling)
        ++(term.weight >= rare && lexicon_.lang == "ar" ? anchors : words);
      else if ((a_.attribution[i] || b_.attribution[j]) && !p.part[i] && !q.part[j] && term.weight >= rare &&
               lexicon_.lang == "ar")
        ++anchors;  // «صيادون في كرمسا»: where those are who say it.
    }
    return share >= anchored_effect && words >= 1 && anchors >= 1 && (words + anchors >= 3 || share >= least_effect);
  }

  /// Whether it happened to others, elsewhere, or to others of a list, as the words outside the causes tell.
  bool of_other_effects(const Given& p, const Given& q) const {
    const auto lacking = [&](const Statement& side, const Given& own, const Statement& other) {
      const auto names = names_unknown(side, other);
      return std::any_of(names.begin(), names.end(), [&](std::uint32_t k) { return !own.part[k]; });
    };
    if (lacking(a_, p, b_) && lacking(b_, q, a_)) return true;
    return opens_otherwise(p, q) || numbers_apart(p, q) || other_items() || other_days() || other_months() ||
           ordinals_apart(p, q) || other_thing(p, q);
  }

  /// Whether only one side leaves open whether what both tell came about.
  bool opens_otherwise(const Given& p, const Given& q) const {
    // «جراء تهديد بقنبلة»: the threat is the cause, and the halt no less settled.
    const auto in_cause = [](const Statement& side, const Given& own) {
      return std::any_of(own.stated.begin(), own.stated.end(),
                         [&](const CausePart& part) { return side.unsettled[part.first] != 0; });
    };
    if (in_cause(a_, p) || in_cause(b_, q)) return false;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < same_word || !tells_effect(a_, p, i) || !tells_effect(b_, q, j))
        continue;
      // "Cancelled the tour", "had to scrap the tour": off on both sides.
      if (a_.taken_back[i] && b_.taken_back[j]) continue;
      if (one_leaves_open(i, j)) return true;
    }
    return false;
  }

  /// Whether each side numbers what happened, or gives its year, and no number is the same.
  bool numbers_apart(const Given& p, const Given& q) const {
    const auto numbers = [](const Statement& side, const Given& own) {
      std::vector<std::uint32_t> found;
      for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
        const Term& term = side.terms[k];
        const bool digits =
            term.kind == Term::Kind::word && !term.form.empty() && term.form[0] >= '0' && term.form[0] <= '9';
        const bool number = term.kind == Term::Kind::number && !side.quantities[term.value].ordinal;
        if ((digits || number) && !own.part[k] && !side.attribution[k]) found.push_back(k);
      }
      return found;
    };
    const auto of_a = numbers(a_, p), of_b = numbers(b_, q);
    return !of_a.empty() && !of_b.empty() && std::none_of(of_a.begin(), of_a.end(), [&](std::uint32_t i) {
      return std::any_of(of_b.begin(), of_b.end(),
                         [&](std::uint32_t j) { return term_similarity(a_, i, b_, j, lexicon_) >= 1; });
    });
  }

  bool other_months() const {
    return !a_.month_names.empty() && !b_.month_names.empty() &&
           std::none_of(a_.month_names.begin(), a_.month_names.end(), [&](std::uint32_t month) {
             return std::find(b_.month_names.begin(), b_.month_names.end(), month) != b_.month_names.end();
           });
  }

  /// "First-quarter profit", "second-quarter profit": whether one noun is numbered otherwise on either side.
  bool ordinals_apart(const Given& p, const Given& q) const {
    const auto ordinal = [](const Statement& side, const Given& own, std::uint32_t k) {
      return side.terms[k].kind == Term::Kind::number && side.quantities[side.terms[k].value].ordinal && !own.part[k];
    };
    const std::uint32_t behind = lexicon_.lang == "ar" ? 0 : 1;  // An Arabic ordinal stands behind its noun.
    for (std::uint32_t i = 1; i + 1 < a_.terms.size(); ++i)
      for (std::uint32_t j = 1; j + 1 < b_.terms.size(); ++j)
        if (ordinal(a_, p, i - behind) && ordinal(b_, q, j - behind) &&
            a_.quantities[a_.terms[i - behind].value].stated != b_.quantities[b_.terms[j - behind].value].stated &&
            same_stem(a_.terms[i - 1 + behind], b_.terms[j - 1 + behind]))
          return true;
    return false;
  }

  /// Whether it happened to different things: one noun of the two sides governs different ones («صادرات الزيت»,
  /// «صادرات الفستق», "coffee prices", "cocoa prices").
  bool other_thing(const Given& p, const Given& q) const {
    const bool noun_first = lexicon_.lang == "ar";
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < same_word || a_.terms[i].function_word) continue;
      if (noun_first ? i + 1 >= a_.terms.size() || j + 1 >= b_.terms.size() : i == 0 || j == 0) continue;
      std::uint32_t k = noun_first ? i + 1 : i - 1, m = noun_first ? j + 1 : j - 1;
      // «قرية أم القرى»: folded, a word of a name may look like "or".
      const auto or_word = [&](const Statement& side, std::uint32_t at) {
        return noun_first && side.terms[at].form == "ام" && at + 1 < side.terms.size();
      };
      k += or_word(a_, k), m += or_word(b_, m);
      const std::string &x = a_.terms[k].form, &y = b_.terms[m].form;
      if (x.starts_with(y) || y.starts_with(x)) continue;
      const auto other = [](const Statement& side, std::uint32_t at, const std::vector<double>& similarity,
                            const Given& given) {
        const Term::Kind kind = side.terms[at].kind;
        return kind != Term::Kind::number && kind != Term::Kind::date && similarity[at] < same_wording &&
               tells_effect(side, given, at) && side.terms[at].poles.empty();
      };
      // A phrase of several words has what it governs in itself.
      if (a_.terms[i].last - a_.terms[i].first != b_.terms[j].last - b_.terms[j].first) continue;
      if (!noun_first && (a_.terms[i].capitalised || !a_.terms[i].poles.empty())) continue;
      if (other(a_, k, alignment_.similarity_a, p) && other(b_, m, alignment_.similarity_b, q)) return true;
    }
    return false;
  }

  bool met(std::uint32_t i, std::uint32_t j) const {
    const Term &x = a_.terms[i], &y = b_.terms[j];
    if (x.function_word || y.function_word) return false;
    // "Copper slumped", "the collapse of the talks": that something rose or fell says nothing of what.
    if (lexicon_.lang != "ar" && !x.poles.empty() && !y.poles.empty() && !same_stem(x, y)) return false;
    // "Brazil", "Brazilian".
    if (x.capitalised && y.capitalised && x.form.size() >= demonym_letters &&
        y.form.starts_with(std::string_view(x.form).substr(0, demonym_letters)))
      return true;
    return term_similarity(a_, i, b_, j, lexicon_) >= same_wording;
  }
};

}  // namespace

void compare_causes(SlotComparison& comparison) { CauseComparison(comparison).compare_causes(); }

}  // namespace tawatur
