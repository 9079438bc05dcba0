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
  std::uint64_t block_bytes = 8u << 20;           ///< Bytes read at once. Changes only speed.
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

/// Reads all inputs: files, folders (walked in sorted order) and "-" for standard input; .txt, .jsonl, .ndjson, each also
/// .gz or .zst, kind found from content and name. Deterministic whatever the order of inputs and the threads. Throws std::runtime_error with one clear line when an input doesn't exist,
/// can't be opened, or is a file of unknown kind named outright. A record that can't be used is a reject. Streams: no line is held longer
/// than it takes to parse it. `progress` is called from one thread at a time.
IngestResult read_articles(const std::vector<std::string>& inputs, const IngestOptions& options,
                           const Lexicons& lexicons, const ReadProgress& progress = {});

}  // namespace tawatur
