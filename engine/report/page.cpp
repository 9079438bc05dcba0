#include "report/page.h"

#include <chrono>

#include "report/embedded_files.h"
#include "report/escape.h"

namespace tawatur {

namespace {

constexpr std::string_view style = "page/style.css";

int hex_digit(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

/// 'sha256-<base64>' as a content security policy wants it, of 64 hex digits.
std::string policy_hash(std::string_view hex) {
  static constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "'sha256-";
  for (std::size_t at = 0; at < hex.size(); at += 6) {
    unsigned bits = 0;
    const std::size_t given = std::min<std::size_t>(6, hex.size() - at);
    for (std::size_t i = 0; i < 6; ++i) bits = bits << 4 | static_cast<unsigned>(i < given ? hex_digit(hex[at + i]) : 0);
    for (std::size_t i = 0; i < 4; ++i) out += i <= given / 2 ? base64[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out += "'";
}

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string clock(const Timestamp& time) {
  const std::int64_t second = ((time.local_s % 86400) + 86400) % 86400;
  std::string out = two_digits(second / 3600) + ':' + two_digits(second / 60 % 60);
  if (!time.offset_min) return out;
  out += " UTC";
  if (const std::int32_t east = *time.offset_min; east != 0) {
    const std::int32_t minutes = east < 0 ? -east : east;
    out += (east < 0 ? "-" : "+") + two_digits(minutes / 60) + ':' + two_digits(minutes % 60);
  }
  return out;
}

std::string date(const Words& words, const Timestamp& time, std::string_view key) {
  using namespace std::chrono;
  const year_month_day day{floor<days>(sys_seconds{seconds{time.local_s}})};
  const std::string month = std::to_string(static_cast<unsigned>(day.month()));
  return words.html(key, {{"d", std::to_string(static_cast<unsigned>(day.day()))},
                          {"m", month},
                          {"month", words.at("month." + month)},
                          {"mon", words.at("mon." + month)},
                          {"y", std::to_string(static_cast<int>(day.year()))}});
}

}  // namespace

Html& Html::text(std::string_view words) {
  append_html(bytes, words);
  return *this;
}

std::string page_begin(const Words& words, std::string_view title, std::string_view script) {
  Html html;
  html.markup("<!doctype html>\n<html lang=\"").text(words.lang()).markup("\" dir=\"").text(words.at("dir"));
  html.markup("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
  html.markup(policy_hash(embedded_file(style).sha256)).markup("; script-src ").markup(policy_hash(embedded_file(script).sha256));
  html.markup("; img-src data:; base-uri 'none'; form-action 'none'\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
              "<meta name=\"generator\" content=\"tawatur\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
  html.text(title).markup("</title>\n<style>").markup(embedded_file(style).bytes).markup("</style>\n</head>\n<body>\n");
  html.markup("<a class=\"skip\" href=\"#main\">").text(words.at("skip")).markup("</a>\n");
  return std::move(html.bytes);
}

std::string page_end(std::string_view script) {
  Html html;
  html.markup("<script>").markup(embedded_file(script).bytes).markup("</script>\n</body>\n</html>\n");
  return std::move(html.bytes);
}

std::string time_html(const Words& words, const Timestamp& time, TimeStyle style_of) {
  const std::string day = date(words, time, style_of == TimeStyle::full ? "date.long" : style_of == TimeStyle::brief ? "date.short" : "date.tiny");
  std::string shown = day;
  if (time.has_time && style_of != TimeStyle::full) {
    const std::string hour = "<bdi dir=\"ltr\">" + (style_of == TimeStyle::brief ? clock(time) : clock(time).substr(0, 5)) + "</bdi>";
    shown = words.html("date.time", {{"date", day}, {"time", hour}});
  }
  return "<time datetime=\"" + to_string(time) + "\">" + shown + "</time>";
}

std::string published_html(const Words& words, const Article& article, TimeStyle style_of) {
  return article.published ? time_html(words, *article.published, style_of) : "<span class=\"undated\">" + escape_html(words.at("undated")) + "</span>";
}

std::string period_html(const Words& words, const Report& report, const Event& event) {
  const auto [start, end] = publication_times(report, event);
  if (!start) return {};
  const std::string from = time_html(words, *start, TimeStyle::full), to = time_html(words, *end, TimeStyle::full);
  const bool one_day = date(words, *start, "date.long") == date(words, *end, "date.long");
  return one_day ? from : words.html("date.range", {{"from", from}, {"to", to}});
}

std::string isolated(std::string_view text) { return "<bdi>" + escape_html(text) + "</bdi>"; }

std::string badge(const Words& words, std::string_view relation, std::string_view kind) {
  Html html;
  html.markup("<span class=\"badge r-").markup(relation).markup("\" title=\"").text(words.at("relation." + std::string(relation)));
  html.markup("\"><b aria-hidden=\"true\">").text(words.at("glyph." + std::string(relation))).markup("</b> ").text(kind_name(words, kind));
  html.markup("</span>");
  return std::move(html.bytes);
}

std::string_view kind_name(const Words& words, std::string_view kind) {
  const std::string key = "kind." + std::string(kind);
  return words.has(key) ? words.at(key) : kind;
}

std::string lang_attribute(std::string_view lang) {
  return lang.empty() || lang == "und" ? std::string() : " lang=\"" + escape_html(lang) + "\"";
}

}  // namespace tawatur
