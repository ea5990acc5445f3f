"""Makes plans on a thread of its own: reads, solves, proves; tells progress, can be cancelled."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from sqlalchemy import Engine

from console.analysis.plan_model import PlanCancelledError
from console.data.connection import open_engine
from console.data.days import today_in_centre
from console.data.plan_store import PlanStore
from console.data.planning.outcome import Solving
from console.data.planning.problem import pose
from console.data.planning.reading import Reading, read
from console.data.planning.rulebook import RuleBook, load_rule_book, options_of
from console.domain.errors import ConsoleError
from console.domain.planning import PlanAsk, PlanOutcome, PlanProgress
from console.domain.wording import Text
from console.domain.workflow import PlanOrder
from console.live.stragglers import keep

_log = logging.getLogger(__name__)

#: A step of the solver is a program of one material: this long it may take to heed the stop.
_STOP_MS = 8_000

_READING = Text("读取数据", "reading")


class Planner(QObject):
    """Lives on a thread; every slot answers by one signal, every fault by :attr:`refused`."""

    progressed = Signal(object)
    """How far the plan is: a :class:`PlanProgress`."""

    planned = Signal(object)
    """The plan, proved: a :class:`PlanOutcome`."""

    offered = Signal(object)
    """What can be chosen: :class:`PlanOptions`."""

    listed = Signal(object)
    """The plans on record, newest first: a tuple of :class:`PlanRecord`."""

    done = Signal(object)
    """An order was carried out: the :class:`PlanRecord` it led to."""

    cancelled = Signal()
    """The plan was given up, as asked."""

    refused = Signal(object)
    """It cannot be done: a :class:`ConsoleError`."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._stop = threading.Event()
        self._engine: Engine | None = None

    # The GUI thread calls these: an event crosses threads, a queued slot would wait its turn.

    def expect(self) -> None:
        """Forget earlier cancels: a plan is asked for now."""
        self._stop.clear()

    def cancel(self) -> None:
        """Give up the plan in work or asked for, if any, before its next step."""
        self._stop.set()

    @Slot()
    def offer(self) -> None:
        """Tell what can be chosen."""
        self._answer(self._offer)

    @Slot(object)
    def plan(self, ask: PlanAsk) -> None:
        """Make the plan that ``ask`` wants, unless it was cancelled since :meth:`expect`."""
        self._answer(self._plan, ask)

    @Slot()
    def list_plans(self) -> None:
        """Tell which plans are on record."""
        self._answer(self._list)

    @Slot(object)
    def order(self, order: PlanOrder) -> None:
        """Carry out a step of the workflow."""
        self._answer(self._order, order)

    @Slot()
    def close(self) -> None:
        """Give the connections back."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _answer(self, work: Callable[..., None], *given: object) -> None:
        try:
            work(*given)
        except PlanCancelledError:
            self.cancelled.emit()
        except ConsoleError as error:
            self.refused.emit(error)
        except Exception as error:  # noqa: BLE001 - a plan's fault must not end its thread
            _log.exception("The planner failed")
            problem = Text(f"测算时程序出错：{error!r}。", f"The planner failed: {error!r}.")
            remedy = Text("请把日志交给开发者。", "Give the log to the developers.")
            self.refused.emit(ConsoleError("", problem, remedy))

    def _offer(self) -> None:
        self.offered.emit(options_of(self._read(), self._book()))

    def _plan(self, ask: PlanAsk) -> None:
        self.progressed.emit(PlanProgress(0, 1, _READING))
        reading = self._read()
        if self._stop.is_set():
            raise PlanCancelledError
        posed = pose(reading, ask, self._book())
        solving = Solving(self.progressed.emit, self._stop.is_set)
        made: PlanOutcome = solving.solve(reading, ask, posed, datetime.now(UTC))
        self.planned.emit(made)

    def _list(self) -> None:
        self.listed.emit(PlanStore(self._connected()).plans())

    def _order(self, order: PlanOrder) -> None:
        store = PlanStore(self._connected())
        try:
            record = store.carry_out(order)
        finally:
            # Where it was refused, too: somebody else was quicker, and this shows who. And before
            # the step is told as done, or the desk would be free with the old list in sight.
            self.listed.emit(store.plans())
        self.done.emit(record)

    def _read(self) -> Reading:
        return read(self._connected(), today_in_centre())

    def _book(self) -> RuleBook:
        # Read anew each time: the files are edited while the console runs.
        return load_rule_book()

    def _connected(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self._url, application="command-console-plans")
        return self._engine


class PlanThread(QObject):
    """Runs one :class:`Planner` on a thread of its own, which starts when it is first needed."""

    def __init__(self, planner: Planner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._planner = planner
        self._thread = QThread(self)
        self._thread.setObjectName("planner")
        planner.moveToThread(self._thread)
        self._thread.finished.connect(planner.close, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start(QThread.Priority.LowPriority)

    def stop(self) -> bool:
        """Cancel what is in work and end the thread; say whether it ended in time."""
        self._planner.cancel()
        self._thread.quit()
        if not self._thread.isRunning() or self._thread.wait(_STOP_MS):
            return True
        keep(self._thread, self._planner)
        return False
