#!/usr/bin/env bash
# Write requirements/lock.txt from pyproject.toml: every package with its hashes, for every system,
# and no address of any index in it.  scripts/lock.sh [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check uv
"$work/venv/bin/uv" pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements/lock.txt "$@"
