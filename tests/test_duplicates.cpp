#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <tbb/global_control.h>

#include "duplicates/banding.h"
#include "duplicates/candidates.h"
#include "duplicates/credits.h"
#include "duplicates/find_duplicates.h"
#include "duplicates/form_origins.h"
#include "duplicates/publishers.h"
#include "duplicates/sample_sieve.h"
#include "duplicates/star_cover.h"
#include "sketch/shingles.h"
#include "support/random.h"
#include "support/slow_duplicates.h"

using namespace tawatur;
using support::Random;

namespace {

std::string padded(std::size_t number) {
  std::string digits = std::to_string(number);
  return std::string(5 - digits.size(), '0') + digits;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// `count` words that no other range has: "w100 w101 ...".
std::string words(std::size_t first, std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = first; i < first + count; ++i) all.push_back("w" + std::to_string(i));
  return join(all);
}

Article article(std::string id, std::string text) {
  Article result;
  result.id = std::move(id);
  result.text = std::move(text);
  return result;
}

// Families of edited copies, excerpts and round-ups among unrelated texts, in ids' order.
std::vector<Article> random_dump(std::uint64_t seed, std::size_t families) {
  Random random(seed);
  const auto word = [&](std::uint64_t vocabulary) { return "v" + std::to_string(random.below(vocabulary)); };
  std::vector<std::vector<std::string>> texts;
  for (std::size_t family = 0; family < families; ++family) {
    std::vector<std::string> base;
    for (std::uint64_t left = 3 + random.below(random.below(2) ? 40 : 300); left > 0; --left)
      base.push_back(word(2000));
    texts.push_back(base);
    for (std::uint64_t copies = random.below(5); copies > 0; --copies) {
      std::vector<std::string> copy = base;
      const std::uint64_t per_mille = std::vector<std::uint64_t>{0, 10, 40, 80}[random.below(4)];
      for (std::string& one : copy)
        if (random.below(1000) < per_mille) one = word(2000);
      if (random.below(3) == 0) copy.resize(1 + copy.size() / (1 + random.below(3)));
      if (random.below(4) == 0) {  // an unrelated text in front
        const std::vector<std::string> other = texts[random.below(texts.size())];
        copy.insert(copy.begin(), other.begin(), other.end());
      }
      texts.push_back(copy);
    }
    if (random.below(6) == 0) {  // a round-up
      std::vector<std::string> all;
      for (int items = 0; items < 4; ++items) {
        const auto& item = texts[random.below(texts.size())];
        all.insert(all.end(), item.begin(), item.end());
      }
      texts.push_back(all);
    }
  }
  std::vector<Article> articles;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    articles.push_back(article("a" + padded(i), join(texts[i])));
    if (random.below(3))
      articles.back().published = Timestamp{static_cast<std::int64_t>(random.below(100000)), true, 0};
  }
  return articles;
}

using Figures = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>>;

Figures figures(const std::vector<SimilarPair>& pairs) {
  Figures result;
  for (const SimilarPair& pair : pairs)
    result.emplace_back(index_of(pair.a), index_of(pair.b), pair.shared, pair.size_a, pair.size_b);
  return result;
}

// Everything that `find_duplicates` and `form_origins` say, as one text with ids.
std::string described(const std::vector<Article>& articles) {
  const DuplicateResult result = find_duplicates(articles, {});
  const Lexicons lexicons;
  std::string text;
  const auto id = [&](ArticleIndex i) { return articles[index_of(i)].id + " "; };
  for (const SimilarPair& pair : result.pairs)
    text += id(pair.a) + id(pair.b) + std::to_string(pair.shared) + " " + std::to_string(pair.size_a) + " " +
            std::to_string(pair.size_b) + "\n";
  const auto link = [&](const GroupLink& one) {
    return id(one.from) + id(one.to) + (one.kind == LinkKind::jaccard ? "j " : "c ") + std::to_string(one.value) + "\n";
  };
  for (const DuplicateGroup& group : result.groups) {
    text += group.id + " " + id(group.representative);
    for (const ArticleIndex member : group.members) text += id(member);
    for (const GroupLink& one : group.links) text += link(one);
  }
  for (const GroupLink& one : result.lineage) text += link(one);
  for (const Origin& origin : form_origins(articles, result, publisher_families(articles, lexicons), lexicons)) {
    text += "\n" + origin.id + " " + id(origin.representative);
    for (const ArticleIndex member : origin.articles) text += id(member);
    for (const std::string& publisher : origin.publishers) text += publisher + " ";
  }
  return text;
}

