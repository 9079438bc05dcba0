#include "claims/rounding.h"

#include <algorithm>
#include <cmath>

namespace tawatur {
namespace {

constexpr double rounded = 0.03;        // Of a number of two digits and zeros from the one that it rounds.
constexpr double least_rounded = 1000;  // «آلاف»: smaller ones are given exactly.
constexpr double nearly_exact = 0.002;

/// Digits of a number without its trailing zeros; 9 for one with many decimals.
int significant_digits(double value) {
  int digits = 0;
  for (; digits < 6 && std::abs(value - std::round(value)) > 1e-6 * std::max(1.0, std::abs(value)); ++digits)
    value *= 10;
  auto whole = std::llround(value);
  while (whole != 0 && whole % 10 == 0) whole /= 10;
  int count = 0;
  for (; whole != 0; whole /= 10) ++count;
  return count;
}

int decimals(double value) {
  int count = 0;
  for (; count < 4 && std::abs(value - std::round(value)) > 1e-6; ++count) value *= 10;
  return count;
}

}  // namespace

bool rounded_alike(double p, double q) {
  const int dp = decimals(p), dq = decimals(q);
  if (dp != dq && std::abs(p - q) <= 0.5 * std::pow(10.0, -std::min(dp, dq)) + 1e-9) return true;
  if (std::min(p, q) < least_rounded) return false;
  const double apart = std::abs(p - q) / std::max(p, q);
  const int digits_p = significant_digits(p), digits_q = significant_digits(q);
  return apart <= nearly_exact || (apart <= rounded && digits_p != digits_q && std::min(digits_p, digits_q) <= 2);
}

}  // namespace tawatur
