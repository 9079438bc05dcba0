#include "duplicates/candidates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <numeric>
#include <utility>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include "duplicates/buckets.h"
#include "sketch/shingle_table.h"
#include "sketch/shingles.h"

namespace tawatur {
namespace {

// A key and a text that has it, ordered by key, then text.
using Posting = std::uint64_t;
Posting posting(std::uint32_t key, TextIndex text) { return std::uint64_t{key} << 32 | text; }
std::uint32_t key_of(Posting one) { return static_cast<std::uint32_t>(one >> 32); }
TextIndex text_of(Posting one) { return static_cast<TextIndex>(one); }

// use(begin, end) for every run of equal keys in sorted postings.
template <class Use>
void for_each_key(const std::vector<Posting>& postings, Use&& use) {
  for (std::size_t begin = 0; begin < postings.size();) {
    std::size_t end = begin + 1;
    while (end < postings.size() && key_of(postings[end]) == key_of(postings[begin])) ++end;
    use(begin, end);
    begin = end;
  }
}

// Texts are worked on so many at a time.
constexpr std::size_t texts_in_part = 64;
std::size_t parts_of(std::size_t texts) { return (texts + texts_in_part - 1) / texts_in_part; }

// use(text) for the texts of a part.
template <class Use>
void for_texts(std::size_t texts, std::size_t part, Use&& use) {
  for (std::size_t text = part * texts_in_part; text < std::min(texts, (part + 1) * texts_in_part); ++text)
    use(static_cast<TextIndex>(text));
}

// All pairs in order, once each: put by their first texts, then sorted among those of one. Linear but for texts of many
// pairs.
std::vector<CandidatePair> joined(std::vector<std::vector<CandidatePair>>& parts, std::size_t texts) {
  std::vector<std::size_t> ends(texts + 1);  // of the pairs of each text: first where they begin, then moved on
  for (const auto& part : parts)
    for (const CandidatePair& pair : part) ++ends[pair.a + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<TextIndex> others(ends.back());
  for (auto& part : parts) {
    for (const CandidatePair& pair : part) others[ends[pair.a]++] = pair.b;
    std::vector<CandidatePair>().swap(part);
  }
  std::vector<CandidatePair> all;
  all.reserve(others.size());
  auto begin = others.begin();
  for (TextIndex text = 0; text < texts; ++text) {
    const auto end = others.begin() + static_cast<std::ptrdiff_t>(ends[text]);
    std::sort(begin, end);
    for (auto other = begin; other != end; ++other)
      if (other == begin || *other != *(other - 1)) all.push_back({text, *other});
    begin = end;
  }
  return all;
}

// Which of the keys added may have been added twice: most keys are alone, and need not be sorted. Two bits a slot,
// eight slots a key.
class RepeatFilter {
 public:
  explicit RepeatFilter(std::size_t keys) : words_(std::max<std::size_t>(1, std::bit_ceil(keys) / 4)) {}

  void clear() { std::fill(words_.begin(), words_.end(), 0); }

  void add(std::uint32_t key) {
    std::uint64_t& word = words_[key / 32 & (words_.size() - 1)];
    const std::uint64_t once = std::uint64_t{1} << key % 32 * 2;
    word += (word & once << 1) ? 0 : once;  // to 2 at most
  }

  bool may_repeat(std::uint32_t key) const { return words_[key / 32 & (words_.size() - 1)] >> (key % 32 * 2 + 1) & 1; }

 private:
  std::vector<std::uint64_t> words_;  // a power of two
};

// Which of some keys were added, and a few others: one bit of at least eight a key.
class KeyFilter {
 public:
  explicit KeyFilter(std::size_t keys) : mask_(8 * std::bit_ceil(std::max<std::size_t>(8, keys)) - 1) {
    words_.resize((mask_ + 1) / 64);
  }

  // Two choices of bits, each for a filter.
  static std::uint64_t low_bits(std::uint32_t key) { return key; }
  static std::uint64_t mixed_bits(std::uint32_t key) { return key * std::uint64_t{0x9E3779B97F4A7C15u} >> 24; }

  // True when it was there already.
  bool add(std::uint64_t bits) {
    std::uint64_t& word = words_[(bits & mask_) / 64];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << bits % 64;
    return before >> bits % 64 & 1;
  }

  bool has(std::uint64_t bits) const { return words_[(bits & mask_) / 64] >> bits % 64 & 1; }

 private:
  std::size_t mask_;
  std::vector<std::uint64_t> words_;
};

// Containment keys of all texts, and how many texts have each.
class ContainmentKeys {
 public:
  ContainmentKeys(const TextSketches& sketches, const DistinctTexts& texts, const TextSamples& samples,
                  const DuplicateOptions& options)
      : samples_(samples), options_(options), begins_(texts.size() + 1) {
    for (TextIndex text = 0; text < texts.size(); ++text) {
      const bool may_be_contained = sketches.shingles[index_of(texts.first(text))] >= options.least_contained_shingles;
      begins_[text + 1] = begins_[text];
      if (may_be_contained)
        begins_[text + 1] += static_cast<std::uint32_t>(keys_of_sample(samples[text], options).size());
    }
    count_texts();
  }

  std::span<const std::uint32_t> of(TextIndex text) const {
    return samples_[text].first(begins_[text + 1] - begins_[text]);
  }

  // Parallel to `of`: texts that have the key among theirs, at least; alone where no other text's sample has it; hot
  // where too many have it.
  std::span<const std::uint16_t> frequencies(TextIndex text) const {
    return {frequencies_.data() + begins_[text], begins_[text + 1] - begins_[text]};
  }
  static constexpr std::uint16_t alone = 0, hot = 0xFFFF;

  // Replaces `hashes` by all of the text's sample that other texts may be looked up by, and a few others.
  void get_shared(TextIndex text, std::vector<std::uint32_t>& hashes) const {
    const auto keys = of(text);
    const auto found = frequencies(text);
    const Others& met = others_[text / texts_in_part];
    const std::size_t place = text % texts_in_part, begin = place == 0 ? 0 : met.ends[place - 1];
    hashes.resize(keys.size() + met.ends[place] - begin);
    std::uint32_t* end = hashes.data();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      *end = keys[i];
      end += found[i] > 1 && found[i] != hot;  // Else it is looked up by no text, or by this one alone.
    }
    end = std::copy_n(met.hashes.data() + begin, met.ends[place] - begin, end);
    hashes.resize(static_cast<std::size_t>(end - hashes.data()));
  }

  bool has_hot(TextIndex text) const { return has_hot_[text] != 0; }

  void prefetch(TextIndex text) const {
    __builtin_prefetch(samples_[text].data());
    __builtin_prefetch(frequencies_.data() + begins_[text]);
  }

  std::uint64_t hot_keys() const { return hot_keys_; }

 private:
  // With their places among all keys, those that another sample may have, in classes that no two threads write to one
  // place for. Most keys are alone: what of all samples meets a key in a first filter is seen again by a second one.
  static constexpr std::uint32_t classes = 8;
  std::vector<std::vector<Posting>> shared_keys() {
    KeyFilter keys(begins_.back()), again(begins_.back());
    std::vector<std::uint32_t> repeated(options_.containment_keys);
    for (TextIndex text = 0; text < samples_.size(); ++text) {
      std::uint32_t* end = repeated.data();
      for (const std::uint32_t key : of(text)) {
        *end = key;
        end += keys.add(KeyFilter::low_bits(key));
      }
      for (const std::uint32_t* key = repeated.data(); key != end; ++key) again.add(KeyFilter::mixed_bits(*key));
    }

    others_.resize(parts_of(samples_.size()));
    tbb::parallel_for(std::size_t{0}, others_.size(), [&](std::size_t part) {
      std::vector<std::uint32_t> met;
      for_texts(samples_.size(), part, [&](TextIndex text) {
        const auto others = samples_[text].subspan(of(text).size());
        const std::size_t before = met.size();
        met.resize(before + others.size());
        std::uint32_t* end = met.data() + before;
        for (const std::uint32_t hash : others) {
          // Without a branch: which hashes are keys can't be predicted.
          *end = hash;
          end += keys.has(KeyFilter::low_bits(hash));
        }
        met.resize(static_cast<std::size_t>(end - met.data()));
        others_[part].ends[text % texts_in_part] = static_cast<std::uint32_t>(met.size());
      });
      others_[part].hashes = std::vector(met.begin(), met.end());  // no more memory than needed
    });
    for (const Others& met : others_)
      for (const std::uint32_t hash : met.hashes) again.add(KeyFilter::mixed_bits(hash));

    std::vector<std::vector<Posting>> shared(classes);
    std::array<std::size_t, classes> sizes{};
    std::vector<bool> is_shared(begins_.back());  // Asking the filter again would take longer.
    for (TextIndex text = 0; text < samples_.size(); ++text) {
      std::uint32_t place = begins_[text];
      for (const std::uint32_t key : of(text)) {
        const bool seen = again.has(KeyFilter::mixed_bits(key));
        is_shared[place++] = seen;
        sizes[key % classes] += seen;
      }
    }
    for (std::uint32_t number = 0; number < classes; ++number) shared[number].reserve(sizes[number]);
    std::vector<Posting> found(options_.containment_keys);
    for (TextIndex text = 0; text < samples_.size(); ++text) {
      Posting* end = found.data();
      std::uint32_t place = begins_[text];
      for (const std::uint32_t key : of(text)) {
        *end = posting(key, place);
        end += is_shared[place++];
      }
      for (const Posting* one = found.data(); one != end; ++one) shared[key_of(*one) % classes].push_back(*one);
    }
    return shared;
  }

  void count_texts() {
    std::vector<std::vector<Posting>> shared = shared_keys();
    frequencies_.resize(begins_.back());
    std::vector<std::uint64_t> hot_keys(classes);
    tbb::parallel_for(std::uint32_t{0}, classes, [&](std::uint32_t number) {
      hot_keys[number] = set_frequencies(shared[number]);
      std::vector<Posting>().swap(shared[number]);
    });
    for (const std::uint64_t count : hot_keys) hot_keys_ += count;
    has_hot_.resize(samples_.size());
    tbb::parallel_for(tbb::blocked_range<TextIndex>(0, static_cast<TextIndex>(samples_.size()), 1024),
                      [&](const auto& range) {
                        for (TextIndex text = range.begin(); text < range.end(); ++text)
                          has_hot_[text] = std::ranges::count(frequencies(text), hot) > 0;
                      });
  }

  // From postings with places among all keys, all of a key. How many keys are hot.
  std::uint64_t set_frequencies(const std::vector<Posting>& keys) {
    struct Slot {
      std::uint32_t key, count;
    };
    const std::size_t size = std::bit_ceil(2 * keys.size() + 2);
    std::vector<Slot> slots(size);
    const std::uint64_t multiplier = ShingleTable::multiplier();
    const int shift = 64 - std::countr_zero(size);
    const auto slot_of = [&](std::uint32_t key) {
      std::size_t at = key * multiplier >> shift;
      while (slots[at].count != 0 && slots[at].key != key) at = (at + 1) & (size - 1);
      return at;
    };
    for (const Posting one : keys) {
      Slot& slot = slots[slot_of(key_of(one))];
      slot.key = key_of(one);
      ++slot.count;
    }
    for (const Posting one : keys) {
      const std::uint32_t count = slots[slot_of(key_of(one))].count;
      frequencies_[text_of(one)] =
          count > options_.largest_bucket ? hot : static_cast<std::uint16_t>(std::min<std::uint32_t>(count, hot - 1));
    }
    return static_cast<std::uint64_t>(
        std::ranges::count_if(slots, [&](const Slot& slot) { return slot.count > options_.largest_bucket; }));
  }

  const TextSamples& samples_;
  const DuplicateOptions& options_;
  std::vector<std::uint32_t> begins_;       // [texts + 1]
  std::vector<std::uint16_t> frequencies_;  // [keys]
  // Of the samples of some texts what is none of their keys, but may be one of other texts.
  struct Others {
    std::array<std::uint32_t, texts_in_part> ends{};  // of each text's in `hashes`
    std::vector<std::uint32_t> hashes;
  };
  std::vector<Others> others_;  // by parts of texts
  std::vector<char> has_hot_;   // [texts]
  std::uint64_t hot_keys_ = 0;
};

// Postings by key. A filter of one bit a slot stands in front, small enough for the cache: most shingles are in no
// text's keys.
class KeyIndex {
 public:
  explicit KeyIndex(std::vector<std::vector<Posting>> parts) {
    std::size_t size = 0;
    for (const auto& part : parts) size += part.size();
    postings_.resize(size);
    // Keys, the smallest hashes, crowd at the low end; their low bits don't.
    mask_ = static_cast<std::uint32_t>(std::bit_ceil(size + 1) - 1);
    constexpr std::size_t slots_a_key = 16;
    filter_mask_ = static_cast<std::uint32_t>(std::max<std::size_t>(64, (std::size_t{mask_} + 1) * slots_a_key) - 1);
    filter_.resize((std::size_t{filter_mask_} + 1) / 64);
    offsets_.resize(std::size_t{mask_} + 2);
    for (const auto& part : parts)
      for (const Posting one : part) {
        ++offsets_[(key_of(one) & mask_) + 1];
        filter_[(key_of(one) & filter_mask_) / 64] |= std::uint64_t{1} << key_of(one) % 64;
      }
    for (std::size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
    std::vector<std::uint32_t> places(offsets_.begin(), offsets_.end() - 1);
    for (auto& part : parts) {
      for (const Posting one : part) postings_[places[key_of(one) & mask_]++] = one;
      std::vector<Posting>().swap(part);
    }
  }

  /// use(text) for every posting of each of the keys. What lies apart in memory is fetched ahead. known: room.
  template <class Use>
  void find(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>& known, Use&& use) const {
    if (known.size() < keys.size()) known.resize(keys.size());
    std::uint32_t* end = known.data();
    for (const std::uint32_t key : keys) {
      // Without a branch: which keys are known can't be predicted.
      *end = key;
      end += filter_[(key & filter_mask_) / 64] >> key % 64 & 1;
    }
    const std::span found(known.data(), end);
    for (const std::uint32_t key : found) __builtin_prefetch(&offsets_[key & mask_]);
    for (const std::uint32_t key : found) __builtin_prefetch(postings_.data() + offsets_[key & mask_]);
    for (const std::uint32_t key : found)
      for (std::uint32_t i = offsets_[key & mask_]; i < offsets_[(key & mask_) + 1]; ++i)
        if (key_of(postings_[i]) == key) use(text_of(postings_[i]));
  }

 private:
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> offsets_;  // [buckets + 1]
  std::vector<std::uint64_t> filter_;
  std::uint32_t mask_ = 0, filter_mask_ = 0;
};

// Of the rarest keys so many are looked for, as one alone is often met by chance.
constexpr std::uint32_t least_rare = 2;

// How many texts have a key among theirs, and the key.
using RareKeys = std::vector<std::pair<std::uint16_t, std::uint32_t>>;

// How many of a text's keys have to be met, 0 where too few can be; adds the postings of the rarest ones, least_rare of
// which then are met, or all that are wanted. shared: room.
std::uint32_t add_rarest_keys(const ContainmentKeys& keys, TextIndex text, std::span<const std::uint32_t> wanted_of,
                              RareKeys& shared, std::vector<Posting>& postings) {
  const auto frequencies = keys.frequencies(text);
  shared.clear();
  std::size_t usable = 0;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    usable += frequencies[i] != ContainmentKeys::hot;
    if (frequencies[i] != ContainmentKeys::hot && frequencies[i] != ContainmentKeys::alone)
      shared.emplace_back(frequencies[i], keys.of(text)[i]);
  }
  const std::uint32_t wanted = wanted_of[usable];
  if (wanted == 0 || shared.size() < wanted) return 0;
  std::sort(shared.begin(), shared.end());
  const std::size_t rarest = shared.size() - wanted + std::min(wanted, least_rare);
  for (std::size_t i = 0; i < rarest; ++i) postings.push_back(posting(shared[i].second, text));
  return wanted;
}

// Whether at least `wanted` of a text's keys stand in another one's sample.
bool meets(const ContainmentKeys& keys, TextIndex text, std::uint32_t wanted, std::span<const std::uint32_t> sample) {
  const auto of_text = keys.of(text);
  if (!keys.has_hot(text)) return shared_shingles(of_text, sample) >= wanted;
  const auto frequencies = keys.frequencies(text);
  std::uint32_t met = 0;
  for (std::size_t i = 0, k = 0; i < of_text.size() && k < sample.size();) {
    const std::uint32_t x = of_text[i], y = sample[k];
    met += x == y && frequencies[i] != ContainmentKeys::hot;
    i += x <= y;
    k += y <= x;
  }
  return met >= wanted;
}

}  // namespace

Candidates band_candidates(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options) {
  const std::uint32_t bands = sketches.banding.bands;
  std::vector<std::vector<CandidatePair>> found(bands);
  std::vector<std::uint64_t> capped(bands);
  tbb::enumerable_thread_specific<RepeatFilter> filters([&] { return RepeatFilter(texts.size()); });
  tbb::parallel_for(std::uint32_t{0}, bands, [&](std::uint32_t band) {
    const auto keys = sketches.keys_of_band(band);
    const auto key = [&](TextIndex text) { return keys[index_of(texts.first(text))]; };
    RepeatFilter& filter = filters.local();
    filter.clear();
    for (TextIndex text = 0; text < texts.size(); ++text) filter.add(key(text));
    std::vector<Posting> postings;
    for (std::size_t part = 0; part < parts_of(texts.size()); ++part) {
      std::array<Posting, texts_in_part> repeated;
      Posting* end = repeated.data();
      for_texts(texts.size(), part, [&](TextIndex text) {
        // Without a branch: which keys repeat can't be predicted.
        *end = posting(key(text), text);
        end += filter.may_repeat(key(text));
      });
      postings.insert(postings.end(), repeated.data(), end);
    }
    postings.resize(sort_distinct(postings));
    for_each_key(postings, [&](std::size_t begin, std::size_t end) {
      capped[band] += for_bucket_pairs(
          end - begin, options.largest_bucket, [&](std::size_t i) { return text_of(postings[begin + i]); },
          [&](TextIndex a, TextIndex b) {
            found[band].push_back({a, b});
          });
    });
  });
  Candidates result{joined(found, texts.size()), 0};
  for (const std::uint64_t count : capped) result.capped += count;
  return result;
}

Candidates containment_candidates(const TextSketches& sketches, const DistinctTexts& texts,
                                  const DuplicateOptions& options) {
  const TextSamples samples = samples_of(texts, sketches);
  const ContainmentKeys keys(sketches, texts, samples, options);
  // How many of so many keys have to be met.
  std::vector<std::uint32_t> wanted_of(options.containment_keys + std::size_t{1});
  for (std::uint32_t count = 0; count < wanted_of.size(); ++count)
    wanted_of[count] = least_hits(count, options.containment, options.recall);
  const std::size_t parts = parts_of(texts.size());
  std::vector<std::uint32_t> wanted(texts.size());
  std::vector<std::vector<Posting>> postings(parts);
  tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
    RareKeys shared;
    for_texts(texts.size(), part,
              [&](TextIndex text) { wanted[text] = add_rarest_keys(keys, text, wanted_of, shared, postings[part]); });
  });
  const KeyIndex index(std::move(postings));

  std::vector<std::vector<CandidatePair>> found(parts);
  struct Workspace {
    std::vector<TextIndex> held;
    std::vector<std::uint32_t> shared, known;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t part) {
    auto& [held, shared, known] = workspaces.local();
    for_texts(texts.size(), part, [&](TextIndex text) {
      held.clear();
      keys.get_shared(text, shared);
      index.find(shared, known, [&](TextIndex other) {
        if (other != text) held.push_back(other);
      });
      std::sort(held.begin(), held.end());
      for (const TextIndex other : held) keys.prefetch(other);
      for (std::size_t i = 0; i < held.size();) {
        const TextIndex other = held[i];
        const std::size_t begin = i;
        while (i < held.size() && held[i] == other) ++i;
        if (i - begin >= std::min(wanted[other], least_rare) && meets(keys, other, wanted[other], samples[text]))
          found[part].push_back({std::min(other, text), std::max(other, text)});
      }
    });
  });
  return {joined(found, texts.size()), keys.hot_keys()};
}

