#include <doctest/doctest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "text/normalise.h"
#include "text/stem.h"

using namespace tawatur;

namespace {

std::string arabic_stem(std::string_view word) { return stem(normalise_words(word), "ar"); }
std::string without_clitics(std::string_view word) { return strip_clitics(normalise_words(word), "ar"); }
std::string arabic_skeleton(std::string_view word) { return skeleton(normalise_words(word), "ar"); }

}  // namespace

TEST_SUITE("stem") {
  TEST_CASE("forms of one Arabic word have one stem") {
    const std::vector<std::vector<std::string>> families = {
        {"مدينة", "المدينة", "بالمدينة", "وبالمدينة", "مدينتهم", "مدينتها", "للمدينة"},
        {"مسلح", "المسلح", "مسلحون", "المسلحين", "ومسلحين", "مسلحًا"},
        {"لبنان", "للبنان", "لبناني", "اللبنانية", "لبنانيون", "ولبنان"},
        {"قوة", "قوات", "القوات", "والقوات"},
        {"روسيا", "الروسي", "روسية", "الروس", "وروسيا"},
        {"وزير", "الوزير", "ووزير", "وزيرًا", "للوزير"},
        {"أعلن", "وأعلن", "أعلنت", "أعلنوا"},
        {"أطفال", "فأطفالهم", "الأطفال"},
    };
    for (const auto& family : families)
      for (const std::string& form : family) {
        CAPTURE(form);
        CHECK(arabic_stem(form) == arabic_stem(family.front()));
      }
  }

  TEST_CASE("a prefix is only taken where it is one") {
    CHECK(arabic_stem("وزير") == "وزير");
    CHECK(arabic_stem("فريق") == "فريق");
    CHECK(arabic_stem("واشنطن") == "واشنطن");
    CHECK(arabic_stem("ألف") == "الف");
    CHECK(arabic_stem("للجنة") == arabic_stem("لجنة"));
    CHECK(arabic_stem("والد") == "والد");
  }

  TEST_CASE("a final nun of the root stays, and a root keeps three letters before plural endings") {
    CHECK(arabic_stem("المهيمن") == "مهيمن");
    CHECK(arabic_stem("سكان") == "سكان");
    CHECK(arabic_stem("بيان") == "بيان");
    CHECK(arabic_stem("وطن") == "وطن");
  }

  TEST_CASE("clitics come off and inflection stays") {
    CHECK(without_clitics("وأعلنت") == "اعلنت");
    CHECK(without_clitics("بالمدينة") == "مدينه");
    CHECK(without_clitics("والقتلى") == "قتلي");
    CHECK(without_clitics("ولم") == "لم");
    CHECK(without_clitics("فلن") == "لن");
    CHECK(without_clitics("وفد") == "وفد");
    CHECK(without_clitics("الحل") == "الحل");
    CHECK(strip_clitics("and", "en") == "and");
  }

  TEST_CASE("skeletons leave out long vowels and offer the form without an affix") {
    CHECK(arabic_skeleton("قتيل") == arabic_skeleton("قتل"));
    CHECK(arabic_skeleton("ميليشيا") == arabic_skeleton("مليشيات"));
    CHECK(skeletons("تقتل", "ar") == std::vector<std::string>{"تقتل", "قتل"});
    CHECK(skeletons("منقتل", "ar") == std::vector<std::string>{"منقتل", "نقتل"});
    CHECK(skeletons("في", "ar").empty());
    CHECK(skeletons("running", "en") == std::vector<std::string>{"run"});
  }

  TEST_CASE("languages of Snowball have its stem and others the word") {
    CHECK(stem("running", "en") == "run");
    CHECK(stem("attacks", "en") == stem("attacked", "en"));
    CHECK(stem("maisons", "fr") == "maison");
    CHECK(stem("word", "und") == "word");
    CHECK(stem("", "en").empty());
    CHECK(stem("", "ar").empty());
    CHECK(stem("covid19", "ar") == "covid19");
  }

  TEST_CASE("a stem is its own stem and keeps two letters") {
    for (const char* word : {"والمستشفيات", "فالمتظاهرون", "بالانفجارات", "مواقعهم", "استهدافها", "الآن", "وها", "واو", "ففففف", "وووووو", "ااااا", "يييي"}) {
      const std::string once = arabic_stem(word);
      CAPTURE(word);
      CHECK(stem(once, "ar") == once);
      CHECK(once.size() >= 4);
    }
  }

  TEST_CASE("threads stem alike") {
    const std::vector<std::string> words = {"running", "cities", "attacked", "negotiations"};
    std::vector<std::vector<std::string>> results(4);
    std::vector<std::thread> threads;
    for (auto& result : results)
      threads.emplace_back([&] {
        for (int round = 0; round < 200; ++round)
          for (const std::string& word : words) result.push_back(stem(word, "en"));
      });
    for (auto& thread : threads) thread.join();
    for (const auto& result : results) CHECK(result == results.front());
    CHECK(results.front()[1] == "citi");
  }
}
