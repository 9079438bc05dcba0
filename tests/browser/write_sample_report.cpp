#include <cstdio>
#include <exception>

#include "report/write_report.h"
#include "support/sample_report.h"

// Writes the hand-made report into the folder given, for check_pages.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    tawatur::write_report_folder(tawatur::support::sample_report(), {}, argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
