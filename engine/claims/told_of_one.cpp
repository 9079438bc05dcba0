#include "claims/told_of_one.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "claims/incident.h"

namespace tawatur {
namespace {

constexpr std::size_t longest_label = 4;  // Words of "Letters to the editor".

constexpr std::int64_t apart_s = 20 * 3600;      // The next day's paper; the same evening's is not.
constexpr std::int64_t far_apart_s = 44 * 3600;  // The day after that.

constexpr double told_again = 0.65;  // Harmonic coverage of two sentences from which the one retells the other.

// Of the words around two measures: many things are so many days long, or fell by so much.
constexpr double least_measured = 0.2;

// Of the words around two groups: of those whom something befell, of any others.
constexpr double least_tolled = 0.24, least_grouped = 0.42;

/// Kinds whose value is a name or a noun of its own: what a text has elsewhere it doesn't put in place of another.
bool by_value(DifferenceKind kind) {
  using enum DifferenceKind;
  switch (kind) {
    case agent:
    case place:
    case entity:
    case identity:
    case cause:
    case count_kind:
    case count_scope:
    case opposite_event:
      return true;
    default:
      return false;
  }
}

/// Kinds that any two days of a story bring forth: only what is retold is told of one of them. Amounts, days, "not" and
/// denials are weighed where they are compared.
bool of_a_day(DifferenceKind kind) {
  using enum DifferenceKind;
  return by_value(kind) || kind == role_swap || kind == unit;
}

/// Kinds in which one side says what the other says not.
bool by_polarity(DifferenceKind kind) {
  using enum DifferenceKind;
  return kind == negation || kind == denial || kind == opposite_event || kind == quote;
}

/// Kinds in which another is named.
bool by_name(DifferenceKind kind) {
  using enum DifferenceKind;
  return kind == agent || kind == entity || kind == identity;
}

/// Narrows terms to the first number among them; whether that one has a unit.
bool number_only(const Statement& side, std::uint32_t& first, std::uint32_t& last) {
  for (std::uint32_t i = first; i < last; ++i) {
    if (side.terms[i].kind != Term::Kind::number) continue;
    first = i, last = i + 1;
    return !side.quantities[side.terms[i].value].unit.empty();
  }
  return false;
}

/// Whether a negated noun of what is counted stands in the range: «لا إصابات جديدة».
bool none_counted(const Statement& side, const std::optional<ByteRange>& range) {
  return range && std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& slot) {
           return slot.quantity >= side.quantities.size() && range->contains(side.bytes(slot.term, slot.term + 1));
         });
}

/// "The ministry said it": who speaks, read as one phrase with who acts.
bool speaks(const Statement& side, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t k = first + 1; k < last; ++k)
    if (side.reporting[k] || (side.attribution[k] && !side.attribution[first])) return true;
  return false;
}

}  // namespace

