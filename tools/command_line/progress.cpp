#include "command_line/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tawatur::command_line {
namespace {

std::string decimal(double value, int digits) {
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return {text.data(), static_cast<std::size_t>(std::clamp(size, 0, static_cast<int>(text.size()) - 1))};
}

}  // namespace

std::string readable_amount(double amount, std::string_view unit) {
  if (unit != "bytes") return decimal(amount, 0) + " " + std::string(unit);
  static constexpr std::array<std::string_view, 5> names{"bytes", "kB", "MB", "GB", "TB"};
  std::size_t step = 0;
  for (; amount >= 1000 && step + 1 < names.size(); ++step) amount /= 1000;
  return decimal(amount, step == 0 ? 0 : 1) + " " + std::string(names[step]);
}

std::string readable_time(double seconds) {
  if (seconds < 60) return decimal(seconds, 1) + " s";
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

Progress::Progress()
    : terminal_(::isatty(STDERR_FILENO) == 1), started_(Clock::now()), stage_started_(started_), last_shown_(started_) {}

Progress::~Progress() { finish(); }

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - started_).count(); }

void Progress::update(std::string_view stage, std::uint64_t done, std::uint64_t total, std::string_view unit) {
  const Clock::time_point now = Clock::now();
  if (stage != stage_) {
    end_stage(now);
    stage_ = stage;
  }
  // Ten lines a second are as many as an eye can use.
  if (!terminal_ || now - last_shown_ < std::chrono::milliseconds(100)) return;
  last_shown_ = now;
  shown_ = true;
  const double elapsed = std::chrono::duration<double>(now - stage_started_).count();
  const double rate = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
  std::string line = stage_;
  if (done > 0) line += ": " + readable_amount(static_cast<double>(done), unit);
  if (done > 0 && total >= done) line += " of " + readable_amount(static_cast<double>(total), unit);
  if (done > 0 && rate > 0) line += ", " + readable_amount(rate, unit) + "/s";
  if (done > 0 && total > done && rate > 0)
    line += ", " + readable_time(static_cast<double>(total - done) / rate) + " left";
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
}

void Progress::end_stage(Clock::time_point now) {
  if (!stage_.empty()) {
    const double spent = std::chrono::duration<double>(now - stage_started_).count();
    const auto known = std::find_if(stages_.begin(), stages_.end(), [&](const auto& it) { return it.first == stage_; });
    if (known == stages_.end()) {
      stages_.emplace_back(stage_, spent);
    } else {
      known->second += spent;
    }
  }
  stage_.clear();
  stage_started_ = now;
}

void Progress::finish() {
  end_stage(Clock::now());
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

}  // namespace tawatur::command_line
