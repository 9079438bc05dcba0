#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "claims/copied_changes.h"

using namespace tawatur;

namespace {

/// "kind a_value / b_value" of each change.
std::vector<std::string> changes(std::string_view lang, std::string_view a, std::string_view b) {
  static const Lexicons tables;
  static std::map<std::string, ClaimLexicon, std::less<>> lexicons;
  const ClaimLexicon& lexicon = lexicons.try_emplace(std::string(lang), tables, lang).first->second;
  WordReader reader(lang);
  LearntPlaces places;
  learn_places(a, lexicon, reader, places);
  learn_places(b, lexicon, reader, places);
  std::sort(places.begin(), places.end());
  const auto read = [&](std::string_view text) {
    NamedBefore memory;
    const Span whole{ArticleIndex{0}, Field::text, {0, static_cast<std::uint32_t>(text.size())}};
    const Timestamp noon{days_from_civil(2021, 3, 10) * 86'400ll + 43'200, true, 0};
    return read_statement(text, whole, 1, {}, noon, lexicon, reader, places, memory);
  };
  const Statement x = read(a), y = read(b);
  std::vector<std::string> found;
  for (const Difference& change : copied_changes(x, y, lexicon)) {
    CHECK(change.relation == Relation::diverge);
    CHECK(std::string(a.substr(change.a->begin, change.a->size())) == change.a_value);
    CHECK(std::string(b.substr(change.b->begin, change.b->size())) == change.b_value);
    found.push_back(std::string(to_string(change.kind)) + " " + change.a_value + " / " + change.b_value);
  }
  return found;
}

using Changes = std::vector<std::string>;

}  // namespace

TEST_CASE("a number put in another's place is a change of a copy") {
  CHECK(changes("en", "The ferry with 48 passengers sank off the northern cape during the night.",
                "The ferry with 84 passengers sank off the northern cape during the night.") ==
        Changes{"count 48 / 84"});
  CHECK(changes("ar", "غرقت العبارة وعلى متنها ثمانية وأربعون راكباً قبالة الساحل الشمالي ليلاً.",
                "غرقت العبارة وعلى متنها أربعة وثمانون راكباً قبالة الساحل الشمالي ليلاً.") ==
        Changes{"count ثمانية وأربعون / أربعة وثمانون"});
}

TEST_CASE("a place or a day put in another's place is a change of a copy") {
  CHECK(changes("en", "The ferry sank near Odessa on Monday after its engine had caught fire.",
                "The ferry sank near Batumi on Monday after its engine had caught fire.") ==
        Changes{"place Odessa / Batumi"});
  CHECK(changes("en", "The ferry sank near Odessa on 3 March after its engine had caught fire.",
                "The ferry sank near Odessa on 5 March after its engine had caught fire.") ==
        Changes{"date 3 March / 5 March"});
  CHECK(changes("ar", "اندلع الحريق في مصنع للزيوت في مدينة البصرة قبل أن تصل فرق الإطفاء.",
                "اندلع الحريق في مصنع للزيوت في مدينة الموصل قبل أن تصل فرق الإطفاء.") ==
        Changes{"place البصرة / الموصل"});
}

TEST_CASE("what is written otherwise and says the same is no change") {
  CHECK(changes("en", "The ferry with twelve passengers sank off the northern cape during the night.",
                "The ferry with 12 passengers sank off the northern cape during the night.")
            .empty());
  CHECK(changes("en", "The bank lent 454 million euros to the port in the first half of the year.",
                "The bank lent 454.4 million euros to the port in the first half of the year.")
            .empty());
  CHECK(changes("en", "The ferry sank yesterday off the northern cape, the coast guard said in a statement.",
                "The ferry sank today off the northern cape, the coast guard said in a statement.")
            .empty());
}

TEST_CASE("sentences that have few words in common are no copies") {
  CHECK(changes("en", "The ferry with 48 passengers sank off the northern cape during the night.",
                "A bus with 84 pupils left the road south of the border crossing on Sunday.")
            .empty());
}

TEST_CASE("swapping the sides mirrors the changes") {
  const std::string_view a = "The ferry with 48 passengers sank near Odessa during the night, officials said.";
  const std::string_view b = "The ferry with 84 passengers sank near Batumi during the night, officials said.";
  CHECK(changes("en", a, b) == Changes{"count 48 / 84", "place Odessa / Batumi"});
  CHECK(changes("en", b, a) == Changes{"count 84 / 48", "place Batumi / Odessa"});
}
