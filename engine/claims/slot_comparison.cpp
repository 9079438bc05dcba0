#include "claims/slot_comparison.h"

#include <algorithm>
#include <cstdlib>
#include <span>

namespace tawatur {

SlotComparison::SlotComparison(const Statement& a, const Statement& b, const TermAlignment& alignment,
                               const ComparisonContext& context, const ClaimLexicon& lexicon,
                               const ComparisonOptions& options, Findings& findings)
    : a_(a),
      b_(b),
      alignment_(alignment),
      context_(context),
      lexicon_(lexicon),
      options_(options),
      found_(findings.differences),
      lone_names_(findings.lone_names) {
  const double sum = alignment.coverage_a + alignment.coverage_b;
  coverage_ = sum > 0 ? 2 * alignment.coverage_a * alignment.coverage_b / sum : 0;
}

bool SlotComparison::other_names_beside(std::uint32_t i, std::uint32_t j) const {
  constexpr std::uint32_t near = 6;
  const auto any_near = [&](const Statement& side, const Statement& other, std::uint32_t at) {
    for (const Term::Kind kind : {Term::Kind::actor, Term::Kind::place})
      for (const std::uint32_t k : unmatched(side, other, kind))
        if (k <= at + near && at <= k + near) return true;
    return false;
  };
  return any_near(a_, b_, i) && any_near(b_, a_, j);
}

namespace {

bool tells(const Term& term) {
  return !term.function_word && term.kind != Term::Kind::date && term.kind != Term::Kind::number;
}

/// Whether term i is a capitalised word that begins neither the statement nor a quotation.
bool inner_capital(const Statement& side, std::uint32_t i) {
  return i > 0 && side.terms[i].capitalised && tells(side.terms[i]) &&
         std::none_of(side.quotes.begin(), side.quotes.end(),
                      [&](const QuotedTerms& quote) { return quote.first == i; });
}

std::vector<std::uint32_t> inner_capitals(const Statement& side) {
  std::vector<std::uint32_t> names;
  for (std::uint32_t i = 0; i < side.terms.size(); ++i)
    if (inner_capital(side, i)) names.push_back(i);
  return names;
}

}  // namespace

bool SlotComparison::cased_headline(const Statement& side) {
  std::size_t content = 0, capitals = 0;
  for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
    content += tells(side.terms[i]);
    capitals += inner_capital(side, i);
  }
  return capitals * 5 > content * 3;
}

bool SlotComparison::other_capitals() const {
  const auto capitals = [](const Statement& side) {
    return cased_headline(side) ? std::vector<std::uint32_t>() : inner_capitals(side);
  };
  const auto lacks = [&](const Statement& side, const std::vector<std::uint32_t>& names, const Statement& other,
                         bool mirrored) {
    return std::any_of(names.begin(), names.end(), [&](std::uint32_t i) {
      for (std::uint32_t j = 0; j < other.terms.size(); ++j) {
        const std::string &p = side.terms[i].form, &q = other.terms[j].form;
        // "Gen." and "General".
        if (one_name(p, q) || (std::min(p.size(), q.size()) >= 3 && (p.starts_with(q) || q.starts_with(p))))
          return false;
        if ((mirrored ? term_similarity(other, j, side, i, lexicon_) : term_similarity(side, i, other, j, lexicon_)) >=
            0.5)
          return false;
      }
      return true;
    });
  };
  return lacks(a_, capitals(a_), b_, false) && lacks(b_, capitals(b_), a_, true);
}

std::size_t SlotComparison::names_shared() const {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i)
    if (a_.terms[i].kind == Term::Kind::actor || a_.terms[i].kind == Term::Kind::place)
      count += alignment_.b_of_a[i] != none && alignment_.similarity_a[i] >= 0.7;
  return count;
}

std::pair<std::size_t, std::size_t> SlotComparison::names_apart() const {
  const auto lacking = [&](const Statement& side, const Statement& other) {
    return unmatched(side, other, Term::Kind::actor).size() + unmatched(side, other, Term::Kind::place).size();
  };
  return {lacking(a_, b_), lacking(b_, a_)};
}

bool SlotComparison::other_day() const {
  const auto gap = as_of_gap();
  return gap && std::llabs(*gap) >= day_s;
}

