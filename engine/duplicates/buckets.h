#pragma once

#include <algorithm>
#include <cstddef>

namespace tawatur {

/// In a bucket that is too large, a text meets the first one and so many that follow it.
inline constexpr std::size_t neighbours_in_hot_bucket = 16;

/// use(a, b) for the pairs of a bucket of `size` texts, `text(i)` ascending: all pairs, or where it holds more than
/// `largest` each text with its neighbours and with the first. A pair may come twice. Tells whether it was bounded.
template <class Text, class Use>
bool for_bucket_pairs(std::size_t size, std::size_t largest, Text&& text, Use&& use) {
  const bool hot = size > largest;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t last = hot ? std::min(size, i + 1 + neighbours_in_hot_bucket) : size;
    for (std::size_t k = i + 1; k < last; ++k) use(text(i), text(k));
    if (hot && i > 0) use(text(0), text(i));
  }
  return hot;
}

}  // namespace tawatur
