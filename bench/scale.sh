#!/usr/bin/env bash
# What more nodes cost: bench/scale.sh [-n runs] [-s seconds] [-u warm-up] [-N "1 2 3"] [-k] [workload ...]
# One, two and three nodes of one house and their PostgreSQL share core 0, so that a lower rate is a higher cost of each
# event. The load is at the first node; the others hear of all of it. The report goes to bench/results/<date>-scale.md.
set -euo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
# shellcheck source=bench/servers.sh
. "$here/servers.sh"
runs=2
seconds=3
warm=12
sizes="1 2 3"
built=
while getopts n:s:u:N:k option; do
  case "$option" in
    n) runs="$OPTARG" ;;
    s) seconds="$OPTARG" ;;
    u) warm="$OPTARG" ;;
    N) sizes="$OPTARG" ;;
    k) built=yes ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
workloads="${*:-C1 S1W1 M1W1 M2W1}"
[ -n "$built" ] || build_hub_and_bench

free_port() { echo $((RANDOM % 20000 + 20000)); }

# start_house <nodes>: starts a database and nodes as children of one process: sets house
start_house() {
  local nodes="$1" folder="$work/house-$1" members=() i
  mkdir -p "$folder"
  for ((i = 1; i <= nodes; i++)); do members+=("127.0.0.1:$(free_port)"); done
  (
    trap 'kill $(jobs -p) 2>/dev/null; wait; exit' TERM
    taskset -c 0 "$java" -XX:+UseSerialGC -Xmx32m -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" \
      io.busbar.bench.scale.DatabaseMain "$folder/database" >"$folder/database.log" 2>&1 &
    until [ -s "$folder/database" ]; do sleep 0.1; done
    for ((i = 1; i <= nodes; i++)); do
      mkdir -p "$folder/$i"
      local cluster=() options="${BENCH_HUB_OPTIONS:-}"
      [ "$nodes" = 1 ] || cluster=(BUSBAR_CLUSTER_MEMBERS="$(IFS=,; echo "${members[*]}")" BUSBAR_CLUSTER_HOST=127.0.0.1
        BUSBAR_CLUSTER_PORT="${members[$((i - 1))]##*:}" BUSBAR_CLUSTER_SECRET=a-secret-of-the-bench-and-of-nothing-else)
      env "${hub_environment[@]}" BUSBAR_DATA_DIR="$folder/$i" BUSBAR_DATABASE_URL="$(cat "$folder/database")" BUSBAR_NODE_ID="node-$i" \
        "${cluster[@]}" taskset -c 0 "$java" -XX:+UseSerialGC -Xmx384m ${options//%n/$i} -cp "$(class_path_of hub)" io.busbar.hub.HubMain run \
        >"$folder/$i.log" 2>&1 </dev/null &
      until [ -s "$folder/$i/ports.json" ]; do sleep 0.1; done
    done
    wait
  ) &
  house=$!
  pids+=("$house")
  await_file "$folder/$nodes/ports.json" "$house" "The house" "$folder/$nodes.log" 120
}

# port_at <node folder> <workload>
port_at() {
  local door=http
  case "$2" in M*) door=mqtt ;; esac
  sed -n 's/.*"'$door'" *: *\([0-9]*\).*/\1/p' "$1/ports.json"
}

: >"$work/samples.jsonl"
for workload in $workloads; do
  for nodes in $sizes; do
    rm -rf "$work/house-$nodes"
    start_house "$nodes"
    taskset -c 1 "$java" -XX:+UseSerialGC -Xmx1g -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" io.busbar.bench.BenchMain \
      "$workload" "$runs" "$seconds" "$warm" "$work/samples.jsonl" "$nodes-nodes=$(port_at "$work/house-$nodes/1" "$workload"):$house"
    stop_all
  done
done
result="${SCALE_REPORT:-$here/results/$(date -u +%Y-%m-%d)-scale.md}"
{
  printf '# One, two and three nodes on one core, %s\n\n' "$(date -u +'%Y-%m-%d %H:%M UTC')"
  printf -- '- Busbar: %s%s\n' "$(git -C "$home" rev-parse --short HEAD)" "$(git -C "$home" diff --quiet || echo ' with local changes')"
  printf -- '- %s runs of %s s each after %s s of warm-up; all nodes and the database on core 0, generator on core 1\n\n' "$runs" "$seconds" "$warm"
  "$java" -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" io.busbar.bench.report.ReportMain "$work/samples.jsonl"
} >"$result.new"
mv "$result.new" "$result"
cat "$result"
