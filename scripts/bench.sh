#!/usr/bin/env bash
# Run the measurements in bench/ one after the other on a virtual screen.
#   scripts/bench.sh [NAME …]   the names of files in bench/, without .py; all by default
set -euo pipefail
cd "$(dirname "$0")/.."

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
    for file in bench/bench_*.py; do names+=("$(basename "$file" .py)"); done
fi
for name in "${names[@]}"; do
    echo "== $name"
    scripts/with_screen.sh .venv/bin/python -m "bench.$name"
done
