#include "duplicates/credits.h"

#include <algorithm>

#include <xxhash.h>

#include "text/code_points.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::size_t head_words = 20;
constexpr std::size_t tail_words = 8;
// Bytes that surely hold that many words, so that a long text isn't normalised for them.
constexpr std::uint32_t head_bytes = 400;
constexpr std::uint32_t tail_bytes = 160;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The sign before or behind a range on its line, spaces left out; a newline at either end of the line.
UChar32 sign_before(std::string_view text, std::size_t at) {
  while (at > 0) {
    const UChar32 c = previous_code_point(text, at);
    if (is_newline(c) || !is_space(c)) return c;
  }
  return '\n';
}

UChar32 sign_behind(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    const UChar32 c = next_code_point(text, at);
    if (is_newline(c) || !is_space(c)) return c;
  }
  return '\n';
}

bool is_bracket(UChar32 c) { return c == '(' || c == '['; }
bool is_quote(UChar32 c) {
  return c == '"' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x2039 || c == 0x203A;
}
bool is_apart(UChar32 c) { return is_newline(c) || !is_word(c); }  // tatweel is a dash here: «الرياض ـ وكالات»

std::size_t place_of(std::string_view word) { return XXH3_64bits(word.data(), word.size()) % (1 << 14); }

}  // namespace

CreditFinder::CreditFinder(const Lexicons& lexicons) {
  for (const std::string& lang : lexicons.languages()) {
    for (const auto& row : lexicons.table(lang, "agencies").rows) {
      if (row.size() < 2) continue;
      Spelling spelling;
      const NormalisedText words = normalise(row[1]);
      for (std::size_t i = 0; i < words.tokens.size(); ++i) {
        const ByteRange source = words.tokens[i].source;
        spelling.words.emplace_back(words.word(i));
        spelling.written.push_back(row[1].substr(source.begin, source.size()));
      }
      if (spelling.words.empty()) continue;
      spelling.agency = row[0];
      if (row.size() > 2 && row[2] == "brackets") spelling.where = Where::brackets;
      if (row.size() > 2 && row[2] == "apart") spelling.where = Where::apart;
      first_words_.set(place_of(spelling.words.front()));
      spellings_[spelling.words.front()].push_back(std::move(spelling));
    }
  }
}

bool CreditFinder::stands_where(Where where, std::string_view text, ByteRange range) {
  if (where == Where::any) return true;
  std::size_t end = range.end;
  const UChar32 before = sign_before(text, range.begin), behind = sign_behind(text, end);
  if (where == Where::apart) return is_apart(before) && is_apart(behind);
  if (is_bracket(before)) return true;
  if (!is_quote(before) || !is_quote(behind)) return false;
  UChar32 last = sign_behind(text, end);
  while (is_sentence_end(last)) last = sign_behind(text, end);
  return is_newline(last);
}

bool CreditFinder::may_credit(std::string_view form, std::size_t first_words, std::size_t last_words) const {
  std::size_t begin = 0;
  for (std::size_t word = 0; word < first_words && begin < form.size(); ++word) {
    const std::size_t end = std::min(form.find(' ', begin), form.size());
    if (first_words_.test(place_of(form.substr(begin, end - begin)))) return true;
    begin = end + 1;
  }
  std::size_t end = form.size();
  for (std::size_t word = 0; word < last_words && end > 0; ++word) {
    const std::size_t space = form.rfind(' ', end - 1);
    const std::size_t start = space == std::string_view::npos ? 0 : space + 1;
    if (first_words_.test(place_of(form.substr(start, end - start)))) return true;
    end = start > 0 ? start - 1 : 0;
  }
  return false;
}

void CreditFinder::collect(std::string_view text, ByteRange part, std::size_t first_words, std::size_t last_words,
                           std::vector<Credit>& credits) const {
  const std::string_view bytes = text.substr(part.begin, part.size());
  // Without the map first: most texts credit nobody.
  if (!may_credit(normalise_words(bytes), first_words, last_words)) return;
  const NormalisedText words = normalise(bytes);
  const std::size_t count = words.tokens.size();
  const bool whole = first_words >= bytes.size();  // a field of its own
  const auto written = [&](std::size_t token) {
    const ByteRange source = words.tokens[token].source;
    return bytes.substr(source.begin, source.size());
  };
  for (std::size_t at = 0; at < count; ++at) {
    if (at >= first_words && at + last_words < count) continue;
    if (!first_words_.test(place_of(words.word(at)))) continue;
    const auto found = spellings_.find(words.word(at));
    if (found == spellings_.end()) continue;
    for (const Spelling& spelling : found->second) {
      if (at + spelling.words.size() > count) continue;
      const ByteRange range{words.tokens[at].source.begin, words.tokens[at + spelling.words.size() - 1].source.end};
      std::size_t equal = 0;
      while (equal < spelling.words.size() && words.word(at + equal) == spelling.words[equal] &&
             (spelling.where != Where::brackets || written(at + equal) == spelling.written[equal]))
        ++equal;
      if (equal == spelling.words.size() && (whole || stands_where(spelling.where, bytes, range)))
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
