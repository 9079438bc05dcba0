// Fits the table "<lang>/pair_judge" of the judge of single pairs on labelled pairs of sentences, and prints how well
// pairs are judged when they are left out of the fit.
//
//   fit_judge OUT.tsv LANG NAME=PAIRS.jsonl... [--corpus FOLDER] [--unrelated N] [--rounds N] [--depth N]
//             [--lexicon FOLDER] [--best-f1] [--headlines] [--list]
//
// PAIRS.jsonl: {"a", "b", "label"} a line. agree, for, entailment, 1: match; disagree, against, contradiction: diverge;
// other, neutral, unrelated, 0: unrelated; other labels are left out. NAME stands in the header of the table.
// --corpus adds what the truth of a corpus laid out as the bundled one lists of LANG. --unrelated adds so many pairs of
// sentences drawn from different pairs; some sentences are added beside themselves. --best-f1, for sets that know match
// and no match alone, moves the boundary to where the F1 of match is highest: then the figures are no probabilities.
// --headlines says in the table that the pairs are headlines: whether sentences, which end with a full stop, diverge is
// then left to the rules.
// --list prints all pairs as they are judged when left out: set, label, drawn, P(related), P(diverge | related), a, b.
//
// Pairs that share a sentence, directly or through others, are left out together: five folds of such components.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <xxhash.h>

#include "claims/judge_features.h"
#include "claims/judge_model.h"
#include "claims/pair_judge.h"

namespace {

using namespace tawatur;

constexpr std::size_t folds = 5;
constexpr std::uint64_t seed = 20181015;
constexpr double ridge = 20;            // On standardised features.
constexpr double leaf_ridge = 1;        // On the Newton step of a leaf.
constexpr double least_weight = 8;      // Of the pairs in a leaf.
constexpr double sample_share = 0.5;    // Pairs, and features, that a tree sees.
constexpr double feature_share = 0.3;
constexpr std::size_t most_bins = 48;
constexpr double unrelated_weight = 0.5;  // Of a drawn pair, so that they teach what is unrelated and not how frequent.
constexpr double copied_share = 0.03;      // Of the pairs whose first sentence is also learnt beside itself.
constexpr double diverge_precision = 0.945, check_precision = 0.85;  // Of alarms on left-out pairs.
constexpr double related_gates[] = {0, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97};
constexpr std::string_view first_rules[] = {"rule_count", "rule_negation", "rule_control", "rule_denial", "rule_date"};
constexpr double diverge_if_rule = 0.9;    // As PairJudge has it.
constexpr double tolerated = 0.002;        // Share of pairs that rules may cost when they go first: they explain themselves.
constexpr double most_false = 0.002;       // Share of drawn pairs that may raise the alarm.

struct Options {
  std::uint32_t rounds = 200;
  std::uint32_t depth = 3;
  double rate = 0.07;
};

enum Label : std::uint8_t { match, diverge, unrelated };

struct Example {
  std::string a, b;
  Label label = match;
  bool drawn = false;
  std::size_t component = 0;
  std::size_t set = 0;
  std::vector<double> values;
  double weight() const { return drawn ? unrelated_weight : 1; }
};

/// In [0, 1), of the seed and up to three indices.
double chance(std::uint64_t kind, std::uint64_t i, std::uint64_t j) {
  const std::array<std::uint64_t, 3> key{kind, i, j};
  return static_cast<double>(XXH3_64bits_withSeed(key.data(), sizeof key, seed) >> 11) * 0x1p-53;
}

double logistic(double z) { return 1 / (1 + std::exp(-z)); }

std::optional<Label> label_of(const boost::json::value& value) {
  std::string text = value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  static const std::map<std::string, Label> labels{
      {"agree", match}, {"for", match}, {"entailment", match}, {"match", match}, {"1", match},
      {"disagree", diverge}, {"against", diverge}, {"contradiction", diverge}, {"diverge", diverge},
      {"other", unrelated}, {"neutral", unrelated}, {"unrelated", unrelated}, {"0", unrelated}};
  const auto found = labels.find(text);
  return found == labels.end() ? std::nullopt : std::optional(found->second);
}

std::vector<boost::json::object> records_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("can't open " + path.string());
  std::vector<boost::json::object> records;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) records.push_back(boost::json::parse(line).as_object());
  return records;
}

