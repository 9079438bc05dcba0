#include "claims/frame_comparison.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>

#include "text/code_points.h"

namespace tawatur {
namespace {

constexpr double mostly_in_step = 0.6;  // Share of words from which two sentences follow one pattern.
constexpr double same_name = 0.7;       // Similarity from which two words of names are one.

bool within(std::uint32_t i, std::uint32_t first, std::uint32_t last) { return first <= i && i < last; }

/// A noun such as "court" in a name of more than one word.
bool noun_of_kind(const Statement& side, const NameSlot& name, std::uint32_t term) {
  return name.last - name.first > 1 && side.body_noun[term];
}

bool one_script(std::string_view x, std::string_view y) {
  const auto ascii = [](std::string_view word) { return static_cast<unsigned char>(word.front()) < 0x80; };
  return !x.empty() && !y.empty() && ascii(x) == ascii(y);
}

/// Whether one range of terms follows the other at once.
bool beside(std::uint32_t first, std::uint32_t last, std::uint32_t slot_first, std::uint32_t slot_last) {
  return last == slot_first || slot_last == first;
}

/// "T-72", "F16s", «إف-16»: a name that ends in a number, its letters and digits; letters that transcribe others are
/// left out. Else empty.
std::string designation(const Statement& side, const NameSlot& name) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto first = side.terms.begin() + name.first, last = side.terms.begin() + name.last;
  if (std::none_of(first, last,
                   [&](const Term& term) { return std::any_of(term.form.begin(), term.form.end(), digit); }))
    return {};
  std::string all;
  for (auto term = first; term != last; ++term)
    for (const char c : term->form)
      if (c != ' ' && static_cast<unsigned char>(c) < 0x80) all += c;
  if (!digit((last - 1)->form.front())) {
    const bool one_word = first + 1 == last && all.size() == first->form.size();
    if (!one_word) return {};
  }
  if (all.size() > 1 && all.back() == 's' && digit(all[all.size() - 2])) all.pop_back();
  return all;
}

/// Whether a term is of a person's age, profession, nationality or the like.
bool of_person(const Statement& side, std::uint32_t term, const ClaimLexicon& lexicon) {
  return std::any_of(side.ages.begin(), side.ages.end(), [&](const AgeSlot& age) { return age.term == term; }) ||
         std::any_of(side.siblings.begin(), side.siblings.end(), [&](const SiblingSlot& slot) {
           return lexicon.sibling_entries[slot.value].personal && within(term, slot.first, slot.last);
         });
}

/// "India" here, "Indian" there.
bool nation_met(const Statement& side, std::uint32_t term, const Statement& other) {
  for (const MarkedTerms& nation : side.nation_terms)
    if (nation.first == term)
      return std::any_of(other.nation_terms.begin(), other.nation_terms.end(),
                         [&](const MarkedTerms& known) { return known.value == nation.value; });
  return false;
}

}  // namespace

bool FrameComparison::tells_who(const Statement& side, std::uint32_t term) const {
  const auto& similarity = &side == &a_ ? alignment_.similarity_a : alignment_.similarity_b;
  if (similarity[term] >= same_name) return false;
  return of_person(side, term, lexicon_) ||
         std::any_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
           return name.type == NameSlot::Type::person && within(term, name.first, name.last);
         });
}

