"""What the generated figures of the demonstration promise of each other."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data.boundaries import load_boundaries
from console.data.days import day_of
from console.data.demo.building import DAYS, LAST_DAY, NOW, generated
from console.data.demo.people import OBSERVATION_DAYS
from console.data.demo.places import Province
from console.data.demo.rates import cartons, rates, spread
from console.paths import resources

FIRST_DAY = LAST_DAY - timedelta(days=DAYS - 1)


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, Any]]]:
    return {name: list(rows) for name, rows in generated().items()}


@pytest.fixture(scope="module")
def province() -> Province:
    return Province.jilin()


def test_the_same_seed_generates_the_same_province(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    assert {name: list(rows) for name, rows in generated().items()} == tables


def test_stock_follows_from_the_day_before_and_from_shipments_to_the_unit(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    arrived: dict[tuple[str, str, date], int] = defaultdict(int)
    sent: dict[tuple[str, str, date], int] = defaultdict(int)
    for flow in tables["material_flow"]:
        if flow["arrived_at"]:
            key = (flow["to_region"], flow["material"], day_of(flow["arrived_at"]))
            arrived[key] += flow["quantity"]
        if flow["from_region"] and flow["dispatched_at"]:
            key = (flow["from_region"], flow["material"], day_of(flow["dispatched_at"]))
            sent[key] += flow["quantity"]
    held = {(r["region"], r["material"], r["date"]): r for r in tables["material_daily"]}
    assert sum(sent.values()) > 0
    for (region, material, day), row in held.items():
        assert min(row["reserve"], row["produced"], row["consumed"], row["demand"]) >= 0
        if day > FIRST_DAY:
            before = held[region, material, day - timedelta(days=1)]
            moved = arrived[region, material, day] - sent[region, material, day]
            change = row["produced"] - row["consumed"] + moved
            assert row["reserve"] == before["reserve"] + change


@pytest.mark.parametrize(
    ("prefecture", "material", "days"),
    [
        ("220100", "N95", 8.4),
        ("220100", "SUIT", 4.3),
        ("220100", "TEST-KIT", 1.8),
        ("220200", "N95", 5.7),
        ("220200", "SUIT", 3.6),
        ("220200", "TEST-KIT", 7.1),
    ],
)
def test_the_two_cities_in_outbreak_have_the_published_days_of_cover(
    tables: dict[str, list[dict[str, Any]]],
    province: Province,
    prefecture: str,
    material: str,
    days: float,
) -> None:
    rows = [
        row
        for row in tables["material_daily"]
        if row["material"] == material
        and prefecture in (row["region"], province.places[row["region"]].parent)
        and row["date"] > LAST_DAY - timedelta(days=7)
    ]
    burn = sum(row["consumed"] for row in rows) / 7
    reserve = sum(row["reserve"] for row in rows if row["date"] == LAST_DAY)
    assert round(reserve / burn, 1) == days


def test_no_stock_is_reported_twice(
    tables: dict[str, list[dict[str, Any]]], province: Province
) -> None:
    reporters = defaultdict(set)
    for row in tables["material_daily"]:
        reporters[row["material"]].add(row["region"])
    counties = {county.code for county in province.counties}
    apart = {place.code for place, _ in province.reporting}
    assert set(reporters) == {rate.material for rate in rates()}
    for rate in rates():
        depot = {province.root.code} if rate.used else set()
        assert reporters[rate.material] == (counties if rate.by_county else apart) | depot
    assert sum(people for _, people in province.reporting) == sum(
        place.population for place in province.prefectures
    )


def test_screening_agrees_with_kits_and_contacts_leave_observation_after_a_fortnight(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    kits = {
        (row["region"], row["date"]): row["consumed"]
        for row in tables["material_daily"]
        if row["material"] == "TEST-KIT"
    }
    held = {(row["region"], row["date"]): row for row in tables["investigation_daily"]}
    assert len(held) == 60 * DAYS
    for (region, day), row in held.items():
        assert row["screened"] <= kits[region, day]
        assert row["contacts_followed"] <= row["contacts_traced"]
        before = held.get((region, day - timedelta(days=1)))
        if before:
            change = row["contacts_traced"] - row["released"]
            assert row["under_observation"] == before["under_observation"] + change
        earlier = held.get((region, day - timedelta(days=OBSERVATION_DAYS)))
        if earlier:
            assert row["released"] == earlier["contacts_traced"]


def test_nobody_is_found_positive_in_months_whose_published_history_knows_no_local_case(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    assert {row["positive"] for row in tables["investigation_daily"]} == {0}


def _moments(rows: Sequence[dict[str, Any]], *but: str) -> list[datetime]:
    return [
        value
        for row in rows
        for name, value in row.items()
        if isinstance(value, datetime) and name not in but
    ]


def test_nothing_has_happened_after_the_demonstrations_present(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    ahead = ("due_at", "on_call_from", "on_call_to")
    for name, rows in tables.items():
        if name != "material_flow":
            assert all(moment <= NOW for moment in _moments(rows, *ahead)), name
        assert all(day_of(moment) <= LAST_DAY for moment in _moments(rows, *ahead)), name


def test_shipments_are_under_way_to_the_cities_in_need_when_the_series_ends(
    tables: dict[str, list[dict[str, Any]]], province: Province
) -> None:
    for status in ("planned", "dispatched"):
        targets = {
            province.places[flow["to_region"]].parent
            for flow in tables["material_flow"]
            if flow["status"] == status and flow["material"] == "TEST-KIT"
        }
        assert {"220100", "220200"} <= targets


def test_most_units_report_and_some_are_silent(tables: dict[str, list[dict[str, Any]]]) -> None:
    units = tables["reporting_unit"]
    silent = [
        unit
        for unit in units
        if unit["last_report_at"] is None
        or NOW - unit["last_report_at"] > 1.5 * unit["expected_every"]
    ]
    assert 1 <= len(silent) <= len(units) * 0.15
    assert {unit["level"] for unit in units} == {"province", "prefecture", "county"}


def test_no_hospital_has_more_patients_than_beds(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    for row in tables["facility"]:
        assert 0 <= row["beds_used"] <= row["beds_total"]
        assert 0 <= row["icu_used"] <= row["icu_total"] <= row["beds_total"]


def test_every_command_post_stands_in_its_region_and_huadian_and_baishan_have_one(
    tables: dict[str, list[dict[str, Any]]], province: Province
) -> None:
    counties = load_boundaries(resources() / "map" / "jilin_counties.geojson")
    posts = tables["command_post"]
    for post in posts:
        county = counties.at(post["lon"], post["lat"])
        assert county is not None
        assert post["region"] in (county.code, county.parent, "220000")
    regions = {post["region"] for post in posts}
    assert {"220600", "220282", *(p.code for p in province.prefectures)} <= regions


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=5),
    st.lists(st.floats(0.001, 1e6), min_size=1, max_size=12),
)
def test_whole_numbers_are_shared_out_without_losing_one(
    totals: list[int], weights: list[float]
) -> None:
    shares = spread(np.array(totals), np.array(weights))
    assert shares.sum(axis=0).tolist() == totals
    assert shares.min() >= 0


@given(st.floats(0, 1e7), st.integers(1, 5000))
def test_shipments_are_whole_cartons(quantity: float, pack: int) -> None:
    assert cartons(quantity, pack) % pack == 0
    assert abs(cartons(quantity, pack) - quantity) <= pack / 2 + 1e-6
