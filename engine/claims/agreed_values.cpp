#include "claims/agreed_values.h"

#include <algorithm>

#include "claims/count_comparison.h"
#include "claims/told_of_one.h"

namespace tawatur {
namespace {

constexpr double same_value = 0.85;
constexpr double likely = 0.7;  // Probability that two statements are one claim.

/// The content terms in a range: of a figure its numbers or days alone, for what it counts was found to be one thing.
std::vector<std::uint32_t> value_terms(const Statement& side, ByteRange range) {
  std::vector<std::uint32_t> marked;
  const auto [first, last] = side.terms_in(range);
  for (std::uint32_t i = first; i < last; ++i)
    if (!side.terms[i].function_word) marked.push_back(i);
  for (const Term::Kind kind : {Term::Kind::number, Term::Kind::date}) {
    std::vector<std::uint32_t> figures;
    for (const std::uint32_t i : marked)
      if (side.terms[i].kind == kind) figures.push_back(i);
    if (!figures.empty()) return figures;
  }
  return marked;
}

/// Words that say one thing: terms [first, last).
struct SaidTerms {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Term i, with the phrase that it heads where that phrase is what the two terms have in common.
SaidTerms phrase_of(const Statement& side, std::uint32_t i, const Term& counterpart) {
  SaidTerms said{i, i + 1};
  for (const PredicateTerms& phrase : side.predicates) {
    if (phrase.head != i || !std::binary_search(counterpart.synonyms.begin(), counterpart.synonyms.end(), phrase.set))
      continue;
    for (const std::uint32_t term : {phrase.first, phrase.last - 1, phrase.other})
      if (term < side.terms.size()) said = {std::min(said.first, term), std::max(said.last, term + 1)};
  }
  return said;
}

/// Whether both say it or both say that it is not so. What a phrase says is done to its object is no matter: "rejected
/// the bid" takes the bid back.
bool alike_said(const Statement& x, std::uint32_t i, SaidTerms p, const Statement& y, std::uint32_t j, SaidTerms q) {
  const auto negated = [](const Statement& side, SaidTerms said) {
    return std::any_of(side.negated.begin() + said.first, side.negated.begin() + said.last,
                       [](std::uint8_t mark) { return mark != Statement::affirmed; });
  };
  return negated(x, p) == negated(y, q) && (x.denied[i] != 0) == (y.denied[j] != 0) &&
         (x.taken_back[i] != 0) == (y.taken_back[j] != 0);
}

/// The terms of `other` that say what term i of `side` says; absent where none do.
std::optional<SaidTerms> said_in(const Statement& side, std::uint32_t i, const Statement& other,
                                 const ClaimLexicon& lexicon) {
  std::optional<SaidTerms> best;
  double best_similarity = 0;
  for (std::uint32_t j = 0; j < other.terms.size(); ++j) {
    if (other.terms[j].function_word) continue;
    const double similarity = term_similarity(side, i, other, j, lexicon);
    if (similarity < same_value || similarity <= best_similarity) continue;
    const SaidTerms said = phrase_of(other, j, side.terms[i]);
    if (!alike_said(side, i, phrase_of(side, i, other.terms[j]), other, j, said)) continue;
    best = said;
    best_similarity = similarity;
  }
  return best;
}

/// What two values need to be told of one thing and not to hold both.
class ValuesApart : public CountComparison {
 public:
  explicit ValuesApart(const SlotComparison& comparison) : CountComparison(comparison) {}

  /// Whether two numbers can't both hold; true of other values.
  bool apart(ByteRange range_a, ByteRange range_b) const {
    const CountSlot* x = slot_in(a_, range_a);
    const CountSlot* y = slot_in(b_, range_b);
    if (!x || !y || !quantity(a_, *x) || !quantity(b_, *y)) return true;
    if (vague(*quantity(a_, *x)) || vague(*quantity(b_, *y))) return false;
    // "400 are up" under the headline "600 posters": of its own number and of the other's the text tells.
    if (counted_too(context_.a, b_, *y) || counted_too(context_.b, a_, *x)) return false;
    // «الوزراء الأربعة» under the headline «عودة أربعة وزراء آخرين».
    if (others_told(context_.a, a_, *x) != others_told(context_.b, b_, *y)) return false;
    return affinity(*x, *y) != Affinity::none && !agree(*x, *y) &&
           risen_to(a_, *x) == risen_to(b_, *y);
  }

