#include "claims/phrase_matcher.h"

#include <algorithm>
#include <bit>
#include <span>

#include "text/normalise.h"

namespace tawatur {

void PhraseMatcher::add(std::string_view phrase, std::uint32_t value) {
  const std::string words = normalise_words(phrase);
  if (words.empty()) return;
  std::uint32_t node = 0;
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::uint64_t word = word_hash(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto [place, fresh] = next_.try_emplace(edge(node, word), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) (node == 0 ? first_words_ : inner_words_).push_back(word);
    if (node == 0) first_bits_[word % first_bits_.size()] |= word_bit(word);
    nodes_[node].next_words |= word_bit(word);
    node = place->second;
    if (fresh) nodes_.emplace_back();
  }
  auto& values = nodes_[node].values;
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

void PhraseMatcher::register_with(PhraseBeginnings& beginnings) {
  number_ = beginnings.next_matcher();
  if (!registered()) return;
  for (const std::uint64_t word : first_words_) {
    PhraseStart start;
    start.matcher = number_;
    start.node = next_.find(edge(0, word))->second;
    const Node& node = nodes_[start.node];
    start.next_words = node.next_words;
    start.alone = static_cast<std::uint8_t>(std::min<std::size_t>(node.values.size(), PhraseStart::most_values + 1));
    if (start.alone <= PhraseStart::most_values)
      std::copy(node.values.begin(), node.values.end(), start.values.begin());
    beginnings.add(word, start);
  }
  for (const std::uint64_t word : inner_words_) beginnings.add_inner(word, number_);
}

PhraseMatcher::Edges::const_iterator PhraseMatcher::first_word(std::uint64_t word) const {
  // A short table has few of the bits, so most words are not looked up.
  return (first_bits_[word % first_bits_.size()] & word_bit(word)) == 0 ? next_.end() : next_.find(edge(0, word));
}

void PhraseMatcher::longest(const WordSequence& words, std::uint32_t first, std::uint32_t token, std::uint32_t node,
                            std::uint32_t& end, PhraseMatches& found, std::size_t begin) const {
  const Node& here = nodes_[node];
  if (!here.values.empty() && token >= end) {
    if (token > end) found.resize(begin);
    end = token;
    for (const std::uint32_t value : here.values) found.push_back({first, end, value});
  }
  if (token < words.size() && may_go_on(*words[token], here.next_words))
    longer(words, first, token, node, here.next_words, end, found, begin);
}

void PhraseMatcher::longer(const WordSequence& words, std::uint32_t first, std::uint32_t token, std::uint32_t node,
                           std::uint64_t next_words, std::uint32_t& end, PhraseMatches& found,
                           std::size_t begin) const {
  const std::span<const std::uint64_t> all = words[token]->forms;
  for (const std::uint64_t form : plain_only_ ? all.first(words[token]->plain_forms) : all) {
    if ((next_words & word_bit(form)) == 0) continue;
    const auto next = next_.find(edge(node, form));
    if (next != next_.end()) longest(words, first, token + 1, next->second, end, found, begin);
  }
}

void PhraseMatcher::find_at(const WordSequence& words, std::uint32_t first, PhraseMatches& found) const {
  const WordFacts& word = *words[first];
  const std::size_t begin = found.size();
  const std::uint32_t forms = plain_only_ ? word.plain_forms : static_cast<std::uint32_t>(word.forms.size());
  std::uint32_t end = first + 1;
  // The fullest form that leads somewhere wins: «لل…» read as the article, not as a letter of the word.
  if (registered() && word.indexed) {
    const WordFacts* const next = end < words.size() ? words[end] : nullptr;
    for (const PhraseStart& start : word.starts) {
      if (start.matcher < number_) continue;
      if (start.matcher > number_ || start.form >= forms || found.size() > begin) break;
      if (start.alone > PhraseStart::most_values) {
        longest(words, first, end, start.node, end, found, begin);
        continue;
      }
      for (std::uint8_t i = 0; i < start.alone; ++i) found.push_back({first, end, start.values[i]});
      if (next && may_go_on(*next, start.next_words))
        longer(words, first, end, start.node, start.next_words, end, found, begin);
    }
  } else {
    for (std::uint32_t form = 0; form < forms && found.size() == begin; ++form)
      if (const auto next = first_word(word.forms[form]); next != next_.end())
        longest(words, first, first + 1, next->second, end, found, begin);
  }
  if (found.size() < begin + 2) return;
  const auto from = found.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto ascend = [](const PhraseMatch& x, const PhraseMatch& y) { return x.value < y.value; };
  // Those of one phrase are.
  if (std::adjacent_find(from, found.end(), [&](const auto& x, const auto& y) { return !ascend(x, y); }) == found.end())
    return;
  std::sort(from, found.end(), ascend);
  found.erase(
      std::unique(from, found.end(), [](const PhraseMatch& x, const PhraseMatch& y) { return x.value == y.value; }),
      found.end());
}

template <typename Visit>
void PhraseMatcher::visit_beginnings(const WordSequence& words, Visit visit) const {
  const auto size = static_cast<std::uint32_t>(words.size());
  std::uint32_t first = 0;
  if (registered() && words.indexed()) {
    for (std::uint64_t left = words.beginning_with(number_); left != 0; left &= left - 1)
      if (!visit(static_cast<std::uint32_t>(std::countr_zero(left)))) return;
    first = WordSequence::indexed_words;
  }
  for (; first < size; ++first)
    if (may_begin(*words[first]) && !visit(first)) return;
}

PhraseMatches PhraseMatcher::find_all(const WordSequence& words) const {
  PhraseMatches found;
  visit_beginnings(words, [&](std::uint32_t first) {
    find_at(words, first, found);
    return true;
  });
  return found;
}

PhraseMatches PhraseMatcher::find_apart(const WordSequence& words, std::span<const std::uint8_t> before,
                                        std::span<const std::uint8_t> over, std::uint32_t gap) const {
  PhraseMatches found;
  const auto size = static_cast<std::uint32_t>(words.size());
  const auto parted = [&](std::uint32_t first, std::uint32_t node, std::uint64_t next_words) {
    const std::size_t begin = found.size();
    for (std::uint32_t token = first + 1; token < std::min(size, first + 2 + gap); ++token) {
      if (before[token]) return;
      if (token > first + 1 && may_go_on(*words[token], next_words))
        for (const std::uint64_t form : words[token]->forms) {
          if ((next_words & word_bit(form)) == 0) continue;
          std::uint32_t end = 0;
          if (const auto next = next_.find(edge(node, form)); next != next_.end())
            longest(words, first, token + 1, next->second, end, found, begin);
          if (found.size() > begin) return;
        }
      if (over[token]) return;
    }
  };
  for (std::uint32_t first = 0; first < size; ++first) {
    const WordFacts& word = *words[first];
    if (registered() && word.indexed) {
      if (!word.leads_on.has(number_)) continue;
      for (const PhraseStart& start : word.starts)
        if (start.matcher == number_ && start.next_words != 0) parted(first, start.node, start.next_words);
      continue;
    }
    for (const std::uint64_t form : word.forms)
      if (const auto next = first_word(form); next != next_.end())
        parted(first, next->second, nodes_[next->second].next_words);
  }
  for (PhraseMatch& match : found) match.last = match.first + 1;
  return found;
}

bool PhraseMatcher::begins_plainly(const WordFacts& word) const {
  return std::any_of(word.forms.begin(), word.forms.begin() + word.plain_forms,
                     [&](std::uint64_t form) { return first_word(form) != next_.end(); });
}

bool PhraseMatcher::finds(const WordFacts& word) const {
  if (!may_begin(word)) return false;
  if (registered() && word.indexed)
    return std::any_of(word.starts.begin(), word.starts.end(), [&](const PhraseStart& start) {
      return start.matcher == number_ && start.alone > 0 && (!plain_only_ || start.form < word.plain_forms);
    });
  const std::span<const std::uint64_t> all = word.forms;
  const auto forms = plain_only_ ? all.first(word.plain_forms) : all;
  return std::any_of(forms.begin(), forms.end(), [&](std::uint64_t form) {
    const auto next = first_word(form);
    return next != next_.end() && !nodes_[next->second].values.empty();
  });
}

bool PhraseMatcher::finds_whole(const WordFacts& word) const {
  const auto next = first_word(word.hash);
  return next != next_.end() && !nodes_[next->second].values.empty();
}

bool PhraseMatcher::finds(const WordSequence& words) const {
  PhraseMatches found;
  visit_beginnings(words, [&](std::uint32_t first) {
    find_at(words, first, found);
    return found.empty();
  });
  return !found.empty();
}

}  // namespace tawatur
