#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "claims/frame_comparison.h"
#include "claims/incident.h"

namespace tawatur {
namespace {

class DatesComparison : public FrameComparison {
 public:
  explicit DatesComparison(const SlotComparison& comparison) : FrameComparison(comparison) {}

  void compare_dates() {
    if (a_.times.empty() || b_.times.empty()) return;
    compare_milestones();
    if (has(DifferenceKind::date)) return;
    if (!a_.controls.empty() && !b_.controls.empty()) return;
    auto lone_a = lone_times(true), lone_b = lone_times(false);
    // "On Monday morning": the part of the day goes with the day, and so does the date of another calendar.
    for (auto* lone : {&lone_a, &lone_b})
      if (lone->size() > 1)
        std::erase_if(*lone, [](const TimeSlot* time) {
          return time->around > 0 || time->hijri || (time->month && !time->first_day && !time->year);
        });
    // What is said of two days is said of two things.
    if (lone_a.size() != 1 || lone_b.size() != 1) return;
    if (reckoned_besides(a_) || reckoned_besides(b_)) return;
    const TimeSlot& x = *lone_a.front();
    const TimeSlot& y = *lone_b.front();
    if (!disjoint(x, y) || (one_night(x, y) && !named_alike(x, y)) || (other_edges(x, y) && !one_edge_told(x, y))) return;
    // Two days told from the day of writing hang on when each was written.
    if (x.reckoned && y.reckoned) return;
    if (only_reports(a_, x) || only_reports(b_, y)) return;
    const Slot slot{x.first, x.last, y.first, y.last, DifferenceKind::date, false};
    auto relation = judge(slot);
    const bool one_edge = x.edge == y.edge && x.edge != TimeSlot::Edge::none;
    if (relation && !one_frame(slot) && !one_edge && !fully_framed(slot) && !retold(frame(slot)))
      relation = Relation::check;
    if (relation != Relation::diverge && (one_short_act(slot) || one_dated_act(slot) || days_of_scene(x, y)))
      relation = Relation::diverge;
    // Without a day of publication two weekdays or months may be of two weeks, or years.
    // So may two hours be of two days.
    const bool hours = x.clock >= 0 && y.clock >= 0;
    if (relation == Relation::diverge && undated() && (hours || !surely_one_act(x, y, slot)))
      relation = Relation::check;
    // "Until January" and "on 7 August" are most often of two acts; so are two times of day of one span.
    if (x.edge != y.edge && !one_edge_told(x, y)) {
      const bool clocks = x.clock >= 0 || y.clock >= 0;
      if (x.clock >= 0 && y.clock >= 0) return;
      if (relation && (clocks || !fully_framed(slot))) relation = Relation::check;
    }
    if (!relation) return;
    // From a day of publication that may be one of crawling; a weekday and a calendar date are joined by such a
    // reckoning too.
    const bool clocks = hours && !x.month && !y.month;
    const bool one_form = (x.weekday >= 0) == (y.weekday >= 0) || (x.month && y.month) || clocks || surely_apart(x, y);
    // A prayer in the afternoon, an arrival at dawn: parts of the day without a common act.
    if ((x.around > 0 || y.around > 0) && frame(slot).words == 0) relation = Relation::check;
    if (x.reckoned || y.reckoned || !one_form || distant(x, y) || years(x, y)) relation = Relation::check;
    // Who says so without "that" may say more of the day than is read.
    if (relation == Relation::diverge && (says_plainly(a_) || says_plainly(b_)) && frame(slot).share < nearly_whole)
      relation = Relation::check;
    // "Awarded none in 2021", "awarded one in 2022"; "44 hurt on Saturday", "44 dead on Monday".
    // «أصيب جنديان صباحا», «أصيب أربعة جنود ظهرا».
    const bool other_fact = has(DifferenceKind::negation) || has(DifferenceKind::count_kind) ||
                            has(DifferenceKind::count_scope) || (hours && has(DifferenceKind::count));
    if (relation == Relation::diverge && (other_acts(x, y) || other_fact || others_named())) relation = Relation::check;
    if (finer(x, y) || come_and_gone(x, y) || columns(x, y) || of_schedules(x, y) || told_in_other_text(x, y) ||
        (*relation == Relation::diverge && IncidentComparison(*this).places_apart()))
      relation = Relation::check;
    add(DifferenceKind::date, *relation, clocks ? "clock_disjoint" : "date_disjoint", {x.first, x.last, none},
        {y.first, y.last, none});
  }

