#include "claims/judge_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

#include <boost/container/small_vector.hpp>

#include "text/code_points.h"

namespace tawatur {
namespace {

constexpr std::uint32_t none = TermAlignment::none;
constexpr double same_word = 0.85;    // Similarity from which two words say the same.
constexpr double rare = 5.5;          // Nats of inverse document frequency: the most that the table tells.
constexpr std::uint32_t head_reach = 3;  // Terms between a word of polarity and the head it is bound to.

/// How many hashes two lists have in common, with multiplicity. O(n + m).
std::size_t common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  // Those of `a` in chains by hash; a link is one more than an index, 0 ends a chain.
  using Links = boost::container::small_vector<std::uint32_t, 256>;  // A headline's: on the stack.
  const auto bits = std::bit_width(2 * a.size());
  Links first(std::size_t{1} << bits, 0), next(a.size(), boost::container::default_init);
  const auto chain = [&](std::uint64_t hash) -> std::uint32_t& {
    return first[hash * 0x9E3779B97F4A7C15ull >> 32 & (first.size() - 1)];
  };
  for (std::uint32_t i = 0; i < a.size(); ++i) next[i] = std::exchange(chain(a[i]), i + 1);
  std::size_t shared = 0;
  for (const std::uint64_t hash : b)
    for (std::uint32_t* link = &chain(hash); *link != 0; link = &next[*link - 1]) {
      if (a[*link - 1] != hash) continue;
      *link = next[*link - 1];  // Each is met once.
      ++shared;
      break;
    }
  return shared;
}

/// Of a headline on the stack.
template <typename T>
using List = boost::container::small_vector<T, 32>;

/// One sentence as the features see it; `other` is by term: the matched term of the other side, or none.
struct Side {
  const JudgeSentence& sentence;
  const Statement& statement;
  const std::vector<std::uint32_t>& other;
  const std::vector<double>& similarity;
  List<double> weight;        // Rarity in [0, 1]; 0 of function words.
  List<std::uint64_t> stems;  // Of all terms.
  List<double> met;           // By term: its similarity, or the share of its words that the other side has.

  bool content(std::uint32_t i) const { return !statement.terms[i].function_word; }
  bool matched(std::uint32_t i, double least = same_word) const { return other[i] != none && similarity[i] >= least; }
  bool missing(std::uint32_t i) const { return content(i) && met[i] < 0.6; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(statement.terms.size()); }
};

/// Whether visit(key) is true for one of the keys under which a word may be met.
template <typename Visit>
bool each_key(const WordFacts& word, Visit visit) {
  return std::any_of(word.forms.begin(), word.forms.end(), visit) ||
         (word.stem_letters >= 3 && visit(word.stem_hash)) ||
         std::any_of(word.skeletons.begin(), word.skeletons.end(),
                     [&](std::uint64_t skeleton) { return visit(skeleton ^ 0x6b); });
}

bool has_word(const JudgeSentence& sentence, const WordFacts& word) {
  return each_key(word, [&](std::uint64_t key) {
    if (!sentence.keys.may_have(key)) return false;
    return std::any_of(sentence.words.begin(), sentence.words.end(), [&](const WordFacts* other) {
      return each_key(*other, [&](std::uint64_t known) { return known == key; });
    });
  });
}

Side read_side(const JudgeSentence& sentence, const JudgeSentence& opposite, const std::vector<std::uint32_t>& other,
               const std::vector<double>& similarity, const ClaimLexicon& lexicon) {
  const Statement& statement = sentence.statement;
  Side side{sentence, statement, other, similarity, {}, {}, {}};
  side.weight.reserve(statement.terms.size());
  side.stems.reserve(statement.terms.size());
  side.met.reserve(statement.terms.size());
  for (std::uint32_t i = 0; i < statement.terms.size(); ++i) {
    const Term& term = statement.terms[i];
    side.stems.push_back(term.facts ? term.facts->stem_hash : term.hash);
    if (term.function_word)
      side.weight.push_back(0);
    else if (term.facts && term.kind == Term::Kind::word)
      side.weight.push_back(lexicon.rarity(*term.facts) / rare);
    else
      side.weight.push_back(1);
    double met = other[i] == none ? 0 : similarity[i];
    if (met < same_word && !(met > 0 && met <= 0.5)) {
      std::uint32_t had = 0;
      for (std::uint32_t token = term.first; token < term.last; ++token)
        had += has_word(opposite, *sentence.words[token]);
      met = std::max(met, 0.95 * had / (term.last - term.first));
    }
    side.met.push_back(met);
  }
  // A word that leans as one of the other side does stands for it.
  for (const PoledTerm& one : sentence.strict)
    for (const PoledTerm& other_one : opposite.strict)
      if (one.opposition == other_one.opposition && one.second_turned == other_one.second_turned)
        side.met[one.term] = std::max(side.met[one.term], 0.8);
  return side;
}

/// Share of `count` in the features of both sides: the smaller, then the larger one.
struct Recorder {
  JudgeFeatures& features;
  bool named;
  void operator()(std::string_view name, double value) {
    if (named) features.names.push_back(name);
    features.values.push_back(value);
  }
  void both(std::string_view least, std::string_view most, double a, double b) {
    (*this)(least, std::min(a, b));
    (*this)(most, std::max(a, b));
  }
};

/// Of the letters of a headline on the stack.
template <typename T>
using Letters = boost::container::small_vector<T, 192>;

/// The letters of a text, spaces among them: its bytes in UTF-8 as one number each.
Letters<std::uint32_t> letters_of(std::string_view text) {
  Letters<std::uint32_t> letters(text.size(), boost::container::default_init);
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80)
      letters[count++] = byte;
    else if (count > 0)
      letters[count - 1] = letters[count - 1] << 8 | byte;
  }
  letters.resize(count);
  return letters;
}

