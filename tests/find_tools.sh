#!/bin/sh
# Install jq and GDAL's programs where they are missing and may be installed: tests put them behind geo in a pipe.
set -eu

missing=""
command -v jq >/dev/null 2>&1 || missing="jq"
command -v ogr2ogr >/dev/null 2>&1 || missing="${missing:+$missing }gdal-bin"
if [ -z "$missing" ] || ! command -v apt-get >/dev/null 2>&1; then
  exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo -n"
fi
echo "Tests of pipes use $missing, missing on this machine. Installing for the whole system:"
echo "  ${as_root:+$as_root }apt-get install --no-install-recommends $missing"
if $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
  $as_root apt-get install -y -qq --no-install-recommends $missing; then
  exit 0
fi
echo "They could not be installed: the tests that need them are skipped." >&2
