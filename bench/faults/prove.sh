#!/usr/bin/env bash
# Shows that each planted bug is found, and that without any nothing is: bench/faults/prove.sh [seconds [bug...]]; what is built is kept.
set -uo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
seconds="${1:-40}"
missed=0
export FAULTS_KEEP_REPORT=no
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

# try <expected status> <bug> <plan> <seconds> [start of a promise...]: one of them must be broken
try() {
  local expected="$1" bug="$2" status promise found=
  "$here/run.sh" -k -n "${FAULTS_NODES:-1}" -s 5 -t "$4" --plan "$3" --bug "$bug" >"$log" 2>&1
  status=$?
  [ $# -gt 4 ] || found=yes
  for promise in "${@:5}"; do
    ! grep -q "^| $promise.* | [0-9]* | [1-9][0-9]* |$" "$log" || found=yes
  done
  if [ $status -eq "$expected" ] && [ -n "$found" ]; then
    printf '%-16s %s\n' "$bug" "$(sed -n 's/^- \*\*\(.*\)\*\*$/\1/p; s/^| \(.*\.\) | [0-9]* | \([1-9][0-9]*\) |$/    \2 of: \1/p' "$log")"
  elif [ $status -eq "$expected" ]; then
    printf '%-16s found by another promise only\n' "$bug"
    grep '^| .* | [0-9]* | [1-9][0-9]* |$' "$log"
    missed=1
  else
    printf '%-16s status %d instead of %d\n' "$bug" $status "$expected"
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
    none) try 0 none none $((seconds > 75 ? seconds : 75)) ;; # a minute must begin in it
    double-execute | skip-execute) try 1 "$bug" none "$seconds" "A command" ;;
    lazy-commit) try 1 lazy-commit database "$seconds" "A device" "At rest" "An acknowledged" ;;
    lost-commit) try 1 lost-commit kill "$seconds" "An acknowledged" "Acknowledged messages" ;; # a hub that lives on remembers
    false-success) try 1 false-success freeze,database "$seconds" "An acknowledged" ;;
    stale-read) try 1 stale-read none "$seconds" "An acknowledged" ;;
    reorder-feed) try 1 reorder-feed none "$seconds" "No feed" ;;
    drop-feed) try 1 drop-feed none "$seconds" "At rest" ;;
    double-trigger | swallow-trigger) try 1 "$bug" none "$seconds" "A trigger" ;;
    repeat-qos2 | drop-qos1) try 1 "$bug" none "$seconds" "Acknowledged messages" ;;
    rewind-version) try 1 rewind-version none "$seconds" "A device" ;;
  esac
done
exit $missed
