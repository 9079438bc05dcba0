#include "text/stem.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_set>

#include <libstemmer.h>
#include <xxhash.h>

#include "text/lexicon.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

// Letters of the Arabic block are two bytes each in UTF-8; lengths below are in bytes of them.
constexpr std::size_t letters(std::size_t count) { return 2 * count; }

/// Endings that an inflected form may add to an entry of initial_letters.
constexpr std::array<std::string_view, 37> inflections = {
    "",   "ا",  "ه",   "ها",  "هم",  "هما", "نا",  "كم",  "ك",    "ي",    "يا",   "يه",    "يات",
    "ات", "ان", "ون",  "ين",  "وا",  "ت",   "تا",  "ته",  "تها",  "تهم",  "تهما", "تين",   "تان",
    "يون", "يين", "اء", "ايه", "اته", "اتها", "اتهم", "اتي", "يته", "يتها", "اني"};

/// Words whose first letters look like a prefix and are none, and the two-letter words a conjunction may leave.
class InitialLetters {
 public:
  InitialLetters() {
    const Lexicons lexicons;
    for (const auto& row : lexicons.table("ar", "initial_letters").rows) words_.insert(normalise_words(row[0]));
    for (const auto& row : lexicons.table("ar", "stopwords").rows)
      if (std::string word = normalise_words(row[0]); word.size() == letters(2)) particles_.insert(std::move(word));
    for (const std::string& word : words_) longest_ = std::max(longest_, word.size());
  }

  bool begins_so(std::string_view word) const {
    for (std::size_t size = std::min(longest_, word.size()); size >= letters(2); size -= letters(1)) {
      if (word.size() - size > letters(5)) break;
      if (words_.contains(word.substr(0, size)) &&
          std::find(inflections.begin(), inflections.end(), word.substr(size)) != inflections.end())
        return true;
    }
    return false;
  }

  bool is_particle(std::string_view word) const { return word.size() == letters(2) && particles_.contains(word); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return XXH3_64bits(word.data(), word.size()); }
  };
  using Words = std::unordered_set<std::string, Hash, std::equal_to<>>;  // never iterated into a result

  Words words_;
  Words particles_;
  std::size_t longest_ = 0;
};

const InitialLetters& initial_letters() {
  static const InitialLetters table;
  return table;
}

bool is_arabic(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); i += 2) {
    const auto lead = static_cast<unsigned char>(word[i]);
    if (lead < 0xD8 || lead > 0xDB || i + 1 >= word.size()) return false;
  }
  return !word.empty();
}

/// Prefixes off until nothing changes; what stands behind an article keeps `least` letters.
std::string_view without_prefixes(std::string_view word, std::size_t least) {
  const InitialLetters& table = initial_letters();
  for (;;) {
    const std::size_t before = word.size();
    if (!word.starts_with("و") && !word.starts_with("ف") && !word.starts_with("ا") && !word.starts_with("ب") &&
        !word.starts_with("ك") && !word.starts_with("ل"))
      return word;
    if (table.begins_so(word)) return word;
    if (word.starts_with("ال") && word.size() >= letters(2 + least)) return word.substr(letters(2));
    if ((word.starts_with("بال") || word.starts_with("كال")) && word.size() >= letters(3 + least))
      return word.substr(letters(3));
    if (word.starts_with("لل") && word.size() >= letters(2 + least)) {
      // «للجنة» is ل + «لجنة»; «للمدينة» is ل + ال + «مدينة».
      const std::string_view inner = word.substr(letters(1));
      return table.begins_so(inner) ? inner : word.substr(letters(2));
    }
    if (word.starts_with("و") || word.starts_with("ف")) {
      const std::string_view rest = word.substr(letters(1));
      if (rest.size() >= letters(3) || table.is_particle(rest)) word = rest;
    }
    if (word.size() == before) return word;
  }
}

struct Ending {
  std::string_view letters;
  std::size_t least;  ///< Letters that stay.
};

// Longer endings first where one ends another. The ت of «مدينته» comes off after the pronoun, as the ه of «مدينة» does.
constexpr std::array<Ending, 13> endings = {{{"هما", 3}, {"ها", 2}, {"هم", 3}, {"ات", 2}, {"تا", 3}, {"وا", 3}, {"ان", 3},
                                             {"ون", 3}, {"ين", 3}, {"ه", 2}, {"ي", 3}, {"ا", 3}, {"ت", 3}}};

std::string_view without_endings(std::string_view word) {
  const auto comes_off = [&word](const Ending& ending) {
    return word.ends_with(ending.letters) && word.size() >= ending.letters.size() + letters(ending.least);
  };
  for (;;) {
    const auto ending = std::find_if(endings.begin(), endings.end(), comes_off);
    if (ending == endings.end()) return word;
    word.remove_suffix(ending->letters.size());
  }
}

std::string_view light_stem(std::string_view word) { return without_endings(without_prefixes(word, 2)); }

std::string snowball(std::string_view word, std::string_view lang) {
  struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  // A Snowball stemmer holds its working buffer, so each thread has its own; null for a language without one.
  thread_local std::map<std::string, std::unique_ptr<sb_stemmer, Delete>, std::less<>> stemmers;
  auto found = stemmers.find(lang);
  if (found == stemmers.end()) {
    std::string name(lang);
    sb_stemmer* stemmer = sb_stemmer_new(name.c_str(), "UTF_8");
    found = stemmers.emplace(std::move(name), stemmer).first;
  }
  if (!found->second) return std::string(word);
  const auto* bytes = sb_stemmer_stem(found->second.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                      static_cast<int>(word.size()));
  if (!bytes) return std::string(word);
  return std::string(reinterpret_cast<const char*>(bytes),
                     static_cast<std::size_t>(sb_stemmer_length(found->second.get())));
}

}  // namespace

std::string stem(std::string_view word, std::string_view lang) {
  if (lang != "ar") return snowball(word, lang);
  return std::string(is_arabic(word) ? light_stem(word) : word);
}

std::string strip_clitics(std::string_view word, std::string_view lang) {
  return std::string(lang == "ar" && is_arabic(word) ? without_prefixes(word, 3) : word);
}

std::string skeleton(std::string_view word, std::string_view lang) {
  if (lang != "ar" || !is_arabic(word)) return stem(word, lang);
  const std::string_view light = light_stem(word);
  std::string consonants;
  for (std::size_t i = 0; i < light.size(); i += letters(1)) {
    const std::string_view letter = light.substr(i, letters(1));
    if (letter != "ا" && letter != "و" && letter != "ي") consonants += letter;
  }
  return consonants.size() >= letters(2) ? consonants : std::string(light);
}

std::vector<std::string> skeletons(std::string_view word, std::string_view lang) {
  std::string first = skeleton(word, lang);
  if (lang != "ar" || !is_arabic(word)) return {std::move(first)};
  std::vector<std::string> candidates;
  if (first.size() >= letters(3)) candidates.push_back(first);
  for (const std::string_view affix : {"ي", "ت", "ن", "م", "ف", "ب", "ل", "س"})
    if (first.starts_with(affix) && first.size() >= letters(4)) candidates.push_back(first.substr(letters(1)));
  return candidates;
}

}  // namespace tawatur
