#include "claims/term_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <boost/container/small_vector.hpp>

namespace tawatur {
namespace {

constexpr double same_stem = 0.97;
constexpr double synonym = 0.9;
constexpr double same_slot = 0.5;  // Two numbers or dates that differ, two opposite words: one slot, two values.
// Below it, words that share letters are most often unrelated; short ones, with few bigrams, sooner.
constexpr double least_dice = 0.55, least_short_dice = 0.7;
constexpr std::size_t short_letters = 5;

bool intersects(const Term::Sets& a, const Term::Sets& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) return true;
    if (*i < *j)
      ++i;
    else
      ++j;
  }
  return false;
}

/// False only for words without a bigram in common.
bool may_share(const std::array<std::uint64_t, 2>& x, const std::array<std::uint64_t, 2>& y) {
  return (x[0] & y[0]) != 0 && (x[1] & y[1]) != 0;
}

/// Dice coefficient of the letter bigrams of two stems, counted with multiplicity; 0 when it can't reach least_dice.
double bigram_dice(const WordFacts& a, const WordFacts& b) {
  const std::size_t n = a.bigrams.size(), m = b.bigrams.size();
  if (n == 0 || m == 0) return 0;
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (a.bigrams[i] == b.bigrams[j])
      ++shared, ++i, ++j;
    else if (a.bigrams[i] < b.bigrams[j])
      ++i;
    else
      ++j;
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(n + m);
}

/// Letters that an Arabic verb and the noun of its act share, by the patterns that put one long vowel before the last:
/// «يعتذر», «اعتذار»; «يخفض», «تخفيض». False of the many other patterns.
bool noun_of_act(std::string_view verb, std::string_view noun) {
  constexpr std::size_t letter = 2, least_core = 3 * letter;  // Bytes.
  constexpr std::string_view alif = "ا", ya = "ي", ta = "ت", nun = "ن";
  if (noun.size() < least_core + 2 * letter) return false;
  const std::string_view vowel = noun.substr(noun.size() - 2 * letter, letter);
  const bool alif_pattern = noun.starts_with(alif) && vowel == alif;
  if (!alif_pattern && !(noun.starts_with(ta) && vowel == ya)) return false;
  const std::string_view head = noun.substr(letter, noun.size() - 3 * letter), tail = noun.substr(noun.size() - letter);
  const auto has_core = [&](std::string_view word) {
    return word.size() == head.size() + letter && word.starts_with(head) && word.ends_with(tail);
  };
  if (!alif_pattern && has_core(verb)) return true;
  return (verb.starts_with(alif) || verb.starts_with(ya) || verb.starts_with(ta) || verb.starts_with(nun)) &&
         has_core(verb.substr(letter));
}

double word_similarity(const Term& a, const Term& b) {
  if (a.hash == b.hash) return 1;
  if (a.function_word || b.function_word) return 0;
  if (opposed(a, b)) return same_slot;
  if (a.facts && b.facts && a.facts->stem_hash == b.facts->stem_hash) return same_stem;
  if (intersects(a.synonyms, b.synonyms)) return synonym;
  if (!a.facts || !b.facts) return 0;
  const WordFacts& x = *a.facts;
  const WordFacts& y = *b.facts;
  // Of two words that the tables know, they tell whether they say the same.
  if ((a.synonyms.empty() || b.synonyms.empty()) && (noun_of_act(x.stem, y.stem) || noun_of_act(y.stem, x.stem)))
    return synonym;
  for (const std::uint64_t skeleton : x.skeletons)
    if (std::find(y.skeletons.begin(), y.skeletons.end(), skeleton) != y.skeletons.end())
      return 0.85 + 0.1 * bigram_dice(x, y);
  if (x.stem_letters < 4 || y.stem_letters < 4 || !may_share(x.bigram_masks, y.bigram_masks)) return 0;
  const double dice = bigram_dice(x, y);
  return dice >= (std::min(x.stem_letters, y.stem_letters) <= short_letters ? least_short_dice : least_dice)
             ? 0.9 * dice
             : 0;
}