bool ToldOfOne::told_of_one(const Difference& difference) const {
  if (difference.kind == DifferenceKind::control) return true;
  if (undated() && of_a_day(difference.kind) && coverage_ < told_again) return false;
  // "None" of a later day is that day's.
  const bool denied = difference.kind == DifferenceKind::negation && difference.rule != "count_none" &&
                      !none_counted(a_, difference.a) && !none_counted(b_, difference.b);
  // What an event has once needs no like frame, and the next day's paper tells it too.
  if (difference.rule.ends_with("_once")) return !published_apart(far_apart_s);
  // When one thing was doesn't change from day to day.
  const bool settled = difference.kind == DifferenceKind::date && one_scene();
  if (published_apart(apart_s) && !(denied && taken_back_later()) && !settled) return false;
  // Two who condemn the same don't contradict one another.
  if (by_name(difference.kind) && a_.of_many && b_.of_many) return false;
  // Who asks doesn't say so.
  if (by_polarity(difference.kind) && a_.asks() != b_.asks()) return false;
  if (opinion(a_) || opinion(b_)) return false;
  // Who stands first on both sides has changed over with nobody.
  if (difference.kind == DifferenceKind::role_swap && difference.a_value == difference.b_value) return false;
  // Who did what to whom is told by the names themselves.
  if (difference.kind == DifferenceKind::role_swap || !difference.a || !difference.b) return true;
  const auto [first_a, last_a] = a_.terms_in(*difference.a);
  const auto [first_b, last_b] = b_.terms_in(*difference.b);
  Slot slot{first_a, last_a, first_b, last_b, difference.kind, false};
  if (difference.kind == DifferenceKind::count) {
    // What is counted isn't part of the slot, and another number behind it isn't either.
    const bool measured = number_only(a_, slot.first_a, slot.last_a) | number_only(b_, slot.first_b, slot.last_b);
    // Where one word says on both sides what is measured, once in either text, the rest is no matter.
    if (measured && difference.rule != "measure_disjoint" && frame(slot).share < least_measured) return false;
  }
  // One number that few things share by chance, the only one of either side, needs no like frame.
  // So does one in two units where one thing was told of both.
  const bool one_figure = difference.rule == "unit_differs" && (large_number(slot) || suffered_alike(slot)) &&
                          only_number(a_) && only_number(b_);
  if (difference.kind == DifferenceKind::unit &&
      ((!one_figure && frame(slot).share < least_measured) || things_differ(slot)))
    return false;
  // Four who were arrested and four who fought need not be the same four.
  if (difference.kind == DifferenceKind::count_kind && frame(slot).share < least_tolled) return false;
  const bool amount = difference.kind == DifferenceKind::count;
  if (difference.kind == DifferenceKind::count_scope) {
    if (times_differ(slot) || numbers_differ(slot)) return false;
    // Two groups of one size are told of one thing where little else differs; or where they suffered the same, or are
    // of one kind: "22 female students", "22 male students".
    // A number that few things share by chance tells of one too.
    const double least = tolls(slot) || one_noun(slot) || telling_number(slot) ? least_tolled : least_grouped;
    if (difference.rule == "count_scope" && frame(slot).share < least) return false;
  }
  if ((amount || by_polarity(difference.kind) || difference.kind == DifferenceKind::date) && things_differ(slot))
    return false;
  if ((amount || by_polarity(difference.kind)) && times_differ(slot) && !(amount && one_scene())) return false;
  // «لا وفيات و50 مصابا», «90 قتيلا و550 مصابا»: of two days where neither is told.
  const bool none_of_other = difference.rule == "count_none" && undated();
  if ((amount || none_of_other || difference.kind == DifferenceKind::opposite_event) && numbers_differ(slot))
    return false;
  // Of one quake either text may name another town; its depth is one.
  const bool by_names = (amount && difference.rule != "measure_disjoint") ||
                        difference.kind == DifferenceKind::opposite_event;
  if (by_names && (others_named(slot) || names_differ(slot))) return false;
  if (amount && (acts_differ() || of_other_things(slot))) return false;
  if ((amount || difference.kind == DifferenceKind::opposite_event) && session_parts_differ()) return false;
  // A text that gives both hours gives them to two things.
  if (difference.rule == "clock_disjoint" && told_elsewhere(slot)) return false;
  if (amount && (year_and_weekday() || labels_apart())) return false;
  if (difference.kind == DifferenceKind::agent &&
      (speaks(a_, slot.first_a, slot.last_a) || speaks(b_, slot.first_b, slot.last_b)))
    return false;
  if (difference.kind == DifferenceKind::agent && doer_told_of_both(slot)) return false;
  // Others may have died too.
  if (difference.rule == "opposite_of_one") return true;
  return !(by_value(difference.kind) && told_elsewhere(slot));
}

bool ToldOfOne::session_parts_differ() const {
  const auto parts = [&](const Statement& side) {
    WordSequence words;
    for (const Term& term : side.terms)
      if (term.facts) words.push_back(term.facts);
    std::vector<std::uint32_t> told;
    for (const PhraseMatch& match : lexicon_.session_parts.find(words)) told.push_back(match.value);
    std::sort(told.begin(), told.end());
    return told;
  };
  const auto p = parts(a_), q = parts(b_);
  const bool meet =
      std::any_of(p.begin(), p.end(), [&](std::uint32_t one) { return std::binary_search(q.begin(), q.end(), one); });
  // One figure is of one moment: up, or down, by six percent.
  const bool one_figure = std::any_of(a_.quantities.begin(), a_.quantities.end(), [&](const Quantity& x) {
    return std::any_of(b_.quantities.begin(), b_.quantities.end(),
                       [&](const Quantity& y) { return x.stated == y.stated && x.unit == y.unit; });
  });
  return !meet && (!p.empty() || !q.empty()) && !one_figure;
}

