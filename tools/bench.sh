#!/usr/bin/env bash
# Measures a bank of so many outlets: tools/bench.sh OUTLETS sqlite|postgres. A bank of another size is made once and kept.
set -euo pipefail
cd "$(dirname "$0")/.."

outlets=$1 database=$2
export WANGDIAN_DEMO=1
if [ "$database" = postgres ]; then
  export WANGDIAN_VAR="$PWD/var/bench-postgres"
  exec bash tools/postgres.sh bash -c \
    'rm -rf "$WANGDIAN_VAR"; wangdian demo --outlets "$0" --findings $(($0 * 25)) --answers $(($0 * 50)) >/dev/null; python -m bench' "$outlets"
fi
if [ "$outlets" -le 120 ]; then
  bash tools/demo.sh
  export WANGDIAN_VAR="$PWD/var/demo"
else
  export WANGDIAN_VAR="$PWD/var/bench-$outlets"
  if [ ! -f "$WANGDIAN_VAR/demo-logins.json" ]; then
    rm -rf "$WANGDIAN_VAR"
    wangdian demo --outlets "$outlets" --findings $((outlets * 25)) --answers $((outlets * 50)) >/dev/null
  fi
fi
python -m bench
