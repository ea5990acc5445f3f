"""Where a sheet's header is, and which of our columns stands under which of its."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, pairwise, zip_longest
from typing import TypeVar

from console.data.importing.fields import COLUMNS, key_of, known_headers
from console.data.importing.sheets import Cell, Row, Sheet
from console.data.importing.values import tidy
from console.domain.errors import ConsoleError
from console.domain.wording import Text

#: Titles and remarks above a header take at most this many rows.
_HEADER_WITHIN = 20
_NAMED_AT_MOST = 40
#: ``--map OURS=*``: our name for the figures of a wide table.
WIDE = "*"

T = TypeVar("T")


class NoTableError(ConsoleError):
    """A sheet without the columns that are needed."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its cells, and the position of each of our columns."""

    line: int
    cells: tuple[Cell, ...]
    columns: Mapping[str, int]

    def name(self, ours: str) -> str:
        """Return what the file calls our column."""
        return tidy(self.cells[self.columns[ours]])

    @property
    def unused(self) -> list[int]:
        """Positions of named columns that mean nothing to us."""
        used = set(self.columns.values())
        return [i for i, cell in enumerate(self.cells) if i not in used and tidy(cell)]


def parse_mapping(pairs: Mapping[str, str], tables: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping with our names in their proper form.

    Args:
        pairs: Ours to theirs, as typed.
        tables: The tables whose column names are ours.

    Raises:
        ConsoleError: A name on the left is none of ours.
    """
    known = {key: ours for table in tables for key, ours in known_headers(table).items()}
    found = {}
    for ours, theirs in pairs.items():
        proper = known.get(key_of(ours))
        if proper is None:
            names = ", ".join(dict.fromkeys(o for table in tables for o in COLUMNS[table]))
            raise ConsoleError(
                f"--map {ours}={theirs}",
                Text(f"没有名为“{ours}”的列。", f"There is no column called “{ours}”."),
                Text(f"可用的列名：{names}。", f"Our columns are: {names}."),
            )
        found[proper] = theirs.strip()
    return found


def read_header(row: Row, table: str, mapping: Mapping[str, str]) -> Header:
    """Match the cells of ``row`` with the columns of ``table``; mapped names come first."""
    line, cells = row
    keys = [key_of(cell) for cell in cells]
    columns = {
        ours: keys.index(key_of(theirs))
        for ours, theirs in mapping.items()
        if theirs != WIDE and key_of(theirs) in keys
    }
    known = known_headers(table)
    taken = set(columns.values())
    for position, key in enumerate(keys):
        ours = known.get(key)
        if ours is not None and position not in taken and ours not in mapping:
            columns.setdefault(ours, position)
    return Header(line, tuple(cells), columns)


def find_header(
    sheet: Sheet,
    mapping: Mapping[str, str],
    accept: Callable[[Row], T | None],
    needed: Text,
) -> tuple[T, int, Iterator[Row]]:
    """Look for the header among the first rows of ``sheet``.

    Args:
        sheet: The table.
        mapping: Ours to theirs; each of theirs must be there.
        accept: Returns the layout if a row can be the header.
        needed: The columns that are needed, for the message.

    Returns:
        The layout, the number of rows above the header, and the rows below it.

    Raises:
        ConsoleError: There is none; the columns of the file are named.
    """
    head = list(islice(sheet.rows, _HEADER_WITHIN))
    for first, last, row in _candidates(head):
        found = accept(row)
        if found is not None:
            _demand_mapped(sheet, row, mapping)
            above = sum(1 for _, cells in head[:first] if cells)
            return found, above, chain(head[last + 1 :], sheet.rows)
    likely = max(head, key=lambda row: len(row[1]), default=(1, []))
    _demand_mapped(sheet, likely, mapping)
    raise NoTableError(
        f"{sheet.place}:{likely[0]}",
        Text(
            f"缺少所需的列（{needed.zh}）；文件的列为：{_named(likely[1])}。",
            f"Columns needed: {needed.en}. The file has: {_named(likely[1])}.",
        ),
        Text("请用 --map 我方列名=文件列名 指明。", "Name them with --map OURS=THEIRS."),
    )


def _candidates(head: list[Row]) -> Iterator[tuple[int, int, Row]]:
    """Yield what may be the header: its first and last row, and its cells.

    Single rows come first, then two rows as one: under a cell that spans several columns
    (数量 over 生产量, 消耗量) the lower one tells, and where it is blank the upper.
    """
    for number, row in enumerate(head):
        if row[1]:
            yield number, number, row
    for number, ((_, upper), (line, lower)) in enumerate(pairwise(head)):
        if upper and lower:
            both = zip_longest(upper, lower)
            yield (
                number,
                number + 1,
                (line, [below if tidy(below) else cell for cell, below in both]),
            )


def _demand_mapped(sheet: Sheet, row: Row, mapping: Mapping[str, str]) -> None:
    keys = {key_of(cell) for cell in row[1]}
    for ours, theirs in mapping.items():
        if theirs != WIDE and key_of(theirs) not in keys:
            raise NoTableError(
                f"{sheet.place}:{row[0]}",
                Text(
                    f"没有名为“{theirs}”的列（--map {ours}={theirs}）；"
                    f"文件的列为：{_named(row[1])}。",
                    f"No column “{theirs}” (--map {ours}={theirs}). The file has: "
                    f"{_named(row[1])}.",
                ),
                Text("请核对列名。", "Check the name."),
            )


def _named(cells: list[Cell]) -> str:
    names = [tidy(cell)[:40] for cell in cells if tidy(cell)]
    more = " …" if len(names) > _NAMED_AT_MOST else ""
    return (", ".join(names[:_NAMED_AT_MOST]) or "–") + more
