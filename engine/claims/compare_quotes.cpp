#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "claims/slot_comparison.h"
#include "claims/statement_parts.h"

namespace tawatur {
namespace {

bool has_quotation_mark(std::string_view text) { return has_any(text, {"\"", "«", "»", "“", "”", "„", "'", "‘", "’"}); }

constexpr std::string_view joined_and = "و";
constexpr std::size_t least_joined_bytes = 8;

/// Terms of two quotations that stand between the same words in both, and differ.
struct Gap {
  std::uint32_t a_first, a_last, b_first, b_last;
};

/// Two quotations laid side by side.
struct QuoteAlignment {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> anchors;  ///< Equal terms, ascending on both sides.
  std::vector<Gap> gaps;                                         ///< Between them, what both quote only.
  std::uint32_t content = 0;                                     ///< Anchors that are content words.
  std::uint32_t verbatim = 0;                                    ///< Anchors of one spelling.
  double share = 0;  ///< Of the content words of what both quote, those that are anchors: Dice coefficient.
};

class QuotesComparison : public SlotComparison {
 public:
  explicit QuotesComparison(const SlotComparison& comparison) : SlotComparison(comparison) {}

  void compare_quotes() {
    constexpr std::uint32_t least_content = 3;
    for (const QuotedTerms& x : a_.quotes)
      for (const QuotedTerms& y : b_.quotes) {
        if (words_of(a_, x) < least_terms || words_of(b_, y) < least_terms) continue;
        const QuoteAlignment quotes = align(x, y);
        // Few words are enough when they are all of it: "the worst is (not) behind us".
        if (whole(x, y, quotes) || all_but_word(x, y, quotes) ||
            (quotes.content >= least_content && quotes.share >= least_share)) {
          if (take_over(x, y, quotes) || !close_frame() || has(DifferenceKind::quote)) continue;
          if (quotes.share < same_quotation && compare_turned_order(x, y, quotes)) continue;
          if (!compare_turns(x, y, quotes) && !compare_turned_order(x, y, quotes)) compare_words(x, y, quotes);
        } else if (close_frame() && !has(DifferenceKind::quote)) {
          if (!compare_turned_order(x, y, quotes)) compare_beginnings(x, y);
        }
        if (close_frame() && !has(DifferenceKind::quote)) compare_first_clauses(x, y);
      }
  }

 private:
  static constexpr double least_share = 0.55;  // Of the words that both quote, from which they are one quotation.
  static constexpr double same_quotation = 0.7;
  static constexpr std::uint8_t doubtful = 3;      // Of denied_words: behind a word that may deny.
  static constexpr std::uint32_t longest_gap = 6;  // Content words; a longer one is another sentence.

  static constexpr std::uint32_t longest_contrast = 4;  // Terms behind a common beginning.
  static constexpr std::uint32_t least_terms = 3;

  /// Words of a quotation; a phrase is one term.
  static std::uint32_t words_of(const Statement& side, const QuotedTerms& quote) {
    return quote.first == quote.last ? 0 : side.terms[quote.last - 1].last - side.terms[quote.first].first;
  }

  /// Whether nearly all of the shorter quotation stands in the other, in its order.
  static bool whole(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    const std::uint32_t least = std::min(x.last - x.first, y.last - y.first);
    const bool one_length = x.last - x.first == y.last - y.first;
    return quotes.content > 0 && quotes.anchors.size() >= least_terms &&
           (quotes.anchors.size() * 10 >= least * 8 || (one_length && quotes.anchors.size() + 1 >= least));
  }

  /// Whether two quotations of one length are the same to the letter but for one word and what goes with it: "to stay
  /// in office", "to retire from office".
  bool all_but_word(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) const {
    if (quotes.content == 0 || quotes.verbatim != quotes.anchors.size() || quotes.gaps.size() != 1) return false;
    const Gap& gap = quotes.gaps.front();
    const auto covered = [&](std::uint32_t first, std::uint32_t last, const QuotedTerms& quote) {
      return quotes.anchors.size() + (last - first) == quote.last - quote.first;
    };
    return x.last - x.first == y.last - y.first && covered(gap.a_first, gap.a_last, x) &&
           covered(gap.b_first, gap.b_last, y) && content_in(a_, gap.a_first, gap.a_last) == 1 &&
           content_in(b_, gap.b_first, gap.b_last) == 1;
  }

  bool content(const Statement& side, std::uint32_t term) const { return !side.terms[term].function_word; }

  std::uint32_t content_in(const Statement& side, std::uint32_t first, std::uint32_t last) const {
    std::uint32_t count = 0;
    for (std::uint32_t i = first; i < last; ++i) count += content(side, i);
    return count;
  }

  static std::uint32_t turns_in(const Statement& side, std::uint32_t first, std::uint32_t last, std::uint8_t kind) {
    return static_cast<std::uint32_t>(std::count(side.turned.begin() + first, side.turned.begin() + last, kind));
  }