std::string text_of(const boost::json::value& value) { return std::string(value.as_string()); }

/// Pairs of the corpus: listed divergences, and statements of claims in which nothing differs.
void add_corpus(const std::filesystem::path& folder, const std::string& lang, std::size_t set, std::vector<Example>& examples) {
  std::set<std::string> differing;
  const auto truth = [&](std::string_view name) { return folder / "truth" / (std::string(name) + "." + lang + ".jsonl"); };
  for (const std::string_view name : {"divergences", "updates"})
    for (const auto& record : records_of(truth(name))) {
      if (record.contains("event") && record.contains("claim"))
        differing.insert(text_of(record.at("event")) + "/" + text_of(record.at("claim")));
      if (name != "divergences") continue;
      examples.push_back({text_of(record.at("a").at("quote")), text_of(record.at("b").at("quote")), diverge, false, 0, set, {}});
    }
  for (const auto& record : records_of(truth("claims"))) {
    if (differing.contains(text_of(record.at("event")) + "/" + text_of(record.at("claim")))) continue;
    const auto& statements = record.at("statements").as_array();
    for (std::size_t i = 0; i < statements.size(); ++i)
      for (std::size_t j = i + 1; j < statements.size() && j <= i + 2; ++j) {
        const std::string a = text_of(statements[i].at("quote")), b = text_of(statements[j].at("quote"));
        if (a != b) examples.push_back({a, b, match, false, 0, set, {}});
      }
  }
}

/// Numbers the components of pairs that share sentences.
void find_components(std::vector<Example>& examples) {
  std::map<std::string, std::size_t> number;
  std::vector<std::size_t> parent;
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const auto sentence = [&](const std::string& text) {
    const auto [at, fresh] = number.emplace(text, parent.size());
    if (fresh) parent.push_back(parent.size());
    return at->second;
  };
  for (const Example& example : examples) {
    const std::size_t a = root(sentence(example.a)), b = root(sentence(example.b));
    parent[std::max(a, b)] = std::min(a, b);
  }
  for (Example& example : examples) example.component = root(number.at(example.a));
}

std::size_t fold_of(const Example& example) {
  return static_cast<std::size_t>(chance(1, example.component, 0) * static_cast<double>(folds));
}

// --- the two classifiers of a head ---

struct TreeNode {
  std::size_t feature = 0;
  double value = 0;  // Threshold, or a leaf's value.
  std::uint32_t left = 0, right = 0;
};
using Tree = std::vector<TreeNode>;

struct Head {
  std::vector<double> weights;
  double bias = 0;
  std::vector<Tree> trees;
  double slope = 1, offset = 0;

  double raw(std::span<const double> values) const {
    double linear = bias, boosted = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) linear += weights[i] * values[i];
    for (const Tree& tree : trees) {
      std::uint32_t at = 0;
      while (tree[at].left != 0) at = values[tree[at].feature] < tree[at].value ? tree[at].left : tree[at].right;
      boosted += tree[at].value;
    }
    return (linear + boosted) / 2;
  }
  double probability(std::span<const double> values) const { return logistic(slope * raw(values) + offset); }
};

/// A pair as a head learns it.
struct Lesson {
  const Example* example;
  bool positive;
};

