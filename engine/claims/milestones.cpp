#include <algorithm>
#include <tuple>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::uint32_t reach = 8;   // Terms from the words of a milestone to its time or place.

using Slot = MilestoneEntry::Slot;

auto key(const Milestone& one) { return std::tie(one.milestone, one.what, one.slot, one.near); }

/// Whether a clause ends between two terms, the earlier first; "p.m." ends none.
bool parted(const Statement& statement, std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t k = from + 1; k <= to; ++k) {
    const std::string_view gap = gap_before(statement.words, statement.text, statement.terms[k].first);
    const bool abbreviated = statement.words.word(statement.terms[k].first - 1).size() == 1;
    if (has_any(gap, {";", "؛", ":", "?", "؟", "!", "\n"}) || (!abbreviated && has_any(gap, {". "}))) return true;
  }
  return false;
}

class MilestoneReader {
 public:
  MilestoneReader(const Statement& statement, const ClaimLexicon& lexicon)
      : statement_(statement), lexicon_(lexicon) {}

  std::vector<Milestone> run() {
    for (const PredicateTerms& predicate : statement_.predicates) {
      auto entry = std::lower_bound(
          lexicon_.milestones.begin(), lexicon_.milestones.end(), predicate.set,
          [](const MilestoneEntry& one, std::uint32_t set) { return one.set < set; });
      for (; entry != lexicon_.milestones.end() && entry->set == predicate.set; ++entry) add(predicate, *entry);
    }
    std::sort(found_.begin(), found_.end(), [](const auto& x, const auto& y) { return key(x) < key(y); });
    found_.erase(
        std::unique(found_.begin(), found_.end(), [](const auto& x, const auto& y) { return key(x) == key(y); }),
        found_.end());
    return std::move(found_);
  }

 private:
  void add(const PredicateTerms& predicate, const MilestoneEntry& entry) {
    const std::uint32_t first = std::min({predicate.head, predicate.first, predicate.other});
    const std::uint32_t last = std::max({predicate.head + 1, predicate.last, predicate.other + 1});
    // "Have no electricity": the words hold their own negation.
    const bool lacking = statement_.negator[first] != 0;
    for (std::uint32_t k = first; k < last && !lacking; ++k)
      if (statement_.negated[k] == Statement::negated_outright || statement_.denied[k] || statement_.taken_back[k] != 0)
        return;
    if (of_former(predicate.head)) return;
    switch (entry.slot) {
      case Slot::place:
      case Slot::near:
        add_nearest(statement_.names, first, last,
                    {entry.milestone, Milestone::What::place, 0, entry.slot == Slot::near},
                    [&](const NameSlot& name) { return placed(name, last); });
        break;
      case Slot::doer:
        add_doer(first, last, entry.milestone);
        break;
      case Slot::person:
        add_subject(first, entry.milestone);
        break;
      case Slot::amount:
        add_nearest(statement_.counts, first, last, {entry.milestone, Milestone::What::amount, 0, false},
                    [&](const CountSlot& count) { return counted(count, entry.dimension); });
        break;
      default:
        add_nearest(statement_.times, first, last, {entry.milestone, Milestone::What::time, 0, false},
                    [&](const TimeSlot& time) { return dated(time, entry.slot); });
    }
  }

  /// "The last major quake", "the previous vote": one of before.
  bool of_former(std::uint32_t head) const {
    constexpr std::uint32_t adjectives = 2;
    constexpr std::string_view last = "last", previous = "previous", earlier = "earlier";
    for (std::uint32_t k = head; k-- > 0 && k + adjectives >= head && !statement_.terms[k].function_word;) {
      const std::string& form = statement_.terms[k].form;
      if (form == last || form == previous || form == earlier) return true;
    }
    return false;
  }

  struct Terms {
    std::uint32_t first, last;
  };
  template <typename Named>
  static Terms terms_of(const Named& slot) { return {slot.first, slot.last}; }
  static Terms terms_of(const CountSlot& slot) { return {slot.term, slot.term + 1}; }

  template <typename Slots, typename Fits>
  void add_nearest(const Slots& slots, std::uint32_t first, std::uint32_t last, Milestone found, const Fits& fits) {
    std::uint32_t best = reach + 1;
    for (std::uint32_t k = 0; k < slots.size(); ++k) {
      const Terms slot = terms_of(slots[k]);
      const bool before = slot.first < first;
      const std::uint32_t apart = before ? first - std::min(first, slot.last) : slot.first - std::min(slot.first, last);
      if (apart >= best || statement_.attribution[slot.first] || !fits(slots[k])) continue;
      if (before ? parted(statement_, slot.last - 1, first) : parted(statement_, last - 1, slot.first)) continue;
      best = apart, found.slot = k;
    }
    if (best <= reach) found_.push_back(found);
  }

