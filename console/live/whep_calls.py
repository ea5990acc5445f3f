"""Calls by way of media servers: each offer and each end goes out on a thread of its own."""

import json
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.errors import ConsoleError
from console.video.address import FeedAddress
from console.video.whep import MediaServer, MediaSession

_SECONDS = 4.0
_JOIN_SECONDS = 1.0


class WhepCalls(QObject):
    """Sends what a call page offers to a media server, and brings its answer back."""

    said = Signal(str, str)
    """The call's key, and the answer as the call page takes it."""

    failed = Signal(str, object)
    """The call's key, and a :class:`ConsoleError`: there is no session."""

    _opened = Signal(str, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: dict[str, tuple[MediaServer, MediaSession]] = {}
        self._going_on: set[str] = set()
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []
        self._opened.connect(self._take)

    def offer(self, key: str, server: MediaServer, address: FeedAddress, message: str) -> None:
        """Send the offer that the page of the call ``key`` made; an older session is ended."""
        self.end(key)
        self._going_on.add(key)
        offer = json.loads(message)
        self._begin(lambda: self._ask(key, server, address, offer))

    def end(self, key: str) -> None:
        """End the session of the call ``key``, if there is one."""
        self._going_on.discard(key)
        found = self._open.pop(key, None)
        if found is not None:
            self._begin(lambda: _close(*found))

    def stop(self) -> None:
        """Answer no more; sessions that are not ended in time end by themselves."""
        for key in list(self._open):
            self.end(key)
        self._ending.set()
        for thread in self._threads:
            thread.join(_JOIN_SECONDS)

    def _begin(self, work: Callable[[], None]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="media server", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _ask(
        self, key: str, server: MediaServer, address: FeedAddress, offer: dict[str, object]
    ) -> None:
        try:
            session = server.open(address, str(offer.get("sdp", "")))
        except ConsoleError as error:
            if not self._ending.is_set():
                self.failed.emit(key, error)
            return
        if self._ending.is_set():
            _close(server, session)
            return
        answer = json.dumps({**offer, "kind": "answer", "sdp": session.answer})
        self._opened.emit(key, (server, session), answer)

    @Slot(str, object, str)
    def _take(self, key: str, opened: tuple[MediaServer, MediaSession], answer: str) -> None:
        if key not in self._going_on or key in self._open:
            self._begin(lambda: _close(*opened))
            return
        self._open[key] = opened
        self.said.emit(key, answer)


def _close(server: MediaServer, session: MediaSession) -> None:
    try:
        server.close(session)
    except ConsoleError:
        return  # it ends by itself in time