/// Newton's method for the ridge logistic regression on standardised features.
void fit_linear(const std::vector<Lesson>& lessons, Head& head) {
  const std::size_t n = lessons.front().example->values.size(), columns = n + 1;
  std::vector<double> mean(n, 0), deviation(n, 0);
  double total = 0;
  for (const Lesson& lesson : lessons) {
    total += lesson.example->weight();
    for (std::size_t i = 0; i < n; ++i) mean[i] += lesson.example->weight() * lesson.example->values[i];
  }
  for (double& value : mean) value /= total;
  for (const Lesson& lesson : lessons)
    for (std::size_t i = 0; i < n; ++i)
      deviation[i] += lesson.example->weight() * std::pow(lesson.example->values[i] - mean[i], 2);
  for (double& value : deviation) value = std::max(1e-9, std::sqrt(value / total));
  std::vector<double> weights(columns, 0), gradient(columns), hessian(columns * columns), row(columns);
  for (int round = 0; round < 8; ++round) {
    std::fill(hessian.begin(), hessian.end(), 0);
    for (std::size_t i = 0; i < columns; ++i) {
      const double penalty = i == n ? 1e-6 : ridge;
      gradient[i] = penalty * weights[i];
      hessian[i * columns + i] = penalty;
    }
    for (const Lesson& lesson : lessons) {
      double z = weights[n];
      row[n] = 1;
      for (std::size_t i = 0; i < n; ++i) {
        row[i] = deviation[i] > 1e-8 ? (lesson.example->values[i] - mean[i]) / deviation[i] : 0;
        z += weights[i] * row[i];
      }
      const double p = logistic(z), weight = lesson.example->weight();
      const double slope = weight * (p - (lesson.positive ? 1 : 0)), curve = weight * p * (1 - p);
      for (std::size_t i = 0; i < columns; ++i) {
        if (row[i] == 0) continue;
        gradient[i] += slope * row[i];
        const double scaled = curve * row[i];
        for (std::size_t j = 0; j <= i; ++j) hessian[i * columns + j] += scaled * row[j];
      }
    }
    // Cholesky decomposition; the matrix is positive definite.
    for (std::size_t i = 0; i < columns; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = hessian[i * columns + j];
        for (std::size_t k = 0; k < j; ++k) sum -= hessian[i * columns + k] * hessian[j * columns + k];
        hessian[i * columns + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / hessian[j * columns + j];
      }
    }
    for (std::size_t i = 0; i < columns; ++i) {
      for (std::size_t k = 0; k < i; ++k) gradient[i] -= hessian[i * columns + k] * gradient[k];
      gradient[i] /= hessian[i * columns + i];
    }
    for (std::size_t i = columns; i-- > 0;) {
      for (std::size_t k = i + 1; k < columns; ++k) gradient[i] -= hessian[k * columns + i] * gradient[k];
      gradient[i] /= hessian[i * columns + i];
      weights[i] -= gradient[i];
    }
  }
  head.weights.assign(n, 0);
  head.bias = weights[n];
  for (std::size_t i = 0; i < n; ++i) {
    if (deviation[i] <= 1e-8) continue;
    head.weights[i] = weights[i] / deviation[i];
    head.bias -= weights[i] * mean[i] / deviation[i];
  }
}

