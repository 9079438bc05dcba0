#include "claims/count_comparison.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "claims/rounding.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr double synonymous = 0.85;
constexpr std::string_view thing = "thing";  // Group of what is neither a person nor an animal.
constexpr double shared_out = 0.06;          // The same of a share: "nearly half of the 400".
constexpr double converted = 0.06;           // Relative difference that remains of a converted number: it was rounded.

bool meet(const std::vector<std::uint32_t>& p, const std::vector<std::uint32_t>& q) {
  return std::any_of(p.begin(), p.end(),
                     [&](std::uint32_t one) { return std::binary_search(q.begin(), q.end(), one); });
}

/// How often the period comes in a year; 0: it is no time ("a litre").
double per_year(std::string_view period) {
  if (period == "hour") return 24 * 365.0;
  if (period == "day" || period == "night") return 365;
  if (period == "week") return 52;
  if (period == "fortnight") return 26;
  if (period == "month") return 12;
  if (period == "quarter") return 4;
  if (period == "year") return 1;
  return 0;
}

}  // namespace

bool CountComparison::one_incident() const {
  if (!one_incident_) one_incident_ = !IncidentComparison(*this).apart();
  return *one_incident_;
}

bool CountComparison::fates_contradict(const CountSlot& x, const CountSlot& y) const {
  const Quantity* p = quantity(a_, x);
  const UnitFacts* unit = p ? lexicon_.unit(p->unit) : nullptr;
  return lexicon_.fates_contradict(frame(a_, x).fates, frame(b_, y).fates,
                                   unit ? std::string_view(unit->dimension) : std::string_view());
}

bool CountComparison::sum_and_part(const CountFrame& x, const CountFrame& y) const {
  const auto sums = [&](const CountFrame& whole, const CountFrame& part) {
    return std::any_of(whole.fates.begin(), whole.fates.end(), [&](std::uint32_t sum) {
      return !std::binary_search(part.fates.begin(), part.fates.end(), sum) &&
             std::any_of(part.fates.begin(), part.fates.end(),
                         [&](std::uint32_t one) { return lexicon_.fate_sums(sum, one); });
    });
  };
  return sums(x, y) || sums(y, x);
}

bool CountComparison::victims_alone(const CountFrame& victims, const CountFrame& others) const {
  if (others.groups.empty()) return false;
  const auto suffered = [&](std::uint32_t fate) {
    for (std::uint32_t sum = 0; sum < lexicon_.fate_names.size(); ++sum)
      if (lexicon_.fate_sums(sum, fate)) return true;
    return false;
  };
  return std::any_of(victims.fates.begin(), victims.fates.end(), [&](std::uint32_t fate) {
    return suffered(fate) && std::none_of(others.fates.begin(), others.fates.end(), [&](std::uint32_t other) {
             return other == fate || lexicon_.fates_contradict(fate, other) || lexicon_.fate_sums(other, fate);
           });
  });
}

bool CountComparison::things(const CountFrame& frame) const {
  return std::any_of(frame.groups.begin(), frame.groups.end(),
                     [&](std::uint32_t group) { return lexicon_.group_names[group] == thing; });
}

bool CountComparison::sorts_differ(const CountFrame& x, const CountFrame& y) const {
  // «8 أفريقيات»: an adjective of origin alone counts people.
  const auto known = [](const CountFrame& frame) { return !frame.groups.empty() || !frame.origins.empty(); };
  return known(x) && known(y) && things(x) != things(y);
}

bool CountComparison::one_of_others(const CountSlot& x, const CountSlot& y) const {
  const Quantity* p = quantity(a_, x);
  const Quantity* q = quantity(b_, y);
  if (!p || !q || p->single == q->single || groups_meet(frame(a_, x), frame(b_, y))) return false;
  return x.noun >= a_.terms.size() || y.noun >= b_.terms.size() || !same_stem(a_.terms[x.noun], b_.terms[y.noun]);
}

bool CountComparison::told_as_part(const CountSlot& x, const CountSlot& y) const {
  const auto part_of = [&](const CountSlot& slot, const Statement& side, const CountSlot& whole,
                           const Statement& other) {
    return std::any_of(other.counts.begin(), other.counts.end(), [&](const CountSlot& part) {
      if (&part == &whole || !part.subset || part.low > slot.high || slot.low > part.high) return false;
      const bool nouns = slot.noun < side.terms.size() && part.noun < other.terms.size();
      return nouns && same_stem(side.terms[slot.noun], other.terms[part.noun]);
    });
  };
  return part_of(x, a_, y, b_) || part_of(y, b_, x, a_);
}

