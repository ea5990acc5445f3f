"""A table of figures as people take it away: columns with units, and what is true of all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import isnan

from console.domain.datasets import Dataset
from console.domain.wording import NOTHING, Text

Cell = str | float | int | date | datetime | Text | None
"""One entry; None is "not published" or "not known", which is not zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and the unit of its figures (empty for words and dates)."""

    name: Text
    unit: Text = NOTHING


CODE = Column(Text("区划代码", "Region code"))
PLACE = Column(Text("地区", "Place"))
DAY = Column(Text("日期", "Date"))
CASES = Text("例", "cases")


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures alone: every row has one cell for each column.

    ``datasets`` names the dataset of each row; empty where all rows are of the leading one.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    name: Text = NOTHING
    datasets: tuple[Dataset, ...] = ()

    def region_of(self, row: int) -> str:
        """Return the code of the region that a row is about; "" where it names none."""
        found = self._cell(row, CODE)
        return found if isinstance(found, str) else ""

    def day_of(self, row: int) -> date | None:
        """Return the day that a row is about; None where it is about none."""
        found = self._cell(row, DAY)
        return found if isinstance(found, date) else None

    def dataset_of(self, row: int) -> Dataset | None:
        """Return the dataset that a row is of; None = the leading one of the display."""
        return self.datasets[row] if 0 <= row < len(self.datasets) else None

    @property
    def by_day(self) -> bool:
        """Whether a row is one day's, and not up to its day."""
        return self.columns[:1] == (DAY,)

    def _cell(self, row: int, column: Column) -> Cell:
        if column not in self.columns or not 0 <= row < len(self.rows):
            return None
        return self.rows[row][self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands behind one display: its title, lines of name and value, and the figures."""

    title: str
    lines: tuple[tuple[Text, Cell], ...]
    grids: tuple[Grid, ...] = ()


def known(value: float | None) -> float | None:
    """Return ``value``, or None where it is NaN."""
    return None if value is None or isnan(value) else float(value)


def listed(texts: Iterable[Text]) -> Text:
    """Return ``texts`` as one, in both languages."""
    found = tuple(texts)
    return Text("；".join(t.zh or t.en for t in found), "; ".join(t.en or t.zh for t in found))


def yes(*, so: bool) -> Text:
    """Return yes or no as words."""
    return Text("是", "yes") if so else Text("否", "no")
