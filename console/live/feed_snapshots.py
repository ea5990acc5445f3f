"""Saves pictures of feeds, off the GUI thread."""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.domain.errors import ConsoleError
from console.domain.wording import NOTHING, Text
from console.live.feeds import FeedService
from console.video.capture import Capture
from console.video.snapshot import Caption, save

_log = logging.getLogger(__name__)

_NO_PICTURE = Text("该点位尚无画面。", "There is no picture of this post yet.")


@dataclass(frozen=True, slots=True)
class SnapshotResult:
    """What came of saving a picture: its file, or why there is none."""

    post: str
    path: Path | None
    fault: Text = NOTHING


class FeedSnapshots(QObject):
    """Saves the last full picture of a feed, with post, time and state burned in.

    Args:
        service: Owns the feeds.
        folder: Where files go.
        parent: The owner.
    """

    done = Signal(object)
    """A :class:`SnapshotResult`."""

    def __init__(self, service: FeedService, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._folder = folder
        self._threads: list[threading.Thread] = []

    def save(self, post: str) -> None:
        """Save the picture of ``post``; :attr:`done` tells what came of it."""
        capture, known = self._service.capture(post), self._service.post(post)
        if capture is None or known is None:
            self.done.emit(SnapshotResult(post, None, _NO_PICTURE))
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(
            target=self._save, args=(capture, known.name), name=f"snapshot {post}", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def stop(self, seconds: float = 2.0) -> bool:
        """Wait for files that are being written; say whether all are finished."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _save(self, capture: Capture, name: Text) -> None:
        try:
            result = self._result(capture, name)
        except ConsoleError as error:
            result = SnapshotResult(capture.post, None, error.problem)
        except Exception:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            _log.exception("The picture of %s was not saved", capture.post)
            result = SnapshotResult(capture.post, None, Text("保存失败。", "It was not saved."))
        self.done.emit(result)

    def _result(self, capture: Capture, name: Text) -> SnapshotResult:
        taken = capture.picture()
        if taken is None:
            return SnapshotResult(capture.post, None, _NO_PICTURE)
        picture, decoded_at = taken
        caption = Caption(name, capture.status(), decoded_at, datetime.now(UTC))
        return SnapshotResult(capture.post, save(picture, caption, self._folder))