/// The pairs of neighbouring letters, as one number each.
Letters<std::uint64_t> pairs_of(std::span<const std::uint32_t> letters) {
  Letters<std::uint64_t> pairs(letters.empty() ? 0 : letters.size() - 1, boost::container::default_init);
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = std::uint64_t{letters[i]} << 32 | letters[i + 1];
  return pairs;
}

/// Turns the n-grams of letters, by first letter, into hashes of those of one letter more.
void lengthen_grams(std::span<const std::uint32_t> letters, std::size_t length, Letters<std::uint64_t>& grams) {
  grams.resize(letters.size() < length ? 0 : letters.size() - length + 1);
  for (std::size_t i = 0; i < grams.size(); ++i)
    grams[i] = (grams[i] ^ grams[i] >> 29) * 0x9E3779B97F4A7C15ull + letters[i + length - 1] + 1;
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

void add_overlap(Recorder& add, const Side& a, const Side& b, const TermAlignment& alignment) {
  const double sum = alignment.coverage_a + alignment.coverage_b;
  add("coverage_harmonic", ratio(2 * alignment.coverage_a * alignment.coverage_b, sum));
  add.both("coverage_least", "coverage_most", alignment.coverage_a, alignment.coverage_b);
  add("alignment_score", alignment.score);
  const auto rare_share = [](const Side& side) {
    double all = 0, met = 0;
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      all += side.weight[i];
      met += side.weight[i] * side.met[i];
    }
    return ratio(met, all);
  };
  add.both("rare_coverage_least", "rare_coverage_most", rare_share(a), rare_share(b));
  const auto content_words = [](const Side& side) {
    double count = 0;
    for (std::uint32_t i = 0; i < side.size(); ++i) count += side.content(i);
    return count;
  };
  const double content_a = content_words(a), content_b = content_words(b);
  std::array<double, 6> levels{};  // Exact, stem, synonym or skeleton, letters, one slot, name of the same area.
  double met = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (!a.content(i) || a.other[i] == none) continue;
    const double similarity = a.similarity[i];
    met += similarity >= same_word;
    ++levels[similarity >= 1 ? 0 : similarity >= 0.96 ? 1 : similarity >= 0.85 ? 2 : similarity > 0.5 ? 3 : 4];
  }
  add("met_share_least", ratio(met, std::max(content_a, content_b)));
  add("met_share_most", ratio(met, std::min(content_a, content_b)));
  const double aligned = levels[0] + levels[1] + levels[2] + levels[3] + levels[4];
  add("exact_share", ratio(levels[0], aligned));
  add("stem_share", ratio(levels[1], aligned));
  add("synonym_share", ratio(levels[2], aligned));
  add("letters_share", ratio(levels[3], aligned));
  add("one_slot", std::min(levels[4], 3.0));
  const auto missing = [](const Side& side, bool weighed) {
    double count = 0;
    for (std::uint32_t i = 0; i < side.size(); ++i)
      if (side.missing(i)) count += weighed ? side.weight[i] : 1;
    return count;
  };
  add.both("missing_least", "missing_most", std::min(missing(a, false), 8.0), std::min(missing(b, false), 8.0));
  add.both("rare_missing_least", "rare_missing_most", std::min(missing(a, true), 8.0), std::min(missing(b, true), 8.0));
  const auto letters_a = letters_of(a.statement.words.text), letters_b = letters_of(b.statement.words.text);
  auto grams_a = pairs_of(letters_a), grams_b = pairs_of(letters_b);
  for (const std::size_t length : {std::size_t{2}, std::size_t{3}, std::size_t{4}}) {
    if (length > 2) {
      lengthen_grams(letters_a, length, grams_a);
      lengthen_grams(letters_b, length, grams_b);
    }
    const auto shared = static_cast<double>(common(grams_a, grams_b));
    const auto size_a = static_cast<double>(grams_a.size()), size_b = static_cast<double>(grams_b.size());
    constexpr std::array<std::string_view, 3> dice{"letter_pairs", "letter_triples", "letter_quadruples"};
    constexpr std::array<std::string_view, 3> held{"letter_pairs_held", "letter_triples_held", "letter_quadruples_held"};
    add(dice[length - 2], ratio(2 * shared, size_a + size_b));
    add(held[length - 2], ratio(shared, std::min(size_a, size_b)));
  }
}

