#include "text/language.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

#include <unicode/uscript.h>

#include "text/code_points.h"
#include "text/normalise.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::size_t read_bytes = 4096;

struct ScriptLanguage {
  UScriptCode script;
  const char* language;
};

// Scripts that only one language of news is written in; kana is looked at before Han, which Chinese and Japanese share.
constexpr std::array<ScriptLanguage, 23> script_languages = {{
    {USCRIPT_HEBREW, "he"},     {USCRIPT_GREEK, "el"},     {USCRIPT_HANGUL, "ko"},    {USCRIPT_HIRAGANA, "ja"},
    {USCRIPT_KATAKANA, "ja"},   {USCRIPT_HAN, "zh"},       {USCRIPT_BOPOMOFO, "zh"},  {USCRIPT_THAI, "th"},
    {USCRIPT_LAO, "lo"},        {USCRIPT_KHMER, "km"},     {USCRIPT_MYANMAR, "my"},   {USCRIPT_ARMENIAN, "hy"},
    {USCRIPT_GEORGIAN, "ka"},   {USCRIPT_ETHIOPIC, "am"},  {USCRIPT_BENGALI, "bn"},   {USCRIPT_GURMUKHI, "pa"},
    {USCRIPT_GUJARATI, "gu"},   {USCRIPT_ORIYA, "or"},     {USCRIPT_TAMIL, "ta"},     {USCRIPT_TELUGU, "te"},
    {USCRIPT_KANNADA, "kn"},    {USCRIPT_MALAYALAM, "ml"}, {USCRIPT_SINHALA, "si"},
}};

struct LetterLanguage {
  UChar32 letter;
  std::string_view language;
};

// Letters that are everyday in one language of the Arabic script and absent in the others; those of Persian that Urdu,
// Pashto and Sorani also use come last and count only where no closer sign stands.
constexpr std::array<LetterLanguage, 20> arabic_script = {{
    {0x0679, "ur"}, {0x0688, "ur"}, {0x0691, "ur"}, {0x06BA, "ur"}, {0x06C1, "ur"}, {0x06BE, "ur"}, {0x06D2, "ur"},
    {0x067C, "ps"}, {0x0681, "ps"}, {0x0685, "ps"}, {0x0689, "ps"}, {0x0693, "ps"}, {0x069A, "ps"}, {0x06D0, "ps"},
    {0x06D5, "ku"}, {0x06C6, "ku"}, {0x06CE, "ku"}, {0x06B5, "ku"}, {0x06CC, "fa"}, {0x06A9, "fa"},
}};

struct LetterCounts {
  std::array<std::uint32_t, USCRIPT_CODE_LIMIT> by_script{};
  std::map<std::string_view, std::uint32_t> by_arabic_sign;
  std::uint32_t letters = 0;
};

LetterCounts count_letters(std::string_view text) {
  LetterCounts counts;
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, i);
    if (c < 0 || !u_isalpha(c)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    if (U_FAILURE(status) || script < 0 || script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
    ++counts.letters;
    ++counts.by_script[static_cast<std::size_t>(script)];
    if (script != USCRIPT_ARABIC) continue;
    const auto sign = std::find_if(arabic_script.begin(), arabic_script.end(),
                                   [c](const LetterLanguage& entry) { return entry.letter == c; });
    if (sign != arabic_script.end()) ++counts.by_arabic_sign[sign->language];
  }
  return counts;
}

/// Arabic, or the language whose own letters are at least one in fifty.
std::string of_arabic_script(const LetterCounts& counts) {
  const std::uint32_t arabic = counts.by_script[USCRIPT_ARABIC];
  for (const std::string_view language : {"ur", "ps", "ku", "fa"}) {
    const auto sign = counts.by_arabic_sign.find(language);
    if (sign != counts.by_arabic_sign.end() && sign->second * 50 >= arabic) return std::string(language);
  }
  return "ar";
}

}  // namespace

LanguageIdentifier::LanguageIdentifier(const Lexicons& lexicons) {
  for (const std::string& language : lexicons.languages()) {
    std::vector<std::string> words;
    for (const auto& row : lexicons.table(language, "stopwords").rows) words.push_back(normalise_words(row[0]));
    if (words.empty()) continue;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    stopwords_.emplace(language, std::move(words));
    std::vector<std::string>& stems = stems_[language];
    for (const auto& row : lexicons.table(language, "document_frequencies").rows) {
      std::istringstream list(row.size() > 1 ? row[1] : std::string());
      stems.insert(stems.end(), std::istream_iterator<std::string>(list), {});
    }
    std::sort(stems.begin(), stems.end());
  }
}

std::string LanguageIdentifier::by_vocabulary(std::string_view text) const {
  constexpr std::size_t most_words = 40;
  const NormalisedText words = normalise(text);
  if (words.tokens.size() > most_words) return "und";
  std::vector<std::string_view> plain, all;
  for (std::uint32_t i = 0; i < words.tokens.size(); ++i) {
    std::size_t at = words.tokens[i].source.begin;
    const UChar32 first = next_code_point(text, at);
    if (!u_isalpha(first)) continue;
    all.push_back(words.word(i));
    if (!u_isupper(first)) plain.push_back(words.word(i));
  }
  // A name is of any language.
  const bool capitals = plain.empty();
  for (const auto& [language, stems] : stems_) {
    const auto& of = capitals ? all : plain;
    const auto known = std::count_if(of.begin(), of.end(), [&, &language = language, &stems = stems](auto word) {
      return std::binary_search(stems.begin(), stems.end(), stem(word, language));
    });
    const auto words_of = static_cast<std::ptrdiff_t>(of.size());
    if (capitals ? words_of > 2 && 5 * known >= 4 * words_of : 3 * known >= 2 * words_of && known > 0) return language;
  }
  return "und";
}

std::string LanguageIdentifier::identify(std::string_view text) const {
  if (text.size() > read_bytes) {
    std::size_t cut = read_bytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    text = text.substr(0, cut);
  }
  const LetterCounts counts = count_letters(text);
  if (counts.letters == 0) return "und";

  if (2 * counts.by_script[USCRIPT_ARABIC] > counts.letters) return of_arabic_script(counts);
  const std::uint32_t kana = counts.by_script[USCRIPT_HIRAGANA] + counts.by_script[USCRIPT_KATAKANA];
  if (kana > 0 && 2 * (kana + counts.by_script[USCRIPT_HAN]) > counts.letters && 10 * kana > counts.letters) return "ja";
  for (const auto& [script, language] : script_languages)
    if (2 * counts.by_script[static_cast<std::size_t>(script)] > counts.letters) return language;

  const std::string words = normalise_words(text);
  std::string best = "und";
  std::uint32_t best_hits = 0, all = 0;
  std::map<std::string_view, std::uint32_t> hits;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    const std::string_view word = std::string_view(words).substr(begin, end - begin);
    begin = end + 1;
    ++all;
    for (const auto& [language, stopwords] : stopwords_)
      if (std::binary_search(stopwords.begin(), stopwords.end(), word, std::less<>())) ++hits[language];
  }
  for (const auto& [language, count] : hits)
    if (count > best_hits && 7 * count >= all) {
      best = language;
      best_hits = count;
    }
  return best == "und" ? by_vocabulary(text) : best;
}

}  // namespace tawatur
