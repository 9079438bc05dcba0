#include "tuning/tune.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "command_line/output.h"
#include "command_line/progress.h"
#include "command_line/summary.h"
#include "command_line/threads.h"
#include "duplicates/tuning.h"
#include "ingest/read_articles.h"
#include "tuning/s_curve.h"

namespace tawatur::command_line {
namespace {

// Down to here pairs are sought, for the lower half of the S-curve; below, few pairs are anything but chance.
constexpr double least_jaccard = 0.4;

struct Tuning {
  Sample sample;
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;  // of the sample's texts
  SampleTruth truth;
  std::vector<MeasuredSetting> settings;
  std::vector<double> seconds;  // [settings], the best run; empty when not timed
  std::vector<ShingleLength> lengths;
  std::optional<std::size_t> recommended;
};

std::string fixed(double value, int digits) {
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string shortest(double value) {
  std::array<char, 32> digits;
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

std::uint64_t copies(const SampleTruth& truth) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      truth.pairs, [&](const ExactPair& pair) { return pair.jaccard >= truth.threshold - 1e-12; }));
}

// Megabytes of text a second of the whole search, from texts in memory to groups.
double speed(const Tuning& tuning, std::size_t setting) {
  return static_cast<double>(tuning.bytes) / 1e6 / tuning.seconds[setting];
}

DuplicateOptions options_of(const Settings& settings, const MeasuredSetting& setting) {
  DuplicateOptions options = settings.pipeline.duplicates;
  options.sketch_bins = setting.bins;
  options.bands = setting.banding.bands;
  options.rows = setting.banding.rows;
  return options;
}

// Whole rounds over all settings, so that a busy minute of the machine doesn't fall on one of them.
void time_settings(const Settings& settings, Tuning& tuning, Progress& progress) {
  if (settings.repeat == 0) return;
  tuning.seconds.assign(tuning.settings.size(), std::numeric_limits<double>::infinity());
  const std::uint64_t runs = std::uint64_t{settings.repeat} * tuning.settings.size();
  for (std::uint64_t run = 0; run < runs; ++run) {
    progress.update("time", run, runs, "runs");
    const std::size_t i = run % tuning.settings.size();
    const auto started = std::chrono::steady_clock::now();
    find_duplicates(tuning.sample.articles, options_of(settings, tuning.settings[i]));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
    tuning.seconds[i] = std::min(tuning.seconds[i], spent.count());
  }
}

Tuning tune(const Settings& settings, IngestResult input, Progress& progress) {
  Tuning tuning;
  const DuplicateOptions& duplicates = settings.pipeline.duplicates;
  tuning.articles = input.articles.size();
  progress.update("sample", 0, 0, "");
  tuning.sample = draw_sample(input.articles, settings.sample, least_jaccard);
  input = {};
  for (const Article& article : tuning.sample.articles) tuning.bytes += article.text.size();
  progress.update("exact pairs", 0, 0, "");
  tuning.truth = find_truth(tuning.sample.articles, tuning.articles, duplicates.threshold, least_jaccard);
  progress.update("shingle lengths", 0, 0, "");
  tuning.lengths = compare_shingle_lengths(tuning.sample.articles, tuning.truth);
  tuning.settings = settings_to_measure(duplicates.threshold);
  for (std::size_t i = 0; i < tuning.settings.size(); ++i) {
    progress.update("measure", i, tuning.settings.size(), "settings");
    measure(tuning.sample.articles, tuning.truth, tuning.settings[i]);
  }
  tuning.recommended = recommend(tuning.settings, duplicates.recall);
  time_settings(settings, tuning, progress);
  return tuning;
}

void write_csv(const Tuning& tuning, std::ostream& out) {
  out << "bins,bands,rows,s_curve_at_threshold,expected_recall,recall,found,missed,contained,containment_recall,"
         "candidates,precision,key_bytes_per_article,work_words,recommended,best_seconds,mb_per_second\n";
  for (std::size_t i = 0; i < tuning.settings.size(); ++i) {
    const MeasuredSetting& one = tuning.settings[i];
    out << one.bins << ',' << one.banding.bands << ',' << one.banding.rows << ','
        << fixed(one.banding.expected_recall, 6) << ',' << fixed(one.expected_recall, 6) << ','
        << fixed(one.recall(), 6) << ',' << one.found << ',' << one.missed << ',' << one.contained << ','
        << fixed(one.containment_recall(), 6) << ',' << one.candidates << ',' << fixed(one.precision(), 6) << ','
        << one.key_bytes() << ',' << one.work << ',' << (tuning.recommended == i ? "yes" : "no") << ',';
    if (!tuning.seconds.empty()) out << fixed(tuning.seconds[i], 4) << ',' << fixed(speed(tuning, i), 1);
    out << (tuning.seconds.empty() ? ",\n" : "\n");
  }
}

void write_lengths_csv(const Tuning& tuning, std::ostream& out) {
  out << "words_in_shingle,pairs,texts_in_pairs,pairs_also_of_five\n";
  for (const ShingleLength& one : tuning.lengths)
    out << one.words << ',' << one.pairs << ',' << one.texts << ',' << one.also_of_five << '\n';
}

void print_row(std::ostream& out, std::initializer_list<std::pair<std::string_view, std::size_t>> cells) {
  std::string line;
  for (const auto& [cell, width] : cells) {
    line.append(width > cell.size() ? width - cell.size() : 0, ' ');
    line += cell;
  }
  out << line << '\n';
}

std::string command_for(const Settings& settings, const MeasuredSetting& setting) {
  const DuplicateOptions& duplicates = settings.pipeline.duplicates;
  return "tawatur duplicates INPUT... --threshold " + shortest(duplicates.threshold) + " --recall " +
         shortest(duplicates.recall) + " --bins " + std::to_string(setting.bins) + " --bands " +
         std::to_string(setting.banding.bands) + " --rows " + std::to_string(setting.banding.rows);
}

void print_recommendation(const Settings& settings, const Tuning& tuning, std::ostream& out) {
  const std::string wanted = shortest(settings.pipeline.duplicates.recall);
  if (!tuning.recommended) {
    out << "No setting reaches a recall of " << wanted
        << " on this sample. The last of each sketch size comes nearest; ask for less, or draw more.\n";
    return;
  }
  const MeasuredSetting& best = tuning.settings[*tuning.recommended];
  out << "For a recall of " << wanted << ", the least work (*):\n\n  " << command_for(settings, best) << "\n\n";
  const std::uint64_t pairs = best.found + best.missed;
  if (pairs == 0)
    out << "The sample has no pair of copies, so this rests on the S-curve at the threshold alone.\n";
  else if (static_cast<double>(pairs) * (1 - settings.pipeline.duplicates.recall) < 1)
    out << "With " << pairs
        << " true pairs one missed pair would already be too many: the figure rests on the S-curve as "
        << "much as on the sample.\n";
}

void print(const Settings& settings, const Tuning& tuning, std::ostream& out) {
  const SampleTruth& truth = tuning.truth;
  out << "Sample: " << tuning.sample.drawn << " of " << tuning.articles << " articles by the hash of the id, with "
      << tuning.sample.neighbours << " more that are similar to one of them\n"
      << "        " << fixed(static_cast<double>(tuning.bytes) / 1e6, 1) << " MB of text, " << truth.texts
      << " distinct texts, " << copies(truth) << " exact pairs at Jaccard " << shortest(truth.threshold) << " or more, "
      << truth.contained.size() << " of a text and one that contains it\n\nWords in a shingle: pairs there would be\n";
  print_row(out, {{"words", 9}, {"pairs", 10}, {"texts", 10}, {"also with 5 words", 20}});
  for (const ShingleLength& one : tuning.lengths)
    print_row(out, {{std::to_string(one.words), 9},
                    {std::to_string(one.pairs), 10},
                    {std::to_string(one.texts), 10},
                    {std::to_string(one.also_of_five), 20}});
  out << "\nSketches and bands, words of 5\n";
  print_row(out, {{"", 2},
                  {"bins", 5},
                  {"bands", 7},
                  {"rows", 6},
                  {"recall", 10},
                  {"expected", 10},
                  {"at threshold", 14},
                  {"contained", 11},
                  {"candidates", 12},
                  {"precision", 11},
                  {"bytes/article", 15},
                  {"MB/s", 8}});
  for (std::size_t i = 0; i < tuning.settings.size(); ++i) {
    const MeasuredSetting& one = tuning.settings[i];
    if (i > 0 && tuning.settings[i - 1].bins != one.bins) out << '\n';
    print_row(out, {{tuning.recommended == i ? "*" : "", 2},
                    {std::to_string(one.bins), 5},
                    {std::to_string(one.banding.bands), 7},
                    {std::to_string(one.banding.rows), 6},
                    {fixed(one.recall(), 5), 10},
                    {fixed(one.expected_recall, 5), 10},
                    {fixed(one.banding.expected_recall, 5), 14},
                    {fixed(one.containment_recall(), 5), 11},
                    {std::to_string(one.candidates), 12},
                    {fixed(one.precision(), 4), 11},
                    {std::to_string(one.key_bytes()), 15},
                    {tuning.seconds.empty() ? "-" : fixed(speed(tuning, i), 1), 8}});
  }
  out << '\n';
  print_recommendation(settings, tuning, out);
}

std::string name_of(const MeasuredSetting& setting) {
  return std::to_string(setting.banding.bands) + " bands of " + std::to_string(setting.banding.rows) + ", " +
         std::to_string(setting.bins) + " bins";
}

// The recommended setting, the default where it was measured, and what one and two more rows would lose.
std::vector<DrawnSetting> settings_to_draw(const Settings& settings, const Tuning& tuning) {
  std::vector<DrawnSetting> drawn;
  const auto draw = [&](std::size_t i, std::string_view what) {
    if (i >= tuning.settings.size() || drawn.size() == 4) return;
    if (std::ranges::any_of(drawn, [&](const DrawnSetting& it) { return it.setting == &tuning.settings[i]; })) return;
    drawn.push_back({name_of(tuning.settings[i]) + std::string(what), &tuning.settings[i]});
  };
  if (tuning.recommended) draw(*tuning.recommended, " (recommended)");
  const DuplicateOptions& duplicates = settings.pipeline.duplicates;
  const Banding usual = choose_banding(duplicates.sketch_bins, duplicates.threshold, duplicates.recall);
  for (std::size_t i = 0; i < tuning.settings.size(); ++i)
    if (tuning.settings[i].bins == duplicates.sketch_bins && tuning.settings[i].banding.rows == usual.rows)
      draw(i, " (without options)");
  for (std::size_t i = tuning.recommended.value_or(0); i < tuning.settings.size(); ++i)
    if (tuning.settings[i].bins == tuning.settings[tuning.recommended.value_or(0)].bins) draw(i, "");
  return drawn;
}

}  // namespace

