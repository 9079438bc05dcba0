#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline.h"
#include "report/write_report.h"

namespace boost::program_options {
class options_description;
}

namespace tawatur::command_line {

/// What was typed, with the defaults in place.
struct Settings {
  std::vector<std::string> inputs;
  std::string output;                ///< A file or, for `report`, a folder; empty or "-": standard output.
  std::string rejects;               ///< Empty: not written.
  std::string pairs;                 ///< Empty: not written.
  std::vector<std::string> explain;  ///< Two article ids, or none.
  std::uint64_t memory_bytes = 0;    ///< 0: all in memory.
  std::string model;                 ///< Table of the judge; empty: the built-in ones.
  std::string work;                  ///< Empty: beside the output.
  std::uint64_t piece_bytes = 0;     ///< 0: what the memory allows.
  bool statistics = false;
  std::uint32_t sample = 20000;  ///< `tune`: articles drawn.
  std::uint32_t repeat = 3;      ///< `tune`: timed runs of each setting; 0: none.
  ReportOptions report;
  PipelineOptions pipeline;
};

/// A command line that can't be run: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Adds options to what the parser knows and the help shows: the only place where a flag, its default, its check and
/// its sentence stand. `settings` must outlive the description.
using OptionGroup = void (*)(boost::program_options::options_description& options, Settings& settings);

/// One command, as the table of commands has it.
struct Command {
  std::string_view name;
  std::string_view usage;    ///< What follows the name: "INPUT... -o FOLDER".
  std::string_view summary;  ///< One line for the list of commands.
  std::string_view help;     ///< What it does and writes, and an example.
  std::vector<OptionGroup> options;
  void (*run)(const Settings& settings);  ///< Throws UsageError, or std::exception when the run failed.
};

/// All commands, in the order of the help.
std::span<const Command> commands();

/// Parses what follows the command's name. Throws UsageError.
Settings parse(const Command& command, const std::vector<std::string>& arguments);

/// The word tables that the settings name.
Lexicons lexicons_of(const Settings& settings);

/// True when --help or -h stands among the arguments, before any "--".
bool asks_for_help(const std::vector<std::string>& arguments);

std::string help_text(const Command& command);
std::string help_text();  ///< Of the program.

}  // namespace tawatur::command_line
