#include "claims/compare_statements.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <limits>
#include <tuple>

#include "text/code_points.h"

namespace tawatur {
namespace {

constexpr std::uint32_t none = TermAlignment::none;
constexpr std::size_t many_numbers = 15;  // In an article.
constexpr double largest_ratio = 5;       // Between two numbers of one thing.
constexpr double same_word = 0.85;        // Similarity from which two words say the same.
constexpr double synonymous = 0.9;
constexpr double faintly_related = 0.3;  // Probability of alignment from which a frame shared in full is enough.
constexpr double fairly_related = 0.4;
constexpr double well_related = 0.8;
constexpr double surely_related = 0.9;
constexpr double same_surroundings = 0.4;  // Share of the words near two slots that meet, from which one thing is told.
constexpr double same_wording = 0.5;
constexpr double rounded = 0.002;  // Relative difference of a number from the same one rounded.
constexpr double least_rounded = 1000;
constexpr std::int64_t day_s = 86'400;

/// One comparison: two statements, seen from a. Every rule appends to `found`.
class Comparison {
 public:
  Comparison(const Statement& a, const Statement& b, const TermAlignment& alignment, const ComparisonContext& context,
             const ClaimLexicon& lexicon, const ComparisonOptions& options)
      : a_(a), b_(b), alignment_(alignment), context_(context), lexicon_(lexicon), options_(options) {
    const double sum = alignment.coverage_a + alignment.coverage_b;
    coverage_ = sum > 0 ? 2 * alignment.coverage_a * alignment.coverage_b / sum : 0;
  }

  std::vector<Difference> run() {
    compare_control();
    compare_counts();
    compare_polarity();
    compare_opposition();
    compare_denial();
    compare_dates();
    compare_places();
    compare_actors();
    compare_swapped_roles();
    compare_causes();
    compare_labels();
    compare_certainty();
    compare_quotes();
    std::sort(found_.begin(), found_.end(), [](const Difference& x, const Difference& y) {
      return std::tie(x.kind, x.a, x.b, x.rule) < std::tie(y.kind, y.a, y.b, y.rule);
    });
    return std::move(found_);
  }

 private:
  /// Whether the two sides say the same but for the slot: then a slot that differs is a divergence, else only worth a
  /// look.
  Relation certain() const { return sure() ? Relation::diverge : Relation::check; }
  bool sure() const { return close() && !other_names(); }
  bool close() const { return context_.related >= options_.least_related && coverage_ >= options_.least_coverage / 2; }
  /// The same where the slot is a name itself.
  Relation certain_name() const { return close() && only_names() ? Relation::diverge : Relation::check; }

  /// Whether each side names an actor or a place that the other lacks: then they speak of different ones.
  bool other_names() const { return names_apart().first > 0 && names_apart().second > 0; }

  /// The same of the names that stand near two slots: what a long sentence goes on to name is no matter.
  bool other_names_beside(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t near = 6;
    const auto any_near = [&](const Statement& side, const Statement& other, std::uint32_t at) {
      for (const Term::Kind kind : {Term::Kind::actor, Term::Kind::place})
        for (const std::uint32_t k : unmatched(side, other, kind))
          if (k <= at + near && at <= k + near) return true;
      return false;
    };
    return any_near(a_, b_, i) && any_near(b_, a_, j);
  }

  /// Actors and places that both sides name.
  std::size_t names_shared() const {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i)
      if (a_.terms[i].kind == Term::Kind::actor || a_.terms[i].kind == Term::Kind::place)
        count += alignment_.b_of_a[i] != none && alignment_.similarity_a[i] >= 0.7;
    return count;
  }

  /// Whether the names in question are the only ones in which the sides differ.
  bool only_names() const { return names_apart() == std::pair<std::size_t, std::size_t>{1, 1}; }

  /// Actors and places of a that b lacks, and of b that a lacks.
  std::pair<std::size_t, std::size_t> names_apart() const {
    const auto lacking = [&](const Statement& side, const Statement& other) {
      return unmatched(side, other, Term::Kind::actor).size() + unmatched(side, other, Term::Kind::place).size();
    };
    return {lacking(a_, b_), lacking(b_, a_)};
  }

  /// Whether the two were published on different days, so that what changes from day to day may have changed.
  bool other_day() const {
    const auto gap = as_of_gap();
    return gap && std::llabs(*gap) >= day_s;
  }

  // --- frames: the words nearest to a slot ---

  /// Content words nearest to term `at` on each side, the words of its own number or unit left out.
  static std::vector<std::uint32_t> neighbours(const Statement& side, std::uint32_t at, std::uint32_t reach) {
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

  /// How many of the words nearest to term i of a and term j of b are the same: the frame around the two slots.
  /// Words of one pole of an opposition («رفع», «زيادة») are the same predicate.
  std::uint32_t shared(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t reach = 3;
    const auto near_a = neighbours(a_, i, reach), near_b = neighbours(b_, j, reach);
    return static_cast<std::uint32_t>(
        std::count_if(near_a.begin(), near_a.end(), [&](std::uint32_t k) { return met_among(k, near_b); }));
  }

  /// Whether a word right beside i has its counterpart right beside j. "Fell in the first quarter": an ordinal is no
  /// subject.
  bool right_beside(std::uint32_t i, std::uint32_t j) const {
    const auto near_a = neighbours(a_, i, 1), near_b = neighbours(b_, j, 1);
    return std::any_of(near_a.begin(), near_a.end(), [&](std::uint32_t k) {
      const bool ordinal = a_.terms[k].kind == Term::Kind::number && a_.quantities[a_.terms[k].value].ordinal;
      return !ordinal && met_among(k, near_b);
    });
  }

  /// Whether term k of a has its counterpart, or a word of the same pole, among those terms of b.
  bool met_among(std::uint32_t k, const std::vector<std::uint32_t>& others) const {
    return (alignment_.b_of_a[k] != none && alignment_.similarity_a[k] >= same_word &&
            std::find(others.begin(), others.end(), alignment_.b_of_a[k]) != others.end()) ||
           std::any_of(others.begin(), others.end(),
                       [&](std::uint32_t m) { return one_pole(a_.terms[k], b_.terms[m]); });
  }

  static bool one_pole(const Term& x, const Term& y) {
    return std::any_of(x.poles.begin(), x.poles.end(),
                       [&](std::uint32_t pole) { return std::binary_search(y.poles.begin(), y.poles.end(), pole); });
  }

  /// Harmonic share of the weight of the words nearest to the slots that have a counterpart among those of the other.
  double surroundings(std::uint32_t i, std::uint32_t j, std::uint32_t reach = 5) const {
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

  /// Whether one side at most names an actor or a place that the other lacks, or both name a common one.
  bool names_meet() const {
    const auto [only_a, only_b] = names_apart();
    return only_a == 0 || only_b == 0 || names_shared() > 0;
  }

  /// Whether the frames around the slots agree so far that a slot that differs is a divergence.
  bool framed(std::uint32_t i, std::uint32_t j) const {
    if (other_names_beside(i, j) || other_items()) return false;
    const std::uint32_t words = shared(i, j);
    return (context_.related >= fairly_related && words >= 2) || (context_.related >= faintly_related && words >= 3);
  }

  /// Whether the sides number different items of a list: "the second contract", "the third".
  bool other_items() const {
    const auto ordinals = [](const Statement& side) {
      std::vector<double> numbers;
      for (const Quantity& number : side.quantities)
        if (number.ordinal) numbers.push_back(number.stated);
      return numbers;
    };
    const auto p = ordinals(a_), q = ordinals(b_);
    return !p.empty() && !q.empty() &&
           std::none_of(p.begin(), p.end(), [&](double one) { return std::find(q.begin(), q.end(), one) != q.end(); });
  }

  /// Terms [first, last) of a side that a difference marks, and those of them that are its value.
  struct Terms {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t value = none;  ///< The one term that is the value; none: all of them.
  };
  static Terms one(std::uint32_t term) { return {term, term + 1, none}; }

  void add(DifferenceKind kind, Relation relation, std::string_view rule, Terms terms_a, Terms terms_b) {
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

  bool has(DifferenceKind kind) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Difference& d) { return d.kind == kind; });
  }

