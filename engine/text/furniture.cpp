#include "text/furniture.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <xxhash.h>

#include "text/code_points.h"
#include "text/furniture_lines.h"
#include "text/normalise.h"
#include "text/simhash.h"

namespace tawatur {
namespace {

bool is_closing(UChar32 c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D || c == 0x201C || c == 0x2019 ||
         c == 0x2033 || c == 0x203A;
}
/// Marks between the parts of a credit or dateline: «موسكو - سانا», "London, Reuters | Sport".
bool is_separator(UChar32 c) {
  return c == '-' || c == '|' || c == '/' || c == ',' || c == '(' || c == 0x060C || c == 0x2013 || c == 0x2014 ||
         c == 0x2022 || c == 0xB7;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_alnum(char c) { return is_ascii_letter(c) || (c >= '0' && c <= '9'); }

/// A link, a mail address, a handle or a bare domain; `chunk` stands between spaces.
bool is_link(std::string_view chunk) {
  if (chunk.find("://") != std::string_view::npos || chunk.starts_with("www.")) return true;
  while (!chunk.empty() && !is_ascii_alnum(chunk.back()) && chunk.back() != '/') chunk.remove_suffix(1);
  while (!chunk.empty() && !is_ascii_alnum(chunk.front()) && chunk.front() != '@') chunk.remove_prefix(1);
  const std::size_t at = chunk.find('@');
  if (at == 0) return chunk.size() > 2 && is_ascii_letter(chunk[1]);
  std::string_view host = chunk.substr(at == std::string_view::npos ? 0 : at + 1);
  host = host.substr(0, host.find('/'));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.size() < 6) return false;
  const auto is_host_letter = [](char c) { return is_ascii_alnum(c) || c == '.' || c == '-' || c == '_'; };
  const std::string_view top = host.substr(dot + 1);
  return top.size() >= 2 && std::all_of(host.begin(), host.end(), is_host_letter) &&
         std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// What the shape of a line tells.
struct Line {
  ByteRange range;                 // trimmed
  std::uint32_t words = 0;         // runs of letters and digits, those of links not counted
  std::uint32_t numbers = 0;       // of them, runs of digits
  std::uint32_t long_numbers = 0;  // of four digits and more
  std::uint32_t latin_words = 0;
  std::uint32_t links = 0;
  std::uint32_t parts = 1;         // between separators
  std::uint32_t longest_part = 0;  // in words
  std::uint32_t label_words = 0;   // before a colon; 0 without one
  bool phone = false;
  bool date = false;         // a full date, or a year with a day
  std::uint32_t clocks = 0;  // times of day
  bool ends_sentence = false;
  bool ends_colon = false;
};

/// Finds dates in digits («21.11.2017»), clock times and phone numbers; `text` is one line.
void read_numbers(std::string_view text, Line& line) {
  struct Run {
    std::uint32_t digits;
    std::uint32_t value;
    UChar32 before;
    bool leading_zero;
    bool joined;  // by one mark of a date, a clock or a phone number to the run before
    UChar32 joint;
  };
  std::vector<Run> runs;
  UChar32 previous = ' ';
  bool in_run = false;
  std::uint32_t since = 9;  // code points since the last run
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, i);
    const std::int32_t digit = c < 0 || is_plain_arabic_letter(c) || c == ' ' ? -1 : u_charDigitValue(c);
    if (digit >= 0) {
      if (!in_run) runs.push_back({0, 0, previous, digit == 0, since == 1, previous});
      in_run = true;
      since = 0;
      auto& run = runs.back();
      ++run.digits;
      run.value = std::min(run.value, 100'000u) * 10 + static_cast<std::uint32_t>(digit);
    } else {
      in_run = false;
      ++since;
    }
    previous = c;
  }

  const auto is_year = [](const Run& run) {
    return run.digits == 4 && ((run.value >= 1900 && run.value < 2100) || (run.value >= 1300 && run.value < 1500));
  };
  bool year = false, day = false;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    ++line.numbers;
    if (run.digits >= 4) ++line.long_numbers;
    year = year || is_year(run);
    day = day || (run.digits <= 2 && run.value >= 1 && run.value <= 31);
    if (run.joined && run.joint == ':' && run.digits == 2 && run.value < 60 && runs[i - 1].digits <= 2) ++line.clocks;
    const bool date_mark = run.joint == '.' || run.joint == '/' || run.joint == '-';
    if (i >= 2 && run.joined && runs[i - 1].joined && runs[i - 1].joint == run.joint && date_mark &&
        runs[i - 1].digits <= 2 &&
        ((runs[i - 2].digits <= 2 && (is_year(run) || run.digits == 2)) || (is_year(runs[i - 2]) && run.digits <= 2)))
      line.date = true;
    // A phone number: from nine digits, or eight with a leading 0 or +, in pieces joined by space, dash or slash.
    if (i > 0 && run.joined && (run.joint == ' ' || run.joint == '-' || run.joint == '/')) continue;
    std::uint32_t digits = run.digits, longest = run.digits;
    for (std::size_t k = i + 1;
         k < runs.size() && runs[k].joined && (runs[k].joint == ' ' || runs[k].joint == '-' || runs[k].joint == '/');
         ++k) {
      digits += runs[k].digits;
      longest = std::max(longest, runs[k].digits);
    }
    const bool led = run.before == '+' || run.leading_zero;
    if (longest >= 6 && digits <= 15 && (digits >= 9 || (digits >= 8 && led))) line.phone = true;
  }
  line.date = line.date || (year && day);
}

// A line of more bytes is a paragraph whatever else it holds; no shape below has so many.
constexpr std::size_t paragraph_bytes = 600;

/// The line's last sign but closing marks.
UChar32 last_sign(std::string_view line) {
  UChar32 c = -1;
  for (std::size_t i = line.size(); i > 0;) {
    c = previous_code_point(line, i);
    if (!is_closing(c) && !is_space(c)) break;
  }
  return c;
}

Line read_line(std::string_view text, ByteRange range) {
  Line line;
  line.range = range;
  const std::string_view bytes = text.substr(range.begin, range.size());
  line.ends_sentence = is_sentence_end(last_sign(bytes));
  line.ends_colon = last_sign(bytes) == ':';
  if (bytes.size() > paragraph_bytes && bytes.find(' ') != std::string_view::npos) {
    line.words = static_cast<std::uint32_t>(bytes.size());  // no more, and many
    return line;
  }
  std::string plain;  // without links
  for (std::size_t begin = 0; begin < bytes.size();) {
    std::size_t end = bytes.find_first_of(" \t", begin);
    if (end == std::string_view::npos) end = bytes.size();
    const std::string_view chunk = bytes.substr(begin, end - begin);
    if (is_link(chunk))
      ++line.links;
    else
      plain.append(chunk);
    plain += ' ';
    begin = end + 1;
  }

  bool in_word = false, latin = true;
  std::uint32_t part = 0;
  for (std::size_t i = 0; i < plain.size();) {
    const UChar32 c = next_code_point(plain, i);
    const bool word = is_word(c);
    if (word) {
      if (!in_word) {
        ++line.words;
        ++part;
        latin = true;
      }
      latin = latin && c < 0x250 && u_isalpha(c);
    } else if (in_word && latin) {
      ++line.latin_words;
    }
    in_word = word;
    if (is_separator(c)) {
      line.longest_part = std::max(line.longest_part, part);
      if (part > 0) ++line.parts;
      part = 0;
    }
    if (c == ':' && line.label_words == 0 && (i == plain.size() || plain[i] == ' ')) line.label_words = line.words;
  }
  line.longest_part = std::max(line.longest_part, part);
  if (part == 0 && line.parts > 1) --line.parts;
  read_numbers(plain, line);
  return line;
}

/// Trimmed ranges of the lines that aren't blank.
std::vector<ByteRange> line_ranges(std::string_view text) {
  std::vector<ByteRange> ranges;
  ByteRange line;  // empty while only space was seen
  for (std::size_t i = 0; i < text.size();) {
    const auto at = static_cast<std::uint32_t>(i);
    const UChar32 c = next_code_point(text, i);
    if (is_newline(c)) {
      if (!line.empty()) ranges.push_back(line);
      line = {};
    } else if (!is_space(c)) {
      if (line.empty()) line.begin = at;
      line.end = static_cast<std::uint32_t>(i);
    }
  }
  if (!line.empty()) ranges.push_back(line);
  return ranges;
}

// Lengths in words. Prose is a line of a paragraph's length, or a shorter one that ends like a sentence.
constexpr std::uint32_t paragraph_words = 15;
constexpr std::uint32_t sentence_words = 5;
constexpr std::uint32_t name_words = 3;         // a section, an outlet, a writer
constexpr std::uint32_t credit_words = 8;       // places, agencies and writers with separators
constexpr std::uint32_t label_value_words = 5;  // «المصدر: …»
constexpr std::uint32_t date_words = 14;
constexpr std::uint32_t contact_words = 14;  // beside a link or a phone number
constexpr std::uint32_t lead_in_words = 25;  // ends with a colon before a link
constexpr std::uint32_t closing_words = 5;   // ends the text with a colon
constexpr std::size_t edge_lines = 6;        // more short lines than this before the prose are a list

bool is_contact(const Line& line) {
  return (line.links > 0 && line.words <= contact_words) || (line.phone && line.words <= contact_words);
}

bool is_prose(const Line& line) {
  if (is_contact(line)) return line.words > paragraph_words && line.ends_sentence && !line.phone;
  return line.words >= paragraph_words || (line.ends_sentence && line.words >= sentence_words);
}

/// A date or time and little else: at least a third of its words are numbers.
bool is_date_line(const Line& line) {
  return (line.date || line.clocks == 1) && line.clocks <= 1 && line.words <= date_words &&
         3 * line.numbers >= line.words && !line.ends_sentence;
}

bool is_label_line(const Line& line) {
  return line.label_words >= 1 && line.label_words <= 2 && line.words > line.label_words &&
         line.words - line.label_words <= label_value_words && !line.ends_sentence;
}

bool is_credit_line(const Line& line) {
  return line.parts >= 2 && line.words >= 2 && line.words <= credit_words && line.longest_part <= name_words &&
         line.numbers == 0 && line.label_words == 0 && !line.ends_sentence;
}

bool is_name_line(const Line& line) {
  return line.words >= 1 && line.words <= name_words && line.numbers == 0 && !line.ends_sentence && !line.ends_colon;
}

/// Several numbers to send messages to, at the end of a column.
bool is_short_codes_line(const Line& line) {
  return line.long_numbers >= 3 && 5 * line.numbers >= line.words && !line.ends_sentence;
}

std::vector<bool> shapes(const std::vector<Line>& lines, bool other_script) {
  std::vector<bool> furniture(lines.size());
  const auto first_prose = std::find_if(lines.begin(), lines.end(), is_prose);
  std::size_t head = static_cast<std::size_t>(first_prose - lines.begin());
  std::size_t tail = lines.size();  // first line after the prose
  // More phone numbers than this are a list of something else.
  const auto phones =
      static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.phone; }));
  const auto contact = [&](const Line& line) { return is_contact(line) && (line.links > 0 || phones <= edge_lines); };
  // A line with a colon that leads to a contact, or whose goal was lost at the end of the text.
  const auto leads_in = [&](std::size_t i) {
    if (!lines[i].ends_colon || lines[i].words > lead_in_words) return false;
    if (i + 1 < lines.size()) return furniture[i + 1] && contact(lines[i + 1]);
    return lines[i].words <= closing_words || (i > 0 && contact(lines[i - 1])) || (i > 1 && contact(lines[i - 2]));
  };
  for (std::size_t i = lines.size(); i-- > 0;) {
    furniture[i] = lines[i].links > 0 && lines[i].words <= name_words;
    if (tail == i + 1 && contact(lines[i]) && !is_prose(lines[i])) furniture[i] = true;
    if (i > 0 && leads_in(i)) furniture[i] = true;
    if (tail == i + 1 && (furniture[i] || !is_prose(lines[i]))) tail = i;
  }
  if (head == lines.size()) return furniture;  // no prose: nothing to stand before or after

  const std::size_t dates = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is_date_line));
  if (head <= edge_lines) {
    for (std::size_t i = 0; i < head; ++i) {
      const Line& line = lines[i];
      furniture[i] =
          furniture[i] || contact(line) || (is_date_line(line) && dates <= 3) || is_credit_line(line) ||
          (is_name_line(line) && i == 0) ||
          (other_script && line.latin_words > 0 && line.latin_words == line.words && line.words <= name_words + 1);
    }
    for (std::size_t i = 0; i < head; ++i)
      if (is_label_line(lines[i]) && ((i > 0 && furniture[i - 1] && is_date_line(lines[i - 1])) ||
                                      (i + 1 < head && furniture[i + 1] && is_date_line(lines[i + 1]))))
        furniture[i] = true;
  }
  std::size_t open = 0;  // lines of the tail that are none yet
  for (std::size_t i = tail; i < lines.size(); ++i) open += !furniture[i];
  if (open <= 3)
    for (std::size_t i = tail; i < lines.size(); ++i) {
      const Line& line = lines[i];
      if ((is_date_line(line) && line.words <= credit_words && dates <= 3) || is_credit_line(line) ||
          is_name_line(line) || is_label_line(line) || is_short_codes_line(line))
        furniture[i] = true;
    }
  return furniture;
}

