#include "support/slow_claims.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tawatur::slow {

std::vector<Match> longest_phrases(const std::vector<std::vector<std::string>>& forms, const std::vector<Phrase>& phrases) {
  const auto stands_for = [&](std::size_t word, const std::string& form) {
    return std::find(forms[word].begin(), forms[word].end(), form) != forms[word].end();
  };
  std::vector<Match> found;
  for (std::size_t first = 0; first < forms.size(); ++first)
    for (const std::string& form : forms[first]) {
      std::size_t longest = 0;
      std::set<std::uint32_t> values;
      for (const Phrase& phrase : phrases) {
        bool fits = phrase.words.front() == form && first + phrase.words.size() <= forms.size();
        for (std::size_t i = 1; fits && i < phrase.words.size(); ++i) fits = stands_for(first + i, phrase.words[i]);
        if (!fits || phrase.words.size() < longest) continue;
        if (phrase.words.size() > longest) values.clear();
        longest = phrase.words.size();
        values.insert(phrase.value);
      }
      if (longest == 0) continue;
      for (const std::uint32_t value : values)
        found.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + longest), value});
      break;
    }
  return found;
}

Groups average_link(const std::vector<std::uint32_t>& origin_of, const std::vector<std::vector<std::int64_t>>& scores,
                    std::int64_t least_score, std::int64_t group_score, std::int64_t guest_score) {
  const auto n = static_cast<std::uint32_t>(origin_of.size());
  std::vector<std::set<std::uint32_t>> groups(n);
  for (std::uint32_t s = 0; s < n; ++s) groups[s] = {s};
  const auto group_with = [&](std::uint32_t s) {
    std::size_t g = 0;
    while (!groups[g].contains(s)) ++g;
    return g;
  };

  std::vector<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t a = 0; a < n; ++a)
    for (std::uint32_t b = a + 1; b < n; ++b)
      if (origin_of[a] != origin_of[b] && scores[a][b] >= least_score) edges.emplace_back(-scores[a][b], a, b);
  std::sort(edges.begin(), edges.end());
  for (const auto& [negative, a, b] : edges) {
    const std::size_t x = group_with(a), y = group_with(b);
    if (x == y) continue;
    std::int64_t sum = 0, pairs = 0;
    for (const std::uint32_t i : groups[x])
      for (const std::uint32_t j : groups[y])
        if (origin_of[i] != origin_of[j]) sum += scores[i][j], ++pairs;
    if (sum < group_score * pairs) continue;
    groups[x].insert(groups[y].begin(), groups[y].end());
    groups[y].clear();
  }

  std::vector<std::set<std::uint32_t>> with_guests = groups;
  for (std::uint32_t s = 0; s < n; ++s)
    for (std::size_t g = 0; g < n; ++g) {
      if (groups[g].contains(s)) continue;
      std::int64_t sum = 0, pairs = 0, best = 0;
      for (const std::uint32_t i : groups[g])
        if (origin_of[i] != origin_of[s]) sum += scores[s][i], ++pairs, best = std::max(best, scores[s][i]);
      if (pairs == 0) continue;
      if (sum >= guest_score * pairs || (best >= 2 * guest_score && 2 * sum >= guest_score * pairs))
        with_guests[g].insert(s);
    }

  std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> claims;
  for (std::size_t g = 0; g < with_guests.size(); ++g) {
    const auto& group = with_guests[g];
    if (group.size() < 2) continue;
    std::int64_t best = -1;
    std::uint32_t medoid = 0;
    for (const std::uint32_t x : groups[g]) {
      std::int64_t sum = 0;
      for (const std::uint32_t y : group)
        if (origin_of[x] != origin_of[y]) sum += scores[x][y];
      if (sum > best) best = sum, medoid = x;
    }
    claims.emplace_back(std::vector<std::uint32_t>(group.begin(), group.end()), medoid);
  }
  std::sort(claims.begin(), claims.end());
  Groups result;
  for (auto& [members, medoid] : claims) {
    result.members.push_back(std::move(members));
    result.medoids.push_back(medoid);
  }
  return result;
}

}  // namespace tawatur::slow
