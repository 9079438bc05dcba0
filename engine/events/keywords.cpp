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
  SparseVector sum;
  for (const WeightedTerm& term : graph.neighbourhood(nodes.front()).terms.terms) {
    std::size_t holders = 0;
    float weight = 0;
    for (const std::uint32_t node : nodes) {
      const float own = graph.neighbourhood(node).terms.weight_of(term.key);
      if (own <= 0) continue;
      ++holders;
      weight += own;
    }
    if (2 * holders > nodes.size()) sum.terms.push_back({term.key, weight});
  }
  std::sort(sum.terms.begin(), sum.terms.end(),
            [](WeightedTerm a, WeightedTerm b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  sum.terms.resize(std::min(sum.terms.size(), most));

  const Article& first = articles[index_of(origins[graph.origin(nodes.front())].representative)];
  const std::string opening = first.title.value_or("") + "\n" + first.text.substr(0, read_bytes);
  const NormalisedText words = normalise(opening);
  std::vector<std::string> keywords(sum.terms.size());
  for (std::size_t i = 0; i < words.tokens.size(); ++i) {
    const TermKey key = term_key(stem(words.word(i), lang));
    for (std::size_t k = 0; k < keywords.size(); ++k)
      if (keywords[k].empty() && sum.terms[k].key == key)
        keywords[k] = opening.substr(words.tokens[i].source.begin, words.tokens[i].source.size());
  }
  std::erase(keywords, "");
  return keywords;
}

}  // namespace tawatur