/// End of Latin letters and digits that are glued to an Arabic letter at the text's very beginning; 0 when none are.
std::uint32_t glued_counter(std::string_view text, std::uint32_t begin) {
  std::size_t end = begin;
  std::size_t letters = 0;
  for (; end < text.size() && is_ascii_alnum(text[end]); ++end) letters += is_ascii_letter(text[end]);
  if (letters < 3 || end >= text.size()) return 0;
  std::size_t at = end;
  const UChar32 c = next_code_point(text, at);
  return c >= 0x620 && c <= 0x6D3 ? static_cast<std::uint32_t>(end) : 0;
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  for (const ByteRange range : line_ranges(text)) lines.push_back(read_line(text, range));
  return lines;
}

std::vector<ByteRange> by_shape(std::string_view text, const std::vector<Line>& lines) {
  std::vector<ByteRange> found;
  if (lines.empty()) return found;
  const auto latin = std::count_if(text.begin(), text.end(), is_ascii_letter);
  const std::vector<bool> furniture = shapes(lines, 4 * static_cast<std::size_t>(latin) < text.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (furniture[i])
      found.push_back(lines[i].range);
    else if (i == 0)
      if (const std::uint32_t end = glued_counter(text, lines[0].range.begin))
        found.push_back({lines[0].range.begin, end});
  }
  return found;
}

