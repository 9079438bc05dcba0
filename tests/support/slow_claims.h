#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tawatur::slow {

/// A phrase of a lexicon, folded and cut into words.
struct Phrase {
  std::vector<std::string> words;
  std::uint32_t value = 0;
};

struct Match {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t value = 0;
  friend bool operator==(const Match&, const Match&) = default;
};

/// Every phrase tried at every word: the first word stands for the fullest of its forms with which a phrase fits, the
/// others for any of theirs; the longest phrases win. `forms` holds each word's forms, fullest first. By (first, value).
std::vector<Match> longest_phrases(const std::vector<std::vector<std::string>>& forms, const std::vector<Phrase>& phrases);

/// Groups by average link and guests, from a full matrix of scores (0: no candidate). Recounts every mean from scratch.
struct Groups {
  std::vector<std::vector<std::uint32_t>> members;  ///< Groups of two or more, ascending, by first member.
  std::vector<std::uint32_t> medoids;
};
Groups average_link(const std::vector<std::uint32_t>& origin_of, const std::vector<std::vector<std::int64_t>>& scores,
                    std::int64_t least_score, std::int64_t group_score, std::int64_t guest_score);

}  // namespace tawatur::slow
