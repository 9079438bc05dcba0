#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "claims/agreed_values.h"
#include "claims/claim_candidates.h"
#include "claims/claim_groups.h"
#include "claims/compare_event.h"
#include "claims/pair_judge.h"
#include "claims/phrase_matcher.h"
#include "claims/statement.h"
#include "claims/term_alignment.h"
#include "ingest/read_articles.h"
#include "support/claim_pairs.h"
#include "support/random.h"
#include "support/slow_claims.h"

using namespace tawatur;
using support::Random;

namespace {

const Lexicons& lexicons() {
  static const Lexicons tables;
  return tables;
}

const ClaimLexicon& lexicon(std::string_view lang) {
  static const ClaimLexicon arabic(lexicons(), "ar"), english(lexicons(), "en");
  return lang == "ar" ? arabic : english;
}

/// Noon of a day of March 2021; the 10th was a Wednesday.
std::optional<Timestamp> march(int day, int hour = 12) {
  return Timestamp{(days_from_civil(2021, 3, day) * 24ll + hour) * 3600, true, 0};
}

/// A sentence as an article of its own, read. `text` outlives the statement.
Statement read(std::string_view lang, std::string_view text, const std::optional<Timestamp>& published = march(10)) {
  static std::map<std::string, WordReader, std::less<>> readers;
  WordReader& reader = readers.try_emplace(std::string(lang), lang).first->second;
  const ClaimLexicon& words = lexicon(lang);
  LearntPlaces places;
  learn_places(text, words, reader, places);
  std::sort(places.begin(), places.end());
  NamedBefore memory;
  const Span whole{ArticleIndex{0}, Field::text, {0, static_cast<std::uint32_t>(text.size())}};
  return read_statement(text, whole, 1, find_quotations(text), published, words, reader, places, memory);
}

std::string at(const Statement& statement, std::uint32_t term) { return std::string(statement.verbatim(term, term + 1)); }

/// The words of the terms that are marked.
std::vector<std::string> marked(const Statement& statement, const Marks& marks, std::uint8_t least = 1,
                                std::uint8_t most = 255) {
  std::vector<std::string> words;
  for (std::uint32_t i = 0; i < marks.size(); ++i)
    if (marks[i] >= least && marks[i] <= most) words.push_back(at(statement, i));
  return words;
}

std::vector<std::string> negated(const Statement& statement) {
  return marked(statement, statement.negated, Statement::negated_outright, Statement::negated_outright);
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const CountSlot* slot(const Statement& statement, std::string_view lang, std::string_view kind) {
  for (const CountSlot& count : statement.counts)
    if (count.kind >= 0 && lexicon(lang).kind_names[static_cast<std::size_t>(count.kind)] == kind) return &count;
  return nullptr;
}

std::string actor(const Role& role, std::string_view lang) {
  return role && role.entity != Term::no_entity ? lexicon(lang).entity_entries[role.entity].id : std::string();
}

std::vector<Difference> compare(std::string_view lang, std::string_view a, std::string_view b,
                                const std::optional<Timestamp>& date_a, const std::optional<Timestamp>& date_b) {
  const Statement x = read(lang, a, date_a), y = read(lang, b, date_b);
  const TermAlignment alignment = align_terms(x, y, lexicon(lang));
  ComparisonContext context;
  context.a.published = date_a;
  context.b.published = date_b;
  context.related = 0.6;
  return compare_statements(x, y, alignment, context, lexicon(lang), {});
}

std::string shown(const std::vector<Difference>& differences) {
  std::string line;
  for (const Difference& d : differences)
    line += std::string(to_string(d.kind)) + '/' + std::string(to_string(d.relation)) + " (" + d.rule + ": " + d.a_value +
            " | " + d.b_value + ") ";
  return line;
}

/// Sentences of the bundled corpus, of one language.
const std::vector<std::string>& corpus_sentences(std::string_view lang) {
  static const auto all = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> sentences;
    for (const Article& article : read_articles({TAWATUR_SOURCE_DIR "/corpus/articles"}, {}, lexicons()).articles) {
      if (article.lang != "ar" && article.lang != "en") continue;
      for (const Sentence& sentence : lexicon(article.lang).segmenter.segment(article.text).sentences)
        sentences[article.lang].push_back(article.text.substr(sentence.range.begin, sentence.range.size()));
    }
    return sentences;
  }();
  return all.find(lang)->second;
}

}  // namespace

TEST_CASE("clitic forms: a word of a text stands for what remains without conjunction, preposition, article and pronoun") {
  const auto forms = [](std::string_view word) { return clitic_forms(word, "ar"); };
  CHECK(forms("سيطرته").front() == "سيطرته");
  CHECK(has(forms("سيطرته"), "سيطره"));
  CHECK(has(forms("وسيطرتها"), "سيطره"));
  CHECK(has(forms("للجيش"), "الجيش"));
  CHECK(has(forms("للجيش"), "جيش"));
  const auto in_the_city = forms("وبالمدينه");
  for (const std::string_view form : {"بالمدينه", "المدينه", "مدينه"}) CHECK(has(in_the_city, form));
  CHECK(has(forms("مفتوحا"), "مفتوح"));
  CHECK(has(forms("ولا"), "لا"));
  CHECK(has(forms("وسيدخل"), "يدخل"));
  CHECK(has(forms("بيوتهم"), "بيوت"));
}

TEST_CASE("clitic forms: what is no clitic stays on") {
  CHECK_FALSE(has(clitic_forms("كلا", "ar"), "لا"));
  CHECK_FALSE(has(clitic_forms("بلا", "ar"), "لا"));
  CHECK_FALSE(has(clitic_forms("بلد", "ar"), "لد"));
  CHECK_FALSE(has(clitic_forms("مدرسه", "ar"), "مدرس"));
  CHECK(clitic_forms("هم", "ar") == std::vector<std::string>{"هم"});
  CHECK(clitic_forms("walled", "en") == std::vector<std::string>{"walled"});
}

TEST_CASE("phrases are found as by trying every phrase at every word") {
  const std::vector<std::string> stems{"جيش", "مدينه", "سيطره", "قتل", "لا", "يزال", "من", "حكومه", "بلد"};
  const std::vector<std::string> before{"", "", "و", "ب", "ال", "لل", "وال", "وبال", "ف", "س"}, after{"", "", "", "ه", "ها", "هم", "ا"};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const auto word = [&] {
      return before[random.below(before.size())] + stems[random.below(stems.size())] + after[random.below(after.size())];
    };
    PhraseMatcher matcher, other;
    std::vector<slow::Phrase> phrases;
    for (std::uint32_t p = 0; p < 25; ++p) {
      slow::Phrase phrase;
      std::string text;
      for (std::uint64_t i = 0, n = 1 + random.below(3); i < n; ++i) {
        phrase.words.push_back(random.below(2) ? stems[random.below(stems.size())] : word());
        text += phrase.words.back() + ' ';
      }
      phrase.value = static_cast<std::uint32_t>(random.below(12));
      matcher.add(text, phrase.value);
      phrases.push_back(std::move(phrase));
    }
    // Known beforehand or not, with which words phrases begin; in short texts and long ones.
    PhraseBeginnings beginnings;
    for (const std::string& stem : stems) other.add(stem, 1);
    other.register_with(beginnings);
    if (seed % 4 != 0) matcher.register_with(beginnings);
    WordReader reader("ar", seed % 3 != 0 ? &beginnings : nullptr);
    WordSequence facts;
    std::vector<std::vector<std::string>> forms;
    for (int i = 0; i < (seed % 5 == 0 ? 140 : 14); ++i) {
      const std::string text_word = word();
      facts.push_back(&reader(text_word));
      forms.push_back(clitic_forms(text_word, "ar"));
    }
    std::vector<slow::Match> found;
    for (const PhraseMatch& match : matcher.find(facts)) found.push_back({match.first, match.last, match.value});
    CAPTURE(seed);
    REQUIRE(found == slow::longest_phrases(forms, phrases));
    REQUIRE(matcher.finds(facts) == !found.empty());
    for (std::size_t i = 0; i < facts.size(); ++i)
      REQUIRE(matcher.finds(*facts[i]) == !slow::longest_phrases({forms[i]}, phrases).empty());
  }
}

TEST_CASE("a phrase is folded when it is added, and an empty one is ignored") {
  PhraseMatcher matcher;
  matcher.add("", 1);
  matcher.add(" — ", 2);
  matcher.add("Prime  MINISTER", 3);
  matcher.add("prime minister", 5);
  WordReader reader("en");
  WordSequence words;
  for (const std::string_view word : {"the", "prime", "minister"}) words.push_back(&reader(word));
  const auto found = matcher.find(words);
  REQUIRE(found.size() == 2);
  CHECK(found[0].first == 1);
  CHECK(found[0].last == 3);
  CHECK(found[0].value == 3);
  CHECK(found[1].value == 5);
  CHECK(matcher.find({}).empty());
}

TEST_CASE("similarity of terms is symmetric and in [0, 1], and an alignment is mirrored when its sides are swapped") {
  for (const std::string_view lang : {"ar", "en"}) {
    const auto& sentences = corpus_sentences(lang);
    REQUIRE(sentences.size() > 100);
    Random random(7);
    for (int round = 0; round < 150; ++round) {
      const std::string& text_a = sentences[random.below(sentences.size())];
      const std::string& text_b = sentences[random.below(sentences.size())];
      CAPTURE(text_a);
      CAPTURE(text_b);
      const Statement a = read(lang, text_a), b = read(lang, text_b);
      bool symmetric = true, bounded = true;
      for (std::uint32_t i = 0; i < a.terms.size(); ++i)
        for (std::uint32_t j = 0; j < b.terms.size(); ++j) {
          const double there = term_similarity(a, i, b, j, lexicon(lang)), back = term_similarity(b, j, a, i, lexicon(lang));
          symmetric = symmetric && there == back;
          bounded = bounded && there >= 0 && there <= 1;
        }
      CHECK(symmetric);
      CHECK(bounded);
      const TermAlignment there = align_terms(a, b, lexicon(lang)), back = align_terms(b, a, lexicon(lang));
      REQUIRE(there.b_of_a == back.a_of_b);
      REQUIRE(there.a_of_b == back.b_of_a);
      CHECK(there.similarity_a == back.similarity_b);
      CHECK(there.coverage_a == back.coverage_b);
      CHECK(there.score == back.score);
      for (std::uint32_t i = 0; i < a.terms.size(); ++i)
        if (there.b_of_a[i] != TermAlignment::none) CHECK(there.a_of_b[there.b_of_a[i]] == i);
      for (const double share : {there.coverage_a, there.coverage_b, there.score}) CHECK((share >= 0 && share <= 1));
      const TermAlignment self = align_terms(a, a, lexicon(lang));
      if (!a.terms.empty()) CHECK(self.coverage_a == doctest::Approx(1));
    }
  }
}

TEST_CASE("statements meet by an equal number or day, however it is written") {
  const AlignmentWeights weights(lexicons());
  const auto candidate = [&](std::string_view lang, std::string_view text_a, std::string_view text_b) {
    std::vector<Statement> statements;
    statements.push_back(read(lang, text_a));
    statements.push_back(read(lang, text_b));
    statements[1].origin = 1;
    weigh_terms(statements, lexicon(lang));
    return !find_claim_candidates(statements, lexicon(lang), weights).empty();
  };
  CHECK(candidate("en", "Eleven thousand lorries wait outside", "Drivers spoke of 11,000 vehicles"));
  CHECK_FALSE(candidate("en", "Eleven thousand birds wait outside", "Farmers spoke of 12,000 turnips"));
  CHECK(candidate("en", "The board will meet on April 24", "On 24 April the governors sit down again"));
  CHECK_FALSE(candidate("en", "The board will meet on April 24", "On 25 April the governors sit down again"));
  CHECK(candidate("ar", "تنتظر خمس عشرة سفينة في المرسى", "ذكر المزارع 15 حقلاً قرب بيته"));
  CHECK_FALSE(candidate("ar", "تنتظر خمس عشرة سفينة في المرسى", "ذكر المزارع 16 حقلاً قرب بيته"));
}

namespace {

std::size_t feature(std::string_view name) {
  const auto found = std::find(PairFeatures::names.begin(), PairFeatures::names.end(), name);
  REQUIRE(found != PairFeatures::names.end());
  return static_cast<std::size_t>(found - PairFeatures::names.begin());
}

/// Features of two texts of one sentence each; none when the two are no candidates.
std::optional<PairFeatures> features_of(std::string_view lang, std::string_view text_a, std::string_view text_b) {
  std::vector<Statement> statements;
  statements.push_back(read(lang, text_a));
  statements.push_back(read(lang, text_b));
  statements[1].origin = 1;
  weigh_terms(statements, lexicon(lang));
  const auto candidates = find_claim_candidates(statements, lexicon(lang), AlignmentWeights(lexicons()));
  return candidates.empty() ? std::nullopt : std::optional(candidates.front().features);
}

}  // namespace

TEST_CASE("what two statements count, measure and date ties them in other words and units") {
  const auto value = [](std::string_view name, std::string_view lang, std::string_view a, std::string_view b) {
    const auto features = features_of(lang, a, b);
    REQUIRE(features);
    return features->values[feature(name)];
  };
  CHECK(value("same_measure", "en", "Gusts reached 100 km/h at the harbour", "The harbour wind blew at 62 mph") == 1);
  CHECK(value("same_measure", "en", "Gusts reached 100 km/h at the harbour", "The harbour wind blew at 75 mph") == 0.5);
  CHECK(value("same_measure", "en", "Gusts reached 100 km/h at the harbour", "The harbour is 62 miles away") == 0);
  CHECK(value("same_counted", "en", "The law was backed by 74 deputies", "Some 64 deputies voted for the law") == 1);
  CHECK(value("same_counted", "en", "The law was backed by 74 deputies", "Some 64 lorries carried the law") == 0);
  CHECK(value("sole_clock", "en", "The blast was heard at 9 p.m.", "The blast came at 5.30 a.m.") == 1);
  CHECK(value("sole_clock", "en", "The blast was heard at 9 p.m.", "The blast came on Monday") == 0);
  CHECK(value("times_agree", "en", "The ferry sank on March 8", "On Monday the ferry sank") == 1);
  CHECK(value("times_differ", "en", "The ferry sank on March 8", "On Tuesday the ferry sank") == 1);
  CHECK(value("times_agree", "ar", "غرقت العبّارة يوم 8 آذار", "غرقت العبارة الاثنين") == 1);
  CHECK(value("exact_number", "ar", "غرقت العبارة وعلى متنها 213 راكباً", "العبارة الغارقة كانت تقل ٢١٣ مسافراً") == 1);
}

TEST_CASE("features of a pair are the same from either side") {
  for (const std::string lang : {"ar", "en"}) {
    const auto& sentences = corpus_sentences(lang);
    Random random(11);
    std::size_t met = 0;
    for (int round = 0; round < 400; ++round) {
      const std::string& text_a = sentences[random.below(sentences.size())];
      const std::string& text_b = sentences[random.below(sentences.size())];
      const auto there = features_of(lang, text_a, text_b), back = features_of(lang, text_b, text_a);
      REQUIRE(there.has_value() == back.has_value());
      if (!there) continue;
      ++met;
      CAPTURE(text_a);
      CAPTURE(text_b);
      for (std::size_t i = 0; i < there->values.size(); ++i)
        CHECK_MESSAGE(there->values[i] == doctest::Approx(back->values[i]), PairFeatures::names[i]);
    }
    CHECK(met > 20);
  }
}