/// Runs of words as written, function words among them: what two edits of one sentence share.
void add_wording(Recorder& add, const Side& a, const Side& b) {
  const auto runs = [](const Side& side, std::size_t length) {
    const auto& words = side.sentence.words;
    List<std::uint64_t> found;
    for (std::size_t i = 0; i + length <= words.size(); ++i) {
      std::uint64_t run = 0;
      for (std::size_t k = i; k < i + length; ++k) run = run * 0x9E3779B97F4A7C15ull + words[k]->hash;
      found.push_back(run);
    }
    return found;
  };
  constexpr std::array<std::string_view, 3> least{"words_least", "word_pairs_least", "word_triples_least"};
  constexpr std::array<std::string_view, 3> most{"words_most", "word_pairs_most", "word_triples_most"};
  for (std::size_t length = 1; length <= least.size(); ++length) {
    const auto runs_a = runs(a, length), runs_b = runs(b, length);
    const auto shared = static_cast<double>(common(runs_a, runs_b));
    add(least[length - 1], ratio(shared, static_cast<double>(std::max(runs_a.size(), runs_b.size()))));
    add(most[length - 1], ratio(shared, static_cast<double>(std::min(runs_a.size(), runs_b.size()))));
  }
  const auto missing_share = [](const Side& side) {
    double missing = 0, all = 0;
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      all += side.weight[i] * side.weight[i];
      if (side.missing(i)) missing += side.weight[i] * side.weight[i];
    }
    return ratio(missing, all);
  };
  add.both("missing_share_least", "missing_share_most", missing_share(a), missing_share(b));
}

void add_order(Recorder& add, const Side& a, const Side& b) {
  // Longest common subsequence of stems, and pairs of neighbours in common.
  const std::size_t n = a.stems.size(), m = b.stems.size();
  List<std::uint32_t> row(m + 1, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t diagonal = 0;
    for (std::size_t j = 0; j < m; ++j) {
      const std::uint32_t above = row[j + 1];
      row[j + 1] = a.stems[i] == b.stems[j] ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  add("sequence_least", ratio(row[m], static_cast<double>(std::max(n, m))));
  add("sequence_most", ratio(row[m], static_cast<double>(std::min(n, m))));
  const auto neighbours = [](const Side& side) {
    List<std::uint64_t> pairs;
    for (std::size_t i = 1; i < side.stems.size(); ++i)
      pairs.push_back(side.stems[i - 1] * 0x9E3779B97F4A7C15ull + side.stems[i]);
    return pairs;
  };
  const auto pairs_a = neighbours(a), pairs_b = neighbours(b);
  const auto shared = static_cast<double>(common(pairs_a, pairs_b));
  add("neighbours", ratio(2 * shared, static_cast<double>(pairs_a.size() + pairs_b.size())));
  add("neighbours_held", ratio(shared, static_cast<double>(std::min(pairs_a.size(), pairs_b.size()))));
  double turned = 0, ordered = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (!a.content(i) || !a.matched(i)) continue;
    for (std::uint32_t k = i + 1; k < a.size(); ++k)
      if (a.content(k) && a.matched(k)) (a.other[i] > a.other[k] ? turned : ordered) += 1;
  }
  add("turned_order", ratio(turned, turned + ordered));
  // One word for one word between the same neighbours.
  double exchanged = 0, exchanged_rare = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (!a.missing(i)) continue;
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      if (!b.missing(j)) continue;
      const bool after = i > 0 && j > 0 && a.other[i - 1] == j - 1, before = i + 1 < a.size() && j + 1 < b.size() && a.other[i + 1] == j + 1;
      const bool first = i == 0 && j == 0, last = i + 1 == a.size() && j + 1 == b.size();
      if ((after && (before || last)) || (before && first)) {
        exchanged += 1;
        exchanged_rare += (a.weight[i] + b.weight[j]) / 2;
      }
    }
  }
  add("exchanged", std::min(exchanged, 3.0));
  add("exchanged_rare", std::min(exchanged_rare, 3.0));
  // What stands between words that follow one another on both sides: other words, or words of one side alone.
  double replaced = 0, replaced_short = 0, replaced_one = 0, inserted_a = 0, inserted_b = 0;
  const auto gap = [](const Side& side, std::uint32_t from, std::uint32_t to) {  // Content words strictly between.
    double words = 0;
    for (std::uint32_t i = from; i < to; ++i) words += side.content(i) && side.met[i] < 0.6;
    return words;
  };
  const auto anchors_between = [](const Side& side, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t i = from; i < to; ++i)
      if (side.content(i) && side.matched(i, 0.7)) return true;
    return false;
  };
  std::uint32_t last_a = 0, last_b = 0;  // Behind the last anchor.
  for (std::uint32_t i = 0; i <= a.size(); ++i) {
    const bool end = i == a.size();
    if (!end && (!a.content(i) || !a.matched(i, 0.7))) continue;
    const std::uint32_t j = end ? b.size() : a.other[i];
    if (j >= last_b && !anchors_between(b, last_b, j)) {
      const double here = gap(a, last_a, i), there = gap(b, last_b, j);
      if (here > 0 && there > 0) {
        replaced += 1;
        replaced_short += here <= 2 && there <= 2;
        replaced_one += here == 1 && there == 1;
      } else {
        inserted_a += here > 0;
        inserted_b += there > 0;
      }
    }
    last_a = i + 1;
    last_b = j + 1;
  }
  add("replaced", std::min(replaced, 4.0));
  add("replaced_short", std::min(replaced_short, 3.0));
  add("replaced_one", std::min(replaced_one, 3.0));
  add.both("inserted_least", "inserted_most", std::min(inserted_a, 4.0), std::min(inserted_b, 4.0));
  const auto ends_met = [](const Side& side, bool first) {
    for (std::uint32_t k = 0; k < side.size(); ++k) {
      const std::uint32_t i = first ? k : side.size() - 1 - k;
      if (side.content(i)) return side.met[i] >= 0.6 ? 1.0 : 0.0;
    }
    return 0.0;
  };
  add("first_met", ends_met(a, true) + ends_met(b, true));
  add("last_met", ends_met(a, false) + ends_met(b, false));
}

