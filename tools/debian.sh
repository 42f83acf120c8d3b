#!/usr/bin/env bash
# Sees to the packages of debian-packages.txt: installs the missing ones as root, names them otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
while read -r package proof; do
  compgen -G "$proof" >/dev/null || missing+=("$package")
done < <(grep -v '^#' debian-packages.txt)

if [ "${#missing[@]}" -eq 0 ]; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests need these packages of Debian: ${missing[*]}" >&2
  echo "Install them with: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