TEST_CASE("two statements of who holds one place have a score of .55 at least") {
  AlignmentWeights weights(lexicons());
  weights.weights = {};
  weights.bias = -50;
  PairFeatures features;
  CHECK(weights.score(features) == 0);
  features.values[feature("same_control")] = 1;
  CHECK(weights.score(features) == 550'000);
  weights.bias = 50;
  CHECK(weights.score(features) == 1'000'000);
}

TEST_CASE("claims are grouped as by recounting every mean") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random random(seed);
    const auto n = static_cast<std::uint32_t>(2 + random.below(12));
    std::vector<std::uint32_t> origin_of(n);
    for (std::uint32_t s = 1; s < n; ++s) origin_of[s] = origin_of[s - 1] + static_cast<std::uint32_t>(random.below(2));
    std::vector<std::vector<std::int64_t>> scores(n, std::vector<std::int64_t>(n, 0));
    std::vector<ClaimCandidate> candidates;
    for (std::uint32_t a = 0; a < n; ++a)
      for (std::uint32_t b = a + 1; b < n; ++b) {
        if (origin_of[a] == origin_of[b] || random.below(3) == 0) continue;
        // Steps of a tenth, so that equal scores and exact thresholds occur.
        const auto score = static_cast<std::int64_t>(100'000 * (1 + random.below(9)));
        scores[a][b] = scores[b][a] = score;
        ClaimCandidate candidate;
        candidate.a = a;
        candidate.b = b;
        candidate.score = score;
        candidates.push_back(candidate);
      }
    std::vector<Statement> statements(n);
    for (std::uint32_t s = 0; s < n; ++s) statements[s].origin = origin_of[s];
    const auto groups = group_claims(statements, candidates, 300'000, 250'000, 350'000);
    const slow::Groups expected = slow::average_link(origin_of, scores, 300'000, 250'000, 350'000);
    CAPTURE(seed);
    REQUIRE(groups.size() == expected.members.size());
    std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> found, wanted;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      found.emplace_back(groups[g].members, groups[g].medoid);
      wanted.emplace_back(expected.members[g], expected.medoids[g]);
    }
    CHECK(std::is_sorted(groups.begin(), groups.end(),
                         [](const auto& x, const auto& y) { return x.members.front() < y.members.front(); }));
    std::sort(found.begin(), found.end());
    REQUIRE(found == wanted);
  }
}

TEST_CASE("counts: what a number counts, parts of a total, and none") {
  const auto bounds = [](std::string_view lang, std::string_view text, std::string_view kind) {
    const Statement statement = read(lang, text);
    const CountSlot* count = slot(statement, lang, kind);
    return count ? std::pair{count->low, count->high} : std::pair{-1.0, -1.0};
  };
  CHECK(bounds("en", "The blast killed 12 people and wounded 30 others", "killed") == std::pair{12.0, 12.0});
  CHECK(bounds("en", "The blast killed 12 people and wounded 30 others", "wounded") == std::pair{30.0, 30.0});
  CHECK(bounds("en", "At least fifteen people were killed in the flood", "killed").first == 15);
  CHECK(bounds("en", "At least fifteen people were killed in the flood", "killed").second > 1000);
  CHECK(bounds("ar", "قتل خمسة عشر مدنياً وأصيب ٣٠ آخرون في القصف", "killed") == std::pair{15.0, 15.0});
  CHECK(bounds("ar", "قتل خمسة عشر مدنياً وأصيب ٣٠ آخرون في القصف", "wounded") == std::pair{30.0, 30.0});
  CHECK(bounds("ar", "نزوح أكثر من ألفي شخص من القرى الجنوبية", "displaced").first >= 2000);
  CHECK(bounds("en", "No casualties were reported after the fire", "casualty") == std::pair{0.0, 0.0});
  CHECK(bounds("ar", "لم تقع إصابات في الحريق", "wounded") == std::pair{0.0, 0.0});

  const auto subset = [](std::string_view lang, std::string_view text, double value) {
    const Statement statement = read(lang, text);
    for (const CountSlot& count : statement.counts)
      if (count.low == value) return count.subset;
    FAIL("no such number");
    return false;
  };
  CHECK(subset("en", "The blast killed 12 people, including three children", 3));
  CHECK_FALSE(subset("en", "The blast killed 12 people, including three children", 12));
  CHECK(subset("en", "The blast killed 12 people, nine of them women", 9));
  CHECK(subset("ar", "مقتل 12 شخصاً بينهم ثلاثة أطفال في الحريق", 3));
  CHECK_FALSE(subset("ar", "مقتل 12 شخصاً بينهم ثلاثة أطفال في الحريق", 12));
}

TEST_CASE("negation: its scope ends with the next predicate, and idioms and exceptions deny nothing") {
  CHECK(negated(read("en", "The ministry did not close the crossing")) == std::vector<std::string>{"close"});
  CHECK(negated(read("ar", "لم تغلق الوزارة المعبر")) == std::vector<std::string>{"تغلق"});
  CHECK(negated(read("ar", "الجيش لن يدخل البلدة")) == std::vector<std::string>{"يدخل"});
  CHECK(negated(read("ar", "لا يزال المعبر مغلقاً أمام الشاحنات")).empty());
  CHECK(negated(read("ar", "ما لا يقل عن عشرين شاحنة عبرت الجسر")).empty());
  CHECK(negated(read("en", "No fewer than twenty trucks crossed the bridge")).empty());
  CHECK(negated(read("en", "The strike not only closed the port but emptied the shops")).empty());
  const Statement arabic = read("ar", "لم يفتح المعبر إلا بعد وصول المراقبين");
  CHECK(arabic.exceptive);
  CHECK(negated(arabic).empty());
  const Statement english = read("en", "The crossing did not open until the observers arrived");
  CHECK(english.exceptive);
  CHECK(negated(english).empty());
}

TEST_CASE("denial: what a verb of denial governs, unless it is negated itself") {
  const Statement english = read("en", "The ministry denied that the crossing was closed");
  CHECK(has(marked(english, english.denied), "closed"));
  CHECK(has(marked(english, english.denied), "crossing"));
  CHECK_FALSE(has(marked(english, english.denied), "ministry"));
  const Statement arabic = read("ar", "نفت الشركة إغلاق المصنع");
  CHECK(has(marked(arabic, arabic.denied), "إغلاق"));
  CHECK(has(marked(arabic, arabic.denied), "المصنع"));
  const Statement twice = read("ar", "لم تنف الشركة إغلاق المصنع");
  CHECK(marked(twice, twice.denied).empty());
  const Statement not_denied = read("en", "The company did not deny closing the plant");
  CHECK(marked(not_denied, not_denied.denied).empty());
}

TEST_CASE("negation: «لا» written to a verb denies it, a word for night and a relative clause deny nothing") {
  CHECK(has(negated(read("ar", "لايوجد في المخزن قمح")), "لايوجد"));
  CHECK(negated(read("ar", "وصلت القافلة ليلًا إلى المخيم")).empty());
  CHECK(negated(read("en", "The farmers who did not sell their land met the minister")).empty());
  CHECK_FALSE(read("en", "The bakery was empty").negative);
  CHECK(read("en", "The bakery was empty").privative);
}

TEST_CASE("negation: «لا» inside a verbal noun and in what goes on deny nothing, a verb of occurrence denies that there was any") {
  CHECK(negated(read("ar", "استدعت البلدية الشركة لاتخاذ الإجراءات اللازمة")).empty());
  CHECK(negated(read("ar", "لا زالت الأعمال جارية في الموقع")).empty());
  CHECK_FALSE(negated(read("ar", "لاتوجد مياه في القرية")).empty());
  const Statement none = read("ar", "لم يسفر الحادث عن إصابات"), unsure = read("ar", "لم يؤكد المسؤولون وفاته");
  CHECK(slot(none, "ar", "wounded") != nullptr);
  CHECK(slot(unsure, "ar", "killed") == nullptr);
}

TEST_CASE("negation: a ل before a hamza, money, night and until deny nothing, and what denies behind them does") {
  CHECK(negated(read("ar", "افتتح المعرض لأيام العيد")).empty());
  CHECK(negated(read("ar", "خصصت البلدية مبنى لإيواء الأسر")).empty());
  CHECK(negated(read("ar", "دفعت الأسرة مالا للخاطفين")).empty());
  CHECK(has(negated(read("ar", "حتى الآن لم تتبن أي جهة الهجوم")), "تتبن"));
  CHECK(has(negated(read("ar", "لايستطيع السكان العودة")), "لايستطيع"));
  CHECK(negated(read("ar", "مرر الجناح الكرة لايسكو أمام المرمى")).empty());
  CHECK(negated(read("ar", "طائرة بلا طيار تحلق فوق الميناء")).empty());
}

TEST_CASE("counts: an earlier toll is told from the present one, and numbers of names and hours are none") {
  const auto earlier = [](std::string_view lang, std::string_view text) {
    std::vector<double> values;
    const Statement statement = read(lang, text);
    for (const CountSlot& count : statement.counts)
      if (count.earlier) values.push_back(count.low);
    return values;
  };
  CHECK(earlier("en", "The toll is 20, up from 12 on Monday") == std::vector<double>{12});
  CHECK(earlier("en", "Exports reached 30 tonnes, compared with 25 tonnes last year") == std::vector<double>{25});
  CHECK(earlier("en", "Deaths rose from 12 to 20").empty());
  CHECK(earlier("ar", "وكانت حصيلة سابقة أفادت بمقتل 43 شخصا") == std::vector<double>{43});
  CHECK(read("ar", "اختفت الرحلة (إم اتش 370) فوق البحر").counts.empty());
  CHECK(read("ar", "قتل عشرون عاملا (بينهم 12 امرأة)").counts.size() == 2);
}

bool quotations_diverge(std::string_view lang, std::string_view a, std::string_view b) {
  const auto differences = compare(lang, a, b, march(10, 8), march(10, 8));
  return std::any_of(differences.begin(), differences.end(), [](const Difference& difference) {
    return difference.kind == DifferenceKind::quote && difference.relation == Relation::diverge;
  });
}

TEST_CASE("quotations: a denial reaches to the next mark, and what goes on denying turns nothing back") {
  CHECK(quotations_diverge("en", "\"We will not leave the hill before winter,\" the mayor said",
               "\"We will leave the hill before winter,\" the mayor said"));
  CHECK_FALSE(quotations_diverge("en", "\"No, the talks will go on tomorrow morning,\" the envoy said",
                     "\"The talks will go on tomorrow morning,\" the envoy said"));
  CHECK(quotations_diverge("ar", "قال العمدة «لن ننسحب من التلة ولن نترك القرية لأحد»", "قال العمدة «سننسحب من التلة ولن نترك القرية لأحد»"));
  CHECK_FALSE(quotations_diverge("ar", "قال الوزير «الجميع من دون استثناء يدعمون هذا الحل»", "قال الوزير «الجميع دون استثناء يدعمون هذا الحل»"));
}

TEST_CASE("quotations: one word of contrary worth, extent or span, and a limit of what is denied") {
  CHECK(quotations_diverge("en", "\"This treaty is a blessing for our fishermen,\" the minister said",
                "\"This treaty is a curse for our fishermen,\" the minister said"));
  CHECK(quotations_diverge("en", "\"The old dam is completely safe,\" the engineer said",
                "\"The old dam is relatively safe,\" the engineer said"));
  CHECK(quotations_diverge("en", "\"I have never broken a contract,\" the agent said",
                "\"I have never knowingly broken a contract,\" the agent said"));
  CHECK_FALSE(quotations_diverge("en", "\"We will repair the old dam,\" the engineer said",
                      "\"We will repair the old dam this year,\" the engineer said"));
  CHECK(quotations_diverge("ar", "قال المهندس «كان الحكم عادلا في هذه القضية»", "قال المهندس «كان الحكم ظالما في هذه القضية»"));
  CHECK(quotations_diverge("ar", "قال المحامي أمام المحكمة «موكلي مذنب ويطلب العفو من الأهالي»",
                "قال المحامي أمام المحكمة «موكلي غير مذنب لأنه كان خارج البلاد»"));
}

TEST_CASE("places: a name without the article is not read from a word that has it") {
  const auto places = [](const Statement& statement) {
    return std::count_if(statement.terms.begin(), statement.terms.end(),
                         [](const Term& term) { return term.kind == Term::Kind::place; });
  };
  CHECK(places(read("ar", "وصل الوفد إلى سيول")) == 1);
  CHECK(places(read("ar", "جرفت السيول المنازل")) == 0);
}

TEST_CASE("places: what is a surname too is a place behind a preposition only") {
  const auto place = [](std::string_view text) {
    const Statement statement = read("en", text);
    return std::any_of(statement.terms.begin(), statement.terms.end(), [](const Term& term) {
      return term.kind == Term::Kind::place && term.value != Term::no_entity;
    });
  };
  CHECK(place("The ferry stopped in Gladstone on Monday"));
  CHECK(!place("On Monday Gladstone stopped the ferry"));
  CHECK(!place("The ferry stopped in Gladstone Holm's yard"));
}

TEST_CASE("predicates: phrases of one set are aligned in any order and inflection, and say what stands in them") {
  const auto coverage = [](std::string_view lang, std::string_view a, std::string_view b) {
    const Statement x = read(lang, a), y = read(lang, b);
    return align_terms(x, y, lexicon(lang)).coverage_a;
  };
  CHECK(coverage("en", "The villagers filed a lawsuit against the mine", "A lawsuit was filed by the villagers against the mine") > 0.9);
  CHECK(coverage("en", "The law came into force", "The law took effect") > 0.85);
  CHECK(coverage("en", "The law came into force", "The law was rejected") < 0.7);
}

/// Relation of the first difference of a kind.
Relation relation(const std::vector<Difference>& differences, DifferenceKind kind) {
  for (const Difference& difference : differences)
    if (difference.kind == kind) return difference.relation;
  return Relation::match;
}

/// The relation in one kind between two sentences of one day.
auto differing_in(DifferenceKind kind) {
  return [kind](std::string_view lang, std::string_view a, std::string_view b) {
    return relation(compare(lang, a, b, march(10), march(10)), kind);
  };
}

/// The same of one language.
auto differing_in(DifferenceKind kind, std::string_view lang) {
  return [kind, lang](std::string_view a, std::string_view b) { return differing_in(kind)(lang, a, b); };
}

TEST_CASE("denial: of a report that something is so, and of a clause that a name begins") {
  const auto denial = differing_in(DifferenceKind::denial, "en");
  const std::string_view paid = "Lumera paid 750,000 crowns for the dock in Halden.";
  CHECK(denial(paid, "Lumera denied a report that it paid 750,000 crowns for the dock in Halden.") == Relation::diverge);
  CHECK(denial(paid, "Lumera confirmed a report that it paid 750,000 crowns for the dock in Halden.") !=
        Relation::diverge);
  CHECK(denial("Farrow met the crown prince in Riyadh on Sunday.",
               "Riyadh denies Farrow met secretly with the crown prince.") == Relation::diverge);
}

TEST_CASE("places: two of them where a figure, the day and much besides are the same") {
  const auto place = differing_in(DifferenceKind::place, "en");
  const std::string_view fire = "A ferry with 87 passengers caught fire in Catania on Monday after its engine failed.";
  CHECK(place(fire, "Flames swept a ferry carrying 87 passengers in Palermo on Monday.") == Relation::diverge);
  CHECK(place(fire, "Flames swept a ferry carrying 41 passengers in Palermo on Monday.") != Relation::diverge);
  // A village may lie in a province, a suburb in its city.
  CHECK(place(fire, "Flames swept a ferry carrying 87 passengers in Sicily on Monday.") != Relation::diverge);
  CHECK(place("A tram with 87 passengers caught fire in Mölndal on Monday after its engine failed.",
              "Flames swept a tram carrying 87 passengers in Gothenburg on Monday.") != Relation::diverge);
}

TEST_CASE("comparison: what was not so may be so a day later, and what was so can't be taken back") {
  const std::string_view open = "The airport of Porto was closed on account of the storm",
                         shut = "The airport of Porto was not closed on account of the storm";
  CHECK(relation(compare("en", open, shut, march(10), march(10)), DifferenceKind::negation) == Relation::diverge);
  CHECK(relation(compare("en", shut, open, march(10), march(12)), DifferenceKind::negation) != Relation::diverge);
  CHECK(relation(compare("en", open, shut, march(10), march(12)), DifferenceKind::negation) == Relation::diverge);
}

TEST_CASE("denial: what stands before a denial in the passive is denied") {
  const Statement english = read("en", "Reports that the mill had burnt down were denied by its owner");
  CHECK(has(marked(english, english.denied), "mill"));
  const Statement arabic = read("ar", "تحدثت صحيفة عن احتراق المطحنة وهو ما نفاه صاحبها");
  CHECK(has(marked(arabic, arabic.denied), "المطحنة"));
}

TEST_CASE("denial: a speaker whose title looks like \"and\" is none, and who calls the report false denies what he negates") {
  const Statement minister = read("ar", "نفى وزير النقل أن يكون قد أغلق الميناء");
  CHECK(has(marked(minister, minister.denied), "الميناء"));
  const auto pair = compare("en", "Painter Lena Ortiz sold the Madrid mural to a bank in Lisbon, a gallery owner said",
                            "Lena Ortiz has not sold the Madrid mural to a bank in Lisbon, her agent said, calling the report a fabrication, pure fiction",
                            march(10), march(10));
  CHECK(relation(pair, DifferenceKind::denial) == Relation::diverge);
}

TEST_CASE("causes: read behind and before what says so, in a cleft, and behind the preposition of a verb of blame") {
  const auto cause = [](const Statement& statement) {
    std::string found;
    for (const CausePart& part : statement.causes)
      if (part.stated) found += std::string(statement.verbatim(part.first, part.core)) + "|";
    return found;
  };
  CHECK(cause(read("en", "The brewery put the recall down to a cracked seal")) == "a cracked seal|");
  CHECK(cause(read("en", "The port blamed the delay on a crane")) == "a crane|");
  CHECK(cause(read("en", "Thick fog delayed the ferry to Bergen")) == "Thick fog|");
  CHECK(cause(read("en", "The minister delayed the ferry to Bergen")).empty());
  CHECK(cause(read("ar", "عزت البلدية انقطاع المياه إلى كسر في الأنبوب")) == "كسر|");
  CHECK(cause(read("ar", "يعود انهيار الجسر إلى تآكل الدعامات")) == "تآكل الدعامات|");
  CHECK(cause(read("ar", "تعود الصورة إلى عام 1933")).empty());
}

TEST_CASE("causes: two that share no word diverge where one thing happened, and not where others did") {
  const auto differ = differing_in(DifferenceKind::cause, "en");
  CHECK(differ("The recall of Tarn lager in Norway was put down to a cracked bottle",
               "Too much yeast was responsible for the recall of Tarn lager in Norway") == Relation::diverge);
  CHECK(differ("The recall of Tarn lager in Norway was put down to a cracked bottle",
               "Too much yeast was responsible for the recall of Fell cider in Sweden") != Relation::diverge);
}

TEST_CASE("causes: that both fell is no common cause, and numbered things are others") {
  const auto differ = differing_in(DifferenceKind::cause, "en");
  CHECK(differ("The peso lost 6% on Friday because tin prices slumped, dealers in Oruro said.",
               "Friday's 6% drop in the peso was caused by the collapse of the bank merger, dealers in Oruro said.") ==
        Relation::diverge);
  CHECK(differ("First-quarter sales at Tarn Dairies fell by 8% because of higher milk prices.",
               "Third-quarter sales at Tarn Dairies fell by 8% because of a lorry strike.") != Relation::diverge);
}

TEST_CASE("opposites, units and measures of other things don't differ") {
  const auto differ = [](std::string_view lang, std::string_view a, std::string_view b, DifferenceKind kind) {
    return relation(compare(lang, a, b, march(10), march(10)), kind);
  };
  using enum DifferenceKind;
  // What one forbids and what the other allows are told on one side each.
  CHECK(gravity(differ("ar", "اتفق الوزيران على دعم الخط الساخن بين المرفأين ومنع تهريب السلاح",
                       "تحسنت حركة السفن مما أتاح زيادة الرحلات، واتفق الوزيران على دعم الخط الساخن", opposite_event)) < gravity(Relation::check));
  CHECK(gravity(differ("ar", "سمحت البلدية بدخول الشاحنات إلى المرفأ القديم ليلاً",
                       "منعت البلدية دخول الشاحنات إلى المرفأ القديم ليلاً", opposite_event)) >= gravity(Relation::check));
  // A height and a speed are far apart in any unit; a stay of three weeks and one of fourteen days are near.
  CHECK(differ("en", "The balloon rose by 500 feet before the crash near Oslo",
               "The balloon drifted 34 miles before the crash near Oslo", unit) != Relation::diverge);
  CHECK(differ("en", "The team flies to Oslo for a training camp of three weeks",
               "The team flies to Oslo for a training camp of 14 days", unit) == Relation::diverge);
  // Within half a percent a price is of another moment.
  CHECK(differ("en", "Copper for May delivery settled at $8,441.50 a tonne in London",
               "Copper for May delivery settled at $8,455.00 a tonne in London", count) != Relation::diverge);
  CHECK(differ("en", "Copper for May delivery settled at $8,441.50 a tonne in London",
               "Copper for May delivery settled at $8,955.00 a tonne in London", count) == Relation::diverge);
}

TEST_CASE("negation: a light verb that is negated denies the noun behind it, and what failed did not come about") {
  const auto differ = differing_in(DifferenceKind::negation);
  CHECK(differ("en", "Chile's senate approved the whaling accord with Japan on Tuesday",
               "The whaling accord with Japan failed to win approval in Chile's senate on Tuesday") == Relation::diverge);
  CHECK(differ("en", "Chile's senate approved the whaling accord with Japan on Tuesday",
               "Chile's senate failed to pay its staff after the whaling accord with Japan on Tuesday") !=
        Relation::diverge);
}

TEST_CASE("certainty: what is meant, alleged or possible is left open, and what is told is not") {
  const Statement meant = read("en", "The company plans to close the mill");
  CHECK(has(marked(meant, meant.unsettled), "close"));
  const Statement told = read("en", "The company closed the mill");
  CHECK(marked(told, told.unsettled).empty());
  const Statement may = read("ar", "قد يغلق المالك المطحنة");
  CHECK(has(marked(may, may.unsettled), "يغلق"));
}

TEST_CASE("comparison: predicates are compared of one thing, and of two things they differ without a contradiction") {
  const auto kinds = [](std::string_view lang, std::string_view a, std::string_view b) {
    std::vector<std::string> found;
    for (const Difference& difference : compare(lang, a, b, march(10), march(10)))
      if (difference.kind == DifferenceKind::certainty ||
          (difference.relation == Relation::diverge &&
           (difference.kind == DifferenceKind::negation || difference.kind == DifferenceKind::opposite_event)))
        found.emplace_back(to_string(difference.kind));
    return found;
  };
  CHECK(has(kinds("en", "The council has signed the lease of the harbour warehouse.",
                  "The council has not signed the lease of the harbour warehouse."), "negation"));
  CHECK(kinds("en", "The council has signed the lease of the harbour warehouse in Aldham.",
              "The council has not signed the lease of the harbour warehouse in Brenwick.").empty());
  CHECK(has(kinds("ar", "أغلقت البلدية المدرسة القديمة قرب الوادي.", "تعتزم البلدية إغلاق المدرسة القديمة قرب الوادي."), "certainty"));
  CHECK(kinds("ar", "ارتفعت أسعار القمح في الميناء.", "تراجعت أسعار الحديد في الميناء.").empty());
  // The winner of one report is the loser of none.
  CHECK(kinds("en", "Marla Quist beat Tessa Holm in the final of the spring cup.",
              "Tessa Holm lost to Marla Quist in the final of the spring cup.").empty());
}

TEST_CASE("attribution: the speaker and the verb of saying, not what is said") {
  const Statement before = read("en", "The governor said on Monday that the bridge had collapsed");
  CHECK(has(marked(before, before.attribution), "governor"));
  CHECK_FALSE(has(marked(before, before.attribution), "bridge"));
  CHECK_FALSE(has(marked(before, before.attribution), "collapsed"));
  const Statement behind = read("en", "The bridge collapsed after the storm, the governor said");
  CHECK(has(marked(behind, behind.attribution), "governor"));
  CHECK_FALSE(has(marked(behind, behind.attribution), "bridge"));
  const Statement arabic = read("ar", "قال المحافظ للصحفيين إن الجسر انهار بعد العاصفة");
  CHECK(has(marked(arabic, arabic.attribution), "المحافظ"));
  CHECK_FALSE(has(marked(arabic, arabic.attribution), "الجسر"));
  const Statement headline = read("ar", "المحافظ: الجسر انهار بعد العاصفة");
  CHECK(marked(headline, headline.attribution) == std::vector<std::string>{"المحافظ"});
}

TEST_CASE("attribution: a day right before the verb of saying is its own, and what belongs to somebody isn't said") {
  const Statement told = read("ar", "والجمعة أبلغت الشركة الوزارة أنها بدأت في حفر البئر");
  REQUIRE(!told.terms.empty());
  CHECK(told.attribution[0]);
  const Statement done = read("ar", "الجمعة بدأت الشركة في حفر البئر");
  CHECK(!done.attribution[0]);
  CHECK(marked(read("ar", "تعطل مركز تدريب تابع لوزارة النقل"), read("ar", "تعطل مركز تدريب تابع لوزارة النقل").reporting).empty());
}

TEST_CASE("comparison: one act is told from either side, and its parties changed over contradict") {
  const auto swapped = [](std::string_view lang, std::string_view a, std::string_view b) {
    const auto found = [&](std::string_view x, std::string_view y) {
      const auto differences = compare(lang, x, y, march(10), march(10));
      return std::any_of(differences.begin(), differences.end(), [](const Difference& difference) {
        return difference.kind == DifferenceKind::role_swap && difference.relation == Relation::diverge;
      });
    };
    CHECK(found(a, b) == found(b, a));
    return found(a, b);
  };
  CHECK(swapped("en", "Norway leased two tugs to Iceland in May.", "Iceland leased two tugs to Norway in May."));
  CHECK(swapped("en", "Norway borrowed two tugs from Iceland in May.", "Iceland borrowed two tugs from Norway in May."));
  CHECK(swapped("en", "Norway lent Iceland two tugs in May.", "Norway borrowed two tugs from Iceland in May."));
  CHECK_FALSE(swapped("en", "Norway lent Iceland two tugs in May.", "Iceland borrowed two tugs from Norway in May."));
  CHECK_FALSE(swapped("en", "Norway met Iceland in the hall of Bergen.", "Iceland met Norway in the hall of Bergen."));
  CHECK(swapped("en", "Astrid Voll lost to Maren Dahl in the final in Oslo.", "Maren Dahl lost to Astrid Voll in the final in Oslo."));
  CHECK(swapped("ar", "أعارت اليابان الأردن سفينتين في مايو.", "استعارت اليابان من الأردن سفينتين في مايو."));
  CHECK_FALSE(swapped("ar", "أعارت اليابان الأردن سفينتين في مايو.", "استعار الأردن من اليابان سفينتين في مايو."));
  // The subject stands within the phrase that tells the act.
  CHECK(swapped("ar", "شن الجيش هجوما على المتمردين قرب النهر.", "شن المتمردون هجوما على الجيش قرب النهر."));
  CHECK_FALSE(swapped("ar", "شن الجيش هجوما على المتمردين قرب النهر.", "تعرض المتمردون لهجوم من الجيش قرب النهر."));
  // A reproach in other words is none; another leg is another match.
  CHECK(swapped("ar", "اتهمت اليابان الأردن بخرق الاتفاق.", "الأردن يتهم اليابان بخرق الاتفاق."));
  CHECK_FALSE(swapped("ar", "هزم الصقور النسور في مباراة الذهاب.", "هزم النسور الصقور في مباراة الإياب."));
}

TEST_CASE("comparison: who did it is told apart by country, name and trade, and what many may do is not") {
  const auto diverges = [](std::string_view lang, std::string_view a, std::string_view b, DifferenceKind kind) {
    const auto found = [&](std::string_view x, std::string_view y) {
      return relation(compare(lang, x, y, march(10), march(10)), kind) == Relation::diverge;
    };
    CHECK(found(a, b) == found(b, a));
    return found(a, b);
  };
  using enum DifferenceKind;
  CHECK(diverges("ar", "اكتشف فريق ياباني سفينة أثرية في العقبة.",
                 "عثرت بعثة كندية على السفينة الأثرية في العقبة.", agent));
  CHECK_FALSE(diverges("en", "The mayor of Turku will attend the funeral in Vaasa.",
                       "The bishop of Turku will attend the funeral in Vaasa.", agent));
  // What is seized as a thing is held by nobody as a place.
  CHECK(diverges("en", "Smugglers seized the tanker Orla off Vaasa.",
                 "The Finnish navy seized the tanker Orla off Vaasa.", agent));
  CHECK_FALSE(diverges("en", "Smugglers seized the tanker Orla off Vaasa.",
                       "The Finnish navy seized the tanker Orla off Vaasa.", control));
}

TEST_CASE("names: a person's name in Arabic ends where its sentence goes on") {
  const auto persons = [](std::string_view text) {
    std::vector<std::uint32_t> words;
    for (const NameSlot& name : read("ar", text).names)
      if (name.type == NameSlot::Type::person) words.push_back(name.last - name.first);
    return words;
  };
  using Words = std::vector<std::uint32_t>;
  CHECK(persons("فازت الطبيبة ليلى حداد بجائزة المدينة") == Words{2});
  CHECK(persons("نال الطبيب سامر حداد") == Words{2});
}

TEST_CASE("comparison: who holds a place is read from idioms, and one meant to take it holds nothing") {
  const auto diverges = [](std::string_view lang, std::string_view a, std::string_view b) {
    const auto differences = compare(lang, a, b, march(10), march(10));
    return std::any_of(differences.begin(), differences.end(), [](const Difference& difference) {
      return difference.kind == DifferenceKind::control && difference.relation == Relation::diverge;
    });
  };
  CHECK(diverges("en", "Soldiers are back in charge of the Morvo cement works.",
                 "Strikers were in full possession of the Morvo cement works."));
  CHECK(diverges("en", "Soldiers hold the ridge above Morvo.", "Smugglers control the ridge above Morvo."));
  CHECK_FALSE(diverges("en", "Smugglers plan to seize Morvo.", "Soldiers hold Morvo."));
  CHECK_FALSE(diverges("en", "Smugglers seized Morvo.", "Morvo is in the hands of smugglers."));
  // Who has left a place doesn't hold it.
  CHECK(diverges("ar", "انسحب المتمردون من ميناء الوادي.", "المتمردون يسيطرون على ميناء الوادي."));
  CHECK_FALSE(diverges("ar", "انسحب المتمردون من ميناء الوادي.", "الجيش يسيطر على ميناء الصخرة."));
}

TEST_CASE("control: forces stationed, expelled or not gone, and whose forces a speaker means") {
  const auto control = differing_in(DifferenceKind::control);
  const auto diverges = Relation::diverge;
  // Foes aren't stationed at one place; a state's own forces may be.
  CHECK(control("ar", "ينتشر الجيش السوداني فوق جبل الرهيب منذ أسبوع.",
                "تنتشر قوات إثيوبية فوق جبل الرهيب منذ أسبوع.") == diverges);
  CHECK(control("ar", "ينتشر الجيش السوداني فوق جبل الرهيب منذ أسبوع.",
                "تنتشر الشرطة السودانية فوق جبل الرهيب منذ أسبوع.") != diverges);
  // Who is told not to have left holds it still.
  CHECK(control("ar", "لم ينسحب المتمردون من ميناء الوادي.", "الجيش يسيطر على ميناء الوادي.") == diverges);
  CHECK(control("ar", "لم ينسحب المتمردون من ميناء الوادي.", "المتمردون يسيطرون على ميناء الوادي.") != diverges);
  CHECK(control("en", "Police evicted the miners from the pit at Morvo.", "The miners still hold the pit at Morvo.") ==
        diverges);
  CHECK(control("en", "Police evicted the miners from the pit at Morvo.", "Police still hold the pit at Morvo.") !=
        diverges);
  // Where speakers sit is no other place.
  CHECK(control("en", "Armenian forces hold the ridge above Morvo, the ministry in Yerevan said.",
                "Azerbaijani forces hold the ridge above Morvo, the ministry in Baku said.") == diverges);
  CHECK(control("en", "Armenian forces hold the ridge above Morvo, the ministry in Yerevan said.",
                "Armenian forces hold the ridge above Morvo, the ministry in Baku said.") != diverges);
}

TEST_CASE("places: what happens once happens at one place, to one who is told of on both sides") {
  const auto place = differing_in(DifferenceKind::place);
  CHECK(place("en", "The flight from Oslo was diverted to Vaasa after a passenger fell ill.",
              "The flight from Oslo made an emergency landing in Turku after a passenger fell ill.") ==
        Relation::diverge);
  CHECK(place("en", "The painter was buried in Vaasa.", "The senator was buried in Turku.") != Relation::diverge);
  CHECK(place("en", "Norvik sued Halden in Vaasa over a patent for a lock.",
              "Halden sued Norvik in Turku over a patent for a lock.") != Relation::diverge);
}

TEST_CASE("quotations: marks of all kinds, none over a line end, none unclosed") {
  const auto quoted = [](std::string_view text) {
    std::vector<std::string> inside;
    for (const ByteRange range : find_quotations(text)) inside.emplace_back(text.substr(range.begin, range.size()));
    return inside;
  };
  using Quotes = std::vector<std::string>;
  CHECK(quoted("قال «لن نغادر المدينة» ثم مضى") == Quotes{"لن نغادر المدينة"});
  CHECK(quoted("He said “we stay” and \"we hold\"") == Quotes{"we stay", "we hold"});
  CHECK(quoted("he said \"we stay\nand left") == Quotes{});
  CHECK(quoted("a \"torn\nquotation\" and «a whole one»") == Quotes{"a whole one"});
  CHECK(quoted("it closed » before it opened") == Quotes{});
  CHECK(quoted("") == Quotes{});
}

TEST_CASE("control: who holds which place, in the orders of Arabic and English") {
  struct Case {
    std::string_view lang, text, place, holder, loser;
    bool partial;
  };
  const Case cases[] = {
      {"ar", "سيطر الجيش السوري على مدينة حلب", "sy-aleppo", "sy-army", "", false},
      {"ar", "الجيش السوري يسيطر على مدينة حلب", "sy-aleppo", "sy-army", "", false},
      {"ar", "انسحب تنظيم داعش من مدينة منبج", "sy-manbij", "", "isis", false},
      {"ar", "سيطرت قسد على أجزاء من مدينة منبج", "sy-manbij", "sdf", "", true},
      {"en", "The Syrian army captured Manbij", "sy-manbij", "sy-army", "", false},
      {"en", "Manbij was captured by the Syrian army", "sy-manbij", "sy-army", "", false},
      {"en", "The Syrian army captured Manbij from ISIS", "sy-manbij", "sy-army", "isis", false},
      {"en", "ISIS lost Manbij", "sy-manbij", "", "isis", false},
      {"en", "The SDF seized parts of Manbij", "sy-manbij", "sdf", "", true},
      {"ar", "خرجت مدينة منبج من سيطرة مقاتلي تنظيم داعش", "sy-manbij", "", "isis", false},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.text);
    const Statement statement = read(expected.lang, expected.text);
    REQUIRE(statement.controls.size() >= 1);
    const ControlFrame& frame = statement.controls.front();
    CHECK(frame.place_key == expected.place);
    CHECK(actor(frame.holder, expected.lang) == expected.holder);
    CHECK(actor(frame.loser, expected.lang) == expected.loser);
    CHECK(frame.partial == expected.partial);
  }
  CHECK(read("en", "The Syrian army opened a field hospital in Manbij").controls.empty());
  // What the preposition governs is another thing than the place named before.
  const Statement crates = read("ar", "وفي محافظة إدلب استولت قسد على صناديق ذخيرة");
  CHECK(std::all_of(crates.controls.begin(), crates.controls.end(),
                    [](const ControlFrame& frame) { return frame.background; }));
  // Who is named behind a generic name is another.
  const Statement beaten = read("ar", "انتصرت الفصائل على تنظيم داعش وسيطرت على مدينة منبج");
  for (const ControlFrame& frame : beaten.controls) CHECK(actor(frame.holder, "ar") != "isis");
}

