"""Posts that no window shows are looked at in turn, a few at a time, and told."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot

from console.domain.feeds import FeedPost, FeedState, FeedStatus, FeedWish
from console.domain.wording import Text
from console.live.feed_rounds import FeedRounds, Pace
from console.live.feeds import FeedService
from console.video.wall_budget import LoadLimits
from tests.rtsp_server import Mount, RtspServer

QUICK = Pace(at_once=2, longest=4.0, live_for=0.5)


def post(code: str, main: str = "demo:pattern") -> FeedPost:
    return FeedPost(code, Text(code, code), main)


class Ear(QObject):
    def __init__(self, rounds: FeedRounds, service: FeedService) -> None:
        super().__init__()
        self.seen: list[FeedStatus] = []
        self.most = 0
        self._service = service
        rounds.seen.connect(self.hear)
        service.status_changed.connect(self.count)

    @Slot(object)
    def hear(self, status: FeedStatus) -> None:
        self.seen.append(status)

    @Slot(object)
    def count(self, _status: FeedStatus) -> None:
        states = [self._service.status(code).state for code in "ABCDE"]
        self.most = max(self.most, sum(state is not FeedState.IDLE for state in states))

    def states(self) -> dict[str, FeedState]:
        return {status.post: status.state for status in self.seen}


@pytest.fixture
def service(qapp) -> Iterator[FeedService]:
    made = FeedService(limits=LoadLimits(high=2.0))
    yield made
    assert made.stop()


@pytest.fixture
def rounds(service) -> Iterator[FeedRounds]:
    made = FeedRounds(service, QUICK)
    yield made
    made.stop()


@pytest.fixture
def ear(rounds, service) -> Ear:
    return Ear(rounds, service)


def test_every_post_is_looked_at_though_only_two_at_a_time(service, rounds, ear, qtbot):
    posts = (*(post(code) for code in "ABCD"), post("E", "demo:refused"))
    service.set_posts(posts)
    rounds.set_posts("ABCDE")
    rounds.start()
    qtbot.waitUntil(lambda: set(ear.states()) == set("ABCDE"), timeout=40_000)
    assert ear.states()["A"] is FeedState.LIVE
    assert ear.states()["E"] is FeedState.REFUSED
    assert ear.most <= 2


def test_a_post_that_a_window_shows_is_not_looked_at_besides(service, rounds, ear, qtbot):
    service.set_posts((post("A"), post("B")))
    service.watch({"A": FeedWish((320, 180))}, "window")
    rounds.set_posts("AB")
    rounds.start()
    qtbot.waitUntil(lambda: "B" in ear.states(), timeout=20_000)
    assert "A" not in ear.states()


def test_a_stopped_round_watches_nothing(service, rounds, ear, qtbot):
    service.set_posts((post("A"),))
    rounds.set_posts("A")
    rounds.start()
    qtbot.waitUntil(lambda: service.status("A").state is not FeedState.IDLE)
    rounds.stop()
    assert service.status("A").state is FeedState.IDLE


def test_a_dead_camera_is_found_without_any_window(service, rounds, ear, qtbot):
    with RtspServer([Mount("/one")]) as server:
        service.set_posts((post("A", server.url("/one")),))
        rounds.set_posts("A")
        rounds.start()
        qtbot.waitUntil(lambda: ear.states().get("A") is FeedState.LIVE, timeout=30_000)
        server.kill()
        dead = {FeedState.DOWN, FeedState.STALE, FeedState.CONNECTING}
        qtbot.waitUntil(lambda: ear.states()["A"] in dead, timeout=30_000)
        rounds.stop()


def test_what_one_look_found_ill_is_looked_at_once_more_before_it_waits_its_turn(
    service, rounds, ear, qtbot
):
    service.set_posts((post("A", "demo:refused"), *(post(code) for code in "BCD")))
    rounds.set_pace(Pace(at_once=1, longest=4.0, live_for=0.5))
    rounds.set_posts("ABCD")
    rounds.start()
    qtbot.waitUntil(lambda: len(ear.seen) >= 4, timeout=60_000)
    assert [status.post for status in ear.seen][:4] == ["A", "A", "B", "C"]