  /// Weight of the longest common subsequence of two quotations: content words before function words. O(n·m).
  QuoteAlignment align(const QuotedTerms& x, const QuotedTerms& y) const {
    const std::uint32_t n = x.last - x.first, m = y.last - y.first;
    std::vector<std::uint32_t> best((n + 1) * (m + 1), 0);
    const auto weight = [&](std::uint32_t i, std::uint32_t j) -> std::uint32_t {
      const Term& p = a_.terms[x.first + i];
      const Term& q = b_.terms[y.first + j];
      if (p.hash == q.hash) return p.function_word ? 1 : 4;
      if (p.function_word && q.function_word) return share_form(p, q, true) ? 1 : 0;  // «لم», «فلم».
      if (p.function_word || q.function_word) return 0;
      return share_form(p, q, true) || term_similarity(a_, x.first + i, b_, y.first + j, lexicon_) >= same_word ? 4 : 0;
    };
    std::vector<std::uint32_t> weights(n * m);
    for (std::uint32_t i = n; i-- > 0;)
      for (std::uint32_t j = m; j-- > 0;) {
        const std::uint32_t w = weights[i * m + j] = weight(i, j);
        std::uint32_t& here = best[i * (m + 1) + j];
        here = std::max(best[(i + 1) * (m + 1) + j], best[i * (m + 1) + j + 1]);
        if (w > 0) here = std::max(here, w + best[(i + 1) * (m + 1) + j + 1]);
      }
    QuoteAlignment result;
    for (std::uint32_t i = 0, j = 0; i < n && j < m;) {
      const std::uint32_t here = best[i * (m + 1) + j], w = weights[i * m + j];
      if (w > 0 && here == w + best[(i + 1) * (m + 1) + j + 1]) {
        result.anchors.emplace_back(x.first + i, y.first + j);
        result.content += w > 1;
        result.verbatim += a_.terms[x.first + i].hash == b_.terms[y.first + j].hash;
        ++i, ++j;
      } else {
        const bool skips_a = here == best[(i + 1) * (m + 1) + j], skips_b = here == best[i * (m + 1) + j + 1];
        // What is left over goes first where it is more; so swapped sides come to the mirrored result.
        const bool first_a = skips_a && skips_b ? std::pair(n - i, a_.terms[x.first + i].hash) >
                                                      std::pair(m - j, b_.terms[y.first + j].hash)
                                                : skips_a;
        ++(first_a ? i : j);
      }
    }
    drop_lone_anchors(result);
    if (result.anchors.empty()) return result;
    std::uint32_t others = 0;
    const auto add_gap = [&](Gap gap) {
      if (gap.a_first == gap.a_last && gap.b_first == gap.b_last) return;
      if (said_again(a_, gap.a_first, gap.a_last, x, gap.b_first == gap.b_last) ||
          said_again(b_, gap.b_first, gap.b_last, y, gap.a_first == gap.a_last))
        return;
      result.gaps.push_back(gap);
      others += content_in(a_, gap.a_first, gap.a_last) + content_in(b_, gap.b_first, gap.b_last);
    };
    // A quotation that begins later or ends sooner is cut: what lies before the first common word and behind the last
    // one counts where both go on.
    const auto [i_first, j_first] = result.anchors.front();
    const Gap lead{x.first, i_first, y.first, j_first};
    if ((lead.a_first < lead.a_last && lead.b_first < lead.b_last) || begins_denied(lead, x, y)) add_gap(lead);
    for (std::size_t k = 1; k < result.anchors.size(); ++k)
      add_gap({result.anchors[k - 1].first + 1, result.anchors[k].first, result.anchors[k - 1].second + 1,
               result.anchors[k].second});
    const auto [i_last, j_last] = result.anchors.back();
    const Gap tail{i_last + 1, x.last, j_last + 1, y.last};
    if (tail.a_first < tail.a_last && tail.b_first < tail.b_last) add_gap(tail);
    result.share = 2.0 * result.content / (2.0 * result.content + others);
    return result;
  }

  /// "We will not, we will not stand by": words of one side only that stand right behind them, or before, once more.
  static bool said_again(const Statement& side, std::uint32_t first, std::uint32_t last, const QuotedTerms& quote,
                         bool alone) {
    const std::uint32_t length = last - first;
    const auto equal = [&](std::uint32_t from) {
      for (std::uint32_t k = 0; k < length; ++k)
        if (side.terms[first + k].hash != side.terms[from + k].hash) return false;
      return true;
    };
    return alone && length > 1 &&
           ((last + length <= quote.last && equal(last)) || (first >= quote.first + length && equal(first - length)));
  }

