#!/usr/bin/env bash
# Installs what the build needs and isn't there yet, on Debian 12. Removes nothing, and does nothing (and needs no
# network) when all is there.
#
#   tools/setup.sh [BUILD_FOLDER]     default: build
#
# Boost 1.81 can't stand beside the -dev packages of Boost 1.74. Where those are installed it is unpacked into
# BUILD_FOLDER/boost instead, for -DCMAKE_PREFIX_PATH=BUILD_FOLDER/boost/usr.
# With TAWATUR_BROWSER=1 it also installs Chromium, with which the tests open the report's pages.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}

packages=(g++ cmake ninja-build pkg-config python3 libtbb-dev libsimdjson-dev libzstd-dev zlib1g-dev libicu-dev
          libxxhash-dev libstemmer-dev doctest-dev)
[ "${TAWATUR_BROWSER:-0}" = 1 ] && packages+=(chromium)
boost=(libboost-json1.81-dev libboost-program-options1.81-dev)
# With all that they need of Boost, for unpacking.
boost_parts=(libboost1.81-dev "${boost[@]}" libboost-container1.81-dev libboost-system1.81-dev libboost-json1.81.0
             libboost-program-options1.81.0 libboost-container1.81.0 libboost-system1.81.0)
boost_folder=$build/boost

say() { echo "setup: $*" >&2; }

# The packages that are not installed, one a line.
missing() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-remove --no-install-recommends "$@" >&2
}

lists_are_new=no
update_lists() {
  [ $lists_are_new = no ] || return 1
  lists_are_new=yes
  say "updating the package lists"
  as_root apt-get update --quiet >&2
}

# Fresh containers have no package lists and old ones stale ones, so a second try follows an update.
install_packages() {
  apt_install "$@" || { update_lists && apt_install "$@"; }
}

unpack_boost() {
  local folder
  folder=$(mktemp -d)
  say "unpacking Boost 1.81 into $boost_folder"
  (cd "$folder" && { apt-get download --quiet "${boost_parts[@]}" >&2 ||
                     { may_install && update_lists && apt-get download --quiet "${boost_parts[@]}" >&2; }; })
  rm -rf "$boost_folder.new"
  mkdir -p "$boost_folder.new"
  for part in "$folder"/*.deb; do dpkg-deb -x "$part" "$boost_folder.new"; done
  rm -rf "$boost_folder" "$folder"
  mv "$boost_folder.new" "$boost_folder"
}

mapfile -t needed < <(missing "${packages[@]}")
mapfile -t needed_boost < <(missing "${boost[@]}")
[ -e "$boost_folder/usr/include/boost/json.hpp" ] && needed_boost=()
if [ ${#needed[@]} -eq 0 ] && [ ${#needed_boost[@]} -eq 0 ]; then
  say "everything is there"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  say "this system has no apt-get; please install: ${needed[*]} ${needed_boost[*]}"
  exit 1
fi
if [ ${#needed[@]} -gt 0 ]; then
  if ! may_install; then
    say "neither root nor sudo; please install: ${needed[*]}"
    exit 1
  fi
  say "installing ${needed[*]}"
  install_packages "${needed[@]}"
fi
if [ ${#needed_boost[@]} -gt 0 ]; then
  # Asking what would happen tells a conflict from a missing network or list.
  would_remove() { apt-get install --simulate "${boost[@]}" 2>/dev/null | grep -q '^Remv '; }
  if may_install && ! would_remove; then
    say "installing ${needed_boost[*]}"
    install_packages "${needed_boost[@]}" || unpack_boost
  else
    unpack_boost
  fi
fi
say "done"
