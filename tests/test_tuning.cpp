#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <tbb/global_control.h>

#include "duplicates/exact_join.h"
#include "duplicates/tuning.h"
#include "support/random.h"
#include "support/slow_duplicates.h"

using namespace tawatur;
using support::Random;

namespace {

// Families of sets that share from nearly all to few of their members, empty and equal ones among them.
std::vector<ShingleSet> random_sets(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<ShingleSet> sets;
  while (sets.size() < count) {
    std::set<std::uint64_t> set;
    if (!sets.empty() && random.below(2)) {
      for (const std::uint64_t member : sets[random.below(sets.size())])
        if (random.below(1 + random.below(12)) || random.below(3) == 0) set.insert(member);
    }
    for (std::uint64_t left = random.below(random.below(2) ? 4 : 40); left > 0; --left)
      set.insert(random.below(2) ? random.below(60) : random.next());
    sets.emplace_back(set.begin(), set.end());
  }
  return sets;
}

std::uint32_t common(const ShingleSet& a, const ShingleSet& b) {
  std::uint32_t shared = 0;
  for (const std::uint64_t member : a) shared += static_cast<std::uint32_t>(std::count(b.begin(), b.end(), member));
  return shared;
}

bool similar(const ShingleSet& a, const ShingleSet& b, double threshold) {
  if (a.empty() || b.empty()) return false;
  const double shared = common(a, b);
  return shared / (static_cast<double>(a.size() + b.size()) - shared) >= threshold - 1e-12;
}

std::string words(std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) text += (text.empty() ? "w" : " w") + std::to_string(i);
  return text;
}

Article article(std::string id, std::string text) {
  Article result;
  result.id = std::move(id);
  result.text = std::move(text);
  return result;
}

std::string padded(std::size_t number) {
  const std::string digits = std::to_string(number);
  return "id" + std::string(5 - digits.size(), '0') + digits;
}

// Every fourth article repeats an earlier one with some of its words changed. In the order of ids.
std::vector<Article> random_dump(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<Article> articles;
  std::vector<std::vector<std::string>> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> text;
    if (i % 4 == 3) {
      text = texts[random.below(i)];
      for (std::string& word : text)
        if (random.below(40) == 0) word = "x" + std::to_string(random.below(1000));
    } else {
      for (std::uint64_t left = 2 + random.below(80); left > 0; --left)
        text.push_back("v" + std::to_string(random.below(500)));
    }
    std::string joined;
    for (const std::string& word : text) joined += word + ' ';
    articles.push_back(article(padded(i), joined));
    texts.push_back(std::move(text));
  }
  return articles;
}

MeasuredSetting setting(std::uint64_t found, std::uint64_t missed, double expected, std::uint64_t work,
                        std::uint32_t bins = 128, std::uint32_t bands = 16) {
  MeasuredSetting one;
  one.bins = bins;
  one.banding = {bands, bins / bands, 0.9};
  one.found = found;
  one.missed = missed;
  one.expected_recall = expected;
  one.work = work;
  return one;
}

}  // namespace

