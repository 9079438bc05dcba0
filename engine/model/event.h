#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/groups.h"

namespace tawatur {

/// Articles that report one event.
struct Event {
  std::string id;                      ///< 'e' and 16 hex digits of a hash of its first article's id.
  std::vector<ArticleIndex> articles;  ///< By time, then index; at least one.
  std::vector<std::uint32_t>
      origins;  ///< Indices into the run's origins, by each origin's first article in `articles` order.
  std::optional<std::uint32_t> parent;  ///< Index of the event that this one follows up.
  std::vector<std::uint32_t> mentions;  ///< Indices of the events that a round-up mentions, ascending by event id.
  std::vector<std::string> keywords;    ///< Terms that its articles share, most telling first; for the reader only.
};

/// One named part of a score.
struct ScoreTerm {
  std::string name;
  double value = 0;   ///< The feature.
  double weight = 0;  ///< Its contribution is value * weight.
};

}  // namespace tawatur
