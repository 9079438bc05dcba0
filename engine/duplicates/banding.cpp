#include "duplicates/banding.h"

#include <stdexcept>
#include <vector>

namespace tawatur {
namespace {

// By multiplication: pow may differ between libraries in the last bit, and these values are compared.
double power(double base, std::uint32_t exponent) {
  double result = 1;
  for (; exponent > 0; --exponent) result *= base;
  return result;
}

}  // namespace

double candidate_probability(double jaccard, std::uint32_t bands, std::uint32_t rows) {
  return 1 - power(1 - power(jaccard, rows), bands);
}

Banding choose_banding(std::uint32_t bins, double threshold, double recall) {
  for (std::uint32_t rows = bins; rows > 1; --rows) {
    const double expected = candidate_probability(threshold, bins / rows, rows);
    if (expected >= recall) return {bins / rows, rows, expected};
  }
  return {bins, 1, candidate_probability(threshold, bins, 1)};
}

Banding banding_for(std::uint32_t bins, std::uint32_t bands, std::uint32_t rows, double threshold, double recall) {
  if (bands == 0 && rows == 0) return choose_banding(bins, threshold, recall);
  if (std::uint64_t{bands == 0 ? 1 : bands} * (rows == 0 ? 1 : rows) > bins)
    throw std::invalid_argument("bands times rows must not be more than the bins of the sketch");
  if (bands == 0) bands = bins / rows;
  if (rows == 0) rows = bins / bands;
  return {bands, rows, candidate_probability(threshold, bands, rows)};
}

std::vector<std::uint32_t> least_hits_up_to(std::uint32_t draws, double share, double recall) {
  std::vector<std::uint32_t> least(draws + std::size_t{1});
  std::vector<double> probability{1};  // [k]: k of the draws so far are hits
  for (std::uint32_t draw = 1; draw <= draws; ++draw) {
    probability.push_back(0);
    for (std::size_t hits = probability.size(); hits-- > 1;)
      probability[hits] = probability[hits] * (1 - share) + probability[hits - 1] * share;
    probability[0] *= 1 - share;
    double fewer = 0;
    while (least[draw] < draw && fewer + probability[least[draw]] <= 1 - recall) fewer += probability[least[draw]++];
    if (least[draw] == 0) least[draw] = 1;
  }
  return least;
}

std::uint32_t least_hits(std::uint32_t draws, double share, double recall) {
  return least_hits_up_to(draws, share, recall).back();
}

}  // namespace tawatur
