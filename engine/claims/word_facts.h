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

/// A bit that tells of most words at once that they aren't among some.
constexpr std::uint64_t word_bit(std::uint64_t hash) { return std::uint64_t{1} << (hash >> 58); }

/// A set of matchers, by the numbers that PhraseBeginnings gives them.
class MatcherSet {
 public:
  static constexpr std::uint8_t capacity = 128;

  static MatcherSet all() {
    MatcherSet set;
    set.bits_.fill(~std::uint64_t{0});
    return set;
  }
  void add(std::uint8_t matcher) { bits_[matcher / 64] |= std::uint64_t{1} << matcher % 64; }
  void add(const MatcherSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  bool has(std::uint8_t matcher) const { return (bits_[matcher / 64] >> matcher % 64 & 1) != 0; }
  MatcherSet operator&(const MatcherSet& other) const {
    MatcherSet both;
    for (std::size_t i = 0; i < bits_.size(); ++i) both.bits_[i] = bits_[i] & other.bits_[i];
    return both;
  }
  /// Calls visit(matcher) for each.
  template <typename Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < bits_.size(); ++i)
      for (std::uint64_t left = bits_[i]; left != 0; left &= left - 1)
        visit(64 * i + static_cast<std::size_t>(std::countr_zero(left)));
  }

 private:
  std::array<std::uint64_t, capacity / 64> bits_{};
};

/// That a phrase of a matcher begins with a form of a word.
struct PhraseStart {
  static constexpr std::uint8_t most_values = 2;
  std::uint32_t node = 0;                           ///< The matcher's, behind the word.
  std::array<std::uint32_t, most_values> values{};  ///< Of the word alone, where it has no more; ascending.
  std::uint8_t matcher = 0;                         ///< As PhraseBeginnings numbers them.
  std::uint8_t form = 0;                            ///< Index into WordFacts::forms.
  std::uint8_t alone = 0;        ///< How many values the word alone has; most_values + 1 where more; 0: it is none.
  std::uint64_t next_words = 0;  ///< Bits, as word_bit has them, of those with which longer phrases go on.
};

struct WordFacts;
class NumberReader;
class DateReader;
class DocumentFrequencies;

/// With which words the phrases of matchers begin: most words begin none, and to know it once a word saves looking the
/// word up in every matcher. Filled while a lexicon is built, then immutable.
class PhraseBeginnings {
 public:
  static constexpr std::uint8_t most_matchers = MatcherSet::capacity;

  /// The number of a new matcher; most_matchers when there is none left.
  std::uint8_t next_matcher() { return used_ < most_matchers ? used_++ : most_matchers; }

  /// Tells how phrases of start.matcher begin with the word; of `start` the form does not count.
  void add(std::uint64_t word, const PhraseStart& start);

  /// Tells that a phrase of the matcher has the word behind its first one.
  void add_inner(std::uint64_t word, std::uint8_t matcher) { inner_[word].add(matcher); }

  /// Tells that words of the two stems are looked for as a pair.
  void add_pair(std::uint64_t stem, std::uint64_t other);

  /// Lets it be known of which words numbers and dates may be made, and how rare words are. All must outlive it.
  void register_readers(const NumberReader& numbers, const DateReader& dates, const DocumentFrequencies& frequencies) {
    numbers_ = &numbers, dates_ = &dates, frequencies_ = &frequencies;
  }

  /// Fills what WordFacts has of phrases, numbers, dates and rarity; `folded` is the word, of which the rest is known.
  void find(std::string_view folded, WordFacts& word) const;

 private:
  struct Entry {
    PhraseStart start;
    std::uint32_t before;  ///< Index of the entry of the same word that was added before; none: its own.
  };
  std::uint8_t used_ = 0;
  std::vector<Entry> entries_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> last_of_word_;  ///< Into entries_; never iterated.
  boost::unordered_flat_map<std::uint64_t, MatcherSet> inner_;            ///< Only looked up.
  boost::unordered_flat_map<std::uint64_t, std::uint64_t> pair_stems_;    ///< As in WordFacts; only looked up.
  const NumberReader* numbers_ = nullptr;
  const DateReader* dates_ = nullptr;
  const DocumentFrequencies* frequencies_ = nullptr;
};

