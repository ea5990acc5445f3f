#!/usr/bin/env bash
# Bring resources/i18n/zh.ts up to date with the texts in the code, and compile it. Texts that have
# no translation yet are named; the command then fails.
set -euo pipefail
cd "$(dirname "$0")/.."

ts=resources/i18n/zh.ts
mapfile -t sources < <(find console/app console/views console/widgets -name '*.py' | sort)
.venv/bin/pyside6-lupdate -silent -locations none -no-obsolete "${sources[@]}" -ts "$ts"
.venv/bin/pyside6-lrelease -silent "$ts" -qm "${ts%.ts}.qm"
if grep -B 3 'type="unfinished"' "$ts" | grep '<source>'; then
    echo "These texts in $ts have no Chinese yet." >&2
    exit 1
fi
