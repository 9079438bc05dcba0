#include "model/article.h"

#include <chrono>
#include <cstdlib>

namespace tawatur {
namespace {

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::string to_string(const Timestamp& time) {
  using namespace std::chrono;
  const sys_seconds local{seconds{time.local_s}};
  const sys_days day = floor<days>(local);
  const year_month_day date{day};
  std::string out;
  append_padded(out, static_cast<int>(date.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.day()), 2);
  if (!time.has_time) return out;

  const std::int64_t second = (local - day).count();
  out += 'T';
  append_padded(out, second / 3600, 2);
  out += ':';
  append_padded(out, second / 60 % 60, 2);
  out += ':';
  append_padded(out, second % 60, 2);
  if (!time.offset_min) return out;
  if (*time.offset_min == 0) return out += 'Z';
  const std::int32_t east = std::abs(*time.offset_min);
  out += *time.offset_min < 0 ? '-' : '+';
  append_padded(out, east / 60, 2);
  out += ':';
  append_padded(out, east % 60, 2);
  return out;
}

}  // namespace tawatur
