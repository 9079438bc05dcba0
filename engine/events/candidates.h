#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <tbb/enumerable_thread_specific.h>

#include "events/features.h"
#include "events/find_events.h"

namespace tawatur {

/// Capped posting lists over the texts of one language, numbered by time. Immutable, safe to share. The features
/// must outlive it.
class CandidateIndex {
 public:
  /// O(n log n) in terms.
  CandidateIndex(std::span<const EventFeatures> nodes, const EventOptions& options);

  /// Up to `most` nodes that share the most weight of telling terms with a text, ascending; those that share rare
  /// passages are among them whatever their terms. `position` is the text's place in time, `self` is left out. Visits
  /// at most longest_posting entries a term.
  std::vector<std::uint32_t> near(const EventFeatures& text, std::uint32_t position, std::optional<std::uint32_t> self,
                                  std::size_t most) const;

 private:
  struct Posting {
    TermKey key = 0;
    std::uint32_t node = 0;
    std::uint8_t weight = 0;
  };

  /// Working memory of a thread; all zero and empty between calls.
  struct Scores {
    std::vector<std::uint32_t> by_node;
    std::vector<std::uint32_t> touched;
  };

  /// The list of a key: nodes ascending, with weights.
  struct List {
    std::span<const std::uint32_t> nodes;
    std::span<const std::uint8_t> weights;
  };

  /// All lists one after the other by their keys, which are spread evenly: a key is looked for among those that have
  /// its upper bits. A list of one node is dropped.
  struct Lists {
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint8_t> weights;
    std::vector<TermKey> keys;
    std::vector<std::size_t> begin_of;     // In `nodes`, of each key's; the end at last.
    std::vector<std::uint32_t> first_key;  // Of each upper half of keys; the end at last.

    /// `gather(range, postings)` adds the postings whose keys are of one range, one range after the other: so about an
    /// eighth of them, in a vector that grows to at most twice that, is in memory beside the lists at a time.
    template <class Gather>
    void take(const Gather& gather);
    List of(TermKey key) const;
  };

  std::span<const EventFeatures> nodes_;
  std::uint32_t rare_terms_;
  std::uint32_t longest_;
  Lists terms_;
  Lists passages_;
  mutable tbb::enumerable_thread_specific<Scores> scores_;
};

}  // namespace tawatur