bool CountComparison::matters_differ(const CountSlot& x, const CountSlot& y) const {
  constexpr double alike = 0.3;
  // The noun right behind the unit, but for "of", or the one that it describes: "treated water".
  const auto matter = [&](const Statement& side, const CountSlot& slot) -> std::uint32_t {
    const Quantity* number = quantity(side, slot);
    const UnitFacts* unit = number ? lexicon_.unit(number->unit) : nullptr;
    if (!unit || (unit->dimension != "mass" && unit->dimension != "volume" && unit->dimension != "money_or_mass") ||
        slot.noun >= side.terms.size() || slot.noun <= slot.term)
      return none;
    std::uint32_t between = 0;
    for (std::uint32_t k = slot.term + 1; k < slot.noun; ++k)
      between += side.terms[k].first >= number->last && !side.terms[k].function_word;
    return between == 0 && side.terms[slot.noun].first <= number->last + 1 ? slot.noun : none;
  };
  const std::uint32_t i = matter(a_, x), j = matter(b_, y);
  if (i == none || j == none || a_.terms[i].poles != b_.terms[j].poles) return false;
  const auto stands = [&](const Statement& side, const Term& word) {
    return std::any_of(side.terms.begin(), side.terms.end(),
                       [&](const Term& term) { return same_stem(term, word) || share_form(term, word, false); });
  };
  for (std::uint32_t k = i; k < std::min<std::size_t>(i + 2, a_.terms.size()) && !a_.terms[k].function_word; ++k)
    for (std::uint32_t m = j; m < std::min<std::size_t>(j + 2, b_.terms.size()) && !b_.terms[m].function_word; ++m)
      if (term_similarity(a_, k, b_, m, lexicon_) >= alike) return false;
  return !stands(b_, a_.terms[i]) && !stands(a_, b_.terms[j]);
}

bool CountComparison::of_breakdown(const Statement& side, const CountSlot& slot) const {
  constexpr std::ptrdiff_t least_parts = 3;
  const CountFrame& own = frame(side, slot);
  return std::count_if(side.counts.begin(), side.counts.end(), [&](const CountSlot& other) {
           const Quantity* number = quantity(side, other);
           if (!number || !number->unit.empty() || other.subset || other.earlier) return false;
           const CountFrame& told = frame(side, other);
           // Only the first is said to have died.
           return other.kind == slot.kind || (told.fates.empty() && meet(told.groups, own.groups));
         }) >= least_parts;
}

bool CountComparison::measures_apart(const CountSlot& x, const CountSlot& y) const {
  return moments_differ(x, y) || quoted_name_lacking(a_, context_.a, context_.b) ||
         quoted_name_lacking(b_, context_.b, context_.a);
}

bool CountComparison::quoted_name_lacking(const Statement& side, const ArticleContext& own,
                                          const ArticleContext& other) const {
  constexpr std::uint32_t longest_name = 3;
  if (own.statements.empty() || other.statements.empty()) return false;
  const auto named = [&](const Term& word) {
    return std::any_of(other.statements.begin(), other.statements.end(), [&](const Statement& told) {
      return std::any_of(told.terms.begin(), told.terms.end(),
                         [&](const Term& term) { return same_stem(term, word) || one_name(term.form, word.form); });
    });
  };
  const auto lacking = [&](const Statement& told) {
    return std::any_of(told.quotes.begin(), told.quotes.end(), [&](const QuotedTerms& quote) {
      if (quote.last - quote.first > longest_name) return false;
      bool any = false;
      for (std::uint32_t k = quote.first; k < quote.last; ++k) {
        if (told.terms[k].function_word || told.terms[k].kind == Term::Kind::number) continue;
        if (named(told.terms[k])) return false;
        any = true;
      }
      return any;
    });
  };
  return lacking(side) || std::any_of(own.statements.begin(), own.statements.end(),
                                      [&](const Statement& told) { return told.title && lacking(told); });
}

