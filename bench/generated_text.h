#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace tawatur::bench {

/// The scripts of generated texts.
enum class Script { english, arabic, vocalised_arabic, mixed };

/// SplitMix64: equal texts on every machine.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}

  std::uint64_t below(std::uint64_t bound) {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % bound;
  }

 private:
  std::uint64_t state_;
};

/// Words of random letters, of which low numbers are frequent, with punctuation, capitals and digits about as often as
/// in news. Not language: good for speed and for duplicates made on purpose, not for anything that reads.
class TextMaker {
 public:
  TextMaker(Script script, std::uint64_t seed) : script_(script), numbers_(seed) {
    for (int i = 0; i < 20000; ++i) vocabulary_.push_back(make_word());
  }

  std::string word() {
    // The product of two uniform numbers crowds at the low end, as frequencies of words do.
    const std::uint64_t size = vocabulary_.size();
    return vocabulary_[numbers_.below(size) * numbers_.below(size) / size];
  }

  std::string text(std::size_t words) {
    std::string result;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0)
        result += numbers_.below(12) ? " " : numbers_.below(3) ? ", " : script_ == Script::english ? ". " : ".\n";
      result += numbers_.below(30) ? word() : std::to_string(numbers_.below(3000));
    }
    return result + ".";
  }

  Numbers& numbers() { return numbers_; }

 private:
  std::string make_word() {
    static constexpr std::array<const char*, 28> letters{"ا", "ل", "ي", "م", "ن", "و", "ر", "ت", "ب", "ع",
                                                         "د", "س", "ه", "ف", "ك", "ق", "ح", "أ", "ة", "ج",
                                                         "ش", "ص", "ط", "خ", "ى", "ض", "ز", "إ"};
    static constexpr std::array<const char*, 4> vowels{"َ", "ِ", "ُ", "ّ"};
    const bool latin = script_ == Script::english || (script_ == Script::mixed && numbers_.below(3) == 0);
    std::string word;
    for (std::uint64_t left = 2 + numbers_.below(7); left > 0; --left) {
      if (latin) {
        word += static_cast<char>((word.empty() && numbers_.below(6) == 0 ? 'A' : 'a') + numbers_.below(26));
      } else {
        word += letters[numbers_.below(letters.size()) * numbers_.below(letters.size()) / letters.size()];
        if (script_ == Script::vocalised_arabic) word += vowels[numbers_.below(vowels.size())];
      }
    }
    return word;
  }

  Script script_;
  Numbers numbers_;
  std::vector<std::string> vocabulary_;
};

/// Rates of a run over the texts: bytes and texts a second.
inline void count_bytes(benchmark::State& state, const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}

}  // namespace tawatur::bench
