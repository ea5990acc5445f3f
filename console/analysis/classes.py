"""Classes of a choropleth that stay put while values change.

A *scale* is an ascending tuple of inner edges; a *ladder* is a metric's scales from small to large.
The scale only moves when the map would otherwise say nothing: everything in the top class, or
everything in the lowest.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

Scale = tuple[float, ...]
Ladder = tuple[Scale, ...]

#: A scale gives way to a larger one when the maximum exceeds its top edge this many times ...
_OUTGROWN = 2.0
#: ... and to a smaller one when the maximum falls below this share of its top edge.
_SHRUNK = 0.1


def class_of(value: float | None, scale: Scale) -> int:
    """Return the class of ``value``: 0 not published, 1 below the first edge, 2 from it on, ...

    A value on an edge belongs to the class above it; a negative one (a correction) to class 1.
    """
    return 0 if value is None or value != value else 1 + bisect_right(scale, value)  # noqa: PLR0124


def choose_scale(ladder: Ladder, maximum: float, last: int | None) -> int:
    """Return the index of the scale to show ``maximum`` on.

    Args:
        ladder: Scales in ascending order of their top edges.
        maximum: The largest value on the map.
        last: The index in use, or None at the first time.
    """
    step = 0 if last is None else min(last, len(ladder) - 1)
    while step > 0 and maximum < ladder[step][-1] * _SHRUNK:
        step -= 1
    while step < len(ladder) - 1 and maximum > ladder[step][-1] * _OUTGROWN:
        step += 1
    return step


def load_ladders(path: Path) -> Mapping[str, Ladder]:
    """Read the ladders of every metric from a TOML file.

    Raises:
        ValueError: A ladder is not ascending; the message names it.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return {name: _ladder(name, table["scales"]) for name, table in tables.items()}


def _ladder(name: str, scales: Sequence[Sequence[float]]) -> Ladder:
    ladder = tuple(tuple(float(edge) for edge in scale) for scale in scales)
    tops = [scale[-1] for scale in ladder if scale]
    ascending = all(list(scale) == sorted(set(scale)) for scale in ladder)
    if not tops or len(tops) < len(ladder) or tops != sorted(set(tops)) or not ascending:
        msg = f"the scales of {name} must be ascending, inside and among each other"
        raise ValueError(msg)
    return ladder
