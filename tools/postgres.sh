#!/usr/bin/env bash
# Runs a command against a throw-away PostgreSQL: `tools/postgres.sh pytest -n 2`.
# The cluster lives in a temporary folder on a free loopback port, with a password of its own, and goes with the command.
# With WANGDIAN_PG_KEEP=FOLDER it lives there and stays; with WANGDIAN_PG_DURABLE=1 what is committed is on the disk.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: see debian-packages.txt" >&2; exit 1; }

keep=${WANGDIAN_PG_KEEP:-}
if [ -n "$keep" ]; then folder=$keep; mkdir -p "$folder"; else folder=$(mktemp -d /tmp/wangdian-pg.XXXXXX); fi
as_server() {  # PostgreSQL refuses to run as root
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
  else
    "$@"
  fi
}
clear_away() {
  if [ -n "$keep" ]; then
    as_server "$bin/pg_ctl" -D "$folder/data" -m fast -w -t 600 stop >/dev/null 2>&1 || true
  else
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
  fi
}
trap clear_away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -f "$folder/data/PG_VERSION" ]; then
  head -c 18 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/password"
  chmod 600 "$folder/password"
  [ "$(id -u)" -ne 0 ] || chown -R postgres "$folder"
  as_server "$bin/initdb" -D "$folder/data" -U wangdian --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
fi
password=$(cat "$folder/password")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

options="-h 127.0.0.1 -p $port -k $folder -c max_connections=100"
if [ "${WANGDIAN_PG_DURABLE:-0}" = 1 ]; then
  options+=" -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
else
  options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
fi
[ -z "$keep" ] || options+=" -c shared_buffers=1GB -c max_wal_size=4GB"
as_server "$bin/pg_ctl" -D "$folder/data" -w -t 600 -l "$folder/server.log" -o "$options" start >/dev/null \
  || { cat "$folder/server.log" >&2; exit 1; }

export WANGDIAN_DATABASE_URL="postgres://wangdian:$password@127.0.0.1:$port/postgres"
"$@"
