#!/usr/bin/env bash
# Shows that each planted bug is found, and that without any nothing is: bench/faults/prove.sh [seconds [bug...]]; what is built is kept.
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

shift || true
wanted=" ${*:-all} "
# among <bug>: whether it was asked for
among() { case "$wanted" in *" all "* | *" $1 "*) ;; *) return 1 ;; esac; }

for bug in none double-execute skip-execute lost-commit reorder-feed drop-feed stale-read double-trigger swallow-trigger repeat-qos2 drop-qos1 \
  rewind-version lazy-commit false-success; do
  among "$bug" || continue
  case "$bug" in
    none) try 0 none none ;;
    lazy-commit) try 1 lazy-commit database ;;
    lost-commit) try 1 lost-commit kill ;; # a hub that lives on remembers what it wrote
    false-success) try 1 false-success freeze,database ;;
    *) try 1 "$bug" none ;;
  esac
done
exit $missed
