#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/compare_event.h"
#include "claims/pair_judge.h"
#include "duplicates/external_duplicates.h"
#include "duplicates/find_duplicates.h"
#include "events/find_events.h"
#include "ingest/read_articles.h"
#include "model/report.h"
#include "text/furniture.h"
#include "text/instruction_set.h"

namespace tawatur {

/// How far the story is told.
enum class Depth : std::uint8_t { duplicates, events, claims };

struct PipelineOptions {
  Depth depth = Depth::claims;
  bool changes = false;    ///< Each member of a group is compared word by word with its representative. Adds results.
  bool one_event = false;  ///< All articles are taken as one event (the command `compare`). Changes results.
  /// Whether hashes of the inputs and of the lexicons are wanted in the run's record; else they are empty there. Takes
  /// the place of ingest.hash_inputs; what an IngestResult brings stays. Changes only the record.
  bool fingerprints = true;
  std::string lexicon_folder;                            ///< Replaces embedded tables; empty: none. Changes results.
  unsigned threads = 0;                                  ///< 0: one a core. Changes only speed.
  InstructionSet instructions = best_instruction_set();  ///< For the whole process. Changes only speed.
  IngestOptions ingest;
  FurnitureOptions furniture;
  DuplicateOptions duplicates;
  EventOptions events;
  ClaimOptions claims;
};

/// Called as work goes on: the stage's name, units done and units in all (0 when unknown), and the unit ("bytes",
/// "events"). From one thread at a time.
using PipelineProgress =
    std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit)>;

struct PipelineResult {
  Report report;
  std::vector<SimilarPair> similar_pairs;  ///< Every verified pair, by (a, b).
  DuplicateStatistics duplicate_statistics;
};

/// The story: bytes to articles, texts to groups and origins, origins to events, events to claims. Throws
/// std::runtime_error with one clear line when an input can't be opened.
PipelineResult run_pipeline(const std::vector<std::string>& inputs, const PipelineOptions& options,
                            const PipelineProgress& progress = {});

/// The same from articles already in memory (sorted by id, ids unique).
PipelineResult run_pipeline(IngestResult input, const PipelineOptions& options, const PipelineProgress& progress = {});

}  // namespace tawatur
