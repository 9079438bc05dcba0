#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/article.h"

namespace tawatur {

struct PassageOptions {
  /// Least words of a verbatim passage. Twenty words rarely agree by chance; a quotation often is as long, so one
  /// passage is not enough (least_share). Changes results.
  std::uint32_t least_words = 20;
  /// Least share of the shorter text's words that lie in passages shared with the other. Changes results.
  double least_share = 0.4;
  /// Texts that may have one fingerprint in common and still be compared; a phrase of more is boilerplate. Changes
  /// results only there.
  std::uint32_t largest_bucket = 200;
};

/// Two texts with long verbatim passages in common. a < b.
struct PassagePair {
  ArticleIndex a{};
  ArticleIndex b{};
  double share = 0;  ///< Of the shorter text's words.
};

/// Pairs of articles that credit a common agency and share verbatim passages; by (a, b). Fingerprints are chosen by
/// winnowing (Schleimer, Wilkerson, Aiken 2003): every common passage of `least_words` has one in common; passages of
/// the pairs found so are then measured exactly. credits: agency names of each article, sorted, parallel to `articles`.
/// Parallel; near-linear in the bytes of the crediting texts.
std::vector<PassagePair> shared_passages(std::span<const Article> articles,
                                         std::span<const std::vector<std::string>> credits,
                                         const PassageOptions& options);

}  // namespace tawatur
