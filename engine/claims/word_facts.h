#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {

/// Hash under which a folded word or phrase is looked up: XXH3, 64 bits. Two words that collide would be taken for one;
/// among the words of a language that does not happen.
std::uint64_t word_hash(std::string_view folded);

/// That a phrase of a matcher begins with a form of a word.
struct PhraseStart {
  std::uint32_t node = 0;    ///< The matcher's, behind the word; of a whole phrase: its value.
  std::uint8_t matcher = 0;  ///< As PhraseBeginnings numbers them.
  std::uint8_t form = 0;     ///< Index into WordFacts::forms.
  bool whole = false;        ///< The word is the phrase, it has one value, and no longer one begins with it.
  bool open = false;         ///< The word alone is none.
};

struct WordFacts;

/// With which words the phrases of up to 64 matchers begin: most words begin none, and to know it once a word saves
/// looking the word up in every matcher. Filled while a lexicon is built, then immutable.
class PhraseBeginnings {
 public:
  static constexpr std::uint8_t most_matchers = 64;

  /// The number of a new matcher; most_matchers when there is none left.
  std::uint8_t next_matcher() { return used_ < most_matchers ? used_++ : most_matchers; }
  /// `node`, `whole` and `open` as in PhraseStart.
  void add(std::uint64_t word, std::uint8_t matcher, std::uint32_t node, bool whole, bool open);

  /// Tells that a phrase of the matcher has the word behind its first one.
  void add_inner(std::uint64_t word, std::uint8_t matcher) { inner_[word] |= std::uint64_t{1} << matcher; }

  /// Tells that words of the two stems are looked for as a pair.
  void add_pair(std::uint64_t stem, std::uint64_t other);

  /// Fills `starts`, `begins` and `continues` from the forms of a word, `pair_stems` from its stem.
  void find(WordFacts& word) const;

 private:
  struct Entry {
    std::uint32_t node;
    std::uint32_t before;  ///< Index of the entry of the same word that was added before; none: its own.
    std::uint8_t matcher;
    bool whole, open;
  };
  std::uint8_t used_ = 0;
  std::vector<Entry> entries_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> last_of_word_;  ///< Into entries_; never iterated.
  boost::unordered_flat_map<std::uint64_t, std::uint64_t> inner_;         ///< Bits of matchers; only looked up.
  boost::unordered_flat_map<std::uint64_t, std::uint64_t> pair_stems_;    ///< As in WordFacts; only looked up.
};

/// What is derived of a folded word alone. Most words have all of it in one block of memory.
struct WordFacts {
  template <typename T, std::size_t usual>
  using List = boost::container::small_vector<T, usual>;

  List<std::uint64_t, 4> forms;                 ///< Hashes of its clitic forms, fullest first.
  std::uint32_t plain_forms = 1;                ///< Of them, those that lack a conjunction at most; they come first.
  std::uint64_t begins = ~std::uint64_t{0};     ///< Bits of the matchers that may have a phrase which begins with it.
  std::uint64_t continues = ~std::uint64_t{0};  ///< ... that may have a phrase with it behind the first word.
  List<PhraseStart, 8> starts;                  ///< Where: by matcher, then by form, fullest first.
  List<std::uint64_t, 2> skeletons;             ///< Hashes of its consonant skeletons of three letters or more.
  std::string stem;
  std::uint64_t hash = 0;  ///< Of the word.
  std::uint64_t stem_hash = 0;
  List<std::uint64_t, 4> bigrams;  ///< Letter bigrams of the stem, with multiplicity; sorted.
  std::uint64_t bigram_mask = 0;   ///< A bit a bigram, by hash: words without a common bit share none.
  std::uint32_t stem_letters = 0;
  std::uint64_t pair_stems = ~std::uint64_t{0};  ///< Bits of the stems with which it may be a pair that is looked for.

  /// Whether the two may be such a pair.
  bool may_pair(const WordFacts& other) const { return (pair_stems & stem_bit(other.stem_hash)) != 0; }
  static std::uint64_t stem_bit(std::uint64_t stem) { return std::uint64_t{1} << (stem >> 58); }
};

/// The words of a text, read, with an index of where phrases may begin: most matchers find nothing in a sentence, and
/// know it from one look.
class WordSequence {
 public:
  static constexpr std::uint32_t indexed_words = 64;  ///< The first ones.

  void reserve(std::size_t words) { words_.reserve(words); }

  /// Appends a word; it must outlive the sequence.
  void push_back(const WordFacts* word) {
    if (word->begins == ~std::uint64_t{0})
      indexed_ = false;
    else if (words_.size() < indexed_words)
      for (std::uint64_t left = word->begins; left != 0; left &= left - 1)
        beginning_with_[static_cast<std::size_t>(std::countr_zero(left))] |= std::uint64_t{1} << words_.size();
    words_.push_back(word);
  }

  std::size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }
  const WordFacts* operator[](std::size_t i) const { return words_[i]; }
  auto begin() const { return words_.begin(); }
  auto end() const { return words_.end(); }

  /// Whether beginning_with() tells of the first indexed_words words; not if one was read without PhraseBeginnings.
  bool indexed() const { return indexed_; }

  /// Bit i: a phrase of the matcher may begin with word i.
  std::uint64_t beginning_with(std::uint8_t matcher) const { return beginning_with_[matcher]; }

 private:
  std::vector<const WordFacts*> words_;
  std::array<std::uint64_t, PhraseBeginnings::most_matchers> beginning_with_{};
  bool indexed_ = true;
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
