#include <doctest/doctest.h>

#include "text/language.h"

using namespace tawatur;

TEST_SUITE("language") {
  TEST_CASE("the script and the stop words tell the language") {
    const Lexicons lexicons;
    const LanguageIdentifier identifier(lexicons);
    CHECK(identifier.identify("قتل ثلاثة أشخاص في انفجار شرق المدينة") == "ar");
    CHECK(identifier.identify("مصرع 8 أشخاص") == "ar");
    CHECK(identifier.identify("Three people were killed in a blast to the east of the city") == "en");
    CHECK(identifier.identify("Twelve people died.") == "en");
    CHECK(identifier.identify("Court rejects appeal") == "en");
    CHECK(identifier.identify("Court Rejects Government Appeal") == "en");
    CHECK(identifier.identify("Gericht weist Berufung ab") == "und");
    CHECK(identifier.identify("Tribunal rechaza recurso") == "und");
    CHECK(identifier.identify("Merkel trifft Putin") == "und");
    CHECK(identifier.identify("Death toll from the storm rises to 20 as rescuers search on") == "en");
    CHECK(identifier.identify("Trois personnes ont été tuées dans une explosion à l'est de la ville") == "und");
    CHECK(identifier.identify("Drei Menschen sind bei einer Explosion im Osten der Stadt getötet worden") == "und");
    CHECK(identifier.identify("سه نفر در انفجاری در شرق شهر کشته شدند و چند نفر زخمی شدند") == "fa");
    CHECK(identifier.identify("شہر کے مشرق میں دھماکے سے تین افراد ہلاک ہو گئے") == "ur");
    CHECK(identifier.identify("נהרגו שלושה בני אדם") == "he");
    CHECK(identifier.identify("市東部の爆発で3人が死亡した") == "ja");
    CHECK(identifier.identify("城东爆炸造成三人死亡") == "zh");
    CHECK(identifier.identify("Три человека погибли при взрыве") == "und");
  }

  TEST_CASE("nothing decides for texts without letters") {
    const LanguageIdentifier identifier{Lexicons()};
    CHECK(identifier.identify("") == "und");
    CHECK(identifier.identify("12:30 – 15 / 7") == "und");
    CHECK(identifier.identify("\xFF\xFE\x80") == "und");
  }

  TEST_CASE("foreign names in an Arabic text don't change its language") {
    const LanguageIdentifier identifier{Lexicons()};
    CHECK(identifier.identify("أعلنت شركة Blue River Holding اليوم أنها ستفتح مصنعًا جديدًا في شرق البلاد") == "ar");
  }

  TEST_CASE("only the first bytes are read, cut between letters") {
    const LanguageIdentifier identifier{Lexicons()};
    std::string text = "x";
    for (int i = 0; i < 3000; ++i) text += "و";
    CHECK(identifier.identify(text) == "ar");
    std::string english;
    for (int i = 0; i < 200; ++i) english += "the men of the city and the men of the sea ";
    for (int i = 0; i < 5000; ++i) english += "شمس ";
    CHECK(identifier.identify(english) == "en");
  }
}
