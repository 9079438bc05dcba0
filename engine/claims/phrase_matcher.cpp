#include "claims/phrase_matcher.h"

#include <algorithm>

#include "text/normalise.h"

namespace tawatur {

void PhraseMatcher::add(std::string_view phrase, std::uint32_t value) {
  const NormalisedText words = normalise(phrase);
  if (words.tokens.empty()) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < words.tokens.size(); ++i) {
    const auto [place, fresh] =
        next_.try_emplace(edge(node, word_hash(words.word(i))), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh && node == 0) first_words_.push_back(word_hash(words.word(i)));
    nodes_[node].leads_on = true;
    node = place->second;
    if (fresh) nodes_.emplace_back();
  }
  auto& values = nodes_[node].values;
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

void PhraseMatcher::register_with(PhraseBeginnings& beginnings) {
  number_ = beginnings.next_matcher();
  if (number_ == PhraseBeginnings::most_matchers) return;
  for (const std::uint64_t word : first_words_) beginnings.add(word, number_, next_.find(edge(0, word))->second);
}

void PhraseMatcher::longest(std::span<const WordFacts* const> words, std::uint32_t first, std::uint32_t token,
                            std::uint32_t node, std::uint32_t& end, std::vector<PhraseMatch>& found,
                            std::size_t begin) const {
  const Node& here = nodes_[node];
  if (!here.values.empty() && token >= end) {
    if (token > end) found.resize(begin);
    end = token;
    for (const std::uint32_t value : here.values) found.push_back({first, end, value});
  }
  if (token == words.size() || !here.leads_on) return;
  const std::span<const std::uint64_t> all = words[token]->forms;
  for (const std::uint64_t form : plain_only_ ? all.first(words[token]->plain_forms) : all) {
    const auto next = next_.find(edge(node, form));
    if (next != next_.end()) longest(words, first, token + 1, next->second, end, found, begin);
  }
}

void PhraseMatcher::find_at(std::span<const WordFacts* const> words, std::uint32_t first,
                            std::vector<PhraseMatch>& found) const {
  const WordFacts& word = *words[first];
  const std::size_t begin = found.size();
  const std::uint32_t forms = plain_only_ ? word.plain_forms : static_cast<std::uint32_t>(word.forms.size());
  std::uint32_t end = first + 1;
  // The fullest form that leads somewhere wins: «لل…» read as the article, not as a letter of the word.
  if (number_ < PhraseBeginnings::most_matchers && word.begins != ~std::uint64_t{0}) {
    if ((word.begins >> number_ & 1) == 0) return;
    for (const PhraseStart& start : word.starts) {
      if (start.matcher != number_ || start.form >= forms) continue;
      longest(words, first, first + 1, start.node, end, found, begin);
      if (found.size() != begin) break;
    }
  } else {
    for (std::uint32_t form = 0; form < forms && found.size() == begin; ++form)
      if (const auto next = next_.find(edge(0, word.forms[form])); next != next_.end())
        longest(words, first, first + 1, next->second, end, found, begin);
  }
  if (found.size() < begin + 2) return;
  const auto from = found.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(from, found.end(), [](const PhraseMatch& x, const PhraseMatch& y) { return x.value < y.value; });
  found.erase(
      std::unique(from, found.end(), [](const PhraseMatch& x, const PhraseMatch& y) { return x.value == y.value; }),
      found.end());
}

std::vector<PhraseMatch> PhraseMatcher::find(std::span<const WordFacts* const> words) const {
  std::vector<PhraseMatch> found;
  for (std::uint32_t first = 0; first < words.size(); ++first) find_at(words, first, found);
  return found;
}

bool PhraseMatcher::finds(std::span<const WordFacts* const> words) const {
  std::vector<PhraseMatch> found;
  for (std::uint32_t first = 0; first < words.size() && found.empty(); ++first) find_at(words, first, found);
  return !found.empty();
}

}  // namespace tawatur