/// Of a sentence's terms on the stack.
template <typename T>
using List = boost::container::small_vector<T, 40>;

/// What tells of most pairs of terms at once that their similarity is 0.
struct Outline {
  std::uint64_t hash = 0;
  std::uint64_t stem_hash = 0;
  std::array<std::uint64_t, 2> bigram_masks{};
  std::uint8_t has = 0;  ///< Bits: poles, synonyms, skeletons. Alike only in what both have.
  bool plain = false;    ///< A word with facts, no name, number or date.
  bool function_word = false;
};

List<Outline> outlines(const Statement& statement) {
  List<Outline> outlines;
  outlines.reserve(statement.terms.size());
  for (const Term& term : statement.terms) {
    Outline outline;
    outline.plain = term.kind == Term::Kind::word && term.facts;
    outline.function_word = term.function_word;
    outline.hash = term.hash;
    if (outline.plain) {
      outline.stem_hash = term.facts->stem_hash;
      if (term.facts->stem_letters >= 4) outline.bigram_masks = term.facts->bigram_masks;
      outline.has = static_cast<std::uint8_t>((term.poles.empty() ? 0 : 1) | (term.synonyms.empty() ? 0 : 2) |
                                              (term.facts->skeletons.empty() ? 0 : 4));
    }
    outlines.push_back(outline);
  }
  return outlines;
}

/// Whether term_similarity is sure to be 0.
bool nothing_alike(const Outline& a, const Outline& b) {
  if (!a.plain || !b.plain || a.hash == b.hash) return false;
  return a.function_word || b.function_word ||
         (a.stem_hash != b.stem_hash && (a.has & b.has) == 0 && !may_share(a.bigram_masks, b.bigram_masks));
}

}  // namespace

bool opposed(const Term& x, const Term& y) {
  std::uint32_t opposite = 0, common = 0;
  for (const std::uint32_t pole_x : x.poles)
    for (const std::uint32_t pole_y : y.poles) {
      opposite += (pole_x ^ 1u) == pole_y;
      common += pole_x == pole_y;
    }
  return opposite > 0 && opposite >= common;
}

double term_similarity(const Statement& a, std::uint32_t term_a, const Statement& b, std::uint32_t term_b,
                       const ClaimLexicon& lexicon) {
  const Term& x = a.terms[term_a];
  const Term& y = b.terms[term_b];
  using Kind = Term::Kind;
  if (x.kind == Kind::number && y.kind == Kind::number) {
    const Quantity& p = a.quantities[x.value];
    const Quantity& q = b.quantities[y.value];
    if (p.ordinal != q.ordinal || p.unit != q.unit) return x.hash == y.hash ? 1 : 0;
    return p.low <= q.high && q.low <= p.high ? 1 : same_slot;
  }
  if (x.kind == Kind::date && y.kind == Kind::date) {
    if (x.hash == y.hash) return 1;
    const auto& p = a.days[x.value];
    const auto& q = b.days[y.value];
    if (!p || !q) return same_slot;
    return p->first <= q->last && q->first <= p->last ? 1 : same_slot;
  }
  const auto known = [](const Term& term) {
    return (term.kind == Kind::actor || term.kind == Kind::place) && term.value != Term::no_entity;
  };
  if (known(x) && known(y)) {
    if (x.value == y.value) return 1;
    return lexicon.related(x.value, y.value) ? 0.7 : 0;
  }
  if (x.kind == Kind::number || y.kind == Kind::number || x.kind == Kind::date || y.kind == Kind::date)
    return x.hash == y.hash ? 1 : 0;
  return word_similarity(x, y);
}