FrameComparison::Frame FrameComparison::frame(const Slot& slot) const {
  Frame frame;
  double all_a = 0, met_a = 0, all_b = 0, met_b = 0;
  std::uint32_t nations_a = 0, nations_b = 0, specific = 0, days = 0;
  const auto counts = [&](const Statement& side, std::uint32_t i) {
    return !side.terms[i].function_word && !side.attribution[i] && !(slot.person && tells_who(side, i));
  };
  const auto plain_word = [](const Statement& side, std::uint32_t i) {
    return side.terms[i].kind == Term::Kind::word && !side.terms[i].capitalised &&
           std::none_of(side.names.begin(), side.names.end(),
                        [&](const NameSlot& name) { return within(i, name.first, name.last); });
  };
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    if (!counts(a_, i) || within(i, slot.first_a, slot.last_a)) continue;
    all_a += a_.terms[i].weight;
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j == none || within(j, slot.first_b, slot.last_b)) {
      if (nation_met(a_, i, b_)) met_a += a_.terms[i].weight, ++nations_a;
      continue;
    }
    met_a += a_.terms[i].weight * alignment_.similarity_a[i];
    const Term& x = a_.terms[i];
    const Term& y = b_.terms[j];
    frame.words += alignment_.similarity_a[i] >= same_word && plain_word(a_, i) && plain_word(b_, j);
    if (alignment_.similarity_a[i] >= same_name &&
        (x.kind != Term::Kind::word || y.kind != Term::Kind::word || x.capitalised || y.capitalised))
      ++frame.anchors;
    if (alignment_.similarity_a[i] < same_name) continue;
    const bool figure = x.kind == Term::Kind::number && y.kind == Term::Kind::number &&
                        !a_.quantities[x.value].ordinal && !b_.quantities[y.value].ordinal;
    const bool name = x.kind != Term::Kind::place && x.capitalised && y.capitalised && !nation_met(a_, i, b_) && i > 0;
    specific += figure || name;
    days += x.kind == Term::Kind::date && y.kind == Term::Kind::date;
  }
  for (std::uint32_t j = 0; j < b_.terms.size(); ++j) {
    if (!counts(b_, j) || within(j, slot.first_b, slot.last_b)) continue;
    all_b += b_.terms[j].weight;
    const std::uint32_t i = alignment_.a_of_b[j];
    if (i == none || within(i, slot.first_a, slot.last_a)) {
      if (nation_met(b_, j, a_)) met_b += b_.terms[j].weight, ++nations_b;
      continue;
    }
    met_b += b_.terms[j].weight * alignment_.similarity_b[j];
  }
  // Names that no capital marks.
  const auto plain_names = [](const Statement& side, const std::vector<double>& similarity, std::uint32_t first,
                              std::uint32_t last, bool of_places) {
    return static_cast<std::uint32_t>(std::count_if(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
      if (!of_places && name.type == NameSlot::Type::place) return false;
      for (std::uint32_t i = name.first; i < name.last; ++i)
        if (side.terms[i].kind == Term::Kind::word && !side.terms[i].capitalised && similarity[i] >= same_word &&
            !within(i, first, last))
          return true;
      return false;
    }));
  };
  frame.anchors += std::max(nations_a, nations_b);
  const auto uncapitalised = [&](bool of_places) {
    return std::max(plain_names(a_, alignment_.similarity_a, slot.first_a, slot.last_a, of_places),
                    plain_names(b_, alignment_.similarity_b, slot.first_b, slot.last_b, of_places));
  };
  frame.anchors += uncapitalised(true);
  specific += uncapitalised(false);
  const double p = all_a > 0 ? met_a / all_a : 0, q = all_b > 0 ? met_b / all_b : 0;
  frame.share = p + q > 0 ? 2 * p * q / (p + q) : 0;
  frame.held = std::max(p, q);
  frame.one_pattern = in_step(slot) >= mostly_in_step;
  frame.matched = (met_a + met_b) / 2;
  frame.apart =
      numbers_differ(slot) || other_items() || names_differ(slot) || times_differ(slot) || things_differ(slot);
  constexpr double surely_much = 3, surely_most = 0.5, nearly_all_much = 4, nearly_all = 0.6;
  constexpr std::uint32_t many_words = 5;
  frame.sure = (specific > 0 && specific + std::min(days, 1U) > 1 && frame.matched >= surely_much &&
                frame.share >= surely_most) ||
               (slot.kind == DifferenceKind::place && specific + days > 0 && frame.words >= many_words &&
                frame.matched >= nearly_all_much && frame.share >= nearly_all);
  const std::uint32_t replaced = words_replaced(slot);
  // Of who somebody is more than one word is told: a physician of a hospital, an engineer of an office. Where a place
  // is in question, other words in one pattern name another thing: a store of tyres in one town, of timber in another.
  constexpr double mostly = 0.6, most_held = 0.7;
  const bool patterned = slot.kind == DifferenceKind::place && frame.one_pattern;
  frame.replaced = replaced;
  constexpr double retold_much = 4.5, retold_share = 0.7;
  const bool one_report =
      slot.kind == DifferenceKind::place && frame.matched >= retold_much && frame.share >= retold_share;
  // "Among the dead is …": who is one of several on both sides may be two.
  const bool of_several =
      a_.another != b_.another || (slot.kind == DifferenceKind::identity && a_.one_of_several && b_.one_of_several);
  frame.facts_apart = frame.apart || of_several || acts_differ() || facts_differ(slot);
  if (frame.sure && (one_report || !frame.one_pattern || replaced == 0)) return frame;
  frame.apart = frame.facts_apart || replaced > 1 ||
                (replaced == 1 && (patterned || !(slot.typed && frame.share >= mostly && frame.anchors > 0))) ||
                (patterned && frame.held < most_held);
  return frame;
}

