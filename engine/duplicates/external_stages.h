#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "duplicates/external_duplicates.h"
#include "duplicates/spill.h"
#include "duplicates/text_store.h"
#include "duplicates/verify.h"
#include "duplicates/work_folder.h"
#include "ingest/block_reader.h"

/// The stages of ExternalDuplicates. Each reads pieces of the work folder and writes pieces; what it is handed decides
/// what it writes. An article is told by its number in the order of reading (`serial`) until ids are sorted, then by
/// its index in the order of ids; a distinct text by the index of its first article.
namespace tawatur::external {

/// What every stage needs.
struct Run {
  WorkFolder& work;
  const DuplicateOptions& options;
  const IngestOptions& ingest;
  const std::vector<InputFile>& files;
  const BlockReader& reader;
  ExternalProgress progress;
  const FurnitureOptions* furniture = nullptr;  ///< Set where changes are wanted, which leave furniture out.
  std::size_t memory = 0;                       ///< Bytes that a stage may hold.
  std::size_t piece_bytes = 0;                  ///< Bytes held before a piece is written.
  std::size_t table_bytes = 0;                  ///< Beyond `memory`, where a stage holds a table by number.

  SpillFolder& spill() const { return work.spill(); }
  void step(std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit) const {
    if (progress) progress(stage, done, total, unit);
  }
};

/// "tawatur-<kind>.piece", "tawatur-<kind>-<number>.piece".
std::string piece_name(const std::string& kind);
std::string piece_name(const std::string& kind, std::uint64_t number);

/// The pieces <kind>-0, <kind>-1, … of a kind that stand in the manifest.
std::vector<Piece> pieces_of(const WorkFolder& work, const std::string& kind);

void forget_kind(WorkFolder& work, const std::string& kind);

/// The number "stage" of the manifest: the last one that is done. The pieces that a stage was made from are forgotten
/// with it (those of rejects, candidates, copies and articles are needed to the end).
enum Stage : std::uint64_t {
  stage_none,
  stage_read,
  stage_furniture,  ///< Only where changes are wanted.
  stage_ids,
  stage_copies,
  stage_bands,
  stage_candidates,
  stage_verified,
  stage_groups
};

/// A hash of the text of that serial number. 12 bytes: the hash in halves, so that no padding is written.
struct Posting {
  std::uint32_t high = 0, low = 0;
  std::uint32_t serial = 0;
  friend constexpr auto operator<=>(const Posting&, const Posting&) = default;

  static Posting of(std::uint64_t key, std::uint32_t serial) {
    return {static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key), serial};
  }
  std::uint64_t key() const { return std::uint64_t{high} << 32 | low; }
};

/// An article, by index.
struct ArticleRow {
  std::uint64_t offset = 0;  ///< Of its record in the decompressed file.
  std::uint64_t id_offset = 0;
  std::int64_t published = 0;  ///< Seconds since epoch UTC.
  std::uint32_t length = 0;    ///< Of its record.
  std::uint32_t file = 0;
  std::uint32_t id_bytes = 0;
  std::uint32_t serial = 0;
  std::uint32_t shingles = 0;  ///< With repeats.
  std::uint16_t keys = 0;      ///< Containment keys.
  std::uint16_t flags = 0;

  static constexpr std::uint16_t dated = 1, with_time = 2, text_file = 4;
};

/// `member` has the shingle set of `first`, of `size` shingles. By first, then member.
struct CopyRow {
  std::uint32_t first = 0, member = 0, size = 0;
  friend constexpr auto operator<=>(const CopyRow&, const CopyRow&) = default;
};

/// Two texts of one connected part (told by its smallest text).
struct PartPair {
  std::uint32_t part = 0, a = 0, b = 0;
  friend constexpr auto operator<=>(const PartPair&, const PartPair&) = default;
};

/// A containment that involves a member of a group (told by its representative), by article; a < b.
struct GroupPair {
  std::uint32_t group = 0, a = 0, b = 0, shared = 0, size_a = 0, size_b = 0;
  friend constexpr auto operator<=>(const GroupPair&, const GroupPair&) = default;
};

inline constexpr const char* furniture_kind = "furniture";
inline constexpr const char* articles_kind = "articles";
inline constexpr const char* ids_kind = "ids";
inline constexpr const char* copies_kind = "copies";
inline constexpr const char* band_pairs_kind = "band-pairs";
inline constexpr const char* candidates_kind = "candidates";
inline constexpr const char* groups_kind = "groups";
inline constexpr const char* pairs_kind = "pairs";
inline constexpr const char* group_pairs_kind = "lineage";
/// With numbers.
inline constexpr const char* read_ids_kind = "read-ids";
inline constexpr const char* read_bands_kind = "read-bands";
inline constexpr const char* read_samples_kind = "read-samples";
inline constexpr const char* read_sketches_kind = "read-sketches";
inline constexpr const char* read_rejects_kind = "read-rejects";
inline constexpr const char* read_lines_kind = "read-lines";
inline constexpr const char* read_short_lines_kind = "read-short-lines";
inline constexpr const char* read_longest_lines_kind = "read-longest-lines";
inline constexpr const char* verified_kind = "verified";

