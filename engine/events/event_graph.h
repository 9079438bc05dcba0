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
/// Origins that are near copies of an earlier one (see near_copies.h) are of its node, whose text they don't change.
/// Immutable once built, but for forget_places; the articles must outlive it.
class EventGraph {
 public:
  /// `chosen` are indices into `origins` of one language, in the order of nodes. Of an origin its earliest text is
  /// read, of undated ones that of middle length.
  EventGraph(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
             std::span<const Origin> origins, std::vector<std::uint32_t> chosen, const FeatureReader& reader,
             const EventOptions& options);

  std::uint32_t size() const { return static_cast<std::uint32_t>(chosen_.size()); }
  /// The first origin of a node.
  std::uint32_t origin(std::uint32_t node) const { return chosen_[node]; }
  /// The article of that origin that is read.
  ArticleIndex text(std::uint32_t node) const { return text_[node]; }
  /// The others.
  std::span<const std::uint32_t> near_copies(std::uint32_t node) const { return near_copies_[node]; }
  /// The node of a chosen origin. O(nodes).
  std::uint32_t node_of(std::uint32_t origin) const;
  /// Furniture of the node's text, with passages that its site repeats.
  std::span<const ByteRange> left_out(std::uint32_t node) const { return left_out_[node]; }
  const EventFeatures& features(std::uint32_t node) const { return features_[node]; }
  const Neighbourhood& neighbourhood(std::uint32_t node) const { return neighbourhoods_[node]; }
  EdgeEnd end(std::uint32_t node) const {
    return {&features_[node], &neighbourhoods_[node], published_s_[node], source_[node]};
  }

  /// Pairs worth a score, that of none yet: each node with its nearest ones. Ascending, a < b, distinct.
  std::vector<Edge> candidates() const;

  /// The neighbourhood of a text that is no node, as a node at `position` would see it without node `self`.
  Neighbourhood place(const EventFeatures& text, std::uint32_t position, std::optional<std::uint32_t> self) const;

  /// Frees what only `place` reads, about 0.5 KB a node; `place` must not be called afterwards.
  void forget_places() { index_.reset(); }

 private:
  void fold();

  std::vector<std::uint32_t> chosen_;
  std::vector<ArticleIndex> text_;
  std::vector<std::vector<std::uint32_t>> near_copies_;
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