std::string digits_alike(std::string_view words) {
  std::string masked;
  for (const char c : words)
    if (c < '0' || c > '9')
      masked += c;
    else if (masked.empty() || masked.back() != '0')
      masked += '0';
  return masked;
}

/// A last line with a standing label of several words («رابط الخبر على موقع …: …») is known by the label alone.
constexpr std::uint32_t least_label_words = 3;
constexpr std::uint32_t most_label_words = 8;

std::uint64_t label_key(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return 0;
  const std::string label = normalise_words(line.substr(0, colon));
  const auto words = std::count(label.begin(), label.end(), ' ') + 1;
  if (words < least_label_words || words > most_label_words) return 0;
  constexpr std::uint64_t seed = 1;  // apart from the keys of whole lines
  return std::max<std::uint64_t>(1, XXH3_64bits_withSeed(label.data(), label.size(), seed));
}

// SimHash of fewer words changes in too many bits with one of them.
constexpr std::uint32_t least_words_for_simhash = 4;

/// Smallest-index-wins union-find.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::uint32_t{0}); }
  std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a), b = find(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }
  std::uint32_t count() const {
    std::uint32_t roots = 0;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) roots += parent_[i] == i;
    return roots;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// One line in one article; `unit` is the key of the line or of its label, or 0 in a group of nearly equal lines.
