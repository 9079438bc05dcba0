#pragma once

#include <string>

#include "command_line/command.h"

namespace tawatur::command_line {

/// `duplicates --memory`: the same outputs from a work folder on disk. Throws as Command::run does.
void run_duplicates_externally(const Settings& settings);

/// What `duplicates` says at its end.
std::string duplicates_summary(std::uint64_t articles, std::uint64_t groups, const DuplicateStatistics& search,
                               const Settings& settings);

}  // namespace tawatur::command_line
