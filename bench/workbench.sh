#!/usr/bin/env bash
# Measures the workbench's server with many incidents, 50 readers and an import under way, and writes
# the table into docs/performance.md.
#   bench/workbench.sh [--reports N] [--minutes N]
# Needs the modules to be built (mvn -DskipTests package).
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
reports=100000 minutes=10
while [ $# -gt 0 ]; do
  case "$1" in
    --reports) reports=$2; shift 2 ;;
    --minutes) minutes=$2; shift 2 ;;
    *) echo "usage: bench/workbench.sh [--reports N] [--minutes N]" >&2; exit 2 ;;
  esac
done
work=$(mktemp -d)
server=""
finish() { [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }; rm -rf "$work"; }
trap finish EXIT

classes=${TREUGA_BENCH_CLASSES:-"$home/bench/target/classes:$home/app/target/treuga.jar"}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run() { "$java" --enable-native-access=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC -cp "$classes" org.treuga.bench.workbench.WorkbenchBench "$@"; }
mib() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status"; }
millis() { echo $(($(date +%s%N) / 1000000)); }

# As the launcher sets it.
export MALLOC_ARENA_MAX=2
case=exercise-strait-pause
load=$(cut -d' ' -f1 /proc/loadavg)
recorded=$(run record "$work/data" "$home/cases/$case" "$reports")
mkfifo "$work/told"
begin=$(millis)
"$java" --enable-native-access=ALL-UNNAMED -Xmx192m -XX:+UseSerialGC -cp "$classes" org.treuga.bench.workbench.WorkbenchBench serve "$work/data" "$case" <"$work/told" >"$work/url" &
server=$!
exec 9>"$work/told"
until [ -s "$work/url" ]; do sleep 0.05; done
url=$(cat "$work/url")
curl -sf -o "$work/first" "${url}api/cases/$case/collections/incidents/items"
first=$(($(millis) - begin))
rss=$(mib)
run read "$url" "$case" $((minutes * 60)) >"$work/rows"
{
  printf '%s\n' "$("$java" -version 2>&1 | head -1), $(nproc) cores, load $load when it began and $(cut -d' ' -f1 /proc/loadavg) when it ended, heap of 192 MiB."
  printf '%s Start to the first answer with all of them: %d ms. Resident: %d MiB then, %d MiB after %d minutes.\n\n' "$recorded" "$first" "$rss" "$(mib)" "$minutes"
  printf '| what was asked for | answers | p50 ms | p95 ms | worst ms | errors |\n|---|--:|--:|--:|--:|--:|\n'
  cat "$work/rows"
} >"$work/table.md"
printf 'stop\n' >&9

page="$home/docs/performance.md"
{ sed '/<!-- workbench: begin -->/q' "$page"; cat "$work/table.md"; sed -n '/<!-- workbench: end -->/,$p' "$page"; } >"$work/page.md"
cp "$work/page.md" "$page"
