#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "duplicates/external_stages.h"
#include "model/article.h"
#include "model/byte_range.h"
#include "text/furniture.h"

/// find_furniture over a dump that isn't in memory: lines are sorted where it looks them up.
namespace tawatur::external {

/// An article of a source that has a line; `unit` is the key of the line or of its label, or 0 for the article itself.
/// Sources are told by a hash.
struct LineRow {
  std::uint64_t unit = 0, source = 0;
  std::uint32_t serial = 0;
  std::uint32_t ends_sentence = 0;  ///< 1: as a line that does.
  friend constexpr auto operator<=>(const LineRow&, const LineRow&) = default;
};

/// A line of a source that nearly equal ones may be joined with.
struct ShortLine {
  std::uint64_t source = 0, key = 0, simhash = 0;
  friend constexpr auto operator<=>(const ShortLine&, const ShortLine&) = default;
};

/// By what versions of an article are known.
struct LongestLines {
  std::uint32_t serial = 0, unused = 0;
  std::array<std::uint64_t, 3> keys{};
  friend constexpr auto operator<=>(const LongestLines&, const LongestLines&) = default;
};

/// What is spilled of the lines of articles.
struct SpilledLines {
  std::vector<LineRow> rows;
  std::vector<ShortLine> short_lines;
  std::vector<LongestLines> longest;

  /// Nothing of an article without a source.
  void add(const Article& article, std::uint32_t serial);
};

/// A line that is its source's own; `key` as in LineRow::unit.
struct OwnLine {
  std::uint64_t source = 0, key = 0;
  friend constexpr auto operator<=>(const OwnLine&, const OwnLine&) = default;
};

/// Decides which lines are their sources' own, as find_furniture does. Holds, beyond buffers, 4 bytes for each
/// different line that is short enough for SimHash to tell, 16 bytes a source of several articles and about 40 bytes a
/// line that stands in many articles of one source.
void find_own_lines(const Run& run);

/// What find_own_lines found. Safe to share between threads.
class OwnLines {
 public:
  explicit OwnLines(WorkFolder& work);

  /// As find_furniture has it.
  std::vector<ByteRange> furniture(const Article& article) const;

 private:
  std::vector<OwnLine> lines_;  // sorted
};

}  // namespace tawatur::external
