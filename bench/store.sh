#!/usr/bin/env bash
# Measures the data directory on SQLite and PostgreSQL and writes the tables into docs/performance.md.
#   bench/store.sh [--observations N] [--rounds N] [FILE of VIINA...]
# Needs the modules to be built (mvn -DskipTests package); PostgreSQL is left out where it is not installed.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
observations=1000000 rounds=100
while [ $# -gt 0 ]; do
  case "$1" in
    --observations) observations=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) break ;;
  esac
done
work=$(mktemp -d)
server=""
finish() { [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }; rm -rf "$work"; }
trap finish EXIT

as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi; }
databases=(-)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
if [ -n "$bin" ]; then
  chmod 711 "$work"
  mkdir "$work/pg"
  [ "$(id -u)" != 0 ] || chown nobody "$work/pg"
  as_nobody "$bin/initdb" -D "$work/pg/data" -U treuga -A trust >/dev/null
  port=$((20000 + RANDOM % 20000))
  as_nobody "$bin/postgres" -D "$work/pg/data" -k "$work/pg" -h 127.0.0.1 -p "$port" >"$work/pg.log" 2>&1 &
  server=$!
  for _ in $(seq 50); do as_nobody "$bin/psql" -h 127.0.0.1 -p "$port" -U treuga -c 'select 1' postgres >/dev/null 2>&1 && break; sleep 0.2; done
  for name in one two; do as_nobody "$bin/createdb" -h 127.0.0.1 -p "$port" -U treuga "$name"; done
  databases+=("jdbc:postgresql://127.0.0.1:$port/DATABASE?user=treuga")
fi

classes="$home/bench/target/classes:$home/app/target/treuga.jar"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
run() { "$java" --enable-native-access=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC -cp "$classes" org.treuga.bench."$@"; }
note() { printf '%s\n' "$1" >&2; }

{
  printf '%s\n' "$("$java" -version 2>&1 | head -1), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) when it began, heap of 256 MiB, fsync on."
  if [ $# -gt 0 ]; then
    printf '\nRecording files for the first time and again, beside the same rows put into an empty table of the same columns and indexes by plain JDBC ("floor").\n\n'
    printf '| feed | store | rows | accepted | rows/s | accepted/s | CPU s | again rows/s | CPU s | floor rows/s | floor : ours | peak MiB |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n'
    n=0
    for db in "${databases[@]}"; do note "ingest on ${db%%:*}"; n=$((n + 1)); run store.StoreBench ingest "$work/files$n" "${db/DATABASE/one}" viina "$@"; done
  fi
  printf '\nRecording drawn observations.\n\n| store | observations | rows/s | CPU s | peak MiB |\n|---|--:|--:|--:|--:|\n'
  n=0
  for db in "${databases[@]}"; do note "fill on ${db%%:*}"; n=$((n + 1)); run store.StoreBench fill "$work/drawn$n" "${db/DATABASE/two}" "$observations"; done
  printf '\nAsking %s of them: %s queries of each kind, each with other values; milliseconds.\n\n| query | store | found, mean | p50 | p95 | worst |\n|---|---|--:|--:|--:|--:|\n' "$observations" "$rounds"
  n=0
  for db in "${databases[@]}"; do note "ask on ${db%%:*}"; n=$((n + 1)); run store.StoreBench ask "$work/drawn$n" "${db/DATABASE/two}" "$rounds"; done
  printf '\nThe ledger alone: entries of about 200 bytes in durable batches of 1,000.\n\n| what | value |\n|---|--:|\n'
  note "ledger"
  mkdir "$work/ledger"
  run ledger.LedgerThroughput "$work/ledger" 1000000
} >"$work/tables.md"

page="$home/docs/performance.md"
{ sed '/<!-- store: begin -->/q' "$page"; cat "$work/tables.md"; sed -n '/<!-- store: end -->/,$p' "$page"; } >"$work/page.md"
cp "$work/page.md" "$page"
