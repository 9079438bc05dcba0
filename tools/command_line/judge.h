#pragma once

#include "command_line/command.h"

namespace tawatur::command_line {

/// Judges the sentence pairs of a file in batches, in parallel, and writes the judgements in the order of the lines.
/// Memory is bounded by the batches on their way. Throws as Command::run does.
void run_judge(const Settings& settings);

}  // namespace tawatur::command_line