std::vector<std::set<std::string>> groups_of(const std::vector<Article>& articles,
                                             const DuplicateOptions& options = {}) {
  std::vector<std::set<std::string>> groups;
  for (const DuplicateGroup& group : find_duplicates(articles, options).groups) {
    groups.emplace_back();
    for (const ArticleIndex member : group.members) groups.back().insert(articles[index_of(member)].id);
  }
  return groups;
}

std::vector<std::set<std::string>> origins_of(const std::vector<Article>& articles) {
  const Lexicons lexicons;
  std::vector<std::set<std::string>> origins;
  for (const Origin& origin :
       form_origins(articles, find_duplicates(articles, {}), publisher_families(articles, lexicons), lexicons)) {
    origins.emplace_back();
    for (const ArticleIndex member : origin.articles) origins.back().insert(articles[index_of(member)].id);
  }
  return origins;
}

using Sets = std::vector<std::set<std::string>>;

}  // namespace

TEST_SUITE("banding") {
  TEST_CASE("the S-curve and the choice of bands for recall") {
    CHECK(candidate_probability(0.5, 1, 1) == 0.5);
    CHECK(candidate_probability(0.5, 2, 2) == doctest::Approx(1 - 0.75 * 0.75));
    const Banding banding = choose_banding(256, 0.7, 0.999);
    CHECK(banding.bands == 51);
    CHECK(banding.rows == 5);  // six rows reach 1 - (1 - 0.7^6)^42 = 0.9948 only
    CHECK(banding.expected_recall == doctest::Approx(1 - std::pow(1 - std::pow(0.7, 5), 51)));
    CHECK(choose_banding(4, 0.1, 0.999).rows == 1);
    CHECK(choose_banding(256, 1.0, 0.999).rows == 256);
  }

  TEST_CASE("wanted hits are the binomial's lower quantile") {
    CHECK(least_hits(0, 0.8, 0.999) == 0);
    CHECK(least_hits(1, 0.8, 0.999) == 1);
    CHECK(least_hits(7, 1.0, 0.999) == 7);
    // P(X = 0) = 0.2^7 and P(X = 1) = 7 * 0.8 * 0.2^6 make 0.00037, with X = 2 it is 0.0047.
    CHECK(least_hits(7, 0.8, 0.999) == 2);
  }
}

TEST_SUITE("star cover") {
  TEST_CASE("a chain is cut: only what is near the centre joins it") {
    // 0 - 1 - 2 - 3: 1 and 2 reach three nodes each, 1 is first; 3 is near no centre.
    const std::vector<NearPair> chain{{0, 1, 0.8}, {1, 2, 0.9}, {2, 3, 0.8}};
    CHECK(star_cover(std::vector<std::uint32_t>{1, 1, 1, 1}, chain) == std::vector<std::uint32_t>{1, 1, 1, 3});
  }

  TEST_CASE("a node near two centres takes the more similar, then the smaller") {
    const std::vector<NearPair> two{{0, 2, 0.7}, {1, 2, 0.8}, {0, 3, 1}, {0, 4, 1}, {1, 5, 1}, {1, 6, 1}};
    CHECK(star_cover(std::vector<std::uint32_t>(7, 1), two) == std::vector<std::uint32_t>{0, 1, 1, 0, 0, 1, 1});
    const std::vector<NearPair> even{{0, 2, 0.8}, {1, 2, 0.8}, {0, 3, 1}, {0, 4, 1}, {1, 5, 1}, {1, 6, 1}};
    CHECK(star_cover(std::vector<std::uint32_t>(7, 1), even) == std::vector<std::uint32_t>{0, 1, 0, 0, 0, 1, 1});
  }

  TEST_CASE("weights count as so many nodes") {
    CHECK(star_cover(std::vector<std::uint32_t>{1, 1, 9}, std::vector<NearPair>{{0, 1, 1}, {1, 2, 1}})[0] == 1);
    CHECK(star_cover({}, {}).empty());
  }
}

