#!/usr/bin/env bash
# Install the set-up program silently under wine, use it, upgrade it in place, and remove it:
#   packaging/windows/test_under_wine.sh dist/command-console-VERSION-setup.exe
#
# wine stands for Windows as far as the installer, the launcher, Python, SQLAlchemy and psycopg2 go. It runs
# neither numpy nor pydantic nor PySide6 of these packages: that settings are read and windows appear is for
# a Windows machine to show.
set -euo pipefail

setup="$(realpath "$1")"
work="$(mktemp -d)"
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" WINEARCH=win64
unset DISPLAY
wine="$(command -v wine64 || command -v /usr/lib/wine/wine64)"
server="$(command -v wineserver || command -v /usr/lib/wine/wineserver)"
passed=0
end() {
    "$server" -k 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
pass() { passed=$((passed + 1)); printf 'ok  %s\n' "$*"; }
fail() { printf 'NOT ok  %s\n' "$*" >&2; exit 1; }
windows() { "$wine" "$@" 2>/dev/null | tr -d '\r'; }
registry() { windows reg query "$1" /s; }
settle() { "$wine" wineboot >/dev/null 2>&1 || true; }

"$wine" wineboot --init >/dev/null 2>&1
"$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1
settle
user="$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 -type d ! -name Public | head -1)"
local="$user/AppData/Local"
mkdir -p "$local/Programs" # Windows has it from the start
removal='Software\Microsoft\Windows\CurrentVersion\Uninstall\command-console'
snapshot() { (cd "$WINEPREFIX/drive_c" && find . \( -path ./windows -o -path '*/Temp' \) -prune -o -print | sort); }
snapshot >"$work/before"

try() { # MODE HIVE FOLDER
    local mode="$1" hive="$2" folder="$3" version
    "$wine" "$setup" /S "/$mode" || fail "$mode: silent install ended with $?"
    [ -f "$folder/command-console.exe" ] || fail "$mode: nothing at $folder"
    pass "$mode: silent install into ${folder#"$WINEPREFIX"/}"
    find "$WINEPREFIX/drive_c" -name '*.lnk' -path '*Start Menu*' | grep -q . || fail "$mode: no menu entry"
    pass "$mode: menu entry"
    registry "$hive\\$removal" | grep -q DisplayVersion || fail "$mode: not in the list of programs"
    pass "$mode: listed among the programs, with its version"
    version="$(windows "$folder/command-console.exe" --version)" || true
    [[ "$version" == "command-console "* ]] || fail "$mode: --version said: $version"
    [[ "$setup" == *"${version#command-console }"-setup.exe ]] || fail "$mode: another version: $version"
    pass "$mode: command-console.exe --version: $version"
    windows "$folder/command-console.exe" no-such-command >/dev/null && fail "$mode: exit code lost"
    pass "$mode: the launcher hands on the exit code"
    windows "$folder/python/python.exe" -c \
        'from console.data.connection import redact; print(redact("postgresql://me:hush@host/centre"))' |
        grep -qF 'postgresql://me:***@host/centre' || fail "$mode: the database's driver does not load"
    pass "$mode: SQLAlchemy, psycopg2 and the console's own modules load"

    mkdir -p "$local/command-console"
    echo 'language = "zh" # mine' >"$local/command-console/settings.toml"
    touch "$folder/app/left-by-the-old-version.py"
    "$wine" "$setup" /S "/$mode" || fail "$mode: upgrade ended with $?"
    [ ! -e "$folder/app/left-by-the-old-version.py" ] || fail "$mode: the old version was left in place"
    grep -q mine "$local/command-console/settings.toml" || fail "$mode: the upgrade lost the settings"
    pass "$mode: upgrade in place replaces the program and keeps the settings"

    # The uninstaller goes on from a copy of itself, so that it can delete itself too.
    "$wine" "$folder/uninstall.exe" "/$mode" /S /PURGE || fail "$mode: removal failed"
    timeout 120 "$server" -w || fail "$mode: the removal does not end"
    snapshot >"$work/after"
    diff "$work/before" "$work/after" >"$work/left" || { head -20 "$work/left" >&2; fail "$mode: this was left behind"; }
    registry "$hive\\Software" | grep -i command-console && fail "$mode: left in the registry"
    pass "$mode: removal leaves no file and no registry entry"
}

try AllUsers HKLM "$WINEPREFIX/drive_c/Program Files/command-console"
try CurrentUser HKCU "$local/Programs/command-console"
printf 'passed: %d checks\n' "$passed"
