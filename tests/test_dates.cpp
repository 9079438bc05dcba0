#include <doctest/doctest.h>

#include <string>

#include "text/dates.h"

using namespace tawatur;

namespace {

const Lexicons lexicons;
const DateReader arabic(lexicons, "ar");
const DateReader english(lexicons, "en");

/// "y2017 m11 d12 w6 r-1 c600 <- <words>" for every mention, in order.
std::string mentions(const DateReader& reader, std::string_view text) {
  std::string out;
  const NormalisedText words = normalise(text);
  for (const DateMention& mention : reader.read(words, text)) {
    CHECK(reader.may_date(words.word(mention.first)));
    if (!out.empty()) out += "; ";
    const auto add = [&out](char name, const auto& value) {
      if (value) out += name + std::to_string(*value) + " ";
    };
    add('y', mention.year);
    add('m', mention.month);
    add('d', mention.day);
    add('w', mention.weekday);
    add('r', mention.relative_days);
    add('c', mention.clock_min);
    add('Y', mention.relative_years);
    if (mention.direction > 0) out += "next ";
    if (mention.direction < 0) out += "last ";
    if (mention.hijri) out += "hijri ";
    out += "[" + std::string(text.substr(mention.source.begin, mention.source.size())) + "]";
  }
  return out;
}

std::string resolved(const DateReader& reader, std::string_view text, std::string_view published) {
  const auto all = reader.read(normalise(text), text);
  if (all.size() != 1) return std::to_string(all.size()) + " mentions";
  const auto days = DateReader::resolve(all[0], parse_timestamp(published, reader));
  if (!days) return "none";
  const auto day = [](std::int32_t number) { return to_string(Timestamp{86400ll * number, false, std::nullopt}); };
  return days->first == days->last ? day(days->first) : day(days->first) + " to " + day(days->last);
}

std::string field(std::string_view text, const DateReader& reader = english) {
  const auto time = parse_timestamp(text, reader);
  return time ? to_string(*time) : "none";
}

std::string head(std::string_view text, const DateReader& reader) {
  const auto time = timestamp_from_head(text, reader);
  return time ? to_string(*time) : "none";
}

std::string address(std::string_view url) {
  const auto time = timestamp_from_url(url, english);
  return time ? to_string(*time) : "none";
}

}  // namespace

TEST_CASE("days are counted from 1970") {
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(days_from_civil(1969, 12, 31) == -1);
  CHECK(days_from_civil(2000, 3, 1) == 11017);
  CHECK(is_civil(2016, 2, 29));
  CHECK_FALSE(is_civil(2017, 2, 29));
  CHECK_FALSE(is_civil(0, 1, 1));
}

TEST_CASE("a time is written with its zone only when the zone is known") {
  CHECK(to_string(Timestamp{0, false, std::nullopt}) == "1970-01-01");
  CHECK(to_string(Timestamp{1510524240, true, std::nullopt}) == "2017-11-12T22:04:00");
  CHECK(to_string(Timestamp{1510524240, true, 0}) == "2017-11-12T22:04:00Z");
  CHECK(to_string(Timestamp{1510524240, true, 180}) == "2017-11-12T22:04:00+03:00");
  CHECK(to_string(Timestamp{1510524240, true, -210}) == "2017-11-12T22:04:00-03:30");
}