TEST_SUITE("candidates") {
  // Every two texts, keys and samples compared one by one.
  std::vector<CandidatePair> slow_containment_candidates(const TextSketches& sketches, const DistinctTexts& texts,
                                                         const DuplicateOptions& options) {
    const TextSamples samples = samples_of(texts, sketches);
    const auto keys_of = [&](TextIndex text) {
      std::vector<std::uint32_t> keys;
      if (sketches.shingles[index_of(texts.first(text))] >= options.least_contained_shingles)
        for (const std::uint32_t key : samples[text])
          if (keys.size() < options.containment_keys) keys.push_back(key);
      return keys;
    };
    std::map<std::uint32_t, std::size_t> texts_with;
    for (TextIndex text = 0; text < texts.size(); ++text)
      for (const std::uint32_t key : keys_of(text)) ++texts_with[key];
    std::set<CandidatePair> found;
    for (TextIndex text = 0; text < texts.size(); ++text) {
      std::vector<std::uint32_t> keys = keys_of(text);
      std::erase_if(keys, [&](std::uint32_t key) { return texts_with[key] > options.largest_bucket; });
      if (keys.empty()) continue;
      const auto wanted = least_hits(static_cast<std::uint32_t>(keys.size()), options.containment, options.recall);
      for (TextIndex other = 0; other < texts.size(); ++other) {
        if (other == text) continue;
        const auto met = std::count_if(keys.begin(), keys.end(), [&](std::uint32_t key) {
          return std::count(samples[other].begin(), samples[other].end(), key) > 0;
        });
        if (static_cast<std::uint32_t>(met) >= wanted) found.insert({std::min(text, other), std::max(text, other)});
      }
    }
    return {found.begin(), found.end()};
  }

  TEST_CASE("containment candidates are those that the comparison of all keys with all samples gives") {
    for (const std::uint64_t seed : {5u, 6u, 7u}) {
      CAPTURE(seed);
      auto articles = random_dump(seed, 60);
      const std::string line = words(100000, 40);  // printed under every third article
      for (std::size_t i = 0; i < articles.size(); i += 3) articles[i].text += ' ' + line;
      for (const DuplicateOptions& options :
           {DuplicateOptions{}, DuplicateOptions{.containment_sample = 1}, DuplicateOptions{.largest_bucket = 4},
            DuplicateOptions{.containment = 0.4, .recall = 0.9, .containment_sample = 2, .containment_keys = 5}}) {
        CAPTURE(options.containment_sample);
        CAPTURE(options.largest_bucket);
        const TextSketches sketches = sketch_texts(articles, options);
        const DistinctTexts texts = collapse_equal_texts(articles, sketches);
        const auto expected = slow_containment_candidates(sketches, texts, options);
        CHECK(expected.size() > 10);
        CHECK(containment_candidates(sketches, texts, options).pairs == expected);
      }
    }
  }

  TEST_CASE("the expected number of candidates is the sum of the S-curve over all pairs") {
    DuplicateOptions options;
    options.containment_sample = 1;  // the estimate of a Jaccard index is then exact
    const auto articles = random_dump(11, 80);
    const TextSketches sketches = sketch_texts(articles, options);
    const DistinctTexts texts = collapse_equal_texts(articles, sketches);
    REQUIRE(texts.size() <= 512);
    const TextSamples samples = samples_of(texts, sketches);
    double expected = 0;
    for (TextIndex a = 0; a < texts.size(); ++a)
      for (TextIndex b = a + 1; b < texts.size(); ++b) {
        std::vector<std::uint32_t> both;
        std::set_intersection(samples[a].begin(), samples[a].end(), samples[b].begin(), samples[b].end(),
                              std::back_inserter(both));
        const auto shared = static_cast<double>(both.size());
        const auto all = static_cast<double>(samples[a].size() + samples[b].size()) - shared;
        expected += 1 - std::pow(1 - std::pow(shared / all, 4), 32);
      }
    CHECK(expected > 20);
    CHECK(expected_candidates(sketches, texts) == doctest::Approx(expected));
    const auto found = static_cast<double>(band_candidates(sketches, texts, options).pairs.size());
    CHECK(std::abs(found - expected) < 0.25 * expected);
  }
}

