#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace tawatur {

/// A 64-bit SimHash (Charikar 2002; for near-duplicate detection Manku, Jain and Das Sarma 2007): texts that share most
/// of their features differ in few bits. For short texts that are nearly equal: lines, titles, sentences. It can't
/// carry the recall of near-duplicate articles (at Jaccard 0.8-0.9 only 6 in 100 pairs lie within 3 bits); MinHash
/// does.
///
/// Features are counted with their multiplicity; their order doesn't matter. Counters are bit-sliced: adding a feature
/// takes O(1) amortised word operations for all 64 lanes. At most 2^32 - 1 features.
class SimHash {
 public:
  /// feature_hash: 64 well-mixed bits, e.g. of XXH3.
  void add(std::uint64_t feature_hash) {
    ++features_;
    for (std::uint64_t& plane : planes_) {
      const std::uint64_t carry = plane & feature_hash;
      plane ^= feature_hash;
      if ((feature_hash = carry) == 0) break;
    }
  }

  /// Bit i is set when more than half of the features have it; 0 without features.
  std::uint64_t value() const;

 private:
  std::array<std::uint64_t, 32> planes_{};  // plane p, lane i: bit p of the count of features with bit i
  std::uint32_t features_ = 0;
};

/// SimHash of the comparable form of a line (normalise_words): its words and its pairs of neighbouring words.
/// `digits_alike` reads every run of digits as one digit, so "3 shares" and "412 shares" are equal.
std::uint64_t simhash_of_words(std::string_view words, bool digits_alike = false);

/// Number of differing bits, 0 to 64.
inline int hamming_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

}  // namespace tawatur
