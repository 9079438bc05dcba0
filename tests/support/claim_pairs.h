#pragma once

#include <string_view>
#include <vector>

#include "model/claim.h"

namespace tawatur::support {

/// Two sentences, published on days and hours of March 2021 (the 10th was a Wednesday), and the kind that is tried.
struct ClaimPair {
  DifferenceKind kind;
  std::string_view lang;
  std::string_view a;
  std::string_view b;
  int day_a = 10;
  int hour_a = 12;
  int day_b = 10;
  int hour_b = 12;
};

/// One thing said two ways that can't both be so: each diverges by a difference of its kind.
const std::vector<ClaimPair>& contradictions();

/// Pairs that look like a contradiction of the kind and are none.
const std::vector<ClaimPair>& lookalikes();

}  // namespace tawatur::support