  /// Who stands behind "by", else the party named nearest before the words.
  void add_doer(std::uint32_t first, std::uint32_t last, std::uint32_t milestone) {
    const auto size = static_cast<std::uint32_t>(statement_.terms.size());
    const auto party = [&](std::uint32_t k) {
      return statement_.terms[k].kind == Term::Kind::actor ||
             std::any_of(statement_.party_terms.begin(), statement_.party_terms.end(),
                         [&](const MarkedTerms& word) { return word.first == k; });
    };
    for (std::uint32_t k = last; k < std::min(size, last + reach); ++k)
      if (statement_.agent_marked[k] && !statement_.attribution[k] && !parted(statement_, last - 1, k)) {
        while (k + 1 < size && statement_.terms[k].function_word) ++k;
        if (statement_.terms[k].kind != Term::Kind::number && statement_.terms[k].kind != Term::Kind::date)
          found_.push_back({milestone, Milestone::What::doer, k, false});
        return;
      }
    for (std::uint32_t k = first; k-- > 0 && k + reach >= first && !parted(statement_, k, first);)
      if (party(k) && !statement_.attribution[k]) {
        found_.push_back({milestone, Milestone::What::doer, k, false});
        return;
      }
  }

  /// The full name that the statement begins with.
  void add_subject(std::uint32_t first, std::uint32_t milestone) {
    for (std::uint32_t k = 0; k < statement_.names.size(); ++k) {
      const NameSlot& name = statement_.names[k];
      const bool begins = std::none_of(statement_.terms.begin(), statement_.terms.begin() + name.title,
                                       [](const Term& term) { return !term.function_word; });
      const bool full = name.last - name.first > 1 &&
                        (name.type == NameSlot::Type::person || name.type == NameSlot::Type::unknown);
      if (begins && full && !name.weak && name.last <= first && !parted(statement_, name.last - 1, first))
        found_.push_back({milestone, Milestone::What::person, k, false});
    }
  }

  /// A figure of the dimension that is neither a part nor of another time.
  bool counted(const CountSlot& count, const std::string& dimension) const {
    constexpr double least = 10, first_year = 1900, last_year = 2100;
    if (count.quantity >= statement_.quantities.size() || count.subset || count.earlier) return false;
    const auto at = static_cast<std::size_t>(&count - statement_.counts.data());
    const Quantity& number = statement_.quantities[count.quantity];
    if (statement_.count_frames[at].age || number.dual || number.single) return false;
    if (dimension.empty())
      return number.unit.empty() && number.stated >= least &&
             (number.stated < first_year || number.stated > last_year || count.noun < statement_.terms.size());
    const UnitFacts* unit = lexicon_.unit(number.unit);
    return unit && unit->dimension == dimension;
  }

  /// A day, a month or a year that tells when it was; a time of day alone where the statement has no day.
  bool dated(const TimeSlot& time, Slot slot) const {
    using Edge = TimeSlot::Edge;
    if (time.hijri) return false;
    // "Shortly after nine" is about nine, "after Friday" is any day.
    const bool open = time.clock < 0 && (time.edge == Edge::before || time.edge == Edge::after);
    if (open || (slot == Slot::since) != (time.edge == Edge::since)) return false;
    const auto day = [](const TimeSlot& one) { return one.days || one.month || one.year || one.weekday >= 0; };
    return day(time) || std::none_of(statement_.times.begin(), statement_.times.end(), day);
  }

  /// A town or district, or a name that no table has, behind a preposition of place or right behind the words: "made
  /// landfall near", "run from".
  bool placed(const NameSlot& name, std::uint32_t end_of_words) const {
    const Term& term = statement_.terms[name.first];
    if (name.first < end_of_words || name.weak) return false;
    if (!statement_.located[name.first] && name.first != end_of_words) return false;
    if (term.kind == Term::Kind::place)
      return term.value == Term::no_entity || lexicon_.entity_entries[term.value].type != "country";
    return name.type == NameSlot::Type::place || (name.type == NameSlot::Type::unknown && lexicon_.lang != "ar");
  }

  const Statement& statement_;
  const ClaimLexicon& lexicon_;
  std::vector<Milestone> found_;
};

}  // namespace

void read_milestones(Statement& statement, const Reading& reading) {
  if (statement.predicates.empty() || reading.lexicon.milestones.empty()) return;
  statement.milestones = MilestoneReader(statement, reading.lexicon).run();
}

}  // namespace tawatur