 private:
  static constexpr std::int32_t noon = 12 * 60;
  static constexpr double nearly_whole = 0.8;  // Share of the words outside a slot.

  /// "Debated the bill on Tuesday", "signed it on Thursday": what each side dates is an act that the other doesn't tell of.
  bool other_acts(const TimeSlot& x, const TimeSlot& y) const {
    const std::uint32_t i = act_at(a_, x), j = act_at(b_, y);
    if (i == none || j == none || !(tabled(a_, i) || tabled(b_, j))) return false;
    const auto met = [&](const Statement& side, std::uint32_t at, const Statement& other) {
      for (std::uint32_t k = 0; k < other.terms.size(); ++k)
        if (!other.terms[k].function_word && term_similarity(side, at, other, k, lexicon_) > 0) return true;
      return false;
    };
    return !met(a_, i, b_) && !met(b_, j, a_);
  }

  /// "Microsoft said … Monday", "Google said … Wednesday": each side names a person, or a body or thing, that the other
  /// doesn't.
  bool others_named() const {
    using Type = NameSlot::Type;
    const auto any = [](const std::vector<const NameSlot*>& names, bool person) {
      return std::any_of(names.begin(), names.end(), [&](const NameSlot* name) {
        return person ? name->type == Type::person : name->type == Type::thing;
      });
    };
    const auto of_a = lone_names(true), of_b = lone_names(false);
    return (any(of_a, true) && any(of_b, true)) || (any(of_a, false) && any(of_b, false));
  }

  /// Whether the tables know the word, so that another word for it would have been met.
  static bool tabled(const Statement& side, std::uint32_t at) {
    return !side.terms[at].poles.empty() || std::any_of(side.predicates.begin(), side.predicates.end(),
                                                        [&](const PredicateTerms& phrase) { return phrase.head == at; });
  }

  /// The word that tells what is dated: in English the verb before the day, in Arabic the one that begins the clause.
  std::uint32_t act_at(const Statement& side, const TimeSlot& time) const {
    constexpr std::uint32_t reach = 7;
    constexpr std::string_view past = "ed";
    const auto word = [&](std::uint32_t k) {
      return side.terms[k].kind == Term::Kind::word && !side.terms[k].function_word && !side.attribution[k];
    };
    if (lexicon_.lang == "ar") {
      for (std::uint32_t k = 0; k < side.terms.size(); ++k) {
        if (side.terms[k].function_word || side.attribution[k]) continue;
        return word(k) && !definite(side.terms[k]) && tabled(side, k) ? k : none;
      }
      return none;
    }
    for (std::uint32_t k = time.first, seen = 0; k-- > 0 && seen < reach;) {
      if (!word(k)) continue;
      ++seen;
      if (side.terms[k].capitalised) continue;
      const bool phrase = std::any_of(side.predicates.begin(), side.predicates.end(), [&](const PredicateTerms& one) {
        return one.head == k && one.last > one.first + 1;
      });
      const bool noun = k > 0 && side.terms[k - 1].function_word && side.terms[k - 1].facts &&
                        (lexicon_.demonstratives.finds(*side.terms[k - 1].facts) ||
                         lexicon_.prepositions.finds(*side.terms[k - 1].facts));
      if (!noun && (phrase || !side.terms[k].poles.empty() || side.terms[k].form.ends_with(past))) return k;
    }
    return none;
  }

