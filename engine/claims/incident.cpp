#include "claims/incident.h"

#include <algorithm>
#include <chrono>

namespace tawatur {
namespace {

constexpr std::size_t common_letters = 4;  // Of two forms of one name: "Cambodia", "Cambodian".

bool may_be_one(const DateMention& p, const std::optional<DayRange>& p_days, const DateMention& q,
                const std::optional<DayRange>& q_days) {
  if (p_days && q_days) return p_days->first <= q_days->last && q_days->first <= p_days->last;
  const auto differ = [](const auto& x, const auto& y) { return x && y && *x != *y; };
  return !differ(p.weekday, q.weekday) && !differ(p.month, q.month) && !differ(p.day, q.day) && !differ(p.year, q.year);
}

/// «الفوسفات», «للفوسفات»: without the article and what is written to it.
std::string_view bare(std::string_view form) {
  for (const std::string_view article : {"وال", "بال", "فال", "كال", "ولل", "ال", "لل"})
    if (form.starts_with(article) && form.size() > article.size() + 2 * 2) return form.substr(article.size());
  return form;
}

bool shares_beginning(std::string_view a, std::string_view b) {
  return a.size() >= common_letters && b.size() >= common_letters &&
         a.substr(0, common_letters) == b.substr(0, common_letters);
}

/// «جنديا أوكرانيا»: where the counted are from, not where it happened or who took part.
bool counted_origin(const Statement& side, std::uint32_t term) {
  return std::any_of(side.adjectives.begin(), side.adjectives.end(), [&](const auto& adjective) {
    return adjective.first == term &&
           std::any_of(side.count_frames.begin(), side.count_frames.end(), [&](const CountFrame& frame) {
             return std::binary_search(frame.origins.begin(), frame.origins.end(), adjective.second);
           });
  });
}

}  // namespace

IncidentComparison::IncidentComparison(const SlotComparison& comparison)
    : SlotComparison(comparison),
      sentence_a_(sentence_of(a_, context_.a)),
      sentence_b_(sentence_of(b_, context_.b)),
      text_a_(text_of(a_, context_.a)),
      text_b_(text_of(b_, context_.b)) {}

IncidentComparison::Statements IncidentComparison::sentence_of(const Statement& side, const ArticleContext& context) {
  Statements found;
  for (const Statement& one : context.statements)
    if (one.sentence == side.sentence && one.span.field == side.span.field) found.push_back(&one);
  if (found.empty()) found.push_back(&side);
  return found;
}

IncidentComparison::Statements IncidentComparison::with_lead(const Statements& sentence,
                                                             const ArticleContext& context) {
  Statements found = sentence;
  if (!sentence.front()->title || !places(sentence, true).empty()) return found;
  const Statement* lead = nullptr;
  for (const Statement& one : context.statements) {
    if (one.span.field != Field::text || one.title || (lead && one.sentence != lead->sentence)) continue;
    if (!lead) lead = &one;
    found.push_back(&one);
  }
  return found;
}

IncidentComparison::Statements IncidentComparison::text_of(const Statement& side, const ArticleContext& context) {
  Statements found;
  for (const Statement& one : context.statements) found.push_back(&one);
  if (found.empty()) found.push_back(&side);
  return found;
}

bool IncidentComparison::days_apart() const {
  struct Day {
    const DateMention* mention;
    const std::optional<DayRange>* days;
    bool night;  // Either of two days may name it.
  };
  const auto one_night = [](const Day& x, const Day& y) {
    constexpr std::int32_t week = 7;
    if (!(x.night || y.night) || !x.mention->weekday || !y.mention->weekday) return false;
    const std::int32_t p = *x.mention->weekday, q = *y.mention->weekday;
    return (p + 1) % week == q || (q + 1) % week == p;
  };
  const auto days = [](const Statements& sentence) {
    std::vector<Day> found;
    for (const Statement* side : sentence)
      for (std::uint32_t i = 0; i < side->terms.size(); ++i) {
        if (side->terms[i].kind != Term::Kind::date || side->attribution[i] || side->span_bound[i]) continue;
        const std::uint32_t value = side->terms[i].value;
        const bool night = std::any_of(side->times.begin(), side->times.end(), [&](const TimeSlot& time) {
          return time.night && time.first <= i && i < time.last;
        });
        found.push_back({&side->date_mentions[value], &side->days[value], night});
      }
    return found;
  };
  const auto p = days(sentence_a_), q = days(sentence_b_);
  return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](const Day& x) {
    return std::any_of(q.begin(), q.end(), [&](const Day& y) {
      return may_be_one(*x.mention, *x.days, *y.mention, *y.days) || one_night(x, y);
    });
  });
}

