#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <span>
#include <vector>

#include "claims/count_comparison.h"
#include "claims/rounding.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr double synonymous = 0.9;
constexpr double one_counted = 0.8;      // Similarity of two words for what is counted.
constexpr double of_the_moment = 0.005;  // Share by which a measure moves from one look to the next.
constexpr double one_bulletin = 0.6;     // Probability from which "none" and a number are told of one state.
constexpr double least_told = 0.4;  // Harmonic coverage of two articles' sentences that tell of one thing.
constexpr double never_denied = 100;  // Dead or hurt that no report of the same event overlooks.

class CountsComparison : public CountComparison {
 public:
  explicit CountsComparison(const SlotComparison& comparison) : CountComparison(comparison) {}

  void compare_counts() {
    compare_milestones();
    if (!has(DifferenceKind::count)) compare_scores();
    if (has(DifferenceKind::count)) return;
    for (const CountSlot& x : a_.counts) {
      std::vector<const CountSlot*> siblings;
      for (const CountSlot& y : b_.counts)
        if (comparable(x, y)) siblings.push_back(&y);
      if (siblings.empty()) continue;
      const auto overlaps = [&](const CountSlot* y) { return x.low <= y->high && y->low <= x.high; };
      if (std::any_of(siblings.begin(), siblings.end(), overlaps)) continue;
      // Of the totals of a toll the largest counts; the others are parts of it.
      if (toll(a_, x) && std::any_of(a_.counts.begin(), a_.counts.end(), [&](const CountSlot& other) {
            return other.kind == x.kind && !other.subset && !other.earlier && other.low > x.low;
          }))
        continue;
      if (toll(a_, x))
        siblings = {*std::max_element(siblings.begin(), siblings.end(),
                                      [](const CountSlot* p, const CountSlot* q) { return p->low < q->low; })};
      // The number that the alignment put on this one, else the only one of its kind.
      const auto aligned = std::find_if(siblings.begin(), siblings.end(),
                                        [&](const CountSlot* y) { return alignment_.b_of_a[x.term] == y->term; });
      const CountSlot* y = aligned != siblings.end() ? *aligned : siblings.front();
      const auto rivals = std::count_if(a_.counts.begin(), a_.counts.end(),
                                        [&](const CountSlot& other) { return comparable(other, *y); });
      // A number elsewhere in b that fits another count of a is spoken for.
      const bool spoken_for =
          !toll(a_, x) && std::any_of(a_.counts.begin(), a_.counts.end(), [&](const CountSlot& other) {
            return &other != &x && comparable(other, *y) && other.low <= y->high && y->low <= other.high;
          });
      if (spoken_for) continue;
      if (rounded_alike(x.low, y->low)) continue;
      const bool total = toll(a_, x) && toll(b_, *y);
      const bool only = siblings.size() == 1 && (rivals == 1 || total);
      const bool zero = !quantity(a_, x) || !quantity(b_, *y);
      // The one toll of its kind that either article gives is the event's, whatever the words around it.
      const bool sole = (zero && quantity(a_, x) ? !context_.a.tolls.empty() : sole_toll(context_.a.tolls, x)) &&
                        (zero && quantity(b_, *y) ? !context_.b.tolls.empty() : sole_toll(context_.b.tolls, *y));
      const bool settled = total && sole && (zero || shared(x.term, y->term) >= 1) &&
                           context_.related >= (zero ? fairly_related : options_.least_related);
      const bool framed_alike = close_frame() && framed(x.term, y->term);
      Relation relation = only || settled || (aligned != siblings.end() && shared(x.term, y->term) >= 2)
                              ? Relation::diverge
                              : Relation::check;
      if (relation == Relation::diverge && !settled && !framed_alike && (!sure() || other_items()))
        relation = Relation::check;
      // In other words, only what either article tells once, of whom the other names too.
      const bool told_alike =
          surroundings(x.term, y->term) >= same_surroundings && !other_names_beside(x.term, y->term);
      const bool told_once = total ? sole : x.sole && y->sole;
      if (relation == Relation::diverge && !zero && !told_alike &&
          !(told_once && names_meet() && context_.related >= options_.least_related))
        relation = Relation::check;
      const Quantity* p = quantity(a_, x);
      const Quantity* q = quantity(b_, *y);
      // None in one bulletin, some in another: only where surely one is told of.
      if (zero && relation == Relation::diverge && context_.related < one_bulletin) relation = Relation::check;
      // "No damage in the capital": elsewhere there may be some.
      if (zero && none_elsewhere(quantity(a_, x) ? b_ : a_, quantity(a_, x) ? a_ : b_)) relation = Relation::check;
      // None on one day, and what a toll had grown to.
      if (zero && std::max(x.low, y->low) >= never_denied) relation = Relation::check;
      if (p && q) {
        const auto states = [&](const ArticleContext& article, const Statement& side, const CountSlot& slot) {
          const double value = quantity(side, slot)->stated;
          if (total && !article.tolls.empty())
            return counted_too(article, side, slot) ||
                   std::any_of(article.tolls.begin(), article.tolls.end(), [&](const CountSlot& toll) {
                     return toll.kind == x.kind && toll.low <= value && value <= toll.high;
                   });
          return std::binary_search(article.numbers.begin(), article.numbers.end(), value);
        };
        const bool a_has_b = states(context_.a, b_, *y), b_has_a = states(context_.b, a_, x);
        if (rounded_alike(p->stated, q->stated)) continue;
        // Both texts give both numbers: they count different things, in another order.
        if (a_has_b && b_has_a) continue;
        if (relation == Relation::diverge && (a_has_b || b_has_a || p->dual || q->dual)) relation = Relation::check;
        if (relation == Relation::diverge && !total &&
            (many_figures() || counted_again(a_, x) != counted_again(b_, *y)))
          relation = Relation::check;
        // What isn't a toll is measured anew each day.
        if (relation == Relation::diverge && !total && other_day()) relation = Relation::update;
      }
      if (p && q) {
        const CountFrame& f = frame(a_, x);
        const CountFrame& g = frame(b_, *y);
        // How old somebody is belongs to who it is; what befell others is another count.
        if (f.age || g.age || fates_contradict(x, *y) || sum_and_part(f, g) || told_as_part(x, *y)) continue;
        if (agree(x, *y) || follows(p->stated, b_) || follows(q->stated, a_) || one_apart(x, *y)) continue;
        const bool measured = !p->unit.empty();
        // A price of the morning and one of the noon, or two roundings.
        if (relation == Relation::diverge && measured &&
            std::abs(p->stated - q->stated) <= of_the_moment * std::max(p->stated, q->stated))
          relation = Relation::check;
        if (relation == Relation::diverge &&
            (vague(*p) || vague(*q) || groups_contradict(f, g) || (measured && measures_apart(x, *y))))
          relation = Relation::check;
      }
      if (relation == Relation::diverge && (settled ? other_scene() : !one_incident())) relation = Relation::check;
      if (relation == Relation::diverge && p && q && (other_mover(x, *y) || may_be_part(x, *y) || other_quarters()))
        relation = Relation::check;
      if (relation == Relation::diverge && p && q &&
          (other_state(x, *y, total) || other_spans(x, framed_alike && told_alike) ||
           (undated() && !settled && !told_alike && !(framed_alike && (measured_alike(x, *y) || noun_matches(x, *y))) &&
            !(told_once && noun_matches(x, *y))) ||
           (undated() && !framed_alike && !told_once)))
        relation = Relation::check;
      const bool measure = p && q && !p->unit.empty() && one_measure(x, *y) && counted_once(a_, x, context_.a) &&
                           counted_once(b_, *y, context_.b);
      std::string_view rule = measure ? "measure_disjoint" : "count_disjoint";
      const auto gap = seconds_between();
      if (total && gap && std::llabs(*gap) >= options_.update_after_s && (*gap > 0 ? y->low > x.low : x.low > y->low)) {
        relation = Relation::update;
        rule = "count_later_total";
      }
      if (zero) {
        if (!has(DifferenceKind::negation))
          add(DifferenceKind::negation, relation, "count_none", one(x.term), one(y->term));
      } else if (!has(DifferenceKind::count)) {
        add(DifferenceKind::count, relation, rule, count_terms(a_, x), count_terms(b_, *y));
      }
    }
    restate();
  }

