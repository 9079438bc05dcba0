#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {

/// Hash under which a folded word or phrase is looked up: XXH3, 64 bits. Two words that collide would be taken for one;
/// among the words of a language that does not happen.
std::uint64_t word_hash(std::string_view folded);

/// That a phrase of a matcher begins with a form of a word.
struct PhraseStart {
  std::uint32_t node = 0;     ///< The matcher's, behind the word.
  std::uint16_t matcher = 0;  ///< As PhraseBeginnings numbers them.
  std::uint16_t form = 0;     ///< Index into WordFacts::forms.
};

/// With which words the phrases of up to 64 matchers begin: most words begin none, and to know it once a word saves
/// looking the word up in every matcher. Filled while a lexicon is built, then immutable.
class PhraseBeginnings {
 public:
  static constexpr std::uint16_t most_matchers = 64;

  /// The number of a new matcher; most_matchers when there is none left.
  std::uint16_t next_matcher() { return used_ < most_matchers ? used_++ : most_matchers; }
  void add(std::uint64_t word, std::uint16_t matcher, std::uint32_t node);

  /// Fills `starts` and the bits of their matchers, `begins`, from the forms of a word.
  void find(std::span<const std::uint64_t> forms, std::vector<PhraseStart>& starts, std::uint64_t& begins) const;

 private:
  struct Entry {
    std::uint32_t node;
    std::uint32_t before;  ///< Index of the entry of the same word that was added before; none: its own.
    std::uint16_t matcher;
  };
  std::uint16_t used_ = 0;
  std::vector<Entry> entries_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> last_of_word_;  ///< Into entries_; never iterated.
};

/// What is derived of a folded word alone.
struct WordFacts {
  std::vector<std::uint64_t> forms;      ///< Hashes of its clitic forms, fullest first.
  std::uint32_t plain_forms = 1;         ///< Of them, those that lack a conjunction at most; they come first.
  std::vector<std::uint64_t> skeletons;  ///< Hashes of its consonant skeletons of three letters or more.
  std::string stem;
  std::uint64_t begins = ~std::uint64_t{0};  ///< Bits of the matchers that may have a phrase which begins with it.
  std::vector<PhraseStart> starts;           ///< Where: by matcher, then by form, fullest first.
  std::uint64_t hash = 0;                    ///< Of the word.
  std::uint64_t stem_hash = 0;
  std::vector<std::uint64_t> bigrams;  ///< Letter bigrams of the stem, with multiplicity; sorted.
  std::uint64_t bigram_mask = 0;       ///< A bit a bigram, by hash: words without a common bit share none.
  std::uint32_t stem_letters = 0;
};

/// Forms under which a normalised word may stand in a lexicon: itself, then, for Arabic, without the conjunctions و ف
/// س, the prepositions ب ل ك and the article, as long as three letters remain (two after a conjunction), without
/// pronouns and without the alef of the accusative. Fullest first; `plain` receives the number of those that lack a
/// conjunction at most.
std::vector<std::string> clitic_forms(std::string_view word, std::string_view lang, std::uint32_t* plain = nullptr);

/// Derives the facts of words, each word once. Not for use by two threads at a time; references stay valid as long as
/// it lives.
class WordReader {
 public:
  /// `beginnings`, of the lexicon whose matchers will read the words, makes them quick; it must outlive the reader.
  /// Without it WordFacts::begins says nothing.
  explicit WordReader(std::string_view lang, const PhraseBeginnings* beginnings = nullptr)
      : lang_(lang), beginnings_(beginnings) {}
  const WordFacts& operator()(std::string_view folded);

 private:
  std::string lang_;
  const PhraseBeginnings* beginnings_;
  boost::unordered_flat_map<std::uint64_t, const WordFacts*> by_hash_;  ///< By word_hash; never iterated.
  std::deque<WordFacts> facts_;
};

}  // namespace tawatur
