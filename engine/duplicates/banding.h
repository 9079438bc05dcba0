#pragma once

#include <cstdint>
#include <vector>

namespace tawatur {

/// How a sketch is cut into bands. Two texts are candidates when all rows of one band are equal, which happens with a
/// probability of 1 - (1 - J^rows)^bands for Jaccard J: the S-curve of locality-sensitive hashing (Indyk, Motwani 1998;
/// Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3).
struct Banding {
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
  double expected_recall = 0;  ///< At the threshold; higher above it.
};

/// The S-curve.
double candidate_probability(double jaccard, std::uint32_t bands, std::uint32_t rows);

/// The most selective banding (most rows) that uses all bins and reaches the wanted recall at the threshold; one row a
/// band where none does. Candidates are verified exactly, so a wrong one costs microseconds and a missed one is lost:
/// bands are chosen for recall, not for the least area of error, which gives up one pair in eight at 0.7.
Banding choose_banding(std::uint32_t bins, double threshold, double recall);

/// The banding of a sketch: choose_banding where bands and rows are 0, else as given; of one alone, as many of the
/// other as the bins hold. Throws std::invalid_argument when bands * rows is more than the bins.
Banding banding_for(std::uint32_t bins, std::uint32_t bands, std::uint32_t rows, double threshold, double recall);

/// Of `draws` shingles that each lie in another text with probability `share`, the number that do lies at or above the
/// result with a probability of at least `recall` (binomial); at least 1 where draws > 0.
std::uint32_t least_hits(std::uint32_t draws, double share, double recall);

/// least_hits of every number of draws up to the given one. Quadratic.
std::vector<std::uint32_t> least_hits_up_to(std::uint32_t draws, double share, double recall);

}  // namespace tawatur
