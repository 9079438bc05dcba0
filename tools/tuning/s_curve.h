#pragma once

#include <ostream>
#include <span>
#include <string>

#include "duplicates/tuning.h"

namespace tawatur::command_line {

/// One setting of a picture, with the name that stands beside its curve.
struct DrawnSetting {
  std::string name;
  const MeasuredSetting* setting = nullptr;
};

/// Writes the S-curves of the settings, at most four, with the shares measured on the sample as points whose areas say
/// how many pairs they stand for. One SVG file, without scripts, readable on light and dark ground.
void write_s_curves(std::span<const DrawnSetting> settings, double threshold, std::string_view caption,
                    std::ostream& out);

}  // namespace tawatur::command_line
