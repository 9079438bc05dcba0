#include "claims/claim_candidates.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include <xxhash.h>

namespace tawatur {
namespace {

constexpr double function_weight = 0.1;
constexpr std::uint32_t local_window = 14;   // Terms.
constexpr double small_number = 12;          // Up to a dozen, two numbers are equal by chance.
constexpr double same_noun = 0.85;           // Similarity of two words for what is counted.
constexpr double same_value = 0.03;          // Share by which a measure in another unit may be rounded.
constexpr std::size_t same_control_feature = 11;
static_assert(PairFeatures::names[same_control_feature] == "same_control");
// The features that compare a pair with its rivals are the last two.
constexpr std::size_t margin_feature = PairFeatures::names.size() - 2;
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
  if (statement.sole_clock) keys.push_back({hash_of("h", "clock"), 0.6});
  for (const ControlFrame& frame : statement.controls) keys.push_back({hash_of("c", frame.place_key), 2});
  for (const Milestone& one : statement.milestones)
    keys.push_back({hash_of("m", std::to_string(one.milestone) + "/" + std::to_string(static_cast<int>(one.what))),
                    least_shared_weight});
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

/// Greatest weight that both say alike within a window of terms of each: a long sentence may state what a short one
/// does in one of its parts. O(matched terms × window²).
double local_match(const Statement& a, const Statement& b, const TermAlignment& alignment) {
  double best = 0;
  for (std::uint32_t i = 0; i < a.terms.size(); ++i) {
    const std::uint32_t j = alignment.b_of_a[i];
    if (j == TermAlignment::none || a.terms[i].function_word || b.terms[j].function_word) continue;
    const auto end = std::min(static_cast<std::uint32_t>(a.terms.size()), i + local_window);
    for (std::uint32_t first = j >= local_window ? j - local_window + 1 : 0; first <= j; ++first) {
      double sum = 0;
      for (std::uint32_t k = i; k < end; ++k) {
        const std::uint32_t m = alignment.b_of_a[k];
        if (m == TermAlignment::none || m < first || m >= first + local_window) continue;
        if (a.terms[k].function_word || b.terms[m].function_word) continue;
        sum += alignment.similarity_a[k] * (a.terms[k].weight + b.terms[m].weight) / 2;
      }
      best = std::max(best, sum);
    }
  }
  return best;
}

/// Whether both tell the same of one milestone: when, where, who, or how much.
bool share_milestone(const Statement& a, const Statement& b) {
  return std::any_of(a.milestones.begin(), a.milestones.end(), [&](const Milestone& x) {
    return std::any_of(b.milestones.begin(), b.milestones.end(),
                       [&](const Milestone& y) { return x.milestone == y.milestone && x.what == y.what; });
  });
}

enum class Meeting : std::uint8_t { unknown, agree, differ };

Meeting meeting(const TimeSlot& p, const TimeSlot& q) {
  constexpr std::int32_t one_hour_or_two = 120, about_a_month = 40;
  const auto said = [](bool apart) { return apart ? Meeting::differ : Meeting::agree; };
  const auto narrow = [](const TimeSlot& slot) {
    return slot.days && slot.days->last - slot.days->first < about_a_month;
  };
  if (p.clock >= 0 && q.clock >= 0) return said(std::abs(p.clock - q.clock) >= one_hour_or_two);
  if (narrow(p) && narrow(q)) return said(p.days->last < q.days->first || q.days->last < p.days->first);
  if (p.month && q.month) {
    const bool days = p.first_day && q.first_day && (p.last_day < q.first_day || q.last_day < p.first_day);
    return said(p.month != q.month || days);
  }
  if (p.year && q.year) return said(*p.year != *q.year);
  return p.weekday >= 0 && q.weekday >= 0 ? said(p.weekday != q.weekday) : Meeting::unknown;
}

/// Whether any two times that can be compared agree; else whether any two differ.
Meeting meeting_of_times(const Statement& a, const Statement& b) {
  Meeting met = Meeting::unknown;
  for (const TimeSlot& p : a.times)
    for (const TimeSlot& q : b.times) {
      if (a.attribution[p.first] || b.attribution[q.first]) continue;
      const Meeting found = meeting(p, q);
      if (found == Meeting::agree) return found;
      if (found == Meeting::differ) met = found;
    }
  return met;
}

struct CountsShared {
  double counted = 0;  ///< 1 when a number of each counts one kind of thing.
  double measure = 0;  ///< 1 for one measure of one value, in any units; .5 for one dimension and values that are near.
};

CountsShared counts_shared(const Statement& a, const Statement& b, const ClaimLexicon& lexicon) {
  CountsShared shared;
  constexpr double near = 3;
  for (std::size_t m = 0; m < a.counts.size(); ++m)
    for (std::size_t n = 0; n < b.counts.size(); ++n) {
      const CountSlot& x = a.counts[m];
      const CountSlot& y = b.counts[n];
      if (x.subset != y.subset || x.quantity >= a.quantities.size() || y.quantity >= b.quantities.size()) continue;
      const Quantity& p = a.quantities[x.quantity];
      const Quantity& q = b.quantities[y.quantity];
      const UnitFacts* u = p.unit.empty() ? nullptr : lexicon.unit(p.unit);
      const UnitFacts* v = q.unit.empty() ? nullptr : lexicon.unit(q.unit);
      if (u && v && u->dimension == v->dimension) {
        const double factor = u->factor > 0 && v->factor > 0 ? u->factor / v->factor : 1;
        const double ratio = q.stated > 0 ? p.stated * factor / q.stated : 0;
        if (std::abs(ratio - 1) <= same_value)
          shared.measure = 1;
        else if (ratio > 1 / near && ratio < near)
          shared.measure = std::max(shared.measure, 0.5);
      } else if (!u && !v && x.low <= near * y.high && y.low <= near * x.high) {
        const bool noun = x.noun < a.terms.size() && y.noun < b.terms.size() &&
                          term_similarity(a, x.noun, b, y.noun, lexicon) >= same_noun;
        const auto& groups = b.count_frames[n].groups;
        const bool group =
            std::any_of(a.count_frames[m].groups.begin(), a.count_frames[m].groups.end(), [&](std::uint32_t one) {
              return std::binary_search(groups.begin(), groups.end(), one);
            });
        if (noun || group) shared.counted = 1;
      }
    }
  return shared;
}

PairFeatures own_features(const Statement& a, const Statement& b, const TermAlignment& alignment,
                          std::span<const std::uint32_t> article_lengths, const ClaimLexicon& lexicon) {
  double rare = 0, differ = 0, exact = 0, speaker = 0;
  for (std::uint32_t i = 0; i < a.terms.size(); ++i) {
    const std::uint32_t j = alignment.b_of_a[i];
    if (j == TermAlignment::none) continue;
    const double similarity = alignment.similarity_a[i];
    const Term& x = a.terms[i];
    const Term& y = b.terms[j];
    if (x.function_word) continue;
    if (a.attribution[i] && b.attribution[j] && !a.reporting[i] && similarity >= 0.7) speaker += x.weight + y.weight;
    if (a.attribution[i] || b.attribution[j]) continue;
    if (similarity >= 0.8 && x.in_article == 1 && y.in_article == 1) rare += similarity;
    if (x.kind != Term::Kind::number || y.kind != Term::Kind::number) continue;
    if (similarity < 0.9) differ += 1;
    const double value = a.quantities[x.value].stated;
    const bool year = value >= 1900 && value < 2100;
    if (value == b.quantities[y.value].stated && value > small_number && !year) exact = 1;
  }
  const auto content = [](const Statement& side) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < side.terms.size(); ++i) count += !side.terms[i].function_word && !side.attribution[i];
    return static_cast<double>(count);
  };
  const auto relative = [&](const Statement& s) {
    return static_cast<double>(s.order) / std::max(1u, article_lengths[s.origin]);
  };
  const auto states_cause = [](const Statement& side) {
    return std::any_of(side.causes.begin(), side.causes.end(), [](const CausePart& cause) { return cause.stated; });
  };
  const bool one_deed = std::any_of(a.deeds.begin(), a.deeds.end(), [&](const Deed& x) {
    return std::any_of(b.deeds.begin(), b.deeds.end(), [&](const Deed& y) { return x.kind == y.kind; });
  });
  const auto yes = [](bool holds) { return holds ? 1.0 : 0.0; };
  const double local = local_match(a, b, alignment);
  const Meeting times = meeting_of_times(a, b);
  const CountsShared counts = counts_shared(a, b, lexicon);
  PairFeatures features;
  features.values = {std::min(alignment.coverage_a, alignment.coverage_b),
                     std::max(alignment.coverage_a, alignment.coverage_b),
                     alignment.matched_weight / (alignment.matched_weight + 2),
                     local / (local + 2),
                     std::min(rare, 4.0),
                     std::min(differ, 2.0),
                     exact,
                     counts.counted,
                     counts.measure,
                     yes(sole_count(a, b)),
                     yes(same_toll(a, b, lexicon)),
                     yes(same_control(a, b)),
                     yes(a.sole_clock && b.sole_clock),
                     yes(times == Meeting::agree),
                     yes(times == Meeting::differ),
                     yes(states_cause(a) && states_cause(b)),
                     std::min(speaker / 2, 1.0),
                     yes(one_deed),
                     std::abs(relative(a) - relative(b)),
                     yes(a.title && b.title),
                     yes(a.order <= 2 && b.order <= 2 && !a.title && !b.title),
                     1 / (1 + std::min(content(a), content(b))),
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
  std::map<std::uint32_t, std::uint32_t> with_clock;  // Statements by origin.
  const auto has_clock = [](const Statement& statement) {
    return std::any_of(statement.times.begin(), statement.times.end(),
                       [](const TimeSlot& time) { return time.clock >= 0; });
  };
  for (const Statement& statement : statements) with_clock[statement.origin] += has_clock(statement);
  for (Statement& statement : statements) {
    statement.sole_clock = has_clock(statement) && with_clock[statement.origin] == 1;
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
    candidate.features.values[margin_feature] = std::min(margin(of_a, mine), margin(of_b, theirs));
    candidate.features.values[margin_feature + 1] = neighbours / 4;
  }
  for (ClaimCandidate& candidate : candidates) {
    candidate.score = weights.score(candidate.features);
    // When or where something was that an event has once is one claim, however it is worded.
    if (share_milestone(statements[candidate.a], statements[candidate.b]))
      candidate.score = std::max(candidate.score, one_frame);
  }
  return candidates;
}

}  // namespace tawatur
