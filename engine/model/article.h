#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/byte_range.h"

namespace tawatur {

/// When an article was published, as precisely as its source says.
struct Timestamp {
  /// Seconds since 1970-01-01T00:00 on the source's own wall clock; midnight for a date alone.
  std::int64_t local_s = 0;
  /// False for a date alone.
  bool has_time = false;
  /// Minutes east of UTC; absent when the zone is not known.
  std::optional<std::int32_t> offset_min;

  /// Seconds since epoch UTC; an unknown zone is read as UTC. Orders articles in time.
  std::int64_t utc_s() const { return local_s - (offset_min ? 60ll * *offset_min : 0); }

  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

/// ISO 8601: "2017-11-12" for a date alone, else "2017-11-12T22:04:00" with "Z" or an offset ("+03:00") only when the
/// zone is known. For years 1 to 9999.
std::string to_string(const Timestamp& time);

/// Where a publication time was found.
enum class PublishedFrom : std::uint8_t { none, field, text, url };

/// One news article as read. Title and text are the record's bytes after decoding: valid UTF-8,
/// nothing trimmed. Owns its strings.
struct Article {
  std::string id;
  std::string source;                ///< Outlet or domain; empty when unknown.
  std::string url;                   ///< Empty when unknown.
  std::optional<std::string> title;  ///< Absent when the record has none.
  std::string text;
  std::string agency;  ///< Credit named by a field of its own (rss source, byline agency); empty when none.
  std::string lang;    ///< BCP-47 primary subtag, from the record's field or detected; "und" when unknown.
  std::optional<Timestamp> published;
  PublishedFrom published_from = PublishedFrom::none;
};

/// Order of two articles by publication time, then index. A date alone comes first in its day,
/// undated articles come last. A total order.
struct EarlierFirst {
  std::span<const Article> articles;

  bool operator()(ArticleIndex a, ArticleIndex b) const {
    const auto key = [this](ArticleIndex i) {
      const auto& published = articles[index_of(i)].published;
      return published ? std::pair{0, published->utc_s()} : std::pair{1, std::int64_t{0}};
    };
    const auto key_a = key(a), key_b = key(b);
    if (key_a != key_b) return key_a < key_b;
    const bool time_a = articles[index_of(a)].published && articles[index_of(a)].published->has_time;
    const bool time_b = articles[index_of(b)].published && articles[index_of(b)].published->has_time;
    if (time_a != time_b) return !time_a;
    return a < b;
  }
};

/// A record that could not be used.
struct Reject {
  std::string input;         ///< Path as given, or "-".
  std::uint64_t line = 0;    ///< From 1; 0 where lines have no meaning.
  std::uint64_t offset = 0;  ///< Byte offset of the record in the decompressed input.
  std::string id;            ///< Empty when unknown.
  std::string reason;        ///< A short stable code, e.g. "not_json", "no_text", "text_not_a_string".
  std::string detail;        ///< One readable sentence.

  friend auto operator<=>(const Reject&, const Reject&) = default;
};

}  // namespace tawatur
