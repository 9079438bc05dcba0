#include "duplicates/find_duplicates.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <tuple>

#include <tbb/parallel_sort.h>

#include "duplicates/article_pairs.h"
#include "duplicates/candidates.h"
#include "duplicates/groups.h"
#include "duplicates/sample_sieve.h"
#include "duplicates/sketches.h"
#include "duplicates/verify.h"

namespace tawatur {
namespace {

// Pairs of articles from pairs of distinct texts.
class PairList {
 public:
  PairList(const DistinctTexts& texts, std::size_t largest) : texts_(texts), largest_(largest) {}

  void add_copies(TextIndex text, std::uint32_t size) {
    capped_ += for_pairs_of_copies(texts_.of(text), size, largest_, [&](SimilarPair pair) { pairs_.push_back(pair); });
  }

  void add(const TextPair& pair) {
    capped_ += for_pairs_of_texts(texts_.of(pair.a), texts_.of(pair.b), pair, largest_,
                                  [&](SimilarPair found) { pairs_.push_back(found); });
  }

  std::uint64_t capped() const { return capped_; }

  std::vector<SimilarPair> sorted() && {
    tbb::parallel_sort(pairs_.begin(), pairs_.end(), [](const SimilarPair& a, const SimilarPair& b) {
      return std::tie(a.a, a.b) < std::tie(b.a, b.b);
    });
    return std::move(pairs_);
  }

 private:
  const DistinctTexts& texts_;
  std::size_t largest_;
  std::vector<SimilarPair> pairs_;
  std::uint64_t capped_ = 0;
};

// `values = {}` keeps the memory.
template <class Value>
void release(std::vector<Value>& values) {
  std::vector<Value>().swap(values);
}

}  // namespace

void check(const DuplicateOptions& options) {
  const auto is_share = [](double value) { return value > 0 && value <= 1; };
  if (!is_share(options.threshold)) throw std::invalid_argument("the Jaccard threshold must lie in (0, 1]");
  if (!is_share(options.containment)) throw std::invalid_argument("the containment threshold must lie in (0, 1]");
  if (!(options.recall > 0 && options.recall < 1)) throw std::invalid_argument("the wanted recall must lie in (0, 1)");
  if (!(options.longest_ratio >= 1)) throw std::invalid_argument("the longest ratio must be at least 1");
  if (options.containment_keys == 0) throw std::invalid_argument("containment needs at least one key a text");
  if (options.containment_sample == 0) throw std::invalid_argument("one shingle in none can't be remembered");
  if (options.sketch_bins < 2 || options.sketch_bins > 65536 || !std::has_single_bit(options.sketch_bins))
    throw std::invalid_argument("the number of sketch bins must be a power of two from 2 to 65536");
  if (options.largest_bucket < 2) throw std::invalid_argument("the largest bucket must hold at least two texts");
}

DuplicateResult find_duplicates(std::span<const Article> articles, const DuplicateOptions& options) {
  check(options);
  // What a step was the last to need is let go of: it would lie beside what the next ones hold.
  TextSketches sketches = sketch_texts(articles, options);
  const DistinctTexts texts = collapse_equal_texts(articles, sketches);
  release(sketches.digests);
  const Candidates of_bands = band_candidates(sketches, texts, options);
  release(sketches.band_keys);
  Candidates candidates = merge(of_bands, containment_candidates(sketches, texts, options));
  const std::size_t proposed = candidates.pairs.size();
  sift(sketches, texts, options, candidates.pairs);
  const double expected = options.expect_candidates ? expected_candidates(sketches, texts) : 0;
  release(sketches.parts);
  const Verified verified = verify(articles, texts, candidates.pairs, Sifted::yes, options);

  DuplicateResult result;
  PairList pairs(texts, options.largest_bucket);
  for (TextIndex text = 0; text < texts.size(); ++text) pairs.add_copies(text, verified.sizes[text]);
  for (const TextPair& pair : verified.pairs) pairs.add(pair);
  const std::uint64_t capped_classes = pairs.capped();
  result.pairs = std::move(pairs).sorted();

  const auto representative = representatives(texts, verified.pairs, options);
  result.groups = make_groups(articles, texts, verified.pairs, representative, options);
  result.lineage = links_across_groups(articles.size(), result.pairs, result.groups, options);
  result.statistics = {
      .bands = sketches.banding.bands,
      .rows = sketches.banding.rows,
      .expected_recall = sketches.banding.expected_recall,
      .distinct_texts = texts.size(),
      .candidates = proposed,
      .band_candidates = of_bands.pairs.size(),
      .expected_candidates = expected,
      .compared = verified.compared,
      .verified = result.pairs.size(),
      .capped_buckets = candidates.capped + capped_classes,
      .without_shingles = articles.size() - texts.articles.size(),
  };
  return result;
}

}  // namespace tawatur
