#!/usr/bin/env bash
# Makes the picture of the README from the report of the bundled case. Needs Chromium.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$home/treuga" demo --no-serve --data "$out" >/dev/null 2>&1
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
  --window-size=1280,1990 --screenshot="$home/docs/picture.png" "file://$out/report.html" >/dev/null 2>&1