TEST_CASE("Arabic month names of the Levant, Egypt and the Maghreb are read") {
  CHECK(mentions(arabic, "وقع الحادث في 11 نوفمبر/تشرين الثاني 2017 قرب المدينة") ==
        "y2017 m11 d11 [11 نوفمبر/تشرين الثاني 2017]");
  CHECK(mentions(arabic, "يوم 14 جانفي 2011") == "y2011 m1 d14 [14 جانفي 2011]");
  CHECK(mentions(arabic, "٣ كانون الأول") == "m12 d3 [٣ كانون الأول]");
  CHECK(mentions(arabic, "منذ 5 غشت من عام 2016") == "y2016 m8 d5 [5 غشت من عام 2016]");
  CHECK(mentions(arabic, "تشرين الثاني ١٢, ٢٠١٧") == "y2017 m11 d12 [تشرين الثاني ١٢, ٢٠١٧]");
  CHECK(mentions(arabic, "الثاني من آب") == "m8 d2 [الثاني من آب]");
  CHECK(mentions(arabic, "في الحادي والعشرين من شهر أيلول") == "m9 d21 [الحادي والعشرين من شهر أيلول]");
  CHECK(mentions(arabic, "خلال شهر مايو") == "m5 [شهر مايو]");
  CHECK(mentions(arabic, "في آذار الماضي") == "m3 last [آذار الماضي]");
  CHECK(mentions(arabic, "10 مايو من العام الماضي") == "m5 d10 Y-1 [10 مايو من العام الماضي]");
  CHECK(mentions(arabic, "28 من يوليو (تموز) الحالي") == "m7 d28 Y0 [28 من يوليو (تموز) الحالي]");
  CHECK(mentions(arabic, "23 يناير (كانون الثاني) العام الماضي") ==
        "m1 d23 Y-1 [23 يناير (كانون الثاني) العام الماضي]");
  CHECK(mentions(arabic, "الجمعة 18/8/1436") == "w4 [الجمعة]; y1436 m8 d18 hijri [18/8/1436]");
  CHECK(mentions(arabic, "12 رمضان 1438 الموافق 7 يونيو 2017") ==
        "y1438 m9 d12 hijri [12 رمضان 1438]; y2017 m6 d7 [7 يونيو 2017]");
}

TEST_CASE("a word that is a month's name and another word is a month only beside a number") {
  CHECK(mentions(arabic, "مارس اللاعب هوايته") == "");
  CHECK(mentions(arabic, "مارس 12 لاعبا هوايتهم") == "");
  CHECK(mentions(english, "They may 12 times march") == "");
  CHECK(mentions(english, "At least 12 may have died") == "");
  CHECK(mentions(english, "on May 12 troops left") == "m5 d12 [May 12]");
  CHECK(mentions(english, "12 may 2017") == "y2017 m5 d12 [12 may 2017]");
  CHECK(mentions(english, "Theresa May said") == "");
  CHECK(mentions(english, "on March 12,000 people") == "");
}

TEST_CASE("English dates are read") {
  CHECK(mentions(english, "Sunday, Nov. 12, 2017 at 10:04 pm") ==
        "y2017 m11 d12 w6 c1324 [Sunday, Nov. 12, 2017 at 10:04 pm]");
  CHECK(mentions(english, "the 2nd of August") == "m8 d2 [2nd of August]");
  CHECK(mentions(english, "12th May 2017") == "y2017 m5 d12 [12th May 2017]");
  CHECK(mentions(english, "in November 2017, in 2016") == "y2017 m11 [November 2017]; y2016 [in 2016]");
  CHECK(mentions(english, "last March and next Tuesday") == "m3 last [last March]; w1 next [next Tuesday]");
  CHECK(mentions(english, "It happened late on Tuesday. Wednesday was calm.") == "w1 [Tuesday]; w2 [Wednesday]");
  CHECK(mentions(english, "the sun and the sat nav") == "");
  CHECK(mentions(english, "the day before yesterday, last night") ==
        "r-2 [the day before yesterday]; r-1 [last night]");
  CHECK(mentions(english, "in this case, in last place") == "");
  CHECK(mentions(english, "2017-11-12 and 21.11.2017 but not 1.2.3 or 11/12/2017") ==
        "y2017 m11 d12 [2017-11-12]; y2017 m11 d21 [21.11.2017]");
}