bool IncidentComparison::items_apart() const {
  struct Item {
    double number;
    const Term* before;  ///< Word right before the ordinal, or behind it; none: null.
    const Term* behind;
  };
  const auto items = [](const Statements& sentence) {
    std::vector<Item> found;
    for (const Statement* side : sentence)
      for (std::uint32_t i = 0; i < side->terms.size(); ++i) {
        if (!numbers_item(*side, i)) continue;
        const auto word = [&](std::uint32_t at) {
          const bool told = at < side->terms.size() && side->terms[at].kind == Term::Kind::word;
          return told && !side->terms[at].function_word ? &side->terms[at] : nullptr;
        };
        found.push_back({side->quantities[side->terms[i].value].stated, word(i - 1), word(i + 1)});
      }
    return found;
  };
  const auto p = items(sentence_a_), q = items(sentence_b_);
  const auto one_number = [](const Item& x, const Item& y) { return x.number == y.number; };
  const auto meets = [](const std::vector<Item>& list, const Item& one, const auto& same) {
    return std::any_of(list.begin(), list.end(), [&](const Item& other) { return same(one, other); });
  };
  if (!p.empty() && !q.empty() &&
      std::none_of(p.begin(), p.end(), [&](const Item& x) { return meets(q, x, one_number); }))
    return true;
  // "The second batch of the second consignment", "the third batch of the second consignment".
  const auto one_noun = [](const Item& x, const Item& y) {
    return (x.before && y.before && same_stem(*x.before, *y.before)) ||
           (x.behind && y.behind && same_stem(*x.behind, *y.behind));
  };
  const auto one_item = [&](const Item& x, const Item& y) { return one_number(x, y) && one_noun(x, y); };
  return std::any_of(p.begin(), p.end(), [&](const Item& x) {
    return !meets(q, x, one_item) && std::any_of(q.begin(), q.end(), [&](const Item& y) {
      return one_noun(x, y) && !one_number(x, y) && !meets(p, y, one_item);
    });
  });
}

std::vector<std::uint32_t> IncidentComparison::events(const Statements& statements) const {
  std::vector<std::uint32_t> found;
  for (const Statement* side : statements)
    for (const auto& [term, cause] : side->cause_terms)
      if (lexicon_.cause_named[cause] && !side->attribution[term]) found.push_back(cause);
  // "The accident" is the collision that the text tells of.
  const auto narrower = [&](std::uint32_t cause) {
    return std::any_of(found.begin(), found.end(), [&](std::uint32_t other) {
      return lexicon_.cause_parents[other] == lexicon_.cause_names[cause];
    });
  };
  std::vector<std::uint32_t> narrow;
  for (const std::uint32_t cause : found)
    if (!narrower(cause)) narrow.push_back(cause);
  return narrow;
}

bool IncidentComparison::one_event(std::uint32_t one, std::uint32_t other) const {
  const auto within = [&](std::uint32_t cause, std::string_view wanted) {
    const auto& names = lexicon_.cause_names;
    for (std::string_view name = names[cause]; !name.empty();) {
      if (name == wanted) return true;
      const auto at = std::find(names.begin(), names.end(), name);
      if (at == names.end()) break;
      name = lexicon_.cause_parents[static_cast<std::size_t>(at - names.begin())];
    }
    return false;
  };
  if (within(one, lexicon_.cause_names[other]) || within(other, lexicon_.cause_names[one])) return true;
  // Blasts, shots and raids run into one another in the telling; a fire and a collision don't.
  const auto violent = [&](std::uint32_t cause) { return within(cause, "attack") || within(cause, "explosion"); };
  return violent(one) && violent(other) && lexicon_.causes_meet(one, other);
}

bool IncidentComparison::events_apart() const {
  // A short text names its event in words of its own.
  constexpr std::size_t least_statements = 3;
  if (std::min(text_a_.size(), text_b_.size()) < least_statements) return false;
  const auto lacking = [&](const Statements& sentence, const Statements& text, const Statements& other_text) {
    const auto others = events(other_text), whole = events(text);
    auto found = events(sentence);
    // What the text narrows down isn't told by its general word.
    std::erase_if(found, [&](std::uint32_t one) { return std::find(whole.begin(), whole.end(), one) == whole.end(); });
    if (found.empty()) found = whole;
    return !found.empty() && !others.empty() && std::none_of(found.begin(), found.end(), [&](std::uint32_t one) {
      return std::any_of(others.begin(), others.end(), [&](std::uint32_t other) { return one_event(one, other); });
    });
  };
  return lacking(sentence_a_, text_a_, text_b_) && lacking(sentence_b_, text_b_, text_a_);
}

