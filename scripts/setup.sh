#!/usr/bin/env bash
# Install what is missing, and nothing else: system libraries (Debian and its children, by apt),
# a virtual environment from the hash-checked lock, the compiled translations.
#
#   scripts/setup.sh run     what the console needs
#   scripts/setup.sh test    the same, and what the tests need
#   scripts/setup.sh installer   what the console needs, and what freezes it
#
# A second call finds everything in place and only looks (about a tenth of a second).
set -euo pipefail
cd "$(dirname "$0")/.."
purpose="${1:-run}"

say() { printf '%s\n' "setup: $*" >&2; }
give_up() { say "$*"; exit 1; }

# Two calls at once would spoil each other's environment.
mkdir -p build
if command -v flock >/dev/null; then
    exec 9>build/.setup.lock
    flock 9
fi

find_python() {
    local name
    for name in python3.11 python3 python3.12 python3.13; do
        # A name on PATH may be a version manager's, for a version that is not there: try it.
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

python=".venv/bin/python"
if [ ! -e .venv/.complete ] || ! "$python" -c '' 2>/dev/null; then
    python="$(find_python)" || give_up "Python 3.11 or later is missing: apt-get install python3"
fi

# ---------------------------------------------------------------------------- system packages

libraries="libgl1 libegl1 libgbm1 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2 libnss3
    libasound2 libpulse0 libxkbcommon-x11-0 libxkbfile1 libxcb-cursor0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libx11-xcb1
    libxcb-dri3-0 libxcomposite1 libxdamage1 libxrandr2 libxtst6 fonts-noto-cjk"
virtual_screen="xvfb xauth openbox x11-utils x11-xserver-utils xdotool dbus-daemon"
# A real RTSP server for the tests of live feeds, run by the system's Python; ffmpeg makes its clips.
rtsp_server="python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good
    gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav ffmpeg"

wanted="$libraries"
if [ "$purpose" = test ]; then
    wanted="$wanted $virtual_screen $rtsp_server postgresql"
elif [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    wanted="$wanted $virtual_screen"
fi
if [ "$purpose" = installer ]; then
    # PyInstaller freezes the system's Python, with its shared library.
    version="$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' || echo 3)"
    wanted="$wanted binutils dpkg xz-utils python3-venv libpython$version"
fi
if [ "$python" != .venv/bin/python ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    wanted="$wanted python3-venv"
fi

# Since Debian 13 and Ubuntu 24.04 some libraries bear the suffix t64 (64-bit time).
missing_packages() {
    local installed name missing=""
    installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' 2>/dev/null || true)"
    for name in $wanted; do
        case "$installed" in
            *" installed=$name "* | *" installed=${name}t64 "*) ;;
            *) missing="$missing $name" ;;
        esac
    done
    printf '%s' "$missing"
}

install_packages() {
    local root="" name packages=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            give_up "these packages are missing, and only root can install them:$*"
        root="sudo"
    fi
    say "installing by apt:$*"
    $root apt-get update -q >&2 || say "apt-get update failed; trying with the lists at hand"
    for name in $*; do
        if apt-cache show "${name}t64" >/dev/null 2>&1; then name="${name}t64"; fi
        packages="$packages $name"
    done
    # shellcheck disable=SC2086 # a list of names is meant
    $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $packages >&2 ||
        give_up "apt could not install these packages; install them by hand:$packages"
}

if command -v dpkg-query >/dev/null; then
    missing="$(missing_packages)"
    if [ -n "$missing" ]; then install_packages "$missing"; fi
elif [ ! -e .venv/.complete ]; then
    say "no Debian: see that the counterparts of these packages are installed:" $wanted
fi

# ------------------------------------------------------------------------ virtual environment

inputs=(requirements/lock.txt pyproject.toml scripts/setup.sh)
fingerprint="$(cat "${inputs[@]}" | sha256sum | cut -d' ' -f1) $PWD"

if [ "$python" != .venv/bin/python ] || [ "$(cat .venv/.complete)" != "$fingerprint" ]; then
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "making the virtual environment .venv with $("$python" --version)"
        "$python" -m venv --clear .venv || give_up "no virtual environment: is python3-venv there?"
    fi
    rm -f .venv/.complete
    pip=(.venv/bin/python -m pip --disable-pip-version-check -qq)
    say "installing the locked packages (about 350 MB to fetch the first time; some minutes)"
    "${pip[@]}" install --require-hashes --only-binary :all: -r requirements/lock.txt ||
        give_up "pip could not install the packages; is the package index within reach?"
    "${pip[@]}" install --no-deps --no-build-isolation --no-index -e .
    printf '%s\n' "$fingerprint" >.venv/.complete
    say "ready"
fi

# ------------------------------------------------------------------------------- translations

for source in resources/i18n/*.ts; do
    if [ -e "$source" ] && [ ! "${source%.ts}.qm" -nt "$source" ]; then
        .venv/bin/pyside6-lrelease -silent "$source" -qm "${source%.ts}.qm"
    fi
done
