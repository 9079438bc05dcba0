#include "events/candidates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {
namespace {

constexpr std::size_t longest_passage_list = 50;  // A shingle of more texts is a set phrase.
constexpr std::size_t passage_candidates = 16;

constexpr std::size_t title_share = 3;  // Of the terms asked for one third more of the title, and of the names.

constexpr TermKey sample = 4;  // One passage of so many is posted.

constexpr float units_of_norm = 510;  // A term seldom has more than half of a text's norm.

/// A packed key with its share of the norm, in units.
struct Telling {
  std::uint32_t key = 0;
  std::uint8_t weight = 0;
};

/// The weightiest terms of a text, and of its title and names, which say more than their frequency: by key.
std::vector<Telling> telling_terms(const EventFeatures& text, std::size_t count) {
  std::vector<Telling> chosen;
  std::vector<std::uint32_t> order;
  const auto take = [&](const PackedVector& vector, std::size_t most) {
    order.resize(vector.size());
    std::iota(order.begin(), order.end(), 0u);
    most = std::min(most, order.size());
    if (most < order.size())
      std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                       [&vector](std::uint32_t a, std::uint32_t b) {
                         return vector.units(a) != vector.units(b) ? vector.units(a) > vector.units(b) : a < b;
                       });
    for (std::size_t i = 0; i < most; ++i) {
      const auto weight = std::lround(units_of_norm * static_cast<float>(vector.units(order[i])) / vector.norm);
      chosen.push_back({vector.key(order[i]), static_cast<std::uint8_t>(std::clamp(weight, 1l, 255l))});
    }
  };
  take(text.vector(EventFeatures::terms), count);
  take(text.vector(EventFeatures::title), count / title_share);
  take(text.vector(EventFeatures::names), count / title_share);
  std::stable_sort(chosen.begin(), chosen.end(), [](Telling a, Telling b) { return a.key < b.key; });
  chosen.erase(std::unique(chosen.begin(), chosen.end(), [](Telling a, Telling b) { return a.key == b.key; }),
               chosen.end());
  return chosen;
}

/// The same ones in every text.
bool sampled(TermKey passage) { return passage % sample == 0; }

}  // namespace

CandidateIndex::CandidateIndex(std::span<const EventFeatures> nodes, const EventOptions& options)
    : nodes_(nodes), rare_terms_(options.rare_terms), longest_(options.longest_posting) {
  const auto count = static_cast<std::uint32_t>(nodes.size());
  // Twice as many terms are posted as are asked for: what is telling in one text may stand lower in the other.
  const std::size_t posted = 2 * rare_terms_, most = posted + 2 * (posted / title_share);
  std::vector<std::uint32_t> telling(most * count);  // As in a PackedVector; 0 where a node has fewer than `most`.
  tbb::parallel_for(0u, count, [&](std::uint32_t node) {
    std::size_t at = most * node;
    for (const Telling term : telling_terms(nodes[node], posted)) telling[at++] = term.key << 8 | term.weight;
  });
  terms_.take([&](TermKey range, std::vector<Posting>& postings) {
    for (std::size_t i = 0; i < telling.size(); ++i)
      if (telling[i] != 0 && range_of(telling[i]) == range)
        postings.push_back(
            {telling[i] & ~0xFFu, static_cast<std::uint32_t>(i / most), static_cast<std::uint8_t>(telling[i] & 0xFF)});
  });
  telling = {};
  passages_.take([&](TermKey range, std::vector<Posting>& postings) {
    for (std::uint32_t node = 0; node < count; ++node)
      for (const TermKey passage : nodes[node].keys(EventFeatures::passages))
        if (sampled(passage) && range_of(passage) == range) postings.push_back({passage, node, 1});
  });
}

