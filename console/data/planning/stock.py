"""What there is on the first morning of a plan, what is made, and what is on its way."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from console.analysis import supply
from console.analysis.need import Burn, History, burn
from console.analysis.need_figures import Basis, PlanningFigures
from console.data.grid import FloatArray
from console.data.planning.places import Units
from console.data.planning.reading import STOCK_DAYS
from console.data.shipments import Shipment
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.wording import Text

#: A shipment overdue for longer is not counted on.
OVERDUE_DAYS = 7

#: Days that a case counts as in care.
CARE_DAYS = 14

_COLUMNS = ("consumed", "reserve", "produced")


@dataclass(slots=True)
class Reports:
    """One material as its reporters tell it: rows are reporters, ``place`` their place's row."""

    codes: tuple[str, ...]
    place: npt.NDArray[np.intp]
    history: History
    burn: Burn
    day: npt.NDArray[np.int_]
    stock: FloatArray


@dataclass(slots=True)
class Amounts:
    """Amounts by place and material (and day): what a problem starts from.

    ``stock`` is free: ``reported`` less what was promised or has left since, and with what came.
    ``burn`` is NaN where no method knows it. ``left_out`` counts shipments that are not relied on.
    """

    stock: FloatArray
    reported: FloatArray
    burn: FloatArray
    production: FloatArray
    due: FloatArray
    words: list[Text] = field(default_factory=list)
    oldest: date | None = None
    left_out: int = 0