  std::optional<std::int64_t> seconds_between() const {
    if (!context_.a.published || !context_.b.published) return std::nullopt;
    // A date alone may be any hour of its day.
    const bool one_day = context_.a.published->local_s / day_s == context_.b.published->local_s / day_s;
    if (one_day && !(context_.a.published->has_time && context_.b.published->has_time)) return std::nullopt;
    return context_.b.published->utc_s() - context_.a.published->utc_s();
  }

  bool matched(std::uint32_t i, std::uint32_t j, double least = 0.7) const {
    return alignment_.b_of_a[i] == j && alignment_.similarity_a[i] >= least;
  }

  /// Whether terms i and j stand beside a pair of matched content words: their common head.
  bool common_head(std::uint32_t i, std::uint32_t j, std::uint32_t reach = 3) const {
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

  // --- control of territory ---

  bool same_actor(const Role& p, const Statement& side_p, const Role& q, const Statement& side_q) const {
    if (one_name(side_p.terms[p.term].form, side_q.terms[q.term].form) ||
        term_similarity(side_p, p.term, side_q, q.term, lexicon_) > 0)
      return true;
    if (p.entity != Term::no_entity && q.entity != Term::no_entity) {
      return one_side(p.entity, q.entity);
    }
    return side_p.terms[p.term].form == side_q.terms[q.term].form;
  }

  bool one_side(std::uint32_t p, std::uint32_t q) const {
    if (lexicon_.related(p, q)) return true;
    const Entity& x = lexicon_.entity_entries[p];
    const Entity& y = lexicon_.entity_entries[q];
    if (x.camp != y.camp) return false;
    // The arms of one state hold a place together; a generic name may mean any of its kind.
    return x.generic || y.generic || (x.camp == "state" && x.parent == y.parent);
  }

  /// Whether an article says that one of the two sides with the other: then they hold a place together.
  bool allied(const Role& p, const Role& q) const {
    if (p.entity == Term::no_entity || q.entity == Term::no_entity) return false;
    return std::any_of(context_.allies.begin(), context_.allies.end(), [&](const auto& pair) {
      return (one_side(pair.first, p.entity) && one_side(pair.second, q.entity)) ||
             (one_side(pair.first, q.entity) && one_side(pair.second, p.entity));
    });
  }

  /// Seconds from the time that a speaks of to that of b: the statement's own day, else the publication's.
  std::optional<std::int64_t> as_of_gap() const {
    const auto as_of = [](const Statement& side,
                          const std::optional<Timestamp>& published) -> std::optional<std::int64_t> {
      std::optional<std::int64_t> day;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (side.terms[i].kind == Term::Kind::date && side.days[side.terms[i].value] &&
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

  void compare_control() {
    for (const ControlFrame& x : a_.controls)
      for (const ControlFrame& y : b_.controls) {
        if (x.place_key != y.place_key) continue;
        std::uint32_t i = none, j = none;
        if (x.holder && y.holder && !same_actor(x.holder, a_, y.holder, b_))
          i = x.holder.term, j = y.holder.term;
        else if (!(x.holder && y.holder) && x.holder && y.loser && same_actor(x.holder, a_, y.loser, b_))
          i = x.holder.term, j = y.loser.term;
        else if (!(x.holder && y.holder) && x.loser && y.holder && same_actor(x.loser, a_, y.holder, b_))
          i = x.loser.term, j = y.holder.term;
        else
          continue;
        const std::uint32_t a_first = std::min({i, x.verb, x.place}), a_last = std::max({i, x.verb, x.place}) + 1;
        const std::uint32_t b_first = std::min({j, y.verb, y.place}), b_last = std::max({j, y.verb, y.place}) + 1;
        const auto gap = as_of_gap();
        Relation relation = Relation::diverge;
        std::string_view rule = "control_holder";
        if (x.partial != y.partial)
          relation = Relation::check, rule = "control_part";
        else if (gap && std::llabs(*gap) > options_.control_day_s)
          relation = Relation::update, rule = "control_later";
        // "The city" here and there need not be one city.
        if (relation == Relation::diverge && (x.background || y.background)) relation = Relation::check;
        if (relation == Relation::diverge && x.holder && y.holder && allied(x.holder, y.holder))
          relation = Relation::check;
        if (relation == Relation::diverge && a_.terms[x.place].kind != Term::Kind::place &&
            b_.terms[y.place].kind != Term::Kind::place && !matched(x.place, y.place, same_word))
          relation = Relation::check;
        if (has(DifferenceKind::control)) return;
        add(DifferenceKind::control, relation, rule, {a_first, a_last, i}, {b_first, b_last, j});
        return;
      }
  }

  // --- numbers ---

  const Quantity* quantity(const Statement& side, const CountSlot& slot) const {
    return slot.quantity < side.quantities.size() ? &side.quantities[slot.quantity] : nullptr;
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

  /// Whether both numbers count the same thing.
  bool comparable(const CountSlot& x, const CountSlot& y) const {
    const Quantity* p = quantity(a_, x);
    const Quantity* q = quantity(b_, y);
    const std::string_view unit_a = p ? std::string_view(p->unit) : std::string_view();
    const std::string_view unit_b = q ? std::string_view(q->unit) : std::string_view();
    if (unit_a != unit_b || x.subset != y.subset) return false;
    // A number many times another counts something else, or a year instead of a day.
    if (p && q && (x.low > largest_ratio * y.high || y.low > largest_ratio * x.high)) return false;
    if ((p && bare_scale(a_, *p)) || (q && bare_scale(b_, *q))) return false;
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
      return shared(x.term, y.term) >= (aligned && only ? 1u : 2u);
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

  /// Whether one of the texts is full of figures (markets, results, tables): it sets like amounts of unlike things side
  /// by side.
  bool many_figures() const { return std::max(context_.a.numbers.size(), context_.b.numbers.size()) >= many_numbers; }

  /// 0.76 and 0.8, 71.08 and 71: the one is the other with fewer decimals.
  static bool rounded_alike(double p, double q) {
    const auto decimals = [](double value) {
      int count = 0;
      for (; count < 4 && std::abs(value - std::round(value)) > 1e-6; ++count) value *= 10;
      return count;
    };
    const int dp = decimals(p), dq = decimals(q);
    return dp != dq && std::abs(p - q) <= 0.5 * std::pow(10.0, -std::min(dp, dq)) + 1e-9;
  }

  /// «مليار» without a number of its own: the number stood in a form that wasn't read.
  static bool bare_scale(const Statement& side, const Quantity& number) {
    const std::string_view word = side.words.word(number.number_first);
    return number.number_last == number.number_first + 1 && number.stated >= 1e6 && (word[0] < '0' || word[0] > '9');
  }

  static bool only_of_unit(const Statement& side, std::string_view unit) {
    return std::count_if(side.quantities.begin(), side.quantities.end(),
                         [&](const Quantity& number) { return number.unit == unit && !number.ordinal; }) == 1;
  }

  bool cumulative(std::int32_t kind) const { return lexicon_.cumulative(kind); }

  void compare_counts() {
    for (const CountSlot& x : a_.counts) {
      std::vector<const CountSlot*> siblings;
      for (const CountSlot& y : b_.counts)
        if (comparable(x, y)) siblings.push_back(&y);
      if (siblings.empty()) continue;
      const auto overlaps = [&](const CountSlot* y) { return x.low <= y->high && y->low <= x.high; };
      if (std::any_of(siblings.begin(), siblings.end(), overlaps)) continue;
      // Of the totals of a toll the largest counts; the others are parts of it.
      if (toll(a_, x) && std::any_of(a_.counts.begin(), a_.counts.end(), [&](const CountSlot& other) {
            return other.kind == x.kind && !other.subset && other.low > x.low;
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
      if (x.low >= least_rounded && y->low >= least_rounded &&
          std::abs(x.low - y->low) <= rounded * std::max(x.low, y->low))
        continue;
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
      if (p && q) {
        const auto states = [&](std::span<const double> numbers, std::span<const CountSlot> tolls, double value) {
          if (total && !tolls.empty())
            return std::any_of(tolls.begin(), tolls.end(), [&](const CountSlot& slot) {
              return slot.kind == x.kind && slot.low <= value && value <= slot.high;
            });
          return std::binary_search(numbers.begin(), numbers.end(), value);
        };
        const bool a_has_b = states(context_.a.numbers, context_.a.tolls, q->stated),
                   b_has_a = states(context_.b.numbers, context_.b.tolls, p->stated);
        if (rounded_alike(p->stated, q->stated)) continue;
        // Both texts give both numbers: they count different things, in another order.
        if (a_has_b && b_has_a) continue;
        if (relation == Relation::diverge && (a_has_b || b_has_a || p->dual || q->dual)) relation = Relation::check;
        if (relation == Relation::diverge && !total && many_figures()) relation = Relation::check;
        // What isn't a toll is measured anew each day.
        if (relation == Relation::diverge && !total && other_day()) relation = Relation::update;
      }
      std::string_view rule = "count_disjoint";
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
    compare_count_kinds();
    compare_units();
  }

  /// Whether an article gives no other total of the slot's kind. False when its tolls aren't known.
  static bool sole_toll(std::span<const CountSlot> tolls, const CountSlot& slot) {
    return !tolls.empty() && std::all_of(tolls.begin(), tolls.end(), [&](const CountSlot& other) {
      return other.kind != slot.kind || (other.low <= slot.high && slot.low <= other.high);
    });
  }

  static Terms count_terms(const Statement& side, const CountSlot& slot) {
    const bool with_noun = slot.noun < side.terms.size() && slot.noun >= slot.term && slot.noun < slot.term + 6;
    return {slot.term, (with_noun ? slot.noun : slot.term) + 1, none};
  }

  /// The same number, told of the dead here and of the hurt there.
  void compare_count_kinds() {
    for (const CountSlot& x : a_.counts)
      for (const CountSlot& y : b_.counts) {
        if (x.kind < 0 || y.kind < 0 || x.kind == y.kind || x.low != y.low || x.high != y.high || x.low < 3) continue;
        if (!cumulative(x.kind) || !cumulative(y.kind) || alignment_.b_of_a[x.term] != y.term) continue;
        const auto counts_kind = [](const Statement& side, std::int32_t kind) {
          return std::any_of(side.counts.begin(), side.counts.end(),
                             [&](const CountSlot& s) { return s.kind == kind; });
        };
        if (counts_kind(b_, x.kind) || counts_kind(a_, y.kind) || has(DifferenceKind::count_kind)) continue;
        add(DifferenceKind::count_kind, Relation::check, "count_kind", count_terms(a_, x), count_terms(b_, y));
      }
  }

  void compare_units() {
    for (const CountSlot& x : a_.counts)
      for (const CountSlot& y : b_.counts) {
        const Quantity* p = quantity(a_, x);
        const Quantity* q = quantity(b_, y);
        if (!p || !q || p->dual || q->dual || p->unit.empty() || q->unit.empty() || p->unit == q->unit ||
            p->stated != q->stated)
          continue;
        if (!common_head(x.term, y.term) || has(DifferenceKind::unit)) continue;
        const bool one_amount = framed(x.term, y.term) && !many_figures();
        add(DifferenceKind::unit, one_amount ? Relation::diverge : Relation::check, "unit_differs", count_terms(a_, x),
            count_terms(b_, y));
      }
  }

  // --- polarity ---

  /// "had not risen since 2022" speaks of the time before.
  static bool not_since(const Statement& side) {
    return std::find(side.span_bound.begin(), side.span_bound.end(), 1) != side.span_bound.end() &&
           std::find(side.negated.begin(), side.negated.end(), Statement::negated_outright) != side.negated.end();
  }

  void compare_polarity() {
    if (a_.exceptive || b_.exceptive || not_since(a_) || not_since(b_) || has(DifferenceKind::negation)) return;
    if (compare_deniers()) return;
    // Two negatives in other words say one thing: «لم يعدل» and «رفض التعديل».
    if (a_.negative && b_.negative) return;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || alignment_.similarity_a[i] < 0.9 ||
          (a_.terms[i].function_word && a_.terms[i].form != b_.terms[j].form))
        continue;
      if (a_.terms[i].kind != Term::Kind::word || b_.terms[j].kind != Term::Kind::word) continue;
      const auto disagree = [](std::uint8_t p, std::uint8_t q) {
        return p == Statement::negated_outright && q == Statement::affirmed;
      };
      if (!disagree(a_.negated[i], b_.negated[j]) && !disagree(b_.negated[j], a_.negated[i])) continue;
      // "did not fall" beside "rose": the polarity is in the words, compare_opposition weighs it.
      if (!a_.terms[i].poles.empty() && opposite_elsewhere(i, j)) continue;
      // A definite noun or a name is no predicate.
      if (definite(a_.terms[i]) || definite(b_.terms[j])) continue;
      const bool same_words = coverage_ >= options_.least_coverage && !other_numbers();
      const bool one_subject = right_beside(i, j) && context_.related >= well_related;
      const bool told_alike = surroundings(i, j) >= same_wording || surroundings(i, j, 3) >= same_wording;
      const bool diverges =
          !other_numbers() && (told_alike ? (same_words && sure()) || framed(i, j) : one_subject && !other_names());
      add(DifferenceKind::negation, diverges ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return;
    }
  }

  /// «استبعد» and «لم يستبعد», "ruled out" and "did not rule out".
  bool compare_deniers() {
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || a_.denier[i] == 0 || b_.denier[j] == 0 || a_.denier[i] == b_.denier[j]) continue;
      if (alignment_.similarity_a[i] < same_word) continue;
      add(DifferenceKind::negation, sure() ? Relation::diverge : Relation::check, "negation_parity", one(i), one(j));
      return true;
    }
    return false;
  }

  static bool definite(const Term& term) {
    return term.form.starts_with("ال") || term.form.starts_with("لل") || term.form.starts_with("بال");
  }

  /// Whether each side states numbers and they have none in common: they speak of different parts of something.
  bool other_numbers() const {
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

  bool opposite_elsewhere(std::uint32_t i, std::uint32_t j) const {
    const auto carries = [](const Statement& side, std::uint32_t except, std::uint32_t pole) {
      for (std::uint32_t k = 0; k < side.terms.size(); ++k)
        if (k != except && std::binary_search(side.terms[k].poles.begin(), side.terms[k].poles.end(), pole))
          return true;
      return false;
    };
    for (const std::uint32_t pole : a_.terms[i].poles)
      if (carries(a_, i, pole ^ 1u) || carries(b_, j, pole ^ 1u)) return true;
    return false;
  }

  struct Poled {
    std::uint32_t term;
    std::uint32_t pole;
  };

  bool phase(const Term& term) const {
    return std::all_of(term.poles.begin(), term.poles.end(),
                       [&](std::uint32_t pole) { return lexicon_.opposition_phases[pole / 2] != 0; });
  }

  std::vector<Poled> poles_of(const Statement& side) const {
    std::vector<Poled> poles;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      // Poles compose: less tension is no tension. What a poled word governs has none of its own.
      // «تمديد توقيف»: going on with an act is that act.
      if (i > 0 && !side.terms[i - 1].poles.empty() && side.attribution[i] == side.attribution[i - 1] &&
          !phase(side.terms[i - 1]))
        continue;
      // «لا تقل عن سبع سنوات», "no more than ten": a bound of a number is no event.
      if (std::any_of(side.quantities.begin(), side.quantities.end(), [&](const Quantity& number) {
            return number.first <= side.terms[i].first && side.terms[i].last <= number.last;
          }))
        continue;
      const bool opposite = (side.negated[i] == Statement::negated_outright) != (side.taken_back[i] != 0);
      for (const std::uint32_t pole : side.terms[i].poles)
        if (!lexicon_.opposition_speech[pole / 2]) poles.push_back({i, opposite ? pole ^ 1u : pole});
    }
    return poles;
  }

  /// Whether one side only takes the act back: «تأجيل افتتاح» and «افتتح»; further from the word that does, in the same
  /// surroundings only, and no definite noun, which is no act.
  bool turned(std::uint32_t i, std::uint32_t j) const {
    const std::uint8_t p = a_.taken_back[i], q = b_.taken_back[j];
    if ((p != 0) == (q != 0)) return false;
    if (std::max(p, q) == Statement::taken_back_outright) return true;
    return !definite(a_.terms[i]) && !definite(b_.terms[j]) && surroundings(i, j) >= same_wording;
  }

  static constexpr std::uint32_t number_reach = 4;  // Content words between a word of change and its amount.

  /// Amounts that stand beside two terms. A whole number without a unit may be part of a name: the index of the five
  /// hundred.
  struct Amounts {
    bool met = false;     ///< One is the same on both sides.
    bool only_a = false;  ///< One of a's has no equal.
    bool only_b = false;
  };
  Amounts amounts_beside(std::uint32_t i, std::uint32_t j) const {
    const auto amounts = [](const Statement& side, std::uint32_t at) {
      auto near = neighbours(side, at, number_reach);
      std::erase_if(near, [&](std::uint32_t k) {
        if (side.terms[k].kind != Term::Kind::number) return true;
        const Quantity& number = side.quantities[side.terms[k].value];
        return number.ordinal ||
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

  void compare_opposition() {
    if (a_.exceptive || b_.exceptive || not_since(a_) || not_since(b_)) return;
    const auto poles_a = poles_of(a_), poles_b = poles_of(b_);
    for (const Poled& x : poles_a)
      for (const Poled& y : poles_b) {
        if ((x.pole ^ 1u) != y.pole) continue;
        if (has(DifferenceKind::opposite_event) || has(DifferenceKind::control)) return;
        // One word with and without "not" is a matter of polarity; one that is put off here is not.
        const bool one_act = term_similarity(a_, x.term, b_, y.term, lexicon_) >= same_word ||
                             same_stem(a_.terms[x.term], b_.terms[y.term]);
        if (one_act && (a_.negative == b_.negative || !turned(x.term, y.term))) continue;
        const std::uint32_t words = shared(x.term, y.term);
        const Amounts amounts = amounts_beside(x.term, y.term);
        const bool other_amounts = amounts.only_a && amounts.only_b;
        const bool same_number = amounts.met && !other_amounts;
        const bool aligned = alignment_.b_of_a[x.term] == y.term;
        // A side with both poles speaks of two things; the one in the same slot and frame is compared.
        const bool spoken_for = std::any_of(poles_a.begin(), poles_a.end(),
                                            [&](const Poled& z) {
                                              return z.pole == y.pole && (!aligned || shared(z.term, y.term) >= words);
                                            }) ||
                                std::any_of(poles_b.begin(), poles_b.end(), [&](const Poled& z) {
                                  return z.pole == x.pole && (!aligned || shared(x.term, z.term) >= words);
                                });
        if (spoken_for) continue;
        const bool bound = common_head(x.term, y.term, 2);
        if (!bound && !same_number && words < 2 && (coverage_ < 0.6 || !aligned)) continue;
        const std::uint32_t opposition = x.pole / 2;
        const bool act = lexicon_.opposition_acts[opposition] != 0;
        Relation relation = Relation::check;
        // Opposite words in different sentences are most often of different things.
        if (sure() && coverage_ >= 0.75 * options_.least_coverage) relation = Relation::diverge;
        if (framed(x.term, y.term) && (bound || words >= 3 || context_.related >= surely_related))
          relation = Relation::diverge;
        const bool by_one_amount = same_number && (words >= 2 || !many_figures());
        if (by_one_amount && context_.related >= options_.least_related && !other_names_beside(x.term, y.term))
          relation = Relation::diverge;
        // Where an article tells of many such changes, or the words around differ, these two need not be one thing's.
        if (relation == Relation::diverge && !(by_one_amount && !many_figures()) &&
            surroundings(x.term, y.term) < same_wording &&
            (context_.related < well_related || words < 2 || !names_meet() || crowded(x.pole, y.pole)))
          relation = Relation::check;
        // A rise and a fall are of one thing when it stands right beside them; by other amounts they are of others.
        if (relation == Relation::diverge && lexicon_.opposition_amounts[opposition] && !same_number &&
            (many_figures() || other_amounts || !right_beside(x.term, y.term)))
          relation = Relation::check;
        if (relation == Relation::diverge && lexicon_.opposition_loose[opposition]) relation = Relation::check;
        const auto gap = as_of_gap();
        const bool later = gap && std::llabs(*gap) >= (act ? 2 * day_s : day_s);
        if (relation == Relation::diverge && later && !same_number) relation = Relation::update;
        add(DifferenceKind::opposite_event, relation, "opposite_poles", one(x.term), one(y.term));
        return;
      }
  }

  void compare_denial() {
    if (a_.denied == b_.denied && a_.terms.size() == b_.terms.size()) return;
    double denied_a = 0, denied_b = 0, weight = 0;
    std::uint32_t first_a = none, first_b = none;
    for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || a_.terms[i].function_word) continue;
      const double both = (a_.terms[i].weight + b_.terms[j].weight) / 2;
      weight += both;
      if (a_.denied[i]) denied_a += both, first_a = std::min(first_a, i);
      if (b_.denied[j]) denied_b += both, first_b = std::min(first_b, j);
    }
    if (weight <= 0) return;
    const auto denied_share = [](const Statement& side, double matched_weight) {
      double all = 0;
      for (std::uint32_t i = 0; i < side.terms.size(); ++i)
        if (side.denied[i] && !side.terms[i].function_word) all += side.terms[i].weight;
      return all > 0 ? matched_weight / all : 0;
    };
    const bool a_denies = denied_a > 0.25 * weight && denied_share(a_, denied_a) >= 0.5 && denied_b == 0;
    const bool b_denies = denied_b > 0.25 * weight && denied_share(b_, denied_b) >= 0.5 && denied_a == 0;
    if (a_denies == b_denies) return;
    // Who denies and who says "not" are of one mind.
    if (a_denies ? b_.negative || b_.exceptive : a_.negative || a_.exceptive) return;
    const std::uint32_t i = a_denies ? first_a : alignment_.a_of_b[first_b];
    const std::uint32_t j = alignment_.b_of_a[i];
    // Who reports a denial as well denies nothing of it.
    const auto denies = [](const Statement& side) {
      return std::find(side.denier.begin(), side.denier.end(), Statement::denies) != side.denier.end();
    };
    if (denies(a_) && denies(b_)) return;
    const bool said_alike = close_frame() && !other_names_beside(i, j) && surroundings(i, j) >= same_wording;
    add(DifferenceKind::denial, said_alike ? Relation::diverge : Relation::check, "denial_of_assertion", one(i),
        one(j));
  }

  // --- time and place ---

  /// The only resolved date of a side that doesn't belong to a reporting verb.
  static std::optional<std::uint32_t> event_date(const Statement& side) {
    std::optional<std::uint32_t> only;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (side.terms[i].kind != Term::Kind::date || !side.days[side.terms[i].value]) continue;
      if (side.attribution[i] || side.span_bound[i]) continue;
      if (only) return std::nullopt;
      only = i;
    }
    return only;
  }

  void compare_dates() {
    if (!a_.controls.empty() && !b_.controls.empty()) return;
    const auto i = event_date(a_), j = event_date(b_);
    if (!i || !j) return;
    const DayRange x = *a_.days[a_.terms[*i].value], y = *b_.days[b_.terms[*j].value];
    const DateMention& p = a_.date_mentions[a_.terms[*i].value];
    const DateMention& q = b_.date_mentions[b_.terms[*j].value];
    if (x.first <= y.last && y.first <= x.last) return;
    // A year that only one states may be another than that of publication.
    if (p.month && p.day && p.month == q.month && p.day == q.day && !(p.year && q.year)) return;
    if (a_.terms[*i].hash == b_.terms[*j].hash) return;
    const std::int32_t apart = x.first > y.last ? x.first - y.last : y.first - x.last;
    // Weekdays without a date may mean another week: an equal weekday says the same.
    if (p.weekday && q.weekday && *p.weekday == *q.weekday) return;
    if (x.first != x.last || y.first != y.last) return;
    // Two days told from the day of writing hang on when each was written.
    if (p.relative_days && q.relative_days) return;
    const bool reckoned = p.relative_days || q.relative_days;  // From a day of publication that may be one of crawling.
    // A weekday and a calendar date are joined by such a reckoning too.
    const bool one_form = p.weekday.has_value() == q.weekday.has_value();
    const bool distant = apart > 31 && (p.weekday || q.weekday);
    const bool told_alike = shared(*i, *j) >= 1 && close_frame() && !other_items();
    const Relation relation =
        apart > 366 || distant || reckoned || !one_form || !told_alike || other_names_beside(*i, *j)
            ? Relation::check
            : Relation::diverge;
    if (relation == Relation::check && !(sure() && told_alike)) return;
    add(DifferenceKind::date, relation, "date_disjoint", one(*i), one(*j));
  }

  bool close_frame() const { return context_.related >= options_.least_related; }

  /// Whether the names are one, or one is the other with the word of its kind: «القائم» and «مدينة القائم».
  static bool one_name(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    const std::size_t at = a.find(b);
    if (at == std::string_view::npos) return false;
    return (at == 0 || a[at - 1] == ' ' || b.size() >= 8) && (at + b.size() == a.size() || a[at + b.size()] == ' ');
  }

  /// Names of a side that the other lacks; those of who says it only when `speakers`.
  std::vector<std::uint32_t> unmatched(const Statement& side, const Statement& other, Term::Kind kind,
                                       bool speakers = false) const {
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

  /// 2 when both clauses tell of one day, named beside the two terms; else 0.
  std::uint32_t same_day_beside(std::uint32_t i, std::uint32_t j) const {
    constexpr std::uint32_t near = 5;
    for (std::uint32_t k = i > near ? i - near : 0; k < a_.terms.size() && k <= i + near; ++k) {
      const std::uint32_t m = alignment_.b_of_a[k];
      if (a_.terms[k].kind != Term::Kind::date || m == none || alignment_.similarity_a[k] < 1) continue;
      if (m + near >= j && m <= j + near) return 2;
    }
    return 0;
  }

  /// «حداء» and «حدا», «ويتيشيا» and «ويتشيتا»: a name that no table has, written otherwise.
  static bool one_spelling(const Term& x, const Term& y) {
    constexpr double same_letters = 0.75;
    if (x.value != Term::no_entity || y.value != Term::no_entity) return false;
    const auto letters = [](std::string_view form) {
      std::vector<UChar32> sorted;
      for (std::size_t at = 0; at < form.size();) sorted.push_back(next_code_point(form, at));
      std::sort(sorted.begin(), sorted.end());
      return sorted;
    };
    const auto p = letters(x.form), q = letters(y.form);
    std::vector<UChar32> common;
    std::set_intersection(p.begin(), p.end(), q.begin(), q.end(), std::back_inserter(common));
    return static_cast<double>(common.size()) >= same_letters * static_cast<double>(std::max(p.size(), q.size()));
  }

  void compare_places() {
    const auto places_a = unmatched(a_, b_, Term::Kind::place), places_b = unmatched(b_, a_, Term::Kind::place);
    if (places_a.size() != 1 || places_b.size() != 1) return;
    const std::uint32_t i = places_a.front(), j = places_b.front();
    if (!a_.located[i] || !b_.located[j]) return;
    if (alignment_.b_of_a[i] == j && alignment_.similarity_a[i] >= 0.6) return;
    // A town is compared with a town, not with a province or a state.
    const auto level = [&](const Statement& side, std::uint32_t term) {
      const std::uint32_t value = side.terms[term].value;
      if (value == Term::no_entity) return 0;
      const std::string& type = lexicon_.entity_entries[value].type;
      return type == "country" ? 3 : type == "governorate" ? 2 : type == "region" || type == "river" ? 1 : 0;
    };
    if (level(a_, i) != level(b_, j) || one_spelling(a_.terms[i], b_.terms[j])) return;
    const std::uint32_t words = shared(i, j) + same_day_beside(i, j);
    if (words == 0 && coverage_ < 0.6) return;
    // Two notices of one kind from two towns are no contradiction: another name must tie the statements together.
    const Relation relation = words >= 2 && close_frame() && only_names() && !other_items() && names_shared() > 0
                                  ? Relation::diverge
                                  : Relation::check;
    if (relation == Relation::check && !close()) return;
    add(DifferenceKind::place, relation, "place_disjoint", one(i), one(j));
  }

  // --- who ---

  /// "by the villagers", "by the regional government": the doers that a marker names, when no word of theirs meets.
  void compare_marked_agents() {
    const auto doer = [](const Statement& side) -> std::optional<std::pair<std::uint32_t, std::uint32_t>> {
      for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
        if (!side.agent_marked[i] || side.attribution[i] || side.terms[i].kind == Term::Kind::number ||
            side.terms[i].kind == Term::Kind::date)
          continue;
        std::uint32_t first = i;
        while (first < side.terms.size() && side.terms[first].function_word) ++first;
        std::uint32_t last = first;
        while (last < side.terms.size() && last < first + 3 && !side.terms[last].function_word) ++last;
        if (first < last) return std::pair{first, last};
      }
      return std::nullopt;
    };
    const auto x = doer(a_), y = doer(b_);
    if (!x || !y) return;
    for (std::uint32_t i = x->first; i < x->second; ++i)
      for (std::uint32_t j = y->first; j < y->second; ++j)
        if (term_similarity(a_, i, b_, j, lexicon_) > 0 || one_name(a_.terms[i].form, b_.terms[j].form)) return;
    const auto said_of_both = [&] {
      double matched_weight = 0;
      for (std::uint32_t i = 0; i < x->first; ++i)
        if (alignment_.b_of_a[i] != none && alignment_.b_of_a[i] < y->first && !a_.terms[i].function_word)
          matched_weight += alignment_.similarity_a[i] * a_.terms[i].weight;
      return matched_weight >= 0.6;
    };
    if (!said_of_both() || !close()) return;
    const Term& p = a_.terms[x->first];
    const Term& q = b_.terms[y->first];
    if (p.kind == Term::Kind::actor && q.kind == Term::Kind::actor) {
      const Entity& one = lexicon_.entity_entries[p.value];
      const Entity& other = lexicon_.entity_entries[q.value];
      if ((one.generic || other.generic) && one.camp == other.camp) return;
    } else if (lexicon_.lang == "ar") {
      // «من قبل», «برصاص»: without capitals only a known name is surely one.
      return;
    }
    add(DifferenceKind::agent, certain_agent(x->first, y->first), "agent_differs", {x->first, x->second, none},
        {y->first, y->second, none});
  }

  void compare_actors() {
    if (has(DifferenceKind::control)) return;
    compare_marked_agents();
    if (has(DifferenceKind::agent)) return;
    const auto actors_a = unmatched(a_, b_, Term::Kind::actor, true);
    const auto actors_b = unmatched(b_, a_, Term::Kind::actor, true);
    if (actors_a.size() != 1 || actors_b.size() != 1) return;
    const std::uint32_t i = actors_a.front(), j = actors_b.front();
    const Entity& x = lexicon_.entity_entries[a_.terms[i].value];
    const Entity& y = lexicon_.entity_entries[b_.terms[j].value];
    if ((x.generic || y.generic) && x.camp == y.camp) return;
    // States that do the same each for itself don't contradict one another.
    if (x.type == "country" || y.type == "country" || one_name(a_.terms[i].form, b_.terms[j].form)) return;
    if (short_for(a_.terms[i].form, b_.terms[j].form) || short_for(b_.terms[j].form, a_.terms[i].form)) return;
    const bool speaks = speaker(a_, i) && speaker(b_, j);
    if (speaker(a_, i) != speaker(b_, j)) return;
    if (!speaks && !both_do(i, j)) return;
    const Relation relation = speaks                                ? Relation::check
                              : certain_name() == Relation::diverge ? certain_agent(i, j)
                                                                    : Relation::check;
    if (relation == Relation::check && coverage_ < 0.35) return;
    add(speaks ? DifferenceKind::attribution : DifferenceKind::agent, relation,
        speaks ? "speaker_differs" : "agent_differs", one(i), one(j));
  }

  /// Two doers of one deed: the words around them must be the same too.
  Relation certain_agent(std::uint32_t i, std::uint32_t j) const {
    const double alike = surroundings(i, j);
    return alike >= same_wording || (alike >= same_surroundings && context_.related >= well_related) ? Relation::diverge
                                                                                                     : Relation::check;
  }

  /// «المجلس» for «مجلس الوزراء».
  static bool short_for(std::string_view brief, std::string_view full) {
    constexpr std::string_view article = "ال";
    if (!brief.starts_with(article)) return false;
    brief.remove_prefix(article.size());
    return full.starts_with(brief) && full.substr(brief.size()).starts_with(' ');
  }

  /// Whether the actors at i and j are the subjects of one matched predicate: named as doer, or beside it in the order
  /// of the language.
  bool both_do(std::uint32_t i, std::uint32_t j) const {
    const auto predicate = [&](const Statement& side, std::uint32_t at) -> std::uint32_t {
      const std::string_view form = side.terms[at].form;
      if (form.starts_with("لل") || form.starts_with("بال")) return none;
      const auto content = [&](std::uint32_t k) {
        return !side.terms[k].function_word && side.terms[k].kind == Term::Kind::word;
      };
      if (lexicon_.lang == "ar" && at > 0 && content(at - 1)) return at - 1;
      for (std::uint32_t k = at + 1; k < side.terms.size() && k < at + 4; ++k)
        if (content(k)) return k;
      return none;
    };
    if (a_.agent_marked[i] && b_.agent_marked[j]) return common_head(i, j, 3);
    if (one_act(i, j)) return true;
    const std::uint32_t p = predicate(a_, i), q = predicate(b_, j);
    return p != none && q != none && matched(p, q, 0.8);
  }

  /// Whether i and j stand right before or behind words of one act with one object.
  bool one_act(std::uint32_t i, std::uint32_t j) const {
    const auto beside = [](std::uint32_t p, std::uint32_t q) { return p > q ? p - q <= 2 : q - p <= 2; };
    for (const auto& [p, act_a] : a_.act_terms)
      for (const auto& [q, act_b] : b_.act_terms)
        if (act_a == act_b && beside(p, i) && beside(q, j) && shared(p, q) >= 2) return true;
    return false;
  }

  // --- who did it to whom ---

  struct Sides {
    std::vector<std::uint32_t> agents;
    std::vector<std::uint32_t> patients;
  };

  /// Names before and behind an act, by the order of the language: in a verb-first language without a name before the
  /// verb the first one behind it is the agent; in a passive with its agent named the two change places.
  Sides sides_of(const Statement& side, std::uint32_t act) const {
    constexpr std::uint32_t reach = 8;
    const auto name = [&](std::uint32_t k) {
      const Term& term = side.terms[k];
      if (side.attribution[k] || side.reporting[k] || term.function_word) return false;
      if (term.kind == Term::Kind::actor) return lexicon_.entity_entries[term.value].type != "country";
      return term.capitalised && k > 0 && (term.kind == Term::Kind::word || term.kind == Term::Kind::place);
    };
    Sides sides;
    bool passive = false;
    for (std::uint32_t k = act > reach ? act - reach : 0; k < act; ++k)
      if (name(k) || (k == 0 && side.terms[0].capitalised && !side.terms[0].function_word && !side.attribution[0]))
        sides.agents.push_back(k);
    for (std::uint32_t k = act + 1; k < side.terms.size() && k <= act + reach; ++k) {
      passive = passive || side.agent_marked[k];
      if (name(k)) sides.patients.push_back(k);
    }
    if (lexicon_.lang == "ar" && sides.agents.empty() && sides.patients.size() >= 2) {
      sides.agents.push_back(sides.patients.front());
      sides.patients.erase(sides.patients.begin());
    }
    // «المواقع هاجمها الجيش»: a pronoun on the verb stands for the object named before it.
    const std::string& verb = side.terms[act].form;
    const bool object_first = lexicon_.lang == "ar" && (verb.ends_with("ها") || verb.ends_with("هم"));
    if (passive || object_first) std::swap(sides.agents, sides.patients);
    return sides;
  }

  void compare_swapped_roles() {
    if (context_.related < faintly_related || a_.negative || b_.negative) return;
    for (const auto& [p, act_a] : a_.act_terms)
      for (const auto& [q, act_b] : b_.act_terms) {
        if (act_a != act_b || has(DifferenceKind::role_swap)) continue;
        const Sides x = sides_of(a_, p), y = sides_of(b_, q);
        const auto meet = [&](const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
          for (const std::uint32_t k : one)
            for (const std::uint32_t m : other)
              if (same_party(k, m)) return std::optional(std::pair(k, m));
          return std::optional<std::pair<std::uint32_t, std::uint32_t>>();
        };
        const auto agent_there = meet(x.agents, y.patients), patient_there = meet(x.patients, y.agents);
        if (!agent_there || !patient_there || meet(x.agents, y.agents) || meet(x.patients, y.patients)) continue;
        add(DifferenceKind::role_swap, Relation::diverge, "roles_swapped", one(agent_there->first),
            one(patient_there->second));
      }
  }

  bool same_party(std::uint32_t k, std::uint32_t m) const {
    if (a_.terms[k].kind == Term::Kind::actor && b_.terms[m].kind == Term::Kind::actor)
      return same_actor({k, a_.terms[k].value}, a_, {m, b_.terms[m].value}, b_);
    return a_.terms[k].hash == b_.terms[m].hash;
  }

  static bool speaker(const Statement& side, std::uint32_t i) { return side.attribution[i] != 0; }

  void compare_causes() {
    if (a_.cause_terms.empty() || b_.cause_terms.empty()) return;
    const auto related = [&](std::uint32_t p, std::uint32_t q) {
      return p == q || lexicon_.cause_parents[p] == lexicon_.cause_names[q] ||
             lexicon_.cause_parents[q] == lexicon_.cause_names[p];
    };
    // What both name is what happened, not why.
    const auto causes_of = [](const Statement& side, const std::vector<double>& similarity) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> causes;
      for (const auto& [term, cause] : side.cause_terms)
        if (side.caused_by[term] && similarity[term] < same_word) causes.emplace_back(term, cause);
      return causes;
    };
    const auto causes_a = causes_of(a_, alignment_.similarity_a), causes_b = causes_of(b_, alignment_.similarity_b);
    if (causes_a.empty() || causes_b.empty()) return;
    for (const auto& [i, p] : causes_a)
      for (const auto& [j, q] : causes_b)
        if (related(p, q)) return;
    const auto [i, p] = causes_a.front();
    const auto [j, q] = causes_b.front();
    add(DifferenceKind::cause, sure() || framed(i, j) ? Relation::diverge : Relation::check, "cause_differs", one(i),
        one(j));
  }

  static bool same_stem(const Term& x, const Term& y) {
    return x.facts && y.facts ? x.facts->stem_hash == y.facts->stem_hash : x.hash == y.hash;
  }

  void compare_labels() {
    for (const auto& [i, p] : a_.label_terms)
      for (const auto& [j, q] : b_.label_terms) {
        if (p != q || same_stem(a_.terms[i], b_.terms[j]) || has(DifferenceKind::label)) continue;
        const bool both = std::any_of(b_.label_terms.begin(), b_.label_terms.end(),
                                      [&](const auto& other) { return same_stem(b_.terms[other.first], a_.terms[i]); });
        if (!both) add(DifferenceKind::label, Relation::compatible, "label_differs", one(i), one(j));
      }
  }

  /// Planned or alleged here, told as done there.
  void compare_certainty() {
    const auto uncertain = [](const Statement& side) {
      return side.certainty && (*side.certainty == Certainty::planned || *side.certainty == Certainty::alleged);
    };
    if (uncertain(a_) == uncertain(b_) || a_.certainty.has_value() == b_.certainty.has_value() || !sure()) return;
    Difference difference;
    difference.kind = DifferenceKind::certainty;
    difference.relation = Relation::compatible;
    difference.rule = "certainty_rungs";
    difference.why = lexicon_.reason(difference.rule, "", "");
    found_.push_back(std::move(difference));
  }

  // --- quotations ---

  void compare_quotes() {
    constexpr std::uint32_t least_terms = 4;
    for (const QuotedTerms& x : a_.quotes)
      for (const QuotedTerms& y : b_.quotes) {
        if (x.last - x.first < least_terms || y.last - y.first < least_terms) continue;
        std::uint32_t content = 0, same = 0, i_other = none, j_other = none, others_a = 0, others_b = 0;
        for (std::uint32_t i = x.first; i < x.last; ++i) {
          if (a_.terms[i].function_word) continue;
          ++content;
          const std::uint32_t j = alignment_.b_of_a[i];
          if (j != none && j >= y.first && j < y.last && alignment_.similarity_a[i] >= 0.85)
            ++same;
          else
            ++others_a, i_other = i;
        }
        for (std::uint32_t j = y.first; j < y.last; ++j) {
          if (b_.terms[j].function_word) continue;
          const std::uint32_t i = alignment_.a_of_b[j];
          if (i == none || i < x.first || i >= x.last || alignment_.similarity_b[j] < 0.85) ++others_b, j_other = j;
        }
        if (content == 0 || same * 10 < content * 6) continue;
        // A difference of another kind inside the quotation is a difference of its wording.
        bool inside = false;
        for (Difference& difference : found_) {
          if (!difference.a || !difference.b || gravity(difference.relation) < gravity(Relation::check)) continue;
          if (difference.kind != DifferenceKind::negation && difference.kind != DifferenceKind::opposite_event)
            continue;
          if (!a_.bytes(x.first, x.last).contains(*difference.a) || !b_.bytes(y.first, y.last).contains(*difference.b))
            continue;
          difference.kind = DifferenceKind::quote;
          if (close_frame() && same_words(x, y)) difference.relation = Relation::diverge;
          inside = true;
        }
        if (!inside && compare_turned_quotes(x, y)) inside = true;
        // One word put for another in otherwise the same words; a cut or a longer quotation is no difference.
        if (!inside && others_a == 1 && others_b == 1 && same >= 4 && !has(DifferenceKind::quote) &&
            !alike(i_other, j_other))
          add(DifferenceKind::quote, Relation::check, "quote_word", one(i_other), one(j_other));
      }
  }

  /// Whether the shorter quotation stands in the other almost word for word.
  bool same_words(const QuotedTerms& x, const QuotedTerms& y) const {
    const auto size = [](const Statement& side, const QuotedTerms& quote, bool content) {
      std::uint32_t count = 0;
      for (std::uint32_t i = quote.first; i < quote.last; ++i) count += !content || !side.terms[i].function_word;
      return count;
    };
    std::uint32_t same = 0, same_content = 0;
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || j < y.first || j >= y.last || alignment_.similarity_a[i] < same_word) continue;
      ++same;
      same_content += !a_.terms[i].function_word;
    }
    const std::uint32_t all = std::min(size(a_, x, false), size(b_, y, false));
    const std::uint32_t content = std::min(size(a_, x, true), size(b_, y, true));
    return same * 10 >= all * 7 || (same_content >= 3 && same_content * 10 >= content * 8);
  }

  /// Words of a quotation behind a particle of negation: the next content word 1, the one after it 2; or what little
  /// follows it.
  static std::vector<std::uint8_t> denied_words(const Statement& side, const QuotedTerms& quote) {
    constexpr std::uint32_t scope = 2, reach = 5;
    std::vector<std::uint8_t> denied(side.terms.size(), 0);
    for (std::uint32_t i = quote.first; i < quote.last; ++i) {
      if (!side.negator[i]) continue;
      const std::uint32_t end = std::min(quote.last, i + 1 + reach);
      std::uint32_t seen = 0;
      for (std::uint32_t k = i + 1; k < end && seen < scope; ++k)
        if (!side.terms[k].function_word) denied[k] = seen++ == 0 ? 1 : 2;
      if (seen == 0) std::fill(denied.begin() + i + 1, denied.begin() + end, 1);
    }
    return denied;
  }

  /// The same words, with "not" before them here and without it there.
  bool compare_turned_quotes(const QuotedTerms& x, const QuotedTerms& y) {
    if (!close_frame() || has(DifferenceKind::quote) || !same_words(x, y)) return false;
    const auto denied_a = denied_words(a_, x), denied_b = denied_words(b_, y);
    const auto particles = [](const Statement& side, const QuotedTerms& quote) {
      return std::count(side.negator.begin() + quote.first, side.negator.begin() + quote.last, 1);
    };
    const bool as_many = particles(a_, x) == particles(b_, y);
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || j < y.first || j >= y.last || alignment_.similarity_a[i] < same_word) continue;
      const auto [least, most] = std::minmax(denied_a[i], denied_b[j]);
      // With as many particles on either side only the word right behind one tells.
      if (a_.terms[i].kind != Term::Kind::word || least > 0 || most == 0 || (as_many && most > 1)) continue;
      add(DifferenceKind::quote, Relation::diverge, "negation_parity", one(i), one(j));
      return true;
    }
    return false;
  }

  bool alike(std::uint32_t i, std::uint32_t j) const { return term_similarity(a_, i, b_, j, lexicon_) >= 0.5; }

  const Statement& a_;
  const Statement& b_;
  const TermAlignment& alignment_;
  const ComparisonContext& context_;
  const ClaimLexicon& lexicon_;
  const ComparisonOptions& options_;
  double coverage_ = 0;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> compare_statements(const Statement& a, const Statement& b, const TermAlignment& alignment,
                                           const ComparisonContext& context, const ClaimLexicon& lexicon,
                                           const ComparisonOptions& options) {
  return Comparison(a, b, alignment, context, lexicon, options).run();
}

Relation gravest(const std::vector<Difference>& differences) {
  Relation worst = Relation::match;
  for (const Difference& difference : differences)
    if (gravity(difference.relation) > gravity(worst)) worst = difference.relation;
  return worst;
}

}  // namespace tawatur
