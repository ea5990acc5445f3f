#!/usr/bin/env bash
# Build what is installed on Linux, with figures in dist/figures.json:
#
#   scripts/installer.sh             the folder, the .deb, the self-contained .run, the list of parts,
#                                    the licences and the check sums, in dist/
#   scripts/installer.sh folder      only the folder, dist/command-console (some two minutes)
#   scripts/installer.sh packages    only .deb and .run, from the folder that is there
#   scripts/installer.sh twice       the folder, and once more elsewhere; both are compared
#
# Nothing is fetched but the locked packages, for the build environment build/packvenv.
# PYTHON=…   the interpreter to freeze; it needs a shared library of its own. /usr/bin/python3 by default
set -euo pipefail
cd "$(dirname "$0")/.."
what="${1:-all}"

say() { printf '%s\n' "installer: $*" >&2; }
give_up() { say "$*"; exit 1; }

python="${PYTHON:-/usr/bin/python3}"
for tool in objdump strip dpkg-deb xz; do
    command -v "$tool" >/dev/null || give_up "$tool is missing: apt-get install binutils dpkg xz-utils"
done

# All files bear the time of the last commit, so that the same source gives the same bytes.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}"
export PYTHONHASHSEED=1 LC_ALL=C.UTF-8 TZ=UTC
umask 022

environment() {
    local wanted
    wanted="$(cat requirements/build.txt <("$python" -VV) | sha256sum)"
    [ "$(cat build/packvenv/.complete 2>/dev/null)" = "$wanted" ] && return
    say "making the build environment"
    rm -rf build/packvenv
    "$python" -m venv build/packvenv || give_up "apt-get install python3-venv libpython3.11"
    build/packvenv/bin/pip install -qq --disable-pip-version-check --require-hashes \
        --only-binary :all: -r requirements/build.txt
    printf '%s\n' "$wanted" >build/packvenv/.complete
}

translations() {
    local source
    for source in resources/i18n/*.ts; do
        build/packvenv/bin/pyside6-lrelease -silent "$source" -qm "${source%.ts}.qm"
    done
}

# folder TARGET WORK
folder() {
    local started=$SECONDS
    rm -rf "$1/command-console"
    build/packvenv/bin/pyinstaller --noconfirm --clean --log-level ERROR \
        --distpath "$1" --workpath "$2" packaging/console.spec
    build/packvenv/bin/python packaging/linux/folder.py "$1/command-console" --source . \
        --report build/folder.json
    say "the folder took $((SECONDS - started)) s"
}

packages() {
    [ -x dist/command-console/command-console ] || give_up "no folder: scripts/installer.sh folder"
    build/packvenv/bin/python packaging/linux/package.py dist/command-console dist
    packaging/paperwork.sh dist build/packvenv/bin/python
    packaging/sums.sh dist
}

mkdir -p build dist
environment
case "$what" in
    folder) translations; folder dist build/pyinstaller ;;
    packages) packages ;;
    twice)
        translations
        folder dist build/pyinstaller
        folder build/again build/pyinstaller-again
        build/packvenv/bin/python packaging/linux/compare.py dist/command-console build/again/command-console
        rm -rf build/again
        ;;
    all) translations; folder dist build/pyinstaller; packages ;;
    *) sed -n 's/^# //p' "$0" >&2; exit 2 ;;
esac
