"""Databases for the simulation's tests, and the books that are kept of them."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, select

from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.schema import DATASET_TABLES, material_daily, material_flow
from console.data.simulation import SimulatedEvent, SimulationReport, simulate

Books = dict[tuple[str, str], tuple[float, float, float]]


def initialised(path: Path) -> Path:
    """Make a database as ``db init`` leaves it: regions, and nothing else."""
    engine = open_engine(str(path))
    initialise(engine)
    engine.dispose()
    return path


def copy_of(template: Path, folder: Path, name: str = "copy.sqlite") -> Engine:
    """Open a copy of ``template``."""
    path = folder / name
    shutil.copyfile(template, path)
    return open_engine(str(path))


class Counted:
    """Ends a run after so many changes; keeps every event."""

    def __init__(self, changes: int, and_then: Callable[[SimulatedEvent], None] | None = None):
        self._left = changes
        self._and_then = and_then
        self.events: list[SimulatedEvent] = []

    def __call__(self, event: SimulatedEvent) -> None:
        self.events.append(event)
        self._left -= bool(event.dataset) and event.kind != "marked"
        if self._and_then is not None:
            self._and_then(event)

    def over(self) -> bool:
        return self._left <= 0


def run(
    engine: Engine,
    changes: int,
    seed: int = 1,
    and_then: Callable[[SimulatedEvent], None] | None = None,
    *,
    today: bool = False,
    cases: bool = True,
) -> tuple[SimulationReport, list[SimulatedEvent]]:
    """Run ``changes`` changes as fast as they go; 60 s at the most."""
    counted = Counted(changes, and_then)
    report = simulate(
        engine,
        rate=1e6,
        seconds=60,
        seed=seed,
        stop=counted.over,
        on_event=counted,
        today=today,
        cases=cases,
    )
    return report, counted.events


def stock_books(engine: Engine) -> Books:
    """Return reserve, produced and consumed of the newest day, by region and material."""
    newest = select(material_daily).order_by(material_daily.c.date)
    with engine.connect() as connection:
        return {
            (row["region"], row["material"]): (row["reserve"], row["produced"], row["consumed"])
            for row in connection.execute(newest).mappings()
        }


def moved(engine: Engine) -> tuple[dict[tuple[str, str], float], float]:
    """Return what shipments brought less what they took, by place and material, and its sum.

    The sum is reckoned apart: what came from outside, less all that is on the road.
    """
    net: dict[tuple[str, str], float] = defaultdict(float)
    outside = 0.0
    with engine.connect() as connection:
        for row in connection.execute(select(material_flow)).mappings():
            if row["status"] == "arrived":
                net[row["to_region"], row["material"]] += row["quantity"]
            if row["status"] != "planned":
                if row["from_region"]:
                    net[row["from_region"], row["material"]] -= row["quantity"]
                else:
                    outside += row["quantity"]
            if row["status"] == "dispatched":
                outside -= row["quantity"]
    return net, outside


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but what says when it was written or by whom it is held."""
    with engine.connect() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(
                    select(*(c for c in table.columns if c.name != "revision")).order_by(
                        *table.primary_key.columns
                    )
                )
            ]
            for name, table in DATASET_TABLES.items()
            if name != "about"
        }
