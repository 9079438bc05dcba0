#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "claims/word_facts.h"

namespace tawatur {

/// A lexicon phrase found in a text.
struct PhraseMatch {
  std::uint32_t first = 0;  ///< Tokens [first, last).
  std::uint32_t last = 0;
  std::uint32_t value = 0;  ///< As given to add().
};

/// Those of a headline lie where they are declared.
using PhraseMatches = boost::container::small_vector<PhraseMatch, 8>;

/// Finds phrases of a lexicon in normalised text: a trie over word hashes. Built once, then immutable and safe to share
/// between threads.
class PhraseMatcher {
 public:
  /// plain_only: a word stands for itself without conjunctions alone, as function words take no other clitics.
  explicit PhraseMatcher(bool plain_only = false) : plain_only_(plain_only) {}

  /// Adds a phrase in any spelling; it is folded here. Empty phrases are ignored. One phrase may carry several values.
  void add(std::string_view phrase, std::uint32_t value);

  /// Lets the words that begin its phrases be known at once. Called once, after the last add().
  void register_with(PhraseBeginnings& beginnings);

  /// All phrases that are longest at their first word, by (first, value); a phrase may begin inside another. A word
  /// stands for each of its clitic forms. O(words × forms × longest phrase).
  PhraseMatches find(const WordSequence& words) const { return may_be_in(words) ? find_all(words) : PhraseMatches(); }

  /// Phrases of which up to `gap` words part the first word from the rest: «أبقت الهيئة على», "set the man free"; of
  /// each beginning the nearest, and of that the first word alone. No phrase goes over a word marked in `over`, nor
  /// past the beginning of one marked in `before`.
  PhraseMatches find_apart(const WordSequence& words, std::span<const std::uint8_t> before,
                           std::span<const std::uint8_t> over, std::uint32_t gap) const;

  /// False only where no phrase begins with the word.
  bool may_begin(const WordFacts& word) const {
    return !registered() || word.alone.has(number_) || word.leads_on.has(number_);
  }

  /// Whether a phrase begins with the word as it stands, conjunctions left out.
  bool begins_plainly(const WordFacts& word) const;

  /// Whether find would find any.
  bool finds(const WordSequence& words) const;

  /// Whether the word alone is a phrase.
  bool finds(const WordFacts& word) const;

  /// Whether the word alone is a phrase as it stands, nothing taken off.
  bool finds_whole(const WordFacts& word) const;

 private:
  bool registered() const { return number_ < PhraseBeginnings::most_matchers; }
  /// Whether a phrase may go on with the word, where it may with those of `next_words`.
  bool may_go_on(const WordFacts& word, std::uint64_t next_words) const {
    return (next_words & word.form_bits) != 0 && (!registered() || word.continues.has(number_));
  }
  /// False only where there is no phrase in them.
  bool may_be_in(const WordSequence& words) const {
    return !registered() || !words.indexed() || words.size() > WordSequence::indexed_words ||
           words.beginning_with(number_) != 0;
  }
  PhraseMatches find_all(const WordSequence& words) const;
  static std::uint64_t edge(std::uint32_t node, std::uint64_t word) { return word + node * 0x9E3779B97F4A7C15ull; }
  struct Node {
    boost::container::small_vector<std::uint32_t, 2> values;  ///< Sorted.
    std::uint64_t next_words = 0;                             ///< word_bit of the words that lead on; 0: none does.
  };
  using Edges = boost::unordered_flat_map<std::uint64_t, std::uint32_t>;
  /// The edge of a word that begins a phrase; end when none does.
  Edges::const_iterator first_word(std::uint64_t word) const;
  /// Appends the matches that begin at `first`, by value.
  void find_at(const WordSequence& words, std::uint32_t first, PhraseMatches& found) const;
  /// Appends the matches that begin at `first`, of which the words before `token` led to `node`; in place of those
  /// behind `begin` where it finds longer ones. `end`: where they end.
  void longest(const WordSequence& words, std::uint32_t first, std::uint32_t token, std::uint32_t node,
               std::uint32_t& end, PhraseMatches& found, std::size_t begin) const;
  /// The same of those that go on with word `token`, which may be one of `next_words`.
  void longer(const WordSequence& words, std::uint32_t first, std::uint32_t token, std::uint32_t node,
              std::uint64_t next_words, std::uint32_t& end, PhraseMatches& found, std::size_t begin) const;
  /// Calls visit(first) for each word with which a phrase may begin, until it returns false.
  template <typename Visit>
  void visit_beginnings(const WordSequence& words, Visit visit) const;

  bool plain_only_;
  std::uint8_t number_ = PhraseBeginnings::most_matchers;         ///< Among the registered; most_matchers: it isn't.
  Edges next_;                                             ///< By edge; only looked up, never iterated.
  std::array<std::uint64_t, 4> first_bits_{};              ///< Bits of the words that begin a phrase.
  std::vector<Node> nodes_{1};
  std::vector<std::uint64_t> first_words_;  ///< Hashes of the words that begin a phrase.
  std::vector<std::uint64_t> inner_words_;  ///< Of those behind it.
};

}  // namespace tawatur
