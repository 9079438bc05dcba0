#include "claims/claim_candidates.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include <xxhash.h>

namespace tawatur {
namespace {

constexpr double function_weight = 0.1;
constexpr double opposite_similarity = 0.5;  // As term_similarity has it.
constexpr std::size_t same_control_feature = 8;
static_assert(PairFeatures::names[same_control_feature] == "same_control");
// The features that compare a pair with its rivals are the last three.
constexpr std::size_t best_of_both = PairFeatures::names.size() - 3;
constexpr double full_weight_at = 8;         // Nats of inverse document frequency at which a word counts in full.
constexpr std::int64_t one_frame = 550'000;  // Least score of two statements of control of one place.
constexpr double attribution_share = 0.3;    // Who says it is little of what is said.
constexpr double least_shared_weight = 0.3;  // Shared keys below this weight in sum are chance.

std::uint64_t hash_of(std::string_view kind, std::string_view value) {
  return XXH3_64bits_withSeed(value.data(), value.size(), static_cast<XXH64_hash_t>(kind.front()));
}

/// What makes two terms one for counting and for the filter: entity, number or days, else the stem.
std::uint64_t main_key(const Statement& statement, const Term& term) {
  if (term.kind == Term::Kind::number) {
    const Quantity& quantity = statement.quantities[term.value];
    return hash_of(quantity.ordinal ? "t" : "n", std::to_string(std::llround(1000 * quantity.stated)));
  }
  if (term.kind == Term::Kind::date)
    if (const auto& days = statement.days[term.value])
      return hash_of("d", std::to_string(days->first) + "/" + std::to_string(days->last));
  if ((term.kind == Term::Kind::actor || term.kind == Term::Kind::place) && term.value != Term::no_entity)
    return hash_of("e", std::to_string(term.value));
  return term.facts ? term.facts->stem_hash : term.hash;
}

struct WeightedKey {
  std::uint64_t key;
  double weight;
};

/// Keys under which a statement may meet another: main keys, skeletons, synonym sets, number and date slots.
std::vector<WeightedKey> filter_keys(const Statement& statement) {
  std::vector<WeightedKey> keys;
  for (const Term& term : statement.terms) {
    if (term.function_word) continue;
    keys.push_back({main_key(statement, term), term.weight});
    for (const std::uint32_t set : term.synonyms) keys.push_back({hash_of("y", std::to_string(set)), term.weight});
    for (const std::uint32_t pole : term.poles) keys.push_back({hash_of("o", std::to_string(pole / 2)), term.weight});
    if (!term.facts) continue;
    for (const std::uint64_t skeleton : term.facts->skeletons) keys.push_back({skeleton ^ 0x6b, term.weight});
    // A long word meets its inflections by its first four letters.
    std::size_t letters = 0, bytes = 0;
    while (bytes < term.facts->stem.size() && letters < 4) {
      ++bytes;
      while (bytes < term.facts->stem.size() && (static_cast<unsigned char>(term.facts->stem[bytes]) & 0xC0) == 0x80)
        ++bytes;
      ++letters;
    }
    if (letters == 4) keys.push_back({hash_of("p", term.facts->stem.substr(0, bytes)), term.weight});
  }
  for (const CountSlot& slot : statement.counts)
    if (slot.kind >= 0) keys.push_back({hash_of("q", std::to_string(slot.kind)), 0.6});
  for (const std::uint64_t key : statement.sole_counts) keys.push_back({key, 0.6});
  for (const ControlFrame& frame : statement.controls) keys.push_back({hash_of("c", frame.place_key), 2});
  std::sort(keys.begin(), keys.end(), [](const WeightedKey& x, const WeightedKey& y) {
    return x.key != y.key ? x.key < y.key : x.weight > y.weight;
  });
  keys.erase(std::unique(keys.begin(), keys.end(), [](const auto& x, const auto& y) { return x.key == y.key; }),
             keys.end());
  return keys;
}

double shared_weight(const std::vector<WeightedKey>& a, const std::vector<WeightedKey>& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->key == j->key)
      sum += std::min(i->weight, j->weight), ++i, ++j;
    else if (i->key < j->key)
      ++i;
    else
      ++j;
  }
  return sum;
}

