#include "command_line/option_groups.h"

#include <array>
#include <boost/program_options.hpp>
#include <charconv>

namespace tawatur::command_line {
namespace po = boost::program_options;
namespace {

// The shortest digits that read back the same; a stream would show 0.69999999999999996.
std::string shortest(double value) {
  std::array<char, 32> digits;
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

// A share in (0, 1]; NaN fails too.
po::typed_value<double>* share(double& value, std::string flag) {
  return po::value<double>(&value)
      ->value_name("SHARE")
      ->default_value(value, shortest(value))
      ->notifier([flag = std::move(flag)](double given) {
        if (!(given > 0 && given <= 1)) throw UsageError(flag + " must be above 0 and at most 1");
      });
}

// A whole number of a range; signed, as an unsigned one would read -1 as the largest.
po::typed_value<std::int64_t>* whole(std::uint32_t& value, std::string flag, std::int64_t least, std::int64_t most) {
  return po::value<std::int64_t>()
      ->value_name("N")
      ->default_value(value)
      ->notifier([&value, flag = std::move(flag), least, most](std::int64_t given) {
        if (given < least || given > most)
          throw UsageError(flag + " must be from " + std::to_string(least) + " to " + std::to_string(most));
        value = static_cast<std::uint32_t>(given);
      });
}

// "512M": digits and K, M, G or T, powers of 1024.
std::uint64_t bytes_of(const std::string& given, const std::string& flag) {
  constexpr std::string_view units = "KMGT";
  std::uint64_t number = 0;
  const char* const end = given.data() + given.size();
  const auto [rest, error] = std::from_chars(given.data(), end, number);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  const std::size_t power = unit.size() == 1 ? units.find(unit[0]) + 1 : 0;
  if (error != std::errc() || number == 0 || (!unit.empty() && power == 0) || number >> (63 - 10 * power) != 0)
    throw UsageError(flag + " must be a number of bytes such as 512M or 4G");
  return number << (10 * power);
}

constexpr std::array<std::pair<std::string_view, TextsInReport>, 3> text_choices{
    {{"all", TextsInReport::all}, {"events", TextsInReport::events}, {"none", TextsInReport::none}}};

}  // namespace

void add_run_options(po::options_description& options, Settings& settings) {
  options.add_options()
      ("threads", po::value<int>()->value_name("N")->default_value(0)->notifier([&settings](int given) {
         if (given < 0 || given > 1024) throw UsageError("--threads must be from 0 to 1024");
         settings.pipeline.threads = static_cast<unsigned>(given);
       }),
       "threads to use, 0 for one a core; never changes the output")
      ("instructions", po::value<std::string>()->value_name("best|baseline")->default_value("best")->notifier(
         [&settings](const std::string& given) {
           if (given != "best" && given != "baseline")
             throw UsageError("--instructions must be best or baseline, not " + given);
           if (given == "baseline") settings.pipeline.instructions = InstructionSet::baseline;
         }),
       "code for the best of this processor, or for any; never changes the output")
      ("lexicon", po::value(&settings.pipeline.lexicon_folder)->value_name("FOLDER"),
       "word tables FOLDER/<lang>/<name>.tsv that take the place of the built-in ones of the same name; "
       "changes the output")
      ("stats", po::bool_switch(&settings.statistics),
       "also print seconds a stage and figures of the search to standard error")
      ("help,h", "print this and stop");
}

void add_folder_output(po::options_description& options, Settings& settings) {
  options.add_options()
      ("output,o", po::value(&settings.output)->value_name("FOLDER"),
       "where the report goes (needed): a new or empty folder, or an earlier report, which is replaced");
}

void add_file_output(po::options_description& options, Settings& settings) {
  options.add_options()
      ("output,o", po::value(&settings.output)->value_name("FILE"),
       "where the result goes; \"-\" or no -o is standard output. The file appears when it is complete");
}

void add_rejects(po::options_description& options, Settings& settings) {
  options.add_options()
      ("rejects", po::value(&settings.rejects)->value_name("FILE"),
       "list the records that can't be used, JSON Lines: input, line, offset, id, reason, detail; "
       "without it they are only counted");
}

void add_model(po::options_description& options, Settings& settings) {
  options.add_options()
      ("model", po::value(&settings.model)->value_name("FILE"),
       "table of a judge fitted by tools/fit_judge, for all languages, in place of the built-in ones; changes the output");
}

void add_duplicate_options(po::options_description& options, Settings& settings) {
  DuplicateOptions& duplicates = settings.pipeline.duplicates;
  options.add_options()
      ("threshold", share(duplicates.threshold, "--threshold"),
       "least Jaccard index of the word 5-shingles from which two texts are copies, 0 to 1; lower finds "
       "looser copies")
      ("containment", share(duplicates.containment, "--containment"),
       "least share of a text's shingles that lie in another from which it is contained there, 0 to 1");
}

void add_recall(po::options_description& options, Settings& settings) {
  double& recall = settings.pipeline.duplicates.recall;
  options.add_options()
      ("recall", po::value(&recall)->value_name("SHARE")->default_value(recall, shortest(recall))->notifier(
           [](double given) {
             if (!(given > 0 && given < 1)) throw UsageError("--recall must be above 0 and below 1");
           }),
       "wanted share of the copies that are found, between 0 and 1: of those just at the threshold, or, for tune, of the "
       "sample's. Higher is slower; what is found is exact in any case");
}

void add_sketch_options(po::options_description& options, Settings& settings) {
  DuplicateOptions& duplicates = settings.pipeline.duplicates;
  options.add_options()
      ("bins", whole(duplicates.sketch_bins, "--bins", 2, 65536),
       "values in a text's sketch, a power of two; more allow more rows")
      ("bands", whole(duplicates.bands, "--bands", 0, 65536),
       "bands the sketch is cut into: texts that agree in a whole band are compared. 0: as the recall asks for")
      ("rows", whole(duplicates.rows, "--rows", 0, 65536),
       "values in a band; more rows find less and compare less. 0: as the recall asks for. tawatur tune measures all "
       "three on a dump");
}

void add_tune_options(po::options_description& options, Settings& settings) {
  options.add_options()
      ("output,o", po::value(&settings.output)->value_name("FOLDER"),
       "also write tune.csv, shingle_lengths.csv and s_curve.svg to this folder, which is made if need be")
      ("threshold", share(settings.pipeline.duplicates.threshold, "--threshold"),
       "least Jaccard index of the word 5-shingles from which two texts are copies, 0 to 1")
      ("sample", whole(settings.sample, "--sample", 1, 10'000'000),
       "articles to draw; the similar ones that are added are at most as many again")
      ("repeat", whole(settings.repeat, "--repeat", 0, 1000),
       "timed runs of each setting, of which the best counts; 0 for no times, and output that is the same every time");
}

void add_memory(po::options_description& options, Settings& settings) {
  options.add_options()
      ("memory", po::value<std::string>()->value_name("SIZE")->notifier([&settings](const std::string& given) {
         settings.memory_bytes = bytes_of(given, "--memory");
       }),
       "work on disk within so much memory, e.g. 512M or 4G, for dumps that are larger than it; never changes the output")
      ("work", po::value(&settings.work)->value_name("FOLDER"),
       "with --memory: where its pieces stand until the result is written (default: the output's name and \".work\"); "
       "the same command goes on from them when it was stopped")
      ("piece", po::value<std::string>()->value_name("SIZE")->notifier([&settings](const std::string& given) {
         settings.piece_bytes = bytes_of(given, "--piece");
       }),
       "with --memory: how much is held before a piece is written, at most what is lost by a stop (default: what the "
       "memory allows)");
}

void add_pairs(po::options_description& options, Settings& settings) {
  options.add_options()
      ("pairs", po::value(&settings.pairs)->value_name("FILE"),
       "also list every pair that reaches either share, with exact figures, tab-separated");
}

void add_changes(po::options_description& options, Settings& settings) {
  const std::string what =
      "also say where each member's words differ from those of its group's representative: byte ranges in both "
      "texts, and what stands there, up to " + std::to_string(longest_change_value) + " bytes of it";
  options.add_options()("changes", po::bool_switch(&settings.pipeline.changes), what.c_str());
}

void add_explain(po::options_description& options, Settings& settings) {
  options.add_options()
      ("explain", po::value(&settings.explain)->value_name("A B"),
       "instead say why the articles with the ids A and B are or aren't of one event: the score, its parts "
       "and a sentence, JSON");
}

void add_texts(po::options_description& options, Settings& settings) {
  options.add_options()
      ("texts", po::value<std::string>()->value_name("WHICH")->default_value("all")->notifier(
           [&settings](const std::string& given) {
             for (const auto& [name, choice] : text_choices) {
               if (given != name) continue;
               settings.report.texts = choice;
               return;
             }
             throw UsageError("--texts must be all, events or none");
           }),
       "texts that stand in the JSON: all, events (of articles in events of two or more) or none; byte "
       "ranges mean the same in each");
}

}  // namespace tawatur::command_line
