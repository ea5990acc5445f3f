#!/usr/bin/env bash
# Prove everything: style, types and layers; the plain layers with Qt hidden; then all tests on a
# virtual screen. A failure does not stop what follows it; the last line is pytest's closing line.
#
#   scripts/test.sh [options of pytest]
set -uo pipefail
cd "$(dirname "$0")/.."

failed=""
echo "== style, types, layers"
scripts/lint.sh || failed="style, types or layers"

echo "== the plain layers, with Qt hidden"
plain=()
for layer in domain analysis wall data video settings; do
    if [ -d "tests/$layer" ]; then plain+=("tests/$layer"); fi
done
.venv/bin/python -m pytest -q -p tests.without_qt -m "not slow" "${plain[@]}" || failed="$failed  the plain layers with Qt hidden"

echo "== all tests"
if [ -n "$failed" ]; then echo "already failed, see above: $failed"; fi
scripts/with_screen.sh .venv/bin/python -m pytest "$@" || failed="tests"
[ -z "$failed" ]
