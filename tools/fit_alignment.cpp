// Fits the weights of the table "und/alignment_weights": a ridge logistic regression over the features of candidate
// pairs of statements, labelled by a corpus with known claims. Prints how well pairs are told apart, one by one and
// grouped into claims, when each event in turn is left out of the fit.
//
//   fit_alignment OUT.tsv CORPUS_FOLDER [--list]
//
// --list prints the pairs that are misjudged when their event is left out.
// CORPUS_FOLDER holds articles/ and truth/ as the bundled corpus does.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <boost/json.hpp>

#include "claims/claim_candidates.h"
#include "claims/claim_groups.h"
#include "claims/compare_event.h"
#include "claims/event_statements.h"
#include "duplicates/form_origins.h"
#include "duplicates/publishers.h"
#include "ingest/read_articles.h"
#include "text/furniture.h"

namespace {

using namespace tawatur;

constexpr std::size_t columns = PairFeatures::names.size() + 1;  // The last one is the bias.
constexpr double ridge = 4;                                      // On standardised features.
using Row = std::array<double, columns>;

struct Example {
  std::size_t event;
  Row features;
  bool related;
  std::string a, b;
};

/// What grouping needs of an event, and its truth: pairs of statements, the smaller one first.
struct Case {
  std::vector<Statement> statements;  // Their origins only.
  std::vector<ClaimCandidate> candidates;
  std::set<std::pair<std::uint32_t, std::uint32_t>> related;
};

/// A statement of the truth.
struct Place {
  std::size_t article;
  Field field;
  ByteRange range;
};

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("can't open " + path.string());
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

bool fits(const Span& side, const Place& place) {
  const std::uint32_t common = overlap(side.range, place.range);
  return index_of(side.article) == place.article && side.field == place.field &&
         common * 2 >= std::min(side.range.size(), place.range.size()) && common > 0;
}

/// Newton's method for the ridge logistic regression.
Row fit(const std::vector<Example>& examples, std::size_t left_out) {
  Row weights{};
  for (int round = 0; round < 25; ++round) {
    Row gradient{};
    std::array<Row, columns> hessian{};
    for (std::size_t i = 0; i < columns; ++i) {
      const double penalty = i + 1 == columns ? 1e-6 : ridge;
      gradient[i] = penalty * weights[i];
      hessian[i][i] = penalty;
    }
    for (const Example& example : examples) {
      if (example.event == left_out) continue;
      double z = 0;
      for (std::size_t i = 0; i < columns; ++i) z += weights[i] * example.features[i];
      const double p = 1 / (1 + std::exp(-z));
      for (std::size_t i = 0; i < columns; ++i) {
        gradient[i] += (p - (example.related ? 1 : 0)) * example.features[i];
        for (std::size_t j = 0; j < columns; ++j)
          hessian[i][j] += p * (1 - p) * example.features[i] * example.features[j];
      }
    }
    // Gaussian elimination; the matrix is positive definite.
    for (std::size_t i = 0; i < columns; ++i)
      for (std::size_t k = i + 1; k < columns; ++k) {
        const double factor = hessian[k][i] / hessian[i][i];
        for (std::size_t j = i; j < columns; ++j) hessian[k][j] -= factor * hessian[i][j];
        gradient[k] -= factor * gradient[i];
      }
    for (std::size_t i = columns; i-- > 0;) {
      for (std::size_t j = i + 1; j < columns; ++j) gradient[i] -= hessian[i][j] * gradient[j];
      gradient[i] /= hessian[i][i];
    }
    for (std::size_t i = 0; i < columns; ++i) weights[i] -= gradient[i];
  }
  return weights;
}

/// Weights on the features as they are, of weights on standardised ones.
AlignmentWeights unscaled(const Row& weights, const Row& mean, const Row& deviation, AlignmentWeights result) {
  result.bias = weights.back();
  for (std::size_t i = 0; i + 1 < columns; ++i) {
    result.weights[i] = weights[i] / deviation[i];
    result.bias -= weights[i] * mean[i] / deviation[i];
  }
  return result;
}

}  // namespace

