"""Cover and gaps by place and material: the most needy first, nothing netted, nothing invented."""

import math

import numpy as np
import pytest

from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests import MaterialsRequest
from console.domain.snapshots import Basis, MaterialsSnapshot
from tests.data.rows import at, context, day, flow, stock, store_of


def shown(store, region="", material=None, today=30, **more) -> MaterialsSnapshot:
    found = build(store, MaterialsRequest(region, material), context(today, **more))
    assert isinstance(found, MaterialsSnapshot)
    return found


def cell(snapshot, place, material):
    row = [region.code for region in snapshot.places].index(place)
    column = [info.code for info in snapshot.materials].index(material)
    return snapshot.cells[row][column]


def total(snapshot, material):
    return snapshot.totals[[info.code for info in snapshot.materials].index(material)]


def stocktake(code, material="n95", days=range(8), **amounts):
    return [stock(code, material, number, **amounts) for number in days]


def test_places_are_prefectures_and_the_counties_that_report_beside_their_prefecture():
    rows = [row for code in ("2201", "2205", "220581", "220602", "220621", "22")
            for row in stocktake(code, reserve=100, consumed=1)]  # fmt: skip
    store = store_of([], rows)
    assert {place.code for place in shown(store).places} == {"22", "2201", "2205", "220581", "2206"}
    assert {place.code for place in shown(store, "2206").places} == {"220602", "220621"}
    assert {place.code for place in shown(store, "2201").places} == {"2201"}
    assert {place.code for place in shown(store, "220602").places} == {"220602"}
    assert cell(shown(store), "2206", "n95").reserve == 200.0
    assert total(shown(store), "n95").reserve == 600.0


def test_a_prefecture_most_of_whose_counties_report_is_one_place_with_its_own_depot():
    rows = [row for code in ("2206", "220602", "220621")
            for row in stocktake(code, reserve=100, consumed=1)]  # fmt: skip
    found = shown(store_of([], rows))
    assert [place.code for place in found.places] == ["2206"]
    assert cell(found, "2206", "n95").reserve == 300.0
    assert {place.code for place in shown(store_of([], rows), "2206").places} == {
        "2206",
        "220602",
        "220621",
    }


def test_burn_is_the_mean_of_the_newest_seven_reported_days():
    rows = [stock("2201", "n95", n, reserve=100 - n, consumed=n) for n in (0, 1, 2, 3, 4, 5, 6, 9)]
    found = cell(shown(store_of([], rows)), "2201", "n95")
    assert found.burn == pytest.approx(30 / 7)
    assert found.reserve == 91.0
    assert found.cover_days == pytest.approx(91 * 7 / 30)
    assert found.day == day(9)


def test_gap_is_the_need_over_the_horizon_less_stock_and_what_is_due_in_it():
    flows = [
        flow("due", "n95", "2201", 20, dispatched_at=at(28), due_at=at(33)),
        flow("late", "n95", "2201", 5, dispatched_at=at(20), due_at=at(26)),
        flow("lost", "n95", "2201", 7, dispatched_at=at(1), due_at=at(2)),
        flow("far", "n95", "2201", 11, dispatched_at=at(28), due_at=at(60)),
        flow("undated", "n95", "2201", 13, dispatched_at=at(28)),
        flow("planned", "n95", "2201", 17, status="planned"),
        flow("there", "n95", "2201", 19, status="arrived", dispatched_at=at(1), arrived_at=at(2)),
    ]
    rows = stocktake("2201", days=range(20, 30), reserve=50, consumed=9, demand=20)
    found = cell(shown(store_of([], rows, flows)), "2201", "n95")
    assert found.in_transit == 20 + 5 + 7 + 11 + 13
    assert found.gap == 7 * 20 - 50 - 25
    assert cell(shown(store_of([], rows, flows), horizon_days=3), "2201", "n95").gap == 0.0


def test_where_demand_is_not_stated_the_burn_rate_stands_for_it():
    found = cell(shown(store_of([], stocktake("2201", reserve=30, consumed=10))), "2201", "n95")
    assert (found.demand, found.gap) == (None, 40.0)


def test_a_surplus_elsewhere_does_not_fill_a_gap():
    rows = stocktake("220602", reserve=0, demand=1) + stocktake("220621", reserve=1e6, demand=1)
    found = shown(store_of([], rows))
    assert cell(found, "2206", "n95").gap == 7.0
    assert total(found, "n95").gap == 7.0


def test_stock_that_was_not_reported_for_four_weeks_is_not_shown_as_stock():
    rows = [stock("2201", "n95", 0, reserve=9), stock("2206", "n95", 28, reserve=5)]
    found = shown(store_of([], rows))
    assert cell(found, "2201", "n95").reserve is None
    assert cell(found, "2201", "n95").day is None
    assert cell(found, "2206", "n95").reserve == 5.0


def test_an_empty_store_that_is_needed_lasts_no_days_and_one_that_is_not_says_nothing():
    rows = (
        stocktake("2201", reserve=0, consumed=0, demand=5)
        + stocktake("2205", reserve=0, consumed=0, demand=0)
        + stocktake("2206", reserve=4, consumed=0)
    )
    found = shown(store_of([], rows))
    covers = [cell(found, place, "n95").cover_days for place in ("2201", "2205", "2206")]
    assert covers == [0.0, None, math.inf]


def test_the_most_needy_come_first_critical_materials_before_others():
    rows = (
        stocktake("2201", "ecmo", reserve=1, consumed=10)
        + stocktake("2201", "n95", reserve=90, consumed=10)
        + stocktake("2206", "n95", reserve=20, consumed=10)
        + stocktake("2205", "kit", reserve=50, consumed=10)
    )
    found = shown(store_of([], rows))
    assert [place.code for place in found.places] == ["2206", "2205", "2201"]
    assert [info.code for info in found.materials] == ["n95", "kit", "ecmo"]


