#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sketch/minhash.h"
#include "sketch/shingle_table.h"
#include "sketch/shingles.h"
#include "support/random.h"
#include "text/content_id.h"
#include "text/instruction_set.h"
#include "text/simhash.h"

using namespace tawatur;
using support::Random;

namespace {

// Two sets of `size` hashes each that share `shared`.
struct Sets {
  std::vector<std::uint64_t> a, b;
  double jaccard;
};

Sets random_sets(Random& random, std::size_t size, std::size_t shared) {
  Sets sets;
  for (std::size_t i = 0; i < shared; ++i) {
    sets.a.push_back(random.next());
    sets.b.push_back(sets.a.back());
  }
  while (sets.a.size() < size) sets.a.push_back(random.next()), sets.b.push_back(random.next());
  sets.jaccard = static_cast<double>(shared) / static_cast<double>(2 * size - shared);
  return sets;
}

std::vector<std::uint32_t> sketch_of(MinHash& sketch, const std::vector<std::uint64_t>& hashes) {
  sketch.clear();
  for (const std::uint64_t hash : hashes) sketch.add(hash);
  const auto values = sketch.finish();
  return {values.begin(), values.end()};
}

std::vector<std::uint64_t> shingles_in_order(const std::string& words) {
  std::vector<std::uint64_t> hashes;
  for_each_shingle(words, [&](std::uint64_t hash) { hashes.push_back(hash); });
  return hashes;
}

std::vector<std::string> slow_shingles(const std::vector<std::string>& words) {
  std::vector<std::string> shingles;
  for (std::size_t i = 0; i + 5 <= words.size(); ++i)
    shingles.push_back(words[i] + " " + words[i + 1] + " " + words[i + 2] + " " + words[i + 3] + " " + words[i + 4]);
  return shingles;
}

}  // namespace

