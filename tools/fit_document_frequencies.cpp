// Counts in how many texts each stem of a language stands and writes the table "document_frequencies".
//
//   fit_document_frequencies LANG OUT.tsv "HEADER" FILE.jsonl:FIELD[,FIELD...] ...
//
// Each named file gives one text a record; fields joined by '+' are one text, by ',' texts of their own.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "labelled_articles.h"
#include "text/normalise.h"
#include "text/stem.h"

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

}  // namespace

int main(int argc, char** argv) try {
  using namespace tawatur;
  if (argc < 5) {
    std::cerr << "usage: fit_document_frequencies LANG OUT.tsv HEADER FILE.jsonl:FIELDS ...\n";
    return 2;
  }
  const std::string lang = argv[1];
  std::map<std::string, std::uint32_t> frequency;
  std::uint32_t texts = 0;
  for (int i = 4; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t colon = argument.rfind(':');
    for (const std::string& fields : split(argument.substr(colon + 1), ','))
      for (const std::string& text : tools::read_texts(argument.substr(0, colon), split(fields, '+'))) {
        std::set<std::string> stems;
        const std::string folded = normalise_words(text);
        for (const std::string& word : split(folded, ' ')) stems.insert(stem(word, lang));
        for (const std::string& one : stems) ++frequency[one];
        ++texts;
      }
  }
  const auto eighths = [texts](std::uint32_t count) {
    return static_cast<int>(std::lround(8 * std::log((texts + 1.0) / count)));
  };
  // A figure tells nothing by its rarity in other news, and a stem seen once is as good as unknown.
  std::map<int, std::string> rows;
  for (const auto& [one, count] : frequency) {
    if (count < 2 || std::all_of(one.begin(), one.end(), [](char c) { return '0' <= c && c <= '9'; })) continue;
    std::string& row = rows[eighths(count)];
    row += (row.empty() ? "" : " ") + one;
  }
  std::ofstream out(argv[2]);
  out << "# Inverse document frequencies of stems in news, fitted by tools/fit_document_frequencies: eighths of a nat "
         "of\n"
         "# ln((N + 1) / df), then the stems; an empty list gives that of all other stems. N = "
      << texts << ".\n";
  for (const std::string& line : split(argv[3], '|')) out << "# " << line << "\n";
  for (const auto& [value, row] : rows) out << value << "\t" << row << "\n";
  out << eighths(1) << "\t\n";
  if (!out.flush()) throw std::runtime_error("can't write the table");
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
