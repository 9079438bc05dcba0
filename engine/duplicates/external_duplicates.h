#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "duplicates/find_duplicates.h"
#include "ingest/read_articles.h"
#include "text/furniture.h"
#include "text/lexicon.h"

namespace tawatur {

struct ExternalOptions {
  std::uint64_t memory_bytes = 1ull << 30;  ///< Of the whole process, resident. Changes only speed.
  std::string work_folder;                  ///< New, empty, or left by a run that was stopped.
  bool temporary_folder = false;            ///< `remove_work` takes it away even where it stood before, empty.
  bool pairs = false;                       ///< Whether `each_pair` is wanted.
  bool changes = false;                     ///< Whether groups are handed over with changes (describe_changes).
  FurnitureOptions furniture;               ///< What changes leave out.
  /// What else results depend on, "name: value" (version, word tables): a change of it starts anew.
  std::vector<std::string> settings;
  std::uint64_t piece_bytes = 0;  ///< Held before a piece is written; 0: what the memory allows. Changes only speed.
};

/// Called as work goes on: the stage's name, units done and in all (0 when unknown), and the unit. One thread at a
/// time.
using ExternalProgress =
    std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit)>;

struct ExternalSummary {
  std::uint64_t articles = 0;
  std::uint64_t groups = 0;
  std::uint64_t rejects = 0;
  DuplicateStatistics statistics;
};

/// read_articles, find_duplicates, describe_groups and describe_changes for dumps that don't fit into memory: the same
/// groups, pairs and rejects, byte for byte, whatever the memory, the threads and the order of the inputs.
///
/// Texts stay where they are and are read again when a pair is verified and when a group is described (records of
/// packed inputs are copied out once). Everything else is sorted in pieces in the work folder. Held for the whole run:
/// 4 bytes an article and about 100 bytes an input file; beyond that buffers within the limit, and what one record, the
/// articles of one group or the texts of one bucket of equal keys need. Changes ask for more (find_own_lines). The
/// limit counts what the process holds already when it begins.
///
/// A run that was stopped goes on from its last finished piece when it is made again with equal inputs (their names,
/// sizes, times and a hash of both ends), options and settings; standard input is spooled to the work folder and
/// compared. Linear in bytes plus O(n log n) sorting. Parallel (oneTBB).
class ExternalDuplicates {
 public:
  /// Throws std::runtime_error with one clear line when an input or the work folder can't be used or the memory is too
  /// little to begin with; std::invalid_argument for options out of range. ingest.hash_inputs is best false: nothing
  /// here shows the hashes. `message`: a line for the user. lexicons must outlive it.
  ExternalDuplicates(const std::vector<std::string>& inputs, const IngestOptions& ingest,
                     const DuplicateOptions& options, const ExternalOptions& external, const Lexicons& lexicons,
                     ExternalProgress progress = {}, std::function<void(std::string_view)> message = {});
  ~ExternalDuplicates();
  ExternalDuplicates(const ExternalDuplicates&) = delete;
  ExternalDuplicates& operator=(const ExternalDuplicates&) = delete;

  /// Does all the work that isn't done yet. Throws std::runtime_error with one clear line (a full disk, a changed
  /// input); what is finished stays and is gone on from.
  ExternalSummary run();

  /// The results, after `run`, in the order of DuplicateResult. Each from its beginning.
  /// Groups come in batches, as describe_groups has them. articles: in the order of ids; members in full, others that
  /// their lineage names with ids alone. Indices in the batch count them.
  using GroupsUse = std::function<void(std::vector<DuplicateGroup>&& groups, std::vector<Article>&& articles)>;
  void each_batch_of_groups(const GroupsUse& use) const;
  void each_pair(
      const std::function<void(const SimilarPair& pair, std::string_view id_a, std::string_view id_b)>& use) const;
  void each_reject(const std::function<void(const Reject& reject)>& use) const;

  /// Removes the work folder, where it holds nothing else. For when the results are safe.
  void remove_work();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tawatur