/// The articles by index, with ids and copies. Safe to share between threads.
class ArticleTable {
 public:
  explicit ArticleTable(WorkFolder& work);

  std::uint64_t size() const { return rows_.size(); }
  ArticleRow row(std::uint32_t article) const { return rows_[article]; }
  std::string id(const ArticleRow& row) const;
  TextPlace place(std::uint32_t article) const { return place(article, rows_[article]); }
  static TextPlace place(std::uint32_t article, const ArticleRow& row);

  /// Calls use(index, row) for all, in order.
  template <class Use>
  void for_each(Use&& use) const {
    constexpr std::size_t at_once = 1024;
    std::vector<ArticleRow> rows;
    for (std::uint64_t first = 0; first < size(); first += rows.size()) {
      rows_.read(first, static_cast<std::size_t>(std::min<std::uint64_t>(at_once, size() - first)), rows);
      for (std::size_t i = 0; i < rows.size(); ++i) use(static_cast<std::uint32_t>(first + i), rows[i]);
    }
  }

 private:
  Table<ArticleRow> rows_;
  PieceFile ids_;
};

/// The articles of texts that more than one has. Holds 4 bytes for 256 of them.
class CopyTable {
 public:
  explicit CopyTable(WorkFolder& work);

  /// The articles of a text, ascending, itself the first.
  std::vector<ArticleIndex> of(std::uint32_t text) const;

  /// Calls use(row) for all, in order.
  template <class Use>
  void for_each(Use&& use) const {
    std::vector<CopyRow> rows;
    for (std::uint64_t first = 0; first < rows_.size(); first += rows.size()) {
      rows_.read(first, static_cast<std::size_t>(std::min<std::uint64_t>(every, rows_.size() - first)), rows);
      for (const CopyRow& row : rows) use(row);
    }
  }

 private:
  static constexpr std::size_t every = 256;

  Table<CopyRow> rows_;
  std::vector<std::uint32_t> firsts_;  // of every 256th row
};

/// Connected parts of numbers: union-find by smallest number with path halving. 4 bytes a number.
class Parts {
 public:
  explicit Parts(std::uint64_t count);
  std::uint32_t of(std::uint32_t number);
  void join(std::uint32_t a, std::uint32_t b);

 private:
  std::vector<std::uint32_t> parent_;
};

/// Reads all inputs from the last finished piece on: sorted runs of ids, band keys, samples, sketches, rejects and,
/// where changes are wanted, lines.
void read_inputs(const Run& run, const std::vector<Reject>& unreadable);

/// Sorts ids and makes them unique as make_ids_unique does: articles by index, and their ids.
void sort_ids(const Run& run);

/// Texts of more than one article: by equal sketches, then by the hash of the set, read again.
void find_copies(const Run& run);

/// Candidate pairs as band_candidates has them.
void find_band_pairs(const Run& run);

/// With those that containment_candidates has, once each, by connected part.
void find_candidates(const Run& run);

/// The articles that candidates and texts of several articles have: those of packed files are copied out by one walk,
/// where they aren't yet.
ArticleStore open_store(const Run& run, const ArticleTable& articles);

/// Verifies candidates from the last finished piece on, in batches of which the texts fit into memory.
void verify_candidates(const Run& run);

/// Groups by representative, what their lineage is made from and, where wanted, pairs of articles by (a, b), from the
/// verified pairs.
void form_groups(const Run& run, bool pairs);

using GroupsUse = ExternalDuplicates::GroupsUse;

/// Hands over the groups with their lineage, in batches of which the articles fit into memory.
void describe_all_groups(const Run& run, const Lexicons& lexicons, const GroupsUse& use);

/// A group without its lineage as it is spilled: bytes that sort by representative.
std::string encode_group(const DuplicateGroup& group);
DuplicateGroup decode_group(const std::string& record);

/// A reject as it is spilled: bytes that sort as rejects do.
std::string encode_reject(const Reject& reject);
Reject decode_reject(const std::string& record);

/// A pair of articles as it is spilled.
struct ArticlePair {
  std::uint32_t a = 0, b = 0, shared = 0, size_a = 0, size_b = 0;
  friend constexpr auto operator<=>(const ArticlePair&, const ArticlePair&) = default;
};

/// Writes all that a sorter holds, in order, as one piece.
template <class Record>
void write_sorted(const Run& run, const char* kind, Sorter<Record>& sorter) {
  PieceWriter out(run.spill(), piece_name(kind), true);
  typename RunFormat<Record>::Writer writer(out);
  auto sorted = sorter.sorted();
  for (Record record; sorted.next(record);) writer.write(record);
  writer.flush();
  run.work.keep(out.finish());
}

/// Calls of `step` are worth it every so often.
inline constexpr std::uint64_t steps_between_reports = 1 << 16;

}  // namespace tawatur::external