double count_set(const Marks& flags) {
  return static_cast<double>(std::count_if(flags.begin(), flags.end(), [](std::uint8_t flag) { return flag != 0; }));
}

void add_polarity(Recorder& add, const Side& a, const Side& b) {
  const Statement &x = a.statement, &y = b.statement;
  add.both("negators_least", "negators_most", std::min(count_set(x.negator), 2.0), std::min(count_set(y.negator), 2.0));
  add("negators_odd", (count_set(x.negator) > 0) != (count_set(y.negator) > 0));
  add("negative_odd", x.negative != y.negative);
  add("negative_both", x.negative && y.negative);
  add("exceptive_odd", x.exceptive != y.exceptive);
  add("denier_odd", (count_set(x.denier) > 0) != (count_set(y.denier) > 0));
  add("taken_back_odd", (count_set(x.taken_back) > 0) != (count_set(y.taken_back) > 0));
  double negated = 0, denied = 0, taken_back = 0, same = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (!a.content(i) || !a.matched(i)) continue;
    const std::uint32_t j = a.other[i];
    const bool here = x.negated[i] == Statement::negated_outright, there = y.negated[j] == Statement::negated_outright;
    negated += here != there;
    same += here && there;
    denied += (x.denied[i] != 0) != (y.denied[j] != 0);
    taken_back += (x.taken_back[i] != 0) != (y.taken_back[j] != 0);
  }
  double loosely = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i)
    if (a.content(i) && a.matched(i, 0.6)) loosely += (x.negated[i] != Statement::affirmed) != (y.negated[a.other[i]] != Statement::affirmed);
  add("negated_loosely", std::min(loosely, 3.0));
  const auto any_negated = [](const Side& side, std::uint8_t how) {
    return std::find(side.statement.negated.begin(), side.statement.negated.end(), how) != side.statement.negated.end();
  };
  add("without_odd", any_negated(a, Statement::maybe_negated) != any_negated(b, Statement::maybe_negated));
  add("negated_odd", any_negated(a, Statement::negated_outright) != any_negated(b, Statement::negated_outright));
  add("negated_apart", std::min(negated, 2.0));
  add("negated_alike", std::min(same, 2.0));
  add("denied_apart", std::min(denied, 4.0));
  add("taken_back_apart", std::min(taken_back, 3.0));
}

/// Poles of one opposition on a side.
struct Poles {
  bool first = false, second = false;
  void add(bool is_second) { (is_second ? second : first) = true; }
  bool any() const { return first || second; }
  bool one() const { return first != second; }
};

/// A word of polarity bound to a matched word near by; by term of the first sentence.
struct Bound {
  std::uint32_t head, opposition;
  bool second;
};

/// Each word of polarity with the matched words around it: the nearest one only, or all within reach.
List<Bound> bind_poles(const Side& side, const Few<PoledTerm>& poles, bool in_a, bool nearest) {
  List<Bound> bound;
  for (const PoledTerm& one : poles) {
    bool found = false;
    for (std::uint32_t distance = 1; distance <= head_reach && !(found && nearest); ++distance)
      for (const bool behind : {true, false}) {
        if (found && nearest) break;
        const std::uint32_t at = behind ? one.term + distance : one.term - distance;
        if (behind ? at >= side.size() : distance > one.term) continue;
        if (!side.content(at) || !side.matched(at, 0.8)) continue;
        if (nearest && std::any_of(poles.begin(), poles.end(), [&](const PoledTerm& other) { return other.term == at; })) continue;
        bound.push_back({in_a ? at : side.other[at], one.opposition, one.second_turned});
        found = true;
      }
  }
  return bound;
}

struct HeadCounts {
  double opposed = 0, alike = 0, other = 0;
};

HeadCounts compare_heads(const Side& a, const Side& b, const Few<PoledTerm>& poles_a, const Few<PoledTerm>& poles_b,
                         bool nearest) {
  HeadCounts counts;
  if (poles_a.empty() || poles_b.empty()) return counts;
  const auto bound_a = bind_poles(a, poles_a, true, nearest), bound_b = bind_poles(b, poles_b, false, nearest);
  for (const Bound& p : bound_a)
    for (const Bound& q : bound_b) {
      if (p.head != q.head) continue;
      if (p.opposition == q.opposition)
        (p.second == q.second ? counts.alike : counts.opposed) += 1;
      else
        counts.other += p.second != q.second;
    }
  return counts;
}

double balance(const Side& side, const Few<PoledTerm>& poles, bool all) {
  double total = 0;
  for (const PoledTerm& one : poles)
    if (all || side.met[one.term] < 0.6) total += one.second_turned ? -1 : 1;
  return total;
}

struct ClassCounts {
  double opposed_raw = 0, opposed = 0, opposed_apart = 0, alike = 0, mixed = 0, only_a = 0, only_b = 0, apart_a = 0,
         apart_b = 0, acts = 0, amounts = 0, loose = 0, phases = 0, speech = 0, broad = 0;
};

