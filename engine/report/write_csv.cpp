#include <ostream>
#include <stdexcept>
#include <string>

#include "report/report_view.h"
#include "report/write_report.h"

namespace tawatur {

namespace {

void append_cell(std::string& line, std::string_view cell) {
  line += ',';
  // A spreadsheet would run these as a formula.
  const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  const bool quoted = formula || cell.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) line += '"';
  if (formula) line += '\'';
  for (const char byte : cell) {
    if (byte == '"') line += '"';
    line += byte;
  }
  if (quoted) line += '"';
}

}  // namespace

void write_claims_csv(const Report& report, std::ostream& out) {
  out << "\xEF\xBB\xBF"
         "event,claim,kind,quote,origin,article,source,published,relation,value,begin,end,field\r\n";
  std::string line;
  for (std::size_t i = 0; i < report.events.size(); ++i)
    for (const Claim& claim : claims_of(report, i).claims)
      for (const ClaimCell& cell : claim.cells) {
        const Article& article = report.articles[index_of(cell.span.article)];
        line.clear();
        for (const std::string_view text :
             {std::string_view(report.events[i].id), std::string_view(claim.id), std::string_view(claim.kind),
              words_at(report, cell.span), std::string_view(report.origins[cell.origin].id), std::string_view(article.id),
              std::string_view(article.source)})
          append_cell(line, text);
        append_cell(line, article.published ? to_string(*article.published) : std::string());
        append_cell(line, to_string(cell.relation));
        append_cell(line, cell.value);
        append_cell(line, std::to_string(cell.span.range.begin));
        append_cell(line, std::to_string(cell.span.range.end));
        append_cell(line, cell.span.field == Field::title ? "title" : "text");
        line += "\r\n";
        out.write(line.data() + 1, static_cast<std::streamsize>(line.size() - 1));
      }
  if (!out.flush()) throw std::runtime_error("the output can't be written");
}

}  // namespace tawatur
