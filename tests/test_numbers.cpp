#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <string>

#include "text/numbers.h"

using namespace tawatur;

namespace {

const Lexicons& lexicons() {
  static const Lexicons tables;
  return tables;
}

std::string show(double value) {
  std::ostringstream out;
  out.precision(12);
  out << value;
  return out.str();
}

/// "12", ">=12", "<=12", "~100(90..110)", "10..15", then unit and flags; quantities joined by " | ".
std::string read(std::string_view lang, std::string_view text) {
  const NumberReader reader(lexicons(), lang);
  std::string all;
  std::uint32_t before = 0;
  const NormalisedText words = normalise(text);
  for (const Quantity& quantity : reader.read(words, text)) {
    CHECK(quantity.first >= before);
    CHECK(quantity.first <= quantity.number_first);
    CHECK(quantity.number_first < quantity.number_last);
    CHECK(quantity.number_last <= quantity.last);
    CHECK(quantity.last <= words.tokens.size());
    CHECK(quantity.low <= quantity.high);
    CHECK(quantity.source.end <= text.size());
    bool may_count = false;
    for (std::uint32_t i = quantity.number_first; i < quantity.number_last; ++i)
      may_count = may_count || reader.may_count(words.word(i));
    CHECK(may_count);
    before = quantity.last;
    if (!all.empty()) all += " | ";
    switch (quantity.bound) {
      case Bound::exact: all += show(quantity.stated); break;
      case Bound::at_least: all += ">=" + show(quantity.stated); CHECK(std::isinf(quantity.high)); break;
      case Bound::at_most: all += "<=" + show(quantity.stated); CHECK(quantity.low == 0); break;
      case Bound::about:
        all += "~" + show(quantity.stated) + "(" + show(quantity.low) + ".." + show(quantity.high) + ")";
        break;
      case Bound::range: all += show(quantity.low) + ".." + show(quantity.high); break;
    }
    if (!quantity.unit.empty()) all += " " + quantity.unit;
    if (quantity.ordinal) all += " ordinal";
    if (quantity.dual) all += " dual";
    if (quantity.single) all += " single";
  }
  return all;
}

std::string ar(std::string_view text) { return read("ar", text); }
std::string en(std::string_view text) { return read("en", text); }

}  // namespace

TEST_CASE("Arabic number words read in either gender and case") {
  CHECK(ar("ثلاثة أشخاص") == "3");
  CHECK(ar("ثلاث نساء") == "3");
  CHECK(ar("ثماني طائرات") == "8");
  CHECK(ar("اثنان من الركاب") == "2");
  CHECK(ar("عشرة قتلى") == "10");
  // The fraction is typed first, so that a line from the right shows it last.
  CHECK(ar("5ر1 مليون لاجئ") == "1500000");
  CHECK(ar("٧ر١٠ في المئة") == "10.7 percent");
  CHECK(ar("000ر22 حاج") == "22000");
  CHECK(ar("أحد عشر شخصاً") == "11");
  CHECK(ar("إحدى عشرة امرأة") == "11");
  CHECK(ar("اثنا عشر عاملاً") == "12");
  CHECK(ar("اثنتي عشرة سيارة") == "12");
  CHECK(ar("ثلاثة عشر جريحاً") == "13");
  CHECK(ar("خمسة عشر مدنياً") == "15");
  CHECK(ar("خمس عشرة طفلة") == "15");
  CHECK(ar("تسعة عشر") == "19");
  CHECK(ar("عشرون راكباً") == "20");
  CHECK(ar("تسعين موظفاً") == "90");
}

TEST_CASE("two hundred is a number only where it is written with its hamza") {
  CHECK(read("ar", "قتل مئتا شخص") == "200");
  CHECK(read("ar", "مئتا ألف طن").starts_with("200000"));
  CHECK(read("ar", "قتل مِئَتا شخص") == "200");
  CHECK(read("ar", "عثر على الطفل ميتا").empty());
  CHECK(read("ar", "عثر عليه جريحا وميتا").empty());
}

TEST_CASE("Arabic units stand before tens, joined by a waw") {
  CHECK(ar("خمسة وعشرون قتيلاً") == "25");
  CHECK(ar("إحدى وثلاثون امرأة") == "31");
  CHECK(ar("سبع وأربعين دولة") == "47");
  CHECK(ar("مئة وخمسة وعشرون جريحاً") == "125");
  CHECK(ar("مئة وعشرة") == "110");
}

