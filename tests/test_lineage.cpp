#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "duplicates/changed_spans.h"
#include "duplicates/find_duplicates.h"
#include "duplicates/lineage.h"
#include "duplicates/sequence_diff.h"
#include "support/random.h"
#include "support/slow_diff.h"
#include "support/slow_normalise.h"

using namespace tawatur;
using support::Random;

namespace {

using Numbers = std::vector<std::uint32_t>;
using Values = std::vector<std::pair<std::string, std::string>>;

Numbers random_numbers(Random& random, std::size_t size, std::uint64_t alphabet) {
  Numbers numbers;
  while (numbers.size() < size) numbers.push_back(static_cast<std::uint32_t>(random.below(alphabet)));
  return numbers;
}

// Size of the runs in all, after checking that they rise and hold equal elements.
std::size_t checked_size(const Numbers& a, const Numbers& b, const SequenceDiff& diff) {
  std::size_t size = 0;
  std::uint32_t a_end = 0, b_end = 0;
  bool first = true;
  for (const EqualRun& run : diff.runs) {
    REQUIRE(run.size > 0);
    REQUIRE(run.a_begin >= a_end);
    REQUIRE(run.b_begin >= b_end);
    REQUIRE((first || run.a_begin > a_end || run.b_begin > b_end));
    a_end = run.a_begin + run.size, b_end = run.b_begin + run.size;
    REQUIRE(a_end <= a.size());
    REQUIRE(b_end <= b.size());
    for (std::uint32_t i = 0; i < run.size; ++i) REQUIRE(a[run.a_begin + i] == b[run.b_begin + i]);
    size += run.size;
    first = false;
  }
  return size;
}

Values values(const std::string& a, const std::string& b, const std::vector<ByteRange>& left_out_a = {},
              const std::vector<ByteRange>& left_out_b = {}) {
  Values result;
  for (const ChangedSpan& span : changed_spans(a, b, left_out_a, left_out_b).spans)
    result.emplace_back(a.substr(span.a.begin, span.a.size()), b.substr(span.b.begin, span.b.size()));
  return result;
}

ByteRange range_of(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

std::string words(std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) text += (text.empty() ? "w" : " w") + std::to_string(i);
  return text;
}

Article article(std::string id, std::string text, std::string source = {}, std::string title = {}) {
  Article result;
  result.id = std::move(id);
  result.text = std::move(text);
  result.source = std::move(source);
  if (!title.empty()) result.title = std::move(title);
  return result;
}

Timestamp day(std::int64_t number) { return {number * 86400, false, {}}; }

std::vector<DuplicateGroup> described(const std::vector<Article>& articles) {
  DuplicateResult result = find_duplicates(articles, {});
  describe_groups(articles, result.pairs, result.lineage, Lexicons(), {}, result.groups);
  return result.groups;
}

// Whether the one group of these articles is furniture.
bool is_furniture(const std::vector<Article>& articles) {
  const auto groups = described(articles);
  REQUIRE(groups.size() == 1);
  REQUIRE(groups[0].members.size() == articles.size());
  return groups[0].furniture;
}

const std::string cookie_notice =
    "We use cookies to remember your settings. By going on you agree to our use of them. "
    "Manage your settings at any time in your browser.";

}  // namespace