TEST_CASE("times: days, parts of months, deadlines and hours in words") {
  const Statement end = read("en", "The lease runs until the end of May");
  REQUIRE(end.times.size() == 1);
  CHECK(end.times[0].month == 5);
  CHECK(end.times[0].first_day == 20);
  CHECK(end.times[0].last_day == 31);
  CHECK(end.times[0].edge == TimeSlot::Edge::until);
  const Statement hour = read("ar", "سقطت الرافعة في الثالثة عصرا");
  REQUIRE(hour.times.size() == 1);
  CHECK(hour.times[0].clock == 15 * 60);
  const Statement span = read("ar", "تهب الرياح من الساعة 2.45 مساء وحتى الساعة 11.00 مساء");
  CHECK(std::count_if(span.times.begin(), span.times.end(), [](const TimeSlot& time) { return time.clock >= 0; }) == 2);
  const Statement years = read("ar", "نال الجائزة في 2010 ثم نالها مرة أخرى في 2013");
  REQUIRE(years.times.size() == 2);
  CHECK(years.times[0].year == 2010);
  CHECK(years.times[1].year == 2013);
  CHECK(read("ar", "عثر الصيادون على 2010 صدفات").times.empty());
  const Statement feast = read("en", "The ban comes into force on New Year's Day");
  REQUIRE(feast.times.size() == 1);
  CHECK(feast.times[0].month == 1);
  CHECK(feast.times[0].first_day == 1);
}