def test_the_worst_shortages_are_said_in_both_languages_worst_first():
    rows = (
        stocktake("2201", "kit", reserve=335_03, consumed=187_99)
        + stocktake("2206", "n95", reserve=0, consumed=0, demand=10)
        + stocktake("2205", "ecmo", reserve=0, demand=1)
        + stocktake("2205", "n95", reserve=90, consumed=10, demand=20)
    )
    found = shown(store_of([], rows))
    assert [text.zh for text in found.worst] == [
        "2206市 医用防护口罩 已无库存，缺口 70 只",
        "2201市 核酸检测试剂 仅够 1.8 天，缺口 98,090 人份",
        "2205市 医用防护口罩 缺口 50 只",
        "2205市 ECMO 缺口 7 台",
    ]
    assert found.worst[1].en == "Place 2201, Test kits: only 1.8 days left, 98,090 tests short"
    assert found.series is not None
    assert found.series.material == "n95"


def test_at_most_five_sentences_are_said():
    rows = [row for code in ("2201", "2205", "2206") for material in ("n95", "kit", "ecmo")
            for row in stocktake(code, material, reserve=1, consumed=1)]  # fmt: skip
    assert len(shown(store_of([], rows)).worst) == 5


def test_the_series_keeps_shipped_and_arrived_apart_on_their_own_days():
    flows = [
        flow("a", "n95", "220602", 5, status="arrived", dispatched_at=at(2), arrived_at=at(4)),
        flow("b", "n95", "2206", 7, dispatched_at=at(2, hour=20)),
        flow("c", "n95", "2201", 100, dispatched_at=at(2)),
    ]
    rows = stocktake("220602", days=range(6), reserve=10, produced=1, consumed=2, demand=3)
    store = store_of([], rows, flows)
    series = shown(store, "2206", "n95").series
    assert series is not None
    assert series.first_day == day(0)
    np.testing.assert_array_equal(series.shipped, [np.nan, np.nan, 5, 7, 0, 0])
    np.testing.assert_array_equal(series.arrived, [np.nan, np.nan, 0, 0, 5, 0])
    np.testing.assert_array_equal(series.reserve, [10.0] * 6)


def test_a_shipment_that_arrives_moves_from_under_way_to_arrived():
    rows = stocktake("2201", days=range(6), reserve=10, consumed=2)
    store = store_of([], rows, [flow("a", "n95", "2201", 5, dispatched_at=at(2))])
    assert cell(shown(store), "2201", "n95").in_transit == 5.0
    arrived = flow("a", "n95", "2201", 5, status="arrived", dispatched_at=at(2), arrived_at=at(4))
    store.apply(Dataset.MATERIAL_FLOW, [arrived], reset=False)
    found = shown(store)
    assert cell(found, "2201", "n95").in_transit == 0.0
    assert found.series is not None
    np.testing.assert_array_equal(found.series.arrived[2:], [0, 0, 5, 0])


def test_a_shipment_to_a_county_that_does_not_report_is_for_the_prefecture_that_does():
    rows = stocktake("2206", reserve=0, demand=10)
    flows = [flow("a", "n95", "220602", 30, dispatched_at=at(28), due_at=at(31))]
    found = cell(shown(store_of([], rows, flows)), "2206", "n95")
    assert (found.in_transit, found.gap) == (30.0, 40.0)


def test_stock_of_a_day_that_few_have_reported_is_left_open_in_the_series():
    rows = [row for code in ("2201", "2205", "2206")
            for row in stocktake(code, days=range(20), reserve=10)]  # fmt: skip
    store = store_of([], [*rows, stock("2201", "n95", 20, reserve=10)])
    series = shown(store).series
    assert series is not None
    np.testing.assert_array_equal(series.reserve[-2:], [30, np.nan])


def test_a_region_without_stocktakes_has_no_places_and_unknown_totals():
    found = shown(store_of([], stocktake("2201", reserve=5)), "2206")
    assert (found.places, found.cells, found.worst) == ((), (), ())
    assert {c.reserve for c in found.totals} == {None}
    assert found.series is not None
    assert found.series.first_day is None


def test_an_empty_catalogue_is_an_empty_matrix():
    store = store_of([], regions=())
    store.apply(Dataset.MATERIAL, [], reset=True)
    found = shown(store)
    assert (found.places, found.materials, found.totals, found.series) == ((), (), (), None)


def test_one_changed_row_shows_at_once_and_so_does_a_new_day():
    store = store_of([], stocktake("2201", reserve=10, consumed=1))
    assert cell(shown(store), "2201", "n95").reserve == 10.0
    store.apply(Dataset.MATERIAL_DAILY, [stock("2201", "n95", 7, reserve=4)], reset=False)
    assert cell(shown(store), "2201", "n95").reserve == 4.0
    store.apply(Dataset.MATERIAL_DAILY, [stock("2206", "kit", 8, reserve=3)], reset=False)
    assert cell(shown(store), "2206", "kit").reserve == 3.0
    assert shown(store).provenance.as_of == day(8)
    assert shown(store).provenance.basis is Basis.STOCKTAKE


def test_days_that_have_not_come_do_not_count_as_stock_yet():
    store = store_of([], [*stocktake("2201", reserve=10), stock("2201", "n95", 9, reserve=1)])
    assert cell(shown(store, today=8), "2201", "n95").reserve == 10.0
    assert cell(shown(store, today=9), "2201", "n95").reserve == 1.0
