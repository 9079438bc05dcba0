#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/compare_statements.h"
#include "claims/statement.h"
#include "claims/term_alignment.h"
#include "text/dates.h"

using namespace tawatur;

namespace {

const ClaimLexicon& lexicon(std::string_view lang) {
  static const Lexicons tables;
  static const ClaimLexicon arabic(tables, "ar"), english(tables, "en");
  return lang == "ar" ? arabic : english;
}

/// Noon of 10 March 2021, a Wednesday.
std::optional<Timestamp> published() { return Timestamp{(days_from_civil(2021, 3, 10) * 24ll + 12) * 3600, true, 0}; }

/// An article: its headline, perhaps empty, and its sentences.
struct Text {
  std::string_view title;
  std::vector<std::string_view> sentences;
};

std::vector<Statement> read(std::string_view lang, const Text& text) {
  static std::map<std::string, WordReader, std::less<>> readers;
  WordReader& reader = readers.try_emplace(std::string(lang), lang).first->second;
  LearntPlaces places;
  NamedBefore memory;
  std::vector<Statement> statements;
  const auto add = [&](std::string_view sentence, Field field, std::uint32_t number) {
    const Span whole{ArticleIndex{0}, field, {0, static_cast<std::uint32_t>(sentence.size())}};
    statements.push_back(read_statement(sentence, whole, number, find_quotations(sentence), published(), lexicon(lang),
                                        reader, places, memory));
    statements.back().order = number;
    statements.back().title = field == Field::title;
  };
  if (!text.title.empty()) add(text.title, Field::title, 0);
  for (std::size_t i = 0; i < text.sentences.size(); ++i)
    add(text.sentences[i], Field::text, static_cast<std::uint32_t>(i + 1));
  return statements;
}

Statement read(std::string_view lang, std::string_view sentence) {
  return std::move(read(lang, Text{"", {sentence}})[0]);
}

/// Compares the last statements of two texts, which surely speak of one thing.
std::vector<Difference> compare(std::string_view lang, const Text& a, const Text& b) {
  const auto p = read(lang, a), q = read(lang, b);
  ComparisonContext context;
  context.related = 0.95;
  context.a.published = context.b.published = published();
  context.a.statements = p;
  context.b.statements = q;
  const TermAlignment alignment = align_terms(p.back(), q.back(), lexicon(lang));
  return compare_statements(p.back(), q.back(), alignment, context, lexicon(lang), {});
}

bool diverge(std::string_view lang, DifferenceKind kind, const Text& a, const Text& b) {
  const auto differences = compare(lang, a, b);
  return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
    return difference.kind == kind && difference.relation == Relation::diverge;
  });
}

bool numbers_diverge(std::string_view lang, std::string_view a, std::string_view b) {
  return diverge(lang, DifferenceKind::count, {"", {a}}, {"", {b}});
}

std::vector<double> earlier(std::string_view lang, std::string_view text) {
  std::vector<double> values;
  const Statement statement = read(lang, text);
  for (const CountSlot& count : statement.counts)
    if (count.earlier) values.push_back(count.low);
  return values;
}

/// Whether a statement says that there were none of something.
const CountSlot* none(const Statement& statement) {
  for (const CountSlot& count : statement.counts)
    if (count.quantity == statement.quantities.size()) return &count;
  return nullptr;
}

}  // namespace

TEST_CASE("counts: a number of dead and hurt together contradicts none of the dead alone") {
  CHECK(numbers_diverge("en", "Five people were killed in the pile-up on the coast road",
                        "Nine people were killed in the pile-up on the coast road"));
  CHECK_FALSE(numbers_diverge("en", "Five people were killed in the pile-up on the coast road",
                              "Nine people were killed or injured in the pile-up on the coast road"));
  CHECK(numbers_diverge("ar", "مقتل خمسة أشخاص في تصادم على طريق الساحل", "مقتل تسعة أشخاص في تصادم على طريق الساحل"));
  CHECK_FALSE(numbers_diverge("ar", "مقتل خمسة أشخاص في تصادم على طريق الساحل",
                              "مقتل وإصابة تسعة أشخاص في تصادم على طريق الساحل"));
}

