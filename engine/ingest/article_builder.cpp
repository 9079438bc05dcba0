#include "ingest/article_builder.h"

#include <algorithm>

#include <xxhash.h>

#include "ingest/hex.h"
#include "text/normalise.h"

namespace tawatur {
namespace {

/// Ids stand in tables and addresses, so control characters (C0, DEL, C1) become %XX of their UTF-8 bytes.
std::string without_controls(std::string_view id) {
  std::string out;
  const auto encode = [&out](char c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<std::uint8_t>(c);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
  };
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(id[i]);
    if (byte < 0x20 || byte == 0x7F) {
      encode(id[i]);
    } else if (byte == 0xC2 && i + 1 < id.size() && static_cast<std::uint8_t>(id[i + 1]) < 0xA0) {
      encode(id[i]);
      encode(id[++i]);
    } else {
      out += id[i];
    }
  }
  return out;
}

std::string hashed_id(std::string_view content) { return 'x' + hex16(XXH3_64bits(content.data(), content.size())); }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string host_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos || slashes > url.find_first_of("?#")) return {};
  url.remove_prefix(slashes + 2);
  url = url.substr(0, url.find_first_of("/?#\\"));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  if (!url.starts_with('[')) url = url.substr(0, url.find(':'));
  std::string host = ascii_lower(url);
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

ArticleBuilder::ArticleBuilder(const Lexicons& lexicons, const FieldAliases& aliases, std::uint64_t largest_text_bytes)
    : aliases_(aliases), largest_text_bytes_(largest_text_bytes), identifier_(lexicons), heads_(lexicons) {
  for (const std::string& lang : lexicons.languages())
    if (!lexicons.table(lang, "months").rows.empty()) readers_.emplace(lang, DateReader(lexicons, lang));
  if (readers_.empty()) readers_.emplace("und", DateReader(lexicons, "und"));
  careful_ = &readers_.begin()->second;
  for (const auto& [lang, reader] : readers_)
    if (reader.numeric_order_ambiguous()) careful_ = &reader;
  for (const auto& row : lexicons.table("und", "language_names").rows)
    if (row.size() > 1) language_names_.emplace(normalise_words(row[0]), row[1]);
}

/// The preferred value that isn't blank.
const RecordValue* ArticleBuilder::first(const RecordValues& values, RecordField field) const {
  for (const std::size_t alias : aliases_.of(field)) {
    const RecordValue& value = values.at(alias);
    if (value.kind == RecordValue::Kind::text && !is_blank(value.view)) return &value;
  }
  return nullptr;
}

std::string ArticleBuilder::string_of(const RecordValues& values, RecordField field) const {
  const RecordValue* value = first(values, field);
  return value ? std::string(value->view) : std::string();
}

/// The first text of white space alone, which stays what it is under a title.
std::string ArticleBuilder::blank_text(const RecordValues& values) const {
  for (const std::size_t alias : aliases_.of(RecordField::text))
    if (const RecordValue& value = values.at(alias); value.kind == RecordValue::Kind::text)
      return std::string(value.view);
  return {};
}

std::string ArticleBuilder::text_of(const RecordValues& values) const {
  const RecordValue* text = first(values, RecordField::text);
  return text ? std::string(text->view) : blank_text(values);
}

/// "ar-EG", "AR", "ara", "Arabic" as "ar"; empty for what names no language.
std::string ArticleBuilder::language(std::string_view field) const {
  if (field.empty()) return {};
  if (const auto named = language_names_.find(normalise_words(field)); named != language_names_.end())
    return named->second;
  std::string primary = ascii_lower(field.substr(0, field.find_first_of("-_ ;,.")));
  if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_letter)) return {};
  if (const auto named = language_names_.find(primary); named != language_names_.end()) return named->second;
  return primary == "und" ? std::string() : primary;
}

