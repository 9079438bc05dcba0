#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/article.h"

namespace tawatur {

/// Two articles whose texts share word shingles, figures exact over distinct shingles. a < b.
struct SimilarPair {
  ArticleIndex a{};
  ArticleIndex b{};
  std::uint32_t shared = 0;  ///< Distinct shingles in both.
  std::uint32_t size_a = 0;  ///< Distinct shingles of a.
  std::uint32_t size_b = 0;  ///< Distinct shingles of b.

  double jaccard() const { return static_cast<double>(shared) / (static_cast<double>(size_a) + size_b - shared); }
  double containment_a() const { return static_cast<double>(shared) / size_a; }  ///< Share of a that lies in b.
  double containment_b() const { return static_cast<double>(shared) / size_b; }
};

enum class LinkKind : std::uint8_t { jaccard, contained };

/// Why an article stands in a group, or how one text derives from another.
/// jaccard: from = member, to = representative. contained: `from` lies in `to`.
struct GroupLink {
  ArticleIndex from{};
  ArticleIndex to{};
  LinkKind kind = LinkKind::jaccard;
  double value = 0;
};

/// An agency that a text names as its source.
struct Credit {
  std::string agency;  ///< One name for all spellings, as the tables of agencies have it.
  ByteRange range;     ///< Of the name in the text; empty where the article's own agency field has it.

  friend auto operator<=>(const Credit&, const Credit&) = default;
};

/// One place where text b differs from text a. Both ranges begin and end at whole words; one of them is empty where
/// words were only inserted or deleted, and stands where they are missing.
struct ChangedSpan {
  ByteRange a;
  ByteRange b;

  friend bool operator==(const ChangedSpan&, const ChangedSpan&) = default;
};

/// All places where the words of b differ from those of a.
struct TextChanges {
  std::vector<ChangedSpan> spans;  ///< In reading order of both texts, disjoint.
  bool truncated = false;          ///< The texts were too different to compare word for word: a span may hold more.

  friend bool operator==(const TextChanges&, const TextChanges&) = default;
};

/// What a member of a group says of itself.
struct GroupMember {
  std::vector<Credit> credits;  ///< By agency, then range.
  /// From the representative's text to this one; absent where it wasn't asked for, and of the representative.
  std::optional<TextChanges> changes;
};

/// Near-duplicates: every member meets a threshold to the representative itself.
struct DuplicateGroup {
  std::string id;  ///< 'g' and 16 hex digits of a hash of the representative's id.
  ArticleIndex representative{};
  std::vector<ArticleIndex> members;  ///< Two or more, the representative among them; by time, then index.
  std::vector<GroupLink> links;       ///< By (from, to, kind).

  // Lineage, see describe_groups.
  std::optional<ArticleIndex> earliest;  ///< Absent when no member is dated.
  /// Other members that may be as early: at the same time or, where one has no time of day, on the same day.
  std::uint32_t earliest_ties = 0;
  std::vector<GroupLink> lineage;        ///< Containments that involve a member; by (from, to).
  std::vector<std::string> agencies;     ///< That any member credits; sorted, unique.
  std::vector<GroupMember> evidence;     ///< Parallel to members; empty before lineage is described.
  bool furniture = false;                ///< The text is a site's own, no news.
};

/// One independent text: an article with its copies and rewrites of one agency text.
struct Origin {
  std::string id;                       ///< 'o' and 16 hex digits of a hash of its first article's id.
  ArticleIndex representative{};        ///< The text whose clauses stand for the origin.
  std::vector<ArticleIndex> articles;   ///< By time, then index; at least one.
  std::vector<std::string> publishers;  ///< Distinct publisher families, sorted by bytes.
};

}  // namespace tawatur
