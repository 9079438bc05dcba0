#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "model/report.h"

namespace tawatur {

/// Bytes of a changed place that are written at most; its range is that of the whole.
inline constexpr std::size_t longest_change_value = 300;

struct ReportOptions {
  TextsInReport texts = TextsInReport::all;  ///< Which texts stand in report.json. Changes results.
};

/// report.json, schema "tawatur.report/1". UTF-8, valid whatever the texts hold. Throws std::runtime_error when writing fails.
void write_json(const Report& report, const ReportOptions& options, std::ostream& out);

/// claims.csv: UTF-8 with BOM, RFC 4180; cells that begin with = + - @ (tab, CR) are quoted by a leading apostrophe.
void write_claims_csv(const Report& report, std::ostream& out);

/// rejects.jsonl, one line a reject.
void write_rejects(const std::vector<Reject>& rejects, std::ostream& out);

/// One line a group, as the contract has it.
void write_groups_jsonl(const Report& report, std::ostream& out);

/// One line an event.
void write_events_jsonl(const Report& report, std::ostream& out);

/// The whole report folder: index.html, events/*.html, report.json, claims.csv, rejects.jsonl. `folder` is new, empty, or an
/// earlier report of ours (else std::runtime_error, nothing touched). Files are written aside and renamed, the index last, stale pages removed: a reader
/// never sees half a page. Throws std::runtime_error with one clear line when the folder can't be written.
void write_report_folder(const Report& report, const ReportOptions& options, const std::string& folder);

/// Throws std::runtime_error where write_report_folder would refuse the folder; touches nothing. For asking before the work.
void check_report_folder(const std::string& folder);

}  // namespace tawatur