const DateReader& ArticleBuilder::reader_for(const Article& article) const {
  const auto found = readers_.find(article.lang.empty() ? identifier_.identify(article.text) : article.lang);
  return found == readers_.end() ? *careful_ : found->second;
}

void ArticleBuilder::find_published(Article& article, const RecordValues* values) const {
  const auto from_fields = [&](RecordField field) {
    for (const std::size_t alias : aliases_.of(field)) {
      const RecordValue& value = values->at(alias);
      if (value.kind != RecordValue::Kind::text && value.kind != RecordValue::Kind::number) continue;
      if (is_blank(value.view)) continue;
      auto time = parse_timestamp(value.view, *careful_);
      if (!time) time = parse_timestamp(value.view, reader_for(article));
      if (!time) continue;
      article.published = time;
      article.published_from = PublishedFrom::field;
      return true;
    }
    return false;
  };
  if (values && from_fields(RecordField::date)) return;
  if ((article.published = timestamp_from_head(article.text, reader_for(article)))) {
    article.published_from = PublishedFrom::text;
  } else if ((article.published = timestamp_from_url(article.url, *careful_))) {
    article.published_from = PublishedFrom::url;
  } else if (values) {
    from_fields(RecordField::modified);
  }
}

/// What both kinds of input share once text, url and the id as written stand.
void ArticleBuilder::finish(Article& article) const {
  article.id =
      !article.id.empty() ? without_controls(article.id) : hashed_id(article.url.empty() ? article.text : article.url);
}

ArticleBuilder::Result ArticleBuilder::from_record(const RecordValues& values, std::string& id) const {
  Article article;
  for (const std::size_t alias : aliases_.of(RecordField::id)) {
    const RecordValue& value = values.at(alias);
    const bool usable =
        value.kind == RecordValue::Kind::number || (value.kind == RecordValue::Kind::text && !is_blank(value.view));
    if (!usable) continue;
    article.id = value.view;
    break;
  }
  id = without_controls(article.id);

  const RecordValue* text = first(values, RecordField::text);
  if (text && text->view.size() > largest_text_bytes_)
    return RecordFailure{"text_too_large", "the text has " + std::to_string(text->view.size()) + " bytes, more than " +
                                               std::to_string(largest_text_bytes_)};
  if (!text) {
    for (const std::size_t alias : aliases_.of(RecordField::text)) {
      const auto kind = values.at(alias).kind;
      if (kind == RecordValue::Kind::number || kind == RecordValue::Kind::other)
        return RecordFailure{"text_not_a_string", "the field " + aliases_.name(alias) + " is no string"};
    }
  }
  const RecordValue* title = first(values, RecordField::title);
  if (!text && !title) return RecordFailure{"no_text", "the record has neither a text nor a title"};

  article.url = string_of(values, RecordField::url);
  article.agency = string_of(values, RecordField::agency);
  article.source = string_of(values, RecordField::source);
  article.lang = language(string_of(values, RecordField::lang));
  if (title) article.title = title->view;
  article.text = text_of(values);
  find_published(article, &values);
  if (article.source.find("://") != std::string::npos) article.source = host_of(article.source);
  if (article.source.empty()) article.source = host_of(article.url);
  if (article.source.empty()) article.source = heads_.read(article.text, reader_for(article)).source;
  finish(article);
  return article;
}

ArticleBuilder::Result ArticleBuilder::from_text(std::string text, std::string_view stem) const {
  if (is_blank(text)) return RecordFailure{"no_text", "the file holds no text"};
  const auto zeros = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
  if (zeros > text.size() / 32)
    return RecordFailure{"not_text", "the file holds zero bytes, as UTF-16 and binary files do"};
  Article article;
  article.id = stem;
  article.text = std::move(text);
  const DateReader& reader = reader_for(article);
  const TextHead head = heads_.read(article.text, reader);
  if (!head.headline.empty()) article.title = head.headline;
  article.source = head.source;
  find_published(article, nullptr);
  finish(article);
  return article;
}

}  // namespace tawatur