TEST_CASE("parts of one date that stand together are one mention") {
  CHECK(mentions(arabic, "اليوم السبت، 11 نوفمبر/تشرين الثاني، على هامش") ==
        "m11 d11 w5 r0 [اليوم السبت، 11 نوفمبر/تشرين الثاني]");
  CHECK(mentions(arabic, "أمس (الاثنين)") == "w0 r-1 [أمس (الاثنين]");
  CHECK(mentions(arabic, "الساعة الخامسة مساء يوم الثلاثاء") == "w1 c1020 [الساعة الخامسة مساء يوم الثلاثاء]");
  CHECK(mentions(arabic, "الثلاثاء الماضي") == "w1 last [الثلاثاء الماضي]");
  CHECK(mentions(arabic, "الاثنين والثلاثاء") == "w0 [الاثنين]; w1 [والثلاثاء]");
  CHECK(mentions(arabic, "أول من أمس") == "r-2 [أول من أمس]");
}

TEST_CASE("words for today that mean something else are no date") {
  CHECK(mentions(arabic, "في اليوم التالي") == "");
  CHECK(mentions(arabic, "اليوم العالمي للمرأة") == "");
  CHECK(mentions(arabic, "الأمين العام الحالي") == "");
  CHECK(mentions(english, "the Sunday Times") == "");
  CHECK(mentions(english, "Black Friday sales") == "");
}

TEST_CASE("mentions are resolved by the time of publication") {
  CHECK(resolved(arabic, "11 نوفمبر", "2017-11-21") == "2017-11-11");
  CHECK(resolved(arabic, "28 ديسمبر", "2017-01-03") == "2016-12-28");
  CHECK(resolved(arabic, "3 يناير", "2016-12-29") == "2017-01-03");
  CHECK(resolved(arabic, "20 ديسمبر", "2017-11-21") == "2016-12-20");
  CHECK(resolved(arabic, "20 ديسمبر المقبل", "2017-11-21") == "2017-12-20");
  CHECK(resolved(arabic, "آذار الماضي", "2017-11-21") == "2017-03-01 to 2017-03-31");
  CHECK(resolved(english, "November 2017", "2018-05-05") == "2017-11-01 to 2017-11-30");
  CHECK(resolved(arabic, "10 مايو من العام الماضي", "2017-11-21") == "2016-05-10");
  CHECK(resolved(arabic, "العام الماضي", "2017-11-21") == "2016-01-01 to 2016-12-31");
  CHECK(resolved(english, "yesterday", "2017-11-01") == "2017-10-31");
  CHECK(resolved(english, "on Tuesday", "2017-11-21") == "2017-11-21");  // a Tuesday
  CHECK(resolved(english, "on Wednesday", "2017-11-21") == "2017-11-15");
  CHECK(resolved(english, "last Tuesday", "2017-11-21") == "2017-11-14");
  CHECK(resolved(english, "next Tuesday", "2017-11-21") == "2017-11-28");
  CHECK(resolved(arabic, "أمس (الاثنين)", "2017-11-22") == "2017-11-20");  // republished a day later
  CHECK(resolved(english, "Feb. 29", "2017-05-01") == "2016-02-29");
  CHECK(resolved(english, "yesterday", "") == "none");
  CHECK(resolved(arabic, "12 رمضان 1438", "2017-11-21") == "none");
  CHECK(resolved(english, "12 May 2017", "") == "2017-05-12");
}