bool ToldOfOne::labels_apart() const {
  // What stands before the colon of a headline: [0, last). Who says it is known to a table, where it happened often not.
  const auto label = [&](const Statement& side) -> std::uint32_t {
    constexpr std::uint32_t longest = 3;
    if (!side.title) return 0;
    for (std::uint32_t i = 0; i < std::min<std::size_t>(side.terms.size(), longest); ++i) {
      const Term& term = side.terms[i];
      if (term.kind == Term::Kind::actor || side.body_noun[i] || side.reporting[i]) return 0;
      const std::size_t end = side.words.tokens[term.last - 1].source.end;
      const std::size_t next = side.text.find_first_not_of(' ', end);
      if (next == std::string_view::npos) return 0;
      if (side.text[next] == ':') return i + 1;
    }
    return 0;
  };
  const std::uint32_t last_a = label(a_), last_b = label(b_);
  const auto of_party = [](const Statement& side, std::uint32_t last) {
    return std::any_of(side.party_terms.begin(), side.party_terms.end(),
                       [&](const MarkedTerms& party) { return party.first < last; });
  };
  if (last_a == 0 || last_b == 0 || of_party(a_, last_a) || of_party(b_, last_b)) return false;
  for (std::uint32_t i = 0; i < last_a; ++i)
    for (std::uint32_t j = 0; j < last_b; ++j)
      if (term_similarity(a_, i, b_, j, lexicon_) > 0) return false;
  return true;
}

bool ToldOfOne::opinion(const Statement& side) const {
  if (!side.title) return false;
  WordSequence words;
  for (const Term& term : side.terms) {
    if (!term.facts || words.size() == longest_label) break;
    words.push_back(term.facts);
    const std::size_t end = side.words.tokens[term.last - 1].source.end;
    const std::size_t next = side.text.find_first_not_of(' ', end);
    if (next == std::string_view::npos) return false;
    if (side.text[next] == ':' || side.text[next] == '|') {
      const auto found = lexicon_.opinion_labels.find(words);
      return !found.empty() && found.front().first == 0 && found.front().last == words.size();
    }
  }
  return false;
}

bool ToldOfOne::of_other_things(const Slot& slot) const {
  constexpr std::uint32_t longest_name = 4;
  const auto count_at = [](const Statement& side, std::uint32_t first, std::uint32_t last) {
    const auto found = std::find_if(side.counts.begin(), side.counts.end(), [&](const CountSlot& count) {
      return count.term >= first && count.term < last && count.quantity < side.quantities.size();
    });
    return found == side.counts.end() ? nullptr : &*found;
  };
  const CountSlot* x = count_at(a_, slot.first_a, slot.last_a);
  const CountSlot* y = count_at(b_, slot.first_b, slot.last_b);
  if (!x || !y) return false;
  const Quantity &p = a_.quantities[x->quantity], &q = b_.quantities[y->quantity];
  if (p.unit.empty() && q.unit.empty() && p.stated != q.stated &&
      IncidentComparison(*this).sums_up(p.stated > q.stated))
    return true;
  // Where two places lie.
  if ((x->bearing >= 0 || y->bearing >= 0) && x->bearing != y->bearing) return true;
  const auto frame_of = [](const Statement& side, const CountSlot* count) -> const CountFrame& {
    return side.count_frames[static_cast<std::size_t>(count - side.counts.data())];
  };
  const UnitFacts* unit = lexicon_.unit(p.unit);
  if (unit && unit->dimension == "money" && (frame_of(a_, x).period < 0) != (frame_of(b_, y).period < 0)) return true;
  // «فيلم «كذا» بسبعة ملايين», and all films: the other text tells of the one by its name elsewhere.
  const auto named_elsewhere = [&](const Statement& side, const Quantity& number, const Statement& other,
                                   const ArticleContext& context) {
    const auto names = [](const Statement& told, const Term& word) {
      return std::any_of(told.terms.begin(), told.terms.end(), [&](const Term& term) { return same_stem(term, word); });
    };
    return std::any_of(side.quotes.begin(), side.quotes.end(), [&](const QuotedTerms& quote) {
      if (quote.last - quote.first > longest_name || side.attribution[quote.first]) return false;
      const auto named_in = [&](const Statement& told) {
        bool any = false;
        for (std::uint32_t k = quote.first; k < quote.last; ++k) {
          if (side.terms[k].function_word || side.terms[k].kind == Term::Kind::number) continue;
          if (!names(told, side.terms[k])) return false;
          any = true;
        }
        return any;
      };
      if (named_in(other)) return false;
      return std::any_of(context.statements.begin(), context.statements.end(), [&](const Statement& told) {
        return told.order != other.order && named_in(told) &&
               std::any_of(told.quantities.begin(), told.quantities.end(), [&](const Quantity& one) {
                 return !one.ordinal && one.unit == number.unit;
               });
      });
    });
  };
  return named_elsewhere(a_, p, b_, context_.b) || named_elsewhere(b_, q, a_, context_.a);
}

