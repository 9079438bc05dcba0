#include "events/event_graph.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "events/near_copies.h"
#include "events/repeated_passages.h"

namespace tawatur {
namespace {

/// The text that is read for an origin: the earliest, as later ones are cut or added to; where the time doesn't tell,
/// that of middle length, the shorter of two, then the smaller index.
ArticleIndex telling_text(std::span<const Article> articles, const Origin& origin) {
  const auto article = [&articles](ArticleIndex text) -> const Article& { return articles[index_of(text)]; };
  const Article& first = article(origin.articles.front());
  std::vector<ArticleIndex> texts;
  for (const ArticleIndex text : origin.articles) {
    const auto &told = article(text).published, &earliest = first.published;
    if (told.has_value() == earliest.has_value() && (!told || told->utc_s() == earliest->utc_s()))
      texts.push_back(text);
  }
  std::sort(texts.begin(), texts.end(), [&article](ArticleIndex a, ArticleIndex b) {
    const std::size_t size_a = article(a).text.size(), size_b = article(b).text.size();
    return size_a != size_b ? size_a < size_b : a < b;
  });
  return texts[(texts.size() - 1) / 2];
}

}  // namespace

EventGraph::EventGraph(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                       std::span<const Origin> origins, std::vector<std::uint32_t> chosen, const FeatureReader& reader,
                       const EventOptions& options)
    : chosen_(std::move(chosen)) {
  features_.resize(chosen_.size());
  published_s_.resize(chosen_.size());
  source_.resize(chosen_.size());
  for (const std::uint32_t origin : chosen_) text_.push_back(telling_text(articles, origins[origin]));
  left_out_ = with_repeated_passages(articles, furniture, text_);
  tbb::parallel_for(0u, size(), [&](std::uint32_t node) {
    const Origin& origin = origins[chosen_[node]];
    const Article& article = articles[index_of(text_[node])];
    source_[node] = article.source;
    features_[node] = reader.read(article.title.value_or(""), article.text, left_out_[node], article.published);
    if (const auto& first = articles[index_of(origin.articles.front())].published) published_s_[node] = first->utc_s();
  });
  fold();
  const std::uint32_t count = size();
  index_.emplace(features_, options);
  // Neighbours of one node after the other, and the closeness to them.
  std::vector<std::uint32_t> listed(count * neighbourhood_size);
  static_assert(neighbourhood_size <= UINT8_MAX);
  std::vector<std::uint8_t> neighbour_count(count);
  const auto neighbours = [&](std::uint32_t node) {
    return std::span(listed).subspan(node * neighbourhood_size, neighbour_count[node]);
  };
  neighbourhoods_.resize(count);
  tbb::parallel_for(0u, count, [&](std::uint32_t node) {
    const std::vector<std::uint32_t> near = index_->near(features_[node], node, node, neighbourhood_size);
    neighbour_count[node] = static_cast<std::uint8_t>(near.size());
    std::copy(near.begin(), near.end(), neighbours(node).begin());
    neighbourhoods_[node] = reweigh(features_[node], near, features_);
  });
  // Two texts that have each other among their neighbours are compared once, from the first of them.
  constexpr double unknown = -1;
  std::vector<double> closeness(listed.size(), unknown);
  const auto closeness_of = [&](std::uint32_t node) {
    return std::span(closeness).subspan(node * neighbourhood_size, neighbour_count[node]);
  };
  const auto place_in = [&neighbours](std::uint32_t node, std::uint32_t other) -> std::optional<std::size_t> {
    const auto list = neighbours(node);
    const auto found = std::lower_bound(list.begin(), list.end(), other);
    if (found == list.end() || *found != other) return std::nullopt;
    return static_cast<std::size_t>(found - list.begin());
  };
  tbb::parallel_for(0u, count, [&](std::uint32_t node) {
    const auto list = neighbours(node);
    for (std::size_t i = 0; i < list.size() && list[i] < node; ++i)
      if (place_in(list[i], node)) closeness_of(node)[i] = 0;
    compare(neighbourhoods_[node], features_[node], list, features_, neighbourhoods_, closeness_of(node));
  });
  tbb::parallel_for(0u, count, [&](std::uint32_t node) {
    const auto list = neighbours(node);
    const auto own = closeness_of(node);
    std::vector<double> known(own.begin(), own.end());
    for (std::size_t i = 0; i < list.size() && list[i] < node; ++i)
      if (const auto place = place_in(list[i], node)) known[i] = closeness_of(list[i])[*place];
    measure(neighbourhoods_[node], features_[node], list, known, features_, neighbourhoods_);
  });
}

void EventGraph::fold() {
  const std::vector<std::uint32_t> head_of = fold_near_copies(features_, published_s_);
  std::vector<std::uint32_t> node_of(size());
  std::uint32_t nodes = 0;
  for (std::uint32_t text = 0; text < head_of.size(); ++text) {
    if (head_of[text] != text) {
      near_copies_[node_of[head_of[text]]].push_back(chosen_[text]);
      continue;
    }
    node_of[text] = nodes;
    near_copies_.emplace_back();
    if (nodes != text) {
      chosen_[nodes] = chosen_[text];
      text_[nodes] = text_[text];
      features_[nodes] = std::move(features_[text]);
      left_out_[nodes] = std::move(left_out_[text]);
      published_s_[nodes] = published_s_[text];
      source_[nodes] = source_[text];
    }
    ++nodes;
  }
  chosen_.resize(nodes);
  text_.resize(nodes);
  features_.resize(nodes);
  left_out_.resize(nodes);
  published_s_.resize(nodes);
  source_.resize(nodes);
}

std::uint32_t EventGraph::node_of(std::uint32_t origin) const {
  for (std::uint32_t node = 0; node < size(); ++node)
    if (chosen_[node] == origin ||
        std::find(near_copies_[node].begin(), near_copies_[node].end(), origin) != near_copies_[node].end())
      return node;
  throw std::out_of_range("the origin is of no node");
}

std::vector<Edge> EventGraph::candidates() const {
  const auto listed_by = [this](std::uint32_t node, std::uint32_t other) {
    const auto& nearest = neighbourhoods_[node].nearest;
    return std::find(nearest.begin(), nearest.end(), other) != nearest.end();
  };
  std::vector<Edge> pairs;
  const auto each = [&](const auto& take) {
    for (std::uint32_t node = 0; node < size(); ++node)
      for (const std::uint32_t other : neighbourhoods_[node].nearest)
        if (node < other || !listed_by(other, node)) take(std::min(node, other), std::max(node, other));
  };
  std::size_t count = 0;
  each([&count](std::uint32_t, std::uint32_t) { ++count; });
  pairs.reserve(count);
  each([&pairs](std::uint32_t a, std::uint32_t b) { pairs.push_back({a, b, 0}); });
  tbb::parallel_sort(pairs.begin(), pairs.end(),
                     [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return pairs;
}

Neighbourhood EventGraph::place(const EventFeatures& text, std::uint32_t position,
                                std::optional<std::uint32_t> self) const {
  const std::vector<std::uint32_t> neighbours = index_->near(text, position, self, neighbourhood_size);
  Neighbourhood placed = reweigh(text, neighbours, features_);
  std::vector<double> closeness(neighbours.size(), -1);
  compare(placed, text, neighbours, features_, neighbourhoods_, closeness);
  measure(placed, text, neighbours, closeness, features_, neighbourhoods_);
  return placed;
}

std::vector<std::pair<std::string, std::vector<std::uint32_t>>> origins_by_language(std::span<const Article> articles,
                                                                                    std::span<const Origin> origins) {
  std::map<std::string, std::vector<std::uint32_t>> by_language;
  for (std::uint32_t origin = 0; origin < origins.size(); ++origin)
    by_language[articles[index_of(origins[origin].representative)].lang].push_back(origin);
  const EarlierFirst earlier{articles};
  for (auto& [lang, chosen] : by_language)
    std::sort(chosen.begin(), chosen.end(), [&](std::uint32_t a, std::uint32_t b) {
      return earlier(origins[a].articles.front(), origins[b].articles.front());
    });
  return {by_language.begin(), by_language.end()};
}

}  // namespace tawatur
