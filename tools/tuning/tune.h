#pragma once

#include "command_line/command.h"

namespace tawatur::command_line {

/// The command `tune`: measures settings of the search for copies on a sample and recommends one.
void run_tune(const Settings& settings);

}  // namespace tawatur::command_line
