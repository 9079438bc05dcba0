#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tawatur::command_line {

/// Follows a run from stage to stage: measures each, and where standard error is a terminal shows a line that is
/// written over (done, rate, time left). For one thread at a time. Erases the line when it ends.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// units done of all (0: unknown) of a stage. A new name ends the stage before.
  void update(std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit);

  /// Ends the last stage and erases the line.
  void finish();

  /// Seconds of wall time a stage, in order of first appearance.
  const std::vector<std::pair<std::string, double>>& stages() const { return stages_; }

  /// Seconds of wall time since construction.
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  void end_stage(Clock::time_point now);

  bool terminal_;
  bool shown_ = false;
  Clock::time_point started_;
  Clock::time_point stage_started_;
  Clock::time_point last_shown_;
  std::string stage_;
  std::vector<std::pair<std::string, double>> stages_;
};

/// "12.3 MB", "840 events"; "12.3 s", "4 min 10 s".
std::string readable_amount(double amount, std::string_view unit);
std::string readable_time(double seconds);

}  // namespace tawatur::command_line
