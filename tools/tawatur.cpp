#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "command_line/command.h"
#include "command_line/output.h"
#include "version.h"

namespace {

using namespace tawatur;
using namespace tawatur::command_line;

enum ExitCode { done = 0, failed = 1, wrong_command_line = 2 };

void print(const std::string& text) {
  Output("").write([&](std::ostream& out) { out << text; });
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cerr << help_text();
    return wrong_command_line;
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h") {
    print(help_text());
    return done;
  }
  if (name == "--version") {
    print("tawatur " + std::string(tawatur_version) + "\n");
    return done;
  }
  const auto command = std::ranges::find(commands(), name, &Command::name);
  if (command == commands().end()) {
    std::cerr << "tawatur: there is no command \"" << name << "\"; the commands are";
    for (const Command& known : commands()) std::cerr << (&known == commands().data() ? " " : ", ") << known.name;
    std::cerr << '\n';
    return wrong_command_line;
  }
  const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (asks_for_help(rest)) {
    print(help_text(*command));
    return done;
  }
  try {
    command->run(parse(*command, rest));
  } catch (const UsageError& error) {
    std::cerr << "tawatur " << name << ": " << error.what() << " (see tawatur " << name << " --help)\n";
    return wrong_command_line;
  }
  return done;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away is then an error of write, which means that the work is done.
  std::signal(SIGPIPE, SIG_IGN);
  // A file that grows beyond what is allowed is an error of write as well.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run({argv + std::min(argc, 1), argv + argc});
  } catch (const ClosedPipe&) {
    return done;
  } catch (const std::bad_alloc&) {
    std::cerr << "tawatur: not enough memory\n";
  } catch (const std::exception& error) {
    std::cerr << "tawatur: " << error.what() << '\n';
  }
  return failed;
}
