#!/usr/bin/env bash
# Measures the hub against its stand-ins: bench/run.sh [options] [workload ...]
#   -w "C1 S1W1"   workloads, as the ones after the options
#   -n 3           runs of each server, interleaved
#   -s 5           seconds of a run
#   -u 10          seconds of warm-up
#   -p "hub bare"  servers
#   -i 5000        idle clients of each I2
#   -o file        where the report goes instead of bench/results; then bench/RESULTS.md stays as it is
#   -k             keeps what is built
#   -r             measures nothing, makes bench/RESULTS.md anew
# The peer "before" is another built checkout of the hub, named by BENCH_BEFORE. BENCH_HUB_OPTIONS adds JVM options.
# Servers run on core 0, the generator on core 1, everything on loopback. What workloads there are: bench/README.md
set -euo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
# shellcheck source=bench/servers.sh
. "$here/servers.sh"
workloads="C1 C2 L1 S1W1 S1W16 S1D16 S1RATE I1W1 I1W16 I1D16 I1RATE I2 I2SSE I2DRIVER D1 G1 M1W1 M1W64 M2W1 M2W64 M3Q0 M3Q1 E1 G1E K1C K1E R1"
peers="hub express fastify bare socketio socketio-uws mosquitto aedes hivemq"
idle=5000
runs=3
seconds=5
warm=10
built=
report=
only_results=
case "${1:-}" in
  --help | -h)
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
    exit
    ;;
esac
while getopts w:n:s:u:p:i:o:kr option; do
  case "$option" in
    w) workloads="$OPTARG" ;;
    n) runs="$OPTARG" ;;
    s) seconds="$OPTARG" ;;
    u) warm="$OPTARG" ;;
    p) peers="$OPTARG" ;;
    i) idle="$OPTARG" ;;
    o) report="$OPTARG" ;;
    k) built=yes ;;
    r) only_results=yes ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || workloads="$*"
known=" C1 C2 L1 S1W1 S1W16 S1D16 S1RATE I1W1 I1W16 I1D16 I1RATE I2 I2SSE I2MQTT I2DRIVER D1 G1 M1W1 M1W64 M2W1 M2W64 M3Q0 M3Q1 MG1 B1 B1LIVE E1 G1E K1C K1E R1 "
for workload in $workloads; do
  case "$known" in *" $workload "*) ;; *) fail "There is no workload $workload." "These are:$known" ;; esac
done

make_results() {
  "$java" -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" io.busbar.bench.report.ResultsMain "$here/results" "$here/targets.txt" \
    >"$here/RESULTS.md.new" && mv "$here/RESULTS.md.new" "$here/RESULTS.md"
}
if [ -n "$only_results" ]; then
  [ -n "$built" ] || build_hub_and_bench
  make_results
  exit
fi

[ "$(nproc --all)" -ge 2 ] || fail "One core is too few." "The server and the generator need one each."
command -v taskset >/dev/null || fail "taskset is missing." "apt-get install util-linux"

build() {
  build_hub_and_bench
  [ -d "$here/node/node_modules" ] || (cd "$here/node" && npm ci --silent >&2)
  case " $peers " in *" hivemq "*)
    [ -d "$here/hivemq/target/lib" ] || mvn -q -B -f "$here/hivemq/pom.xml" \
      org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$here/hivemq/target/lib" >&2 ||
      fail "HiveMQ CE could not be had." "Leave it out: -p \"hub mosquitto aedes\"."
    ;;
  esac
}

is_end_to_end() { case "$1" in E1 | G1E | K1E) ;; *) return 1 ;; esac }

# port_in <file> <workload>
port_in() {
  local door=http
  case "$2" in M* | I2MQTT) door=mqtt ;; esac
  sed -n 's/.*"'$door'" *: *\([0-9]*\).*/\1/p' "$1"
}

# start_broker <name>: sets place to name=port:pid
start_broker() {
  local data="$work/data/$1" port
  mkdir -p "$data"
  case "$1" in
    mosquitto)
      port="$(("$RANDOM" % 20000 + 20000))"
      printf '%s\n' "listener $port 127.0.0.1" 'allow_anonymous true' 'persistence false' 'log_type error' 'set_tcp_nodelay true' \
        'max_inflight_messages 0' 'max_queued_messages 0' >"$data/mosquitto.conf"
      taskset -c 0 mosquitto -c "$data/mosquitto.conf" >"$work/$1.log" 2>&1 </dev/null &
      pids+=($!)
      place="$1=$port:$!"
      until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 $! 2>/dev/null || fail "mosquitto ended at its start." "$(tail -5 "$work/$1.log")"
        sleep 0.1
      done
      return
      ;;
    aedes) taskset -c 0 "$node" "$here/node/aedes.js" >"$data/port.json" 2>"$work/$1.log" </dev/null & ;;
    hivemq)
      taskset -c 0 "$java" -XX:+UseParallelGC -Xmx1g -cp "$here/hivemq/target/lib/*" "$here/hivemq/HiveMq.java" "$data" \
        >"$work/$1.log" 2>&1 </dev/null &
      ;;
  esac
  pids+=($!)
  place=":$!"
  await_file "$data/port.json" $! "$1" "$work/$1.log"
  place="$1=$(port_in "$data/port.json" M)$place"
}