TEST_SUITE("sample sieve") {
  TEST_CASE("least hits up to a number are those of each") {
    const auto least = least_hits_up_to(200, 0.7, 0.9999);
    for (const std::uint32_t draws : {0u, 1u, 2u, 10u, 16u, 99u, 200u})
      CHECK(least[draws] == least_hits(draws, 0.7, 0.9999));
    CHECK(least_hits_up_to(16, 0.8, 0.999) ==
          std::vector<std::uint32_t>{0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 7, 7});
  }

  TEST_CASE("of pairs just at a threshold hardly one is passed over, of unlike ones nearly all") {
    Random random(12);
    const SampleSieve sieve{DuplicateOptions{}};
    for (const std::size_t shingles : {40u, 300u, 3000u}) {
      CAPTURE(shingles);
      int passed_over = 0, unlike_passed = 0;
      constexpr int rounds = 3000;
      for (int round = 0; round < rounds; ++round) {
        // Each of `shingles` stands in both texts, in the first, or in the second; one in four is sampled.
        const auto pair_of = [&](double jaccard) {
          std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> samples;
          for (std::uint32_t shingle = 0; shingle < shingles; ++shingle) {
            if (random.below(4) != 0) continue;
            const double place = static_cast<double>(shingle) / static_cast<double>(shingles);
            if (place < jaccard || place >= (1 + jaccard) / 2) samples.first.push_back(shingle);
            if (place < (1 + jaccard) / 2) samples.second.push_back(shingle);
          }
          return samples;
        };
        const auto near = pair_of(0.7), unlike = pair_of(0.15);
        passed_over += !sieve.may_pass(near.first, near.second);
        unlike_passed += sieve.may_pass(unlike.first, unlike.second);
      }
      CHECK(passed_over <= 2);
      if (shingles >= 300) CHECK(unlike_passed == 0);
    }
  }

  TEST_CASE("samples without hashes say nothing") {
    const SampleSieve sieve{DuplicateOptions{}};
    CHECK(sieve.may_pass({}, {}));
    const std::vector<std::uint32_t> some{1, 2, 3};
    CHECK(sieve.may_pass(some, {}));
  }

  TEST_CASE("the sample of a set is that of the text") {
    for (const std::uint32_t one_in : {1u, 2u, 3u, 4u, 100u}) {
      CAPTURE(one_in);
      DuplicateOptions options;
      options.containment_sample = one_in;
      const std::string text = words(7, 500);
      TextSketcher sketcher(options);
      const auto sketched = sketcher.sketch(text).sample;
      std::vector<std::uint64_t> set;
      std::vector<std::uint32_t> sample;
      shingle_set(text, set);
      SampleChoice(options).sample_set(set, sample);
      CHECK(sample == std::vector<std::uint32_t>(sketched.begin(), sketched.end()));
      CHECK(sample.size() <= 496);
      if (one_in == 1) CHECK(sample.size() == 496);
      if (one_in == 4) CHECK(std::abs(static_cast<int>(sample.size()) - 124) < 40);
    }
  }
}