struct Occurrence {
  std::uint64_t unit;
  std::uint32_t source;
  std::uint32_t article;
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

/// Articles of a source that have the line, versions of one text counted once: they share two of their three longest
/// other lines, or the only other one.
std::uint32_t independent_articles(std::span<const Occurrence> occurrences, const std::vector<ArticleLines>& counted,
                                   const std::vector<std::uint64_t>& keys) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> links;
  std::uint32_t number = 0;
  for (const Occurrence& occurrence : occurrences) {
    const std::vector<std::uint64_t> hashes = version_links(counted[occurrence.article].longest, keys);
    for (const std::uint64_t hash : hashes) links.emplace_back(hash, number);
    number += !hashes.empty();
  }
  std::sort(links.begin(), links.end());
  Groups versions(number);
  for (std::size_t i = 1; i < links.size(); ++i)
    if (links[i].first == links[i - 1].first) versions.join(links[i - 1].second, links[i].second);
  return versions.count();
}

/// A line of one source.
struct SourceLine {
  std::uint32_t source;
  std::uint64_t key;
  friend auto operator<=>(const SourceLine&, const SourceLine&) = default;
};

/// Groups of nearly equal lines within each source: Hamming distance of at most three bits, so one of four 16-bit
/// blocks is equal. In each block's bucket, sorted, a line is held against the next 32 only; chains join the rest.
std::vector<std::vector<SourceLine>> near_groups(const std::vector<ArticleLines>& counted,
                                                 const std::vector<std::uint32_t>& source_of) {
  struct Entry {
    SourceLine line;
    std::uint64_t simhash;
  };
  std::vector<Entry> entries;
  for (std::size_t article = 0; article < counted.size(); ++article)
    for (const CountedLine& line : counted[article].lines)
      if (line.simhash != 0) entries.push_back({{source_of[article], line.key}, line.simhash});
  const auto by_line = [](const Entry& a, const Entry& b) { return a.line < b.line; };
  tbb::parallel_sort(entries.begin(), entries.end(), by_line);
  entries.erase(
      std::unique(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.line == b.line; }),
      entries.end());

  Groups groups(entries.size());
  std::vector<std::uint32_t> order(entries.size());
  for (int block = 0; block < 4; ++block) {
    const auto block_of = [&entries, block](std::uint32_t i) {
      return static_cast<std::uint16_t>(entries[i].simhash >> (16 * block));
    };
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    tbb::parallel_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(entries[a].line.source, block_of(a), entries[a].simhash, a) <
             std::tuple(entries[b].line.source, block_of(b), entries[b].simhash, b);
    });
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t k = i + 1; k < order.size() && k <= i + near_line_look_ahead; ++k) {
        const Entry &a = entries[order[i]], &b = entries[order[k]];
        if (a.line.source != b.line.source || block_of(order[i]) != block_of(order[k])) break;
        if (hamming_distance(a.simhash, b.simhash) <= near_line_bits) groups.join(order[i], order[k]);
      }
  }
  std::vector<std::vector<SourceLine>> members(entries.size());
  for (std::uint32_t i = 0; i < entries.size(); ++i) members[groups.find(i)].push_back(entries[i].line);
  std::erase_if(members, [](const auto& group) { return group.size() < 2; });
  return members;
}

}  // namespace

