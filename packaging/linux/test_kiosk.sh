#!/usr/bin/env bash
# Prove the kiosk station on a machine where the package is installed, as root, with no systemd of
# its own running: a user's manager is started on a virtual screen. Needs systemd, Xvfb, xset.
#
#   test_kiosk.sh USER     with_screen.sh lies beside this script
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
user="$1"
uid="$(id -u "$user")"

if [ "$(id -u)" = 0 ]; then
    # What a login would have made: a folder for the session, and a control group of one's own.
    mkdir -p /run/systemd/system "/run/user/$uid"
    chown "$uid:$uid" "/run/user/$uid"
    chmod 700 "/run/user/$uid"
    for tree in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
        [ -e "$tree/cgroup.procs" ] && mkdir -p "$tree/kiosk-test" 2>/dev/null || continue
        echo $$ >"$tree/kiosk-test/cgroup.procs" && chown -R "$uid:$uid" "$tree/kiosk-test"
    done
    exec setpriv --reuid="$uid" --regid="$uid" --clear-groups env -i LANG=C.UTF-8 \
        PATH=/usr/bin:/bin HOME="$(getent passwd "$user" | cut -d: -f6)" \
        XDG_RUNTIME_DIR="/run/user/$uid" SCREEN_SIZE=1920x1080 \
        bash "$here/with_screen.sh" bash "$here/test_kiosk.sh" "$user"
fi

unit=command-console-kiosk.service
entry="$HOME/.config/autostart/command-console-kiosk.desktop"
log="$HOME/.local/state/command-console/log/run.log"
failed=0
wrong() { printf 'WRONG: %s\n' "$*"; failed=1; }
opened() { [ ! -e "$log" ] || grep -c "the wall is open" "$log" || true; }
await() { # await SECONDS COMMAND…
    local until=$(($(date +%s%N) + $1 * 1000000000))
    shift
    until "$@"; do
        [ "$(date +%s%N)" -lt "$until" ] || return 1
        sleep 0.05
    done
}
is_open() { local times; times="$(opened)"; [ "${times:-0}" -ge "$1" ]; }

/lib/systemd/systemd --user --log-target=console --log-level=warning &
manager=$!
trap 'kill "$manager"; wait "$manager" || true' EXIT
await 60 systemctl --user show-environment >/dev/null 2>&1 || { wrong "no manager"; exit 1; }
systemctl --user import-environment QT_QPA_PLATFORM

command-console-kiosk enable
grep -q '^Exec=/usr/bin/command-console-kiosk session$' "$entry" || wrong "the autostart entry"

rm -f "$log"
# The scene is asked for once: after the crash only the state that was kept can bring it back.
systemctl --user set-environment COMMAND_CONSOLE_OPTIONS="--demo --scene materials"
began="$(date +%s%N)"
command-console-kiosk session
await 180 is_open 1 || wrong "the wall did not come up: $(systemctl --user status "$unit" 2>&1 | tail -n 5)"
systemctl --user set-environment COMMAND_CONSOLE_OPTIONS="--demo"
first="$((($(date +%s%N) - began) / 1000000))"
# What is asked is 5 s. A machine that is busy with other work cannot show that: where the first start
# took more than 4 s, the others may take a quarter more than it, and the second before systemd acts.
limit="$((first > 4000 ? first * 5 / 4 + 1000 : 5000))"
echo "the first start took $first ms: the wall has to be back within $limit ms"
xset q | grep -q 'timeout:  0 ' || wrong "the screen saver is on"
xset q | grep -q 'DPMS is Enabled' && wrong "the screens would be switched off"

state() { cat "$HOME"/.local/state/command-console/*demo*.json 2>/dev/null; }
await 60 sh -c "cat \"$HOME\"/.local/state/command-console/*demo*.json 2>/dev/null | grep -q materials" || wrong "no state was kept"
for run in 2 3; do
    pid="$(systemctl --user show --value --property MainPID "$unit")"
    died="$(date +%s%N)"
    kill -9 "$pid"
    if await 180 is_open "$run"; then
        back="$((($(date +%s%N) - died) / 1000000))"
        echo "after kill -9 the wall was open again in $back ms"
        [ "$back" -le "$limit" ] || wrong "it took longer than $limit ms"
    else
        wrong "it did not come back"
    fi
    state | grep -q materials || wrong "it came back with another scene: $(state | head -c 300)"
done

command-console-kiosk disable
[ ! -e "$entry" ] || wrong "the autostart entry stayed"
systemctl --user is-active "$unit" >/dev/null && wrong "the wall runs on"
exit "$failed"
