"""How things are carried, read from TOML: roads, lead times, cost, trucks and cartons."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.analysis.plan_model import Lane
from console.analysis.rule_files import RuleFiles
from console.domain.wording import Text

_FILES = RuleFiles("resources/allocation/logistics.toml")
_EARTH_KM = 6371.0088

Seat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Road:
    """What a file states of one road, both ways; None = by the rule. ``closed``: no such road."""

    km: float | None = None
    days: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistics:
    """How things are carried.

    Attributes:
        source: Whose figures of roads and cartons these are.
        apart: Counties that are served beside their prefecture.
        detour: Road kilometres a straight one.
        cost_per_km: For a cubic metre and kilometre.
        cost_to_load: For a cubic metre, whatever the distance.
        lead: (kilometres from which, days), rising.
        trucks: Cubic metres a day that can leave a depot, and a region.
        cartons: Cubic metres of a carton by material; "other" for the rest.
        seats: Latitude and longitude of the places' seats, degrees.
        roads: What is stated of single roads, by their two ends in order of code.
    """

    source: Text
    apart: frozenset[str]
    detour: float
    cost_per_km: float
    cost_to_load: float
    lead: tuple[tuple[float, int], ...]
    trucks: tuple[float, float]
    cartons: Mapping[str, float]
    seats: Mapping[str, Seat] = field(default_factory=dict)
    roads: Mapping[tuple[str, str], Road] = field(default_factory=dict)

    def volume(self, material: str, pack: int) -> float:
        """Return the cubic metres that a unit takes on a truck."""
        return self.cartons.get(material, self.cartons["other"]) / pack

    def lanes(self, seats: Mapping[str, Seat], sources: Sequence[str]) -> tuple[Lane, ...]:
        """Return a lane from each of ``sources`` to every other place that has a seat.

        Args:
            seats: Where the places lie; a place whose seat the file states lies there.
            sources: Places that may send.
        """
        lanes = []
        for source in sources:
            for target in seats:
                road = self.roads.get((min(source, target), max(source, target)), Road())
                if source == target or source not in seats or road.closed:
                    continue
                km = road.km if road.km is not None else self._km(seats, source, target)
                days = road.days if road.days is not None else self._days(km)
                cost = self.cost_to_load + self.cost_per_km * km
                lanes.append(Lane(source, target, days, round(cost, 2)))
        return tuple(lanes)

    def _km(self, seats: Mapping[str, Seat], source: str, target: str) -> float:
        ends = [self.seats.get(code, seats[code]) for code in (source, target)]
        return self.detour * great_circle(*ends)

    def _days(self, km: float) -> int:
        return next(days for start, days in reversed(self.lead) if km >= start)


def great_circle(first: Seat, second: Seat) -> float:
    """Return the kilometres between two points (latitude, longitude in degrees)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in point] for point in (first, second))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def load_logistics(path: Path) -> Logistics:
    """Read how things are carried.

    Raises:
        ConsoleError: The file cannot be read or is wrong; the entry at fault is named.
    """
    return parse_logistics(_FILES.read(path), str(path))


def parse_logistics(text: str, place: str) -> Logistics:
    """Return what is written in ``text``.

    Args:
        text: TOML.
        place: Where it stands, for errors.

    Raises:
        ConsoleError: The text is wrong; the entry at fault is named.
    """
    data = _FILES.parse(text, place)
    road, trucks = _part(data, "road", place), _part(data, "trucks", place)
    cartons = _part(data, "cartons", place)
    sizes = {
        code: _number(cartons, code, f"{place}: cartons") for code in cartons if code != "source"
    }
    if "other" not in sizes:
        _FILES.refuse(f"{place}: cartons.other", Text("缺少 other。", "It needs other."))
    return Logistics(
        source=_source(data, road.get("source"), f"{place}: road.source"),
        apart=frozenset(_part(data, "units", place).get("apart", ())),
        detour=_number(road, "detour", f"{place}: road"),
        cost_per_km=_number(road, "cost_per_km", f"{place}: road"),
        cost_to_load=_number(road, "cost_to_load", f"{place}: road"),
        lead=_lead(road.get("lead"), f"{place}: road.lead"),
        trucks=(
            _number(trucks, "depot", f"{place}: trucks"),
            _number(trucks, "region", f"{place}: trucks"),
        ),
        cartons=sizes,
        seats=_seats(data.get("seats", []), f"{place}: seats"),
        roads=_roads(data.get("roads", []), f"{place}: roads"),
    )


def _part(data: Mapping[str, Any], name: str, place: str) -> Mapping[str, Any]:
    part = data.get(name)
    if not isinstance(part, Mapping):
        _FILES.refuse(f"{place}: {name}", Text("缺少该部分。", "This part is missing."))
    return part


def _number(entry: Mapping[str, Any], key: str, place: str) -> float:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        problem = Text(f"{key} 应为不小于 0 的数。", f"{key} must be a number of 0 or more.")
        _FILES.refuse(f"{place}.{key}", problem)
    return float(value)


def _source(data: Mapping[str, Any], name: object, place: str) -> Text:
    entry = _part(data, "sources", place).get(str(name))
    if not isinstance(entry, Mapping):
        _FILES.refuse(place, Text("来源未列出。", "Its source is none of those listed."))
    return _FILES.both_languages(entry.get("text"), place)


def _entries(entries: object, place: str) -> list[Mapping[str, Any]]:
    if not isinstance(entries, list) or not all(isinstance(one, Mapping) for one in entries):
        _FILES.refuse(place, Text("应为条目列表。", "It must be a list of entries."))
    return entries


def _lead(entries: object, place: str) -> tuple[tuple[float, int], ...]:
    steps = sorted(
        (_number(one, "from_km", place), int(_number(one, "days", place)))
        for one in _entries(entries, place)
    )
    if not steps or steps[0][0] > 0:
        _FILES.refuse(place, Text("须从 0 公里起。", "The first step must begin at 0 km."))
    return tuple(steps)


def _seats(entries: object, place: str) -> dict[str, Seat]:
    found = {}
    for one in _entries(entries, place):
        lat, lon = one.get("lat"), one.get("lon")
        if not isinstance(lat, int | float) or not isinstance(lon, int | float):
            _FILES.refuse(place, Text("坐标应为数。", "lat and lon must be numbers."))
        found[str(one.get("code"))] = (float(lat), float(lon))
    return found


def _roads(entries: object, place: str) -> dict[tuple[str, str], Road]:
    found = {}
    for one in _entries(entries, place):
        ends = sorted((str(one.get("from")), str(one.get("to"))))
        found[ends[0], ends[1]] = Road(
            km=_number(one, "km", place) if "km" in one else None,
            days=int(_number(one, "days", place)) if "days" in one else None,
            closed=bool(one.get("closed", False)),
        )
    return found