  /// A function word between two differences holds them together by chance: they are one.
  void drop_lone_anchors(QuoteAlignment& quotes) const {
    constexpr std::size_t most = 2;
    auto& anchors = quotes.anchors;
    const auto joined = [&](std::size_t k) {
      return anchors[k].first == anchors[k - 1].first + 1 && anchors[k].second == anchors[k - 1].second + 1;
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;
    for (std::size_t k = 0; k < anchors.size();) {
      std::size_t end = k + 1;
      while (end < anchors.size() && joined(end)) ++end;
      const bool words = std::any_of(anchors.begin() + static_cast<std::ptrdiff_t>(k),
                                     anchors.begin() + static_cast<std::ptrdiff_t>(end),
                                     [&](const auto& anchor) { return content(a_, anchor.first); });
      if (words || end - k > most || k == 0 || end == anchors.size())
        kept.insert(kept.end(), anchors.begin() + static_cast<std::ptrdiff_t>(k),
                    anchors.begin() + static_cast<std::ptrdiff_t>(end));
      else
        for (std::size_t at = k; at < end; ++at)
          quotes.verbatim -= a_.terms[anchors[at].first].hash == b_.terms[anchors[at].second].hash;
      k = end;
    }
    anchors = std::move(kept);
  }

  /// «لن نترك …» against «نترك …»: a "not" with which one of two whole quotations begins. A quotation that begins amid
  /// a sentence may have its "not" before the quotation mark.
  bool begins_denied(const Gap& lead, const QuotedTerms& x, const QuotedTerms& y) const {
    constexpr std::uint32_t longest = 3, least_rest = 5;
    const auto denied = [&](const Statement& side, std::uint32_t first, std::uint32_t last, const Statement& other,
                            const QuotedTerms& quote, std::uint32_t other_first, std::uint32_t other_last) {
      if (last == first || last - first > longest || other_first < other_last) return false;
      if (turns_in(side, first, last, Statement::turns) == 0 || quote.last - quote.first < least_rest) return false;
      return !turned_before(other, quote);
    };
    return denied(a_, lead.a_first, lead.a_last, b_, y, lead.b_first, lead.b_last) ||
           denied(b_, lead.b_first, lead.b_last, a_, x, lead.a_first, lead.a_last);
  }

  /// Particles of what both quote, matched ones left out.
  std::pair<std::uint32_t, std::uint32_t> particles(const QuoteAlignment& quotes) const {
    std::uint32_t in_a = 0, in_b = 0;
    for (const Gap& gap : quotes.gaps) {
      in_a += turns_in(a_, gap.a_first, gap.a_last, Statement::turns);
      in_b += turns_in(b_, gap.b_first, gap.b_last, Statement::turns);
    }
    return {in_a, in_b};
  }

  /// A difference of negation or opposites that was found inside the quotations is one of their wording; it is none
  /// when both hold as many particles, which were then only read otherwise.
  bool take_over(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    bool inside = false;
    const auto [in_a, in_b] = particles(quotes);
    const bool one = close_frame() && quotes.share >= same_quotation;
    std::erase_if(found_, [&](const Difference& difference) {
      if (!difference.a || !difference.b || difference.kind != DifferenceKind::negation) return false;
      if (!a_.bytes(x.first, x.last).contains(*difference.a) || !b_.bytes(y.first, y.last).contains(*difference.b))
        return false;
      return in_a == in_b && !turned_elsewhere(quotes);
    });
    for (Difference& difference : found_) {
      if (!difference.a || !difference.b || gravity(difference.relation) < gravity(Relation::check)) continue;
      if (difference.kind != DifferenceKind::negation && difference.kind != DifferenceKind::opposite_event) continue;
      if (!a_.bytes(x.first, x.last).contains(*difference.a) || !b_.bytes(y.first, y.last).contains(*difference.b))
        continue;
      difference.kind = DifferenceKind::quote;
      if (one && same_setting()) difference.relation = Relation::diverge;
      if (has(DifferenceKind::attribution) || other_days()) difference.relation = Relation::check;
      inside = true;
    }
    return inside;
  }

  /// "We did not reach A" against "we reached A, not B": each has its "not", at another word.
  bool turned_elsewhere(const QuoteAlignment& quotes) const {
    constexpr std::uint32_t least_between = 2;
    if (quotes.share < same_quotation || quotes.verbatim * 10 < quotes.anchors.size() * 7) return false;
    const Gap *in_a = nullptr, *in_b = nullptr;
    for (const Gap& gap : quotes.gaps) {
      const auto p = turns_in(a_, gap.a_first, gap.a_last, Statement::turns),
                 q = turns_in(b_, gap.b_first, gap.b_last, Statement::turns);
      if (p + q == 0) continue;
      if (p + q > 1 || (p == 1 ? in_a : in_b)) return false;
      (p == 1 ? in_a : in_b) = &gap;
    }
    if (!in_a || !in_b) return false;
    const auto [first, last] = std::minmax(in_a, in_b);
    return std::count_if(quotes.anchors.begin(), quotes.anchors.end(), [&](const auto& anchor) {
             return anchor.first >= first->a_last && anchor.first < last->a_first && content(a_, anchor.first);
           }) >= least_between;
  }

  /// Whether nothing says that two occasions are spoken of.
  bool same_setting() const {
    // What was said is quoted for days.
    constexpr std::int64_t quoted_s = 3 * day_s;
    const auto gap = as_of_gap();
    return !other_names() && !(gap && std::llabs(*gap) >= quoted_s) && !other_capitals() && !other_items() &&
           !other_days() && !has(DifferenceKind::attribution);
  }

  void add_gap(const QuoteAlignment& quotes, const Gap& gap, Relation relation, std::string_view rule) {
    // The words that differ, with the next common word: "not" alone says little.
    Terms p{gap.a_first, gap.a_last, none}, q{gap.b_first, gap.b_last, none};
    if (content_in(a_, p.first, p.last) == 0 || content_in(b_, q.first, q.last) == 0) {
      auto next = std::find_if(quotes.anchors.begin(), quotes.anchors.end(), [&](const auto& anchor) {
        return anchor.first >= gap.a_last && content(a_, anchor.first);
      });
      if (next != quotes.anchors.end()) p.last = next->first + 1, q.last = next->second + 1;
    }
    if (p.first == p.last) --p.first;
    if (q.first == q.last) --q.first;
    add(DifferenceKind::quote, relation, rule, p, q);
  }

  /// "Not", "may", "all" in what is otherwise the same.
  bool compare_turns(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    const bool one = quotes.share >= same_quotation || all_but_word(x, y, quotes);
    const bool sure_of_it = one && same_setting();
    const Relation relation = sure_of_it ? Relation::diverge : Relation::check;
    const auto [in_a, in_b] = particles(quotes);
    for (const Gap& gap : quotes.gaps) {
      if (content_in(a_, gap.a_first, gap.a_last) > longest_gap ||
          content_in(b_, gap.b_first, gap.b_last) > longest_gap)
        continue;
      if (ends_sentence(a_, gap.a_first, gap.a_last) || ends_sentence(b_, gap.b_first, gap.b_last)) continue;
      const bool unclear = turns_in(a_, gap.a_first, gap.a_last, Statement::maybe_turns) +
                               turns_in(b_, gap.b_first, gap.b_last, Statement::maybe_turns) >
                           0;
      const bool turned = (turns_in(a_, gap.a_first, gap.a_last, Statement::turns) +
                           turns_in(b_, gap.b_first, gap.b_last, Statement::turns)) %
                              2 ==
                          1;
      const bool opposed = opposed_in(gap);
      if (turned && !unclear && !opposed && ((in_a + in_b) % 2 == 1 || turned_elsewhere(quotes))) {
        add_gap(quotes, gap, relation, "quote_negation");
        return true;
      }
      if (!turned && !unclear && opposed) {
        add_gap(quotes, gap, relation, "quote_opposite");
        return true;
      }
      if (turned || unclear) continue;
      if (turn_differs(gap)) {
        add_gap(quotes, gap, relation, "quote_turn");
        return true;
      }
    }
    return false;
  }

  /// Whether a sentence ends among the terms: another one is quoted there.
  static bool ends_sentence(const Statement& side, std::uint32_t first, std::uint32_t last) {
    return first < last &&
           side.verbatim(first, std::min<std::uint32_t>(last + 1, static_cast<std::uint32_t>(side.terms.size())))
                   .find(". ") != std::string_view::npos;
  }

  /// Whether a gap holds two opposites; "against" one thing and "for" another are none.
  bool opposed_in(const Gap& gap) const {
    for (std::uint32_t i = gap.a_first; i < gap.a_last; ++i)
      for (std::uint32_t j = gap.b_first; j < gap.b_last; ++j)
        if (opposed(a_.terms[i], b_.terms[j]) &&
            (content_in(a_, i + 1, gap.a_last) == 0 || content_in(b_, j + 1, gap.b_last) == 0))
          return true;
    return false;
  }

  /// Words of one class with different values on both sides of a gap: "will" and "may", "all" and "some".
  bool turn_differs(const Gap& gap) const {
    const auto values = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
      std::vector<std::uint32_t> list;
      for (const auto& [term, value] : side.turn_words)
        if (term >= first && term < last) list.push_back(value);
      return list;
    };
    const auto p = values(a_, gap.a_first, gap.a_last), q = values(b_, gap.b_first, gap.b_last);
    const auto one_class = [&](std::uint32_t x, std::uint32_t y) {
      return lexicon_.turn_classes[x] == lexicon_.turn_classes[y];
    };
    const auto same = [&](std::uint32_t x, std::uint32_t y) {
      return one_class(x, y) && lexicon_.turn_names[x] == lexicon_.turn_names[y];
    };
    for (const std::uint32_t x : p)
      for (const std::uint32_t y : q) {
        if (!one_class(x, y) || same(x, y)) continue;
        // A word may have two values of its class.
        const bool met = std::any_of(p.begin(), p.end(), [&](std::uint32_t v) { return same(v, y); }) ||
                         std::any_of(q.begin(), q.end(), [&](std::uint32_t v) { return same(v, x); });
        if (!met) return true;
      }
    return false;
  }

