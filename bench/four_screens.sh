#!/bin/sh
# Run a command on a virtual desktop of four screens of 1920x1080, the first one the desk's:
#     sh bench/four_screens.sh .venv/bin/python -m bench.bench_session take
set -eu
work="$(mktemp -d)"
Xvfb -displayfd 3 -screen 0 7680x1080x24 -noreset 3>"$work/number" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 200); do [ -s "$work/number" ] && break; sleep 0.05; done
export DISPLAY=":$(tr -d '[:space:]' <"$work/number")" QT_QPA_PLATFORM=xcb
left=0
for name in D W1 W2 W3; do
    output=none
    [ "$name" = D ] && output=screen
    xrandr --setmonitor "$name" "1920/508x1080/286+$left+0" "$output" >/dev/null 2>&1
    left=$((left + 1920))
done
openbox >/dev/null 2>&1 &
"$@"