bool IncidentComparison::sums_up(bool of_a) const {
  const auto counted = [&](const Statement& side) {
    return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& slot) {
      if (slot.quantity >= side.quantities.size() || side.quantities[slot.quantity].stated < 2) return false;
      return std::any_of(side.cause_terms.begin(), side.cause_terms.end(), [&](const auto& cause) {
        return cause.first == slot.noun && lexicon_.cause_named[cause.second];
      });
    });
  };
  const Statement &whole = of_a ? a_ : b_, &part = of_a ? b_ : a_;
  if (part.several || counted(part)) return false;
  if (whole.several || counted(whole)) return true;
  const auto of_whole = events({&whole}), of_part = events({&part});
  const auto alike = [&](std::uint32_t x, std::uint32_t y) { return one_event(x, y) || lexicon_.causes_meet(x, y); };
  // One that the other tells of, and one that is quite another.
  return !of_part.empty() && std::any_of(of_whole.begin(), of_whole.end(), [&](std::uint32_t x) {
    return std::any_of(of_part.begin(), of_part.end(), [&](std::uint32_t y) { return alike(x, y); }) &&
           std::any_of(of_whole.begin(), of_whole.end(), [&](std::uint32_t z) {
             return !alike(x, z) && std::none_of(of_part.begin(), of_part.end(),
                                                 [&](std::uint32_t y) { return alike(z, y); });
           });
  });
}

bool IncidentComparison::months_apart() const {
  const auto months = [](const Statements& sentence) {
    std::vector<std::uint32_t> found;
    for (const Statement* side : sentence)
      found.insert(found.end(), side->month_names.begin(), side->month_names.end());
    return found;
  };
  const auto p = months(sentence_a_), q = months(sentence_b_);
  return !p.empty() && !q.empty() && std::none_of(p.begin(), p.end(), [&](std::uint32_t month) {
    return std::find(q.begin(), q.end(), month) != q.end();
  });
}

bool IncidentComparison::years_apart() const {
  const auto lacking = [](const Statement& side, const std::optional<Timestamp>& published,
                          const Statements& other_text) {
    if (!published) return false;
    const std::chrono::sys_seconds moment{std::chrono::seconds(published->local_s)};
    const int this_year{std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(moment)).year()};
    return std::any_of(side.times.begin(), side.times.end(), [&](const TimeSlot& time) {
      return time.year && *time.year < this_year && !side.attribution[time.first] &&
             std::none_of(other_text.begin(), other_text.end(), [&](const Statement* told) {
               return std::any_of(told->times.begin(), told->times.end(),
                                  [&](const TimeSlot& other) { return other.year == time.year; });
             });
    });
  };
  return lacking(a_, context_.a.published, text_b_) || lacking(b_, context_.b.published, text_a_);
}

bool IncidentComparison::roles_apart() const {
  const auto groups = [](const Statements& statements, bool counted_too) {
    std::vector<std::uint32_t> found;
    for (const Statement* side : statements) {
      found.insert(found.end(), side->group_terms.begin(), side->group_terms.end());
      if (!counted_too) continue;
      for (const CountFrame& frame : side->count_frames)
        found.insert(found.end(), frame.groups.begin(), frame.groups.end());
    }
    return found;
  };
  const auto lacking_of = [&](const Statements& sentence, const Statements& other_text) {
    auto found = groups(sentence, false);
    const auto others = groups(other_text, true);
    std::erase_if(found, [&](std::uint32_t group) {
      return std::any_of(others.begin(), others.end(),
                         [&](std::uint32_t other) { return group == other || lexicon_.groups_nest(group, other); });
    });
    return found;
  };
  const auto p = lacking_of(sentence_a_, text_b_), q = lacking_of(sentence_b_, text_a_);
  return std::any_of(p.begin(), p.end(), [&](std::uint32_t x) {
    return std::any_of(q.begin(), q.end(), [&](std::uint32_t y) { return lexicon_.roles_contradict(x, y); });
  });
}

std::vector<IncidentComparison::Place> IncidentComparison::places(const Statements& statements, bool counted_too) {
  std::vector<Place> found;
  for (const Statement* side : statements) {
    for (std::uint32_t i = 0; i < side->terms.size(); ++i)
      if (side->terms[i].kind == Term::Kind::place &&
          (counted_too || (!side->attribution[i] && !counted_origin(*side, i))))
        found.push_back({side->terms[i].value, side->terms[i].form});
    for (const auto& [term, entity] : side->adjectives) {
      const bool counted =
          std::any_of(side->count_frames.begin(), side->count_frames.end(), [entity = entity](const CountFrame& frame) {
            return std::binary_search(frame.origins.begin(), frame.origins.end(), entity);
          });
      if (counted_too || !counted) found.push_back({entity, side->terms[term].form});
    }
  }
  return found;
}