double expected_candidates(const TextSketches& sketches, const DistinctTexts& texts) {
  if (texts.size() < 2) return 0;
  const TextSamples samples = samples_of(texts, sketches);
  const std::size_t drawn = std::min<std::size_t>(texts.size(), 512);
  const auto draw = [&](std::size_t i) { return static_cast<TextIndex>(i * texts.size() / drawn); };
  std::vector<std::vector<Posting>> postings(1);
  for (std::size_t i = 0; i < drawn; ++i)
    for (const std::uint32_t hash : samples[draw(i)]) postings[0].push_back(posting(hash, static_cast<TextIndex>(i)));
  const KeyIndex index(std::move(postings));

  std::vector<double> sums(parts_of(texts.size()));
  tbb::parallel_for(std::size_t{0}, sums.size(), [&](std::size_t part) {
    std::vector<std::uint32_t> known, shared(drawn);
    for_texts(texts.size(), part, [&](TextIndex text) {
      std::fill(shared.begin(), shared.end(), 0);
      index.find(samples[text], known, [&](TextIndex other) { ++shared[other]; });
      for (std::size_t i = 0; i < drawn; ++i) {
        if (shared[i] == 0 || draw(i) == text) continue;
        const auto all = static_cast<double>(samples[text].size() + samples[draw(i)].size() - shared[i]);
        sums[part] += candidate_probability(shared[i] / all, sketches.banding.bands, sketches.banding.rows);
      }
    });
  });
  double sum = 0;
  for (const double one : sums) sum += one;
  return sum * static_cast<double>(texts.size()) / static_cast<double>(drawn) / 2;
}

Candidates merge(const Candidates& a, const Candidates& b) {
  Candidates result;
  result.capped = a.capped + b.capped;
  std::set_union(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(), std::back_inserter(result.pairs));
  return result;
}

}  // namespace tawatur
