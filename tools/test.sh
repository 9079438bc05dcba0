#!/usr/bin/env bash
# Set-up, build and all tests. Arguments go to ctest (tools/test.sh -R cli). Fails when no test ran.
# TAWATUR_BROWSER=1 also installs Chromium; without it the tests of the pages are skipped and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/build.sh
output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
ctest --test-dir build --output-on-failure --no-tests=error --parallel "$(nproc)" "$@" 2>&1 | tee "$output" || status=$?
grep -E '^[0-9]+% tests passed' "$output" || { echo "no test ran" >&2; exit 1; }
exit $status
