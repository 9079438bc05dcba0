#include "claims/judge_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace tawatur {
namespace {

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
  for (const auto& row : table.rows) {
    const std::string_view kind = row[0];
    const std::size_t cells = kind == "node" ? 8 : kind == "leaf" ? 5 : kind == "linear" || kind == "scale" ? 4 : kind == "rules" ? 2 : 3;
    if (row.size() != cells) fail(row, "a row of another length");
    if (kind == "gate") {
      if (row[1] != "diverge" && row[1] != "check") fail(row, "unknown gate");
      (row[1] == "diverge" ? diverge_gate : check_gate) = number(row, 2);
      continue;
    }
    if (kind == "rules") {
      if (row[1] != "first" && row[1] != "weighed") fail(row, "neither first nor weighed");
      rules_first = row[1] == "first";
      continue;
    }
    if (row[1] != "related" && row[1] != "diverge") fail(row, "unknown head");
    Fitted& head = heads_[row[1] == "related" ? related : diverge];
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
      if (tree == head.trees.size() && node == 0) head.trees.push_back(static_cast<std::uint32_t>(head.nodes.size()));
      if (tree + 1 != head.trees.size() || head.nodes.size() - head.trees.back() != node) fail(row, "out of order");
      if (kind == "leaf")
        head.nodes.push_back({0, number(row, 4), 0, 0});
      else
        head.nodes.push_back({feature(row, 4), number(row, 5), index(row, 6), index(row, 7)});
      // Children come after their parent, so every walk ends.
      if (kind == "node" && (head.nodes.back().left <= node || head.nodes.back().right <= node)) fail(row, "no tree");
    } else {
      fail(row, "unknown row");
    }
  }
  for (const Fitted& head : heads_)
    for (std::size_t tree = 0; tree < head.trees.size(); ++tree) {
      const std::size_t end = tree + 1 < head.trees.size() ? head.trees[tree + 1] : head.nodes.size();
      for (std::size_t i = head.trees[tree]; i < end; ++i)
        if (std::max(head.nodes[i].left, head.nodes[i].right) >= end - head.trees[tree])
          throw std::runtime_error("judge model: a tree lacks nodes");
    }
}

double JudgeModel::probability(Head head, std::span<const double> values) const {
  const Fitted& fitted = heads_[head];
  double linear = fitted.bias;
  for (std::size_t i = 0; i < fitted.weights.size(); ++i) linear += fitted.weights[i] * values[i];
  double boosted = 0;
  for (const std::uint32_t first : fitted.trees) {
    const Node* node = &fitted.nodes[first];
    while (node->left != 0) node = &fitted.nodes[first + (values[node->feature] < node->threshold ? node->left : node->right)];
    boosted += node->threshold;
  }
  const bool both = fitted.linear && !fitted.trees.empty();
  const double z = both ? (linear + boosted) / 2 : linear + boosted;
  return 1 / (1 + std::exp(-(fitted.slope * z + fitted.offset)));
}

}  // namespace tawatur
