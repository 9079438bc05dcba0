#include "events/sparse_vector.h"

#include <algorithm>
#include <cmath>

#include <xxhash.h>

namespace tawatur {

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
  double squares = 0;
  for (const WeightedTerm& term : terms) squares += static_cast<double>(term.weight) * term.weight;
  norm = std::sqrt(squares);
}

void SparseVector::settle_once() {
  std::sort(terms.begin(), terms.end(), [](WeightedTerm a, WeightedTerm b) {
    return a.key != b.key ? a.key < b.key : a.weight > b.weight;
  });
  terms.erase(std::unique(terms.begin(), terms.end(),
                          [](WeightedTerm a, WeightedTerm b) { return a.key == b.key; }),
              terms.end());
  settle();
}

float SparseVector::weight_of(TermKey key) const {
  const auto found = std::lower_bound(terms.begin(), terms.end(), key,
                                      [](const WeightedTerm& term, TermKey wanted) { return term.key < wanted; });
  return found != terms.end() && found->key == key ? found->weight : 0;
}

double dot(const SparseVector& a, const SparseVector& b) {
  // Without branches on the keys, which are as good as random: a misprediction costs more than a needless product.
  const WeightedTerm *x = a.terms.data(), *y = b.terms.data();
  const WeightedTerm *const x_end = x + a.terms.size(), *const y_end = y + b.terms.size();
  double sum = 0;
  while (x != x_end && y != y_end) {
    const TermKey in_x = x->key, in_y = y->key;
    const double product = static_cast<double>(x->weight) * y->weight;
    sum += in_x == in_y ? product : 0.0;
    x += in_x <= in_y;
    y += in_y <= in_x;
  }
  return sum;
}

double cosine(const SparseVector& a, const SparseVector& b) {
  return a.norm > 0 && b.norm > 0 ? dot(a, b) / (a.norm * b.norm) : 0;
}

double share_in(const SparseVector& a, const SparseVector& b) {
  double shared = 0, all = 0;
  auto y = b.terms.begin();
  for (const WeightedTerm& x : a.terms) {
    all += x.weight;
    while (y != b.terms.end() && y->key < x.key) ++y;
    if (y != b.terms.end() && y->key == x.key) shared += x.weight;
  }
  return all > 0 ? shared / all : 0;
}

std::uint32_t shared_keys(const std::vector<TermKey>& a, const std::vector<TermKey>& b) {
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