bool CountComparison::counted_too(const ArticleContext& article, const Statement& side, const CountSlot& slot) const {
  // Small numbers meet by chance; a headline that its own text contradicts settles nothing of a toll.
  constexpr double least = 10, one_noun = 0.8;
  const double value = quantity(side, slot)->stated;
  if (value < least) return false;
  const auto of_one_noun = [&](const Statement& told, const CountSlot& other) {
    return slot.noun < side.terms.size() && other.noun < told.terms.size() && slot.noun != slot.term &&
           other.noun != other.term && term_similarity(side, slot.noun, told, other.noun, lexicon_) >= one_noun;
  };
  return std::any_of(article.statements.begin(), article.statements.end(), [&](const Statement& told) {
    if (told.title && slot.kind >= 0) return false;
    return std::any_of(told.counts.begin(), told.counts.end(), [&](const CountSlot& other) {
      const Quantity* number = quantity(told, other);
      return number && number->unit.empty() && number->stated == value && other.kind == slot.kind &&
             (slot.kind >= 0 || of_one_noun(told, other));
    });
  });
}

bool CountComparison::risen_to(const Statement& side, const CountSlot& slot) const {
  constexpr std::uint32_t reach = 8;
  if (slot.term == 0 || !side.terms[slot.term - 1].facts ||
      !lexicon_.prepositions.finds(*side.terms[slot.term - 1].facts))
    return false;
  for (std::uint32_t k = slot.term - 1; k-- > 0 && k + reach >= slot.term;)
    if (std::any_of(side.terms[k].poles.begin(), side.terms[k].poles.end(),
                    [&](std::uint32_t pole) { return pole % 2 == 0 && lexicon_.opposition_amounts[pole / 2] != 0; }))
      return side.negated[k] == Statement::affirmed;
  return false;
}

bool CountComparison::moments_differ(const CountSlot& x, const CountSlot& y) const {
  // What the nearest word before a number says of the amount, else the nearest behind it.
  const auto poles = [&](const Statement& side, std::uint32_t at) {
    const auto amounts = [&](std::uint32_t k) {
      std::vector<std::uint32_t> found;
      for (const std::uint32_t pole : side.terms[k].poles)
        if (lexicon_.opposition_amounts[pole / 2]) found.push_back(pole);
      return found;
    };
    for (std::uint32_t k = at; k-- > 0;)
      if (auto found = amounts(k); !found.empty()) return found;
    for (std::uint32_t k = at + 1; k < side.terms.size(); ++k)
      if (auto found = amounts(k); !found.empty()) return found;
    return std::vector<std::uint32_t>();
  };
  const auto p = poles(a_, x.term), q = poles(b_, y.term);
  const auto has = [](const std::vector<std::uint32_t>& sets, std::uint32_t pole) {
    return std::find(sets.begin(), sets.end(), pole) != sets.end();
  };
  return std::none_of(p.begin(), p.end(), [&](std::uint32_t pole) { return has(q, pole); }) &&
         std::any_of(p.begin(), p.end(), [&](std::uint32_t pole) { return has(q, pole ^ 1u); });
}

bool CountComparison::groups_meet(const CountFrame& x, const CountFrame& y) const {
  for (const std::uint32_t p : x.groups)
    for (const std::uint32_t q : y.groups)
      if ((p == q && lexicon_.group_names[p] != thing) || lexicon_.groups_nest(p, q)) return true;
  return false;
}

bool CountComparison::groups_contradict(const CountFrame& x, const CountFrame& y) const {
  // A group that the other side has too contradicts nothing; "girl pupils" and "boy pupils" meet in one and differ in
  // another.
  const auto met = [&](std::uint32_t group, const CountFrame& other) {
    return std::any_of(other.groups.begin(), other.groups.end(),
                       [&](std::uint32_t one) { return one == group || lexicon_.groups_nest(one, group); });
  };
  for (const std::uint32_t p : x.groups)
    for (const std::uint32_t q : y.groups)
      if (lexicon_.groups_contradict(p, q) && !met(p, y) && !met(q, x)) return true;
  return false;
}

bool CountComparison::origins_contradict(const CountFrame& x, const CountFrame& y) const {
  if (x.origins.empty() || y.origins.empty()) return false;
  return std::none_of(x.origins.begin(), x.origins.end(), [&](std::uint32_t p) {
    return std::any_of(y.origins.begin(), y.origins.end(), [&](std::uint32_t q) { return lexicon_.related(p, q); });
  });
}