bool SlotComparison::undated() const {
  if (a_.span.article == b_.span.article) return false;
  constexpr std::uint32_t several = 3;
  const auto unknown = [](const ArticleContext& context) {
    return !context.published &&
           std::any_of(context.statements.begin(), context.statements.end(), [](const Statement& told) {
             return told.span.field == Field::title || told.sentence >= several;
           });
  };
  return unknown(context_.a) || unknown(context_.b);
}

std::vector<std::uint32_t> SlotComparison::neighbours(const Statement& side, std::uint32_t at, std::uint32_t reach) {
  std::uint32_t first = side.terms[at].first, last = side.terms[at].last;
  if (side.terms[at].kind == Term::Kind::number) {
    first = std::min(first, side.quantities[side.terms[at].value].first);
    last = std::max(last, side.quantities[side.terms[at].value].last);
  }
  const auto counts = [&](std::uint32_t k) {
    const Term& term = side.terms[k];
    if (term.function_word || term.kind == Term::Kind::date) return false;
    if (side.attribution[k] && !side.attribution[at]) return false;
    return term.last <= first || term.first >= last;
  };
  std::vector<std::uint32_t> near;
  std::uint32_t seen = 0;
  for (std::uint32_t k = at; k-- > 0 && seen < reach;)
    if (counts(k)) near.push_back(k), ++seen;
  seen = 0;
  for (std::uint32_t k = at + 1; k < side.terms.size() && seen < reach; ++k)
    if (counts(k)) near.push_back(k), ++seen;
  return near;
}

std::uint32_t SlotComparison::shared(std::uint32_t i, std::uint32_t j) const {
  constexpr std::uint32_t reach = 3;
  const auto near_a = neighbours(a_, i, reach), near_b = neighbours(b_, j, reach);
  return static_cast<std::uint32_t>(
      std::count_if(near_a.begin(), near_a.end(), [&](std::uint32_t k) { return met_among(k, near_b); }));
}

bool SlotComparison::right_beside(std::uint32_t i, std::uint32_t j) const {
  const auto near_a = neighbours(a_, i, 1), near_b = neighbours(b_, j, 1);
  return std::any_of(near_a.begin(), near_a.end(), [&](std::uint32_t k) {
    const bool ordinal = a_.terms[k].kind == Term::Kind::number && a_.quantities[a_.terms[k].value].ordinal;
    return !ordinal && met_among(k, near_b);
  });
}

bool SlotComparison::met_among(std::uint32_t k, const std::vector<std::uint32_t>& others) const {
  return (alignment_.b_of_a[k] != none && alignment_.similarity_a[k] >= same_word &&
          std::find(others.begin(), others.end(), alignment_.b_of_a[k]) != others.end()) ||
         std::any_of(others.begin(), others.end(), [&](std::uint32_t m) { return one_pole(a_.terms[k], b_.terms[m]); });
}

bool SlotComparison::one_pole(const Term& x, const Term& y) {
  return std::any_of(x.poles.begin(), x.poles.end(),
                     [&](std::uint32_t pole) { return std::binary_search(y.poles.begin(), y.poles.end(), pole); });
}

bool SlotComparison::deputy_word(const Term& term) const {
  return term.facts && lexicon_.deputy_words.finds(*term.facts);
}

bool SlotComparison::one_name_word(std::uint32_t i, std::uint32_t j) const {
  constexpr double alike = 0.6;
  return term_similarity(a_, i, b_, j, lexicon_) >= alike || one_name(a_.terms[i].form, b_.terms[j].form) ||
         one_spelling(a_.terms[i].form, b_.terms[j].form);
}

bool SlotComparison::two_name_words(std::uint32_t first_a, std::uint32_t last_a, std::uint32_t first_b,
                                    std::uint32_t last_b) const {
  std::uint32_t same = 0;
  for (std::uint32_t i = first_a; i < last_a; ++i)
    for (std::uint32_t j = first_b; j < last_b; ++j)
      same += same_stem(a_.terms[i], b_.terms[j]) || one_name(a_.terms[i].form, b_.terms[j].form);
  return same >= 2;
}

std::string SlotComparison::initials(const Statement& side, const NameSlot& name) {
  std::string letters;
  for (std::uint32_t k = name.first; k < name.last; ++k)
    if (!side.terms[k].function_word) letters += side.terms[k].form.substr(0, 1);
  return letters;
}

bool SlotComparison::short_sentences() const {
  constexpr std::ptrdiff_t most_words = 12;
  const auto words = [](const Statement& side) {
    std::ptrdiff_t count = 0;
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      count += !side.terms[k].function_word && !side.attribution[k] && side.terms[k].kind == Term::Kind::word;
    return count;
  };
  return std::max(words(a_), words(b_)) <= most_words;
}

