#pragma once

#include <cstdint>
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

/// Near-duplicates: every member meets a threshold to the representative itself.
struct DuplicateGroup {
  std::string id;  ///< 'g' and 16 hex digits of a hash of the representative's id.
  ArticleIndex representative{};
  std::vector<ArticleIndex> members;  ///< Two or more, the representative among them; by time, then index.
  std::vector<GroupLink> links;       ///< By (from, to, kind).
};

/// One independent text: an article with its copies and rewrites of one agency text.
struct Origin {
  std::string id;                       ///< 'o' and 16 hex digits of a hash of its first article's id.
  ArticleIndex representative{};        ///< The text whose clauses stand for the origin.
  std::vector<ArticleIndex> articles;   ///< By time, then index; at least one.
  std::vector<std::string> publishers;  ///< Distinct publisher families, sorted by bytes.
};

}  // namespace tawatur
