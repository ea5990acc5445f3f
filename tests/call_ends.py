"""Two call pages that speak to each other without anything between them."""

from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.domain.call_media import CallMedia, MediaReport, media_of
from console.domain.calls import Media
from console.widgets.call_engine import CallEngine
from console.widgets.call_page import CallPage

_PATIENCE = 40_000


class End(QObject):
    """One end of a line: what its page tells, and the way to the other end."""

    def __init__(self) -> None:
        super().__init__()
        self.page = CallPage(CallEngine.shared())
        self.other: End | None = None
        self.last: MediaReport | None = None
        self.levels: list[float] = []
        self.capturing: list[bool] = []
        self.failures: list[str] = []
        self.deaths: list[str] = []
        self.used: list[str] = []
        self.watch()

    def watch(self) -> None:
        self.page.said.connect(self.say)
        self.page.reported.connect(self.hear)
        self.page.capturing_changed.connect(self.note_capturing)
        self.page.failed.connect(self.fail)
        self.page.died.connect(self.die)
        self.page.devices_found.connect(self.note_devices)

    def renew(self) -> None:
        self.page = CallPage(CallEngine.shared())
        self.last = None
        self.watch()

    @Slot(str)
    def say(self, message: str) -> None:
        if self.other is not None:
            self.other.page.take(message)

    @Slot(object)
    def hear(self, report: MediaReport) -> None:
        self.last = report
        self.levels.append(report.level or 0.0)

    @Slot(bool)
    def note_capturing(self, now: bool) -> None:  # noqa: FBT001 - a slot
        self.capturing.append(now)

    @Slot(str, str)
    def fail(self, what: str, why: str) -> None:
        self.failures.append(f"{what}: {why}")

    @Slot(str)
    def die(self, why: str) -> None:
        self.deaths.append(why)

    @Slot(object)
    def note_devices(self, devices: list[dict[str, object]]) -> None:
        self.used = [str(one["label"]) for one in devices if one["used"]]

    @property
    def media(self) -> Media | None:
        return media_of(self.last) if self.last else None


def through(qtbot: QtBot, here: End, there: End, media: Media = Media.MOVING) -> None:
    """Wait until this is what comes to both ends."""
    qtbot.waitUntil(lambda: here.media is media and there.media is media, timeout=_PATIENCE)


def connect(line: tuple[End, End], media: CallMedia | None = None) -> tuple[End, End]:
    """Begin the call: the second end takes it."""
    here, there = line
    media = media or CallMedia()
    there.page.accept(media)
    here.page.place(media)
    return here, there