TEST_CASE("counts: things are no rivals of people, and one who is named alone none of others") {
  CHECK_FALSE(numbers_diverge("en", "Police arrested a driver with 3 bottles of brandy at the ford",
                              "Police arrested 8 women at the ford"));
  CHECK_FALSE(numbers_diverge("ar", "ضبط سائق ومعه 3 قوارير عند الجسر", "ضبط سائق ومعه 8 نساء عند الجسر"));
  CHECK_FALSE(numbers_diverge("ar", "مقتل طالب في إطلاق نار عند الجسر", "مقتل أربعة مسلحين في إطلاق نار عند الجسر"));
  CHECK(numbers_diverge("ar", "مقتل ثلاثة طلاب في إطلاق نار عند الجسر", "مقتل سبعة طلاب في إطلاق نار عند الجسر"));
}

TEST_CASE("counts: one more who is added without a number makes up for a difference of one") {
  CHECK_FALSE(numbers_diverge("en", "Three passengers died in the crash in addition to the pilot",
                              "Four people died in the crash"));
  CHECK_FALSE(
      numbers_diverge("ar", "توفي في الحادث ثلاثة من أفرادها إضافة إلى قائد الطائرة", "وفاة أربعة أشخاص في الحادث"));
  CHECK(numbers_diverge("ar", "توفي في الحادث ثلاثة من أفرادها", "وفاة أربعة أشخاص في الحادث"));
}

TEST_CASE("counts: the parts of a breakdown are no rivals of a total") {
  CHECK_FALSE(numbers_diverge("ar", "مقتل 19 شخصا في السيول",
                              "أودت السيول بحياة سبعة أشخاص في الجنوب وثلاثة أشخاص في الشرق وأربعة أشخاص في الشمال"));
  CHECK_FALSE(
      numbers_diverge("en", "Nineteen people were killed by the floods",
                      "The floods killed seven people in the south, four people in the east and three people in "
                      "the north"));
}

TEST_CASE("counts: an earlier toll is all of its clause, and what happened hours before is earlier too") {
  CHECK(earlier("ar", "وكانت حصيلة سابقة أفادت بمقتل 43 شخصا وإصابة 90 آخرين") == std::vector<double>{43, 90});
  CHECK(earlier("en", "An earlier toll put the dead at 43 and the injured at 90") == std::vector<double>{43, 90});
  CHECK(earlier("ar", "هجوم على ثكنة بعد ساعات من تفجير أدى إلى مقتل 15 شخصا") == std::vector<double>{15});
  CHECK(earlier("en", "The barracks were attacked hours after a bomb killed 15 people") == std::vector<double>{15});
  CHECK(earlier("en", "Exports rose to 30 tonnes, up from 25 tonnes and 12 crates") == std::vector<double>{25});
}

TEST_CASE("counts: what isn't announced, what somebody isn't and what befell one who is known is no none") {
  CHECK(none(read("ar", "لم تقع إصابات في الحريق")));
  CHECK(none(read("en", "No injuries were reported after the fire")));
  CHECK_FALSE(none(read("ar", "لم تعلن الوزارة حصيلة القتلى")));
  CHECK_FALSE(none(read("ar", "تبين من الفحص أنه غير مصاب")));
  CHECK_FALSE(none(read("ar", "لم تتوقف السفينة نتيجة إصابتها بصاروخ")));
  const Statement ground = read("en", "No casualties were reported on the ground");
  REQUIRE(none(ground));
  CHECK(none(ground)->subset);
  const Statement everywhere = read("en", "No casualties were reported in the village");
  REQUIRE(none(everywhere));
  CHECK_FALSE(none(everywhere)->subset);
  const Statement arabic = read("ar", "تحطمت الطائرة ولم تقع إصابات على الأرض");
  REQUIRE(none(arabic));
  CHECK(none(arabic)->subset);
}