class StockTaker:
    """Sums up what reporters tell, material by material.

    Args:
        store: What was read.
        units: The places.
        start: The first day planned.
        horizon: Days planned.
    """

    def __init__(self, store: Store, units: Units, start: date, horizon: int) -> None:
        self._store = store
        self._units = units
        self._start = start.toordinal()
        self._horizon = horizon
        self._first = self._start - STOCK_DAYS

    def take(self, materials: list[str], figures: dict[str, PlanningFigures]) -> Amounts:
        """Return the amounts of ``materials``, in their order."""
        shape = (len(self._units.units), len(materials))
        amounts = Amounts(
            stock=np.zeros(shape),
            reported=np.zeros(shape),
            burn=np.full(shape, np.nan),
            production=np.zeros(shape),
            due=np.zeros((*shape, self._horizon)),
        )
        for column, material in enumerate(materials):
            self._material(amounts, column, material, figures.get(material))
        np.maximum(amounts.stock, 0.0, out=amounts.stock)
        return amounts

    def _material(
        self, amounts: Amounts, column: int, material: str, figures: PlanningFigures | None
    ) -> None:
        reports = self._reports(material, figures)
        amounts.words.append(reports.burn.words)
        rate = np.where(np.isnan(reports.burn.rate), 0.0, reports.burn.rate)
        made = np.nan_to_num(supply.burn_rate(reports.history.produced))
        waited = np.where(reports.day > 0, self._start - 1 - reports.day, 0)
        held = np.maximum(0.0, reports.stock + waited * (made - rate))
        if (waited > 0).any():
            oldest = date.fromordinal(int(reports.day[reports.day > 0].min()))
            amounts.oldest = min(amounts.oldest or oldest, oldest)
        for stock in (amounts.stock, amounts.reported):
            np.add.at(stock[:, column], reports.place, held)
        np.add.at(amounts.production[:, column], reports.place, made)
        known = ~np.isnan(reports.burn.rate)
        total = np.zeros(len(amounts.burn))
        np.add.at(total, reports.place, rate)
        some = np.zeros(len(total), dtype=bool)
        some[reports.place[known]] = True
        amounts.burn[some, column] = total[some]
        days = dict(zip(reports.codes, reports.day.tolist(), strict=True))
        for shipment in self._store.shipments:
            if shipment.material == material:
                self._ship(amounts, column, shipment, days)

    def _reports(self, material: str, figures: PlanningFigures | None) -> Reports:
        slots = {
            code: slot
            for (code, thing), slot in self._store.stock_daily.reporters().items()
            if thing == material and self._units.row_of(code) is not None
        }
        codes = tuple(slots)
        last = self._start - 1
        values = self._store.stock_daily.window(list(slots.values()), _COLUMNS, self._first, last)
        consumed, reserve, produced = values[:, 0], values[:, 1], values[:, 2]
        received, sent = self._moved(codes, material, consumed.shape)
        history = History(
            consumed=consumed, reserve=reserve, produced=produced, received=received, sent=sent
        )
        stock, index = supply.latest(reserve)
        counts = {
            Basis.BED: self._beds(codes),
            Basis.CASE: self._cases(codes),
        }
        return Reports(
            codes=codes,
            place=np.array([self._units.row_of(code) or 0 for code in codes], dtype=np.intp),
            history=history,
            burn=burn(history, figures, counts),
            day=np.where(index >= 0, self._first + index, 0),
            stock=np.nan_to_num(stock),
        )

    def _moved(
        self, codes: tuple[str, ...], material: str, shape: tuple[int, ...]
    ) -> tuple[FloatArray, FloatArray]:
        """Return what each reporter got and sent on each day of its history."""
        row = {code: at for at, code in enumerate(codes)}
        received, sent = np.zeros(shape), np.zeros(shape)
        tree = self._store.regions
        for one in self._store.shipments:
            if one.material != material or one.ended:
                continue
            for table, code, day, units in (
                (received, one.to_region, one.arrived, one.received),
                (sent, one.from_region, one.dispatched, one.quantity),
            ):
                at = row.get(tree.canonical(code))
                if at is not None and day is not None and 0 <= day - self._first < shape[1]:
                    table[at, day - self._first] += units
        return received, sent

    def _beds(self, codes: tuple[str, ...]) -> FloatArray:
        """Return the occupied beds in each reporter's region."""
        used: dict[str, float] = {}
        for row in self._store.table(Dataset.FACILITY).values():
            code, beds = str(row.get("region") or ""), row.get("beds_used")
            if isinstance(beds, int | float):
                used[code] = used.get(code, 0.0) + beds
        return np.array(
            [sum(used.get(one, 0.0) for one in self._store.codes_below(code)) for code in codes]
        )

    def _cases(self, codes: tuple[str, ...]) -> FloatArray:
        """Return the cases of the newest days in each reporter's region, who are in care."""
        cube = self._store.cases
        slots = [cube.whole(code) for code in codes]
        last = self._start - 1
        values = cube.window(slots, ["confirmed_new"], last - CARE_DAYS + 1, last)[:, 0]
        summed: FloatArray = np.nansum(values, axis=1)
        return summed

    def _ship(self, amounts: Amounts, column: int, one: Shipment, days: dict[str, int]) -> None:
        """Book a shipment: what left after its sender's stocktake, what came, what will come."""
        if one.ended:
            return
        if one.arrived is None and self._late(one):
            amounts.left_out += 1
            if one.planned:
                return
        source = self._units.row_of(one.from_region) if one.from_region else None
        if source is not None and self._after(one.dispatched, one.from_region, days):
            amounts.stock[source, column] -= one.quantity
        target = self._units.row_of(one.to_region)
        if target is not None:
            self._bring(amounts, (target, column), one, days)

    def _bring(
        self, amounts: Amounts, at: tuple[int, int], one: Shipment, days: dict[str, int]
    ) -> None:
        if one.arrived is not None:
            if self._after(one.arrived, one.to_region, days):
                amounts.stock[at] += one.received
        elif one.due is not None and not self._late(one):
            day = max(0, one.due - self._start)
            if day < self._horizon:
                amounts.due[(*at, day)] += one.quantity

    def _late(self, one: Shipment) -> bool:
        """Whether a shipment should have come long ago, or nobody says when it will."""
        allowed = 0 if one.planned else OVERDUE_DAYS
        return one.due is None or one.due < self._start - allowed

    def _after(self, day: int | None, code: str, days: dict[str, int]) -> bool:
        """Whether something of ``day`` (None = yet to come) is not in the stock reported."""
        told = days.get(self._store.regions.canonical(code), 0)
        return day is None or day > (told or self._start - 1)
