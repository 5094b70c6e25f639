#!/bin/sh
# A PostgreSQL with PostGIS of its own, for the benchmarks alone: it listens on a Unix socket in FOLDER and
# on no network port, keeps everything in FOLDER, and is gone after `stop`.
#
#   sh tests/benchmarks/postgis.sh start FOLDER    FOLDER must not exist yet
#   sh tests/benchmarks/postgis.sh stop FOLDER
#
# Installs Debian's packages when they are missing and it may (as root). Exit status 3: not to be had here.
set -eu

VERSION=15
PACKAGES="postgresql-$VERSION postgresql-$VERSION-postgis-3"
BIN=/usr/lib/postgresql/$VERSION/bin
EXTENSION=/usr/share/postgresql/$VERSION/extension/postgis.control

unavailable() {
  echo "PostGIS cannot be had here: $1" >&2
  exit 3
}

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

install_packages() {
  [ -x "$BIN/initdb" ] && [ -e "$EXTENSION" ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    unavailable "install $PACKAGES, or run this as root on Debian."
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $PACKAGES; } >&2 ||
    unavailable "apt-get could not install $PACKAGES."
}

start() {
  install_packages
  mkdir "$1"
  chmod 700 "$1"
  if [ "$(id -u)" = 0 ]; then chown postgres "$1"; fi
  cd "$1" # the server's user may not read the folder this was called from
  # Without its own commits to disk and parallel workers, one core does all the work that is timed.
  cat >"$1.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$1'
shared_buffers = 256MB
maintenance_work_mem = 256MB
work_mem = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 4GB
autovacuum = off
jit = off
max_parallel_workers_per_gather = 0
CONF
  as_server "$BIN/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --no-sync >/dev/null
  cat "$1.conf" >>"$1/data/postgresql.conf"
  rm "$1.conf"
  as_server "$BIN/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null
  "$BIN/psql" -q -h "$1" -U postgres -c 'CREATE EXTENSION postgis' postgres >&2
}

stop() {
  cd "$1"
  as_server "$BIN/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null || true
  cd /
  rm -rf "$1"
}

case "${1:-} ${2:-}" in
"start /"*) start "$2" ;;
"stop /"*) [ -d "$2/data" ] && stop "$2" ;;
*)
  echo "usage: $0 start|stop FOLDER (an absolute path)" >&2
  exit 2
  ;;
esac
