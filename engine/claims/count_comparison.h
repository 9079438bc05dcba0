#pragma once

#include <optional>
#include <string>

#include "claims/incident.h"

namespace tawatur {

/// «مليار» without a number of its own: the number stood in a form that wasn't read.
bool bare_scale(const Statement& side, const Quantity& number);

/// Two statements while their numbers are compared: what a number counts, whether two count one thing, and whether
/// their values can both hold.
class CountComparison : public SlotComparison {
 public:
  explicit CountComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

 protected:
  static constexpr double largest_ratio = 5;  ///< Between two numbers of one thing.

  static const Quantity* quantity(const Statement& side, const CountSlot& slot) {
    return slot.quantity < side.quantities.size() ? &side.quantities[slot.quantity] : nullptr;
  }
  static const CountFrame& frame(const Statement& side, const CountSlot& slot) {
    return side.count_frames[static_cast<std::size_t>(&slot - side.counts.data())];
  }

  /// «عشرات», "hundreds": no number at all.
  static bool vague(const Quantity& number) {
    return number.bound == Bound::range && number.high >= 2 * number.low &&
           number.number_last == number.number_first + 1;
  }

  /// Whether the two can be told of one incident; worked out once.
  bool one_incident() const;

  /// Whether both are spans of time in like words: "it took five hours", "after eight hours".
  bool spans(const CountSlot& x, const CountSlot& y) const;

  /// How sure it is that two numbers count one thing.
  enum class Affinity { none, weak, fair, strong };
  Affinity affinity(const CountSlot& x, const CountSlot& y) const;

  /// Whether what befell the ones can't be what befell the others, or an amount of the one be the other's.
  bool fates_contradict(const CountSlot& x, const CountSlot& y) const;

  /// Whether the one number sums up what the other counts a part of: "7 killed or hurt", "5 killed".
  bool sum_and_part(const CountFrame& x, const CountFrame& y) const;

  /// Whether the one number counts dead or hurt, and nothing befell those whom the other counts: "four dead", "two men
  /// opened fire".
  bool victims_alone(const CountFrame& victims, const CountFrame& others) const;

  /// Whether neither people nor animals are counted.
  bool things(const CountFrame& frame) const;

  /// Things here, people or animals there: "3 bottles", "8 women".
  bool sorts_differ(const CountFrame& x, const CountFrame& y) const;

  /// Whether a singular noun is the one number («مقتل جندي», "a soldier was killed") and others than it the other: it
  /// doesn't say that there were no more.
  bool one_of_others(const CountSlot& x, const CountSlot& y) const;

  /// Whether the one number stands on the other side as a part of its number: "two officers and a passer-by", "three,
  /// among them two officers".
  bool told_as_part(const CountSlot& x, const CountSlot& y) const;

  /// "A 60-vote margin", "a 26-year veteran": whether a number that describes the noun behind it stands on a side, and
  /// the other side has none of the words it may describe.
  bool compounds_differ(const CountSlot& x, const CountSlot& y) const;

  /// "3 kilograms of explosives", "3 kilograms of cocaine": whether masses or volumes are of different matters.
  bool matters_differ(const CountSlot& x, const CountSlot& y) const;

  /// Whether the number is one of a breakdown: "seven in the west, three in the east, two in the north".
  bool of_breakdown(const Statement& side, const CountSlot& slot) const;

  /// Whether two measures are not told of one thing at one time: "rose to 49", "fell to 48"; or either sentence or its
  /// headline quotes a name that the other text nowhere names. O(quoted words × terms of a text).
  bool measures_apart(const CountSlot& x, const CountSlot& y) const;

  /// «ارتفاع الضحايا إلى 40», "the toll rose to 40": it was less before.
  bool risen_to(const Statement& side, const CountSlot& slot) const;

  /// "Rose to 49", "fell to 48".
  bool moments_differ(const CountSlot& x, const CountSlot& y) const;

  /// Whether both name groups and a group of the one rules out all of the other's.
  bool groups_contradict(const CountFrame& x, const CountFrame& y) const;
  /// Whether the two have a group in common, or nested ones; that both are things is not enough.
  bool groups_meet(const CountFrame& x, const CountFrame& y) const;

  /// Whether the counted are of other nations: «بحارا هنديا», "a Filipino sailor".
  bool origins_contradict(const CountFrame& x, const CountFrame& y) const;

  /// Whether the units are one, or a bare name of money may mean the other.
  bool one_unit(std::string_view a, std::string_view b) const;
  bool one_dimension(std::string_view a, std::string_view b) const;

  /// Whether both values can hold: their ranges meet, the one is the other rounded or in another unit, or it follows
  /// from the numbers on the other side.
  bool agree(const CountSlot& x, const CountSlot& y) const;
  bool follows(double value, const Statement& side) const;

  /// Whether both texts are too short to count several things.
  bool few_figures() const { return std::max(context_.a.numbers.size(), context_.b.numbers.size()) <= few_numbers; }

  /// Whether an article has no other number of what the slot of its statement counts or measures: of that noun, of one
  /// group with it, or of that word for a measure. O(numbers of the text).
  bool counted_once(const Statement& side, const CountSlot& slot, const ArticleContext& context) const;

  /// Whether an article gives the slot's number too of what it counts, as a part of another or beside one: "nine dead
  /// and 15 others hurt". O(numbers of the text).
  bool counted_too(const ArticleContext& article, const Statement& side, const CountSlot& slot) const;

  /// The word that says what a number measures, before it: «عمقها» of «عمقها بلغ ثلاثين كيلومترا», and the one that
  /// it completes: «شدة الهزة». Verbs that say only that there was so much are passed over. Of
  /// Arabic alone, whose nouns stand before.
  Term::Sets measured_nouns(const Statement& side, const CountSlot& slot) const;

  /// Whether both measure what one word says, in one dimension: "a depth of ten kilometres", "its depth was 30 km".
  bool one_measure(const CountSlot& x, const CountSlot& y) const;
  bool one_measure(const Statement& p, const CountSlot& x, const Statement& q, const CountSlot& y) const;

  /// Whether the same value of one thing stands elsewhere in the other statement.
  bool met_elsewhere(const CountSlot& x, const CountSlot& y) const;

  static Terms count_terms(const Statement& side, const CountSlot& slot);

 private:
  static constexpr std::size_t few_numbers = 4;  // In a text.
  bool quoted_name_lacking(const Statement& side, const ArticleContext& own, const ArticleContext& other) const;
  mutable std::optional<bool> one_incident_;
};

}  // namespace tawatur
