#include <algorithm>
#include <utility>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class WordingComparison : public SlotComparison {
 public:
  explicit WordingComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_causes() {
    if (!close_frame() || (a_.causes.empty() && b_.causes.empty() && a_.cause_terms.empty()) || other_day()) return;
    const Given p = given(a_, alignment_.similarity_a), q = given(b_, alignment_.similarity_b);
    if (p.known.empty() && p.stated.empty()) return;
    if (q.known.empty() && q.stated.empty()) return;
    const auto known_both = !p.known.empty() && !q.known.empty();
    if (known_both) {
      for (const auto& [i, x] : p.known)
        for (const auto& [j, y] : q.known)
          if (lexicon_.causes_meet(x, y) || term_similarity(a_, i, b_, j, lexicon_) >= same_wording) return;
      // Where no word says that it is the cause, the side must not tell of one like the other's at all.
      if (!q.strong)
        for (const auto& [i, x] : p.known)
          for (const auto& [j, y] : b_.cause_terms)
            if (lexicon_.causes_meet(x, y)) return;
      if (!p.strong)
        for (const auto& [j, y] : q.known)
          for (const auto& [i, x] : a_.cause_terms)
            if (lexicon_.causes_meet(x, y)) return;
      const double told = effect(p, q);
      const double least = p.said && q.said ? least_effect : named_effect;
      if (told < least) return;
      const auto [i, x] = p.known.front();
      const auto [j, y] = q.known.front();
      // Where neither says that it is the cause, both may be meant as something else.
      const bool apart = (!p.strong && !q.strong) || other_names() || other_capitals() || other_items() ||
                         other_numbers() || other_thing(p, q);
      add(DifferenceKind::cause, apart ? Relation::check : Relation::diverge, "cause_differs", one(i), one(j));
      return;
    }
    // Causes that no table knows: both say that they are the cause, and share no word.
    if (p.stated.empty() || q.stated.empty()) return;
    for (const CausePart& x : p.stated)
      for (std::uint32_t i = x.first; i < x.last; ++i)
        for (std::uint32_t j = 0; j < b_.terms.size(); ++j)
          if (met(i, j)) return;
    for (const CausePart& y : q.stated)
      for (std::uint32_t j = y.first; j < y.last; ++j)
        for (std::uint32_t i = 0; i < a_.terms.size(); ++i)
          if (met(i, j)) return;
    if (effect(p, q) < open_effect || other_names() || other_capitals() || other_items() || other_numbers() ||
        other_thing(p, q))
      return;
    const CausePart& x = p.stated.front();
    const CausePart& y = q.stated.front();
    add(DifferenceKind::cause, Relation::diverge, "cause_differs", {x.first, x.last, none}, {y.first, y.last, none});
  }

  void compare_labels() {
    const LabelTerms *of_a = nullptr, *of_b = nullptr;
    const auto key = [&](const LabelTerms& x, const LabelTerms& y) {
      return std::pair(x.first + y.first, std::min(a_.terms[x.first].hash, b_.terms[y.first].hash));
    };
    for (const LabelTerms& x : a_.label_terms)
      for (const LabelTerms& y : b_.label_terms) {
        const LabelEntry& p = lexicon_.label_entries[x.label];
        const LabelEntry& q = lexicon_.label_entries[y.label];
        if (p.set != q.set || p.slant == q.slant || (of_a && key(*of_a, *of_b) <= key(x, y))) continue;
        if (no_label(a_, x.first) || no_label(b_, y.first) || says(b_, p) || says(a_, q)) continue;
        if (other_names_beside(x.first, y.first) || !one_referent(x.first, y.first)) continue;
        of_a = &x, of_b = &y;
      }
    if (of_a)
      add(DifferenceKind::label, Relation::compatible, "label_differs", {of_a->first, of_a->last, none},
          {of_b->first, of_b->last, none});
  }

 private:
  static constexpr double least_effect = 0.4;  // Harmonic share of what happened that both tell, causes left out.
  static constexpr double named_effect = 0.5;
  static constexpr double open_effect = 0.5;

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
    for (const CausePart& part : side.causes) {
      std::fill(result.part.begin() + part.first, result.part.begin() + part.last, 1);
      if (part.stated) result.stated.push_back(part);
    }
    // What both name is what happened, not why.
    const auto own = [&](std::uint32_t term) {
      return similarity[term] < same_word && !side.attribution[term] &&
             side.negated[term] != Statement::negated_outright && !side.denied[term];
    };
    for (const auto& [term, cause] : side.cause_terms)
      if (own(term) && result.part[term]) result.known.emplace_back(term, cause);
    for (const auto& [term, cause] : side.said_causes)
      if (own(term)) result.known.emplace_back(term, cause);
    std::sort(result.known.begin(), result.known.end());
    result.said = !result.known.empty();
    result.strong = std::any_of(result.known.begin(), result.known.end(), [&](const auto& known) {
      return std::any_of(result.stated.begin(), result.stated.end(),
                         [&](const CausePart& part) { return known.first >= part.first && known.first < part.last; });
    });
    // «هيئة الطيران»: part of a name.
    const auto of_body = [&](std::uint32_t term) {
      return (term > 0 && side.body_noun[term - 1]) || (term > 1 && side.body_noun[term - 2]);
    };
    if (!result.said)
      for (const auto& [term, cause] : side.cause_terms)
        if (own(term) && !of_body(term) && lexicon_.cause_named[cause]) result.known.emplace_back(term, cause);
    for (const auto& [term, cause] : result.known) result.part[term] = 1;
    return result;
  }

  /// Whether the term stands right before a cause: it is the word that says so.
  static bool marks_cause(const Given& given, std::uint32_t term) {
    return term + 1 < given.part.size() && given.part[term + 1] && !given.part[term];
  }

  /// Harmonic share of the weight of the words outside the causes that the other side has too.
  double effect(const Given& p, const Given& q) const {
    const auto share = [](const Statement& side, const Given& causes, const std::vector<double>& similarity) {
      double all = 0, met = 0;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
        if (causes.part[i] || marks_cause(causes, i) || side.attribution[i] || side.reporting[i] ||
            side.terms[i].function_word)
          continue;
        all += side.terms[i].weight;
        met += side.terms[i].weight * similarity[i];
      }
      return all > 0 ? met / all : 0;
    };
    const double x = share(a_, p, alignment_.similarity_a), y = share(b_, q, alignment_.similarity_b);
    return x + y > 0 ? 2 * x * y / (x + y) : 0;
  }

  /// Whether it happened to different things: one noun of the two sides governs different ones («صادرات الزيت»,
  /// «صادرات الفستق»).
  bool other_thing(const Given& p, const Given& q) const {
    if (lexicon_.lang != "ar") return false;
    for (std::uint32_t i = 0; i + 1 < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || j + 1 >= b_.terms.size() || alignment_.similarity_a[i] < same_word) continue;
      const auto other = [](const Statement& side, std::uint32_t at, const std::vector<double>& similarity,
                            const Given& given) {
        const Term& term = side.terms[at];
        return term.kind == Term::Kind::word && !term.function_word && similarity[at] < same_wording &&
               !given.part[at] && !marks_cause(given, at) && !side.attribution[at];
      };
      if (!a_.terms[i].function_word && other(a_, i + 1, alignment_.similarity_a, p) &&
          other(b_, j + 1, alignment_.similarity_b, q))
        return true;
    }
    return false;
  }

  bool met(std::uint32_t i, std::uint32_t j) const {
    if (a_.terms[i].hash == b_.terms[j].hash) return !a_.terms[i].function_word || !b_.terms[j].function_word;
    return !a_.terms[i].function_word && !b_.terms[j].function_word &&
           term_similarity(a_, i, b_, j, lexicon_) >= same_wording;
  }

  /// Part of a name, or words in quotation marks, which are somebody's and not the text's.
  bool no_label(const Statement& side, std::uint32_t term) const {
    if (std::any_of(side.quotes.begin(), side.quotes.end(),
                    [&](const QuotedTerms& quote) { return term >= quote.first && term < quote.last; }))
      return true;
    if (side.terms[term].kind != Term::Kind::word || side.title || term == 0 || !side.terms[term].capitalised)
      return false;
    return side.terms[term - 1].capitalised || (term + 1 < side.terms.size() && side.terms[term + 1].capitalised);
  }

  /// Whether the side has a word of the label's set and slant.
  bool says(const Statement& side, const LabelEntry& label) const {
    return std::any_of(side.label_terms.begin(), side.label_terms.end(), [&](const auto& other) {
      const LabelEntry& entry = lexicon_.label_entries[other.label];
      return entry.set == label.set && entry.slant == label.slant;
    });
  }

  /// Whether the two words stand in one slot: words beside them are the same, and neither side speaks of others.
  bool one_referent(std::uint32_t i, std::uint32_t j) const {
    if (!close_frame() || other_capitals()) return false;
    return shared(i, j) >= 1 || (coverage_ >= same_wording && !other_names());
  }
};

}  // namespace

void compare_causes(SlotComparison& comparison) { WordingComparison(comparison).compare_causes(); }
void compare_labels(SlotComparison& comparison) { WordingComparison(comparison).compare_labels(); }

}  // namespace tawatur
