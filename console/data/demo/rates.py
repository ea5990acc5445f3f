"""What the demonstration's stock follows from: rates of use, published outbreaks, whole numbers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.data.demo.places import read_table

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rate:
    """What is used and held of one material where nothing happens."""

    material: str
    pack: int
    by_county: bool
    used: float
    held: float
    cover: tuple[float, float]
    made_in: str
    made_share: float


@dataclass(frozen=True, slots=True)
class Outbreak:
    """Published stock and daily use of one material in one prefecture."""

    reserve: int
    used: int


def outbreaks() -> dict[tuple[str, str], Outbreak]:
    """Read what is published of the cities in outbreak, by material and prefecture."""
    return {
        (row["material"], row["prefecture"]): Outbreak(
            int(row["reserve"]), int(row["used_per_day"])
        )
        for row in read_table("outbreak.csv")
    }


def rates() -> list[Rate]:
    """Read the catalogue with what is used and held of each material."""
    used = {row["material"]: row for row in read_table("material_rates.csv")}
    return [_rate(material, used[material["code"]]) for material in read_table("materials.csv")]


def _rate(material: dict[str, str], use: dict[str, str]) -> Rate:
    return Rate(
        material["code"],
        int(material["pack_size"]),
        material["critical"] == "1",
        float(use["used_per_100k_day"] or 0),
        float(use["held_per_100k"] or 0),
        (float(use["cover_low"] or 0), float(use["cover_high"] or 0)),
        use["made_in"],
        float(use["made_share"] or 0),
    )


def cartons(quantity: float, pack: int) -> int:
    """Return ``quantity`` rounded to whole cartons of ``pack``."""
    return int(quantity / pack + 0.5) * pack


def spread(totals: Counts, weights: npt.NDArray[np.float64]) -> Counts:
    """Share whole totals out by weight, by largest remainder; every column sums to its total.

    Args:
        totals: Shape (days,).
        weights: Shape (places,), positive.

    Returns:
        Shape (places, days).
    """
    exact = totals[None, :] * (weights / weights.sum())[:, None]
    shares = np.floor(exact).astype(np.int64)
    missing = totals - shares.sum(axis=0)
    rank = np.argsort(np.argsort(shares - exact, axis=0, kind="stable"), axis=0, kind="stable")
    spread_out: Counts = shares + (rank < missing[None, :])
    return spread_out
