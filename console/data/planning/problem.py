"""The problem of allocation that the database poses, by a rule set and the roads there are."""

from dataclasses import dataclass

import numpy as np

from console.analysis import plan_whatif
from console.analysis.plan_model import Goods, Place, Problem, cap_for_cover
from console.analysis.plan_rules import AllocationRules
from console.data.grid import FloatArray
from console.data.planning.bounds import bound
from console.data.planning.needs import chosen, need_words, needs_of, outbreak_of
from console.data.planning.places import Units
from console.data.planning.reading import Reading
from console.data.planning.rulebook import RuleBook
from console.data.planning.stock import StockTaker
from console.data.planning.weights import weigh
from console.data.snapshots.words import unit_text
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.planning import (
    AddUnits,
    Change,
    CloseDepot,
    PlanAsk,
    PlanGoods,
    PlanPlace,
)
from console.domain.wording import Text

_NOTHING_TO_PLAN = Text("没有可供测算的物资上报。", "No material reports to plan from.")
_REPORT_FIRST = Text(
    "请先导入各地物资储备与消耗。", "Import the places' stocks and consumption first."
)

_COVER = Text(
    "方案中的保障天数 =（现有储备 + 计划期内生产与到货）÷ 日均需求",
    "Cover in a plan = (stock + what is made and comes within the days planned) / mean need a day",
)

#: Places named with their cover by stock alone.
_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posed:
    """A problem, and the words that go with it."""

    problem: Problem
    rules: AllocationRules
    places: tuple[PlanPlace, ...]
    goods: tuple[PlanGoods, ...]
    notes: tuple[Text, ...]


def pose(reading: Reading, ask: PlanAsk, book: RuleBook) -> Posed:
    """Return the problem that ``ask`` means, with its changes made.

    Raises:
        ConsoleError: There is nothing to plan, or the rule set is not known.
    """
    return _Poser(reading, ask, book).pose()


def changed(problem: Problem, change: Change) -> Problem:
    """Return ``problem`` as ``change`` supposes it.

    Raises:
        ConsoleError: The change names what is not in the problem.
    """
    try:
        if isinstance(change, AddUnits):
            return plan_whatif.add_units(problem, change.place, change.material, change.units)
        if isinstance(change, CloseDepot):
            return plan_whatif.close_place(problem, change.place)
        return plan_whatif.lose_road(problem, change.source, change.target)
    except (KeyError, ValueError) as error:
        raise ConsoleError(
            "",
            Text(
                "假设中的地点、物资或数量不在方案内。",
                "It names a place, material or amount that is not in the plan.",
            ),
            Text("请改正假设。", "Correct it."),
        ) from error


