"""What one, four and nine calls by way of a media server cost the centre, which sends once.

Run it as ``python -m bench.bench_call_server``: the media server is made with aiortc and sends
320x240 at 30 a second to each; the centre sends it 1280x720. All runs on this one machine; only the
centre and its pages are counted.
"""

import os

import psutil

from bench.bench_calls import Bench, cores, run, say
from console.app.call_policy import Outlet
from console.domain.calls import Media, Party, PartyKind
from console.domain.wording import Text
from console.video.whep import CallHosts, MediaServer
from tests.calling import Centre
from tests.media_server import MediaServerProcess, media_server

_COUNTS = (1, 4, 9)


def measure(bench: Bench) -> None:
    """Call more and more parties by one media server."""
    with media_server() as far:
        there = CallHosts(("127.0.0.1",), plain=True).check(far.url("whip"), "outlet")
        bench.centre.service.stop()
        bench.centre = Centre(outlet=Outlet(MediaServer("outlet"), there))
        keys: list[str] = []
        for count in _COUNTS:
            while len(keys) < count:
                keys.append(call(bench, far, f"p{len(keys)}"))
                bench.show(keys[-1])
            bench.rest(3.0)
            bench.beats.words()
            tell(bench, far, keys)


def call(bench: Bench, far: MediaServerProcess, code: str) -> str:
    """Call one party, and wait until its picture moves."""
    party = Party(code, PartyKind.EXPERT, Text(code, code), address=far.url("whep"))
    key = bench.centre.service.place(party)
    bench.until(lambda: bench.media(key) is Media.MOVING)
    return key


def tell(bench: Bench, far: MediaServerProcess, keys: list[str]) -> None:
    """Print what so many calls cost."""
    before = far.taken()["pictures"]
    busy = cores(bench)
    frames = [bench.centre.call(key).quality.frames or 0 for key in keys]
    taken = far.taken()["pictures"] - before
    say(
        f"processors of the centre, {len(keys)} call(s) by a media server: {busy:.2f}; pictures a "
        f"second {min(frames):.0f}-{max(frames):.0f}, sent in 10 s {taken:.0f}; "
        f"{bench.beats.words()}; load of the machine {psutil.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--use-fake-device-for-media-stream"
    run(measure)