template <class Gather>
void CandidateIndex::Lists::take(const Gather& gather) {
  std::vector<Posting> postings;
  begin_of = {0};
  for (TermKey range = 0; range < key_ranges; ++range) {
    postings.clear();
    gather(range, postings);
    tbb::parallel_sort(postings.begin(), postings.end(), [](const Posting& a, const Posting& b) {
      return a.key != b.key ? a.key < b.key : a.node < b.node;
    });
    std::size_t kept = 0, lists = 0;
    for (std::size_t first = 0; first < postings.size();) {
      std::size_t end = first;
      while (end < postings.size() && postings[end].key == postings[first].key) ++end;
      if (end - first > 1) {
        ++lists;
        for (; first < end; ++first) postings[kept++] = postings[first];
      }
      first = end;
    }
    nodes.reserve(nodes.size() + kept);
    weights.reserve(nodes.size() + kept);
    keys.reserve(keys.size() + lists);
    begin_of.reserve(keys.size() + lists + 1);
    for (std::size_t i = 0; i < kept; ++i) {
      if (keys.empty() || keys.back() != postings[i].key) {
        keys.push_back(postings[i].key);
        begin_of.push_back(0);
      }
      nodes.push_back(postings[i].node);
      weights.push_back(postings[i].weight);
      begin_of.back() = nodes.size();
    }
  }
  first_key.assign((1u << 16) + 1, 0);
  for (const TermKey key : keys) ++first_key[(key >> 16) + 1];
  std::partial_sum(first_key.begin(), first_key.end(), first_key.begin());
}

CandidateIndex::List CandidateIndex::Lists::of(TermKey key) const {
  const auto begin = keys.begin() + first_key[key >> 16], end = keys.begin() + first_key[(key >> 16) + 1];
  const auto found = std::lower_bound(begin, end, key);
  if (found == end || *found != key) return {};
  const auto at = static_cast<std::size_t>(found - keys.begin());
  const std::size_t size = begin_of[at + 1] - begin_of[at];
  return {std::span(nodes).subspan(begin_of[at], size), std::span(weights).subspan(begin_of[at], size)};
}

std::vector<std::uint32_t> CandidateIndex::near(const EventFeatures& text, std::uint32_t position,
                                                std::optional<std::uint32_t> self, std::size_t most) const {
  Scores& found = scores_.local();
  found.by_node.resize(nodes_.size(), 0);
  found.touched.clear();
  for (const Telling term : telling_terms(text, rare_terms_)) {
    List list = terms_.of(term.key << 8);
    if (list.nodes.size() > longest_) {
      // The nearest in time: as many before as after, more on one side at the ends.
      const auto here = static_cast<std::size_t>(std::lower_bound(list.nodes.begin(), list.nodes.end(), position) -
                                                 list.nodes.begin());
      const std::size_t first =
          std::min(here - std::min<std::size_t>(here, longest_ / 2), list.nodes.size() - longest_);
      list = {list.nodes.subspan(first, longest_), list.weights.subspan(first, longest_)};
    }
    for (std::size_t i = 0; i < list.nodes.size(); ++i) {
      std::uint32_t& score = found.by_node[list.nodes[i]];
      if (score == 0) found.touched.push_back(list.nodes[i]);
      score += std::uint32_t{term.weight} * list.weights[i];
    }
  }
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> shared_passages;
  for (const TermKey passage : text.keys(EventFeatures::passages)) {
    if (!sampled(passage)) continue;
    const List list = passages_.of(passage);
    if (list.nodes.size() > longest_passage_list) continue;
    for (const std::uint32_t node : list.nodes) shared_passages[node] += 1;
  }

  // Those that share passages, then those of the most shared weight.
  using Scored = std::pair<std::uint32_t, std::uint32_t>;  // Score and node.
  std::vector<std::uint32_t> result;
  const auto take = [&](std::vector<Scored> scored, std::size_t count) {
    std::erase_if(scored, [&](const Scored& one) {
      return (self && one.second == *self) || std::find(result.begin(), result.end(), one.second) != result.end();
    });
    count = std::min(count, scored.size());
    std::partial_sort(
        scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(count), scored.end(),
        [](const Scored& x, const Scored& y) { return x.first != y.first ? x.first > y.first : x.second < y.second; });
    for (std::size_t i = 0; i < count; ++i) result.push_back(scored[i].second);
  };
  std::vector<Scored> sharing, visited;
  for (const auto& [node, count] : shared_passages) sharing.push_back({count, node});
  visited.reserve(found.touched.size());
  for (const std::uint32_t node : found.touched) visited.push_back({std::exchange(found.by_node[node], 0), node});
  take(std::move(sharing), std::min(passage_candidates, most));
  take(std::move(visited), most - result.size());
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace tawatur
