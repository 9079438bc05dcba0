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
        next_.try_emplace(edge(node, word_hash(words.word(i))), static_cast<std::uint32_t>(values_.size()));
    node = place->second;
    if (fresh) values_.emplace_back();
  }
  auto& values = values_[node];
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

void PhraseMatcher::longest(std::span<const WordFacts* const> words, std::uint32_t token, std::uint32_t node,
                            std::uint32_t& end, std::vector<std::uint32_t>& values) const {
  if (!values_[node].empty() && token >= end) {
    if (token > end) values.clear();
    end = token;
    values.insert(values.end(), values_[node].begin(), values_[node].end());
  }
  if (token == words.size()) return;
  const std::span<const std::uint64_t> all = words[token]->forms;
  for (const std::uint64_t form : plain_only_ ? all.first(words[token]->plain_forms) : all) {
    const auto next = next_.find(edge(node, form));
    if (next == next_.end()) continue;
    const std::size_t before = values.size();
    const std::uint32_t end_before = end;
    longest(words, token + 1, next->second, end, values);
    // The fullest form that leads somewhere wins: «لل…» read as the article, not as a letter of the word.
    if (node == 0 && (end != end_before || values.size() != before)) return;
  }
}

std::vector<PhraseMatch> PhraseMatcher::find(std::span<const WordFacts* const> words) const {
  std::vector<PhraseMatch> found;
  std::vector<std::uint32_t> values;
  for (std::uint32_t first = 0; first < words.size(); ++first) {
    std::uint32_t end = first + 1;
    values.clear();
    longest(words, first, 0, end, values);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const std::uint32_t value : values) found.push_back({first, end, value});
  }
  return found;
}

}  // namespace tawatur
