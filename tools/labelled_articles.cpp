#include "labelled_articles.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include <boost/json.hpp>

namespace tawatur::tools {
namespace {

std::vector<boost::json::object> read_records(const std::string& path) {
  std::ifstream stream(path);
  if (!stream) throw std::runtime_error("can't read " + path);
  std::vector<boost::json::object> records;
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) records.push_back(boost::json::parse(line).as_object());
  return records;
}

std::string string_of(const boost::json::object& record, const std::string& field) {
  const auto* value = record.if_contains(field);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

Article article_of(const boost::json::object& record, const Lexicons& lexicons) {
  Article article;
  article.id = string_of(record, "id");
  article.lang = string_of(record, "lang");
  if (std::string title = string_of(record, "title"); !title.empty()) article.title = std::move(title);
  article.text = string_of(record, "text");
  if (const std::string date = string_of(record, "date"); !date.empty())
    article.published = parse_timestamp(date, DateReader(lexicons, article.lang));
  return article;
}

/// By id.
std::vector<boost::json::object> sorted_records(const std::string& path) {
  std::vector<boost::json::object> records = read_records(path);
  std::sort(records.begin(), records.end(),
            [](const auto& a, const auto& b) { return string_of(a, "id") < string_of(b, "id"); });
  return records;
}

}  // namespace

LabelledArticles read_unlabelled(const std::string& articles_jsonl, const Lexicons& lexicons) {
  LabelledArticles all;
  for (const auto& record : sorted_records(articles_jsonl)) all.articles.push_back(article_of(record, lexicons));
  all.event.resize(all.articles.size());
  all.group.resize(all.articles.size());
  return all;
}

LabelledArticles read_labelled(const std::string& articles_jsonl, const std::string& clusters_tsv,
                               const Lexicons& lexicons) {
  std::ifstream table(clusters_tsv);
  if (!table) throw std::runtime_error("can't read " + clusters_tsv);
  std::vector<std::string> header;
  std::map<std::string, std::map<std::string, std::string>> rows;
  for (std::string line; std::getline(table, line);) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    if (header.empty()) {
      header = cells;
      continue;
    }
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < std::min(cells.size(), header.size()); ++i) row[header[i]] = cells[i];
    if (!row.contains("split") || row["split"] == "train") rows[cells.at(0)] = row;
  }
  LabelledArticles labelled;
  for (const auto& record : sorted_records(articles_jsonl)) {
    const auto row = rows.find(string_of(record, "id"));
    if (row == rows.end()) continue;
    labelled.articles.push_back(article_of(record, lexicons));
    labelled.event.push_back(clusters_tsv + "/" + row->second[header.at(1)]);
    labelled.group.push_back(row->second["group"]);
  }
  return labelled;
}

std::vector<std::string> read_texts(const std::string& jsonl, const std::vector<std::string>& fields) {
  std::set<std::string> texts;
  for (const auto& record : read_records(jsonl)) {
    std::string text;
    for (const std::string& field : fields) text += string_of(record, field) + "\n";
    texts.insert(text);
  }
  return {texts.begin(), texts.end()};
}

}  // namespace tawatur::tools
