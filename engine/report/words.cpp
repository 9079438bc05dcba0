#include "report/words.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "report/embedded_files.h"
#include "report/escape.h"

namespace tawatur {

namespace {

constexpr std::string_view folder = "words/";

std::string filled(std::string text, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) return out.append(text, at);
    const auto name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto* value = std::find_if(values.begin(), values.end(), [name](const auto& entry) { return entry.first == name; });
    out.append(text, at, open - at);
    if (value != values.end()) out.append(value->second);
    at = close + 1;
  }
  return out;
}

}  // namespace

const EmbeddedFile& embedded_file(std::string_view name) {
  const auto files = embedded_files();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  if (found == files.end()) throw std::logic_error("no embedded file " + std::string(name));
  return *found;
}

Words::Words(std::string_view lang, std::string_view table) : lang_(lang) {
  while (!table.empty()) {
    const std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(table.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    texts_.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  UErrorCode status = U_ZERO_ERROR;
  plurals_.reset(icu::PluralRules::forLocale(icu::Locale(lang_.c_str()), status));
  if (U_FAILURE(status)) throw std::runtime_error("no plural rules for " + lang_);
}

const Words& Words::of(std::string_view lang) {
  static const auto every = [] {
    std::map<std::string, std::unique_ptr<const Words>, std::less<>> words;
    for (const EmbeddedFile& file : embedded_files())
      if (file.name.starts_with(folder)) {
        const std::string name(file.name.substr(folder.size()));
        words.emplace(name, std::unique_ptr<const Words>(new Words(name, file.bytes)));
      }
    return words;
  }();
  const auto found = every.find(lang);
  return found != every.end() ? *found->second : *every.at("en");
}

std::vector<std::string> Words::languages() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.starts_with(folder)) names.emplace_back(file.name.substr(folder.size()));
  return names;
}

std::string_view Words::at(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) throw std::logic_error(lang_ + " has no word for " + std::string(key));
  return found->second;
}

std::string Words::html(std::string_view key, std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
  return filled(escape_html(at(key)), values);
}

std::string Words::counted(std::string_view key, std::uint64_t count) const {
  std::string category;
  plurals_->select(static_cast<std::int32_t>(std::min<std::uint64_t>(count, INT32_MAX))).toUTF8String(category);
  const std::string row = std::string(key) + '.' + category;
  return filled(std::string(at(has(row) ? row : std::string(key) + ".other")), {{"n", std::to_string(count)}});
}

}  // namespace tawatur
