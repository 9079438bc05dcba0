#include "events/repeated_passages.h"

#include <algorithm>
#include <compare>
#include <map>
#include <string>
#include <string_view>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <xxhash.h>

#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::size_t shingle_words = 5;
constexpr std::uint64_t sample = 2;  // One shingle of so many, the same ones in every text.
constexpr std::size_t least_origins = 4;
constexpr std::size_t share = 5;           // One origin of so many of the source.
constexpr std::size_t others_share = 5;    // At most one of so many that have it is of another source.
constexpr std::size_t bridged_words = 12;  // Between two repeated shingles of one passage.
constexpr std::uint32_t read_bytes = 16384;

/// Two shingles of one key are taken for one: by chance, and too seldom to be four of a source.
struct Occurrence {
  std::uint32_t shingle;
  std::uint32_t node;
  auto operator<=>(const Occurrence&) const = default;
};

/// A sampled shingle of a text and its first word.
struct Place {
  std::uint32_t shingle;
  std::size_t word;
};

std::string_view opening_of(std::string_view text) {
  if (text.size() <= read_bytes) return text;
  std::size_t end = read_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// `words` are normalised, with one space between them.
std::vector<Place> sampled_shingles(std::string_view words) {
  std::vector<std::uint64_t> keys;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    const bool figure = '0' <= word.front() && word.front() <= '9';  // Dates, clocks and counters read alike.
    keys.push_back(figure ? 0 : XXH3_64bits(word.data(), word.size()));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  std::vector<Place> places;
  for (std::size_t i = 0; i + shingle_words <= keys.size(); ++i)
    if (const std::uint64_t key = XXH3_64bits(keys.data() + i, shingle_words * sizeof(std::uint64_t));
        key % sample == 0)
      places.push_back({static_cast<std::uint32_t>(key >> 32), i});
  return places;
}

void merge_in(std::vector<ByteRange>& ranges, std::vector<ByteRange> more) {
  ranges.insert(ranges.end(), more.begin(), more.end());
  std::sort(ranges.begin(), ranges.end());
  std::vector<ByteRange> merged;
  for (const ByteRange range : ranges)
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  ranges = std::move(merged);
}

}  // namespace

std::vector<std::vector<ByteRange>> with_repeated_passages(std::span<const Article> articles,
                                                           std::span<const std::vector<ByteRange>> furniture,
                                                           std::span<const ArticleIndex> texts) {
  std::map<std::string_view, std::uint32_t> numbers;
  std::vector<std::uint32_t> source_of(texts.size());
  std::vector<std::vector<ByteRange>> ranges(texts.size());
  const auto article_of = [&](std::size_t node) { return index_of(texts[node]); };
  for (std::size_t node = 0; node < texts.size(); ++node) {
    ranges[node] = furniture[article_of(node)];
    source_of[node] = numbers.try_emplace(articles[article_of(node)].source, static_cast<std::uint32_t>(numbers.size()))
                          .first->second;
  }
  std::vector<std::size_t> origins_of(numbers.size(), 0);
  for (const std::uint32_t source : source_of) ++origins_of[source];
  if (const auto unknown = numbers.find(""); unknown != numbers.end()) origins_of[unknown->second] = 0;

  tbb::enumerable_thread_specific<std::vector<Occurrence>> parts;
  tbb::parallel_for(std::size_t{0}, texts.size(), [&](std::size_t node) {
    thread_local std::string words;
    normalise_words(opening_of(articles[article_of(node)].text), words);
    for (const Place& place : sampled_shingles(words))
      parts.local().push_back({place.shingle, static_cast<std::uint32_t>(node)});
  });
  std::vector<Occurrence> all;
  std::size_t count = 0;
  for (const std::vector<Occurrence>& part : parts) count += part.size();
  all.reserve(count);
  for (std::vector<Occurrence>& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
    part = {};
  }
  tbb::parallel_sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());

  std::vector<std::vector<std::uint32_t>> repeated(texts.size());  // Ascending.
  const auto source_at = [&](std::size_t i) { return source_of[all[i].node]; };
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first;
    while (end < all.size() && all[end].shingle == all[first].shingle) ++end;
    if (end - first < least_origins) {
      first = end;
      continue;
    }
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(end),
              [&source_of](const Occurrence& a, const Occurrence& b) { return source_of[a.node] < source_of[b.node]; });
    for (std::size_t run = first; run < end;) {
      std::size_t last = run;
      while (last < end && source_at(last) == source_at(run)) ++last;
      const std::size_t own = last - run, of_source = origins_of[source_at(run)];
      if (own >= least_origins && of_source > 0 && share * own >= of_source &&
          others_share * (end - first - own) <= end - first)
        for (; run < last; ++run) repeated[all[run].node].push_back(all[run].shingle);
      run = last;
    }
    first = end;
  }
  tbb::parallel_for(std::size_t{0}, texts.size(), [&](std::size_t node) {
    if (repeated[node].empty()) return;
    const NormalisedText text = normalise(opening_of(articles[article_of(node)].text));
    std::vector<ByteRange> passages;
    std::size_t next = 0;  // The word after the last passage.
    for (const Place& place : sampled_shingles(text.text)) {
      if (!std::binary_search(repeated[node].begin(), repeated[node].end(), place.shingle)) continue;
      const std::uint32_t end = text.tokens[place.word + shingle_words - 1].source.end;
      if (!passages.empty() && place.word <= next + bridged_words) {
        passages.back().end = end;
      } else {
        passages.push_back({text.tokens[place.word].source.begin, end});
      }
      next = place.word + shingle_words;
    }
    merge_in(ranges[node], std::move(passages));
  });
  return ranges;
}

}  // namespace tawatur