class _Poser:
    def __init__(self, reading: Reading, ask: PlanAsk, book: RuleBook) -> None:
        self._reading, self._ask, self._book = reading, ask, book
        self._rules = book.choose(ask.rule)
        store = reading.store
        self._rows = {str(row["code"]): row for row in store.table(Dataset.MATERIAL).values()}
        reporters = store.stock_daily.reporters()
        reported = {material for _, material in reporters}
        critical = tuple(code for code, row in self._rows.items() if row["critical"])
        self._codes = [code for code in ask.materials or critical if code in reported]
        wanted = [key for key in reporters if key[1] in self._codes]
        self._units = Units(store, wanted, book.logistics.apart)
        if not self._units.units:
            raise ConsoleError("", _NOTHING_TO_PLAN, _REPORT_FIRST)
        taker = StockTaker(store, self._units, reading.today, ask.horizon)
        self._amounts = taker.take(self._codes, book.figures)

    def pose(self) -> Posed:
        need, goods = self._needs()
        weights, why = weigh(self._reading.store, self._units, self._rules, self._reading.today)
        problem = self._problem(need, goods, weights)
        for decided in self._ask.bounds:
            problem = bound(problem, decided)
        for change in self._ask.changes:
            problem = changed(problem, change)
        places = tuple(
            PlanPlace(unit.code, unit.name, unit.depot, float(weight), words)
            for unit, weight, words in zip(self._units.units, weights, why, strict=True)
        )
        return Posed(
            problem=problem,
            rules=self._rules,
            places=places,
            goods=goods,
            notes=tuple(self._notes(goods)),
        )

    def _needs(self) -> tuple[FloatArray, tuple[PlanGoods, ...]]:
        """Return the need planned for, shape (places, materials, days), and the materials."""
        reading, ask = self._reading, self._ask
        outbreaks = [
            None if unit.depot else outbreak_of(reading.store, unit, reading.today, ask.horizon)
            for unit in self._units.units
        ]
        led = sum(one is not None for one in outbreaks)
        found, goods = [], []
        for column, code in enumerate(self._codes):
            figures, row = self._book.figures.get(code), self._rows[code]
            share = figures.case_share.value if figures else 0.0
            need = needs_of(self._amounts.burn[:, column], outbreaks, ask.horizon, share)
            found.append(chosen(need, ask.need))
            goods.append(
                PlanGoods(
                    code,
                    Text(str(row["name_zh"]), str(row["name_en"])),
                    unit_text(str(row["unit"])),
                    int(str(row["pack_size"])),
                    bool(row["critical"]),
                    self._amounts.words[column],
                    need_words(need, ask.need, led, figures),
                )
            )
        return np.stack(found, axis=1), tuple(goods)

    def _problem(
        self, need: FloatArray, goods: tuple[PlanGoods, ...], weights: FloatArray
    ) -> Problem:
        amounts, logistics, horizon = self._amounts, self._book.logistics, self._ask.horizon
        depots = np.array([unit.depot for unit in self._units.units])
        production = np.repeat(amounts.production[:, :, None], horizon, axis=2)
        burn = need.mean(axis=2)
        floor = self._rules.floors(burn, amounts.reported, horizon)
        # A place whose use nobody knows is no depot: nothing is taken from it.
        floor[np.isnan(amounts.burn) & ~depots[:, None]] = np.inf
        inflow = production + amounts.due
        cap = cap_for_cover(self._rules.target_days, amounts.stock, need, inflow)
        per_day = np.where(depots, *logistics.trucks)
        return Problem(
            start=self._reading.today,
            places=tuple(Place(unit.code, unit.name) for unit in self._units.units),
            goods=tuple(self._goods(one) for one in goods),
            stock=amounts.stock,
            need=need,
            production=production,
            due=amounts.due,
            floor=floor,
            cap=np.where(burn > 0, cap, 0.0),
            weights=weights,
            trucks=np.repeat(per_day[:, None], horizon, axis=1),
            lanes=logistics.lanes(self._seats(), self._sources(depots)),
        )

    def _goods(self, one: PlanGoods) -> Goods:
        weight = self._rules.critical_weight if one.critical else 1.0
        volume = self._book.logistics.volume(one.code, one.pack)
        return Goods(one.code, one.name, one.unit.zh, one.pack, volume, weight, one.unit.en)

    def _seats(self) -> dict[str, tuple[float, float]]:
        """Return where the places lie; one that has no coordinates at all cannot be reached."""
        stated = self._book.logistics.seats
        return {
            unit.code: stated.get(unit.code) or (unit.region.lat or 0.0, unit.region.lon or 0.0)
            for unit in self._units.units
            if unit.code in stated or unit.region.lat is not None
        }

    def _sources(self, depots: FloatArray) -> list[str]:
        givers = self._rules.region_floor_days is not None
        return [
            unit.code
            for unit, depot in zip(self._units.units, depots, strict=True)
            if depot or givers
        ]

    def _notes(self, goods: tuple[PlanGoods, ...]) -> list[Text]:
        amounts, names = self._amounts, [unit.name for unit in self._units.units]
        notes = [_COVER, *self._stock_covers(goods)]
        source = self._book.logistics.source
        notes.append(Text(f"道路与装载：{source.zh}", f"Roads and loads: {source.en}"))
        if amounts.oldest is not None:
            notes.append(
                Text(
                    f"部分储备截至 {amounts.oldest}，已按日均消耗推算至计划首日",
                    f"Some stocks are of {amounts.oldest}, carried on at the burn rate",
                )
            )
        if amounts.left_out:
            notes.append(
                Text(
                    f"{amounts.left_out} 单逾期未到或无到货日的发运未计入",
                    f"{amounts.left_out} shipments overdue or without a due day are not counted",
                )
            )
        for column, one in enumerate(goods):
            unknown = np.isnan(amounts.burn[:, column])
            missing = [
                n
                for n, u, unit in zip(names, unknown, self._units.units, strict=True)
                if u and not unit.depot
            ]
            if missing:
                zh, en = "、".join(n.zh for n in missing), ", ".join(n.en for n in missing)
                notes.append(
                    Text(
                        f"{one.name.zh}：消耗未知，未列入计划：{zh}",
                        f"{one.name.en}: use not known, left out of the plan: {en}",
                    )
                )
        return notes

    def _stock_covers(self, goods: tuple[PlanGoods, ...]) -> list[Text]:
        """Say which places have the least cover by what lies in stock alone, as the wall has it."""
        notes = []
        for column, one in enumerate(goods):
            burn = self._amounts.burn[:, column]
            used = [at for at in range(len(burn)) if burn[at] > 0]
            covers = {at: self._amounts.reported[at, column] / burn[at] for at in used}
            least = sorted(covers.items(), key=lambda item: item[1])[:_LEAST]
            names = [(self._units.units[at].name, days) for at, days in least]
            zh = "、".join(f"{name.zh} {days:.1f} 天" for name, days in names)
            en = ", ".join(f"{name.en} {days:.1f} days" for name, days in names)
            notes.append(
                Text(f"{one.name.zh}仅按现有储备：{zh}", f"{one.name.en} by stock alone: {en}")
            )
        return notes
