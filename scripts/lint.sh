#!/usr/bin/env bash
# Check style, types and layers; say all that is wrong, not only the first.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=0
.venv/bin/ruff format --check --quiet . || { echo "not formatted: .venv/bin/ruff format ." >&2; failed=1; }
.venv/bin/ruff check . || failed=1
.venv/bin/mypy || failed=1
.venv/bin/lint-imports || failed=1
exit "$failed"
