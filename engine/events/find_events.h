#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/event.h"
#include "text/lexicon.h"

namespace tawatur {

struct EventOptions {
  /// Least mean probability of the pairs of two clusters that are joined. A text that stays alone joins an event at
  /// less: see attach_single_nodes. Changes results.
  double threshold = 0.45;
  std::uint32_t rare_terms = 24;        ///< Terms of an article that look for candidates. Changes results.
  std::uint32_t longest_posting = 400;  ///< A posting list is cut to the nearest in time beyond this. Changes results.
};

/// Why two articles are or aren't of one event.
struct EventExplanation {
  double probability = 0;
  bool same_event = false;
  std::vector<ScoreTerm> terms;
  std::string why;  ///< One plain sentence.
};

struct EventResult {
  std::vector<Event> events;  ///< By EarlierFirst of their first articles. Every article in exactly one.
  std::uint64_t candidates = 0;
  std::uint64_t edges = 0;
};

/// Clusters origins into events by content, names, places, numbers and time; members are put back afterwards.
/// articles sorted by id; furniture[i] are ranges of articles[i].text to leave out; origins cover all articles.
/// Events never mix languages. Parallel; deterministic; near-linear.
EventResult find_events(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                        std::span<const Origin> origins, const Lexicons& lexicons, const EventOptions& options);

/// The score of one pair, with the same features that find_events uses on this dump.
EventExplanation explain_events(std::span<const Article> articles, std::span<const std::vector<ByteRange>> furniture,
                                std::span<const Origin> origins, const Lexicons& lexicons, const EventOptions& options,
                                ArticleIndex a, ArticleIndex b);

}  // namespace tawatur