TEST_CASE("names: persons by title or profession, ages in figures and words") {
  const Statement keeper = read("en", "The skipper, Tom Hadley, 43, steered for two nights");
  REQUIRE(keeper.names.size() == 1);
  CHECK(keeper.verbatim(keeper.names[0].first, keeper.names[0].last) == "Tom Hadley");
  CHECK(keeper.names[0].type == NameSlot::Type::person);
  REQUIRE(keeper.ages.size() == 1);
  CHECK(keeper.ages[0].low == 43);
  const Statement doctor = read("ar", "فازت الطبيبة سلمى الكيلاني البالغة 52 عاما");
  REQUIRE(doctor.names.size() == 1);
  CHECK(doctor.verbatim(doctor.names[0].first, doctor.names[0].last) == "سلمى الكيلاني");
  REQUIRE(doctor.ages.size() == 1);
  CHECK(doctor.ages[0].high == 52);
  const Statement noun = read("ar", "عرض المهندس عمر المزايا التنافسية للمصنع");
  CHECK(noun.names.empty());
  const Statement child = read("ar", "عثر الحرس على طفل لم يتجاوز عمره «10» سنوات");
  CHECK(std::none_of(child.ages.begin(), child.ages.end(), [](const AgeSlot& age) { return age.low == 10; }));
  const Statement old = read("en", "The octogenarian left his clocks to the town");
  REQUIRE(old.ages.size() == 1);
  CHECK(old.ages[0].low == 80);
  CHECK(old.ages[0].high == 89);
}

TEST_CASE("counts: what remains, a first payment and a toll told as an earlier one are marked") {
  const Statement left = read("ar", "لا يزال 24 مصابا في المستشفى");
  REQUIRE(slot(left, "ar", "wounded"));
  CHECK(slot(left, "ar", "wounded")->subset);
  const Statement all = read("ar", "وصل 24 مصابا إلى المستشفى");
  REQUIRE(slot(all, "ar", "wounded"));
  CHECK(!slot(all, "ar", "wounded")->subset);
  const Statement paid = read("ar", "دفع النادي 2 مليون يورو كدفعة أولى للاعب");
  REQUIRE(paid.counts.size() == 1);
  CHECK(paid.counts[0].subset);
  const Statement earlier = read("en", "The blast came less than a week after 12 people were killed in the port");
  REQUIRE(slot(earlier, "en", "killed"));
  CHECK(slot(earlier, "en", "killed")->earlier);
  const Statement valley = read("ar", "عثرت الفرق على سيارة في وادي النخل ونقلت السائق إلى المستشفى");
  CHECK(valley.causes.empty());
  const Statement led = read("ar", "أدى انهيار الجسر إلى سقوط سيارة");
  CHECK(!led.causes.empty());
}

TEST_CASE("times: months alone, seasons, feasts and parts of the day, and what is not before a day is on it") {
  const Statement month = read("ar", "تفتتح المدرسة الجديدة أبوابها في أيلول");
  REQUIRE(month.times.size() == 1);
  CHECK(month.times[0].month == 9);
  CHECK(read("en", "It may rain while the ducks march in the park").times.empty());
  const Statement season = read("en", "The ferry will sail again next spring");
  REQUIRE(season.times.size() == 1);
  CHECK(season.times[0].season == 1);
  const Statement feast = read("ar", "افتتح الجسر عشية عيد الفطر");
  REQUIRE(feast.times.size() == 1);
  CHECK(feast.times[0].hijri);
  CHECK(feast.times[0].holiday == 929);
  const Statement dawn = read("ar", "انهارت الصخرة فجر الثلاثاء");
  REQUIRE(dawn.times.size() == 2);
  CHECK(dawn.times[0].around > 0);
  CHECK(read("ar", "القضية التي فجرها القضاء").times.empty());
  const Statement visit = read("ar", "هذه الزيارة الثانية التي يقوم بها صباح الأحد");
  CHECK(std::none_of(visit.times.begin(), visit.times.end(),
                     [](const TimeSlot& time) { return time.clock >= 0 && time.around == 0; }));
  const Statement denied = read("en", "The council will not vote before Friday");
  REQUIRE(denied.times.size() == 1);
  CHECK(denied.times[0].edge == TimeSlot::Edge::none);
}

TEST_CASE("names: lakes and streets are places, a body keeps the word that leads its name") {
  const auto name = [](const Statement& statement, NameSlot::Type type) {
    for (const NameSlot& slot : statement.names)
      if (slot.type == type) return std::string(statement.verbatim(slot.first, slot.last));
    return std::string();
  };
  CHECK(name(read("en", "The boat was found on Lake Orvane by a fisherman"), NameSlot::Type::place) == "Lake Orvane");
  CHECK(name(read("en", "They said that the Farmers' Union had left"), NameSlot::Type::organisation) == "Farmers' Union");
  CHECK(name(read("ar", "انفجرت أسطوانة غاز في حي المنصور"), NameSlot::Type::place) == "المنصور");
}

TEST_CASE("ages: in years behind «ابن» and «يبلغ», no counts") {
  const Statement boy = read("ar", "فاز الموهوب ابن 16 عاما بالسباق");
  REQUIRE(boy.ages.size() == 1);
  CHECK(boy.ages[0].low == 16);
  CHECK(read("ar", "القطيع يبلغ 19").ages.empty());
  CHECK(read("ar", "سافر سالم الحلبي، 34 عاما، إلى أهله").ages.size() == 1);
  CHECK(read("ar", "نقل سالم الحلبي، 34 طنا، من القمح").ages.empty());
}

TEST_CASE("comparison: what can't both be so diverges, with the kind of its difference and words of both sides") {
  for (const support::ClaimPair& pair : support::contradictions()) {
    CAPTURE(pair.a);
    CAPTURE(pair.b);
    const auto differences = compare(pair.lang, pair.a, pair.b, march(pair.day_a, pair.hour_a), march(pair.day_b, pair.hour_b));
    CAPTURE(shown(differences));
    const auto found = std::find_if(differences.begin(), differences.end(), [&](const Difference& difference) {
      return difference.kind == pair.kind && difference.relation == Relation::diverge;
    });
    CHECK_MESSAGE(found != differences.end(), to_string(pair.kind));
    if (found == differences.end()) continue;
    REQUIRE(found->a);
    REQUIRE(found->b);
    CHECK(found->a->end <= pair.a.size());
    CHECK(found->b->end <= pair.b.size());
    CHECK_FALSE(found->why.empty());
    CHECK_FALSE(found->rule.empty());
  }
}

TEST_CASE("comparison: what only looks like a contradiction does not diverge") {
  for (const support::ClaimPair& pair : support::lookalikes()) {
    CAPTURE(pair.a);
    CAPTURE(pair.b);
    const auto differences = compare(pair.lang, pair.a, pair.b, march(pair.day_a, pair.hour_a), march(pair.day_b, pair.hour_b));
    CHECK_MESSAGE(gravest(differences) != Relation::diverge, to_string(pair.kind), ": ", shown(differences));
  }
}

TEST_CASE("labels: words of two slants for the same people are listed, words of one slant and names are not") {
  const auto labels = [](std::string_view lang, std::string_view a, std::string_view b) {
    std::string listed;
    for (const Difference& difference : compare(lang, a, b, march(10), march(10)))
      if (difference.kind == DifferenceKind::label) {
        CHECK(difference.relation == Relation::compatible);
        listed = difference.a_value + " / " + difference.b_value;
      }
    return listed;
  };
  CHECK(labels("en", "Five terrorists attacked the toll gate", "Five gunmen attacked the toll gate") == "terrorists / gunmen");
  CHECK(labels("en", "Five armed men attacked the toll gate", "Five gunmen attacked the toll gate").empty());
  CHECK(labels("en", "Three enemy soldiers were captured at the ford", "Three Israeli soldiers were captured at the ford") ==
        "enemy soldiers / Israeli soldiers");
  CHECK(labels("ar", "استشهد ثلاثة شبان عند الحاجز", "قتل ثلاثة شبان عند الحاجز") == "استشهد / قتل");
  CHECK(labels("ar", "لقي ثلاثة شبان مصرعهم عند الحاجز", "قتل ثلاثة شبان عند الحاجز").empty());
  CHECK(labels("ar", "أصيب خمسة ركاب بانقلاب حافلة", "انقلاب حافلة يصيب خمسة ركاب").empty());
}

TEST_CASE("comparison: days of one scene differ though its dead are counted otherwise, those of another scene don't") {
  const auto days_differ = [](std::string_view text_a, std::string_view text_b) {
    const Statement a = read("ar", text_a), b = read("ar", text_b);
    ComparisonContext context;
    context.a.published = context.b.published = march(10);
    context.related = 0.97;
    const auto found = compare_statements(a, b, align_terms(a, b, lexicon("ar")), context, lexicon("ar"), {});
    return std::any_of(found.begin(), found.end(), [](const Difference& difference) {
      return difference.kind == DifferenceKind::date && difference.relation == Relation::diverge;
    });
  };
  const std::string_view crash =
      "قتل خمسة عشر عاملا وجرح ستة مساء الاثنين في تصادم بين حافلة وشاحنة محملة بالإسمنت على الطريق الجبلي القديم";
  CHECK(days_differ(crash, "لقي 12 عاملا مصرعهم مساء الثلاثاء جراء تصادم حافلة بشاحنة إسمنت على الطريق الجبلي القديم"));
  CHECK_FALSE(days_differ(crash, "لقي 12 عاملا مصرعهم مساء الثلاثاء جراء حريق في مصنع على الطريق الساحلي"));
}

TEST_CASE("statements: a sentence that breaks off anywhere is read, and nothing behind its end") {
  for (const std::string_view lang : {"ar", "en"}) {
    const auto& sentences = corpus_sentences(lang);
    Random random(5);
    for (int round = 0; round < 150; ++round) {
      const std::string_view sentence = sentences[random.below(sentences.size())];
      for (std::size_t end = sentence.find(' '); end != std::string_view::npos; end = sentence.find(' ', end + 1)) {
        const Statement part = read(lang, sentence.substr(0, end));
        REQUIRE(part.terms.size() <= part.words.tokens.size());
        for (const CausePart& cause : part.causes) REQUIRE(cause.last <= part.terms.size());
        for (const NameSlot& name : part.names) REQUIRE(name.last <= part.terms.size());
        for (const Deed& deed : part.deeds) REQUIRE(std::max(deed.doer.last, deed.object.last) <= part.terms.size());
      }
    }
  }
  CHECK(read("en", "The clerk was jailed for six years for").terms.size() > 3);
}

TEST_CASE("comparison: swapping the sides mirrors the differences") {
  for (const auto* pairs : {&support::contradictions(), &support::lookalikes()})
    for (const support::ClaimPair& pair : *pairs) {
      CAPTURE(pair.a);
      CAPTURE(pair.b);
      const auto date_a = march(pair.day_a, pair.hour_a), date_b = march(pair.day_b, pair.hour_b);
      const auto there = compare(pair.lang, pair.a, pair.b, date_a, date_b), back = compare(pair.lang, pair.b, pair.a, date_b, date_a);
      REQUIRE(there.size() == back.size());
      for (std::size_t i = 0; i < there.size(); ++i) {
        CHECK(there[i].kind == back[i].kind);
        CHECK(there[i].relation == back[i].relation);
        CHECK(there[i].rule == back[i].rule);
        CHECK(there[i].a == back[i].b);
        CHECK(there[i].b == back[i].a);
        CHECK(there[i].a_value == back[i].b_value);
      }
    }
}

TEST_CASE("comparison: a later and higher toll is an update, and a place that changed hands days later too") {
  const auto toll = compare("en", "The flood killed 12 people", "The flood killed 20 people", march(10, 8), march(10, 20));
  CHECK(gravest(toll) == Relation::update);
  const auto lower = compare("en", "The flood killed 20 people", "The flood killed 12 people", march(10, 8), march(10, 20));
  CHECK(gravest(lower) == Relation::diverge);
  const auto place = compare("ar", "تنظيم داعش يسيطر على مدينة منبج", "الجيش السوري يسيطر على مدينة منبج", march(2), march(10));
  CHECK(gravest(place) == Relation::update);
  CHECK(gravest({}) == Relation::match);
}

