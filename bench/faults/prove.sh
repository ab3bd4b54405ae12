#!/usr/bin/env bash
# Shows that each planted bug is found, and that without any nothing is: bench/faults/prove.sh [seconds]; what is built is kept.
set -uo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
seconds="${1:-40}"
missed=0
export FAULTS_KEEP_REPORT=no
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

# try <expected status> <bug> <plan>
try() {
  "$here/run.sh" -k -n "${FAULTS_NODES:-1}" -s 5 -t "$seconds" --plan "$3" --bug "$2" >"$log" 2>&1
  local status=$?
  if [ $status -eq "$1" ]; then
    printf '%-16s %s\n' "$2" "$(sed -n 's/^- \*\*\(.*\)\*\*$/\1/p; s/^| \(.*\.\) | \([1-9][0-9]*\) |$/    \2 of: \1/p' "$log")"
  else
    printf '%-16s status %d instead of %d\n' "$2" $status "$1"
    tail -5 "$log"
    missed=1
  fi
}

try 0 none none
for bug in double-execute skip-execute lost-commit reorder-feed drop-feed stale-read double-trigger swallow-trigger repeat-qos2 drop-qos1 \
  rewind-version; do
  try 1 "$bug" none
done
try 1 lazy-commit database
try 1 false-success freeze,database
exit $missed
