#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/random.h"
#include "text/furniture.h"

using namespace tawatur;

namespace {

using Texts = std::vector<std::string>;

Texts shapes(const std::string& text) {
  Texts found;
  for (const ByteRange range : furniture_by_shape(text)) found.push_back(text.substr(range.begin, range.size()));
  return found;
}

const std::string prose =
    "قال رئيس بلدية الساحل إن فرق الإنقاذ أخرجت سبعة ركاب من الحافلة التي انقلبت على الطريق الجبلي فجر اليوم.";

Article article(const std::string& id, const std::string& source, const std::string& text) {
  Article made;
  made.id = id;
  made.source = source;
  made.text = text;
  return made;
}

/// Sentences that differ from each other.
std::string news(std::uint64_t seed) {
  static const std::vector<std::string> words = {"مجلس", "مدينة", "طريق",  "نهر",  "مدرسة", "اجتماع", "لجنة",  "حافلة", "مطر",
                                                 "ميناء", "جسر",   "قافلة", "سوق",  "مصنع",  "شتاء",   "قطار",  "حقل",   "بيت"};
  support::Random random(seed);
  std::string text;
  for (int i = 0; i < 24; ++i) text += words[random.below(words.size())] + " ";
  return text + std::to_string(seed) + ".";
}

Texts lines(const Article& of, const std::vector<ByteRange>& ranges) {
  Texts found;
  for (const ByteRange range : ranges) found.push_back(of.text.substr(range.begin, range.size()));
  return found;
}

}  // namespace