ClassCounts compare_classes(const Side& a, const Side& b, const Few<PoledTerm>& poles_a, const Few<PoledTerm>& poles_b,
                            const ClaimLexicon* lexicon) {
  struct Class {
    std::uint32_t opposition;
    Poles raw_a, raw_b, turned_a, turned_b, apart_a, apart_b;
  };
  List<Class> present;
  for (const auto* poles : {&poles_a, &poles_b})
    for (const PoledTerm& one : *poles)
      if (std::none_of(present.begin(), present.end(), [&](const Class& known) { return known.opposition == one.opposition; }))
        present.push_back({one.opposition, {}, {}, {}, {}, {}, {}});
  const auto class_of = [&](std::uint32_t opposition) -> Class& {
    return *std::find_if(present.begin(), present.end(), [&](const Class& known) { return known.opposition == opposition; });
  };
  for (const PoledTerm& one : poles_a) {
    Class& known = class_of(one.opposition);
    known.raw_a.add(one.second);
    known.turned_a.add(one.second_turned);
    if (a.met[one.term] < 0.6) known.apart_a.add(one.second_turned);
  }
  for (const PoledTerm& one : poles_b) {
    Class& known = class_of(one.opposition);
    known.raw_b.add(one.second);
    known.turned_b.add(one.second_turned);
    if (b.met[one.term] < 0.6) known.apart_b.add(one.second_turned);
  }
  ClassCounts counts;
  for (const auto& [c, raw_a, raw_b, p, q, apart_a, apart_b] : present) {
    const auto against = [](const Poles& x, const Poles& y) { return x.one() && y.one() && x.first != y.first; };
    counts.opposed_raw += against(raw_a, raw_b);
    counts.opposed_apart += against(apart_a, apart_b);
    if (against(p, q)) {
      counts.opposed += 1;
      if (lexicon && c < lexicon->opposition_classes.size()) {
        counts.acts += lexicon->opposition_acts[c] != 0;
        counts.amounts += lexicon->opposition_amounts[c] != 0;
        counts.loose += lexicon->opposition_loose[c] != 0;
        counts.phases += lexicon->opposition_phases[c] != 0;
        counts.speech += lexicon->opposition_speech[c] != 0;
      } else {
        counts.broad += 1;
      }
    } else if (p.any() && q.any()) {
      (p.one() && q.one() ? counts.alike : counts.mixed) += 1;
    } else {
      counts.only_a += p.any();
      counts.only_b += q.any();
    }
    counts.apart_a += apart_a.any() && !q.any();
    counts.apart_b += apart_b.any() && !p.any();
  }
  return counts;
}

void add_opposition(Recorder& add, const Side& a, const Side& b, const JudgeLexicon& lexicon) {
  const auto at_most = [](double value, double most) { return std::min(value, most); };
  const auto &p = a.sentence.strict, &q = b.sentence.strict;
  const ClassCounts strict = compare_classes(a, b, p, q, &lexicon.claims);
  add("opposed_raw", at_most(strict.opposed_raw, 3));
  add("opposed", at_most(strict.opposed, 3));
  add("opposed_apart", at_most(strict.opposed_apart, 3));
  add("opposed_acts", at_most(strict.acts, 2));
  add("opposed_amounts", at_most(strict.amounts, 2));
  add("opposed_loose", at_most(strict.loose, 2));
  add("opposed_phases", at_most(strict.phases, 2));
  add("opposed_speech", at_most(strict.speech, 2));
  add("opposed_broad", at_most(strict.broad, 2));
  add("poles_alike", at_most(strict.alike, 3));
  add("poles_mixed", at_most(strict.mixed, 3));
  add.both("poles_alone_least", "poles_alone_most", at_most(strict.only_a, 3), at_most(strict.only_b, 3));
  add.both("poles_apart_least", "poles_apart_most", at_most(strict.apart_a, 3), at_most(strict.apart_b, 3));
  const HeadCounts heads = compare_heads(a, b, p, q, false), nearest = compare_heads(a, b, p, q, true);
  add("head_opposed", at_most(heads.opposed, 3));
  add("head_alike", at_most(heads.alike, 3));
  add("head_other", at_most(heads.other, 3));
  add("nearest_opposed", at_most(nearest.opposed, 2));
  add("nearest_alike", at_most(nearest.alike, 2));
  add("nearest_other", at_most(nearest.other, 2));
  add("balance_apart", at_most(std::abs(balance(a, p, true) - balance(b, q, true)), 4));
  const double rest_a = balance(a, p, false), rest_b = balance(b, q, false);
  add("balance_sign", rest_a * rest_b > 0 ? 1.0 : rest_a * rest_b < 0 ? -1.0 : 0.0);

  const auto &u = a.sentence.lean, &v = b.sentence.lean;
  const ClassCounts lean = compare_classes(a, b, u, v, nullptr);
  add("lean_opposed", at_most(lean.opposed, 4));
  add("lean_opposed_apart", at_most(lean.opposed_apart, 4));
  add("lean_alike", at_most(lean.alike, 4));
  add("lean_mixed", at_most(lean.mixed, 3));
  add.both("lean_apart_least", "lean_apart_most", at_most(lean.apart_a, 3), at_most(lean.apart_b, 3));
  const HeadCounts lean_heads = compare_heads(a, b, u, v, true);
  add("lean_head_opposed", at_most(lean_heads.opposed, 3));
  add("lean_head_alike", at_most(lean_heads.alike, 3));
  const double lean_a = balance(a, u, false), lean_b = balance(b, v, false);
  add("lean_sign", lean_a * lean_b > 0 ? 1.0 : lean_a * lean_b < 0 ? -1.0 : 0.0);
  add("lean_apart", at_most(std::abs(balance(a, u, true) - balance(b, v, true)), 6));
}

