#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/article.h"
#include "model/claim.h"
#include "model/event.h"
#include "model/groups.h"

namespace tawatur {

/// An input as it was read.
struct InputSummary {
  std::string path;
  std::string hash;  ///< 16 hex digits of XXH3 of the input's bytes as stored; empty where it isn't asked for.
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  std::uint64_t articles = 0;
};

/// What was run on what; only what changes results, so equal runs are equal bytes.
struct RunRecord {
  std::string version;
  std::string unicode_version;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< Name and value, sorted by name.
  /// "ar/months" and a hash, sorted; empty where they aren't asked for.
  std::vector<std::pair<std::string, std::string>> lexicon_versions;
  std::vector<InputSummary> inputs;                           ///< Sorted by path.
  std::vector<std::pair<std::string, std::uint64_t>> counts;  ///< Named counts, sorted.
  std::vector<std::pair<std::string, std::uint64_t>> rejects_by_reason;
};

/// Which texts stand in report.json.
enum class TextsInReport : std::uint8_t { all, events, none };

/// Everything a report shows. Owns all of it.
struct Report {
  std::vector<Article> articles;  ///< By id.
  std::vector<Origin> origins;
  std::vector<DuplicateGroup> groups;     ///< By id of the representative article.
  std::vector<GroupLink> lineage;         ///< Containments across groups; by (from, to).
  std::vector<Event> events;              ///< By EarlierFirst of the first article.
  std::vector<EventClaims> event_claims;  ///< Parallel to events.
  std::vector<Reject> rejects;            ///< Sorted.
  RunRecord run;
};

}  // namespace tawatur