TEST_SUITE("sequence diff") {
  TEST_CASE("the runs of random sequences are as long as a longest common subsequence") {
    Random random(11);
    for (int round = 0; round < 3000; ++round) {
      const std::uint64_t alphabet = 1 + random.below(8);
      const Numbers a = random_numbers(random, random.below(24), alphabet);
      Numbers b = random_numbers(random, random.below(24), alphabet);
      if (random.below(2)) {  // an edited copy
        b = a;
        for (std::uint64_t edits = random.below(4); edits > 0 && !b.empty(); --edits) {
          const auto at = b.begin() + static_cast<std::ptrdiff_t>(random.below(b.size()));
          if (random.below(2))
            b.erase(at);
          else
            b.insert(at, static_cast<std::uint32_t>(random.below(alphabet)));
        }
      }
      CAPTURE(round);
      const SequenceDiff diff = diff_sequences(a, b);
      CHECK(!diff.truncated);
      CHECK(checked_size(a, b, diff) == support::longest_common_subsequence(a, b));
    }
  }

  TEST_CASE("every pair of sequences of up to five elements out of two") {
    std::vector<Numbers> all{{}};
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const std::uint32_t element : {0u, 1u})
        if (all[i].size() < 5) all.push_back(all[i]), all.back().push_back(element);
    REQUIRE(all.size() == 63);
    for (const Numbers& a : all)
      for (const Numbers& b : all)
        CHECK(checked_size(a, b, diff_sequences(a, b)) == support::longest_common_subsequence(a, b));
  }

  TEST_CASE("above a bound the single elements anchor, and the result says that it is truncated") {
    Random random(5);
    Numbers a, b;
    for (std::uint32_t part = 0; part < 20; ++part) {
      for (const std::uint32_t element : random_numbers(random, 60, 40)) a.push_back(element);
      for (const std::uint32_t element : random_numbers(random, 60, 40)) b.push_back(element);
      a.push_back(1000 + part), b.push_back(1000 + part);
    }
    for (const DiffOptions options : {DiffOptions{.most_edits = 100}, DiffOptions{.most_steps = 5000}}) {
      const SequenceDiff diff = diff_sequences(a, b, options);
      CHECK(diff.truncated);
      CHECK(checked_size(a, b, diff) >= 20);
      std::size_t anchors = 0;
      for (const EqualRun& run : diff.runs)
        for (std::uint32_t i = 0; i < run.size; ++i) anchors += a[run.a_begin + i] >= 1000;
      CHECK(anchors == 20);
    }
    CHECK(!diff_sequences(a, b).truncated);
  }

  TEST_CASE("two long strangers end soon and without runs") {
    Numbers a, b;
    for (std::uint32_t i = 0; i < 300000; ++i) a.push_back(i), b.push_back(1000000 + i);
    const SequenceDiff diff = diff_sequences(a, b);
    CHECK(diff.truncated);
    CHECK(diff.runs.empty());
  }
}

