#include "events/sparse_vector.h"

#include <algorithm>
#include <array>
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
  std::sort(terms.begin(), terms.end(),
            [](WeightedTerm a, WeightedTerm b) { return a.key != b.key ? a.key < b.key : a.weight > b.weight; });
  terms.erase(std::unique(terms.begin(), terms.end(), [](WeightedTerm a, WeightedTerm b) { return a.key == b.key; }),
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

ProbedVector::ProbedVector(const SparseVector& vector) : vector_(&vector) {
  for (const WeightedTerm& term : vector.terms) present_[term.key / 64 % words] |= std::uint64_t{1} << term.key % 64;
}

double ProbedVector::dot(const SparseVector& other) const {
  // Candidates of the other vector first, without a branch, then the few that are there.
  std::array<std::uint32_t, 512> found;
  const auto& mine = vector_->terms;
  double sum = 0;
  std::size_t at = 0;
  for (std::size_t begin = 0; begin < other.terms.size(); begin += found.size()) {
    const std::size_t end = std::min(other.terms.size(), begin + found.size());
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const TermKey key = other.terms[i].key;
      found[count] = static_cast<std::uint32_t>(i);
      count += present_[key / 64 % words] >> key % 64 & 1;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const WeightedTerm& term = other.terms[found[i]];
      while (at < mine.size() && mine[at].key < term.key) ++at;
      if (at == mine.size()) return sum;
      if (mine[at].key == term.key) sum += static_cast<double>(mine[at].weight) * term.weight;
    }
  }
  return sum;
}

double ProbedVector::cosine(const SparseVector& other) const {
  return vector_->norm > 0 && other.norm > 0 ? dot(other) / (vector_->norm * other.norm) : 0;
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