# start_peer <name> <workload>: sets place to name=port:pid
start_peer() {
  case "$1" in
    hub | before)
      local from="$home" data="$work/data/$1"
      [ "$1" = hub ] || from="${BENCH_BEFORE:?names the checkout to compare with}"
      mkdir -p "$data"
      start_hub "$from" "$data" taskset -c 0
      place="$1=$(port_in "$data/ports.json" "$2"):$hub_pid"
      ! is_end_to_end "$2" || place="$place:$(port_in "$data/ports.json" M)"
      return
      ;;
    mosquitto | aedes | hivemq)
      start_broker "$1"
      return
      ;;
  esac
  local script="$1-ws.js"
  [ -f "$here/node/$script" ] || script="$1.js"
  rm -f "$work/$1.json"
  local runtime="$node"
  [ "$1" != socketio-uws ] || runtime="$node20"
  local doors=
  ! is_end_to_end "$2" || doors=all
  NODE_ENV=production BENCH_DOORS=$doors taskset -c 0 "$runtime" --expose-gc "$here/node/$script" >"$work/$1.json" 2>"$work/$1.log" </dev/null &
  pids+=($!)
  await_file "$work/$1.json" $! "$1" "$work/$1.log"
  place="$1=$(port_in "$work/$1.json" "$2"):$!"
  [ -z "$doors" ] || place="$place:$(port_in "$work/$1.json" M)"
}

# serves <peer> <workload>
serves() {
  case "$2-$1" in
    *-hub | *-before) ;;
    E1-express | G1E-express | K1E-express) ;;
    E1-* | G1E-* | K1E-*) return 1 ;;
    K1C-express | K1C-fastify | K1C-bare) ;;
    K1C-*) return 1 ;;
    M*-mosquitto) command -v mosquitto >/dev/null || { echo "bench: mosquitto is missing (apt-get install mosquitto), left out" >&2; return 1; } ;;
    I2MQTT-mosquitto | M*-aedes | M*-hivemq) ;;
    M*-* | *-mosquitto | *-aedes | *-hivemq) return 1 ;;
    I2-socketio* | I1*-socketio*) ;;
    I* | *-socketio* | D1-* | G1-* | B1*) return 1 ;;
  esac
}

measure() {
  local workload="$1" places=()
  rm -rf "$work/data"
  for peer in $peers; do
    serves "$peer" "$workload" || continue
    start_peer "$peer" "$workload"
    places+=("$place")
  done
  taskset -c 1 "$java" -XX:+UseSerialGC -Xmx1g -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" io.busbar.bench.BenchMain \
    "$workload" "$runs" "$seconds" "$warm" "$work/samples.jsonl" "${places[@]}"
  stop_all
}

descendants() {
  local pid
  echo "$1"
  for pid in $(cat "/proc/$1/task/"*/children 2>/dev/null); do descendants "$pid"; done
}

collect_garbage() {
  case "$1" in
    hub | before) "${java%java}jcmd" "$2" GC.run >/dev/null && "${java%java}jcmd" "$2" GC.run >/dev/null ;;
    mosquitto) ;;
    *) kill -USR2 "$2" ;;
  esac
  sleep 2
}

# settled_kb <peer> <process>: resident memory after garbage was collected
settled_kb() {
  collect_garbage "$1" "$2"
  resident_kb "$2"
}

# turn: the idle clients connect, or close
turn() {
  echo >&"${idlers[1]}"
  read -r -t 300 connected <&"${idlers[0]}" || fail "The idle clients did not connect." "$(tail -5 "$work/idle.log")"
  sleep 1
}