TEST_CASE("Arabic groups add from left to right") {
  CHECK(ar("ثلاثة آلاف ومئتان وخمسة وأربعون نازحاً") == "3245");
  CHECK(ar("مئتان وخمسون ألفاً") == "250000");
  CHECK(ar("ثلاثمئة شخص") == "300");
  CHECK(ar("ثلاثمائة شخص") == "300");
  CHECK(ar("خمس مئة عائلة") == "500");
  CHECK(ar("مائتي ألف لاجئ") == "200000");
  CHECK(ar("ألف ومئة صوت") == "1100");
  CHECK(ar("مليون ومئتا ألف ناخب") == "1200000");
  CHECK(ar("ألفان وثلاثمئة طالب") == "2300");
  CHECK(ar("أحد عشر ألفاً وخمسمئة") == "11500");
  CHECK(ar("مئة ألف") == "100000");
}

TEST_CASE("Arabic digits combine with scales") {
  CHECK(ar("3 آلاف شخص") == "3000");
  CHECK(ar("12 ألفاً") == "12000");
  CHECK(ar("1.2 مليون نازح") == "1200000");
  CHECK(ar("1,5 مليون نازح") == "1500000");
  CHECK(ar("٣ آلاف و٥٠٠ عائلة") == "3500");
  CHECK(ar("نصف مليون شخص") == "500000");
  CHECK(ar("مليون ونصف المليون نازح") == "1500000");
  CHECK(ar("مليونين ونصف مليون") == "2500000");
  CHECK(ar("3 مليارات") == "3000000000");
  CHECK(ar("بلغ العدد 7,000 شخص") == "7000");
  CHECK(ar("بلغ العدد ٧٬٠٠٠ شخص") == "7000");
  CHECK(ar("بلغ العدد 1.234.567 ناخبا") == "1234567");
  CHECK(ar("نزوح 1.500 عائلة") == "1500");
  CHECK(ar("1.500 مليون") == "1500000");
}

TEST_CASE("a waw joins numbers only where they add up") {
  CHECK(ar("مقتل ثلاثة وإصابة خمسة") == "3 | 5");
  CHECK(ar("10 و15") == "10 | 15");
  CHECK(ar("خمسة وستة") == "5 | 6");
  CHECK(ar("عشرة وعشرين") == "10 | 20");
  CHECK(ar("ثلاثة قتلى وخمسة جرحى") == "3 | 5");
}

TEST_CASE("clitics stand before Arabic numbers") {
  CHECK(ar("بثلاثة صواريخ") == "3");
  CHECK(ar("بـ12 صاروخا") == "12");
  CHECK(ar("الثلاثة الآخرون") == "3");
  CHECK(ar("و25 جريحا") == "25");
  CHECK(ar("وثلاثين جريحا") == "30");
}

TEST_CASE("duals state two") {
  CHECK(ar("سقوط قذيفتين على الحي") == "2 dual");
  CHECK(ar("مقتل طفلتين") == "2 dual");
  CHECK(ar("مقتل جنديين تركيين") == "2 dual");
  CHECK(ar("أصيب شخصان بجروح") == "2 dual");
  CHECK(ar("قتل ضابطان وعنصران") == "2 dual | 2 dual");
  CHECK(ar("إطلاق صاروخين") == "2 dual");
  CHECK(ar("مقتل شخصين اثنين") == "2 dual");
  CHECK(ar("بعد ساعتين") == "2 hour dual");
  CHECK(ar("خلال عامين") == "2 year dual");
  CHECK(ar("في مدرستين") == "2 dual");
  CHECK(ar("مدرستان") == "2 dual");
}

TEST_CASE("sound plurals and names aren't duals") {
  CHECK(ar("مقتل مدنيين ومسلحين") == "");
  CHECK(ar("عودة المهاجرين السوريين") == "");
  CHECK(ar("قال فلاديمير بوتين إن الأرجنتين وأفغانستان") == "");
  CHECK(ar("مدنيين اثنين") == "2");
  CHECK(ar("في كردستان وباكستان") == "");
}

