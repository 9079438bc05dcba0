#include "duplicates/sample_sieve.h"

#include <algorithm>
#include <cmath>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "sketch/shingles.h"

namespace tawatur {
namespace {

constexpr std::uint32_t most_tabulated = 255;

}  // namespace

SampleSieve::SampleSieve(const DuplicateOptions& options)
    : jaccard_{options.threshold, least_hits_up_to(most_tabulated, options.threshold, 1 - loss)},
      containment_{options.containment, least_hits_up_to(most_tabulated, options.containment, 1 - loss)} {}

bool SampleSieve::Bound::may_reach(std::size_t draws, std::uint32_t hits) const {
  if (draws <= most_tabulated) return hits >= least[draws];
  constexpr double half_log_of_loss = 4.605170185988091;  // ln(1 / loss) / 2
  static_assert(loss == 1e-4);
  const auto number = static_cast<double>(draws);
  return hits >= share * number - std::sqrt(number * half_log_of_loss);
}

bool SampleSieve::may_pass(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const {
  const std::uint32_t shared = shared_shingles(a, b);
  return jaccard_.may_reach(a.size() + b.size() - shared, shared) || containment_.may_reach(a.size(), shared) ||
         containment_.may_reach(b.size(), shared);
}

void sift(const TextSketches& sketches, const DistinctTexts& texts, const DuplicateOptions& options,
          std::vector<CandidatePair>& pairs) {
  const SampleSieve sieve(options);
  const TextSamples samples = samples_of(texts, sketches);
  std::vector<char> passes(pairs.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, pairs.size(), 256), [&](const auto& range) {
    constexpr std::size_t ahead = 8;
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      if (i + ahead < pairs.size()) __builtin_prefetch(samples[pairs[i + ahead].b].data());
      passes[i] = sieve.may_pass(samples[pairs[i].a], samples[pairs[i].b]);
    }
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (passes[i]) pairs[kept++] = pairs[i];
  pairs.resize(kept);
}

}  // namespace tawatur
