"""The allocation desk of the run: its window, the planner's thread, and the orders it writes."""

import getpass
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QObject,
    QRunnable,
    QStandardPaths,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.data.days import CENTRE_ZONE
from console.data.planning.excel import write_workbook
from console.domain.errors import ConsoleError
from console.domain.planning import PlanAsk
from console.domain.wording import Text
from console.domain.workflow import PlanRecord
from console.live.planning import Planner, PlanThread
from console.views.allocation_window import AllocationWindow
from console.views.order_pages import write_pdf

_KEY = "F5"

#: How often an open desk looks at what other desks have done.
_LOOK_MS = 5_000


class _Writing(QRunnable):
    """Writes one file in a thread of the pool."""

    def __init__(self, plan: PlanRecord, path: Path) -> None:
        super().__init__()
        self.news = _News()
        self._plan, self._path = plan, path

    @override
    def run(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.suffix == ".xlsx":
                write_workbook(self._plan, self._path)
            else:
                write_pdf(self._plan, self._path, CENTRE_ZONE)
            self.news.written.emit(str(self._path))
        except ConsoleError as error:
            self.news.failed.emit(error)
        except (OSError, ValueError) as error:
            problem = Text(f"无法写入：{error}。", f"It cannot be written: {error}.")
            remedy = Text("请检查该文件夹。", "Check that folder.")
            self.news.failed.emit(ConsoleError(str(self._path), problem, remedy))


class _News(QObject):
    written = Signal(str)
    failed = Signal(object)


class Allocating(QObject):
    """Opens the allocation desk with its key, once there is a database to plan from."""

    _plan_asked = Signal(object)
    _order_asked = Signal(object)
    _offer_asked = Signal()
    _list_asked = Signal()

    def __init__(self, desk: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self._planner: Planner | None = None
        self._thread: PlanThread | None = None
        self._writing: _Writing | None = None
        self.window = AllocationWindow(_officer())
        self.window.opened.connect(self._refresh)
        self.window.plan_wanted.connect(self._plan)
        self.window.order_wanted.connect(self._order_asked)
        self.window.cancel_wanted.connect(self._cancel)
        self.window.export_wanted.connect(self._export)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._watch.start(_LOOK_MS)
        shortcut = QShortcut(QKeySequence(_KEY), desk)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.window.show_window)

    @Slot(str)
    def use(self, url: str) -> None:
        """Plan from the database at ``url`` from now on."""
        self.stop_planner()
        self._url = url
        planner = Planner(url)
        window = self.window
        planner.progressed.connect(window.show_progress)
        planner.planned.connect(window.show_outcome)
        planner.offered.connect(window.show_options)
        planner.listed.connect(window.show_records)
        planner.done.connect(window.show_done)
        planner.cancelled.connect(window.show_cancelled)
        planner.refused.connect(window.show_refusal)
        self._plan_asked.connect(planner.plan)
        self._order_asked.connect(planner.order)
        self._offer_asked.connect(planner.offer)
        self._list_asked.connect(planner.list_plans)
        self._planner, self._thread = planner, PlanThread(planner, self)
        if window.isVisible():
            self._refresh()

    def stop(self) -> None:
        """End the thread and close the window."""
        self._watch.stop()
        self.stop_planner()
        self.window.close()
        self.window.deleteLater()

    def stop_planner(self) -> None:
        """End the planner's thread, if there is one."""
        if self._thread is not None:
            self._thread.stop()
            self._planner = self._thread = None

    @Slot()
    def _refresh(self) -> None:
        if self._thread is not None:
            self._thread.start()
            self._offer_asked.emit()
            self._list_asked.emit()

    @Slot()
    def _look(self) -> None:
        if self._thread is not None and self.window.isVisible() and not self.window.busy:
            self._list_asked.emit()

    @Slot(object)
    def _plan(self, ask: PlanAsk) -> None:
        if self._planner is not None:
            self._planner.expect()
            self._plan_asked.emit(ask)

    @Slot()
    def _cancel(self) -> None:
        if self._planner is not None:
            self._planner.cancel()

    @Slot(object, str)
    def _export(self, plan: PlanRecord | None, kind: str) -> None:
        if plan is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        mark = "演示DEMO-" if plan.demo else ""
        name = f"{mark}{plan.number}-{datetime.now(CENTRE_ZONE):%H%M%S}.{kind}"
        self._writing = _Writing(plan, Path(folder) / name)
        self._writing.setAutoDelete(False)
        self._writing.news.written.connect(self.window.show_written)
        self._writing.news.failed.connect(self.window.show_refusal)
        QThreadPool.globalInstance().start(self._writing)


def _officer() -> str:
    """Return the name that the system knows the user by; "" where it knows none."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""
