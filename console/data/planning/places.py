"""Who takes part in a plan: depots and reporting units, and which reporters each speaks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from console.data.cubes import Key
from console.data.store import Store
from console.domain.regions import Level, Region
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A place of a plan; ``depot``: a store of the province, which uses nothing itself."""

    region: Region
    name: Text
    depot: bool

    @property
    def code(self) -> str:
        """The code of its region."""
        return self.region.code


class Units:
    """The places of a plan in order: depots first, then as the region table lists them.

    A reporter counts for the county that is served apart, else for its prefecture, else for itself;
    what the province reports by itself is its depot.

    Args:
        store: What was read.
        reporters: The (region, material) pairs that report.
        apart: Codes of counties that are served beside their prefecture.
    """

    def __init__(self, store: Store, reporters: Iterable[Key], apart: frozenset[str]) -> None:
        self._store = store
        self._apart = apart
        codes = {code for code, _ in reporters}
        found = {self.owner(code) for code in codes} - {""}
        order = {region.code: at for at, region in enumerate(store.regions)}
        units = [self._unit(code) for code in sorted(found, key=lambda code: order.get(code, 0))]
        self.units = tuple(sorted(units, key=lambda unit: not unit.depot))
        self.row = {unit.code: at for at, unit in enumerate(self.units)}

    def owner(self, code: str) -> str:
        """Return the code of the place that ``code`` counts for; "" for none."""
        tree = self._store.regions
        code = tree.canonical(code)
        region = tree.get(code)
        if region is None or region.level is Level.UNASSIGNED:
            return ""
        if code in self._apart:
            return code
        above = tree.at_or_above(code, Level.PREFECTURE)
        return above.code if above is not None else code

    def row_of(self, code: str) -> int | None:
        """Return the row of the place that ``code`` counts for, None where there is none."""
        return self.row.get(self.owner(code))

    def inside(self, unit: Unit) -> frozenset[str]:
        """Return the codes that count for ``unit``."""
        below = self._store.codes_below(unit.code)
        return frozenset(code for code in below if self.owner(code) == unit.code)

    def _unit(self, code: str) -> Unit:
        region = self._store.regions.get(code)
        if region is None:
            region = Region(code, Text(code, code), Level.UNASSIGNED)
        depot = region.level is Level.PROVINCE
        name = region.name
        if depot:
            name = Text(f"{name.zh}储备库", f"{name.en} reserve")
        return Unit(region, name, depot)