TEST_CASE("counts: a decimal torn by a blank and an amount without a number are not read") {
  CHECK(read("en", "The deal is worth 3. 1 billion dollars").counts.empty());
  CHECK(read("ar", "قيمة الصفقة 3. 1 مليار دولار").counts.empty());
  CHECK(read("ar", "قيمة الصفقة 3.1 مليار دولار").counts.size() == 1);
  CHECK(read("ar", "ضبط كمية كبيرة من السكر").counts.empty());
  CHECK(read("ar", "ضبط مئة كيس من السكر").counts.size() == 1);
}

TEST_CASE("counts: a measure that rises is of another moment than one that falls, and of what is quoted with it") {
  CHECK(numbers_diverge("en", "Copper rose to 49.02 dollars in London", "Copper rose to 48.76 dollars in London"));
  CHECK_FALSE(
      numbers_diverge("en", "Copper rose to 49.02 dollars in London", "Copper fell to 48.76 dollars in London"));
  CHECK(numbers_diverge("ar", "ارتفع النحاس إلى 49.02 دولارا في لندن", "ارتفع النحاس إلى 48.76 دولارا في لندن"));
  CHECK_FALSE(numbers_diverge("ar", "ارتفع النحاس إلى 49.02 دولارا في لندن", "تراجع النحاس إلى 48.76 دولارا في لندن"));
  const std::string_view low = "انخفضت أرباح الشركة بنسبة 12 بالمئة في الربع الثاني",
                         high = "انخفضت أرباح الشركة بنسبة 8 بالمئة في الربع الثاني";
  CHECK(diverge("ar", DifferenceKind::count, {"تراجع أرباح «زيتونة»", {low}}, {"أرباح «زيتونة» تنخفض", {high}}));
  CHECK_FALSE(diverge("ar", DifferenceKind::count, {"تراجع أرباح «زيتونة»", {low}}, {"أرباح «مرجانة» تنخفض", {high}}));
}

TEST_CASE("counts: two ordinals of one noun number two things") {
  CHECK(numbers_diverge("en", "The second batch of the second shipment came on five trucks",
                        "The second batch of the second shipment came on three trucks"));
  CHECK_FALSE(numbers_diverge("en", "The second batch of the second shipment came on five trucks",
                              "The third batch of the second shipment came on three trucks"));
  CHECK_FALSE(numbers_diverge("ar", "وصلت الدفعة الثانية من الشحنة الثانية على متن خمس قاطرات",
                              "وصلت الدفعة الثالثة من الشحنة الثانية على متن ثلاث قاطرات"));
}

TEST_CASE("counts: the hurt of a fire are not those of a collision") {
  const Text collision{
      "", {"وقع تصادم بين حافلتين على الطريق الدائري", "وأغلقت الشرطة الطريق", "وأصيب تسعة أشخاص ونقلوا إلى المستشفى"}};
  const Text bigger{
      "",
      {"أدى تصادم حافلتين إلى إغلاق الطريق الدائري", "وقالت الشرطة إنها تحقق", "وأصيب ستة أشخاص ونقلوا إلى المستشفى"}};
  const Text fire{
      "", {"اندلع حريق في منزل قرب الطريق الدائري", "وقالت الشرطة إنها تحقق", "وأصيب ستة أشخاص ونقلوا إلى المستشفى"}};
  CHECK(diverge("ar", DifferenceKind::count, collision, bigger));
  CHECK_FALSE(diverge("ar", DifferenceKind::count, collision, fire));
}

