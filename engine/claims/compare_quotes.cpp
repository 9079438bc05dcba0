#include <algorithm>

#include "claims/slot_comparison.h"

namespace tawatur {
namespace {

class QuotesComparison : public SlotComparison {
 public:
  explicit QuotesComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

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

 private:
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
};

}  // namespace

void compare_quotes(SlotComparison& comparison) { QuotesComparison(comparison).compare_quotes(); }

}  // namespace tawatur
