#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "pipeline.h"

namespace tawatur::command_line {

/// The shortest digits that read back the same.
void append_real(std::string& line, double value);

/// The table of `duplicates --pairs`: its head, and a line. Ids hold no tabs or line ends: control characters in them
/// are percent-encoded when they are read.
void write_pair_head(std::ostream& out);
void write_pair(const SimilarPair& pair, std::string_view id_a, std::string_view id_b, std::ostream& out);

}  // namespace tawatur::command_line