double FrameComparison::in_step(const Slot& slot) const {
  const auto places = [](const Statement& side, std::uint32_t first, std::uint32_t last) {
    std::vector<std::uint32_t> at(side.terms.size(), none);
    std::uint32_t next = 0;
    for (std::uint32_t k = 0; k < side.terms.size(); ++k)
      if (!side.terms[k].function_word && !side.attribution[k] && !within(k, first, last)) at[k] = next++;
    return at;
  };
  const auto p = places(a_, slot.first_a, slot.last_a), q = places(b_, slot.first_b, slot.last_b);
  const auto share = [](const std::vector<std::uint32_t>& of, const std::vector<std::uint32_t>& others,
                        const std::vector<std::uint32_t>& met) {
    std::uint32_t last = none, last_other = none, steps = 0, same = 0;
    for (std::size_t k = 0; k < of.size(); ++k) {
      if (of[k] == none || met[k] == none || others[met[k]] == none) continue;
      if (last != none) ++steps, same += others[met[k]] - last_other == of[k] - last;
      last = of[k], last_other = others[met[k]];
    }
    return steps == 0 ? 0.0 : static_cast<double>(same) / steps;
  };
  return std::max(share(p, q, alignment_.b_of_a), share(q, p, alignment_.a_of_b));
}

bool FrameComparison::one_scene() const {
  constexpr double nearly_sure = 0.95, rare = 0.6;
  constexpr std::uint32_t least_words = 5;
  if (context_.related < nearly_sure || many_figures() || a_.another != b_.another || other_items()) return false;
  const auto tells = [](const Statement& side, std::uint32_t k) {
    const Term& term = side.terms[k];
    if (term.kind == Term::Kind::number || term.kind == Term::Kind::date) return false;
    return !term.function_word && !side.attribution[k] &&
           std::none_of(side.times.begin(), side.times.end(),
                        [&](const TimeSlot& time) { return within(k, time.first, time.last); });
  };
  const auto met = [&](std::uint32_t i, std::uint32_t j) {
    return i < a_.terms.size() && j < b_.terms.size() && alignment_.b_of_a[i] == j &&
           alignment_.similarity_a[i] >= same_word && tells(a_, i) && tells(b_, j);
  };
  const auto named = [&](const Statement& side, const Statement& other) {
    return std::any_of(side.cause_terms.begin(), side.cause_terms.end(), [&](const auto& x) {
      return lexicon_.cause_named[x.second] && !side.attribution[x.first] &&
             std::any_of(other.cause_terms.begin(), other.cause_terms.end(),
                         [&](const auto& y) { return x.second == y.second && !other.attribution[y.first]; });
    });
  };
  if (!named(a_, b_)) return false;
  std::uint32_t words = 0;
  bool run = false;
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j == none || !met(i, j)) continue;
    ++words;
    run = run || (met(i + 1, j + 1) && std::max(a_.terms[i].weight, a_.terms[i + 1].weight) >= rare);
  }
  return words >= least_words && run;
}

bool FrameComparison::retold(const Frame& told) const {
  constexpr double least_share = 0.33, least_matched = 1.6;
  return !told.apart && told.replaced == 0 && short_sentences() && told.anchors > 0 && told.words > 0 &&
         told.share >= least_share && told.matched >= least_matched && context_.related >= surely_related;
}

bool FrameComparison::retold_briefly(const Frame& told) const {
  constexpr double least_share = 0.4, least_matched = 1.4;
  constexpr std::uint32_t least_met = 3;
  return !told.facts_apart && told.replaced == 0 && short_sentences() && told.anchors + told.words >= least_met &&
         told.share >= least_share && told.matched >= least_matched && context_.related >= surely_related;
}