TEST_CASE("counts: a span reckoned back is no duration, and a year that one text alone names is another's") {
  const auto part = [](std::string_view lang, std::string_view text) {
    const Statement statement = read(lang, text);
    REQUIRE(statement.counts.size() == 1);
    return statement.counts[0].subset;
  };
  CHECK(part("en", "The ministry signed the licence five years ago"));
  CHECK_FALSE(part("en", "The ruling ends five years of doubt"));
  CHECK(part("ar", "وقعت الوزارة الرخصة قبل خمس سنوات"));
  CHECK_FALSE(part("ar", "استمرت المفاوضات خمس سنوات"));
  const Text past{"", {"The mine reopened on Monday", "The roof fell in during 2017 and seven miners were killed"}},
      present{"", {"The mine reopened on Monday", "The roof fell in and nine miners were killed"}},
      known{"", {"The mine was shut in 2017", "The roof fell in and nine miners were killed"}};
  CHECK(diverge("en", DifferenceKind::count, past, known));
  CHECK_FALSE(diverge("en", DifferenceKind::count, past, present));
}

TEST_CASE("numbers: the ends of a range are measured alike") {
  const auto values = [](std::string_view lang, std::string_view text) {
    std::vector<double> stated;
    for (const Quantity& number : read(lang, text).quantities) stated.push_back(number.stated);
    return stated;
  };
  CHECK(values("ar", "تقدم البلاديوم 0.7 بالمئة إلى 623.55 دولارا") == std::vector<double>{0.7, 623.55});
  CHECK(values("en", "Palladium advanced 0.7 percent to 623.55 dollars") == std::vector<double>{0.7, 623.55});
  CHECK(values("en", "It costs 20 dollars to 30 dollars") == std::vector<double>{20});
}

TEST_CASE("counts: pills that are seized in a search are those that were found on him") {
  CHECK_FALSE(diverge("ar", DifferenceKind::count_kind, {"", {"وبتفتيش السيارة عثر على 33 حبة مخدرة"}},
                      {"", {"ضبط سائق وبحوزته 33 حبة مخدرة"}}));
}

TEST_CASE("counts: one number of two groups, as adjectives and what is said behind the number tell") {
  const auto scopes_diverge = [](std::string_view lang, std::string_view a, std::string_view b) {
    CHECK(diverge(lang, DifferenceKind::count_scope, {"", {a}}, {"", {b}}) ==
          diverge(lang, DifferenceKind::count_scope, {"", {b}}, {"", {a}}));
    return diverge(lang, DifferenceKind::count_scope, {"", {a}}, {"", {b}});
  };
  CHECK(scopes_diverge("en", "The museum dismissed 80 seasonal guides on Monday",
                       "The museum dismissed 80 permanent guides on Monday"));
  CHECK_FALSE(scopes_diverge("en", "The museum dismissed 80 seasonal guides on Monday",
                             "The museum dismissed 80 temporary guides on Monday"));
  CHECK(scopes_diverge("ar", "ألغى المطار 40 رحلة داخلية بسبب العاصفة", "ألغى المطار أربعين رحلة دولية بسبب العاصفة"));
  // Who all of them, most of them, a part of them or none of them are.
  CHECK(scopes_diverge("en", "The avalanche buried 15 soldiers above the pass",
                       "The avalanche buried 15 people above the pass, most of them civilians"));
  CHECK(scopes_diverge("en", "The avalanche buried 15 soldiers above the pass",
                       "The avalanche buried 15 people above the pass, four of them soldiers"));
  CHECK_FALSE(scopes_diverge("en", "The avalanche buried 15 people above the pass, four of them soldiers",
                             "The avalanche buried 15 people above the pass, including four soldiers"));
  CHECK(scopes_diverge("en", "The blast killed 12 people in the square, including the bomber",
                       "The blast killed 12 people in the square, not counting the bomber"));
  CHECK(scopes_diverge("ar", "دفن الانهيار 15 جنديا فوق الممر", "دفن الانهيار 15 شخصا فوق الممر، كلهم من المدنيين"));
  // How far the number reaches.
  CHECK(scopes_diverge("en", "The chain will close 60 shops worldwide by June",
                       "The chain will close 60 shops in Norway alone by June"));
  CHECK(scopes_diverge("en", "The chain will close 60 shops worldwide by June",
                       "The chain will close 60 shops in Norway by June"));
  CHECK_FALSE(scopes_diverge("en", "The chain will close 60 shops worldwide by June",
                             "The chain will close 60 shops across the globe by June"));
  CHECK(scopes_diverge("ar", "تغلق السلسلة 60 متجرا حول العالم قبل الصيف",
                       "تغلق السلسلة 60 متجرا في النرويج وحدها قبل الصيف"));
}

