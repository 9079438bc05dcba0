// Measures how well ClaimRanking finds the other sentence of labelled pairs: recall among the best 1, 10 and 20.
//
//   measure_ranking LANG PAIRS.jsonl...
//
// PAIRS.jsonl: {"a", "b", "label"} a line. Every distinct a of all files is asked for; every distinct b is a candidate,
// so that pairs of other files and other labels are in the way. A line a file and label.

#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "claims/claim_candidates.h"
#include "claims/claim_ranking.h"

namespace {

using namespace tawatur;

constexpr std::array<std::size_t, 3> depths{1, 10, 20};

struct Pair {
  std::string file, label;
  std::uint32_t a, b;  // Statements.
};

/// Distinct sentences in the order of their first use.
struct Sentences {
  std::map<std::string, std::uint32_t> numbers;
  std::vector<const std::string*> texts;
  std::uint32_t operator()(const std::string& text) {
    const auto [at, fresh] = numbers.emplace(text, static_cast<std::uint32_t>(texts.size()));
    if (fresh) texts.push_back(&at->first);
    return at->second;
  }
};

}  // namespace

int main(int count, char** arguments) try {
  if (count < 3) {
    std::cerr << "usage: measure_ranking LANG PAIRS.jsonl...\n";
    return 2;
  }
  Sentences asked, candidates;
  std::vector<Pair> pairs;
  for (int i = 2; i < count; ++i) {
    std::ifstream file(arguments[i]);
    if (!file) throw std::runtime_error("can't open " + std::string(arguments[i]));
    for (std::string line; std::getline(file, line);) {
      if (line.empty()) continue;
      const boost::json::object record = boost::json::parse(line).as_object();
      const auto text = [&](const char* key) {
        return record.at(key).is_string() ? std::string(record.at(key).as_string())
                                          : boost::json::serialize(record.at(key));
      };
      pairs.push_back({arguments[i], text("label"), asked(text("a")), candidates(text("b"))});
    }
  }
  const Lexicons lexicons;
  const ClaimLexicon lexicon(lexicons, arguments[1]);
  WordReader reader(arguments[1], &lexicon.beginnings);
  std::vector<Statement> statements;
  for (const Sentences* sentences : {&candidates, &asked})
    for (const std::string* text : sentences->texts) {
      const Span whole{ArticleIndex{0}, Field::title, {0, static_cast<std::uint32_t>(text->size())}};
      NamedBefore memory;
      statements.push_back(read_statement(*text, whole, 0, find_quotations(*text), {}, lexicon, reader, {}, memory));
      statements.back().origin = static_cast<std::uint32_t>(statements.size()) - 1;
    }
  weigh_terms(statements, lexicon);
  const std::span<const Statement> all = statements;
  const ClaimRanking ranking(all.first(candidates.texts.size()), lexicon);

  struct Found {
    std::size_t pairs = 0;
    std::array<std::size_t, depths.size()> within{};
  };
  std::map<std::pair<std::string, std::string>, Found> found;
  std::map<std::uint32_t, std::vector<const Pair*>> by_asked;
  for (const Pair& pair : pairs) by_asked[pair.a].push_back(&pair);
  for (const auto& [a, of] : by_asked) {
    const auto ranked = ranking.rank(all[candidates.texts.size() + a], depths.back());
    for (const Pair* pair : of) {
      Found& here = found[{pair->file, pair->label}];
      ++here.pairs;
      for (std::size_t i = 0; i < ranked.size(); ++i)
        if (ranked[i].statement == pair->b)
          for (std::size_t depth = 0; depth < depths.size(); ++depth) here.within[depth] += i < depths[depth];
    }
  }
  std::cout << asked.texts.size() << " asked among " << candidates.texts.size()
            << "; file, label, pairs, recall among the best 1, 10, 20\n";
  for (const auto& [key, here] : found) {
    std::cout << key.first << '\t' << key.second << '\t' << here.pairs;
    for (const std::size_t within : here.within)
      std::cout << '\t' << static_cast<double>(within) / static_cast<double>(here.pairs);
    std::cout << '\n';
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "measure_ranking: " << error.what() << '\n';
  return 1;
}
