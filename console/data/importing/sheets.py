"""Files as rows of cells: CSV and Excel read as a stream, with the line of every row."""

import csv
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from console.data.importing.sniff import SAVE_AS, Form, Recognised, outside_faults, recognise
from console.domain.errors import ConsoleError
from console.domain.wording import Text

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

type_of_cell = str | int | float | bool | datetime | date | time | timedelta
Cell = type_of_cell | None
#: The line that a row begins on (from 1), and its cells without the empty ones at its end.
Row = tuple[int, list[Cell]]

_DELIMITERS = {",": "，", ";": "；", "\t": "Tab"}
_BATCH = 2000
_SNIFFED_LINES = 25


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file.

    Attributes:
        place: What its places begin with: the file's name, and the sheet's where there is one.
        form: How it was read, for the report.
        rows: Its rows, to be gone through once.
        position: Bytes (CSV) read so far, for the progress bar.
    """

    place: str
    form: Text
    rows: Iterator[Row]
    position: Callable[[], int]


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Yield the tables of ``path``; each is to be read before the next is asked for.

    Raises:
        ConsoleError: The file is no table that can be read.
    """
    found = recognise(path)
    if found.form is Form.XLSX:
        yield from _open_workbook(path)
    else:
        yield from _open_text(path, found)


def _open_text(path: Path, found: Recognised) -> Iterator[Sheet]:
    with outside_faults(path), path.open("rb") as binary:
        text = io.TextIOWrapper(binary, encoding=found.encoding, newline="")
        sample = [text.readline() for _ in range(_SNIFFED_LINES)]
        delimiter, skip = _delimiter(sample)
        text.seek(0)
        form = (
            f"CSV {found.called} “{_DELIMITERS[delimiter] if delimiter == chr(9) else delimiter}”"
        )
        yield Sheet(
            path.name, Text(form, form), _text_rows(path, text, delimiter, skip), binary.tell
        )


def _delimiter(sample: list[str]) -> tuple[str, int]:
    """Return the separator and how many lines to skip (Excel's own ``sep=;`` line)."""
    first = sample[0].strip().lower()
    if first.startswith("sep=") and first[4:] in _DELIMITERS:
        return first[4:], 1
    if sample[0].rstrip("\r\n").lower() == "sep=\t":
        return "\t", 1
    score = {d: sorted(_width(line, d) for line in sample if line.strip()) for d in _DELIMITERS}
    # The upper quartile: title rows above the table have no separators, notes may have strays.
    return max(_DELIMITERS, key=lambda d: score[d][len(score[d]) * 3 // 4] if score[d] else 0), 0


def _width(line: str, delimiter: str) -> int:
    outside = line.split('"')[::2]
    return sum(part.count(delimiter) for part in outside)


def _text_rows(path: Path, text: io.TextIOWrapper, delimiter: str, skip: int) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    try:
        with outside_faults(path):
            for cells in reader:
                if line > skip:
                    while cells and not cells[-1].strip():
                        cells.pop()
                    yield line, cells  # type: ignore[misc]  # list[str] is never widened
                line = reader.line_num + 1
    except csv.Error as error:
        raise ConsoleError(
            f"{path.name}:{line}",
            Text(f"CSV 格式有误（{error}），多半是引号没有成对。", f"Broken CSV ({error})."),
            Text("请检查该行的引号。", "Check the quotes on that line; usually one is missing."),
        ) from error


def _damaged(path: Path, error: Exception) -> ConsoleError:
    return ConsoleError(
        path.name,
        Text(
            f"Excel 文件已损坏或不合规（{type(error).__name__}）。",
            f"The Excel file is damaged or out of order ({type(error).__name__}).",
        ),
        SAVE_AS,
    )


def _open_workbook(path: Path) -> Iterator[Sheet]:
    book = _load(path)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in visible:
            sheet.reset_dimensions()
            name = path.name if len(visible) == 1 else f"{path.name}!{sheet.title}"
            form = Text(f"Excel 工作表“{sheet.title}”", f"Excel sheet “{sheet.title}”")
            yield Sheet(name, form, _book_rows(path, sheet.iter_rows(values_only=True)), _nowhere)
    finally:
        book.close()


def _nowhere() -> int:
    return 0


def _load(path: Path) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that CSV need not wait for

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # a damaged workbook makes openpyxl raise anything
        raise _damaged(path, error) from error


def _book_rows(path: Path, source: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    line = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch = list(islice(source, _BATCH))
        except Exception as error:  # as above: the sheet is parsed only now
            raise _damaged(path, error) from error
        if not batch:
            return
        for values in batch:
            line += 1
            yield line, _cells(values)


def _cells(values: tuple[object, ...]) -> list[Cell]:
    cells: list[Cell] = [v if isinstance(v, type_of_cell) else None for v in values]
    while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells.pop()
    return cells
