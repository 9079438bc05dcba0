#!/bin/sh
# Makes a virtual environment with the peers: bench/peers/setup.sh [FOLDER], by default build/peers. Removes nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../../build/peers}
python3 -m venv "$folder"
"$folder/bin/pip" install -q -r "$here/requirements.txt"
"$folder/bin/pip" install -q --no-deps text-dedup==0.4.0
"$folder/bin/pip" list 2>/dev/null | grep -Ei '^(datasketch|rensa|text.dedup|datatrove|numpy) '
