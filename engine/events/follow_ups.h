#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "events/event_graph.h"

namespace tawatur {

/// Least mean probability of one event, in millionths and with time left aside, of a follow-up and its parent.
inline constexpr std::int64_t least_timeless_e6 = 310'000;

/// Cuts clusters at silences: between two reports of one event pass at most 48 hours without another one; what comes
/// later is news of its own. Undated nodes stay with the part they are nearer to on average. Returns the cluster of
/// each node, named by its smallest node. Deterministic.
std::vector<std::uint32_t> split_at_silences(const EventGraph& graph, const ScorePair& score,
                                             std::span<const std::uint32_t> cluster_of);

/// The edges of nodes that are alone in their clusters, but for those to a cluster that a silence parts the node from:
/// it can't stay there. In the order of `edges`. O(edges).
std::vector<Edge> edges_within_silences(const EventGraph& graph, std::span<const std::uint32_t> cluster_of,
                                        std::span<const Edge> edges);

/// The cluster that each cluster follows up, by the clusters' smallest nodes; absent for most. A follow-up is a later
/// cluster of the same story: its texts are as near to the earlier ones as to no others, were it not for time.
/// `timeless` are the scored pairs of at least least_timeless_e6. Clusters without a date have no parent.
/// Deterministic.
std::vector<std::optional<std::uint32_t>> find_parents(const EventGraph& graph, const EdgeModel& model,
                                                       std::span<const Edge> timeless,
                                                       std::span<const std::uint32_t> cluster_of);

}  // namespace tawatur