bool FrameComparison::reworded(const Frame& told) const {
  constexpr double least_share = 0.55, least_held = 0.6, least_matched = 1.6;
  constexpr std::uint32_t least_met = 3, most_replaced = 2;
  return !told.facts_apart && told.replaced <= most_replaced && short_sentences() && told.share >= least_share &&
         told.held >= least_held && told.matched >= least_matched && told.anchors + told.words >= least_met &&
         context_.related >= surely_related;
}

std::optional<Relation> FrameComparison::judge(const Slot& slot) const {
  const Frame told = frame(slot);
  constexpr double least_share = 0.42, surely_shared = 0.6, least_matched = 1.5, least_alone = 2, shown_share = 0.35;
  // A short sentence that differs in nothing else.
  constexpr double all_but_slot = 0.85, least_words = 0.9;
  if (!told.apart && slot.kind != DifferenceKind::place && told.share >= all_but_slot && told.matched >= least_words)
    return Relation::diverge;
  if (!told.apart && told.matched >= (told.anchors > 0 ? least_matched : least_alone) && told.share >= least_share &&
      (told.anchors >= 1 || told.share >= surely_shared))
    return Relation::diverge;
  if (retold(told) || (told.sure && !told.apart)) return Relation::diverge;
  if (!told.apart && told.share >= shown_share && close_frame()) return Relation::check;
  return std::nullopt;
}

bool FrameComparison::disjoint(const TimeSlot& p, const TimeSlot& q) {
  const auto apart = [](std::int32_t p1, std::int32_t p2, std::int32_t q1, std::int32_t q2) {
    return p2 < q1 || q2 < p1;
  };
  if (p.clock >= 0 && q.clock >= 0 && !p.month && !q.month && p.zone == q.zone && p.zone >= 0) {
    constexpr std::int32_t far = 90, far_around = 120, day = 24 * 60;
    const std::int32_t around = p.around + q.around, gap = std::abs(p.clock - q.clock);
    // "At 16:00" and "at 4:00" may be one hour.
    if (around == 0 ? gap >= far && gap != day / 2 : std::min(gap, day - gap) - around >= far_around) return true;
  }
  if (p.season && q.season) return p.season != q.season;
  // "In summer", "in December": a season of three months, with one on either side.
  if ((p.season && q.month && !q.season) || (q.season && p.month && !p.season)) {
    constexpr std::int32_t months = 12, first_of_spring = 3, length = 3;
    const std::int32_t season = p.season + q.season, month = p.season ? q.month : p.month;
    const std::int32_t begin = first_of_spring + length * (season - 1);
    return !(p.hijri || q.hijri) && (month - begin + 1 + months) % months > length + 1;
  }
  if (p.holiday && q.holiday) {
    constexpr std::int32_t hundred = 100;  // Without a day all days of the feast.
    const bool whole = p.holiday % hundred == 0 || q.holiday % hundred == 0;
    return whole ? p.holiday / hundred != q.holiday / hundred : p.holiday != q.holiday;
  }
  if (p.hijri != q.hijri) return false;
  // A weekday without a date, or a date without a year, may be of another week or year: what is said alike is the same.
  if (p.weekday >= 0 && p.weekday == q.weekday) return false;
  if (p.month && q.month && !(p.year && q.year)) {
    if (p.month != q.month) return true;
    return p.first_day && q.first_day && apart(p.first_day, p.last_day, q.first_day, q.last_day);
  }
  if (p.days && q.days) return apart(p.days->first, p.days->last, q.days->first, q.days->last);
  if (p.year && q.year && *p.year != *q.year) return true;
  if (p.month && q.month) return p.month != q.month;
  return p.weekday >= 0 && q.weekday >= 0 && !p.month && !q.month;
}

std::vector<const TimeSlot*> FrameComparison::lone_times(bool of_a) const {
  const Statement& mine = side(of_a);
  const Statement& other = side(!of_a);
  std::vector<const TimeSlot*> lone;
  for (const TimeSlot& slot : mine.times) {
    if (mine.attribution[slot.first]) continue;
    // A time of day counts for itself only where no day is.
    const bool met = std::any_of(other.times.begin(), other.times.end(), [&](const TimeSlot& known) {
      const bool clock_only = !slot.days && !slot.year && !slot.month && slot.weekday < 0;
      const bool known_clock_only = !known.days && !known.year && !known.month && known.weekday < 0;
      return clock_only == known_clock_only && !disjoint(slot, known);
    });
    if (!met) lone.push_back(&slot);
  }
  return lone;
}

