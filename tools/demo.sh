#!/usr/bin/env bash
# From a fresh checkout to a report: set-up, build, and the comparison of the bundled articles.
#
#   tools/demo.sh [FOLDER]     where the report goes; default: build/report
set -euo pipefail
cd "$(dirname "$0")/.."
report=${1:-build/report}
tools/build.sh tawatur
build/tools/tawatur report corpus/articles -o "$report"
echo "The report is in $report/index.html"
