"""Real streams, real faults: what is said of a feed is true, and it comes back by itself."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from console.domain.feeds import FeedFault, FeedState
from tests.rtsp.peers import Peer
from tests.rtsp.watching import Watched
from tests.rtsp_server import Clip, Mount, RtspServer, wait_until

MAIN, SUB = Clip(), Clip(320, 180)
LONG = Clip(320, 180, seconds=8, gop=200)

#: A frozen picture must be shown as such within this, a silence within the other, in seconds.
FREEZE_BOUND, SILENCE_BOUND = 2.0, 1.3

#: A crowded machine takes its time; what may not be said meanwhile is judged by the samples.
WAIT = 60

STOPPED = (FeedState.STALE, FeedState.DOWN, FeedState.CONNECTING)


def mounts() -> list[Mount]:
    made = [Mount(f"/{n}/{kind}", clip) for n in range(7) for kind, clip in KINDS.items()]
    return [
        *made,
        Mount("/locked", SUB, locked=True),
        Mount("/h265", Clip(320, 180, codec="h265")),
        Mount("/resized", SUB, other=Clip(480, 270, seconds=4)),
        Mount("/long", LONG),
    ]


KINDS = {"main": MAIN, "sub": SUB}


@pytest.fixture(scope="module")
def server() -> Iterator[RtspServer]:
    with RtspServer(mounts()) as running:
        yield running


def test_sixteen_feeds_of_every_kind_come_alive_and_each_fault_is_told_and_overcome(server):
    feeds = {f"{n}": server.url(f"/{n}/{'main' if n % 2 else 'sub'}") for n in range(7)}
    feeds |= {f"{n}b": server.url(f"/{n}/{'sub' if n % 2 else 'main'}") for n in range(6)}
    feeds["basic"] = server.url("/locked", login=True)
    feeds["digest"] = server.url("/locked", login=True, digest=True)
    feeds["h265"] = server.url("/h265")
    feeds["resized"] = server.url("/resized")
    with Watched(feeds) as watched:
        watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
        before = {post: watched.reconnects(post) for post in ("0", "3")}

        server.tell("freeze", "/1/main")
        watched.broken(["1"], time.monotonic() + FREEZE_BOUND)
        server.tell("freeze", "/h265")
        watched.broken(["h265"], time.monotonic() + FREEZE_BOUND)
        server.tell("freeze", "/2/sub")
        watched.broken(["2"], time.monotonic() + FREEZE_BOUND)
        server.tell("mute", "/3/main")
        watched.broken(["3"], time.monotonic() + SILENCE_BOUND)
        server.tell("resize", "/resized")
        watched.all_reach(["1", "2", "h265"], FeedState.NOT_MOVING, seconds=WAIT)
        watched.all_reach(["3"], FeedState.DOWN, seconds=WAIT)
        watched.watch_on(4.5)  # the frozen clip begins anew within this time
        untouched = [post for post in feeds if post not in {"1", "2", "3", "h265"}]
        assert {watched.state(post) for post in untouched} == {FeedState.LIVE}

        watched.mended(["1", "2", "3", "h265"])
        for path in ("/1/main", "/2/sub", "/h265", "/3/main"):
            server.tell("resume", path)
        watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
        assert watched.wrong_live() == []
        assert watched.reconnects("3") > before["3"]
        assert watched.reconnects("0") == before["0"]


def test_a_server_that_stalls_dies_and_returns_is_told_and_overcome():
    paths = [f"/{n}" for n in range(4)]
    with RtspServer([Mount(path, SUB) for path in paths]) as server:
        feeds = {path: server.url(path) for path in paths}
        with Watched(feeds) as watched:
            watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
            server.pause()
            watched.broken(feeds, time.monotonic() + SILENCE_BOUND)
            watched.all_reach(feeds, *STOPPED, seconds=WAIT)
            watched.all_reach(feeds, FeedState.DOWN, seconds=WAIT)
            watched.mended(feeds)
            server.go_on()
            watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)

            server.kill()
            watched.broken(feeds, time.monotonic() + SILENCE_BOUND)
            watched.all_reach(feeds, FeedState.DOWN, seconds=WAIT)
            refused = FeedFault.CONNECTION_REFUSED
            wait_until(lambda: {watched.fault(post) for post in feeds} == {refused}, WAIT)
            watched.mended(feeds)
            server.start()
            watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)

            server.tell("drop")
            wait_until(lambda: FeedState.LIVE not in {watched.state(p) for p in feeds}, WAIT)
            watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
            assert watched.wrong_live() == []


EXPECTED = {
    "401": (FeedState.REFUSED, FeedFault.UNAUTHORIZED),
    "403": (FeedState.REFUSED, FeedFault.FORBIDDEN),
    "404": (FeedState.REFUSED, FeedFault.NO_SUCH_STREAM),
    "503": (FeedState.DOWN, FeedFault.SERVER_ERROR),
    "garbage": (FeedState.REFUSED, FeedFault.NOT_RTSP),
    "silent": (FeedState.DOWN, FeedFault.NO_ANSWER),
    "closes": (FeedState.DOWN, FeedFault.ENDED),
    "describes": (FeedState.DOWN, FeedFault.NO_MEDIA),
}


def test_every_refusal_is_told_apart_and_overcome_when_a_real_server_answers(server):
    with ExitStack() as stack:
        peers = {name: stack.enter_context(Peer(name)) for name in EXPECTED}
        feeds = {
            name: f"rtsp://127.0.0.1:{peer.port}/{n % 7}/sub"
            for n, (name, peer) in enumerate(peers.items())
        }
        watched = stack.enter_context(Watched(feeds))
        watched.broken(feeds, 0.0)
        for name, (state, fault) in EXPECTED.items():
            watched.all_reach([name], state, seconds=WAIT)
            assert watched.fault(name) is fault
        watched.mended(feeds)
        for peer in peers.values():
            peer.behave(f"door {server.port}")
        watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
        assert watched.wrong_live() == []


def test_a_late_joiner_waits_for_the_key_frame_is_told_so_and_shows_no_broken_picture(server):
    # Picture n leaves at n / 25 seconds of the monotonic clock: join just after a key frame.
    wait_until(lambda: 0 < time.monotonic() % LONG.seconds < 0.5, LONG.seconds + 1)
    with Watched({"late": server.url("/long")}) as watched:
        wait_until(lambda: watched.fault("late") is FeedFault.NO_KEY_FRAME, WAIT)
        assert watched.state("late") is FeedState.CONNECTING
        assert watched.slots["late"].take() is None
        watched.all_reach(["late"], FeedState.LIVE, seconds=WAIT)
        assert FeedState.DOWN not in {sample.state for sample in watched.samples}


def test_a_camera_that_sets_its_clock_stays_live_and_is_not_opened_anew(server):
    with ExitStack() as stack:
        peers = [stack.enter_context(Peer(f"door {server.port}")) for _ in range(2)]
        feeds = {str(n): f"rtsp://127.0.0.1:{p.port}/{n}/sub" for n, p in enumerate(peers)}
        watched = stack.enter_context(Watched(feeds))
        watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
        before = {post: watched.reconnects(post) for post in feeds}
        peers[0].clock_shift, peers[1].clock_shift = 3600, -3600
        begin = len(watched.samples)
        watched.watch_on(6.0)
        seen = {sample.state for sample in watched.samples[begin:]}
        assert FeedState.LIVE in seen
        assert not seen & {FeedState.CONNECTING, FeedState.DOWN}
        assert {post: watched.reconnects(post) for post in feeds} == before
        server.tell("freeze", "/0/sub")
        watched.broken(["0"], time.monotonic() + FREEZE_BOUND)
        watched.all_reach(["0"], FeedState.NOT_MOVING, seconds=WAIT)
        watched.mended(["0"])
        server.tell("resume", "/0/sub")
        watched.all_reach(feeds, FeedState.LIVE, seconds=WAIT)
        assert watched.wrong_live() == []


def test_stopping_leaves_no_thread_even_while_the_server_hangs():
    with ExitStack() as stack:
        peers = [stack.enter_context(Peer(b)) for b in ("silent", "describes") for _ in range(3)]
        feeds = {str(peer.port): f"rtsp://127.0.0.1:{peer.port}/x" for peer in peers}
        # Leaving the block asserts that all have ended within three seconds.
        with Watched(feeds) as watched:
            wait_until(lambda: all(len(peer.requests) > 1 for peer in peers[3:]), WAIT)
        assert {capture.status().state for capture in watched.captures.values()} == {FeedState.IDLE}