  /// One phrase put for another in otherwise the very words. Only a whole quotation that is the same to the letter
  /// before and behind it says that the phrase was changed: other words are most often another translation.
  void compare_words(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    constexpr std::uint32_t most_gaps = 2, least_content = 3, least_worded = 4;
    if (x.last - x.first < least_worded || y.last - y.first < least_worded) return;
    const Gap* widest = nullptr;
    std::uint32_t both_sided = 0, one_sided = 0;
    for (const Gap& gap : quotes.gaps) {
      const std::uint32_t p = content_in(a_, gap.a_first, gap.a_last), q = content_in(b_, gap.b_first, gap.b_last);
      if (p > longest_gap || q > longest_gap) return;
      if (turns_in(a_, gap.a_first, gap.a_last, Statement::turns) !=
          turns_in(b_, gap.b_first, gap.b_last, Statement::turns))
        return;
      if (p == 0 && q == 0) continue;
      if (p == 0 || q == 0) {
        ++one_sided;
        continue;
      }
      ++both_sided;
      for (std::uint32_t i = gap.a_first; i < gap.a_last; ++i)
        for (std::uint32_t j = gap.b_first; j < gap.b_last; ++j)
          if (content(a_, i) && content(b_, j) &&
              (one_name(a_.terms[i].form, b_.terms[j].form) || term_similarity(a_, i, b_, j, lexicon_) >= same_wording))
            return;
      if (!widest ||
          p + q > content_in(a_, widest->a_first, widest->a_last) + content_in(b_, widest->b_first, widest->b_last))
        widest = &gap;
    }
    if (!widest && compare_limits(x, y, quotes)) return;
    const bool short_whole =
        (whole(x, y, quotes) || all_but_word(x, y, quotes)) && quotes.verbatim == quotes.anchors.size();
    if (!widest || both_sided > most_gaps || one_sided > 1 || (quotes.content < least_content && !short_whole)) return;
    const auto words = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
      std::uint32_t count = 0;
      for (std::uint32_t i = first; i < last; ++i)
        if (content(side, i)) count += side.terms[i].last - side.terms[i].first;
      return count;
    };
    const bool phrase =
        words(a_, widest->a_first, widest->a_last) > 1 || words(b_, widest->b_first, widest->b_last) > 1;
    // "Flagpole", "flag pole".
    const auto letters = [](const Statement& side, std::uint32_t first, std::uint32_t last) {
      std::string all;
      for (std::uint32_t i = first; i < last; ++i) all += side.terms[i].form;
      std::erase(all, ' ');
      return all;
    };
    if (letters(a_, widest->a_first, widest->a_last) == letters(b_, widest->b_first, widest->b_last)) return;
    const bool inner = widest->a_first > x.first && widest->b_first > y.first;
    std::uint32_t elsewhere = 0;
    for (const Gap& gap : quotes.gaps)
      if (&gap != widest)
        elsewhere += content_in(a_, gap.a_first, gap.a_last) + content_in(b_, gap.b_first, gap.b_last);
    // What ends a clause in the midst of a quotation isn't all that it says there.
    const bool cut = (widest->a_last == x.last && goes_on(a_, x)) || (widest->b_last == y.last && goes_on(b_, y));
    const auto [i_first, j_first] = quotes.anchors.front();
    const bool one_begin = (i_first == x.first) == (j_first == y.first);
    const bool excluded = excludes(*widest);
    const bool very_words =
        quotes.verbatim == quotes.anchors.size() && elsewhere == 0 && one_begin && (inner || excluded);
    // A translation puts phrases for phrases.
    if (cut || (phrase && !very_words)) return;
    // Into English little is translated twice to the letter; Arabic papers put any foreigner's words into their own, a
    // word for a word or a phrase.
    const bool phrases =
        words(a_, widest->a_first, widest->a_last) > 1 && words(b_, widest->b_first, widest->b_last) > 1;
    const bool own_words = phrases || lexicon_.lang == "en" || excluded;
    add_gap(quotes, *widest, very_words && own_words && same_setting() ? Relation::diverge : Relation::check,
            "quote_word");
  }

