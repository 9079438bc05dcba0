#include "claims/claim_groups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {

std::vector<ClaimGroup> group_claims(std::span<const Statement> statements, std::span<const ClaimCandidate> candidates,
                                     std::int64_t least_score, std::int64_t group_score, std::int64_t guest_score) {
  boost::unordered_flat_map<std::uint64_t, std::int64_t> score_of;  // Only looked up.
  score_of.reserve(candidates.size());
  const auto pair_key = [](std::uint32_t x, std::uint32_t y) {
    return std::uint64_t{std::min(x, y)} << 32 | std::max(x, y);
  };
  std::vector<const ClaimCandidate*> edges;
  for (const ClaimCandidate& candidate : candidates) {
    score_of.emplace(pair_key(candidate.a, candidate.b), candidate.score);
    if (candidate.score >= least_score) edges.push_back(&candidate);
  }
  std::sort(edges.begin(), edges.end(), [](const ClaimCandidate* x, const ClaimCandidate* y) {
    return std::tuple(-x->score, x->a, x->b) < std::tuple(-y->score, y->a, y->b);
  });
  const auto score = [&](std::uint32_t a, std::uint32_t b) {
    const auto found = score_of.find(pair_key(a, b));
    return found == score_of.end() ? std::int64_t{0} : found->second;
  };

  std::vector<std::uint32_t> group_of(statements.size());
  std::iota(group_of.begin(), group_of.end(), 0u);
  std::vector<std::vector<std::uint32_t>> groups(statements.size());
  for (std::uint32_t s = 0; s < statements.size(); ++s) groups[s] = {s};
  for (const ClaimCandidate* edge : edges) {
    const std::uint32_t into = std::min(group_of[edge->a], group_of[edge->b]);
    const std::uint32_t from = std::max(group_of[edge->a], group_of[edge->b]);
    if (into == from) continue;
    std::int64_t sum = 0, pairs = 0;
    for (const std::uint32_t x : groups[into])
      for (const std::uint32_t y : groups[from])
        if (statements[x].origin != statements[y].origin) sum += score(x, y), ++pairs;
    if (pairs == 0 || sum < group_score * pairs) continue;
    for (const std::uint32_t y : groups[from]) group_of[y] = into;
    groups[into].insert(groups[into].end(), groups[from].begin(), groups[from].end());
    groups[from].clear();
  }

  // A long sentence may state what several claims state: it stands in each whose members it meets as a whole.
  std::map<std::uint32_t, std::vector<const ClaimCandidate*>> edges_of;
  for (const ClaimCandidate* edge : edges) edges_of[edge->a].push_back(edge), edges_of[edge->b].push_back(edge);
  const auto hard_groups = groups;
  for (const auto& [s, own] : edges_of) {
    std::vector<std::uint32_t> near;
    for (const ClaimCandidate* edge : own) near.push_back(group_of[edge->a == s ? edge->b : edge->a]);
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const std::uint32_t g : near) {
      if (g == group_of[s]) continue;
      std::int64_t sum = 0, pairs = 0, best = 0;
      for (const std::uint32_t y : hard_groups[g])
        if (statements[s].origin != statements[y].origin) {
          const std::int64_t one = score(s, y);
          sum += one;
          best = std::max(best, one);
          ++pairs;
        }
      // Welcome to all, or close to one and no stranger to the others.
      if (pairs > 0 && (sum >= guest_score * pairs || (best >= 2 * guest_score && 2 * sum >= guest_score * pairs)))
        groups[g].push_back(s);
    }
  }

  std::vector<ClaimGroup> claims;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    auto& members = groups[g];
    if (members.size() < 2) continue;
    std::sort(members.begin(), members.end());
    ClaimGroup claim;
    std::int64_t best = -1;
    // A guest is no medoid: it could be that of two claims.
    for (const std::uint32_t x : members) {
      if (std::find(hard_groups[g].begin(), hard_groups[g].end(), x) == hard_groups[g].end()) continue;
      std::int64_t sum = 0;
      for (const std::uint32_t y : members)
        if (statements[x].origin != statements[y].origin) sum += score(x, y);
      if (sum > best) best = sum, claim.medoid = x;
    }
    claim.members = std::move(members);
    claims.push_back(std::move(claim));
  }
  std::sort(claims.begin(), claims.end(),
            [](const ClaimGroup& x, const ClaimGroup& y) { return x.members.front() < y.members.front(); });
  return claims;
}

}  // namespace tawatur