TEST_CASE("counts: two groups of one size who do different things are two stories") {
  const auto scopes_diverge = [](std::string_view a, std::string_view b) {
    return diverge("en", DifferenceKind::count_scope, {"", {a}}, {"", {b}});
  };
  CHECK(scopes_diverge("The ferry fire killed nine sailors off the cape",
                       "The ferry fire killed nine tourists off the cape"));
  CHECK_FALSE(scopes_diverge("Thirty bakers learned to make rye loaves in Malmo",
                             "Thirty dentists joined a march against fees in Malmo"));
}

TEST_CASE("counts: behind a number or a plural there is no dual") {
  const auto numbers = [](std::string_view text) {
    std::vector<double> values;
    const Statement statement = read("ar", text);
    for (const CountSlot& count : statement.counts) values.push_back(count.low);
    return values;
  };
  CHECK(numbers("أنقذ خفر السواحل سبعة سائحين") == std::vector<double>{7});
  CHECK(numbers("سرح المصنع 30 من العاملين المؤقتين") == std::vector<double>{30});
  CHECK(numbers("أنقذ خفر السواحل طفلين") == std::vector<double>{2});
}

TEST_CASE("counts: a measure in other words, and in a unit written short") {
  CHECK(
      numbers_diverge("ar", "ضبط الجمارك في الميناء 90 كلغ من التبغ", "ضبط الجمارك في الميناء 140 كيلوغراما من التبغ"));
  CHECK_FALSE(
      numbers_diverge("ar", "ضبط الجمارك في الميناء 90 كلغ من التبغ", "ضبط الجمارك في الميناء 90 كيلوغراما من التبغ"));
}

TEST_CASE("dates: a year is not set against a month, nor what was against what is to come") {
  const auto dates_diverge = [](std::string_view lang, std::string_view a, std::string_view b) {
    return diverge(lang, DifferenceKind::date, {"", {a}}, {"", {b}});
  };
  CHECK(dates_diverge("en", "The new bridge opened in May 2019", "The new bridge opened in August 2019"));
  CHECK_FALSE(dates_diverge("en", "The new bridge opened in May 2019", "The new bridge opened in 2017"));
  CHECK(dates_diverge("en", "The ferry sank on 4 March", "The ferry sank on 17 March"));
  CHECK_FALSE(dates_diverge("en", "The union elected its chairman on 3 February 2021",
                            "The union elects its chairman on 26 May 2021"));
  CHECK(dates_diverge("ar", "افتتح الجسر الجديد في مايو 2019", "افتتح الجسر الجديد في أغسطس 2019"));
  CHECK_FALSE(dates_diverge("ar", "افتتح الجسر الجديد في مايو 2019", "افتتح الجسر الجديد عام 2017"));
  CHECK_FALSE(dates_diverge("ar", "انتخب الاتحاد رئيسه في 3 فبراير 2021", "انتخابات رئيس الاتحاد في 26 مايو 2021"));
}

TEST_CASE("dates: a text that gives the other's day too tells of two acts") {
  const std::string_view may = "تسدد الشركة الرواتب في 5 مايو 2021", june = "تسدد الشركة الرواتب في 9 يونيو 2021";
  CHECK(diverge("ar", DifferenceKind::date, {"", {"اجتمع المجلس أمس", may}}, {"", {june}}));
  CHECK_FALSE(diverge("ar", DifferenceKind::date, {"", {"وتسدد المكافآت في 9 يونيو 2021", may}}, {"", {june}}));
}