# measure_idle <workload>
measure_idle() {
  local workload="$1" kind
  case "$workload" in
    I2) kind="Socket.IO client over WebSocket" ;;
    I2SSE) kind="client of server-sent events" ;;
    I2MQTT) kind="subscriber of MQTT" ;;
    I2DRIVER) kind="driver without devices" ;;
  esac
  rm -rf "$work/data"
  printf '## %s: memory per idle %s, %d of them, after garbage was collected\n\n' "$workload" "$kind" "$idle"
  printf '| server | clients | before MB | with them MB | each KB |\n|---|--:|--:|--:|--:|\n'
  for peer in $peers; do
    serves "$peer" "$workload" || continue
    start_peer "$peer" "$workload" >&2
    local pid="${place##*:}" before after connected
    coproc idlers { exec taskset -c 1 "$java" -XX:+UseSerialGC -Xmx1g -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" \
      io.busbar.bench.IdleMain "$place" "$idle" "$workload" 2>"$work/idle.log"; }
    read -r -t 60 connected <&"${idlers[0]}" || fail "The idle clients did not start." "$(tail -5 "$work/idle.log")"
    before="$(settled_kb "$peer" "$pid")"
    turn
    after="$(settled_kb "$peer" "$pid")"
    printf '| %s | %d | %d | %d | %s |\n' "$peer" "$connected" $((before / 1024)) $((after / 1024)) \
      "$(awk "BEGIN { printf \"%.1f\", ($after - $before) / $connected }")"
    kill "$idlers_PID" 2>/dev/null && wait "$idlers_PID" 2>/dev/null || true
    stop_all
  done
  printf '\nResident memory is the proportional set size.\n\n'
}

# Warm start: the data directory exists. The time runs from the launch of ./busbar to ports.json.
measure_start() {
  local begin end pid data="$work/start" log="$work/start.log"
  mkdir -p "$data"
  printf '## R1: warm start and idle memory\n\n| run | ready after ms | hub MB | database MB | hub and database MB |\n|--:|--:|--:|--:|--:|\n'
  for ((i = 0; i <= runs; i++)); do
    rm -f "$data/ports.json"
    begin=$(date +%s%N)
    env "${hub_environment[@]}" BUSBAR_DATA_DIR="$data" "$home/busbar" run >"$log" 2>&1 </dev/null &
    pid=$!
    pids+=("$pid")
    await_file "$data/ports.json" "$pid" "The hub" "$log" 600 >&2 # the first start may build
    end=$(date +%s%N)
    if [ $i -gt 0 ]; then
      sleep 10
      local all hub
      mapfile -t all < <(descendants "$pid")
      hub="$(resident_kb "$pid")"
      local both
      both="$(resident_kb "${all[@]}")"
      printf '| %d | %d | %d | %d | %d |\n' $i $(((end - begin) / 1000000)) $((hub / 1024)) $(((both - hub) / 1024)) $((both / 1024))
    fi
    stop_all
  done
  printf '\nResident memory is the proportional set size, ten seconds after the start.\n\n'
}

[ -n "$built" ] || build
: >"$work/samples.jsonl"
started="$(date -u +'%Y-%m-%d %H:%M UTC')"
for workload in $workloads; do
  case "$workload" in R1 | I2*) ;; *) measure "$workload" ;; esac
done
result="${report:-$here/results/$(date -u +%Y-%m-%d-%H%M%S).md}"
mkdir -p "$(dirname "$result")"
{
  printf '# Measured %s\n\n' "$started"
  printf -- '- Machine: %s, %s cores, %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc --all)" "$(uname -sr)"
  printf -- '- Busbar: %s%s\n' "$(git -C "$home" rev-parse --short HEAD)" "$(git -C "$home" diff --quiet HEAD -- . ':!bench/RESULTS.md' ':!bench/results' || echo ' with local changes')"
  printf -- '- JDK: %s; Node: %s; %s\n' "$("$java" -version 2>&1 | sed -n 's/.*(build \(.*\)).*/\1/p' | head -1)" "$("$node" --version)" \
    "$(sed -n 's/^    "\(express\|fastify\|socket.io\|ws\)": "\(.*\)".*/\1 \2/p' "$here/node/package.json" | paste -sd, - | sed 's/,/, /g')"
  case " $workloads" in *" M"*) printf -- '- %s, aedes %s, HiveMQ CE %s, all in memory without accounts; the hub with accounts, rights and metrics\n' \
    "$(mosquitto -h 2>/dev/null | sed -n 's/ version//p' | head -1)" "$(sed -n 's/^    "aedes": "\(.*\)".*/\1/p' "$here/node/package.json")" \
    "$(sed -n 's/.*embedded<.*<version>\(.*\)<\/version>.*/\1/p' "$here/hivemq/pom.xml")" ;;
  esac
  printf -- '- %s runs of %s s each after %s s of warm-up, servers interleaved; server and its database on core 0, generator on core 1\n' "$runs" "$seconds" "$warm"
  printf -- '- Load of the machine at the end: %s\n\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
  "$java" -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" io.busbar.bench.report.ReportMain "$work/samples.jsonl"
  for workload in $workloads; do
    case "$workload" in I2*) measure_idle "$workload" ;; esac
  done
  case " $workloads " in *" R1 "*) measure_start ;; esac
} >"$result.new"
mv "$result.new" "$result"
cat "$result"
[ -n "$report" ] || make_results