  /// Whether more than the one or two words that any two acts of a story share stand beside the days.
  bool surely_one_act(const TimeSlot& x, const TimeSlot& y, const Slot& slot) const {
    constexpr std::uint32_t least_words = 3;
    constexpr double least_share = 0.4, mostly = 0.55;
    const double share = frame(slot).share;
    if (shared(slot.first_a, slot.first_b) >= least_words && share >= least_share) return true;
    return x.first_day && y.first_day && share >= mostly;
  }

  /// Two days of what an event has once, each the only one that its article gives for it.
  void compare_milestones() {
    any_milestones(Milestone::What::time, [&](const Milestone& x, const Milestone& y) {
      if (has(DifferenceKind::date)) return true;
      const TimeSlot& p = a_.times[x.slot];
      const TimeSlot& q = b_.times[y.slot];
      if (!disjoint(p, q) || one_night(p, q) || p.reckoned || q.reckoned) return false;
      if (finer(p, q) && !(p.days && q.days)) return false;
      if (!told_once(context_.a, x, p) || !told_once(context_.b, y, q)) return false;
      const Slot slot{p.first, p.last, q.first, q.last, DifferenceKind::date, false};
      const bool clocks = p.clock >= 0 && q.clock >= 0 && !p.month && !q.month;
      const bool one_form = (p.weekday >= 0) == (q.weekday >= 0) || (p.month && q.month) || surely_apart(p, q);
      // "Was hit in September", "on 27 November": news of today tells its day; a bare month may be of any year.
      const bool bare = undated() && p.month && q.month && (p.first_day == 0) != (q.first_day == 0);
      const bool doubtful = !one_form || bare || distant(p, q) || come_and_gone(p, q) || told_in_other_text(p, q) ||
                            other_items() || names_differ(slot) || things_differ(slot) ||
                            (undated() && !p.month && !q.month && !surely_one_act(p, q, slot)) ||
                            IncidentComparison(*this).other_event();
      add(DifferenceKind::date, doubtful ? Relation::check : Relation::diverge,
          clocks ? "clock_once" : "date_once", {p.first, p.last, none}, {q.first, q.last, none});
      return false;
    });
  }

  /// "Hired one man on Tuesday and another today": a day of an undated text is one more, of which no slot is made.
  static bool reckoned_besides(const Statement& side) {
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (side.terms[k].kind == Term::Kind::date && !side.attribution[k] && !side.days[side.terms[k].value] &&
          side.date_mentions[side.terms[k].value].relative_days)
        return true;
    return false;
  }

  /// Whether an article gives no other time for a milestone.
  bool told_once(const ArticleContext& article, const Milestone& milestone, const TimeSlot& time) const {
    return alike_throughout(article, milestone, [&](const Statement& told, const Milestone& one) {
      return !disjoint(told.times[one.slot], time);
    });
  }

  /// Whether short statements, which tell of one act each, share a word beside the days: it is the act that is dated.
  bool one_short_act(const Slot& slot) const {
    return context_.related >= fairly_related && short_sentences() && frame(slot).replaced <= 1 &&
           a_.another == b_.another && shared(slot.first_a, slot.first_b) >= 1 && !other_items() && !other_names() &&
           !names_differ(slot) && !numbers_differ(slot) && !things_differ(slot) && !acts_differ() && !many_figures();
  }

