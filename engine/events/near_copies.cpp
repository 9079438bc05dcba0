#include "events/near_copies.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

#include <tbb/parallel_sort.h>

namespace tawatur {
namespace {

// Where texts are edited at every tenth word and a line of the house is added, 97 of 100 copies reach both; of reports
// of two events that are no copies hardly any does.
constexpr double least_cosine = 0.5;
constexpr double least_share = 0.7;
constexpr std::int64_t longest_gap_s = 36 * 3600;
constexpr std::uint32_t least_passages = 2;
constexpr std::size_t looked_back = 4;  // Texts of a passage, besides the first.

/// Two texts and how many passages they share.
struct Sharing {
  std::uint32_t later = 0;
  std::uint32_t earlier = 0;
  std::uint32_t passages = 0;

  std::uint64_t texts() const { return std::uint64_t{later} << 32 | earlier; }
  bool operator<(const Sharing& other) const { return texts() < other.texts(); }
};

bool near_copies(const EventFeatures& a, const EventFeatures& b) {
  const PackedVector in_a = a.vector(EventFeatures::bigrams), in_b = b.vector(EventFeatures::bigrams);
  return cosine(in_a, in_b) >= least_cosine && std::max(share_in(in_a, in_b), share_in(in_b, in_a)) >= least_share;
}

}  // namespace

std::vector<std::uint32_t> fold_near_copies(std::span<const EventFeatures> texts,
                                            std::span<const std::optional<std::int64_t>> published_s) {
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  std::vector<Pair> holders;                                // Passage and text.
  const auto each_sharing = [&holders](const auto& take) {  // The later text first.
    for (std::size_t first = 0, i = 0; i < holders.size(); ++i) {
      if (holders[i].first != holders[first].first) first = i;
      for (std::size_t back = 1; back <= std::min(looked_back, i - first); ++back)
        take(holders[i].second, holders[i - back].second);
      if (i - first > looked_back) take(holders[i].second, holders[first].second);
    }
  };
  // By texts, distinct. So that the passages of one range alone are in memory, the pairs of each are added to those of
  // the ranges before and sorted with them.
  std::vector<Sharing> sharing;
  for (TermKey range = 0; range < key_ranges; ++range) {
    holders.clear();
    for (std::uint32_t text = 0; text < texts.size(); ++text)
      for (const TermKey passage : texts[text].keys(EventFeatures::passages))
        if (range_of(passage) == range) holders.emplace_back(passage, text);
    tbb::parallel_sort(holders.begin(), holders.end());
    each_sharing([&sharing](std::uint32_t later, std::uint32_t earlier) { sharing.push_back({later, earlier, 1}); });
    tbb::parallel_sort(sharing.begin(), sharing.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sharing.size(); ++kept) {
      Sharing sum = sharing[i++];
      for (; i < sharing.size() && sharing[i].texts() == sum.texts(); ++i) sum.passages += sharing[i].passages;
      sharing[kept] = sum;
    }
    sharing.resize(kept);
  }
  holders = {};

  std::vector<std::uint32_t> head_of(texts.size());
  std::iota(head_of.begin(), head_of.end(), 0u);
  for (std::size_t i = 0; i < sharing.size();) {
    const std::uint32_t text = sharing[i].later;
    std::vector<std::uint32_t> heads;
    for (; i < sharing.size() && sharing[i].later == text; ++i)
      if (sharing[i].passages >= least_passages) heads.push_back(head_of[sharing[i].earlier]);
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    for (const std::uint32_t head : heads) {
      const auto told = published_s[head], retold = published_s[text];
      if (told && retold && std::llabs(*told - *retold) > longest_gap_s) continue;
      if (!near_copies(texts[head], texts[text])) continue;
      head_of[text] = head;
      break;
    }
  }
  return head_of;
}

}  // namespace tawatur
