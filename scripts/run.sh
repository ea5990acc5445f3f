#!/usr/bin/env bash
# Start the console on the demonstration province. Where there is no screen, start it on a virtual
# one for 30 seconds and leave a picture of every window in build/shots.
#
#   scripts/run.sh [options of "python main.py run"]
#   SHOTS=DIR      where the pictures go;   SECONDS_SHOWN=N   how long the virtual run lasts
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${SHOTS:-}" ]; then
    exec .venv/bin/python main.py run --demo "$@"
fi

shots="${SHOTS:-build/shots}"
seconds="${SECONDS_SHOWN:-30}"
mkdir -p "$shots"
before="$(mktemp)"
trap 'rm -f "$before"' EXIT
echo "There is no screen here: the console runs on a virtual one for $seconds seconds." >&2
scripts/with_screen.sh .venv/bin/python main.py run --demo --for "$seconds" --shot "$shots" "$@"
echo "Pictures of its windows:"
found="$(find "$shots" -name '*.png' -newer "$before" | sort)"
[ -n "$found" ] || { echo "none: the console left no picture" >&2; exit 1; }
printf '  %s\n' $found