void add_slots(Recorder& add, const Side& a, const Side& b, const JudgeLexicon& lexicon) {
  const Statement &x = a.statement, &y = b.statement;
  using Kind = Term::Kind;
  const auto alone = [&](const Side& side, Kind kind) {
    double count = 0;
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      const Term& term = side.statement.terms[i];
      if (term.kind != kind || side.met[i] >= 0.6) continue;
      if (kind == Kind::number && side.statement.quantities[term.value].ordinal) continue;
      count += 1;
    }
    return std::min(count, 3.0);
  };
  add.both("numbers_alone_least", "numbers_alone_most", alone(a, Kind::number), alone(b, Kind::number));
  add.both("dates_alone_least", "dates_alone_most", alone(a, Kind::date), alone(b, Kind::date));
  add.both("places_alone_least", "places_alone_most", alone(a, Kind::place), alone(b, Kind::place));
  add.both("actors_alone_least", "actors_alone_most", alone(a, Kind::actor), alone(b, Kind::actor));
  const auto names_alone = [&](const Side& side) { return alone(side, Kind::place) + alone(side, Kind::actor); };
  add("names_apart", std::min(names_alone(a), names_alone(b)));
  double equal = 0, differ = 0, days_equal = 0, days_differ = 0, names = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    const std::uint32_t j = a.other[i];
    if (j == none) continue;
    const Kind p = x.terms[i].kind, q = y.terms[j].kind;
    if (p == Kind::number && q == Kind::number) (a.similarity[i] >= 0.9 ? equal : differ) += 1;
    if (p == Kind::date && q == Kind::date) (a.similarity[i] >= 0.9 ? days_equal : days_differ) += 1;
    names += (p == Kind::place || p == Kind::actor) && a.similarity[i] >= 0.7;
  }
  add("numbers_equal", std::min(equal, 3.0));
  add("numbers_differ", std::min(differ, 3.0));
  add("days_equal", std::min(days_equal, 2.0));
  add("days_differ", std::min(days_differ, 2.0));
  add("names_met", std::min(names, 3.0));
  // Countries, whether by name, people or town.
  const auto& countries_a = a.sentence.countries;
  const auto& countries_b = b.sentence.countries;
  std::vector<std::uint32_t> shared;
  std::set_intersection(countries_a.begin(), countries_a.end(), countries_b.begin(), countries_b.end(),
                        std::back_inserter(shared));
  const auto met = static_cast<double>(shared.size());
  const double alone_a = static_cast<double>(countries_a.size()) - met, alone_b = static_cast<double>(countries_b.size()) - met;
  add("countries_met", std::min(met, 3.0));
  add.both("countries_alone_least", "countries_alone_most", std::min(alone_a, 3.0), std::min(alone_b, 3.0));
  double ordered = 0, turned = 0;
  const auto& order_a = a.sentence.country_order;
  const auto& order_b = b.sentence.country_order;
  const auto first = [](const Few<std::uint32_t>& order, std::uint32_t country) {
    return std::find(order.begin(), order.end(), country) - order.begin();
  };
  for (std::size_t i = 0; i < shared.size(); ++i)
    for (std::size_t k = i + 1; k < shared.size(); ++k) {
      const bool here = first(order_a, shared[i]) < first(order_a, shared[k]), there = first(order_b, shared[i]) < first(order_b, shared[k]);
      (here == there ? ordered : turned) += 1;
    }
  add("countries_ordered", std::min(ordered, 2.0));
  add("countries_turned", std::min(turned, 2.0));
  const auto &digits_a = a.sentence.digits, &digits_b = b.sentence.digits;
  const auto digits_met = static_cast<double>(common(digits_a, digits_b));
  add("digits_met", std::min(digits_met, 3.0));
  add.both("digits_alone_least", "digits_alone_most", std::min(static_cast<double>(digits_a.size()) - digits_met, 3.0),
           std::min(static_cast<double>(digits_b.size()) - digits_met, 3.0));
  // Words of which one stands where another could.
  const auto members = [&](const Side& side) {
    List<std::pair<std::uint32_t, std::uint32_t>> found;  // (group, member)
    for (const auto& [term, value] : side.sentence.alternatives)
      found.emplace_back(lexicon.alternative_groups[value], lexicon.alternative_members[value]);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  };
  const auto members_a = members(a), members_b = members(b);
  double exchanged = 0, members_met = 0;
  for (const auto& p : members_a) {
    if (std::binary_search(members_b.begin(), members_b.end(), p)) {
      members_met += 1;
      continue;
    }
    exchanged += std::any_of(members_b.begin(), members_b.end(), [&](const auto& q) {
      return p.first == q.first && !std::binary_search(members_a.begin(), members_a.end(), q);
    });
  }
  double exchanged_b = 0;
  for (const auto& q : members_b)
    exchanged_b += !std::binary_search(members_a.begin(), members_a.end(), q) &&
                   std::any_of(members_a.begin(), members_a.end(), [&](const auto& p) {
                     return p.first == q.first && !std::binary_search(members_b.begin(), members_b.end(), p);
                   });
  add("alternatives_met", std::min(members_met, 3.0));
  add("alternatives_exchanged", std::min({exchanged, exchanged_b, 3.0}));
  // Names exchanged in one slot: beside a matched word on either side.
  double slot_names = 0;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    const Kind p = x.terms[i].kind;
    if ((p != Kind::place && p != Kind::actor) || a.met[i] >= 0.6) continue;
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      if (y.terms[j].kind != p || b.met[j] >= 0.6) continue;
      const bool before = i > 0 && j > 0 && a.other[i - 1] == j - 1;
      const bool behind = i + 1 < a.size() && j + 1 < b.size() && a.other[i + 1] == j + 1;
      slot_names += before || behind;
    }
  }
  add("slot_names", std::min(slot_names, 2.0));
}

