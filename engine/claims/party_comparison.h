#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {

/// What the comparisons of those who act or speak share: whether two phrases can mean one party, and whether two
/// sentences tell of one incident but for them.
class PartyComparison : public SlotComparison {
 public:
  explicit PartyComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

 protected:
  /// Whom a phrase names.
  struct Identity {
    std::vector<std::uint32_t> classes;  ///< Of the table "parties".
    std::uint32_t head = none;           ///< Class of the word that stands first, in a language whose nouns do.
    std::vector<std::uint32_t> nations;
    std::vector<std::uint32_t> entities;  ///< Actors but states.
    std::vector<std::uint32_t> names;     ///< Terms of proper names that no table knows.
    std::vector<std::uint32_t> words;     ///< Terms with a meaning, all of them.
    Party person;                         ///< A person's name in full.
    std::vector<std::uint32_t> trades;    ///< Siblings of the group "profession": indices into sibling_entries.
    std::vector<NameSlot> named;          ///< Proper names but those of places.
    bool empty() const {
      return classes.empty() && nations.empty() && entities.empty() && names.empty() && !person && named.empty() &&
             trades.empty();
    }
  };
  Identity identity(const Statement& side, Party party) const;

  enum class Kinship : std::uint8_t { one, unknown, distinct };
  /// Whether a phrase of a and one of b mean one party: they share a name or a word, nothing tells, or they exclude one
  /// another.
  Kinship kinship(const Identity& x, const Identity& y) const;

  /// Whether both have a trade, and none in common.
  bool other_trades(const Identity& x, const Identity& y) const;

  /// Whether the sides tell of one incident, as far as the words beside those two parties say: no other names, days,
  /// numbers on both sides. Where a speaker is and when they speak tells too, unless `speakers` is false.
  bool one_incident(const std::vector<Party>& parties_a, const std::vector<Party>& parties_b,
                    bool speakers = true) const;

  /// Harmonic share of the weight of what is said, speakers and those parties left out, that has its counterpart; the
  /// words at which one act is told, if given, have theirs.
  double said_alike(const std::vector<Party>& parties_a, const std::vector<Party>& parties_b,
                    std::uint32_t act_a = none, std::uint32_t act_b = none) const;

  /// Order of pairs of terms, so that of several the same is chosen whichever side is a.
  using Rank = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;
  Rank rank(std::uint32_t i, std::uint32_t j) const;

  /// Whether a person's name begins at the term and the phrase before it is their office.
  static bool office_of(const Statement& side, Party phrase, std::uint32_t at) {
    return std::any_of(side.names.begin(), side.names.end(), [&](const NameSlot& name) {
      return name.type == NameSlot::Type::person && name.first == at && name.title >= phrase.first &&
             name.title < at;
    });
  }

  /// Whether two words of a person's name of a side stand on the other side.
  bool person_there(const Statement& side, Party person, const Statement& other) const;

  /// «المجلس» for «مجلس الوزراء».
  static bool short_for(std::string_view brief, std::string_view full);

  /// "Workers", "employees": words that fit those of any body.
  bool staff(const Identity& who) const;

  /// Whether they tell of different ones of several, the first leg and the second, or of different months.
  bool other_ones() const;

  /// Whether two phrases tell places apart: an eastern bank and a western one, the first floor and the second.
  bool parts_apart(Party p, Party q) const;

  /// Reports two doers. Who they are and which they are is told with it.
  void add_doers(Relation relation, Party doer_a, Party doer_b);

  /// «عناصر من قوة اليونيفيل»: whether a phrase begins with an actor, or with words that belong to a known body.
  bool body_within(const Statement& side, Party party) const {
    constexpr std::uint32_t near = 4;
    if (side.terms[party.first].kind == Term::Kind::actor) return true;
    for (std::uint32_t i = party.first; i < party.last && i < party.first + near; ++i)
      if (side.terms[i].kind == Term::Kind::actor &&
          lexicon_.entity_entries[side.terms[i].value].type != "country")
        return true;
    return false;
  }

  static bool inside(std::uint32_t term, const std::vector<Party>& parties);
  static Terms terms_of(Party party) { return {party.first, party.last, none}; }

 private:
  std::uint32_t lacking_names(const Statement& side, const Statement& other, const std::vector<std::uint32_t>& other_of,
                              const std::vector<Party>& parties, bool speakers) const;
  bool other_times(bool speakers) const;
  /// Whether two names in full have no word in common, or two at least.
  bool other_persons(const Identity& x, const Identity& y) const;
  /// Whether both bear names of one type, of which no word is alike.
  bool otherwise_named(const Identity& x, const Identity& y) const;
  bool one_person(const Identity& x, const Identity& y) const;
};

}  // namespace tawatur
