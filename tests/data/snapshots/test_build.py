"""Every snapshot: frozen, with its provenance, and apart from the store it came from."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.data.snapshots import NEEDS, build
from console.domain.datasets import Dataset
from console.domain.duty import AlarmsRequest, DutyLogRequest
from console.domain.posts import PostsSnapshot
from console.domain.regions import Level
from console.domain.requests import (
    HeadlineRequest,
    MapMetric,
    MapRequest,
    MaterialsRequest,
    PlacesRequest,
    PostsRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.requests_analysis import (
    FacilitiesRequest,
    InvestigationRequest,
    NetworkRequest,
    ReproductionRequest,
    RiskRequest,
    TimelinessRequest,
    WarningRequest,
)
from console.domain.snapshots import MapSnapshot, PlacesSnapshot, StatusSnapshot, TrendSnapshot
from console.domain.supply import BalanceRequest, FlowsRequest, PlanRequest
from tests.data.rows import REGIONS, cases, context, day, flow, stock, store_of

REQUESTS = (
    *(
        MapRequest(metric, level)
        for metric in MapMetric
        for level in (Level.PREFECTURE, Level.COUNTY)
    ),
    MapRequest(MapMetric.GAP, Level.PREFECTURE, "n95"),
    TrendRequest(),
    TrendRequest(("2201", "2206", "220184")),
    MaterialsRequest(),
    MaterialsRequest("2206", "n95"),
    HeadlineRequest(),
    HeadlineRequest("136100"),
    StatusRequest(),
    PlacesRequest(),
    PostsRequest(),
    DutyLogRequest(),
    AlarmsRequest(),
    ReproductionRequest(),
    ReproductionRequest("2201", 4.7, 2.9),
    WarningRequest(),
    WarningRequest("2206"),
    RiskRequest(),
    TimelinessRequest(),
    RiskRequest("2201", "national-2022-06"),
    InvestigationRequest(),
    NetworkRequest(),
    FacilitiesRequest("2206"),
    FlowsRequest(),
    FlowsRequest("2201", "n95"),
    BalanceRequest(),
    PlanRequest(),
)


def filled():
    case_rows = [
        cases(code, n, n, recovered_new=1) for code in ("2201", "220602") for n in range(9)
    ]
    stock_rows = [stock(code, "n95", n, reserve=9, consumed=n)
                  for code in ("2201", "220602") for n in range(9)]  # fmt: skip
    sent = flow("f", "n95", "2201", 3, dispatched_at=context(3).confirmed_at)
    return store_of(case_rows, stock_rows, [sent])


def arrays(value):
    """Yield every array anywhere inside a snapshot."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from arrays(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from arrays(getattr(value, field.name))


@pytest.mark.parametrize("request_", REQUESTS, ids=repr)
def test_a_snapshot_cannot_be_changed_and_changes_of_the_store_do_not_reach_it(request_):
    store = filled()
    snapshot = build(store, request_, context(9))
    held = [array.copy() for array in arrays(snapshot)]
    text = repr(snapshot)
    store.apply(Dataset.CASE_DAILY, [cases("2201", n, 99) for n in range(9)], reset=False)
    store.apply(Dataset.MATERIAL_DAILY, [stock("2201", "n95", 8, reserve=1)], reset=False)
    store.apply(Dataset.REGION, [REGIONS[-1]], reset=True)
    for array, before in zip(arrays(snapshot), held, strict=True):
        np.testing.assert_array_equal(array, before)
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0
    assert repr(snapshot) == text
    with pytest.raises(FrozenInstanceError):
        snapshot.request = request_


@pytest.mark.parametrize("request_", REQUESTS, ids=repr)
def test_every_snapshot_says_where_its_figures_come_from_and_needs_what_it_says(request_):
    now = context(9, demo=True)
    snapshot = build(filled(), request_, now)
    assert snapshot.request == request_
    assert snapshot.provenance.source == now.source
    assert snapshot.provenance.demo
    assert snapshot.provenance.confirmed_at == now.confirmed_at
    assert set(snapshot.provenance.datasets) <= NEEDS[type(request_)]