bool CountComparison::one_unit(std::string_view a, std::string_view b) const {
  if (a == b) return true;
  const UnitFacts* p = lexicon_.unit(a);
  const UnitFacts* q = lexicon_.unit(b);
  if (!p || !q) return false;
  const auto may_mean = [](const UnitFacts& bare, std::string_view id) {
    return std::find(bare.may_mean.begin(), bare.may_mean.end(), id) != bare.may_mean.end();
  };
  return may_mean(*p, b) || may_mean(*q, a);
}

bool CountComparison::one_dimension(std::string_view a, std::string_view b) const {
  const UnitFacts* p = lexicon_.unit(a);
  const UnitFacts* q = lexicon_.unit(b);
  if (!p || !q) return false;
  const auto ratio = [](const std::string& dimension) { return dimension == "ratio" || dimension == "ratio_change"; };
  const auto either = [](const std::string& x, const std::string& y) {
    return x == "money_or_mass" && (y == "mass" || y == "money");
  };
  return p->dimension == q->dimension || (ratio(p->dimension) && ratio(q->dimension)) ||
         either(p->dimension, q->dimension) || either(q->dimension, p->dimension);
}

bool CountComparison::compounds_differ(const CountSlot& x, const CountSlot& y) const {
  constexpr std::uint32_t reach = 3;
  const auto compound = [](const Statement& side, const Quantity& number) {
    const std::size_t end = side.words.tokens[number.number_last - 1].source.end;
    return end + 1 < side.text.size() && side.text[end] == '-' && number.number_last < side.words.tokens.size() &&
           !(side.text[end + 1] >= '0' && side.text[end + 1] <= '9');
  };
  const auto head_lacking = [&](const Statement& side, const Quantity& number, const Statement& other, bool of_a) {
    if (!compound(side, number)) return false;
    std::uint32_t seen = 0;
    // "A 60-vote margin": the first word is what is counted, as a unit is.
    bool counted = number.last > number.number_last;
    for (std::uint32_t k = 0; k < side.terms.size() && seen < reach; ++k) {
      if (side.terms[k].first < number.last || side.terms[k].function_word) continue;
      if (!counted) {
        counted = true;
        continue;
      }
      ++seen;
      for (std::uint32_t m = 0; m < other.terms.size(); ++m)
        if ((of_a ? term_similarity(side, k, other, m, lexicon_) : term_similarity(other, m, side, k, lexicon_)) >=
            same_word)
          return false;
    }
    return true;
  };
  return head_lacking(a_, *quantity(a_, x), b_, true) || head_lacking(b_, *quantity(b_, y), a_, false);
}

bool CountComparison::spans(const CountSlot& x, const CountSlot& y) const {
  const auto of_time = [&](const Quantity* number) {
    const UnitFacts* unit = number ? lexicon_.unit(number->unit) : nullptr;
    return unit && unit->dimension == "time";
  };
  return of_time(quantity(a_, x)) && of_time(quantity(b_, y)) && shared(x.term, y.term) >= 2;
}

