#!/bin/sh
# Make sure that the browser tests have Chromium and its driver; install Debian's when they are missing.
set -eu

missing=""
if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
  missing="chromium"
fi
if ! command -v chromedriver >/dev/null 2>&1; then
  missing="${missing:+$missing }chromium-driver"
fi
if [ -z "$missing" ]; then
  exit 0
fi

if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
  fi
  echo "The browser tests open the maps in headless Chromium and drive it with chromedriver."
  echo "Missing on this machine: $missing. Installing for the whole system:"
  echo "  ${as_root:+$as_root }apt-get install --no-install-recommends $missing"
  if $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    $as_root apt-get install -y -qq --no-install-recommends $missing; then
    exit 0
  fi
fi

# The tests decide what that means: they fail where CI is set.
echo "No Chromium with chromedriver here, and it could not be installed. Install both for the browser tests." >&2