TEST_SUITE("duplicates") {
  TEST_CASE("every pair and figure of random dumps equals the comparison of all with all") {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
      CAPTURE(seed);
      const auto articles = random_dump(seed, 60);
      for (DuplicateOptions options :
           {DuplicateOptions{}, DuplicateOptions{.threshold = 0.5, .containment = 0.9},
            DuplicateOptions{.threshold = 1, .containment = 1},
            DuplicateOptions{.threshold = 0.9, .containment = 0.5, .least_contained_shingles = 5}}) {
        options.recall = 0.9999999;  // a test must not depend on luck
        options.containment_sample = 1;
        CAPTURE(options.threshold);
        const auto expected = support::slow_pairs(articles, options);
        const DuplicateResult result = find_duplicates(articles, options);
        CHECK(figures(result.pairs) == figures(expected));
        CHECK(result.statistics.verified == expected.size());
        CHECK(result.statistics.capped_buckets == 0);
      }
    }
  }

  TEST_CASE("groups are disjoint, every member is near its representative, and the nearest one was taken") {
    const DuplicateOptions options;
    const auto articles = random_dump(9, 150);
    const DuplicateResult result = find_duplicates(articles, options);
    std::map<std::pair<ArticleIndex, ArticleIndex>, SimilarPair> pairs;
    for (const SimilarPair& pair : result.pairs) pairs[{pair.a, pair.b}] = pairs[{pair.b, pair.a}] = pair;
    const auto near = [&](ArticleIndex a, ArticleIndex b) {
      const auto found = pairs.find({a, b});
      if (found == pairs.end()) return 0.0;
      const SimilarPair& pair = found->second;
      const auto longer = std::max(pair.size_a, pair.size_b), shorter = std::min(pair.size_a, pair.size_b);
      const bool contained = longer <= 2 * shorter && (pair.containment_a() >= 0.8 || pair.containment_b() >= 0.8);
      return pair.jaccard() >= 0.7 || contained ? pair.jaccard() : 0.0;
    };
    std::set<ArticleIndex> seen;
    REQUIRE(result.groups.size() > 20);
    for (const DuplicateGroup& group : result.groups) {
      CHECK(group.members.size() >= 2);
      CHECK(std::is_sorted(group.members.begin(), group.members.end(), EarlierFirst{articles}));
      std::size_t linked = 0;
      for (const ArticleIndex member : group.members) {
        CHECK(seen.insert(member).second);
        if (member == group.representative) continue;
        ++linked;
        const double own = near(member, group.representative);
        CHECK(own > 0);
        for (const DuplicateGroup& other : result.groups) {
          const double value = near(member, other.representative);
          CHECK((value < own || (value == own && other.representative >= group.representative)));
        }
      }
      std::set<ArticleIndex> with_link;
      for (const GroupLink& link : group.links) {
        CHECK((link.from == group.representative) != (link.to == group.representative));
        with_link.insert(link.from == group.representative ? link.to : link.from);
      }
      CHECK(with_link.size() == linked);
    }
    for (const GroupLink& link : result.lineage) CHECK(link.value >= 0.8);
  }

  TEST_CASE("a drifting series is not chained into one group") {
    // Ten versions of 100 words, each with ten words more at the end and ten fewer at the start: neighbours share 86 of
    // 106 shingles (0.81), the next but one 76 of 116 (0.66).
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 10; ++i) articles.push_back(article("v" + std::to_string(i), words(10 * i, 100)));
    DuplicateOptions options;
    options.containment = 0.95;
    for (const auto& group : groups_of(articles, options)) CHECK(group.size() <= 3);
  }

  TEST_CASE("containment joins a group only when the longer text has at most twice the shingles") {
    // 104 words have 100 shingles.
    const std::vector<Article> close{article("long", words(0, 204)), article("short", words(0, 104))};
    CHECK(groups_of(close) == Sets{{"long", "short"}});
    const std::vector<Article> far{article("long", words(0, 205)), article("short", words(0, 104))};
    const DuplicateResult result = find_duplicates(far, {});
    CHECK(result.groups.empty());
    REQUIRE(result.lineage.size() == 1);
    CHECK(result.lineage[0].from == ArticleIndex{1});
    CHECK(result.lineage[0].to == ArticleIndex{0});
    CHECK(result.lineage[0].value == 1.0);
  }

  TEST_CASE("a text of fewer than twenty shingles is not contained") {
    const std::vector<Article> below{article("long", words(0, 60)), article("short", words(0, 23))};
    CHECK(find_duplicates(below, {}).pairs.empty());
    const std::vector<Article> at{article("long", words(0, 60)), article("short", words(0, 24))};
    CHECK(find_duplicates(at, {}).pairs.size() == 1);
  }

  TEST_CASE("texts without shingles are in no pair, not even equal ones") {
    const std::vector<Article> articles{article("a", ""),
                                        article("b", ""),
                                        article("c", "four words are few"),
                                        article("d", "four words are few"),
                                        article("e", "now five words are enough"),
                                        article("f", "Now, five words ARE enough!")};
    const DuplicateResult result = find_duplicates(articles, {});
    CHECK(result.statistics.without_shingles == 4);
    CHECK(groups_of(articles) == Sets{{"e", "f"}});
    CHECK(find_duplicates({}, {}).pairs.empty());
  }

  TEST_CASE("equal shingle sets of different texts are one text before banding") {
    const std::string once = "a b c d e f g a b c d e f g a b c d e f g ";
    const std::vector<Article> articles{article("w", "A, " + once.substr(2)), article("x", once),
                                        article("y", once + once), article("z", "other words than that here")};
    const DuplicateResult result = find_duplicates(articles, {});
    CHECK(result.statistics.distinct_texts == 2);
    REQUIRE(result.groups.size() == 1);
    CHECK(result.groups[0].members.size() == 3);
    for (const GroupLink& link : result.groups[0].links) CHECK(link.value == 1.0);
  }

  TEST_CASE("a template filled in thousands of times is bounded, counted, and still grouped") {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 3000; ++i)
      articles.push_back(article("t" + padded(i), words(0, 100) + " number" + std::to_string(i)));
    DuplicateOptions options;
    options.largest_bucket = 100;
    const DuplicateResult result = find_duplicates(articles, options);
    CHECK(result.statistics.capped_buckets > 0);
    CHECK(result.statistics.candidates < 3000 * 51 * 20);
    REQUIRE(result.groups.size() == 1);
    CHECK(result.groups[0].members.size() == 3000);
  }

  TEST_CASE("thousands of equal texts give pairs with the first only") {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 3000; ++i) articles.push_back(article("t" + padded(i), words(0, 50)));
    const DuplicateResult result = find_duplicates(articles, {});
    CHECK(result.pairs.size() == 2999);
    CHECK(result.statistics.capped_buckets == 1);
    REQUIRE(result.groups.size() == 1);
    CHECK(result.groups[0].members.size() == 3000);
  }

  TEST_CASE("one thread and many say the same") {
    const auto articles = random_dump(5, 120);
    std::string one, many;
    {
      const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, 1);
      one = described(articles);
    }
    for (const std::size_t count : {2u, 7u, 16u}) {
      CAPTURE(count);
      const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, count);
      CHECK(described(articles) == one);
    }
  }

  TEST_CASE("a pair does not depend on the rest of the dump") {
    const auto articles = random_dump(6, 80);
    const std::vector<Article> half(articles.begin(),
                                    articles.begin() + static_cast<std::ptrdiff_t>(articles.size() / 2));
    Figures inside;
    for (const auto& one : figures(find_duplicates(articles, {}).pairs))
      if (std::get<1>(one) < half.size()) inside.push_back(one);
    CHECK(figures(find_duplicates(half, {}).pairs) == inside);
  }

  TEST_CASE("options out of range are refused") {
    CHECK_THROWS_AS(find_duplicates({}, {.threshold = 0}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.threshold = 1.1}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.containment = -1}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.recall = 1}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.sketch_bins = 100}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.containment_sample = 0}), std::invalid_argument);
    CHECK_THROWS_AS(find_duplicates({}, {.containment_keys = 0}), std::invalid_argument);
  }
}