/// Whether both name a holder of one place.
bool same_control(const Statement& a, const Statement& b) {
  for (const ControlFrame& x : a.controls)
    for (const ControlFrame& y : b.controls)
      if (x.place_key == y.place_key && x.holder && y.holder) return true;
  return false;
}

/// Whether both give a total of one kind that can be the same one: neither three times the other, or one of them none.
bool same_toll(const Statement& a, const Statement& b, const ClaimLexicon& lexicon) {
  for (const CountSlot& x : a.counts)
    for (const CountSlot& y : b.counts) {
      if (x.kind != y.kind || !lexicon.cumulative(x.kind) || x.subset || y.subset) continue;
      if (x.high <= 0 || y.high <= 0 || (x.low <= 3 * y.high && y.low <= 3 * x.high)) return true;
    }
  return false;
}

/// What a number counts, for telling whether an article counts it once only; empty when not known.
std::string count_key(const Statement& statement, const CountSlot& slot, const ClaimLexicon& lexicon) {
  const std::string unit = slot.quantity < statement.quantities.size() ? statement.quantities[slot.quantity].unit : "";
  const std::string kind = slot.kind >= 0 ? lexicon.kind_names[static_cast<std::size_t>(slot.kind)] : "";
  if (kind.empty() && unit.empty()) return {};
  return kind + "/" + unit;
}

/// Whether both have the only number of a kind and unit in their articles.
bool sole_count(const Statement& a, const Statement& b) {
  for (const std::uint64_t key : a.sole_counts)
    if (std::binary_search(b.sole_counts.begin(), b.sole_counts.end(), key)) return true;
  return false;
}

PairFeatures own_features(const Statement& a, const Statement& b, const TermAlignment& alignment,
                          std::span<const std::uint32_t> article_lengths, const ClaimLexicon& lexicon) {
  double rare = 0, names = 0, equal = 0, differ = 0, opposite = 0, days_equal = 0, days_differ = 0;
  for (std::uint32_t i = 0; i < a.terms.size(); ++i) {
    const std::uint32_t j = alignment.b_of_a[i];
    if (j == TermAlignment::none) continue;
    const double similarity = alignment.similarity_a[i];
    const Term& x = a.terms[i];
    const Term& y = b.terms[j];
    if (x.function_word || a.attribution[i] || b.attribution[j]) continue;
    if (similarity >= 0.8 && x.in_article == 1 && y.in_article == 1) rare += similarity;
    if (similarity >= 0.7 && (x.kind == Term::Kind::actor || x.kind == Term::Kind::place ||
                              (x.capitalised && y.capitalised && i > 0 && j > 0)))
      names += (x.weight + y.weight) / 2;
    if (x.kind == Term::Kind::number && y.kind == Term::Kind::number) (similarity >= 0.9 ? equal : differ) += 1;
    if (x.kind == Term::Kind::date && y.kind == Term::Kind::date) (similarity >= 0.9 ? days_equal : days_differ) += 1;
    if (x.kind == Term::Kind::word && similarity <= opposite_similarity && !x.poles.empty()) opposite += 1;
  }
  const auto classes = [](const Statement& side) {
    std::vector<std::uint32_t> found;
    for (const Term& term : side.terms)
      for (const std::uint32_t pole : term.poles) found.push_back(pole / 2);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  };
  const auto classes_a = classes(a), classes_b = classes(b);
  std::vector<std::uint32_t> shared_classes;
  std::set_intersection(classes_a.begin(), classes_a.end(), classes_b.begin(), classes_b.end(),
                        std::back_inserter(shared_classes));
  const auto content = [](const Statement& side) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < side.terms.size(); ++i) count += !side.terms[i].function_word && !side.attribution[i];
    return static_cast<double>(count);
  };
  const double sum = alignment.coverage_a + alignment.coverage_b;
  const auto relative = [&](const Statement& s) {
    return static_cast<double>(s.order) / std::max(1u, article_lengths[s.origin]);
  };
  const bool title_a = a.title, title_b = b.title;
  PairFeatures features;
  features.values = {sum > 0 ? 2 * alignment.coverage_a * alignment.coverage_b / sum : 0,
                     std::min(alignment.coverage_a, alignment.coverage_b),
                     std::max(alignment.coverage_a, alignment.coverage_b),
                     alignment.matched_weight / (alignment.matched_weight + 2),
                     std::min(rare, 4.0),
                     std::min(names, 3.0),
                     std::min(equal, 2.0),
                     std::min(differ, 2.0),
                     same_control(a, b) ? 1.0 : 0.0,
                     same_toll(a, b, lexicon) ? 1.0 : 0.0,
                     sole_count(a, b) ? 1.0 : 0.0,
                     std::abs(relative(a) - relative(b)),
                     title_a && title_b ? 1.0 : 0.0,
                     (title_a && b.order <= 2 && !title_b) || (title_b && a.order <= 2 && !title_a) ? 1.0 : 0.0,
                     std::min(opposite, 2.0),
                     std::min(static_cast<double>(shared_classes.size()), 2.0),
                     std::min(days_equal, 1.0),
                     std::min(days_differ, 1.0),
                     a.order <= 2 && b.order <= 2 && !title_a && !title_b ? 1.0 : 0.0,
                     1 / (1 + std::min(content(a), content(b))),
                     0,
                     0,
                     0};
  return features;
}

}  // namespace

