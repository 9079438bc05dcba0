#include "claims/predicate_phrases.h"

#include <algorithm>
#include <tuple>

namespace tawatur {
namespace {

constexpr std::uint32_t reach = 5;            // Words from the first of a pair to the second.
constexpr std::uint32_t longest_subject = 3;  // Words between a verb and its preposition.

}  // namespace

std::uint64_t PredicatePhrases::key(const WordFacts& x, const WordFacts& y) {
  const auto [low, high] = std::minmax(x.stem_hash, y.stem_hash);
  return low ^ (high * 0x9E3779B97F4A7C15ull);
}

void PredicatePhrases::add(std::string_view phrase, const WordSequence& words, std::span<const std::uint8_t> stop,
                           std::uint32_t set) {
  std::vector<const WordFacts*> content;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!stop[i]) content.push_back(words[i]);
  if (content.size() != 2 || content[0]->stem_hash == content[1]->stem_hash) {
    phrases_.add(phrase, set);
    return;
  }
  Sets& sets = pairs_[key(*content[0], *content[1])];
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) sets.push_back(set);
  stems_.emplace_back(content[0]->stem_hash, content[1]->stem_hash);
}

void PredicatePhrases::register_with(PhraseBeginnings& beginnings) {
  phrases_.register_with(beginnings);
  for (const auto& [stem, other] : stems_) beginnings.add_pair(stem, other);
}

PredicateMatches PredicatePhrases::find(const WordSequence& words, std::span<const std::uint8_t> stop,
                                        std::span<const std::uint8_t> closed_before,
                                        std::span<const std::uint8_t> over) const {
  PredicateMatches found;
  for (const PhraseMatch& match : phrases_.find(words))
    found.push_back({match.first, match.last, match.first, match.value});
  if (!over.empty())
    for (const PhraseMatch& match : phrases_.find_apart(words, closed_before, over, longest_subject))
      found.push_back({match.first, match.last, match.first, match.value});
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    if (stop[i] || words[i]->pair_stems == 0) continue;
    for (std::uint32_t j = i + 1; j < words.size() && j <= i + reach && !closed_before[j]; ++j) {
      if (stop[j] || !words[i]->may_pair(*words[j])) continue;
      const auto sets = pairs_.find(key(*words[i], *words[j]));
      if (sets == pairs_.end()) continue;
      for (const std::uint32_t set : sets->second) found.push_back({i, i + 1, j, set});
    }
  }
  std::sort(found.begin(), found.end(), [](const PredicateMatch& x, const PredicateMatch& y) {
    return std::tie(x.first, x.last, x.other, x.value) < std::tie(y.first, y.last, y.other, y.value);
  });
  return found;
}

}  // namespace tawatur