double SlotComparison::surroundings(std::uint32_t i, std::uint32_t j, std::uint32_t reach) const {
  const auto near_a = neighbours(a_, i, reach), near_b = neighbours(b_, j, reach);
  std::vector<double> best_a(near_a.size(), 0), best_b(near_b.size(), 0);
  for (std::size_t k = 0; k < near_a.size(); ++k)
    for (std::size_t m = 0; m < near_b.size(); ++m) {
      const double similarity = term_similarity(a_, near_a[k], b_, near_b[m], lexicon_);
      best_a[k] = std::max(best_a[k], similarity);
      best_b[m] = std::max(best_b[m], similarity);
    }
  const auto share = [](const Statement& side, const std::vector<std::uint32_t>& near,
                        const std::vector<double>& best) {
    double all = 0, met = 0;
    for (std::size_t k = 0; k < near.size(); ++k) {
      all += side.terms[near[k]].weight;
      met += side.terms[near[k]].weight * best[k];
    }
    return all > 0 ? met / all : 0;
  };
  const double p = share(a_, near_a, best_a), q = share(b_, near_b, best_b);
  return p + q > 0 ? 2 * p * q / (p + q) : 0;
}

bool SlotComparison::names_meet() const {
  const auto [only_a, only_b] = names_apart();
  return only_a == 0 || only_b == 0 || names_shared() > 0;
}

bool SlotComparison::framed(std::uint32_t i, std::uint32_t j) const {
  if (other_names_beside(i, j) || other_items()) return false;
  const std::uint32_t words = shared(i, j);
  return (context_.related >= fairly_related && words >= 2) || (context_.related >= faintly_related && words >= 3);
}

bool SlotComparison::numbers_item(const Statement& side, std::uint32_t term) {
  if (side.terms[term].kind != Term::Kind::number || !side.quantities[side.terms[term].value].ordinal) return false;
  const auto of_time = [&](const TimeSlot& time) { return time.first <= term && term < time.last; };
  const auto of_age = [&](const AgeSlot& age) { return age.term == term; };
  return std::none_of(side.times.begin(), side.times.end(), of_time) &&
         std::none_of(side.ages.begin(), side.ages.end(), of_age);
}

bool SlotComparison::other_items() const {
  const auto ordinals = [](const Statement& side) {
    std::vector<double> numbers;
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (numbers_item(side, k)) numbers.push_back(side.quantities[side.terms[k].value].stated);
    // «الجولة الثانية»: within a phrase of the tables.
    for (const Quantity& number : side.quantities)
      if (number.ordinal && std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
            return term.kind == Term::Kind::word && term.first < number.first && number.last <= term.last;
          }))
        numbers.push_back(number.stated);
    return numbers;
  };
  const auto p = ordinals(a_), q = ordinals(b_);
  return !p.empty() && !q.empty() &&
         std::none_of(p.begin(), p.end(), [&](double one) { return std::find(q.begin(), q.end(), one) != q.end(); });
}

void SlotComparison::add(DifferenceKind kind, Relation relation, std::string_view rule, Terms terms_a, Terms terms_b) {
  Difference difference;
  difference.kind = kind;
  difference.relation = relation;
  difference.rule = rule;
  const auto value = [](const Statement& side, Terms terms) {
    return std::string(terms.value == none ? side.verbatim(terms.first, terms.last)
                                           : side.verbatim(terms.value, terms.value + 1));
  };
  difference.a = a_.bytes(terms_a.first, terms_a.last);
  difference.a_value = value(a_, terms_a);
  difference.b = b_.bytes(terms_b.first, terms_b.last);
  difference.b_value = value(b_, terms_b);
  difference.why = lexicon_.reason(rule, difference.a_value, difference.b_value);
  found_.push_back(std::move(difference));
}

std::optional<std::uint32_t> SlotComparison::quarter(const Term& term) const {
  if (!term.facts || !lexicon_.bearings.may_begin(*term.facts)) return std::nullopt;
  WordSequence word;
  word.push_back(term.facts);
  const auto found = lexicon_.bearings.find(word);
  if (found.empty()) return std::nullopt;
  return found.front().value;
}

bool SlotComparison::has(DifferenceKind kind) const {
  return std::any_of(found_.begin(), found_.end(), [&](const Difference& d) { return d.kind == kind; });
}

