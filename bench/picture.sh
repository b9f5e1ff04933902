#!/usr/bin/env bash
# Measures the picture page in headless Chromium with many incidents, and writes the table into
# docs/performance.md.
#   bench/picture.sh [--incidents N]
# Needs Chromium on the PATH, and what builds and tests the modules.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
incidents=100000
while [ $# -gt 0 ]; do
  case "$1" in
    --incidents) incidents=$2; shift 2 ;;
    *) echo "usage: bench/picture.sh [--incidents N]" >&2; exit 2 ;;
  esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
case=exercise-strait-pause
"$java" "$home/bench/src/main/java/org/treuga/bench/picture/ManyIncidents.java" \
  "$home/cases/$case" "$work/$case" "$incidents"
load=$(cut -d' ' -f1 /proc/loadavg)
(cd "$home" && mvn -q -B -ntp -o -pl core,connectors,app -am test -Dtest=PictureFiguresTest \
  -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtreuga.picture="$work/$case" -Dtreuga.picture.table="$work/rows") >&2
{
  printf '%s\n\n' "$incidents incidents, Chromium without a window and without a graphics card at 1440 x 900, the server beside it, $(nproc) cores, load $load when it began and $(cut -d' ' -f1 /proc/loadavg) when it ended."
  printf '| what was done | times | p50 ms | p95 ms | worst ms |\n|---|--:|--:|--:|--:|\n'
  cat "$work/rows"
} >"$work/table.md"

page="$home/docs/performance.md"
{ sed '/<!-- picture: begin -->/q' "$page"; cat "$work/table.md"; sed -n '/<!-- picture: end -->/,$p' "$page"; } >"$work/page.md"
cp "$work/page.md" "$page"
