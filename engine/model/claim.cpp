#include "model/claim.h"

#include <array>

namespace tawatur {

std::string_view to_string(DifferenceKind kind) {
  static constexpr std::array<std::string_view, 22> names{
      "count",  "count_kind", "count_scope", "agent",      "role_swap",   "control", "opposite_event", "negation",
      "denial", "certainty",  "date",        "place",      "attribution", "quote",   "cause",          "label",
      "unit",   "identity",   "entity",      "title_body", "correction",  "other"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Relation relation) {
  static constexpr std::array<std::string_view, 5> names{"match", "compatible", "update", "diverge", "check"};
  return names[static_cast<std::size_t>(relation)];
}

std::string_view to_string(PairRelation relation) {
  static constexpr std::array<std::string_view, 3> names{"match", "diverge", "unrelated"};
  return names[static_cast<std::size_t>(relation)];
}

int gravity(Relation relation) {
  static constexpr std::array<int, 5> order{0, 1, 2, 4, 3};  // match, compatible, update, diverge, check
  return order[static_cast<std::size_t>(relation)];
}

}  // namespace tawatur