@pytest.mark.parametrize("request_", REQUESTS, ids=repr)
def test_an_empty_store_answers_every_request(request_):
    assert build(store_of([], regions=()), request_, context(9)).request == request_


def test_the_report_time_is_that_of_the_leading_dataset():
    store, now = filled(), context(9)
    trend = build(store, TrendRequest(), now)
    assert trend.provenance.reported_at == now.states[Dataset.CASE_DAILY].reported_at
    assert trend.provenance.expected_every is not None
    assert build(store, PlacesRequest(), now).provenance.reported_at is None


def test_the_status_lists_the_datasets_that_are_held_in_a_fixed_order():
    found = build(filled(), StatusRequest(), context(9))
    assert isinstance(found, StatusSnapshot)
    assert [state.dataset for state in found.datasets] == [
        Dataset.CASE_DAILY,
        Dataset.MATERIAL_DAILY,
    ]


def test_places_hold_every_region_retired_ones_included():
    found = build(filled(), PlacesRequest(), context(9))
    assert isinstance(found, PlacesSnapshot)
    assert len(found.regions) == len(REGIONS)


def test_posts_come_with_their_addresses_and_stand_at_their_region_where_nothing_else_is_known():
    store = store_of([])
    row = {"code": "P1", "region": "136100", "name_zh": "公主岭", "name_en": "Gongzhuling"}
    spare = {"code": "P0", "region": "2206", "name_zh": "白山", "name_en": "Baishan"}
    nulls = dict.fromkeys(("main_url", "sub_url", "call_url", "phone", "lat", "lon"))
    store.apply(
        Dataset.COMMAND_POST,
        [
            {
                **row,
                "kind": "county",
                "main_url": "rtsp://h/1",
                "expected": False,
                "lat": 1,
                "lon": 2,
            },
            {**spare, **nulls, "kind": "prefecture", "expected": True},
        ],
        reset=True,
    )
    found = build(store, PostsRequest(), context(9))
    assert isinstance(found, PostsSnapshot)
    baishan, gongzhuling = found.posts
    assert (gongzhuling.region, gongzhuling.main_url) == ("220184", "rtsp://h/1")
    assert (gongzhuling.lat, gongzhuling.lon, gongzhuling.expected) == (1.0, 2.0, False)
    assert not baishan.has_video
    assert baishan.expected
    region = store.regions.get("2206")
    assert region is not None
    assert (baishan.lat, baishan.lon) == (region.lat, region.lon)
    assert "rtsp" not in repr(found.posts)


case_rows = st.builds(
    cases,
    st.sampled_from([str(row["code"]) for row in REGIONS if row["code"] != "22"]),
    st.integers(0, 30),
    st.one_of(st.none(), st.integers(-3, 500)),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(case_rows, max_size=60))
def test_prefectures_and_what_is_off_the_map_add_up_to_the_province(rows):
    store, now = store_of(rows), context(31)
    for metric in (MapMetric.CUMULATIVE, MapMetric.NEW):
        found = build(store, MapRequest(metric), now)
        assert isinstance(found, MapSnapshot)
        parts = [v.value for v in found.values if v.value is not None]
        trend = build(store, TrendRequest(), now)
        assert isinstance(trend, TrendSnapshot)
        column = (
            trend.series[0].cumulative if metric is MapMetric.CUMULATIVE else trend.series[0].new
        )
        expected = column[-1] if len(column) else 0.0
        assert sum(parts) + (found.unmapped or 0.0) == expected
        assert found.provenance.as_of == trend.provenance.as_of


def test_a_day_dated_ahead_is_in_no_snapshot_until_it_comes():
    store = store_of([cases("2201", 0, 1), cases("2201", 5, 9)])
    found = build(store, MapRequest(), context(4))
    assert isinstance(found, MapSnapshot)
    assert (found.values[0].value, found.provenance.as_of) == (1.0, day(0))