bool FrameComparison::unlike(const NameSlot& p, const NameSlot& q) const {
  if (const auto x = designation(a_, p), y = designation(b_, q); !x.empty() && !y.empty()) return x != y;
  for (std::uint32_t i = p.first; i < p.last; ++i)
    for (std::uint32_t j = q.first; j < q.last; ++j) {
      if (a_.terms[i].function_word || b_.terms[j].function_word) continue;
      // Two courts are two: the noun of kind makes no name.
      if (noun_of_kind(a_, p, i) || noun_of_kind(b_, q, j)) continue;
      if (term_similarity(a_, i, b_, j, lexicon_) >= same_name || one_name(a_.terms[i].form, b_.terms[j].form) ||
          share_form(a_.terms[i], b_.terms[j], false))
        return false;
      const bool known = a_.terms[i].kind == Term::Kind::actor && b_.terms[j].kind == Term::Kind::actor;
      const std::string_view x = a_.terms[i].form, y = b_.terms[j].form;
      const bool places = a_.terms[i].kind == Term::Kind::place && b_.terms[j].kind == Term::Kind::place;
      if (!known && !places && one_script(x, y) &&
          ((x.substr(0, 2) == y.substr(0, 2) && one_spelling(x, y)) || one_transcription(x, y)))
        return false;
    }
  return true;
}

const std::vector<const NameSlot*>& FrameComparison::lone_names(bool of_a) const {
  auto& known = lone_names_[of_a ? 0 : 1];
  if (!known) known = find_lone_names(of_a);
  return *known;
}

std::vector<const NameSlot*> FrameComparison::find_lone_names(bool of_a) const {
  const Statement& mine = side(of_a);
  const Statement& other = side(!of_a);
  const auto& similarity = of_a ? alignment_.similarity_a : alignment_.similarity_b;
  const auto& met_by_other = of_a ? alignment_.similarity_b : alignment_.similarity_a;
  std::vector<const NameSlot*> lone;
  const auto place_of = [](const Statement& of, const NameSlot& name) {
    const Term& term = of.terms[name.first];
    return (term.kind == Term::Kind::place || term.kind == Term::Kind::actor) ? term.value : Term::no_entity;
  };
  // A place that holds another meets it only where nothing closer is told of: not «بغداد» where both name it,
  // «حي الكرادة ببغداد» and «حي المنصور ببغداد», nor Burundi of "Burundi's Gitega", "Ngozi".
  const auto told_closer = [&](std::uint32_t place, std::uint32_t holder) {
    const auto is_holder = [&](const Term& term) {
      return (term.kind == Term::Kind::place || term.kind == Term::Kind::actor) && term.value == holder;
    };
    const auto closer = [&](const Term& term) {
      return term.kind == Term::Kind::place && term.value != Term::no_entity && term.value != holder &&
             lexicon_.related(term.value, holder) && !lexicon_.related(term.value, place);
    };
    // "In Tarkwa in Ghana": so may a place be that no table has, or of which none tells the state.
    const auto unplaced = [&](const NameSlot& name) {
      if (name.type != NameSlot::Type::place || !other.located[name.first]) return false;
      const Term& term = other.terms[name.first];
      const bool tabled = term.kind == Term::Kind::place && term.value != Term::no_entity;
      if (tabled && (!lexicon_.entity_entries[term.value].parent.empty() ||
                     lexicon_.entity_entries[term.value].type == "country"))
        return false;
      return std::none_of(met_by_other.begin() + name.first, met_by_other.begin() + name.last,
                          [&](double met) { return met >= same_name; });
    };
    return place != holder && (std::any_of(mine.terms.begin(), mine.terms.end(), is_holder) ||
                               std::any_of(other.terms.begin(), other.terms.end(), closer) ||
                               std::any_of(other.names.begin(), other.names.end(), unplaced));
  };
  const auto container = [&](const NameSlot& slot, const NameSlot& known) {
    if (slot.type != NameSlot::Type::place) return false;
    const std::uint32_t place = place_of(mine, slot), holder = place_of(other, known);
    if (place == Term::no_entity || holder == Term::no_entity) return false;
    // A state is met by what is its own.
    return lexicon_.entity_entries[place].type != "country" && told_closer(place, holder);
  };
  const auto& met_by = of_a ? alignment_.b_of_a : alignment_.a_of_b;
  const auto holds = [&](const NameSlot& slot, std::uint32_t by) {
    const std::uint32_t place = place_of(mine, slot);
    const Term& holder = other.terms[by];
    return place != Term::no_entity && holder.value != Term::no_entity &&
           (holder.kind == Term::Kind::place || holder.kind == Term::Kind::actor) && told_closer(place, holder.value);
  };
  for (const NameSlot& slot : mine.names) {
    bool matched = false;
    const bool numbered = !designation(mine, slot).empty();
    for (std::uint32_t k = numbered ? slot.last - 1 : slot.first; k < slot.last; ++k)
      matched = matched || (similarity[k] >= same_name && !noun_of_kind(mine, slot, k) && !holds(slot, met_by[k]));
    const bool met = matched || std::any_of(other.names.begin(), other.names.end(), [&](const NameSlot& known) {
                       if (container(slot, known)) return false;
                       return of_a ? !unlike(slot, known) : !unlike(known, slot);
                     });
    if (!met) lone.push_back(&slot);
  }
  // A place is met by any other that it lies in.
  std::erase_if(lone, [&](const NameSlot* slot) {
    const Term& term = mine.terms[slot->first];
    if (slot->last != slot->first + 1 || term.value == Term::no_entity) return false;
    if (term.kind != Term::Kind::place && term.kind != Term::Kind::actor) return false;
    return std::any_of(other.terms.begin(), other.terms.end(), [&](const Term& known) {
      return (known.kind == Term::Kind::place || known.kind == Term::Kind::actor) && known.value != Term::no_entity &&
             lexicon_.related(known.value, term.value) &&
             !(term.kind == Term::Kind::place && told_closer(term.value, known.value));
    });
  });
  return lone;
}

