#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "claims/claim_candidates.h"
#include "claims/claim_ranking.h"

namespace {

using namespace tawatur;

struct Headlines {
  Lexicons lexicons;
  ClaimLexicon lexicon;
  WordReader reader;
  std::vector<Statement> statements;

  Headlines(std::string_view lang, const std::vector<std::string_view>& texts)
      : lexicon(lexicons, lang), reader(lang, &lexicon.beginnings) {
    for (const std::string_view text : texts) {
      const Span whole{ArticleIndex{0}, Field::title, {0, static_cast<std::uint32_t>(text.size())}};
      NamedBefore memory;
      statements.push_back(read_statement(text, whole, 0, {}, {}, lexicon, reader, {}, memory));
      statements.back().origin = static_cast<std::uint32_t>(statements.size()) - 1;
    }
    weigh_terms(statements, lexicon);
  }
};

TEST_CASE("ranking: other forms of the words of a headline come before other headlines") {
  const Headlines known("ar", {"ارتفاع أسعار النفط في الأسواق العالمية", "مقتل خمسة جنود في انفجار شرق المدينة",
                               "جنديان يصابان في انفجار بالمدينة الشرقية", "البرلمان يناقش قانون الانتخابات"});
  const Headlines asked("ar", {"إصابة جنديين في تفجير شرقي المدينة"});
  const ClaimRanking ranking(known.statements, known.lexicon);
  const auto ranked = ranking.rank(asked.statements[0], 2);
  REQUIRE(ranked.size() == 2);
  CHECK(ranked[0].statement == 2);
  CHECK(ranked[1].statement == 1);
  CHECK(ranked[0].score > ranked[1].score);
}

TEST_CASE("ranking: equal headlines stand in their order, and what shares no letters is left out") {
  const Headlines known("en", {"Bus crash kills three", "Zoo", "Bus crash kills three"});
  const Headlines asked("en", {"Bus crash kills three"});
  const auto ranked = ClaimRanking(known.statements, known.lexicon).rank(asked.statements[0], 9);
  REQUIRE(ranked.size() == 2);
  CHECK(ranked[0].statement == 0);
  CHECK(ranked[1].statement == 2);
  CHECK(ranked[0].score == ranked[1].score);
}

TEST_CASE("ranking: nothing is found among nothing") {
  const Headlines asked("en", {"Bus crash kills three"});
  CHECK(ClaimRanking({}, asked.lexicon).rank(asked.statements[0], 5).empty());
}

}  // namespace
