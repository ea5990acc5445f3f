"""Administrative regions, their tree, and codes that change in mid-series."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from console.domain.wording import Text


class Level(StrEnum):
    """Rank of a region; ``UNASSIGNED`` is counted in its parent and never mapped."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Region:
    """One region as the centre's database knows it; ``code`` is text, never a number."""

    code: str
    name: Text
    level: Level
    parent_code: str | None = None
    population: int | None = None
    lat: float | None = None
    lon: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_code: str | None = None


class RegionTree:
    """The regions of one province, looked up by code, parent or level.

    A region with a ``successor_code`` is retired: :meth:`canonical` leads to its successor, and
    only current regions are listed as children or by level.
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._children: dict[str | None, list[Region]] = {}
        for region in self._by_code.values():
            if region.successor_code is None:
                self._children.setdefault(region.parent_code, []).append(region)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Region | None:
        """Return the region with exactly this code, retired or not."""
        return self._by_code.get(code)

    def canonical(self, code: str) -> str:
        """Follow successors from ``code`` to the code in force; an unknown code returns itself."""
        seen = {code}
        while (region := self._by_code.get(code)) is not None and region.successor_code:
            if region.successor_code in seen:
                return code
            code = region.successor_code
            seen.add(code)
        return code

    def name(self, code: str) -> Text:
        """Return the name of ``code``, or the code itself where the region is unknown."""
        region = self._by_code.get(self.canonical(code))
        return region.name if region else Text(code, code)

    @cached_property
    def province(self) -> Region | None:
        """The first region of province level, the root that totals are computed for."""
        return next((r for r in self._by_code.values() if r.level is Level.PROVINCE), None)

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the current regions directly below ``code``."""
        return tuple(self._children.get(code, ()))

    def descendants(self, code: str) -> Iterator[Region]:
        """Yield every current region below ``code``, parents before children."""
        for child in self._children.get(code, ()):
            yield child
            yield from self.descendants(child.code)

    def ancestors(self, code: str) -> Iterator[Region]:
        """Yield the regions above ``code``, nearest first; a cycle in the data ends the walk."""
        seen = {code}
        region = self._by_code.get(self.canonical(code))
        while region is not None and region.parent_code and region.parent_code not in seen:
            seen.add(region.parent_code)
            region = self._by_code.get(region.parent_code)
            if region is not None:
                yield region

    def at_level(self, level: Level) -> tuple[Region, ...]:
        """Return every current region of ``level`` in the order of the database."""
        return tuple(
            r for r in self._by_code.values() if r.level is level and r.successor_code is None
        )

    def at_or_above(self, code: str, level: Level) -> Region | None:
        """Return the region of ``level`` that ``code`` is or lies in, if there is one."""
        region = self._by_code.get(self.canonical(code))
        if region is not None and region.level is level:
            return region
        return next((r for r in self.ancestors(code) if r.level is level), None)
