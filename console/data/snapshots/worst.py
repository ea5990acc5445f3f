"""The worst shortages in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.regions import Region
from console.domain.snapshots import MaterialCell, MaterialInfo
from console.domain.wording import NOTHING, Lang, Text

_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Worst:
    """Sentences, worst first, and the codes of the materials that they are about."""

    texts: tuple[Text, ...]
    materials: tuple[str, ...]


def worst_in_words(
    cells: Sequence[Sequence[MaterialCell]],
    places: Sequence[Region],
    materials: Sequence[MaterialInfo],
    horizon_days: int,
) -> Worst:
    """Return up to five shortages: critical materials first, then by days of cover, then by gap."""
    short = [
        (not material.critical, _cover(cell), -(cell.gap or 0.0), i, j)
        for i, row in enumerate(cells)
        for j, (cell, material) in enumerate(zip(row, materials, strict=True))
        if cell.gap
    ]
    picked = [(i, j) for *_, i, j in sorted(short)[:_SENTENCES]]
    return Worst(
        tuple(_sentence(cells[i][j], places[i], materials[j], horizon_days) for i, j in picked),
        tuple(materials[j].code for _, j in picked),
    )


def _cover(cell: MaterialCell) -> float:
    return math.inf if cell.cover_days is None else cell.cover_days


def _sentence(cell: MaterialCell, place: Region, material: MaterialInfo, horizon: int) -> Text:
    unit, gap, lasts = material.unit, math.ceil(cell.gap or 0.0), _lasts(cell, horizon)
    return Text(
        f"{place.name.of(Lang.ZH)} {material.name.of(Lang.ZH)} {lasts.zh}缺口 {gap:,} {unit.zh}",
        f"{place.name.of(Lang.EN)}, {material.name.of(Lang.EN)}: {lasts.en}{gap:,} {unit.en} short",
    )


def _lasts(cell: MaterialCell, horizon: int) -> Text:
    cover = _cover(cell)
    if math.isinf(cover) or cover >= horizon:
        # What is used would last, but more is asked for: days of cover would contradict the gap.
        return NOTHING
    if cover == 0:
        return Text("已无库存，", "out of stock, ")
    return Text(f"仅够 {cover:.1f} 天，", f"only {cover:.1f} days left, ")
