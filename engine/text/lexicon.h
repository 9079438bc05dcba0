#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tawatur {

/// One table of words: the rows of a TSV file. Lines that start with '#' and empty lines are no rows.
/// Cells are as written; who reads a table folds the words with `normalise`, so files may be spelled naturally.
struct LexiconTable {
  std::vector<std::vector<std::string>> rows;
};

/// The table of one file. Throws std::runtime_error naming the file when it can't be read or is not valid UTF-8.
LexiconTable read_lexicon_table(const std::string& path);

/// All word lists of the engine: embedded at build from engine/text/lexicon/<lang>/<name>.tsv, replaceable at run
/// time by a folder of the same layout. A table is read when it is asked for first. Safe to share between threads;
/// copies share their tables.
class Lexicons {
 public:
  /// The embedded tables.
  Lexicons();

  /// The embedded tables, each <folder>/<lang>/<name>.tsv taking the place of the table of that name or standing as
  /// a new one. Throws std::runtime_error naming the file when one can't be read or a row is not valid UTF-8.
  explicit Lexicons(const std::string& folder);

  /// The table, e.g. ("ar", "months"); an empty one when there is none: a language without a table lacks that
  /// knowledge.
  const LexiconTable& table(std::string_view lang, std::string_view name) const;

  /// Languages that have at least one table, sorted.
  std::vector<std::string> languages() const;

  /// ("ar/months", version) for every table, sorted. A version is 16 hex digits of XXH3 of the file's bytes.
  std::vector<std::pair<std::string, std::string>> versions() const;

 private:
  struct Source;  // A file's bytes, and its table once it is read.
  std::map<std::string, std::shared_ptr<const Source>, std::less<>> sources_;
};

}  // namespace tawatur