/// Stochastic gradient boosting (Friedman 2002) of logistic loss, Newton leaves, splits between quantiles.
void fit_trees(const std::vector<Lesson>& lessons, const Options& options, Head& head) {
  const std::size_t n = lessons.size(), features = lessons.front().example->values.size();
  std::vector<std::vector<double>> cuts(features);
  std::vector<std::uint8_t> bins(n * features);
  for (std::size_t f = 0; f < features; ++f) {
    std::vector<double> values;
    for (const Lesson& lesson : lessons) values.push_back(lesson.example->values[f]);
    std::sort(values.begin(), values.end());
    std::vector<double> distinct = values;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    if (distinct.size() <= most_bins) {
      for (std::size_t i = 1; i < distinct.size(); ++i) cuts[f].push_back((distinct[i - 1] + distinct[i]) / 2);
    } else {
      for (std::size_t i = 1; i < most_bins; ++i) cuts[f].push_back(values[i * n / most_bins]);
      cuts[f].erase(std::unique(cuts[f].begin(), cuts[f].end()), cuts[f].end());
    }
    for (std::size_t i = 0; i < n; ++i)
      bins[i * features + f] = static_cast<std::uint8_t>(
          std::upper_bound(cuts[f].begin(), cuts[f].end(), lessons[i].example->values[f]) - cuts[f].begin());
  }
  double positive = 0, total = 0;
  for (const Lesson& lesson : lessons) {
    total += lesson.example->weight();
    positive += lesson.positive ? lesson.example->weight() : 0;
  }
  const double share = std::clamp(positive / total, 1e-4, 1 - 1e-4), prior = std::log(share / (1 - share));
  std::vector<double> score(n, prior), slope(n), curve(n);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    std::vector<std::uint32_t> sample;
    for (std::uint32_t i = 0; i < n; ++i) {
      const double p = logistic(score[i]), weight = lessons[i].example->weight();
      slope[i] = weight * ((lessons[i].positive ? 1 : 0) - p);
      curve[i] = weight * p * (1 - p);
      if (chance(2, round, i) < sample_share) sample.push_back(i);
    }
    Tree tree(1);
    struct Open {
      std::uint32_t node, depth;
      std::vector<std::uint32_t> members;
    };
    std::vector<Open> open{{0, 0, std::move(sample)}};
    for (std::size_t at = 0; at < open.size(); ++at) {
      const Open current = std::move(open[at]);
      double sum_slope = 0, sum_curve = 0;
      for (const std::uint32_t i : current.members) sum_slope += slope[i], sum_curve += curve[i];
      tree[current.node].value = options.rate * sum_slope / (sum_curve + leaf_ridge);
      if (current.depth == options.depth) continue;
      const double whole = sum_slope * sum_slope / (sum_curve + leaf_ridge);
      double best = 1e-6;
      std::size_t best_feature = features, best_bin = 0;
      for (std::size_t f = 0; f < features; ++f) {
        if (cuts[f].empty() || chance(3 + current.node, round, f) >= feature_share) continue;
        std::array<double, 256> slopes{}, curves{}, weights{};
        double all = 0;
        for (const std::uint32_t i : current.members) {
          const std::uint8_t bin = bins[i * features + f];
          slopes[bin] += slope[i], curves[bin] += curve[i], weights[bin] += lessons[i].example->weight();
          all += lessons[i].example->weight();
        }
        double left_slope = 0, left_curve = 0, left_weight = 0;
        for (std::size_t bin = 0; bin < cuts[f].size(); ++bin) {
          left_slope += slopes[bin], left_curve += curves[bin], left_weight += weights[bin];
          if (left_weight < least_weight || all - left_weight < least_weight) continue;
          const double right_slope = sum_slope - left_slope, right_curve = sum_curve - left_curve;
          const double gain = left_slope * left_slope / (left_curve + leaf_ridge) +
                              right_slope * right_slope / (right_curve + leaf_ridge) - whole;
          if (gain > best) best = gain, best_feature = f, best_bin = bin;
        }
      }
      if (best_feature == features) continue;
      TreeNode& node = tree[current.node];
      node.feature = best_feature;
      node.value = cuts[best_feature][best_bin];
      node.left = static_cast<std::uint32_t>(tree.size());
      node.right = node.left + 1;
      Open left{node.left, current.depth + 1, {}}, right{node.right, current.depth + 1, {}};
      for (const std::uint32_t i : current.members)
        (bins[i * features + best_feature] <= best_bin ? left : right).members.push_back(i);
      tree.resize(tree.size() + 2);
      open.push_back(std::move(left));
      open.push_back(std::move(right));
    }
    for (std::uint32_t i = 0; i < n; ++i) {
      std::uint32_t at = 0;
      while (tree[at].left != 0)
        at = lessons[i].example->values[tree[at].feature] < tree[at].value ? tree[at].left : tree[at].right;
      score[i] += tree[at].value;
    }
    head.trees.push_back(std::move(tree));
  }
  head.trees.push_back({TreeNode{0, prior, 0, 0}});
}

std::optional<Head> fit(const std::vector<Lesson>& lessons, const Options& options) {
  const auto positive = std::count_if(lessons.begin(), lessons.end(), [](const Lesson& l) { return l.positive; });
  if (positive == 0 || positive == static_cast<std::ptrdiff_t>(lessons.size())) return std::nullopt;
  Head head;
  fit_linear(lessons, head);
  fit_trees(lessons, options, head);
  return head;
}

