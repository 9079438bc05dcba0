#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "model/article.h"
#include "text/furniture.h"

/// The steps of find_furniture, for who counts lines of a dump that isn't in memory.
namespace tawatur {

/// A line as it is counted over the dump.
struct CountedLine {
  std::uint64_t key = 0;      ///< Hash of its words, never 0.
  std::uint64_t label = 0;    ///< Key of a last line's words before a colon; 0 without.
  std::uint64_t simhash = 0;  ///< Follows from the key; 0 for a line that is only known by its key.
  ByteRange range;
  std::uint32_t words = 0;
  bool ends_sentence = false;
};

struct ArticleLines {
  std::vector<CountedLine> lines;          ///< None without a source.
  std::array<std::uint64_t, 3> longest{};  ///< Keys of the longest lines, 0 where there are fewer.
  std::vector<ByteRange> by_shape;
};

/// Linear in the text.
ArticleLines count_lines(const Article& article);

/// Lines of one source whose SimHashes differ in no more bits, and so agree in one of four blocks of 16 bits, are
/// nearly equal. In a block's bucket, sorted by SimHash and then by key, a line is held against so many next ones only.
inline constexpr int near_line_bits = 3;
inline constexpr std::size_t near_line_look_ahead = 32;

/// Whether a line in so many articles of a source is the source's own. of_source: how many articles it has.
bool is_own_line(std::uint64_t articles, std::uint64_t of_source, bool ends_sentence, const FurnitureOptions& options);

/// No more than a tenth of the articles that have a line may be of other sources.
inline bool is_of_one_source(std::uint64_t here, std::uint64_t others) { return 10 * others <= here + others; }

/// Articles that share one of these hashes are versions of one text: two of their three longest lines other than
/// `keys` (sorted), or the only other one. None of an article that has nothing but such lines, which isn't counted.
std::vector<std::uint64_t> version_links(const std::array<std::uint64_t, 3>& longest,
                                         std::span<const std::uint64_t> keys);

/// Furniture of an article. is_own: whether a line's key or label is the source's own.
std::vector<ByteRange> furniture_of(const ArticleLines& lines, const std::function<bool(std::uint64_t key)>& is_own);

}  // namespace tawatur
