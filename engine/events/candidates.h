#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <tbb/enumerable_thread_specific.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include "events/features.h"
#include "events/find_events.h"

namespace tawatur {

/// A text near another one. Closeness is the mean cosine of terms, lead and character grams.
struct Neighbour {
  std::uint32_t node = 0;
  double closeness = 0;
};

/// Capped posting lists over the texts of one language, numbered by time. Immutable, safe to share. The features
/// must outlive it.
class CandidateIndex {
 public:
  /// O(n log n) in terms.
  CandidateIndex(std::span<const EventFeatures> nodes, const EventOptions& options);

  /// Up to `most` nearest nodes of a text by closeness, then number; those that share rare passages are among them
  /// whatever their closeness. `position` is the text's place in time, `self` is left out. Visits at most
  /// longest_posting entries a term.
  std::vector<Neighbour> nearest(const EventFeatures& text, std::uint32_t position, std::optional<std::uint32_t> self,
                                 std::size_t most) const;

 private:
  struct Posting {
    TermKey key;
    std::uint32_t node;
    float weight;
  };

  /// Working memory of a thread; all zero and empty between calls.
  struct Scores {
    std::vector<double> by_node;
    std::vector<std::uint32_t> touched;
  };

  /// Postings by (key, node), and where the list of each key stands.
  struct Lists {
    std::vector<Posting> postings;
    boost::unordered_flat_map<TermKey, std::pair<std::uint32_t, std::uint32_t>> of_key;

    void settle(std::size_t least_nodes);  ///< Shorter lists are dropped.
    std::span<const Posting> of(TermKey key) const;
  };

  std::span<const EventFeatures> nodes_;
  std::uint32_t rare_terms_;
  std::uint32_t longest_;
  Lists terms_;
  Lists passages_;
  mutable tbb::enumerable_thread_specific<Scores> scores_;
};

}  // namespace tawatur
