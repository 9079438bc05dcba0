#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "command_line/command.h"
#include "command_line/progress.h"

namespace tawatur::command_line {

/// "3 events", "1 event".
std::string counted(std::uint64_t number, std::string_view noun);

/// The last line on standard error: what was done, what was rejected, in what time; with --stats the stages' times.
void print_summary(std::string_view command, std::string_view done, std::uint64_t rejects, const Settings& settings,
                   Progress& progress);

}  // namespace tawatur::command_line
