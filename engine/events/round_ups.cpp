#include "events/round_ups.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <tbb/parallel_for.h>

namespace tawatur {
namespace {

constexpr std::size_t least_items = 3;        // And events.
constexpr std::size_t least_line_bytes = 60;  // A shorter line is a heading of what follows.
constexpr double largest_share = 0.5;         // Of the words in one item; a report with asides has more.
constexpr float telling_idf = 4.95f;          // Stems of less than one news text in 150.
constexpr std::uint32_t shared_terms = 1;
constexpr std::int64_t day_s = 86400;            // Of which a date alone names the start.
constexpr std::int64_t least_mean_e6 = 330'000;  // Probability of an item and the texts of an event, in the first step.
constexpr std::size_t looked_up_neighbours = 6;
constexpr std::size_t standing_members = 5;

struct Line {
  ByteRange range;
  bool heading = false;
};

std::vector<Line> lines_of(std::string_view text, std::span<const ByteRange> left_out) {
  std::vector<Line> lines;
  auto next = left_out.begin();
  for (std::uint32_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    while (next != left_out.end() && next->end <= begin) ++next;
    const bool left = next != left_out.end() && next->begin < end;
    const std::string_view line = text.substr(begin, end - begin);
    if (!left && line.find_first_not_of(" \t\r") != std::string_view::npos)
      lines.push_back({{begin, end}, line.size() < least_line_bytes});
    begin = end + 1;
  }
  return lines;
}

/// Stems and names that make one item of the lines that share them.
std::vector<TermKey> telling(const EventFeatures& line) {
  std::vector<TermKey> keys;
  const PackedVector terms = line.vector(EventFeatures::terms), names = line.vector(EventFeatures::names);
  for (std::size_t i = 0; i < terms.size(); ++i)
    if (static_cast<float>(terms.units(i)) * terms.unit >= telling_idf) keys.push_back(terms.key(i));
  for (std::size_t i = 0; i < names.size(); ++i) keys.push_back(names.key(i));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

std::vector<ByteRange> items_of(std::string_view text, std::span<const ByteRange> left_out,
                                const FeatureReader& reader) {
  std::vector<ByteRange> paragraphs;
  std::optional<std::uint32_t> heading;
  for (const Line& line : lines_of(text, left_out)) {
    if (line.heading) {
      if (!heading) heading = line.range.begin;
      continue;
    }
    paragraphs.push_back({heading.value_or(line.range.begin), line.range.end});
    heading.reset();
  }
  if (paragraphs.size() < least_items) return {};

  // Paragraphs that share telling terms, also with others between them, are of one item.
  std::uint32_t all = 0;
  for (const ByteRange range : paragraphs) all += range.size();
  std::vector<std::vector<TermKey>> terms;
  std::vector<std::size_t> item_of(paragraphs.size());
  std::vector<std::uint32_t> bytes(paragraphs.size());  // Of each item.
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const ByteRange range = paragraphs[i];
    terms.push_back(telling(reader.read("", text.substr(range.begin, range.size()), {}, std::nullopt)));
    item_of[i] = i;
    bytes[i] = range.size();
    for (std::size_t j = 0; j < i; ++j)
      if (item_of[j] != item_of[i] && shared_keys(terms[i], terms[j]) >= shared_terms) {
        const auto [kept, gone] = std::minmax({item_of[i], item_of[j]});
        for (std::size_t k = 0; k <= i; ++k)
          if (item_of[k] == gone) item_of[k] = kept;
        bytes[kept] += std::exchange(bytes[gone], 0);
      }
    if (bytes[item_of[i]] > largest_share * all) return {};
  }
  std::vector<ByteRange> items;
  for (std::size_t i = 0; i < paragraphs.size(); ++i)
    if (i > 0 && item_of[i] == item_of[i - 1]) {
      items.back().end = paragraphs[i].end;
    } else {
      items.push_back(paragraphs[i]);
    }
  if (items.size() < least_items) return {};
  return items;
}

std::vector<RoundUp> find_round_ups(const EventGraph& graph, const EdgeModel& model,
                                    std::span<const std::uint32_t> suspected,
                                    std::span<const std::vector<EventFeatures>> items,
                                    std::span<const std::uint32_t> cluster_of) {
  std::vector<std::vector<std::uint32_t>> members(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) members[cluster_of[node]].push_back(node);

  std::vector<RoundUp> found(suspected.size());
  tbb::parallel_for(std::size_t{0}, suspected.size(), [&](std::size_t s) {
    const std::uint32_t self = suspected[s];
    found[s].node = self;
    std::vector<std::uint32_t> best_clusters;
    std::vector<std::uint32_t>& clusters = found[s].clusters;
    for (const EventFeatures& item : items[s]) {
      const Neighbourhood neighbourhood = graph.place(item, self, self);
      const EdgeEnd end{&item, &neighbourhood, graph.end(self).published_s, {}};
      const EdgeReader reader(end);
      std::vector<std::uint32_t> seen;
      std::optional<std::pair<std::int64_t, std::uint32_t>> best;
      for (std::size_t i = 0; i < std::min(looked_up_neighbours, neighbourhood.nearest.size()); ++i) {
        const std::uint32_t cluster = cluster_of[neighbourhood.nearest[i]];
        if (std::find(seen.begin(), seen.end(), cluster) != seen.end()) continue;
        seen.push_back(cluster);
        const auto told = graph.end(self).published_s, happened = graph.end(cluster).published_s;  // Its first text's.
        if (told && happened && *happened > *told + (*told % day_s == 0 ? day_s : 0)) continue;
        const auto& all = members[cluster];
        std::int64_t sum = 0, count = 0;
        const std::size_t wanted = std::min(all.size(), standing_members);
        for (std::size_t k = 0; k < wanted; ++k) {
          const std::uint32_t member = all[k * all.size() / wanted];
          if (member == self) continue;
          sum += model.first_e6(reader.with(graph.end(member)));
          ++count;
        }
        const std::int64_t mean = count > 0 ? sum / count : 0;
        if (mean < least_mean_e6) continue;
        clusters.push_back(cluster);
        if (!best || mean > best->first || (mean == best->first && cluster < best->second)) best = {mean, cluster};
      }
      if (best) best_clusters.push_back(best->second);
    }
    std::sort(best_clusters.begin(), best_clusters.end());
    std::size_t events = 0, most_items = 0;
    for (auto run = best_clusters.begin(); run != best_clusters.end(); ++events) {
      const auto end = std::upper_bound(run, best_clusters.end(), *run);
      most_items = std::max(most_items, static_cast<std::size_t>(end - run));
      run = end;
    }
    // A report with a look back at another event has most of its items in one.
    if (events < least_items || 2 * most_items > best_clusters.size()) clusters.clear();
    std::sort(clusters.begin(), clusters.end());
    clusters.erase(std::unique(clusters.begin(), clusters.end()), clusters.end());
  });
  std::erase_if(found, [](const RoundUp& round_up) { return round_up.clusters.empty(); });
  return found;
}

}  // namespace tawatur
