#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/event.h"

namespace tawatur {

/// Kinds of difference between two statements; the spelling of to_string is the output's.
enum class DifferenceKind : std::uint8_t {
  count,
  count_kind,
  count_scope,
  agent,
  role_swap,
  control,
  opposite_event,
  negation,
  denial,
  certainty,
  date,
  place,
  attribution,
  quote,
  cause,
  label,
  unit,
  identity,
  entity,
  title_body,
  correction,
  other
};

/// How two statements of the same thing relate.
enum class Relation : std::uint8_t { match, compatible, update, diverge, check };

/// The relation of a single sentence pair, as `judge` states it.
enum class PairRelation : std::uint8_t { match, diverge, unrelated };

std::string_view to_string(DifferenceKind kind);
std::string_view to_string(Relation relation);
std::string_view to_string(PairRelation relation);

/// Rank of a relation for an editor: match 0, compatible, update, check, diverge 4.
int gravity(Relation relation);

/// One typed difference. Ranges are of the original bytes of the field that the statement stands in
/// (for `judge`: of the sentence); absent where a side has no words for it.
struct Difference {
  DifferenceKind kind = DifferenceKind::other;
  Relation relation = Relation::diverge;  ///< How far this difference alone goes.
  std::optional<ByteRange> a;
  std::optional<ByteRange> b;
  std::string a_value;  ///< Verbatim or normalised value a reader understands.
  std::string b_value;
  std::string rule;  ///< Name of the rule or model that decided.
  std::string why;   ///< One plain, neutral sentence.
};

/// Two aligned statements, a before b in (article, field, range): of different origins, but in EventClaims::internal,
/// where they are of one.
struct StatementPair {
  std::string id;  ///< 'p' and 16 hex digits of a hash of both places.
  Span a;
  Span b;
  Relation relation = Relation::match;
  double score = 0;  ///< Of the alignment, in [0, 1].
  std::vector<Difference> differences;
  std::vector<ByteRange> changed_a;  ///< Words of a without counterpart in b, whole words, for marking. Ascending.
  std::vector<ByteRange> changed_b;
};

/// The statement of a claim by one origin.
struct ClaimCell {
  std::uint32_t origin = 0;  ///< Index into the run's origins.
  Span span;
  Relation relation = Relation::match;  ///< To the claim's medoid.
  std::string value;                    ///< Verbatim value of the claim's slot; empty when it has none.
  std::string normalised;               ///< The same in comparable form.
};

/// What several origins state about one thing.
struct Claim {
  std::string id;                       ///< 'c' and 16 hex digits of a hash of the medoid's place.
  Span medoid;                          ///< The statement nearest to all others; its text is the claim's.
  std::string kind;                     ///< Kind of its gravest difference, or "statement".
  Relation relation = Relation::match;  ///< The gravest between its cells.
  std::vector<ClaimCell> cells;         ///< By origin order in the event, then span.
  std::vector<std::uint32_t> pairs;     ///< Indices into the event's pairs that join its cells.
  std::vector<std::uint32_t> silent;    ///< Origins (indices) that could have it and don't.
  std::vector<std::uint32_t> not_expected;
  std::uint32_t independent_sources = 0;  ///< Distinct publisher families among the stating origins.
  bool pairs_complete = true;             ///< All cross-origin pairs were compared.
};

/// The comparison of one event. Claims come most important to an editor first.
struct EventClaims {
  std::vector<StatementPair> pairs;     ///< By (a, b).
  std::vector<StatementPair> internal;  ///< Within one article or origin.
  std::vector<Claim> claims;
};

}  // namespace tawatur
