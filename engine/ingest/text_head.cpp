#include "ingest/text_head.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/normalise.h"

namespace tawatur {
namespace {

constexpr std::size_t most_lines = 10;
constexpr std::size_t most_words = 25;        // of a headline; a longer line is body
constexpr std::size_t longest_line = 600;     // bytes; 25 Arabic words rarely reach half of it
constexpr std::size_t most_byline_words = 5;  // "By" and a name

std::string_view trimmed(std::string_view line) {
  static constexpr std::string_view mark = "\xEF\xBB\xBF", wide_space = "\xC2\xA0";
  for (std::size_t size = line.size() + 1; size != line.size();) {
    size = line.size();
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r\f\v"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r\f\v") + 1);
    if (line.starts_with(mark)) line.remove_prefix(mark.size());
    if (line.starts_with(wide_space)) line.remove_prefix(wide_space.size());
    if (line.ends_with(wide_space)) line.remove_suffix(wide_space.size());
  }
  return line;
}

UChar32 point_at(std::string_view text, std::int32_t& at) {
  UChar32 point = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, static_cast<std::int32_t>(text.size()), point);
  return point;
}

/// Words between separators that satisfy `separates`, for every part that has words. A run of single letters («أ ف ب»)
/// is one word.
template <typename Separates>
std::vector<std::size_t> words_of_parts(std::string_view line, Separates separates) {
  std::vector<std::size_t> parts;
  std::size_t words = 0, letters = 0;
  bool after_single = false;
  const auto end_word = [&] {
    if (letters == 0) return;
    if (letters > 1 || !after_single) ++words;
    after_single = letters == 1;
    letters = 0;
  };
  const auto end_part = [&] {
    end_word();
    if (words > 0) parts.push_back(words);
    words = 0;
    after_single = false;
  };
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(line.size());) {
    const UChar32 point = point_at(line, at);
    if (separates(point))
      end_part();
    else if (u_isUWhiteSpace(point))
      end_word();
    else
      ++letters;
  }
  end_part();
  return parts;
}

bool is_dash(UChar32 point) { return u_charType(point) == U_DASH_PUNCTUATION; }

/// «لندن، هانوي (فيتنام)، رويترز، أ ف ب», "LONDON (Reuters) -": two or more parts of at most two words each.
bool is_dateline(std::string_view line) {
  const auto parts = words_of_parts(
      line, [](UChar32 c) { return c == ',' || c == 0x060C || c == '(' || c == ')' || c == '/' || is_dash(c); });
  const auto longest = std::max_element(parts.begin(), parts.end());
  const bool opened = line.find_first_of("(-") != std::string_view::npos;
  return longest != parts.end() && *longest <= 2 && (parts.size() > 1 || opened);
}

/// "Home | News | Sport", "Home > News > Sport".
bool is_link_row(std::string_view line) {
  return words_of_parts(line, [](UChar32 c) { return c == '|' || c == '>' || c == 0xBB || c == 0x203A || c == 0x2022; })
                 .size() > 2 ||
         line.find("://") != std::string_view::npos || line.find("www.") != std::string_view::npos;
}

/// A full stop at the end, or before a new sentence: after a word of four letters or more, before a space and no small
/// letter.
bool has_full_stop(std::string_view line) {
  if (line.ends_with("...") || line.ends_with("…")) line = line.substr(0, line.find_last_not_of(".") + 1);
  std::size_t letters = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(line.size());) {
    const UChar32 point = point_at(line, at);
    if (point == '.') {
      std::int32_t ahead = at;
      if (ahead == static_cast<std::int32_t>(line.size())) return letters > 1;
      const bool space = u_isUWhiteSpace(point_at(line, ahead)) != 0;
      if (space && letters >= 4 && ahead < static_cast<std::int32_t>(line.size()) && !u_islower(point_at(line, ahead)))
        return true;
    }
    letters = u_isalpha(point) || u_getCombiningClass(point) != 0 ? letters + 1 : 0;
  }
  return false;
}

std::size_t find_colon(std::string_view line, std::size_t& length) {
  static constexpr std::string_view wide = "：";
  const std::size_t plain = line.find(':'), other = line.find(wide);
  length = plain <= other ? 1 : wide.size();
  return std::min(plain, other);
}

}  // namespace

HeadReader::HeadReader(const Lexicons& lexicons) {
  for (const std::string& lang : lexicons.languages())
    for (const auto& row : lexicons.table(lang, "head_labels").rows) {
      if (row.size() < 2) continue;
      const Label role = row[0] == "source" ? Label::source : row[0] == "byline" ? Label::byline : Label::section;
      labels_.emplace_back(normalise_words(row[1]), role);
    }
  std::sort(labels_.begin(), labels_.end());
}

HeadReader::Label HeadReader::label(std::string_view words) const {
  for (const auto& [known, role] : labels_)
    if (known == words) return role;
  return Label::none;
}

TextHead HeadReader::read(std::string_view text, const DateReader& dates) const {
  TextHead head;
  std::string_view short_headline;
  for (std::size_t lines = 0; lines < most_lines && !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    ++lines;
    if (line.size() > longest_line) break;

    const NormalisedText words = normalise(line);
    if (words.tokens.size() > most_words) break;
    if (timestamp_from_head(line, dates)) continue;
    std::size_t colon_length = 0;
    const std::size_t colon = find_colon(line, colon_length);
    if (colon != std::string_view::npos) {
      const Label role = label(normalise_words(line.substr(0, colon)));
      const std::string_view value = trimmed(line.substr(colon + colon_length));
      if (role == Label::source && head.source.empty()) head.source = value;
      if (role != Label::none || value.empty()) continue;
    }
    if (has_full_stop(line)) break;
    if (words.tokens.size() < 3 || is_link_row(line) || is_dateline(line)) continue;
    if (words.tokens.size() <= most_byline_words && label(words.word(0)) == Label::byline) continue;
    if (words.tokens.size() == 3) {
      if (short_headline.empty()) short_headline = line;
    } else if (head.headline.empty()) {
      head.headline = line;
    }
  }
  if (head.headline.empty()) head.headline = short_headline;
  return head;
}

}  // namespace tawatur
