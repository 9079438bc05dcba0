#include "duplicates/work_folder.h"

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

namespace tawatur {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "tawatur-manifest";
constexpr std::string_view first_line = "tawatur work folder 3";

// Pieces, parts of them and manifests: what we make and nobody else.
bool is_ours(const std::string& name) {
  return name.starts_with("tawatur-") &&
         (name.ends_with(SpillFolder::ending) || name.ends_with(".part") || name == manifest_name);
}

[[noreturn]] void fail(const std::string& what, const std::string& path, int error) {
  throw std::runtime_error(what + " " + path + ": " + std::generic_category().message(error));
}

std::string hash_line(std::string_view text) {
  return "end " + std::to_string(XXH3_64bits(text.data(), text.size())) + '\n';
}

// "name: value" differs: the name.
std::string setting_name(const std::string& setting) { return setting.substr(0, setting.find(": ")); }

}  // namespace

WorkFolder::WorkFolder(const std::string& path, bool temporary) : spill_(path), made_(temporary) {
  if (::mkdir(path.c_str(), 0777) == 0) {
    made_ = true;
  } else if (errno != EEXIST) {
    fail("can't make the work folder", path, errno);
  }
  lock_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) fail("can't use the work folder", path, errno);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    ::close(lock_);
    if (error == EWOULDBLOCK) throw std::runtime_error("the work folder is in use by another run: " + path);
    fail("can't lock the work folder", path, error);
  }
  try {
    // A manifest, or nothing but what a run leaves that was killed before it wrote one.
    const bool loaded = load();
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
      if (loaded || is_ours(entry.path().filename().string())) continue;
      throw std::runtime_error("the work folder holds other files; give an empty or a new one: " + path);
    }
    if (!loaded) save();
  } catch (const fs::filesystem_error& error) {
    ::close(lock_);
    if (made_) ::rmdir(path.c_str());
    fail("can't use the work folder", path, error.code().value());
  } catch (...) {
    ::close(lock_);
    if (made_) ::rmdir(path.c_str());  // only where it is empty
    throw;
  }
}

WorkFolder::~WorkFolder() {
  if (lock_ >= 0) ::close(lock_);
}

bool WorkFolder::load() {
  std::ifstream file(spill_.path_of(std::string(manifest_name)), std::ios::binary);
  if (!file) return false;
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::size_t end = all.rfind("end ");
  if (!all.starts_with(first_line)) return false;
  if (end == std::string::npos || all.substr(end) != hash_line(std::string_view(all).substr(0, end)))
    return true;  // ours, but of no use
  std::istringstream lines(all.substr(0, end));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string kind, name;
    words >> kind;
    if (kind == "made") {
      made_ = true;
    } else if (kind == "setting") {
      settings_.push_back(line.substr(kind.size() + 1));
    } else if (kind == "number") {
      std::uint64_t value = 0;
      words >> name >> value;
      numbers_[name] = value;
    } else if (kind == "piece") {
      Piece piece;
      words >> piece.name >> piece.bytes >> piece.hash;
      keep(std::move(piece));
    }
  }
  return true;
}

void WorkFolder::begin(std::vector<std::string> settings, const std::vector<Piece>& made, const WorkMessage& message) {
  if (settings_ != settings) {
    if (!settings_.empty() && message) {
      std::size_t at = 0;
      while (at < settings.size() && at < settings_.size() && settings[at] == settings_[at]) ++at;
      const std::string& differs = at < settings.size() ? settings[at] : settings_[at];
      message("the work folder was begun with another " + setting_name(differs) + ": starting anew");
    }
    settings_ = std::move(settings);
    start_anew();
  }
  for (const Piece& piece : made) keep(piece);
  save();
  remove_leftovers();
}

std::uint64_t WorkFolder::number(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? 0 : found->second;
}

void WorkFolder::forget(const std::function<bool(const std::string& name)>& wanted) {
  for (auto it = pieces_.begin(); it != pieces_.end();) {
    if (wanted(it->first)) {
      forgotten_.push_back(it->second);
      it = pieces_.erase(it);
    } else {
      ++it;
    }
  }
}

void WorkFolder::start_anew() {
  numbers_.clear();
  forget([](const std::string&) { return true; });
}

void WorkFolder::save() {
  std::string text = std::string(first_line) + '\n';
  if (made_) text += "made\n";
  for (const std::string& setting : settings_) text += "setting " + setting + '\n';
  for (const auto& [name, value] : numbers_) text += "number " + name + ' ' + std::to_string(value) + '\n';
  for (const auto& [name, piece] : pieces_)
    text += "piece " + name + ' ' + std::to_string(piece.bytes) + ' ' + std::to_string(piece.hash) + '\n';
  text += hash_line(text);
  PieceWriter out(spill_, std::string(manifest_name), true);
  out.write(text.data(), text.size());
  out.finish();
  // A piece may have been made again under its name.
  for (const Piece& piece : forgotten_)
    if (!has(piece.name)) spill_.remove(piece);
  forgotten_.clear();
}

void WorkFolder::remove_leftovers() const {
  std::vector<std::string> leftovers;
  for (const fs::directory_entry& entry : fs::directory_iterator(spill_.path())) {
    const std::string name = entry.path().filename().string();
    if (is_ours(name) && name != manifest_name && !has(name)) leftovers.push_back(name);
  }
  for (const std::string& name : leftovers) ::unlink(spill_.path_of(name).c_str());
}

void WorkFolder::remove() {
  // The manifest first: killed in between, it would name pieces that are gone.
  ::unlink(spill_.path_of(std::string(manifest_name)).c_str());
  start_anew();
  remove_leftovers();
  if (made_) ::rmdir(spill_.path().c_str());
}

}  // namespace tawatur
