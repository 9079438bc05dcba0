#include <doctest/doctest.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "support/random.h"
#include "support/slow_normalise.h"
#include "text/instruction_set.h"
#include "text/normalise.h"

using namespace tawatur;
using support::Random;
using support::slow_normalise;

namespace {

void append(char32_t c, std::string& out) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
  }
}

bool is_surrogate(char32_t c) { return 0xD800 <= c && c <= 0xDFFF; }

// All variants against the twin, on every instruction set that there is here. Not CHECK throughout: doctest is too slow
// for millions of them.
bool agrees(const std::string& text) {
  const std::string expected = slow_normalise(text);
  bool same = normalise(text).text == expected;
  for (const InstructionSet set : {InstructionSet::baseline, best_instruction_set()}) {
    use_instruction_set(set);
    same = same && normalise_words(text) == expected;
  }
  return same;
}

// Ranges that meet each other in text and in each other's compositions.
constexpr std::array<std::pair<char32_t, char32_t>, 16> ranges{{{0x20, 0x7F},
                                                                {0x00, 0xFF},
                                                                {0x600, 0x6FF},
                                                                {0x621, 0x655},
                                                                {0x64B, 0x671},
                                                                {0x300, 0x36F},
                                                                {0x2000, 0x206F},
                                                                {0xFB50, 0xFDFF},
                                                                {0xFE70, 0xFEFF},
                                                                {0x900, 0x9FF},
                                                                {0xE00, 0xEFF},
                                                                {0x1100, 0x11FF},
                                                                {0xAC00, 0xAC40},
                                                                {0x3040, 0x30FF},
                                                                {0x1D100, 0x1D1FF},
                                                                {0x0, 0x10FFFF}}};

// A run of plain text, so long that blocks of it are read at once. Each of the scripts of two bytes a letter.
std::string plain_text(Random& random, std::size_t script) {
  static const std::array<std::string, 7> letters{"abcXYZ 09., ",   "ابتثجحخدرسشعفقكلمنهويىةأإآؤئ ،؛ً",
                                                  "ابپچکگیەۆ۰۹ ، ", "абвгдЖШЩёй ,.",
                                                  "αβγδςΣΆέ  ",     "אבגדהושלם ־ ",
                                                  "éàüÉßñ«»  µ "};
  const std::string& alphabet = letters[script % letters.size()];
  std::vector<std::string> characters;
  for (std::size_t i = 0; i < alphabet.size();) {
    std::size_t next = i + 1;
    while (next < alphabet.size() && (static_cast<unsigned char>(alphabet[next]) & 0xC0) == 0x80) ++next;
    characters.push_back(alphabet.substr(i, next - i));
    i = next;
  }
  std::string text;
  for (std::uint64_t left = random.below(80); left > 0; --left) text += characters[random.below(characters.size())];
  return text;
}

