"""Our call page and a peer of another make: pictures by content, and every way to lose them."""

import json
import os
import signal

import pytest
from PySide6.QtCore import QObject, Slot

from console.domain.call_media import CallMedia, MediaReport, media_of
from console.domain.calls import Media
from console.video.whep import CallHosts, MediaServer
from console.widgets.call_engine import CallEngine
from console.widgets.call_page import CallPage
from tests.media_server import MediaServerProcess, media_server

pytestmark = pytest.mark.slow

_PATIENCE = 40_000


class Watcher(QObject):
    """A page that watches a media server by WHEP."""

    def __init__(self, server: MediaServerProcess) -> None:
        super().__init__()
        self._address = CallHosts(("127.0.0.1",), plain=True).check(server.url("whep"), "there")
        self.last: MediaReport | None = None
        self.page = CallPage(CallEngine.shared())
        self.page.said.connect(self.ask)
        self.page.reported.connect(self.hear)
        self.page.place(CallMedia(sound=False, picture=False))

    @Slot(str)
    def ask(self, message: str) -> None:
        offer = json.loads(message)
        session = MediaServer("there").open(self._address, offer["sdp"])
        self.page.take(json.dumps({**offer, "kind": "answer", "sdp": session.answer}))

    @Slot(object)
    def hear(self, report: MediaReport) -> None:
        self.last = report

    @property
    def media(self) -> Media | None:
        return media_of(self.last) if self.last else None


@pytest.fixture
def server():
    with media_server() as running:
        yield running


@pytest.fixture
def watcher(qapp, server):
    made = Watcher(server)
    yield made
    made.page.retire()


def test_a_frozen_picture_is_told_from_a_moving_one_though_frames_go_on(qtbot, watcher, server):
    qtbot.waitUntil(lambda: watcher.media is Media.MOVING, timeout=_PATIENCE)
    server.turn("frozen")
    qtbot.waitUntil(lambda: watcher.media is Media.STILL, timeout=_PATIENCE)
    before = watcher.last.frames
    qtbot.waitUntil(lambda: watcher.last.frames > before, timeout=_PATIENCE)
    assert watcher.media is Media.STILL
    server.turn("moving")
    qtbot.waitUntil(lambda: watcher.media is Media.MOVING, timeout=_PATIENCE)


def test_a_peer_that_hangs_is_lost_and_found_again(qtbot, watcher, server):
    qtbot.waitUntil(lambda: watcher.media is Media.MOVING, timeout=_PATIENCE)
    os.kill(server.pid, signal.SIGSTOP)
    try:
        qtbot.waitUntil(lambda: watcher.media is Media.LOST, timeout=_PATIENCE)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: watcher.media is Media.MOVING, timeout=_PATIENCE)
