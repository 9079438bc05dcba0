#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unicode/plurrule.h>

namespace tawatur {

/// The words of the pages in one language: engine/report/words/<lang>.tsv, embedded at build. A row is a key, a tab and a
/// text; {name} in a text stands for a value. Counted phrases have a row for each plural category of the language
/// (CLDR): "articles.one", "articles.few". Immutable, so safe to share between threads.
class Words {
 public:
  /// Words of the language, or of English where there are none.
  static const Words& of(std::string_view lang);

  /// Languages that have words, sorted.
  static std::vector<std::string> languages();

  std::string_view lang() const { return lang_; }

  /// The text as it stands in the file. Throws std::logic_error when the key is missing.
  std::string_view at(std::string_view key) const;

  bool has(std::string_view key) const { return texts_.contains(key); }

  /// The text as HTML, each {name} replaced by its value, which is HTML already.
  std::string html(std::string_view key, std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const;

  /// "7 articles": the row of the count's plural category, {n} replaced.
  std::string counted(std::string_view key, std::uint64_t count) const;

  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  Words(std::string_view lang, std::string_view table);

  std::string lang_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::unique_ptr<icu::PluralRules> plurals_;
};

}  // namespace tawatur
