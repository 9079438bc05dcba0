#pragma once

#include <compare>
#include <cstdint>

namespace tawatur {

/// Dense number of an article within a run, in [0, articles). Articles are numbered in the
/// order of their ids' UTF-8 bytes, so a comparison of indices is a comparison of ids.
enum class ArticleIndex : std::uint32_t {};

constexpr std::uint32_t index_of(ArticleIndex article) { return static_cast<std::uint32_t>(article); }

/// Half-open range of bytes of an article's original UTF-8; begin <= end <= size of the field.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(ByteRange other) const { return begin <= other.begin && other.end <= end; }
  friend constexpr auto operator<=>(const ByteRange&, const ByteRange&) = default;
};

/// Number of bytes that two ranges share.
constexpr std::uint32_t overlap(ByteRange a, ByteRange b) {
  const std::uint32_t begin = a.begin > b.begin ? a.begin : b.begin;
  const std::uint32_t end = a.end < b.end ? a.end : b.end;
  return begin < end ? end - begin : 0;
}

/// The field of an article that a range points into.
enum class Field : std::uint8_t { text, title };

/// A place in an article.
struct Span {
  ArticleIndex article{};
  Field field = Field::text;
  ByteRange range;

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace tawatur
