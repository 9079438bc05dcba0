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

std::vector<ExactPair> containment_join(std::span<const ShingleSet> sets, double containment, std::uint32_t least) {
  if (!(containment > 0 && containment <= 1)) throw std::invalid_argument("containment must lie in (0, 1]");
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> frequencies;  // looked up, never iterated
  for (const ShingleSet& set : sets)
    for (const std::uint64_t hash : set) ++frequencies[hash];

  const auto wanted = [&](const ShingleSet& set) {
    return static_cast<std::size_t>(std::ceil(containment * static_cast<double>(set.size()) - rounding));
  };
  std::vector<std::pair<std::uint64_t, std::uint32_t>> postings;
  for (std::uint32_t i = 0; i < sets.size(); ++i) {
    if (sets[i].empty() || sets[i].size() < least) continue;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> rarest;
    for (const std::uint64_t hash : sets[i])
      if (const std::uint32_t frequency = frequencies.find(hash)->second; frequency > 1)
        rarest.emplace_back(frequency, hash);
    if (rarest.size() < wanted(sets[i])) continue;
    std::sort(rarest.begin(), rarest.end());
    rarest.resize(rarest.size() - wanted(sets[i]) + 1);
    for (const auto& [frequency, hash] : rarest) postings.emplace_back(hash, i);
  }
  std::sort(postings.begin(), postings.end());
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> begins;
  for (std::uint32_t i = 0; i < postings.size(); ++i) begins.emplace(postings[i].first, i);

  std::vector<std::vector<ExactPair>> found(sets.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, sets.size(), 16), [&](const auto& range) {
    std::vector<std::uint32_t> held;
    for (std::size_t whole = range.begin(); whole < range.end(); ++whole) {
      held.clear();
      for (const std::uint64_t hash : sets[whole])
        if (const auto begin = begins.find(hash); begin != begins.end())
          for (std::size_t i = begin->second; i < postings.size() && postings[i].first == hash; ++i)
            if (postings[i].second != whole) held.push_back(postings[i].second);
      std::sort(held.begin(), held.end());
      held.erase(std::unique(held.begin(), held.end()), held.end());
      for (const std::uint32_t part : held) {
        const std::uint32_t shared = shared_shingles(sets[part], sets[whole]);
        if (shared < wanted(sets[part])) continue;
        const auto all = static_cast<double>(sets[part].size() + sets[whole].size() - shared);
        const auto other = static_cast<std::uint32_t>(whole);
        found[whole].push_back({std::min(part, other), std::max(part, other), shared, shared / all});
      }
    }
  });
  std::vector<ExactPair> pairs;
  for (const auto& one : found) pairs.insert(pairs.end(), one.begin(), one.end());
  const auto places = [](const ExactPair& pair) { return std::pair(pair.a, pair.b); };
  std::sort(pairs.begin(), pairs.end(), [&](const ExactPair& x, const ExactPair& y) { return places(x) < places(y); });
  pairs.erase(std::unique(pairs.begin(), pairs.end(),
                          [&](const ExactPair& x, const ExactPair& y) { return places(x) == places(y); }),
              pairs.end());
  return pairs;
}

}  // namespace tawatur