std::optional<std::int64_t> SlotComparison::seconds_between() const {
  if (!context_.a.published || !context_.b.published) return std::nullopt;
  // A date alone may be any hour of its day.
  const bool one_day = context_.a.published->local_s / day_s == context_.b.published->local_s / day_s;
  if (one_day && !(context_.a.published->has_time && context_.b.published->has_time)) return std::nullopt;
  return context_.b.published->utc_s() - context_.a.published->utc_s();
}

bool SlotComparison::matched(std::uint32_t i, std::uint32_t j, double least) const {
  return alignment_.b_of_a[i] == j && alignment_.similarity_a[i] >= least;
}

bool SlotComparison::common_head(std::uint32_t i, std::uint32_t j, std::uint32_t reach) const {
  const auto neighbours = [reach](const Statement& side, std::uint32_t at) {
    std::vector<std::uint32_t> near;
    std::uint32_t seen = 0;
    for (std::uint32_t k = at; k-- > 0 && seen < reach;)
      if (!side.terms[k].function_word) near.push_back(k), ++seen;
    seen = 0;
    for (std::uint32_t k = at + 1; k < side.terms.size() && seen < reach; ++k)
      if (!side.terms[k].function_word) near.push_back(k), ++seen;
    return near;
  };
  const auto near_b = neighbours(b_, j);
  for (const std::uint32_t k : neighbours(a_, i))
    if (alignment_.b_of_a[k] != none && alignment_.similarity_a[k] >= 0.8 &&
        std::find(near_b.begin(), near_b.end(), alignment_.b_of_a[k]) != near_b.end())
      return true;
  return false;
}

bool SlotComparison::identified(const Role& role) const {
  return role.entity != Term::no_entity && !lexicon_.entity_entries[role.entity].generic;
}

bool SlotComparison::same_actor(const Role& p, const Statement& side_p, const Role& q, const Statement& side_q) const {
  if (one_name(side_p.terms[p.term].form, side_q.terms[q.term].form)) return true;
  // Two generic names, each of a known one: "the fighters" of the one, "the group" of the other.
  if (!(identified(p) && identified(q)) && term_similarity(side_p, p.term, side_q, q.term, lexicon_) > 0) return true;
  if (p.entity != Term::no_entity && q.entity != Term::no_entity) {
    return one_side(p.entity, q.entity);
  }
  return side_p.terms[p.term].form == side_q.terms[q.term].form;
}

bool SlotComparison::one_side(std::uint32_t p, std::uint32_t q) const {
  if (lexicon_.related(p, q)) return true;
  const Entity& x = lexicon_.entity_entries[p];
  const Entity& y = lexicon_.entity_entries[q];
  if (x.camp != y.camp) return false;
  // The arms of one state hold a place together; a generic name may mean any of its kind.
  return x.generic || y.generic || (x.camp == "state" && x.parent == y.parent);
}

std::optional<std::int64_t> SlotComparison::as_of_gap() const {
  const auto as_of = [](const Statement& side,
                        const std::optional<Timestamp>& published) -> std::optional<std::int64_t> {
    std::optional<std::int64_t> day;
    // "Since Monday" is when it began, not the time that is spoken of.
    for (std::uint32_t i = 0; i < side.terms.size() && !side.days.empty(); ++i)
      if (side.terms[i].kind == Term::Kind::date && side.span_bound[i] != Statement::bounds_span &&
          side.days[side.terms[i].value] &&
          side.days[side.terms[i].value]->first == side.days[side.terms[i].value]->last)
        day = 86'400ll * side.days[side.terms[i].value]->first;
    if (day) return day;
    if (published) return published->utc_s() / 86'400 * 86'400;
    return std::nullopt;
  };
  const auto p = as_of(a_, context_.a.published), q = as_of(b_, context_.b.published);
  if (!p || !q) return std::nullopt;
  return *q - *p;
}

