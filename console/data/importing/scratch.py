"""A scratch database on disk, so that any number of rows, in any order, fits into memory."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from console.data.importing.fields import CASE_FIELDS
from console.domain.errors import ConsoleError
from console.domain.wording import Text

_CACHE_KIB = 48 * 1024

#: region number, day, file, line, origin, then the figures that were asked for.
StagedRow = tuple[int | None, ...]


class ScratchFile:
    """A temporary SQLite file that is gone at the end, whatever happens."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="console-import-")
        self.folder = self._folder.name
        self.base = sqlite3.connect(Path(self.folder) / "rows.sqlite", isolation_level=None)
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "locking_mode = EXCLUSIVE",
            "temp_store = FILE",
            f"cache_size = -{_CACHE_KIB}",
        ):
            self.base.execute(f"PRAGMA {pragma}")
        self.base.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.base.close()
        self._folder.cleanup()


class Scratch(ScratchFile):
    """Rows of case figures, put in as they are read and taken out by region and day."""

    def __init__(self) -> None:
        super().__init__()
        figures = ", ".join(f"{field.name} INTEGER" for field in CASE_FIELDS)
        self.base.execute(
            "CREATE TABLE staged (region INTEGER, day INTEGER, file INTEGER, line INTEGER,"
            f" origin INTEGER, {figures})"
        )
        self.base.execute("CREATE TABLE turn (region INTEGER PRIMARY KEY, turn INTEGER)")

    def put(self, figures: Sequence[str], rows: Iterable[StagedRow]) -> None:
        """Store rows with the figures named; the disk may be full.

        Raises:
            ConsoleError: There is no room left for temporary files.
        """
        names = ", ".join(("region", "day", "file", "line", "origin", *figures))
        marks = ", ".join("?" * (5 + len(figures)))
        try:
            self.base.executemany(f"INSERT INTO staged ({names}) VALUES ({marks})", rows)  # noqa: S608
        except sqlite3.Error as error:
            raise no_room(self.folder, error) from error

    def count(self, figure: str) -> tuple[int, int]:
        """Return how many rows publish ``figure``, and how many of these are not 0."""
        found = self.base.execute(
            f"SELECT count({figure}), count(nullif({figure}, 0)) FROM staged"  # noqa: S608
        ).fetchone()
        return int(found[0]), int(found[1])

    def days(self) -> tuple[int, int]:
        """Return the first and the last day as ordinals; (0, 0) where nothing was staged."""
        first, last = self.base.execute("SELECT min(day), max(day) FROM staged").fetchone()
        return first or 0, last or 0

    def in_order(self, turns: Sequence[int], figures: Sequence[str]) -> Iterator[StagedRow]:
        """Yield every staged row by region, in the order of ``turns``, then by day.

        SQLite sorts on disk, in runs of bounded size.
        """
        self.base.executemany(
            "INSERT INTO turn VALUES (?, ?)", ((region, turn) for turn, region in enumerate(turns))
        )
        names = "".join(f", s.{figure}" for figure in figures)
        try:
            yield from self.base.execute(
                f"SELECT s.region, s.day, s.file, s.line, s.origin{names}"  # noqa: S608
                " FROM staged s JOIN turn t ON t.region = s.region"
                " ORDER BY t.turn, s.day, s.rowid"
            )
        except sqlite3.Error as error:
            raise no_room(self.folder, error) from error


def no_room(folder: str, error: sqlite3.Error) -> ConsoleError:
    """Return the fault of a disk that takes no more."""
    return ConsoleError(
        folder,
        Text(f"临时文件写入失败（{error}）。", f"Temporary files cannot be written ({error})."),
        Text(
            "请清理磁盘，或用环境变量 TMPDIR 指定其他位置。",
            "Make room, or name another folder with the variable TMPDIR.",
        ),
    )
