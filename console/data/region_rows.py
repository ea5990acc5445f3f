"""From rows of ``region`` to a tree that can be walked, whatever the rows say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import Text


def read_region(row: Mapping[str, object]) -> Region:
    """Read one row.

    Raises:
        ValueError: A level or number is not one; KeyError and TypeError likewise.
    """
    return Region(
        code=str(row["code"]).strip(),
        name=Text(str(row["name_zh"] or ""), str(row["name_en"] or "")),
        level=Level(str(row["level"]).strip()),
        parent_code=_code(row.get("parent_code")),
        population=_whole(row.get("population")),
        lat=_number(row.get("lat")),
        lon=_number(row.get("lon")),
        valid_from=_date(row.get("valid_from")),
        valid_to=_date(row.get("valid_to")),
        successor_code=_code(row.get("successor_code")),
    )


def _code(value: object) -> str | None:
    return str(value).strip() or None if value is not None else None


def _number(value: object) -> float | None:
    return float(str(value)) if value is not None else None


def _whole(value: object) -> int | None:
    return int(float(str(value))) if value is not None else None


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None


def walkable_tree(regions: Iterable[Region]) -> tuple[RegionTree, list[str]]:
    """Return a tree without dead ends or circles, and the codes that had to be mended for it.

    A successor that is unknown, or leads back to itself, is left out: the region counts as current.
    A parent that was retired is replaced by its successor. A parent that is unknown, or lies below
    the region itself, is left out: the region stands alone, in nobody's total.
    """
    held = {region.code: region for region in regions}
    mended: list[str] = []
    for code, region in list(held.items()):
        if region.successor_code is not None and not _ends(held, code):
            held[code] = replace(region, successor_code=None)
            mended.append(code)
    plain = RegionTree(held.values())
    for code, region in list(held.items()):
        if region.parent_code is not None:
            held[code] = replace(region, parent_code=plain.canonical(region.parent_code))
    for code, region in list(held.items()):
        if region.parent_code is not None and not _rises(held, code):
            held[code] = replace(region, parent_code=None)
            mended.append(code)
    return RegionTree(held.values()), sorted(set(mended))


def _ends(held: Mapping[str, Region], code: str) -> bool:
    """Tell whether the successors of ``code`` end at a known region in force."""
    seen = {code}
    while (following := held[code].successor_code) is not None:
        if following in seen or following not in held:
            return False
        seen.add(following)
        code = following
    return True


def _rises(held: Mapping[str, Region], code: str) -> bool:
    """Tell whether the parent of ``code`` is known and its parents do not lead back to ``code``."""
    parent = held[code].parent_code
    if parent not in held:
        return False
    seen: set[str] = set()
    while parent is not None and parent in held and parent not in seen:
        if parent == code:
            return False
        seen.add(parent)
        parent = held[parent].parent_code
    return True
