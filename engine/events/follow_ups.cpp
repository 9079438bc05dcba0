#include "events/follow_ups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <tbb/parallel_for.h>

namespace tawatur {
namespace {

constexpr std::int64_t longest_silence_s = 48 * 3600;
constexpr std::int64_t least_gap_s = 12 * 3600;     // Between first reports; below it one event is told in two ways.
constexpr std::int64_t longest_gap_s = 14 * 86400;  // A story that rests longer is told as a new one; statistics and
                                                    // meetings come back after a month.
constexpr std::int64_t least_lead_e6 = 150'000;     // Over events of other stories: what is near to many is of a kind.
constexpr std::size_t standing_members = 5;
// Follow-ups say .64 and more of what several headlines have in common, a look-alike of another town .37. One headline
// alone doesn't tell its words of the story from others; of follow-ups that say less of it four of five are none.
constexpr double least_headline_share = 0.5, least_share_of_one = 0.3;

/// Up to standing_members of a cluster.
std::vector<std::uint32_t> standing(const std::vector<std::uint32_t>& members) {
  const std::size_t count = std::min(standing_members, members.size());
  std::vector<std::uint32_t> some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(members[i * members.size() / count]);
  return some;
}

/// Of the terms that most titles of an event have, the share by weight that texts say: what a story is about stays,
/// while the place of a look-alike is another one. 1 when the titles share none.
double headline_share(const EventGraph& graph, const std::vector<std::uint32_t>& event,
                      const std::vector<std::uint32_t>& texts) {
  struct Term {
    double weight = 0;
    std::size_t titles = 0;
  };
  std::map<TermKey, Term> terms;
  for (const std::uint32_t node : event) {
    const PackedVector title = graph.features(node).vector(EventFeatures::title);
    for (std::size_t i = 0; i < title.size(); ++i) {
      Term& term = terms[title.key(i)];
      term.weight = static_cast<double>(title.units(i)) * static_cast<double>(title.unit);
      ++term.titles;
    }
  }
  double all = 0, said = 0;
  for (const auto& [key, term] : terms) {
    if (5 * term.titles < 3 * event.size()) continue;
    const double weight = term.weight * static_cast<double>(term.titles);
    std::size_t found = 0;
    for (const std::uint32_t node : texts) {
      const PackedVector words = graph.features(node).vector(EventFeatures::terms);
      found += words.find(key) < words.size();
    }
    all += weight;
    said += weight * static_cast<double>(found) / static_cast<double>(texts.size());
  }
  return all > 0 ? said / all : 1;
}

}  // namespace

std::vector<std::uint32_t> split_at_silences(const EventGraph& graph, const ScorePair& score,
                                             std::span<const std::uint32_t> cluster_of) {
  std::vector<std::vector<std::uint32_t>> members(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) members[cluster_of[node]].push_back(node);
  std::vector<std::uint32_t> part_of(cluster_of.begin(), cluster_of.end());
  for (const auto& nodes : members) {
    std::vector<std::vector<std::uint32_t>> parts;  // Nodes are numbered by time, the undated last.
    std::vector<std::uint32_t> undated;
    for (const std::uint32_t node : nodes) {
      const auto published = graph.end(node).published_s;
      if (!published) {
        undated.push_back(node);
      } else if (parts.empty() || *published - *graph.end(parts.back().back()).published_s > longest_silence_s) {
        parts.push_back({node});
      } else {
        parts.back().push_back(node);
      }
    }
    if (parts.size() < 2) continue;
    const std::vector<std::vector<std::uint32_t>> dated = parts;
    for (const std::uint32_t node : undated) {
      std::size_t best = 0;
      std::int64_t best_mean = -1;
      for (std::size_t i = 0; i < dated.size(); ++i) {
        const std::vector<std::uint32_t> others = standing(dated[i]);
        std::int64_t sum = 0;
        for (const std::uint32_t other : others) sum += score(std::min(node, other), std::max(node, other));
        if (const std::int64_t mean = sum / static_cast<std::int64_t>(others.size()); mean > best_mean) {
          best = i;
          best_mean = mean;
        }
      }
      parts[best].push_back(node);
    }
    for (const auto& part : parts)
      for (const std::uint32_t node : part) part_of[node] = part.front();
  }
  return part_of;
}

std::vector<Edge> edges_within_silences(const EventGraph& graph, std::span<const std::uint32_t> cluster_of,
                                        std::span<const Edge> edges) {
  struct Period {
    std::uint32_t nodes = 0;
    std::optional<std::int64_t> first, last;
  };
  std::vector<Period> periods(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    Period& period = periods[cluster_of[node]];
    ++period.nodes;
    if (const auto published = graph.end(node).published_s) {  // Nodes are numbered by time.
      if (!period.first) period.first = published;
      period.last = published;
    }
  }
  std::vector<Edge> kept;
  for (const Edge& edge : edges) {
    const Period &a = periods[cluster_of[edge.a]], &b = periods[cluster_of[edge.b]];
    if (a.nodes > 1 && b.nodes > 1) continue;
    const bool parted =
        a.first && b.first && (*b.first - *a.last > longest_silence_s || *a.first - *b.last > longest_silence_s);
    if (!parted) kept.push_back(edge);
  }
  return kept;
}

std::vector<std::optional<std::uint32_t>> find_parents(const EventGraph& graph, const EdgeModel& model,
                                                       std::span<const Edge> timeless,
                                                       std::span<const std::uint32_t> cluster_of) {
  std::vector<std::vector<std::uint32_t>> members(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) members[cluster_of[node]].push_back(node);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // Earlier and later cluster: nodes are numbered by time.
  for (const Edge& edge : timeless) {
    const std::uint32_t a = cluster_of[edge.a], b = cluster_of[edge.b];
    if (a != b) pairs.emplace_back(std::min(a, b), std::max(a, b));
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  std::erase_if(pairs, [&graph](const auto& pair) {
    const auto from = graph.end(pair.first).published_s, to = graph.end(pair.second).published_s;
    return !from || !to || *to - *from < least_gap_s || *to - *from > longest_gap_s;
  });
  std::vector<std::int64_t> means(pairs.size());
  tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t p) {
    const auto [earlier, later] = pairs[p];
    const std::vector<std::uint32_t> old_texts = standing(members[earlier]), new_texts = standing(members[later]);
    const std::size_t count = old_texts.size() * new_texts.size();
    std::int64_t sum = 0;
    std::size_t elsewhere = 0;
    for (const std::uint32_t old_text : old_texts) {
      const EdgeReader from(graph.end(old_text));
      for (const std::uint32_t new_text : new_texts) {
        const EdgeFeatures features = from.with(graph.end(new_text));
        sum += model.timeless_e6(features);
        elsewhere += features[static_cast<std::size_t>(EdgeFeature::places_differ)] > 0;
      }
    }
    // A story goes on in the place where it began.
    if (4 * elsewhere > 3 * count) return;
    const double least_share = old_texts.size() > 1 ? least_headline_share : least_share_of_one;
    if (headline_share(graph, old_texts, new_texts) < least_share) return;
    means[p] = sum / static_cast<std::int64_t>(count);
  });
  // Pairs by the later cluster, so that what an earlier one follows up is known.
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return pairs[x].second != pairs[y].second ? pairs[x].second < pairs[y].second : pairs[x].first < pairs[y].first;
  });
  std::vector<std::uint32_t> story(graph.size());  // The first cluster that a chain of follow-ups leads to.
  std::iota(story.begin(), story.end(), 0u);
  std::vector<std::optional<std::uint32_t>> parent(graph.size());
  for (std::size_t i = 0; i < order.size();) {
    const std::uint32_t later = pairs[order[i]].second;
    std::size_t best = order[i], end = i;
    for (; end < order.size() && pairs[order[end]].second == later; ++end)
      if (means[order[end]] > means[best]) best = order[end];
    std::int64_t rival = 0;
    for (; i < end; ++i)
      if (story[pairs[order[i]].first] != story[pairs[best].first]) rival = std::max(rival, means[order[i]]);
    if (means[best] < least_timeless_e6 || means[best] - rival < least_lead_e6) continue;
    parent[later] = pairs[best].first;
    story[later] = story[pairs[best].first];
  }
  return parent;
}

}  // namespace tawatur