TEST_SUITE("shingles") {
  TEST_CASE("fewer than five words have no shingle") {
    CHECK(shingles_in_order("").empty());
    CHECK(shingles_in_order("one two three four").empty());
    CHECK(shingles_in_order("one two three four five").size() == 1);
  }

  TEST_CASE("two shingles have one hash when their five words are the same, and else never, on each instruction set") {
    Random random(11);
    std::map<std::string, std::uint64_t> hash_of;
    std::set<std::uint64_t> hashes;
    for (int round = 0; round < 3000; ++round) {
      CAPTURE(round);
      std::vector<std::string> words;
      std::string joined;
      for (std::uint64_t left = random.below(round % 50 ? 30 : 400); left > 0; --left) {
        // Few different words, so that shingles come back, in other orders too; some longer than any fast path reads.
        words.emplace_back(1 + random.below(round % 3 ? 3 : 40), static_cast<char>('a' + random.below(3)));
        if (random.below(4) == 0)
          words.back() = "\xD9\x85\xD9\xA0";  // bytes near 0x20 with the high bit set must not split
        joined += (joined.empty() ? "" : " ") + words.back();
      }
      use_instruction_set(round % 2 ? InstructionSet::baseline : best_instruction_set());
      const auto found = shingles_in_order(joined);
      const auto expected = slow_shingles(words);
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        const auto [known, is_new] = hash_of.emplace(expected[i], found[i]);
        REQUIRE(known->second == found[i]);
        if (is_new) REQUIRE(hashes.insert(found[i]).second);
      }
    }
    use_instruction_set(best_instruction_set());
    CHECK(hashes.size() > 20000);
  }

  TEST_CASE("sorted hashes are those of a set, whatever their number and crowding") {
    Random random(8);
    for (int round = 0; round < 2000; ++round) {
      CAPTURE(round);
      std::vector<std::uint64_t> values;
      for (std::uint64_t left = random.below(300); left > 0; --left) {
        values.push_back(random.next());
        if (random.below(5) == 0) values.push_back(values[random.below(values.size())]);
        if (round % 10 == 0) values.back() >>= 20;  // all in one place
        if (round % 7 == 0 && random.below(20) == 0) values.back() = ~std::uint64_t{0} - random.below(2);
      }
      std::vector<std::uint32_t> short_values;
      for (const std::uint64_t value : values) short_values.push_back(static_cast<std::uint32_t>(value >> 32));
      const std::set<std::uint64_t> expected(values.begin(), values.end());
      const std::set<std::uint32_t> short_expected(short_values.begin(), short_values.end());
      values.resize(sort_distinct(values));
      short_values.resize(sort_distinct(short_values));
      REQUIRE(values == std::vector<std::uint64_t>(expected.begin(), expected.end()));
      REQUIRE(short_values == std::vector<std::uint32_t>(short_expected.begin(), short_expected.end()));
    }
  }

  TEST_CASE("a set is ascending and has no repeats") {
    std::vector<std::uint64_t> set;
    shingle_set("a b c d e a b c d e a b c d e", set);
    CHECK(set.size() == 5);
    CHECK(std::is_sorted(set.begin(), set.end()));
  }

  TEST_CASE("the intersection is counted exactly, for sets of like and of unlike size") {
    Random random(3);
    for (int round = 0; round < 3000; ++round) {
      CAPTURE(round);
      std::set<std::uint64_t> a, b;
      const std::uint64_t universe = 1 + random.below(3000);
      for (std::uint64_t left = random.below(round % 2 ? 8 : 300); left > 0; --left) a.insert(random.below(universe));
      for (std::uint64_t left = random.below(1000); left > 0; --left) b.insert(random.below(universe));
      const auto expected = std::count_if(a.begin(), a.end(), [&](std::uint64_t value) { return b.count(value) > 0; });
      const std::vector<std::uint64_t> first(a.begin(), a.end()), second(b.begin(), b.end());
      REQUIRE(shared_shingles(first, second) == expected);
      REQUIRE(shared_shingles(second, first) == expected);
      const std::vector<std::uint32_t> short_first(a.begin(), a.end()), short_second(b.begin(), b.end());
      REQUIRE(shared_shingles(short_first, short_second) == expected);
      REQUIRE(shared_shingles(short_second, short_first) == expected);
    }
  }

  TEST_CASE("a table of hashes holds what a set holds, on each instruction set") {
    Random random(21);
    ShingleTable table;
    for (int round = 0; round < 1000; ++round) {
      CAPTURE(round);
      use_instruction_set(round % 4 < 2 ? InstructionSet::baseline : best_instruction_set());
      const std::uint64_t universe = 1 + random.below(2000);
      const std::uint64_t stride = round % 2 ? 1 : 0x0123456789ABCDEFu;
      const std::size_t size = random.below(1000);
      std::set<std::uint64_t> expected;
      std::vector<std::uint64_t> hashes, distinct;
      for (std::size_t i = 0; i < size; ++i) {
        hashes.push_back(stride * (1 + random.below(universe)));
        if (expected.insert(hashes.back()).second) distinct.push_back(hashes.back());
      }
      table.clear(size);
      hashes.resize(table.insert(hashes));
      REQUIRE(hashes == distinct);
      std::vector<std::uint64_t> others;
      std::uint32_t shared = 0;
      for (std::uint64_t number = 1; number <= universe; number += 1 + random.below(3)) {
        others.push_back(stride * number);
        const bool known = expected.count(others.back()) > 0;
        REQUIRE(table.shared(std::span(others).last(1), 0) == known);
        shared += known;
      }
      REQUIRE(table.shared(others, 0) == shared);
      REQUIRE(table.shared(others, shared) == shared);
    }
    use_instruction_set(best_instruction_set());
  }

  TEST_CASE("counting stops when too few hashes are left, on each instruction set") {
    for (const InstructionSet instructions : {InstructionSet::baseline, best_instruction_set()}) {
      use_instruction_set(instructions);
      std::vector<std::uint64_t> known, asked;
      for (std::uint64_t i = 1; i <= 1000; ++i) known.push_back(i);
      for (std::uint64_t i = 1; i <= 1000; ++i) asked.push_back(i <= 100 ? 5000 + i : i);
      ShingleTable table;
      table.clear(known.size());
      table.insert(known);
      CHECK(table.shared(asked, 0) == 900);
      CHECK(table.shared(asked, 900) == 900);
      // The 100 strangers come first: a twentieth more than can be reached is seen to be too much among them, ...
      CHECK(table.shared(asked, 945) == 0);
      // ... and one more than there are at all before the first.
      CHECK(table.shared(known, 1001) == 0);
    }
    use_instruction_set(best_instruction_set());
  }

  TEST_CASE("a table takes hashes in several turns, and any number as a hash, on each instruction set") {
    for (const InstructionSet instructions : {InstructionSet::baseline, best_instruction_set()}) {
      use_instruction_set(instructions);
      using Hashes = std::vector<std::uint64_t>;
      ShingleTable table;
      CHECK(table.shared(Hashes{0, 1, 2}, 0) == 0);
      table.clear(9);
      Hashes first{7, 3, 7, 9}, second{3, 4, 7, 0, 0};
      first.resize(table.insert(first));
      second.resize(table.insert(second));
      CHECK(first == Hashes{7, 3, 9});
      CHECK(second == Hashes{4, 0});
      CHECK(table.shared(Hashes{9, 8, 4, 3, 0, 7}, 0) == 5);
      CHECK(table.shared(Hashes{0}, 0) == 1);
      CHECK(table.shared(Hashes{1}, 0) == 1);  // 0 and 1 are one
      table.clear(3);
      Hashes both{1, 0, ~std::uint64_t{0}};
      both.resize(table.insert(both));
      CHECK(both == Hashes{1, ~std::uint64_t{0}});
      CHECK(table.shared(Hashes{7, 4, ~std::uint64_t{0}}, 0) == 1);
    }
    use_instruction_set(best_instruction_set());
  }
}

