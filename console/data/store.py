"""All that the wall shows, held in memory and kept current row by row.

A store belongs to one thread. It takes rows as the database gives them (mappings by column name),
and never fails over one: what cannot be read is counted in :attr:`Store.faults`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from console.data.cubes import CubeRow, DailyCube
from console.data.days import today_in_centre
from console.data.region_rows import read_region, walkable_tree
from console.data.schema import (
    CASE_COUNTS,
    CASE_LEVELS,
    DATASET_TABLES,
    INVESTIGATION_COUNTS,
    MATERIAL_AMOUNTS,
)
from console.data.shipments import Shipment, Shipments, read_shipment
from console.data.stock import StockBook
from console.domain.datasets import Dataset
from console.domain.regions import Region, RegionTree
from console.domain.requests import MapRequest
from console.domain.wording import Text

Row = Mapping[str, object]

#: Rows outside of these days are misdated; days that have not come are held, but not shown.
_FIRST_DAY = date(2000, 1, 1).toordinal()
_DAYS_AHEAD = 366

#: What reading a row may raise when the row is at fault.
_BAD_ROW = (KeyError, TypeError, ValueError, AttributeError, OverflowError)

_UNREADABLE = Text("无法读取的行", "rows that cannot be read")
_MISDATED = Text("日期超出合理范围的行", "rows dated outside the plausible years")
_MENDED = Text("行政区划上级或沿革有误", "regions whose parent or successor is wrong")

_DAILY_COLUMNS: Mapping[Dataset, tuple[str, ...]] = {
    Dataset.CASE_DAILY: CASE_COUNTS + CASE_LEVELS,
    Dataset.INVESTIGATION_DAILY: INVESTIGATION_COUNTS,
    Dataset.MATERIAL_DAILY: MATERIAL_AMOUNTS,
}
_THING_COLUMN = {Dataset.MATERIAL_DAILY: "material"}


@dataclass(frozen=True, slots=True)
class StoreFault:
    """Something wrong with the rows of a dataset: how many (rows or figures), and what."""

    dataset: Dataset
    count: int
    problem: Text


class Store:
    """Every dataset that the wall reads.

    Attributes:
        cases: Daily case figures by region.
        investigation: Daily investigation figures by region.
        stock_daily: Daily material figures by region and material.
        shipments: Shipments of material.
        stock: What lies where, and how fast it is used.
        map_scales: The scale that each map was last shown on, so that classes stay put.

    Args:
        today: The present day; days more than a year after it are taken for typing errors.
    """

    def __init__(self, today: Callable[[], date] = today_in_centre) -> None:
        self._today = today
        self._cubes = {name: DailyCube(columns) for name, columns in _DAILY_COLUMNS.items()}
        self.cases = self._cubes[Dataset.CASE_DAILY]
        self.investigation = self._cubes[Dataset.INVESTIGATION_DAILY]
        self.stock_daily = self._cubes[Dataset.MATERIAL_DAILY]
        self.shipments = Shipments()
        self.stock = StockBook(self.stock_daily)
        self.map_scales: dict[MapRequest, int] = {}
        self._tables: dict[Dataset, dict[tuple[object, ...], Row]] = {d: {} for d in Dataset}
        self._region_rows: dict[str, Region] = {}
        self._regions = RegionTree(())
        self._below: dict[str, frozenset[str]] = {}
        self._retired: dict[str, list[str]] = {}
        self._faults: dict[tuple[Dataset, Text], int] = {}

    @property
    def regions(self) -> RegionTree:
        """The regions as held now; a new object whenever one of them changes."""
        return self._regions

    def table(self, dataset: Dataset) -> Mapping[tuple[object, ...], Row]:
        """Return the rows of an undated dataset by primary key."""
        return self._tables[dataset]

    def code_or_province(self, code: str) -> str:
        """Return the code in force for ``code``; "" means the province."""
        if code:
            return self._regions.canonical(code)
        province = self._regions.province
        return province.code if province else ""

    def codes_below(self, code: str) -> frozenset[str]:
        """Return ``code`` and every code that counts in its total, retired ones included."""
        found = self._below.get(code)
        if found is None:
            current = (code, *(region.code for region in self._regions.descendants(code)))
            folded = (old for now in current for old in self._retired.get(now, ()))
            found = self._below[code] = frozenset((*current, *folded))
        return found

    @property
    def faults(self) -> tuple[StoreFault, ...]:
        """What was wrong with the rows that are held or were turned away, by dataset."""
        faults = [StoreFault(d, count, text) for (d, text), count in self._faults.items() if count]
        for dataset, cube in self._cubes.items():
            if strangers := cube.strangers():
                faults.append(StoreFault(dataset, sum(strangers.values()), _unknown(strangers)))
        if strangers := self.shipments.daily.strangers():
            total = sum(strangers.values())
            faults.append(StoreFault(Dataset.MATERIAL_FLOW, total, _unknown(strangers)))
        return tuple(faults)

    def apply(self, dataset: Dataset, rows: Iterable[Row], *, reset: bool) -> None:
        """Take rows in, each replacing what was held under its key.

        Args:
            dataset: Whose rows they are.
            rows: Mappings by the column names of the data contract.
            reset: Forget what was held of this dataset first (after deletions, or at the start).
        """
        if reset:
            self._forget(dataset)
        if dataset in self._cubes:
            self._cubes[dataset].write(self._daily(dataset, rows))
        elif dataset is Dataset.REGION:
            self._take_regions(rows)
        elif dataset is Dataset.MATERIAL_FLOW:
            self.shipments.put(dict(self._shipments(rows)))
        else:
            self._take_table(dataset, rows)

    def _forget(self, dataset: Dataset) -> None:
        for key in [key for key in self._faults if key[0] is dataset]:
            del self._faults[key]
        if dataset in self._cubes:
            self._cubes[dataset].clear()
        elif dataset is Dataset.MATERIAL_FLOW:
            self.shipments.clear()
        elif dataset is Dataset.REGION:
            self._region_rows.clear()
        else:
            self._tables[dataset].clear()

    def _fault(self, dataset: Dataset, problem: Text, count: int = 1) -> None:
        self._faults[dataset, problem] = self._faults.get((dataset, problem), 0) + count

    def _daily(self, dataset: Dataset, rows: Iterable[Row]) -> Iterator[CubeRow]:
        columns, thing = _DAILY_COLUMNS[dataset], _THING_COLUMN.get(dataset)
        last_day = self._today().toordinal() + _DAYS_AHEAD
        for row in rows:
            try:
                item = _read_daily(row, columns, thing)
            except _BAD_ROW:
                self._fault(dataset, _UNREADABLE)
                continue
            if _FIRST_DAY <= item[1] <= last_day:
                yield item
            else:
                self._fault(dataset, _MISDATED)

    def _shipments(self, rows: Iterable[Row]) -> Iterator[tuple[str, Shipment]]:
        last_day = self._today().toordinal() + _DAYS_AHEAD
        for row in rows:
            try:
                shipment = read_shipment(row)
                code = str(row["code"])
            except _BAD_ROW:
                self._fault(Dataset.MATERIAL_FLOW, _UNREADABLE)
                continue
            days = [d for d in (shipment.dispatched, shipment.arrived) if d is not None]
            if all(_FIRST_DAY <= day <= last_day for day in days):
                yield code, shipment
            else:
                self._fault(Dataset.MATERIAL_FLOW, _MISDATED)

    def _take_regions(self, rows: Iterable[Row]) -> None:
        for row in rows:
            try:
                region = read_region(row)
            except _BAD_ROW:
                self._fault(Dataset.REGION, _UNREADABLE)
                continue
            self._region_rows[region.code] = region
        self._regions, mended = walkable_tree(self._region_rows.values())
        self._faults[Dataset.REGION, _MENDED] = len(mended)
        self._below.clear()
        self._retired.clear()
        for region in self._regions:
            if region.successor_code is not None:
                successor = self._regions.canonical(region.code)
                self._retired.setdefault(successor, []).append(region.code)
        self.shipments.set_tree(self._regions)
        for cube in self._cubes.values():
            cube.set_tree(self._regions)

    def _take_table(self, dataset: Dataset, rows: Iterable[Row]) -> None:
        table = self._tables[dataset]
        keys = [column.name for column in DATASET_TABLES[dataset].primary_key.columns]
        for row in rows:
            try:
                table[tuple(row[key] for key in keys)] = dict(row)
            except _BAD_ROW:
                self._fault(dataset, _UNREADABLE)


def _read_daily(row: Row, columns: Sequence[str], thing: str | None) -> CubeRow:
    key = (_code(row["region"]), _code(row[thing]) if thing else "")
    day = row["date"]
    if not isinstance(day, date):
        msg = f"a day is needed, not {day!r}"
        raise TypeError(msg)
    return key, day.toordinal(), [_figure(row.get(column)) for column in columns]


def _code(value: object) -> str:
    if not isinstance(value, str):
        msg = f"a code is text, not {value!r}"
        raise TypeError(msg)
    return value.strip()


_MISSING = float("nan")
_INFINITE = float("inf")


def _figure(value: object) -> float:
    if value is None:
        return _MISSING
    figure = float(value)  # type: ignore[arg-type]  # what is no number raises, and is reported
    if abs(figure) == _INFINITE:
        msg = "a figure is finite"
        raise ValueError(msg)
    return figure


def _unknown(strangers: Mapping[str, int]) -> Text:
    codes = ", ".join(islice(sorted(strangers), 5)) + (" …" if len(strangers) > 5 else "")
    return Text(f"未知行政区划代码的数据：{codes}", f"figures of unknown region codes: {codes}")