TEST_CASE("comparison: short sentences of one act, and look-alikes") {
  using enum DifferenceKind;
  struct Pair {
    std::string_view lang, a, b;
    std::optional<DifferenceKind> kind;
  };
  const Pair pairs[] = {
      {"ar", "كان الحارس يحمل مفتاح البوابة.", "لم يكن الحارس يحمل مفتاح البوابة.", negation},
      {"ar", "أعادت الدولتان العلاقات التجارية.", "قطعت الدولتان العلاقات التجارية.", opposite_event},
      {"ar", "عثر على الصياد حيا.", "عثر على الصياد ميتا.", opposite_event},
      {"ar", "انتهى الاجتماع باتفاق.", "انتهى الاجتماع من دون اتفاق.", negation},
      {"ar", "رفض الوالي العفو عن الشاعر.", "عفا الوالي عن الشاعر.", opposite_event},
      {"ar", "نجم الانهيار عن تماس كهربائي.", "نجم الانهيار عن عمل متعمد.", cause},
      {"ar", "أوقف المشتبه به في دمشق.", "اعتقل المشتبه به في حلب.", place},
      {"ar", "أوقف رجل في دمشق.", "اعتقل رجل في حلب.", std::nullopt},
      {"ar", "يقع المنجم في شمال ليبيا.", "يقع المنجم في جنوب ليبيا.", place},
      {"ar", "يقع المنجم في شمال ليبيا.", "يقع المنجم في شمال شرق ليبيا.", std::nullopt},
      {"en", "The refinery is in northern Libya.", "The refinery is in southern Libya.", place},
      {"ar", "يبلغ الطبيب 25 عاما.", "عمر الطبيب 41 عاما.", identity},
  };
  const PairJudge judge(lexicons(), {});
  for (const auto& [lang, a, b, kind] : pairs) {
    std::set<DifferenceKind> found;
    for (const Difference& difference : judge.judge(a, b, lang, march(10), march(10)).differences)
      if (difference.relation == Relation::diverge) found.insert(difference.kind);
    CAPTURE(std::string(a) + " | " + std::string(b));
    if (kind)
      CHECK(found.contains(*kind));
    else
      CHECK(found.empty());
  }
}

TEST_CASE("who says what one of two that differ says differs from the other") {
  // By the marked words of a, of b and, where it is said there too, of the third.
  double related = 0.9;
  const auto follows = [&](std::string_view lang, std::array<std::string_view, 3> texts,
                           std::array<std::string_view, 2> values, DifferenceKind kind) {
    const Statement a = read(lang, texts[0]), b = read(lang, texts[1]), third = read(lang, texts[2]);
    Difference found;
    found.kind = kind;
    found.rule = "any";
    const auto range = [](std::string_view text, std::string_view value) {
      const auto begin = static_cast<std::uint32_t>(text.find(value));
      return ByteRange{begin, begin + static_cast<std::uint32_t>(value.size())};
    };
    found.a = range(texts[0], values[0]);
    found.b = range(texts[1], values[1]);
    ComparisonContext context;
    context.a.published = context.b.published = march(10);
    context.related = related;
    const auto made = agreed_difference({a, b, third, context}, found, lexicon(lang), {});
    if (!made) return std::string();
    CHECK(made->kind == kind);
    CHECK(made->relation == Relation::diverge);
    CHECK(made->a_value == found.a_value);
    CHECK(made->a == found.a);
    return made->b_value;
  };
  const std::string_view accepted = "Norvik accepted the bid of a Danish rival", rejected = "Norvik rejected the bid of a Danish rival";
  const auto bid = [&](std::string_view third) {
    return follows("en", {accepted, rejected, third}, {"accepted", "rejected"}, DifferenceKind::opposite_event);
  };
  CHECK(bid("The Danish rival's bid was turned down by Norvik") == "bid was turned down");
  CHECK(bid("The Danish rival's bid was not rejected by Norvik").empty());
  CHECK(bid("The Danish rival's bid is worth three million").empty());
  CHECK(bid("Norvik first rejected the bid of its Danish rival and then accepted it").empty());
  const auto ships = [&](std::string_view third) {
    return follows("ar", {"تنتظر سبع سفن خارج المرفأ", "تنتظر إحدى عشرة سفينة خارج المرفأ", third},
                   {"سبع", "إحدى عشرة"}, DifferenceKind::count);
  };
  CHECK(ships("اصطفت 11 سفينة خارج المرفأ") == "11");
  CHECK(ships("اصطفت 7 سفن خارج المرفأ").empty());
  CHECK(ships("اصطفت السفن خارج المرفأ").empty());
  // There are many numbers: whose claim isn't surely the same may count others.
  related = 0.6;
  CHECK(ships("اصطفت 11 سفينة خارج المرفأ").empty());
}

TEST_CASE("a claim lists the pairs that are likely enough one by one, and no others") {
  // Every article of an event's name is an origin of its own.
  const auto articles = read_articles({TAWATUR_SOURCE_DIR "/corpus/articles"}, {}, lexicons()).articles;
  Event event;
  std::vector<Origin> origins;
  for (std::uint32_t i = 0; i < articles.size(); ++i) {
    if (!articles[i].id.starts_with("ploiesti-")) continue;
    event.articles.push_back(ArticleIndex{i});
    event.origins.push_back(static_cast<std::uint32_t>(origins.size()));
    origins.emplace_back().representative = ArticleIndex{i};
  }
  REQUIRE(origins.size() > 2);
  const std::vector<std::vector<ByteRange>> furniture(articles.size());
  const auto listed = [&](double pair_score) {
    ClaimOptions options;
    options.pair_score = pair_score;
    std::map<std::pair<Span, Span>, double> pairs;
    for (const StatementPair& pair : ClaimComparer(lexicons(), options).compare(event, articles, furniture, origins).pairs)
      pairs[{pair.a, pair.b}] = pair.score;
    return pairs;
  };
  const auto all = listed(0), likely = listed(0.25);
  std::map<std::pair<Span, Span>, double> expected;
  for (const auto& [pair, score] : all)
    if (score >= 0.25) expected.emplace(pair, score);
  CHECK(expected.size() < all.size());
  CHECK(likely == expected);
}

TEST_CASE("a headline's number that its own text has otherwise is listed, a rounded or summed one is not") {
  const auto listed = [](std::string title, std::string text) {
    std::vector<Article> articles(2);
    articles[0].title = std::move(title);
    articles[0].text = std::move(text);
    articles[1].title = "Mill fire in Ardo";
    articles[1].text = "A fire broke out at the wool mill in Ardo on Monday, the fire service said.";
    Event event;
    std::vector<Origin> origins(2);
    for (std::uint32_t i = 0; i < 2; ++i) {
      articles[i].id = "article-" + std::to_string(i);
      articles[i].lang = "en";
      event.articles.push_back(ArticleIndex{i});
      event.origins.push_back(i);
      origins[i].representative = ArticleIndex{i};
    }
    const std::vector<std::vector<ByteRange>> furniture(2);
    return ClaimComparer(lexicons(), {}).compare(event, articles, furniture, origins).internal;
  };
  const std::string title = "Fire at wool mill in Ardo injures 52 weavers";
  const auto told = listed(title, "A fire at the wool mill in Ardo injured 25 weavers on Monday. The mill is old.");
  REQUIRE(told.size() == 1);
  CHECK(told[0].relation == Relation::diverge);
  CHECK(told[0].a.field == Field::title);
  CHECK(listed(title, "A fire at the wool mill in Ardo injured 52 weavers on Monday. The mill is old.").empty());
  CHECK(listed(title, "A fire at the wool mill in Ardo injured 25 weavers on Monday. Another 27 were treated later.").empty());
  CHECK(listed("Fire at wool mill in Ardo injures 5,200 weavers",
               "A fire at the wool mill in Ardo injured 5,213 weavers on Monday. The mill is old.").empty());
}

namespace {

/// The kinds that diverge between two articles of one sentence and a headline each.
std::vector<DifferenceKind> diverging(const std::array<std::string, 2>& titles, const std::array<std::string, 2>& texts,
                                      const std::optional<Timestamp>& published) {
  std::vector<Article> articles(2);
  Event event;
  std::vector<Origin> origins(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    articles[i].id = "article-" + std::to_string(i);
    articles[i].lang = "en";
    articles[i].title = titles[i];
    articles[i].text = texts[i];
    articles[i].published = published;
    event.articles.push_back(ArticleIndex{i});
    event.origins.push_back(i);
    origins[i].representative = ArticleIndex{i};
  }
  const std::vector<std::vector<ByteRange>> furniture(2);
  std::vector<DifferenceKind> kinds;
  for (const StatementPair& pair : ClaimComparer(lexicons(), {}).compare(event, articles, furniture, origins).pairs)
    for (const Difference& difference : pair.differences)
      if (difference.relation == Relation::diverge) kinds.push_back(difference.kind);
  return kinds;
}

}  // namespace

