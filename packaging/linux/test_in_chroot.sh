#!/usr/bin/env bash
# Install, run, upgrade and remove the packages on a clean Debian, as root, with apt at hand:
#
#   packaging/linux/test_in_chroot.sh [RELEASE]     bookworm by default; trixie …
#
# The log and the pictures of the installed program go to build/chroot. The tree is a root of its
# own (pivot_root), not a chroot: the web engine's sandbox needs user namespaces, which the kernel
# refuses in a chroot.
set -euo pipefail
cd "$(dirname "$0")/../.."
release="${1:-bookworm}"
work="$PWD/build/chroot"
tree="$work/$release"
out="$work/pictures-$release"
package="$(ls dist/command-console_*_amd64.deb)"
installer="$(ls dist/command-console_*.run)"
failed=0

step() { printf '== %s\n' "$*"; }
wrong() { printf 'WRONG: %s\n' "$*"; failed=1; }
no_output() { # no_output WHAT: nothing may come in
    local lines
    lines="$(cat)"
    [ -z "$lines" ] || { wrong "$1"; printf '%s\n' "$lines" | head -n 20; }
}

# inside COMMAND: run it by sh in the tree; as_user COMMAND: the same as an ordinary user.
inside() {
    unshare --mount --pid --fork --propagation private bash -c '
        set -e
        mount --bind "$0" "$0"
        cd "$0"
        mount -t proc proc proc
        mount --rbind /dev dev
        mount --rbind /sys sys
        mount -t tmpfs tmpfs run
        mkdir -p old
        pivot_root . old
        cd /
        umount -l old
        rmdir old
        export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        export LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
        unset DISPLAY WAYLAND_DISPLAY XAUTHORITY
        exec sh -ec "$1"' "$tree" "$1"
}
as_user() { inside "exec setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/duty sh -ec '$1'"; }
# show PROGRAM PREFIX: the wall, and again for longer where its picture lacks something, as a busy
# machine needs more time.
show() {
    local missing picture seconds
    for seconds in 8 60; do
        as_user "$screen $1 run --demo --windowed --screens 1 --scene overview --lang zh --for $seconds \
            --shot /home/duty/shots" 2>"$work/stderr.log" || wrong "the wall of $1 failed"
        no_output "standard error was not silent" <"$work/stderr.log"
        for picture in "$tree"/home/duty/shots/*.png; do cp "$picture" "$out/$2${picture##*/}"; done
        if missing="$(.venv/bin/python packaging/smoke_test.py --judge "$out/$2wall-1.png")"; then return; fi
    done
    wrong "the picture of $1: $missing"
}
files() { (cd "$tree" && find . -xdev -not -path './var/*' -not -path './tmp/*' -not -path './run/*' \
    -not -path './home/*' -not -name '*.cache' -not -name 'mimeinfo.cache' | sort); }

step "a clean $release"
mkdir -p "$work" "$out"
rm -rf "$tree"
if [ ! -e "$work/$release.tar" ]; then
    mmdebstrap --quiet --variant=minbase "$release" "$work/$release.tar"
