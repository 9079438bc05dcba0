#include "duplicates/candidates.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <string>

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

// Which of the keys added may have been added twice: most keys of a band are alone, and need not be sorted.
class RepeatFilter {
 public:
  explicit RepeatFilter(std::size_t keys) : words_(std::max<std::size_t>(1, std::bit_ceil(keys) / 8)) {
    once_.resize(words_);
    twice_.resize(words_);
  }

  void clear() {
    std::fill(once_.begin(), once_.end(), 0);
    std::fill(twice_.begin(), twice_.end(), 0);
  }

  void add(std::uint64_t key) {
    const std::size_t word = key / 64 & (words_ - 1);
    const std::uint64_t bit = std::uint64_t{1} << key % 64;
    twice_[word] |= once_[word] & bit;
    once_[word] |= bit;
  }

  bool may_repeat(std::uint64_t key) const { return twice_[key / 64 & (words_ - 1)] >> key % 64 & 1; }

 private:
  std::size_t words_;  // a power of two
  std::vector<std::uint64_t> once_, twice_;
};

// Postings by key, found through the low bits of the key: smallest hashes crowd at the low end, their low bits don't. A
// filter of one bit a slot stands in front, small enough for the cache: most shingles are in no text's keys.
class KeyIndex {
 public:
  /// on_drop(text) for every posting of a key that more than `largest` texts have.
  template <class OnDrop>
  KeyIndex(std::vector<Posting> postings, std::size_t largest, OnDrop&& on_drop) : postings_(std::move(postings)) {
    mask_ = std::bit_ceil(postings_.size() + 1) - 1;
    tbb::parallel_sort(postings_.begin(), postings_.end(), [this](const Posting& a, const Posting& b) {
      const std::uint64_t bucket_a = a.key & mask_, bucket_b = b.key & mask_;
      return bucket_a != bucket_b ? bucket_a < bucket_b : a < b;
    });
    drop_hot_keys(largest, on_drop);
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

  std::uint64_t dropped_keys() const { return dropped_; }

  /// use(posting) for every posting of each of the keys. What lies apart in memory is fetched ahead.
  template <class Use>
  void find(std::span<const std::uint64_t> keys, std::vector<std::uint64_t>& known, Use&& use) const {
    known.clear();
    for (const std::uint64_t key : keys) {
      if ((filter_[(key & filter_mask_) / 64] >> key % 64 & 1) == 0) continue;
      known.push_back(key);
      __builtin_prefetch(&offsets_[key & mask_]);
    }
    for (const std::uint64_t key : known) __builtin_prefetch(&postings_[offsets_[key & mask_]]);
    for (const std::uint64_t key : known)
      for (std::uint32_t i = offsets_[key & mask_]; i < offsets_[(key & mask_) + 1]; ++i)
        if (postings_[i].key == key) use(postings_[i]);
  }

 private:
  template <class OnDrop>
  void drop_hot_keys(std::size_t largest, OnDrop& on_drop) {
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < postings_.size();) {
      std::size_t end = begin + 1;
      while (end < postings_.size() && postings_[end].key == postings_[begin].key) ++end;
      if (end - begin <= largest) {
        while (begin < end) postings_[kept++] = postings_[begin++];
      } else {
        ++dropped_;
        for (std::size_t i = begin; i < end; ++i) on_drop(postings_[i].text);
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
  tbb::enumerable_thread_specific<RepeatFilter> filters([&] { return RepeatFilter(texts.size()); });
  tbb::parallel_for(std::uint32_t{0}, bands, [&](std::uint32_t band) {
    const auto keys = sketches.keys_of_band(band);
    const auto key_of = [&](TextIndex text) { return keys[index_of(texts.first(text))]; };
    RepeatFilter& filter = filters.local();
    filter.clear();
    for (TextIndex text = 0; text < texts.size(); ++text) filter.add(key_of(text));
    std::vector<Posting> postings;
    for (TextIndex text = 0; text < texts.size(); ++text)
      if (filter.may_repeat(key_of(text))) postings.push_back({key_of(text), text});
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
  // A key that stands in no other text's sample need not be looked up.
  std::size_t sampled = 0;
  for (const auto& part : sketches.parts) sampled += part.samples.size();
  RepeatFilter filter(sampled);
  for (TextIndex text = 0; text < texts.size(); ++text)
    for (const std::uint64_t hash : sketches.sample_of(texts.first(text))) filter.add(hash);
  std::vector<Posting> postings;
  std::vector<std::uint32_t> keys(texts.size());  // How many each text has, without those that are too common.
  for (TextIndex text = 0; text < texts.size(); ++text) {
    const ArticleIndex article = texts.first(text);
    if (sketches.shingles[index_of(article)] < options.least_contained_shingles) continue;
    for (const std::uint64_t key : keys_of_sample(sketches.sample_of(article), options)) {
      ++keys[text];
      if (filter.may_repeat(key)) postings.push_back({key, text});
    }
  }
  const KeyIndex index(std::move(postings), options.largest_bucket, [&](TextIndex text) { --keys[text]; });

  // How many of so many keys have to be met.
  std::vector<std::uint32_t> wanted(options.containment_keys + 1);
  for (std::uint32_t count = 0; count < wanted.size(); ++count)
    wanted[count] = least_hits(count, options.containment, options.recall);

  constexpr std::size_t texts_in_part = 64;
  std::vector<std::vector<CandidatePair>> found((texts.size() + texts_in_part - 1) / texts_in_part);
  struct Workspace {
    std::vector<TextIndex> held;
    std::vector<std::uint64_t> known;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t part) {
    auto& [held, known] = workspaces.local();
    const std::size_t end = std::min(texts.size(), (part + 1) * texts_in_part);
    for (std::size_t at = part * texts_in_part; at < end; ++at) {
      const auto text = static_cast<TextIndex>(at);
      held.clear();
      index.find(sketches.sample_of(texts.first(text)), known, [&](const Posting& posting) {
        if (posting.text != text) held.push_back(posting.text);
      });
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