void add_manner(Recorder& add, const Side& a, const Side& b) {
  const Statement &x = a.statement, &y = b.statement;
  const auto rung = [](const Statement& side) { return side.certainty ? static_cast<double>(*side.certainty) + 1 : 6.0; };
  add("certainty_apart", std::abs(rung(x) - rung(y)));
  add("certainty_odd", x.certainty.has_value() != y.certainty.has_value());
  add("question_odd", x.asks() != y.asks());
  constexpr std::array<std::string_view, 4> odd{"true_odd", "false_odd", "doubtful_odd", "denied_odd"};
  constexpr std::array<std::string_view, 4> both{"true_both", "false_both", "doubtful_both", "denied_both"};
  for (std::size_t verdict = 0; verdict < odd.size(); ++verdict) {
    const bool here = a.sentence.truth_words[verdict] > 0, there = b.sentence.truth_words[verdict] > 0;
    add(odd[verdict], here != there);
    add(both[verdict], here && there);
  }
  const auto denies = [](const Side& side) { return side.statement.negative || side.sentence.truth_words[JudgeLexicon::calls_false] > 0; };
  add("denies_odd", denies(a) != denies(b));
  const auto against = [](const Side& side) {
    const auto& verdicts = side.sentence.truth_words;
    return std::min(3.0, count_set(side.statement.negator) + 2.0 * verdicts[JudgeLexicon::calls_false] + verdicts[JudgeLexicon::denies]);
  };
  add("against_apart", std::abs(against(a) - against(b)));
  add("quotes_odd", x.quotes.empty() != y.quotes.empty());
  add("reporting_odd", (count_set(x.reporting) > 0) != (count_set(y.reporting) > 0));
  add("causal_odd", x.causal != y.causal);
  const auto classes = [](const auto& list) {
    std::vector<std::uint64_t> values;
    for (const auto& [term, value] : list) values.push_back(value);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
  };
  const auto compare = [&](std::string_view met, std::string_view least, std::string_view most, const auto& p, const auto& q) {
    const auto u = classes(p), v = classes(q);
    const auto shared = static_cast<double>(common(u, v));
    add(met, std::min(shared, 3.0));
    add.both(least, most, std::min(static_cast<double>(u.size()) - shared, 3.0), std::min(static_cast<double>(v.size()) - shared, 3.0));
  };
  compare("acts_met", "acts_alone_least", "acts_alone_most", x.act_terms, y.act_terms);
  compare("causes_met", "causes_alone_least", "causes_alone_most", x.cause_terms, y.cause_terms);
}

void add_rules(Recorder& add, const std::vector<Difference>& differences) {
  struct Kind {
    DifferenceKind kind;
    std::string_view name;
  };
  static constexpr std::array<Kind, 9> kinds{{{DifferenceKind::count, "rule_count"},
                                             {DifferenceKind::negation, "rule_negation"},
                                             {DifferenceKind::opposite_event, "rule_opposite_event"},
                                             {DifferenceKind::control, "rule_control"},
                                             {DifferenceKind::denial, "rule_denial"},
                                             {DifferenceKind::place, "rule_place"},
                                             {DifferenceKind::agent, "rule_agent"},
                                             {DifferenceKind::date, "rule_date"},
                                             {DifferenceKind::certainty, "rule_certainty"}}};
  int worst = 0;
  for (const Difference& difference : differences) worst = std::max(worst, gravity(difference.relation));
  add("rule_gravity", worst);
  for (const Kind& kind : kinds) {
    int most = 0;
    for (const Difference& difference : differences)
      if (difference.kind == kind.kind) most = std::max(most, gravity(difference.relation));
    add(kind.name, most);
  }
}

/// Whether an upper-case letter may be among these bytes of UTF-8: of Latin, or of a block that has any.
bool may_have_capitals(std::string_view text) {
  static constexpr auto may_begin = [] {
    std::array<bool, 256> may{};
    for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) may[byte] = true;
    for (std::size_t byte = 0xC3; byte <= 0xD5; ++byte) may[byte] = true;
    for (std::size_t byte = 0xEA; byte <= 0xFF; ++byte) may[byte] = true;
    may[0xE1] = may[0xE2] = true;
    return may;
  }();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+2000 to U+20FF are marks.
    if (may_begin[byte] && (byte != 0xE2 || (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0x84)))
      return true;
  }
  return false;
}

}  // namespace

bool ends_with_full_stop(std::string_view text) {
  for (std::size_t at = text.size(); at > 0;) {
    const UChar32 c = previous_code_point(text, at);
    if (is_sentence_end(c)) return c == '.' || c == 0x06D4 || c == 0x3002 || c == 0xFF61;
    if (c < 0 || is_word(c)) return false;
  }
  return false;
}

