#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "report/page.h"
#include "report/report_view.h"
#include "report/write_report.h"

namespace tawatur {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view aside_name = ".tawatur-new";

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
  throw std::runtime_error(what + " " + path.string() + (errno != 0 ? std::string(": ") + std::strerror(errno) : std::string()));
}

bool is_report_of_ours(const fs::path& folder) {
  std::ifstream file(folder / "report.json", std::ios::binary);
  const std::string begin = "{\"schema\":\"" + std::string(report_schema) + "\"";
  std::string read(begin.size(), '\0');
  return file.read(read.data(), static_cast<std::streamsize>(read.size())) && read == begin;
}

/// True where a folder of that name was made. Throws where something else stands there.
bool check_target(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return true;
  errno = 0;
  if (status.type() != fs::file_type::directory) fail("the report folder is not a folder:", folder);
  bool others = false;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    others = others || entry.path().filename() != aside_name;
  if (error) throw std::runtime_error("the report folder can't be read: " + folder.string() + ": " + error.message());
  if (others && !is_report_of_ours(folder))
    fail("the report folder holds something else than an earlier report; nothing was changed:", folder);
  for (const char* const name : {"events", aside_name.data()}) {
    const fs::file_status inner = fs::symlink_status(folder / name, error);
    if (inner.type() != fs::file_type::not_found && inner.type() != fs::file_type::directory)
      fail("this is no folder of an earlier report; nothing was changed:", folder / name);
  }
  return false;
}

/// One file written aside, checked at every step: a full disk must not leave half a page behind a good name.
template <typename Write>
void write_file(const fs::path& path, Write write) {
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) fail("can't write", path);
  try {
    write(out);
  } catch (const std::runtime_error&) {
    fail("can't write", path);
  }
  out.close();
  if (!out) fail("can't write", path);
}

/// Names that an earlier report gave its pages: "e…[-n].html" in events, "more-n.html" beside the index.
bool is_page_of_event(std::string_view name) {
  return name.starts_with('e') && name.ends_with(".html") &&
         name.substr(1, name.size() - 6).find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

bool is_further_index(std::string_view name) {
  return name.starts_with("more-") && name.ends_with(".html") && name.size() > 10 &&
         name.substr(5, name.size() - 10).find_first_not_of("0123456789") == std::string_view::npos;
}

void remove_stale(const fs::path& folder, bool (*is_ours)(std::string_view), std::string_view prefix, const std::set<std::string>& kept) {
  std::vector<fs::path> stale;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (is_ours(name) && !kept.contains(std::string(prefix) + name) && entry.symlink_status().type() == fs::file_type::regular)
      stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) fs::remove(path);
}

void write_aside(const Report& report, const ReportOptions& options, const fs::path& aside, std::vector<std::string>& written) {
  const auto file = [&](const std::string& name, const auto& write) {
    write_file(aside / name, write);
    written.push_back(name);
  };
  const auto page = [&](const std::string& name, std::string_view bytes) {
    file(name, [bytes](std::ostream& out) { out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); });
  };
  // In the order in which they will be exchanged: report.json marks the folder as ours, the index comes last.
  file("report.json", [&](std::ostream& out) { write_json(report, options, out); });
  file("claims.csv", [&](std::ostream& out) { write_claims_csv(report, out); });
  file("rejects.jsonl", [&](std::ostream& out) { write_rejects(report.rejects, out); });
  const ReportView view(report);
  for (std::uint32_t event = 0; event < view.size(); ++event)
    if (!view.page_of(event).empty()) write_event_pages(view, event, page);
  write_index_pages(view, page);
}

}  // namespace

void check_report_folder(const std::string& folder) { check_target(folder); }

void write_report_folder(const Report& report, const ReportOptions& options, const std::string& folder_name) {
  const fs::path folder(folder_name);
  const bool is_new = check_target(folder);
  const fs::path aside = folder / aside_name;
  std::vector<std::string> written;
  try {
    fs::remove_all(aside);
    fs::create_directories(aside / "events");
    write_aside(report, options, aside, written);
    fs::create_directories(folder / "events");
    for (const std::string& name : written) fs::rename(aside / name, folder / name);
    fs::remove_all(aside);
    const std::set<std::string> kept(written.begin(), written.end());
    remove_stale(folder / "events", is_page_of_event, "events/", kept);
    remove_stale(folder, is_further_index, "", kept);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(aside, ignored);
    if (is_new) fs::remove(folder, ignored);  // Only where nothing stands in it.
    try {
      throw;
    } catch (const fs::filesystem_error& error) {
      throw std::runtime_error("the report folder can't be written: " + error.path1().string() + ": " + error.code().message());
    }
  }
}

}  // namespace tawatur
