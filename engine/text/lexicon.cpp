#include "text/lexicon.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include <unicode/ustring.h>
#include <xxhash.h>

#include "text/content_id.h"
#include "text/embedded_lexicon.h"

namespace tawatur {
namespace {

LexiconTable parse(std::string_view bytes) {
  LexiconTable table;
  while (!bytes.empty()) {
    const std::size_t newline = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, newline);
    bytes.remove_prefix(std::min(newline + 1, bytes.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    auto& row = table.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t')) + 1);
    for (;;) {
      const std::size_t tab = line.find('\t');
      row.emplace_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
  }
  return table;
}

void require_utf8(std::string_view bytes, const std::string& file) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (status == U_INVALID_CHAR_FOUND) throw std::runtime_error("lexicon is not valid UTF-8: " + file);
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream) throw std::runtime_error("lexicon can't be read: " + path);
  require_utf8(bytes.view(), path);
  return std::move(bytes).str();
}

}  // namespace

LexiconTable read_lexicon_table(const std::string& path) { return parse(read_file(path)); }

struct Lexicons::Source {
  explicit Source(std::string_view embedded) : bytes(embedded) {}
  explicit Source(std::string read) : owned(std::move(read)), bytes(owned) {}

  const LexiconTable& table() const {
    std::call_once(once, [this] { parsed = parse(bytes); });
    return parsed;
  }

  const std::string owned;
  const std::string_view bytes;
  mutable std::once_flag once;
  mutable LexiconTable parsed;
};

Lexicons::Lexicons() {
  for (const EmbeddedLexicon& file : embedded_lexicons())
    sources_.emplace(file.name, std::make_shared<const Source>(std::string_view(file.bytes)));
}

Lexicons::Lexicons(const std::string& folder) : Lexicons() {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder)) throw std::runtime_error("lexicon folder not found: " + folder);
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".tsv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files)
    sources_[fs::relative(path, folder).replace_extension().generic_string()] =
        std::make_shared<const Source>(read_file(path.string()));
}

const LexiconTable& Lexicons::table(std::string_view lang, std::string_view name) const {
  static const LexiconTable none;
  const auto found = sources_.find(std::string(lang) + "/" + std::string(name));
  return found == sources_.end() ? none : found->second->table();
}

std::vector<std::string> Lexicons::languages() const {
  std::vector<std::string> languages;
  for (const auto& [name, source] : sources_) {
    std::string lang = name.substr(0, name.find('/'));
    if (languages.empty() || languages.back() != lang) languages.push_back(std::move(lang));
  }
  return languages;
}

std::vector<std::pair<std::string, std::string>> Lexicons::versions() const {
  std::vector<std::pair<std::string, std::string>> versions;
  for (const auto& [name, source] : sources_)
    versions.emplace_back(name, hex16(XXH3_64bits(source->bytes.data(), source->bytes.size())));
  return versions;
}

}  // namespace tawatur