TEST_CASE("an Arabic singular behind a word of death or injury states one") {
  CHECK(ar("مقتل مدني في القصف") == "1 single");
  CHECK(ar("إصابة طفل ومقتل امرأة") == "1 single | 1 single");
  CHECK(ar("قتل جندي تركي") == "1 single");
  CHECK(ar("مقتل قائد الفصيل") == "");
  CHECK(ar("مقتل مدنيين") == "");
}

TEST_CASE("Arabic vague words span intervals") {
  CHECK(ar("بضعة أشخاص") == "3..9");
  CHECK(ar("بضع مئات") == "300..999");
  CHECK(ar("بضعة آلاف") == "3000..9999");
  CHECK(ar("عشرات القتلى") == "20..99");
  CHECK(ar("مئات العائلات") == "200..999");
  CHECK(ar("آلاف النازحين") == "2000..9999");
  CHECK(ar("ملايين الدولارات") == "2000000..9999999 USD");
  CHECK(ar("عشرات الآلاف من المدنيين") == "20000..99999");
  CHECK(ar("مئات الآلاف") == "200000..999999");
}

TEST_CASE("Arabic bounds") {
  CHECK(ar("أكثر من 12 قتيلا") == ">=12");
  CHECK(ar("وأكثر من 12 قتيلا") == ">=12");
  CHECK(ar("ما يزيد على مئة قتيل") == ">=100");
  CHECK(ar("ما لا يقل عن ثلاثين شخصا") == ">=30");
  CHECK(ar("لا يقل عن 30") == ">=30");
  CHECK(ar("12 قتيلا على الأقل") == ">=12");
  CHECK(ar("على الأقل 12 قتيلا") == ">=12");
  CHECK(ar("مقتل 12 وأكثر من 30 جريحا") == "12 | >=30");
  CHECK(ar("أقل من 20 شخصا") == "<=20");
  CHECK(ar("لا يتجاوز خمسين") == "<=50");
  CHECK(ar("نحو 100 شخص") == "~100(90..110)");
  CHECK(ar("حوالي 5 أشخاص") == "~5(4..6)");
  CHECK(ar("قرابة ألف عائلة") == "~1000(900..1100)");
  CHECK(ar("ما يقارب ألفي نازح") == "~2000(1800..2200)");
  CHECK(ar("20 شخصا تقريبا") == "~20(18..22)");
}

TEST_CASE("Arabic ranges") {
  CHECK(ar("بين 10 و15 قتيلا") == "10..15");
  CHECK(ar("من 10 إلى 15 شخصا") == "10..15");
  CHECK(ar("10-15 شخصا") == "10..15");
  CHECK(ar("10–15 شخصا") == "10..15");
  CHECK(ar("بين ثلاثة وخمسة آلاف نازح") == "3000..5000");
  CHECK(ar("ما بين 10 آلاف و15 ألف شخص") == "10000..15000");
  CHECK(ar("بين ألف وألفين") == "1000..2000");
  CHECK(ar("ارتفع عدد القتلى من 10 إلى 15") == "10 | 15");
  CHECK(ar("صعد المؤشر 7 في المئة إلى 6420 نقطة") == "7 percent | 6420 point");
  CHECK(ar("شخصان أو 3") == "2 dual | 3");
  CHECK(ar("ثلاثة أو أربعة أشخاص") == "3..4");
}

TEST_CASE("Arabic units") {
  CHECK(ar("بنسبة 5 بالمئة") == "5 percent");
  CHECK(ar("5 في المئة") == "5 percent");
  CHECK(ar("5%") == "5 percent");
  CHECK(ar("٥٪ من السكان") == "5 percent");
  CHECK(ar("%5 من السكان") == "5 percent");
  CHECK(ar("3.5 بالمائة") == "3.5 percent");
  CHECK(ar("مئة مليون دولار") == "100000000 USD");
  CHECK(ar("200 ليرة سورية") == "200 SYP");
  CHECK(ar("200 ليرة") == "200 lira");
  CHECK(ar("15 جنيهاً مصرياً") == "15 EGP");
  CHECK(ar("5 كيلومترات") == "5 km");
  CHECK(ar("5 أميال") == "5 mile");
  CHECK(ar("12 كم مربع") == "12 km2");
  CHECK(ar("بقوة 6.3 درجات على مقياس ريختر") == "6.3 magnitude");
  CHECK(ar("34 عاماً") == "34 year");
  CHECK(ar("أكثر من 3 أشهر") == ">=3 month");
  CHECK(ar("40 درجة مئوية") == "40 celsius");
  CHECK(ar("بين 10 و15 بالمئة") == "10..15 percent");
}

