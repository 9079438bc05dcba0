#include "claims/compare_event.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <boost/unordered/unordered_flat_map.hpp>

#include "claims/agreed_values.h"
#include "claims/claim_candidates.h"
#include "claims/claim_groups.h"
#include "claims/copied_changes.h"
#include "claims/event_statements.h"
#include "text/content_id.h"

namespace tawatur {
namespace {

constexpr std::uint32_t most_copies = 8;  // Of one origin that are compared with its representative.
constexpr double least_copied = 0.6;      // Alignment score from which a sentence is the other one, changed.
constexpr double maybe_copied = 0.4;      // ... if the words around what was changed are the same.
constexpr double least_retold = 0.45;     // ... from which a sentence retells a headline.
constexpr double surely_retold = 0.9;     // Probability that both speak of one thing.

std::uint64_t pair_key(std::uint32_t x, std::uint32_t y) {
  return std::uint64_t{std::min(x, y)} << 32 | std::max(x, y);
}

std::string place_key(const Span& span, std::span<const Article> articles) {
  return articles[index_of(span.article)].id + (span.field == Field::title ? "\ntitle\n" : "\ntext\n") +
         std::to_string(span.range.begin) + "-" + std::to_string(span.range.end);
}

std::vector<ByteRange> changed_words(const Statement& side, const std::vector<double>& similarity) {
  std::vector<ByteRange> changed;
  for (std::uint32_t i = 0; i < side.terms.size(); ++i) {
    if (similarity[i] >= 0.85) continue;
    const ByteRange range = side.bytes(i, i + 1);
    if (side.terms[i].function_word && similarity[i] > 0) continue;
    changed.push_back(range);
  }
  return changed;
}

/// Place of a kind in an editor's order of importance: hard facts first, wording last.
int importance(DifferenceKind kind) {
  using enum DifferenceKind;
  static constexpr DifferenceKind order[] = {
      control,  count,       negation, denial, opposite_event, agent, role_swap, count_kind, place,      date,  cause,
      identity, attribution, quote,    entity, count_scope,    unit,  certainty, correction, title_body, other, label};
  return static_cast<int>(std::find(std::begin(order), std::end(order), kind) - std::begin(order));
}

}  // namespace

/// The comparison of one event, step by step. Statement numbers index `statements`.
class EventComparison {
 public:
  EventComparison(const Event& event, std::span<const Article> articles,
                  std::span<const std::vector<ByteRange>> furniture, std::span<const Origin> origins,
                  const ClaimLexicon& lexicon, const AlignmentWeights& weights, const ClaimOptions& options)
      : event_(event),
        articles_(articles),
        furniture_(furniture),
        origins_(origins),
        lexicon_(lexicon),
        weights_(weights),
        options_(options),
        reader_(lexicon.lang, &lexicon.beginnings) {}