  /// Whether the words of a gap can't be two translations of one: numbers, places, days or members of one kind, a day
  /// here and a span of days there.
  bool excludes(const Gap& gap) const {
    const auto within = [](std::uint32_t term, std::uint32_t first, std::uint32_t last) {
      return first <= term && term < last;
    };
    const auto day = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
      return std::any_of(side.times.begin(), side.times.end(),
                         [&](const TimeSlot& time) { return within(time.first, first, last); });
    };
    const auto span_of_days = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
      return std::any_of(side.counts.begin(), side.counts.end(), [&](const CountSlot& slot) {
        if (slot.quantity >= side.quantities.size() || !within(slot.term, first, last)) return false;
        const UnitFacts* unit = lexicon_.unit(side.quantities[slot.quantity].unit);
        return unit && unit->dimension == "time";
      });
    };
    if ((day(a_, gap.a_first, gap.a_last) && span_of_days(b_, gap.b_first, gap.b_last)) ||
        (day(b_, gap.b_first, gap.b_last) && span_of_days(a_, gap.a_first, gap.a_last)))
      return true;
    for (std::uint32_t i = gap.a_first; i < gap.a_last; ++i)
      for (std::uint32_t j = gap.b_first; j < gap.b_last; ++j) {
        const Term &x = a_.terms[i], &y = b_.terms[j];
        if (x.kind == y.kind && x.kind == Term::Kind::place && x.value != Term::no_entity &&
            y.value != Term::no_entity && !lexicon_.related(x.value, y.value))
          return true;
        const bool amounts = x.kind == y.kind && (x.kind == Term::Kind::number || x.kind == Term::Kind::date);
        if (amounts && x.hash != y.hash && term_similarity(a_, i, b_, j, lexicon_) < 1) return true;
        if (const auto p = quarter(x), q = quarter(y); p && q && *p != *q) return true;
        for (const SiblingSlot& p : a_.siblings)
          for (const SiblingSlot& q : b_.siblings) {
            const SiblingEntry &one = lexicon_.sibling_entries[p.value], &other = lexicon_.sibling_entries[q.value];
            if (p.first <= i && i < p.last && q.first <= j && j < q.last && one.group == other.group &&
                one.id != other.id)
              return true;
          }
      }
    return false;
  }

  /// A word that narrows what is denied or said of all, in otherwise the very words: "I have never (knowingly) taken",
  /// "not one worker (in France) will". What is said without it is no more than cut where nothing is denied.
  bool compare_limits(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    if (quotes.verbatim != quotes.anchors.size() || !same_setting() || goes_on(a_, x) || goes_on(b_, y)) return false;
    const auto sweeping = [&](const Statement& side, const QuotedTerms& quote) {
      return turns_in(side, quote.first, quote.last, Statement::turns) +
                 turns_in(side, quote.first, quote.last, Statement::maybe_turns) >
             0;
    };
    if (!sweeping(a_, x) || !sweeping(b_, y) || elided(a_, x) || elided(b_, y)) return false;
    const auto limits = [&](const Statement& side, std::uint32_t first, std::uint32_t last, bool inner) {
      constexpr std::uint32_t longest_limit = 3;
      if (last == first || last - first > longest_limit) return false;
      for (const auto& [term, value] : side.turn_words)
        if (term >= first && term < last && lexicon_.turn_classes[value] == "limit") return true;
      return inner && std::any_of(side.terms.begin() + first, side.terms.begin() + last,
                                  [](const Term& term) { return term.kind == Term::Kind::place; });
    };
    const auto [i_first, j_first] = quotes.anchors.front();
    const auto [i_last, j_last] = quotes.anchors.back();
    const Gap ends[] = {{x.first, i_first, y.first, j_first}, {i_last + 1, x.last, j_last + 1, y.last}};
    const Gap* found = nullptr;
    const auto limited = [&](const Gap& gap, bool inner) {
      const std::uint32_t in_a = content_in(a_, gap.a_first, gap.a_last);
      const std::uint32_t in_b = content_in(b_, gap.b_first, gap.b_last);
      if (in_a == 0 && in_b == 0) return true;
      if (in_a > 0 && in_b > 0) return false;
      found = &gap;
      return limits(a_, gap.a_first, gap.a_last, inner) || limits(b_, gap.b_first, gap.b_last, inner);
    };
    for (const Gap& gap : quotes.gaps)
      if (!limited(gap, true)) return false;
    for (const Gap& gap : ends)
      if (!limited(gap, false)) return false;
    if (!found) return false;
    add_gap(quotes, *found, Relation::diverge, "quote_turn");
    return true;
  }

  /// Whether points stand in a quotation for what is left out.
  static bool elided(const Statement& side, const QuotedTerms& quote) {
    return has_any(side.verbatim(quote.first, quote.last), {"...", "…", "[", "..", "(", ")"});
  }

  /// Two quotations that begin with the same words and go on with contrary ones: "we back the plan without
  /// reservation", "we back the plan on condition that".
  void compare_beginnings(const QuotedTerms& x, const QuotedTerms& y) {
    constexpr std::uint32_t least_common = 2;
    std::uint32_t i = x.first, j = y.first, common = 0;
    for (; i < x.last && j < y.last && a_.terms[i].hash == b_.terms[j].hash; ++i, ++j) common += content(a_, i);
    if (common < least_common || i == x.last || j == y.last || !same_setting()) return;
    const Gap rest{i, std::min(x.last, i + longest_contrast), j, std::min(y.last, j + longest_contrast)};
    if (!turn_differs(rest)) return;
    add(DifferenceKind::quote, Relation::diverge, "quote_turn", {rest.a_first, rest.a_last, none},
        {rest.b_first, rest.b_last, none});
  }

  /// The clauses with which two quotations begin say the same, one of them with a "not": "my client is (not) sorry",
  /// however they go on.
  void compare_first_clauses(const QuotedTerms& x, const QuotedTerms& y) {
    constexpr std::uint32_t least_common = 2, longest_clause = 8;
    if (!same_setting() || turned_before(a_, x) || turned_before(b_, y)) return;
    const auto clause_end = [&](const Statement& side, const QuotedTerms& quote) {
      std::uint32_t end = quote.first + 1;
      while (end < quote.last && end < quote.first + longest_clause && !closed_before(side, end)) ++end;
      return end;
    };
    const std::uint32_t a_end = clause_end(a_, x), b_end = clause_end(b_, y);
    // Up to the first word that the other lacks.
    const auto told = [&](const Statement& side, std::uint32_t first, std::uint32_t last) {
      std::vector<std::uint32_t> words;
      for (std::uint32_t i = first; i < last; ++i)
        if (content(side, i) && side.turned[i] == 0) words.push_back(i);
      return words;
    };
    const auto p = told(a_, x.first, a_end), q = told(b_, y.first, b_end);
    // "We will suspend the strike", "we will go on with the strike": one pair of opposites with which both begin.
    const bool begins_opposed = !p.empty() && !q.empty() && opposed(a_.terms[p[0]], b_.terms[q[0]]);
    std::size_t common = begins_opposed;
    while (common < p.size() && common < q.size() &&
           (term_similarity(a_, p[common], b_, q[common], lexicon_) >= same_wording ||
            share_form(a_.terms[p[common]], b_.terms[q[common]], true) ||
            one_skeleton(a_.terms[p[common]], b_.terms[q[common]])))
      ++common;
    if (common < least_common + begins_opposed) return;
    const auto ends = [&](const std::vector<std::uint32_t>& words, std::uint32_t end, const Statement& side,
                          const QuotedTerms& quote) {
      return common == words.size() && (end == quote.last || end == side.terms.size() || closed_before(side, end));
    };
    const auto joined_on = [&](const std::vector<std::uint32_t>& words, const Statement& side) {
      return common < words.size() && joined_behind(side, words[common - 1], words[common]);
    };
    if (!ends(p, a_end, a_, x) && !ends(q, b_end, b_, y) && !joined_on(p, a_) && !joined_on(q, b_)) return;
    const std::uint32_t last_a = p[common - 1] + 1, last_b = q[common - 1] + 1;
    const auto in_a = turns_in(a_, x.first, last_a, Statement::turns),
               in_b = turns_in(b_, y.first, last_b, Statement::turns);
    if (in_a + in_b != (begins_opposed ? 0U : 1U) ||
        turns_in(a_, x.first, last_a, Statement::maybe_turns) + turns_in(b_, y.first, last_b, Statement::maybe_turns) >
            0)
      return;
    add(DifferenceKind::quote, Relation::diverge, begins_opposed ? "quote_opposite" : "quote_negation",
        {x.first, last_a, none}, {y.first, last_b, none});
  }

  /// «سمعت», «أسمع»: forms of one verb.
  static bool one_skeleton(const Term& x, const Term& y) {
    return x.facts && y.facts &&
           std::any_of(x.facts->skeletons.begin(), x.facts->skeletons.end(), [&](std::uint64_t skeleton) {
             return std::find(y.facts->skeletons.begin(), y.facts->skeletons.end(), skeleton) !=
                    y.facts->skeletons.end();
           });
  }

  /// Whether a new clause is joined on between two words: «… ويطلب».
  bool joined_behind(const Statement& side, std::uint32_t word, std::uint32_t next) const {
    return std::any_of(side.terms.begin() + word + 1, side.terms.begin() + next + 1, [&](const Term& term) {
      return (term.facts && lexicon_.clause_joins.finds(*term.facts)) ||
             (term.form.starts_with(joined_and) && term.form.size() >= least_joined_bytes);
    });
  }

  /// The same words in another order, one of them with "not" before it here and without it there.
  bool compare_turned_order(const QuotedTerms& x, const QuotedTerms& y, const QuoteAlignment& quotes) {
    // In one order, the words between tell.
    if (whole(x, y, quotes) && quotes.share >= surely_related) return false;
    if (!same_words(x, y) || !same_setting()) return false;
    if (turned_before(a_, x) || turned_before(b_, y)) return false;
    const auto denied_a = denied_words(a_, x), denied_b = denied_words(b_, y);
    const auto particles = [](const Statement& side, const QuotedTerms& quote) {
      return turns_in(side, quote.first, quote.last, Statement::turns);
    };
    const bool as_many = particles(a_, x) == particles(b_, y);
    std::optional<std::tuple<std::uint32_t, std::uint64_t, std::uint32_t, std::uint32_t>> nearest;
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || j < y.first || j >= y.last || alignment_.similarity_a[i] < same_word) continue;
      const auto [least, most] = std::minmax(denied_a[i], denied_b[j]);
      // With as many particles on either side only the word right behind one tells.
      if (a_.terms[i].kind != Term::Kind::word || least > 0 || most == 0 || most == doubtful || (as_many && most > 1))
        continue;
      const auto key = std::tuple(i - x.first + j - y.first, std::min(a_.terms[i].hash, b_.terms[j].hash), i, j);
      if (!nearest || key < *nearest) nearest = key;
    }
    if (!nearest) return false;
    // "I don't hold it to be fair", "it isn't fair": another word is denied, most often of the same.
    const bool both = as_many && particles(a_, x) > 0;
    add(DifferenceKind::quote, both ? Relation::check : Relation::diverge, "quote_negation", one(std::get<2>(*nearest)),
        one(std::get<3>(*nearest)));
    return true;
  }

  /// Whether a quotation has no closing mark in its statement.
  static bool goes_on(const Statement& side, const QuotedTerms& quote) {
    return quote.last == side.terms.size() &&
           !has_quotation_mark(side.text.substr(side.words.tokens[side.terms.back().last - 1].source.end));
  }

  /// Whether a "not" stands before the quotation mark, so that the quotation needs none; it may, where the quotation
  /// goes on from the clause before.
  static bool turned_before(const Statement& side, const QuotedTerms& quote) {
    constexpr std::uint32_t before = 5;
    if (quote.first == 0 && !has_quotation_mark(side.text.substr(0, side.words.tokens[0].source.begin))) return true;
    const std::uint32_t from = quote.first > before ? quote.first - before : 0;
    return std::any_of(side.turned.begin() + from, side.turned.begin() + quote.first,
                       [](std::uint8_t turned) { return turned != 0; });
  }

  /// Whether the shorter quotation stands in the other almost word for word, in any order.
  bool same_words(const QuotedTerms& x, const QuotedTerms& y) const {
    std::uint32_t same = 0, same_content = 0;
    for (std::uint32_t i = x.first; i < x.last; ++i) {
      const std::uint32_t j = alignment_.b_of_a[i];
      if (j == none || j < y.first || j >= y.last || alignment_.similarity_a[i] < same_word) continue;
      ++same;
      same_content += content(a_, i);
    }
    const std::uint32_t all = std::min(x.last - x.first, y.last - y.first);
    const std::uint32_t words = std::min(content_in(a_, x.first, x.last), content_in(b_, y.first, y.last));
    return same * 10 >= all * 7 || (same_content >= 3 && same_content * 10 >= words * 8);
  }

  /// Whether a mark that ends a phrase stands before the term.
  static bool closed_before(const Statement& side, std::uint32_t term) {
    return term > 0 && has_any(gap_before(side.words, side.text, side.terms[term].first), {",", "،", ";", "؛", ". "});
  }

  /// Words of a quotation behind a particle of negation: the next content word 1, the one after it 2; or what little
  /// follows it; behind a word that only may deny, `doubtful`.
  static std::vector<std::uint8_t> denied_words(const Statement& side, const QuotedTerms& quote) {
    constexpr std::uint32_t scope = 2, reach = 6;
    std::vector<std::uint8_t> denied(side.terms.size(), 0);
    for (std::uint32_t i = quote.first; i < quote.last; ++i) {
      // «غير المشروعة» holds what it denies.
      if (!side.turned[i] || side.terms[i].last > side.terms[i].first + 1) continue;
      std::uint32_t end = i + 1, seen = 0;
      while (end < std::min(quote.last, i + 1 + reach) && !closed_before(side, end)) ++end;
      const bool outright = side.turned[i] == Statement::turns;
      for (std::uint32_t k = i + 1; k < end && seen < scope; ++k) {
        if (side.terms[k].function_word) continue;
        ++seen;
        denied[k] = static_cast<std::uint8_t>(outright ? seen : doubtful);
      }
      if (seen == 0 && outright) std::fill(denied.begin() + i + 1, denied.begin() + end, 1);
    }
    return denied;
  }
};

}  // namespace

void compare_quotes(SlotComparison& comparison) { QuotesComparison(comparison).compare_quotes(); }

}  // namespace tawatur