TEST_CASE("Arabic ordinals aren't counts") {
  CHECK(ar("المرة الثالثة") == "3 ordinal");
  CHECK(ar("للعام الحادي عشر على التوالي") == "11 ordinal");
  CHECK(ar("الجلسة الخامسة والعشرين") == "25 ordinal");
  CHECK(ar("أول من أمس") == "");
  CHECK(ar("تشرين الثاني") == "");
}

TEST_CASE("Arabic numbers that name things are left out") {
  CHECK(ar("عند الساعة 10:30 صباحا") == "");
  CHECK(ar("الساعة العاشرة صباحا") == "");
  CHECK(ar("فاز الفريق 2-1") == "");
  CHECK(ar("فوز الفريق 1-2 على ضيفه") == "");
  CHECK(ar("بتاريخ 12/5/2017") == "");
  CHECK(ar("بتاريخ 2017-05-12") == "");
  CHECK(ar("القرار 2254 الصادر عن المجلس") == "");
  CHECK(ar("القرار رقم 1559") == "");
  CHECK(ar("طائرة إف-16") == "");
  CHECK(ar("دبابات تي-72") == "");
  CHECK(ar("هاتف 00963112223344") == "");
  CHECK(ar("للتواصل +963 11 222 3344") == "");
  CHECK(ar("في عام 2017") == "");
  CHECK(ar("منذ 2011") == "");
  CHECK(ar("واحد من المسؤولين") == "");
  CHECK(ar("يوم 12 آذار الماضي") == "");
  CHECK(ar("12 من نيسان") == "");
  CHECK(ar("الثاني من آب") == "");
  CHECK(ar("كانون الأول 2017") == "");
  CHECK(ar("عام ألفين وسبعة عشر") == "");
  CHECK(ar("يوم الاثنين") == "");
  CHECK(ar("قمة مجموعة العشرين") == "");
}

TEST_CASE("English number words") {
  CHECK(en("three people") == "3");
  CHECK(en("twenty-five people") == "25");
  CHECK(en("one hundred and five people") == "105");
  CHECK(en("three thousand two hundred and forty-five") == "3245");
  CHECK(en("two hundred thousand") == "200000");
  CHECK(en("a hundred people") == "100");
  CHECK(en("half a million people") == "500000");
  CHECK(en("one and a half million people") == "1500000");
  CHECK(en("fifteen hundred troops") == "1500");
  CHECK(en("two dozen people") == "24");
  CHECK(en("1.2 million people") == "1200000");
  CHECK(en("7,000 people") == "7000");
  CHECK(en("1,234,567 votes") == "1234567");
  CHECK(en("2.5 million") == "2500000");
  CHECK(en("12 killed and 30 wounded") == "12 | 30");
}

TEST_CASE("English vague words, bounds and ranges") {
  CHECK(en("dozens of people") == "24..99");
  CHECK(en("tens of thousands of people") == "20000..99999");
  CHECK(en("hundreds were displaced") == "200..999");
  CHECK(en("several hundred people") == "200..999");
  CHECK(en("at least 15 killed") == ">=15");
  CHECK(en("more than 1,000 people") == ">=1000");
  CHECK(en("15 people or more") == ">=15");
  CHECK(en("100+ people") == ">=100");
  CHECK(en("fewer than 20 people") == "<=20");
  CHECK(en("up to 50 people") == "<=50");
  CHECK(en("about 100 people") == "~100(90..110)");
  CHECK(en("nearly five people") == "~5(4..6)");
  CHECK(en("between 10 and 15 people") == "10..15");
  CHECK(en("10 to 15 people") == "10..15");
  CHECK(en("10-15 people") == "10..15");
  CHECK(en("two or three people") == "2..3");
  CHECK(en("between two hundred and three hundred people") == "200..300");
  CHECK(en("5 to 10 million people") == "5000000..10000000");
  CHECK(en("the toll rose from 10 to 15") == "10 | 15");
  CHECK(en("shares rose 3 percent to 420") == "3 percent | 420");
  CHECK(en("prices will rise 5 to 10 percent") == "5..10 percent");
  CHECK(en("over 30 soldiers died over three days") == ">=30 | 3 day");
}