TEST_SUITE("changed spans") {
  TEST_CASE("a changed number or name is one span, equal words around it are none") {
    CHECK(values("The bank sold 12,500 homes in May, officials said.",
                 "The bank sold 13,500 homes in June, officials said.") ==
          Values{{"12,500", "13,500"}, {"May", "June"}});
    CHECK(values("It rose $3.5 or 50% to the end.", "It rose $4.5 or 60% to the end.") ==
          Values{{"$3.5", "$4.5"}, {"50%", "60%"}});
    CHECK(values("On 2024-03-09 at 10:30 they met.", "On 2024-03-19 at 10:45 they met.") ==
          Values{{"2024-03-09", "2024-03-19"}, {"10:30", "10:45"}});
    CHECK(values("The U.S. envoy Al-Masri spoke.", "The U.K. envoy Al-Hakim spoke.") ==
          Values{{"U.S", "U.K"}, {"Al-Masri", "Al-Hakim"}});
    CHECK(values("قال محمد بن سلمان في الرياض", "قال أحمد بن خالد في الرياض") ==
          Values{{"محمد", "أحمد"}, {"سلمان", "خالد"}});
  }

  TEST_CASE("a bracket goes with its other half") {
    CHECK(values("They met on Monday (in Rome) again.", "They met again.") == Values{{"on Monday (in Rome)", ""}});
    CHECK(values("It said today on \"Tadawul\" that profits rose", "It said that profits rose") ==
          Values{{"today on \"Tadawul\"", ""}});
    CHECK(values("قال (إن الأمر انتهى) ثم غادر", "قال (إن الأمر بدأ) ثم غادر") == Values{{"انتهى", "بدأ"}});
  }

  TEST_CASE("case, diacritics, hamza, digits of another script and punctuation are no change") {
    CHECK(values("Five DEAD, officials say", "five dead: Officials say!").empty());
    CHECK(values("قُتِلَ ١٢ شخصًا في أربيل", "قتل 12 شخصا في اربيل").empty());
    CHECK(values("", "").empty());
    CHECK(values("...", "--").empty());
  }

  TEST_CASE("ranges stand at whole words where letters carry diacritics") {
    const std::string a = "وَصَلَ الوَزِيرُ السُّورِيُّ أَمْسِ", b = "وصل الوزير اللبناني أمس";
    const TextChanges changes = changed_spans(a, b);
    REQUIRE(changes.spans.size() == 1);
    CHECK(changes.spans[0].a == range_of(a, "السُّورِيُّ"));
    CHECK(changes.spans[0].b == range_of(b, "اللبناني"));
  }

  TEST_CASE("an insertion or deletion has an empty range where the words are missing") {
    const std::string a = "Police came late.\r\nNobody was hurt.\r\n",
                      b = "Police came late.\r\nA fire broke out.\r\nNobody was hurt.\r\n";
    const std::uint32_t place = range_of(a, "Nobody").begin;
    const TextChanges inserted = changed_spans(a, b), deleted = changed_spans(b, a);
    REQUIRE(inserted.spans.size() == 1);
    CHECK(inserted.spans[0] == ChangedSpan{{place, place}, range_of(b, "A fire broke out")});
    REQUIRE(deleted.spans.size() == 1);
    CHECK(deleted.spans[0] == ChangedSpan{range_of(b, "A fire broke out"), {place, place}});
    CHECK(changed_spans("", "two words").spans == std::vector<ChangedSpan>{{{0, 0}, {0, 9}}});
    CHECK(changed_spans("two words", "").spans == std::vector<ChangedSpan>{{{0, 9}, {0, 0}}});
    CHECK(changed_spans("two", "two words").spans == std::vector<ChangedSpan>{{{3, 3}, {4, 9}}});
  }

  TEST_CASE("an inserted paragraph begins and ends with itself, not with its neighbour's words") {
    CHECK(values("First it rained.\nThe river rose.\n", "First it rained.\nThe wind grew.\nThe river rose.\n") ==
          Values{{"", "The wind grew"}});
    CHECK(values("وأضاف أن الوضع مستقر. وأضاف أن الطرق سالكة.",
                 "وأضاف أن الوضع مستقر. وأضاف أن المطار مغلق. وأضاف أن الطرق سالكة.") ==
          Values{{"", "وأضاف أن المطار مغلق"}});
  }

  TEST_CASE("a rewritten sentence is one span, chance words within it included") {
    CHECK(values("Before. Heavy rain flooded the old streets of the port city. After that came calm.",
                 "Before. Several roads under the water closed down of late. After that came calm.") ==
          Values{{"Heavy rain flooded the old streets of the port city",
                  "Several roads under the water closed down of late"}});
    // Two single words that changed stay two.
    CHECK(values("one red two blue three", "one green two black three") == Values{{"red", "green"}, {"blue", "black"}});
  }

  TEST_CASE("letters of scripts without spaces are words") {
    CHECK(values("习近平主席访问北京。", "习近平主席访问上海。") == Values{{"北京", "上海"}});
    CHECK(values("東京で会議が開かれた", "東京で国際会議が開かれた") == Values{{"", "国際"}});
  }

  TEST_CASE("furniture takes no part") {
    const std::string a = "Share this page\nRain fell today in the north.\nFollow us here\nIt will be dry tomorrow.",
                      b = "Print or mail it\nRain fell yesterday in the north.\nIt will be dry tomorrow.";
    CHECK(values(a, b, {range_of(a, "Share this page"), range_of(a, "Follow us here")},
                 {range_of(b, "Print or mail it")}) == Values{{"today", "yesterday"}});
    const std::string c = "Rain fell.", d = "Rain fell.\nNews one.\nShare this page\nNews two.";
    CHECK(values(c, d, {}, {range_of(d, "Share this page")}) == Values{{"", "News one"}, {"", "News two"}});
  }

  TEST_CASE("the spans make the words of b from those of a, whatever the texts") {
    Random random(23);
    const std::vector<std::string> vocabulary{"in",   "the", "12",  "500",  "U",   "S",        "al",
                                              "北京", "قال", "قُتِلَ", "وزير", "don", "السعودية", "3"};
    const std::vector<std::string> joints{" ", " ", " ", " ", ",", "-", ". ", "\r\n", ".", "'", " $", "% "};
    const auto random_text = [&](std::size_t size) {
      std::string text;
      while (size-- > 0) text += vocabulary[random.below(vocabulary.size())] + joints[random.below(joints.size())];
      return text;
    };
    for (int round = 0; round < 2000; ++round) {
      CAPTURE(round);
      std::string a, b;
      for (std::uint64_t parts = random.below(6); parts > 0; --parts) {
        const std::string shared = random_text(random.below(12));
        const std::uint64_t way = random.below(4);
        a += (way == 0 ? "" : shared) + " " + random_text(random.below(4));
        b += (way == 1 ? "" : shared) + " " + random_text(random.below(4));
      }
      const TextChanges changes = changed_spans(a, b);
      CHECK(!changes.truncated);
      CHECK(support::rebuilt_words(a, b, changes.spans) == support::slow_words(b));
      std::uint32_t a_end = 0, b_end = 0;
      for (const ChangedSpan& span : changes.spans) {
        CHECK((span.a.begin >= a_end && span.b.begin >= b_end));
        CHECK((!span.a.empty() || !span.b.empty()));
        a_end = span.a.end, b_end = span.b.end;
      }
      const TextChanges cut = changed_spans(a, b, {}, {}, {.most_edits = 3, .most_steps = 50});
      CHECK(support::rebuilt_words(a, b, cut.spans) == support::slow_words(b));
    }
  }
}

