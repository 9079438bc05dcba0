#include "ingest/field_aliases.h"

#include <algorithm>
#include <array>

namespace tawatur {

std::string ascii_lower(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

FieldAliases::FieldAliases(const Lexicons& lexicons) {
  static constexpr std::array<std::string_view, 9> fields{"id",       "url",    "title",  "text", "date",
                                                          "modified", "source", "agency", "lang"};
  const LexiconTable& table = lexicons.table("und", "field_aliases");
  for (const auto& row : table.rows)
    if (row.size() > 1) paths_.push_back(ascii_lower(row[1]));
  std::sort(paths_.begin(), paths_.end());
  paths_.erase(std::unique(paths_.begin(), paths_.end()), paths_.end());
  of_field_.resize(fields.size());
  for (const auto& row : table.rows) {
    const auto field = row.size() > 1 ? std::find(fields.begin(), fields.end(), row[0]) : fields.end();
    if (field == fields.end()) continue;
    auto& aliases = of_field_[static_cast<std::size_t>(field - fields.begin())];
    const std::size_t alias = find(ascii_lower(row[1]));
    if (std::find(aliases.begin(), aliases.end(), alias) == aliases.end()) aliases.push_back(alias);
  }
}

std::size_t FieldAliases::find(std::string_view path) const {
  const auto found = std::lower_bound(paths_.begin(), paths_.end(), path);
  return found != paths_.end() && *found == path ? static_cast<std::size_t>(found - paths_.begin()) : none;
}

bool FieldAliases::leads_into(std::string_view path) const {
  const std::string prefix = std::string(path) + '.';
  const auto found = std::lower_bound(paths_.begin(), paths_.end(), prefix);
  return found != paths_.end() && found->starts_with(prefix);
}

}  // namespace tawatur
