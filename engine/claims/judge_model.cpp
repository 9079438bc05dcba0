#include "claims/judge_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace tawatur {
namespace {

constexpr std::uint32_t most_levels = 8;

/// A node as the table has it.
struct Node {
  std::uint32_t feature = 0;
  double threshold = 0;    // Of a leaf: its value.
  std::uint32_t left = 0;  // Within the tree's nodes; 0: a leaf.
  std::uint32_t right = 0;
};
using Tree = std::vector<Node>;

/// Splits on the longest way from the root to a leaf.
std::uint32_t depth_of(const Tree& tree) {
  std::vector<std::uint32_t> below(tree.size(), 0);
  for (std::size_t i = tree.size(); i-- > 0;)
    if (tree[i].left != 0) below[i] = 1 + std::max(below[tree[i].left], below[tree[i].right]);
  return below.front();
}

[[noreturn]] void fail(const std::vector<std::string>& row, std::string_view why) {
  std::string line;
  for (const std::string& cell : row) line += (line.empty() ? "" : " ") + cell;
  throw std::runtime_error("judge model: " + std::string(why) + ": " + line.substr(0, 80));
}

double number(const std::vector<std::string>& row, std::size_t column) {
  char* end = nullptr;
  const double value = std::strtod(row[column].c_str(), &end);
  if (end == row[column].c_str() || *end != 0 || !std::isfinite(value)) fail(row, "not a number");
  return value;
}

std::uint32_t index(const std::vector<std::string>& row, std::size_t column) {
  const double value = number(row, column);
  if (value < 0 || value > 1e6 || value != std::floor(value)) fail(row, "not an index");
  return static_cast<std::uint32_t>(value);
}

}  // namespace

JudgeModel::JudgeModel(const LexiconTable& table, std::span<const std::string_view> features) {
  const auto feature = [&](const std::vector<std::string>& row, std::size_t column) {
    const auto found = std::find(features.begin(), features.end(), row[column]);
    if (found == features.end()) fail(row, "unknown feature");
    return static_cast<std::uint32_t>(found - features.begin());
  };
  std::array<std::vector<Tree>, 2> trees;
  for (const auto& row : table.rows) {
    const std::string_view kind = row[0];
    const std::size_t cells = kind == "node" ? 8 : kind == "leaf" ? 5 : kind == "linear" || kind == "scale" ? 4 : kind == "rules" || kind == "fitted_on" ? 2 : 3;
    if (row.size() != cells) fail(row, "a row of another length");
    if (kind == "gate") {
      if (row[1] != "diverge" && row[1] != "check" && row[1] != "related") fail(row, "unknown gate");
      (row[1] == "diverge" ? diverge_gate : row[1] == "check" ? check_gate : related_gate) = number(row, 2);
      continue;
    }
    if (kind == "rules") {
      if (row[1] != "first" && row[1] != "weighed") fail(row, "neither first nor weighed");
      rules_first = row[1] == "first";
      continue;
    }
    if (kind == "fitted_on") {
      if (row[1] != "headlines") fail(row, "not headlines");
      of_headlines = true;
      continue;
    }
    if (row[1] != "related" && row[1] != "diverge") fail(row, "unknown head");
    const Head which = row[1] == "related" ? related : diverge;
    Fitted& head = heads_[which];
    if (kind == "linear") {
      head.linear = true;
      head.weights.resize(features.size(), 0);
      if (row[2] == "bias")
        head.bias = number(row, 3);
      else
        head.weights[feature(row, 2)] = number(row, 3);
    } else if (kind == "scale") {
      head.slope = number(row, 2);
      head.offset = number(row, 3);
    } else if (kind == "node" || kind == "leaf") {
      const std::uint32_t tree = index(row, 2), node = index(row, 3);
      auto& known = trees[which];
      if (tree == known.size() && node == 0) known.emplace_back();
      if (tree + 1 != known.size() || known.back().size() != node) fail(row, "out of order");
      if (kind == "leaf")
        known.back().push_back({0, number(row, 4), 0, 0});
      else
        known.back().push_back({feature(row, 4), number(row, 5), index(row, 6), index(row, 7)});
      // Children come after their parent, so every walk ends.
      if (kind == "node" && (known.back().back().left <= node || known.back().back().right <= node)) fail(row, "no tree");
    } else {
      fail(row, "unknown row");
    }
  }
  for (const Head which : {related, diverge}) {
    Fitted& head = heads_[which];
    head.trees = trees[which].size();
    for (const Tree& tree : trees[which]) {
      for (const Node& node : tree)
        if (std::max(node.left, node.right) >= tree.size()) throw std::runtime_error("judge model: a tree lacks nodes");
      head.depth = std::max(head.depth, depth_of(tree));
    }
    if (head.depth > most_levels) throw std::runtime_error("judge model: a tree is too deep");
    for (const Tree& tree : trees[which]) {
      std::vector<std::uint32_t> level{0};
      for (std::uint32_t depth = 0; depth < head.depth; ++depth) {
        std::vector<std::uint32_t> next;
        for (const std::uint32_t at : level) {
          const bool leaf = tree[at].left == 0;
          head.thresholds.push_back(leaf ? 0 : tree[at].threshold);
          head.features.push_back(static_cast<std::uint16_t>(leaf ? 0 : tree[at].feature));
          next.push_back(leaf ? at : tree[at].left);
          next.push_back(leaf ? at : tree[at].right);
        }
        level = std::move(next);
      }
      for (const std::uint32_t at : level) head.leaves.push_back(tree[at].threshold);
    }
  }
}

double JudgeModel::probability(Head head, std::span<const double> values) const {
  const Fitted& fitted = heads_[head];
  double linear = fitted.bias;
  for (std::size_t i = 0; i < fitted.weights.size(); ++i) linear += fitted.weights[i] * values[i];
  double boosted = 0;
  const std::size_t splits = (std::size_t{1} << fitted.depth) - 1;
  // Several trees at a time, as a step of one has to wait for the step before it.
  constexpr std::size_t abreast = 8;
  for (std::size_t tree = 0; tree < fitted.trees; tree += abreast) {
    const std::size_t walks = std::min(abreast, fitted.trees - tree);
    std::array<std::size_t, abreast> at{};
    const auto step = [&](std::size_t walk) {
      const std::size_t node = (tree + walk) * splits + at[walk];
      at[walk] =
          2 * at[walk] + 1 + static_cast<std::size_t>(!(values[fitted.features[node]] < fitted.thresholds[node]));
    };
    for (std::uint32_t depth = 0; depth < fitted.depth; ++depth)
      if (walks == abreast)
        for (std::size_t walk = 0; walk < abreast; ++walk) step(walk);
      else
        for (std::size_t walk = 0; walk < walks; ++walk) step(walk);
    for (std::size_t walk = 0; walk < walks; ++walk)
      boosted += fitted.leaves[(tree + walk) * (splits + 1) + at[walk] - splits];
  }
  const bool both = fitted.linear && fitted.trees > 0;
  const double z = both ? (linear + boosted) / 2 : linear + boosted;
  return 1 / (1 + std::exp(-(fitted.slope * z + fitted.offset)));
}

}  // namespace tawatur
