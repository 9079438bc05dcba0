#include "text/simhash.h"

#include <algorithm>
#include <string>

#include <xxhash.h>

namespace tawatur {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

std::uint64_t word_hash(std::string_view word, bool digits_alike, std::string& scratch) {
  if (!digits_alike || std::none_of(word.begin(), word.end(), is_digit)) return XXH3_64bits(word.data(), word.size());
  scratch.clear();
  for (const char c : word) {
    const char shown = is_digit(c) ? '0' : c;
    if (shown != '0' || scratch.empty() || scratch.back() != '0') scratch.push_back(shown);
  }
  return XXH3_64bits(scratch.data(), scratch.size());
}

}  // namespace

std::uint64_t SimHash::value() const {
  std::uint64_t result = 0;
  for (unsigned lane = 0; lane < 64; ++lane) {
    std::uint64_t count = 0;
    for (unsigned plane = 0; plane < planes_.size(); ++plane) count |= (planes_[plane] >> lane & 1) << plane;
    if (2 * count > features_) result |= std::uint64_t{1} << lane;
  }
  return result;
}

std::uint64_t simhash_of_words(std::string_view words, bool digits_alike) {
  SimHash sketch;
  std::string scratch;
  std::uint64_t before = 0;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    const std::uint64_t hash = word_hash(words.substr(begin, end - begin), digits_alike, scratch);
    sketch.add(hash);
    if (begin > 0) {
      const std::uint64_t pair[2] = {before, hash};
      sketch.add(XXH3_64bits(pair, sizeof pair));
    }
    before = hash;
    begin = end + 1;
  }
  return sketch.value();
}

}  // namespace tawatur
