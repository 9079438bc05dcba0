#include "claims/word_facts.h"

#include <algorithm>
#include <utility>

#include <xxhash.h>

#include "events/document_frequencies.h"
#include "text/dates.h"
#include "text/numbers.h"
#include "text/stem.h"

namespace tawatur {
namespace {

constexpr std::string_view alef_lam = "ال";
constexpr std::string_view lam_lam = "لل";
constexpr std::size_t letter = 2;  // Bytes of an Arabic letter in UTF-8.

bool starts_with_any(std::string_view word, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

// A preposition or article comes off only where three letters remain: «كلا» is not «لا».
void add_form(std::vector<std::string>& forms, std::string form, std::size_t least_letters) {
  if (form.size() < least_letters * letter) return;
  if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
}

}  // namespace

std::vector<std::string> clitic_forms(std::string_view word, std::string_view lang, std::uint32_t* plain) {
  std::vector<std::string> forms{std::string(word)};
  if (plain) *plain = 1;
  if (lang != "ar") return forms;
  if (starts_with_any(word, {"و", "ف"})) add_form(forms, std::string(word.substr(letter)), 2);
  // The future's س stands before an imperfect only: «سلم» is not «لم».
  if (starts_with_any(word, {"سي", "ست", "سن", "سا"})) add_form(forms, std::string(word.substr(letter)), 3);
  if (starts_with_any(word, {"وسي", "وست", "وسن", "وسا", "فسي", "فست", "فسن", "فسا"}))
    add_form(forms, std::string(word.substr(2 * letter)), 3);
  const std::size_t without_conjunction = forms.size();
  if (plain) *plain = static_cast<std::uint32_t>(without_conjunction);
  for (std::size_t i = 0, n = forms.size(); i < n; ++i) {
    const std::string form = forms[i];
    if (form.starts_with(lam_lam)) {
      add_form(forms, std::string(alef_lam) + form.substr(2 * letter), 3);
      add_form(forms, form.substr(2 * letter), 3);
      add_form(forms, form.substr(letter), 3);
    } else if (starts_with_any(form, {"ب", "ل", "ك"})) {
      add_form(forms, form.substr(letter), 3);
    }
  }
  for (std::size_t i = 0, n = forms.size(); i < n; ++i)
    if (forms[i].starts_with(alef_lam)) add_form(forms, forms[i].substr(2 * letter), 3);
  // Pronouns: «سيطرته» is found as «سيطره», the folded «سيطرة». A bare ه is most often the feminine ending, so it
  // stays.
  for (std::size_t i = 0, n = forms.size(); i < n; ++i)
    for (const std::string_view suffix :
         {std::string_view("هما"), std::string_view("ها"), std::string_view("هم"), std::string_view("ه")}) {
      if (!forms[i].ends_with(suffix)) continue;
      const std::string bare = forms[i].substr(0, forms[i].size() - suffix.size());
      if (bare.ends_with("ت")) add_form(forms, bare.substr(0, bare.size() - letter) + "ه", 4);
      if (suffix.size() > letter || bare.ends_with("ت")) add_form(forms, bare, 3);
      break;
    }
  // The accusative's alef: «مفتوحا».
  for (std::size_t i = 0; i < without_conjunction; ++i)
    if (forms[i].ends_with("ا") && !forms[i].ends_with("ما"))
      add_form(forms, forms[i].substr(0, forms[i].size() - letter), 3);
  return forms;
}

std::uint64_t word_hash(std::string_view folded) { return XXH3_64bits(folded.data(), folded.size()); }

void PhraseBeginnings::add(std::uint64_t word, const PhraseStart& start) {
  const auto entry = static_cast<std::uint32_t>(entries_.size());
  const auto [last, fresh] = last_of_word_.try_emplace(word, entry);
  entries_.push_back({start, fresh ? entry : last->second});
  last->second = entry;
}

void PhraseBeginnings::add_pair(std::uint64_t stem, std::uint64_t other) {
  pair_stems_[stem] |= word_bit(other);
  pair_stems_[other] |= word_bit(stem);
}

void PhraseBeginnings::find(std::string_view folded, WordFacts& word) const {
  word.may_count = !numbers_ || numbers_->may_count(folded);
  word.may_date = !dates_ || dates_->may_date(folded);
  if (frequencies_) word.rarity = frequencies_->inverse(static_cast<TermKey>(word.stem_hash));
  auto& starts = word.starts;
  const auto pairs = pair_stems_.find(word.stem_hash);
  word.pair_stems = pairs == pair_stems_.end() ? 0 : pairs->second;
  word.indexed = true;
  word.alone = word.leads_on = word.continues = MatcherSet();
  for (std::uint8_t form = 0; form < word.forms.size(); ++form) {
    if (const auto inner = inner_.find(word.forms[form]); inner != inner_.end()) word.continues.add(inner->second);
    const auto last = last_of_word_.find(word.forms[form]);
    if (last == last_of_word_.end()) continue;
    for (std::uint32_t at = last->second;; at = entries_[at].before) {
      starts.push_back(entries_[at].start);
      starts.back().form = form;
      if (starts.back().alone > 0) word.alone.add(starts.back().matcher);
      if (starts.back().next_words != 0) word.leads_on.add(starts.back().matcher);
      if (entries_[at].before == at) break;
    }
  }
  std::sort(starts.begin(), starts.end(), [](const PhraseStart& x, const PhraseStart& y) {
    return std::pair(x.matcher, x.form) < std::pair(y.matcher, y.form);
  });
}

const WordFacts& WordReader::operator()(std::string_view folded) {
  const std::uint64_t hash = word_hash(folded);
  const auto [place, fresh] = by_hash_.try_emplace(hash, nullptr);
  if (!fresh) return *place->second;
  WordFacts& facts = facts_.emplace_back();
  place->second = &facts;
  facts.hash = hash;
  for (const std::string& form : clitic_forms(folded, lang_, &facts.plain_forms))
    facts.forms.push_back(word_hash(form));
  facts.form_bits = 0;
  for (const std::uint64_t form : facts.forms) facts.form_bits |= word_bit(form);
  facts.stem = stem(folded, lang_);
  facts.stem_hash = word_hash(facts.stem);
  if (beginnings_) beginnings_->find(folded, facts);
  for (const std::string& skeleton : skeletons(folded, lang_))
    if (std::count_if(skeleton.begin(), skeleton.end(),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) >= 3)
      facts.skeletons.push_back(word_hash(skeleton));
  std::uint64_t previous = 0;
  for (std::size_t i = 0; i < facts.stem.size();) {
    std::uint64_t letter_code = static_cast<unsigned char>(facts.stem[i++]);
    while (i < facts.stem.size() && (static_cast<unsigned char>(facts.stem[i]) & 0xC0) == 0x80)
      letter_code = letter_code << 8 | static_cast<unsigned char>(facts.stem[i++]);
    ++facts.stem_letters;
    if (previous != 0) {
      const std::uint64_t bigram = previous << 32 | letter_code;
      facts.bigrams.push_back(bigram);
      const std::uint64_t hash_of_bigram = bigram * 0x9E3779B97F4A7C15ull;
      facts.bigram_masks[0] |= std::uint64_t{1} << (hash_of_bigram >> 58);
      facts.bigram_masks[1] |= std::uint64_t{1} << (hash_of_bigram >> 52 & 63);
    }
    previous = letter_code;
  }
  std::sort(facts.bigrams.begin(), facts.bigrams.end());
  return facts;
}

}  // namespace tawatur
