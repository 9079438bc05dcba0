#include "command_line/summary.h"

#include <cstdio>

namespace tawatur::command_line {

std::string counted(std::uint64_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

void print_summary(std::string_view command, std::string_view done, std::uint64_t rejects, const Settings& settings,
                   Progress& progress) {
  progress.finish();
  std::string line = "tawatur " + std::string(command) + ": " + std::string(done);
  if (rejects > 0) {
    line += "; " + counted(rejects, "reject");
    if (settings.rejects.empty() && command != "report") line += " (--rejects FILE lists them)";
  }
  line += "; " + readable_time(progress.seconds());
  if (settings.statistics) {
    std::string_view separator = ": ";
    for (const auto& [stage, seconds] : progress.stages()) {
      line += std::string(separator) + stage + " " + readable_time(seconds);
      separator = ", ";
    }
  }
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace tawatur::command_line