TermAlignment align_terms(const Statement& a, const Statement& b, const ClaimLexicon& lexicon) {
  const auto n = static_cast<std::uint32_t>(a.terms.size()), m = static_cast<std::uint32_t>(b.terms.size());
  TermAlignment result;
  result.b_of_a.assign(n, TermAlignment::none);
  result.a_of_b.assign(m, TermAlignment::none);
  result.similarity_a.assign(n, 0);
  result.similarity_b.assign(m, 0);

  struct Option {
    std::int32_t similarity;  // In thousandths, so that order does not hang on rounding.
    std::uint64_t distance;   // Of relative positions, as |i(m) - j(n)|: exact and symmetric.
    std::uint32_t i, j;
  };
  const List<Outline> outlines_a = outlines(a), outlines_b = outlines(b);
  List<Option> options;
  for (std::uint32_t i = 0; i < n; ++i)
    for (std::uint32_t j = 0; j < m; ++j) {
      if (nothing_alike(outlines_a[i], outlines_b[j])) continue;
      const double similarity = term_similarity(a, i, b, j, lexicon);
      if (similarity <= 0) continue;
      const auto p = static_cast<std::int64_t>(i) * m, q = static_cast<std::int64_t>(j) * n;
      options.push_back({static_cast<std::int32_t>(std::lround(similarity * 1000)),
                         static_cast<std::uint64_t>(p < q ? q - p : p - q), i, j});
    }
  std::sort(options.begin(), options.end(), [](const Option& x, const Option& y) {
    return std::tuple(-x.similarity, x.distance, std::min(x.i, x.j), std::max(x.i, x.j), x.i) <
           std::tuple(-y.similarity, y.distance, std::min(y.i, y.j), std::max(y.i, y.j), y.i);
  });
  for (const Option& option : options) {
    if (result.b_of_a[option.i] != TermAlignment::none || result.a_of_b[option.j] != TermAlignment::none) continue;
    result.b_of_a[option.i] = option.j;
    result.a_of_b[option.j] = option.i;
    result.similarity_a[option.i] = result.similarity_b[option.j] = option.similarity / 1000.0;
  }

  // "Came into force" and "took effect": where the heads of two phrases of one set are aligned, what else stands in
  // them is said as well.
  List<double> said_a(result.similarity_a.begin(), result.similarity_a.end()),
      said_b(result.similarity_b.begin(), result.similarity_b.end());
  const auto say_rest = [](const PredicateTerms& phrase, List<double>& said) {
    for (std::uint32_t k = phrase.first; k < phrase.last; ++k) said[k] = std::max(said[k], synonym);
    said[phrase.other] = std::max(said[phrase.other], synonym);
  };
  for (const PredicateTerms& p : a.predicates)
    for (const PredicateTerms& q : b.predicates) {
      if (p.set != q.set || result.b_of_a[p.head] != q.head) continue;
      say_rest(p, said_a);
      say_rest(q, said_b);
    }

  double weight_a = 0, weight_b = 0, matched_a = 0, matched_b = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    weight_a += a.terms[i].weight;
    matched_a += a.terms[i].weight * said_a[i];
  }
  for (std::uint32_t j = 0; j < m; ++j) {
    weight_b += b.terms[j].weight;
    matched_b += b.terms[j].weight * said_b[j];
  }
  result.coverage_a = weight_a > 0 ? matched_a / weight_a : 0;
  result.coverage_b = weight_b > 0 ? matched_b / weight_b : 0;
  result.matched_weight = (matched_a + matched_b) / 2;
  const double sum = result.coverage_a + result.coverage_b;
  const double harmonic = sum > 0 ? 2 * result.coverage_a * result.coverage_b / sum : 0;
  // A short statement inside a long one counts for less the fewer words it has: few words match by chance.
  const double evidence = result.matched_weight / (result.matched_weight + 1.5);
  result.score =
      (0.6 * harmonic + 0.4 * std::max(result.coverage_a, result.coverage_b)) * std::min(1.0, evidence * 1.25);
  return result;
}

}  // namespace tawatur
