#include <algorithm>
#include <iterator>
#include <string_view>

#include "claims/predicate_comparison.h"

namespace tawatur {
namespace {

class CertaintyComparison : public PredicateComparison {
 public:
  using PredicateComparison::PredicateComparison;

  /// Meant, alleged or possible here, told as done there.
  void compare_certainty() {
    if (!likely_one() || coverage_ < least_told) return;
    const bool open_a = leaves_open(a_), open_b = leaves_open(b_);
    if (open_a == open_b || a_.exceptive || b_.exceptive) return;
    const Statement& open = open_a ? a_ : b_;
    const Statement& done = open_a ? b_ : a_;
    const auto& partner = open_a ? alignment_.b_of_a : alignment_.a_of_b;
    const auto& similarity = open_a ? alignment_.similarity_a : alignment_.similarity_b;
    if (compare_settled(open, done, partner, similarity, open_a)) return;
    for (std::uint32_t k = 0; k < open.terms.size(); ++k) {
      if (open.unsettled[k] == 0 || partner[k] == none || similarity[k] < same_word) continue;
      const Term& term = open.terms[k];
      if (term.kind != Term::Kind::word || term.function_word || term.weight < predicate_weight) continue;
      if (term.capitalised || definite(open, k) || done.attribution[partner[k]]) continue;
      if (done.negated[partner[k]] == Statement::negated_outright || of_others() || other_numbers()) return;
      // "Is due to visit", "will visit": neither is done.
      if (open.unsettled[k] == 1 + static_cast<std::uint8_t>(Certainty::planned) && future(done, partner[k])) return;
      const std::uint32_t i = open_a ? k : partner[k], j = open_a ? partner[k] : k;
      // "May ban flats", "banned dogs".
      if (lone_behind(i, j) || (lexicon_.lang == "en" && lone_before(i, j))) return;
      add(DifferenceKind::certainty, Relation::compatible, "certainty_rungs", one(i), one(j));
      return;
    }
  }

 private:
  static constexpr double least_told = 0.35;  // Harmonic coverage of two statements of one matter.
  static constexpr double predicate_weight = 0.3;

  /// "May be the climber's body", "is definitely the climber's body": said to be sure on one side, of whatever both
  /// tell.
  bool compare_settled(const Statement& open, const Statement& done, const std::vector<std::uint32_t>& partner,
                       const std::vector<double>& similarity, bool open_a) {
    if (!done.settled || open.settled || coverage_ < same_wording || of_others() || other_numbers()) return false;
    for (std::uint32_t k = 0; k < open.terms.size(); ++k) {
      if (open.unsettled[k] == 0 || partner[k] == none || similarity[k] < same_word) continue;
      if (open.terms[k].function_word || open.attribution[k] || done.attribution[partner[k]]) continue;
      add(DifferenceKind::certainty, Relation::compatible, "certainty_rungs", one(open_a ? k : partner[k]),
          one(open_a ? partner[k] : k));
      return true;
    }
    return false;
  }

  /// "Will visit", «ستزور»: whether the word is told to come.
  bool future(const Statement& side, std::uint32_t at) const {
    constexpr std::string_view futures[] = {"سي", "ست", "سن"}, certain = "certain";
    constexpr std::size_t least_bytes = 10;
    const std::string& form = side.terms[at].form;
    if (lexicon_.lang == "ar" && form.size() >= least_bytes &&
        std::any_of(std::begin(futures), std::end(futures),
                    [&](std::string_view prefix) { return form.starts_with(prefix); }))
      return true;
    if (at == 0 || !side.terms[at - 1].facts) return false;
    WordSequence word;
    word.push_back(side.terms[at - 1].facts);
    const PhraseMatches found = lexicon_.turn_words.find(word);
    return std::any_of(found.begin(), found.end(),
                       [&](const PhraseMatch& match) { return lexicon_.turn_names[match.value] == certain; });
  }

  static bool leaves_open(const Statement& side) {
    return std::any_of(side.unsettled.begin(), side.unsettled.end(), [](std::uint8_t rung) { return rung != 0; });
  }
};

}  // namespace

void compare_certainty(SlotComparison& comparison) { CertaintyComparison(comparison).compare_certainty(); }

}  // namespace tawatur
