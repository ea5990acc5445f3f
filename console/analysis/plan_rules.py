"""Rule sets of allocation, read from TOML: who counts how much, and what a source keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from console.analysis.rule_files import RuleFiles
from console.domain.wording import Text

_FILES = RuleFiles("resources/allocation")

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A risk tier or a class of facility, its name, and how many days of cover it is raised to."""

    code: str
    name: Text
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRules:
    """One way of dividing.

    Attributes:
        name: What the rule set is called.
        title: The same in words.
        source: Who set it, or whose choice its figures are.
        tiers: Risk tiers by code.
        classes: Classes of facility by code.
        critical_weight: Weight of critical materials where materials compete for trucks.
        target_days: Days of cover beyond which nobody is sent anything.
        region_floor_days: Days of cover that a region keeps; None = regions send nothing.
        depot_floor_share: Share of its opening stock that a depot keeps.
    """

    name: str
    title: Text
    source: Text
    tiers: Mapping[str, Weighted]
    classes: Mapping[str, Weighted]
    critical_weight: float
    target_days: float
    region_floor_days: float | None
    depot_floor_share: float

    def weights(
        self, tiers: Sequence[str | None], shares: Sequence[Mapping[str, float]]
    ) -> FloatArray:
        """Return the need weight of each place, shape (places,).

        It is the weight of its risk tier times the mean weight of its classes of facility by their
        share of its need; an unknown tier and an unstated share count 1.

        Args:
            tiers: The risk tier of each place by code; None = not known.
            shares: The share of each place's need by class of facility, summing to at most 1.
        """
        found = []
        for tier, parts in zip(tiers, shares, strict=True):
            stated = sum(parts.values())
            mean = sum(self.classes[code].weight * share for code, share in parts.items())
            base = self.tiers[tier].weight if tier is not None and tier in self.tiers else 1.0
            found.append(base * (mean + max(0.0, 1.0 - stated)))
        return np.array(found, np.float64)

    def floors(self, burn: FloatArray, stock: FloatArray, days: float = 0.0) -> FloatArray:
        """Return the units that each place keeps, shape (places, materials).

        A region keeps its floor or, if that is more, what it needs itself within the days planned:
        what it will have used by then, it cannot send.

        Args:
            burn: Units needed a day; 0 for a depot.
            stock: Units in stock.
            days: Days planned.
        """
        kept = np.full_like(burn, np.inf)
        if self.region_floor_days is not None:
            kept = max(self.region_floor_days, days) * burn
        depots = (burn == 0).all(axis=1, keepdims=True)
        return np.where(depots, self.depot_floor_share * stock, kept)


def load_allocation_rules(path: Path) -> AllocationRules:
    """Read a rule set.

    Raises:
        ConsoleError: The file cannot be read or is no rule set; the entry at fault is named.
    """
    return parse_allocation_rules(_FILES.read(path), path.stem, str(path))


def parse_allocation_rules(text: str, name: str, place: str) -> AllocationRules:
    """Return the rule set written in ``text``.

    Args:
        text: TOML.
        name: What the rule set is called.
        place: Where it stands, for errors.

    Raises:
        ConsoleError: The text is no rule set; the entry at fault is named.
    """
    data = _FILES.parse(text, place)
    keeps = data.get("region_floor_days")
    share = _number(data, "depot_floor_share", place)
    if share > 1:
        _FILES.refuse(f"{place}: depot_floor_share", Text("不得大于 1。", "It cannot be above 1."))
    return AllocationRules(
        name=name,
        title=_FILES.both_languages(data.get("title"), f"{place}: title"),
        source=_FILES.both_languages(data.get("source"), f"{place}: source"),
        tiers=_weights(data.get("tiers"), f"{place}: tiers"),
        classes=_weights(data.get("classes"), f"{place}: classes"),
        critical_weight=_positive(data, "critical_weight", place),
        target_days=_positive(data, "target_days", place),
        region_floor_days=None if keeps is None else _number(data, "region_floor_days", place),
        depot_floor_share=share,
    )


def _weights(entries: object, place: str) -> dict[str, Weighted]:
    if not isinstance(entries, list) or not entries:
        _FILES.refuse(place, Text("缺少条目。", "There are no entries."))
    found: dict[str, Weighted] = {}
    for at, entry in enumerate(entries):
        where = f"{place}[{at}]"
        if not isinstance(entry, Mapping) or not isinstance(entry.get("code"), str):
            _FILES.refuse(where, Text("缺少 code。", "It needs a code."))
        if entry["code"] in found:
            _FILES.refuse(where, Text("code 重复。", "This code occurs twice."))
        name = _FILES.both_languages(entry.get("name"), f"{where}.name")
        found[entry["code"]] = Weighted(entry["code"], name, _positive(entry, "weight", where))
    return found


def _number(entry: Mapping[str, object], key: str, place: str) -> float:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < np.inf:
        problem = Text(f"{key} 应为不小于 0 的数。", f"{key} must be a number of 0 or more.")
        _FILES.refuse(f"{place}: {key}", problem)
    return float(value)


def _positive(entry: Mapping[str, object], key: str, place: str) -> float:
    value = _number(entry, key, place)
    if value == 0:
        _FILES.refuse(f"{place}: {key}", Text(f"{key} 应大于 0。", f"{key} must be above 0."))
    return value
