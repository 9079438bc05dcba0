#include "tuning/s_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "report/escape.h"

namespace tawatur::command_line {
namespace {

constexpr double left = 64, right = 700, top = 92, bottom = 436;

std::string fixed(double value, int digits) {
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return {text.data(), static_cast<std::size_t>(size)};
}

// One decimal: equal on every machine, and finer than a screen.
std::string at(double value) { return fixed(value, 1); }

double x_of(double jaccard) { return left + (right - left) * jaccard; }
double y_of(double share) { return bottom - (bottom - top) * share; }

void write_axes(double threshold, std::ostream& out) {
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    const double value = tenth / 10.0;
    out << "<line class=\"grid\" x1=\"" << at(left) << "\" x2=\"" << at(right) << "\" y1=\"" << at(y_of(value))
        << "\" y2=\"" << at(y_of(value)) << "\"/>\n<text x=\"" << at(left - 8) << "\" y=\"" << at(y_of(value) + 4)
        << "\" text-anchor=\"end\">" << fixed(value, 1) << "</text>\n<text x=\"" << at(x_of(value)) << "\" y=\""
        << at(bottom + 20) << "\" text-anchor=\"middle\">" << fixed(value, 1) << "</text>\n";
  }
  out << "<line class=\"threshold\" x1=\"" << at(x_of(threshold)) << "\" x2=\"" << at(x_of(threshold)) << "\" y1=\""
      << at(top) << "\" y2=\"" << at(bottom) << "\"/>\n<text x=\"" << at(x_of(threshold) - 6) << "\" y=\""
      << at(bottom - 8) << "\" text-anchor=\"end\">threshold</text>\n<text x=\"" << at((left + right) / 2) << "\" y=\""
      << at(bottom + 42) << "\" text-anchor=\"middle\">Jaccard index of two texts</text>\n<text transform=\"translate("
      << at(left - 44) << ' ' << at((top + bottom) / 2)
      << ") rotate(-90)\" text-anchor=\"middle\">share that become candidates</text>\n";
}

void write_setting(const DrawnSetting& drawn, std::size_t number, std::ostream& out) {
  const MeasuredSetting& setting = *drawn.setting;
  const auto [bands, rows, at_threshold] = setting.banding;
  out << "<g class=\"s" << number << "\">\n<polyline points=\"";
  constexpr int steps = 200;
  for (int step = 0; step <= steps; ++step) {
    const double jaccard = static_cast<double>(step) / steps;
    out << (step ? " " : "") << at(x_of(jaccard)) << ',' << at(y_of(candidate_probability(jaccard, bands, rows)));
  }
  out << "\"/>\n";
  for (const CurvePoint& point : setting.curve) {
    const double share = static_cast<double>(point.found) / point.pairs;
    const double radius = std::min(9.0, 2.0 + std::sqrt(static_cast<double>(point.pairs)) / 6);
    out << "<circle cx=\"" << at(x_of(point.jaccard)) << "\" cy=\"" << at(y_of(share)) << "\" r=\"" << at(radius)
        << "\"><title>" << point.found << " of " << point.pairs << " pairs about " << fixed(point.jaccard, 2)
        << "</title></circle>\n";
  }
  // The key stands above the picture, in two columns.
  const double x = left + (right - left) / 2 * static_cast<double>(number % 2), y = number < 2 ? 52 : 74;
  out << "<line class=\"key\" x1=\"" << at(x) << "\" x2=\"" << at(x + 32) << "\" y1=\"" << at(y - 4) << "\" y2=\""
      << at(y - 4) << "\"/>\n<text x=\"" << at(x + 40) << "\" y=\"" << at(y) << "\">" << escape_html(drawn.name)
      << "</text>\n</g>\n";
}

}  // namespace

void write_s_curves(std::span<const DrawnSetting> settings, double threshold, std::string_view caption,
                    std::ostream& out) {
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 724 492\" role=\"img\" "
         "font-family=\"system-ui, sans-serif\" font-size=\"13\">\n"
         "<title>How likely two texts become candidates, by their similarity</title>\n"
         "<style>\n"
         "  svg { background: #fff } text { fill: #222 } .grid { stroke: #ddd } .threshold { stroke: #777 }\n"
         "  polyline, .key { fill: none; stroke-width: 2 } circle { fill-opacity: .35; stroke-width: 1 }\n"
         "  .s0 { stroke: #0b5cad; fill: #0b5cad } .s1 { stroke: #b34700; fill: #b34700 }\n"
         "  .s2 { stroke: #1b7a3d; fill: #1b7a3d } .s3 { stroke: #8a2a8a; fill: #8a2a8a }\n"
         "  .s1 polyline, .s1 .key { stroke-dasharray: 8 4 } .s2 polyline, .s2 .key { stroke-dasharray: 2 4 }\n"
         "  .s3 polyline, .s3 .key { stroke-dasharray: 12 4 2 4 } g text { stroke: none } .threshold { "
         "stroke-dasharray: 4 4 }\n"
         "  @media (prefers-color-scheme: dark) {\n"
         "    svg { background: #16181c } text { fill: #e6e6e6 } .grid { stroke: #3a3d44 } .threshold { stroke: #999 "
         "}\n"
         "    .s0 { stroke: #6cb6ff; fill: #6cb6ff } .s1 { stroke: #ffa657; fill: #ffa657 }\n"
         "    .s2 { stroke: #6fd08c; fill: #6fd08c } .s3 { stroke: #e09be0; fill: #e09be0 }\n"
         "  }\n"
         "</style>\n<text x=\""
      << at(left) << "\" y=\"24\">" << escape_html(caption) << "</text>\n";
  write_axes(threshold, out);
  for (std::size_t i = 0; i < settings.size(); ++i) write_setting(settings[i], i, out);
  out << "</svg>\n";
}

}  // namespace tawatur::command_line
