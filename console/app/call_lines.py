"""The lines of all calls that go on, and which of them is heard."""

from PySide6.QtCore import QObject, Signal, Slot
from typing_extensions import override

from console.app.call_line import CallLine
from console.domain.call_media import MediaReport
from console.domain.calls import CallQuality
from console.live.audio import Loudspeaker
from console.widgets.call_page import CallPage

_CROWD = 2
"""With more calls than this each is sent smaller pictures, so that their coding stays possible."""


class _Ear:
    """One call as an owner of the loudspeaker."""

    def __init__(self, line: CallLine) -> None:
        self._line = line

    def silence(self) -> None:
        """Be heard no longer."""
        self._line.set_loud(loud=False)

    @override
    def __repr__(self) -> str:
        return f"_Ear({self._line.key!r})"


class CallLines(QObject):
    """Makes and ends lines; the loudspeaker is asked for by whichever is to be heard."""

    said = Signal(str, str)
    media_changed = Signal(str, object)
    refused = Signal(object)

    quality_told = Signal(str, object)
    """The call's key, and its :class:`CallQuality`, four times a second."""

    changed = Signal()
    """A line has another page or another hearer."""

    capturing_changed = Signal(bool)
    """Whether any camera or microphone of this machine is open for a call."""

    def __init__(self, loudspeaker: Loudspeaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loudspeaker = loudspeaker
        self._lines: dict[str, CallLine] = {}
        self._ears: dict[str, _Ear] = {}
        self._reports: dict[str, MediaReport] = {}
        self.captures = False
        """Whether any camera or microphone of this machine is open for a call."""

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __getitem__(self, key: str) -> CallLine:
        return self._lines[key]

    def add(self, key: str, *, offers: bool, renews: bool) -> CallLine:
        """Make the line of a call; nothing is sent before it begins."""
        line = CallLine(key, offers=offers, renews=renews, parent=self)
        line.said.connect(self.said)
        line.refused.connect(self.refused)
        line.reported.connect(self._take_report)
        line.media_changed.connect(self.media_changed)
        line.page_changed.connect(self._note_page)
        line.capturing_changed.connect(self._note_capturing)
        line.set_loud(loud=False)
        self._lines[key] = line
        self._ears[key] = _Ear(line)
        self._share_out()
        return line

    def end(self, key: str) -> None:
        """Close the devices of a call and let its page go."""
        self._loudspeaker.give_back(self._ears.pop(key))
        self._lines.pop(key).end()
        self._reports.pop(key, None)
        self._share_out()
        self._note_capturing()

    def hear(self, key: str) -> None:
        """Give the loudspeaker to a call, and silence whoever had it."""
        if key in self._lines:
            self._loudspeaker.take(self._ears[key])
            self._lines[key].set_loud(loud=True)
            self.changed.emit()

    def is_heard(self, key: str) -> bool:
        """Return whether this call has the loudspeaker."""
        ear = self._ears.get(key)
        return ear is not None and self._loudspeaker.owner is ear

    def mute_all(self) -> None:
        """Hear nobody, neither a call nor a feed."""
        self._loudspeaker.mute_all()

    def page(self, key: str) -> CallPage | None:
        """Return the page of a call's pictures; None while there is none."""
        return self._lines[key].page if key in self._lines else None

    def report(self, key: str) -> MediaReport | None:
        """Return what the page of a call told last; None = nothing yet."""
        return self._reports.get(key)

    def _share_out(self) -> None:
        crowded = len(self._lines) > _CROWD
        for line in self._lines.values():
            line.set_flags(crowded=crowded)

    @Slot(str, object)
    def _take_report(self, key: str, report: MediaReport) -> None:
        self._reports[key] = report
        quality: CallQuality = report.quality
        self.quality_told.emit(key, quality)

    @Slot(str)
    def _note_page(self, _key: str) -> None:
        self.changed.emit()

    @Slot()
    def _note_capturing(self) -> None:
        captures = any(line.is_capturing for line in self._lines.values())
        if captures != self.captures:
            self.captures = captures
            self.capturing_changed.emit(captures)
        self.changed.emit()
