"""What is no outage, and yet throws players off: each done to real streams, and what is said of it.

A stream that changes its size, one whose clock jumps an hour on and back, one in H.265 that
freezes, and one with a key frame every 30 s, joined just after one. A sampler looks every 100 ms:
what should stay LIVE has to, and nothing else may be called so.

    python -m bench.bench_video_odd
"""

import time
from contextlib import ExitStack

from console.domain.feeds import FeedFault, FeedState
from tests.rtsp.peers import Peer
from tests.rtsp.watching import Watched
from tests.rtsp_server import Clip, Mount, RtspServer, wait_until

SMALL = Clip(320, 180)
RARE = Clip(320, 180, seconds=30, gop=750)
FREEZE_BOUND = 2.0
HOUR = 3600


def stays_live(watched: Watched, post: str, seconds: float) -> str:
    """Say what share of the next ``seconds`` a feed was LIVE in, and whether it was opened anew."""
    begin, opened = len(watched.samples), watched.reconnects(post)
    watched.watch_on(seconds)
    seen = [sample.state for sample in watched.samples[begin:] if sample.post == post]
    live = sum(state is FeedState.LIVE for state in seen) / len(seen)
    return f"LIVE in {live:.0%} of {len(seen)} samples, opened {watched.reconnects(post) - opened}x"


def odd_ones(watched: Watched, server: RtspServer, peer: Peer) -> None:
    """Do to the feeds what is odd, one after another."""
    server.tell("resize", "/resized")
    print("changes its size:   ", stays_live(watched, "resized", 8.0), flush=True)
    for words, shift in (("one hour on:", HOUR), ("and back:", 0)):
        peer.clock_shift = shift
        print(f"clock {words:14}", stays_live(watched, "clock", 8.0), flush=True)
    server.tell("freeze", "/h265")
    watched.broken(["h265"], time.monotonic() + FREEZE_BOUND)
    marked = watched.all_reach(["h265"], FeedState.NOT_MOVING, seconds=10)
    watched.watch_on(5.0)
    watched.mended(["h265"])
    server.tell("resume", "/h265")
    back = watched.all_reach(["h265"], FeedState.LIVE, seconds=20)
    print(
        f"H.265 frozen:        marked after {marked:.1f} s, LIVE again {back:.1f} s after it ends"
    )


def rare_key_frames(server: RtspServer) -> None:
    """Join a stream just after a key frame, with 30 s to the next one."""
    wait_until(lambda: 0 < time.monotonic() % RARE.seconds < 0.5, RARE.seconds + 1)
    with Watched({"rare": server.url("/rare")}) as watched:
        watched.broken(["rare"], 0.0)
        told = wait_until(lambda: watched.fault("rare") is FeedFault.NO_KEY_FRAME, 15)
        last = RARE.seconds - time.monotonic() % RARE.seconds
        # Until the key frame comes nothing may be called LIVE; half a second is the server's own.
        watched.watch_on(max(0.0, last - 0.5))
        watched.mended(["rare"])
        live = told + last - 0.5 + watched.all_reach(["rare"], FeedState.LIVE, seconds=20)
        wrong, count = len(watched.wrong_live()), len(watched.samples)
    print(
        f"key frame every 30 s: told after {told:.1f} s that it is waited for, LIVE after "
        f"{live:.0f} s; {count} samples, {wrong} wrong",
        flush=True,
    )


def run() -> None:
    mounts = [
        Mount("/resized", SMALL, other=Clip(480, 270, seconds=4)),
        Mount("/clock", SMALL),
        Mount("/h265", Clip(320, 180, codec="h265")),
        Mount("/rare", RARE),
    ]
    with ExitStack() as stack:
        server = stack.enter_context(RtspServer(mounts))
        peer = stack.enter_context(Peer(f"door {server.port}"))
        feeds = {name: server.url(f"/{name}") for name in ("resized", "h265")}
        feeds["clock"] = f"rtsp://127.0.0.1:{peer.port}/clock"
        with Watched(feeds) as watched:
            watched.all_reach(feeds, FeedState.LIVE, seconds=40)
            odd_ones(watched, server, peer)
            print("samples:", len(watched.samples), " wrong:", len(watched.wrong_live()))
        rare_key_frames(server)


if __name__ == "__main__":
    run()
