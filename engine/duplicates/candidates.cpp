#include "duplicates/candidates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <numeric>
#include <stdexcept>
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

// A key and a text that has it, ordered by key, then text. (Within ContainmentKeys: a key and its place among all.)
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

// What is done for each key by itself is done class by class, so that no two threads write to one place: more threads
// than classes don't help, and more classes than threads share the work more evenly. The highest bits of a product hang
// on all bits of its factors (Fibonacci hashing), so keys spread however small they are.
constexpr int class_bits = 3;
constexpr std::uint32_t key_classes = 1 << class_bits;
constexpr std::uint64_t class_multiplier = 0x9E3779B97F4A7C15u;
std::uint32_t class_of(std::uint32_t key) {
  return static_cast<std::uint32_t>(key * class_multiplier >> (64 - class_bits));
}
std::uint32_t class_of(Posting one) { return class_of(key_of(one)); }

// Keys or postings of a part of the texts, by class.
template <class Key>
class ByClass {
 public:
  ByClass() = default;
  explicit ByClass(std::span<const Key> keys) : keys_(keys.size()) {
    for (const Key key : keys) ++ends_[class_of(key) + 1];
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    std::array<std::uint32_t, key_classes + 1> places = ends_;
    for (const Key key : keys) keys_[places[class_of(key)]++] = key;
  }

  std::span<const Key> of(std::uint32_t number) const {
    return std::span(keys_).subspan(ends_[number], ends_[number + 1] - ends_[number]);
  }

 private:
  std::array<std::uint32_t, key_classes + 1> ends_{};  // of the class before
  std::vector<Key> keys_;
};

// Which of some keys were added, and a few others: one bit of at least eight a key, the highest bits of its place being
// those of its class. Two filters in a row choose the others in two ways, so that they don't err on the same keys.
enum class BitChoice { first, second };
template <BitChoice choice>
class KeyFilter {
 public:
  explicit KeyFilter(std::size_t keys)
      : place_bits_(std::countr_zero(8 * std::bit_ceil(std::max<std::size_t>(least_keys, keys)))),
        words_((std::size_t{1} << place_bits_) / 64) {}

  // True when it was there already, or another one with its bit. Keys of several classes may be added side by side.
  bool add(std::uint32_t key) {
    const std::size_t place = place_of(key);
    std::uint64_t& word = words_[place / 64];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << place % 64;
    return before >> place % 64 & 1;
  }

  bool has(std::uint32_t key) const {
    const std::size_t place = place_of(key);
    return words_[place / 64] >> place % 64 & 1;
  }

 private:
  static constexpr std::size_t least_keys = 64 * key_classes;  // a line of the cache for each class

  std::size_t place_of(std::uint32_t key) const {
    const int shift = 64 - place_bits_;
    if constexpr (choice == BitChoice::first) return key * class_multiplier >> shift;
    constexpr std::uint64_t other_multiplier = 0xC2B2AE3D27D4EB4Fu;
    return (std::uint64_t{class_of(key)} << (64 - class_bits) | key * other_multiplier >> class_bits) >> shift;
  }

  int place_bits_;
  std::vector<std::uint64_t> words_;
};