TEST_CASE("dates: the day of a text, one more day and an event of before are no other days of an act") {
  const auto dates_diverge = [](std::string_view a, std::string_view b) {
    return diverge("en", DifferenceKind::date, {"", {a}}, {"", {b}});
  };
  const std::string_view died = "Nils Orlo, who built the Brun bridge, died on July 24, 2004";
  CHECK(dates_diverge(died, "Nils Orlo, who built the Brun bridge, died on July 28, 2004"));
  CHECK_FALSE(dates_diverge(died, "Bridge builder Nils Orlo dies July 28, 2004 Nils Orlo, who built the Brun bridge"));
  CHECK_FALSE(dates_diverge(died, "Published: July 28, 2004 Nils Orlo, who built the Brun bridge, died"));
  CHECK(read("en", "July 28, 2004 Nils Orlo has died").times.empty());
  CHECK(read("en", "Wednesday, 28 July 2004 10:30 Nils Orlo has died").times.empty());
  CHECK(read("en", "On July 28, 2004 Nils Orlo died").times.size() == 1);
  CHECK(read("en", "Nils Orlo died July 28, 2004, in Brun").times.size() == 1);
  CHECK_FALSE(
      dates_diverge("The last major quake to hit Brun was in February", "Brun was hit by a strong quake in September"));
}

TEST_CASE("counts: what is added, what is converted, and what befell others elsewhere") {
  CHECK(numbers_diverge("en", "The judge gave Haas two life sentences", "The judge gave Haas three life sentences"));
  CHECK_FALSE(numbers_diverge("en", "The judge gave Haas two extra life sentences",
                              "The judge gave Haas three life sentences"));
  CHECK(read("en", "The fire at the mill cost 2 million ($1.5 million)").counts.size() == 1);
  CHECK(numbers_diverge("en", "The outage cut 60 percent of traffic in Peru",
                        "The outage cut 80 percent of traffic in Peru"));
  CHECK_FALSE(numbers_diverge("en", "The outage cut 70 percent of traffic in Chile, and 60 percent of traffic in Peru",
                              "The outage cut traffic in Chile by 80 percent, in Peru by 65 percent"));
  CHECK(none(read("en", "The guests at the party escaped without injury")));
  CHECK(none(read("en", "The other guests at the party escaped without injury"))->subset);
  CHECK_FALSE(none(read("en", "They didn't have to kill him")));
  CHECK_FALSE(none(read("en", "He didn't get a chance to flee to Mexico")));
}

TEST_CASE("counts: a sum of several happenings is no other number of one of them") {
  CHECK(numbers_diverge("en", "The fire at the mill killed 14 workers", "The fire at the mill killed 19 workers"));
  CHECK_FALSE(numbers_diverge("en", "The fire at the mill killed 14 workers",
                              "Separate fires at the mill and the port killed 19 workers"));
  CHECK(numbers_diverge("ar", "قتل 14 عاملا في حريق بالمطحنة", "قتل 19 عاملا في حريق بالمطحنة"));
  CHECK_FALSE(numbers_diverge("ar", "قتل 14 عاملا في حريق بالمطحنة", "قتل 19 عاملا في حرائق متفرقة بالمطحنة"));
}

TEST_CASE("counts: distances in other directions lie apart, masses of other matters are two") {
  CHECK(numbers_diverge("en", "Police seized 40 kilograms of tobacco at the pier",
                        "Police seized 90 kilograms of tobacco at the pier"));
  CHECK_FALSE(numbers_diverge("en", "Police seized 40 kilograms of tobacco at the pier",
                              "Police seized 90 kilograms of saffron at the pier"));
  CHECK_FALSE(numbers_diverge("en", "The well lies 40 kilometres north of the town",
                              "The well lies 90 kilometres east of the town"));
}

