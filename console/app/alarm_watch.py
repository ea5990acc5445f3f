"""Watches over the run's facts for the duty desk, and latches what becomes an alarm."""

import logging
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.app.duty import DutyRecords
from console.domain.duty import Alarm, AlarmKind, AlarmsRequest
from console.domain.feeds import FeedStatus
from console.domain.posts import Post
from console.domain.roll_call import RollCall
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Text
from console.views.board import Board
from console.wall.alarm_book import AlarmBook, Step, Turn
from console.wall.alarm_causes import AlarmLimits, Facts, causes

_LOG = logging.getLogger(__name__)

_SECOND_MS = 1000


class AlarmWatch(QObject):
    """Keeps the alarm book of a duty desk: on screen, on disk and in the database.

    Args:
        records: Where alarms are kept.
        board: Tells whether the alerts are all here.
        limits: How long what may last.
        parent: The owner.
    """

    alarms_changed = Signal(object)
    """The alarms that belong on the desk, those that matter most first: a tuple."""

    deaf_changed = Signal(object)
    """Why alarms cannot be received, as a :class:`Text`; empty where they can."""

    def __init__(
        self,
        records: DutyRecords,
        board: Board,
        limits: AlarmLimits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._board = board
        self._limits = limits or AlarmLimits()
        self._book: AlarmBook | None = None
        self._held: tuple[Alarm, ...] = ()
        self._posts: tuple[Post, ...] = ()
        self._feeds: dict[str, FeedStatus] = {}
        self._link: LinkState | None = None
        self._alerts_at: datetime | None = None
        self._queue = 0
        self._may_write = True
        self._roll_call: RollCall | None = None
        self._shown: tuple[Alarm, ...] = ()
        self._deaf = NOTHING
        self._machine = socket.gethostname()
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._look)
        records.book_read.connect(self._restore)
        records.queue_changed.connect(self._take_queue)
        records.rights_changed.connect(self._take_rights)
        board.link_changed.connect(self._take_link)

    @Slot()
    def start(self) -> None:
        """Look after everything from now on."""
        self._alerts_at = datetime.now(UTC)
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    @Slot(object)
    def take_posts(self, posts: tuple[Post, ...]) -> None:
        """Know which posts are expected."""
        self._posts = posts

    @Slot(object)
    def take_status(self, status: FeedStatus) -> None:
        """Note the state of a post's feed."""
        self._feeds[status.post] = status

    @Slot(object)
    def take_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """Take in the alarms that the database holds."""
        self._held = alarms
        if self._book is not None:
            self._book.merge(alarms)
            self._show()

    @Slot(object)
    def take_roll_call(self, call: RollCall) -> None:
        """Note the roll call that was closed last."""
        self._roll_call = call

    @Slot(str, str)
    def acknowledge(self, key: str, by: str) -> None:
        """Note that ``by`` has seen an alarm: at once here, and soon everywhere."""
        if self._book is None:
            return
        if self._book.acknowledge(key, by, datetime.now(UTC)) is not None:
            self._records.acknowledge(key, by)
            self._show()

    @Slot(object)
    def _restore(self, state: Mapping[str, Any]) -> None:
        """Begin with what this machine has kept."""
        try:
            self._book = AlarmBook.from_state(state, self._limits) if state else None
        except ValueError as error:
            _LOG.warning("The alarms of the last run cannot be read: %s", error)
        self._book = self._book or AlarmBook(self._limits)
        self._book.merge(self._held)
        self._show()

    @Slot(object)
    def _take_link(self, link: LinkState) -> None:
        self._link = link

    @Slot(int)
    def _take_queue(self, count: int) -> None:
        self._queue = count

    @Slot(bool)
    def _take_rights(self, may_write: bool) -> None:  # noqa: FBT001 - a slot
        """Tell the database all that only this machine knew, once the login may write."""
        news = may_write and not self._may_write
        self._may_write = may_write
        if news and self._book is not None:
            for alarm in self._book.known:
                self._tell_all(alarm)

    def _tell_all(self, alarm: Alarm) -> None:
        self._records.raise_alarm(alarm)
        if alarm.acknowledged_by:
            self._records.acknowledge(alarm.key, alarm.acknowledged_by)
        if alarm.cleared_at is not None:
            self._records.clear(alarm.key)

    @Slot()
    def _look(self) -> None:
        """Judge the facts of this moment."""
        if self._book is None:
            return
        now = datetime.now(UTC)
        confirmed = self._link.confirmed_at if self._link is not None else None
        if confirmed is not None and self._board.is_current(AlarmsRequest()):
            self._alerts_at = confirmed
        facts = Facts(
            posts=self._posts,
            feeds=self._feeds,
            link=self._link,
            alerts_confirmed_at=self._alerts_at,
            queue=self._queue,
            may_write=self._may_write,
            roll_call=self._roll_call,
            machine=self._machine,
        )
        found = causes(facts, self._limits, now)
        for step in self._book.observe(found, now):
            self._tell(step)
        self._tell_deaf(next((c.text for c in found.values() if c and _is_deaf(c.kind)), NOTHING))
        self._show()

    def _tell(self, step: Step) -> None:
        if step.turn is Turn.RAISED:
            _LOG.warning("Alarm: %s", step.alarm.text.en)
            self._records.raise_alarm(step.alarm)
        elif step.turn is Turn.CLEARED:
            self._records.clear(step.alarm.key)
        elif step.turn is Turn.REOPENED:
            self._records.reopen(step.alarm.key)

    def _tell_deaf(self, why: Text) -> None:
        if why != self._deaf:
            self._deaf = why
            self.deaf_changed.emit(why)

    def _show(self) -> None:
        """Show and keep the book where it has changed."""
        if self._book is None or self._book.alarms == self._shown:
            return
        self._shown = self._book.alarms
        self._records.keep_book(self._book.to_state())
        self.alarms_changed.emit(self._shown)


def _is_deaf(kind: str) -> bool:
    return kind == AlarmKind.ALERTS
