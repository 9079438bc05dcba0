#include <algorithm>
#include <optional>

#include "claims/party_comparison.h"

namespace tawatur {
namespace {

constexpr std::uint32_t longest_speaker = 4;  // Terms beside a verb of saying that name who says it.
constexpr double same_content = 0.35;         // Share of what is said that must be said on both sides.

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
        if (kin == Kinship::distinct &&
            (!apart || rank(p.first, q.first) < rank(apart->first.first, apart->second.first)))
          apart = std::pair(p, q);
      }
    if (!apart || said_alike(x, y) < same_content || !one_incident(x, y)) return;
    add(DifferenceKind::attribution, Relation::compatible, "speaker_differs", terms_of(apart->first),
        terms_of(apart->second));
  }

 private:
  /// Who says it: in the marked runs of words the part before the verb of saying, else what stands behind it; without
  /// a run, what stands beside a verb of saying.
  std::vector<Party> speakers(const Statement& side) const {
    const bool verb_first = lexicon_.lang == "ar";
    const auto size = static_cast<std::uint32_t>(side.terms.size());
    // "Ann Lee said: “…”": what is said isn't who says it, a name in quotation marks may be.
    const auto names_speaker = [&](std::uint32_t i) {
      return side.attribution[i] && std::none_of(side.quotes.begin(), side.quotes.end(), [&](const QuotedTerms& quote) {
               return i >= quote.first && i < quote.last && quote.last - quote.first > longest_speaker;
             });
    };
    std::vector<Party> runs;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (!names_speaker(i)) continue;
      const std::uint32_t first = i;
      while (i < size && names_speaker(i)) ++i;
      Party run{first, i};
      if (!verb_first && i == first + 1 && side.reporting[first]) continue;
      // "She told reporters": whoever the text named before.
      std::uint32_t verb = first;
      while (verb < i && !side.reporting[verb] && side.terms[verb].function_word) ++verb;
      if (!verb_first && verb > first && verb < i && side.reporting[verb]) return {};
      if (!verb_first)
        for (std::uint32_t k = first + 1; k < i; ++k)
          // "Told the newspaper": those who are told don't say it.
          if (side.reporting[k] && !side.terms[k - 1].function_word) {
            run.last = k;
            break;
          }
      runs.push_back(run);
    }
    if (!runs.empty()) return runs;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (!side.reporting[i]) continue;
      const Party beside = verb_first ? Party{i + 1, std::min(size, i + 1 + longest_speaker)}
                                      : Party{i > longest_speaker ? i - longest_speaker : 0, i};
      if (beside) runs.push_back(beside);
      break;
    }
    return runs;
  }
};

}  // namespace

void compare_speakers(SlotComparison& comparison) { SpeakersComparison(comparison).compare_speakers(); }

}  // namespace tawatur
