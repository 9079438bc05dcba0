#include <algorithm>
#include <cmath>

#include "claims/claim_candidates.h"
#include "claims/compare_event.h"

namespace tawatur {
namespace {

// Start values, read off labelled headline pairs: where half of the pairs with that score are related, and how steeply
// that changes.
constexpr double related_at = 0.36;
constexpr double related_slope = 14;
constexpr double related_by_control = 0.8;
constexpr double diverge_if_rule = 0.9;
constexpr double diverge_if_check = 0.5;
constexpr double diverge_if_none = 0.15;

Statement read_sentence(std::string_view text, const std::optional<Timestamp>& date, const ClaimLexicon& lexicon,
                        WordReader& reader) {
  LearntPlaces places;
  learn_places(text, lexicon, reader, places);
  std::sort(places.begin(), places.end());
  NamedBefore memory;
  const Span whole{ArticleIndex{0}, Field::text, {0, static_cast<std::uint32_t>(text.size())}};
  Statement statement = read_statement(text, whole, 1, find_quotations(text), date, lexicon, reader, places, memory);
  for (Term& term : statement.terms)
    if (term.function_word) term.weight = 0.1;
  return statement;
}

}  // namespace

PairJudgement ClaimComparer::judge(std::string_view a, std::string_view b, std::string_view lang,
                                   const std::optional<Timestamp>& date_a,
                                   const std::optional<Timestamp>& date_b) const {
  const auto time = [](const std::optional<Timestamp>& date) { return date ? date->utc_s() : 0; };
  if (std::pair(b, time(date_b)) < std::pair(a, time(date_a))) {
    PairJudgement judgement = judge(b, a, lang, date_b, date_a);
    for (Difference& difference : judgement.differences) {
      std::swap(difference.a, difference.b);
      std::swap(difference.a_value, difference.b_value);
      difference.why = lexicon(lang).reason(difference.rule, difference.a_value, difference.b_value);
    }
    return judgement;
  }
  const ClaimLexicon& words = lexicon(lang);
  WordReader reader(words.lang);
  const Statement x = read_sentence(a, date_a, words, reader), y = read_sentence(b, date_b, words, reader);
  const TermAlignment alignment = align_terms(x, y, words);
  PairJudgement judgement;
  const double sum = alignment.coverage_a + alignment.coverage_b;
  judgement.similarity = sum > 0 ? 2 * alignment.coverage_a * alignment.coverage_b / sum : 0;
  double related = 1 / (1 + std::exp(-related_slope * (alignment.score - related_at)));
  judgement.differences = compare_statements(x, y, alignment, {date_a, date_b, related, {}, {}, {}, {}, {}, {}, {}},
                                             words, options_.comparison);
  const Relation worst = gravest(judgement.differences);
  // Who holds a place is one question, however the answers are worded.
  for (const Difference& difference : judgement.differences)
    if (difference.kind == DifferenceKind::control && difference.relation == Relation::diverge)
      related = std::max(related, related_by_control);
  const double diverging = worst == Relation::diverge ? diverge_if_rule
                           : worst == Relation::check ? diverge_if_check
                                                      : diverge_if_none;
  judgement.diverge = related * diverging;
  judgement.match = related * (1 - diverging);
  judgement.unrelated = 1 - related;
  judgement.relation = judgement.unrelated >= std::max(judgement.match, judgement.diverge) ? PairRelation::unrelated
                       : judgement.diverge > judgement.match                               ? PairRelation::diverge
                                                                                           : PairRelation::match;
  return judgement;
}

}  // namespace tawatur
