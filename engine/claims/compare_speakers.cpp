#include <algorithm>
#include <optional>

#include "claims/party_comparison.h"
#include "claims/statement_parts.h"

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
        const Identity one = identity(a_, p), other = identity(b_, q);
        const Kinship kin = kinship(one, other);
        // "Said the widow, Karen Blunt": the name may stand behind what was read of the speaker.
        const bool named_there = (one.person && !other.person && person_there(a_, one.person, b_)) ||
                                 (other.person && !one.person && person_there(b_, other.person, a_));
        if (kin == Kinship::one || named_there) return;
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
      // "Romania's minister, Teodor Lungu, told the weekly": who it is stands before the mark.
      if (!verb_first && side.reporting[first] && first > 0 && comma_before(side, first) &&
          !source_follows(side, first)) {
        std::uint32_t begin = first;
        while (begin > 0 && begin + longest_named > first && !side.reporting[begin - 1] && !quoted(side, begin - 1) &&
               !(begin < first &&
                 has_any(gap_before(side.words, side.text, side.terms[begin].first), {". ", ";", "\"", "”"})))
          --begin;
        runs.push_back({begin, first});
        continue;
      }
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

  static constexpr std::uint32_t longest_named = 9;  // Terms of a speaker with name and office.

  static bool comma_before(const Statement& side, std::uint32_t term) {
    return gap_before(side.words, side.text, side.terms[term].first) == ", ";
  }

  /// "According to": the source stands behind it.
  bool source_follows(const Statement& side, std::uint32_t term) const {
    WordSequence words;
    for (std::uint32_t k = term; k < side.terms.size() && k < term + 2 && side.terms[k].facts; ++k)
      words.push_back(side.terms[k].facts);
    const PhraseMatches found = lexicon_.reporting.find(words);
    return std::any_of(found.begin(), found.end(), [&](const PhraseMatch& match) {
      return match.first == 0 && lexicon_.reporting_entries[match.value].shape == "phrase";
    });
  }

  static bool quoted(const Statement& side, std::uint32_t term) {
    return std::any_of(side.quotes.begin(), side.quotes.end(),
                       [&](const QuotedTerms& quote) { return quote.first <= term && term < quote.last; });
  }
};

}  // namespace

void compare_speakers(SlotComparison& comparison) { SpeakersComparison(comparison).compare_speakers(); }

}  // namespace tawatur