  /// Whether what stands near both days is an act and what it is of, in the same words or by a predicate that tells the
  /// same: «يدخل القانون حيز التنفيذ», «يصبح القانون نافذا».
  bool one_dated_act(const Slot& slot) const {
    if (context_.related < faintly_related || many_figures()) return false;
    constexpr std::uint32_t reach = 4;
    const auto near_a = neighbours(a_, slot.first_a, reach), near_b = neighbours(b_, slot.first_b, reach);
    const auto near = [](const std::vector<std::uint32_t>& terms, std::uint32_t k) {
      return std::find(terms.begin(), terms.end(), k) != terms.end();
    };
    const auto act = [&](const PredicateTerms& p) {
      return near(near_a, p.head) && std::any_of(b_.predicates.begin(), b_.predicates.end(), [&](const auto& q) {
               return p.set == q.set && near(near_b, q.head);
             });
    };
    std::uint32_t things = 0;
    for (const std::uint32_t k : near_a) {
      const std::uint32_t m = alignment_.b_of_a[k];
      const auto of_phrase = [](const Statement& side, std::uint32_t at) {
        return std::any_of(side.predicates.begin(), side.predicates.end(),
                           [&](const PredicateTerms& p) { return at == p.head || at == p.other; });
      };
      things += m != none && alignment_.similarity_a[k] >= same_word && near(near_b, m) && !of_phrase(a_, k) &&
                !of_phrase(b_, m) && definite(a_.terms[k]) && definite(b_.terms[m]);
    }
    return things > 0 && std::any_of(a_.predicates.begin(), a_.predicates.end(), act) && a_.another == b_.another &&
           !other_items() && !other_names() && !names_differ(slot) && !numbers_differ(slot) && !things_differ(slot) &&
           !acts_differ();
  }

  /// Days of one scene, no times of day: a scene goes on.
  bool days_of_scene(const TimeSlot& x, const TimeSlot& y) const {
    return (x.clock < 0 || x.around > 0) && (y.clock < 0 || y.around > 0) && x.days && y.days &&
           (x.days->last < y.days->first || y.days->last < x.days->first) && one_scene();
  }

  /// "The paper wrote on its site on Sunday evening": the day is that of saying.
  bool only_reports(const Statement& side, const TimeSlot& time) const {
    if (!says_plainly(side)) return false;
    // "Said flights would restart on Thursday": the day of another verb.
    const auto reporting = std::find(side.reporting.begin(), side.reporting.end(), 1) - side.reporting.begin();
    for (auto k = static_cast<std::uint32_t>(reporting) + 2; k < time.first; ++k)
      if (side.terms[k].facts && lexicon_.lang == "en" && lexicon_.auxiliaries.finds(*side.terms[k].facts) &&
          side.terms[k].function_word)
        return false;
    return true;
  }

  /// Whether a verb of saying stands in it, and nothing tells where what is said begins.
  bool says_plainly(const Statement& side) const {
    if (std::find(side.attribution.begin(), side.attribution.end(), 1) != side.attribution.end()) return false;
    // «من دون أن توقع ضحايا», "didn't say": who speaks isn't denied.
    for (std::size_t k = 0; k < side.reporting.size(); ++k)
      if (side.reporting[k] == 1 && side.negated[k] != Statement::negated_outright && !noun_of_saying(side, k))
        return true;
    return false;
  }

  /// "Prado's appeal comes before the court", "the report": a noun, that nobody says.
  bool noun_of_saying(const Statement& side, std::size_t at) const {
    if (lexicon_.lang != "en" || at == 0 || !side.terms[at - 1].facts) return false;
    const Term& before = side.terms[at - 1];
    return before.form == "s" || lexicon_.demonstratives.finds(*before.facts);
  }

  /// Whether one night may be meant, called by the day before it and by the one after.
  bool one_night(const TimeSlot& x, const TimeSlot& y) const {
    if (!x.night && !y.night) return false;
    if ((x.daytime && !x.night) || (y.daytime && !y.night)) return false;
    // At dawn the night of the day before ends, in the evening that of the day itself begins.
    const bool x_before = evening_or_unknown(a_) && dawn_or_unknown(b_);
    const bool y_before = evening_or_unknown(b_) && dawn_or_unknown(a_);
    if (x.days && y.days) {
      const std::int32_t later = y.days->first - x.days->last, earlier = x.days->first - y.days->last;
      return later <= 1 && earlier <= 1 && (later != 1 || x_before) && (earlier != 1 || y_before);
    }
    if (x.month && y.month) return next_day(x, y) || next_day(y, x);
    if (x.weekday < 0 || y.weekday < 0) return false;
    return ((x.weekday + 1) % 7 == y.weekday && x_before) || ((y.weekday + 1) % 7 == x.weekday && y_before);
  }

