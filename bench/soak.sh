#!/usr/bin/env bash
# Keeps a hub busy with everything at once and looks every minute whether something grows: bench/soak.sh [-t minutes] [-e seconds between looks] [-k: keep what is built]
# Drivers report, apps command, SSE, Socket.IO and MQTT clients listen, others and a driver come and go. The report is bench/results/<date>-soak.md.
set -euo pipefail

here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
# shellcheck source=bench/servers.sh
. "$here/servers.sh"
minutes=60
every=60
built=
while getopts t:e:k option; do
  case "$option" in
    t) minutes="$OPTARG" ;;
    e) every="$OPTARG" ;;
    k) built=yes ;;
    *) exit 2 ;;
  esac
done
jcmd="${java%java}jcmd"
command -v "$jcmd" >/dev/null || fail "jcmd is missing." "Install a JDK: apt-get install openjdk-17-jdk-headless"
[ -n "$built" ] || build_hub_and_bench

data="$work/data"
mkdir -p "$data"
started="$(date -u +'%Y-%m-%d %H:%M UTC')"
start_hub "$home" "$data" env
port() { sed -n 's/.*"'"$1"'" *: *\([0-9]*\).*/\1/p' "$data/ports.json"; }

coproc load { exec "$java" -XX:+UseSerialGC -Xmx256m -Dslf4j.internal.verbosity=ERROR -cp "$(class_path_of bench)" \
  io.busbar.bench.soak.SoakMain "hub=$(port http):$hub_pid:$(port mqtt)" 2>"$work/load.log"; }
pids+=("$load_PID")
from_load="${load[0]}" to_load="${load[1]}"
read -r -t 60 said <&"$from_load" || fail "The load did not start." "$(tail -5 "$work/load.log")"

heap_kb() {
  "$jcmd" "$hub_pid" GC.run >/dev/null # the second one frees what the first one made free
  "$jcmd" "$hub_pid" GC.run >/dev/null
  "$jcmd" "$hub_pid" GC.heap_info | sed -n '/Metaspace/q; s/.* used \([0-9]*\)K.*/\1/p' | awk '{ all += $1 } END { print all }'
}

# look <seconds since the start>: one line of what SoakReportMain reads
look() {
  local heap memory files threads stored
  heap="$(heap_kb)"
  memory="$(resident_kb "$hub_pid")"
  files="$(find "/proc/$hub_pid/fd" -mindepth 1 -maxdepth 1 | wc -l)"
  threads="$(sed -n 's/^Threads:[^0-9]*//p' "/proc/$hub_pid/status")"
  stored="$(du -sk --exclude=pg_wal "$data" | cut -f1)"
  awk "BEGIN { printf \"%.2f\", $1 / 60 }"
  printf ',%s,%s,%s,%s,%s\n' "$heap" "$memory" "$files" "$threads" "$stored"
}

sleep 5 # until the clients have come
begin=$SECONDS
end=$((begin + minutes * 60))
due=$begin
while [ "$SECONDS" -le "$end" ]; do
  kill -0 "$hub_pid" 2>/dev/null || fail "The hub ended." "$(tail -5 "$work/hub.log")"
  look $((SECONDS - begin)) >>"$work/looks.csv"
  echo >&"$to_load" 2>/dev/null && read -r -t 60 said <&"$from_load" || fail "The load ended." "$(tail -5 "$work/load.log")"
  printf '%s: %s\n' "$(tail -1 "$work/looks.csv")" "$said" | tee -a "$work/done.txt" >&2
  due=$((due + every))
  [ "$due" -le "$SECONDS" ] || sleep $((due - SECONDS))
done

result="$here/results/$(date -u +%Y-%m-%d)-soak.md"
mkdir -p "$here/results"
{
  printf '# Soaked %s, %s minutes\n\n' "$started" "$minutes"
  printf -- '- Machine: %s, %s cores, %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc --all)" "$(uname -sr)"
  printf -- '- Busbar: %s%s; heap of at most 512 MB, serial collector\n' "$(git -C "$home" rev-parse --short HEAD)" "$(git -C "$home" diff --quiet || echo ' with local changes')"
  printf -- '- 100 devices, 200 updates and 50 commands a second, one client of each kind that stays, four a second that come and go\n\n'
  "$java" -cp "$(class_path_of bench)" io.busbar.bench.soak.SoakReportMain "$work/looks.csv"
  printf '\nThe first third is warming up. Each look: minutes, heap KB, resident KB, descriptors, threads, data KB; done since the former look.\n\n```\n'
  cat "$work/done.txt"
  printf '```\n'
} >"$result.new"
mv "$result.new" "$result"
cat "$result"
