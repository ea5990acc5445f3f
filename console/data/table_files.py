"""Tables as files: one as CSV, several as a workbook with a sheet for each."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from console.data.days import CENTRE_ZONE
from console.domain.tabulation_table import Cell, Column, Table
from console.domain.wording import NOTHING, Lang, Text

_BOLD = Font(bold=True)
_SHEET_NAME = 31
_WIDE = 18
"""Width of a column in letters: dates and names are read without dragging."""

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_FORMULA = ("=", "+", "-", "@")

Plain = str | float | int | date | None


def write_csv(table: Table, path: Path, lang: Lang) -> None:
    """Write ``table`` in UTF-8 with the mark by which spreadsheets know it.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(_rows(table, lang))


def write_workbook(tables: Sequence[tuple[str, Table]], path: Path, lang: Lang) -> None:
    """Write named ``tables`` as sheets; the names have to differ in their first characters.

    Raises:
        OSError: The file cannot be written.
    """
    book = Workbook(write_only=False)
    for spare in book.worksheets:
        book.remove(spare)
    for name, table in tables:
        sheet = book.create_sheet(_NOT_IN_A_SHEET_NAME.sub(" ", name)[:_SHEET_NAME])
        heads = set(_heads(table))
        for number, row in enumerate(_rows(table, lang), 1):
            sheet.append(row)
            if number in heads:
                for cell in sheet[number]:
                    cell.font = _BOLD
        for column in range(1, 1 + max((len(grid.columns) for grid in table.grids), default=0)):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDE
    book.save(path)


def _heads(table: Table) -> Iterable[int]:
    """Yield the numbers of the rows that are headings, as :func:`_rows` lays them out."""
    yield 1
    number = 1 + len(table.lines)
    for grid in table.grids:
        number += 2 + (grid.name != NOTHING)
        yield number
        number += len(grid.rows)


def _rows(table: Table, lang: Lang) -> Iterable[list[Plain]]:
    yield [_plain(table.title, lang)]
    for name, value in table.lines:
        yield [_plain(name, lang), _plain(value, lang)]
    for grid in table.grids:
        yield []
        if grid.name != NOTHING:
            yield [_plain(grid.name, lang)]
        yield [_head(column, lang) for column in grid.columns]
        for row in grid.rows:
            yield [_plain(cell, lang) for cell in row]


def _head(column: Column, lang: Lang) -> str:
    name, unit = column.name.of(lang), column.unit.of(lang)
    return _harmless(f"{name} ({unit})" if unit else name)


def _plain(cell: Cell, lang: Lang) -> Plain:
    if isinstance(cell, Text):
        return _harmless(cell.of(lang))
    if isinstance(cell, str):
        return _harmless(cell)
    if isinstance(cell, datetime):  # A workbook knows no time zone: it is written out.
        return cell.astimezone(CENTRE_ZONE).isoformat(sep=" ", timespec="seconds")
    return cell


def _harmless(words: str) -> str:
    """Return ``words`` so that no spreadsheet takes them for a formula."""
    clean = _CONTROL.sub(" ", words)
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA) else clean
