#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/normalise.h"

namespace tawatur {

/// Forms under which a normalised word may stand in a lexicon: itself, then, for Arabic, without the conjunctions و ف س,
/// the prepositions ب ل ك and the article, as long as three letters remain (two after a conjunction). Fullest first.
std::vector<std::string> clitic_forms(std::string_view word, std::string_view lang);

/// A lexicon phrase found in a text.
struct PhraseMatch {
  std::uint32_t first = 0;  ///< Tokens [first, last).
  std::uint32_t last = 0;
  std::uint32_t value = 0;  ///< As given to add().
};

/// Finds phrases of a lexicon in normalised text. Built once, then immutable and safe to share between threads.
class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::string_view lang) : lang_(lang) {}

  /// Adds a phrase in any spelling; it is folded here. Empty phrases are ignored. One phrase may carry several values.
  void add(std::string_view phrase, std::uint32_t value);

  /// All phrases that are longest at their first token, by (first, value); a phrase may begin inside another.
  /// `forms[i]` are the clitic forms of token i. O(tokens × longest phrase).
  std::vector<PhraseMatch> find(std::span<const std::vector<std::string>> forms) const;

  bool empty() const { return nodes_.size() == 1; }
  std::string_view lang() const { return lang_; }

 private:
  struct Node {
    std::map<std::string, std::uint32_t, std::less<>> next;
    std::vector<std::uint32_t> values;
  };

  void longest(std::span<const std::vector<std::string>> forms, std::uint32_t token, std::uint32_t node,
               std::uint32_t& end, std::vector<std::uint32_t>& values) const;

  std::string lang_;
  std::vector<Node> nodes_{1};
};

}  // namespace tawatur
