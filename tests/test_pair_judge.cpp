#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include "claims/judge_features.h"
#include "claims/judge_model.h"
#include "claims/pair_judge.h"

namespace {

using namespace tawatur;

const Lexicons& lexicons() {
  static const Lexicons shipped;
  return shipped;
}

const PairJudge& judge() {
  static const PairJudge shipped(lexicons());
  return shipped;
}

LexiconTable table(std::initializer_list<std::vector<std::string>> rows) { return {std::vector(rows)}; }

/// A file that is gone when the test is.
struct TemporaryFile {
  std::filesystem::path path;
  explicit TemporaryFile(std::string_view text)
      : path(std::filesystem::temp_directory_path() / ("tawatur_model_" + std::to_string(std::random_device()()) + ".tsv")) {
    std::ofstream(path) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
};

struct Known {
  std::string_view lang, a, b;
};

constexpr std::string_view opened_bridge = "وزير النقل يفتتح الجسر الجديد فوق نهر العاصي";
constexpr std::string_view closed_bridge = "وزير النقل يغلق الجسر الجديد فوق نهر العاصي";

}  // namespace

TEST_CASE("judge model: a tree goes left below its threshold, and the mean of both parts is scaled to a probability") {
  const std::vector<std::string_view> features{"x", "y"};
  const JudgeModel model(table({{"scale", "diverge", "2", "0.5"},
                                {"linear", "diverge", "bias", "1"},
                                {"linear", "diverge", "y", "-3"},
                                {"node", "diverge", "0", "0", "x", "0.25", "1", "2"},
                                {"leaf", "diverge", "0", "1", "4"},
                                {"leaf", "diverge", "0", "2", "-2"},
                                {"gate", "check", "0.4"}}),
                         features);
  CHECK_FALSE(model.empty());
  CHECK(model.check_gate == 0.4);
  CHECK(model.diverge_gate == 1);
  // 2 * (1 - 3 * 1 + 4) / 2 + 0.5 = 2.5 and 2 * (1 - 2) / 2 + 0.5 = -0.5.
  CHECK(model.probability(JudgeModel::diverge, std::vector<double>{0.2, 1}) == doctest::Approx(0.924141820));
  CHECK(model.probability(JudgeModel::diverge, std::vector<double>{0.25, 0}) == doctest::Approx(0.377540669));
}

TEST_CASE("judge model: a table that is no model is refused with the row that is wrong") {
  const std::vector<std::string_view> features{"x"};
  for (const auto& row : std::vector<std::vector<std::string>>{{"linear", "diverge", "unheard_of", "1"},
                                                               {"linear", "diverge", "x", "much"},
                                                               {"linear", "diverge", "x"},
                                                               {"linear", "nothing", "x", "1"},
                                                               {"gate", "open", "1"},
                                                               {"rules", "last"},
                                                               {"leaf", "diverge", "1", "0", "1"},
                                                               {"node", "diverge", "0", "0", "x", "1", "0", "1"},
                                                               {"node", "diverge", "0", "0", "x", "1", "1", "2"},
                                                               {"what", "diverge", "x", "1"}}) {
    CAPTURE(row[0] + " " + row[1]);
    CHECK_THROWS_AS(JudgeModel(LexiconTable{{row}}, features), std::runtime_error);
  }
}

TEST_CASE("judge features: they are the same for both orders of a pair and bear one name each") {
  JudgeMemory memory;
  const JudgeFeatures one = judge().features(opened_bridge, closed_bridge, "ar", memory);
  const JudgeFeatures other = judge().features(closed_bridge, opened_bridge, "ar", memory);
  CHECK(one.values == other.values);
  CHECK(one.names == other.names);
  CHECK(one.names.size() == one.values.size());
  CHECK(std::set(one.names.begin(), one.names.end()).size() == one.names.size());
  const JudgeFeatures empty = judge().features("", "", "ar", memory);
  CHECK(empty.names == one.names);
}

TEST_CASE("judge: a fitted table changes what no rule decides, and no rule's verdict") {
  const TemporaryFile never("gate\tcheck\t0.9\nlinear\trelated\tbias\t20\nlinear\tdiverge\tbias\t-20\n");
  JudgeOptions options;
  options.model = never.path.string();
  const PairJudge lenient(lexicons(), options);
  const PairJudgement by_rule = lenient.judge("Twelve people were killed in the fire in Lanesk.",
                                              "Fifteen people were killed in the fire in Lanesk.", "en", {}, {});
  CHECK(by_rule.relation == PairRelation::diverge);
  CHECK(by_rule.alarm == PairAlarm::diverge);
  REQUIRE(by_rule.differences.size() == 1);
  CHECK(by_rule.differences[0].kind == DifferenceKind::count);
  const TemporaryFile weighed("rules\tweighed\nlinear\trelated\tbias\t20\nlinear\tdiverge\tbias\t-20\n");
  options.model = weighed.path.string();
  const PairJudgement overruled = PairJudge(lexicons(), options).judge("Twelve people were killed in the fire in Lanesk.",
                                                                       "Fifteen people were killed in the fire in Lanesk.", "en", {}, {});
  CHECK(overruled.relation == PairRelation::match);
  CHECK(overruled.alarm == PairAlarm::check);
  const PairJudgement other = lenient.judge("The minister opened the fair.", "A fox crossed the lane at night.", "en", {}, {});
  CHECK(other.relation == PairRelation::match);
  CHECK(other.alarm == PairAlarm::none);
}

TEST_CASE("judge: an alarm of the fitted table says so among the differences") {
  const TemporaryFile always("gate\tdiverge\t0.9\ngate\tcheck\t0.5\nlinear\trelated\tbias\t20\nlinear\tdiverge\tbias\t20\n");
  JudgeOptions options;
  options.model = always.path.string();
  const PairJudgement judgement =
      PairJudge(lexicons(), options).judge("The minister opened the fair.", "A fox crossed the lane at night.", "en", {}, {});
  CHECK(judgement.relation == PairRelation::diverge);
  CHECK(judgement.alarm == PairAlarm::diverge);
  REQUIRE(judgement.differences.size() == 1);
  CHECK(judgement.differences[0].rule == "pair_judge");
  CHECK_FALSE(judgement.differences[0].why.empty());
  CHECK_FALSE(judgement.differences[0].a.has_value());
}

TEST_CASE("judge: a table of headlines isn't asked whether sentences diverge") {
  const TemporaryFile headlines(
      "fitted_on\theadlines\ngate\tdiverge\t0.9\nlinear\trelated\tbias\t20\nlinear\tdiverge\tbias\t20\n");
  JudgeOptions options;
  options.model = headlines.path.string();
  const PairJudge judge(lexicons(), options);
  const auto relation = [&](std::string_view a, std::string_view b) { return judge.judge(a, b, "en", {}, {}).relation; };
  CHECK(relation("Minister opens fair", "Fair opened by minister") == PairRelation::diverge);
  CHECK(relation("Minister opens fair", "The fair was opened by the minister.") == PairRelation::match);
  CHECK(relation("Minister opens fair", "He spoke of \"a fair that the minister opened.\"") == PairRelation::match);
  CHECK(relation("Twelve people were killed in the fire in Lanesk.", "Thirty people were killed in the fire in Lanesk.") ==
        PairRelation::diverge);
}

TEST_CASE("judge: a table that can't be read is an error that names the file") {
  JudgeOptions options;
  options.model = "/nowhere/model.tsv";
  CHECK_THROWS_WITH_AS(PairJudge(lexicons(), options), doctest::Contains("/nowhere/model.tsv"), std::runtime_error);
}

TEST_CASE("judge: a scorer of one's own raises undecided pairs to check and can do nothing else") {
  const TemporaryFile never("linear\trelated\tbias\t20\nlinear\tdiverge\tbias\t-20\n");
  const std::string_view calm = "The minister opened the fair.", odd = "The minister visited the fair.";
  const std::string_view twelve = "Twelve people were killed in the fire in Lanesk.";
  const std::string_view fifteen = "Fifteen people were killed in the fire in Lanesk.";
  std::size_t asked = 0;
  const auto judged_with = [&](std::optional<double> score, std::string_view a, std::string_view b) {
    JudgeOptions options;
    options.model = never.path.string();
    options.scorer = [&asked, score](std::string_view first, std::string_view second, std::string_view lang) {
      ++asked;
      CHECK(first <= second);
      CHECK(lang == "en");
      return score;
    };
    return PairJudge(lexicons(), options).judge(a, b, "en", {}, {});
  };
  const PairJudgement plain = judged_with(0.0, calm, odd), raised = judged_with(1.0, odd, calm);
  CHECK(asked == 2);
  CHECK(plain.alarm == PairAlarm::none);
  CHECK(raised.alarm == PairAlarm::check);
  CHECK(raised.relation == plain.relation);
  CHECK(raised.match == plain.match);
  CHECK(raised.diverge == plain.diverge);
  REQUIRE(raised.differences.size() == plain.differences.size() + 1);
  CHECK(raised.differences.back().rule == "pair_scorer");
  CHECK(judged_with(std::nullopt, calm, odd).alarm == PairAlarm::none);
  // What a rule has decided is not asked about.
  asked = 0;
  CHECK(judged_with(0.0, twelve, fifteen).alarm == PairAlarm::diverge);
  CHECK(asked == 0);
}

TEST_CASE("judge: what was judged before changes nothing") {
  JudgeMemory memory;
  const PairJudgement fresh = judge().judge(opened_bridge, closed_bridge, "ar", {}, {});
  judge().judge("أغلقت المدارس أبوابها", "فتحت المدارس أبوابها", "ar", {}, {}, memory);
  const PairJudgement later = judge().judge(opened_bridge, closed_bridge, "ar", {}, {}, memory);
  CHECK(later.diverge == fresh.diverge);
  CHECK(later.match == fresh.match);
}

TEST_CASE("judge: sentences that it remembers are read as if they came first, on whatever day") {
  const std::vector<std::string> sentences{
      std::string(opened_bridge),        std::string(closed_bridge),         "مقتل 12 شخصا في انفجار أمس",
      "مقتل 15 شخصا في انفجار اليوم",    "The court will rule on Monday",    "The court ruled yesterday",
      "Twelve people were killed today", "Fifteen people were killed today", ""};
  const auto on = [](std::int64_t day) { return Timestamp{1510000000 + day * 86400, true, 0}; };
  for (const std::size_t places : {0, 1, 3, 256}) {
    JudgeOptions options;
    options.remembered_sentences = places;
    const PairJudge one(lexicons(), options);
    JudgeMemory memory;
    for (int round = 0; round < 2; ++round)
      for (const std::string& a : sentences)
        for (const std::string& b : sentences) {
          const std::string_view lang = !a.empty() && a[0] > 0 ? "en" : "ar";
          const auto date_a = on(round), date_b = on(static_cast<std::int64_t>(b.size() % 3));
          const PairJudgement fresh = judge().judge(a, b, lang, date_a, date_b);
          const PairJudgement known = one.judge(a, b, lang, date_a, date_b, memory);
          CAPTURE(a);
          CAPTURE(b);
          CAPTURE(places);
          REQUIRE(known.diverge == fresh.diverge);
          REQUIRE(known.match == fresh.match);
          REQUIRE(known.similarity == fresh.similarity);
          REQUIRE(known.differences.size() == fresh.differences.size());
          for (std::size_t i = 0; i < fresh.differences.size(); ++i) {
            REQUIRE(known.differences[i].rule == fresh.differences[i].rule);
            REQUIRE(known.differences[i].a_value == fresh.differences[i].a_value);
            REQUIRE(known.differences[i].b_value == fresh.differences[i].b_value);
          }
        }
  }
}

TEST_CASE("judge: headlines that no rule decides are told apart by the fitted table") {
  for (const Known& pair : {Known{"ar", opened_bridge, closed_bridge},
                            Known{"ar", "البلدية ترحب بمشروع الحديقة العامة", "البلدية ترفض مشروع الحديقة العامة"},
                            Known{"ar", "تراجع صادرات الزيتون التونسي هذا العام", "صادرات الزيتون التونسي تقفز هذا العام"}}) {
    CAPTURE(pair.a);
    CHECK(judge().judge(pair.a, pair.b, pair.lang, {}, {}).relation == PairRelation::diverge);
  }
  for (const Known& pair : {Known{"ar", "افتتاح الجسر الجديد فوق نهر العاصي", "وزير النقل يفتتح الجسر الجديد على العاصي"},
                            Known{"ar", "صادرات الزيتون التونسي تقفز هذا العام", "قفزة في صادرات تونس من الزيتون هذا العام"}}) {
    CAPTURE(pair.a);
    CHECK(judge().judge(pair.a, pair.b, pair.lang, {}, {}).relation == PairRelation::match);
  }
  CHECK(judge().judge(opened_bridge, "اكتشاف كوكب جديد خارج المجموعة الشمسية", "ar", {}, {}).relation == PairRelation::unrelated);
}
