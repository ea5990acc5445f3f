"""Raises what the analyses find as alarms, once, where this console's login may write them."""

import logging
from datetime import datetime

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from sqlalchemy.exc import SQLAlchemyError
from typing_extensions import override

from console.data.alerting import alarms_of_risk, alarms_of_warning, may_raise
from console.data.days import CENTRE_ZONE
from console.domain.duty import Alarm
from console.domain.errors import ConsoleError
from console.domain.requests import SnapshotRequest
from console.domain.requests_analysis import RiskRequest, WarningRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_analysis import RiskSnapshot, WarningSnapshot
from console.views.board import Board
from console.views.wall_set import WallSet
from console.widgets.tile import Tile
from console.widgets.warning_tile import WarningTile

_LOG = logging.getLogger(__name__)

#: What is to be kept up to date for alarms, whatever the wall shows: the whole province.
WANTED: frozenset[SnapshotRequest] = frozenset({WarningRequest(), RiskRequest()})


class _News(QObject):
    """Carries an answer to the GUI thread."""

    known = Signal(object)
    """Whether alarms may be written; None where the database cannot be asked just now."""


class _Question(QRunnable):
    """Asks the database, in a thread of the pool, whether alarms may be written."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.news = _News()
        self._url = url

    @override
    def run(self) -> None:
        allowed: bool | None = None
        try:
            allowed = may_raise(self._url)
        except (ConsoleError, SQLAlchemyError):
            _LOG.info("the database does not say yet whether alarms may be written")
        finally:
            self.news.known.emit(allowed)


class Alerting(QObject):
    """Tells each alarm once; a wall's console, which may only read, tells none."""

    raised = Signal(object)
    """An :class:`Alarm` that this console has not told before; others may have."""

    acknowledge_wanted = Signal(str)
    """A viewer acknowledged an alarm on an early-warning board: what it is known by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self._question: _Question | None = None
        self._allowed: bool | None = None
        self._told: set[str] = set()
        self._waiting: dict[str, Alarm] = {}

    def serve(self, board: Board, wall: WallSet) -> None:
        """Keep up to date what alarms follow from, and listen to the displays of ``wall``."""
        board.answered.connect(self.take)
        board.also_want(*WANTED)
        wall.tile_built.connect(self.supply)

    @property
    def may_raise(self) -> bool | None:
        """Whether this console's login may write alarms; None = not known yet."""
        return self._allowed

    @Slot(str)
    def use(self, url: str) -> None:
        """Take the address of the database, as soon as it is known."""
        self._url = url
        self._allowed = None
        self._ask()

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        """Listen to ``tile`` if alarms can be acknowledged on it."""
        if isinstance(tile, WarningTile):
            tile.acknowledge_wanted.connect(self.acknowledge_wanted)

    @Slot(object)
    def take(self, snapshot: Snapshot) -> None:
        """Raise what ``snapshot`` tells of the province and was not told before."""
        now = datetime.now(CENTRE_ZONE)
        if snapshot.request not in WANTED:
            return
        if isinstance(snapshot, WarningSnapshot):
            self._keep(tuple(alarms_of_warning(snapshot, now)))
        elif isinstance(snapshot, RiskSnapshot):
            self._keep(tuple(alarms_of_risk(snapshot, now)))
        self._tell()

    def _keep(self, alarms: tuple[Alarm, ...]) -> None:
        for alarm in alarms:
            if alarm.key not in self._told:
                self._waiting.setdefault(alarm.key, alarm)

    def _tell(self) -> None:
        if self._allowed is None and self._waiting:
            self._ask()
        if self._allowed is None:
            return
        for key, alarm in self._waiting.items():
            self._told.add(key)
            if self._allowed:
                self.raised.emit(alarm)
        self._waiting = {}

    def _ask(self) -> None:
        if not self._url or self._question is not None:
            return
        self._question = _Question(self._url)
        self._question.setAutoDelete(False)
        self._question.news.known.connect(self._hear)
        QThreadPool.globalInstance().start(self._question)

    @Slot(object)
    def _hear(self, allowed: object) -> None:
        self._question = None
        self._allowed = allowed if isinstance(allowed, bool) else None
        if self._allowed is not None:
            self._tell()
