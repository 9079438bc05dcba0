#include "events/find_events.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <tbb/concurrent_vector.h>
#include <tbb/parallel_for.h>

#include "events/event_graph.h"
#include "events/follow_ups.h"
#include "events/keywords.h"
#include "events/linkage.h"
#include "events/pair_scores.h"
#include "events/round_ups.h"
#include "text/content_id.h"

namespace tawatur {
namespace {

constexpr std::size_t most_keywords = 6;
// Of 30 texts that joined so on a dump of dailies 14 belonged.
constexpr SingleOptions single_options = {
    .best_e6 = 600'000, .mean_e6 = 250'000, .lead_e6 = 130'000, .listed = scored_neighbours};

/// The events of one language, as clusters named by their smallest nodes.
struct Clustering {
  std::vector<std::uint32_t> cluster_of;
  std::vector<std::optional<std::uint32_t>> parent;
  std::vector<RoundUp> round_ups;
  std::vector<Edge> edges;  // Of the least probability and more, none of a round-up.
  std::size_t candidates = 0;
  std::optional<PairScores> scores;
  std::vector<bool> attached;  // The nodes that stayed alone in the linkage and joined a cluster afterwards.
};

/// The graph forgets its places.
Clustering cluster(std::span<const Article> articles, EventGraph& graph, const FeatureReader& reader,
                   const EdgeModel& model, const EventOptions& options) {
  Clustering result;
  const auto score = [&](std::uint32_t a, std::uint32_t b) {
    return result.scores->probability_e6(a, b, model.score(edge_features_of(graph.end(a), graph.end(b))));
  };
  result.edges = graph.candidates();
  result.candidates = result.edges.size();
  std::vector<double> scores(result.edges.size());
  tbb::concurrent_vector<Edge> timeless;  // In no order; find_parents sorts.
  tbb::parallel_for(0u, graph.size(), [&](std::uint32_t node) {
    const auto first = std::lower_bound(result.edges.begin(), result.edges.end(), node,
                                        [](const Edge& edge, std::uint32_t wanted) { return edge.a < wanted; });
    if (first == result.edges.end() || first->a != node) return;
    const EdgeReader reader_of_node(graph.end(node));
    for (auto pair = first; pair != result.edges.end() && pair->a == node; ++pair) {
      const EdgeFeatures features = reader_of_node.with(graph.end(pair->b));
      scores[static_cast<std::size_t>(pair - result.edges.begin())] = model.score(features);
      if (const std::int32_t near = model.timeless_e6(features); near >= least_timeless_e6)
        timeless.push_back({node, pair->b, near});
    }
  });
  std::vector<bool> dated(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) dated[node] = graph.end(node).published_s.has_value();
  const auto judge_pairs = [&] {
    result.scores.emplace(dated, result.edges, scores, model);
    std::erase_if(result.edges, [](const Edge& edge) { return edge.probability_e6 < least_probability_e6; });
    result.edges.shrink_to_fit();
  };
  judge_pairs();

  // A text that turns out to hold items of several events stands aside while the others are scored and linked anew, so
  // that it bridges none, as a neighbour that they share neither.
  const FeatureReader words_only =
      reader.with({.gram_words = 0, .most_bigrams = 0, .passage_words = 0, .day_words = 0});
  std::vector<std::vector<EventFeatures>> items(graph.size());
  tbb::parallel_for(0u, graph.size(), [&](std::uint32_t node) {
    const std::uint32_t article = index_of(graph.text(node));
    const std::string& text = articles[article].text;
    for (const ByteRange item : items_of(text, graph.left_out(node), words_only))
      items[node].push_back(
          reader.read("", std::string_view(text).substr(item.begin, item.size()), {}, articles[article].published));
  });
  std::vector<std::uint32_t> suspected;
  std::vector<std::vector<EventFeatures>> items_of_suspected;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (!items[node].empty()) {
      suspected.push_back(node);
      items_of_suspected.push_back(std::move(items[node]));
    }
  const std::int64_t threshold_e6 = std::llround(options.threshold * 1e6);
  const auto link_all = [&] {
    std::vector<Edge> kept = result.edges;
    const auto link = [&](const ScorePair& score_pair) {
      const auto linked = link_by_average(graph.size(), kept, threshold_e6, scored_neighbours, score_pair);
      const auto with_single =
          attach_single_nodes(linked, edges_within_silences(graph, linked, kept), single_options, score_pair);
      std::vector<std::uint32_t> members(graph.size(), 0), members_with_single(graph.size(), 0);
      for (const std::uint32_t cluster : linked) ++members[cluster];
      for (const std::uint32_t cluster : with_single) ++members_with_single[cluster];
      result.attached.resize(graph.size());
      for (std::uint32_t node = 0; node < graph.size(); ++node)
        result.attached[node] = members[linked[node]] == 1 && members_with_single[with_single[node]] > 1;
      return with_single;
    };
    const auto joined = link(score);
    const auto parts = split_at_silences(graph, score, joined);
    if (parts == joined) return parts;
    // What a silence has cut is linked anew without the pairs across it: a later text that was far from the whole story
    // may be near to its sequel.
    const auto cut = [&](std::uint32_t a, std::uint32_t b) { return joined[a] == joined[b] && parts[a] != parts[b]; };
    for (Edge& edge : kept)
      if (cut(edge.a, edge.b)) edge.probability_e6 = 0;
    return split_at_silences(graph, score,
                             link([&](std::uint32_t a, std::uint32_t b) { return cut(a, b) ? 0 : score(a, b); }));
  };
  std::vector<bool> aside(graph.size(), false);
  const auto stay = [&aside](const Edge& edge) { return !aside[edge.a] && !aside[edge.b]; };
  result.cluster_of = link_all();
  result.round_ups = find_round_ups(graph, model, suspected, items_of_suspected, result.cluster_of);
  graph.forget_places();
  if (!result.round_ups.empty()) {
    // Clusters are told by a member that stays.
    const auto before = result.cluster_of;
    for (const RoundUp& round_up : result.round_ups) aside[round_up.node] = true;
    std::vector<std::uint32_t> stays(graph.size(), graph.size());
    for (std::uint32_t node = 0; node < graph.size(); ++node)
      if (!aside[node] && stays[before[node]] == graph.size()) stays[before[node]] = node;
    for (RoundUp& round_up : result.round_ups) {
      for (std::uint32_t& cluster : round_up.clusters) cluster = stays[cluster];
      std::erase(round_up.clusters, graph.size());
    }
    items_of_suspected = {};
    result.edges = graph.candidates();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < scores.size(); ++i)
      if (stay(result.edges[i])) {
        scores[kept] = scores[i];
        result.edges[kept++] = result.edges[i];
      }
    scores.resize(kept);
    result.edges.resize(kept);
    judge_pairs();
    result.cluster_of = link_all();
  }
  std::vector<Edge> between;
  for (const Edge& edge : timeless)
    if (stay(edge)) between.push_back(edge);
  result.parent = find_parents(graph, model, between, result.cluster_of);
  return result;
}

}  // namespace

EventResult find_events(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                        std::span<const Origin> origins, const Lexicons& lexicons, const EventOptions& options) {
  struct Unnumbered {
    Event event;
    std::optional<std::uint32_t> parent;  // Positions in `found`.
    std::vector<std::uint32_t> mentions;
  };
  EventResult result;
  std::vector<Unnumbered> found;
  const EdgeModel model(lexicons);
  const EarlierFirst earlier{articles};
  for (auto& [lang, chosen] : origins_by_language(articles, origins)) {
    const FeatureReader reader(lexicons, lang);
    EventGraph graph(articles, furniture, origins, chosen, reader, options);
    const Clustering clustering = cluster(articles, graph, reader, model, options);
    result.candidates += clustering.candidates;

    std::vector<std::vector<std::uint32_t>> members(graph.size());
    for (std::uint32_t node = 0; node < graph.size(); ++node) members[clustering.cluster_of[node]].push_back(node);
    std::vector<std::uint32_t> position(graph.size(), 0);
    std::vector<std::uint32_t> names;
    for (std::uint32_t node = 0; node < graph.size(); ++node)
      if (!members[node].empty()) {
        position[node] = static_cast<std::uint32_t>(found.size() + names.size());
        names.push_back(node);
      }
    const std::size_t first = found.size();
    found.resize(first + names.size());
    tbb::parallel_for(std::size_t{0}, names.size(), [&](std::size_t i) {
      Unnumbered& made = found[first + i];
      for (const std::uint32_t node : members[names[i]]) {
        const auto near_copies = graph.near_copies(node);
        made.event.origins.push_back(graph.origin(node));
        made.event.origins.insert(made.event.origins.end(), near_copies.begin(), near_copies.end());
      }
      std::sort(made.event.origins.begin(), made.event.origins.end(), [&](std::uint32_t a, std::uint32_t b) {
        return earlier(origins[a].articles.front(), origins[b].articles.front());
      });
      for (const std::uint32_t origin : made.event.origins) {
        const auto& texts = origins[origin].articles;
        made.event.articles.insert(made.event.articles.end(), texts.begin(), texts.end());
      }
      std::sort(made.event.articles.begin(), made.event.articles.end(), earlier);
      made.event.id = content_id('e', articles[index_of(made.event.articles.front())].id);
      if (const auto parent = clustering.parent[names[i]]) made.parent = position[*parent];
      made.event.keywords = keywords_of(graph, members[names[i]], articles, reader, most_keywords);
    });
    for (const RoundUp& round_up : clustering.round_ups)
      for (const std::uint32_t node : round_up.clusters)
        found[position[round_up.node]].mentions.push_back(position[clustering.cluster_of[node]]);
    for (const Edge& edge : clustering.edges)
      if (edge.probability_e6 >= std::llround(options.threshold * 1e6)) ++result.edges;
  }

  std::vector<std::uint32_t> order(found.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return earlier(found[a].event.articles.front(), found[b].event.articles.front());
  });
  std::vector<std::uint32_t> number(found.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;
  for (const std::uint32_t at : order) {
    Event& event = result.events.emplace_back(std::move(found[at].event));
    if (found[at].parent) event.parent = number[*found[at].parent];
    for (const std::uint32_t mention : found[at].mentions) event.mentions.push_back(number[mention]);
  }
  for (Event& event : result.events) {
    std::sort(event.mentions.begin(), event.mentions.end(), [&result](std::uint32_t a, std::uint32_t b) {
      return result.events[a].id != result.events[b].id ? result.events[a].id < result.events[b].id : a < b;
    });
    event.mentions.erase(std::unique(event.mentions.begin(), event.mentions.end()), event.mentions.end());
  }
  return result;
}

EventExplanation explain_events(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                                std::span<const Origin> origins, const Lexicons& lexicons, const EventOptions& options,
                                ArticleIndex a, ArticleIndex b) {
  EventExplanation explanation;
  std::optional<std::uint32_t> origin_a, origin_b;
  for (std::uint32_t i = 0; i < origins.size(); ++i)
    for (const ArticleIndex article : origins[i].articles) {
      if (article == a) origin_a = i;
      if (article == b) origin_b = i;
    }
  if (!origin_a || !origin_b) {
    explanation.why = "An article is of no origin.";
    return explanation;
  }
  if (*origin_a == *origin_b) {
    explanation = {1, true, {}, "Both articles are of one origin: copies, or rewrites of one agency text."};
    return explanation;
  }
  const EdgeModel model(lexicons);
  for (auto& [lang, chosen] : origins_by_language(articles, origins)) {
    const auto at_a = std::find(chosen.begin(), chosen.end(), *origin_a);
    const auto at_b = std::find(chosen.begin(), chosen.end(), *origin_b);
    if (at_a == chosen.end() && at_b == chosen.end()) continue;
    if (at_a == chosen.end() || at_b == chosen.end()) {
      explanation.why = "The articles are in different languages.";
      return explanation;
    }
    const FeatureReader reader(lexicons, lang);
    EventGraph graph(articles, furniture, origins, chosen, reader, options);
    const std::uint32_t node_a = graph.node_of(*origin_a), node_b = graph.node_of(*origin_b);
    if (node_a == node_b) {
      explanation = {
          1, true, {}, "The articles are near copies: most of the rare word pairs of one stand in the other."};
      return explanation;
    }
    const EdgeFeatures features = edge_features_of(graph.end(node_a), graph.end(node_b));
    const Clustering clustering = cluster(articles, graph, reader, model, options);
    const auto& cluster_of = clustering.cluster_of;
    const auto is_round_up = [&](std::uint32_t node) {
      return std::any_of(clustering.round_ups.begin(), clustering.round_ups.end(),
                         [node](const RoundUp& round_up) { return round_up.node == node; });
    };
    explanation.probability =
        static_cast<double>(clustering.scores->probability_e6(node_a, node_b, model.score(features))) / 1e6;
    explanation.same_event = cluster_of[node_a] == cluster_of[node_b];
    explanation.terms = clustering.scores->explain(node_a, node_b, features);
    const bool near = explanation.probability >= options.threshold;
    if (is_round_up(node_a) || is_round_up(node_b)) {
      explanation.why = "One of the articles is a round-up of several events, which joins none of them.";
    } else if (explanation.same_event) {
      explanation.why = near ? "The articles themselves are near enough."
                        : clustering.attached[node_a] || clustering.attached[node_b]
                            ? "One of the articles stood alone and joined the event that it is nearest to."
                            : "The articles are joined through others of the event, to which both are near on average.";
    } else if (clustering.parent[cluster_of[node_a]] == cluster_of[node_b] ||
               clustering.parent[cluster_of[node_b]] == cluster_of[node_a]) {
      explanation.why = "One event follows up the other: the story is the same, the time and the news are not.";
    } else {
      explanation.why = near ? "The articles are near, but the other articles of their events are not on average."
                             : "The articles are not near enough.";
    }
  }
  return explanation;
}

}  // namespace tawatur