int main(int count, char** arguments) try {
  const bool list = count == 4 && std::string_view(arguments[3]) == "--list";
  if (count != 3 && !list) {
    std::cerr << "usage: fit_alignment OUT.tsv CORPUS_FOLDER [--list]\n";
    return 2;
  }
  const std::filesystem::path corpus = arguments[2];
  const Lexicons lexicons;
  const IngestResult input = read_articles({(corpus / "articles").string()}, {}, lexicons);
  const std::span<const Article> articles = input.articles;
  const DuplicateResult duplicates = find_duplicates(articles, {});
  const auto origins = form_origins(articles, duplicates, publisher_families(articles, lexicons), lexicons);
  const auto furniture = find_furniture(articles, {});
  std::map<std::string, std::size_t> article_of;
  for (std::size_t i = 0; i < articles.size(); ++i) article_of[articles[i].id] = i;

  std::vector<Example> examples;
  std::size_t truth_pairs = 0, events = 0;
  std::vector<Case> cases;
  const AlignmentWeights start(lexicons);
  for (const std::string lang : {"ar", "en"}) {
    const ClaimLexicon lexicon(lexicons, lang);
    WordReader reader(lang);
    std::map<std::string, std::vector<std::size_t>> members;
    for (const std::string& line : lines_of(corpus / "truth" / ("events." + lang + ".tsv"))) {
      std::istringstream cells(line);
      std::string id, event;
      std::getline(cells, id, '\t');
      std::getline(cells, event, '\t');
      if (article_of.contains(id)) members[event].push_back(article_of[id]);
    }
    std::map<std::string, std::vector<std::vector<Place>>> claims;
    for (const std::string& line : lines_of(corpus / "truth" / ("claims." + lang + ".jsonl"))) {
      const boost::json::value record = boost::json::parse(line);
      auto& places = claims[record.at("event").as_string().c_str()].emplace_back();
      for (const auto& statement : record.at("statements").as_array()) {
        const std::size_t article = article_of.at(statement.at("article").as_string().c_str());
        const std::string quote = statement.at("quote").as_string().c_str();
        const bool title = statement.as_object().contains("field");
        const std::string& text = title ? *articles[article].title : articles[article].text;
        const std::size_t at = text.find(quote);
        if (at == std::string::npos) throw std::runtime_error("quote not found in " + articles[article].id);
        places.push_back({article,
                          title ? Field::title : Field::text,
                          {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + quote.size())}});
      }
    }
    for (const auto& [name, indices] : members) {
      Event event;
      for (const std::size_t i : indices) event.articles.push_back(ArticleIndex{static_cast<std::uint32_t>(i)});
      for (std::uint32_t o = 0; o < origins.size(); ++o)
        if (std::find(indices.begin(), indices.end(), index_of(origins[o].representative)) != indices.end())
          event.origins.push_back(o);
      if (event.origins.size() < 2) continue;
      const auto statements = read_event_statements(event, articles, furniture, origins, lexicon, reader, 4);
      Case& held = cases.emplace_back();
      held.candidates = find_claim_candidates(statements, lexicon, start);
      for (const auto& places : claims[name]) {
        std::vector<std::uint32_t> stating;
        for (std::uint32_t i = 0; i < statements.size(); ++i)
          if (std::any_of(places.begin(), places.end(),
                          [&](const Place& place) { return fits(statements[i].span, place); }))
            stating.push_back(i);
        for (const std::uint32_t i : stating)
          for (const std::uint32_t j : stating)
            if (i < j && statements[i].origin != statements[j].origin) held.related.emplace(i, j);
      }
      for (const Statement& statement : statements) held.statements.emplace_back().origin = statement.origin;
      for (const ClaimCandidate& candidate : held.candidates) {
        Example example{events,
                        {},
                        held.related.contains({candidate.a, candidate.b}),
                        std::string(statements[candidate.a].text),
                        std::string(statements[candidate.b].text)};
        std::copy(candidate.features.values.begin(), candidate.features.values.end(), example.features.begin());
        example.features.back() = 1;
        examples.push_back(example);
      }
      truth_pairs += held.related.size();
      ++events;
    }
  }

  Row mean{}, deviation{};
  for (std::size_t i = 0; i + 1 < columns; ++i) {
    for (const Example& example : examples) mean[i] += example.features[i];
    mean[i] /= static_cast<double>(examples.size());
    for (const Example& example : examples) deviation[i] += std::pow(example.features[i] - mean[i], 2);
    deviation[i] = std::max(1e-9, std::sqrt(deviation[i] / static_cast<double>(examples.size())));
    for (Example& example : examples) example.features[i] = (example.features[i] - mean[i]) / deviation[i];
  }

  std::vector<std::pair<double, bool>> held_out;
  const ClaimOptions options;
  double grouped = 0, grouped_right = 0;
  for (std::size_t event = 0; event < events; ++event) {
    const AlignmentWeights left = unscaled(fit(examples, event), mean, deviation, start);
    Case& held = cases[event];
    for (ClaimCandidate& candidate : held.candidates) candidate.score = left.score(candidate.features);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> score_of;
    for (const ClaimCandidate& candidate : held.candidates) score_of[{candidate.a, candidate.b}] = candidate.score;
    std::set<std::pair<std::uint32_t, std::uint32_t>> said;
    for (const ClaimGroup& group :
         group_claims(held.statements, held.candidates, std::llround(options.least_score * 1e6),
                      std::llround(options.group_score * 1e6), std::llround(options.guest_score * 1e6)))
      for (const std::uint32_t i : group.members)
        for (const std::uint32_t j : group.members)
          if (const auto known = score_of.find({i, j});
              known != score_of.end() && static_cast<double>(known->second) >= options.pair_score * 1e6)
            said.emplace(i, j);
    grouped += static_cast<double>(said.size());
    for (const auto& pair : said) grouped_right += held.related.contains(pair);
    std::size_t next = 0;
    for (const Example& example : examples) {
      if (example.event != event) continue;
      const double p = left.probability(held.candidates[next++].features);
      held_out.emplace_back(p, example.related);
      if (list && (p >= 0.4) != example.related)
        std::cout << (example.related ? "missed\t" : "wrong\t") << p << '\t' << example.a << "\t|\t" << example.b
                  << '\n';
    }
  }
  const auto candidates =
      std::count_if(examples.begin(), examples.end(), [](const Example& example) { return example.related; });
  std::cout << examples.size() << " candidate pairs of " << events << " events, of " << truth_pairs << " related pairs "
            << candidates << "\nleft-out events: threshold precision recall F1\n";
  for (const double threshold : {0.2, 0.3, 0.4, 0.5, 0.6, 0.7}) {
    double said = 0, right = 0;
    for (const auto& [p, related] : held_out)
      if (p >= threshold) said += 1, right += related;
    const double precision = right / std::max(1.0, said), recall = right / static_cast<double>(truth_pairs);
    std::cout << threshold << '\t' << precision << '\t' << recall << '\t'
              << 2 * precision * recall / (precision + recall) << '\n';
  }
  std::cout << "claims\t" << grouped_right / grouped << '\t' << grouped_right / static_cast<double>(truth_pairs) << '\t'
            << 2 * grouped_right / (grouped + static_cast<double>(truth_pairs)) << '\n';

  const AlignmentWeights weights = unscaled(fit(examples, events), mean, deviation, start);
  std::ofstream out(arguments[1]);
  out << "# Weights of the logistic regression that tells whether two statements speak of one thing. feature, weight.\n"
         "# Fitted by tools/fit_alignment on the bundled corpus (own texts); no other set.\n";
  out << "bias\t" << weights.bias << '\n';
  for (std::size_t i = 0; i + 1 < columns; ++i) out << PairFeatures::names[i] << '\t' << weights.weights[i] << '\n';
  if (!out.flush()) throw std::runtime_error(std::string("can't write ") + arguments[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "fit_alignment: " << error.what() << '\n';
  return 1;
}
