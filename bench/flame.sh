#!/usr/bin/env bash
# Draws what the hub's processor time of a workload goes to: bench/flame.sh [-s seconds] [-o folder] workload ...
# One file a workload, in bench/results/flames; the stacks as text in bench/target. Every thread of a warm hub is sampled.
set -euo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
# shellcheck source=bench/servers.sh
. "$here/servers.sh"
profiler=tools.profiler:async-profiler:4.1
warm=45
seconds=15
folder="$here/results/flames"
while getopts s:o: option; do
  case "$option" in
    s) seconds="$OPTARG" ;;
    o) folder="$OPTARG" ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || fail "No workload is named." "bench/flame.sh C1 S1W16"

library="$here/target/profiler/libasyncProfiler.so"
if [ ! -f "$library" ]; then
  mkdir -p "$here/target/profiler"
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact="$profiler" -DoutputDirectory="$here/target/profiler" >&2 ||
    fail "The profiler could not be had." "It is $profiler, from Maven Central."
  case "$(uname -m)" in x86_64) machine=linux-x64 ;; *) machine=linux-arm64 ;; esac
  (cd "$here/target/profiler" && "${java%java}jar" xf async-profiler-*.jar "$machine/libasyncProfiler.so" && mv "$machine/libasyncProfiler.so" .)
fi

# hub_of <process>: the hub among what it has started
hub_of() {
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
    if tr '\0' ' ' <"/proc/$child/cmdline" | grep -q 'io.busbar.hub.HubMain run'; then
      echo "$child"
      return
    fi
    hub_of "$child"
  done
}

# profile <process> <what>
profile() { "${java%java}jcmd" "$1" JVMTI.agent_load "$library" "\"$2\"" >/dev/null; }

mkdir -p "$folder"
for workload in "$@"; do
  "$here/run.sh" -k -n 1 -s $((seconds + 5)) -u $warm -p hub -o "$work/report.md" "$workload" >"$work/run.log" 2>&1 &
  run=$!
  hub=
  while [ -z "$hub" ]; do
    kill -0 $run 2>/dev/null || fail "The workload ended early." "$(tail -5 "$work/run.log")"
    sleep 0.2
    hub="$(hub_of $run | head -1)"
  done
  sleep $((warm + 6)) # until it has started, and is warm
  profile "$hub" "start,event=cpu,interval=1ms"
  sleep "$seconds"
  profile "$hub" "stop,file=$folder/$workload.html,title=$workload of the hub"
  profile "$hub" "dump,file=$here/target/$workload.txt,collapsed" || true
  wait $run || fail "The workload failed." "$(tail -5 "$work/run.log")"
  printf '%s\n' "$folder/$workload.html"
done
