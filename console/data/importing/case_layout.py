"""Case tables: long, or wide with a column for every date or for every region."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from console.data.importing.fields import CASE_FIELD, REGION_COLUMNS, Basis, CaseField
from console.data.importing.layout import WIDE, Header, read_header
from console.data.importing.places import Places, UnknownPlaceError
from console.data.importing.sheets import Cell, Row
from console.data.importing.values import tidy
from console.domain.wording import Text

NEEDED = Text(
    "日期、地区（或 --region）、至少一项病例数；或每个日期/地区一列的宽表",
    "a date, a region (or --region) and a figure; or one column for every date or region",
)
_REGION_NAMES = tuple(name for pair in REGION_COLUMNS for name in pair)


class Shape(StrEnum):
    """How a table is laid out."""

    LONG = "long"
    WIDE_DATES = "dates"
    WIDE_REGIONS = "regions"


@dataclass(frozen=True, slots=True)
class CaseLayout:
    """How to read a case table.

    Attributes:
        header: The header row.
        shape: Long or wide.
        figures: The figures, with their position (long), or the one figure of a wide table.
        wide: Position and header of every column of figures of a wide table.
        regions: Positions of the columns that name the region, the most specific first.
        both: Names of daily columns left aside because the cumulative ones are there.
    """

    header: Header
    shape: Shape
    figures: tuple[tuple[CaseField, int], ...]
    wide: tuple[tuple[int, Cell], ...] = ()
    regions: tuple[int, ...] = ()
    both: tuple[str, ...] = field(default=())

    @property
    def ignored(self) -> list[str]:
        """Names of columns that are not used."""
        wide = {position for position, _ in self.wide}
        return [tidy(self.header.cells[i]) for i in self.header.unused if i not in wide]


class CaseLayouts:
    """Tells whether a row is the header of a case table, and of which shape.

    Args:
        mapping: Ours to theirs, with ``*`` for the figures of a wide table.
        places: Finds regions among the headers.
        read_day: Finds dates among the headers; raises ValueError.
        default_region: Whether rows without a region have one from the command line.
    """

    def __init__(
        self,
        mapping: Mapping[str, str],
        places: Places,
        read_day: Callable[[Cell], date],
        *,
        default_region: bool,
    ) -> None:
        self._mapping = mapping
        self._places = places
        self._read_day = read_day
        self._default_region = default_region
        wide = [ours for ours, theirs in mapping.items() if theirs == WIDE and ours in CASE_FIELD]
        self._wide_figure = CASE_FIELD[wide[0] if wide else "confirmed"]

    def accept(self, row: Row) -> CaseLayout | None:
        """Return the layout if ``row`` can be the header."""
        header = read_header(row, "cases", self._mapping)
        regions = tuple(header.columns[n] for n in _REGION_NAMES if n in header.columns)
        named = bool(regions) or self._default_region
        figures, both = _figures(header)
        if "date" in header.columns and named and figures:
            return CaseLayout(header, Shape.LONG, figures, (), regions, both)
        figure = ((self._wide_figure, -1),)
        if "date" not in header.columns and named:
            columns = self._dated(header)
            if len(columns) > (1 if figures else 0):
                return CaseLayout(header, Shape.WIDE_DATES, figure, columns, regions)
        if "date" in header.columns and not regions:
            columns = self._placed(header)
            if len(columns) > len(figures):
                return CaseLayout(header, Shape.WIDE_REGIONS, figure, columns)
        return None

    def _dated(self, header: Header) -> tuple[tuple[int, Cell], ...]:
        return tuple((i, header.cells[i]) for i in header.unused if self._is_day(header.cells[i]))

    def _is_day(self, cell: Cell) -> bool:
        try:
            self._read_day(cell)
        except ValueError:
            return False
        return True

    def _placed(self, header: Header) -> tuple[tuple[int, Cell], ...]:
        # A header such as 境外输入 is a figure in a long table and a region in a wide one.
        columns = [i for i, cell in enumerate(header.cells) if tidy(cell)]
        columns.remove(header.columns["date"])
        found = [(i, header.cells[i]) for i in columns if self._may_be_region(header.cells[i])]
        return tuple(found) if any(self._is_region(cell) for _, cell in found) else ()

    def _may_be_region(self, cell: Cell) -> bool:
        # An unknown region must be refused by name, not passed over as a remark.
        text = tidy(cell)
        return self._is_region(cell) or text.endswith(("市", "县", "区", "州")) or text.isdecimal()

    def _is_region(self, cell: Cell) -> bool:
        try:
            self._places.find(cell)
        except UnknownPlaceError as unknown:
            return bool(unknown.choices)
        return True


def _figures(header: Header) -> tuple[tuple[tuple[CaseField, int], ...], tuple[str, ...]]:
    present = [CASE_FIELD[name] for name in header.columns if name in CASE_FIELD]
    cumulative = {f.column for f in present if f.basis is Basis.CUMULATIVE}
    aside = [f for f in present if f.basis is Basis.DAILY and f.column in cumulative]
    used = [f for f in present if f not in aside]
    used.sort(key=lambda f: header.columns[f.name])
    return (
        tuple((f, header.columns[f.name]) for f in used),
        tuple(header.name(f.name) for f in aside),
    )