// Containment keys of all texts, and how many texts have each.
class ContainmentKeys {
 public:
  ContainmentKeys(const TextSketches& sketches, const DistinctTexts& texts, const TextSamples& samples,
                  const DuplicateOptions& options)
      : samples_(samples), options_(options), begins_(texts.size() + 1) {
    std::uint64_t keys = 0;
    for (TextIndex text = 0; text < texts.size(); ++text) {
      const bool may_be_contained = sketches.shingles[index_of(texts.first(text))] >= options.least_contained_shingles;
      if (may_be_contained) keys += keys_of_sample(samples[text], options).size();
      if (keys > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("too many texts for a search in memory: 2^32 containment keys or more");
      begins_[text + 1] = static_cast<std::uint32_t>(keys);
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

  // Replaces `hashes` by all of the text's sample that other texts may have as a key, and a few others.
  void lookup_hashes(TextIndex text, std::vector<std::uint32_t>& hashes) const {
    const auto keys = of(text);
    const auto found = frequencies(text);
    const OtherHashes& others = other_hashes_[text / texts_in_part];
    const std::size_t place = text % texts_in_part, begin = place == 0 ? 0 : others.ends[place - 1];
    hashes.resize(keys.size() + others.ends[place] - begin);
    std::uint32_t* end = hashes.data();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      *end = keys[i];
      end += found[i] > 1 && found[i] != hot;  // Else it is looked up by no text, or by this one alone.
    }
    end = std::copy_n(others.hashes.data() + begin, others.ends[place] - begin, end);
    hashes.resize(static_cast<std::size_t>(end - hashes.data()));
  }

  bool has_hot(TextIndex text) const { return has_hot_[text] != 0; }

  void prefetch(TextIndex text) const {
    __builtin_prefetch(samples_[text].data());
    __builtin_prefetch(frequencies_.data() + begins_[text]);
  }

  std::uint64_t hot_keys() const { return hot_keys_; }

 private:
  // The keys, with their places among all keys, that another text's sample may have; by parts of texts. Most keys are
  // alone: what of all samples meets a key in a first filter is seen again by a second one.
  std::vector<ByClass<Posting>> keys_met_elsewhere() {
    const std::size_t parts = parts_of(samples_.size());
    const std::size_t keys_in_part = texts_in_part * std::size_t{options_.containment_keys};
    // use(class number) for each.
    const auto for_classes = [](auto&& use) { tbb::parallel_for(std::uint32_t{0}, key_classes, use); };
    std::vector<ByClass<std::uint32_t>> hashes(parts);
    tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
      std::vector<std::uint32_t> keys;
      keys.reserve(keys_in_part);
      for_texts(samples_.size(), part,
                [&](TextIndex text) { keys.insert(keys.end(), of(text).begin(), of(text).end()); });
      hashes[part] = ByClass<std::uint32_t>(keys);
    });
    KeyFilter<BitChoice::first> all_keys(begins_.back());
    KeyFilter<BitChoice::second> repeated_keys(begins_.back());
    for_classes([&](std::uint32_t number) {
      std::vector<std::uint32_t> again(keys_in_part + 1);
      for (const ByClass<std::uint32_t>& keys : hashes) {
        std::uint32_t* end = again.data();
        for (const std::uint32_t key : keys.of(number)) {
          // Without a branch, here and below: which keys are there can't be predicted.
          *end = key;
          end += all_keys.add(key);
        }
        for (const std::uint32_t key : std::span(again.data(), end)) repeated_keys.add(key);
      }
    });

    other_hashes_.resize(parts);
    tbb::enumerable_thread_specific<std::vector<std::uint32_t>> rooms;
    tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
      std::vector<std::uint32_t>& room = rooms.local();
      std::size_t met = 0;
      for_texts(samples_.size(), part, [&](TextIndex text) {
        const auto others = samples_[text].subspan(of(text).size());
        if (room.size() < met + others.size()) room.resize(2 * (met + others.size()));
        std::uint32_t* end = room.data() + met;
        for (const std::uint32_t hash : others) {
          *end = hash;
          end += all_keys.has(hash);
        }
        met = static_cast<std::size_t>(end - room.data());
        other_hashes_[part].ends[text % texts_in_part] = static_cast<std::uint32_t>(met);
      });
      const std::span<const std::uint32_t> may_be_keys(room.data(), met);
      other_hashes_[part].hashes.assign(may_be_keys.begin(), may_be_keys.end());
      hashes[part] = ByClass<std::uint32_t>(may_be_keys);
    });
    for_classes([&](std::uint32_t number) {
      for (const ByClass<std::uint32_t>& others : hashes)
        for (const std::uint32_t hash : others.of(number)) repeated_keys.add(hash);
    });
    std::vector<ByClass<std::uint32_t>>().swap(hashes);

    std::vector<ByClass<Posting>> met(parts);
    tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
      std::vector<Posting> found(keys_in_part + 1);
      Posting* end = found.data();
      for_texts(samples_.size(), part, [&](TextIndex text) {
        std::uint32_t place = begins_[text];
        for (const std::uint32_t key : of(text)) {
          *end = posting(key, place++);
          end += repeated_keys.has(key);
        }
      });
      met[part] = ByClass<Posting>(std::span<const Posting>(found.data(), end));
    });
    return met;
  }

  void count_texts() {
    const std::vector<ByClass<Posting>> met = keys_met_elsewhere();
    frequencies_.resize(begins_.back());
    std::vector<std::uint64_t> hot_keys(key_classes);
    tbb::parallel_for(std::uint32_t{0}, key_classes,
                      [&](std::uint32_t number) { hot_keys[number] = set_frequencies(met, number); });
    for (const std::uint64_t count : hot_keys) hot_keys_ += count;
    has_hot_.resize(samples_.size());
    tbb::parallel_for(tbb::blocked_range<TextIndex>(0, static_cast<TextIndex>(samples_.size()), 1024),
                      [&](const auto& range) {
                        for (TextIndex text = range.begin(); text < range.end(); ++text)
                          has_hot_[text] = std::ranges::count(frequencies(text), hot) > 0;
                      });
  }

  // From postings of a class, with places among all keys. How many keys are hot.
  std::uint64_t set_frequencies(const std::vector<ByClass<Posting>>& met, std::uint32_t number) {
    struct Slot {
      std::uint32_t key, count;
    };
    std::size_t postings = 0;
    for (const ByClass<Posting>& part : met) postings += part.of(number).size();
    const std::size_t size = std::bit_ceil(2 * postings + 2);
    std::vector<Slot> slots(size);
    const std::uint64_t multiplier = ShingleTable::multiplier();
    const int shift = 64 - std::countr_zero(size);
    const auto slot_of = [&](std::uint32_t key) {
      std::size_t at = key * multiplier >> shift;
      while (slots[at].count != 0 && slots[at].key != key) at = (at + 1) & (size - 1);
      return at;
    };
    for (const ByClass<Posting>& part : met)
      for (const Posting one : part.of(number)) {
        Slot& slot = slots[slot_of(key_of(one))];
        slot.key = key_of(one);
        ++slot.count;
      }
    for (const ByClass<Posting>& part : met)
      for (const Posting one : part.of(number)) {
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
  struct OtherHashes {
    std::array<std::uint32_t, texts_in_part> ends{};  // of each text's in `hashes`
    std::vector<std::uint32_t> hashes;
  };
  std::vector<OtherHashes> other_hashes_;  // by parts of texts
  std::vector<char> has_hot_;              // [texts]
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
// which then are met, or all that are wanted. not_alone: room.
std::uint32_t add_rarest_keys(const ContainmentKeys& keys, TextIndex text, std::span<const std::uint32_t> wanted_of,
                              RareKeys& not_alone, std::vector<Posting>& postings) {
  const auto frequencies = keys.frequencies(text);
  not_alone.clear();
  std::size_t usable = 0;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    usable += frequencies[i] != ContainmentKeys::hot;
    if (frequencies[i] != ContainmentKeys::hot && frequencies[i] != ContainmentKeys::alone)
      not_alone.emplace_back(frequencies[i], keys.of(text)[i]);
  }
  const std::uint32_t wanted = wanted_of[usable];
  if (wanted == 0 || not_alone.size() < wanted) return 0;
  std::sort(not_alone.begin(), not_alone.end());
  const std::size_t rarest = not_alone.size() - wanted + std::min(wanted, least_rare);
  for (std::size_t i = 0; i < rarest; ++i) postings.push_back(posting(not_alone[i].second, text));
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
    RareKeys room;
    for_texts(texts.size(), part,
              [&](TextIndex text) { wanted[text] = add_rarest_keys(keys, text, wanted_of, room, postings[part]); });
  });
  const KeyIndex index(std::move(postings));

  std::vector<std::vector<CandidatePair>> found(parts);
  struct Workspace {
    std::vector<TextIndex> held;
    std::vector<std::uint32_t> hashes, known;
  };
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t part) {
    auto& [held, hashes, known] = workspaces.local();
    for_texts(texts.size(), part, [&](TextIndex text) {
      held.clear();
      keys.lookup_hashes(text, hashes);
      index.find(hashes, known, [&](TextIndex other) {
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
