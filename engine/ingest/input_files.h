#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/article.h"

namespace tawatur {

/// One file to read.
struct InputFile {
  std::string path;         ///< As given, or the folder as given with what was found in it; "-" is standard input.
  bool named = true;        ///< Given by the user, not found in a folder.
  std::uint64_t bytes = 0;  ///< Its size; 0 when unknown.
  std::string stored{};     ///< Where its bytes are when they aren't at `path` (a spooled standard input).

  const std::string& place() const { return stored.empty() ? path : stored; }
};

struct InputFiles {
  std::vector<InputFile> files;  ///< In the order given, folders in sorted order.
  std::vector<Reject> rejects;   ///< Folders that could not be read.
  std::uint64_t skipped = 0;     ///< Hidden and special files.
};

/// Files of the inputs. Folders are walked, without hidden entries and without following links to folders. Throws
/// std::runtime_error when an input doesn't exist or standard input is named twice.
InputFiles find_input_files(const std::vector<std::string>& inputs);

enum class InputKind : std::uint8_t { text, json_lines };

/// The kind that a name tells by its ending (.txt, .jsonl, .ndjson, each also with .gz or .zst; any letter case).
std::optional<InputKind> kind_of_name(std::string_view path);

/// Whether bytes begin like JSON Lines: a first line that is not blank and is an object on one line, as far as it can
/// be seen.
bool begins_json_lines(std::string_view head);

/// The file's name without folder and without the endings that kind_of_name knows.
std::string_view stem_of(std::string_view path);

}  // namespace tawatur
