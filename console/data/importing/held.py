"""What the database holds already, asked region by region."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from console.data.importing.case_notes import Notes
from console.data.region_rows import read_region
from console.data.schema import case_daily, case_note, case_total, region
from console.domain.regions import RegionTree
from console.domain.wording import Text

_TABLES = {"case_daily": case_daily, "case_total": case_total}


def read_tree(connection: Connection) -> RegionTree:
    """Return every region that the database knows."""
    rows = connection.execute(select(region)).mappings()
    return RegionTree(read_region({str(k): v for k, v in row.items()}) for row in rows)


class Held:
    """The case figures that the database holds of the import's columns.

    Args:
        connection: An open transaction.
        columns: The columns, in the import's order.
    """

    def __init__(self, connection: Connection, columns: Sequence[str]) -> None:
        self._connection = connection
        self._columns = columns
        self._present = {name: self._regions_in(name) for name in _TABLES}

    def _regions_in(self, table: str) -> dict[str, date]:
        found = _TABLES[table].c
        rows = self._connection.execute(
            select(found.region, func.min(found.date)).group_by(found.region)
        )
        return {str(code): first for code, first in rows}

    @property
    def first_days(self) -> Mapping[str, date]:
        """The first day of every region that has daily rows."""
        return self._present["case_daily"]

    def rows(self, code: str, table: str = "case_daily") -> dict[int, tuple[int | None, ...]]:
        """Return the stored values of a region by day (ordinal)."""
        if code not in self._present[table]:
            return {}
        found = _TABLES[table].c
        rows = self._connection.execute(
            select(found.date, *(found[name] for name in self._columns))
            .where(found.region == code)
            .order_by(found.date)
        )
        return {row[0].toordinal(): tuple(row[1:]) for row in rows}

    def notes(self, code: str) -> Notes:
        """Return the notes of a region."""
        rows = self._connection.execute(
            select(
                case_note.c.date, case_note.c.kind, case_note.c.text_zh, case_note.c.text_en
            ).where(case_note.c.region == code)
        )
        return {(day.toordinal(), kind): Text(zh, en) for day, kind, zh, en in rows}

    def sums(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Return the sum of each column over ``codes``."""
        totals = [0] * len(self._columns)
        columns = [func.sum(case_daily.c[name]) for name in self._columns]
        for code in codes:
            row = self._connection.execute(
                select(*columns).where(case_daily.c.region == code)
            ).one()
            totals = [total + int(value or 0) for total, value in zip(totals, row, strict=True)]
        return tuple(totals)

    def confirmed(self, code: str) -> int:
        """Return how many cases the region's own rows count."""
        return int(
            self._connection.execute(
                select(func.sum(case_daily.c.confirmed_new)).where(case_daily.c.region == code)
            ).scalar()
            or 0
        )
