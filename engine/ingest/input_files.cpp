#include "ingest/input_files.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "ingest/field_aliases.h"

namespace tawatur {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view bom = "\xEF\xBB\xBF";

bool strip_ending(std::string_view& name, std::string_view ending) {
  if (name.size() < ending.size() || ascii_lower(name.substr(name.size() - ending.size())) != ending) return false;
  name.remove_suffix(ending.size());
  return true;
}

void strip_packing(std::string_view& name) {
  if (!strip_ending(name, ".gz")) strip_ending(name, ".zst");
}

bool hidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

Reject unreadable(const std::string& path, const std::error_code& error) {
  return {path, 0, 0, {}, "unreadable", error.message()};
}

void walk(const std::string& folder, InputFiles& found) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    entries.push_back(it->path());
  if (error) found.rejects.push_back(unreadable(folder, error));
  // By bytes; a folder's files stand where its name stands.
  std::sort(entries.begin(), entries.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  for (const fs::path& entry : entries) {
    const fs::file_status own = fs::symlink_status(entry, error);
    const fs::file_status target = fs::status(entry, error);
    if (fs::is_directory(own)) {
      if (!hidden(entry)) walk(entry.string(), found);
    } else if (hidden(entry)) {
      ++found.skipped;
    } else if (fs::is_regular_file(target)) {
      const std::uintmax_t size = fs::file_size(entry, error);
      found.files.push_back({entry.string(), false, error ? 0 : size, {}});
    } else if (fs::is_symlink(own) && !fs::exists(target)) {
      found.rejects.push_back({entry.string(), 0, 0, {}, "unreadable", "the link leads nowhere"});
    } else {
      ++found.skipped;
    }
  }
}

}  // namespace

InputFiles find_input_files(const std::vector<std::string>& inputs) {
  InputFiles found;
  bool standard_input = false;
  for (const std::string& input : inputs) {
    if (input == "-") {
      if (standard_input) throw std::runtime_error("standard input (-) is given twice");
      standard_input = true;
      found.files.push_back({input, true, 0, {}});
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (!fs::exists(status)) throw std::runtime_error("input not found: " + input);
    if (fs::is_directory(status)) {
      fs::directory_iterator(input, error);
      if (error) throw std::runtime_error("can't read folder " + input + ": " + error.message());
      walk(input, found);
    } else {
      const bool regular = fs::is_regular_file(status);
      const std::uintmax_t size = regular ? fs::file_size(input, error) : 0;
      found.files.push_back({input, true, error ? 0 : size, {}});
    }
  }
  return found;
}

std::optional<InputKind> kind_of_name(std::string_view path) {
  strip_packing(path);
  if (strip_ending(path, ".txt")) return InputKind::text;
  if (strip_ending(path, ".jsonl") || strip_ending(path, ".ndjson")) return InputKind::json_lines;
  return std::nullopt;
}

bool begins_json_lines(std::string_view head) {
  if (head.starts_with(bom)) head.remove_prefix(bom.size());
  const std::size_t begin = head.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || head[begin] != '{') return false;
  head.remove_prefix(begin);
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos) return head.size() > 1;  // one line, perhaps cut
  const std::size_t last = head.substr(0, end).find_last_not_of(" \t\r");
  return last > 0 && head[last] == '}';
}

std::string_view stem_of(std::string_view path) {
  if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  strip_packing(path);
  for (const std::string_view ending : {".txt", ".jsonl", ".ndjson"})
    if (strip_ending(path, ending)) break;
  return path;
}

}  // namespace tawatur