TEST_CASE("date fields of every producer are read") {
  CHECK(field("2020-05-01") == "2020-05-01");
  CHECK(field("2020-05-01 10:00:00") == "2020-05-01T10:00:00");
  CHECK(field("2020-05-01T10:00") == "2020-05-01T10:00:00");
  CHECK(field("2020-05-01T10:00:00.123Z") == "2020-05-01T10:00:00Z");
  CHECK(field("2020-05-01 10:00:00+00:00") == "2020-05-01T10:00:00Z");
  CHECK(field("2020-05-01T10:00:00+0300") == "2020-05-01T10:00:00+03:00");
  CHECK(field("2020-05-01 10:00:00 -03") == "2020-05-01T10:00:00-03:00");
  CHECK(field("2020-05-01 10:00:00 UTC") == "2020-05-01T10:00:00Z");
  CHECK(field("20200501T100000Z") == "2020-05-01T10:00:00Z");
  CHECK(field("20200501") == "2020-05-01");
  CHECK(field("20200501100000") == "2020-05-01T10:00:00");
  CHECK(field("2020/5/1") == "2020-05-01");
  CHECK(field("1510437840") == "2017-11-11T22:04:00Z");
  CHECK(field("1510437840123") == "2017-11-11T22:04:00Z");
  CHECK(field("1510437840.75") == "2017-11-11T22:04:00Z");
  CHECK(field("Sun, 12 Nov 2017 22:04:05 +0300") == "2017-11-12T22:04:05+03:00");
  CHECK(field("Sun, 12 Nov 2017 22:04:05 GMT") == "2017-11-12T22:04:05Z");
  CHECK(field("Nov 12, 2017 10:04 PM EST") == "2017-11-12T22:04:00-05:00");
  CHECK(field("November 12, 2017") == "2017-11-12");
  CHECK(field("21.11.2017 22:04") == "2017-11-21T22:04:00");
  CHECK(field("21.11.2017 | 22:04") == "2017-11-21T22:04:00");
  CHECK(field("11/12/2017", arabic) == "2017-12-11");
  CHECK(field("11/12/2017", english) == "none");
  CHECK(field("11/21/2017", english) == "2017-11-21");
  CHECK(field("٢١/١١/٢٠١٧", arabic) == "2017-11-21");
  CHECK(field("الأحد، 12 تشرين الثاني 2017 10:30 مساء بتوقيت غرينتش", arabic) == "2017-11-12T22:30:00Z");
}

TEST_CASE("what is no date is none") {
  for (const char* text : {"",
                           " ",
                           "None",
                           "null",
                           "0",
                           "12",
                           "2017",
                           "2017-13-01",
                           "2017-02-30",
                           "0000-00-00 00:00:00",
                           "99999999999999999999",
                           "yesterday",
                           "2020-05-01T25:00:00",
                           "-",
                           "::",
                           "1.1.1",
                           "2020-05-0",
                           "\xff\xfe",
                           "2020--05-01",
                           "٠"})
    CHECK_MESSAGE(field(text) == "none", text);
  CHECK(field(std::string(100000, '9')) == "none");
  CHECK(field(std::string(100000, ':')) == "none");
}

TEST_CASE("the head of a text states a time on a line of its own") {
  CHECK(head("التاريخ: تشرين الثاني ١٢, ٢٠١٧\nالمصدر: جريدة\nعنوان", arabic) == "2017-11-12");
  CHECK(head("قسم\n\nعنوان الخبر هنا\n\n21.11.2017 | 22:04\n\n نص الخبر", arabic) == "2017-11-21T22:04:00");
  CHECK(head("A headline\nPublished: 12 November 2017, 10:04 pm\nText", english) == "2017-11-12T22:04:00");
  CHECK(head("Daily Sample | 12 November 2017\nText", english) == "2017-11-12");
  CHECK(head("Date: 2017-11-12T22:04:00Z\r\nText", english) == "2017-11-12T22:04:00Z");
}

TEST_CASE("a date inside a sentence is not the text's own") {
  CHECK(head("اتفق الطرفان في 11 نوفمبر 2017 على وقف القتال", arabic) == "none");
  CHECK(head("The truce of 12 November 2017 holds", english) == "none");
  CHECK(head("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n12 November 2017\n", english) == "none");
}

TEST_CASE("the path of an address states a day") {
  CHECK(address("https://www.sample.example/2017/11/12/story.html") == "2017-11-12");
  CHECK(address("https://sample.example/world/2017/nov/12/story") == "2017-11-12");
  CHECK(address("https://sample.example/news/2017-11-12-story") == "2017-11-12");
  CHECK(address("https://sample.example/a/20171112/1.html") == "2017-11-12");
  CHECK(address("https://sample.example/a/2017/13/12") == "none");
  CHECK(address("https://sample.example/a/123456789") == "none");
  CHECK(address("https://sample.example/2017/11/") == "none");
  CHECK(address("https://sample.example?d=2017-11-12") == "none");
  CHECK(address("2017/11/12") == "none");
}
