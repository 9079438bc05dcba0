#include "command_line/command.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <sstream>

namespace tawatur::command_line {
namespace po = boost::program_options;
namespace {

constexpr unsigned help_columns = 100;

po::options_description options_of(const Command& command, Settings& settings) {
  po::options_description options("Options", help_columns, help_columns * 2 / 3);
  for (const OptionGroup& add : command.options) add(options, settings);
  return options;
}

// "--explain A B" takes exactly two values; left to itself the parser would take the inputs that follow as well.
std::vector<po::option> take_explained_pair(std::vector<std::string>& arguments) {
  if (arguments.size() < 3 || arguments[0] != "--explain") return {};
  po::option option;
  option.string_key = "explain";
  option.value.assign(arguments.begin() + 1, arguments.begin() + 3);
  option.original_tokens.assign(arguments.begin(), arguments.begin() + 3);
  arguments.erase(arguments.begin(), arguments.begin() + 3);
  return {option};
}

}  // namespace

Settings parse(const Command& command, const std::vector<std::string>& arguments) {
  Settings settings;
  po::options_description options = options_of(command, settings);
  options.add_options()("input", po::value(&settings.inputs));
  po::positional_options_description positional;
  positional.add("input", -1);
  po::command_line_parser parser(arguments);
  // No guessing: an abbreviation that works today would be ambiguous once an option is added.
  parser.options(options).positional(positional).style(po::command_line_style::unix_style &
                                                       ~po::command_line_style::allow_guessing);
  if (options.find_nothrow("explain", false)) parser.extra_style_parser(take_explained_pair);
  try {
    po::variables_map values;
    po::store(parser.run(), values);
    po::notify(values);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  if (settings.inputs.empty()) throw UsageError("no input given");
  if (!settings.explain.empty() && settings.explain.size() != 2) throw UsageError("--explain needs two article ids");
  return settings;
}

Lexicons lexicons_of(const Settings& settings) {
  const std::string& folder = settings.pipeline.lexicon_folder;
  return folder.empty() ? Lexicons() : Lexicons(folder);
}

bool asks_for_help(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end, [](const std::string& it) { return it == "--help" || it == "-h"; });
}

std::string help_text(const Command& command) {
  Settings settings;
  std::ostringstream out;
  out << "Usage: tawatur " << command.name << ' ' << command.usage << "\n\n" << command.help << "\n\n"
      << options_of(command, settings);
  return out.str();
}

std::string help_text() {
  std::ostringstream out;
  out << "Usage: tawatur COMMAND INPUT... [options]\n\n"
         "Reads Arabic and English news and says which texts are copies, which report the same event, and where\n"
         "independent reports of it agree, differ or stay silent. It never says who is right.\n\n"
         "Commands:\n";
  for (const Command& command : commands()) {
    std::string name(command.name);
    name.resize(12, ' ');
    out << "  " << name << command.summary << '\n';
  }
  out << "\nINPUT is a file, a folder (with all below it) or - for standard input; .txt holds one article, .jsonl and\n"
         ".ndjson one a line, each also .gz or .zst.\n\n"
         "  tawatur report corpus/articles -o build/report\n\n"
         "tawatur COMMAND --help explains a command, tawatur --version names the version.\n"
         "Exit code: 0 done, 1 the run failed, 2 the command line was wrong.\n";
  return out.str();
}

}  // namespace tawatur::command_line