TEST_SUITE("credits") {
  TEST_CASE("an agency is credited in its field, in the first words or in the last ones") {
    const CreditFinder finder{Lexicons()};
    using Names = std::vector<std::string>;
    const auto of = [&](const std::string& text) { return finder.find(article("x", text)); };
    CHECK(of("الرياض (رويترز) - قال مسؤول") == Names{"Reuters"});
    CHECK(of("عواصم - أ.ف.ب: " + words(0, 100)) == Names{"AFP"});
    CHECK(of("LONDON (Reuters) - " + words(0, 300)) == Names{"Reuters"});
    CHECK(of("القاهرة - وكالات: " + words(0, 100)) == Names{"agencies"});
    CHECK(of("قالت وكالات الإغاثة " + words(0, 100)) == Names{});
    CHECK(of(words(0, 100) + " «أ ب».") == Names{"AP"});
    CHECK(of("يبدأ في أغسطس (آب) " + words(0, 100)) == Names{});
    CHECK(of("زار محافظة قنا " + words(0, 100)) == Names{});
    CHECK(of(words(0, 300) + " (AP)") == Names{"AP"});
    CHECK(of(words(0, 300) + " Reporting by the Associated Press and Xinhua") == Names{"AP", "Xinhua"});
    CHECK(of(words(0, 100) + " said Reuters quoted him " + words(100, 100)) == Names{});
    CHECK(of("The map of the spa shows a tap") == Names{});
    Article with_field = article("x", words(0, 50));
    with_field.agency = "Agence France-Presse";
    CHECK(finder.find(with_field) == Names{"AFP"});
    with_field.agency = "AP";
    CHECK(finder.find(with_field) == Names{"AP"});
    const Article placed = article("x", "LONDON (Reuters) - " + words(0, 300) + " (AP)");
    const auto end = static_cast<std::uint32_t>(placed.text.size());
    CHECK(finder.places(placed) == std::vector<Credit>{{"AP", {end - 3, end - 1}}, {"Reuters", {8, 15}}});
  }
}