  /// Whether a part of the day that a side names may lie before midnight, or it names none.
  static bool evening_or_unknown(const Statement& side) {
    return std::none_of(side.times.begin(), side.times.end(), [](const TimeSlot& time) {
      return time.around > 0 && time.clock >= time.around && time.clock + time.around <= noon;
    });
  }

  /// The same of the hours after midnight.
  static bool dawn_or_unknown(const Statement& side) {
    return std::none_of(side.times.begin(), side.times.end(), [](const TimeSlot& time) {
      return time.around > 0 && time.clock - time.around >= noon && time.clock + time.around < 2 * noon;
    });
  }

  /// "Monday night" and "Tuesday night": named in one way they are two.
  bool named_alike(const TimeSlot& x, const TimeSlot& y) const {
    return lexicon_.lang != "ar" && x.last < a_.terms.size() && y.last < b_.terms.size() && x.weekday >= 0 &&
           y.weekday >= 0 && alignment_.b_of_a[x.last] == y.last && alignment_.similarity_a[x.last] >= same_word;
  }

  /// "Midnight on 30 June", "the beginning of 1 July".
  static bool next_day(const TimeSlot& x, const TimeSlot& y) {
    constexpr std::int32_t shortest_month = 28;
    if (x.month == y.month) return x.last_day + 1 == y.first_day;
    return x.month % 12 + 1 == y.month && x.last_day >= shortest_month && y.first_day == 1;
  }

  /// "Since Monday" and "until Friday" are the ends of one span.
  static bool other_edges(const TimeSlot& x, const TimeSlot& y) {
    using Edge = TimeSlot::Edge;
    const auto open = [](Edge edge) { return edge == Edge::none || edge == Edge::until; };
    return x.edge != y.edge && !(open(x.edge) && open(y.edge));
  }

  /// "Will meet from 18 March" and "opens on 14 March": both tell when it begins; or when it ends.
  bool one_edge_told(const TimeSlot& x, const TimeSlot& y) const {
    using Edge = TimeSlot::Edge;
    const auto told = [&](const TimeSlot& edged, const Statement& side, const TimeSlot& bare) {
      if (bare.edge != Edge::none) return false;
      return (edged.edge == Edge::since && phase_beside(side, bare, 0)) ||
             (edged.edge == Edge::until && phase_beside(side, bare, 1));
    };
    return told(x, b_, y) || told(y, a_, x);
  }

  /// Whether a word near the time says that something begins (pole 0) or ends (1).
  bool phase_beside(const Statement& side, const TimeSlot& time, std::uint32_t pole) const {
    constexpr std::uint32_t reach = 4;
    constexpr std::string_view begins = "BEGIN", opens = "OPEN";
    const auto near = neighbours(side, time.first, reach);
    return std::any_of(near.begin(), near.end(), [&](std::uint32_t k) {
      return std::any_of(side.terms[k].poles.begin(), side.terms[k].poles.end(), [&](std::uint32_t one) {
        const std::string& name = lexicon_.opposition_classes[one / 2];
        return one % 2 == pole && (name == begins || name == opens);
      });
    });
  }

  /// Years among figures are the columns of a comparison; in statements that aren't surely of one thing, of two acts.
  bool years(const TimeSlot& x, const TimeSlot& y) const {
    if (x.month || y.month || !x.year || !y.year) return false;
    return many_figures() || (beside_number(a_, x) && beside_number(b_, y)) || context_.related < well_related;
  }

  /// Whether the one is a year and the other a month or day: what went on all year and what was done once.
  static bool finer(const TimeSlot& x, const TimeSlot& y) {
    const bool calendar = x.weekday < 0 && y.weekday < 0 && x.clock < 0 && y.clock < 0 && !x.season && !y.season;
    const auto part_of_year = [](const TimeSlot& time) {
      constexpr std::int32_t half = 183;
      return time.year && time.days && time.days->last - time.days->first < half;
    };
    return calendar && (x.month == 0) != (y.month == 0) && !(part_of_year(x) && part_of_year(y));
  }

