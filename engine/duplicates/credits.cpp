#include "duplicates/credits.h"

#include <algorithm>

#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::size_t head_words = 20;
constexpr std::size_t tail_words = 8;
// Bytes that surely hold that many words, so that a long text isn't normalised for them.
constexpr std::uint32_t head_bytes = 600;
constexpr std::uint32_t tail_bytes = 240;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool after_bracket(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  return at > 0 && (text[at - 1] == '(' || text[at - 1] == '[');
}

}  // namespace

CreditFinder::CreditFinder(const Lexicons& lexicons) {
  for (const std::string& lang : lexicons.languages()) {
    for (const auto& row : lexicons.table(lang, "agencies").rows) {
      if (row.size() < 2) continue;
      Spelling spelling;
      const NormalisedText words = normalise(row[1]);
      for (std::size_t i = 0; i < words.tokens.size(); ++i) spelling.words.emplace_back(words.word(i));
      if (spelling.words.empty()) continue;
      spelling.agency = row[0];
      spelling.in_brackets = row.size() > 2 && row[2] == "brackets";
      spellings_[spelling.words.front()].push_back(std::move(spelling));
    }
  }
}

void CreditFinder::collect(std::string_view text, ByteRange part, std::size_t first_words, std::size_t last_words,
                           std::vector<Credit>& credits) const {
  const std::string_view bytes = text.substr(part.begin, part.size());
  const NormalisedText words = normalise(bytes);
  const std::size_t count = words.tokens.size();
  for (std::size_t at = 0; at < count; ++at) {
    if (at >= first_words && at + last_words < count) continue;
    const auto found = spellings_.find(words.word(at));
    if (found == spellings_.end()) continue;
    for (const Spelling& spelling : found->second) {
      if (at + spelling.words.size() > count) continue;
      const ByteRange range{words.tokens[at].source.begin, words.tokens[at + spelling.words.size() - 1].source.end};
      if (spelling.in_brackets && !after_bracket(bytes, range.begin)) continue;
      std::size_t equal = 1;
      while (equal < spelling.words.size() && words.word(at + equal) == spelling.words[equal]) ++equal;
      if (equal == spelling.words.size())
        credits.push_back({spelling.agency, {part.begin + range.begin, part.begin + range.end}});
    }
  }
}

std::vector<Credit> CreditFinder::places(const Article& article) const {
  std::vector<Credit> credits;
  const std::string_view text = article.text;
  const auto size = static_cast<std::uint32_t>(text.size());
  if (!article.agency.empty()) {
    const auto all = static_cast<std::uint32_t>(article.agency.size());
    collect(article.agency, {0, all}, all, 0, credits);
    for (Credit& credit : credits) credit.range = {};
  }
  if (size <= head_bytes + tail_bytes) {
    collect(text, {0, size}, head_words, tail_words, credits);
  } else {
    std::uint32_t head = head_bytes, tail = size - tail_bytes;
    while (is_continuation(text[head])) --head;
    while (is_continuation(text[tail])) ++tail;
    collect(text, {0, head}, head_words, 0, credits);
    collect(text, {tail, size}, 0, tail_words, credits);
  }
  std::sort(credits.begin(), credits.end());
  credits.erase(std::unique(credits.begin(), credits.end()), credits.end());
  return credits;
}

std::vector<std::string> CreditFinder::find(const Article& article) const {
  std::vector<std::string> agencies;
  for (Credit& credit : places(article))
    if (agencies.empty() || agencies.back() != credit.agency) agencies.push_back(std::move(credit.agency));
  return agencies;
}

}  // namespace tawatur
