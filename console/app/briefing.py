"""The daily brief of a running console: one key gathers what it needs and has the page written."""

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from console import paths
from console.data.boundaries import load_boundaries
from console.data.days import CENTRE_ZONE
from console.domain.boundaries import Boundaries
from console.domain.brief import Brief, brief_of, requests_of
from console.domain.errors import ConsoleError
from console.domain.requests import SnapshotRequest
from console.domain.snapshots import Snapshot
from console.domain.truth import FreshnessLimits
from console.domain.wording import Text
from console.views.board import Board
from console.views.brief_writer import write_brief
from console.views.show import Show
from console.widgets.language import language

_LOG = logging.getLogger(__name__)

_KEY = "Ctrl+P"
_LOOK_MS = 100
_LONGEST = 10.0
"""Seconds to wait for figures: what is missing then is said on the page."""


class _News(QObject):
    written = Signal(object)
    failed = Signal(object)


class BriefWriting(QRunnable):
    """Paints and writes one brief in a thread of the pool."""

    def __init__(self, brief: Brief, outlines: Path, folder: Path) -> None:
        super().__init__()
        self.news = _News()
        self._brief, self._outlines, self._folder = brief, outlines, folder

    @override
    def run(self) -> None:
        try:
            files = write_brief(self._brief, outlines_of(self._outlines), self._folder)
        except OSError as error:
            _LOG.warning("The brief was not written to %s: %s", self._folder, error)
            if isValid(self.news):
                self.news.failed.emit(unwritten(self._folder, error))
        else:
            if isValid(self.news):
                self.news.written.emit(files)


def outlines_of(path: Path) -> Boundaries | None:
    """Return the outlines of the map; None where the file is no good: the page then says so."""
    try:
        return load_boundaries(path)
    except ConsoleError as error:
        _LOG.warning("The brief has no map: %s", error)
        return None


def unwritten(folder: Path, error: OSError) -> ConsoleError:
    """Return why no brief is there, and what to do."""
    reason = error.strerror or str(error)
    return ConsoleError(
        str(folder),
        Text(f"未能写出简报：{reason}。", f"The brief was not written: {reason}."),
        Text("请检查该文件夹的权限和剩余空间。", "Check the folder's rights and free space."),
    )


class Briefing(QObject):
    """Makes the daily brief of the region on air, at a key of the desk."""

    told = Signal(object)
    """What came of it, in words for the desk: a :class:`Text`."""

    def __init__(
        self, desk: QWidget, board: Board, show: Show, outlines: Path, limits: FreshnessLimits
    ) -> None:
        super().__init__(desk)
        self._board, self._show, self._limits = board, show, limits
        self._outlines = outlines
        self._region = ""
        self._requests: tuple[SnapshotRequest, ...] = ()
        self._until = 0.0
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_again)
        QShortcut(QKeySequence(_KEY), desk).activated.connect(self.make)

    @property
    def folder(self) -> Path:
        """Where the briefs lie."""
        return paths.user_data() / "briefs"

    def stop(self) -> None:
        """Wait for nothing more."""
        self._look.stop()

    @Slot()
    def make(self) -> None:
        """Make the brief of the region on air from what the console knows now."""
        if self._requests:
            return
        self._region = self._show.state.program.region
        self._requests = requests_of(self._region)
        self._until = monotonic() + _LONGEST
        self._board.want_for_now(frozenset(self._requests))
        self.told.emit(Text("正在编制每日简报 …", "Making the daily brief …"))
        self._look.start()

    @Slot()
    def _look_again(self) -> None:
        if monotonic() < self._until and not all(map(self._board.is_current, self._requests)):
            return
        self._look.stop()
        held = {request: self._board.latest(request) for request in self._requests}
        self._requests = ()
        self._board.want_for_now(frozenset())
        self._write({request: found for request, found in held.items() if found is not None})

    def _write(self, found: Mapping[SnapshotRequest, Snapshot]) -> None:
        brief = brief_of(
            found,
            region=self._region,
            lang=language(),
            link=self._board.link,
            limits=self._limits,
            now=datetime.now(CENTRE_ZONE),
        )
        job = BriefWriting(brief, self._outlines, self.folder)
        job.news.written.connect(self._say_where)
        job.news.failed.connect(self._say_why_not)
        QThreadPool.globalInstance().start(job)

    @Slot(object)
    def _say_where(self, files: tuple[Path, Path]) -> None:
        pdf, _ = files
        self.told.emit(Text(f"每日简报：{pdf}（另有 PNG）", f"Daily brief: {pdf} (and PNG)"))

    @Slot(object)
    def _say_why_not(self, error: ConsoleError) -> None:
        self.told.emit(Text(f"{error.problem.zh}{error.remedy.zh}",
                            f"{error.problem.en} {error.remedy.en}"))  # fmt: skip
