#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "claims/phrase_matcher.h"

namespace tawatur {

/// A predicate phrase found in a text: its head, the word that tells what else stands in it, and its set.
struct PredicateMatch {
  std::uint32_t first = 0;  ///< Tokens [first, last) of a phrase of words; [first, first + 1) of a pair.
  std::uint32_t last = 0;
  std::uint32_t other = 0;  ///< Token of the pair's second word; first where there is none.
  std::uint32_t value = 0;
};

/// Those of a headline lie where they are declared.
using PredicateMatches = boost::container::small_vector<PredicateMatch, 8>;

/// Phrases that tell of one happening («دخل حيز التنفيذ», "took effect"). A phrase of two content words is found by
/// their stems in any order, a few words apart: "filed a lawsuit", "the lawsuit was filed"; others as they are written.
/// Built once, then immutable and safe to share between threads.
class PredicatePhrases {
 public:
  /// `words` are the phrase's, stop[i] tells which of them are function words.
  void add(std::string_view phrase, const WordSequence& words, std::span<const std::uint8_t> stop, std::uint32_t set);

  /// Lets the words of its phrases be known at once. Called once, after the last add().
  void register_with(PhraseBeginnings& beginnings);

  /// By (first, last, other, value). closed_before[i]: a clause ends before word i. over[i]: a verb is found no
  /// phrase of a verb and its preposition, which the subject may part («حصل اللاعبون على»), goes over the word; empty:
  /// none is parted. O(words).
  PredicateMatches find(const WordSequence& words, std::span<const std::uint8_t> stop,
                        std::span<const std::uint8_t> closed_before, std::span<const std::uint8_t> over) const;

 private:
  using Sets = boost::container::small_vector<std::uint32_t, 2>;
  static std::uint64_t key(const WordFacts& x, const WordFacts& y);

  PhraseMatcher phrases_;
  boost::unordered_flat_map<std::uint64_t, Sets> pairs_;        ///< By both stems; only looked up.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> stems_;  ///< Of the pairs.
};

}  // namespace tawatur
