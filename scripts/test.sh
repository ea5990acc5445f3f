#!/usr/bin/env bash
# Prove everything: style, types and layers; the plain layers with Qt hidden; then all tests on a
# virtual screen. Ends with pytest's own closing line.
#
#   scripts/test.sh [options of pytest]
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== style, types, layers"
scripts/lint.sh

echo "== the plain layers, with Qt hidden"
plain=()
for layer in domain analysis wall data video settings; do
    if [ -d "tests/$layer" ]; then plain+=("tests/$layer"); fi
done
.venv/bin/python -m pytest -q -p tests.without_qt -m "not slow" "${plain[@]}"

echo "== all tests"
scripts/with_screen.sh .venv/bin/python -m pytest -q "$@"