/// Slope and offset that turn the scores of left-out pairs into probabilities (Platt 1999), by Newton's method.
void scale(const std::vector<std::pair<double, bool>>& scores, const std::vector<double>& weights, Head& head) {
  double slope = 1, offset = 0;
  for (int round = 0; round < 50; ++round) {
    double gs = 1e-3 * (slope - 1), go = 0, ss = 1e-3, so = 0, oo = 1e-9;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto& [z, positive] = scores[i];
      const double p = logistic(slope * z + offset), error = weights[i] * (p - (positive ? 1 : 0)), curve = weights[i] * p * (1 - p);
      gs += error * z, go += error;
      ss += curve * z * z, so += curve * z, oo += curve;
    }
    const double determinant = ss * oo - so * so;
    slope -= (oo * gs - so * go) / determinant;
    offset -= (ss * go - so * gs) / determinant;
  }
  head.slope = slope;
  head.offset = offset;
}

std::vector<Lesson> lessons_of(const std::vector<Example>& examples, JudgeModel::Head head, std::size_t left_out) {
  std::vector<Lesson> lessons;
  for (const Example& example : examples) {
    if (fold_of(example) == left_out) continue;
    if (head == JudgeModel::related)
      lessons.push_back({&example, example.label != unrelated});
    else if (example.label != unrelated)
      lessons.push_back({&example, example.label == diverge});
  }
  return lessons;
}

// --- figures ---

struct Judged {
  const Example* example;
  double related, diverging;
  double alarm() const { return related * diverging; }
  Label said() const {
    const double agree = related * (1 - diverging), unlike = 1 - related;
    return unlike >= std::max(agree, alarm()) ? unrelated : alarm() > agree ? diverge : match;
  }
};

double f1(const std::vector<Judged>& judged, Label label, bool three) {
  double right = 0, said = 0, real = 0;
  for (const Judged& one : judged) {
    if (one.example->drawn || (!three && one.example->label == unrelated)) continue;
    right += one.said() == label && one.example->label == label;
    said += one.said() == label;
    real += one.example->label == label;
  }
  return said + real > 0 ? 2 * right / (said + real) : 0;
}

/// The lowest probability from which alarms on left-out pairs have the precision, and their recall there; among pairs
/// that are as probably related.
struct Gate {
  double threshold = 1, recall = 0, precision = 0, related = 0;
  bool raised(const Judged& one) const { return one.related >= related && one.alarm() >= threshold; }
};

Gate gate_of(std::vector<Judged> judged, double precision, double false_share, double related = 0) {
  std::stable_sort(judged.begin(), judged.end(), [](const Judged& x, const Judged& y) { return x.alarm() > y.alarm(); });
  double said = 0, right = 0, drawn = 0, real = 0, all_drawn = 0;
  for (const Judged& one : judged) real += one.example->label == diverge, all_drawn += one.example->drawn;
  Gate gate;
  gate.related = related;
  for (const Judged& one : judged) {
    if (one.related < related) continue;
    if (one.example->drawn) {
      drawn += 1;
      continue;
    }
    said += 1;
    right += one.example->label == diverge;
    if (right >= precision * said && drawn <= false_share * all_drawn)
      gate = {one.alarm(), right / std::max(1.0, real), right / said, related};
  }
  return gate;
}

/// The gates of the alarm that miss least.
Gate diverge_gate_of(const std::vector<Judged>& judged) {
  Gate best;
  for (const double related : related_gates)
    if (const Gate gate = gate_of(judged, diverge_precision, most_false, related); gate.recall > best.recall) best = gate;
  return best;
}

