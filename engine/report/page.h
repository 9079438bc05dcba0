#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "report/report_view.h"
#include "report/words.h"

namespace tawatur {

/// No page is larger.
inline constexpr std::size_t page_bytes_at_most = 3'000'000;

/// HTML as it grows. `markup` takes what this project wrote itself or has escaped, `text` everything else.
struct Html {
  std::string bytes;

  Html& markup(std::string_view html) {
    bytes += html;
    return *this;
  }
  Html& text(std::string_view words);
};

/// Takes a page: its path in the report folder and its bytes.
using PageSink = std::function<void(const std::string& path, std::string_view bytes)>;

/// A page from doctype to <main>: inline style, a policy that allows nothing but this style and this script. `script` names
/// an embedded file.
std::string page_begin(const Words& words, std::string_view title, std::string_view script);

/// A page from </main> to its end.
std::string page_end(std::string_view script);

enum class TimeStyle { full, brief, tiny };

/// <time> with the date in the words' language; full: the month by name; brief: shorter, with the time; tiny: day and time, no year.
std::string time_html(const Words& words, const Timestamp& time, TimeStyle style);

/// The time, or the word for none.
std::string published_html(const Words& words, const Article& article, TimeStyle style);

/// "9 to 11 November 2017" in words; empty without times.
std::string period_html(const Words& words, const Report& report, const Event& event);

/// <bdi> around escaped text.
std::string isolated(std::string_view text);

/// A badge with the relation's sign and the name of the kind, e.g. "≠ Number".
std::string badge(const Words& words, std::string_view relation, std::string_view kind);

/// Name of a kind as an editor reads it; the kind itself where there are no words for it.
std::string_view kind_name(const Words& words, std::string_view kind);

/// " lang=…" for blocks in the language of an article; empty when unknown.
std::string lang_attribute(std::string_view lang);

/// Pages of one event: "events/<id>.html" and, where that would be too large, "events/<id>-2.html"…
void write_event_pages(const ReportView& view, std::uint32_t event, const PageSink& sink);

/// index.html and, as needed, more-1.html…; the index comes last.
void write_index_pages(const ReportView& view, const PageSink& sink);

}  // namespace tawatur
