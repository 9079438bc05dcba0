#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tawatur {

/// Hash under which a folded word or phrase is looked up: XXH3, 64 bits. Two words that collide would be taken for one;
/// among the words of a language that does not happen.
std::uint64_t word_hash(std::string_view folded);

/// What is derived of a folded word alone.
struct WordFacts {
  std::vector<std::uint64_t> forms;      ///< Hashes of its clitic forms, fullest first.
  std::uint32_t plain_forms = 1;         ///< Of them, those that lack a conjunction at most; they come first.
  std::vector<std::uint64_t> skeletons;  ///< Hashes of its consonant skeletons of three letters or more.
  std::string stem;
  std::uint64_t hash = 0;  ///< Of the word.
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
  explicit WordReader(std::string_view lang) : lang_(lang) {}
  const WordFacts& operator()(std::string_view folded);

 private:
  std::string lang_;
  std::unordered_map<std::string, WordFacts> facts_;
};

}  // namespace tawatur
