#include "events/keywords.h"

#include <algorithm>

#include "text/normalise.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::size_t read_bytes = 4096;  // Of the first text, in which a shared word is looked up.
constexpr std::size_t read_nodes = 24;

}  // namespace

std::vector<std::string> keywords_of(const EventGraph& graph, std::span<const std::uint32_t> nodes,
                                     std::span<const Article> articles, std::span<const Origin> origins,
                                     std::string_view lang, std::size_t most) {
  nodes = nodes.first(std::min(nodes.size(), read_nodes));
  std::vector<PackedVector> of_nodes;
  for (const std::uint32_t node : nodes)
    of_nodes.push_back(graph.neighbourhood(node).vector(EventFeatures::terms, graph.features(node)));
  SparseVector sum;  // By packed keys.
  for (std::size_t i = 0; i < of_nodes.front().size(); ++i) {
    const std::uint32_t key = of_nodes.front().key(i);
    std::size_t holders = 0;
    float weight = 0;
    for (const PackedVector& terms : of_nodes) {
      const std::size_t at = terms.find(key);
      if (at == terms.size() || terms.units(at) == 0) continue;
      ++holders;
      weight += terms.unit * static_cast<float>(terms.units(at));
    }
    if (2 * holders > nodes.size()) sum.terms.push_back({key, weight});
  }
  std::sort(sum.terms.begin(), sum.terms.end(),
            [](WeightedTerm a, WeightedTerm b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  sum.terms.resize(std::min(sum.terms.size(), most));

  const Article& first = articles[index_of(origins[graph.origin(nodes.front())].representative)];
  const std::string opening = first.title.value_or("") + "\n" + first.text.substr(0, read_bytes);
  const NormalisedText words = normalise(opening);
  std::vector<std::string> keywords(sum.terms.size());
  for (std::size_t i = 0; i < words.tokens.size(); ++i) {
    const std::uint32_t key = PackedVector::key_of(term_key(stem(words.word(i), lang)));
    for (std::size_t k = 0; k < keywords.size(); ++k)
      if (keywords[k].empty() && sum.terms[k].key == key)
        keywords[k] = opening.substr(words.tokens[i].source.begin, words.tokens[i].source.size());
  }
  std::erase(keywords, "");
  return keywords;
}

}  // namespace tawatur
