"""An address that somebody typed is examined against a real server, and judged in words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot

from console.domain.feeds import FeedPost
from console.domain.wording import Text
from console.live.post_tests import PostTests
from tests.rtsp.peers import Peer
from tests.rtsp_server import Mount, RtspServer

SLOW = 30_000


class Ear(QObject):
    def __init__(self, tests: PostTests) -> None:
        super().__init__()
        self.heard: list[tuple[str, Text, bool]] = []
        tests.verdict.connect(self.hear)

    @Slot(str, object, bool)
    def hear(self, field: str, words: Text, good: bool) -> None:  # noqa: FBT001 - a slot
        self.heard.append((field, words, good))


@pytest.fixture
def examiner(qapp) -> Iterator[PostTests]:
    made = PostTests(frozenset())
    yield made
    made.stop()


@pytest.fixture
def ear(examiner) -> Ear:
    return Ear(examiner)


def post(address: str) -> FeedPost:
    return FeedPost("T1", Text("测", "Test"), address)


def test_a_good_address_tells_codec_size_rate_and_key_frames(examiner, ear, qtbot):
    with RtspServer([Mount("/good"), Mount("/locked", locked=True)]) as server:
        examiner.begin("main_url", post(server.url("/good")))
        qtbot.waitUntil(lambda: len(ear.heard) == 1, timeout=SLOW)
        examiner.begin("sub_url", post(server.url("/locked")))
        qtbot.waitUntil(lambda: len(ear.heard) == 2, timeout=SLOW)
    field, words, good = ear.heard[0]
    assert (field, good) == ("main_url", True)
    for part in ("H.264", "640×360", "key frame every 1.0 s"):
        assert part in words.en
    assert ear.heard[1][0] == "sub_url"
    assert not ear.heard[1][2]
    assert "401" in ear.heard[1][1].zh


def test_only_the_last_of_two_tests_of_a_field_answers(examiner, ear, qtbot):
    with Peer("silent") as silent:
        examiner.begin("main_url", post(f"rtsp://127.0.0.1:{silent.port}/x"))
        qtbot.waitUntil(lambda: bool(silent.requests), timeout=SLOW)
        examiner.begin("main_url", post("demo:pattern"))
        qtbot.waitUntil(lambda: len(ear.heard) == 1, timeout=SLOW)
        assert ear.heard[0][2]
        qtbot.waitUntil(lambda: not any(t.is_alive() for t in examiner._threads), timeout=SLOW)
    assert len(ear.heard) == 1


@pytest.mark.parametrize("address", ["demo:nonsense", "ftp://h/x", "rtsp://h:99999/", "file:///x"])
def test_what_cannot_be_an_address_is_refused_before_it_is_tried(examiner, address):
    error = examiner.check(address)
    assert error is not None
    assert error.remedy.zh
    assert error.remedy.en


def test_a_demonstration_is_an_address(examiner):
    assert examiner.check("demo:freezing") is None
    assert examiner.check("rtsp://h/x") is None
