"""Sixteen real streams on a wall window, five of them broken in five ways: no cell lies."""

import time

import pytest

from console.domain.feeds import FeedFault, FeedState
from tests.rtsp.feed_wall import FeedWall, post
from tests.rtsp.peers import Peer
from tests.rtsp_server import Clip, Mount, RtspServer

SMALL = Clip(320, 180)
HEALTHY = tuple(f"ok{n:02}" for n in range(11))
BROKEN = ("locked", "missing", "silent", "frozen", "killed")

#: Seconds within which a fault has to show in the cell.
FREEZE_BOUND, SILENCE_BOUND = 2.5, 2.0


@pytest.mark.slow
def test_each_of_five_faults_is_told_for_what_it_is_and_nothing_broken_is_called_live(qapp, qtbot):
    mounts = [Mount(f"/{name}", SMALL) for name in (*HEALTHY, "frozen")]
    with (
        RtspServer([*mounts, Mount("/locked", SMALL, locked=True)]) as server,
        RtspServer([Mount("/killed", SMALL)]) as doomed,
        Peer("silent") as mute,
    ):
        posts = [post(name, server.url(f"/{name}")) for name in (*HEALTHY, "locked", "missing")]
        posts.append(post("silent", f"rtsp://127.0.0.1:{mute.port}/x"))
        posts.append(post("frozen", server.url("/frozen")))
        posts.append(post("killed", doomed.url("/killed")))
        wall = FeedWall(posts)
        try:
            _break_and_watch(wall, server, doomed, qtbot)
        finally:
            assert wall.close()


def _break_and_watch(wall: FeedWall, server: RtspServer, doomed: RtspServer, qtbot) -> None:
    began = time.monotonic()
    comes = (*HEALTHY, "frozen", "killed")
    qtbot.waitUntil(lambda: wall.all_are(comes, FeedState.LIVE), timeout=40_000)
    assert wall.tile.badge.text() == "✕ 13/16 实时"

    doomed.kill()
    server.tell("freeze", "/frozen")
    hurt = time.monotonic()
    qtbot.waitUntil(lambda: wall.all_are(["frozen"], FeedState.NOT_MOVING), timeout=6000)
    qtbot.waitUntil(
        lambda: (
            wall.fault("killed") is FeedFault.CONNECTION_REFUSED
            and wall.all_are(["killed"], FeedState.DOWN, FeedState.CONNECTING)
        ),
        timeout=10_000,
    )
    told = time.monotonic()
    qtbot.waitUntil(lambda: wall.samples[-1].moment > told + 4.0, timeout=20_000)

    assert wall.state("frozen") is FeedState.NOT_MOVING
    assert (wall.state("locked"), wall.fault("locked")) == (
        FeedState.REFUSED,
        FeedFault.UNAUTHORIZED,
    )
    assert (wall.state("missing"), wall.fault("missing")) == (
        FeedState.REFUSED,
        FeedFault.NO_SUCH_STREAM,
    )
    assert wall.fault("silent") is FeedFault.NO_ANSWER
    assert wall.all_are(HEALTHY, FeedState.LIVE)
    assert wall.tile.badge.text() == "✕ 11/16 实时"
    for code in ("locked", "missing", "silent"):
        assert wall.live_after(code, began) == []
    assert wall.live_after("frozen", hurt + FREEZE_BOUND) == []
    assert wall.live_after("killed", hurt + SILENCE_BOUND) == []

    server.tell("resume", "/frozen")
    qtbot.waitUntil(lambda: wall.all_are(["frozen"], FeedState.LIVE), timeout=20_000)
    view = wall.tile.canvas.view("killed")
    assert view is not None
    assert view.picture_at is not None
    assert view.picture_at.timestamp() < time.time() - (time.monotonic() - hurt) + SILENCE_BOUND
