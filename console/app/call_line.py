"""The media of one call: there is always a page at it until the call is over."""

import logging
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.call_media import CallMedia, MediaReport, media_of, sending_of
from console.domain.calls import Media
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.widgets.call_engine import CallEngine
from console.widgets.call_page import CallPage

_LOG = logging.getLogger(__name__)

_AGAIN_MS = 3_000
"""Between two attempts to find a way to the other side of a lost line."""

_RENEW_MS = 200

_LOOK_MS = 100
_LATE = 0.4
"""Seconds between two looks after which reports may be waiting that are not read yet."""

_NOT_SHARED = ConsoleError(
    "getDisplayMedia",
    Text("未能向对方展示画面。", "The picture could not be shown to the other side."),
    Text("请确认该窗口可见后再试一次。", "See that its window is visible, and try again."),
)
_OPENINGS = frozenset({"place", "accept"})


class CallLine(QObject):
    """Sends and takes the pictures of one call; a page that dies or hangs is replaced.

    Args:
        key: The call's key.
        offers: Whether the offers are made here: by whoever placed the call.
        renews: Whether a lost line is begun anew, as a media server wants it, instead of mended.
        parent: The owner.
    """

    said = Signal(str, str)
    """The call's key, and something for the other side's page."""

    reported = Signal(str, object)
    """The call's key, and a :class:`MediaReport`."""

    media_changed = Signal(str, object)
    """The call's key, and a :class:`Media`."""

    page_changed = Signal(str)
    """The call's key: there is another page, or none."""

    refused = Signal(object)
    """A :class:`ConsoleError`: what was wished of the pictures was not done."""

    capturing_changed = Signal()
    """Camera or microphone were opened or closed."""

    def __init__(
        self, key: str, *, offers: bool, renews: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.page: CallPage | None = None
        self.state = Media.CONNECTING
        self.pages = 0
        """How many pages were made so far."""
        self._offers = offers
        self._renews = renews
        self._media: CallMedia | None = None
        self._report: MediaReport | None = None
        self._told_at = self._looked_at = 0.0
        self._fewer: list[CallMedia] = []
        self._flags: dict[str, bool] = {}
        self._loud = False
        self._over = False
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._find_way)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)
        self._renewal = QTimer(self)
        self._renewal.setSingleShot(True)
        self._renewal.setInterval(_RENEW_MS)
        self._renewal.timeout.connect(self._renew)
        self._make_page()

    @property
    def is_capturing(self) -> bool:
        """Whether camera or microphone is open."""
        return self.page is not None and self.page.is_capturing

    def begin(self, media: CallMedia) -> None:
        """Open the devices and the connection."""
        self._media = media
        self._fewer = _fewer(media)
        self._open()

    def take(self, message: str) -> None:
        """Take what the other side's page said."""
        if self.page is not None:
            self.page.take(message)

    def ask_again(self) -> None:
        """Have the other side begin anew: this side knows nothing of what was agreed."""
        if self.page is not None:
            self.page.again()

    def set_flags(
        self,
        *,
        muted: bool | None = None,
        held: bool | None = None,
        low: bool | None = None,
        crowded: bool | None = None,
    ) -> None:
        """Mute the microphone, stop everything, save bandwidth, send less to each; None = as is."""
        told = {"muted": muted, "held": held, "low": low, "crowded": crowded}
        news = {name: flag for name, flag in told.items() if flag is not None}
        self._flags |= news
        if self.page is not None:
            self.page.set_flags(**news)

    def set_loud(self, *, loud: bool) -> None:
        """Let the other side be heard here, or not."""
        self._loud = loud
        if self.page is not None:
            self.page.set_loud(loud)

    def share_screen(self, *, on: bool) -> None:
        """Send this machine's screen in the camera's place, or the camera again."""
        if self.page is not None:
            self.page.share_screen(on=on)

    def share_window(self, title: str) -> None:
        """Send the window of this title in the camera's place."""
        if self.page is not None:
            self.page.share(title)

    def end(self) -> None:
        """Close the devices and let everything go."""
        self._over = True
        self._again.stop()
        self._watch.stop()
        self._renewal.stop()
        page, self.page = self.page, None
        self.page_changed.emit(self.key)
        if page is not None:
            page.retire()
        self.deleteLater()

    def _make_page(self) -> None:
        page = CallPage(CallEngine.shared(), self)
        page.said.connect(self._say)
        page.reported.connect(self._hear)
        page.capturing_changed.connect(self._note_capturing)
        page.failed.connect(self._take_failure)
        page.fell_silent.connect(self._miss)
        page.died.connect(self._mourn)
        page.set_loud(self._loud)
        self.page, self._report = page, None
        self.pages += 1
        self.page_changed.emit(self.key)

    def _open(self) -> None:
        if self.page is None or self._media is None:
            return
        if self._offers:
            self.page.place(self._media)
        else:
            self.page.accept(self._media)
        if self._flags:
            self.page.set_flags(**self._flags)

    @Slot()
    def _renew(self) -> None:
        """Go on with a new page: the other side is told to begin again."""
        self._make_page()
        self._open()
        if self._media is not None and not self._offers:
            self.ask_again()

    @Slot()
    def _find_way(self) -> None:
        if self.page is None:
            return
        if self._renews:
            page, self.page = self.page, None
            self.page_changed.emit(self.key)
            page.retire()
            self._renew()
        else:
            self.page.again()

    @Slot(str)
    def _say(self, message: str) -> None:
        self.said.emit(self.key, message)

    @Slot(object)
    def _hear(self, report: MediaReport) -> None:
        if self._media is None or self._over:
            return
        self._report, self._told_at = report, monotonic()
        self._turn(self._judge(report))
        self.reported.emit(self.key, report)
        if not self._watch.isActive():
            self._looked_at = self._told_at
            self._watch.start()

    @Slot()
    def _look(self) -> None:
        """Let what was told last grow old: a picture stands still too when nothing more is told."""
        now = monotonic()
        late, self._looked_at = now - self._looked_at > _LATE, now
        if self._report is not None and not late:
            self._turn(self._judge(self._report.aged(now - self._told_at)))

    def _judge(self, report: MediaReport) -> Media:
        one_way = self._media is not None and self._media.one_way
        return sending_of(report) if one_way else media_of(report)

    @Slot(bool)
    def _note_capturing(self, _now: bool) -> None:  # noqa: FBT001 - a slot
        self.capturing_changed.emit()

    @Slot(str, str)
    def _take_failure(self, what: str, _why: str) -> None:
        """Go on without the device that cannot be opened: a call without picture is one still."""
        if what in _OPENINGS and self._fewer:
            self._media = self._fewer.pop(0)
            _LOG.warning("the call goes on with fewer devices: %s", self._media)
            self._open()
        elif what == "share":
            self.refused.emit(_NOT_SHARED)

    @Slot()
    def _miss(self) -> None:
        self._report = None
        if self._media is not None and not self._over:
            self._turn(Media.LOST)

    @Slot(str)
    def _mourn(self, _why: str) -> None:
        if self._over:
            return
        self.page = self._report = None
        self.page_changed.emit(self.key)
        if self._media is not None:
            self._turn(Media.LOST)
        self._renewal.start()

    def _turn(self, media: Media) -> None:
        # A new page that is still connecting is no news to whoever knows that the line is lost.
        if media is Media.CONNECTING and self.state is not Media.CONNECTING:
            media = Media.LOST
        if media is self.state:
            return
        self.state = media
        if media is Media.LOST:
            self._again.start()
        else:
            self._again.stop()
        self.media_changed.emit(self.key, media)


def _fewer(media: CallMedia) -> list[CallMedia]:
    """Return what is tried in turn where a device cannot be opened."""
    chosen = [(False, True), (True, False), (False, False)]
    return [
        replace(media, picture=picture, sound=sound)
        for picture, sound in chosen
        if (picture, sound) < (media.picture, media.sound)
        and (media.picture or not picture)
        and (media.sound or not sound)
    ]
