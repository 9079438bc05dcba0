#include "events/keywords.h"

#include <algorithm>

#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::size_t read_bytes = 4096;  // Of the first text, in which a shared word is looked up.
constexpr std::size_t read_nodes = 24;

}  // namespace

std::vector<std::string> keywords_of(const EventGraph& graph, std::span<const std::uint32_t> nodes,
                                     std::span<const Article> articles, const FeatureReader& reader, std::size_t most) {
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
  most = std::min(sum.terms.size(), most);
  std::partial_sort(
      sum.terms.begin(), sum.terms.begin() + static_cast<std::ptrdiff_t>(most), sum.terms.end(),
      [](WeightedTerm a, WeightedTerm b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  sum.terms.resize(most);

  const Article& first = articles[index_of(graph.text(nodes.front()))];
  const std::string opening = first.title.value_or("") + "\n" + first.text.substr(0, read_bytes);
  const NormalisedText words = normalise(opening);
  std::vector<std::string> keywords(sum.terms.size());
  for (std::size_t i = 0, found = 0; i < words.tokens.size() && found < keywords.size(); ++i) {
    const std::uint32_t key = PackedVector::key_of(reader.stem_key(words.word(i)));
    for (std::size_t k = 0; k < keywords.size(); ++k)
      if (keywords[k].empty() && sum.terms[k].key == key) {
        keywords[k] = opening.substr(words.tokens[i].source.begin, words.tokens[i].source.size());
        ++found;
      }
  }
  std::erase(keywords, "");
  return keywords;
}

}  // namespace tawatur