std::vector<std::string> words_of(std::string_view text) {
  const NormalisedText result = normalise(text);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < result.tokens.size(); ++i) words.emplace_back(result.word(i));
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_SUITE("normalise") {
  TEST_CASE("English words are lower-case runs of letters and digits") {
    CHECK(words_of("The U.S. won 3-2, didn't it?") == Words{"the", "u", "s", "won", "3", "2", "didn", "t", "it"});
    CHECK(normalise_words("") == "");
    CHECK(normalise_words(" \t\n.,") == "");
    CHECK(normalise_words("A") == "a");
    CHECK(normalise_words("..A..") == "a");
  }

  TEST_CASE("Arabic is folded as the shingles want it") {
    CHECK(normalise_words("إِنَّ أحمدَ آمَنَ بٱلله") == "ان احمد امن بالله");
    CHECK(normalise_words("مدرسة على شاطئ مؤتمر") == "مدرسه علي شاطي موتمر");
    CHECK(normalise_words("محـــمد ١٢٣ ۴۵۶") == "محمد 123 456");
    CHECK(normalise_words("كتاب\u200Fها\u200C") == "كتابها");
    CHECK(normalise_words("ﻻ ﷲ") == "لا الله");
    CHECK(normalise_words("ﷺ") == "صلي الله عليه وسلم");
  }

  TEST_CASE("compatibility forms and case folding that lengthen a word") {
    CHECK(normalise_words("Straße ﬃ Ⅳ ½ ＡＢＣ") == "strasse ffi iv 1 2 abc");
    CHECK(normalise_words("ΐ İ") == slow_normalise("ΐ İ"));
    CHECK(normalise_words("cafe\u0301") == "café");
    CHECK(normalise_words("한국") == normalise_words("\u1112\u1161\u11ab\u1100\u116e\u11a8"));
  }

  TEST_CASE("letters of scripts without spaces are words of their own") {
    CHECK(words_of("日本のab") == Words{"日", "本", "の", "ab"});
    CHECK(words_of("ไทย") == Words{"ไ", "ท", "ย"});
  }

  TEST_CASE("ill-formed bytes separate words") {
    CHECK(normalise_words("a\xFF"
                          "b") == "a b");
    CHECK(normalise_words("a\xD8") == "a");
    CHECK(normalise_words("\xE2\x82"
                          "b\xC0\x80"
                          "c\xED\xA0\x80"
                          "d") == "b c d");
  }

  TEST_CASE("every code point alone, between letters, after alef and before a mark") {
    std::string first_wrong;
    for (char32_t c = 0; c < 0x110000 && first_wrong.empty(); ++c) {
      if (is_surrogate(c)) continue;
      std::string one;
      append(c, one);
      for (const std::string& text : {one, "a" + one + "b", "ا" + one + "\u0654ب", one + "\u0301",
                                      one + "\u064E\u0653\u0654", "e" + one + "\u0301"}) {
        if (!agrees(text)) first_wrong = text;
      }
    }
    CHECK(first_wrong == "");
  }

  TEST_CASE("random texts agree with the twin") {
    constexpr std::uint64_t seed = 20240611;
    CAPTURE(seed);
    Random random(seed);
    std::string first_wrong;
    for (int round = 0; round < 200000 && first_wrong.empty(); ++round) {
      std::string text;
      std::size_t range = 0;
      for (std::uint64_t left = 1 + random.below(24); left > 0; --left) {
        if (random.below(3) == 0) range = random.below(ranges.size());
        const char32_t c =
            ranges[range].first + static_cast<char32_t>(random.below(ranges[range].second - ranges[range].first + 1));
        if (!is_surrogate(c)) append(c, text);
        if (random.below(200) == 0) text.push_back(static_cast<char>(random.below(256)));
      }
      if (!agrees(text)) first_wrong = text;
    }
    CHECK(first_wrong == "");
  }

  TEST_CASE("every code point within long plain text of every script agrees with the twin") {
    Random random(31);
    std::string first_wrong;
    for (char32_t c = 0; c < 0x110000 && first_wrong.empty(); ++c) {
      if (is_surrogate(c)) continue;
      if (c >= 0x3400 && c % 7 != 0 && !(0xF900 <= c && c < 0x10000)) continue;  // long runs of a kind
      std::string text = plain_text(random, c);
      append(c, text);
      if (c % 3 == 0) text += c % 2 ? "\u064E" : "\u0301";
      text += plain_text(random, c % 5 == 0 ? c + 1 : c) +
              "the quick brown fox jumps over the lazy dog, 1234567890, again and again.";
      if (!agrees(text)) first_wrong = text;
    }
    CHECK(first_wrong == "");
  }

  TEST_CASE("long mixed texts agree with the twin") {
    Random random(20261121);
    std::string first_wrong;
    for (int round = 0; round < 60000 && first_wrong.empty(); ++round) {
      std::string text;
      while (text.size() < 400) {
        text += plain_text(random, random.below(7));
        const auto [first, last] = ranges[random.below(ranges.size())];
        for (std::uint64_t left = random.below(4); left > 0; --left) {
          const char32_t c = first + static_cast<char32_t>(random.below(last - first + 1));
          if (!is_surrogate(c)) append(c, text);
        }
        if (random.below(20) == 0) text.push_back(static_cast<char>(random.below(256)));
      }
      if (!agrees(text)) first_wrong = text;
    }
    CHECK(first_wrong == "");
  }

  TEST_CASE("random bytes and long texts agree with the twin") {
    Random random(7);
    for (int round = 0; round < 20; ++round) {
      std::string text;
      for (int i = 0; i < 20000; ++i) text.push_back(static_cast<char>(random.below(round % 2 ? 256 : 128)));
      CAPTURE(round);
      CHECK(agrees(text));
    }
  }

  TEST_CASE("tokens cover the text and point at whole code points") {
    const std::string text = "قالَ «Ⅳ» cafe\u0301 ½!";
    const NormalisedText result = normalise(text);
    CHECK(result.text == "قال iv café 1 2");
    REQUIRE(result.tokens.size() == 5);
    const auto source = [&](std::size_t i) {
      return text.substr(result.tokens[i].source.begin, result.tokens[i].source.size());
    };
    CHECK(source(0) == "قالَ");
    CHECK(source(1) == "Ⅳ");
    CHECK(source(2) == "cafe\u0301");
    CHECK(source(3) == "½");
    CHECK(source(4) == "½");
    CHECK(result.word(0) == "قال");
    CHECK(result.word(4) == "2");
  }

  TEST_CASE("half a million marks on one letter take linear time") {
    std::string text = "a";
    for (int i = 0; i < 500000; ++i) text += i % 2 ? "\u0316" : "\u0301";
    const std::string words = normalise_words(text);
    CHECK(words.size() == 2 + 250000 * 2 + 249999 * 2);  // the letter has taken one acute
    CHECK(words.substr(0, 4) == "\u00e1\u0316");
  }

  TEST_CASE("many threads may meet a script for the first time together") {
    std::vector<std::string> results(8);
    std::vector<std::thread> threads;
    for (std::string& result : results) threads.emplace_back([&result] { result = normalise_words("Ⴀⴀ Ꭰ ᏸ 𞤀𐐀 ⅷ"); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : results) CHECK(result == slow_normalise("Ⴀⴀ Ꭰ ᏸ 𞤀𐐀 ⅷ"));
  }
}