TEST_SUITE("lineage") {
  TEST_CASE("the earliest member is named only where it is dated") {
    std::vector<Article> articles{article("a", words(0, 50)), article("b", words(0, 50)), article("c", words(0, 50))};
    CHECK(!described(articles)[0].earliest);
    articles[2].published = day(20);
    CHECK(described(articles)[0].earliest == ArticleIndex{2});
    CHECK(described(articles)[0].earliest_ties == 0);
    articles[1].published = day(20);
    CHECK(described(articles)[0].earliest_ties == 1);
    CHECK(described(articles)[0].earliest == ArticleIndex{1});
    articles[0].published = Timestamp{20 * 86400 + 60, true, 0};
    CHECK(described(articles)[0].earliest == ArticleIndex{1});
    CHECK(described(articles)[0].earliest_ties == 2);
    articles[0].published = day(19);
    CHECK(described(articles)[0].earliest == ArticleIndex{0});
  }

  TEST_CASE("a group says which of its texts contains which, with exact shares") {
    // 104 words have 100 shingles; "copy" has the set of "short".
    const auto groups = described({article("copy", words(0, 104)), article("long", words(0, 144)),
                                   article("middle", words(0, 124)), article("short", words(0, 104))});
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].members.size() == 4);
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> links;
    for (const GroupLink& link : groups[0].lineage) {
      CHECK(link.kind == LinkKind::contained);
      links.emplace_back(index_of(link.from), index_of(link.to), link.value);
    }
    CHECK(links ==
          std::vector<std::tuple<std::uint32_t, std::uint32_t, double>>{{0, 1, 1.0}, {0, 2, 1.0}, {2, 1, 1.0}});
  }

  TEST_CASE("a group says which longer text holds it without belonging to it") {
    const auto groups =
        described({article("item1", words(0, 60)), article("item2", words(0, 60)), article("roundup", words(0, 300))});
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].members.size() == 2);
    REQUIRE(groups[0].lineage.size() == 2);
    CHECK(groups[0].lineage[0].to == ArticleIndex{2});
    CHECK(groups[0].lineage[1].from == ArticleIndex{1});
    CHECK(groups[0].lineage[1].value == 1.0);
  }

  TEST_CASE("agencies are those that the members credit, each with its place") {
    std::vector<Article> articles{article("a", "الرياض (رويترز) - " + words(0, 60)), article("b", words(0, 60)),
                                  article("c", words(0, 60) + " (أ ف ب)")};
    articles[1].agency = "Reuters";
    const auto groups = described(articles);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].agencies == std::vector<std::string>{"AFP", "Reuters"});
    REQUIRE(groups[0].evidence.size() == 3);
    CHECK(groups[0].evidence[0].credits == std::vector<Credit>{{"Reuters", range_of(articles[0].text, "رويترز")}});
    CHECK(groups[0].evidence[1].credits == std::vector<Credit>{{"Reuters", {}}});
    CHECK(groups[0].evidence[2].credits == std::vector<Credit>{{"AFP", range_of(articles[2].text, "أ ف ب")}});
    CHECK(described({article("a", words(0, 50)), article("b", words(0, 50))})[0].agencies.empty());
  }

  TEST_CASE("changes are found for every member but the representative") {
    const std::vector<Article> articles{article("a", words(0, 60)), article("b", words(0, 60) + " more")};
    std::vector<DuplicateGroup> groups = described(articles);
    CHECK(!groups[0].evidence[1].changes);
    const std::vector<std::vector<ByteRange>> furniture(2);
    describe_changes(articles, furniture, groups);
    REQUIRE(groups[0].representative == ArticleIndex{0});
    CHECK(!groups[0].evidence[0].changes);
    REQUIRE(groups[0].evidence[1].changes);
    const auto end = static_cast<std::uint32_t>(articles[0].text.size());
    CHECK(groups[0].evidence[1].changes->spans == std::vector<ChangedSpan>{{{end, end}, {end + 1, end + 5}}});
  }
}