AlignmentWeights::AlignmentWeights(const Lexicons& lexicons) {
  for (const auto& row : lexicons.table("und", "alignment_weights").rows) {
    if (row.size() < 2) continue;
    const double weight = std::strtod(row[1].c_str(), nullptr);
    if (row[0] == "bias") bias = weight;
    for (std::size_t i = 0; i < PairFeatures::names.size(); ++i)
      if (row[0] == PairFeatures::names[i]) weights[i] = weight;
  }
}

double AlignmentWeights::probability(const PairFeatures& features) const {
  double z = bias;
  for (std::size_t i = 0; i < weights.size(); ++i) z += weights[i] * features.values[i];
  return 1 / (1 + std::exp(-z));
}

std::int64_t AlignmentWeights::score(const PairFeatures& features) const {
  const std::int64_t millionths = std::llround(1e6 * probability(features));
  // Who holds a place is one claim, however it is worded.
  return features.values[same_control_feature] > 0 ? std::max(millionths, one_frame) : millionths;
}

void weigh_terms(std::span<Statement> statements, const ClaimLexicon& lexicon) {
  struct Use {
    std::uint32_t articles = 0;
    std::uint32_t statements = 0;
    std::uint32_t last_origin = 0xFFFFFFFF;
    std::uint32_t last_statement = 0xFFFFFFFF;
    std::map<std::uint32_t, std::uint32_t> by_origin;
  };
  std::map<std::uint64_t, Use> uses;
  for (std::uint32_t s = 0; s < statements.size(); ++s)
    for (const Term& term : statements[s].terms) {
      Use& use = uses[main_key(statements[s], term)];
      if (use.last_statement == s) continue;
      use.last_statement = s;
      ++use.statements;
      if (use.by_origin[statements[s].origin]++ == 0) ++use.articles;
    }
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> counts;
  const auto keys_of = [&](const Statement& statement) {
    std::vector<std::uint64_t> keys;
    for (const CountSlot& slot : statement.counts)
      if (const std::string key = count_key(statement, slot, lexicon); !key.empty() && !slot.subset)
        keys.push_back(hash_of("q", key));
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
  };
  for (const Statement& statement : statements)
    for (const std::uint64_t key : keys_of(statement)) ++counts[{statement.origin, key}];
  for (Statement& statement : statements) {
    statement.sole_counts = keys_of(statement);
    std::erase_if(statement.sole_counts, [&](std::uint64_t key) { return counts[{statement.origin, key}] != 1; });
    for (CountSlot& slot : statement.counts)
      slot.sole = std::binary_search(statement.sole_counts.begin(), statement.sole_counts.end(),
                                     hash_of("q", count_key(statement, slot, lexicon)));
  }
  for (Statement& statement : statements)
    for (std::size_t i = 0; i < statement.terms.size(); ++i) {
      Term& term = statement.terms[i];
      const Use& use = uses[main_key(statement, term)];
      term.in_article = use.by_origin.at(statement.origin);
      term.weight = term.function_word
                        ? function_weight
                        : 1 / std::sqrt(static_cast<double>(use.statements) / static_cast<double>(use.articles));
      if (!term.function_word && term.facts)
        term.weight *= std::clamp(lexicon.frequencies.inverse(term_key(term.facts->stem)) / full_weight_at, 0.25, 1.25);
      if (statement.attribution[i]) term.weight *= attribution_share;
    }
}

