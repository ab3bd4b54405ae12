#!/usr/bin/env bash
# The fault laboratory: bench/faults/run.sh [-n nodes] [-s seed] [-t seconds] [--plan kill,freeze,...] [--bug name] [-k: keep what is built]
# Ends with 0 when every promise was judged and kept. The report is bench/faults/results/<date>-seed<N>.md.
set -euo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
home="$(dirname "$(dirname "$here")")"
arguments=()
keep=
for argument in "$@"; do
  if [ "$argument" = -k ]; then keep=yes; else arguments+=("$argument"); fi
done

fail() {
  printf 'faults: %s\n        %s\n' "$1" "$2" >&2
  exit 2
}

if [ -z "$keep" ] || [ ! -d "$here/target/lib" ]; then
  (cd "$home" && mvn -q -B -Pbench -DskipTests -DskipGates package -pl hub,bench/faults -am >&2) ||
    fail "The build failed." "Its last lines above say why."
fi

work="$(mktemp -d "${TMPDIR:-/tmp}/busbar-faults.XXXXXX")"
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

# path_of <module> <name>: copies what was built, so that a build beside a run does no harm
path_of() {
  mkdir "$work/jars-$2"
  cp "$1"/target/"$2"-*.jar "$1"/target/lib/*.jar "$work/jars-$2/"
  printf '%s/*' "$work/jars-$2"
}

# Namespaces of the network, mounts and processes end with the lab, whatever ends it.
wrap=()
network=false
for way in "unshare --net --mount --pid --fork --kill-child --mount-proc" \
  "unshare --user --map-root-user --net --mount --pid --fork --kill-child --mount-proc"; do
  if $way sh -c 'mount -t tmpfs none /run && mkdir -p /run/netns && ip netns add probe && ip netns exec probe true' 2>/dev/null; then
    read -ra wrap <<<"$way"
    wrap+=(sh -c 'mount -t tmpfs none /run && mkdir -p /run/netns && "$@"; exit $?' lab) # the shell stays, to bury orphans
    network=true
    break
  fi
done

clock="$(ls /usr/lib/*/faketime/libfaketime.so.1 2>/dev/null | head -1 || true)"
clock="${FAULTS_CLOCK_LIBRARY:-$clock}"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

hub_path="$(path_of "${FAULTS_HUB:-$home/hub}" hub)"
lab_path="$(path_of "$here" faults)"
status=0
"${wrap[@]}" "$java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx1g -Dslf4j.internal.verbosity=ERROR \
  -Dfaults.network="$network" -Dfaults.clock="$clock" -Dfaults.folder="$work" -Dfaults.home="$home" \
  -Dfaults.judge="${FAULTS_JUDGE:-}" -Dfaults.hub.path="$hub_path" -Dfaults.hub.options="${FAULTS_HUB_OPTIONS:-}" \
  -cp "$lab_path" io.busbar.faults.LabMain "${arguments[@]}" &
lab=$!

# Without namespaces the lab itself must end its hubs and their database, and needs a moment for it.
end_lab() {
  if [ "$network" = false ]; then
    kill -TERM $lab 2>/dev/null || true
    for _ in $(seq 150); do
      kill -0 $lab 2>/dev/null || break
      sleep 0.1
    done
  fi
  kill -KILL $lab 2>/dev/null || true
  wait $lab 2>/dev/null || true
  rm -rf "$work"
  exit 130
}
trap end_lab INT TERM
wait $lab || status=$?

kept="${FAULTS_LAST:-$here/target/last}"
if [ -f "$work/history.jsonl" ]; then
  rm -rf "$kept"
  mkdir -p "$kept"
  cp "$work"/history.jsonl "$kept/"
  for log in "$work"/n*/hub.log "$work"/database/postgres.log; do
    [ ! -f "$log" ] || cp "$log" "$kept/$(basename "$(dirname "$log")").log"
  done
fi
if [ -f "$work/report.md" ]; then
  seed="$(sed -n 's/^# Faults, seed //p' "$work/report.md")"
  result="$here/results/$(date -u +%Y-%m-%d)-seed$seed.md"
  [ "${FAULTS_KEEP_REPORT:-yes}" = no ] || { mkdir -p "$here/results" && cp "$work/report.md" "$result" && echo "$result"; }
fi
exit $status
