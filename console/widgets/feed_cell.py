"""One cell of a grid of feeds: which post it shows, its last picture, and what is true of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QPainter

from console.domain.feeds import (
    FeedState,
    FeedStatus,
    Frame,
    FrameSource,
    Stream,
    truth_of_feed,
)
from console.domain.truth import TruthMark
from console.domain.wording import NOTHING, Text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BUFFERS = 2
"""Buffers that a source of pictures uses in turn."""

_DARK = QColor(0, 0, 0, 120)


@dataclass(frozen=True, slots=True)
class FeedCell:
    """What a cell shows: a post by its code, its names, and a note (why it is this post, say)."""

    post: str
    name: Text
    region: Text = NOTHING
    note: Text = NOTHING


class CellView:
    """The state of one cell; paints nothing.

    Whether it is LIVE is found out by this thread's own look at the clock each time somebody asks,
    from the picture in it: a feed, a thread or a signal that comes late can hold up no other mark.

    Args:
        cell: What it shows.
        clock: The seconds of the monotonic clock.
    """

    def __init__(self, cell: FeedCell, clock: Callable[[], float] = monotonic) -> None:
        self.cell = cell
        self._clock = clock
        self.source: FrameSource | None = None
        self._status = FeedStatus(
            post=cell.post, stream=Stream.MAIN, state=FeedState.IDLE, since=datetime.now(UTC)
        )
        self._frame: Frame | None = None
        self._current = False
        self._image: QImage | None = None
        self._images: dict[int, tuple[npt.NDArray[np.uint8], QImage]] = {}
        self._grey: QImage | None = None

    def show_status(self, status: FeedStatus) -> None:
        """Take what is known of the feed."""
        self._status = status
        if status.state is not FeedState.LIVE:
            # A picture from before an outage never counts as one of after it.
            self._current = False

    def take(self) -> bool:
        """Fetch the newest picture of a live feed, and say whether there was one.

        It is shown however old it is, for the source uses the buffer of the one before again.
        """
        if self.source is None or self._status.state is not FeedState.LIVE:
            return False
        frame = self.source.take()
        if frame is None:
            return False
        self._image = self._image_of(frame.array)
        self._frame, self._current, self._grey = frame, True, None
        return True

    def _image_of(self, array: "npt.NDArray[np.uint8]") -> QImage:
        """Return the image that looks into a frame's own buffer, whole until the next take().

        There are few buffers, used in turn, so their images are kept: each one made or thrown away
        lets go of the interpreter, and queues for it again behind all feeds.
        """
        known = self._images.get(id(array))
        if known is None:
            height, width = array.shape[:2]
            made = QImage(array.data, width, height, width * 4, QImage.Format.Format_RGB32)
            if len(self._images) >= _BUFFERS:
                self._images.clear()
            known = self._images[id(array)] = (array, made)
        return known[1]

    def status(self) -> FeedStatus:
        """Return what may be said of this cell now: never LIVE without a fresh picture in it."""
        status = self._status
        if status.state is not FeedState.LIVE:
            return status
        if self._frame is None:
            return replace(status, state=FeedState.CONNECTING)
        if not self._current or self._clock() > self._frame.live_until:
            return replace(status, state=FeedState.STALE)
        return status

    def mark(self) -> TruthMark:
        """Return the truth mark of this cell; since when it has not been live is the picture's."""
        mark = truth_of_feed(self.status())
        if mark.since is not None and self._frame is not None:
            return replace(mark, since=self._frame.at)
        return mark

    @property
    def picture_at(self) -> datetime | None:
        """When the picture shown was decoded; None = there is none yet."""
        return self._frame.at if self._frame else None

    def picture(self) -> QImage | None:
        """Return the picture to show: as it came while it is live, else greyed and darkened."""
        if self._image is None or self.status().state is FeedState.LIVE:
            return self._image
        if self._grey is None:
            self._grey = _greyed(self._image)
        return self._grey


def _greyed(image: QImage) -> QImage:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey = grey.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(grey)
    painter.fillRect(grey.rect(), _DARK)
    painter.end()
    return grey