TEST_SUITE("minhash") {
  TEST_CASE("equal sets give equal sketches whatever the order and repeats") {
    Random random(5);
    MinHash sketch(256);
    for (const std::size_t size : {1u, 3u, 15u, 16u, 17u, 100u, 1000u}) {
      CAPTURE(size);
      std::vector<std::uint64_t> hashes;
      while (hashes.size() < size) hashes.push_back(random.next());
      const auto expected = sketch_of(sketch, hashes);
      std::reverse(hashes.begin(), hashes.end());
      hashes.insert(hashes.end(), hashes.begin(), hashes.begin() + static_cast<std::ptrdiff_t>(size / 2));
      CHECK(sketch_of(sketch, hashes) == expected);
      CHECK(std::count(expected.begin(), expected.end(), MinHash::empty_bin) == 0);
    }
  }

  TEST_CASE("the empty set is similar to nothing, itself included") {
    MinHash sketch(64);
    const auto nothing = sketch_of(sketch, {});
    CHECK(estimated_jaccard(nothing, nothing) == 0);
    CHECK(estimated_jaccard(nothing, sketch_of(sketch, {42})) == 0);
  }

  TEST_CASE("a borrowing bin takes from the first filled bin in its order, with few filled bins and with many") {
    // Sparse sketches are made by inverting the order, dense ones by walking it: a set of 15 and one of 17 filled bins
    // lie on both sides. All 15 are in both, so bins may differ only where an added one comes first.
    MinHash sketch(256);
    std::vector<std::uint64_t> hashes;
    for (std::uint64_t bin = 0; bin < 15; ++bin) hashes.push_back(bin * 17 << 56 | (bin + 1));
    const auto sparse = sketch_of(sketch, hashes);
    hashes.push_back(std::uint64_t{3} << 56 | 1000), hashes.push_back(std::uint64_t{5} << 56 | 1001);
    const auto dense = sketch_of(sketch, hashes);
    int differing = 0;
    for (std::size_t bin = 0; bin < 256; ++bin) {
      if (sparse[bin] == dense[bin]) continue;
      ++differing;
      CHECK(dense[bin] >= 1000);
    }
    CHECK(differing < 60);  // expected 256 * 2 / 17 = 30
  }

  TEST_CASE("the estimate is unbiased and its error stays within the theory") {
    constexpr std::uint64_t seed = 99;
    CAPTURE(seed);
    Random random(seed);
    for (const std::uint32_t bins : {128u, 256u}) {
      MinHash sketch(bins);
      for (const std::size_t size : {12u, 40u, 150u, 400u, 2000u}) {
        for (const double share : {0.3, 0.7, 0.9}) {
          CAPTURE(bins);
          CAPTURE(size);
          CAPTURE(share);
          constexpr int rounds = 400;
          double sum = 0, squares = 0, jaccard = 0;
          for (int round = 0; round < rounds; ++round) {
            const Sets sets = random_sets(random, size, static_cast<std::size_t>(share * static_cast<double>(size)));
            jaccard = sets.jaccard;
            const auto first = sketch_of(sketch, sets.a);
            const double error = estimated_jaccard(first, sketch_of(sketch, sets.b)) - jaccard;
            sum += error, squares += error * error;
          }
          const double sigma = std::sqrt(jaccard * (1 - jaccard) / bins);
          CHECK(std::abs(sum / rounds) <= 4 * sigma / std::sqrt(rounds));
          // Four standard errors of a standard deviation are 4 / sqrt(2 * rounds) = 0.14. For sets far smaller than the
          // sketch even random orders give 1.2 sigma, since two elements may fall into one bin.
          CHECK(std::sqrt(squares / rounds) <= sigma * (size < 100 ? 1.4 : 1.15));
        }
      }
    }
  }

  TEST_CASE("a number of bins that is no power of two is refused") {
    CHECK_THROWS_AS(MinHash(0), std::invalid_argument);
    CHECK_THROWS_AS(MinHash(100), std::invalid_argument);
  }
}

