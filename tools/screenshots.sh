#!/usr/bin/env bash
# Makes docs/screens/: every page of the workbench on a wide screen and on a phone's, and the first in each language.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo "Chromium is needed" >&2; exit 2; }
work=$(mktemp -d)
out="$home/docs/screens"
mkdir -p "$out"

"$home/treuga" serve "$home/cases/ua-ru-2025-energy" --data "$work/data" --port 0 >"$work/out" 2>"$work/err" &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 300); do grep -q 'http://' "$work/out" && break; sleep 1; done
base=$(grep -o 'http://[0-9.:]*' "$work/out") || { cat "$work/err" >&2; exit 1; }
case="$base/c/ua-ru-2025-energy"

shoot() { # name size language address
  "$browser" --headless --no-sandbox --disable-background-networking --hide-scrollbars --accept-lang="$3" \
    --user-data-dir="$work/$3" --virtual-time-budget=15000 --window-size="$2" --screenshot="$out/$1.png" "$4" >/dev/null 2>&1
  printf '%s\n' "docs/screens/$1.png"
}

incident=20250328-sudzha-himars
for page in picture matrix differences agreement statements process evidence data; do
  shoot "$page" 1440,900 en "$case/$page"
  shoot "$page-phone" 500,1000 en "$case/$page"
done
shoot incident 1440,1600 en "$case/i/$incident"
shoot incident-phone 500,1000 en "$case/i/$incident"
shoot compare 1440,900 en "$case/matrix/compare?a=us&b=ru"
for language in uk ru; do
  shoot "picture-$language" 1440,900 "$language" "$case/picture"
  shoot "differences-$language" 1440,900 "$language" "$case/differences"
done
