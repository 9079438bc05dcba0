#pragma once

#include <cstdint>
#include <span>

#include "duplicates/verify.h"
#include "model/groups.h"

namespace tawatur {

/// use(SimilarPair) for the pairs of articles of one text of `size` shingles; where they are more than `largest`, each
/// with the first only. Tells whether it was bounded.
template <class Use>
bool for_pairs_of_copies(std::span<const ArticleIndex> copies, std::uint32_t size, std::size_t largest, Use&& use) {
  const bool hot = copies.size() > largest;
  const std::size_t firsts = hot ? 1 : copies.size();
  for (std::size_t i = 0; i < firsts; ++i)
    for (std::size_t k = i + 1; k < copies.size(); ++k) use(SimilarPair{copies[i], copies[k], size, size, size});
  return hot;
}

/// use(SimilarPair) for the pairs of articles of two texts; where they are more than `largest` times `largest`, those
/// with the first of a text only. Tells whether it was bounded.
template <class Use>
bool for_pairs_of_texts(std::span<const ArticleIndex> of_a, std::span<const ArticleIndex> of_b, const TextPair& pair,
                        std::size_t largest, Use&& use) {
  const bool hot = of_a.size() * of_b.size() > largest * largest;
  for (const ArticleIndex a : of_a) {
    for (const ArticleIndex b : of_b) {
      if (hot && a != of_a.front() && b != of_b.front()) continue;
      if (a < b) {
        use(SimilarPair{a, b, pair.shared, pair.size_a, pair.size_b});
      } else {
        use(SimilarPair{b, a, pair.shared, pair.size_b, pair.size_a});
      }
    }
  }
  return hot;
}

}  // namespace tawatur
