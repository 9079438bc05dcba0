#pragma once

#include <string>
#include <vector>

#include "model/article.h"
#include "text/dates.h"

namespace tawatur::tools {

/// Articles with the events that people gave them, for fitting.
struct LabelledArticles {
  std::vector<Article> articles;   ///< Sorted by id.
  std::vector<std::string> event;  ///< Parallel; names of events are distinct over sets.
  std::vector<std::string> group;  ///< Parallel; look-alike events share one; empty where the table has none.
};

/// Reads JSON Lines with id, title, text, date, lang and a table with a header, id first, event second, and perhaps
/// columns "group" and "split", of which only rows of split "train" are taken. Articles without a row are left
/// out. Throws std::runtime_error.
LabelledArticles read_labelled(const std::string& articles_jsonl, const std::string& clusters_tsv,
                               const Lexicons& lexicons);

/// All articles of the file, without events.
LabelledArticles read_unlabelled(const std::string& articles_jsonl, const Lexicons& lexicons);

/// The strings of the named fields of every record of a JSON Lines file; equal strings once.
std::vector<std::string> read_texts(const std::string& jsonl, const std::vector<std::string>& fields);

}  // namespace tawatur::tools
