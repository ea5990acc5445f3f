"""Two plans compared: where they leave a place otherwise."""

import math
from dataclasses import dataclass

from console.domain.planning import PlanOutcome


@dataclass(frozen=True, slots=True)
class CoverChange:
    """One place and material under two plans: cover in days, and units brought (net)."""

    place: str
    material: str
    cover: tuple[float, float]
    brought: tuple[float, float]


def compare(first: PlanOutcome, second: PlanOutcome) -> tuple[CoverChange, ...]:
    """Return where two plans leave a place otherwise, the largest change of cover first."""
    then = {(cover.place, cover.material): cover.after for cover in second.covers}
    brought = [_brought(one) for one in (first, second)]
    found = [
        CoverChange(
            now.place,
            now.material,
            (now.after, then[key]),
            (brought[0].get(key, 0.0), brought[1].get(key, 0.0)),
        )
        for now in first.covers
        for key in [(now.place, now.material)]
        if key in then and not math.isclose(now.after, then[key], abs_tol=1e-9)
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.cover[1] - one.cover[0])))


def _brought(outcome: PlanOutcome) -> dict[tuple[str, str], float]:
    units: dict[tuple[str, str], float] = {}
    for line in outcome.lines:
        for place, sign in ((line.target, 1.0), (line.source, -1.0)):
            key = (place, line.material)
            units[key] = units.get(key, 0.0) + sign * line.quantity
    return units