JudgeSentence read_judge_sentence(std::string_view text, const std::optional<Timestamp>& date,
                                  const JudgeLexicon& lexicon, WordReader& reader) {
  const Span whole{ArticleIndex{0}, Field::text, {0, static_cast<std::uint32_t>(text.size())}};
  NormalisedText words = normalise(text);
  WordSequence read = read_words(words, reader);
  // Most headlines have no word behind which the name of a place may stand.
  const ClaimLexicon& claims = lexicon.claims;
  LearntPlaces places;
  if (claims.place_nouns.finds(read) ||
      (may_have_capitals(text) && (claims.beside_words.finds(read) || claims.place_prepositions.finds(read)))) {
    learn_places(text, words, read, claims, reader, places);
    std::sort(places.begin(), places.end());
  }
  NamedBefore memory;
  JudgeSentence sentence{.statement = read_statement(text, std::move(words), read, whole, 1, find_quotations(text),
                                                     date, claims, places, memory),
                         .words = std::move(read)};
  Statement& statement = sentence.statement;
  sentence.full_stop = ends_with_full_stop(text);
  for (const WordFacts* word : sentence.words)
    each_key(*word, [&](std::uint64_t key) {
      sentence.keys.add(key);
      return false;
    });
  for (Term& term : statement.terms)
    if (term.function_word) term.weight = 0.1;
  List<std::uint32_t> term_of(sentence.words.size(), 0);
  for (std::uint32_t i = 0; i < statement.terms.size(); ++i)
    std::fill(term_of.begin() + statement.terms[i].first, term_of.begin() + statement.terms[i].last, i);
  for (const PhraseMatch& match : lexicon.alternatives.find(sentence.words))
    sentence.alternatives.emplace_back(term_of[match.first], match.value);
  for (const PhraseMatch& match : lexicon.truth_words.find(sentence.words)) {
    // "no hoax", "not true", "denies hoax claims".
    bool turned = false;
    for (std::uint32_t token = match.first > 2 ? match.first - 2 : 0; token < match.last; ++token) {
      const std::uint32_t term = term_of[token];
      turned = turned || statement.negator[term] != 0 ||
               (token >= match.first && (statement.negated[term] == Statement::negated_outright || statement.denied[term] != 0));
    }
    std::uint32_t verdict = match.value;
    if (turned && verdict == JudgeLexicon::calls_true)
      verdict = JudgeLexicon::calls_false;
    else if (turned && verdict == JudgeLexicon::calls_false)
      verdict = JudgeLexicon::calls_true;
    else if (turned && verdict == JudgeLexicon::denies)
      continue;
    ++sentence.truth_words[verdict];
  }
  for (const PhraseMatch& match : lexicon.countries.find(sentence.words)) sentence.countries.push_back(match.value);
  sentence.country_order = sentence.countries;
  for (std::size_t i = 0; i < statement.words.tokens.size(); ++i)
    if (const std::string_view word = statement.words.word(i); !word.empty() && word[0] >= '0' && word[0] <= '9')
      sentence.digits.push_back(sentence.words[i]->hash);
  std::sort(sentence.digits.begin(), sentence.digits.end());
  sentence.digits.erase(std::unique(sentence.digits.begin(), sentence.digits.end()), sentence.digits.end());
  for (std::uint32_t i = 0; i < statement.terms.size(); ++i) {
    const Term& term = statement.terms[i];
    const bool turned = (statement.negated[i] == Statement::negated_outright) != (statement.taken_back[i] != 0);
    for (const std::uint32_t pole : term.poles)
      sentence.strict.push_back({i, pole / 2, pole % 2 == 1, (pole % 2 == 1) != turned});
    if (term.kind != Term::Kind::word && !term.poles.empty()) continue;
    for (std::uint32_t token = term.first; token < term.last; ++token) {
      const std::uint64_t stem = sentence.words[token]->stem_hash;
      for (const JudgeLexicon::StemPole& pole : lexicon.poles_of(stem))
        if (pole.lean || term.poles.empty())
          (pole.lean ? sentence.lean : sentence.strict).push_back({i, pole.opposition, pole.second, pole.second != turned});
    }
  }
  std::sort(sentence.countries.begin(), sentence.countries.end());
  sentence.countries.erase(std::unique(sentence.countries.begin(), sentence.countries.end()), sentence.countries.end());
  return sentence;
}

JudgeFeatures judge_features(const JudgeSentence& a, const JudgeSentence& b, const TermAlignment& alignment,
                             const std::vector<Difference>& differences, const JudgeLexicon& lexicon, bool named) {
  JudgeFeatures features;
  Recorder add{features, named};
  const Side x = read_side(a, b, alignment.b_of_a, alignment.similarity_a, lexicon.claims);
  const Side y = read_side(b, a, alignment.a_of_b, alignment.similarity_b, lexicon.claims);
  add_overlap(add, x, y, alignment);
  add_wording(add, x, y);
  add_order(add, x, y);
  add_polarity(add, x, y);
  add_opposition(add, x, y, lexicon);
  add_slots(add, x, y, lexicon);
  add_manner(add, x, y);
  add_rules(add, differences);
  return features;
}

}  // namespace tawatur