bool FrameComparison::names_differ(const Slot& slot) const {
  using Type = NameSlot::Type;
  const auto p = lone_names(true), q = lone_names(false);
  for (const NameSlot* x : p) {
    if (x->weak || within(x->first, slot.first_a, slot.last_a)) continue;
    for (const NameSlot* y : q) {
      if (y->weak || within(y->first, slot.first_b, slot.last_b)) continue;
      if (slot.person && (x->type == Type::person || y->type == Type::person)) continue;
      // "Germany's Hallmann", "Finland's Tarvonen": where they are from goes with the name.
      if (beside(x->first, x->last, slot.first_a, slot.last_a) && beside(y->first, y->last, slot.first_b, slot.last_b))
        continue;
      if (x->type == y->type || x->type == Type::unknown || y->type == Type::unknown ||
          (x->type != Type::person && x->type != Type::place && y->type != Type::person && y->type != Type::place))
        return true;
    }
  }
  return false;
}

bool FrameComparison::times_differ(const Slot& slot) const {
  // "Tuesday night", "overnight into Wednesday".
  const auto one_night = [&](const TimeSlot* time, bool of_a) {
    constexpr std::int32_t week = 7;
    const auto& others = side(!of_a).times;
    return time->weekday >= 0 && std::any_of(others.begin(), others.end(), [&](const TimeSlot& other) {
             return other.weekday >= 0 && (time->night || other.night) &&
                    ((time->weekday + 1) % week == other.weekday || (other.weekday + 1) % week == time->weekday);
           });
  };
  const auto outside = [&](bool of_a) {
    const auto times = lone_times(of_a);
    return std::any_of(times.begin(), times.end(), [&](const TimeSlot* time) {
      if (one_night(time, of_a)) return false;
      return of_a ? !within(time->first, slot.first_a, slot.last_a) : !within(time->first, slot.first_b, slot.last_b);
    });
  };
  return slot.kind != DifferenceKind::date && outside(true) && outside(false);
}