ArticleLines count_lines(const Article& article) {
  ArticleLines counted;
  const std::vector<Line> lines = read_lines(article.text);
  counted.by_shape = by_shape(article.text, lines);
  if (article.source.empty()) return counted;
  std::string words;
  for (const Line& shape : lines) {
    normalise_words(std::string_view(article.text).substr(shape.range.begin, shape.range.size()), words);
    if (words.empty()) continue;
    CountedLine line;
    line.range = shape.range;
    line.words = static_cast<std::uint32_t>(std::count(words.begin(), words.end(), ' ') + 1);
    line.ends_sentence = shape.ends_sentence && line.words >= sentence_words;
    const std::string form = line.ends_sentence ? words : digits_alike(words);
    line.key = std::max<std::uint64_t>(1, XXH3_64bits(form.data(), form.size()));
    if (!line.ends_sentence && line.words >= least_words_for_simhash) line.simhash = simhash_of_words(words, true);
    counted.lines.push_back(line);
  }
  if (counted.lines.size() > 1)
    if (CountedLine& last = counted.lines.back(); !last.ends_sentence && last.words <= lead_in_words)
      last.label = label_key(std::string_view(article.text).substr(last.range.begin, last.range.size()));
  std::vector<std::pair<std::uint32_t, std::uint64_t>> order;
  for (const CountedLine& line : counted.lines) order.emplace_back(line.words, line.key);
  std::sort(order.rbegin(), order.rend());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) counted.longest[i] = order[i].second;
  return counted;
}

bool is_own_line(std::uint64_t articles, std::uint64_t of_source, bool ends_sentence, const FurnitureOptions& options) {
  if (articles >= 10 * options.least_articles) return true;
  return !ends_sentence && articles >= options.least_articles &&
         static_cast<double>(articles) >= options.least_share * static_cast<double>(of_source);
}

std::vector<std::uint64_t> version_links(const std::array<std::uint64_t, 3>& longest,
                                         std::span<const std::uint64_t> keys) {
  std::vector<std::uint64_t> others, hashes;
  for (const std::uint64_t key : longest)
    if (key != 0 && !std::binary_search(keys.begin(), keys.end(), key)) others.push_back(key);
  std::sort(others.begin(), others.end());
  if (others.size() == 1) hashes.push_back(others[0]);
  for (std::size_t a = 0; a < others.size(); ++a)
    for (std::size_t b = a + 1; b < others.size(); ++b) {
      const std::array<std::uint64_t, 2> pair{others[a], others[b]};
      hashes.push_back(XXH3_64bits(pair.data(), sizeof pair));
    }
  return hashes;
}