fi
mkdir "$tree"
tar -xf "$work/$release.tar" -C "$tree" --exclude='./dev/*'
cp /etc/resolv.conf "$tree/etc/resolv.conf"
cp /etc/apt/apt.conf.d/*prox* "$tree/etc/apt/apt.conf.d/" 2>/dev/null || true
inside "useradd --uid 1000 --create-home duty"
cp "$package" "$tree/tmp/console.deb"
cp "$installer" "$tree/tmp/console.run"

step "without its libraries the .run says what is missing, in both languages"
as_user "sh /tmp/console.run --check" >"$work/check.log" 2>&1 && wrong "it found nothing missing"
grep -q "本机缺少" "$work/check.log" && grep -q "lacks" "$work/check.log" || wrong "no clear words: $(cat "$work/check.log")"

step "its dependencies, and a virtual screen to try it on"
depends="$(dpkg-deb -f "$package" Depends)"
inside "apt-get -q -o Acquire::Check-Valid-Until=false -o Acquire::Check-Date=false update && apt-get -q -y --no-install-recommends install xvfb xz-utils \
    fonts-noto-cjk systemd x11-xserver-utils" >"$work/apt.log" 2>&1
inside "apt-get -q -y --no-install-recommends satisfy '$depends'" >>"$work/apt.log" 2>&1
files >"$work/before.txt"

step "apt installs it"
inside "apt-get -q -y --no-install-recommends install /tmp/console.deb" >>"$work/apt.log" 2>&1
as_user "command-console --version"
as_user "command-console --help" >/dev/null

step "without a screen it says so, in both languages"
as_user "command-console" >"$work/screen.log" 2>&1 && wrong "it started without a screen"
grep -q "没有图形桌面" "$work/screen.log" && grep -q "no screen" "$work/screen.log" || wrong "no clear words"
as_user "DISPLAY=:49731 command-console" >"$work/screen.log" 2>&1 && wrong "it started on a display that is not there"
grep -q "没有响应" "$work/screen.log" || wrong "no clear words: $(cat "$work/screen.log")"

step "check, and the wall, as an ordinary user"
cp scripts/with_screen.sh "$tree/tmp/"
screen="export SCREEN_SIZE=1920x1080; exec bash /tmp/with_screen.sh"
as_user "$screen command-console check --lang en" || wrong "check failed"
show command-console ""

step "a kiosk station: enabled, killed twice, disabled"
cp packaging/linux/test_kiosk.sh "$tree/tmp/"
inside "bash /tmp/test_kiosk.sh duty" || wrong "the kiosk station"

step "an upgrade and a rollback keep the settings"
mkdir -p "$tree/etc/command-console" "$tree/home/duty/.config/command-console"
echo 'language = "zh"' >"$tree/etc/command-console/settings.toml"
echo 'language = "en"' >"$tree/home/duty/.config/command-console/settings.toml"
mkdir -p "$work/newer"
(cd "$work/newer" && rm -rf ./* && ar x "../../../$package" && mkdir control && tar -xJf control.tar.xz -C control &&
    sed -i 's/^Version: .*/&+1/' control/control && tar -cJf control.tar.xz --owner=0 --group=0 -C control . &&
    ar r newer.deb debian-binary control.tar.xz data.tar.xz) 2>/dev/null
mv "$work/newer/newer.deb" "$tree/tmp/newer.deb"
for file in newer console; do
    inside "dpkg -i /tmp/$file.deb" >>"$work/apt.log" 2>&1 || wrong "dpkg -i $file"
    grep -qx 'language = "zh"' "$tree/etc/command-console/settings.toml" || wrong "central settings are gone"
    grep -qx 'language = "en"' "$tree/home/duty/.config/command-console/settings.toml" || wrong "settings are gone"
    as_user "command-console --version"
done

step "root leaves no file in its folder"
inside "$screen command-console run --demo --windowed --screens 1 --for 4 --shot /tmp/root-shots" || wrong "the wall as root"

step "removed, then purged"
inside "apt-get -q -y remove command-console" >>"$work/apt.log" 2>&1
[ -e "$tree/etc/command-console/settings.toml" ] || wrong "remove took the settings for all users"
[ ! -e "$tree/usr/lib/command-console" ] || wrong "remove left files: $(find "$tree/usr/lib/command-console" | head -n 5)"
inside "apt-get -q -y purge command-console" >>"$work/apt.log" 2>&1
files >"$work/after.txt"
{ diff "$work/before.txt" "$work/after.txt" | grep '^[<>]' | grep -v './root/' || true; } | no_output "purge left or took files"
find "$tree/var" -name '*command-console*' -not -path '*/log/*' | no_output "purge left files below /var"

step "the .run, for one user alone"
before="$(cd "$tree/home/duty" && find . | sort)"
as_user "sh /tmp/console.run" || wrong "the .run did not install"
as_user ".local/bin/command-console --version" 2>/dev/null || as_user "/home/duty/.local/bin/command-console --version"
show /home/duty/.local/bin/command-console run-
as_user "sh /tmp/console.run --uninstall" || wrong "the .run did not uninstall"
after="$(cd "$tree/home/duty" && find . | sort)"
{ diff <(echo "$before") <(echo "$after") | grep '^>' || true; } | no_output "the .run left files"

[ "$failed" = 0 ] && step "all is well on $release"
exit "$failed"
