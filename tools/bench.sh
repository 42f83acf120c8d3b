#!/usr/bin/env bash
# Measures a bank of so many outlets: tools/bench.sh OUTLETS sqlite|postgres [PART,PART...]. The bank is made once and
# kept in var/; what is measured is a scratch copy of it in build/bench/, since judging and walking change it.
set -euo pipefail
cd "$(dirname "$0")/.."

outlets=$1 database=$2 parts=${3:-}
bank="$PWD/var/bench-$database-$outlets" scratch="$PWD/build/bench/$database-$outlets"
export WANGDIAN_DEMO=1

make_bank() {  # into WANGDIAN_VAR; a bank that is there already only gets what is new in the tables
  wangdian demo --outlets "$outlets" --findings $((outlets * 25)) --answers $((outlets * 50)) >/dev/null
}
measure() {
  WANGDIAN_VAR="$scratch" python -m bench ${parts:+--parts "$parts"}
}

case $database in
sqlite)
  if [ ! -d "$bank" ]; then
    rm -rf "$bank.making"
    WANGDIAN_VAR="$bank.making" make_bank
    mv "$bank.making" "$bank"
  fi
  WANGDIAN_VAR="$bank" make_bank
  rm -rf "$scratch"
  mkdir -p "$(dirname "$scratch")"
  cp -r --reflink=auto "$bank" "$scratch"
  measure
  ;;
postgres)
  export -f make_bank measure
  export outlets scratch parts
  if [ ! -d "$bank" ]; then
    rm -rf "$bank.making"
    mkdir -p "$bank.making"
    WANGDIAN_PG_KEEP="$bank.making/cluster" WANGDIAN_VAR="$bank.making/files" bash tools/postgres.sh bash -c make_bank
    mv "$bank.making" "$bank"
  fi
  export WANGDIAN_PG_KEEP="$bank/cluster"
  WANGDIAN_VAR="$bank/files" bash tools/postgres.sh bash -c make_bank
  rm -rf "$scratch"
  mkdir -p "$(dirname "$scratch")"
  cp -r --reflink=auto "$bank/files" "$scratch"
  # Committed is on the disk from here on; the copy is made by the database itself, file by file.
  WANGDIAN_PG_DURABLE=1 bash tools/postgres.sh bash -c '
    set -euo pipefail
    python -m bench.scratch begin
    trap "python -m bench.scratch end" EXIT
    WANGDIAN_DATABASE_URL="${WANGDIAN_DATABASE_URL%/*}/scratch" measure'
  ;;
*)
  echo "DATABASE is sqlite or postgres" >&2
  exit 2
  ;;
esac
rm -rf "$scratch"
