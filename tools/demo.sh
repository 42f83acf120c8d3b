#!/usr/bin/env bash
# Sees to the demo bank in var/demo and tells its logins. A seeding that was interrupted leaves nothing that counts.
set -euo pipefail
cd "$(dirname "$0")/.."

home="$PWD/var/demo"
if [ ! -f "$home/demo-logins.json" ]; then
  rm -rf "$home.making"
  WANGDIAN_DEMO=1 WANGDIAN_VAR="$home.making" wangdian demo >/dev/null
  [ ! -e "$home" ] || mv "$home" "$home.before-$(date +%Y%m%d%H%M%S)"
  mv "$home.making" "$home"
fi
WANGDIAN_DEMO=1 WANGDIAN_VAR="$home" wangdian demo