std::vector<ClaimCandidate> find_claim_candidates(std::span<const Statement> statements, const ClaimLexicon& lexicon,
                                                  const AlignmentWeights& weights) {
  const auto count = static_cast<std::uint32_t>(statements.size());
  std::uint32_t origins = 0;
  for (const Statement& statement : statements) origins = std::max(origins, statement.origin + 1);
  std::vector<std::uint32_t> lengths(origins, 0);
  std::vector<std::vector<WeightedKey>> keys(count);
  for (std::uint32_t s = 0; s < count; ++s) {
    lengths[statements[s].origin] = std::max(lengths[statements[s].origin], statements[s].order);
    keys[s] = filter_keys(statements[s]);
  }

  std::vector<ClaimCandidate> candidates;
  for (std::uint32_t a = 0; a < count; ++a)
    for (std::uint32_t b = a + 1; b < count; ++b) {
      if (statements[a].origin == statements[b].origin || shared_weight(keys[a], keys[b]) < least_shared_weight)
        continue;
      const TermAlignment alignment = align_terms(statements[a], statements[b], lexicon);
      candidates.push_back({a, b, own_features(statements[a], statements[b], alignment, lengths, lexicon), 0});
    }

  // Closeness relative to the rivals: the best and the second-best partner of each statement in each other origin.
  struct Best {
    double first = 0, second = 0;
    std::uint32_t partner = 0xFFFFFFFF;
  };
  std::vector<Best> best(static_cast<std::size_t>(count) * origins);
  std::vector<double> base(candidates.size());
  const auto consider = [&](std::uint32_t s, std::uint32_t partner, double score) {
    Best& known = best[static_cast<std::size_t>(s) * origins + statements[partner].origin];
    if (score > known.first)
      known = {score, known.first, partner};
    else
      known.second = std::max(known.second, score);
  };
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    base[c] = weights.probability(candidates[c].features);
    consider(candidates[c].a, candidates[c].b, base[c]);
    consider(candidates[c].b, candidates[c].a, base[c]);
  }
  const auto best_of = [&](std::uint32_t s, std::uint32_t origin) -> const Best& {
    return best[static_cast<std::size_t>(s) * origins + origin];
  };
  const auto same_article = [&](std::uint32_t s, std::int64_t other) {
    return other >= 0 && other < count && statements[static_cast<std::size_t>(other)].origin == statements[s].origin;
  };
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    ClaimCandidate& candidate = candidates[c];
    const Best& of_a = best_of(candidate.a, statements[candidate.b].origin);
    const Best& of_b = best_of(candidate.b, statements[candidate.a].origin);
    const bool mine = of_a.partner == candidate.b, theirs = of_b.partner == candidate.a;
    const auto margin = [&](const Best& of, bool is_best) {
      return is_best ? base[c] - of.second : base[c] - of.first;
    };
    double neighbours = 0;
    const auto count_neighbours = [&](std::uint32_t s, std::uint32_t partner) {
      for (const std::int64_t step : {-1, 1}) {
        if (!same_article(s, s + step)) continue;
        const Best& beside = best_of(static_cast<std::uint32_t>(s + step), statements[partner].origin);
        if (beside.partner != partner && beside.first >= 0.5 &&
            std::abs(static_cast<std::int64_t>(beside.partner) - static_cast<std::int64_t>(partner)) <= 1)
          neighbours += 1;
      }
    };
    count_neighbours(candidate.a, candidate.b);
    count_neighbours(candidate.b, candidate.a);
    candidate.features.values[best_of_both] = (mine ? 0.5 : 0) + (theirs ? 0.5 : 0);
    candidate.features.values[best_of_both + 1] = std::min(margin(of_a, mine), margin(of_b, theirs));
    candidate.features.values[best_of_both + 2] = neighbours / 4;
  }
  for (ClaimCandidate& candidate : candidates) candidate.score = weights.score(candidate.features);
  return candidates;
}

}  // namespace tawatur
