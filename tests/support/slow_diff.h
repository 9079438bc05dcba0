#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/groups.h"

namespace tawatur::support {

/// Length of a longest common subsequence, by the table of all prefixes. O(|a| |b|).
std::size_t longest_common_subsequence(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

/// The words of b as `spans` make them from a: the words of a outside the spans, in each span's place what b has there.
std::vector<std::string> rebuilt_words(std::string_view a, std::string_view b, std::span<const ChangedSpan> spans);

}  // namespace tawatur::support
