#!/usr/bin/env bash
# Set-up, then an optimised build of the given targets (default: all) in build/. Quick when nothing has changed.
#
#   tools/build.sh [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh build
launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" \
  -DTAWATUR_TESTS=ON -DTAWATUR_BENCH=OFF -DCMAKE_PREFIX_PATH="$PWD/build/boost/usr" "${launcher[@]}" --log-level=WARNING >&2
cmake --build build --parallel "$(nproc)" --target "${@:-all}" >&2
