#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "claims/slot_comparison.h"

namespace tawatur {

/// Whether two statements tell of one incident, by what their sentences name: days, places, sides, names, items of a
/// list. Names that one text lacks altogether tell incidents apart, words for the same don't. O(terms of both texts).
class IncidentComparison : public SlotComparison {
 public:
  explicit IncidentComparison(const SlotComparison& comparison);

  /// Whether something named shows that the two tell of different incidents.
  bool apart() const {
    return days_apart() || items_apart() || places_apart() || place_unknown() || sides_apart() ||
           proper_names_apart() || months_apart() || roles_apart() || events_apart() || years_apart();
  }

  /// Whether two statements of what an event has once tell of two events.
  bool other_event() const { return items_apart() || sides_apart() || roles_apart() || events_apart(); }

  bool days_apart() const;

  /// "The first bus", "the second": no ordinal is the same, or one noun has two.
  bool items_apart() const;

  /// Either sentence names a place that the other text nowhere names, nor one in it or around it.
  bool places_apart() const;

  /// One sentence names a town or district, and the other text names towns and districts, all of them others.
  bool place_unknown() const;

  /// Either sentence names a party, company or force of one sort that the other text doesn't name.
  bool sides_apart() const;

  /// A fire here, a collision there: neither sentence names an event that the other text tells of too.
  bool events_apart() const;

  /// Whether one side alone sums up several happenings: "in separate raids", "two attacks", "a crash and a bombing".
  bool sums_up(bool of_a) const;

  /// "In March", "in May".
  bool months_apart() const;

  /// Either statement tells of a year before its publication's that the other text nowhere names.
  bool years_apart() const;

  /// A defender here, a goalkeeper there, neither of whom the other text names.
  bool roles_apart() const;

  /// The same of capitalised words that no table knows.
  bool proper_names_apart() const;

 private:
  using Statements = std::vector<const Statement*>;
  static Statements sentence_of(const Statement& side, const ArticleContext& context);
  /// Classes of causes that tell what happened; a general one only where no narrower one stands beside it.
  std::vector<std::uint32_t> events(const Statements& statements) const;
  /// A sentence; behind a headline that names no place the text's first one too.
  static Statements with_lead(const Statements& sentence, const ArticleContext& context);
  /// Whether two classes of causes can name one event: one is the other or contains it, or both are acts of violence of
  /// which one may be told for the other.
  bool one_event(std::uint32_t one, std::uint32_t other) const;
  static Statements text_of(const Statement& side, const ArticleContext& context);

  struct Place {
    std::uint32_t entity;
    std::string_view form;
  };
  static std::vector<Place> places(const Statements& statements, bool counted_too);
  bool settlement(const Place& place) const;
  bool met(const Place& place, const std::vector<Place>& others) const;
  std::vector<Place> lacking(const Statements& sentence, const Statements& other_text) const;
  std::vector<std::uint32_t> sides_lacking(const Statements& sentence, const Statements& other_text) const;
  bool name_lacking(const Statements& sentence, const Statements& other_text) const;

  Statements sentence_a_, sentence_b_, text_a_, text_b_;
};

}  // namespace tawatur