TEST_CASE("English units") {
  CHECK(en("5 percent") == "5 percent");
  CHECK(en("5 per cent of the vote") == "5 percent");
  CHECK(en("2.5% of the vote") == "2.5 percent");
  CHECK(en("10%-15% of the vote") == "10..15 percent");
  CHECK(en("a fall of 3 percentage points") == "3 percentage_point");
  CHECK(en("$5 million") == "5000000 USD");
  CHECK(en("$1.2bn deal") == "1200000000 USD");
  CHECK(en("US$5") == "5 USD");
  CHECK(en("$5m deal") == "5000000 USD");
  CHECK(en("the service has 19m subscribers") == "19000000");
  CHECK(en("about 1.9m people") == "~1900000(1710000..2090000)");
  CHECK(en("a jump of 8.9m at the stadium") == "8.9 m");
  CHECK(en("won the 400m hurdles") == "400 m");
  CHECK(en("two 300m tankers") == "2 | 300 m");
  CHECK(en("a 3m across crater") == "3 m");
  CHECK(en("€300") == "300 EUR");
  CHECK(en("5km from the city") == "5 km");
  CHECK(en("5 miles from the city") == "5 mile");
  CHECK(en("a magnitude 6.3 earthquake") == "6.3 magnitude");
  CHECK(en("a 72-hour truce") == "72 hour");
  CHECK(en("a 34-year-old man") == "34 year");
  CHECK(en("Ann Smith, 34, said") == "34 year");
  CHECK(en("$10-$15") == "10..15 USD");
}

TEST_CASE("English ordinals, singulars and names of numbers") {
  CHECK(en("the third round") == "3 ordinal");
  CHECK(en("the 21st attack") == "21 ordinal");
  CHECK(en("his twenty-first birthday") == "21 ordinal");
  CHECK(en("A man was killed") == "1 single");
  CHECK(en("police arrested a young man") == "1 single");
  CHECK(en("a man spoke to reporters") == "");
  CHECK(en("at 10:30 on Sunday") == "");
  CHECK(en("at 10 am") == "");
  CHECK(en("they won 2-1") == "");
  CHECK(en("a 3-0 victory") == "");
  CHECK(en("on 12/5/2017") == "");
  CHECK(en("on 2017-05-12") == "");
  CHECK(en("Resolution 2254") == "");
  CHECK(en("Article No. 5") == "");
  CHECK(en("an F-16 jet and a T-72 tank") == "");
  CHECK(en("call 555-123-4567") == "");
  CHECK(en("in 2017") == "");
  CHECK(en("the 2011-2017 war") == "");
  CHECK(en("one of the leaders") == "");
  CHECK(en("on March 12") == "");
  CHECK(en("on 12 May 2017") == "");
  CHECK(en("some 12 may have died") == "~12(10.8..13.2)");
  CHECK(en("Flight 370") == "");
  CHECK(en("in the 1990s") == "");
  CHECK(en("COVID-19 cases") == "");
}

TEST_CASE("the source covers bound, number, unit and signs") {
  const std::string text = "It cost more than $5 million, they said.";
  const NormalisedText words = normalise(text);
  const auto found = NumberReader(lexicons(), "en").read(words, text);
  REQUIRE(found.size() == 1);
  CHECK(text.substr(found[0].source.begin, found[0].source.size()) == "more than $5 million");
  CHECK(words.word(found[0].number_first) == "5");
  const std::string rate = "It fell 5%.";
  const auto percent = NumberReader(lexicons(), "en").read(normalise(rate), rate);
  REQUIRE(percent.size() == 1);
  CHECK(rate.substr(percent[0].source.begin, percent[0].source.size()) == "5%");
}

TEST_CASE("a language without tables reads digits") {
  CHECK(read("fr", "12 morts et 7,000 personnes") == "12 | 7000");
  CHECK(read("ar", "") == "");
  CHECK(read("en", "...") == "");
}
