#include "claims/spelling.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "text/code_points.h"

namespace tawatur {
namespace {

std::vector<UChar32> letters_of(std::string_view form) {
  std::vector<UChar32> list;
  for (std::size_t at = 0; at < form.size();) list.push_back(next_code_point(form, at));
  // The article.
  if (list.size() > 4 && list[0] == U'ا' && list[1] == U'ل') list.erase(list.begin(), list.begin() + 2);
  return list;
}

/// Sounds that transcriptions render by one another's letters; vowels and doubled letters fall away.
std::u32string consonants(const std::vector<UChar32>& list) {
  static constexpr std::u32string_view classes[] = {U"جغقكشgkqcjhحهخ", U"سصزثذظsz", U"تطدضtd", U"فبوپڤvfbpw"};
  std::u32string skeleton;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto letter = static_cast<char32_t>(list[i]);
    if (std::u32string_view(U"اويىآأإؤئءعaeiouy' ").find(letter) != std::u32string_view::npos) continue;
    // «تش» is one sound.
    if (letter == U'ت' && i + 1 < list.size() && list[i + 1] == U'ش') continue;
    for (const std::u32string_view one : classes)
      if (one.find(letter) != std::u32string_view::npos) letter = one.front();
    if (skeleton.empty() || skeleton.back() != letter) skeleton.push_back(letter);
  }
  return skeleton;
}

}  // namespace

bool one_name(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  const std::size_t at = a.find(b);
  if (at == std::string_view::npos) return false;
  return (at == 0 || a[at - 1] == ' ' || b.size() >= 8) && (at + b.size() == a.size() || a[at + b.size()] == ' ');
}

bool one_transcription(std::string_view x, std::string_view y) {
  const auto plain = [](std::string_view form) {
    std::vector<UChar32> list = letters_of(form);
    for (UChar32& letter : list)
      if (std::u32string_view(U"غقك").find(static_cast<char32_t>(letter)) != std::u32string_view::npos) letter = U'ج';
    return list;
  };
  return plain(x) == plain(y);
}

bool one_spelling(std::string_view x, std::string_view y) {
  constexpr double same_letters = 0.7;
  auto p = letters_of(x), q = letters_of(y);
  const auto r = consonants(p), t = consonants(q);
  if (r.size() >= 2 && r == t) return true;
  std::sort(p.begin(), p.end());
  std::sort(q.begin(), q.end());
  std::vector<UChar32> common;
  std::set_intersection(p.begin(), p.end(), q.begin(), q.end(), std::back_inserter(common));
  return static_cast<double>(common.size()) >= same_letters * static_cast<double>(std::max(p.size(), q.size()));
}

}  // namespace tawatur
