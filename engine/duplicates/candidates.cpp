#include "duplicates/candidates.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "duplicates/buckets.h"

namespace tawatur {
namespace {

struct Posting {
  std::uint64_t key;
  TextIndex text;
  friend constexpr auto operator<=>(const Posting&, const Posting&) = default;
};

// Parts by index, so that the whole doesn't depend on which thread made what; sorted anyway.
std::vector<CandidatePair> joined(std::vector<std::vector<CandidatePair>>& parts) {
  std::vector<CandidatePair> all;
  std::size_t total = 0;
  for (const auto& part : parts) total += part.size();
  all.reserve(total);
  for (auto& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
    part = {};
  }
  tbb::parallel_sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// Postings by key, found through the low bits of the key: smallest hashes crowd at the low end, their low bits don't. A
// filter of one bit a slot stands in front, small enough for the cache: most shingles are in no text's keys.
class KeyIndex {
 public:
  KeyIndex(std::vector<Posting> postings, std::size_t largest) : postings_(std::move(postings)) {
    mask_ = std::bit_ceil(postings_.size() + 1) - 1;
    tbb::parallel_sort(postings_.begin(), postings_.end(), [this](const Posting& a, const Posting& b) {
      const std::uint64_t bucket_a = a.key & mask_, bucket_b = b.key & mask_;
      return bucket_a != bucket_b ? bucket_a < bucket_b : a < b;
    });
    drop_hot_keys(largest);
    offsets_.resize(mask_ + 2);
    constexpr std::size_t slots_a_key = 16;
    filter_mask_ = std::max<std::uint64_t>(64, (mask_ + 1) * slots_a_key) - 1;
    filter_.resize((filter_mask_ + 1) / 64);
    for (const Posting& posting : postings_) {
      ++offsets_[(posting.key & mask_) + 1];
      filter_[(posting.key & filter_mask_) / 64] |= std::uint64_t{1} << posting.key % 64;
    }
    for (std::size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
  }

  const std::vector<Posting>& postings() const { return postings_; }
  std::uint64_t dropped_keys() const { return dropped_; }

  /// use(index into postings) for every posting of the key.
  template <class Use>
  void find(std::uint64_t key, Use&& use) const {
    if ((filter_[(key & filter_mask_) / 64] >> key % 64 & 1) == 0) return;
    const std::uint64_t bucket = key & mask_;
    for (std::uint32_t i = offsets_[bucket]; i < offsets_[bucket + 1]; ++i)
      if (postings_[i].key == key) use(i);
  }

 private:
  void drop_hot_keys(std::size_t largest) {
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < postings_.size();) {
      std::size_t end = begin + 1;
      while (end < postings_.size() && postings_[end].key == postings_[begin].key) ++end;
      if (end - begin <= largest) {
        while (begin < end) postings_[kept++] = postings_[begin++];
      } else {
        ++dropped_;
      }
      begin = end;
    }
    postings_.resize(kept);
  }

  std::vector<Posting> postings_;
  std::vector<std::uint32_t> offsets_;  // [buckets + 1]
  std::vector<std::uint64_t> filter_;
  std::uint64_t mask_ = 0;
  std::uint64_t filter_mask_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace

Candidates band_candidates(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options) {
  const std::uint32_t bands = sketches.banding.bands;
  std::vector<std::vector<CandidatePair>> found(bands);
  std::vector<std::uint64_t> capped(bands);
  tbb::parallel_for(std::uint32_t{0}, bands, [&](std::uint32_t band) {
    std::vector<Posting> postings(texts.size());
    for (TextIndex text = 0; text < texts.size(); ++text)
      postings[text] = {sketches.keys_of(texts.first(text))[band], text};
    std::sort(postings.begin(), postings.end());
    for (std::size_t begin = 0; begin < postings.size();) {
      std::size_t end = begin + 1;
      while (end < postings.size() && postings[end].key == postings[begin].key) ++end;
      capped[band] += for_bucket_pairs(
          end - begin, options.largest_bucket, [&](std::size_t i) { return postings[begin + i].text; },
          [&](TextIndex a, TextIndex b) {
            found[band].push_back({a, b});
          });
      begin = end;
    }
  });
  Candidates result{joined(found), 0};
  for (const std::uint64_t count : capped) result.capped += count;
  return result;
}

Candidates containment_candidates(const TextSketches& sketches, const DistinctTexts& texts,
                                  const DuplicateOptions& options) {
  std::vector<Posting> postings;
  for (TextIndex text = 0; text < texts.size(); ++text) {
    const ArticleIndex article = texts.first(text);
    if (sketches.shingles[index_of(article)] < options.least_contained_shingles) continue;
    const auto sample = sketches.sample_of(article);
    for (const std::uint64_t key : sample.first(std::min<std::size_t>(options.containment_keys, sample.size())))
      postings.push_back({key, text});
  }
  const KeyIndex index(std::move(postings), options.largest_bucket);

  // How many keys each text has left, and how many of so many have to be met.
  std::vector<std::uint32_t> keys(texts.size());
  for (const Posting& posting : index.postings()) ++keys[posting.text];
  std::vector<std::uint32_t> wanted(options.containment_keys + 1);
  for (std::uint32_t count = 0; count < wanted.size(); ++count)
    wanted[count] = least_hits(count, options.containment, options.recall);

  constexpr std::size_t texts_in_part = 64;
  std::vector<std::vector<CandidatePair>> found((texts.size() + texts_in_part - 1) / texts_in_part);
  struct Workspace {
    std::vector<std::uint32_t> hits;
    std::vector<TextIndex> held;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t part) {
    auto& [hits, held] = workspaces.local();
    const std::size_t end = std::min(texts.size(), (part + 1) * texts_in_part);
    for (std::size_t at = part * texts_in_part; at < end; ++at) {
      const auto text = static_cast<TextIndex>(at);
      hits.clear();
      for (const std::uint64_t hash : sketches.sample_of(texts.first(text)))
        index.find(hash, [&](std::uint32_t posting) {
          if (index.postings()[posting].text != text) hits.push_back(posting);
        });
      held.clear();
      for (const std::uint32_t posting : hits) held.push_back(index.postings()[posting].text);
      std::sort(held.begin(), held.end());
      for (std::size_t i = 0; i < held.size();) {
        std::size_t next = i + 1;
        while (next < held.size() && held[next] == held[i]) ++next;
        if (next - i >= wanted[keys[held[i]]])
          found[part].push_back({std::min(held[i], text), std::max(held[i], text)});
        i = next;
      }
    }
  });
  return {joined(found), index.dropped_keys()};
}

Candidates merge(const Candidates& a, const Candidates& b) {
  Candidates result;
  result.capped = a.capped + b.capped;
  std::set_union(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(), std::back_inserter(result.pairs));
  return result;
}

}  // namespace tawatur