TEST_CASE("counts: who they are stands behind of them") {
  const auto scopes_diverge = [](std::string_view lang, std::string_view a, std::string_view b) {
    return diverge(lang, DifferenceKind::count_scope, {"", {a}}, {"", {b}});
  };
  CHECK(scopes_diverge("ar", "سرحت الصحيفة 44 صحفيا", "سرحت الصحيفة 44 موظفا، ستة منهم صحفيون"));
  CHECK_FALSE(scopes_diverge("ar", "سرحت الصحيفة 44 صحفيا", "سرحت الصحيفة 44 صحفيا، ستة منهم مصورون"));
}

TEST_CASE("causes: blame is laid for something, and a noun behind its preposition is no verb") {
  const auto causes_diverge = [](std::string_view lang, std::string_view a, std::string_view b) {
    return diverge(lang, DifferenceKind::cause, {"", {a}}, {"", {b}});
  };
  CHECK(causes_diverge("en", "Inspectors blamed a faulty pump for the explosion at the brewery",
                       "The brewery explosion was caused by lightning, inspectors found"));
  CHECK_FALSE(causes_diverge("en", "Inspectors blamed a faulty pump for the explosion at the brewery",
                             "The brewery explosion was caused by a faulty pump, inspectors found"));
  CHECK(causes_diverge("ar", "عزا الخبراء انفجار المصنع إلى عطل في أحد الأنابيب",
                       "قال الخبراء إن صاعقة تسببت في انفجار المصنع"));
  CHECK_FALSE(causes_diverge("ar", "عزا الخبراء انفجار المصنع إلى عطل في أحد الأنابيب",
                             "قال الخبراء إن عطلا تسبب في انفجار المصنع"));
}

TEST_CASE("quotes: what is said twice is said, another quarter is no translation") {
  const auto quotes_diverge = [](std::string_view lang, std::string_view a, std::string_view b) {
    return diverge(lang, DifferenceKind::quote, {"", {a}}, {"", {b}});
  };
  CHECK_FALSE(quotes_diverge("en", "\"We will not, we will not give up the harbour,\" the captain said",
                             "\"We will not give up the harbour,\" the captain said"));
  CHECK(quotes_diverge("ar", "قال القبطان: «شرق الميناء تحت حراستنا»", "قال القبطان: «غرب الميناء تحت حراستنا»"));
}

TEST_CASE("counts: labels of headlines, parts «من بين», vague numbers and rounded shares") {
  CHECK(diverge("ar", DifferenceKind::count, {"تسجيل 788 مخالفة اقتصادية خلال رمضان", {}},
                {"تسجيل 388 مخالفة اقتصادية خلال رمضان", {}}));
  CHECK_FALSE(diverge("ar", DifferenceKind::count, {"نابل: 788 مخالفة اقتصادية خلال رمضان", {}},
                      {"المهدية: 388 مخالفة اقتصادية خلال رمضان", {}}));
  CHECK_FALSE(numbers_diverge("ar", "القبض على أعضاء العصابة السبعة في صور", "ومن بين الموقوفين 3 أشخاص في صور"));
  CHECK_FALSE(numbers_diverge("en", "Police arrested seven people in the port of Brun",
                              "Among those arrested were three people in the port of Brun"));
}

TEST_CASE("clocks: soldiers at noon are no hour, and two hours of unknown days are of two") {
  const auto hours = [](std::string_view text) {
    const Statement statement = read("ar", text);
    return std::count_if(statement.times.begin(), statement.times.end(),
                         [](const TimeSlot& time) { return time.clock == 16 * 60; });
  };
  CHECK(hours("إصابة 4 جنود ظهر اليوم في انفجار لغم") == 0);
  CHECK(hours("وصل الوفد في الرابعة عصر اليوم") == 1);
}
