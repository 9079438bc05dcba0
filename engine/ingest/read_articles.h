#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/article.h"
#include "model/report.h"
#include "text/lexicon.h"

namespace tawatur {

struct IngestOptions {
  std::uint64_t largest_text_bytes = 1ull << 30;  ///< A longer text is rejected. Changes results.
  std::uint64_t block_bytes = 1u << 20;           ///< Bytes read and parsed at once. Changes only speed.
  bool hash_inputs = true;  ///< Whether InputSummary::hash is wanted; else it is empty. Changes only this.
};

/// Bytes read so far of all known bytes (0 when unknown, e.g. standard input).
using ReadProgress = std::function<void(std::uint64_t bytes_read, std::uint64_t bytes_total)>;

struct IngestResult {
  std::vector<Article> articles;     ///< Sorted by id; ids are unique.
  std::vector<Reject> rejects;       ///< Sorted.
  std::vector<InputSummary> inputs;  ///< Sorted by path.
  std::uint64_t skipped_files = 0;   ///< Files of unknown kind in walked folders.
  std::uint64_t repaired_texts = 0;  ///< Texts in which ill-formed UTF-8 or lone surrogates became U+FFFD.
};

/// Reads all inputs: files, folders (walked in sorted order) and "-" for standard input; .txt, .jsonl, .ndjson, each
/// also .gz or .zst; other names are JSON Lines where their content is (standard input may be text too). A record that
/// can't be used is a reject. The result depends neither on the order of the inputs nor on the number of threads;
/// reading, parsing and collecting run side by side on oneTBB's threads. Holds a few blocks, and of a longer line the
/// line and what is decoded of it. `progress` is called from one thread at a time. Throws std::runtime_error with one
/// clear line when an input doesn't exist, can't be opened, or is a file of unknown kind named outright.
IngestResult read_articles(const std::vector<std::string>& inputs, const IngestOptions& options,
                           const Lexicons& lexicons, const ReadProgress& progress = {});

}  // namespace tawatur
