#!/usr/bin/env bash
# Prove everything: style, types and layers; the plain layers with Qt hidden; then all others on
# a virtual screen. A failure does not stop what follows it; the last line is pytest's closing line.
#
#   scripts/test.sh [options of pytest]
set -uo pipefail
cd "$(dirname "$0")/.."

failed=""
echo "== style, types, layers"
scripts/lint.sh || failed="style, types or layers"

echo "== the plain layers, with Qt hidden"
plain=() plain_ignored=()
for layer in domain analysis wall data video settings; do
    if [ -d "tests/$layer" ]; then plain+=("tests/$layer") plain_ignored+=("--ignore=tests/$layer"); fi
done

# With options (a selection, say) it is no failure that one of the two runs finds nothing to do.
run() {
    "$@" && return
    [ $? = 5 ] && [ "$selected" = yes ]
}
selected=no
if [ $# -gt 0 ]; then selected=yes; fi

run .venv/bin/python -m pytest -q -p tests.without_qt "${plain[@]}" "$@" || failed="$failed  the plain layers"

echo "== all other tests, on a virtual screen"
if [ -n "$failed" ]; then echo "already failed, see above: $failed"; fi
run scripts/with_screen.sh .venv/bin/python -m pytest "${plain_ignored[@]}" "$@" || failed="tests"
[ -z "$failed" ]
