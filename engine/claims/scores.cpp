#include <algorithm>
#include <string_view>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

constexpr std::int32_t most_points = 999;
constexpr std::uint32_t until_then = 2;  // Value of a word beside what stood before the end.
constexpr std::uint32_t reach = 4;  // Tokens from the first figure to the word between the two.

/// A figure of one to three digits that no number or date was read from; -1: none.
std::int32_t figure(const Statement& statement, const Reading& reading, std::uint32_t token) {
  constexpr std::size_t most_digits = 3;
  const std::string_view word = statement.words.word(token);
  if (word.empty() || word.size() > most_digits) return -1;
  if (statement.terms[reading.term_of[token]].kind != Term::Kind::word) return -1;
  std::int32_t value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

bool dashed(std::string_view gap) {
  while (gap.starts_with(' ')) gap.remove_prefix(1);
  while (gap.ends_with(' ')) gap.remove_suffix(1);
  return gap == "-" || gap == "\u2013" || gap == "\u2010" || gap == "\u2011" || gap == "\u2212";
}

}  // namespace

void read_scores(Statement& statement, const Reading& reading) {
  const auto tokens = static_cast<std::uint32_t>(reading.forms.size());
  const auto add = [&](std::uint32_t first, std::uint32_t last, std::int32_t p, std::int32_t q) {
    if (std::max(p, q) > most_points || p < 0 || q < 0) return;
    statement.scores.push_back({reading.term_of[first], reading.term_of[last - 1] + 1, std::max(p, q), std::min(p, q)});
  };
  const auto words = reading.lexicon.score_words.find(reading.forms);
  // "A 2-0 lead", "from 2-0 down", «متقدما 2-0»: no result yet.
  const auto interim = [&](std::uint32_t i) {
    return std::any_of(words.begin(), words.end(), [&](const PhraseMatch& word) {
      return word.value == until_then && (word.last == i || word.first == i + 2);
    });
  };
  for (std::uint32_t i = 0; i + 1 < tokens; ++i) {
    if (!dashed(gap_before(statement.words, reading.text, i + 1))) continue;
    const std::int32_t p = figure(statement, reading, i), q = figure(statement, reading, i + 1);
    // "2-1-2025", "9/10-1".
    const bool longer = (i > 0 && has_any(gap_before(statement.words, reading.text, i), {"-", "/"})) ||
                        (i + 2 < tokens && has_any(gap_before(statement.words, reading.text, i + 2), {"-", "/"}));
    if (p >= 0 && q >= 0 && !longer && !interim(i)) add(i, i + 2, p, q);
  }
  if (!statement.scores.empty()) return;
  // In words, of goals, points or votes.
  const auto whole = [&](const CountSlot& slot) {
    if (slot.quantity >= statement.quantities.size()) return -1;
    const Quantity& number = statement.quantities[slot.quantity];
    const bool plain = number.unit.empty() || number.unit == "point";
    return plain && number.bound == Bound::exact && number.stated <= most_points
               ? static_cast<std::int32_t>(number.stated)
               : -1;
  };
  const auto scored = [&](const CountSlot& slot) {
    const CountFrame& frame = statement.count_frames[static_cast<std::size_t>(&slot - statement.counts.data())];
    return std::any_of(frame.fates.begin(), frame.fates.end(), [&](std::uint32_t fate) {
      const std::string& name = reading.lexicon.fate_names[fate];
      return name == "goals" || name == "points" || name == "votes" || name == "voted_for";
    });
  };
  const auto fates = reading.lexicon.fates.find(reading.forms);
  const auto goal = [&](std::uint32_t token) {
    if (token >= tokens) return false;
    const auto goals = [&](const PhraseMatch& match) {
      return match.first == token && reading.lexicon.fate_names[match.value] == "goals";
    };
    return std::any_of(fates.begin(), fates.end(), goals);
  };
  for (const CountSlot& one : statement.counts) {
    if (whole(one) < 0 || !scored(one)) continue;
    const std::uint32_t behind = statement.quantities[one.quantity].number_last;
    for (const PhraseMatch& word : words) {
      if (word.value == until_then || word.first < behind || word.first > behind + reach) continue;
      bool parted = false;
      for (std::uint32_t k = behind; k <= word.first; ++k) parted = parted || reading.closed_before[k];
      if (parted) continue;
      if (word.value != 0) {
        add(statement.quantities[one.quantity].number_first, word.last, whole(one), 0);
        break;
      }
      const auto other = std::find_if(statement.counts.begin(), statement.counts.end(), [&](const CountSlot& next) {
        return whole(next) >= 0 && statement.quantities[next.quantity].number_first >= word.first &&
               statement.quantities[next.quantity].number_first <= word.last + 1;
      });
      if (other == statement.counts.end()) {
        // «ثلاثة أهداف مقابل هدف»
        if (goal(word.last)) add(statement.quantities[one.quantity].number_first, word.last + 1, whole(one), 1);
        continue;
      }
      add(statement.quantities[one.quantity].number_first, statement.quantities[other->quantity].number_last,
          whole(one), whole(*other));
      break;
    }
    if (!statement.scores.empty()) return;
  }
  // "162 in favour and 131 against".
  const auto voted = [&](std::string_view name) -> const CountSlot* {
    const CountSlot* found = nullptr;
    for (std::size_t k = 0; k < statement.counts.size(); ++k)
      for (const std::uint32_t fate : statement.count_frames[k].fates)
        if (reading.lexicon.fate_names[fate] == name) {
          if (found && found != &statement.counts[k]) return nullptr;
          found = &statement.counts[k];
        }
    return found;
  };
  const CountSlot *yes = voted("voted_for"), *no = voted("voted_against");
  if (yes && no && yes != no && whole(*yes) >= 0 && whole(*no) >= 0)
    add(std::min(statement.quantities[yes->quantity].number_first, statement.quantities[no->quantity].number_first),
        std::max(statement.quantities[yes->quantity].number_last, statement.quantities[no->quantity].number_last),
        whole(*yes), whole(*no));
}

}  // namespace tawatur