TEST_SUITE("publishers") {
  TEST_CASE("a family is found by name, by domain and its subdomains, or is the registrable domain") {
    std::vector<Article> articles(8);
    articles[0].source = "www.bbc.co.uk";
    articles[1].source = "BBC Arabic";
    articles[2].url = "https://m.arabic.bbc.com/story?id=1";
    articles[3].source = "news.example.com.sa";
    articles[4].source = "edition.example.org";
    articles[5].source = "A paper";
    articles[6].id = "lonely";
    articles[7].source = "Example.ORG";
    CHECK(publisher_families(articles, Lexicons()) == std::vector<std::string>{"BBC", "BBC", "BBC", "example.com.sa",
                                                                               "example.org", "A paper", "lonely",
                                                                               "example.org"});
  }
}

TEST_SUITE("origins") {
  TEST_CASE("a credit line alone merges nothing") {
    CHECK(origins_of({article("a", "(Reuters) - " + words(0, 100)), article("b", "(Reuters) - " + words(200, 100))}) ==
          Sets{{"a"}, {"b"}});
  }

  TEST_CASE("one agency and long verbatim passages make one origin, passages or credits alone don't") {
    const std::string shared = words(0, 60);
    const auto texts = [&](const std::string& credit_a, const std::string& credit_b) {
      return std::vector<Article>{article("a", credit_a + " - " + shared + " " + words(1000, 50)),
                                  article("b", credit_b + " - " + words(2000, 50) + " " + shared)};
    };
    CHECK(origins_of(texts("(Reuters)", "(رويترز)")) == Sets{{"a", "b"}});
    CHECK(origins_of(texts("(Reuters)", "(AFP)")) == Sets{{"a"}, {"b"}});
    CHECK(origins_of(texts("", "")) == Sets{{"a"}, {"b"}});
    auto of_one_outlet = texts("(Reuters)", "(Reuters)");
    of_one_outlet[0].source = of_one_outlet[1].source = "example.org";
    CHECK(origins_of(of_one_outlet) == Sets{{"a"}, {"b"}});
    auto days_apart = texts("(Reuters)", "(Reuters)");
    days_apart[0].published = Timestamp{0, false, {}};
    days_apart[1].published = Timestamp{86400, false, {}};
    CHECK(origins_of(days_apart) == Sets{{"a", "b"}});
    days_apart[1].published = Timestamp{2 * 86400, false, {}};
    CHECK(origins_of(days_apart) == Sets{{"a"}, {"b"}});
  }

  TEST_CASE("a short quotation is no verbatim passage") {
    const std::string quote = words(0, 19);
    CHECK(origins_of({article("a", "(Reuters) - " + quote + " " + words(1000, 10)),
                      article("b", "(Reuters) - " + words(2000, 10) + " " + quote)}) == Sets{{"a"}, {"b"}});
  }

  TEST_CASE("the beginning of a longer text belongs to it, and two long ones stay two") {
    const std::string statement = words(0, 50);
    const auto origins =
        origins_of({article("long1", statement + " " + words(1000, 180)),
                    article("long2", statement + " " + words(2000, 200)), article("short", statement)});
    CHECK(origins == Sets{{"long1", "short"}, {"long2"}});
  }

  TEST_CASE("a text that a longer one has further inside, or a far longer one anywhere, is lineage and no origin") {
    const std::string statement = words(0, 50);
    CHECK(origins_of({article("long", words(1000, 100) + " " + statement), article("short", statement)}) ==
          Sets{{"long"}, {"short"}});
    CHECK(origins_of({article("long", statement + " " + words(1000, 400)), article("short", statement)}) ==
          Sets{{"long"}, {"short"}});
    // At most twice its length, its place doesn't matter.
    CHECK(origins_of({article("long", words(1000, 40) + " " + statement), article("short", statement)}) ==
          Sets{{"long", "short"}});
    // A dateline before the opening is no other text.
    CHECK(origins_of({article("long", "City, 3 May (KLM) - " + statement + " " + words(1000, 100)),
                      article("short", statement)}) == Sets{{"long", "short"}});
  }

  TEST_CASE("a round-up joins nothing") {
    const std::string first = words(0, 50), second = words(100, 50);
    CHECK(origins_of({article("item1", first), article("item2", second),
                      article("roundup", first + " " + second + " " + words(500, 100))}) ==
          Sets{{"item1"}, {"item2"}, {"roundup"}});
    // Two versions of one item make no round-up.
    CHECK(origins_of({article("item1", first), article("item2", words(5, 50)), article("whole", words(0, 160))}) ==
          Sets{{"item1", "item2", "whole"}});
  }

  TEST_CASE("an origin has its publishers once, its articles by time, and the longest text for all") {
    std::vector<Article> articles{article("a", words(0, 100)), article("b", words(0, 100) + " more"),
                                  article("c", words(0, 100))};
    articles[0].source = "bbc.com", articles[1].source = "www.bbc.co.uk", articles[2].source = "example.org";
    articles[0].published = Timestamp{300, true, 0}, articles[2].published = Timestamp{100, true, 0};
    const Lexicons lexicons;
    const auto origins =
        form_origins(articles, find_duplicates(articles, {}), publisher_families(articles, lexicons), lexicons);
    REQUIRE(origins.size() == 1);
    CHECK(origins[0].publishers == std::vector<std::string>{"BBC", "example.org"});
    CHECK(origins[0].articles == std::vector<ArticleIndex>{ArticleIndex{2}, ArticleIndex{0}, ArticleIndex{1}});
    CHECK(origins[0].representative == ArticleIndex{1});
  }
}