bool FrameComparison::things_differ(const Slot& slot) const {
  const auto apart = [](const AgeSlot& p, const AgeSlot& q) { return p.high + 1 < q.low || q.high + 1 < p.low; };
  if (!slot.person && a_.ages.size() == 1 && b_.ages.size() == 1 && apart(a_.ages[0], b_.ages[0]) &&
      !within(a_.ages[0].term, slot.first_a, slot.last_a) && !within(b_.ages[0].term, slot.first_b, slot.last_b))
    return true;
  for (const SiblingSlot& p : a_.siblings) {
    if (p.first < slot.last_a && slot.first_a < p.last) continue;
    const SiblingEntry& x = lexicon_.sibling_entries[p.value];
    if (slot.person && x.personal) continue;
    const auto same_group = [&](const SiblingSlot& q) { return lexicon_.sibling_entries[q.value].group == x.group; };
    const auto same = [&](const SiblingSlot& q, const SiblingSlot& r) {
      return lexicon_.sibling_entries[q.value].id == lexicon_.sibling_entries[r.value].id;
    };
    // Each side names one of the group that the other doesn't; "Turkish" is met by "Turkey" too.
    const bool met = nation_met(a_, p.first, b_) ||
                     std::any_of(b_.siblings.begin(), b_.siblings.end(),
                                 [&](const SiblingSlot& q) { return same_group(q) && same(p, q); });
    if (met) continue;
    for (const SiblingSlot& q : b_.siblings) {
      if (!same_group(q) || (q.first < slot.last_b && slot.first_b < q.last) || nation_met(b_, q.first, a_)) continue;
      if (beside(p.first, p.last, slot.first_a, slot.last_a) && beside(q.first, q.last, slot.first_b, slot.last_b) &&
          lexicon_.sibling_groups[x.group] == "nationality")
        continue;
      if (std::any_of(a_.siblings.begin(), a_.siblings.end(),
                      [&](const SiblingSlot& r) { return same_group(r) && same(q, r); }))
        continue;
      return true;
    }
  }
  return false;
}

std::uint32_t FrameComparison::words_replaced(const Slot& slot) const {
  constexpr std::size_t longest_run = 3;
  const auto contents = [&](const Statement& side) {
    std::vector<std::uint32_t> list;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      // «يوم الأحد»: the noun of kind belongs to the day.
      const std::uint32_t day = side.terms[i].form == "يوم" || side.terms[i].form == "يومي" ? 1 : 0;
      const bool of_time = std::any_of(side.times.begin(), side.times.end(),
                                       [&](const TimeSlot& time) { return within(i + day, time.first, time.last); });
      const bool of_age = std::any_of(side.ages.begin(), side.ages.end(), [&](const AgeSlot& age) {
        return i + 2 >= age.term && i <= age.term + 2 && side.terms[i].kind != Term::Kind::place;
      });
      if (!side.terms[i].function_word && !side.attribution[i] && !of_time && !of_age &&
          !(slot.person && tells_who(side, i)))
        list.push_back(i);
    }
    return list;
  };
  const auto p = contents(a_), q = contents(b_);
  std::vector<std::size_t> place_b(b_.terms.size(), q.size());
  for (std::size_t m = 0; m < q.size(); ++m) place_b[q[m]] = m;
  const auto met = [&](std::size_t k) { return k < p.size() && alignment_.similarity_a[p[k]] >= same_name; };
  const auto met_b = [&](std::size_t m) { return m < q.size() && alignment_.similarity_b[q[m]] >= same_name; };
  const auto told = [](const Term& term) { return term.kind != Term::Kind::date; };
  std::uint32_t runs = 0;
  // Runs between two pairs of matched words, the begin of both sides standing for a pair.
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (met(k) || (k > 0 && !met(k - 1))) continue;
    std::size_t m = 0;
    if (k > 0) {
      m = place_b[alignment_.b_of_a[p[k - 1]]];
      if (m == q.size()) continue;
      ++m;
    }
    std::size_t k_end = k, m_end = m;
    while (k_end < p.size() && !met(k_end)) ++k_end;
    while (m_end < q.size() && !met_b(m_end)) ++m_end;
    if (m_end == m || k_end - k > longest_run + 2 || m_end - m > longest_run + 2) continue;
    const bool closed =
        k_end == p.size() ? m_end == q.size() && k > 0 : m_end < q.size() && alignment_.b_of_a[p[k_end]] == q[m_end];
    if (!closed) continue;
    std::size_t left_a = 0, left_b = 0;
    for (std::size_t x = k; x < k_end; ++x) left_a += !within(p[x], slot.first_a, slot.last_a) && told(a_.terms[p[x]]);
    for (std::size_t x = m; x < m_end; ++x) left_b += !within(q[x], slot.first_b, slot.last_b) && told(b_.terms[q[x]]);
    // The verb that an Arabic sentence begins with is often told by another.
    using enum DifferenceKind;
    const bool named = slot.kind == place || slot.kind == entity || slot.kind == identity;
    if (k == 0 && lexicon_.lang == "ar" && left_a == 1 && left_b == 1 && named) continue;
    if (std::min(left_a, left_b) > 0 && std::max(left_a, left_b) <= longest_run) ++runs;
  }
  return runs;
}

