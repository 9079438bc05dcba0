#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tawatur::support {

/// The words of a text's comparable form, straight from the definition: the whole text through ICU's NFKC, then each
/// code point folded and looked at by its category.
std::vector<std::string> slow_words(std::string_view utf8);

/// The same, joined by single spaces.
std::string slow_normalise(std::string_view utf8);

}  // namespace tawatur::support
