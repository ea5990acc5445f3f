"""Turns changes of the database into snapshots, on a thread of its own, one signal a change."""

import logging
import time
from collections.abc import Collection, Hashable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.data.days import CENTRE_ZONE
from console.data.delta import Delta, Part
from console.data.follower import Follower
from console.data.snapshots import NEEDS, BuildContext, build
from console.data.store import Store
from console.domain.analysis_basis import AnalysisBasis
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.requests import SnapshotRequest, StatusRequest
from console.domain.snapshots import Snapshot, SnapshotBatch
from console.domain.truth import LinkState
from console.domain.wording import Text
from console.live.fault_book import FaultBook

_log = logging.getLogger(__name__)

_TICK_MS = 1000
_STOP_WITHIN = 1.5
_LINK_STEP = timedelta(seconds=1)

#: Records that grow for ever and that no snapshot shows: they are not kept in memory.
UNREAD = frozenset({Dataset.WALL_STATE, Dataset.WALL_EVENT, Dataset.RECORD_DAILY})
READ = tuple(dataset for dataset in Dataset if dataset not in UNREAD)
_STORED = frozenset[Dataset]().union(
    *(needs for kind, needs in NEEDS.items() if kind is not StatusRequest)
)


class Refresher(QObject):
    """Keeps the wanted snapshots level with the database; lives on a QThread.

    It waits for nothing outside: the follower's threads do. So a newly wanted snapshot is built
    at once from what is held, and :meth:`stop` returns within two seconds, whatever hangs.

    Args:
        url: The database's address.
        poll_seconds: How often to look thoroughly, notified or not.
        cache: The folder of the last good data; None = keep none.
        horizon_days: Days over which material gaps are counted.
        basis: What the analyses rest on by the centre's choice.
        zone: The centre's time zone.
    """

    snapshots_ready = Signal(object)
    """All snapshots that one change means: a :class:`SnapshotBatch`."""

    link_changed = Signal(object)
    """The link's state, every second and whenever it changes: a :class:`LinkState`."""

    fault = Signal(object)
    """A dataset or snapshot cannot be shown: a :class:`ConsoleError`, once until it is mended."""

    mended = Signal(str)
    """Nothing is wrong any more at this place of a :attr:`fault`."""

    stopped = Signal()
    """Everything has ended, or was given up."""

    _delta_came = Signal(object)
    _link_came = Signal()

    def __init__(  # noqa: PLR0913 - each is a setting of its own
        self,
        url: str,
        *,
        poll_seconds: float = 30.0,
        cache: Path | None = None,
        horizon_days: int = 7,
        basis: AnalysisBasis | None = None,
        zone: tzinfo = CENTRE_ZONE,
    ) -> None:
        super().__init__()
        self._follower = Follower(
            url, self, datasets=READ, poll_seconds=poll_seconds, cache=cache, zone=zone
        )
        self._horizon_days = horizon_days
        self._basis = basis or AnalysisBasis()
        self._zone = zone
        self._store = Store()
        self._faults = FaultBook()
        self._refused: set[Dataset] = set()
        self._wanted: frozenset[SnapshotRequest] = frozenset()
        self._held: Delta | None = None
        self._rows_are_new = False
        self._today = date.min
        self._day: date | None = None
        self._link = LinkState(None, connected=False)
        self._tick: QTimer | None = None
        self._delta_came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._link_came.connect(self._tell_link, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def start(self) -> None:
        """Begin; to be called on this object's thread."""
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._every_second)
        self._tick.start()
        self._follower.start()

    @Slot()
    def stop(self) -> None:
        """End; to be called on this object's thread."""
        if self._tick is not None:
            self._tick.stop()
            self._tick.deleteLater()
            self._tick = None
        if not self._follower.stop(_STOP_WITHIN):
            _log.warning("The database's threads did not end in time and were left behind")
        self.stopped.emit()

    @Slot(object)
    def want(self, requests: frozenset[SnapshotRequest]) -> None:
        """Keep the snapshots of ``requests``, and of no others, level with the database."""
        new = requests - self._wanted
        self._wanted = requests
        for gone in self._faults.unwanted(requests):
            self._mend(gone)
        self._send(new)

    @Slot(object)
    def show_day(self, day: date | None) -> None:
        """Build as of ``day`` from now on, later days left out; None = as of the present day."""
        self._day = day
        self._today = self._present_day()
        self._send(self._wanted)

    # The follower calls these two on its own threads.

    def take_delta(self, delta: Delta) -> None:
        """Show ``delta`` soon."""
        self._delta_came.emit(delta)

    def take_link(self) -> None:
        """Look at the link soon."""
        self._link_came.emit()

    @Slot(object)
    def _take(self, delta: Delta) -> None:
        self._held = replace(delta, parts=())
        refused = frozenset(part.dataset for part in delta.parts if not self._apply(part))
        self._today = self._present_day()
        self._send(self._touched({part.dataset for part in delta.parts} - refused))
        # The GUI thread has been woken and wants the interpreter, which this one holds.
        time.sleep(0)
        self._follower.shown(delta, refused)
        self._rows_are_new = True

    def _apply(self, part: Part) -> bool:
        if part.dataset not in _STORED:
            return True
        try:
            self._store.apply(part.dataset, part.mappings(), reset=part.reset)
        except Exception as error:  # noqa: BLE001 - one dataset's fault must not stop the others
            self._report(part.dataset, part.dataset.value, error)
            self._refused.add(part.dataset)
            return False
        self._refused.discard(part.dataset)
        self._mend(part.dataset)
        return True

    def _touched(self, changed: Collection[Dataset]) -> Iterable[SnapshotRequest]:
        if Dataset.ABOUT in changed:  # every snapshot names its publisher
            return self._wanted
        return [r for r in self._wanted if not NEEDS[type(r)].isdisjoint(changed)]

    def _send(self, requests: Iterable[SnapshotRequest]) -> None:
        """Build and emit the snapshots of ``requests``, as far as anything is held."""
        held = self._held
        if held is None:
            return
        context = self._context(held)
        asked = frozenset(requests)
        built = [self._build(r, context) for r in asked if self._can_be_true(r)]
        snapshots = tuple(snapshot for snapshot in built if snapshot is not None)
        if asked:
            failed = asked - {snapshot.request for snapshot in snapshots}
            self.snapshots_ready.emit(SnapshotBatch(snapshots, failed))

    def _can_be_true(self, request: SnapshotRequest) -> bool:
        """Say whether all that ``request`` rests on is held as the database has it."""
        # The state of the datasets comes with each step, whatever the store could take of it.
        needs = NEEDS[type(request)]
        return isinstance(request, StatusRequest) or needs.isdisjoint(self._refused)

    def _build(self, request: SnapshotRequest, context: BuildContext) -> Snapshot | None:
        try:
            snapshot = build(self._store, request, context)
        except Exception as error:  # noqa: BLE001 - one display's fault must not stop the others
            self._report(request, type(request).__name__, error)
            return None
        self._mend(request)
        return snapshot

    def _context(self, held: Delta) -> BuildContext:
        # A step just read is newer than what was last confirmed.
        moments = [held.taken_at, self._follower.link().confirmed_at]
        about = held.about
        return BuildContext(
            confirmed_at=max(moment for moment in moments if moment is not None),
            demo=about.get("demo") == "1",
            source=Text(about.get("publisher_zh", ""), about.get("publisher_en", "")),
            states=held.states,
            horizon_days=self._horizon_days,
            today=self._today,
            basis=self._basis,
        )

    def _report(self, key: object, place: str, error: Exception) -> None:
        """Tell of an error of our own, with its trace in the log, once until it is mended."""
        if not self._faults.is_new(key, place, repr(error)):
            return
        _log.error("No data for %s", place, exc_info=error)
        problem = Text(
            f"程序处理数据时出错：{error!r}。", f"The program failed over these data: {error!r}."
        )
        remedy = Text(
            "画面保留最后数据；请把日志交给开发者。",
            "The last data stay on screen; give the log to the developers.",
        )
        self.fault.emit(ConsoleError(place, problem, remedy))

    def _mend(self, key: Hashable) -> None:
        place = self._faults.mend(key)
        if place is not None:
            self.mended.emit(place)

    def _report_rows(self) -> None:
        """Tell what is wrong with rows of the database, off the path of a change."""
        self._rows_are_new = False
        faults = {(f.dataset, f.problem): f for f in self._store.faults}
        for gone in set(self._faults.rows()) - faults.keys():
            self._mend(gone)
        for key, found in faults.items():
            if self._faults.is_new(key, found.dataset.value, str(found.count)):
                problem = Text(
                    f"{found.problem.zh}（{found.count}）。", f"{found.problem.en} ({found.count})."
                )
                remedy = Text("请改正数据库中的数据。", "Correct these data in the database.")
                self.fault.emit(ConsoleError(found.dataset.value, problem, remedy))

    def _present_day(self) -> date:
        return self._day or datetime.now(self._zone).date()

    @Slot()
    def _every_second(self) -> None:
        if self._held is not None and self._today != self._present_day():
            self._today = self._present_day()
            self._send(self._wanted)
        self._emit_link(self._present_link())
        if self._rows_are_new:
            self._report_rows()

    @Slot()
    def _tell_link(self) -> None:
        link = self._present_link()
        last = self._link
        confirmed = last.confirmed_at is None or (
            link.confirmed_at is not None and link.confirmed_at - last.confirmed_at >= _LINK_STEP
        )
        if confirmed or (link.connected, link.fault) != (last.connected, last.fault):
            self._emit_link(link)

    def _present_link(self) -> LinkState:
        demo = self._held is not None and self._held.about.get("demo") == "1"
        return replace(self._follower.link(), demo=demo)

    def _emit_link(self, link: LinkState) -> None:
        self._link = link
        self.link_changed.emit(link)
