"""The calls of one station: joins the book, the ways to the other side, the lines, the sound."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.app.call_lines import CallLines
from console.app.call_paths import CallPaths, by_server
from console.app.call_policy import CallPolicy
from console.app.call_sender import CallSender
from console.data.call_store import CallRow
from console.domain.call_media import CallMedia
from console.domain.calls import Call, CallQuality, CallStage, EndReason, Media, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.audio import Loudspeaker
from console.wall.call_book import CallBook, CallEvent, CallStep

_TICK_MS = 250
_NOTHING_SENT = CallMedia(sound=False, picture=False)


class CallService(QObject):
    """Does what is wished of calls, and tells what became of each; lives on the GUI thread.

    A wish that cannot be followed raises no error here: :attr:`refused` says why in words.

    Attributes:
        book: The calls, as they stand.
        lines: Their pages, and which of them is heard.
        outlet: What is sent to a media server for those called by way of one.
        media: What is sent in the calls that are answered from now on.
    """

    happened = Signal(object)
    """A :class:`CallEvent`."""

    changed = Signal()
    """Calls, pages or qualities are others than before; up to some ten times a second."""

    ringing_changed = Signal(bool)
    """Whether the desk's bell is to ring."""

    refused = Signal(object)
    failed = Signal(object)
    mended = Signal(str)

    def __init__(
        self, policy: CallPolicy, loudspeaker: Loudspeaker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.media = policy.media
        self.book = CallBook(policy.limits)
        self.lines = CallLines(loudspeaker, self)
        self.lines.said.connect(self._say)
        self.lines.media_changed.connect(self._take_media)
        self.lines.quality_told.connect(self._take_quality)
        self.lines.changed.connect(self.changed)
        self.lines.refused.connect(self.refused)
        self.outlet = CallSender(policy.outlet, self.lines, self)
        self.outlet.failed.connect(self.failed)
        self.outlet.mended.connect(self.mended)
        self._parties: dict[str, Party] = {}
        self._far_ended: set[str] = set()
        self._rings = False
        self._paths = CallPaths(policy.station, policy.name, policy.hosts, self)
        self._paths.rang.connect(self._take_ring)
        self._paths.resumed.connect(self._take_resumed)
        self._paths.answered.connect(self._take_answered)
        self._paths.ended.connect(self._take_end)
        self._paths.said.connect(self._take_words)
        self._paths.given_up.connect(self._take_refusal)
        self._paths.failed.connect(self.failed)
        self._paths.mended.connect(self.mended)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._look)

    @Slot(str)
    def open(self, url: str) -> None:
        """Let this station be rung through the database at ``url``."""
        self._paths.open(url)

    @property
    def can_call(self) -> bool:
        """Whether there is a way to anybody."""
        return self._paths.is_open

    def stop(self) -> None:
        """Hang up everything and end the threads."""
        self._apply(self.book.end_all(_now()))
        self._tick.stop()
        self.outlet.stop()
        self._paths.stop()

    def know(self, parties: Iterable[Party]) -> None:
        """Know ``parties`` by their codes, so that whoever rings has a name and a region."""
        self._parties |= {party.code: party for party in parties}

    @property
    def calls(self) -> Mapping[str, Call]:
        """All calls that are remembered, oldest first."""
        return self.book.calls

    def place(self, party: Party) -> str:
        """Ring ``party`` and return the call's key; "" where it cannot be rung."""
        key = str(uuid4())
        try:
            self._paths.check(party)
            self._apply((self.book.place(key, party, _now()),))
        except ConsoleError as error:
            self.refused.emit(error)
            return ""
        return key

    @Slot(str)
    def accept(self, key: str) -> None:
        """Answer the call that rings here."""
        self._try(lambda now: (self.book.answered(key, now),))

    @Slot(str)
    def hang_up(self, key: str) -> None:
        """End a call; one that rings here is refused."""
        call = self.book.calls.get(key)
        rings_here = call is not None and not call.outgoing and call.answered_at is None
        reason = EndReason.REFUSED if rings_here else EndReason.HUNG_UP
        self._try(lambda now: self.book.end(key, reason, now))

    @Slot(str)
    def take(self, key: str) -> None:
        """Put a call on the wall."""
        self._try(lambda now: (self.book.take(key, now),))

    @Slot(str)
    def take_off(self, key: str) -> None:
        """Take a call off the wall; it goes on."""
        self._try(lambda now: (self.book.take_off(key, now),))

    @Slot(str, bool)
    def hold(self, key: str, on: bool) -> None:  # noqa: FBT001 - a slot
        """Put a call on hold, or take it from there."""
        self._try(lambda now: self.book.hold(key, now) if on else self.book.resume(key, now))

    @Slot(str, bool)
    def mute(self, key: str, on: bool) -> None:  # noqa: FBT001 - a slot
        """Turn our microphone off for a call, or on again."""
        self._try(lambda now: self.book.mute(key, now, muted=on))

    @Slot()
    def mute_all(self) -> None:
        """Turn our microphone off everywhere, and hear nobody."""
        self.lines.mute_all()
        self._try(self.book.mute_all)

    @Slot(str)
    def hear(self, key: str) -> None:
        """Give the loudspeaker to a call, and silence whoever had it."""
        self.lines.hear(key)

    def _try(self, step: Callable[[datetime], Iterable[CallEvent]]) -> None:
        try:
            self._apply(step(_now()))
        except ConsoleError as error:
            self.refused.emit(error)

    def _apply(self, events: Iterable[CallEvent]) -> None:
        for event in events:
            self._act(event)
            self.happened.emit(event)
        rings = self.book.rings_aloud
        if rings != self._rings:
            self._rings = rings
            self.ringing_changed.emit(rings)
        self.outlet.follow(self.book.going_on, self.media)
        if self.book.going_on and not self._tick.isActive():
            self._tick.start()
        self.changed.emit()

    def _act(self, event: CallEvent) -> None:
        call = event.call
        if event.step in (CallStep.PLACED, CallStep.RANG):
            self._connect_line(call)
        elif event.step is CallStep.ANSWERED:
            self._begin(call)
        elif event.step is CallStep.ENDED:
            self._end_line(call)
        elif event.step in (CallStep.HELD, CallStep.RESUMED):
            self.lines[call.key].set_flags(held=call.held)
        elif event.step in (CallStep.MUTED, CallStep.UNMUTED):
            self.lines[call.key].set_flags(muted=call.muted)

    def _connect_line(self, call: Call) -> None:
        server = by_server(call)
        line = self.lines.add(call.key, offers=call.outgoing, renews=server)
        if server:
            line.begin(_NOTHING_SENT)
        elif call.outgoing:
            self._paths.ring(call)

    def _begin(self, call: Call) -> None:
        if not by_server(call):
            self.lines[call.key].begin(self.media)
        self._paths.answer(call)
        self.lines.hear(call.key)

    def _end_line(self, call: Call) -> None:
        self.lines.end(call.key)
        if call.key in self._far_ended:
            self._far_ended.discard(call.key)
        else:
            self._paths.end(call, call.reason or EndReason.HUNG_UP)

    def _party(self, code: str, name: Text) -> Party:
        return self._parties.get(code) or Party(code, PartyKind.POST, name)

    @Slot(object)
    def _take_ring(self, row: CallRow) -> None:
        party = self._party(row.caller, row.caller_name)
        before = self.book.with_party(party.code)
        try:
            if before is not None and before.is_answered:  # it was begun anew over there
                self._apply(self.book.end(before.key, EndReason.LOST, _now()))
            self._apply(self.book.ring(row.key, party, _now()))
        except ConsoleError:
            self._paths.refuse(row.key, EndReason.BUSY)

    @Slot(object)
    def _take_resumed(self, row: CallRow) -> None:
        """Go on with a call of an earlier run: the lines of both sides begin anew."""
        ours = row.caller == self._paths.station
        code = row.callee if ours else row.caller
        party = self._party(code, Text(code, code) if ours else row.caller_name)
        now = _now()
        try:
            if ours:
                self._apply((self.book.place(row.key, party, now),))
            else:
                self._apply(self.book.ring(row.key, party, now))
            self._apply((self.book.answered(row.key, now),))
        except ConsoleError:
            self._paths.refuse(row.key, EndReason.LOST)
            return
        if not ours:
            self.lines[row.key].ask_again()

    @Slot(str)
    def _take_answered(self, key: str) -> None:
        call = self.book.calls.get(key)
        if key in self.lines and call is not None and call.stage is CallStage.RINGING:
            self._apply((self.book.answered(key, _now()),))
            self._take_media(key, self.lines[key].state)

    @Slot(str, object)
    def _take_end(self, key: str, reason: EndReason) -> None:
        if key in self.lines:
            self._far_ended.add(key)
            self._apply(self.book.end(key, reason, _now()))

    @Slot(str, str)
    def _take_words(self, key: str, body: str) -> None:
        if key in self.lines:
            self.lines[key].take(body)

    @Slot(str, str)
    def _say(self, key: str, message: str) -> None:
        if key in self.book.calls:  # the outlet says its own
            self._paths.say(self.book.calls[key], message)

    @Slot(str, object)
    def _take_refusal(self, key: str, error: ConsoleError) -> None:
        """End a call that a media server refuses; one that was through goes on trying."""
        call = self.book.calls.get(key)
        if call is not None and call.stage is CallStage.RINGING:
            self.refused.emit(error)
            self._apply(self.book.end(key, EndReason.FAILED, _now()))

    @Slot(str, object)
    def _take_quality(self, key: str, quality: CallQuality) -> None:
        self.book.quality(key, quality)

    @Slot(str, object)
    def _take_media(self, key: str, media: Media) -> None:
        self._apply(self.book.media(key, media, _now()))

    @Slot()
    def _look(self) -> None:
        """End what has waited too long, and have the figures drawn anew."""
        self._apply(self.book.tick(_now()))
        if not self.book.going_on:
            self._tick.stop()


def _now() -> datetime:
    return datetime.now(UTC)
