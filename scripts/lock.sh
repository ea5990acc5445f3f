#!/usr/bin/env bash
# Write the locks: every package with its hashes, and no address of any index.  scripts/lock.sh [--upgrade]
#   requirements/lock.txt        from pyproject.toml with all extras, for every system
#   requirements/windows.txt     the same versions, only what the console needs at run time on Windows
#   requirements/build.txt       the same versions, without the tools of tests, with what freezes them
#   requirements/NAME.txt        from requirements/NAME.in: tools with environments of their own
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check uv
compile() {
    local output="$1"
    shift
    "$work/venv/bin/uv" pip compile --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --quiet --output-file "$output" "$@"
}
compile requirements/lock.txt pyproject.toml --all-extras --universal "$@"
compile requirements/windows.txt pyproject.toml --constraint requirements/lock.txt \
    --python-platform x86_64-pc-windows-msvc
compile requirements/build.txt pyproject.toml packaging/build.in \
    --constraint requirements/lock.txt --universal
for input in requirements/*.in; do
    compile "${input%.in}.txt" "$input" "$@"
done