TEST_SUITE("furniture") {
  TEST_CASE("lines above the prose: sections, dates, sources, datelines") {
    CHECK(shapes("أخبار محلية\n\n12.03.2021 | 18:40\n\n" + prose) == Texts{"أخبار محلية", "12.03.2021 | 18:40"});
    CHECK(shapes("التاريخ: آذار ١٢, ٢٠٢١\nالمصدر: صحيفة الشاطئ\n" + prose) == Texts{"التاريخ: آذار ١٢, ٢٠٢١", "المصدر: صحيفة الشاطئ"});
    CHECK(shapes("صنعاء، عدن، وكالات\n" + prose) == Texts{"صنعاء، عدن، وكالات"});
    CHECK(shapes("سالم حمود – البحر نيوز\n" + prose) == Texts{"سالم حمود – البحر نيوز"});
  }

  TEST_CASE("lines below the prose: sources, outlets, times, contacts") {
    CHECK(shapes(prose + "\nالمصدر: موقع الميناء") == Texts{"المصدر: موقع الميناء"});
    CHECK(shapes(prose + "\n\nالبحر نيوز") == Texts{"البحر نيوز"});
    CHECK(shapes(prose + "\n11:20 ت م") == Texts{"11:20 ت م"});
    CHECK(shapes(prose + "\nلمتابعة أخبارنا على تطبيق المراسلة عبر الرابط :\nhttps://example.org/harbour\nأو على الرقم / 0912345678/ بعد حفظه.") ==
          Texts{"لمتابعة أخبارنا على تطبيق المراسلة عبر الرابط :", "https://example.org/harbour", "أو على الرقم / 0912345678/ بعد حفظه."});
    CHECK(shapes(prose + "\neditor@example.org") == Texts{"editor@example.org"});
  }

  TEST_CASE("a counter glued to the first word is taken alone") {
    CHECK(shapes("15sharesدمشق- " + prose + "\n" + prose) == Texts{"15shares"});
  }

  TEST_CASE("prose is no furniture") {
    CHECK(shapes(prose + "\n" + prose).empty());
    CHECK(shapes("انهيار جسر صغير على الطريق الجبلي قرب مدينة الساحل يقطع السير\n" + prose).empty());
    CHECK(shapes("الوالي: لن نغلق المدارس هذا الأسبوع\n" + prose).empty());
    CHECK(shapes(prose + "\nوقعت 3 حوادث.\n" + prose).empty());
    CHECK(shapes(prose + "\nوبلغت الخسائر 120000000 ليرة في عام 2020.\n" + prose).empty());
    CHECK(shapes("Nine people were hurt on 12.03.2021 when a bus left the road near the coast.\nThe driver is in hospital.").empty());
    CHECK(shapes("").empty());
    CHECK(shapes("\n \n").empty());
  }

  TEST_CASE("a link inside a paragraph makes no furniture of it") {
    CHECK(shapes("أعلنت البلدية عبر موقعها www.example.org أن التسجيل للدورات يبدأ صباح الأحد المقبل ويستمر حتى نهاية الشهر الجاري في جميع المراكز.\n" + prose)
              .empty());
  }

  TEST_CASE("a line of many articles of one source is that site's own") {
    std::vector<Article> articles;
    for (int i = 0; i < 10; ++i)
      articles.push_back(article("a" + std::to_string(i), "harbour.example",
                                 news(static_cast<std::uint64_t>(i)) + "\nاشترك في نشرة الميناء البريدية رقم " + std::to_string(i) + " لتصلك الأخبار أولا بأول كل صباح قبل السابعة\n" + news(100 + static_cast<std::uint64_t>(i))));
    for (int i = 0; i < 10; ++i)
      articles.push_back(article("b" + std::to_string(i), "coast.example", news(200 + static_cast<std::uint64_t>(i))));
    const auto found = find_furniture(articles, {});
    REQUIRE(found.size() == 20);
    for (std::size_t i = 0; i < 10; ++i) {
      REQUIRE(found[i].size() == 1);
      CHECK(lines(articles[i], found[i]).front().starts_with("اشترك في نشرة"));
    }
    for (std::size_t i = 10; i < 20; ++i) CHECK(found[i].empty());
  }

  TEST_CASE("a last line with a standing label is known by the label") {
    std::vector<Article> articles;
    for (std::uint64_t i = 0; i < 8; ++i) {
      std::string headline = news(700 + i);
      headline = headline.substr(0, headline.find(' ', 60));
      articles.push_back(article("l" + std::to_string(i), "harbour.example", news(i) + "\n" + news(800 + i) + "\nرابط المقال على الميناء: " + headline));
    }
    const auto found = find_furniture(articles, {});
    for (std::size_t i = 0; i < articles.size(); ++i) {
      REQUIRE(found[i].size() == 1);
      CHECK(lines(articles[i], found[i]).front().starts_with("رابط المقال"));
    }
  }

  TEST_CASE("versions of one text, text shared by sources and repeated background are none") {
    std::vector<Article> articles;
    const std::string heading = "تفاصيل جديدة عن انقلاب الحافلة على طريق الجبل قرب الساحل مساء أمس";
    for (int i = 0; i < 6; ++i)  // one text, updated
      articles.push_back(article("v" + std::to_string(i), "harbour.example", news(1) + "\n" + heading + "\n" + news(2) + "\n" + news(50 + static_cast<std::uint64_t>(i))));
    const std::string agency = "نقلا عن وكالة الساحل للأنباء في تقرير لها من المدينة الشرقية";
    for (int i = 0; i < 6; ++i)  // agency text
      for (const char* source : {"coast.example", "hill.example", "river.example"})
        articles.push_back(article(std::string(source) + std::to_string(i), source, news(300 + static_cast<std::uint64_t>(i)) + "\n" + agency + "\n" + news(400 + static_cast<std::uint64_t>(i))));
    for (int i = 0; i < 6; ++i)  // background
      articles.push_back(article("w" + std::to_string(i), "plain.example", news(500 + static_cast<std::uint64_t>(i)) + "\n" + prose + "\n" + news(600 + static_cast<std::uint64_t>(i))));
    for (const auto& ranges : find_furniture(articles, {})) CHECK(ranges.empty());
  }

  TEST_CASE("articles without a source have furniture by shape only") {
    std::vector<Article> articles;
    for (int i = 0; i < 8; ++i)
      articles.push_back(article("n" + std::to_string(i), "", news(static_cast<std::uint64_t>(i)) + "\nسطر يتكرر في كل مقال من دون نقطة في آخره\n" + news(90 + static_cast<std::uint64_t>(i)) + "\nالمصدر: وكالات"));
    for (std::size_t i = 0; i < 8; ++i) CHECK(lines(articles[i], find_furniture(articles, {})[i]) == Texts{"المصدر: وكالات"});
  }

  TEST_CASE("order of articles and threads change nothing") {
    std::vector<Article> articles;
    support::Random random(7);
    for (int i = 0; i < 300; ++i) {
      const std::string source(1, static_cast<char>('a' + random.below(4)));
      std::string text = news(random.below(2000));
      if (random.below(2)) text += "\nمتابعة خاصة من فريق " + source + " الميداني في المدن الساحلية رقم " + std::to_string(i);
      if (random.below(3)) text += "\n" + news(5000 + random.below(2000));
      if (random.below(2)) text += "\n" + source + " نيوز";
      articles.push_back(article(std::to_string(i), source, text));
    }
    const auto expected = find_furniture(articles, {});
    std::size_t total = 0;
    for (const auto& ranges : expected) {
      total += ranges.size();
      for (std::size_t k = 1; k < ranges.size(); ++k) CHECK(ranges[k - 1].end <= ranges[k].begin);
    }
    CHECK(total > 200);
    for (const std::size_t threads : {1, 2, 7}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      std::vector<std::size_t> order(articles.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
      std::vector<Article> shuffled;
      for (const std::size_t i : order) shuffled.push_back(articles[i]);
      const auto found = find_furniture(shuffled, {});
      for (std::size_t i = 0; i < order.size(); ++i) REQUIRE(found[i] == expected[order[i]]);
    }
  }
}