CountComparison::Affinity CountComparison::affinity(const CountSlot& x, const CountSlot& y) const {
  const Quantity* p = quantity(a_, x);
  const Quantity* q = quantity(b_, y);
  // "Four officials familiar with the matter said": who says it is counted by each text for itself.
  if (a_.attribution[x.term] || b_.attribution[y.term]) return Affinity::none;
  if (!p || !q || (x.subset != y.subset && !spans(x, y)) || x.earlier != y.earlier) return Affinity::none;
  const CountFrame& f = frame(a_, x);
  const CountFrame& g = frame(b_, y);
  if (f.age || g.age) return Affinity::none;
  if (p->unit.empty() != q->unit.empty()) return Affinity::none;
  if (fates_contradict(x, y) || groups_contradict(f, g) || origins_contradict(f, g) || sum_and_part(f, g) ||
      sorts_differ(f, g))
    return Affinity::none;
  if (one_of_others(x, y) || told_as_part(x, y) || compounds_differ(x, y) || matters_differ(x, y))
    return Affinity::none;
  if (!p->unit.empty()) {
    if (!one_unit(p->unit, q->unit) && !one_dimension(p->unit, q->unit)) return Affinity::none;
    const std::uint32_t words = shared(x.term, y.term);
    return words >= 2 || (words == 1 && right_beside(x.term, y.term)) ? Affinity::strong
           : words == 1 || alignment_.b_of_a[x.term] == y.term        ? Affinity::fair
                                                                      : Affinity::weak;
  }
  // "28 of the 40", "34 of the 40".
  if (x.whole > 0 && y.whole > 0) return x.whole == y.whole ? Affinity::strong : Affinity::none;
  if (x.whole == q->stated || y.whole == p->stated) return Affinity::none;
  const bool nouns = x.noun < a_.terms.size() && y.noun < b_.terms.size();
  if (nouns && (x.noun == x.term) == (y.noun == y.term) &&
      term_similarity(a_, x.noun, b_, y.noun, lexicon_) >= synonymous)
    return Affinity::strong;
  if (groups_meet(f, g)) return Affinity::strong;
  const bool fates = meet(f.fates, g.fates);
  if (x.kind != y.kind && (victims_alone(f, g) || victims_alone(g, f))) return Affinity::none;
  // Houses, and shocks of a quake: what either counts is known, and it isn't one.
  if (!fates && x.kind != y.kind && !f.groups.empty() && !g.groups.empty()) return Affinity::none;
  if (fates && x.kind >= 0 && x.kind == y.kind) return Affinity::strong;
  return fates || (x.kind >= 0 && x.kind == y.kind) ? Affinity::fair : Affinity::weak;
}

bool CountComparison::follows(double value, const Statement& side) const {
  std::vector<double> numbers;
  for (const Quantity& number : side.quantities)
    if (!number.ordinal && number.unit.empty()) numbers.push_back(number.stated);
  double sum = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    sum += numbers[i];
    for (std::size_t j = i + 1; j < numbers.size(); ++j)
      if (numbers[i] + numbers[j] == value || std::abs(numbers[i] - numbers[j]) == value) return true;
  }
  // "Half of the 80".
  for (const double share : side.shares)
    for (const double number : numbers)
      if (std::abs(number * share - value) <= shared_out * value) return true;
  return numbers.size() > 2 && sum == value;
}

bool CountComparison::agree(const CountSlot& x, const CountSlot& y) const {
  const Quantity& p = *quantity(a_, x);
  const Quantity& q = *quantity(b_, y);
  double scale = 1;  // From b's unit and period to a's.
  if (p.unit != q.unit) {
    const UnitFacts* u = lexicon_.unit(p.unit);
    const UnitFacts* v = lexicon_.unit(q.unit);
    if (u && v && u->dimension == v->dimension && u->factor > 0 && v->factor > 0) scale = v->factor / u->factor;
    // Nobody knows the rate of exchange; but one amount in two currencies is two amounts.
    if (u && v && u->dimension == "money" && v->dimension == "money" && !one_unit(p.unit, q.unit))
      return p.stated != q.stated;
    if (u && v && u->dimension == "temperature" && p.unit != q.unit) {
      const bool first_fahrenheit = p.unit == "fahrenheit";
      const double f = first_fahrenheit ? p.stated : q.stated, c = first_fahrenheit ? q.stated : p.stated;
      return p.unit == "degree" || q.unit == "degree" ? p.stated == q.stated
                                                      : std::abs((f - 32) / 1.8 - c) <= std::max(1.0, c / 100);
    }
    if (u && v && (u->dimension == "money_or_mass" || v->dimension == "money_or_mass")) {
      // Pounds of weight.
      const UnitFacts* known = u->dimension == "mass" ? u : v->dimension == "mass" ? v : nullptr;
      if (known && known->factor > 0) scale = known == u ? 0.45359237 / known->factor : known->factor / 0.45359237;
    }
  }
  const CountFrame& f = frame(a_, x);
  const CountFrame& g = frame(b_, y);
  if (f.period >= 0 && g.period >= 0 && f.period != g.period) {
    const double often_a = per_year(lexicon_.period_names[static_cast<std::size_t>(f.period)]),
                 often_b = per_year(lexicon_.period_names[static_cast<std::size_t>(g.period)]);
    // Twelve cents a litre are not twelve cents a gallon; other figures may be the same price.
    if (often_a == 0 || often_b == 0) return p.stated != q.stated;
    scale *= often_b / often_a;
  }
  const double slack = scale == 1 ? 0 : converted;
  if (p.low <= q.high * scale * (1 + slack) && q.low * scale * (1 - slack) <= p.high) return true;
  return scale == 1 && rounded_alike(p.stated, q.stated);
}