TEST_SUITE("exact join") {
  TEST_CASE("it finds what a double loop finds") {
    for (const double threshold : {0.05, 0.3, 0.5, 0.7, 0.9, 1.0}) {
      for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(threshold);
        CAPTURE(seed);
        const std::vector<ShingleSet> sets = random_sets(seed, 120);
        const std::vector<ExactPair> pairs = exact_join(sets, threshold);
        std::size_t at = 0;
        for (std::uint32_t a = 0; a < sets.size(); ++a) {
          for (std::uint32_t b = a + 1; b < sets.size(); ++b) {
            if (!similar(sets[a], sets[b], threshold)) continue;
            REQUIRE(at < pairs.size());
            CHECK(pairs[at].a == a);
            CHECK(pairs[at].b == b);
            CHECK(pairs[at].shared == common(sets[a], sets[b]));
            ++at;
          }
        }
        CHECK(at == pairs.size());
      }
    }
  }

  TEST_CASE("a set that isn't indexed finds its neighbours among the first ones") {
    const std::vector<ShingleSet> sets = random_sets(7, 150);
    const std::span<const ShingleSet> indexed(sets.data(), 80);
    const ExactIndex index(indexed, 0.4);
    std::vector<ExactIndex::Neighbour> found;
    for (const ShingleSet& query : sets) {
      index.find(query, 50, found);
      std::vector<std::uint32_t> expected, names;
      for (std::uint32_t i = 0; i < 50; ++i)
        if (similar(query, sets[i], 0.4)) expected.push_back(i);
      for (const auto& one : found) names.push_back(one.set);
      CHECK(names == expected);
    }
  }

  TEST_CASE("a pair exactly at the threshold counts, one member less doesn't") {
    // 7 of 10, and 7 of 11.
    const std::vector<ShingleSet> sets{
        {1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 9, 10}, {1, 2, 3, 4, 5, 6, 7, 11, 12, 13}};
    const auto pairs = exact_join(sets, 0.7);
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].a == 0);
    CHECK(pairs[0].b == 1);
    CHECK(pairs[0].shared == 7);
    CHECK(pairs[0].jaccard == doctest::Approx(0.7));
  }

  TEST_CASE("containment is found as a double loop finds it") {
    for (const double containment : {0.5, 0.8, 1.0}) {
      CAPTURE(containment);
      const auto sets = random_sets(21, 250);
      std::set<std::pair<std::uint32_t, std::uint32_t>> expected, found;
      for (std::uint32_t a = 0; a < sets.size(); ++a)
        for (std::uint32_t b = 0; b < sets.size(); ++b) {
          const double wanted = containment * static_cast<double>(sets[a].size());
          if (a != b && sets[a].size() >= 5 && common(sets[a], sets[b]) >= wanted - 1e-9)
            expected.insert({std::min(a, b), std::max(a, b)});
        }
      const auto pairs = containment_join(sets, containment, 5);
      for (const ExactPair& pair : pairs) {
        found.insert({pair.a, pair.b});
        CHECK(pair.shared == common(sets[pair.a], sets[pair.b]));
      }
      CHECK(expected.size() > 10);
      CHECK(pairs.size() == found.size());
      CHECK(found == expected);
    }
    CHECK_THROWS_AS(containment_join({}, 0, 1), std::invalid_argument);
  }

  TEST_CASE("empty sets are similar to nothing, and a threshold must be a share") {
    CHECK(exact_join(std::vector<ShingleSet>{{}, {}, {5}}, 0.1).empty());
    CHECK(exact_join({}, 0.5).empty());
    CHECK_THROWS_AS(exact_join({}, 0.0), std::invalid_argument);
    CHECK_THROWS_AS(exact_join({}, 1.5), std::invalid_argument);
  }
}

TEST_SUITE("sample") {
  TEST_CASE("a dump that is small enough is its own sample") {
    auto dump = random_dump(1, 50);
    const Sample sample = draw_sample(dump, 50, 0.4);
    CHECK(sample.articles.size() == 50);
    CHECK(sample.drawn == 50);
    CHECK(sample.neighbours == 0);
  }

  TEST_CASE("who is similar to a drawn article is in the sample, and nobody else") {
    const auto dump = random_dump(2, 400);
    auto given = dump;
    const Sample sample = draw_sample(given, 100, 0.4);
    CHECK(sample.drawn == 100);
    CHECK(sample.neighbours > 20);
    CHECK(sample.articles.size() == sample.drawn + sample.neighbours);
    std::set<std::string> ids;
    for (const Article& one : sample.articles) ids.insert(one.id);
    CHECK(std::is_sorted(sample.articles.begin(), sample.articles.end(),
                         [](const Article& a, const Article& b) { return a.id < b.id; }));

    // Drawn ones are those of a sample that admits no neighbours.
    given = dump;
    for (std::size_t i = 0; i < given.size(); ++i) given[i].text = words(1000 * i, 8);
    std::set<std::string> drawn;
    for (const Article& one : draw_sample(given, 100, 0.4).articles) drawn.insert(one.id);
    CHECK(drawn.size() == 100);
    DuplicateOptions any;
    any.threshold = 0.4;
    any.least_contained_shingles = 1'000'000;
    std::set<std::string> expected = drawn;
    for (const SimilarPair& pair : support::slow_pairs(dump, any)) {
      const std::string &a = dump[index_of(pair.a)].id, &b = dump[index_of(pair.b)].id;
      if (drawn.count(a)) expected.insert(b);
      if (drawn.count(b)) expected.insert(a);
    }
    CHECK(ids == expected);
  }
}

