"""Sends this station's picture and sound to a media server, for those called by way of one."""

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot

from console.app.call_lines import CallLines
from console.app.call_paths import by_server
from console.app.call_policy import Outlet
from console.domain.call_media import CallMedia
from console.domain.calls import Call, Media
from console.domain.errors import ConsoleError
from console.live.whep_calls import WhepCalls

_SENT = "what is sent"
"""The key of the line; those of calls are UUIDs."""

_AGAIN = 10.0
"""Seconds before a media server that refused is asked again."""


class CallSender(QObject):
    """Sends once, whatever the number of calls: the media server hands it on.

    Args:
        outlet: Where the media server takes it; None = nothing is sent.
        lines: Where the line is kept, so that open devices are marked as with any call.
        parent: The owner.
    """

    failed = Signal(object)
    """A :class:`ConsoleError`: nothing is sent."""

    mended = Signal(str)
    """It is sent again; the place of the error."""

    def __init__(
        self, outlet: Outlet | None, lines: CallLines, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._outlet = outlet
        self._lines = lines
        self._flags = (False, False)
        self._not_before = 0.0
        self._whip = WhepCalls(self)
        self._whip.said.connect(self._take)
        self._whip.failed.connect(self._give_up)
        lines.said.connect(self._say)
        lines.media_changed.connect(self._note)

    def key(self, call: Call) -> str:
        """Return the key of the line by which ``call`` is sent to."""
        return _SENT if by_server(call) and _SENT in self._lines else call.key

    def follow(self, calls: Iterable[Call], media: CallMedia) -> None:
        """Send ``media`` while any of ``calls`` is through by way of a media server.

        It is the same for all: muted as soon as it is for one, held when it is for all.
        """
        served = [call for call in calls if by_server(call) and call.is_answered]
        if not served:
            self._end()
            self._not_before = 0.0
        elif _SENT not in self._lines:
            self._begin(media)
        if _SENT in self._lines:
            self._mark(any(one.muted for one in served), all(one.held for one in served))

    def stop(self) -> None:
        """Send nothing more, and end the threads."""
        self._end()
        self._whip.stop()

    def _begin(self, media: CallMedia) -> None:
        if self._outlet is None or monotonic() < self._not_before:
            return
        self._flags = (False, False)
        line = self._lines.add(_SENT, offers=True, renews=True)
        line.begin(replace(media, one_way=True))

    def _end(self) -> None:
        if _SENT in self._lines:
            self._lines.end(_SENT)
            self._whip.end(_SENT)

    def _mark(self, muted: bool, held: bool) -> None:  # noqa: FBT001 - both are named above
        if (muted, held) != self._flags:
            self._flags = (muted, held)
            self._lines[_SENT].set_flags(muted=muted, held=held)

    @Slot(str, str)
    def _say(self, key: str, message: str) -> None:
        if key == _SENT and self._outlet is not None:
            self._whip.offer(_SENT, self._outlet.server, self._outlet.address, message)

    @Slot(str, str)
    def _take(self, _key: str, message: str) -> None:
        if _SENT in self._lines:
            self._lines[_SENT].take(message)

    @Slot(str, object)
    def _give_up(self, _key: str, error: ConsoleError) -> None:
        self._not_before = monotonic() + _AGAIN
        self._end()
        self.failed.emit(error)

    @Slot(str, object)
    def _note(self, key: str, media: Media) -> None:
        if key == _SENT and media is Media.MOVING and self._outlet is not None:
            self.mended.emit(self._outlet.server.place)
