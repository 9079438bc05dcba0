#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/random.h"
#include "text/segment.h"

using namespace tawatur;

namespace {

const Segmenter& arabic() {
  static const Segmenter segmenter(Lexicons(), "ar");
  return segmenter;
}
const Segmenter& english() {
  static const Segmenter segmenter(Lexicons(), "en");
  return segmenter;
}

std::string cut(const std::string& text, ByteRange range) { return text.substr(range.begin, range.size()); }

std::vector<std::string> sentences(const Segmenter& segmenter, const std::string& text) {
  std::vector<std::string> found;
  for (const Sentence& sentence : segmenter.segment(text).sentences) found.push_back(cut(text, sentence.range));
  return found;
}

std::vector<std::string> clauses(const Segmenter& segmenter, const std::string& text) {
  std::vector<std::string> found;
  for (const Clause& clause : segmenter.segment(text).clauses) found.push_back(cut(text, clause.range));
  return found;
}

using Texts = std::vector<std::string>;

bool is_boundary(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Everything the header promises of any text.
void check_well_formed(const std::string& text, const Segmenter& segmenter) {
  CAPTURE(text);
  const Segments segments = segmenter.segment(text);
  const NormalisedText normal = normalise(text);
  const auto trimmed = [&text](ByteRange range) { return !is_blank(text[range.begin]) && !is_blank(text[range.end - 1]); };
  std::uint32_t clause = 0;
  ByteRange before;
  std::uint32_t paragraph = 0;
  for (std::size_t s = 0; s < segments.sentences.size(); ++s) {
    const Sentence& sentence = segments.sentences[s];
    REQUIRE(sentence.range.begin >= before.end);
    REQUIRE(!sentence.range.empty());
    REQUIRE(is_boundary(text, sentence.range.begin));
    REQUIRE(is_boundary(text, sentence.range.end));
    REQUIRE(trimmed(sentence.range));
    REQUIRE(cut(text, sentence.range).find('\n') == std::string::npos);
    REQUIRE(sentence.paragraph >= paragraph);
    REQUIRE(sentence.paragraph <= paragraph + 1);
    paragraph = sentence.paragraph;
    REQUIRE(sentence.first_clause == clause);
    REQUIRE(sentence.clauses >= 1);
    std::uint32_t end = sentence.range.begin;
    for (std::uint32_t c = 0; c < sentence.clauses; ++c, ++clause) {
      REQUIRE(segments.clauses[clause].sentence == s);
      const ByteRange range = segments.clauses[clause].range;
      REQUIRE(range.begin >= end);
      REQUIRE(!range.empty());
      REQUIRE(sentence.range.contains(range));
      REQUIRE(is_boundary(text, range.begin));
      REQUIRE(is_boundary(text, range.end));
      REQUIRE(trimmed(range));
      end = range.end;
    }
    before = sentence.range;
  }
  REQUIRE(clause == segments.clauses.size());
  // Every word lies in exactly one clause, but for the space that a combining mark at a word's beginning takes with it.
  std::size_t words = 0;
  for (const Clause& c : segments.clauses)
    words += static_cast<std::size_t>(std::count_if(normal.tokens.begin(), normal.tokens.end(), [&c](const Token& token) {
      return c.range.begin < token.source.end && token.source.end <= c.range.end;
    }));
  REQUIRE(words == normal.tokens.size());
}

}  // namespace

TEST_SUITE("segment") {
  TEST_CASE("sentences end at their marks and at line ends") {
    CHECK(sentences(arabic(), "وصل الوفد إلى العاصمة. هل يبقى أسبوعًا؟ لا أحد يعرف!\nخبر بلا نقطة\n\nخبر آخر.") ==
          Texts{"وصل الوفد إلى العاصمة.", "هل يبقى أسبوعًا؟", "لا أحد يعرف!", "خبر بلا نقطة", "خبر آخر."});
    CHECK(sentences(english(), "The bridge fell. Was anyone hurt? Nobody was.") ==
          Texts{"The bridge fell.", "Was anyone hurt?", "Nobody was."});
    CHECK(arabic().segment("").sentences.empty());
    CHECK(arabic().segment(" ... \n * * * ").sentences.empty());
  }

  TEST_CASE("paragraphs are counted by lines with words") {
    const Segments segments = arabic().segment("سطر أول.\n\n***\nسطر ثان. وجملة أخرى.\nثالث");
    std::vector<std::uint32_t> paragraphs;
    for (const Sentence& sentence : segments.sentences) paragraphs.push_back(sentence.paragraph);
    CHECK(paragraphs == std::vector<std::uint32_t>{0, 1, 1, 2});
  }

  TEST_CASE("abbreviations, initials and numbers don't end sentences") {
    CHECK(sentences(english(), "Gen. J. Hill met Mr. Stone at 3.30 p.m. on Monday. They paid $2.5 million.") ==
          Texts{"Gen. J. Hill met Mr. Stone at 3.30 p.m. on Monday.", "They paid $2.5 million."});
    CHECK(sentences(english(), "He lives in the U.S. The house is small.") == Texts{"He lives in the U.S.", "The house is small."});
    CHECK(sentences(english(), "The answer was No. The talks ended.") == Texts{"The answer was No.", "The talks ended."});
    CHECK(sentences(english(), "It was No. 5 of the list. He fell ill. Nobody came.") ==
          Texts{"It was No. 5 of the list.", "He fell ill.", "Nobody came."});
    CHECK(sentences(arabic(), "قال د. سامر حداد إن النسبة 3.5 في المئة. ثم غادر.") ==
          Texts{"قال د. سامر حداد إن النسبة 3.5 في المئة.", "ثم غادر."});
    CHECK(sentences(english(), "1. The first point") == Texts{"1. The first point"});
  }

  TEST_CASE("a space forgotten after the full stop still ends the sentence") {
    CHECK(sentences(arabic(), "انتهى اللقاء في المدينة.وقال الوزير إنه مفيد") ==
          Texts{"انتهى اللقاء في المدينة.", "وقال الوزير إنه مفيد"});
    CHECK(sentences(english(), "The visit ended.The minister left.") == Texts{"The visit ended.", "The minister left."});
    CHECK(sentences(english(), "See example.org for more") == Texts{"See example.org for more"});
  }

  TEST_CASE("quotations keep their sentences together") {
    for (const auto& [open, close] : {std::pair{"«", "»"}, {"“", "”"}, {"\"", "\""}, {"‹", "›"}, {"„", "”"}, {"”", "”"}}) {
      const std::string quoted = std::string("وقال الوالي ") + open + "لن نتراجع. سنبقى هنا" + close + " أمام الحضور.";
      CAPTURE(quoted);
      CHECK(sentences(arabic(), quoted + " ثم غادر القاعة.") == Texts{quoted, "ثم غادر القاعة."});
    }
    CHECK(sentences(arabic(), "وقال «لن نتراجع.» ثم غادر.") == Texts{"وقال «لن نتراجع.»", "ثم غادر."});
    CHECK(sentences(english(), "\"We will stay!\" he said. \"Go home.\" Nobody went.") ==
          Texts{"\"We will stay!\" he said.", "\"Go home.\"", "Nobody went."});
  }

  TEST_CASE("an unclosed quotation swallows nothing") {
    CHECK(sentences(arabic(), "وقال «لن نتراجع. ثم غادر.\nوصل الوفد.") == Texts{"وقال «لن نتراجع.", "ثم غادر.", "وصل الوفد."});
    CHECK(sentences(arabic(), "وقال \"لن نتراجع. ثم غادر.\nوقال \"نعم\" أخيرا.") ==
          Texts{"وقال \"لن نتراجع.", "ثم غادر.", "وقال \"نعم\" أخيرا."});
    std::string paragraph = "«";
    for (int i = 0; i < 20; ++i) paragraph += "كلمة ثم كلمة أخرى. ";
    CHECK(sentences(arabic(), paragraph + "»").size() == 20);
  }

  TEST_CASE("a statement that opens with its own word is its own clause") {
    CHECK(clauses(arabic(), "استعادت القوات ثلاث قرى شمال النهر مساء أمس بعد معارك، فيما انسحب المسلحون من بلدتين قرب الحدود الشرقية.") ==
          Texts{"استعادت القوات ثلاث قرى شمال النهر مساء أمس بعد معارك", "فيما انسحب المسلحون من بلدتين قرب الحدود الشرقية."});
    CHECK(clauses(arabic(), "قال الناطق باسم الدفاع المدني إن الحريق أتى على عشرة متاجر وأضاف أن أحدا لم يصب بأذى في الحادث.") ==
          Texts{"قال الناطق باسم الدفاع المدني إن الحريق أتى على عشرة متاجر", "وأضاف أن أحدا لم يصب بأذى في الحادث."});
    CHECK(clauses(arabic(), "وصل المبعوث إلى العاصمة للقاء رئيس الحكومة ووزير الخارجية مشيرا إلى أن المحادثات ستستمر يومين على الأقل.") ==
          Texts{"وصل المبعوث إلى العاصمة للقاء رئيس الحكومة ووزير الخارجية", "مشيرا إلى أن المحادثات ستستمر يومين على الأقل."});
    CHECK(clauses(english(), "Troops retook three villages north of the river on Sunday evening, while the rebels left two towns near the border.") ==
          Texts{"Troops retook three villages north of the river on Sunday evening", "while the rebels left two towns near the border."});
    CHECK(clauses(english(), "The fire destroyed ten shops in the old market, the spokesman said, adding that nobody was hurt in the blaze.") ==
          Texts{"The fire destroyed ten shops in the old market, the spokesman said", "adding that nobody was hurt in the blaze."});
  }

  TEST_CASE("attributions stay with their statement") {
    for (const std::string& clause : clauses(arabic(),
        "أصيب تسعة عمال بجروح متفاوتة في انهيار سقف مصنع للنسيج في الضاحية الجنوبية للمدينة صباح الأربعاء بعد ساعات من أمطار غزيرة، بحسب ما ذكرت مديرية الصحة في بيان وزعته على الصحافيين."))
      CHECK(!clause.starts_with("بحسب"));
    for (const std::string& clause : clauses(english(),
        "Nine workers were hurt when the roof of a textile mill in the southern suburb of the city came down on Wednesday morning after hours of heavy rain, according to the health directorate in a statement."))
      CHECK(!clause.starts_with("according"));
  }

  TEST_CASE("short sentences, lists and brackets stay whole") {
    CHECK(clauses(arabic(), "حضر اللقاء وزراء الخارجية والداخلية والصحة.").size() == 1);
    CHECK(clauses(english(), "He bought apples, pears, plums, figs and a melon.").size() == 1);
    for (const std::string& clause : clauses(english(),
        "The committee of the region (which met in the old town hall, while the rain went on, and which heard five witnesses of the flood) gave no answer to the question."))
      CHECK(std::count(clause.begin(), clause.end(), '(') == std::count(clause.begin(), clause.end(), ')'));
  }

  TEST_CASE("clauses leave out the marks that join and keep those that close") {
    CHECK(clauses(arabic(), "وأعلن رئيس البلدية في مؤتمر عقده ظهر اليوم أن المدارس «ستبقى مغلقة»، في حين دعا المحافظ السكان إلى «عدم مغادرة المنازل».") ==
          Texts{"وأعلن رئيس البلدية في مؤتمر عقده ظهر اليوم أن المدارس «ستبقى مغلقة»", "في حين دعا المحافظ السكان إلى «عدم مغادرة المنازل»."});
  }

  TEST_CASE("long sentences fall into clauses of readable length") {
    std::string text;
    for (int i = 0; i < 12; ++i) text += "تقدمت القوات نحو التلال الشمالية في المحافظة، وكانت الطرق مقطوعة أمام السكان هناك، ";
    const Segments segments = arabic().segment(text);
    CHECK(segments.sentences.size() == 1);
    const NormalisedText words = normalise(text);
    for (const Clause& clause : segments.clauses) {
      const auto size = std::count_if(words.tokens.begin(), words.tokens.end(),
                                      [&](const Token& token) { return clause.range.contains(token.source); });
      CHECK(size >= 5);
      CHECK(size <= 30);
    }
  }

  TEST_CASE("any text is covered once by well-formed ranges") {
    const std::vector<std::string> pieces = {
        "كلمة", "وقال", "فيما", "مؤكدا", "أن", "the", "while", "Mr", "U", "S", "12", "3", "ﷺ", "½", "é", "中文", " ", " ", " ", " ",
        ".", ",", "،", "؛", ";", "؟", "!", "…", "«", "»", "“", "”", "\"", "(", ")", "-", " – ", "\n", "\r\n", "\u2028", "\u200F",
        "\u00A0", "'", "’", ":", "\xFF", "\xD9", "٣", "ـ", "\u0301"};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      INFO("seed ", seed);
      support::Random random(seed);
      std::string text;
      for (std::uint64_t i = random.below(160); i > 0; --i) text += pieces[random.below(pieces.size())];
      check_well_formed(text, arabic());
      check_well_formed(text, english());
    }
  }

  TEST_CASE("a huge line without marks is one sentence and ends soon") {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "كلمة، و";
    const Segments segments = arabic().segment(text);
    CHECK(segments.sentences.size() == 1);
    CHECK(segments.clauses.size() > 5'000);
  }
}
