"""What displays show, as files in a folder: a picture and a table of each, and one workbook."""

import logging
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from shiboken6 import isValid
from typing_extensions import override

from console import paths
from console.data.days import CENTRE_ZONE
from console.data.table_files import write_csv, write_workbook
from console.domain.errors import ConsoleError
from console.domain.snapshots import Snapshot
from console.domain.tabulation import tabulate
from console.domain.tabulation_table import Grid, Table
from console.domain.truth import TruthMark
from console.domain.wording import Lang, Text
from console.widgets.language import language
from console.widgets.tile import Tile

_LOG = logging.getLogger(__name__)

_WORKBOOK = "figures.xlsx"
_NOT_IN_A_NAME = re.compile(r"[^\w]+")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Shown:
    """One tile as it was: picture and figures of the same moment."""

    name: str
    title: str
    picture: QImage
    snapshot: Snapshot | None
    mark: TruthMark
    at: datetime


class _News(QObject):
    written = Signal(str)
    failed = Signal(object)


class _Writing(QRunnable):
    """Writes one export in a thread of the pool: the whole folder, or nothing."""

    def __init__(
        self, shown: tuple[_Shown, ...], behind: tuple[Grid, ...], folder: Path, lang: Lang
    ) -> None:
        super().__init__()
        self.news = _News()
        self._shown, self._behind, self._folder, self._lang = shown, behind, folder, lang

    @override
    def run(self) -> None:
        part = self._folder / f".export.{os.getpid()}.part"
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            self._write(part)
            whole = _free(self._folder / f"{self._shown[0].at.astimezone():%Y-%m-%d_%H%M%S}")
            part.rename(whole)
        except OSError as error:
            _LOG.warning("Nothing was exported to %s: %s", self._folder, error)
            shutil.rmtree(part, ignore_errors=True)
            if isValid(self.news):
                self.news.failed.emit(_fault(self._folder, error))
        else:
            if isValid(self.news):
                self.news.written.emit(str(whole))

    def _write(self, folder: Path) -> None:
        tables: list[tuple[str, Table]] = []
        for one in self._shown:
            if not one.picture.save(str(folder / f"{one.name}.png")):
                raise OSError(0, f"the picture {one.name}.png was not written")
            table = tabulate(one.title, one.snapshot, one.mark, one.at)
            tables.append((one.name, table))
        if self._behind:
            name, first = tables[0]
            tables.append((f"{name}-rows", Table(first.title, first.lines, self._behind)))
        for name, table in tables:
            write_csv(table, folder / f"{name}.csv", self._lang)
        # Names of sheets are short and must differ: their number comes first.
        numbered = [(f"{number}-{name}", table) for number, (name, table) in enumerate(tables, 1)]
        write_workbook(numbered, folder / _WORKBOOK, self._lang)


def _free(wanted: Path) -> Path:
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_name(f"{wanted.name}_{number}")
        if not path.exists():
            return path
    raise FileExistsError(0, f"{wanted.name} is there already")


def _fault(folder: Path, error: OSError) -> ConsoleError:
    return ConsoleError(
        str(folder),
        Text(f"未能导出：{error.strerror}。", f"Nothing was exported: {error.strerror}."),
        Text(
            "请检查该文件夹的权限和剩余空间，然后重试。",
            "Check the folder's rights and free space, then try again.",
        ),
    )


class Exporting(QObject):
    """Takes pictures and figures of tiles, one tile a turn, and has them written."""

    began = Signal()
    written = Signal(str)
    """The folder that the files lie in."""

    failed = Signal(object)
    """Why nothing was written: a :class:`ConsoleError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Tile] = []
        self._shown: list[_Shown] = []
        self._behind: tuple[Grid, ...] = ()
        self._busy = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._take_next)

    @property
    def folder(self) -> Path:
        """Where the exports lie, each in a folder of its own."""
        return paths.user_data() / "exports"

    def stop(self) -> None:
        """Take no more pictures."""
        self._turn.stop()
        self._waiting = []

    def export(self, tiles: Sequence[Tile], behind: tuple[Grid, ...] = ()) -> None:
        """Export what ``tiles`` show now; ``behind`` are rows of the database behind the first."""
        if self._busy or not tiles:
            return
        self._busy = True
        self._waiting, self._shown, self._behind = list(tiles), [], behind
        self.began.emit()
        self._turn.start()

    @Slot()
    def _take_next(self) -> None:
        """Take one tile a turn: a wall of pictures at once would hold the screen up."""
        tile = self._waiting.pop(0)
        if isValid(tile):  # Another scene may have come meanwhile.
            self._shown.append(_taken(tile, len(self._shown) + 1))
        if self._waiting:
            self._turn.start()
        elif self._shown:
            self._write()
        else:
            self._busy = False

    def _write(self) -> None:
        job = _Writing(tuple(self._shown), self._behind, self.folder, language())
        self._shown, self._behind = [], ()
        job.news.written.connect(self._say_where)
        job.news.failed.connect(self._say_why_not)
        QThreadPool.globalInstance().start(job)

    @Slot(str)
    def _say_where(self, folder: str) -> None:
        self._busy = False
        self.written.emit(folder)

    @Slot(object)
    def _say_why_not(self, error: ConsoleError) -> None:
        self._busy = False
        self.failed.emit(error)


def _taken(tile: Tile, number: int) -> _Shown:
    title = tile.heading()
    words = _NOT_IN_A_NAME.sub("_", title).strip("_")[:_LONGEST_NAME]
    name = f"{number:02d}-{words or type(tile).__name__}"
    picture, mark = tile.grab().toImage(), tile.badge.mark
    return _Shown(name, title, picture, tile.pictured, mark, datetime.now(CENTRE_ZONE))