 private:
  /// Whether two numbers of articles without a day may be of two: what is counted may have grown; what has risen or
  /// fallen was measured before, and is measured anew.
  bool other_state(const CountSlot& x, const CountSlot& y, bool total) const {
    constexpr double grown = 1.5;
    if (!undated()) return false;
    // So many each day, or on the average of a week.
    if (frame(a_, x).period >= 0 || frame(b_, y).period >= 0) return true;
    if (std::max(x.low, y.low) > grown * std::min(x.high, y.high)) return true;
    if (total) return false;
    return moved(a_, x.term) || moved(b_, y.term) || (a_.another && b_.another) ||
           (a_.unsettled[x.term] && b_.unsettled[y.term]) ||
           month_told(a_) || month_told(b_);
  }

  /// Whether something befell those whom the one number counts, and nothing those of the other.
  bool fates_lacking(const CountSlot& x, const CountSlot& y) const {
    if (x.kind >= 0 || y.kind >= 0) return false;
    return quantity(a_, x)->unit.empty() && frame(a_, x).fates.empty() != frame(b_, y).fates.empty();
  }

  /// "The share rose 3 percent", "the index rose 1.2 percent": of two rates of change no word tells what both changed.
  bool other_mover(const CountSlot& x, const CountSlot& y) const {
    const UnitFacts* unit = lexicon_.unit(quantity(a_, x)->unit);
    if (!unit || unit->dimension != "ratio" || quantity(b_, y)->unit != quantity(a_, x)->unit) return false;
    const auto changes = [&](const Term& term) {
      return std::any_of(term.poles.begin(), term.poles.end(),
                         [&](std::uint32_t pole) { return lexicon_.opposition_amounts[pole / 2] != 0; });
    };
    if (std::none_of(a_.terms.begin(), a_.terms.end(), changes)) return false;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const Term& term = a_.terms[i];
      if (alignment_.b_of_a[i] == none || alignment_.similarity_a[i] < same_wording || term.function_word) continue;
      if (term.kind == Term::Kind::number || term.kind == Term::Kind::date || changes(term)) continue;
      return false;
    }
    return true;
  }

  /// "30 people died", "11 children died": fewer of a narrower group may be among them.
  bool may_be_part(const CountSlot& x, const CountSlot& y) const {
    const auto narrow = [&](const CountFrame& frame) {
      return std::any_of(frame.groups.begin(), frame.groups.end(), [&](std::uint32_t group) {
        return lexicon_.group_names[group] != "person" && lexicon_.group_names[group] != "thing";
      });
    };
    const auto persons = [&](const CountFrame& frame) {
      return !frame.groups.empty() && std::all_of(frame.groups.begin(), frame.groups.end(), [&](std::uint32_t group) {
        return lexicon_.group_names[group] == "person";
      });
    };
    const CountFrame &f = frame(a_, x), &g = frame(b_, y);
    return (persons(f) && narrow(g) && y.high < x.low) || (persons(g) && narrow(f) && x.high < y.low) ||
           added_to_toll(a_, x) != added_to_toll(b_, y) || of_other_ranks(f, g) ||
           (y.high < x.low ? one_sort_of(b_, y, a_, x) : one_sort_of(a_, x, b_, y));
  }

  /// «خمسة أفلام كوميدية», «ثمانية أفلام تتنوع بين الكوميدي والرومانسي»: whether the word that says which ones are
  /// counted names on the other side a sort of them.
  bool one_sort_of(const Statement& side, const CountSlot& slot, const Statement& other, const CountSlot& sum) const {
    if (lexicon_.lang != "ar" || slot.noun < slot.term || slot.noun + 1 >= side.terms.size()) return false;
    const std::uint32_t sort = slot.noun + 1;
    const std::uint32_t there = &side == &a_ ? alignment_.b_of_a[sort] : alignment_.a_of_b[sort];
    return there != none && sum.noun < other.terms.size() && there > sum.noun + 1 && !definite(side.terms[sort]) &&
           definite(other.terms[there]) && same_stem(side.terms[sort], other.terms[there]);
  }

  /// «وفاة 12 شخصا لترتفع الحصيلة إلى 26», "killed 12, raising the toll to 26": whether a toll behind the number has
  /// grown by it.
  bool added_to_toll(const Statement& side, const CountSlot& slot) const {
    const auto amount_moves = [&](std::uint32_t first, std::uint32_t last) {
      return std::any_of(side.terms.begin() + first, side.terms.begin() + last, [&](const Term& term) {
        return std::any_of(term.poles.begin(), term.poles.end(),
                           [&](std::uint32_t pole) { return lexicon_.opposition_amounts[pole / 2] != 0; });
      });
    };
    return cumulative(slot.kind) && std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& total) {
             return total.term > slot.term + 1 && total.low > slot.high && cumulative(total.kind) && !total.subset &&
                    !total.earlier && amount_moves(slot.term + 1, total.term);
           });
  }

  /// "Four ministers", "eight leaders", of whom no fate is told: whether each side says who they are, in words that no
  /// group has in common.
  bool of_other_ranks(const CountFrame& f, const CountFrame& g) const {
    return !f.groups.empty() && !g.groups.empty() && f.fates.empty() && g.fates.empty() && !things(f) && !things(g) &&
           !groups_meet(f, g);
  }

  /// Whether both are measures of one unit.
  bool measured_alike(const CountSlot& x, const CountSlot& y) const {
    return !quantity(a_, x)->unit.empty() && quantity(a_, x)->unit == quantity(b_, y)->unit;
  }

  /// Whether a side tells of a month, or of a day of the calendar, in whatever year.
  static bool month_told(const Statement& side) {
    return std::any_of(side.times.begin(), side.times.end(), [&](const TimeSlot& time) {
      return time.month && !time.year && !side.attribution[time.first];
    });
  }

  /// Whether two spans of time stand in frames of their own: many things are so many days long.
  bool other_spans(const CountSlot& x, bool framed_alike) const {
    const UnitFacts* unit = lexicon_.unit(quantity(a_, x)->unit);
    return undated() && unit && unit->dimension == "time" && !framed_alike;
  }

  /// Whether a word right beside the number says that an amount changed.
  bool moved(const Statement& side, std::uint32_t at) const {
    const auto words = neighbours(side, at, 1);
    return std::any_of(words.begin(), words.end(), [&](std::uint32_t k) {
      return std::any_of(side.terms[k].poles.begin(), side.terms[k].poles.end(),
                         [&](std::uint32_t pole) { return lexicon_.opposition_amounts[pole / 2] != 0; });
    });
  }

  /// Two figures of what an event has once, each the only one that its article gives for it.
  void compare_milestones() {
    any_milestones(Milestone::What::amount, [&](const Milestone& x, const Milestone& y) {
      const CountSlot& one = a_.counts[x.slot];
      const CountSlot& other = b_.counts[y.slot];
      const Quantity& p = *quantity(a_, one);
      const Quantity& q = *quantity(b_, other);
      if (p.unit.empty() != q.unit.empty() || (!p.unit.empty() && !one_unit(p.unit, q.unit))) return false;
      if (agree(one, other) || rounded_alike(p.stated, q.stated) || follows(p.stated, b_) || follows(q.stated, a_))
        return false;
      if (p.stated > largest_ratio * q.stated || q.stated > largest_ratio * p.stated) return false;
      if (rounded_in(p, b_) || rounded_in(q, a_)) return false;
      if (vague(p) || vague(q)) return false;
      if (met_elsewhere(one, other) || one_digit_of(p, q) || one_digit_of(q, p)) return false;
      const CountFrame& f = frame(a_, one);
      const CountFrame& g = frame(b_, other);
      if (fates_contradict(one, other) || sum_and_part(f, g) || groups_contradict(f, g) || sorts_differ(f, g))
        return false;
      if (f.period >= 0 && g.period >= 0 && f.period != g.period) return false;
      if (!told_once(context_.a, x, one) || !told_once(context_.b, y, other)) return false;
      const bool told_there = std::binary_search(context_.b.numbers.begin(), context_.b.numbers.end(), p.stated) ||
                              std::binary_search(context_.a.numbers.begin(), context_.a.numbers.end(), q.stated);
      const IncidentComparison incident(*this);
      if (told_there || many_figures() || other_items() || moments_differ(one, other) || incident.other_event() ||
          incident.years_apart() || incident.months_apart() || incident.places_apart() || incident.place_unknown())
        return false;
      // How many there are changes from day to day, a price or a term that was agreed doesn't.
      const bool changing = p.unit.empty() && other_day();
      add(DifferenceKind::count, changing ? Relation::update : Relation::diverge, "count_once",
          count_terms(a_, one), count_terms(b_, other));
      return true;
    });
  }

  /// "23.75 percent", "23.7 of the votes": whether a side gives a fraction too, rounded, with or without its unit.
  static bool rounded_in(const Quantity& number, const Statement& side) {
    return number.stated != std::floor(number.stated) &&
           std::any_of(side.quantities.begin(), side.quantities.end(), [&](const Quantity& other) {
             return other.stated != std::floor(other.stated) && rounded_alike(number.stated, other.stated);
           });
  }

  /// Two results of one match or vote, each the only one that its side gives, and that the other's text has nowhere.
  void compare_scores() {
    if (a_.scores.size() != 1 || b_.scores.size() != 1) return;
    const Score &x = a_.scores.front(), &y = b_.scores.front();
    const auto one_result = [](const Score& p, const Score& q) { return p.high == q.high && p.low == q.low; };
    const auto told = [&](const ArticleContext& article, const Score& score) {
      return std::any_of(article.statements.begin(), article.statements.end(), [&](const Statement& side) {
        return std::any_of(side.scores.begin(), side.scores.end(),
                           [&](const Score& other) { return one_result(other, score); });
      });
    };
    if (one_result(x, y) || told(context_.a, y) || told(context_.b, x)) return;
    if (!close_frame() || other_items() || !one_incident() || !names_meet() || contest_turned()) return;
    const bool sure_enough = !other_capitals() && !other_day() && !undated();
    add(DifferenceKind::count, sure_enough ? Relation::diverge : Relation::check, "count_disjoint",
        {x.first, x.last, none}, {y.first, y.last, none});
  }

  /// Whether one side tells of a win and the other of a defeat, most often of two matches.
  bool contest_turned() const {
    return std::any_of(a_.terms.begin(), a_.terms.end(), [&](const Term& x) {
      return std::any_of(x.poles.begin(), x.poles.end(), [&](std::uint32_t pole) {
        return lexicon_.opposition_contests[pole / 2] &&
               std::any_of(b_.terms.begin(), b_.terms.end(), [&](const Term& y) {
                 return std::binary_search(y.poles.begin(), y.poles.end(), pole ^ 1u);
               });
      });
    });
  }

  /// "2 trillion" of 2.2 trillion: rounded to its first digit.
  static bool one_digit_of(const Quantity& rough, const Quantity& exact) {
    if (rough.stated <= 0 || exact.stated <= 0) return false;
    const double step = std::pow(10, std::floor(std::log10(rough.stated)));
    return rough.stated == step * std::round(rough.stated / step) &&
           rough.stated == step * std::round(exact.stated / step);
  }

  /// Whether an article gives no other figure for a milestone.
  bool told_once(const ArticleContext& article, const Milestone& milestone, const CountSlot& slot) const {
    return alike_throughout(article, milestone, [&](const Statement& told, const Milestone& one) {
      const CountSlot& other = told.counts[one.slot];
      return (other.low <= slot.high && slot.low <= other.high) || rounded_alike(other.low, slot.low);
    });
  }

  /// What is only worth a look by its words may be sure by what is counted.
  void restate() {
    const auto doubtful = [&](const Difference& difference) {
      return difference.kind == DifferenceKind::count && difference.relation == Relation::check;
    };
    std::vector<Difference> kept;
    std::copy_if(found_.begin(), found_.end(), std::back_inserter(kept), doubtful);
    const bool only_doubtful = std::none_of(found_.begin(), found_.end(), [&](const Difference& difference) {
      return difference.kind == DifferenceKind::count && !doubtful(difference);
    });
    if (!only_doubtful) return;
    std::erase_if(found_, doubtful);
    find_restated();
    const bool sure_now = std::any_of(found_.begin(), found_.end(), [](const Difference& difference) {
      return difference.kind == DifferenceKind::count && difference.relation == Relation::diverge;
    });
    if (sure_now || kept.empty()) return;
    std::erase_if(found_, doubtful);
    found_.insert(found_.end(), kept.begin(), kept.end());
  }

  /// Numbers of one thing that other words tell: what the two count is compared, not how it is told.
  void find_restated() {
    for (const CountSlot& x : a_.counts)
      for (const CountSlot& y : b_.counts) {
        const Affinity near = restated(x, y);
        if (near == Affinity::none) continue;
        const auto rival = [&](const CountSlot& one, const CountSlot& other) {
          return (&one != &x || &other != &y) && affinity(one, other) >= near;
        };
        const bool rivals =
            std::any_of(a_.counts.begin(), a_.counts.end(), [&](const CountSlot& one) { return rival(one, y); }) ||
            std::any_of(b_.counts.begin(), b_.counts.end(), [&](const CountSlot& one) { return rival(x, one); });
        if (rivals) continue;
        // Both numbers in one text are two things, or a whole and its part.
        const auto stated_in = [](std::span<const double> numbers, const Quantity& number) {
          return std::binary_search(numbers.begin(), numbers.end(), number.stated);
        };
        if (stated_in(context_.b.numbers, *quantity(a_, x)) || stated_in(context_.a.numbers, *quantity(b_, y)))
          continue;
        // Texts that no day is known of may be of other weeks.
        const bool dated = context_.a.published && context_.b.published;
        const bool told_once =
            few_figures() || (x.sole && y.sole && shared(x.term, y.term) >= 2) ||
            (near == Affinity::strong && dated && counted_once(a_, x, context_.a) && counted_once(b_, y, context_.b));
        const bool sure_enough = one_incident() && close_frame() && counted_again(a_, x) == counted_again(b_, y) &&
                                 told_once && !many_figures() &&
                                 (near == Affinity::strong || (few_figures() && only_number(a_) && only_number(b_)) ||
                                  (near == Affinity::fair && measure_alone(x, y))) &&
                                 !currency_unclear(*quantity(a_, x), *quantity(b_, y));
        if (!sure_enough && near < Affinity::strong) continue;
        Relation relation = sure_enough ? Relation::diverge : Relation::check;
        const bool measured = !quantity(a_, x)->unit.empty();
        if (relation == Relation::diverge &&
            (vague(*quantity(a_, x)) || vague(*quantity(b_, y)) || (measured && measures_apart(x, y))))
          relation = Relation::check;
        const bool total = toll(a_, x) && toll(b_, y);
        if (relation == Relation::diverge &&
            (other_state(x, y, total) || other_spans(x, framed(x.term, y.term)) ||
             (undated() && (near == Affinity::weak || fates_lacking(x, y) ||
                            (near == Affinity::fair && shared(x.term, y.term) == 0 && coverage_ < least_told)))))
          relation = Relation::check;
        if (relation == Relation::diverge && (other_mover(x, y) || may_be_part(x, y) || other_quarters()))
          relation = Relation::check;
        if (relation == Relation::diverge && !total && other_day()) relation = Relation::update;
        const bool measure = measured && one_measure(x, y);
        std::string_view rule = measure && told_once ? "measure_disjoint" : "count_disjoint";
        const auto gap = seconds_between();
        if (total && gap && std::llabs(*gap) >= options_.update_after_s && (*gap > 0 ? y.low > x.low : x.low > y.low)) {
          relation = Relation::update;
          rule = "count_later_total";
        }
        add(DifferenceKind::count, relation, rule, count_terms(a_, x), count_terms(b_, y));
        return;
      }
  }

  /// Whether another number of the side counts the same noun: «22 مركزا للرجال و10 مراكز للنساء», parts of a sum.
  bool counted_again(const Statement& side, const CountSlot& slot) const {
    if (slot.noun >= side.terms.size() || slot.noun == slot.term) return false;
    return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& other) {
      return &other != &slot && other.noun < side.terms.size() && other.noun != slot.noun && other.noun != other.term &&
             !other.subset && !other.earlier &&
             term_similarity(side, slot.noun, side, other.noun, lexicon_) >= one_counted;
    });
  }

  /// "In the north", "in the south": whether either names a quarter of the compass that the other doesn't.
  bool other_quarters() const {
    const auto quarters = [&](const Statement& side) {
      std::vector<std::uint32_t> found;
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (const auto one = quarter(side.terms[k]); one && !side.attribution[k]) found.push_back(*one);
      return found;
    };
    const auto p = quarters(a_), q = quarters(b_);
    return !p.empty() && !q.empty() && std::find_first_of(p.begin(), p.end(), q.begin(), q.end()) == p.end();
  }

  /// Whether the two name other places, or tell of other events.
  bool other_scene() const {
    const IncidentComparison incident(*this);
    return incident.places_apart() || incident.events_apart() || incident.years_apart();
  }

  /// How sure it is that the two count one thing and their values can't both hold.
  Affinity restated(const CountSlot& x, const CountSlot& y) const {
    const Quantity* p = quantity(a_, x);
    const Quantity* q = quantity(b_, y);
    if (!p || !q || !one_unit(p->unit, q->unit)) return Affinity::none;
    const CountFrame& f = frame(a_, x);
    const CountFrame& g = frame(b_, y);
    if (f.period >= 0 && g.period >= 0 && f.period != g.period) return Affinity::none;
    Affinity near = affinity(x, y);
    if (near > Affinity::none && !p->unit.empty() && one_measure(x, y)) near = Affinity::strong;
    if (near == Affinity::none || agree(x, y) || met_elsewhere(x, y)) return Affinity::none;
    if (follows(p->stated, b_) || follows(q->stated, a_) || one_apart(x, y)) return Affinity::none;
    if (one_scale_word(*p, *q)) return Affinity::none;
    // «من عائلة واحدة», "one of": no count. A bare number in the range of years may be one.
    if (std::min(p->stated, q->stated) <= 1) return Affinity::none;
    if (near == Affinity::weak && (may_be_year(*p) || may_be_year(*q))) return Affinity::none;
    const double greater = std::max(p->stated, q->stated), less = std::min(p->stated, q->stated);
    const bool other_scale = greater == 1e3 * less || greater == 1e6 * less;
    if (greater > largest_ratio * less && !other_scale) return Affinity::none;
    return near;
  }

  /// Whether one is added by words to either number: "eight policewomen and a policeman", "nine, including the gunman".
  bool one_apart(const CountSlot& x, const CountSlot& y) const {
    const auto more = [&](const CountFrame& frame) {
      return frame.one_more || std::any_of(frame.with.begin(), frame.with.end(), [&](std::uint32_t group) {
               return lexicon_.group_names[group] == "attacker";
             });
    };
    return std::abs(quantity(a_, x)->stated - quantity(b_, y)->stated) == 1 &&
           (more(frame(a_, x)) || more(frame(b_, y)));
  }

  /// «مليوني ريال», «مليونا ريال»: folded, the dual of a scale may look like one.
  bool one_scale_word(const Quantity& p, const Quantity& q) const {
    constexpr std::size_t letters = 8;  // Bytes of the first four.
    constexpr double least_scale = 1000;
    if (p.number_last != p.number_first + 1 || q.number_last != q.number_first + 1) return false;
    if (std::min(p.stated, q.stated) < least_scale || std::max(p.stated, q.stated) != 2 * std::min(p.stated, q.stated))
      return false;
    std::string_view x = a_.words.word(p.number_first), y = b_.words.word(q.number_first);
    constexpr std::string_view waw = "و";
    for (std::string_view* word : {&x, &y})
      if (word->starts_with(waw)) word->remove_prefix(waw.size());
    return lexicon_.lang == "ar" && x.substr(0, letters) == y.substr(0, letters) && (x[0] < '0' || x[0] > '9');
  }

  /// "Dollars", "Australian dollars": a bare name that is that of a currency too may be either.
  static bool currency_unclear(const Quantity& p, const Quantity& q) {
    const auto own_code = [](const Quantity& number) { return !number.unit.empty() && std::isupper(number.unit[0]); };
    return p.unit != q.unit && own_code(p) && own_code(q);
  }

  static bool may_be_year(const Quantity& number) {
    return number.unit.empty() && number.stated >= 1000 && number.stated <= 2100;
  }

  /// Whether neither side measures anything else in units of its sort: "72 mm in 24 hours".
  bool measure_alone(const CountSlot& x, const CountSlot& y) const {
    const auto alone = [&](const Statement& side, const Quantity& own) {
      return std::none_of(side.quantities.begin(), side.quantities.end(), [&](const Quantity& other) {
        return &other != &own && !other.ordinal && one_dimension(other.unit, own.unit);
      });
    };
    const Quantity& p = *quantity(a_, x);
    const Quantity& q = *quantity(b_, y);
    const UnitFacts* unit = lexicon_.unit(p.unit);
    return unit && unit->dimension != "time" && few_figures() && alone(a_, p) && alone(b_, q);
  }

  static bool only_number(const Statement& side) {
    return std::count_if(side.quantities.begin(), side.quantities.end(),
                         [](const Quantity& number) { return !number.ordinal; }) == 1;
  }

  bool noun_matches(const CountSlot& x, const CountSlot& y) const {
    return x.noun < a_.terms.size() && y.noun < b_.terms.size() && x.noun != x.term && y.noun != y.term &&
           matched(x.noun, y.noun, 0.8);
  }

  /// Whether the number is a toll: one of a kind whose total grows, without a unit.
  bool toll(const Statement& side, const CountSlot& slot) const {
    const Quantity* number = quantity(side, slot);
    return cumulative(slot.kind) && (!number || number->unit.empty());
  }

  bool names_casualty(const Statement& side, const CountSlot& slot) const {
    return !quantity(side, slot) && lexicon_.kind_names[static_cast<std::size_t>(slot.kind)] == "casualty";
  }

  /// "70 percent in Peru and 60 in Chile", "in Chile by 65": whether each number has another place beside it, in lists
  /// of places that both sides give.
  bool placed_apart(const CountSlot& x, const CountSlot& y) const {
    const std::uint32_t i = place_beside(a_, x), j = place_beside(b_, y);
    if (i == none || j == none || term_similarity(a_, i, b_, j, lexicon_) >= same_word) return false;
    const auto names = [&](const Statement& side, const Statement& other, std::uint32_t place) {
      return std::any_of(side.terms.begin(), side.terms.end(), [&](const Term& term) {
        return term.kind == Term::Kind::place &&
               term_similarity(side, static_cast<std::uint32_t>(&term - side.terms.data()), other, place, lexicon_) >=
                   same_word;
      });
    };
    return names(b_, a_, i) && names(a_, b_, j);
  }

  /// The place nearest to a number, with no mark and no "and" between.
  std::uint32_t place_beside(const Statement& side, const CountSlot& slot) const {
    constexpr std::uint32_t reach = 5;
    const auto size = static_cast<std::uint32_t>(side.terms.size());
    const auto parted = [&](std::uint32_t k) {
      return side.terms[k].form == "and" ||
             has_any(gap_before(side.words, side.text, side.terms[k].first), {",", ";", "،"});
    };
    bool before = true, behind = true;
    for (std::uint32_t step = 1; step <= reach; ++step) {
      before =
          before && slot.term >= step && !parted(slot.term - step + 1) && side.terms[slot.term - step].form != "and";
      if (before && side.terms[slot.term - step].kind == Term::Kind::place) return slot.term - step;
      behind = behind && slot.term + step < size && !parted(slot.term + step);
      if (behind && side.terms[slot.term + step].kind == Term::Kind::place) return slot.term + step;
    }
    return none;
  }

  /// Whether the side that says "none" names a place, be it in who says it, that the other doesn't.
  bool none_elsewhere(const Statement& side, const Statement& other) const {
    return lexicon_.lang == "en" && !unmatched(side, other, Term::Kind::place, true).empty();
  }

  /// Whether both numbers count the same thing.
  bool comparable(const CountSlot& x, const CountSlot& y) const {
    const Quantity* p = quantity(a_, x);
    const Quantity* q = quantity(b_, y);
    const std::string_view unit_a = p ? std::string_view(p->unit) : std::string_view();
    const std::string_view unit_b = q ? std::string_view(q->unit) : std::string_view();
    // Those who say it.
    if (a_.attribution[x.term] && b_.attribution[y.term]) return false;
    if (unit_a != unit_b || (x.subset != y.subset && !spans(x, y)) || x.earlier != y.earlier) return false;
    // A number many times another counts something else, or a year instead of a day.
    if (p && q && (x.low > largest_ratio * y.high || y.low > largest_ratio * x.high)) return false;
    if ((p && bare_scale(a_, *p)) || (q && bare_scale(b_, *q))) return false;
    if (one_of_others(x, y) || (p && q && sorts_differ(frame(a_, x), frame(b_, y)))) return false;
    if (matters_differ(x, y)) return false;
    if (p && q && (origins_contradict(frame(a_, x), frame(b_, y)) || compounds_differ(x, y))) return false;
    if (p && q && ((cumulative(x.kind) && of_breakdown(a_, x)) || (cumulative(y.kind) && of_breakdown(b_, y))))
      return false;
    if (toll(a_, x) && toll(b_, y)) {
      if (of_different_sides(x, y)) return false;
      // "No casualties" is none killed and none wounded.
      return x.kind == y.kind || names_casualty(a_, x) || names_casualty(b_, y);
    }
    if (!unit_a.empty()) {
      // What a word near by says of the kind counts less than one unit in one frame.
      const bool aligned = alignment_.b_of_a[x.term] == y.term;
      const bool only = only_of_unit(a_, unit_a) && only_of_unit(b_, unit_b);
      if (!aligned && !(only && sure())) return false;
      return shared(x.term, y.term) >= (aligned && only ? 1u : 2u) && !placed_apart(x, y);
    }
    const bool same_noun = noun_matches(x, y);
    if (x.kind >= 0 && y.kind >= 0 && x.kind != y.kind && !(same_noun && matched(x.noun, y.noun, synonymous)))
      return false;
    // "Dockers" and "workers": the only ones of their kind that either article counts.
    return same_noun || (x.kind >= 0 && x.kind == y.kind && x.sole && y.sole && shared(x.term, y.term) >= 1);
  }

  /// «مقتل 3 من المقاومة» and «تسعة من الحوثيين»: the counted ones are of two actors.
  bool of_different_sides(const CountSlot& x, const CountSlot& y) const {
    if (x.noun >= a_.terms.size() || y.noun >= b_.terms.size()) return false;
    return a_.terms[x.noun].kind == Term::Kind::actor && b_.terms[y.noun].kind == Term::Kind::actor &&
           term_similarity(a_, x.noun, b_, y.noun, lexicon_) == 0;
  }

  static bool only_of_unit(const Statement& side, std::string_view unit) {
    return std::count_if(side.quantities.begin(), side.quantities.end(),
                         [&](const Quantity& number) { return number.unit == unit && !number.ordinal; }) == 1;
  }

  bool cumulative(std::int32_t kind) const { return lexicon_.cumulative(kind); }

  /// Whether an article gives no other total of the slot's kind. False when its tolls aren't known.
  static bool sole_toll(std::span<const CountSlot> tolls, const CountSlot& slot) {
    return !tolls.empty() && std::all_of(tolls.begin(), tolls.end(), [&](const CountSlot& other) {
      return other.kind != slot.kind || (other.low <= slot.high && slot.low <= other.high);
    });
  }
};

}  // namespace

void compare_counts(SlotComparison& comparison) { CountsComparison(comparison).compare_counts(); }

}  // namespace tawatur
