#!/usr/bin/env bash
# Leave pictures of every window on virtual screens: Chinese and English, full HD and 4K.
#   SECONDS_SHOWN=N   how long each of the four runs lasts, 12 by default
set -euo pipefail
cd "$(dirname "$0")/.."

export SECONDS_SHOWN="${SECONDS_SHOWN:-12}"
for size in 1920x1080 3840x2160; do
    for lang in zh en; do
        SCREEN_SIZE="$size" SHOTS="build/shots/$size-$lang" scripts/run.sh --lang "$lang"
    done
done
