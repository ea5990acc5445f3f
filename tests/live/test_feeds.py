"""The service of all feeds: what is watched runs, what is not ends, and only changes are told."""

import time
from collections.abc import Iterator

import cv2
import pytest
from PySide6.QtCore import QObject, Slot

from console.domain.feeds import (
    FeedFault,
    FeedPost,
    FeedState,
    FeedStatus,
    FeedWish,
    Stream,
    truth_of_feed,
)
from console.domain.truth import Truth
from console.domain.wording import Text
from console.live.feed_load import LoadMeter
from console.live.feed_snapshots import FeedSnapshots, SnapshotResult
from console.live.feeds import FeedService
from console.video.wall_budget import LoadLimits
from tests.rtsp.peers import Peer

SMALL, LARGE = FeedWish((320, 180)), FeedWish((1280, 720))


def post(code: str, main: str = "demo:pattern", sub: str = "demo:pattern") -> FeedPost:
    return FeedPost(code, Text(f"点位{code}", f"Post {code}"), main, sub)


class Ear(QObject):
    """Hears what a service tells."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[FeedStatus] = []
        self.saved: list[SnapshotResult] = []

    @Slot(object)
    def hear(self, status: FeedStatus) -> None:
        self.heard.append(status)

    @Slot(object)
    def hear_saved(self, result: SnapshotResult) -> None:
        self.saved.append(result)

    def states(self, code: str) -> list[FeedState]:
        return [status.state for status in self.heard if status.post == code]


@pytest.fixture
def service(qapp) -> Iterator[FeedService]:
    made = FeedService(limits=LoadLimits(high=2.0))
    yield made
    assert made.stop()


@pytest.fixture
def ear(service: FeedService) -> Ear:
    made = Ear()
    service.status_changed.connect(made.hear)
    return made


def live(service: FeedService, *codes: str) -> bool:
    return all(service.status(code).state is FeedState.LIVE for code in codes)


def test_watched_posts_come_alive_and_give_pictures_of_the_tiles_size(service, ear, qtbot):
    service.set_posts((post("A"), post("B")))
    service.watch({"A": SMALL, "B": FeedWish((200, 200))})
    qtbot.waitUntil(lambda: live(service, "A", "B"))
    slots = {code: service.slot(code) for code in "AB"}
    frames = {}

    def fetched() -> bool:
        for code in slots.keys() - frames.keys():
            if frame := slots[code].take():
                frames[code] = frame
        return len(frames) == 2

    qtbot.waitUntil(fetched)
    assert frames["A"].array.shape == (180, 320, 4)
    assert frames["B"].array.shape == (112, 200, 4)
    qtbot.waitUntil(lambda: ear.states("A")[-1:] == [FeedState.LIVE])
    assert truth_of_feed(service.status("A")).truth is Truth.DEMO


def test_a_status_is_told_when_it_changes_and_not_else(service, ear, qtbot):
    service.set_posts((post("A"),))
    service.watch({"A": SMALL})
    qtbot.waitUntil(lambda: ear.states("A")[-1:] == [FeedState.LIVE])
    count, until = len(ear.heard), time.monotonic() + 1.5
    qtbot.waitUntil(lambda: time.monotonic() > until)
    assert len(ear.heard) == count
    assert ear.states("A")[0] is FeedState.CONNECTING


def test_a_refused_post_says_why_and_the_others_live(service, ear, qtbot):
    service.set_posts((post("A"), post("X", "demo:refused", ""), post("Y", "ftp://x/y", "")))
    service.watch({"A": SMALL, "X": SMALL, "Y": SMALL})
    qtbot.waitUntil(lambda: live(service, "A"))
    qtbot.waitUntil(lambda: ear.states("Y")[-1:] == [FeedState.REFUSED])
    assert service.status("X").fault is FeedFault.UNAUTHORIZED
    assert service.status("Y").fault is FeedFault.BAD_ADDRESS


def test_what_is_not_watched_any_more_is_idle_and_its_thread_ends(service, ear, qtbot):
    service.set_posts((post("A"),))
    service.watch({"A": SMALL})
    qtbot.waitUntil(lambda: live(service, "A"))
    capture = service.capture("A")
    service.watch({})
    assert service.status("A").state is FeedState.IDLE
    assert ear.states("A")[-1] is FeedState.IDLE
    assert service.slot("A") is None
    qtbot.waitUntil(lambda: capture.join(0))


def test_two_windows_share_one_capture_and_each_has_its_own_pictures(service, qtbot):
    service.set_posts((post("A"),))
    service.watch({"A": SMALL}, "wall")
    service.watch({"A": FeedWish((160, 90))}, "desk")
    capture = service.capture("A")
    slots = service.slot("A", "wall"), service.slot("A", "desk")
    assert slots[0] is not slots[1]
    service.watch({}, "desk")
    assert service.capture("A") is capture
    assert service.slot("A", "desk") is None


def test_a_tile_that_grows_takes_the_main_stream_once_that_is_live(service, ear, qtbot):
    service.set_posts((post("A"),))
    service.watch({"A": SMALL})
    qtbot.waitUntil(lambda: live(service, "A"))
    assert service.status("A").stream is Stream.SUB
    slot = service.slot("A")
    service.watch({"A": LARGE})
    assert service.slot("A") is slot
    qtbot.waitUntil(lambda: service.status("A").stream is Stream.MAIN)
    assert FeedState.DOWN not in ear.states("A")

    def large() -> bool:
        frame = slot.take()
        return frame is not None and frame.array.shape == (720, 1280, 4)

    qtbot.waitUntil(large)


def test_a_post_whose_address_changes_is_begun_anew(service, ear, qtbot):
    service.set_posts((post("A", "demo:refused", ""),))
    service.watch({"A": SMALL})
    qtbot.waitUntil(lambda: service.status("A").state is FeedState.REFUSED)
    service.set_posts((post("A"),))
    qtbot.waitUntil(lambda: live(service, "A"))
    service.set_posts(())
    assert service.status("A").state is FeedState.IDLE


def test_under_overload_tiles_are_shed_and_told_so_but_not_the_one_in_focus(qapp, qtbot):
    service = FeedService(limits=LoadLimits(high=-1.0, low=-2.0, shed_every=0.0))
    service.set_posts((post("A"), post("F")))
    service.watch({"A": LARGE, "F": FeedWish((1280, 720), focus=True)})
    qtbot.waitUntil(lambda: service.status("A").reduced, timeout=30_000)
    qtbot.waitUntil(lambda: service.status("A").stream is Stream.SUB, timeout=10_000)
    assert service.status("F").stream is Stream.MAIN
    assert not service.status("F").reduced
    assert service.stop()


def test_stopping_ends_every_thread_though_servers_hang(qapp, qtbot):
    service = FeedService()
    with Peer("silent") as silent, Peer("describes") as mute:
        urls = [f"rtsp://127.0.0.1:{peer.port}/x" for peer in (silent, mute) for _ in range(3)]
        service.set_posts(tuple(post(str(n), url, "") for n, url in enumerate(urls)))
        service.watch({str(n): SMALL for n in range(len(urls))})
        qtbot.waitUntil(lambda: len(mute.requests) >= 6)
        assert service.stop(3.0)


def test_a_snapshot_is_saved_off_the_gui_thread_and_its_failure_is_told(
    service, ear, qtbot, tmp_path
):
    snapshots = FeedSnapshots(service, tmp_path / "pictures")
    snapshots.done.connect(ear.hear_saved)
    service.set_posts((post("A"), post("X", "demo:refused", "")))
    service.watch({"A": SMALL, "X": SMALL})
    qtbot.waitUntil(lambda: live(service, "A"))
    for code in ("A", "X", "unknown"):
        snapshots.save(code)
    qtbot.waitUntil(lambda: len(ear.saved) == 3)
    results = {result.post: result for result in ear.saved}
    assert cv2.imread(str(results["A"].path)).shape[1] == 640
    assert results["X"].path is results["unknown"].path is None
    assert results["X"].fault.zh
    (tmp_path / "file").write_text("x")
    broken = FeedSnapshots(service, tmp_path / "file")
    broken.done.connect(ear.hear_saved)
    broken.save("A")
    qtbot.waitUntil(lambda: len(ear.saved) == 4)
    assert ear.saved[-1].fault.en
    assert snapshots.stop()
    assert broken.stop()


def test_feeds_that_fall_behind_count_as_a_full_machine():
    meter = LoadMeter()
    assert 0.0 <= meter.read(behind=0.0) <= 1.0
    assert meter.read(behind=0.5) == 1.0


def test_a_gui_thread_that_comes_late_again_and_again_counts_as_a_full_machine():
    meter = LoadMeter()
    for late in (0.0, 0.3, 0.4, 0.01):
        meter.beat(late)
    assert meter.read(behind=0.0) == 1.0
    for late in (0.0, 0.3, 0.0, 0.0, 0.01):  # once is a scene being built
        meter.beat(late)
    assert meter.read(behind=0.0) < 1.0
