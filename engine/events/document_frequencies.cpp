#include "events/document_frequencies.h"

#include <algorithm>
#include <charconv>

namespace tawatur {
namespace {

// A table of a few thousand texts can't tell a rare word from one that is common in other years: "senate" stands in few
// of them. Words that less than one text in 250 has weigh alike.
constexpr std::uint8_t most_eighths = 44;

}  // namespace

DocumentFrequencies::DocumentFrequencies(const Lexicons& lexicons, std::string_view lang) {
  for (const auto& row : lexicons.table(lang, "document_frequencies").rows) {
    std::uint8_t eighths = 0;
    std::from_chars(row[0].data(), row[0].data() + row[0].size(), eighths);
    if (row.size() < 2 || row[1].empty()) {
      unknown_ = eighths;
      continue;
    }
    for (std::string_view stems = row[1]; !stems.empty();) {
      const std::size_t space = std::min(stems.find(' '), stems.size());
      std::uint8_t& known = eighths_.try_emplace(term_key(stems.substr(0, space)), eighths).first->second;
      known = std::min(known, eighths);
      stems.remove_prefix(std::min(space + 1, stems.size()));
    }
  }
}

double DocumentFrequencies::inverse(TermKey stem) const {
  const auto found = eighths_.find(stem);
  const std::uint8_t eighths = found != eighths_.end() ? found->second : unknown_;
  return std::min(eighths, most_eighths) / 8.0;
}

}  // namespace tawatur
