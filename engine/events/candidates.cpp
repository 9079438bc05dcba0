#include "events/candidates.h"

#include <algorithm>
#include <utility>

#include <tbb/parallel_sort.h>
#include <boost/unordered/unordered_flat_map.hpp>

namespace tawatur {
namespace {

constexpr std::size_t verified_candidates = 64;   // Of the visited nodes, whose closeness is computed in full.
constexpr std::size_t longest_passage_list = 50;  // A shingle of more texts is a set phrase.
constexpr std::size_t passage_candidates = 16;

/// The weightiest terms of a text, and of its title and names, which say more than their frequency: by key.
std::vector<WeightedTerm> telling_terms(const EventFeatures& text, std::size_t count) {
  std::vector<WeightedTerm> chosen;
  const auto take = [&chosen](const SparseVector& vector, std::size_t most) {
    std::vector<WeightedTerm> terms = vector.terms;
    most = std::min(most, terms.size());
    std::partial_sort(
        terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(most), terms.end(),
        [](WeightedTerm a, WeightedTerm b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
    for (std::size_t i = 0; i < most; ++i)
      chosen.push_back({terms[i].key, static_cast<float>(terms[i].weight / vector.norm)});
  };
  take(text.terms, count);
  take(text.title, count / 3);
  take(text.names, count / 3);
  std::stable_sort(chosen.begin(), chosen.end(), [](WeightedTerm a, WeightedTerm b) { return a.key < b.key; });
  chosen.erase(std::unique(chosen.begin(), chosen.end(), [](WeightedTerm a, WeightedTerm b) { return a.key == b.key; }),
               chosen.end());
  return chosen;
}

/// A quarter of all shingles, the same ones in every text.
bool sampled(TermKey passage) { return passage % 4 == 0; }

}  // namespace

CandidateIndex::CandidateIndex(std::span<const EventFeatures> nodes, const EventOptions& options)
    : nodes_(nodes), rare_terms_(options.rare_terms), longest_(options.longest_posting) {
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    // Twice as many terms are posted as are asked for: what is telling in one text may stand lower in the other.
    for (const WeightedTerm& term : telling_terms(nodes[node], 2 * rare_terms_))
      terms_.postings.push_back({term.key, node, term.weight});
    for (const TermKey passage : nodes[node].passages)
      if (sampled(passage)) passages_.postings.push_back({passage, node, 1});
  }
  terms_.settle(1);
  passages_.settle(2);  // Most stand in one text alone.
}

void CandidateIndex::Lists::settle(std::size_t least_nodes) {
  tbb::parallel_sort(postings.begin(), postings.end(), [](const Posting& a, const Posting& b) {
    return a.key != b.key ? a.key < b.key : a.node < b.node;
  });
  std::size_t kept = 0;
  for (std::size_t first = 0; first < postings.size();) {
    std::size_t end = first;
    while (end < postings.size() && postings[end].key == postings[first].key) ++end;
    if (end - first >= least_nodes) {
      of_key.emplace(postings[first].key, std::pair{static_cast<std::uint32_t>(kept),
                                                    static_cast<std::uint32_t>(kept + end - first)});
      for (; first < end; ++first) postings[kept++] = postings[first];
    }
    first = end;
  }
  postings.resize(kept);
  postings.shrink_to_fit();
}

std::span<const CandidateIndex::Posting> CandidateIndex::Lists::of(TermKey key) const {
  const auto found = of_key.find(key);
  if (found == of_key.end()) return {};
  return std::span(postings).subspan(found->second.first, found->second.second - found->second.first);
}

std::vector<Neighbour> CandidateIndex::nearest(const EventFeatures& text, std::uint32_t position,
                                               std::optional<std::uint32_t> self, std::size_t most) const {
  Scores& found = scores_.local();
  found.by_node.resize(nodes_.size(), 0);
  found.touched.clear();
  for (const WeightedTerm& term : telling_terms(text, rare_terms_)) {
    std::span<const Posting> postings = terms_.of(term.key);
    if (postings.size() > longest_) {
      // The nearest in time: as many before as after, more on one side at the ends.
      const auto here = static_cast<std::size_t>(
          std::lower_bound(postings.begin(), postings.end(), position,
                           [](const Posting& posting, std::uint32_t at) { return posting.node < at; }) -
          postings.begin());
      const std::size_t first = std::min(here - std::min<std::size_t>(here, longest_ / 2), postings.size() - longest_);
      postings = postings.subspan(first, longest_);
    }
    for (const Posting& posting : postings) {
      double& score = found.by_node[posting.node];
      if (score == 0) found.touched.push_back(posting.node);
      score += static_cast<double>(term.weight) * posting.weight;
    }
  }
  boost::unordered_flat_map<std::uint32_t, double> shared_passages;
  for (const TermKey passage : text.passages) {
    if (!sampled(passage)) continue;
    const std::span<const Posting> postings = passages_.of(passage);
    if (postings.size() > longest_passage_list) continue;
    for (const Posting& posting : postings) shared_passages[posting.node] += 1;
  }

  const auto closer = [](const Neighbour& a, const Neighbour& b) {
    return a.closeness != b.closeness ? a.closeness > b.closeness : a.node < b.node;
  };
  const auto best = [&](std::vector<Neighbour> nodes, std::size_t count) {
    if (self) std::erase_if(nodes, [&](const Neighbour& neighbour) { return neighbour.node == *self; });
    count = std::min(count, nodes.size());
    std::partial_sort(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(count), nodes.end(), closer);
    nodes.resize(count);
    return nodes;
  };
  std::vector<Neighbour> sharing, visited;
  for (const auto& [node, count] : shared_passages) sharing.push_back({node, count});
  for (const std::uint32_t node : found.touched) visited.push_back({node, std::exchange(found.by_node[node], 0)});
  std::vector<Neighbour> tied = best(std::move(sharing), std::min(passage_candidates, most));
  std::vector<Neighbour> nearest = best(std::move(visited), std::max(verified_candidates, most));
  const ProbedVector terms(text.terms), lead(text.lead), grams(text.grams);
  for (auto* list : {&tied, &nearest})
    for (Neighbour& neighbour : *list) {
      const EventFeatures& other = nodes_[neighbour.node];
      neighbour.closeness = (terms.cosine(other.terms) + lead.cosine(other.lead) + grams.cosine(other.grams)) / 3;
    }
  std::sort(nearest.begin(), nearest.end(), closer);

  const auto by_node = [](const Neighbour& a, const Neighbour& b) { return a.node < b.node; };
  std::sort(tied.begin(), tied.end(), by_node);
  std::vector<Neighbour> result = tied;
  for (const Neighbour& neighbour : nearest) {
    if (result.size() >= most) break;
    if (!std::binary_search(tied.begin(), tied.end(), neighbour, by_node)) result.push_back(neighbour);
  }
  std::sort(result.begin(), result.end(), closer);
  return result;
}

}  // namespace tawatur