TEST_SUITE("measured settings") {
  TEST_CASE("the truth is what comparing every two articles finds") {
    const auto dump = random_dump(3, 200);
    DuplicateOptions any;
    any.threshold = 0.5;
    any.least_contained_shingles = 1'000'000;
    std::set<std::set<std::string>> expected, found;
    for (const SimilarPair& pair : support::slow_pairs(dump, any))
      if (pair.jaccard() < 1) expected.insert({dump[index_of(pair.a)].text, dump[index_of(pair.b)].text});
    const SampleTruth truth = find_truth(dump, 200, 0.7, 0.5);
    std::vector<std::string> texts;  // distinct ones with shingles, in the order of their first articles
    for (const Article& one : dump)
      if (std::count(one.text.begin(), one.text.end(), ' ') >= 5 &&
          std::find(texts.begin(), texts.end(), one.text) == texts.end())
        texts.push_back(one.text);
    REQUIRE(truth.texts == texts.size());
    for (const ExactPair& pair : truth.pairs) found.insert({texts[pair.a], texts[pair.b]});
    CHECK(found.size() > 20);
    CHECK(found == expected);
  }

  TEST_CASE("figures of a dump of three texts") {
    // 20, 20 and 20 shingles; the first two share 18 of 22, the third nothing with either.
    const std::vector<Article> dump{article("a", words(0, 24)), article("b", words(2, 24)),
                                    article("c", words(500, 24))};
    const SampleTruth truth = find_truth(dump, 30, 0.7, 0.4);
    CHECK(truth.texts == 3);
    CHECK(truth.shingles == 60);
    REQUIRE(truth.pairs.size() == 1);
    CHECK(truth.pairs[0].jaccard == doctest::Approx(18.0 / 22));
    MeasuredSetting one;
    one.bins = 128;
    one.banding = {64, 2, 1.0};
    measure(dump, truth, one);
    CHECK(one.found == 1);
    CHECK(one.missed == 0);
    CHECK(one.candidates == 1);
    CHECK(one.recall() == 1.0);
    CHECK(one.precision() == 1.0);
    CHECK(one.key_bytes() == 256);
    // 3 texts x (128 bins + 64 keys x 5 steps to sort 30) + 1 candidate x 2 x 20 shingles
    CHECK(one.work == 3 * (128 + 64 * 5) + 40);
    REQUIRE(one.curve.size() == 1);
    CHECK(one.curve[0].pairs == 1);
    CHECK(one.curve[0].found == 1);
  }

  TEST_CASE("a text that a far longer one contains is found whatever the bands") {
    // 100 of 1,000 shingles: a Jaccard index of 0.1.
    const std::vector<Article> dump{article("a", words(0, 1004)), article("b", words(300, 104)),
                                    article("c", words(5000, 104))};
    const SampleTruth truth = find_truth(dump, 3, 0.7, 0.4);
    REQUIRE(truth.contained.size() == 1);
    CHECK(truth.contained[0].shared == 100);
    MeasuredSetting one;
    one.bins = 128;
    one.banding = {2, 64, 0};
    measure(dump, truth, one);
    CHECK(one.found + one.missed == 0);
    CHECK(one.contained == 1);
    CHECK(one.contained_found == 1);
    CHECK(one.containment_recall() == 1.0);
  }

  TEST_CASE("shingle lengths see more or fewer pairs") {
    // 24 words, one of which differs: of w-word windows w hold it, so 22 - 3, 20 - 5, 15 - 10 are shared.
    std::string changed = words(0, 24);
    changed.replace(changed.find("w12"), 3, "other");
    const std::vector<Article> dump{article("a", words(0, 24)), article("b", changed)};
    // Jaccard 19/25, 17/25, 15/25, 11/25, 5/25 for 3, 4, 5, 7, 10 words.
    const auto lengths = compare_shingle_lengths(dump, find_truth(dump, 2, 0.6, 0.4));
    REQUIRE(lengths.size() == 5);
    const std::vector<std::uint64_t> pairs{1, 1, 1, 0, 0};
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(lengths[i].pairs == pairs[i]);
      CHECK(lengths[i].texts == 2 * pairs[i]);
      CHECK(lengths[i].also_of_five == pairs[i]);
    }
    CHECK(compare_shingle_lengths(dump, find_truth(dump, 2, 0.7, 0.4))[0].also_of_five == 0);
  }

  TEST_CASE("the settings measured at 0.7 reach from useful to certain") {
    std::vector<std::uint32_t> rows;
    for (const MeasuredSetting& one : settings_to_measure(0.7)) {
      CHECK(one.banding.bands == one.bins / one.banding.rows);
      if (one.bins == 128) rows.push_back(one.banding.rows);
    }
    CHECK(rows == std::vector<std::uint32_t>{3, 4, 5, 6, 7, 8});
    for (const double threshold : {0.01, 0.3, 1.0}) CHECK(settings_to_measure(threshold).size() >= 4);
  }

  TEST_CASE("figures don't depend on threads") {
    const auto dump = random_dump(5, 300);
    const auto run = [&](std::size_t threads) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      const SampleTruth truth = find_truth(dump, 300, 0.7, 0.4);
      std::vector<std::uint64_t> figures{truth.pairs.size(), truth.shingles};
      for (MeasuredSetting& one : settings_to_measure(0.7)) {
        measure(dump, truth, one);
        figures.insert(figures.end(), {one.candidates, one.found, one.missed, one.work});
      }
      for (const ShingleLength& one : compare_shingle_lengths(dump, truth)) figures.push_back(one.pairs);
      return figures;
    };
    CHECK(run(1) == run(4));
  }
}

