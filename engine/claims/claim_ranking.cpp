#include "claims/claim_ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <xxhash.h>

#include "claims/term_alignment.h"

namespace tawatur {
namespace {

constexpr std::size_t shortest = 2, longest = 4;  // Letters of an n-gram, the ends of words among them.
// What the alignment counts for beside the letters: a conditional logit over the 80 nearest headlines of each headline
// of the training part of ANS (Khouja 2020).
constexpr double alignment_share = 0.53;

/// How often each n-gram stands in the words; n-grams as hashes of their bytes.
std::map<std::uint64_t, std::uint32_t> count_grams(const NormalisedText& words) {
  std::map<std::uint64_t, std::uint32_t> counts;
  for (std::size_t token = 0; token < words.tokens.size(); ++token) {
    const std::string word = " " + std::string(words.word(token)) + " ";
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < word.size(); ++i)
      if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) starts.push_back(i);
    starts.push_back(word.size());
    for (std::size_t length = shortest; length <= longest; ++length)
      for (std::size_t i = 0; i + length < starts.size(); ++i)
        ++counts[XXH3_64bits(word.data() + starts[i], starts[i + length] - starts[i])];
  }
  return counts;
}

}  // namespace

ClaimRanking::ClaimRanking(std::span<const Statement> statements, const ClaimLexicon& lexicon)
    : statements_(statements), lexicon_(lexicon) {
  // First how many statements have an n-gram, then with what weight.
  std::vector<std::map<std::uint64_t, std::uint32_t>> counts;
  for (const Statement& statement : statements) counts.push_back(count_grams(statement.words));
  for (std::uint32_t i = 0; i < counts.size(); ++i)
    for (const auto& [gram, count] : counts[i]) postings_[gram].push_back({i, 0});
  std::vector<Letters> letters;
  for (const Statement& statement : statements) letters.push_back(letters_of(statement));
  for (auto& [gram, postings] : postings_)
    for (Posting& posting : postings) {
      const Letters& of = letters[posting.statement];
      posting.weight = std::lower_bound(of.begin(), of.end(), std::pair(gram, 0.0))->second;
    }
}

ClaimRanking::Letters ClaimRanking::letters_of(const Statement& statement) const {
  Letters letters;
  double squares = 0;
  const double all = 1 + static_cast<double>(statements_.size());
  for (const auto& [gram, count] : count_grams(statement.words)) {
    const auto known = postings_.find(gram);
    const double having = known == postings_.end() ? 0 : static_cast<double>(known->second.size());
    const double weight = (1 + std::log(static_cast<double>(count))) * std::log(all / (1 + having)) + 1e-9;
    letters.emplace_back(gram, weight);
    squares += weight * weight;
  }
  for (auto& [gram, weight] : letters) weight /= std::sqrt(squares);
  return letters;
}

std::vector<RankedStatement> ClaimRanking::rank(const Statement& query, std::size_t most) const {
  std::vector<double> cosine(statements_.size(), 0);
  for (const auto& [gram, weight] : letters_of(query))
    if (const auto known = postings_.find(gram); known != postings_.end())
      for (const Posting& posting : known->second) cosine[posting.statement] += weight * posting.weight;
  std::vector<RankedStatement> ranked;
  for (std::uint32_t i = 0; i < cosine.size(); ++i)
    if (cosine[i] > 0) ranked.push_back({i, std::llround(1e6 * cosine[i])});
  const auto best_first = [](const RankedStatement& x, const RankedStatement& y) {
    return std::tuple(-x.score, x.statement) < std::tuple(-y.score, y.statement);
  };
  const auto keep = [&](std::size_t count) {
    count = std::min(count, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(count), ranked.end(), best_first);
    ranked.resize(count);
  };
  keep(2 * most + 60);
  for (RankedStatement& one : ranked)
    one.score += std::llround(1e6 * alignment_share * align_terms(query, statements_[one.statement], lexicon_).score);
  keep(most);
  return ranked;
}

}  // namespace tawatur