  EventClaims run() {
    for (const std::uint32_t origin : event_.origins) compare_copies(origins_[origin]);
    if (event_.origins.size() < 2) return std::move(result_);
    statements_ =
        read_event_statements(event_, articles_, furniture_, origins_, lexicon_, reader_, options_.least_words);
    for (std::uint32_t o = 0; o < event_.origins.size(); ++o) facts_.push_back(facts_of(statements_of(o)));
    for (const Statement& statement : statements_)
      allies_.insert(allies_.end(), statement.alliances.begin(), statement.alliances.end());
    std::sort(allies_.begin(), allies_.end());
    allies_.erase(std::unique(allies_.begin(), allies_.end()), allies_.end());
    for (std::uint32_t o = 0; o < event_.origins.size(); ++o) compare_title(o);
    std::sort(result_.internal.begin(), result_.internal.end(),
              [](const StatementPair& x, const StatementPair& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
    const auto candidates = find_claim_candidates(statements_, lexicon_, weights_);
    for (const ClaimCandidate& candidate : candidates)
      score_of_.emplace(pair_key(candidate.a, candidate.b), candidate.score);
    const auto groups =
        group_claims(statements_, candidates, std::llround(options_.least_score * 1e6),
                     std::llround(options_.group_score * 1e6), std::llround(options_.guest_score * 1e6));
    for (const ClaimGroup& group : groups) add_claim(group);
    finish();
    return std::move(result_);
  }

 private:
  struct ByOrigin {
    bool operator()(const Statement& statement, std::uint32_t origin) const { return statement.origin < origin; }
    bool operator()(std::uint32_t origin, const Statement& statement) const { return origin < statement.origin; }
  };

  const Article& article_of(std::uint32_t s) const { return articles_[index_of(statements_[s].span.article)]; }

  /// Probability that two statements speak of one thing; 0 when they are no candidates.
  double score_of(std::uint32_t x, std::uint32_t y) const {
    const auto known = score_of_.find(pair_key(x, y));
    return known == score_of_.end() ? 0 : static_cast<double>(known->second) / 1e6;
  }

  std::span<const Statement> statements_of(std::uint32_t origin) const {
    const auto [first, last] = std::equal_range(statements_.begin(), statements_.end(), origin, ByOrigin{});
    return {first, last};
  }

  /// What the statements of an article state, as ArticleContext has it.
  struct ArticleFacts {
    std::vector<double> numbers;
    std::vector<CountSlot> tolls;
    std::vector<std::uint32_t> oppositions;
  };
  ArticleFacts facts_of(std::span<const Statement> statements) const {
    ArticleFacts facts;
    for (const Statement& statement : statements) {
      for (const Quantity& number : statement.quantities) facts.numbers.push_back(number.stated);
      for (const CountSlot& slot : statement.counts) {
        const bool number = slot.quantity < statement.quantities.size();
        if (!lexicon_.cumulative(slot.kind) || slot.subset || statement.attribution[slot.term]) continue;
        if (!number || statement.quantities[slot.quantity].unit.empty()) facts.tolls.push_back(slot);
      }
      std::set<std::uint32_t> classes;
      for (const Term& term : statement.terms)
        for (const std::uint32_t pole : term.poles) classes.insert(pole / 2);
      facts.oppositions.insert(facts.oppositions.end(), classes.begin(), classes.end());
    }
    std::sort(facts.numbers.begin(), facts.numbers.end());
    std::sort(facts.oppositions.begin(), facts.oppositions.end());
    return facts;
  }

  ArticleContext context_of(std::uint32_t s) const {
    const std::uint32_t origin = statements_[s].origin;
    const ArticleFacts& facts = facts_[origin];
    return {article_of(s).published, facts.numbers, facts.tolls, facts.oppositions, statements_of(origin)};
  }

  StatementPair compare_pair(std::uint32_t x, std::uint32_t y) const {
    if (statements_[y].span < statements_[x].span) std::swap(x, y);
    const Statement& a = statements_[x];
    const Statement& b = statements_[y];
    const TermAlignment alignment = align_terms(a, b, lexicon_);
    StatementPair pair;
    pair.a = a.span;
    pair.b = b.span;
    pair.id = content_id('p', place_key(a.span, articles_) + "\n" + place_key(b.span, articles_));
    pair.score = score_of(x, y);
    const ComparisonContext context{context_of(x), context_of(y), pair.score, allies_};
    pair.differences = compare_statements(a, b, alignment, context, lexicon_, options_.comparison);
    // Two texts of one outlet that differ are most often an earlier and a later state of one report.
    if (one_publisher(a.origin, b.origin))
      for (Difference& difference : pair.differences)
        if (difference.relation == Relation::diverge) difference.relation = Relation::check;
    pair.relation = gravest(pair.differences);
    pair.changed_a = changed_words(a, alignment.similarity_a);
    pair.changed_b = changed_words(b, alignment.similarity_b);
    return pair;
  }

  /// What republishers changed: sentences of an origin's other articles that differ in a fact from its
  /// representative's.
  void compare_copies(const Origin& origin) {
    std::uint32_t compared = 0;
    for (const ArticleIndex copy : origin.articles) {
      if (copy == origin.representative || compared++ == most_copies) continue;
      std::vector<Origin> both(2);
      both[0].representative = origin.representative;
      both[1].representative = copy;
      Event pair_event;
      pair_event.origins = {0, 1};
      const auto texts =
          read_event_statements(pair_event, articles_, furniture_, both, lexicon_, reader_, options_.least_words);
      const auto begin = std::find_if(texts.begin(), texts.end(), [](const Statement& s) { return s.origin == 1; });
      for (auto changed = begin; changed != texts.end(); ++changed) {
        const Statement* nearest = nullptr;
        TermAlignment best;
        for (auto original = texts.begin(); original != begin; ++original) {
          if (original->words.text == changed->words.text) {
            nearest = nullptr;
            break;
          }
          TermAlignment alignment = align_terms(*original, *changed, lexicon_);
          if (alignment.score < maybe_copied || (nearest && alignment.score <= best.score)) continue;
          nearest = &*original;
          best = std::move(alignment);
        }
        if (nearest) add_internal(*nearest, *changed);
      }
    }
    std::sort(result_.internal.begin(), result_.internal.end(),
              [](const StatementPair& x, const StatementPair& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  }

  /// Numbers that a headline has otherwise than its own text: the headline stands for one source, the text for
  /// another. Only where they tell it in the same words: a text goes on to parts and to other things.
  void compare_title(std::uint32_t origin) {
    const auto own = statements_of(origin);
    if (std::none_of(own.begin(), own.end(), [](const Statement& s) { return s.title && !s.counts.empty(); })) return;
    std::vector<Statement> sides;
    for (const bool titles : {true, false})
      for (const Statement& statement : own) {
        if (statement.title != titles) continue;
        sides.push_back(statement);
        sides.back().origin = titles ? 0 : 1;
      }
    const auto body = static_cast<std::size_t>(
        std::find_if(sides.begin(), sides.end(), [](const Statement& s) { return s.origin == 1; }) - sides.begin());
    if (body == 0 || body == sides.size()) return;
    const ArticleFacts of_title = facts_of(std::span(sides).first(body)),
                       of_body = facts_of(std::span(sides).subspan(body));
    const auto& published = articles_[index_of(sides[0].span.article)].published;
    for (const ClaimCandidate& candidate : find_claim_candidates(sides, lexicon_, weights_)) {
      const double related = static_cast<double>(candidate.score) / 1e6;
      if (related < surely_retold) continue;
      const Statement& a = sides[candidate.a];
      const Statement& b = sides[candidate.b];
      const TermAlignment alignment = align_terms(a, b, lexicon_);
      if (alignment.score < least_retold) continue;
      const ComparisonContext context{
          {published, of_title.numbers, of_title.tolls, of_title.oppositions, std::span(sides).first(body)},
          {published, of_body.numbers, of_body.tolls, of_body.oppositions, std::span(sides).subspan(body)},
          related,
          allies_};
      StatementPair pair;
      pair.a = a.span;
      pair.b = b.span;
      pair.differences = compare_statements(a, b, alignment, context, lexicon_, options_.comparison);
      std::erase_if(pair.differences, [&](const Difference& difference) {
        return difference.kind != DifferenceKind::count || difference.relation != Relation::diverge || !difference.a ||
               told_in(a, *difference.a, of_body.numbers);
      });
      pair.relation = gravest(pair.differences);
      if (pair.relation != Relation::diverge) continue;
      pair.id = content_id('p', place_key(a.span, articles_) + "\n" + place_key(b.span, articles_));
      pair.score = related;
      pair.changed_a = changed_words(a, alignment.similarity_a);
      pair.changed_b = changed_words(b, alignment.similarity_b);
      result_.internal.push_back(std::move(pair));
    }
  }

  /// Whether a text gives a headline's number in the range too, more exactly, or as the sum of two: headlines round and
  /// add up.
  static bool told_in(const Statement& title, ByteRange range, const std::vector<double>& numbers) {
    constexpr double rounded = 0.01;
    return std::any_of(title.quantities.begin(), title.quantities.end(), [&](const Quantity& number) {
      const std::uint32_t at = title.span.range.begin + title.words.tokens[number.number_first].source.begin;
      if (at < range.begin || at >= range.end) return false;
      return std::any_of(numbers.begin(), numbers.end(), [&](double told) {
        const double rest = number.stated - told;
        const auto [first, last] = std::equal_range(numbers.begin(), numbers.end(), rest);
        return std::abs(rest) <= rounded * number.stated || (rest > 0 && last - first > (rest == told ? 1 : 0));
      });
    });
  }

  void add_internal(const Statement& x, const Statement& y) {
    const Statement& a = x.span < y.span ? x : y;
    const Statement& b = x.span < y.span ? y : x;
    const TermAlignment alignment = align_terms(a, b, lexicon_);
    StatementPair pair;
    pair.a = a.span;
    pair.b = b.span;
    pair.id = content_id('p', place_key(a.span, articles_) + "\n" + place_key(b.span, articles_));
    pair.score = alignment.score;
    ComparisonContext context;
    context.a.published = articles_[index_of(a.span.article)].published;
    context.b.published = articles_[index_of(b.span.article)].published;
    context.related = 1;
    // The words around a slot are copied, so what was put in another's place is known without the rules.
    pair.differences = copied_changes(a, b, lexicon_);
    if (pair.differences.empty() && alignment.score >= least_copied)
      pair.differences = compare_statements(a, b, alignment, context, lexicon_, options_.comparison);
    pair.relation = gravest(pair.differences);
    if (gravity(pair.relation) < gravity(Relation::update)) return;
    pair.changed_a = changed_words(a, alignment.similarity_a);
    pair.changed_b = changed_words(b, alignment.similarity_b);
    result_.internal.push_back(std::move(pair));
  }

  bool one_publisher(std::uint32_t x, std::uint32_t y) const {
    const auto& p = origins_[event_.origins[x]].publishers;
    const auto& q = origins_[event_.origins[y]].publishers;
    const std::string& outlet = articles_[index_of(origins_[event_.origins[x]].representative)].source;
    return (p.size() == 1 && p == q) ||
           (!outlet.empty() && outlet == articles_[index_of(origins_[event_.origins[y]].representative)].source);
  }

  void add_claim(const ClaimGroup& group) {
    std::set<std::uint32_t> stating;
    for (const std::uint32_t s : group.members) stating.insert(statements_[s].origin);
    if (stating.size() < 2) return;

    Claim claim;
    const Statement& medoid = statements_[group.medoid];
    claim.medoid = medoid.span;
    claim.id = content_id('c', place_key(medoid.span, articles_));
    const bool all = stating.size() <= options_.all_pairs_origins;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pair_of;
    const auto add_pair = [&](std::uint32_t x, std::uint32_t y, bool keep_match) {
      const auto key = std::minmax(x, y);
      if (statements_[x].origin == statements_[y].origin || pair_of.contains(key)) return;
      if (score_of(x, y) < options_.pair_score) return;
      if (const auto made = pair_of_.find(key); made != pair_of_.end()) {
        pair_of.emplace(key, made->second);
        claim.pairs.push_back(made->second);
        return;
      }
      StatementPair pair = compare_pair(x, y);
      if (!keep_match && pair.relation == Relation::match) return;
      pair_of.emplace(key, static_cast<std::uint32_t>(result_.pairs.size()));
      pair_of_.emplace(key, static_cast<std::uint32_t>(result_.pairs.size()));
      claim.pairs.push_back(static_cast<std::uint32_t>(result_.pairs.size()));
      result_.pairs.push_back(std::move(pair));
    };
    if (all) {
      for (std::size_t i = 0; i < group.members.size(); ++i)
        for (std::size_t j = i + 1; j < group.members.size(); ++j) add_pair(group.members[i], group.members[j], true);
    } else {
      claim.pairs_complete = false;
      std::vector<std::uint32_t> other_values;
      for (const std::uint32_t s : group.members) {
        if (s == group.medoid) continue;
        add_pair(s, group.medoid, true);
        const auto made = pair_of.find(std::minmax(s, group.medoid));
        if (made != pair_of.end() && gravity(result_.pairs[made->second].relation) >= gravity(Relation::update))
          other_values.push_back(s);
      }
      for (const std::uint32_t s : other_values)
        for (const std::uint32_t other : group.members) add_pair(s, other, false);
    }

    carry_over(group, pair_of, all);
    set_kind(claim);
    for (const std::uint32_t s : group.members) {
      ClaimCell cell;
      cell.origin = event_.origins[statements_[s].origin];
      cell.span = statements_[s].span;
      const auto to_medoid = pair_of.find(std::minmax(s, group.medoid));
      if (to_medoid != pair_of.end()) cell.relation = result_.pairs[to_medoid->second].relation;
      set_value(cell, claim);
      claim.cells.push_back(std::move(cell));
    }
    std::sort(claim.cells.begin(), claim.cells.end(), [&](const ClaimCell& x, const ClaimCell& y) {
      return std::tuple(position(x.origin), x.span) < std::tuple(position(y.origin), y.span);
    });
    set_silence(claim, stating);
    std::set<std::string> families;
    for (const std::uint32_t o : stating)
      for (const std::string& publisher : origins_[event_.origins[o]].publishers) families.insert(publisher);
    claim.independent_sources = static_cast<std::uint32_t>(families.size());
    orders_.push_back(group.members.front());
    result_.claims.push_back(std::move(claim));
  }

  using PairOf = std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>;

  /// Who says what one of two that differ says differs from the other too, in whatever words. Where not all pairs were
  /// compared, only what is said as the medoid says it.
  void carry_over(const ClaimGroup& group, const PairOf& pair_of, bool all) {
    struct Carried {
      std::uint32_t a, third;
      Difference difference;
    };
    std::vector<Carried> carried;
    for (const auto& [sides, p] : pair_of) {
      const StatementPair& pair = result_.pairs[p];
      if (pair.relation != Relation::diverge) continue;
      for (const auto& [a, b] : {sides, std::pair(sides.second, sides.first)}) {
        if (!all && b != group.medoid) continue;
        for (const std::uint32_t third : group.members) {
          const auto agreeing = pair_of.find(std::minmax(b, third)), known = pair_of.find(std::minmax(a, third));
          if (agreeing == pair_of.end() || known == pair_of.end()) continue;
          if (gravity(result_.pairs[agreeing->second].relation) > gravity(Relation::compatible)) continue;
          const StatementPair& open = result_.pairs[known->second];
          if (open.relation == Relation::diverge) continue;
          const ComparisonContext context{context_of(a), context_of(third), open.score, allies_};
          for (const Difference& difference : pair.differences) {
            if (difference.relation != Relation::diverge || difference.rule == agreed_rule) continue;
            const bool settled = std::any_of(open.differences.begin(), open.differences.end(), [&](const auto& one) {
              return one.kind == difference.kind && one.relation != Relation::check;
            });
            if (settled) continue;
            if (auto made = agreed_difference({statements_[a], statements_[b], statements_[third], context},
                                              pair.a == statements_[a].span ? difference : mirrored(difference),
                                              lexicon_, options_.comparison))
              carried.push_back({a, third, std::move(*made)});
          }
        }
      }
    }
    for (Carried& one : carried) {
      StatementPair& pair = result_.pairs[pair_of.at(std::minmax(one.a, one.third))];
      if (pair.a != statements_[one.a].span) one.difference = mirrored(one.difference);
      if (one_publisher(statements_[one.a].origin, statements_[one.third].origin))
        one.difference.relation = Relation::check;
      std::erase_if(pair.differences, [&](const Difference& old) { return old.kind == one.difference.kind; });
      pair.differences.push_back(std::move(one.difference));
      sort_differences(pair.differences);
      pair.relation = gravest(pair.differences);
    }
  }

  Difference mirrored(Difference difference) const {
    std::swap(difference.a, difference.b);
    std::swap(difference.a_value, difference.b_value);
    difference.why = lexicon_.reason(difference.rule, difference.a_value, difference.b_value);
    return difference;
  }

  std::uint32_t position(std::uint32_t origin) const {
    return static_cast<std::uint32_t>(std::find(event_.origins.begin(), event_.origins.end(), origin) -
                                      event_.origins.begin());
  }

  void set_kind(Claim& claim) const {
    claim.kind = "statement";
    int best_kind = 1000;
    for (const std::uint32_t p : claim.pairs)
      for (const Difference& difference : result_.pairs[p].differences) {
        if (gravity(difference.relation) < gravity(Relation::update)) continue;
        const int kind = importance(difference.kind) - 100 * gravity(difference.relation);
        if (kind >= best_kind) continue;
        best_kind = kind;
        claim.kind = to_string(difference.kind);
        claim.relation = difference.relation;
      }
  }

  /// The cell's value for the claim's kind, as the first pair that has one states it.
  void set_value(ClaimCell& cell, const Claim& claim) const {
    for (const std::uint32_t p : claim.pairs) {
      const StatementPair& pair = result_.pairs[p];
      for (const Difference& difference : pair.differences) {
        if (to_string(difference.kind) != claim.kind) continue;
        const bool is_a = pair.a == cell.span;
        if (!is_a && pair.b != cell.span) continue;
        cell.value = is_a ? difference.a_value : difference.b_value;
        cell.normalised = normalise_words(cell.value);
        return;
      }
    }
  }

  void set_silence(Claim& claim, const std::set<std::uint32_t>& stating) const {
    std::optional<std::int64_t> first;
    for (const ClaimCell& cell : claim.cells) {
      const auto& published = articles_[index_of(cell.span.article)].published;
      if (published) first = std::min(first.value_or(published->utc_s()), published->utc_s());
    }
    for (std::uint32_t o = 0; o < event_.origins.size(); ++o) {
      if (stating.contains(o)) continue;
      const Article& article = articles_[index_of(origins_[event_.origins[o]].representative)];
      const bool earlier = first && article.published && article.published->utc_s() < *first;
      const bool flash = words_of(o) < options_.flash_words;
      const bool cut =
          article.text.ends_with("…") || article.text.ends_with("...") || article.text.ends_with(" chars]");
      (earlier || flash || cut ? claim.not_expected : claim.silent).push_back(event_.origins[o]);
    }
  }

  std::uint32_t words_of(std::uint32_t origin) const {
    std::uint32_t words = 0;
    for (const Statement& statement : statements_)
      if (statement.origin == origin) words += static_cast<std::uint32_t>(statement.words.tokens.size());
    return words;
  }

  /// Claims by importance, pairs by place; indices follow.
  void finish() {
    std::vector<std::uint32_t> order(result_.pairs.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
      return std::tie(result_.pairs[x].a, result_.pairs[x].b) < std::tie(result_.pairs[y].a, result_.pairs[y].b);
    });
    std::vector<std::uint32_t> place(order.size());
    std::vector<StatementPair> pairs;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      pairs.push_back(std::move(result_.pairs[order[i]]));
    }
    result_.pairs = std::move(pairs);
    for (Claim& claim : result_.claims) {
      for (std::uint32_t& p : claim.pairs) p = place[p];
      std::sort(claim.pairs.begin(), claim.pairs.end());
    }
    std::vector<std::uint32_t> rank(result_.claims.size());
    for (std::uint32_t i = 0; i < rank.size(); ++i) rank[i] = i;
    const auto key = [&](std::uint32_t i) {
      const Claim& claim = result_.claims[i];
      std::set<std::uint32_t> stating;
      for (const ClaimCell& cell : claim.cells) stating.insert(cell.origin);
      int kind = 100;
      for (int k = 0; k <= static_cast<int>(DifferenceKind::other); ++k)
        if (to_string(static_cast<DifferenceKind>(k)) == claim.kind) kind = importance(static_cast<DifferenceKind>(k));
      return std::tuple(-gravity(claim.relation), kind, -static_cast<int>(stating.size()), orders_[i]);
    };
    std::sort(rank.begin(), rank.end(), [&](std::uint32_t x, std::uint32_t y) { return key(x) < key(y); });
    std::vector<Claim> claims;
    for (const std::uint32_t i : rank) claims.push_back(std::move(result_.claims[i]));
    result_.claims = std::move(claims);
  }

  const Event& event_;
  std::span<const Article> articles_;
  std::span<const std::vector<ByteRange>> furniture_;
  std::span<const Origin> origins_;
  const ClaimLexicon& lexicon_;
  const AlignmentWeights& weights_;
  const ClaimOptions& options_;
  WordReader reader_;
  std::vector<Statement> statements_;
  boost::unordered_flat_map<std::uint64_t, std::int64_t> score_of_;  ///< By pair_key; only looked up.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pair_of_;
  std::vector<ArticleFacts> facts_;                              ///< By origin.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> allies_;  ///< ComparisonContext::allies; sorted, distinct.
  std::vector<std::uint32_t> orders_;  ///< First member of each claim, parallel to result_.claims until sorted.
  EventClaims result_;
};

ClaimComparer::ClaimComparer(const Lexicons& lexicons, const ClaimOptions& options)
    : options_(options), weights_(std::make_unique<AlignmentWeights>(lexicons)) {
  for (const std::string& lang : lexicons.languages())
    if (lang != "und") lexicons_.push_back(std::make_unique<ClaimLexicon>(lexicons, lang));
  lexicons_.push_back(std::make_unique<ClaimLexicon>(lexicons, ""));
}

ClaimComparer::~ClaimComparer() = default;

const ClaimLexicon& ClaimComparer::lexicon(std::string_view lang) const {
  for (const auto& known : lexicons_)
    if (known->lang == lang) return *known;
  return *lexicons_.back();
}

EventClaims ClaimComparer::compare(const Event& event, std::span<const Article> articles,
                                   std::span<const std::vector<ByteRange>> furniture,
                                   std::span<const Origin> origins) const {
  const std::string& lang = articles[index_of(event.articles.front())].lang;
  return EventComparison(event, articles, furniture, origins, lexicon(lang), *weights_, options_).run();
}

}  // namespace tawatur
