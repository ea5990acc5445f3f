"""What the outlines we ship promise, and what the loader says of files that are none."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.data import boundaries
from console.data.boundaries import load_boundaries
from console.domain.boundaries import Boundaries
from console.domain.errors import ConsoleError
from console.domain.regions import Level
from console.paths import resources

MAPS = resources() / "map"


@pytest.fixture(scope="module")
def prefectures() -> Boundaries:
    return load_boundaries(MAPS / "jilin_prefectures.geojson")


@pytest.fixture(scope="module")
def counties() -> Boundaries:
    return load_boundaries(MAPS / "jilin_counties.geojson")


def square_document() -> dict[str, Any]:
    ring = [[125.0, 43.0], [126.0, 43.0], [126.0, 44.0], [125.0, 43.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "220100", "name_zh": "长春市"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return {"type": "FeatureCollection", "features": [feature]}


def written(tmp_path: Path, document: object) -> Path:
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_shipped_outlines_are_the_nine_prefectures_and_sixty_counties_of_the_region_table(
    prefectures: Boundaries, counties: Boundaries
) -> None:
    with (resources() / "regions/jilin.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["successor_code"]]
    for level, outlines in ((Level.PREFECTURE, prefectures), (Level.COUNTY, counties)):
        told = {
            row["code"]: (row["name_zh"], row["name_en"], row["parent_code"])
            for row in rows
            if row["level"] == level
        }
        assert outlines.level is level
        assert told == {b.code: (b.name.zh, b.name.en, b.parent) for b in outlines.items}


def test_every_point_of_the_province_lies_in_one_county_and_in_its_prefecture(
    prefectures: Boundaries, counties: Boundaries
) -> None:
    west, south, east, north = counties.bounds
    inside = 0
    for lon in np.linspace(west, east, 40) + 1.3e-5:
        for lat in np.linspace(south, north, 40) + 1.3e-5:
            here = [b for b in counties.items if b.contains(lon, lat)]
            above = [b.code for b in prefectures.items if b.contains(lon, lat)]
            assert len(here) == len(above) <= 1
            assert [b.parent for b in here] == above
            inside += len(here)
    assert inside > 400


def test_every_label_lies_in_its_own_region(prefectures: Boundaries, counties: Boundaries) -> None:
    for outlines in (prefectures, counties):
        for item in outlines.items:
            assert item.label is not None
            assert outlines.at(*item.label) is item


def test_the_shipped_outlines_call_themselves_schematic_and_name_their_source(
    prefectures: Boundaries, counties: Boundaries
) -> None:
    for outlines in (prefectures, counties):
        assert "示意图" in outlines.note.zh
        assert "天地图" in outlines.note.zh
        assert "Tianditu" in outlines.note.en


def test_rings_cannot_be_changed_by_who_draws_them(counties: Boundaries) -> None:
    with pytest.raises(ValueError, match="read-only"):
        counties.items[0].rings[0][0, 0] = 0.0


def test_a_region_of_several_parts_with_a_hole_keeps_every_ring(tmp_path: Path) -> None:
    document = square_document()
    outer, hole, island = (
        [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
        for x, y, size in ((120.0, 40.0, 4.0), (121.0, 41.0, 1.0), (126.0, 40.0, 1.0))
    )
    document["features"][0]["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [[outer, hole], [island]],
    }
    loaded = load_boundaries(written(tmp_path, document))
    region = loaded.items[0]
    assert len(region.rings) == 3
    assert region.contains(120.5, 40.5)
    assert not region.contains(121.5, 41.5)
    assert region.contains(126.5, 40.5)
    assert loaded.bounds == (120.0, 40.0, 127.0, 44.0)


def test_a_file_with_a_byte_order_mark_heights_and_whole_numbers_is_read(tmp_path: Path) -> None:
    document = square_document()
    document["features"][0]["geometry"]["coordinates"] = [
        [[125, 43, 9], [126, 43, 9], [126, 44, 9], [125, 43, 9]]
    ]
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps(document), encoding="utf-8-sig")
    assert load_boundaries(path).items[0].rings[0].shape == (4, 2)


def test_the_level_is_told_by_the_caller_then_by_the_file_then_by_the_codes(
    tmp_path: Path,
) -> None:
    document = square_document()
    assert load_boundaries(written(tmp_path, document)).level is Level.PREFECTURE
    document["level"] = "county"
    path = written(tmp_path, document)
    assert load_boundaries(path).level is Level.COUNTY
    assert load_boundaries(path, Level.PREFECTURE).level is Level.PREFECTURE


def _geometry(value: object) -> Callable[[dict[str, Any]], None]:
    def spoil(document: dict[str, Any]) -> None:
        document["features"][0]["geometry"] = value

    return spoil


def _ring(value: object) -> Callable[[dict[str, Any]], None]:
    return _geometry({"type": "Polygon", "coordinates": [value]})


def _property(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def spoil(document: dict[str, Any]) -> None:
        document["features"][0]["properties"][key] = value

    return spoil


def _twin(document: dict[str, Any]) -> None:
    document["features"].append(document["features"][0])


def _stranger(document: dict[str, Any]) -> None:
    document["features"].append("a string")


SPOILT = {
    "point": (_geometry({"type": "Point", "coordinates": [1, 2]}), "Point"),
    "no geometry": (_geometry(None), "None"),
    "geometry of geometries": (_geometry({"type": "GeometryCollection"}), "GeometryCollection"),
    "no polygons": (_geometry({"type": "MultiPolygon", "coordinates": []}), "empty"),
    "empty polygon": (_geometry({"type": "Polygon", "coordinates": []}), "empty"),
    "nothing in a polygon": (_geometry({"type": "MultiPolygon", "coordinates": [[]]}), "empty"),
    "empty ring": (_ring([]), "pairs"),
    "words": (_ring([["a", "b"]] * 4), "pairs"),
    "numbers in words": (_ring([["1", "2"]] * 4), "pairs"),
    "ragged": (_ring([[1, 2], [3], [4, 5], [1, 2]]), "pairs"),
    "null": (_ring([[None, 1.0]] * 4), "pairs"),
    "truth": (_ring([[True, False]] * 4), "pairs"),
    "giant": (_ring([[10**400, 1]] * 4), "pairs"),
    "unclosed": (_ring([[1, 1], [2, 1], [2, 2], [1, 2]]), "not closed"),
    "too short": (_ring([[1, 1], [2, 1], [1, 1]]), "fewer than four"),
    "projected": (_ring([[500000, 4.8e6], [500100, 4.8e6], [5e5, 4.9e6], [500000, 4.8e6]]), "deg"),
    "not a number": (_ring([[float("nan"), 1], [2, 1], [2, 2], [float("nan"), 1]]), "degrees"),
    "infinite": (_ring([[float("inf"), 1], [2, 1], [2, 2], [float("inf"), 1]]), "degrees"),
    "no code": (_property("code", ""), "code or name_zh"),
    "code a number": (_property("code", 220100), "code or name_zh"),
    "no name": (_property("name_zh", None), "code or name_zh"),
    "label": (_property("label", "here"), "label"),
    "twin": (_twin, "same code"),
    "stranger": (_stranger, "no feature"),
}


@pytest.mark.parametrize(("spoil", "problem"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_feature_is_named_with_file_and_number(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], None], problem: str
) -> None:
    document = square_document()
    spoil(document)
    path = written(tmp_path, document)
    with pytest.raises(ConsoleError) as caught:
        load_boundaries(path)
    assert problem in caught.value.problem.en
    assert str(path) in caught.value.place
    assert "#" in caught.value.place
    assert caught.value.remedy.zh


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"code,name\n1,2\n",
        b"[1, 2]",
        b"null",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "Topology", "objects": {}}',
        "吉林".encode("gbk"),
        b"[" * 200_000,
        b'{"type": "FeatureCollection", "level": "village", "features": ['
        b'{"type": "Feature", "properties": {"code": "1", "name": "x"}, "geometry": {"type": '
        b'"Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}}]}',
    ],
    ids=lambda content: content[:24].decode("latin-1"),
)
def test_a_file_that_is_no_map_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.geojson"
    path.write_bytes(content)
    with pytest.raises(ConsoleError) as caught:
        load_boundaries(path)
    assert caught.value.place == str(path)


def test_a_file_that_is_missing_or_a_folder_is_refused_by_its_name(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.geojson", tmp_path):
        with pytest.raises(ConsoleError) as caught:
            load_boundaries(path)
        assert caught.value.place == str(path)


def test_a_file_too_large_for_a_province_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, square_document())
    monkeypatch.setattr(boundaries, "LARGEST_FILE_BYTES", 10)
    with pytest.raises(ConsoleError) as caught:
        load_boundaries(path)
    assert "larger" in caught.value.problem.en


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(JSON, JSON)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_feature_holds_the_answer_is_outlines_or_a_clear_fault(
    tmp_path: Path, coordinates: object, properties: object
) -> None:
    document = square_document()
    document["features"][0]["geometry"]["coordinates"] = coordinates
    document["features"].append({"type": "Feature", "properties": properties, "geometry": {}})
    path = written(tmp_path, document)
    fault: ConsoleError | None = None
    try:
        load_boundaries(path)
    except ConsoleError as error:
        fault = error
    assert fault is None or str(path) in fault.place