bool ToldOfOne::year_and_weekday() const {
  const auto any = [](const Statement& side, const auto& of_kind) {
    return std::any_of(side.times.begin(), side.times.end(),
                       [&](const TimeSlot& time) { return !side.attribution[time.first] && of_kind(time); });
  };
  const auto year = [](const TimeSlot& time) {
    return time.year && !time.month && time.weekday < 0 && time.edge == TimeSlot::Edge::none;
  };
  const auto weekday = [](const TimeSlot& time) { return time.weekday >= 0 && !time.year; };
  return (any(a_, year) && any(b_, weekday) && !any(a_, weekday) && !any(b_, year)) ||
         (any(b_, year) && any(a_, weekday) && !any(b_, weekday) && !any(a_, year));
}

bool ToldOfOne::doer_told_of_both(const Slot& slot) const {
  const auto named_in = [&](const Statement& side, std::uint32_t first, std::uint32_t last, const Statement& other,
                            std::uint32_t other_first, std::uint32_t other_last) {
    const bool capitals = !cased_headline(side);
    for (std::uint32_t k = first; k < last; ++k) {
      const Term& term = side.terms[k];
      if (term.kind != Term::Kind::actor && !(term.capitalised && capitals && !term.function_word)) continue;
      for (std::uint32_t m = 0; m < other.terms.size(); ++m)
        if ((m < other_first || m >= other_last) && !other.attribution[m] && !other.terms[m].function_word &&
            (same_stem(term, other.terms[m]) || one_name(term.form, other.terms[m].form)))
          return true;
    }
    return false;
  };
  return named_in(a_, slot.first_a, slot.last_a, b_, slot.first_b, slot.last_b) ||
         named_in(b_, slot.first_b, slot.last_b, a_, slot.first_a, slot.last_a);
}

bool ToldOfOne::tolls(const Slot& slot) const {
  const auto counts = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
    return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& count) {
      if (count.term < first || count.term >= last) return false;
      const CountFrame& frame = side.count_frames[static_cast<std::size_t>(&count - side.counts.data())];
      return lexicon_.cumulative(count.kind) ||
             std::any_of(frame.fates.begin(), frame.fates.end(), [&](std::uint32_t fate) {
               return std::binary_search(lexicon_.cumulative_kinds.begin(), lexicon_.cumulative_kinds.end(),
                                         lexicon_.fate_names[fate]);
             });
    });
  };
  return counts(a_, slot.first_a, slot.last_a) && counts(b_, slot.first_b, slot.last_b);
}

bool ToldOfOne::suffered_alike(const Slot& slot) const {
  const auto fates = [](const Statement& side, std::uint32_t first, std::uint32_t last) {
    for (std::size_t k = 0; k < side.counts.size(); ++k)
      if (side.counts[k].term >= first && side.counts[k].term < last)
        return std::span<const std::uint32_t>(side.count_frames[k].fates);
    return std::span<const std::uint32_t>();
  };
  const auto p = fates(a_, slot.first_a, slot.last_a), q = fates(b_, slot.first_b, slot.last_b);
  return std::any_of(p.begin(), p.end(),
                     [&](std::uint32_t fate) { return std::binary_search(q.begin(), q.end(), fate); });
}

