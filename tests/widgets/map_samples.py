"""Map snapshots for tests, pictures and benchmarks: real outlines, made-up figures."""

from functools import cache

import numpy as np

from console import paths
from console.data.boundaries import load_boundaries
from console.domain.boundaries import Boundaries, Boundary
from console.domain.regions import Level
from console.domain.requests import MapMetric, MapRequest
from console.domain.snapshots import MapClass, MapSnapshot, MapValue, PostMark
from console.domain.wording import Text
from tests.widgets.samples import provenance

EDGES = (1.0, 10.0, 50.0, 100.0, 500.0)

CLASSES = (
    MapClass(low=None, high=None),
    MapClass(low=None, high=EDGES[0]),
    *(MapClass(low=low, high=high) for low, high in zip(EDGES, (*EDGES[1:], None), strict=True)),
)

CITIES = {
    "220100": 45.0,
    "220200": 48.0,
    "220300": 17.0,
    "220400": 7.0,
    "220500": 6.0,
    "220600": None,
    "220700": 2.0,
    "220800": 0.0,
    "222400": 5.0,
}

POST = PostMark(
    code="p1", region="220100", name=Text("长春市指挥部", "Changchun post"), kind="city",
    lat=43.9, lon=125.3,
)  # fmt: skip


@cache
def outlines() -> tuple[Boundaries, Boundaries]:
    """Return the bundled prefectures and counties."""
    folder = paths.resources() / "map"
    return (
        load_boundaries(folder / "jilin_prefectures.geojson"),
        load_boundaries(folder / "jilin_counties.geojson"),
    )


def klass_of(value: float | None) -> int:
    return 0 if value is None else 1 + sum(value >= edge for edge in EDGES)


def snapshot(
    values: dict[str, float | None] | None = None,
    *,
    level: Level = Level.PREFECTURE,
    metric: MapMetric = MapMetric.CUMULATIVE,
    names: dict[str, Text] | None = None,
    posts: tuple[PostMark, ...] = (POST,),
    classes: tuple[MapClass, ...] = CLASSES,
    unmapped: float | None = 19.0,
) -> MapSnapshot:
    """Return a snapshot of ``values`` by region; names are the outlines' where none are given."""
    given = CITIES if values is None else values
    known = {item.code: item.name for each in outlines() for item in each.items}
    return MapSnapshot(
        request=MapRequest(metric, level),
        provenance=provenance(),
        classes=classes,
        values=tuple(
            MapValue(
                region=code,
                name=(names or {}).get(code) or known.get(code, Text(code, code)),
                value=value,
                klass=klass_of(value),
            )
            for code, value in given.items()
        ),
        posts=posts,
        unit=Text("例", "cases"),
        unmapped=unmapped,
    )


def county_values(seed: int = 1) -> dict[str, float | None]:
    """Return made-up figures for every county, one in ten not published."""
    random = np.random.default_rng(seed)
    return {
        item.code: None if random.random() < 0.1 else float(random.integers(0, 600))
        for item in outlines()[1].items
    }


def grid(side: int, level: Level) -> Boundaries:
    """Return ``side`` × ``side`` crooked squares that share their borders, in degrees."""
    random = np.random.default_rng(7)
    step = 10.0 / side
    bend = random.uniform(-0.3, 0.3, (side + 1, side + 1, 2)) * step
    corner = [
        [(120 + x * step + bend[x, y, 0], 40 + y * step + bend[x, y, 1]) for y in range(side + 1)]
        for x in range(side + 1)
    ]
    items = []
    for x in range(side):
        for y in range(side):
            ring = [corner[x][y], corner[x + 1][y], corner[x + 1][y + 1], corner[x][y + 1]]
            outline = [
                (a[0] + (b[0] - a[0]) * t / 8, a[1] + (b[1] - a[1]) * t / 8)
                for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
                for t in range(8)
            ]
            points = np.array([*outline, outline[0]])
            code = f"{x:03}{y:03}"
            items.append(Boundary(code, Text(f"县{code}", f"County {code}"), (points,)))
    return Boundaries(level, tuple(items), Text("网格", "Grid"), (119.9, 39.9, 130.1, 50.1))
