#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "events/edge_score.h"
#include "events/find_events.h"
#include "events/linkage.h"

namespace tawatur {

/// The origins of one language as nodes, numbered by EarlierFirst of their first articles, with what their edges read.
/// Immutable once built; the articles must outlive it.
class EventGraph {
 public:
  /// `chosen` are indices into `origins` of one language, in the order of nodes. An origin's representative is read for
  /// it.
  EventGraph(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
             std::span<const Origin> origins, std::vector<std::uint32_t> chosen, const FeatureReader& reader,
             const EventOptions& options);

  std::uint32_t size() const { return static_cast<std::uint32_t>(chosen_.size()); }
  std::uint32_t origin(std::uint32_t node) const { return chosen_[node]; }
  /// Furniture of the node's text, with passages that its site repeats.
  std::span<const ByteRange> left_out(std::uint32_t node) const { return left_out_[node]; }
  const EventFeatures& features(std::uint32_t node) const { return features_[node]; }
  const Neighbourhood& neighbourhood(std::uint32_t node) const { return neighbourhoods_[node]; }
  EdgeEnd end(std::uint32_t node) const {
    return {&features_[node], &neighbourhoods_[node], published_s_[node], source_[node]};
  }

  /// Pairs worth a score: each node with its nearest ones. Ascending, a < b, distinct.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> candidate_pairs() const;

  /// The neighbourhood of a text that is no node, as a node at `position` would see it without node `self`.
  Neighbourhood place(const EventFeatures& text, std::uint32_t position, std::optional<std::uint32_t> self) const;

 private:
  std::vector<std::uint32_t> chosen_;
  std::vector<std::vector<ByteRange>> left_out_;
  std::vector<EventFeatures> features_;
  std::vector<Neighbourhood> neighbourhoods_;
  std::vector<std::optional<std::int64_t>> published_s_;
  std::vector<std::string_view> source_;  // Into the articles, which outlive the graph.
  std::optional<CandidateIndex> index_;
};

/// Indices of origins by the language of their representatives; languages ascending, origins by their first articles.
std::vector<std::pair<std::string, std::vector<std::uint32_t>>> origins_by_language(std::span<const Article> articles,
                                                                                    std::span<const Origin> origins);

}  // namespace tawatur