TEST_CASE("articles without a day: what changes from day to day diverges only where it is told of one act") {
  const auto diverges = [](const std::array<std::string, 2>& texts, DifferenceKind kind, bool dated) {
    const auto kinds = diverging({"Harbour news", "News of the coast"}, texts, dated ? march(10) : std::nullopt);
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  using enum DifferenceKind;
  const std::array<std::string, 2> shares{"Shares in Norvik Shipping rose 4 percent in Oslo.",
                                          "Shares in Norvik Shipping rose 9 percent in Oslo."};
  CHECK(diverges(shares, count, true));
  CHECK_FALSE(diverges(shares, count, false));
  const std::array<std::string, 2> fleet{"Norvik Shipping bought 14 tankers from a yard in Gdansk.",
                                         "Norvik Shipping bought 19 tankers from a yard in Gdansk."};
  CHECK(diverges(fleet, count, false));
  const std::array<std::string, 2> ferry{"The ferry to Hanko resumed sailing, the port said.",
                                         "The ferry to Hanko suspended sailing, the port said."};
  CHECK_FALSE(diverges(ferry, opposite_event, false));
  const std::array<std::string, 2> death{"Composer Marit Lunde died early Monday at a hospital in Bergen, her family said.",
                                         "Composer Marit Lunde died early Friday at a hospital in Bergen, her family said."};
  CHECK(diverges(death, date, false));
  const std::array<std::string, 2> bill{"The Riksdag passed the harbour bill on Monday.",
                                        "The Riksdag opened a debate of the harbour bill on Thursday after a walkout."};
  CHECK_FALSE(diverges(bill, date, false));
}

TEST_CASE("headlines of opinions and of lists assert less") {
  const auto any = [](const std::string& a, const std::string& b) {
    return !diverging({a, b}, {"The lake of Orvo lies in the north.", "Reindeer cross the road at Orvo."}, march(10)).empty();
  };
  CHECK(any("Norway will close the Orvo dam", "Norway will not close the Orvo dam"));
  CHECK_FALSE(any("Opinion: Norway will close the Orvo dam", "Norway will not close the Orvo dam"));
  CHECK_FALSE(any("Five takeaways from the Orvo dam summit", "Seven takeaways from the Orvo dam summit"));
}

TEST_CASE("denial: what is withheld or only described is not denied") {
  const auto denied = [](std::string_view text) { return !marked(read("en", text), read("en", text).denied).empty(); };
  CHECK(denied("The mayor denied taking bribes from the builder"));
  CHECK_FALSE(denied("The court denied the builder's last appeal"));
  CHECK_FALSE(denied("The clinic denied her access to the records"));
  CHECK_FALSE(denied("The mayor resigned over debunked claims about the builder"));
}

TEST_CASE("counts: of English words in a row the plural is counted, and a number in a compound describes") {
  const auto noun = [](std::string_view text) {
    const Statement statement = read("en", text);
    REQUIRE(statement.counts.size() == 1);
    return at(statement, statement.counts[0].noun);
  };
  CHECK(noun("The court heard three different witnesses in Turku") == "witnesses");
  CHECK(noun("The court heard three witnesses in Turku") == "witnesses");
  const auto count = differing_in(DifferenceKind::count, "en");
  CHECK(count("Elsa Brandt led the company for 26 years, the board in Turku said",
              "Elsa Brandt led the company for 31 years, the board in Turku said") == Relation::diverge);
  CHECK(count("Elsa Brandt, a 26-year veteran of the company, was praised by the board in Turku",
              "Elsa Brandt was praised by the board in Turku after 31 years") != Relation::diverge);
  // Who speaks is counted by each text for itself.
  CHECK(count("The bridge will close, four officials familiar with the plan said",
              "The bridge will close, three officials familiar with the plan said") != Relation::diverge);
  // One of them is told without a number.
  CHECK(count("Ten riders took part in the race at Turku", "The winner and nine other riders took part in the race at Turku") !=
        Relation::diverge);
}

TEST_CASE("counts: what befell the counted is compared by domain, and who is counted says more than that") {
  const auto kinds = [](std::string_view lang, std::string_view a, std::string_view b) {
    const auto found = compare(lang, a, b, march(10), march(10));
    return std::pair(relation(found, DifferenceKind::count_kind), relation(found, DifferenceKind::count_scope));
  };
  // The collapse is told on both sides; who died wasn't found.
  CHECK(kinds("ar", "خلف انهيار منجم الفحم قرب الجابية 31 قتيلا",
              "انهيار منجم الفحم قرب الجابية يخلف 31 مفقودا").first == Relation::diverge);
  CHECK(kinds("en", "The Almira plant exported 40,000 tonnes of rice last season",
              "The Almira plant imported 40,000 tonnes of rice last season").first == Relation::diverge);
  CHECK(kinds("en", "The Almira plant sold 40,000 tonnes of rice last season",
              "The Almira plant exported 40,000 tonnes of rice last season").first != Relation::diverge);
  CHECK(kinds("en", "The rebels freed 35 women taken from the village of Sarra",
              "The rebels freed 35 men abducted from the village of Sarra").first != Relation::diverge);
  CHECK(gravity(kinds("en", "The fire at the Salina depot destroyed 26 buses",
                      "The fire at the Salina depot destroyed 26 trams").second) >= gravity(Relation::check));
  CHECK(kinds("en", "The fire at the Salina depot destroyed 26 buses",
              "The fire at the Salina depot destroyed 26 vehicles").second != Relation::diverge);
  // Whose court it is isn't counted.
  CHECK(kinds("ar", "حكم القضاء العسكري في الجابية على 25 مدنيا",
              "25 مدنيا حكم عليهم القضاء العسكري في الجابية").second != Relation::diverge);
}

TEST_CASE("counts: parts of one whole, and what isn't counted though it stands beside the number") {
  const auto count = differing_in(DifferenceKind::count);
  CHECK(count("en", "Inspectors closed 17 of the 30 bakeries in Turku on Monday",
              "Twelve of Turku's 30 bakeries were closed by inspectors on Monday") == Relation::diverge);
  CHECK(count("en", "Inspectors closed 17 of the 30 bakeries in Turku on Monday",
              "Inspectors closed 12 of the 25 mills in Turku on Monday") != Relation::diverge);
  // A part of those that were sent.
  CHECK(count("en", "Salina sent 63 trucks to the camps of Almira overnight",
              "Almira said it had turned back 41 of the trucks sent to its camps overnight") != Relation::diverge);
  // Whose boat it was isn't counted.
  CHECK(count("ar", "انتشل الدفاع المدني جثث 7 صيادين غرق زورقهم قبالة ساحل الجابية",
              "انتشل الدفاع المدني 12 جثة لصيادين بعد غرق زورق قبالة ساحل الجابية") == Relation::diverge);
  const auto kinds = differing_in(DifferenceKind::count_kind);
  CHECK(kinds("en", "All of the 36 coins stolen from the museum in Turku have been recovered, police said",
              "The 36 coins taken from the museum in Turku are still missing, police said") == Relation::diverge);
  CHECK(kinds("en", "Not all of the 36 coins stolen from the museum in Turku have been recovered, police said",
              "Some of the 36 coins taken from the museum in Turku are still missing, police said") !=
        Relation::diverge);
  CHECK(read("en", "In the past year 700 elderly people moved to Turku").counts.size() == 1);
  CHECK(read("ar", "أنفقت البلدية ما مجموعه 640 دينارا").counts.size() == 1);
  // What stood at half-time is no result.
  CHECK(read("en", "Almira threw away a 2-0 lead in Salina").scores.empty());
  CHECK(read("ar", "أهدر الفريق تقدمه 2-0 في الجابية").scores.empty());
}

TEST_CASE("dates: at dawn the night before ends, and a third of a year is told from another year") {
  const auto date = differing_in(DifferenceKind::date);
  CHECK(date("en", "The depot in Turku exploded at dawn on Tuesday", "The depot in Turku exploded late on Wednesday") ==
        Relation::diverge);
  CHECK(date("en", "The depot in Turku exploded late on Tuesday", "The depot in Turku exploded at dawn on Wednesday") !=
        Relation::diverge);
  const Statement told = read("en", "The contract of the port of Turku runs out at the end of 2031");
  REQUIRE(told.times.size() == 1);
  CHECK(told.times[0].year == 2031);
}

TEST_CASE("units: one amount in two currencies or by two measures is two amounts") {
  const auto unit = differing_in(DifferenceKind::unit);
  CHECK(unit("en", "The kidnappers asked for 4 million dollars in ransom for the crew",
             "The kidnappers asked for 4 million euros in ransom for the crew") == Relation::diverge);
  CHECK(unit("en", "The kidnappers asked for 4 million dollars in ransom for the crew",
             "The kidnappers asked for 3.6 million euros in ransom for the crew") != Relation::diverge);
  CHECK(unit("en", "The Senate in Salina raised the tax on diesel by 12 cents a litre",
             "The Senate in Salina raised the tax on diesel by 12 cents a gallon") == Relation::diverge);
  CHECK(unit("ar", "خفضت الشركة إنتاج النفط 400 ألف برميل يوميا", "خفضت الشركة إنتاج النفط 400 ألف برميل شهريا") ==
        Relation::diverge);
  // The dual of a unit is one; a slip of the point is told by its figures.
  CHECK(unit("ar", "ضبطت الجمارك في ميناء الجابية طنين من التبغ",
             "ضبطت الجمارك في ميناء الجابية كيلوغرامين من التبغ") == Relation::diverge);
  CHECK(unit("en", "The bank of Salina raised its key rate by 125 basis points",
             "The bank of Salina raised its key rate by 12.5 percentage points") == Relation::diverge);
  CHECK(unit("en", "The bank of Salina raised its key rate by 125 basis points",
             "The bank of Salina raised its key rate by 1.25 percentage points") != Relation::diverge);
  CHECK(unit("en", "Salina recorded a temperature of 51 degrees Celsius on Sunday",
             "On Sunday the temperature in Salina reached 51 degrees Fahrenheit") == Relation::diverge);
}

TEST_CASE("counts: results of one match or vote differ, those of two matches don't contradict") {
  const auto count = differing_in(DifferenceKind::count);
  CHECK(read("en", "Parliament passed the pension bill by 156 votes to 131").scores.size() == 1);
  CHECK(read("ar", "فاز الفريق بثلاثة أهداف مقابل هدف").scores.size() == 1);
  CHECK(read("en", "The talks of 3-4 March lasted 10-12 hours").scores.empty());
  CHECK(count("en", "Parliament passed the pension bill by 156 votes to 131",
              "Lawmakers passed the pension bill with 162 in favour and 131 against") == Relation::diverge);
  CHECK(count("ar", "تغلب النادي القنيطري على ضيفه نادي الجابية 3-1", "فاز النادي القنيطري على نادي الجابية 3-2") ==
        Relation::diverge);
  CHECK(count("en", "Almira beat Salina 2-1 in the first leg", "Almira beat Salina 3-0 in the second leg") !=
        Relation::diverge);
}

TEST_CASE("causes: two that are both stated are one only where they are of one kind") {
  const auto cause = differing_in(DifferenceKind::cause);
  CHECK(cause("en", "The singer cancelled the tour of Salina because of a throat infection",
              "The singer cancelled the tour of Salina because of poor ticket sales") == Relation::diverge);
  CHECK(cause("en", "The singer cancelled the tour of Salina because of an infection",
              "The singer cancelled the tour of Salina because of a throat infection") != Relation::diverge);
  CHECK(cause("ar", "استبعد العداء من بطولة الجابية لتعاطيه المنشطات",
              "استبعد العداء من بطولة الجابية بسبب إصابة في الركبة") == Relation::diverge);
}

TEST_CASE("negation: whom a subject names was not hurt, which says nothing of others; a noun known before isn't negated") {
  const auto none = [](std::string_view text) {
    const Statement statement = read("en", text);
    return std::any_of(statement.counts.begin(), statement.counts.end(),
                       [&](const CountSlot& count) { return count.quantity >= statement.quantities.size(); });
  };
  CHECK(none("Nobody was injured in the blast"));
  CHECK(none("There were no injuries in the blast"));
  CHECK_FALSE(none("Lindqvist was not injured in the blast"));
  const auto differ = differing_in(DifferenceKind::opposite_event, "en");
  CHECK(differ("Former mayor Lindqvist won the appeal in Turku", "Former mayor Lindqvist lost the appeal in Turku") == Relation::diverge);
  CHECK(differ("Former mayor Lindqvist won't face the charges in Turku",
               "Former mayor Lindqvist lost the bid to face no charges in Turku") != Relation::diverge);
}

TEST_CASE("opposition: a subject or object parts the words of a phrase, and who did it is no cause") {
  const auto differ = differing_in(DifferenceKind::opposite_event);
  CHECK(differ("en", "The judge set the harbour pilot Ivan Krall free on Friday.",
               "The judge jailed the harbour pilot Ivan Krall on Friday.") == Relation::diverge);
  CHECK(differ("en", "The judge set the harbour pilot Ivan Krall free on Friday.",
               "The judge jailed the harbour pilot Otto Brand on Friday.") != Relation::diverge);
  CHECK(differ("ar", "أبقت هيئة المناجم على ترخيص شركة «أورلو» بعد جولة تفتيش الإثنين.",
               "سحبت هيئة المناجم ترخيص شركة «أورلو» بعد جولة تفتيش الإثنين.") == Relation::diverge);
  CHECK(differ("ar", "أبقت هيئة المناجم على ترخيص شركة «أورلو» بعد جولة تفتيش الإثنين.",
               "سحبت هيئة المناجم ترخيص شركة «برونا» بعد جولة تفتيش الإثنين.") != Relation::diverge);
  CHECK(differ("en", "A court in Lisbon acquitted the builder Ruy Falc of taking bribes.",
               "The builder Ruy Falc was found guilty by judges in Lisbon of taking bribes.") == Relation::diverge);
}

TEST_CASE("opposition: a phrase that holds its object meets the verb beside that object, and steady is not up or down") {
  const auto differ = differing_in(DifferenceKind::opposite_event);
  CHECK(differ("en", "The tribunal upheld the verdict on Monday.", "The tribunal overturned the verdict on Monday.") ==
        Relation::diverge);
  CHECK(differ("en", "The tribunal upheld the verdict.", "The tribunal upheld the verdict, its president said.") !=
        Relation::diverge);
  CHECK(differ("en", "The bank of Norland raised interest rates on Thursday.",
               "The bank of Norland cut interest rates on Thursday.") == Relation::diverge);
}

TEST_CASE("opposition: a phrase whose object is missing leaves the verb, and one that ends something ends nothing else") {
  const auto differ = differing_in(DifferenceKind::opposite_event);
  CHECK(differ("en", "The brigade withdrew from the village of Marwa.", "The brigade entered the village of Marwa.") ==
        Relation::diverge);
  CHECK(differ("en", "The union called off the strike.", "The union will go ahead with the strike.") !=
        Relation::match);
  CHECK(differ("en", "The ceasefire is holding in Marwa.", "The ceasefire has collapsed in Marwa.") ==
        Relation::diverge);
  CHECK(differ("ar", "اتهمت نورلاند جارتها بخرق الهدنة.", "نورلاند تتهم جارتها بانتهاك وقف إطلاق النار.") !=
        Relation::diverge);
  CHECK(differ("en", "The harbour minister resigned on Monday.",
               "The president fired the harbour minister on Monday.") == Relation::diverge);
  CHECK(differ("en", "The harbour minister resigned on Monday.", "Troops fired at the harbour on Monday.") !=
        Relation::diverge);
}

TEST_CASE("negation: a not within a phrase that tells the same as another denies nothing, a suspect is no suspicion") {
  const auto differ = [](std::string_view a, std::string_view b, DifferenceKind kind) {
    return relation(compare("en", a, b, march(10), march(10)), kind);
  };
  CHECK(differ("The storm left 40,000 homes without power.", "Around 40,000 households lost electricity in the storm.",
               DifferenceKind::negation) == Relation::match);
  CHECK(differ("The crash left no survivors.", "The crash left survivors.", DifferenceKind::negation) !=
        Relation::match);
  CHECK(differ("The suspect was fined 500 dollars.", "The suspect was fined 800 dollars.", DifferenceKind::count) ==
        Relation::diverge);
  CHECK(read("en", "The suspect was caught in Marwa.").certainty == std::nullopt);
  CHECK(read("en", "Police suspect arson in Marwa.").certainty == Certainty::alleged);
  CHECK(differ("The king died on Tuesday night.", "The king died on Monday night.", DifferenceKind::date) ==
        Relation::diverge);
  CHECK(differ("The king died late on Monday night.", "The king died early on Tuesday.", DifferenceKind::date) !=
        Relation::diverge);
}

TEST_CASE("places: who hosts is where it is, what a state has lies in it, and two states that act are no places of it") {
  const auto differ = differing_in(DifferenceKind::place);
  CHECK(differ("en", "The two envoys will meet for the third round of talks in Oslo in June.",
               "Vienna is to host the two envoys for the third round of talks in June.") == Relation::diverge);
  CHECK(differ("en", "The two envoys will meet for the third round of talks in Oslo in June.",
               "Norway is to host the two envoys for the third round of talks in June.") != Relation::diverge);
  CHECK(differ("en", "Seven miners trapped since Monday in a flooded shaft in Ghana's Kumasi were freed on Friday.",
               "Seven miners who had been trapped since Monday in a flooded shaft at Tamale in Ghana were freed on "
               "Friday.") == Relation::diverge);
  CHECK(differ("ar", "عثرت الشرطة على جثة الصحفية ليان الحموي في مسقط رأسها بعد بحث دام يومين.",
               "عثرت الشرطة على جثة الصحفية ليان الحموي في صلالة بعد بحث دام يومين.") != Relation::diverge);
}

TEST_CASE("negation: «غير» behind a known thing, a noun of an act by its pattern, and a noun negated behind a light verb") {
  const auto differ = differing_in(DifferenceKind::negation);
  CHECK(differ("ar", "لم يقدم المحافظ أي اعتذار لأسر العمال خلال جلسة الخميس.",
               "اعتذر المحافظ لأسر العمال خلال جلسة الخميس.") == Relation::diverge);
  CHECK(differ("ar", "لم يقدم المحافظ أي اعتذار لأسر العمال خلال جلسة الخميس.",
               "امتنع المحافظ عن الاعتذار لأسر العمال خلال جلسة الخميس.") != Relation::diverge);
  CHECK(differ("en", "The governor offered no apology to the workers at Thursday's hearing.",
               "The governor apologised to the workers at Thursday's hearing.") == Relation::diverge);
  CHECK(differ("en", "The clinic will stay closed on Thursday because of the flood.",
               "The clinic will not reopen on Thursday because of the flood.") != Relation::diverge);
  CHECK(differ("en", "The governor has not signed the decree.", "The governor's deputies signed the decree.") !=
        Relation::diverge);
}

TEST_CASE("denial: who insists that it wasn't done denies it, and who denies a part in it says that it happened") {
  const auto differ = [](std::string_view lang, std::string_view a, std::string_view b, DifferenceKind kind) {
    return relation(compare(lang, a, b, march(10), march(10)), kind);
  };
  CHECK(differ("en", "The harbour master took money from the shipping firm.",
               "The harbour master insisted he had never taken money from the shipping firm.",
               DifferenceKind::denial) == Relation::diverge);
  CHECK(differ("en", "The harbour master insisted he will not take money from the shipping firm.",
               "The harbour master takes money from the shipping firm.", DifferenceKind::denial) == Relation::match);
  CHECK(differ("ar", "نفت الحركة مسؤوليتها عن إحراق المستودع.", "أكد الدفاع المدني إحراق المستودع.",
               DifferenceKind::denial) != Relation::diverge);
}

TEST_CASE("dates: of acts that the other side doesn't tell of, and of what is said without \"that\"") {
  const auto differ = differing_in(DifferenceKind::date, "en");
  CHECK(differ("The ferry firm said crossings to Brodvik would restart on Thursday.",
               "Crossings to Brodvik will be resumed by the ferry firm on Monday.") == Relation::diverge);
  CHECK(differ("The assembly debated the charter on Tuesday.", "The governor signed the charter on Thursday.") !=
        Relation::diverge);
}

TEST_CASE("opposition and causes: what is done without is not done, and who isn't responsible is no cause") {
  const auto differ = [](std::string_view a, std::string_view b, DifferenceKind kind) {
    return relation(compare("ar", a, b, march(10), march(10)), kind);
  };
  CHECK(differ("امتنعت الوزارة عن رفع أسعار الخبز رغم توصية اللجنة.",
               "أبقت الوزارة سعر الخبز من دون زيادة، خلافا لتوصية اللجنة.", DifferenceKind::opposite_event) ==
        Relation::match);
  CHECK(read("ar", "ليست شركة النقل مسؤولة عن توقف القطار").causes.empty());
  CHECK_FALSE(read("ar", "شركة النقل مسؤولة عن توقف القطار").causes.empty());
}

TEST_CASE("identity: two names for the one who has a post, when nothing else differs") {
  const auto differ = differing_in(DifferenceKind::identity);
  CHECK(differ("en", "The new coach is Luis Ferreira.", "The new coach is Marco Rossi.") == Relation::diverge);
  CHECK(differ("en", "The new coach is Luis Ferreira.", "The new coach is Ferreira.") != Relation::diverge);
  CHECK(differ("ar", "عُين أحمد المصري محافظا للبنك المركزي.", "عُين خالد حسني محافظا للبنك المركزي.") ==
        Relation::diverge);
  CHECK(differ("ar", "عُين أحمد المصري محافظا للبنك المركزي.", "عُين المصري محافظا للبنك المركزي.") !=
        Relation::diverge);
  CHECK(differ("ar", "عُين أحمد المصري محافظا للبنك المركزي.", "عُين خالد حسني محافظا لدمياط.") != Relation::diverge);
}

TEST_CASE("agent: doers apart by name, trade or where they are from, not those of other things") {
  const auto differ = differing_in(DifferenceKind::agent);
  CHECK(differ("en", "Castellan bought the Finnish shipyard for 90 million euros on Monday.",
               "The Finnish shipyard was acquired on Monday by Orvantis for 90 million euros.") == Relation::diverge);
  CHECK(differ("en", "Castellan bought the shipyard on Monday.", "Orvantis bought the brewery on Monday.") !=
        Relation::diverge);
  CHECK(differ("en", "Orvantis won the ferry contract.", "Castellan won the airport contract.") != Relation::diverge);
  CHECK(differ("en", "Firefighters from Slovenia rescued 37 hikers near Bled on Sunday.",
               "Thirty-seven hikers were rescued near Bled on Sunday by Croatian soldiers.") == Relation::diverge);
  CHECK(differ("ar", "سرب موظف في الشركة خرائط المنجم يوم الأحد.",
               "سربت شركة الأمن خرائط السد يوم الأحد.") != Relation::diverge);
}

TEST_CASE("roles: who is driven out, who says it of himself, and a pronoun's own rival") {
  const auto control = differing_in(DifferenceKind::control);
  CHECK(control("en", "The town of Orsk Bay is now held by the rebels, residents said.",
                "The army said it still holds the town of Orsk Bay.") == Relation::diverge);
  CHECK(control("en", "The army holds the eastern edge of Orsk Bay.", "Rebels hold most of Orsk Bay.") !=
        Relation::diverge);
  CHECK(control("ar", "تسيطر فصائل المعارضة على إدلب.", "قبل سنوات كانت الحكومة تسيطر على إدلب.") !=
        Relation::diverge);
  const auto swapped = differing_in(DifferenceKind::role_swap);
  CHECK(swapped("en", "A guard shot a burglar in the arm during the raid.",
                "A burglar shot a guard in the arm during the raid.") == Relation::diverge);
  CHECK(swapped("en", "The governor accused the builder of theft.", "The builder accused the governor of theft.") ==
        Relation::diverge);
  CHECK(swapped("en", "The governor accused the builder of theft.",
                "The builder was accused of theft by the governor.") != Relation::diverge);
}

TEST_CASE("roles: a subject behind a governed phrase, in a joined clause, and behind a verb with a pronoun") {
  const auto swapped = differing_in(DifferenceKind::role_swap, "en");
  CHECK(swapped("In Graz the Reds lead the Blues by six points, Friday's Orsk poll shows.",
                "In Graz the Blues lead the Reds by six points, Friday's Orsk poll shows.") == Relation::diverge);
  CHECK(swapped("In Graz the Reds lead the Blues by six points, Friday's Orsk poll shows.",
                "The Reds lead the Blues by six points in Graz, Friday's Orsk poll shows.") != Relation::diverge);
  CHECK(swapped("A runaway lorry rammed the stolen bus near Linz.",
                "The stolen bus rammed a runaway lorry near Linz.") == Relation::diverge);
  const auto changed = differing_in(DifferenceKind::role_swap, "ar");
  const std::string_view won = "هزم لاعب التنس البحريني سالم النعيمي منافسه الكويتي إيفان بتروف في نهائي دورة الدوحة.";
  CHECK(changed(won, "تغلب الكويتي إيفان بتروف على البحريني سالم النعيمي في نهائي دورة الدوحة.") == Relation::diverge);
  CHECK(changed(won, "تغلب البحريني سالم النعيمي على منافسه الكويتي إيفان بتروف في نهائي دورة الدوحة.") !=
        Relation::diverge);
  CHECK(changed("رفعت وزارة النقل دعوى على شركة «مرسال» أمام محكمة العقبة.",
                "باشرت شركة «مرسال» مقاضاة وزارة النقل أمام محكمة العقبة.") == Relation::diverge);
  CHECK(changed("رفعت وزارة النقل دعوى على شركة «مرسال» أمام محكمة العقبة.",
                "باشرت وزارة النقل مقاضاة شركة «مرسال» أمام محكمة العقبة.") != Relation::diverge);
  const auto agent = differing_in(DifferenceKind::agent);
  CHECK(agent("en", "South Korea's Dorim consortium will build the tunnel near Vaasa.",
              "The tunnel near Vaasa will be built by an Italian joint venture.") == Relation::diverge);
  CHECK(agent("en", "South Korea's Dorim consortium will build the tunnel near Vaasa.",
              "The tunnel near Vaasa will be built by South Korea's Dorim consortium.") != Relation::diverge);
  CHECK(agent("en", "The camp in Vaasa was broken up with hoses and dogs by Danish soldiers on Monday.",
              "Finnish police broke up the camp in Vaasa with hoses and dogs on Monday.") == Relation::diverge);
  CHECK(agent("en", "The camp in Vaasa was broken up with hoses and dogs by Finnish police on Monday.",
              "Finnish police broke up the camp in Vaasa with hoses and dogs on Monday.") != Relation::diverge);
}

TEST_CASE("identity: one man of two bodies, a speaker and a deputy") {
  const PairJudge judge(lexicons());
  const auto differ = [&](std::string_view lang, std::string_view a, std::string_view b) {
    return relation(judge.judge(a, b, lang, march(10), march(10)).differences, DifferenceKind::identity);
  };
  CHECK(differ("en", "Samir Haddad, a leader of Hamas, was killed in Tyre.",
               "Samir Haddad, an Islamic Jihad commander, was killed in Tyre.") == Relation::diverge);
  CHECK(differ("en", "Samir Haddad, a leader of Hamas, was killed in Tyre.",
               "Samir Haddad was killed in Tyre, Islamic Jihad said.") != Relation::diverge);
  CHECK(differ("en", "Deputy Speaker Olga Brandt resigned on Friday.", "Speaker Olga Brandt resigned on Friday.") ==
        Relation::diverge);
  CHECK(differ("en", "Speaker Olga Brandt resigned on Friday.", "The speaker, Olga Brandt, resigned on Friday.") !=
        Relation::diverge);
}

TEST_CASE("identity: departments, given names that are two, who somebody was, and ages of two") {
  const auto differ = differing_in(DifferenceKind::identity);
  CHECK(differ("en", "Transport minister Olga Brandt resigned in Vaasa on Friday.",
               "Olga Brandt, the culture minister, resigned in Vaasa on Friday.") == Relation::diverge);
  CHECK(differ("en", "Transport minister Olga Brandt resigned in Vaasa on Friday.",
               "Olga Brandt, the minister, resigned in Vaasa on Friday.") != Relation::diverge);
  CHECK(differ("en", "The diver found in the lake was Peter Brandt, 31.",
               "The diver found in the lake was Pavel Brandt, 31.") == Relation::diverge);
  CHECK(differ("en", "The sniper was Ahmed Karimi, who grew up in Graz, detectives believe.",
               "The sniper, who grew up in Graz, was Jamal Haddad, detectives believe.") == Relation::diverge);
  CHECK(differ("en", "The owner of the boat, Mark Brandt, 61, was rescued near Vaasa.",
               "The owner's son, Paul Brandt, 24, was rescued near Vaasa.") != Relation::diverge);
  CHECK(differ("ar", "من بين القتلى في الهجوم على الميناء الطبيب سامر الحلبي البالغ 41 عاما.",
               "من بين القتلى في الهجوم على الميناء المهندس كريم البيطار البالغ 29 عاما.") != Relation::diverge);
}

TEST_CASE("entity: type designations, and names in quotation marks of which a noun says what they are") {
  const auto differ = differing_in(DifferenceKind::entity);
  CHECK(differ("en", "The Danish navy is to replace its helicopters with the AW-101, the minister said.",
               "The Danish navy is to replace its helicopters with the NH-90, the minister said.") ==
        Relation::diverge);
  CHECK(differ("en", "The Danish navy is to replace its helicopters with the NH-90, the minister said.",
               "The Danish navy is to replace its helicopters with the NH90, the minister said.") != Relation::diverge);
  CHECK(differ("ar", "وقعت بلدية صفاقس مع شركة «إيفيكو» عقدا لشراء ستين حافلة بقيمة 12 مليون دينار.",
               "عقد بقيمة 12 مليون دينار وقعته بلدية صفاقس مع «مرسيدس» لشراء ستين حافلة.") == Relation::diverge);
  CHECK(differ("ar", "وقعت بلدية صفاقس مع شركة «إيفيكو» عقدا لشراء ستين حافلة بقيمة 12 مليون دينار.",
               "عقد بقيمة 12 مليون دينار وقعته بلدية صفاقس مع «إيفيكو» لشراء ستين حافلة.") != Relation::diverge);
}

TEST_CASE("quote: never and not yet differ, and what was said in other years may") {
  const auto differ = differing_in(DifferenceKind::quote);
  CHECK(differ("en", "\"I have never met this dealer in the harbour,\" said Olga Brandt.",
               "Olga Brandt said: \"I have not yet met this dealer in the harbour.\"") == Relation::diverge);
  CHECK(differ("en", "\"I have never met this dealer in the harbour,\" said Olga Brandt.",
               "Olga Brandt said: \"I have never met this dealer in the harbour.\"") != Relation::diverge);
  CHECK(differ("en", "\"I will not stand again, the matter is settled,\" the mayor of Graz said in 2016.",
               "\"I will stand again, the matter is settled,\" the mayor of Graz said in 2021.") != Relation::diverge);
}

TEST_CASE("certainty: what is sure on one side, and what is to come on both") {
  const auto listed = differing_in(DifferenceKind::certainty);
  CHECK(listed("ar", "ترجح شرطة غراتس أن تعود الحقيبة التي وجدت في البحيرة إلى الغواص المفقود.",
               "قالت شرطة غراتس إن الحقيبة التي وجدت في البحيرة هي قطعا حقيبة الغواص المفقود.") ==
        Relation::compatible);
  CHECK(listed("en", "The queen is due to visit Vaasa in May.", "The queen will visit Vaasa in May.") ==
        Relation::match);
}

TEST_CASE("opposition: a journey at one time, a changed balance, and changes of what differs behind the verb") {
  const auto opposite = differing_in(DifferenceKind::opposite_event);
  CHECK(opposite("en", "The ferry Belmar sailed into Ostrava Bay on Monday morning with 200 passengers.",
                 "The ferry Belmar departed Ostrava Bay on Monday morning with 200 passengers.") == Relation::diverge);
  // Who comes goes again.
  CHECK(opposite("en", "After an engine fault the ferry Belmar sailed into Ostrava Bay, where mechanics waited.",
                 "The ferry Belmar departed Ostrava Bay with its 200 passengers and two lorries.") !=
        Relation::diverge);
  CHECK(opposite("en", "Norway's budget deficit narrowed to 4.1 billion crowns in June, the bureau said.",
                 "Norway's budget deficit widened to 4.1 billion crowns in June, the bureau said.") ==
        Relation::diverge);
  CHECK(opposite("en", "The krona strengthened against the zloty on Friday.",
                 "The krona weakened against the franc on Friday.") != Relation::diverge);
  CHECK(opposite("ar", "وصلت المدمرة «الصقر» صباح الثلاثاء إلى ميناء بنزرت.",
                 "غادرت المدمرة «الصقر» صباح الثلاثاء ميناء بنزرت.") == Relation::diverge);
}

TEST_CASE("denial: what is stopped is denied as stopped, what is said beside a denial isn't denied") {
  const auto denial = differing_in(DifferenceKind::denial);
  CHECK(denial("en", "Water deliveries to Lorvik were suspended on Tuesday evening, residents reported.",
               "The utility denied suspending water deliveries to Lorvik on Tuesday evening.") == Relation::diverge);
  CHECK(
      denial("en", "Police said reports that the singer Mara Lind had been arrested at the port on Friday were untrue.",
             "Singer Mara Lind was arrested at the port on Friday night, her manager announced.") == Relation::diverge);
  CHECK(denial("ar", "عُلقت الدراسة في مدارس الوادي يوم الخميس بسبب السيول، وفق ما نشرته صفحات محلية.",
               "نفى متحدث مدارس الوادي تعليق الدراسة يوم الخميس مؤكدا انتظام الطلاب في مقاعدهم.") != Relation::match);
  // Who tells the truth about it doesn't say that it is so.
  CHECK(denial("ar", "بلدية الوادي تكشف حقيقة تعليق الرحلات", "بلدية الوادي تنفي تعليق الرحلات") != Relation::diverge);
}

TEST_CASE("negation: two light verbs tell of one thing, and what was refused to be done is not done") {
  const auto negation = differing_in(DifferenceKind::negation);
  CHECK(
      negation(
          "en", "The Lorvik hospital received the second shipment of vaccines on Monday, its director said.",
          "As of Monday the second shipment of vaccines had not arrived at the Lorvik hospital, its director said.") ==
      Relation::diverge);
  CHECK(negation("ar", "تسلم مستشفى الوادي الشحنة الثانية من اللقاحات الاثنين، وفق مديره.",
                 "لم تصل حتى الاثنين الشحنة الثانية من اللقاحات إلى مستشفى الوادي، كما قال مديره.") ==
        Relation::diverge);
  CHECK(negation("en", "The directors of Norbank approved the budget in March.",
                 "The directors of Norbank refused to approve the budget in March.") != Relation::match);
  // The first shipment is not the second.
  CHECK(
      negation(
          "en", "The Lorvik hospital received the first shipment of vaccines on Monday, its director said.",
          "As of Monday the second shipment of vaccines had not arrived at the Lorvik hospital, its director said.") !=
      Relation::diverge);
}

TEST_CASE("negation: nothing, without and an opposite that is a mere not deny what stands beside them") {
  const auto differ = differing_in(DifferenceKind::negation, "en");
  CHECK(differ("The shipping line Vestra paid the pirates for its tanker on Monday, two officials said.",
               "The shipping line Vestra paid nothing to the pirates for its tanker on Monday, two officials said.") ==
        Relation::diverge);
  CHECK(differ("The shipping line Vestra paid the pirates for its tanker on Monday, two officials said.",
               "The shipping line Vestra paid the pirates for its tanker on Monday, and said nothing to reporters.") !=
        Relation::diverge);
  CHECK(differ("The ferry Alma sailed from Brun on Monday with a radar, the coastguard said.",
               "The ferry Alma sailed from Brun on Monday without a radar, the coastguard said.") == Relation::diverge);
  CHECK(differ("The ferry Alma sailed from Brun on Monday with a radar, the coastguard said.",
               "The ferry Alma sailed from Brun on Monday without a pilot, the coastguard said.") != Relation::diverge);
  CHECK(differ("The director of Banco Orlo knew about the loans to his cousin, e-mails show.",
               "The director of Banco Orlo was unaware of the loans to his cousin, e-mails show.") == Relation::diverge);
  CHECK(differ("The director of Banco Orlo knew about the loans to his cousin, e-mails show.",
               "The director of Banco Orlo was unaware of the theft at his cousin's house, e-mails show.") !=
        Relation::diverge);
  CHECK(differ("No tsunami formed after Monday's undersea quake off Brun, the geologists said.",
               "Monday's undersea quake off Brun caused a tsunami, the geologists said.") == Relation::diverge);
  CHECK(differ("The audit found irregularities in the accounts of the port of Brun for 2022.",
               "The audit found no irregularities in the accounts of the port of Brun for 2021.") != Relation::diverge);
  CHECK(differ("The mayor of Brun did not travel to Orlo with the choir on Monday.",
               "The deputy mayor of Brun travelled to Orlo with the choir on Monday.") != Relation::diverge);
  CHECK(differ("The mayor of Brun did not travel to Orlo with the choir on Monday.",
               "The mayor of Brun travelled to Orlo with the choir on Monday.") == Relation::diverge);
}

TEST_CASE("denial: a lie denies what follows it or stands before it, whoever denies it may be named by his state") {
  const auto differ = differing_in(DifferenceKind::denial);
  CHECK(differ("en", "The archbishop blessed the tanks before they left Brun, parishioners said.",
               "The church said it was a lie that the archbishop had blessed the tanks that left Brun.") ==
        Relation::diverge);
  CHECK(differ("en", "The archbishop blessed the tanks before they left Brun, parishioners said.",
               "The church said it was a lie that the archbishop had bought the house in Orlo.") != Relation::diverge);
  CHECK(differ("en", "Norway's fisheries ministry sold four patrol boats to Malta, invoices show.",
               "The fisheries ministry in Oslo has denied selling four patrol boats to Malta.") == Relation::diverge);
  CHECK(differ("en", "The mayor's wife took a gift from the builder Orlo Haus, papers show.",
               "The mayor denied taking a gift from the builder Orlo Haus.") != Relation::diverge);
  CHECK(differ("ar", "بارك المطران زوارق الصيد قبل إبحارها من الميناء.",
               "قالت الكنيسة إن الزعم بأن المطران بارك زوارق الصيد قبل إبحارها من الميناء كذب صريح.") == Relation::diverge);
}

TEST_CASE("counts: what is added to a toll, other ranks and other dollars are other numbers") {
  const auto en = differing_in(DifferenceKind::count, "en"), ar = differing_in(DifferenceKind::count, "ar");
  CHECK(ar("قتل 12 شخصا في فيضانات بلدة برون.", "قتل 19 شخصا في فيضانات بلدة برون.") == Relation::diverge);
  CHECK(ar("قتل 12 شخصا في فيضانات بلدة برون لترتفع بذلك حصيلة الضحايا إلى 26 شخصا.",
           "قتل 19 شخصا في فيضانات بلدة برون.") != Relation::diverge);
  CHECK(ar("أربعة وزراء يعودون إلى مدينة عدن.", "ثمانية وزراء يعودون إلى مدينة عدن.") == Relation::diverge);
  CHECK(ar("أربعة وزراء يعودون إلى مدينة عدن.", "ثمانية قياديين يعودون إلى مدينة عدن.") != Relation::diverge);
  CHECK(en("The speaker spent 3,800 dollars on a helicopter to Brun.",
           "The speaker spent 5,000 dollars on a helicopter to Brun.") == Relation::diverge);
  CHECK(en("The speaker spent 3,800 dollars on a helicopter to Brun.",
           "The speaker spent 5,000 Australian dollars on a helicopter to Brun.") != Relation::diverge);
  // Both nouns stand on either side: they are one group.
  const auto scope = differing_in(DifferenceKind::count_scope, "ar");
  CHECK(scope("وصل إلى الرياض 88 سفيرا من طلاب الحدود.", "وصل إلى الرياض 88 طالبا من سفراء الحدود.") !=
        Relation::diverge);
}

TEST_CASE("opposition: a price at the opening of a market isn't its day's, but for one figure") {
  const auto differ = differing_in(DifferenceKind::opposite_event, "en");
  CHECK(differ("Shares in Norvik fell in Oslo on Wednesday.", "Shares in Norvik rose in Oslo on Wednesday.") ==
        Relation::diverge);
  CHECK(differ("Shares in Norvik fell in Oslo on Wednesday.",
               "Shares in Norvik rose in Oslo on Wednesday in early trading.") != Relation::diverge);
  CHECK(differ("Shares in Norvik fell 6 percent in Oslo on Wednesday.",
               "Shares in Norvik rose 6 percent in Oslo on Wednesday in early trading.") == Relation::diverge);
}

TEST_CASE("times: four digits before a zone are a clock") {
  const auto clock = [](std::string_view text) {
    const Statement statement = read("en", text);
    return statement.times.size() == 1 ? statement.times.front().clock : -1;
  };
  CHECK(clock("The ferry left Brun at 0847 GMT.") == 8 * 60 + 47);
  CHECK(clock("The ferry left Brun at 2547 GMT.") == -1);
  CHECK(clock("The ferry left Brun with 0847 crates.") == -1);
  const auto differ = differing_in(DifferenceKind::date, "en");
  CHECK(differ("The ferry left Brun for Orlo at 0847 GMT.", "The ferry left Brun for Orlo at 13:20 GMT.") ==
        Relation::diverge);
  CHECK(differ("The ferry left Brun for Orlo at 0847 GMT.", "The ferry left Brun for Orlo at 13:20 Moscow time.") !=
        Relation::diverge);
}

TEST_CASE("places: one of several, or what the other text calls otherwise") {
  const auto differ = differing_in(DifferenceKind::place, "ar");
  CHECK(differ("شنت طائرات التحالف غارات على مواقع المتمردين في مأرب.",
               "شنت طائرات التحالف غارات على مواقع المتمردين في صعدة.") == Relation::diverge);
  CHECK(differ("شنت طائرات التحالف غارات على مواقع المتمردين في مأرب.",
               "شنت طائرات التحالف غارات على مواقع المتمردين في عدة مناطق، ولا سيما في صعدة.") != Relation::diverge);
}

TEST_CASE("quote: in Arabic a phrase for a phrase may be another translation, a day for a span of days is none") {
  const auto differ = differing_in(DifferenceKind::quote, "ar");
  CHECK(differ("قال المدير «خطف المسلحون يوم أمس الثلاثاء خمسة مهندسين من محطة الكهرباء في القرية الحدودية».",
               "قال المدير «خطف المسلحون خلال اليومين الماضيين خمسة مهندسين من محطة الكهرباء في القرية الحدودية».") ==
        Relation::diverge);
  CHECK(differ("قالت الباحثة «نشعر بحماس شديد لوجود هذه المخطوطة النادرة هنا في مكتبة المدينة».",
               "قالت الباحثة «نشعر بالإثارة لوجود هذه المخطوطة النادرة هنا في مكتبة المدينة».") != Relation::diverge);
  const auto title = differing_in(DifferenceKind::entity, "ar");
  CHECK(title("فيلم «ميشن إمبوسيبل» يتصدر إيرادات دور العرض.", "فيلم «المهمة المستحيلة» يتصدر إيرادات دور العرض.") !=
        Relation::diverge);
}

TEST_CASE("Arabic: a deed is no court, and who has an act of another before him is not its doer") {
  const auto agents = differing_in(DifferenceKind::agent, "ar");
  CHECK(agents("القضاء على ثلاثة مسلحين في جبل الزان", "اشتباكات بين الجيش ومسلحين في جبل الزان") != Relation::diverge);
  CHECK(agents("الوزير يقيل مدير ميناء مرسى الرمل", "عمال الميناء يحتجون ضد إقالة مدير ميناء مرسى الرمل") !=
        Relation::diverge);
  const auto roles = differing_in(DifferenceKind::role_swap, "ar");
  CHECK(roles("تأتي هذه القمة التي أعلنت عنها الجامعة العربية أمس وسط خلاف على الميزانية",
              "وتأتي هذه القمة التي أعلنتها الجامعة العربية أمس وسط خلاف على الميزانية") != Relation::diverge);
}

TEST_CASE("Arabic control: whose town, who was driven out, who only speaks of it, and what is over") {
  const auto differ = differing_in(DifferenceKind::control, "ar");
  CHECK(differ("سيطر الجيش على مدينة الرقة", "لا تزال مدينة الرقة تحت سيطرة تنظيم داعش") == Relation::diverge);
  CHECK(differ("سيطرة قوات سوريا الديمقراطية على مدينة الرقة",
               "قال وزير الخارجية إن السيطرة على الرقة ستتيح عودة السكان") != Relation::diverge);
  CHECK(differ("سيطرة قوات سوريا الديمقراطية على مدينة الرقة", "جاء في البيان أن طرد داعش من الرقة تم قبل شهر") !=
        Relation::diverge);
  CHECK(differ("سيطرت قوات النظام على البلدة بعد معارك في بلدة تادف جنوب مدينة الباب",
               "سيطر الجيش الحر على مدينة الباب") != Relation::diverge);
}

TEST_CASE("Arabic denial: who denies in apposition, what came earlier, and an agreement that is denied") {
  const auto differ = differing_in(DifferenceKind::denial, "ar");
  CHECK(differ("أعلن قيادي مقتل الحاكم السابق بعد تفجير منزله في صور",
               "نفى مكتب الحاكم السابق نبأ مقتله بعد تفجير منزله في صور") == Relation::diverge);
  CHECK(differ("عبرت النائب عن حزب الشراع ليلى حداد عن قلقها من الخلافات",
               "نفت ليلى حداد، النائب عن حزب الشراع، وجود أي طموح لديها") != Relation::diverge);
  CHECK(differ("النقابة تمهل الحكومة شهرا لإقالة وزير التربية", "الحكومة تنفي حصول اتفاق لإقالة وزير التربية") !=
        Relation::diverge);
}

TEST_CASE("Arabic negation: other verbs of saying, what is to come, and what is only looked for") {
  const auto differ = differing_in(DifferenceKind::negation, "ar");
  CHECK(differ("حذرت الشركة سكان القرية من الخطر", "لم تحذر الشركة سكان القرية من الخطر") == Relation::diverge);
  CHECK(differ("لم يوضح الحاكم عدد الجنود في القاعدة", "وقال الحاكم للجنود في القاعدة") != Relation::diverge);
  CHECK(differ("لم تسمح البلدية بعودة السكان إلى المدينة", "ستسمح البلدية بعودة السكان إلى المدينة") !=
        Relation::diverge);
  CHECK(differ("دعت المحكمة إلى تحري رؤية الهلال مساء الخميس", "أعلنت المحكمة تعذر رؤية الهلال مساء الخميس") !=
        Relation::diverge);
  CHECK(differ("أدى الانفجار إلى تدمير 5 حافلات في السوق", "أغلقت محال السوق التي لم تدمر بعد الانفجار") !=
        Relation::diverge);
}

TEST_CASE("Arabic contests: a draw with one side and a victory over another are two matches") {
  const auto differ = differing_in(DifferenceKind::opposite_event, "ar");
  CHECK(differ("الوحدة يتعادل مع الفتح وديا", "الوحدة يفوز على الفتح وديا") == Relation::diverge);
  CHECK(differ("الوحدة يتعادل مع الفتح وديا", "الوحدة يفوز على الشباب وديا") != Relation::diverge);
}

TEST_CASE("cause: what is told behind a cause may be more of it, and an afternoon is none") {
  const auto differ = differing_in(DifferenceKind::cause, "ar");
  CHECK(differ("أغلق المصنع في بنزرت أبوابه بسبب نقص المواد الخام وارتفاع كلفة النقل",
               "أغلق المصنع في بنزرت أبوابه بسبب ارتفاع كلفة النقل") != Relation::diverge);
  CHECK(differ("ألغيت المباراة بين الساحل والمرسى بسبب الإضراب",
               "تجري المباراة بين الساحل والمرسى في الثالثة بعد الزوال بالملعب الأولمبي") != Relation::diverge);
}

TEST_CASE("deeds: who is named before a pronoun does something else") {
  const auto differ = differing_in(DifferenceKind::control, "en");
  CHECK(differ("The mayor held a moment of silence for the dead of the flood.",
               "The mayor listened to a naval band as they held a moment of silence for the dead of the flood.") !=
        Relation::diverge);
}

TEST_CASE("negation: sayings, names, commands, other times and phrases are no denial") {
  const auto differ = differing_in(DifferenceKind::negation, "en");
  const auto apart = [&](std::string_view a, std::string_view same, std::string_view other) {
    CAPTURE(other);
    CHECK(differ(a, same) == Relation::diverge);
    CHECK(differ(a, other) != Relation::diverge);
  };
  apart("The hospital in Brun released the results of the captain's tests on Monday.",
        "The hospital in Brun has not released the results of the captain's tests.",
        "The hospital in Brun has not released the results of the captain's tests before.");
  apart("The inspectors of Brun were required to ask the port of Orlo for the records.",
        "The inspectors of Brun were not required to ask the port of Orlo for the records.",
        "The inspectors of Brun were previously not required to ask the port of Orlo for the records.");
  apart("The engineers of Norvik published the report on the bridge of Brun.",
        "The engineers of Norvik have not published the report on the bridge of Brun.",
        "The engineers of Norvik did not say why the bridge of Brun fell.");
  apart("The guards told the visitors of the Brun museum to touch the paintings.",
        "The guards never told the visitors of the Brun museum to touch the paintings.",
        "The guards of the Brun museum have a sign: \"Don't touch the paintings.\"");
  CHECK(differ("The mayor's aide said on Monday that the mayor of Brun had gone to a clinic.",
               "The mayor's aide would not say what the mayor of Brun was treated for at the clinic.") !=
        Relation::diverge);
  CHECK(differ("Nobody was hurt in the fire at the Orlo church on Friday night.",
               "The Orlo church was badly damaged in the fire on Friday night.") != Relation::diverge);
  CHECK(differ("The cause of the fire in Brun has not been determined.",
               "It will be a month before the cause of the fire in Brun is determined.") != Relation::diverge);
  CHECK(differ("Neither Orlova nor her partner Haas ever sold the boats of the port.",
               "Orlova and her partner Haas painted the boats of the port.") != Relation::diverge);
}

TEST_CASE("denial: a plea answers a charge, and who tells of the charge doesn't say that it is true") {
  const auto differ = differing_in(DifferenceKind::denial, "en");
  const std::string_view plea = "Tom Haas of Brun pleaded not guilty to the murder of two sailors.";
  CHECK(differ("Tom Haas of Brun faces two counts of murder of the sailors.", plea) != Relation::diverge);
  CHECK(differ("Tom Haas of Brun was arraigned on charges of the murder of two sailors.", plea) != Relation::diverge);
}

TEST_CASE("opposition: what befell one didn't befall the others") {
  const auto differ = differing_in(DifferenceKind::opposite_event, "en");
  CHECK(differ("The captain of the Brun ferry was shot and killed.", "The captain of the Brun ferry was unharmed.") ==
        Relation::diverge);
  CHECK(differ("The captain of the Brun ferry was shot and killed.",
               "The other captain of the Brun ferry was unharmed.") != Relation::diverge);
}

TEST_CASE("roles: a word of a name is no verb, a moment no place") {
  const auto roles = differing_in(DifferenceKind::role_swap, "en");
  CHECK(roles("Nora Haas, of Orlo Films, located down the street, said that they heard shots.",
              "Down the street at Orlo Films, Nora Haas said that employees heard shots.") != Relation::diverge);
  const auto control = differing_in(DifferenceKind::control, "en");
  CHECK(control("A camera captured the moment a cyclist fell into the canal.",
                "Jurors watched footage capturing the moment a cyclist fell.") != Relation::diverge);
  CHECK(control("Norway's navy patrols the Gulf of Aden.", "Dutch warships are patrolling the Gulf of Aden.") !=
        Relation::diverge);
  const auto agents = differing_in(DifferenceKind::agent, "en");
  CHECK(agents("Coach Ralf Haas and director Nils Orlo presented the cup on Monday.",
               "Haas and director Nils Orlo presented the cup on Monday.") != Relation::diverge);
}

TEST_CASE("judge: probabilities sum to one, and swapping the sentences mirrors the differences and nothing else") {
  const PairJudge judge(lexicons());
  const auto check = [&](std::string_view lang, std::string_view a, std::string_view b, const std::optional<Timestamp>& date_a,
                         const std::optional<Timestamp>& date_b) {
    CAPTURE(a);
    CAPTURE(b);
    const PairJudgement there = judge.judge(a, b, lang, date_a, date_b), back = judge.judge(b, a, lang, date_b, date_a);
    CHECK(there.match + there.diverge + there.unrelated == doctest::Approx(1).epsilon(1e-12));
    for (const double share : {there.match, there.diverge, there.unrelated, there.similarity}) CHECK((share >= 0 && share <= 1));
    const double best = std::max({there.match, there.diverge, there.unrelated});
    CHECK(best == (there.relation == PairRelation::match     ? there.match
                   : there.relation == PairRelation::diverge ? there.diverge
                                                             : there.unrelated));
    CHECK(there.relation == back.relation);
    CHECK(there.match == back.match);
    CHECK(there.diverge == back.diverge);
    CHECK(there.unrelated == back.unrelated);
    CHECK(there.similarity == back.similarity);
    REQUIRE(there.differences.size() == back.differences.size());
    for (std::size_t i = 0; i < there.differences.size(); ++i) {
      const Difference& x = there.differences[i];
      const Difference& y = back.differences[i];
      CHECK(x.kind == y.kind);
      CHECK(x.relation == y.relation);
      CHECK(x.rule == y.rule);
      CHECK(x.a == y.b);
      CHECK(x.b == y.a);
      CHECK(x.a_value == y.b_value);
      CHECK(x.b_value == y.a_value);
    }
  };
  for (const auto* pairs : {&support::contradictions(), &support::lookalikes()})
    for (const support::ClaimPair& pair : *pairs)
      check(pair.lang, pair.a, pair.b, march(pair.day_a, pair.hour_a), march(pair.day_b, pair.hour_b));
  for (const std::string_view lang : {"ar", "en"}) {
    const auto& sentences = corpus_sentences(lang);
    Random random(11);
    for (int round = 0; round < 60; ++round)
      check(lang, sentences[random.below(sentences.size())], sentences[random.below(sentences.size())], {}, {});
  }
  check("de", "Der Fluss stieg am Montag um zwei Meter", "Der Fluss stieg am Dienstag um drei Meter", {}, {});
  check("", "Река вышла из берегов", "河水上涨", {}, {});
  check("xx", "", "", {}, {});
  check("en", "", "The river rose by two metres", march(10), {});
}

TEST_CASE("judge: a sentence matches itself in any language, and shares nothing with one of other words") {
  const PairJudge judge(lexicons());
  for (const auto& [lang, text] : {std::pair<std::string_view, std::string_view>{"en", "The river rose by two metres after the storm"},
                                   {"ar", "ارتفع منسوب النهر مترين بعد العاصفة"},
                                   {"de", "Der Fluss stieg nach dem Sturm um zwei Meter"},
                                   {"", "Река вышла из берегов после сильной бури"}}) {
    CAPTURE(text);
    const PairJudgement same = judge.judge(text, text, lang, {}, {});
    CHECK(same.relation == PairRelation::match);
    CHECK(same.similarity == doctest::Approx(1));
    CHECK(same.differences.empty());
  }
  const PairJudgement apart = judge.judge("The river rose by two metres after the storm",
                                             "Parliament elected a new speaker yesterday", "en", {}, {});
  CHECK(apart.relation == PairRelation::unrelated);
  const PairJudgement foreign = judge.judge("Der Fluss stieg um zwei Meter", "Das Parlament wählte eine Sprecherin", "de", {}, {});
  CHECK(foreign.relation == PairRelation::unrelated);
}
