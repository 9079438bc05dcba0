#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "duplicates/banding.h"
#include "duplicates/candidates.h"
#include "duplicates/exact_join.h"
#include "duplicates/find_duplicates.h"

namespace tawatur {

/// What the search for copies would find on a sample of a dump, setting by setting, against the exact pairs of that
/// sample. Nothing here reads a clock: equal samples give equal figures.

struct Sample {
  std::vector<Article> articles;  ///< Ascending by id.
  std::uint32_t drawn = 0;        ///< Drawn by their ids.
  std::uint32_t neighbours = 0;   ///< Added because they are similar to a drawn one.
};

/// Draws `size` articles, those whose ids have the smallest XXH3, and adds every article of the dump whose Jaccard
/// index to a drawn one is at least `least_jaccard`, at most `size` of them (again by the hash of the id). Drawing
/// alone would keep a pair with the square of the share that is drawn and leave hardly any. So the sample has more
/// copies than the dump, but within it every pair is there. The result depends on the articles alone, not on their
/// order.
///
/// articles: sorted by id; those of the sample are moved out. Parallel; reads every text once, and has the sets of the
/// drawn articles in memory.
Sample draw_sample(std::vector<Article>& articles, std::uint32_t size, double least_jaccard);

/// The exact pairs of the distinct texts of a sample. Articles of one shingle set are one text: they are always found.
struct SampleTruth {
  std::uint32_t texts = 0;       ///< Distinct, with shingles.
  std::uint64_t shingles = 0;    ///< Of all of them.
  std::vector<ExactPair> pairs;  ///< By (a, b), numbers of texts, down to the least Jaccard index asked for.
  std::vector<ExactPair>
      contained;  ///< Of which one text lies in the other (DuplicateOptions::containment); by (a, b).
  std::vector<CandidatePair> by_keys;  ///< Found by containment keys, whatever the bands; ascending.
  double threshold = 0;                ///< From which a pair counts as a copy.
  std::uint64_t dump = 0;              ///< Articles of the dump, at least those of the sample.
};

SampleTruth find_truth(std::span<const Article> articles, std::uint64_t dump, double threshold, double least_jaccard);

/// Pairs of a range of similarity: where the S-curve is measured.
struct CurvePoint {
  double jaccard = 0;       ///< Mean of the pairs.
  std::uint32_t pairs = 0;  ///< At least 1.
  std::uint32_t found = 0;  ///< That became candidates.
};

struct MeasuredSetting {
  std::uint32_t bins = 0;
  Banding banding;             ///< expected_recall: the S-curve at the threshold.
  double expected_recall = 0;  ///< Mean of the S-curve over the true pairs: what to expect of a dump like this.
  std::uint64_t candidates = 0;
  std::uint64_t found = 0;  ///< True pairs among them.
  std::uint64_t missed = 0;
  std::uint64_t contained = 0;        ///< Pairs of a text and one that contains it, ...
  std::uint64_t contained_found = 0;  ///< ... and of them those that bands or containment keys find.
  std::uint64_t work = 0;             ///< See recommend.
  std::vector<CurvePoint> curve;

  double recall() const {
    return found + missed ? static_cast<double>(found) / static_cast<double>(found + missed) : 1;
  }
  double containment_recall() const {
    return contained ? static_cast<double>(contained_found) / static_cast<double>(contained) : 1;
  }
  double precision() const { return candidates ? static_cast<double>(found) / static_cast<double>(candidates) : 1; }
  std::uint32_t key_bytes() const { return 4 * banding.bands; }  ///< An article.
};

/// The settings worth measuring for a threshold: for sketches of 64 to 512 bins, from the most rows that still find 0.6
/// of the pairs at the threshold down to the first that miss less than one in 100,000. By (bins, rows).
std::vector<MeasuredSetting> settings_to_measure(double threshold);

/// Fills in the figures of one setting: the very sketches and bands of find_duplicates, on the sample.
void measure(std::span<const Article> articles, const SampleTruth& truth, MeasuredSetting& setting);

/// The place of the setting to take, or none where no setting reaches the wanted recall. Of the settings whose measured
/// recall and whose expected recall (a sample of few pairs may have been lucky) both reach it, the one of least work:
/// 64-bit words touched, for each text its bins and, sorted, its band keys, for each candidate the shingles of both
/// texts. Pairs that agree by chance grow with the square of the dump, so a text of the whole dump meets as many times
/// more of the wrong candidates as the dump is larger than the sample, and so many are reckoned. Times would choose
/// otherwise from run to run. Equal work: fewer bytes, then fewer bins.
std::optional<std::size_t> recommend(std::span<const MeasuredSetting> settings, double recall);

/// What similarity by shingles of another length would find.
struct ShingleLength {
  std::uint32_t words = 0;
  std::uint64_t pairs = 0;         ///< Exact, at the threshold.
  std::uint64_t texts = 0;         ///< In at least one of them.
  std::uint64_t also_of_five = 0;  ///< Pairs that shingles of five words give as well.
};

/// For 3, 4, 5, 7 and 10 words, over the sample's distinct texts. Parallel.
std::vector<ShingleLength> compare_shingle_lengths(std::span<const Article> articles, const SampleTruth& truth);

}  // namespace tawatur