TEST_SUITE("recommendation") {
  TEST_CASE("the least work of those that reach the recall, measured and expected") {
    const std::vector<MeasuredSetting> settings{
        setting(990, 10, 0.9950, 100),  // cheap, misses too many
        setting(1000, 0, 0.9985, 200),  // was lucky: too little expected
        setting(999, 1, 0.9993, 400),   // reaches both
        setting(1000, 0, 0.9999, 900),  // so does this, with more work
    };
    CHECK(recommend(settings, 0.999) == 2);
    CHECK(recommend(settings, 0.9995) == 3);
    CHECK(recommend(settings, 0.99) == 0);
    CHECK(recommend(settings, 0.99995) == std::nullopt);
    CHECK(recommend({}, 0.5) == std::nullopt);
  }

  TEST_CASE("equal work is decided by bytes, then bins") {
    CHECK(recommend(std::vector{setting(9, 0, 1, 50, 128, 32), setting(9, 0, 1, 50, 128, 16)}, 0.9) == 1);
    CHECK(recommend(std::vector{setting(9, 0, 1, 50, 256, 16), setting(9, 0, 1, 50, 128, 16)}, 0.9) == 1);
  }

  TEST_CASE("without pairs the expectation decides alone") {
    CHECK(recommend(std::vector{setting(0, 0, 0.98, 10), setting(0, 0, 0.9995, 20)}, 0.999) == 1);
  }
}

TEST_SUITE("banding as given") {
  TEST_CASE("what is left out is derived") {
    CHECK(banding_for(128, 0, 5, 0.7, 0.999).bands == 25);
    CHECK(banding_for(128, 14, 0, 0.7, 0.999).rows == 9);
    CHECK(banding_for(128, 14, 9, 0.7, 0.999).bands == 14);
    CHECK(banding_for(128, 14, 9, 0.7, 0.999).expected_recall == doctest::Approx(0.4394).epsilon(0.001));
    CHECK(banding_for(128, 0, 0, 0.7, 0.999).rows == choose_banding(128, 0.7, 0.999).rows);
    CHECK_THROWS_AS(banding_for(128, 32, 5, 0.7, 0.999), std::invalid_argument);
    CHECK_THROWS_AS(banding_for(128, 129, 0, 0.7, 0.999), std::invalid_argument);
  }

  TEST_CASE("the search uses it") {
    const auto dump = random_dump(6, 40);
    DuplicateOptions options;
    options.sketch_bins = 128;
    options.bands = 20;
    options.rows = 6;
    const DuplicateStatistics search = find_duplicates(dump, options).statistics;
    CHECK(search.bands == 20);
    CHECK(search.rows == 6);
    options.bands = 30;
    CHECK_THROWS_AS(find_duplicates(dump, options), std::invalid_argument);
  }
}
