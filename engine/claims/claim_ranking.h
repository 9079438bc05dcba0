#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "claims/statement.h"

namespace tawatur {

/// A statement and how likely it speaks of what another one speaks of.
struct RankedStatement {
  std::uint32_t statement = 0;
  std::int64_t score = 0;  ///< In millionths of an arbitrary unit: for order alone.
};

/// Finds which of many statements speak of what one of them speaks of, without comparing it with all: the cosine of
/// their letters (2- to 4-grams within words, weighted by rarity among the statements; Salton, Buckley 1988) proposes,
/// the alignment of their terms ranks. Letters bear other word forms, spellings and compounds; the alignment knows
/// synonyms and opposites. Immutable; safe to share between threads.
class ClaimRanking {
 public:
  /// The statements, weighed by weigh_terms, and the lexicon must outlive it. O(letters).
  ClaimRanking(std::span<const Statement> statements, const ClaimLexicon& lexicon);

  /// At most `most` statements, best first, then by number. O(postings of the query's letters), and an alignment for
  /// each of the 2 · most + 60 that its letters propose.
  std::vector<RankedStatement> rank(const Statement& query, std::size_t most) const;

 private:
  struct Posting {
    std::uint32_t statement;
    double weight;
  };
  using Letters = std::vector<std::pair<std::uint64_t, double>>;  ///< (n-gram, weight), by n-gram; of length 1.
  Letters letters_of(const Statement& statement) const;

  std::span<const Statement> statements_;
  const ClaimLexicon& lexicon_;
  boost::unordered_flat_map<std::uint64_t, std::vector<Posting>> postings_;  ///< By n-gram; only looked up.
};

}  // namespace tawatur
