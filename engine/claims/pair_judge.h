#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/compare_statements.h"
#include "model/claim.h"
#include "text/lexicon.h"

namespace tawatur {

class ClaimLexicon;
class JudgeLexicon;
class JudgeModel;
struct JudgeFeatures;

/// How loud an alarm a pair raises: a divergence that a rule or the fitted judge is sure of, one worth a look, none.
enum class PairAlarm : std::uint8_t { none, check, diverge };

std::string_view to_string(PairAlarm alarm);

/// The verdict on one pair of sentences.
struct PairJudgement {
  PairRelation relation = PairRelation::unrelated;
  PairAlarm alarm = PairAlarm::none;
  double match = 0;  ///< Probabilities; their sum is 1.
  double diverge = 0;
  double unrelated = 0;
  double similarity = 0;  ///< Share of meaning, whatever the relation, in [0, 1].
  std::vector<Difference> differences;
};

/// A scorer of one's own, such as a neural network: the probability in [0, 1] that the sentences contradict one another,
/// or nothing when it can't tell. It is asked about pairs that no rule decides and that raise no alarm, and all it can
/// do is to raise `check`: it never makes a divergence, a match or another probability. Called from any thread that
/// judges, for (a, b) in the order of their bytes.
using PairScorer = std::function<std::optional<double>(std::string_view a, std::string_view b, std::string_view lang)>;

struct JudgeOptions {
  std::string model;         ///< Table for all languages in place of the shipped "<lang>/pair_judge"; empty: those.
  PairScorer scorer;         ///< May be empty.
  double scorer_gate = 0.8;  ///< The scorer's probability from which a pair is worth a look.
  /// Places of a JudgeMemory for sentences read lately, some 15 kB each; 0: none is kept. Speed only: files of pairs
  /// name a headline many times in a row.
  std::size_t remembered_sentences = 32;
  ComparisonOptions comparison;
};

/// What judging remembers between pairs: the facts of words that it has met, and sentences that it read lately. One a
/// thread, for one PairJudge; never changes a result.
class JudgeMemory {
 public:
  JudgeMemory();
  ~JudgeMemory();

 private:
  friend class PairJudge;
  struct OfLanguage;
  std::map<std::string, std::unique_ptr<OfLanguage>, std::less<>> languages_;
  std::size_t words_ = 0;  ///< Read since they were made.
};

/// Judges single pairs of sentences. Rules of language speak first (numbers, negation, control, oppositions); where none
/// decides, classifiers fitted on the shipped sets (tools/fit_judge), from what the pair as a pair shows. A language
/// without a fitted table is judged by rules and by overlap alone. Safe to share between threads, `judge` with one
/// JudgeMemory a thread; what it knows of a language is read when the first pair of that language comes.
class PairJudge {
 public:
  /// Throws std::runtime_error when options.model can't be read or is no such table.
  explicit PairJudge(const Lexicons& lexicons, JudgeOptions options = {});
  ~PairJudge();

  /// `lang` may be empty or unknown. Ranges of differences are of the sentences. Symmetric: swapping the sentences
  /// mirrors the differences and changes nothing else. O(n·m) for n and m words.
  PairJudgement judge(std::string_view a, std::string_view b, std::string_view lang,
                      const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b,
                      JudgeMemory& memory) const;
  PairJudgement judge(std::string_view a, std::string_view b, std::string_view lang,
                      const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b) const;

  /// What the fitted judge sees of a pair: for trainers.
  JudgeFeatures features(std::string_view a, std::string_view b, std::string_view lang, JudgeMemory& memory) const;

 private:
  struct Language;
  struct Known;
  struct Read;
  const Language& language(std::string_view lang) const;
  Read read(std::string_view a, std::string_view b, const Language& language, const std::optional<Timestamp>& date_a,
            const std::optional<Timestamp>& date_b, JudgeMemory& memory) const;

  JudgeOptions options_;
  Lexicons lexicons_;
  std::optional<LexiconTable> given_;                    ///< The table of options_.model.
  std::vector<std::unique_ptr<const Known>> languages_;  ///< The last one is the empty language.
};

}  // namespace tawatur
