"""A call whose network is taken away: two stations with a router between them that forwards or not.

Run it as root on Linux: ``python -m bench.bench_call_network``. The centre with its PostgreSQL, the
router and the post are in network namespaces of their own, so that nothing else of the machine is
touched. While the router does not forward, every packet is lost without a word: pictures, sound and
the post's connection to the database.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from statistics import median

import psutil

from bench.bench_calls import Bench, run, say
from console.domain.calls import Media

_INSIDE = "inside"
_CUTS = (3.0, 10.0, 30.0)
_ROUNDS = 3
_CENTRE, _POST = "10.84.1.1", "10.84.2.1"


def ip(*words: str) -> None:
    """Run ``ip`` with these words."""
    subprocess.run(["ip", *words], check=True)


class Network:
    """A router between the centre, which is where this process is, and a post."""

    def __init__(self, stack: ExitStack) -> None:
        self._router, self.post = f"router{os.getpid()}", f"post{os.getpid()}"
        for name in (self._router, self.post):
            ip("netns", "add", name)
            stack.callback(ip, "netns", "delete", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip("link", "add", "c0", "type", "veth", "peer", "name", "r0", "netns", self._router)
        pair = ("type", "veth", "peer", "name", "p0", "netns", self.post)
        ip("-n", self._router, "link", "add", "r1", *pair)
        self._bring("", "c0", _CENTRE)
        self._bring(self._router, "r0", "10.84.1.2")
        self._bring(self._router, "r1", "10.84.2.2")
        self._bring(self.post, "p0", _POST)
        ip("route", "add", "default", "via", "10.84.1.2")
        ip("-n", self.post, "route", "add", "default", "via", "10.84.2.2")
        self.forward(on=True)

    def forward(self, *, on: bool) -> None:
        """Let packets through, or lose them all."""
        write = f"echo {int(on)} > /proc/sys/net/ipv4/ip_forward"
        ip("netns", "exec", self._router, "sh", "-c", write)

    def _bring(self, name: str, device: str, address: str) -> None:
        where = ("-n", name) if name else ()
        ip(*where, "address", "add", f"{address}/24", "dev", device)
        ip(*where, "link", "set", device, "up")


def admit(bench: Bench) -> str:
    """Let the post reach the database, and return its address as the post says it."""
    hba = bench.server.folder / "data" / "pg_hba.conf"
    with hba.open("a", encoding="utf-8") as file:
        file.write(f"host all all {_POST}/32 scram-sha-256\n")
    bench.server.execute("SELECT pg_reload_conf()")
    return bench.url.replace("127.0.0.1", _CENTRE)


def measure(bench: Bench) -> None:
    """Cut the network of a call, for longer and longer."""
    with ExitStack() as stack:
        network = Network(stack)
        bench.post("p1", url=admit(bench), within=("ip", "netns", "exec", network.post))
        key = bench.call("p1")
        bench.show(key)
        bench.rest(5.0)
        for seconds in _CUTS:
            cut(bench, network, key, seconds)


def cut(bench: Bench, network: Network, key: str, seconds: float) -> None:
    """Say how soon a cut is marked, and how soon after it the picture moves again."""
    marked, well = [], []
    for _ in range(_ROUNDS):
        network.forward(on=False)
        marked.append(bench.until(lambda: bench.media(key) is not Media.MOVING))
        bench.rest(max(0.0, seconds - marked[-1]))
        network.forward(on=True)
        well.append(bench.until(lambda: bench.media(key) is Media.MOVING))
        bench.rest(3.0)
    say(
        f"network away for {seconds:.0f} s -> marked: median {median(marked):.2f} s, longest "
        f"{max(marked):.2f} s; back -> moving: median {median(well):.2f} s, longest "
        f"{max(well):.2f} s (the same call: {not bench.centre.call(key).is_over}; load "
        f"{psutil.getloadavg()[0]:.1f})"
    )


if __name__ == "__main__":
    if sys.argv[-1] != _INSIDE:
        again = [sys.executable, "-m", "bench.bench_call_network", _INSIDE]
        sys.exit(subprocess.run(["unshare", "--net", *again], check=False).returncode)
    ip("link", "set", "lo", "up")  # the database listens there
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--use-fake-device-for-media-stream"
    run(measure, {"listen_addresses": "*"})
