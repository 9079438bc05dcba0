#pragma once

#include <cstdint>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

#include "events/sparse_vector.h"
#include "text/lexicon.h"

namespace tawatur {

/// How rare the words of a language are in news, from the shipped table "document_frequencies": a row an inverse
/// document frequency in eighths of a nat, then its stems; the row of an empty list is that of unknown stems.
/// Shipped, so that the weight of a word never depends on what else is in a dump. Immutable.
class DocumentFrequencies {
 public:
  DocumentFrequencies(const Lexicons& lexicons, std::string_view lang);

  /// ln((N + 1) / df), rounded to eighths, at most 5.5; the most for an unknown stem. A language without a table has
  /// one weight for all words. O(1).
  double inverse(TermKey stem) const;

  /// Whether the texts that the table was fitted on have the stem. O(1).
  bool known(TermKey stem) const { return eighths_.contains(stem); }

 private:
  boost::unordered_flat_map<TermKey, std::uint8_t> eighths_;  ///< Only looked up, never iterated.
  std::uint8_t unknown_ = 64;
};

}  // namespace tawatur
