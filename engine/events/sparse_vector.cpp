#include "events/sparse_vector.h"

#include <algorithm>
#include <cmath>

#include <xxhash.h>

namespace tawatur {
namespace {

double ratio(std::uint64_t product, float norm_a, float norm_b) {
  return product > 0 ? static_cast<double>(product) / (static_cast<double>(norm_a) * norm_b) : 0;
}

}  // namespace

TermKey term_key(std::string_view bytes) { return static_cast<TermKey>(XXH3_64bits(bytes.data(), bytes.size())); }

void SparseVector::settle() {
  // Equal keys keep the order in which they were added, so that their float sum has one order.
  std::stable_sort(terms.begin(), terms.end(), [](WeightedTerm a, WeightedTerm b) { return a.key < b.key; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < terms.size();) {
    WeightedTerm sum = terms[i++];
    while (i < terms.size() && terms[i].key == sum.key) sum.weight += terms[i++].weight;
    if (sum.weight > 0) terms[kept++] = sum;
  }
  terms.resize(kept);
}

void SparseVector::settle_once() {
  std::sort(terms.begin(), terms.end(),
            [](WeightedTerm a, WeightedTerm b) { return a.key != b.key ? a.key < b.key : a.weight > b.weight; });
  terms.erase(std::unique(terms.begin(), terms.end(), [](WeightedTerm a, WeightedTerm b) { return a.key == b.key; }),
              terms.end());
  std::erase_if(terms, [](WeightedTerm term) { return term.weight <= 0; });
}

void SparseVector::keep_weightiest(std::size_t most) {
  if (terms.size() <= most) return;
  std::nth_element(
      terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(most), terms.end(),
      [](WeightedTerm a, WeightedTerm b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  terms.resize(most);
  std::sort(terms.begin(), terms.end(), [](WeightedTerm a, WeightedTerm b) { return a.key < b.key; });
}

std::size_t PackedVector::find(std::uint32_t packed_key) const {
  const auto found = std::lower_bound(entries.begin(), entries.end(), packed_key,
                                      [](std::uint32_t entry, std::uint32_t wanted) { return key_of(entry) < wanted; });
  return found != entries.end() && key_of(*found) == packed_key ? static_cast<std::size_t>(found - entries.begin())
                                                                : size();
}

float PackedVector::length() const {
  std::uint64_t squares = 0;
  for (std::size_t i = 0; i < size(); ++i) squares += std::uint64_t{units(i)} * units(i);
  return static_cast<float>(std::sqrt(static_cast<double>(squares)));
}

float pack(const SparseVector& vector, std::vector<std::uint32_t>& store) {
  constexpr std::uint32_t most = 255;
  float largest = 0;
  for (const WeightedTerm& term : vector.terms) largest = std::max(largest, term.weight);
  const float unit = largest / static_cast<float>(most);
  const std::size_t first = store.size();
  for (const WeightedTerm& term : vector.terms) {
    const auto units = static_cast<std::uint32_t>(std::lround(term.weight / unit));
    const std::uint32_t key = term.key & ~most;
    if (store.size() > first && (store.back() & ~most) == key) {  // Keys that 24 bits can't tell apart.
      store.back() = key | std::min(most, (store.back() & most) + units);
    } else {
      store.push_back(key | std::clamp(units, 1u, most));
    }
  }
  return unit;
}

double cosine(const PackedVector& a, const PackedVector& b) {
  std::uint64_t sum = 0;
  for (std::size_t x = 0, y = 0; x < a.size() && y < b.size();) {
    const std::uint32_t in_a = a.key(x), in_b = b.key(y);
    if (in_a == in_b) sum += std::uint64_t{a.units(x)} * b.units(y);
    x += in_a <= in_b;
    y += in_b <= in_a;
  }
  return ratio(sum, a.norm, b.norm);
}

ProbedVector::ProbedVector(const PackedVector& vector) : vector_(vector) {
  for (const std::uint32_t entry : vector.entries) present_[PackedVector::key_of(entry) % slots] = 1;
}

double ProbedVector::cosine(const PackedVector& other) const {
  std::uint64_t sum = 0;
  each_shared(other, [&](std::size_t x, std::size_t y) { sum += std::uint64_t{vector_.units(x)} * other.units(y); });
  return ratio(sum, vector_.norm, other.norm);
}

std::pair<double, double> ProbedVector::cosines(const PackedVector& other, const PackedVector& mine,
                                                const PackedVector& theirs) const {
  std::uint64_t sum = 0, sum_of_pair = 0;
  each_shared(other, [&](std::size_t x, std::size_t y) {
    sum += std::uint64_t{vector_.units(x)} * other.units(y);
    sum_of_pair += std::uint64_t{mine.units(x)} * theirs.units(y);
  });
  return {ratio(sum, vector_.norm, other.norm), ratio(sum_of_pair, mine.norm, theirs.norm)};
}

double share_in(const PackedVector& a, const PackedVector& b) {
  std::uint64_t shared = 0, all = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    all += a.units(i);
    if (b.find(a.key(i)) < b.size()) shared += a.units(i);
  }
  return all > 0 ? static_cast<double>(shared) / static_cast<double>(all) : 0;
}

std::uint32_t shared_keys(std::span<const TermKey> a, std::span<const TermKey> b) {
  // Without branches on the keys, which are as good as random.
  const TermKey *x = a.data(), *y = b.data();
  const TermKey *const x_end = x + a.size(), *const y_end = y + b.size();
  std::uint32_t shared = 0;
  while (x != x_end && y != y_end) {
    const TermKey in_x = *x, in_y = *y;
    shared += in_x == in_y;
    x += in_x <= in_y;
    y += in_y <= in_x;
  }
  return shared;
}

}  // namespace tawatur