bool ToldOfOne::large_number(const Slot& slot) const {
  constexpr double least = 30;
  for (std::uint32_t i = slot.first_a; i < slot.last_a; ++i)
    if (a_.terms[i].kind == Term::Kind::number) {
      const Quantity& number = a_.quantities[a_.terms[i].value];
      const UnitFacts* unit = lexicon_.unit(number.unit);
      return number.stated >= least && unit && unit->dimension != "time";
    }
  return false;
}

bool ToldOfOne::only_number(const Statement& side) {
  return std::count_if(side.quantities.begin(), side.quantities.end(),
                       [](const Quantity& number) { return !number.ordinal; }) == 1;
}

bool ToldOfOne::telling_number(const Slot& slot) const {
  // Forty or a hundred many things are.
  constexpr double least = 20, round = 10;
  for (std::uint32_t i = slot.first_a; i < slot.last_a; ++i) {
    if (a_.terms[i].kind != Term::Kind::number) continue;
    const double stated = a_.quantities[a_.terms[i].value].stated;
    return stated >= least && std::fmod(stated, round) != 0;
  }
  return false;
}

bool ToldOfOne::one_noun(const Slot& slot) const {
  const auto noun_of = [](const Statement& side, std::uint32_t first, std::uint32_t last) {
    for (const CountSlot& count : side.counts)
      if (count.term >= first && count.term < last) return count.noun;
    return static_cast<std::uint32_t>(side.terms.size());
  };
  const auto frame_of = [](const Statement& side, std::uint32_t first, std::uint32_t last) -> const CountFrame* {
    for (std::size_t k = 0; k < side.counts.size(); ++k)
      if (side.counts[k].term >= first && side.counts[k].term < last) return &side.count_frames[k];
    return nullptr;
  };
  const std::uint32_t i = noun_of(a_, slot.first_a, slot.last_a), j = noun_of(b_, slot.first_b, slot.last_b);
  if (i < a_.terms.size() && j < b_.terms.size() && same_stem(a_.terms[i], b_.terms[j])) return true;
  const CountFrame* p = frame_of(a_, slot.first_a, slot.last_a);
  const CountFrame* q = frame_of(b_, slot.first_b, slot.last_b);
  return p && q && std::any_of(p->groups.begin(), p->groups.end(), [&](std::uint32_t group) {
           return std::binary_search(q->groups.begin(), q->groups.end(), group);
         });
}

bool ToldOfOne::published_apart(std::int64_t least_s) const {
  const auto gap = seconds_between();
  return gap && std::llabs(*gap) >= least_s;
}

bool ToldOfOne::taken_back_later() const {
  const auto gap = seconds_between();
  return gap && a_.negative != b_.negative && (*gap > 0) == b_.negative;
}

bool ToldOfOne::others_named(const Slot& slot) const {
  const auto outside = [&](const Statement& side, const Statement& other, std::uint32_t first, std::uint32_t last) {
    for (const Term::Kind kind : {Term::Kind::actor, Term::Kind::place})
      for (const std::uint32_t k : unmatched(side, other, kind))
        if (k < first || k >= last) return true;
    return false;
  };
  return outside(a_, b_, slot.first_a, slot.last_a) && outside(b_, a_, slot.first_b, slot.last_b);
}

bool ToldOfOne::told_elsewhere(const Slot& slot) const {
  const auto elsewhere = [&](const Statement& side, std::uint32_t first, std::uint32_t last, const Statement& other,
                             const ArticleContext& context) {
    return std::any_of(context.statements.begin(), context.statements.end(), [&](const Statement& told) {
      if (told.order == other.order) return false;
      bool any = false;
      for (std::uint32_t k = first; k < last; ++k) {
        if (side.terms[k].function_word) continue;
        any = true;
        // A plant may be called a factory there.
        const auto said = [&](std::uint32_t m) {
          return same_stem(told.terms[m], side.terms[k]) ||
                 (slot.kind == DifferenceKind::place && term_similarity(told, m, side, k, lexicon_) >= same_word);
        };
        std::uint32_t m = 0;
        while (m < told.terms.size() && !said(m)) ++m;
        if (m == told.terms.size()) return false;
      }
      return any;
    });
  };
  return elsewhere(a_, slot.first_a, slot.last_a, b_, context_.b) ||
         elsewhere(b_, slot.first_b, slot.last_b, a_, context_.a);
}

}  // namespace tawatur
