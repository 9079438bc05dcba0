#include <algorithm>
#include <optional>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

constexpr double same_content = 0.35;  // Share of what is said that must be said on both sides.

class SpeakersComparison : public PartyComparison {
 public:
  using PartyComparison::PartyComparison;

  /// The same said by two who can't be one. Another speaker contradicts nothing: it is listed.
  void compare_speakers() {
    if (has(DifferenceKind::attribution)) return;
    const auto x = speakers(a_), y = speakers(b_);
    if (x.empty() || y.empty()) return;
    std::optional<std::pair<Party, Party>> apart;
    for (const Party& p : x)
      for (const Party& q : y) {
        const Kinship kin = kinship(identity(a_, p), identity(b_, q));
        if (kin == Kinship::one) return;
        if (kin == Kinship::distinct && !apart) apart = std::pair(p, q);
      }
    if (!apart || said_alike(x, y) < same_content || !one_incident(x, y)) return;
    add(DifferenceKind::attribution, Relation::compatible, "speaker_differs", terms_of(apart->first),
        terms_of(apart->second));
  }

 private:
  /// Runs of words that say who says it.
  static std::vector<Party> speakers(const Statement& side) {
    std::vector<Party> runs;
    for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
      if (!side.attribution[i]) continue;
      const std::uint32_t first = i;
      while (i < side.terms.size() && side.attribution[i]) ++i;
      runs.push_back({first, i});
    }
    return runs;
  }
};

}  // namespace

void compare_speakers(SlotComparison& comparison) { SpeakersComparison(comparison).compare_speakers(); }

}  // namespace tawatur
