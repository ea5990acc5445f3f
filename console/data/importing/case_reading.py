"""Case files into the scratch database: one pass, row by row, every fault counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from console.data.importing.case_layout import NEEDED, CaseLayout, CaseLayouts, Shape
from console.data.importing.fields import Basis, CaseField
from console.data.importing.job import Job
from console.data.importing.layout import find_header
from console.data.importing.origins import OriginColumns, Origins
from console.data.importing.reading import SheetReport, sheets_of, tell_sheet
from console.data.importing.report import FindingLog
from console.data.importing.scratch import Scratch, StagedRow
from console.data.importing.sheets import Cell, Row, Sheet
from console.data.importing.values import BEIJING, Days, Numbers, Oddities, tidy

_BATCH = 10_000


class CaseReader:
    """Reads files into ``scratch``.

    Args:
        scratch: Where the rows go.
        origins: Numbers of regions and spellings, shared by all files of one import.
        log: Where findings go.
        job: What is imported.
    """

    def __init__(
        self,
        scratch: Scratch,
        origins: Origins,
        log: FindingLog,
        job: Job,
    ) -> None:
        self._scratch = scratch
        self._origins = origins
        self._log = log
        self._mapping = job.mapping
        self._named = job.region is not None
        self._today = job.now.astimezone(BEIJING).date()
        self._progress = job.progress
        self.places: list[str] = []
        self.figures: dict[str, str] = {}
        self.rows = 0

    def read(self, path: Path) -> None:
        """Read every table of ``path``; faults of the file go into the log."""
        for sheet in sheets_of(path, self._log, self._read_sheet):
            self._log.add("sheet_ignored", sheet.place, sheet=sheet.place)

    def _read_sheet(self, sheet: Sheet) -> None:
        oddities = Oddities()
        days = Days(oddities, self._today)
        finder = CaseLayouts(
            self._mapping, self._origins.places, days.day, default_region=self._named
        )
        layout, titles, rows = find_header(sheet, self._mapping, finder.accept, NEEDED)
        oddities = Oddities()
        task = _SheetTask(self, layout, sheet, Days(oddities, self._today), Numbers(oddities))
        count = self._stage(layout, sheet, task.staged(rows))
        self._tell_layout(layout, sheet)
        tell_sheet(
            self._log,
            sheet,
            SheetReport(
                count, task.blank, titles, layout.header, _described(layout), layout.ignored
            ),
            oddities,
        )

    def _stage(self, layout: CaseLayout, sheet: Sheet, staged: Iterator[StagedRow]) -> int:
        figures = [figure.name for figure, _ in layout.figures]
        for figure, position in layout.figures:
            name = tidy(layout.header.cells[position]) if position >= 0 else figure.name
            self.figures.setdefault(figure.name, name)
        batch: list[StagedRow] = []
        before = self.rows
        for row in staged:
            batch.append(row)
            if len(batch) >= _BATCH:
                self._scratch.put(figures, batch)
                self.rows += len(batch)
                batch.clear()
                self._progress.at(sheet.position())
        self._scratch.put(figures, batch)
        self.rows += len(batch)
        return self.rows - before

    def _tell_layout(self, layout: CaseLayout, sheet: Sheet) -> None:
        place = f"{sheet.place}:{layout.header.line}"
        if layout.shape is not Shape.LONG:
            figure = layout.figures[0][0]
            self._log.add("wide", place, columns=len(layout.wide), measure=figure.words)
        if layout.both:
            self._log.add("both_kinds", place, columns=", ".join(layout.both))

    def start_file(self, place: str) -> int:
        """Give the table called ``place`` its number."""
        self.places.append(place)
        return len(self.places) - 1

    @property
    def origins(self) -> Origins:
        """Spellings met so far."""
        return self._origins

    @property
    def log(self) -> FindingLog:
        """Where findings go."""
        return self._log


def _described(layout: CaseLayout) -> dict[str, str]:
    columns = layout.header.columns
    used = {ours: layout.header.name(ours) for ours in columns}
    return {ours: theirs for ours, theirs in used.items() if theirs not in layout.both}


class _SheetTask:
    """One table on its way into the scratch database."""

    def __init__(
        self, reader: CaseReader, layout: CaseLayout, sheet: Sheet, days: Days, numbers: Numbers
    ) -> None:
        self._layout = layout
        self._sheet = sheet.place
        self._file = reader.start_file(sheet.place)
        self._origins = reader.origins
        self._log = reader.log
        self._day = days.day
        self._count = numbers.count
        self._columns = OriginColumns.of(layout.header)
        self._keys = self._columns.positions
        self._known: dict[tuple[Cell, ...], int | None] = {}
        self.blank = 0

    def staged(self, rows: Iterator[Row]) -> Iterator[StagedRow]:
        """Yield what ``rows`` publish; rows at fault are left out and told."""
        shaped: dict[Shape, Callable[[Iterator[Row]], Iterator[StagedRow]]] = {
            Shape.LONG: self._long,
            Shape.WIDE_DATES: self._by_date,
            Shape.WIDE_REGIONS: self._by_region,
        }
        return shaped[self._layout.shape](self._even(rows))

    def _even(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows as wide as the header."""
        width = len(self._layout.header.cells)
        for line, cells in rows:
            if len(cells) == width:
                yield line, cells
            elif not cells:
                self.blank += 1
            elif len(cells) < width:
                yield line, [*cells, *[None] * (width - len(cells))]
            else:
                self._log.add("long_row", self._place(line), cells=len(cells), columns=width)

    def _long(self, rows: Iterator[Row]) -> Iterator[StagedRow]:
        date_at = self._layout.header.columns["date"]
        figures = self._layout.figures
        for line, cells in rows:
            day = self._day_of(cells[date_at], line)
            origin = self._origin_of(cells, line)
            try:
                values = [self._count(cells[position]) for _, position in figures]
            except ValueError:
                self._tell_numbers(cells, line)
                continue
            if day and origin is not None and self._allowed(values, line):
                yield self._row(day, origin, line, values)

    def _by_date(self, rows: Iterator[Row]) -> Iterator[StagedRow]:
        figure = self._layout.figures[0][0]
        line_of_header = self._layout.header.line
        days = [(i, self._day_of(cell, line_of_header)) for i, cell in self._layout.wide]
        for line, cells in rows:
            origin = self._origin_of(cells, line)
            for position, day in days:
                value = self._one(figure, cells[position], line)
                if value is not None and origin is not None and day:
                    yield self._row(day, origin, line, [value])

    def _by_region(self, rows: Iterator[Row]) -> Iterator[StagedRow]:
        figure = self._layout.figures[0][0]
        date_at = self._layout.header.columns["date"]
        place = self._place(self._layout.header.line)
        origins = [(i, self._origins.learn_header(c, place)) for i, c in self._layout.wide]
        for line, cells in rows:
            day = self._day_of(cells[date_at], line)
            for position, origin in origins:
                value = self._one(figure, cells[position], line)
                if value is not None and origin is not None and day:
                    yield self._row(day, origin, line, [value])

    def _row(self, day: int, origin: int, line: int, values: list[int | None]) -> StagedRow:
        found = self._origins.all[origin]
        found.rows += 1
        return (found.region, day, self._file, line, origin, *values)

    def _day_of(self, cell: Cell, line: int) -> int:
        try:
            return self._day(cell).toordinal()
        except ValueError:
            column = self._layout.header.columns.get("date")
            name = "" if column is None else tidy(self._layout.header.cells[column])
            self._log.add("bad_date", self._place(line), column=name, value=tidy(cell)[:80])
            return 0

    def _origin_of(self, cells: list[Cell], line: int) -> int | None:
        key = tuple([cells[i] for i in self._keys])
        known = self._known.get(key)
        if known is not None:
            return known
        try:
            origin = self._origins.learn(self._columns, cells, self._place(line))
        except ValueError:
            self._log.add("missing_value", self._place(line), column="region")
            return None
        if origin is not None and len(self._known) < _BATCH * 10:
            self._known[key] = origin
        return origin

    def _one(self, figure: CaseField, cell: Cell, line: int) -> int | None:
        try:
            value = self._count(cell)
        except ValueError:
            self._tell_number(figure.name, cell, line)
            return None
        if value is not None and value < 0 and figure.basis is not Basis.DAILY:
            self._tell_number(figure.name, value, line)
            return None
        return value

    def _allowed(self, values: list[int | None], line: int) -> bool:
        """Refuse what cannot be below 0: only a daily count may be a correction."""
        wrong = False
        for (figure, _), value in zip(self._layout.figures, values, strict=True):
            if value is not None and value < 0 and figure.basis is not Basis.DAILY:
                self._tell_number(figure.name, value, line)
                wrong = True
        return not wrong

    def _tell_numbers(self, cells: list[Cell], line: int) -> None:
        for figure, position in self._layout.figures:
            self._one(figure, cells[position], line)

    def _tell_number(self, column: str, cell: Cell, line: int) -> None:
        self._log.add("bad_number", self._place(line), column=column, value=tidy(cell)[:80])

    def _place(self, line: int) -> str:
        return f"{self._sheet}:{line}"