struct Alarms {
  double said = 0, right = 0, real = 0, drawn = 0, all_drawn = 0;
  void add(const Judged& one, const Gate& gate) {
    const bool raised = gate.raised(one);
    if (one.example->drawn) {
      all_drawn += 1;
      drawn += raised;
      return;
    }
    real += one.example->label == diverge;
    said += raised;
    right += raised && one.example->label == diverge;
  }
  void print(std::ostream& out) const {
    out << "precision " << right / std::max(1.0, said) << " recall " << right / std::max(1.0, real) << ", alarms of "
        << all_drawn << " drawn: " << drawn;
  }
};

void write_head(std::ostream& out, std::string_view name, const std::optional<Head>& head, double constant,
                std::span<const std::string_view> features) {
  if (!head) {
    out << "linear\t" << name << "\tbias\t" << constant << '\n';
    return;
  }
  out << "scale\t" << name << '\t' << head->slope << '\t' << head->offset << '\n';
  out << "linear\t" << name << "\tbias\t" << head->bias << '\n';
  for (std::size_t i = 0; i < features.size(); ++i)
    if (head->weights[i] != 0) out << "linear\t" << name << '\t' << features[i] << '\t' << head->weights[i] << '\n';
  for (std::size_t t = 0; t < head->trees.size(); ++t)
    for (std::size_t i = 0; i < head->trees[t].size(); ++i) {
      const TreeNode& node = head->trees[t][i];
      if (node.left == 0)
        out << "leaf\t" << name << '\t' << t << '\t' << i << '\t' << node.value << '\n';
      else
        out << "node\t" << name << '\t' << t << '\t' << i << '\t' << features[node.feature] << '\t' << node.value << '\t'
            << node.left << '\t' << node.right << '\n';
    }
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 4) {
    std::cerr << "usage: fit_judge OUT.tsv LANG NAME=PAIRS.jsonl... [--corpus FOLDER] [--unrelated N] [--rounds N] "
                 "[--depth N] [--lexicon FOLDER] [--best-f1] [--headlines] [--list]\n";
    return 2;
  }
  const std::string out_path = arguments[1], lang = arguments[2];
  Options options;
  std::size_t drawn = 0;
  bool list = false, best_f1 = false, headlines = false;
  std::string lexicon_folder;
  std::vector<std::string> names;
  std::vector<Example> examples;
  for (int i = 3; i < count; ++i) {
    const std::string argument = arguments[i];
    const auto value = [&] {
      if (++i == count) throw std::runtime_error(argument + " needs a value");
      return std::string(arguments[i]);
    };
    if (argument == "--corpus") {
      names.push_back("the bundled corpus");
      add_corpus(value(), lang, names.size() - 1, examples);
    } else if (argument == "--unrelated") {
      drawn = std::stoul(value());
    } else if (argument == "--rounds") {
      options.rounds = static_cast<std::uint32_t>(std::stoul(value()));
    } else if (argument == "--depth") {
      options.depth = static_cast<std::uint32_t>(std::stoul(value()));
    } else if (argument == "--lexicon") {
      lexicon_folder = value();
    } else if (argument == "--best-f1") {
      best_f1 = true;
    } else if (argument == "--headlines") {
      headlines = true;
    } else if (argument == "--list") {
      list = true;
    } else {
      const std::size_t equal = argument.find('=');
      if (equal == std::string::npos) throw std::runtime_error("NAME=FILE is wanted, not " + argument);
      const std::string name = argument.substr(0, equal);
      if (names.empty() || names.back() != name) names.push_back(name);
      for (const auto& record : records_of(argument.substr(equal + 1)))
        if (const auto label = label_of(record.at("label")))
          examples.push_back({text_of(record.at("a")), text_of(record.at("b")), *label, false, 0, names.size() - 1, {}});
    }
  }
  if (examples.empty()) throw std::runtime_error("no labelled pair");
  find_components(examples);
  const std::size_t labelled = examples.size();
  for (std::size_t k = 0, made = 0; made < drawn && k < 20 * drawn; ++k) {
    const auto pick = [&](std::uint64_t side) { return static_cast<std::size_t>(chance(10 + side, k, 0) * static_cast<double>(labelled)); };
    const Example &x = examples[pick(0)], &y = examples[pick(1)];
    if (x.component == y.component || x.set != y.set) continue;
    Example example{chance(12, k, 0) < 0.5 ? x.a : x.b, chance(13, k, 0) < 0.5 ? y.a : y.b, unrelated, true, x.component, x.set, {}};
    examples.push_back(std::move(example));
    ++made;
  }

  // A sentence beside itself: labelled sets lack it, and corrupted headlines are as near to one another as pairs get.
  for (std::size_t k = 0; k < labelled; ++k)
    if (chance(14, k, 0) < copied_share) {
      const Example& example = examples[k];
      examples.push_back({example.a, example.a, match, true, example.component, example.set, {}});
    }

  const Lexicons lexicons = lexicon_folder.empty() ? Lexicons() : Lexicons(lexicon_folder);
  const PairJudge judge(lexicons);
  JudgeMemory memory;
  std::vector<std::string_view> features;
  for (Example& example : examples) {
    JudgeFeatures found = judge.features(example.a, example.b, lang, memory);
    example.values.assign(found.values.begin(), found.values.end());
    features = std::move(found.names);
  }

  // Left-out scores of each head, then their scale.
  std::array<std::vector<double>, 2> left_out{std::vector<double>(examples.size(), 0), std::vector<double>(examples.size(), 0)};
  std::array<std::optional<Head>, 2> heads;
  std::array<double, 2> constants{8, -8};
  for (const auto head : {JudgeModel::related, JudgeModel::diverge}) {
    heads[head] = fit(lessons_of(examples, head, folds), options);
    if (!heads[head]) continue;
    std::vector<std::pair<double, bool>> scores;
    std::vector<double> weights;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      const auto fitted = fit(lessons_of(examples, head, fold), options);
      if (!fitted) throw std::runtime_error("too few pairs for five folds");
      for (std::size_t i = 0; i < examples.size(); ++i) {
        if (fold_of(examples[i]) != fold) continue;
        left_out[head][i] = fitted->raw(examples[i].values);
        if (head == JudgeModel::diverge && examples[i].label == unrelated) continue;
        scores.emplace_back(left_out[head][i], head == JudgeModel::related ? examples[i].label != unrelated : examples[i].label == diverge);
        weights.push_back(examples[i].weight());
      }
    }
    scale(scores, weights, *heads[head]);
  }
  // For sets that know only match and no match: .5 stands where the F1 of match is highest on left-out pairs.
  if (best_f1 && heads[JudgeModel::related] && !heads[JudgeModel::diverge]) {
    std::vector<std::pair<double, bool>> scores;
    double real = 0, right = 0, best = 0, at = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      scores.emplace_back(left_out[JudgeModel::related][i], examples[i].label == match);
      real += examples[i].label == match;
    }
    std::sort(scores.begin(), scores.end(), std::greater<>());
    for (std::size_t i = 0; i + 1 < scores.size(); ++i) {
      right += scores[i].second;
      const double figure = 2 * right / (static_cast<double>(i + 1) + real);
      if (figure > best) best = figure, at = (scores[i].first + scores[i + 1].first) / 2;
    }
    heads[JudgeModel::related]->offset = -heads[JudgeModel::related]->slope * at;
  }
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    std::array<double, 2> p{};
    for (const auto head : {JudgeModel::related, JudgeModel::diverge})
      p[head] = heads[head] ? logistic(heads[head]->slope * left_out[head][i] + heads[head]->offset) : logistic(constants[head]);
    judged.push_back({&examples[i], p[JudgeModel::related], p[JudgeModel::diverge]});
  }
  // Whether rules that are sure go first, as the judge lets them, or are weighed: what is better on left-out pairs.
  std::vector<std::size_t> rules;
  for (std::size_t i = 0; i < features.size(); ++i)
    if (std::find(std::begin(first_rules), std::end(first_rules), features[i]) != std::end(first_rules)) rules.push_back(i);
  std::vector<Judged> ruled = judged;
  for (Judged& one : ruled)
    if (std::any_of(rules.begin(), rules.end(), [&](std::size_t rule) { return one.example->values[rule] >= gravity(Relation::diverge); }))
      one.diverging = std::max(one.diverging, diverge_if_rule);
  const auto right_of = [](const std::vector<Judged>& some) {
    return std::count_if(some.begin(), some.end(), [](const Judged& one) { return one.said() == one.example->label; });
  };
  const bool rules_first = static_cast<double>(right_of(judged) - right_of(ruled)) <= tolerated * static_cast<double>(judged.size());
  std::cout << "right of " << judged.size() << ": rules weighed " << right_of(judged) << ", rules first " << right_of(ruled) << '\n';
  if (rules_first) judged = std::move(ruled);
  const Gate sure = diverge_gate_of(judged), look = gate_of(judged, check_precision, 10 * most_false);
  std::array<Gate, folds> by_fold;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<Judged> others;
    for (const Judged& one : judged)
      if (fold_of(*one.example) != fold) others.push_back(one);
    by_fold[fold] = diverge_gate_of(others);
  }
  for (std::size_t set = 0; set <= names.size(); ++set) {
    std::vector<Judged> part;
    for (const Judged& one : judged)
      if (set == names.size() || one.example->set == set) part.push_back(one);
    const auto size = std::count_if(part.begin(), part.end(), [](const Judged& one) { return !one.example->drawn; });
    std::cout << (set == names.size() ? "all" : names[set]) << ", left out: " << size << " pairs; F1 match " << f1(part, match, true)
              << " diverge " << f1(part, diverge, true) << " unrelated " << f1(part, unrelated, true) << "; macro "
              << (f1(part, match, true) + f1(part, diverge, true) + f1(part, unrelated, true)) / 3 << "; match against diverge "
              << (f1(part, match, false) + f1(part, diverge, false)) / 2;
    for (const double precision : {0.92, 0.94, 0.95}) {
      const Gate gate = gate_of(part, precision, 1);
      std::cout << "; recall at " << precision << ": " << gate.recall;
    }
    Alarms at_gate, at_others;
    for (const Judged& one : part) at_gate.add(one, sure);
    // The same with gates that were chosen on the other folds.
    for (std::size_t fold = 0; fold < folds; ++fold)
      for (const Judged& one : part)
        if (fold_of(*one.example) == fold) at_others.add(one, by_fold[fold]);
    std::cout << "; at the gate: ";
    at_gate.print(std::cout);
    std::cout << "; at gates of the other folds: ";
    at_others.print(std::cout);
    std::cout << '\n';
  }
  std::cout << "gates: diverge " << sure.threshold << " of related " << sure.related << " (precision " << sure.precision << ", recall " << sure.recall << "), check "
            << look.threshold << " (precision " << look.precision << ", recall " << look.recall << ")\n";
  if (list)
    for (const Judged& one : judged)
      std::cout << one.example->set << '\t' << int(one.example->label) << '\t' << one.example->drawn << '\t' << one.related << '\t'
                << one.diverging << '\t' << one.example->a << '\t' << one.example->b << '\n';

  std::ofstream out(out_path);
  out.precision(5);
  out << "# The fitted judge of sentence pairs; engine/claims/judge_model.h says how its rows are read.\n# Fitted by tools/fit_judge on";
  for (std::size_t i = 0; i < names.size(); ++i) out << (i ? ", " : " ") << names[i];
  out << "; features are of pairs only.\n";
  if (headlines) out << "fitted_on\theadlines\n";
  out << "rules\t" << (rules_first ? "first" : "weighed") << '\n';
  if (sure.recall > 0) out << "gate\tdiverge\t" << sure.threshold << "\ngate\trelated\t" << sure.related << '\n';
  if (look.recall > 0) out << "gate\tcheck\t" << look.threshold << '\n';
  write_head(out, "related", heads[JudgeModel::related], constants[JudgeModel::related], features);
  write_head(out, "diverge", heads[JudgeModel::diverge], constants[JudgeModel::diverge], features);
  if (!out.flush()) throw std::runtime_error("can't write " + out_path);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "fit_judge: " << error.what() << '\n';
  return 1;
}
