#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/lexicon.h"

namespace tawatur {

/// A fitted judge of sentence pairs: two binary classifiers, "related" (of one thing, or not) and "diverge" (do the
/// related contradict), each the mean of a ridge logistic regression and of gradient-boosted trees (Friedman, Greedy
/// function approximation, 2001), then scaled to probabilities (Platt, Probabilistic outputs for support vector
/// machines, 1999). Immutable; safe to share between threads.
///
/// Rows of its table:
///   linear HEAD FEATURE|bias WEIGHT
///   node HEAD TREE NODE FEATURE THRESHOLD LEFT RIGHT    left: value < threshold; nodes of a tree count from 0, and it
///                                                       has at most 8 levels of them
///   leaf HEAD TREE NODE VALUE
///   scale HEAD SLOPE OFFSET                             probability = 1 / (1 + exp(-(slope * z + offset)))
///   gate diverge|check|related PROBABILITY
///   rules first|weighed                                 whether a rule that is sure overrules the classifiers
///   fitted_on headlines
class JudgeModel {
 public:
  enum Head : std::uint8_t { related, diverge };

  JudgeModel() = default;

  /// `features` are the names in the order of the values that are given later. Rows of features that aren't known are
  /// an error: throws std::runtime_error that names the row.
  JudgeModel(const LexiconTable& table, std::span<const std::string_view> features);

  bool empty() const { return heads_[related].empty() && heads_[diverge].empty(); }

  /// Probability of the head for the features of a pair. O(trees × depth + features).
  double probability(Head head, std::span<const double> values) const;

  double diverge_gate = 1;  ///< P(diverge) from which a pair is flagged as diverging.
  double check_gate = 1;    ///< ... as worth a look.
  double related_gate = 0;  ///< P(related) below which a pair isn't flagged as diverging: it may be of another thing.
  /// Rules that are sure overrule the classifiers; false where that was measured to be worse: then they weigh as features.
  bool rules_first = true;
  /// Fitted on headlines: what tells those that disagree (two of three labelled pairs) calls 40 of 100 pairs of
  /// sentences diverging that agree. So the head "diverge" isn't asked where a side ends with a full stop.
  bool of_headlines = false;

 private:
  /// Trees are kept whole: every one as deep as the deepest, so that a walk takes the same steps whatever it meets. A leaf
  /// that stands higher fills all places below it.
  struct Fitted {
    double bias = 0, slope = 1, offset = 0;
    bool linear = false;
    std::vector<double> weights;
    std::size_t trees = 0;
    std::uint32_t depth = 0;
    std::vector<double> thresholds;        ///< 2^depth - 1 a tree, by level; left where the value is below.
    std::vector<std::uint16_t> features;   ///< Parallel.
    std::vector<double> leaves;            ///< 2^depth a tree.
    bool empty() const { return !linear && trees == 0; }
  };
  std::array<Fitted, 2> heads_;
};

}  // namespace tawatur
