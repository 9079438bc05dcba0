#include "command_line/external.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "command_line/heap.h"
#include "command_line/output.h"
#include "command_line/pair_table.h"
#include "command_line/progress.h"
#include "command_line/summary.h"
#include "command_line/threads.h"
#include "version.h"

namespace tawatur::command_line {
namespace {

std::string work_folder(const Settings& settings) {
  if (!settings.work.empty()) return settings.work;
  if (settings.output.empty() || settings.output == "-")
    throw UsageError("--memory needs a place for its pieces: -o FILE or --work FOLDER");
  return settings.output + ".work";
}

ExternalOptions external_options(const Settings& settings, const Lexicons& lexicons) {
  ExternalOptions options;
  options.memory_bytes = settings.memory_bytes;
  options.work_folder = work_folder(settings);
  options.temporary_folder = settings.work.empty();
  options.piece_bytes = settings.piece_bytes;
  options.pairs = !settings.pairs.empty();
  options.changes = settings.pipeline.changes;
  options.furniture = settings.pipeline.furniture;
  options.settings = {"version: " + std::string(tawatur_version)};
  for (const auto& [name, version] : lexicons.versions()) options.settings.push_back("table " + name + ": " + version);
  return options;
}

// Told before the work. Nothing is left open: a run that is killed would leave half a file beside the result.
void check_output(const std::string& path) {
  std::error_code ignored;
  if (!path.empty() && path != "-" &&
      (!std::filesystem::exists(path, ignored) || std::filesystem::is_regular_file(path, ignored) ||
       std::filesystem::is_directory(path, ignored)))
    Output{path};
}

}  // namespace

std::string duplicates_summary(std::uint64_t articles, std::uint64_t groups, const DuplicateStatistics& search,
                               const Settings& settings) {
  std::string done = counted(articles, "article") + ", " + counted(groups, "group") + " of copies, " +
                     counted(search.verified, "similar pair");
  if (settings.statistics) {
    done += " from " + counted(search.candidates, "candidate") + ", " + std::to_string(search.compared) +
            " of them compared (" + std::to_string(search.bands) + " bands of " + std::to_string(search.rows) +
            " rows: expected recall ";
    append_real(done, search.expected_recall);
    done += ", ";
    if (settings.memory_bytes == 0)  // on disk samples aren't held by text
      done += "about " + counted(static_cast<std::uint64_t>(std::llround(search.expected_candidates)), "candidate") +
              " expected of them, ";
    done += std::to_string(search.band_candidates) + " found by them; " +
            counted(search.capped_buckets, "capped bucket") + "), " + counted(search.without_shingles, "text") +
            " without shingles";
  }
  return done;
}

void run_duplicates_externally(const Settings& settings) {
  keep_heap_small();
  const Lexicons lexicons = lexicons_of(settings);
  const ExternalOptions options = external_options(settings, lexicons);
  for (const std::string& path : {settings.output, settings.pairs, settings.rejects}) check_output(path);
  Progress progress;
  with_threads(settings.pipeline.threads, [&] {
    const auto follow = [&](std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit) {
      progress.update(stage, done, total, unit);
    };
    const auto tell = [&](std::string_view line) {
      progress.finish();
      std::fprintf(stderr, "tawatur duplicates: %s\n", std::string(line).c_str());
    };
    IngestOptions ingest = settings.pipeline.ingest;
    ingest.hash_inputs = false;
    ExternalDuplicates duplicates(settings.inputs, ingest, settings.pipeline.duplicates, options, lexicons, follow,
                                  tell);
    const ExternalSummary summary = duplicates.run();
    progress.update("write", 0, 0, "");
    Output output(settings.output);
    OptionalOutput pairs(settings.pairs), rejects(settings.rejects);
    rejects.write([&](std::ostream& out) {
      duplicates.each_reject([&](const Reject& reject) { write_rejects({reject}, out); });
    });
    pairs.write([&](std::ostream& out) {
      write_pair_head(out);
      duplicates.each_pair([&](const SimilarPair& pair, std::string_view id_a, std::string_view id_b) {
        write_pair(pair, id_a, id_b, out);
      });
    });
    output.write([&](std::ostream& out) {
      duplicates.each_batch_of_groups([&](std::vector<DuplicateGroup>&& groups, std::vector<Article>&& articles) {
        Report report;
        report.articles = std::move(articles);
        report.groups = std::move(groups);
        write_groups_jsonl(report, out);
      });
    });
    duplicates.remove_work();
    print_summary("duplicates", duplicates_summary(summary.articles, summary.groups, summary.statistics, settings),
                  summary.rejects, settings, progress);
  });
}

}  // namespace tawatur::command_line
