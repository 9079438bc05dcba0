#include "claims/phrase_matcher.h"

#include <algorithm>

namespace tawatur {
namespace {

constexpr std::string_view alef_lam = "ال";
constexpr std::string_view lam_lam = "لل";
constexpr std::size_t letter = 2;  // Bytes of an Arabic letter in UTF-8.

bool starts_with_any(std::string_view word, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return word.starts_with(prefix); });
}

// A preposition or article comes off only where three letters remain: «كلا» is not «لا».
void add_form(std::vector<std::string>& forms, std::string form, std::size_t least_letters) {
  if (form.size() < least_letters * letter) return;
  if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
}

}  // namespace

std::vector<std::string> clitic_forms(std::string_view word, std::string_view lang) {
  std::vector<std::string> forms{std::string(word)};
  if (lang != "ar") return forms;
  if (starts_with_any(word, {"و", "ف", "س"})) add_form(forms, std::string(word.substr(letter)), 2);
  if (starts_with_any(word, {"وس", "فس"})) add_form(forms, std::string(word.substr(2 * letter)), 3);
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
  // Pronouns: «سيطرته» is found as «سيطره», the folded «سيطرة». A bare ه is most often the feminine ending, so it stays.
  for (std::size_t i = 0, n = forms.size(); i < n; ++i)
    for (const std::string_view suffix : {std::string_view("هما"), std::string_view("ها"), std::string_view("هم"),
                                          std::string_view("ه")}) {
      if (!forms[i].ends_with(suffix)) continue;
      const std::string bare = forms[i].substr(0, forms[i].size() - suffix.size());
      if (bare.ends_with("ت")) add_form(forms, bare.substr(0, bare.size() - letter) + "ه", 4);
      if (suffix.size() > letter || bare.ends_with("ت")) add_form(forms, bare, 3);
      break;
    }
  // The accusative's alef: «مفتوحا».
  for (std::size_t i = 0, n = forms.size(); i < n; ++i)
    if (forms[i].ends_with("ا")) add_form(forms, forms[i].substr(0, forms[i].size() - letter), 3);
  return forms;
}

void PhraseMatcher::add(std::string_view phrase, std::uint32_t value) {
  const NormalisedText words = normalise(phrase);
  if (words.tokens.empty()) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < words.tokens.size(); ++i) {
    const auto [place, fresh] =
        nodes_[node].next.emplace(std::string(words.word(i)), static_cast<std::uint32_t>(nodes_.size()));
    const std::uint32_t next = place->second;
    if (fresh) nodes_.emplace_back();
    node = next;
  }
  auto& values = nodes_[node].values;
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

void PhraseMatcher::longest(std::span<const std::vector<std::string>> forms, std::uint32_t token, std::uint32_t node,
                            std::uint32_t& end, std::vector<std::uint32_t>& values) const {
  if (!nodes_[node].values.empty() && token >= end) {
    if (token > end) values.clear();
    end = token;
    values.insert(values.end(), nodes_[node].values.begin(), nodes_[node].values.end());
  }
  if (token == forms.size()) return;
  for (const std::string& form : forms[token]) {
    const auto next = nodes_[node].next.find(form);
    if (next == nodes_[node].next.end()) continue;
    const std::size_t before = values.size();
    const std::uint32_t end_before = end;
    longest(forms, token + 1, next->second, end, values);
    // The fullest form that leads somewhere wins: «لل…» read as the article, not as a letter of the word.
    if (node == 0 && (end != end_before || values.size() != before)) return;
  }
}

std::vector<PhraseMatch> PhraseMatcher::find(std::span<const std::vector<std::string>> forms) const {
  std::vector<PhraseMatch> found;
  std::vector<std::uint32_t> values;
  for (std::uint32_t first = 0; first < forms.size(); ++first) {
    std::uint32_t end = first + 1;
    values.clear();
    longest(forms, first, 0, end, values);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const std::uint32_t value : values) found.push_back({first, end, value});
  }
  return found;
}

}  // namespace tawatur
