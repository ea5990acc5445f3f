"""One row of a plain table: cells as values, and what a row must be in itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import String

from console.data.importing.catalogue import Catalogue
from console.data.importing.fields import REGION_COLUMNS
from console.data.importing.layout import Header
from console.data.importing.places import Match, Places, UnknownPlaceError
from console.data.importing.record_specs import Reading, RecordSpec
from console.data.importing.sheets import Cell
from console.data.importing.values import FIRST_DAY, Days, Numbers, Oddities, is_blank, moment, tidy
from console.domain.regions import Level
from console.domain.wording import Text

Value = str | int | float | bool | date | datetime | None

_YES = frozenset(("1", "true", "yes", "y", "是", "有", "√", "重点"))
_NO = frozenset(("0", "false", "no", "n", "否", "无", "×"))
_STATUS = {
    "planned": ("planned", "计划", "待发", "已计划", "plan"),
    "dispatched": ("dispatched", "已发", "已发出", "在途", "运输中", "shipped", "intransit"),
    "arrived": ("arrived", "已到", "到达", "已到达", "已签收", "received", "delivered"),
}
_LEVELS = {
    Level.PROVINCE: ("province", "省", "省级"),
    Level.PREFECTURE: ("prefecture", "市", "地级", "市级", "市州", "州"),
    Level.COUNTY: ("county", "县", "县级", "区县", "区"),
    Level.UNASSIGNED: ("unassigned", "未归属", "其他"),
}
_SCHEMES = frozenset(("rtsp", "rtsps", "http", "https"))
_SECRETS = re.compile(r"(?<=//)[^/@]*@")
_RANGES = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}
_LAST_DAY = date(2100, 1, 1)


class RecordError(ValueError):
    """A cell that cannot be taken: the rule it breaks, with the values of its sentences."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


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

    def read(self, cells: Sequence[Cell]) -> tuple[dict[str, Value], list[RecordError]]:
        """Return the row's values by column, and every fault of it."""
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
            faults += _check_row(self._spec.name, values)
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
            raise _bad(name, text, Text("请缩短。", "It is too long; shorten it."))
        if reading in _WORDS:
            return _word(name, text, _WORDS[reading])
        return self._plain(name, reading, cell, text)

    def _plain(self, name: str, reading: Reading, cell: Cell, text: str) -> Value:
        if reading in (Reading.TEXT, Reading.CODE):
            return text
        if reading is Reading.MATERIAL:
            return self._material(text)
        if reading is Reading.ADDRESS:
            return _address(name, text)
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
    for name in ("produced", "consumed", "reserve", "demand", "quantity"):
        value = values.get(name)
        if isinstance(value, int | float):
            values[name] = value * times


def _bad(column: str, value: str, remedy: Text) -> RecordError:
    return RecordError("bad_value", column=column, value=value[:80], remedy=remedy)


def _word(name: str, text: str, words: Mapping[Value, Sequence[str]]) -> Value:
    key = re.sub(r"[\s_-]+", "", text.lower())
    for value, synonyms in words.items():
        if key in synonyms:
            return value
    listed = ", ".join(str(next(iter(synonyms))) for synonyms in words.values())
    raise _bad(name, text, Text(f"可填：{listed}。", f"One of: {listed}."))


_WORDS: dict[Reading, Mapping[Value, Sequence[str]]] = {
    Reading.FLAG: {True: ("1", *_YES), False: ("0", *_NO)},
    Reading.STATUS: dict(_STATUS.items()),
    Reading.LEVEL: {level.value: words for level, words in _LEVELS.items()},
}


def hidden(address: str) -> str:
    """Return an address without the user and password in it."""
    return _SECRETS.sub("***@", address)


def _address(name: str, text: str) -> str:
    fault = RecordError("bad_url", column=name, value=hidden(text)[:120])
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise fault from None
    if parts.scheme.lower() not in _SCHEMES or not host or any(c.isspace() for c in text):
        raise fault
    return text


def _check_row(table: str, values: Mapping[str, Value]) -> Iterator[RecordError]:
    if table == "material_flow":
        yield from _check_shipment(values)
    if table == "material" and values["pack_size"] == 0:
        yield RecordError("bad_number", column="pack_size", value="0")
    if table == "region":
        yield from _check_region(values)


_STATUS_TIMES = {"planned": (False, False), "dispatched": (True, False), "arrived": (True, True)}


def _check_shipment(values: Mapping[str, Value]) -> Iterator[RecordError]:
    sent, arrived = values["dispatched_at"], values["arrived_at"]
    if values["quantity"] == 0:
        yield RecordError("bad_number", column="quantity", value="0")
    if _STATUS_TIMES.get(str(values["status"])) not in (
        None,
        (sent is not None, arrived is not None),
    ):
        yield _bad(
            "status",
            str(values["status"]),
            Text(
                "计划：无发出和到达时间；已发：有发出时间；已到：两者皆有。",
                "planned has neither time, dispatched has dispatched_at, arrived has both.",
            ),
        )
    if isinstance(sent, datetime) and isinstance(arrived, datetime) and arrived < sent:
        yield _bad(
            "arrived_at",
            arrived.isoformat(),
            Text("到达不能早于发出。", "Arrival cannot be before dispatch."),
        )


def _check_region(values: Mapping[str, Value]) -> Iterator[RecordError]:
    start, end = values["valid_from"], values["valid_to"]
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield _bad(
            "valid_to",
            end.isoformat(),
            Text("停用不能早于启用。", "The end cannot be before the start."),
        )