/// What is derived of a folded word alone. Most words have all of it in one block of memory; what is asked of every
/// word of a sentence stands in front, in few lines of the cache.
struct alignas(64) WordFacts {
  template <typename T, std::size_t usual>
  using List = boost::container::small_vector<T, usual>;

  MatcherSet alone = MatcherSet::all();         ///< Those of which it may be a phrase.
  MatcherSet leads_on = MatcherSet::all();      ///< ... that may have a longer phrase which begins with it.
  MatcherSet continues = MatcherSet::all();     ///< ... that may have a phrase with it behind the first word.
  std::uint64_t form_bits = ~std::uint64_t{0};  ///< The word_bit of each form; all where they weren't asked for.
  std::uint32_t plain_forms = 1;  ///< Of the forms, those that lack a conjunction at most; they come first.
  bool indexed = false;           ///< Whether it was read with PhraseBeginnings.
  bool may_count = true;          ///< NumberReader::may_count.
  bool may_date = true;           ///< DateReader::may_date.
  std::uint64_t hash = 0;         ///< Of the word.
  std::uint64_t stem_hash = 0;
  /// A bit a bigram in each, by two hashes: words without a common bit in one of them share none.
  std::array<std::uint64_t, 2> bigram_masks{};
  std::uint64_t pair_stems = ~std::uint64_t{0};  ///< Bits of the stems with which it may be a pair that is looked for.
  double rarity = -1;  ///< DocumentFrequencies::inverse of its stem; below 0 where it wasn't asked for.
  std::uint32_t stem_letters = 0;
  List<std::uint64_t, 4> forms;      ///< Hashes of its clitic forms, fullest first.
  List<std::uint64_t, 2> skeletons;  ///< Hashes of its consonant skeletons of three letters or more.
  List<PhraseStart, 6> starts;       ///< Of phrases: by matcher, then by form, fullest first.
  List<std::uint64_t, 4> bigrams;    ///< Letter bigrams of the stem, with multiplicity; sorted.
  std::string stem;

  /// Whether the two may be such a pair.
  bool may_pair(const WordFacts& other) const { return (pair_stems & word_bit(other.stem_hash)) != 0; }
};

/// The words of a text, read, with an index of where phrases may begin: most matchers find nothing in a sentence, and
/// know it from one look.
class WordSequence {
 public:
  static constexpr std::uint32_t indexed_words = 64;  ///< The first ones.

  void reserve(std::size_t words) { words_.reserve(words); }

  /// Appends a word; it must outlive the sequence.
  void push_back(const WordFacts* word) {
    indexed_ = indexed_ && word->indexed;
    // A word that is no phrase by itself begins one where the next word may follow it.
    if (!words_.empty()) add(words_.size() - 1, words_.back()->leads_on & word->continues);
    add(words_.size(), word->alone);
    words_.push_back(word);
  }

  std::size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }
  const WordFacts* operator[](std::size_t i) const { return words_[i]; }
  auto begin() const { return words_.begin(); }
  auto end() const { return words_.end(); }

  /// Whether beginning_with() tells of the first indexed_words words; not if one was read without PhraseBeginnings.
  bool indexed() const { return indexed_; }

  /// Bit i: a phrase of the matcher may begin with word i and stand whole behind it.
  std::uint64_t beginning_with(std::uint8_t matcher) const { return beginning_with_[matcher]; }

 private:
  void add(std::size_t word, const MatcherSet& matchers) {
    if (!indexed_ || word >= indexed_words) return;
    matchers.each([&](std::size_t matcher) { beginning_with_[matcher] |= std::uint64_t{1} << word; });
  }

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
  /// Without it WordFacts say nothing of phrases.
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