bool FrameComparison::facts_differ(const Slot& slot) const {
  return std::any_of(found_.begin(), found_.end(), [&](const Difference& known) {
    using enum DifferenceKind;
    if (gravity(known.relation) < gravity(Relation::update) || known.kind == slot.kind) return false;
    if (known.kind == opposite_event || known.kind == denial) return known.relation == Relation::diverge;
    return known.kind == count_kind || known.kind == negation || known.kind == unit;
  });
}

bool FrameComparison::numbers_differ(const Slot& slot) const {
  const auto lone = [&](const Statement& mine, const Statement& other, std::uint32_t first, std::uint32_t last) {
    return std::any_of(mine.terms.begin(), mine.terms.end(), [&](const Term& term) {
      if (term.kind != Term::Kind::number) return false;
      const auto at = static_cast<std::uint32_t>(&term - mine.terms.data());
      if (within(at, first, last)) return false;
      const Quantity& number = mine.quantities[term.value];
      if (number.ordinal) return false;
      if (std::any_of(mine.ages.begin(), mine.ages.end(), [&](const AgeSlot& age) { return age.term == at; }))
        return false;
      return std::none_of(other.quantities.begin(), other.quantities.end(), [&](const Quantity& known) {
        if (known.ordinal) return false;
        if (known.stated == number.stated) return true;
        // A bound is met by what it bounds when that is said roughly or nearly the same.
        const double most = std::max(known.stated, number.stated), least = std::min(known.stated, number.stated);
        return known.low <= number.high && number.low <= known.high && least * 1.2 >= most;
      });
    });
  };
  return lone(a_, b_, slot.first_a, slot.last_a) && lone(b_, a_, slot.first_b, slot.last_b);
}

bool FrameComparison::one_frame(const Slot& slot) const {
  return right_beside(slot.first_a, slot.first_b) || right_beside(slot.last_a - 1, slot.last_b - 1) ||
         shared(slot.first_a, slot.first_b) >= 2;
}

bool FrameComparison::fully_framed(const Slot& slot) const {
  constexpr double most_words = 0.55, nearly_all = 0.7;
  const Frame told = frame(slot);
  return told.share >= nearly_all || (told.share >= most_words && told.anchors >= 2);
}

std::vector<FrameComparison::SiblingPair> FrameComparison::sibling_pairs(
    const std::vector<const SiblingSlot*>& of_a, const std::vector<const SiblingSlot*>& of_b) const {
  std::vector<SiblingPair> pairs;
  for (const SiblingSlot* p : of_a)
    for (const SiblingSlot* q : of_b)
      if (lexicon_.sibling_entries[p->value].group == lexicon_.sibling_entries[q->value].group)
        pairs.emplace_back(p, q);
  std::stable_sort(pairs.begin(), pairs.end(), [](const SiblingPair& x, const SiblingPair& y) {
    return std::pair(x.first->first + x.second->first, std::min(x.first->first, x.second->first)) <
           std::pair(y.first->first + y.second->first, std::min(y.first->first, y.second->first));
  });
  return pairs;
}

bool FrameComparison::acts_differ() const {
  for (std::uint32_t i = 0; i < a_.terms.size(); ++i) {
    const std::uint32_t j = alignment_.b_of_a[i];
    if (j != none && opposed(a_.terms[i], b_.terms[j])) return true;
  }
  return false;
}

}  // namespace tawatur
