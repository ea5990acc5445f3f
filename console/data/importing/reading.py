"""What reading has in common for all kinds of file: sheets, faults, and the usual findings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from console.data.importing.layout import Header, NoTableError
from console.data.importing.report import FindingLog
from console.data.importing.sheets import Sheet, open_sheets
from console.data.importing.values import Oddities
from console.domain.errors import ConsoleError
from console.domain.wording import Text


class Progress(Protocol):
    """Is told how far an import is; must return at once."""

    def stage(self, name: Text, total: int | None) -> None:
        """Begin a stage of ``total`` steps (bytes or regions), or of unknown length."""

    def at(self, done: int) -> None:
        """Say that ``done`` steps of the stage are behind us."""


class NoProgress:
    """Tells nobody."""

    def stage(self, name: Text, total: int | None) -> None: ...

    def at(self, done: int) -> None: ...


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What the report says of one table."""

    rows: int
    blank: int
    titles: int
    header: Header
    columns: Mapping[str, str]
    ignored: list[str]


def sheets_of(path: Path, log: FindingLog, read: Callable[[Sheet], None]) -> Iterator[Sheet]:
    """Read every sheet of ``path`` with ``read``; yield those that hold no table, if any does.

    A file of which no sheet is a table is a fault, which goes into ``log``.
    """
    failed: list[tuple[Sheet, ConsoleError]] = []
    good = 0
    try:
        for sheet in open_sheets(path):
            try:
                read(sheet)
                good += 1
            except NoTableError as error:
                failed.append((sheet, error))
    except ConsoleError as error:
        log.add_error("file", error)
        return
    if failed and not good:
        log.add_error("file", failed[0][1])
        return
    if not good:
        log.add_error("file", no_rows(path.name))
        return
    yield from (sheet for sheet, _ in failed)


def no_rows(place: str) -> ConsoleError:
    """Return the fault of a table without any row."""
    return ConsoleError(
        place,
        Text("没有数据行。", "It holds no rows of data."),
        Text("请检查是否选错了文件或工作表。", "Check that it is the right file or sheet."),
    )


def tell_sheet(log: FindingLog, sheet: Sheet, told: SheetReport, oddities: Oddities) -> None:
    """Put what was noticed of a table's form into the log."""
    place = sheet.place
    if not told.rows and not log.errors():
        log.add_error("file", no_rows(place))
        return
    columns = ", ".join(
        ours if ours == theirs else f"{ours} = {theirs}" for ours, theirs in told.columns.items()
    )
    log.add("file_read", place, form=sheet.form, rows=told.rows, columns=columns)
    if told.titles:
        log.add("title_rows", place, rows=told.titles)
    if told.ignored:
        names = ", ".join(name[:40] for name in told.ignored[:40])
        log.add("column_ignored", f"{place}:{told.header.line}", columns=names)
    if told.blank:
        log.add("blank_rows", place, count=told.blank)
    tell_oddities(log, place, oddities)


def tell_oddities(log: FindingLog, place: str, oddities: Oddities) -> None:
    """Put the unusual ways of writing values into the log."""
    if oddities.not_published:
        log.add("not_published", place, count=oddities.not_published)
    if oddities.digits:
        log.add("digits", place, count=oddities.digits, value=oddities.digits_first)
    if oddities.serials_first:
        value, day = oddities.serials_first
        log.add("excel_dates", place, count=oddities.serials, value=value, day=day)
    if oddities.zoned_first:
        value, day = oddities.zoned_first
        log.add("utc_dates", place, count=oddities.zoned, value=value, day=day)
