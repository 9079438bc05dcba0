#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "ingest/json_record.h"
#include "ingest/text_head.h"
#include "model/article.h"
#include "text/dates.h"
#include "text/language.h"
#include "text/lexicon.h"

namespace tawatur {

/// Makes articles of what was read. Their ids are not yet unique. Immutable, so safe to share between threads.
class ArticleBuilder {
 public:
  ArticleBuilder(const Lexicons& lexicons, const FieldAliases& aliases, std::uint64_t largest_text_bytes);

  using Result = std::variant<Article, RecordFailure>;

  /// From a record's values. `id` is set to the record's own id, also when it fails.
  Result from_record(const RecordValues& values, std::string& id) const;

  /// The text that from_record would find, without the rest of it; empty where the record has none.
  std::string text_of(const RecordValues& values) const;

  /// From a .txt file: `text` is valid UTF-8, `stem` its name without endings (empty for standard input).
  Result from_text(std::string text, std::string_view stem) const;

 private:
  const RecordValue* first(const RecordValues& values, RecordField field) const;
  std::string string_of(const RecordValues& values, RecordField field) const;
  std::string blank_text(const RecordValues& values) const;
  std::string language(std::string_view field) const;
  const DateReader& reader_for(const Article& article) const;
  void find_published(Article& article, const RecordValues* values) const;
  void finish(Article& article) const;

  const FieldAliases& aliases_;
  std::uint64_t largest_text_bytes_;
  std::map<std::string, DateReader, std::less<>> readers_;  ///< By language.
  const DateReader* careful_;  ///< Of a language where the order of numbers is ambiguous, if there is one: for fields
                               ///< of unknown language.
  std::map<std::string, std::string, std::less<>> language_names_;
  LanguageIdentifier identifier_;
  HeadReader heads_;
};

/// The host of an address in small letters without user, port and "www."; empty when there is none.
std::string host_of(std::string_view url);

}  // namespace tawatur
