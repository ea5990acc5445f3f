"""One row of a plain table: cells as values, and what a row must be in itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import String

from console.data.importing.catalogue import Catalogue
from console.data.importing.fields import REGION_COLUMNS, TOTAL_WORDS, key_of
from console.data.importing.layout import Header
from console.data.importing.places import Match, Places, UnknownPlaceError
from console.data.importing.record_rules import (
    WORDS,
    RecordError,
    Value,
    address,
    bad_value,
    check_row,
    word,
)
from console.data.importing.record_specs import Reading, RecordSpec
from console.data.importing.sheets import Cell
from console.data.importing.values import FIRST_DAY, Days, Numbers, Oddities, is_blank, moment, tidy
from console.domain.wording import Text

_RANGES = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}
_LAST_DAY = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Surrounding:
    """What cells are read against.

    Attributes:
        places: Finds regions.
        catalogue: Finds materials.
        default: The region of rows that name none.
        today: The day in Beijing.
    """

    places: Places
    catalogue: Catalogue
    default: Match | None
    today: date


class RowReader:
    """Reads the rows below one header.

    Args:
        spec: The table.
        header: Its header in the file.
        around: What cells are read against.
        oddities: Where unusual ways of writing are counted.
    """

    def __init__(
        self, spec: RecordSpec, header: Header, around: Surrounding, oddities: Oddities
    ) -> None:
        self._spec = spec
        self._header = header
        self._around = around
        self._numbers = Numbers(oddities)
        self._days = Days(oddities, around.today)
        self.named_once: list[str] = []
        self.factors = 0
        self.first_factor = 0.0
        at = header.columns.get
        self._region_at = [
            position
            for pair in REGION_COLUMNS
            for name in pair
            if (position := at(name)) is not None
        ]
        keys = (at(name) for name in ("date", "code", "material"))
        self._key_at = [*self._region_at, *(position for position in keys if position is not None)]

    def read(self, cells: Sequence[Cell]) -> tuple[dict[str, Value], list[RecordError]]:
        """Return the row's values by column, and every fault of it."""
        total = next((t for i in self._key_at if key_of(t := tidy(cells[i])) in TOTAL_WORDS), None)
        if total is not None:
            return {}, [RecordError("total_left_out", value=total)]
        values: dict[str, Value] = {}
        faults: list[RecordError] = []
        for name, reading in self._spec.fields.items():
            try:
                values[name] = self._value(name, reading, self._cell(name, reading, cells))
            except RecordError as fault:
                values[name] = None
                faults.append(fault)
        self._complete(values)
        if not faults:
            faults += self._missing(values)
            faults += check_row(self._spec.name, values)
        if not faults:
            faults += self._convert(values, cells)
        return values, faults

    def _cell(self, name: str, reading: Reading, cells: Sequence[Cell]) -> Cell:
        if reading is Reading.REGION and name == "region":
            return next((cells[i] for i in self._region_at if tidy(cells[i])), None)
        position = self._header.columns.get(name)
        return None if position is None else cells[position]

    def _value(self, name: str, reading: Reading, cell: Cell) -> Value:
        text = tidy(cell)
        if reading is Reading.REGION:
            return self._region(text, name)
        if is_blank(text):
            return None
        column = self._spec.table.columns[name]
        if isinstance(column.type, String) and len(text) > (column.type.length or len(text)):
            raise bad_value(name, text, Text("请缩短。", "It is too long; shorten it."))
        if reading in WORDS:
            return word(name, text, WORDS[reading])
        return self._plain(name, reading, cell, text)

    def _plain(self, name: str, reading: Reading, cell: Cell, text: str) -> Value:
        if reading in (Reading.TEXT, Reading.CODE):
            return text
        if reading is Reading.MATERIAL:
            return self._material(text)
        if reading is Reading.ADDRESS:
            return address(name, text)
        return self._figure(name, reading, cell)

    def _figure(self, name: str, reading: Reading, cell: Cell) -> Value:
        try:
            if reading is Reading.DAY:
                return self._day(name, cell)
            if reading is Reading.MOMENT:
                return moment(cell)
            value: float | int | None
            if reading is Reading.COUNT:
                value = self._numbers.count(cell)
            else:
                value = self._numbers.amount(cell)
        except ValueError:
            rule = "bad_date" if reading in (Reading.DAY, Reading.MOMENT) else "bad_number"
            raise RecordError(rule, column=name, value=tidy(cell)[:80]) from None
        low, high = _RANGES.get(name, (0.0, 1e15))
        if value is not None and not low <= value <= high:
            raise RecordError("bad_number", column=name, value=tidy(cell)[:80])
        return value

    def _day(self, name: str, cell: Cell) -> date:
        if name == "date":
            return self._days.day(cell)
        # Dates of validity may lie in the past or the future.
        return Days(Oddities(), _LAST_DAY - timedelta(days=1), FIRST_DAY.replace(year=1900)).day(
            cell
        )

    def _region(self, text: str, name: str) -> str | None:
        if is_blank(text):
            use_default = name == "region" and self._around.default is not None
            return self._around.default.code if use_default and self._around.default else None
        try:
            return self._around.places.find(text).code
        except UnknownPlaceError as unknown:
            rule = "ambiguous_region" if unknown.choices else "unknown_region"
            raise RecordError(
                rule, value=text[:80], count=1, choices="/".join(unknown.choices)
            ) from None

    def _material(self, text: str) -> str:
        code = self._around.catalogue.find(text)
        if code is None:
            raise RecordError("unknown_material", value=text[:80])
        return code

    def _complete(self, values: dict[str, Value]) -> None:
        """Fill a name that stands in one language only."""
        zh, en = values.get("name_zh"), values.get("name_en")
        if "name_en" in values and bool(zh) is not bool(en):
            values["name_zh"] = values["name_en"] = zh or en
            self.named_once.append(str(zh or en))

    def _missing(self, values: Mapping[str, Value]) -> Iterator[RecordError]:
        for name in self._spec.fields:
            if name in self._spec.required and values[name] is None:
                yield RecordError("missing_value", column=name)

    def _convert(self, values: dict[str, Value], cells: Sequence[Cell]) -> list[RecordError]:
        """Turn amounts into the catalogue's unit by the stated factor, and by nothing else."""
        material = values.get("material")
        if not isinstance(material, str):
            return []
        factor, unit = self._stated("factor", cells), self._stated("unit", cells)
        if factor:
            try:
                times = self._numbers.amount(factor)
            except ValueError:
                times = None
            if not times or times < 0:
                return [RecordError("bad_number", column="factor", value=factor[:80])]
            self.factors += 1
            self.first_factor = self.first_factor or times
            _multiply(values, times)
            return []
        expected = self._around.catalogue.unit(material)
        if unit and unit != expected:
            return [
                RecordError("unit_differs", material=material, unit=unit[:40], expected=expected)
            ]
        return []

    def _stated(self, name: str, cells: Sequence[Cell]) -> str:
        position = self._header.columns.get(name)
        text = "" if position is None else tidy(cells[position])
        return "" if is_blank(text) else text


def _multiply(values: dict[str, Value], times: float) -> None:
    for name in ("produced", "consumed", "reserve", "demand", "quantity", "arrived_quantity"):
        value = values.get(name)
        if isinstance(value, int | float):
            values[name] = value * times
