"""The demonstration's regions, and the tables shipped beside its generated figures."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from console.domain.regions import Level
from console.paths import resources

#: Counties that report materials for themselves, beside the prefectures.
REPORTING_COUNTIES = ("220184", "220581")


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in resources/demo, all values text."""
    return read_csv(resources() / "demo" / name)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, all values text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the demonstration with what its figures follow from."""

    code: str
    name_zh: str
    name_en: str
    level: Level
    parent: str
    population: int
    lat: float
    lon: float


class Province:
    """Jilin's prefectures and counties, as resources/regions/jilin.csv lists them."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.places: Mapping[str, Place] = {
            row["code"]: Place(
                row["code"],
                row["name_zh"],
                row["name_en"],
                Level(row["level"]),
                row["parent_code"],
                int(row["population"]),
                float(row["lat"]),
                float(row["lon"]),
            )
            for row in rows
            if row["population"] and not row["successor_code"]
        }

    @classmethod
    def jilin(cls) -> "Province":
        """Read the province from the shipped region table."""
        return cls(read_csv(resources() / "regions" / "jilin.csv"))

    @cached_property
    def root(self) -> Place:
        """The province itself."""
        return next(place for place in self.places.values() if not place.parent)

    @cached_property
    def prefectures(self) -> tuple[Place, ...]:
        """The prefectures in the order of the table."""
        return tuple(p for p in self.places.values() if p.level is Level.PREFECTURE)

    @cached_property
    def counties(self) -> tuple[Place, ...]:
        """The counties in the order of the table."""
        return tuple(p for p in self.places.values() if p.level is Level.COUNTY)

    @cached_property
    def reporting(self) -> tuple[tuple[Place, int], ...]:
        """The places that report materials, with the people that their own figures cover.

        Prefectures and :data:`REPORTING_COUNTIES`; nobody is counted twice.
        """
        apart = [self.places[code] for code in REPORTING_COUNTIES]
        own = [
            (p, p.population - sum(c.population for c in apart if c.parent == p.code))
            for p in self.prefectures
        ]
        return (*own, *((county, county.population) for county in apart))