TEST_SUITE("furniture groups") {
  const std::vector<std::string> headings{"Rain floods the old port", "Parliament votes on taxes",
                                          "Striker signs for two years", "Museum opens new wing"};

  std::vector<Article> pages(const std::string& text, std::size_t count = 4) {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i)
      articles.push_back(article("p" + std::to_string(i), text, "example.org", headings[i % headings.size()]));
    return articles;
  }

  TEST_CASE("a short text of one publisher under headings of other things is furniture") {
    CHECK(is_furniture(pages(cookie_notice)));
    CHECK(is_furniture(pages("عذرا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى مكان آخر")));
    CHECK(!is_furniture(pages(cookie_notice, 3)));
    CHECK(!is_furniture(pages(cookie_notice + words(0, 120))));
  }

  TEST_CASE("a wire flash of many publishers is none, whatever their headlines") {
    auto articles = pages("A strong earthquake hit the coast early today, the agency said, and a warning was issued.");
    for (std::size_t i = 0; i < articles.size(); ++i) articles[i].source = "outlet" + std::to_string(i) + ".org";
    CHECK(!is_furniture(articles));
    // Two publishers, four pages each.
    auto eight = pages(cookie_notice, 4);
    for (std::size_t i = 0; i < 4; ++i) {
      eight.push_back(eight[i]);
      eight.back().id = "q" + std::to_string(i), eight.back().source = "example.net";
    }
    CHECK(!is_furniture(eight));
  }

  TEST_CASE("a story printed again under edited headlines or other urls is none") {
    const std::string flash = "A strong earthquake hit the northern coast early today and a warning was issued.";
    auto articles = pages(flash);
    const std::vector<std::string> edited{"Earthquake hits coast", "Strong earthquake hits northern coast",
                                          "Warning after earthquake", "Coast hit by strong earthquake"};
    for (std::size_t i = 0; i < 4; ++i) articles[i].title = edited[i];
    CHECK(!is_furniture(articles));
    for (std::size_t i = 0; i < 4; ++i) {
      articles[i].title.reset();
      articles[i].url = "https://example.org/" + std::to_string(i);
      articles[i].published = day(7);
    }
    CHECK(!is_furniture(articles));
  }

  TEST_CASE("without headings, urls and days tell") {
    auto articles = pages(cookie_notice);
    for (std::size_t i = 0; i < 4; ++i) {
      articles[i].title = "Example";
      articles[i].url = "https://example.org/" + std::to_string(i);
    }
    CHECK(!is_furniture(articles));
    for (std::size_t i = 0; i < 4; ++i) articles[i].published = day(static_cast<std::int64_t>(i));
    CHECK(is_furniture(articles));
    for (std::size_t i = 0; i < 4; ++i) articles[i].title.reset();
    CHECK(is_furniture(articles));
    for (std::size_t i = 0; i < 4; ++i) articles[i].url.clear();
    CHECK(!is_furniture(articles));
  }

  TEST_CASE("of a text with the shape of furniture two pages are enough") {
    const std::string contact =
        "Share www.example.org/share\nMail desk@example.org\nCall 0112345678 or write www.example.org";
    CHECK(is_furniture(pages(contact, 2)));
    auto of_two = pages(contact, 2);
    of_two[1].source = "example.net";
    CHECK(!is_furniture(of_two));
    CHECK(!is_furniture(pages(cookie_notice, 2)));
  }
}