bool SlotComparison::other_days() const {
  const auto dates = [](const Statement& side) {
    std::vector<std::uint32_t> found;
    // "Denied on Tuesday that": when it was said.
    const bool denies = std::find(side.denier.begin(), side.denier.end(), Statement::denies) != side.denier.end();
    for (std::uint32_t i = 0; i < side.terms.size(); ++i)
      if (side.terms[i].kind == Term::Kind::date && !side.span_bound[i] && !(denies && side.attribution[i]))
        found.push_back(i);
    return found;
  };
  const auto years = [](const Statement& side) {
    std::vector<std::string_view> found;
    constexpr std::size_t digits = 4;
    for (const Term& term : side.terms) {
      const std::string_view last = std::string_view(term.form).substr(term.form.find_last_of(' ') + 1);
      if (last.size() == digits && (last.starts_with("19") || last.starts_with("20")) &&
          std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; }))
        found.push_back(last);
    }
    return found;
  };
  const auto x = years(a_), y = years(b_);
  if (!x.empty() && !y.empty() && std::find_first_of(x.begin(), x.end(), y.begin(), y.end()) == x.end()) return true;
  const auto p = dates(a_), q = dates(b_);
  return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](std::uint32_t i) {
    return std::any_of(q.begin(), q.end(),
                       [&](std::uint32_t j) { return term_similarity(a_, i, b_, j, lexicon_) >= 1; });
  });
}

bool SlotComparison::not_since(const Statement& side) {
  // Not "after Monday's quake", «حتى الجمعة», which tell of the time itself.
  const auto spans = [&](const Term& term) {
    const std::uint8_t bound = side.span_bound[static_cast<std::size_t>(&term - side.terms.data())];
    if (bound != Statement::bounds_span && bound != Statement::ends_span) return false;
    if (term.kind != Term::Kind::date) return true;
    const DateMention& date = side.date_mentions[term.value];
    if (!date.weekday && !date.day && !date.relative_days) return true;
    // «حتى توقيع العقد الخميس»: not the word's own.
    const auto at = static_cast<std::size_t>(&term - side.terms.data());
    if (at == 0 || !side.terms[at - 1].function_word) return true;
    // "None after Monday" ends there.
    return bound == Statement::bounds_span && (at + 1 >= side.terms.size() || side.terms[at + 1].form != "s");
  };
  // "Have not felt one before".
  constexpr std::string_view before = "before";
  if (std::any_of(side.negations.begin(), side.negations.end(), [&](const NegatedTerms& clause) {
        return clause.last > clause.first && side.terms[clause.last - 1].form == before;
      }))
    return true;
  return std::any_of(side.terms.begin(), side.terms.end(), spans) &&
         std::find(side.negated.begin(), side.negated.end(), Statement::negated_outright) != side.negated.end();
}

bool SlotComparison::definite(const Term& term) {
  return term.form.starts_with("ال") || term.form.starts_with("لل") || term.form.starts_with("بال");
}

bool SlotComparison::definite(const Statement& side, std::uint32_t at) {
  const std::string_view word = side.verbatim(at, at + 1);
  return definite(side.terms[at]) && !word.starts_with("إ") && !word.starts_with("أ") && !word.starts_with("آ");
}

bool SlotComparison::other_numbers() const {
  const auto numbers = [](const Statement& side) {
    std::vector<const Quantity*> list;
    for (const Quantity& number : side.quantities)
      if (!number.ordinal) list.push_back(&number);
    return list;
  };
  const auto p = numbers(a_), q = numbers(b_);
  return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](const Quantity* x) {
    return std::any_of(q.begin(), q.end(), [&](const Quantity* y) { return x->low <= y->high && y->low <= x->high; });
  });
}

std::vector<std::uint32_t> SlotComparison::unmatched(const Statement& side, const Statement& other, Term::Kind kind,
                                                     bool speakers) const {
  std::vector<std::uint32_t> terms;
  for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
    if (side.terms[i].kind != kind || side.reporting[i] || (side.attribution[i] && !speakers)) continue;
    const bool met = std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& term) {
      if (one_name(term.form, side.terms[i].form)) return true;
      if (term.kind != Term::Kind::actor && term.kind != Term::Kind::place) return false;
      if (term.value == Term::no_entity || side.terms[i].value == Term::no_entity) return false;
      return lexicon_.related(term.value, side.terms[i].value);
    });
    if (!met) terms.push_back(i);
  }
  return terms;
}

bool SlotComparison::share_form(const Term& x, const Term& y, bool plain) {
  if (!x.facts || !y.facts) return false;
  const auto forms = [&](const WordFacts& word) {
    return std::span(word.forms).first(plain ? word.plain_forms : word.forms.size());
  };
  const auto p = forms(*x.facts), q = forms(*y.facts);
  return std::find_first_of(p.begin(), p.end(), q.begin(), q.end()) != p.end();
}

bool SlotComparison::same_stem(const Term& x, const Term& y) {
  return x.facts && y.facts ? x.facts->stem_hash == y.facts->stem_hash : x.hash == y.hash;
}

}  // namespace tawatur