bool CountComparison::met_elsewhere(const CountSlot& x, const CountSlot& y) const {
  const auto equal = [](const Quantity& one, const CountSlot& slot) {
    return !one.ordinal && one.low <= slot.high && slot.low <= one.high;
  };
  return std::any_of(b_.quantities.begin(), b_.quantities.end(), [&](const Quantity& one) { return equal(one, x); }) ||
         std::any_of(a_.quantities.begin(), a_.quantities.end(), [&](const Quantity& one) { return equal(one, y); });
}

bool CountComparison::counted_once(const Statement& side, const CountSlot& slot, const ArticleContext& context) const {
  const Quantity& own = *quantity(side, slot);
  const auto rivals = [&](const Statement& told) {
    return std::any_of(told.counts.begin(), told.counts.end(), [&](const CountSlot& other) {
      const Quantity* number = quantity(told, other);
      if (!number || number->ordinal || (other.low <= slot.high && slot.low <= other.high)) return false;
      if (number->unit.empty() != own.unit.empty()) return false;
      if (!own.unit.empty()) {
        return one_measure(side, slot, told, other);
      }
      if (other.kind >= 0 && slot.kind >= 0) {
        if (other.kind == slot.kind) return true;
        // Houses that were damaged, families that left theirs.
        if (other.noun != slot.noun && things(frame(side, slot)) != things(frame(told, other))) return false;
      }
      if (groups_meet(frame(side, slot), frame(told, other))) return true;
      return slot.noun < side.terms.size() && other.noun < told.terms.size() &&
             term_similarity(side, slot.noun, told, other.noun, lexicon_) >= synonymous;
    });
  };
  return !rivals(side) && std::none_of(context.statements.begin(), context.statements.end(), rivals);
}

Term::Sets CountComparison::measured_nouns(const Statement& side, const CountSlot& slot) const {
  constexpr std::uint32_t reach = 4;
  Term::Sets nouns;
  // In other languages a verb stands there as often: "took 37 days".
  if (lexicon_.lang != "ar") return nouns;
  for (std::uint32_t k = slot.term; k-- > 0 && k + reach >= slot.term;) {
    const std::string_view gap = gap_before(side.words, side.text, side.terms[k + 1].first);
    if (has_any(gap, {",", "،", ";", "؛", ". ", ":", "("})) break;
    const Term& term = side.terms[k];
    const bool light = term.facts && lexicon_.light_verbs.finds(*term.facts);
    if (nouns.empty() && (term.function_word || light)) continue;
    if (term.kind != Term::Kind::word || term.function_word || light) break;
    nouns.push_back(k);
    if (nouns.size() == 2 || !definite(term)) break;
  }
  return nouns;
}

bool CountComparison::one_measure(const Statement& p, const CountSlot& x, const Statement& q,
                                  const CountSlot& y) const {
  const std::string &unit = quantity(p, x)->unit, &other = quantity(q, y)->unit;
  if (!one_unit(unit, other) && !one_dimension(unit, other)) return false;
  const Term::Sets of_x = measured_nouns(p, x), of_y = measured_nouns(q, y);
  return std::any_of(of_x.begin(), of_x.end(), [&](std::uint32_t i) {
    return std::any_of(of_y.begin(), of_y.end(),
                       [&](std::uint32_t j) { return term_similarity(p, i, q, j, lexicon_) >= synonymous; });
  });
}

bool CountComparison::one_measure(const CountSlot& x, const CountSlot& y) const {
  return one_measure(a_, x, b_, y);
}

SlotComparison::Terms CountComparison::count_terms(const Statement& side, const CountSlot& slot) {
  const bool with_noun = slot.noun < side.terms.size() && slot.noun >= slot.term && slot.noun < slot.term + 6;
  return {slot.term, (with_noun ? slot.noun : slot.term) + 1, none};
}

bool bare_scale(const Statement& side, const Quantity& number) {
  constexpr double least_scale = 1e6;
  const char first = side.words.word(number.number_first)[0];
  return number.number_last == number.number_first + 1 && number.stated >= least_scale && (first < '0' || first > '9');
}

}  // namespace tawatur