void run_tune(const Settings& settings) {
  const std::filesystem::path folder = settings.output;
  if (settings.output == "-") throw UsageError("-o needs a folder; the table goes to standard output anyway");
  std::error_code error;
  if (!folder.empty() && !std::filesystem::is_directory(folder) && !std::filesystem::create_directories(folder, error))
    throw std::runtime_error("can't make the folder " + settings.output + (error ? ": " + error.message() : ""));
  const auto file = [&](const char* name) { return folder.empty() ? std::string() : (folder / name).string(); };
  OptionalOutput csv(file("tune.csv")), lengths(file("shingle_lengths.csv")), curves(file("s_curve.svg"));
  OptionalOutput rejects(settings.rejects);
  Output table("");
  Progress progress;
  std::uint64_t rejected = 0;
  const Tuning tuning = with_threads(settings.pipeline.threads, [&] {
    IngestOptions ingest = settings.pipeline.ingest;
    ingest.hash_inputs = false;
    IngestResult input =
        read_articles(settings.inputs, ingest, lexicons_of(settings),
                      [&](std::uint64_t done, std::uint64_t total) { progress.update("read", done, total, "bytes"); });
    rejected = input.rejects.size();
    rejects.write([&](std::ostream& out) { write_rejects(input.rejects, out); });
    return tune(settings, std::move(input), progress);
  });
  progress.update("write", 0, 0, "");
  csv.write([&](std::ostream& out) { write_csv(tuning, out); });
  lengths.write([&](std::ostream& out) { write_lengths_csv(tuning, out); });
  curves.write([&](std::ostream& out) {
    write_s_curves(settings_to_draw(settings, tuning), tuning.truth.threshold,
                   std::to_string(copies(tuning.truth)) + " pairs of copies among " +
                       std::to_string(tuning.truth.texts) + " texts: S-curves, and the shares measured (circles)",
                   out);
  });
  progress.finish();
  table.write([&](std::ostream& out) { print(settings, tuning, out); });
  print_summary("tune",
                counted(tuning.settings.size(), "setting") + " measured on " +
                    counted(tuning.sample.articles.size(), "article") +
                    (folder.empty() ? std::string() : ", tables and curves in " + settings.output),
                rejected, settings, progress);
}

}  // namespace tawatur::command_line
