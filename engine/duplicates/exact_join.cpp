#include "duplicates/exact_join.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "sketch/shingles.h"

namespace tawatur {
namespace {

// Forgives the rounding of a product such as 0.7 * 10, as the thresholds of duplicates do.
constexpr double rounding = 1e-9;

}  // namespace

ExactIndex::ExactIndex(std::span<const ShingleSet> sets, double threshold) : sets_(sets), threshold_(threshold) {
  if (!(threshold > 0 && threshold <= 1)) throw std::invalid_argument("the threshold of a join must lie in (0, 1]");
  for (const ShingleSet& set : sets)
    for (const std::uint64_t hash : set) ++members_[hash].sets;

  std::vector<std::vector<std::uint64_t>> prefixes(sets.size());
  tbb::parallel_for(std::size_t{0}, sets.size(), [&](std::size_t i) { prefixes[i] = prefix(sets[i]); });
  std::size_t total = 0;
  for (const auto& one : prefixes) {
    total += one.size();
    for (const std::uint64_t hash : one) ++members_[hash].postings;
  }
  if (total > 0xFFFFFFFFu) throw std::length_error("too many shingles for an exact join");
  postings_.resize(total);
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    for (const std::uint64_t hash : prefixes[i]) {
      Member& member = members_[hash];
      if (member.begin == 0 && member.postings > 0) {  // met for the first time: its place begins here
        member.begin = end + 1;
        end += member.postings;
        member.postings = 0;
      }
      postings_[member.begin - 1 + member.postings++] = static_cast<std::uint32_t>(i);
    }
  }
}

std::vector<std::uint64_t> ExactIndex::prefix(const ShingleSet& set) const {
  if (set.empty()) return {};
  const auto size = static_cast<double>(set.size());
  const auto length = set.size() - static_cast<std::size_t>(std::ceil(threshold_ * size - rounding)) + 1;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> ordered;
  ordered.reserve(set.size());
  for (const std::uint64_t hash : set) {
    const auto member = members_.find(hash);
    ordered.emplace_back(member == members_.end() ? 0 : member->second.sets, hash);
  }
  const auto end = ordered.begin() + static_cast<std::ptrdiff_t>(std::min(length, ordered.size()));
  std::nth_element(ordered.begin(), end - 1, ordered.end());
  std::vector<std::uint64_t> result;
  result.reserve(length);
  for (auto it = ordered.begin(); it != end; ++it) result.push_back(it->second);
  return result;
}

void ExactIndex::find(const ShingleSet& query, std::uint32_t end, std::vector<Neighbour>& found) const {
  found.clear();
  const auto size = static_cast<double>(query.size());
  for (const std::uint64_t hash : prefix(query)) {
    const auto member = members_.find(hash);
    if (member == members_.end()) continue;
    const std::uint32_t* posting = postings_.data() + member->second.begin - (member->second.begin > 0);
    for (std::uint32_t left = member->second.postings; left > 0 && *posting < end; --left, ++posting) {
      const auto other = static_cast<double>(sets_[*posting].size());
      if (other >= threshold_ * size - rounding && size >= threshold_ * other - rounding)
        found.push_back({*posting, 0});
    }
  }
  std::sort(found.begin(), found.end(), [](Neighbour a, Neighbour b) { return a.set < b.set; });
  found.erase(std::unique(found.begin(), found.end(), [](Neighbour a, Neighbour b) { return a.set == b.set; }),
              found.end());
  std::erase_if(found, [&](Neighbour& one) {
    one.shared = shared_shingles(query, sets_[one.set]);
    const double all = size + static_cast<double>(sets_[one.set].size()) - one.shared;
    return one.shared < threshold_ * all - rounding;
  });
}

std::vector<ExactPair> exact_join(std::span<const ShingleSet> sets, double threshold) {
  const ExactIndex index(sets, threshold);
  std::vector<std::vector<ExactPair>> parts(sets.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, sets.size(), 16), [&](const auto& range) {
    std::vector<ExactIndex::Neighbour> found;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      index.find(sets[i], static_cast<std::uint32_t>(i), found);
      for (const auto [other, shared] : found) {
        const double all = static_cast<double>(sets[i].size() + sets[other].size() - shared);
        parts[i].push_back({other, static_cast<std::uint32_t>(i), shared, shared / all});
      }
    }
  });
  std::vector<ExactPair> pairs;
  for (const auto& part : parts) pairs.insert(pairs.end(), part.begin(), part.end());
  std::sort(pairs.begin(), pairs.end(),
            [](const ExactPair& x, const ExactPair& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
  return pairs;
}

}  // namespace tawatur