  /// Whether a day may lie between the two, and they tell of other things or of what changes from day to day.
  bool of_other_days(DifferenceKind kind) const {
    const bool changes = kind == DifferenceKind::negation || kind == DifferenceKind::opposite_event;
    return undated() && (changes || !close_frame());
  }

  /// Whether the two are too unlike to be of one number, or one "not": there are many of them.
  bool unlike(const Difference& found) const {
    const bool no_act = found.kind == DifferenceKind::negation && found.rule != "count_none";
    return (found.kind == DifferenceKind::count || no_act) && context_.related < likely;
  }

  /// Whether each side names somebody else beside its value.
  bool names_apart(std::uint32_t i, std::uint32_t j) const { return other_names_beside(i, j); }

 private:
  /// Whether the article says of that many, here or elsewhere, that they are others than those before.
  static bool others_told(const ArticleContext& article, const Statement& side, const CountSlot& slot) {
    const double value = quantity(side, slot)->stated;
    return side.another || std::any_of(article.statements.begin(), article.statements.end(), [&](const Statement& told) {
             return told.another && std::any_of(told.counts.begin(), told.counts.end(), [&](const CountSlot& other) {
                      const Quantity* number = quantity(told, other);
                      return number && number->stated == value && other.kind == slot.kind;
                    });
           });
  }

  static const CountSlot* slot_in(const Statement& side, ByteRange range) {
    const auto [first, last] = side.terms_in(range);
    for (const CountSlot& slot : side.counts)
      if (first <= slot.term && slot.term < last) return &slot;
    return nullptr;
  }
};

}  // namespace

std::optional<Difference> agreed_difference(const AgreedValue& statements, const Difference& found,
                                            const ClaimLexicon& lexicon, const ComparisonOptions& options) {
  const auto& [a, b, third, context] = statements;
  if (!found.a || !found.b || found.kind == DifferenceKind::entity || found.rule == "quote_word") return std::nullopt;
  const auto own = value_terms(b, *found.b), others = value_terms(a, *found.a);
  if (own.empty() || others.empty()) return std::nullopt;
  // Parts of a day are told of many things.
  if (found.kind == DifferenceKind::date && b.terms[own.front()].kind != Term::Kind::date) return std::nullopt;
  // Who denies it is not what is denied.
  const bool names_actor = b.terms[own.front()].kind == Term::Kind::actor || b.attribution[own.front()];
  if (found.kind == DifferenceKind::denial && names_actor) return std::nullopt;
  for (const std::uint32_t i : others)
    if (said_in(a, i, third, lexicon)) return std::nullopt;
  std::uint32_t first = static_cast<std::uint32_t>(third.terms.size()), last = 0;
  for (const std::uint32_t i : own) {
    if (said_in(b, i, a, lexicon)) continue;
    const auto met = said_in(b, i, third, lexicon);
    if (!met) return std::nullopt;
    first = std::min(first, met->first);
    last = std::max(last, met->last);
  }
  if (first >= last) return std::nullopt;
  Difference difference;
  difference.kind = found.kind;
  difference.relation = Relation::diverge;
  difference.rule = agreed_rule;
  difference.a = found.a;
  difference.a_value = found.a_value;
  difference.b = third.bytes(first, last);
  difference.b_value = std::string(third.verbatim(first, last));
  difference.why = lexicon.reason(difference.rule, difference.a_value, difference.b_value);
  const TermAlignment alignment = align_terms(a, third, lexicon);
  Findings none;
  const SlotComparison comparison(a, third, alignment, context, lexicon, options, none);
  const ValuesApart values(comparison);
  if (values.of_other_days(found.kind) || values.unlike(found)) return std::nullopt;
  if (values.names_apart(others.front(), first) || !values.apart(*difference.a, *difference.b)) return std::nullopt;
  if (!ToldOfOne(comparison).told_of_one(difference)) return std::nullopt;
  return difference;
}

}  // namespace tawatur
