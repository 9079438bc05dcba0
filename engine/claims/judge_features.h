#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "claims/compare_statements.h"
#include "claims/statement.h"
#include "claims/term_alignment.h"
#include "claims/judge_lexicon.h"

namespace tawatur {

/// A word of an opposition.
struct PoledTerm {
  std::uint32_t term;
  std::uint32_t opposition;
  bool second;         ///< Its pole as written.
  bool second_turned;  ///< Its pole behind "not" and "failed to".
};

/// Tells of most words at once that a sentence has none such: a Bloom filter of one hash over the forms without
/// clitics, stems and skeletons under which its words may be met.
class WordKeys {
 public:
  void add(std::uint64_t key) { bits_[place(key)] |= bit(key); }
  bool may_have(std::uint64_t key) const { return (bits_[place(key)] & bit(key)) != 0; }

 private:
  static std::size_t place(std::uint64_t key) { return key >> 58; }
  static std::uint64_t bit(std::uint64_t key) { return std::uint64_t{1} << (key >> 52 & 63); }
  std::array<std::uint64_t, 64> bits_{};
};

/// A sentence as the judge reads it.
struct JudgeSentence {
  Statement statement;
  WordSequence words;                                           ///< Of its tokens.
  WordKeys keys{};                                              ///< Of its words.
  Few<std::pair<std::uint32_t, std::uint32_t>> alternatives{};  ///< (term, value of the table alternatives)
  Few<PoledTerm> strict{}, lean{};                              ///< By term.
  Few<std::uint64_t> digits{};                                  ///< Numbers in digits; sorted, unique.
  Few<std::uint32_t> country_order{};                           ///< Countries as they come.
  Few<std::uint32_t> countries{};              ///< It names, or whose towns and peoples; sorted, unique.
  std::array<std::uint32_t, 4> truth_words{};  ///< By verdict: how many words give it.
  bool full_stop = false;                      ///< It ends with one.
};

/// Whether the last mark of a text is a full stop (quotation marks and brackets may close behind it), as in sentences
/// and hardly ever in headlines.
bool ends_with_full_stop(std::string_view text);

/// Reads one sentence, undated places learnt from itself. The result refers to `text` and to what `reader` holds.
JudgeSentence read_judge_sentence(std::string_view text, const std::optional<Timestamp>& date,
                                  const JudgeLexicon& lexicon, WordReader& reader);

/// What is measured of two sentences to tell how they relate. Each is a function of the pair: swapping the sentences
/// changes none, and none sees one side alone. names and values are parallel, the same names for any pair.
struct JudgeFeatures {
  std::vector<std::string_view> names;  ///< Of static storage.
  boost::container::small_vector<double, 256> values;
};

/// Measures a pair; `differences` are what the rules said of it. The features follow Khouja, Stance prediction and
/// claim verification: an Arabic perspective, 2020, and de Marneffe, Rafferty and Manning, Finding contradictions in
/// text, 2008: overlap, order, polarity bound to shared heads, numbers, oppositions, names. O(n·m) for n and m terms.
/// `named`: whether names are filled, or values alone.
JudgeFeatures judge_features(const JudgeSentence& a, const JudgeSentence& b, const TermAlignment& alignment,
                             const std::vector<Difference>& differences, const JudgeLexicon& lexicon,
                             bool named = true);

}  // namespace tawatur
