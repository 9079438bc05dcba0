#include "claims/pair_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory_resource>
#include <mutex>

#include "claims/judge_features.h"
#include "claims/judge_lexicon.h"
#include "claims/judge_model.h"

namespace tawatur {
namespace {

// Start values of a language without a fitted judge, read off labelled headline pairs: where half of the pairs with
// that score are related, and how steeply that changes.
constexpr double related_at = 0.36;
constexpr double related_slope = 14;
constexpr double diverge_if_check = 0.5;
constexpr double diverge_if_none = 0.15;

constexpr double related_by_control = 0.8;
constexpr double diverge_if_rule = 0.9;
constexpr double doubt_of_copy = 0.01;
// How much two sentences share: chosen by how well it ranks the lines of articles that a claim rests on, and grades of
// similarity of headlines.
constexpr std::array<std::string_view, 5> likeness_features{"rare_coverage_most", "letter_triples", "letter_quadruples",
                                                            "alignment_score", "sequence_most"};
constexpr std::size_t most_words = 1 << 20;  // Remembered words are dropped after so many.

/// Of two probabilities of relatedness the start value is kept for the rules, whose thresholds are set on it.
double related_by_overlap(double alignment_score) {
  return 1 / (1 + std::exp(-related_slope * (alignment_score - related_at)));
}

/// Rules that go before the fitted judge. The others were right in one of 9 headlines on which it differs from them,
/// so it weighs what they say.
bool goes_first(const Difference& difference) {
  if (difference.relation != Relation::diverge) return false;
  switch (difference.kind) {
    case DifferenceKind::count:
    case DifferenceKind::count_kind:
    case DifferenceKind::count_scope:
    case DifferenceKind::unit:
    case DifferenceKind::date:
    case DifferenceKind::control:
    case DifferenceKind::role_swap:
    case DifferenceKind::identity:
    case DifferenceKind::negation:
    case DifferenceKind::denial:
    case DifferenceKind::quote:
    case DifferenceKind::cause:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view to_string(PairAlarm alarm) {
  switch (alarm) {
    case PairAlarm::none:
      return "none";
    case PairAlarm::check:
      return "check";
    case PairAlarm::diverge:
      return "diverge";
  }
  return "none";
}

/// A sentence with the text that it refers to.
struct ReadSentence {
  std::string text;
  std::optional<Timestamp> date;
  JudgeSentence sentence;

  ReadSentence(std::string_view of, const std::optional<Timestamp>& dated, const JudgeLexicon& lexicon,
               WordReader& reader)
      : text(of), date(dated), sentence(read_judge_sentence(text, date, lexicon, reader)) {}
  ReadSentence(const ReadSentence&) = delete;
  ReadSentence& operator=(const ReadSentence&) = delete;
};

struct JudgeMemory::OfLanguage {
  WordReader words;
  std::pmr::unsynchronized_pool_resource pool;  ///< Of the sentences, of which one often takes the place of another.
  std::vector<std::shared_ptr<const ReadSentence>> sentences;  ///< By hash of the text.

  OfLanguage(std::string_view lang, const PhraseBeginnings& beginnings, std::size_t places)
      : words(lang, &beginnings),
        pool({.max_blocks_per_chunk = 16, .largest_required_pool_block = 2 * sizeof(ReadSentence)}),
        sentences(places) {}
};

JudgeMemory::JudgeMemory() = default;
JudgeMemory::~JudgeMemory() = default;

struct PairJudge::Language {
  ClaimLexicon claims;
  JudgeLexicon words;
  JudgeModel model;
  std::array<std::size_t, likeness_features.size()> likeness{};  ///< Features whose mean is the similarity.

  Language(const Lexicons& lexicons, std::string_view lang, const std::optional<LexiconTable>& given)
      : claims(lexicons, lang), words(lexicons, claims) {
    // The names of the features are those that any pair gives.
    WordReader reader(lang);
    const JudgeSentence empty = read_judge_sentence("", {}, words, reader);
    const auto names =
        judge_features(empty, empty, align_terms(empty.statement, empty.statement, claims), {}, words).names;
    for (std::size_t i = 0; i < likeness.size(); ++i)
      likeness[i] =
          static_cast<std::size_t>(std::find(names.begin(), names.end(), likeness_features[i]) - names.begin());
    const LexiconTable& table = given ? *given : lexicons.table(lang, "pair_judge");
    if (!table.rows.empty()) model = JudgeModel(table, names);
  }
};

/// A language of the lexicons, read when it is asked for.
struct PairJudge::Known {
  std::string lang;
  mutable std::once_flag once;
  mutable std::unique_ptr<const Language> language;
};

struct PairJudge::Read {
  std::shared_ptr<const ReadSentence> read_a, read_b;
  const JudgeSentence &a, &b;
  TermAlignment alignment;
  double related;
  std::vector<Difference> differences;
};

PairJudge::PairJudge(const Lexicons& lexicons, JudgeOptions options)
    : options_(std::move(options)), lexicons_(lexicons) {
  if (!options_.model.empty()) given_ = read_lexicon_table(options_.model);
  for (const std::string& lang : lexicons.languages())
    if (lang != "und") languages_.push_back(std::make_unique<const Known>(lang));
  languages_.push_back(std::make_unique<const Known>(std::string()));
  language("");  // The smallest one shows whether the given table is a model.
}

PairJudge::~PairJudge() = default;

const PairJudge::Language& PairJudge::language(std::string_view lang) const {
  const auto found =
      std::find_if(languages_.begin(), languages_.end() - 1, [&](const auto& known) { return known->lang == lang; });
  const Known& known = **found;
  std::call_once(known.once, [&] { known.language = std::make_unique<const Language>(lexicons_, known.lang, given_); });
  return *known.language;
}

PairJudge::Read PairJudge::read(std::string_view a, std::string_view b, const Language& language,
                                const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b,
                                JudgeMemory& memory) const {
  if (memory.words_ > most_words) memory.languages_.clear(), memory.words_ = 0;
  auto& known = memory.languages_[language.claims.lang];
  if (!known)
    known = std::make_unique<JudgeMemory::OfLanguage>(language.claims.lang, language.words.beginnings,
                                                      options_.remembered_sentences);
  const auto read_sentence = [&](std::string_view text, const std::optional<Timestamp>& date) {
    std::shared_ptr<const ReadSentence> none;
    auto& place = known->sentences.empty() ? none : known->sentences[word_hash(text) % known->sentences.size()];
    if (!place || place->text != text || place->date != date) {
      place = std::allocate_shared<const ReadSentence>(std::pmr::polymorphic_allocator<ReadSentence>(&known->pool),
                                                       text, date, language.words, known->words);
      memory.words_ += place->sentence.words.size();
    }
    return place;
  };
  auto read_a = read_sentence(a, date_a), read_b = read_sentence(b, date_b);
  const JudgeSentence &sentence_a = read_a->sentence, &sentence_b = read_b->sentence;
  Read pair{std::move(read_a), std::move(read_b), sentence_a, sentence_b, {}, 0, {}};
  pair.alignment = align_terms(pair.a.statement, pair.b.statement, language.claims);
  pair.related = related_by_overlap(pair.alignment.score);
  ComparisonContext context{};
  context.a.published = date_a;
  context.b.published = date_b;
  context.related = pair.related;
  pair.differences = compare_statements(pair.a.statement, pair.b.statement, pair.alignment, context, language.claims,
                                        options_.comparison);
  return pair;
}

JudgeFeatures PairJudge::features(std::string_view a, std::string_view b, std::string_view lang,
                                  JudgeMemory& memory) const {
  if (b < a) std::swap(a, b);
  const Language& known = language(lang);
  const Read pair = read(a, b, known, {}, {}, memory);
  return judge_features(pair.a, pair.b, pair.alignment, pair.differences, known.words);
}

PairJudgement PairJudge::judge(std::string_view a, std::string_view b, std::string_view lang,
                               const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b) const {
  JudgeMemory memory;
  return judge(a, b, lang, date_a, date_b, memory);
}

PairJudgement PairJudge::judge(std::string_view a, std::string_view b, std::string_view lang,
                               const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b,
                               JudgeMemory& memory) const {
  const Language& known = language(lang);
  const auto time = [](const std::optional<Timestamp>& date) { return date ? date->utc_s() : 0; };
  if (std::pair(b, time(date_b)) < std::pair(a, time(date_a))) {
    PairJudgement judgement = judge(b, a, lang, date_b, date_a, memory);
    for (Difference& difference : judgement.differences) {
      std::swap(difference.a, difference.b);
      std::swap(difference.a_value, difference.b_value);
      difference.why = known.claims.reason(difference.rule, difference.a_value, difference.b_value);
    }
    return judgement;
  }
  Read pair = read(a, b, known, date_a, date_b, memory);
  PairJudgement judgement;
  const JudgeFeatures features = judge_features(pair.a, pair.b, pair.alignment, pair.differences, known.words, false);
  for (const std::size_t feature : known.likeness)
    judgement.similarity += features.values[feature] / static_cast<double>(known.likeness.size());
  const Relation worst = gravest(pair.differences);
  double related = pair.related;
  const bool sentences = pair.a.full_stop || pair.b.full_stop;
  const bool fitted = !known.model.empty() && !(known.model.of_headlines && sentences);
  double diverging = worst == Relation::check ? diverge_if_check : diverge_if_none;
  double diverge_gate = diverge_if_rule, check_gate = diverge_if_check / 2, related_gate = 0;
  if (!known.model.empty()) related = known.model.probability(JudgeModel::related, features.values);
  if (fitted) {
    diverging = known.model.probability(JudgeModel::diverge, features.values);
    diverge_gate = known.model.diverge_gate;
    check_gate = known.model.check_gate;
    related_gate = known.model.related_gate;
  }
  const bool decided = !fitted ? worst == Relation::diverge
                               : known.model.rules_first &&
                                     std::any_of(pair.differences.begin(), pair.differences.end(), goes_first);
  if (decided) diverging = std::max(diverging, diverge_if_rule);
  // The same words say the same, whatever was fitted.
  const bool copied = pair.a.statement.words.text == pair.b.statement.words.text && !pair.a.words.empty();
  if (copied) judgement.similarity = 1;
  if (copied) related = std::max(related, 1 - doubt_of_copy), diverging = std::min(diverging, doubt_of_copy);
  // Who holds a place is one question, however the answers are worded.
  for (const Difference& difference : pair.differences)
    if (difference.kind == DifferenceKind::control && difference.relation == Relation::diverge)
      related = std::max(related, related_by_control);
  judgement.diverge = related * diverging;
  judgement.match = related * (1 - diverging);
  judgement.unrelated = 1 - related;
  judgement.relation = judgement.unrelated >= std::max(judgement.match, judgement.diverge) ? PairRelation::unrelated
                       : judgement.diverge > judgement.match                               ? PairRelation::diverge
                                                                                           : PairRelation::match;
  const bool noted = gravity(worst) >= gravity(Relation::check);
  const bool by_rule = worst == Relation::diverge && judgement.relation == PairRelation::diverge;
  if (by_rule || (judgement.diverge >= diverge_gate && related >= related_gate))
    judgement.alarm = PairAlarm::diverge;
  else if ((noted && judgement.relation != PairRelation::unrelated) || judgement.diverge >= check_gate)
    judgement.alarm = PairAlarm::check;
  else if (options_.scorer && !noted)
    if (const auto scored = options_.scorer(a, b, lang); scored && *scored >= options_.scorer_gate)
      judgement.alarm = PairAlarm::check;
  // An alarm always says what raised it.
  if (judgement.alarm != PairAlarm::none && !noted) {
    Difference difference;
    difference.kind = DifferenceKind::other;
    difference.relation = judgement.alarm == PairAlarm::diverge ? Relation::diverge : Relation::check;
    difference.rule = judgement.diverge >= check_gate ? "pair_judge" : "pair_scorer";
    difference.why = known.claims.reason(difference.rule, "", "");
    pair.differences.push_back(std::move(difference));
  }
  judgement.differences = std::move(pair.differences);
  return judgement;
}

}  // namespace tawatur
