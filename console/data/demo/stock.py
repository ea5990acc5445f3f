"""Generate stock and shipments that agree to the unit.

For every place and material, on every day after the first:
``reserve = reserve the day before + produced + arrived - sent - consumed``,
where *arrived* and *sent* are the shipments of that day. No two rows cover the same stock: where
the counties report a material, their prefecture has no row of its own for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from console.data.days import CENTRE_ZONE
from console.data.demo.places import REPORTING_COUNTIES, Place, Province
from console.data.demo.rates import Counts, Outbreak, Rate, cartons, outbreaks, rates, spread

Row = dict[str, object]

#: Prefectures with more than they need, which send some of it to the two cities in need.
_DONORS = ("220700", "220800", "222400")
_NEEDY = ("220100", "220200")
#: Nothing has reached a place in outbreak for this long: its stock runs down to what is published.
_DRY_DAYS = 11
#: Days over which use climbed to the outbreak's; the last week then stays on it.
_CLIMB_DAYS = 24
#: Days of the province's use that its own reserve holds: too little for the outbreak.
_DEPOT_DAYS = 2.0
_WEEK = np.array([1.04, 1.05, 1.03, 1.02, 1.0, 0.94, 0.92])


@dataclass(slots=True)
class _Movement:
    """A shipment by day numbers: 0 is the first day; ``arrives`` None has not arrived."""

    source: int | None
    target: int
    quantity: int
    leaves: int | None
    arrives: int | None


class StockMaker:
    """Makes the rows of ``material_daily`` and ``material_flow`` for one span of days."""

    def __init__(self, province: Province, last_day: date, days: int, seed: int) -> None:
        self._province = province
        self._first = last_day - timedelta(days=days - 1)
        self._days = days
        self._random = np.random.default_rng(seed)
        self._outbreaks = outbreaks()
        self.daily: list[Row] = []
        self.flows: list[Row] = []

    def make(self) -> None:
        """Fill ``daily`` and ``flows``."""
        for rate in rates():
            if rate.by_county:
                places = [(county, county.population) for county in self._province.counties]
            else:
                places = list(self._province.reporting)
            self._make_material(rate, places)

    def _make_material(self, rate: Rate, covered: Sequence[tuple[Place, int]]) -> None:
        places = [place for place, _ in covered]
        people = np.array([count for _, count in covered], dtype=np.float64)
        used, last = self._use_and_final(rate, places, people)
        made = self._made(rate, places, used)
        moves = self._deliveries(rate, places, used - made) if rate.used else []
        if rate.used:
            moves += self._transfers(rate, places, used)
        arrived, sent = self._booked(moves, len(places))
        change = made + arrived - sent - used
        reserve = last[:, None] - change[:, ::-1].cumsum(axis=1)[:, ::-1] + change
        # Raise a whole series that would pass below a day's use: stock is never negative.
        floor = used.max(axis=1)
        reserve = reserve + np.maximum(0, floor - reserve.min(axis=1))[:, None]
        demand = self._demand(rate, places, used)
        self._write_daily(rate, places, (made, used, reserve, demand))
        self._write_flows(rate, places, moves)
        if rate.used:
            self._write_depot(rate, float(used[:, -1].sum()))

    def _use_and_final(
        self, rate: Rate, places: Sequence[Place], people: npt.NDArray[np.float64]
    ) -> tuple[Counts, Counts]:
        used = np.zeros((len(places), self._days), dtype=np.int64)
        last = np.zeros(len(places), dtype=np.int64)
        for prefecture in self._province.prefectures:
            mine = [i for i, p in enumerate(places) if prefecture.code in (p.code, p.parent)]
            weights = people[mine] * self._random.uniform(0.85, 1.15, len(mine))
            outbreak = self._outbreaks.get((rate.material, prefecture.code))
            daily = self._daily_use(rate.used * people[mine].sum() / 1e5, outbreak)
            used[mine] = spread(daily, weights)
            jitter = self._random.uniform(0.8, 1.2, len(mine))
            if outbreak is not None:
                # A county that is served apart leaves the city the cover that was published.
                apart = np.array([places[i].code in REPORTING_COUNTIES for i in mine])
                jitter[apart] = 1.0
                rest = weights[~apart].sum() / (weights * jitter)[~apart].sum()
                jitter[~apart] *= rest
            weights = weights * jitter
            if outbreak is not None:
                held = float(outbreak.reserve)
            elif rate.used:
                held = float(daily[-7:].mean()) * self._random.uniform(*rate.cover)
            else:
                held = rate.held * people[mine].sum() / 1e5
            last[mine] = spread(np.array([round(held)]), weights)[:, 0]
        return used, last

    def _daily_use(self, usual: float, outbreak: Outbreak | None) -> Counts:
        start = self._first.weekday()
        week = np.resize(np.roll(_WEEK, -start), self._days)
        noise = self._random.uniform(0.93, 1.07, self._days)
        series = usual * week * noise
        if outbreak is not None:
            climb = np.clip(
                (np.arange(self._days) - self._days + _CLIMB_DAYS + 7) / _CLIMB_DAYS, 0, 1
            )
            series = series * (1 - climb) + outbreak.used * noise * climb
            series[-7:] *= 7 * outbreak.used / series[-7:].sum()
        whole = np.rint(series).astype(np.int64)
        if outbreak is not None:
            whole[-1] += 7 * outbreak.used - whole[-7:].sum()
        return whole

    def _made(self, rate: Rate, places: Sequence[Place], used: Counts) -> Counts:
        """Return what the one place with a factory makes: a share of what it uses itself."""
        made = np.zeros_like(used)
        for i, place in enumerate(places):
            if place.code == rate.made_in:
                share = rate.made_share * self._random.uniform(0.9, 1.1, self._days)
                made[i] = np.rint(used[i] * share)
        return made

    def _deliveries(self, rate: Rate, places: Sequence[Place], lost: Counts) -> list[_Movement]:
        """Let the provincial depot make up for what was used, about weekly, in whole cartons."""
        moves = []
        for i, place in enumerate(places):
            pressed = self._pressed(rate, place)
            day, before = int(self._random.integers(0, 8)), 0
            share = self._random.uniform(0.94, 1.0) if pressed else self._random.uniform(0.97, 1.03)
            stop = self._days - _DRY_DAYS if pressed else self._days
            while day < stop:
                quantity = cartons(share * float(lost[i, before:day].sum()), rate.pack)
                if quantity:
                    lead = int(self._random.integers(1, 3))
                    moves.append(_Movement(None, i, quantity, day - lead, day))
                before, day = day, day + int(self._random.integers(6, 11))
            moves += self._under_way(rate, i, lost, pressed=pressed)
        return moves

    def _pressed(self, rate: Rate, place: Place) -> bool:
        return (rate.material, place.parent) in self._outbreaks or (
            rate.material,
            place.code,
        ) in self._outbreaks

    def _under_way(self, rate: Rate, place: int, lost: Counts, *, pressed: bool) -> list[_Movement]:
        """Return what is on the road or planned when the series ends."""
        last = self._days - 1
        day_use = float(lost[place, -1])
        moves = []
        if pressed or self._random.random() < 0.25:
            quantity = cartons(day_use * self._random.uniform(0.8, 1.8), rate.pack)
            moves.append(_Movement(None, place, quantity, last, None))
        if self._random.random() < (0.8 if pressed else 0.12):
            quantity = cartons(day_use * self._random.uniform(1.0, 2.0), rate.pack)
            moves.append(_Movement(None, place, quantity, None, None))
        return [move for move in moves if move.quantity]

    def _transfers(self, rate: Rate, places: Sequence[Place], used: Counts) -> list[_Movement]:
        """Let places that have enough help the cities in need, in the last weeks."""
        donors = [i for i, p in enumerate(places) if {p.code, p.parent} & set(_DONORS)]
        needy = [i for i, p in enumerate(places) if {p.code, p.parent} & set(_NEEDY)]
        moves = []
        for leaves in range(self._days - 40, self._days - _DRY_DAYS - 2, 4):
            source = int(self._random.choice(donors))
            quantity = cartons(float(used[source, leaves]) * 0.7, rate.pack)
            if quantity:
                target = int(self._random.choice(needy))
                moves.append(_Movement(source, target, quantity, leaves, leaves + 1))
        for source in self._random.choice(donors, 2, replace=False).tolist():
            quantity = cartons(float(used[source, -1]) * 0.9, rate.pack)
            if quantity:
                target = int(self._random.choice(needy))
                moves.append(_Movement(source, target, quantity, self._days - 1, None))
        return moves

    def _booked(self, moves: Sequence[_Movement], places: int) -> tuple[Counts, Counts]:
        arrived = np.zeros((places, self._days), dtype=np.int64)
        sent = np.zeros_like(arrived)
        for move in moves:
            if move.arrives is not None:
                arrived[move.target, move.arrives] += move.quantity
            if move.source is not None and move.leaves is not None:
                sent[move.source, move.leaves] += move.quantity
        return arrived, sent

    def _demand(self, rate: Rate, places: Sequence[Place], used: Counts) -> Counts:
        """Return units needed a day: more than is used where there is not enough."""
        factor = np.array([1.18 if self._pressed(rate, place) else 1.02 for place in places])
        demand: Counts = np.rint(used * factor[:, None]).astype(np.int64)
        return demand

    def _write_daily(
        self, rate: Rate, places: Sequence[Place], amounts: tuple[Counts, Counts, Counts, Counts]
    ) -> None:
        """Add a row a place and day; ``amounts`` are produced, consumed, reserve and demand."""
        dates = [self._first + timedelta(days=d) for d in range(self._days)]
        for i, place in enumerate(places):
            for day, produced, consumed, held, needed in zip(
                dates, *(amount[i].tolist() for amount in amounts), strict=True
            ):
                self.daily.append(
                    {
                        "region": place.code,
                        "material": rate.material,
                        "date": day,
                        "produced": produced,
                        "consumed": consumed,
                        "reserve": held,
                        "demand": needed,
                    }
                )

    def _write_depot(self, rate: Rate, day_use: float) -> None:
        """Add the province's own reserve, which has not been touched yet."""
        held = cartons(_DEPOT_DAYS * day_use, rate.pack)
        self.daily += [
            {
                "region": self._province.root.code,
                "material": rate.material,
                "date": self._first + timedelta(days=day),
                "produced": 0,
                "consumed": 0,
                "reserve": held,
                "demand": 0,
            }
            for day in range(self._days)
        ]

    def _write_flows(self, rate: Rate, places: Sequence[Place], moves: Sequence[_Movement]) -> None:
        for move in moves:
            leaves = self._moment(move.leaves, 7, 12)
            arrives = self._moment(move.arrives, 13, 19)
            status = "planned" if leaves is None else "dispatched" if arrives is None else "arrived"
            due = arrives or self._moment(
                (self._days if move.leaves is None else move.leaves) + 1, 14, 19
            )
            self.flows.append(
                {
                    "code": f"S{len(self.flows) + 1:06d}",
                    "material": rate.material,
                    "from_region": None if move.source is None else places[move.source].code,
                    "to_region": places[move.target].code,
                    "quantity": move.quantity,
                    "status": status,
                    "dispatched_at": leaves,
                    "due_at": due,
                    "arrived_at": arrives,
                }
            )

    def _moment(self, day: int | None, from_hour: int, to_hour: int) -> datetime | None:
        if day is None:
            return None
        minutes = int(self._random.integers(from_hour * 60, to_hour * 60))
        midnight = datetime.combine(self._first + timedelta(days=day), time(), CENTRE_ZONE)
        return midnight + timedelta(minutes=minutes)