std::vector<ByteRange> furniture_of(const ArticleLines& lines, const std::function<bool(std::uint64_t key)>& is_own) {
  std::vector<ByteRange> ranges;
  for (const CountedLine& line : lines.lines)
    if (is_own(line.key) || (line.label != 0 && is_own(line.label))) ranges.push_back(line.range);
  for (const ByteRange shape : lines.by_shape)
    if (std::none_of(ranges.begin(), ranges.end(), [shape](ByteRange line) { return line.contains(shape); }))
      ranges.push_back(shape);
  std::sort(ranges.begin(), ranges.end());
  return ranges;
}

std::vector<ByteRange> furniture_by_shape(std::string_view text) { return by_shape(text, read_lines(text)); }

std::vector<std::vector<ByteRange>> find_furniture(std::span<const Article> articles, const FurnitureOptions& options) {
  std::vector<std::string_view> sources;
  for (const Article& article : articles) sources.push_back(article.source);
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  std::vector<std::uint32_t> source_of(articles.size());
  std::vector<std::size_t> articles_of(sources.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto at = std::lower_bound(sources.begin(), sources.end(), articles[i].source) - sources.begin();
    source_of[i] = static_cast<std::uint32_t>(at);
    ++articles_of[static_cast<std::size_t>(at)];
  }

  std::vector<ArticleLines> counted(articles.size());
  tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) { counted[i] = count_lines(articles[i]); });

  std::vector<Occurrence> occurrences;
  std::vector<std::uint64_t> sentences;  // keys of lines that end like sentences
  for (std::uint32_t i = 0; i < counted.size(); ++i)
    for (const CountedLine& line : counted[i].lines) {
      occurrences.push_back({line.key, source_of[i], i});
      if (line.label != 0) occurrences.push_back({line.label, source_of[i], i});
      if (line.ends_sentence) sentences.push_back(line.key);
    }
  tbb::parallel_sort(occurrences.begin(), occurrences.end());
  occurrences.erase(std::unique(occurrences.begin(), occurrences.end()), occurrences.end());
  tbb::parallel_sort(sentences.begin(), sentences.end());

  std::vector<SourceLine> own;
  const auto of_key = [&occurrences](std::uint64_t key) {
    const auto [first, last] =
        std::equal_range(occurrences.begin(), occurrences.end(), Occurrence{key, 0, 0},
                         [](const Occurrence& a, const Occurrence& b) { return a.unit < b.unit; });
    return std::span(first, last);
  };
  for (std::size_t begin = 0; begin < occurrences.size();) {
    std::size_t end = begin;
    while (end < occurrences.size() && occurrences[end].unit == occurrences[begin].unit) ++end;
    for (std::size_t first = begin; first < end;) {
      std::size_t last = first;
      while (last < end && occurrences[last].source == occurrences[first].source) ++last;
      const std::size_t here = last - first, others = end - begin - here;
      if (here >= options.least_articles && is_of_one_source(here, others)) {
        const std::uint64_t key = occurrences[begin].unit;
        const bool sentence = std::binary_search(sentences.begin(), sentences.end(), key);
        const std::uint32_t source = occurrences[first].source;
        const auto span = std::span(occurrences).subspan(first, here);
        if (is_own_line(here, articles_of[source], sentence, options) &&
            is_own_line(independent_articles(span, counted, {key}), articles_of[source], sentence, options))
          own.push_back({source, key});
      }
      first = last;
    }
    begin = end;
  }

  for (const std::vector<SourceLine>& group : near_groups(counted, source_of)) {
    std::vector<std::uint64_t> keys;
    std::vector<Occurrence> here;
    std::size_t others = 0;
    for (const SourceLine& line : group) {
      keys.push_back(line.key);
      for (const Occurrence& occurrence : of_key(line.key))
        if (occurrence.source == line.source)
          here.push_back({0, occurrence.source, occurrence.article});
        else
          ++others;
    }
    std::sort(here.begin(), here.end());
    here.erase(std::unique(here.begin(), here.end()), here.end());
    const std::size_t of_source = articles_of[group.front().source];
    if (!is_of_one_source(here.size(), others) || !is_own_line(here.size(), of_source, false, options)) continue;
    if (is_own_line(independent_articles(here, counted, keys), of_source, false, options))
      own.insert(own.end(), group.begin(), group.end());
  }
  std::sort(own.begin(), own.end());

  std::vector<std::vector<ByteRange>> result(articles.size());
  tbb::parallel_for(std::size_t{0}, articles.size(), [&](std::size_t i) {
    result[i] = furniture_of(counted[i], [&](std::uint64_t key) {
      return std::binary_search(own.begin(), own.end(), SourceLine{source_of[i], key});
    });
  });
  return result;
}

}  // namespace tawatur