  /// "Re-elected in May", "the election in February": past for its text the one, to come the other. Not of two ends of
  /// one span, which writers move.
  bool come_and_gone(const TimeSlot& x, const TimeSlot& y) const {
    if (x.edge == y.edge && x.edge != TimeSlot::Edge::none) return false;
    const auto direction = [](const Statement& side, const TimeSlot& slot, const std::optional<Timestamp>& published) {
      for (std::uint32_t k = slot.first; k < slot.last; ++k)
        if (side.terms[k].kind == Term::Kind::date && side.date_mentions[side.terms[k].value].direction != 0)
          return static_cast<int>(side.date_mentions[side.terms[k].value].direction);
      // Without a year the days are only those nearest to publication.
      if (!slot.days || !slot.year || !published) return 0;
      const auto day = published->local_s / day_s;
      return slot.days->last < day ? -1 : slot.days->first > day ? 1 : 0;
    };
    return direction(a_, x, context_.a.published) * direction(b_, y, context_.b.published) < 0;
  }

  /// Months among figures on both sides: columns of a statistic.
  bool columns(const TimeSlot& x, const TimeSlot& y) const {
    return x.month && y.month && !x.first_day && !y.first_day && beside_number(a_, x) && beside_number(b_, y);
  }

  /// Whether both sides give several days: other items of a schedule, unless a word right before or behind the two is
  /// the same.
  bool of_schedules(const TimeSlot& x, const TimeSlot& y) const {
    const auto several = [](const Statement& side) {
      return std::count_if(side.times.begin(), side.times.end(), [](const TimeSlot& time) { return time.month != 0; }) >
             1;
    };
    return several(a_) && several(b_) && !right_beside(x.first, y.first) && !right_beside(x.last - 1, y.last - 1);
  }

  /// Whether either text gives the other's day elsewhere: then it tells of two acts.
  bool told_in_other_text(const TimeSlot& x, const TimeSlot& y) const {
    const auto told = [](const ArticleContext& context, const Statement& own, const TimeSlot& time) {
      return std::any_of(context.statements.begin(), context.statements.end(), [&](const Statement& side) {
        return side.order != own.order && std::any_of(side.times.begin(), side.times.end(), [&](const TimeSlot& other) {
                 return other.month != 0 && other.month == time.month && other.first_day == time.first_day &&
                        other.last_day == time.last_day && other.year == time.year;
               });
      });
    };
    return told(context_.b, b_, x) || told(context_.a, a_, y);
  }

  static bool beside_number(const Statement& side, const TimeSlot& slot) {
    constexpr std::uint32_t near = 3;
    for (std::uint32_t k = slot.first > near ? slot.first - near : 0; k < side.terms.size() && k < slot.last + near;
         ++k)
      if (side.terms[k].kind == Term::Kind::number && !side.quantities[side.terms[k].value].ordinal) return true;
    return false;
  }

  /// "Next Wednesday" and the 17th: reckoned with a day's grace for a text put online the day after.
  static bool surely_apart(const TimeSlot& x, const TimeSlot& y) {
    if (!x.days || !y.days || !(x.weekday >= 0 ? x.directed : y.directed)) return false;
    return x.days->first - y.days->last > 1 || y.days->first - x.days->last > 1;
  }

  /// Weekdays that publication puts more than a month apart are told of two weeks.
  static bool distant(const TimeSlot& x, const TimeSlot& y) {
    constexpr std::int32_t month = 31;
    if (!x.days || !y.days || (x.weekday < 0 && y.weekday < 0)) return false;
    return x.days->first - y.days->last > month || y.days->first - x.days->last > month;
  }
};

}  // namespace

void compare_dates(SlotComparison& comparison) { DatesComparison(comparison).compare_dates(); }

}  // namespace tawatur