TEST_SUITE("simhash") {
  TEST_CASE("a bit is set when more than half of the features have it") {
    SimHash sketch;
    CHECK(sketch.value() == 0);
    sketch.add(0b1100), sketch.add(0b1010), sketch.add(0b1001);
    CHECK(sketch.value() == 0b1000);
    sketch.add(0b0010);
    CHECK(sketch.value() == 0b1000);  // 2 of 4 is no majority
    sketch.add(0b0010);
    CHECK(sketch.value() == 0b1010);
  }

  TEST_CASE("bit-sliced counting equals counting each bit") {
    Random random(21);
    SimHash sketch;
    std::vector<int> counts(64);
    for (int added = 1; added <= 5000; ++added) {
      const std::uint64_t feature = (random.next() & random.next()) | (random.next() & 0xFF);
      sketch.add(feature);
      for (std::size_t bit = 0; bit < 64; ++bit) counts[bit] += static_cast<int>(feature >> bit & 1);
      if (added % 97) continue;
      std::uint64_t expected = 0;
      for (std::size_t bit = 0; bit < 64; ++bit)
        if (2 * counts[bit] > added) expected |= std::uint64_t{1} << bit;
      REQUIRE(sketch.value() == expected);
    }
  }

  TEST_CASE("lines that differ in their numbers alone are equal when digits are alike") {
    CHECK(simhash_of_words("shared 412 times", true) == simhash_of_words("shared 3 times", true));
    CHECK(simhash_of_words("shared 412 times") != simhash_of_words("shared 3 times"));
    CHECK(simhash_of_words("") == 0);
  }

  TEST_CASE("one changed word of twenty moves few bits, another line about half") {
    std::string line, changed, other;
    for (int i = 0; i < 20; ++i) {
      line += "word" + std::to_string(i) + " ";
      changed += (i == 9 ? "nothing" : "word" + std::to_string(i)) + " ";
      other += "other" + std::to_string(i) + " ";
    }
    CHECK(hamming_distance(simhash_of_words(line), simhash_of_words(changed)) <= 16);
    CHECK(hamming_distance(simhash_of_words(line), simhash_of_words(other)) >= 20);
  }
}

TEST_CASE("content ids are a letter and sixteen hex digits") {
  CHECK(hex16(0) == "0000000000000000");
  CHECK(hex16(0x0123456789abcdefu) == "0123456789abcdef");
  CHECK(content_id('g', "") == "g2d06800538d394c2");  // XXH3 of nothing
}