bool IncidentComparison::settlement(const Place& place) const {
  if (place.entity == Term::no_entity) return false;
  const std::string& type = lexicon_.entity_entries[place.entity].type;
  return type == "city" || type == "town" || type == "district" || type == "governorate";
}

bool IncidentComparison::met(const Place& place, const std::vector<Place>& others) const {
  return std::any_of(others.begin(), others.end(), [&](const Place& other) {
    if (place.entity != Term::no_entity && other.entity != Term::no_entity)
      return lexicon_.related(place.entity, other.entity);
    return one_name(place.form, other.form) || shares_beginning(place.form, other.form) ||
           bare(place.form) == bare(other.form);
  });
}

std::vector<IncidentComparison::Place> IncidentComparison::lacking(const Statements& sentence,
                                                                   const Statements& other_text) const {
  const auto others = places(other_text, true);
  std::vector<Place> found;
  for (const Place& place : places(sentence, false))
    if (!met(place, others)) found.push_back(place);
  return found;
}

bool IncidentComparison::places_apart() const {
  return !lacking(with_lead(sentence_a_, context_.a), text_b_).empty() &&
         !lacking(with_lead(sentence_b_, context_.b), text_a_).empty();
}

bool IncidentComparison::place_unknown() const {
  const auto unknown = [&](const Statements& sentence, const Statements& other_text) {
    const auto here = places(sentence, false), there = places(other_text, true);
    const auto elsewhere = [&](const Place& place) {
      return settlement(place) && std::none_of(there.begin(), there.end(), [&](const Place& other) {
               return settlement(other) && lexicon_.related(place.entity, other.entity);
             });
    };
    const bool any_here = std::any_of(here.begin(), here.end(), [&](const Place& place) { return settlement(place); });
    return any_here && std::any_of(there.begin(), there.end(), [&](const Place& place) { return settlement(place); }) &&
           std::none_of(here.begin(), here.end(),
                        [&](const Place& place) { return settlement(place) && !elsewhere(place); });
  };
  return unknown(sentence_a_, text_b_) || unknown(sentence_b_, text_a_);
}

std::vector<std::uint32_t> IncidentComparison::sides_lacking(const Statements& sentence,
                                                             const Statements& other_text) const {
  std::vector<std::uint32_t> found;
  for (const Statement* side : sentence)
    for (std::uint32_t i = 0; i < side->terms.size(); ++i) {
      const Term& term = side->terms[i];
      if (term.kind != Term::Kind::actor || term.value == Term::no_entity || side->attribution[i]) continue;
      if (lexicon_.entity_entries[term.value].generic || counted_origin(*side, i)) continue;
      const bool named = std::any_of(other_text.begin(), other_text.end(), [&](const Statement* other) {
        return std::any_of(other->terms.begin(), other->terms.end(), [&](const Term& one) {
          return (one.kind == Term::Kind::actor || one.kind == Term::Kind::place) && one.value != Term::no_entity &&
                 one_side(one.value, term.value);
        });
      });
      if (!named) found.push_back(term.value);
    }
  return found;
}

bool IncidentComparison::sides_apart() const {
  for (const std::uint32_t x : sides_lacking(sentence_a_, text_b_))
    for (const std::uint32_t y : sides_lacking(sentence_b_, text_a_))
      if (lexicon_.entity_entries[x].type == lexicon_.entity_entries[y].type) return true;
  return false;
}

bool IncidentComparison::name_lacking(const Statements& sentence, const Statements& other_text) const {
  for (const Statement* side : sentence) {
    if (side->title) continue;
    for (std::uint32_t i = 0; i < side->terms.size(); ++i) {
      const Term& term = side->terms[i];
      if (term.kind != Term::Kind::word || !term.capitalised || term.function_word || side->attribution[i]) continue;
      // Any word is capitalised at the beginning.
      if (i == 0) continue;
      const bool adjective = std::any_of(side->adjectives.begin(), side->adjectives.end(),
                                         [&](const auto& known) { return known.first == i; });
      if (adjective) continue;
      const bool named = std::any_of(other_text.begin(), other_text.end(), [&](const Statement* other) {
        return std::any_of(other->terms.begin(), other->terms.end(), [&](const Term& one) {
          return same_stem(one, term) || one_name(one.form, term.form) || shares_beginning(one.form, term.form);
        });
      });
      if (!named) return true;
    }
  }
  return false;
}

bool IncidentComparison::proper_names_apart() const {
  return name_lacking(sentence_a_, text_b_) && name_lacking(sentence_b_, text_a_);
}

}  // namespace tawatur
