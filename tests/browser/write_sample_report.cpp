#include <cstdio>
#include <exception>
#include <string>

#include "report/write_report.h"
#include "support/sample_report.h"

// Writes the hand-made reports into folders within the one given, for check_pages.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    tawatur::write_report_folder(tawatur::support::sample_report(), {}, argv[1] + std::string("/sample"));
    tawatur::write_report_folder(tawatur::support::crowded_report(23), {}, argv[1] + std::string("/crowded"));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
