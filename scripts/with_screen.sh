#!/usr/bin/env bash
# Run a command on a virtual screen of its own (Xvfb, with the window manager openbox if there is
# one), and end both with it:  scripts/with_screen.sh COMMAND …
#
#   SCREEN_SIZE    of the virtual screen, 3840x2160 by default
set -euo pipefail

[ $# -gt 0 ] || { sed -n 's/^# //p' "$0" >&2; exit 2; }
command -v Xvfb >/dev/null || { echo "Xvfb is missing: apt-get install xvfb" >&2; exit 1; }

work="$(mktemp -d)"
server="" manager=""
end() {
    local pid
    for pid in $manager $server; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The server picks a free display number and writes it down once it listens. -noreset: else the
# monitors that tests make vanish with the last window.
Xvfb -displayfd 7 -screen 0 "${SCREEN_SIZE:-3840x2160}x24" -noreset -nolisten tcp \
    7>"$work/number" 2>"$work/log" &
server=$!
for _ in $(seq 400); do
    [ -s "$work/number" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.05
done
[ -s "$work/number" ] || { echo "Xvfb did not start within 20 s" >&2; exit 1; }
export DISPLAY=":$(tr -d '[:space:]' <"$work/number")"
unset WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb

if command -v openbox >/dev/null; then
    openbox >/dev/null 2>&1 &
    manager=$!
    if command -v xprop >/dev/null; then
        for _ in $(seq 100); do
            xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break
            sleep 0.05
        done
    fi
fi

"$@"
