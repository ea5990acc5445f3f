"""The map: every region has its own figure or none, and classes stay put."""

import pytest

from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import MapMetric, MapRequest
from console.domain.snapshots import MapSnapshot
from tests.data.rows import cases, context, day, flow, stock, store_of


def shown(store, metric, level=Level.PREFECTURE, material=None, today=30) -> MapSnapshot:
    found = build(store, MapRequest(metric, level, material), context(today))
    assert isinstance(found, MapSnapshot)
    return found


def values(snapshot):
    return {value.region: value.value for value in snapshot.values}


def jilin():
    rows = [
        cases("2201", 0, 10, recovered_new=4, deaths_new=1),
        cases("136100", 0, 6, recovered_new=0),
        cases("2205", 0, 3),
        cases("2205", 20, 2, in_hospital=4),
        cases("220602", 20, 8, recovered_new=2),
        cases("2200y0", 0, 19),
        cases("2200xx", 20, 1),
    ]
    return store_of(rows)


def test_a_prefecture_counts_its_own_cases_and_its_counties_and_the_rest_stays_off_the_map():
    found = shown(jilin(), MapMetric.CUMULATIVE)
    assert values(found) == {"2201": 16.0, "2205": 5.0, "2206": 8.0}
    assert found.unmapped == 20.0
    assert found.provenance.as_of == day(20)


def test_what_only_the_prefecture_published_is_never_spread_over_its_counties():
    found = shown(jilin(), MapMetric.CUMULATIVE, Level.COUNTY)
    published = {code: value for code, value in values(found).items() if value is not None}
    assert published == {"220184": 6.0, "220602": 8.0}
    assert {v.klass for v in found.values if v.value is None} == {0}


def test_new_cases_are_those_of_the_newest_day_and_missing_where_it_was_not_reported():
    found = shown(jilin(), MapMetric.NEW)
    assert values(found) == {"2201": None, "2205": 2.0, "2206": 8.0}
    assert found.unmapped == 1.0


def test_active_cases_are_confirmed_less_recovered_less_dead_else_those_in_hospital():
    found = shown(jilin(), MapMetric.ACTIVE)
    assert values(found) == {"2201": 11.0, "2205": 4.0, "2206": 6.0}


def test_the_rate_is_of_the_last_fourteen_days_and_names_them():
    found = shown(jilin(), MapMetric.PER_100K)
    assert values(found) == {
        "2201": None,
        "2205": pytest.approx(2 / 18),
        "2206": pytest.approx(8 / 9.5),
    }
    assert "14" in found.unit.zh
    assert "14" in found.unit.en
    assert found.unmapped is None


def test_the_rate_reaches_back_fourteen_days_and_not_fifteen():
    store = store_of([cases("2206", 0, 95), cases("2206", 1, 95), cases("2206", 14, 0)])
    assert values(shown(store, MapMetric.PER_100K))["2206"] == pytest.approx(10.0)


def test_a_population_that_is_not_given_is_summed_from_below_and_unknown_if_a_part_is():
    store = store_of([cases("220581", 0, 1), cases("220602", 0, 1)])
    found = values(shown(store, MapMetric.PER_100K, Level.COUNTY))
    assert found["220581"] is None
    assert found["220602"] == pytest.approx(0.25)


def test_classes_stay_put_while_values_change_and_move_when_outgrown():
    store = store_of([cases("2201", 0, 40)])
    first = shown(store, MapMetric.CUMULATIVE).classes
    store.apply(Dataset.CASE_DAILY, [cases("2201", 1, 55)], reset=False)
    assert shown(store, MapMetric.CUMULATIVE).classes == first
    store.apply(Dataset.CASE_DAILY, [cases("2201", 2, 400)], reset=False)
    assert shown(store, MapMetric.CUMULATIVE).classes != first
    assert first[0].low is first[0].high is None
    assert [c.high for c in first[1:-1]] == [c.low for c in first[2:]]


def test_gap_of_a_material_is_the_sum_over_the_places_that_report_it():
    rows = [
        stock("2205", "n95", 0, reserve=0, demand=10),
        stock("220581", "n95", 0, reserve=1000, demand=10),
        stock("220602", "n95", 0, reserve=30, consumed=10),
    ]
    found = shown(store_of([], rows), MapMetric.GAP, material="n95")
    assert values(found) == {"2201": None, "2205": 70.0, "2206": 40.0}
    assert found.unit.zh == "只"
    counties = values(shown(store_of([], rows), MapMetric.GAP, Level.COUNTY, "n95"))
    assert {code for code, gap in counties.items() if gap is None} == {
        "220184",
        "220521",
        "220523",
        "220621",
    }
    assert (counties["220581"], counties["220602"]) == (0.0, 40.0)


def test_without_a_material_the_gap_map_counts_the_critical_materials_that_are_short():
    rows = [
        stock("2201", "n95", 0, reserve=0, demand=10),
        stock("2201", "kit", 0, reserve=0, demand=10),
        stock("2201", "ecmo", 0, reserve=0, demand=10),
        stock("2206", "n95", 0, reserve=500, demand=10),
    ]
    found = shown(store_of([], rows), MapMetric.GAP)
    assert values(found) == {"2201": 2.0, "2205": None, "2206": 0.0}


def test_a_material_that_nobody_reports_is_nowhere_known():
    store = store_of([], [stock("2201", "n95", 0, reserve=1)])
    assert set(values(shown(store, MapMetric.GAP, material="tanks")).values()) == {None}


def test_a_shipment_due_fills_the_gap_of_the_region_it_goes_to():
    rows = [stock("220602", "n95", 0, reserve=0, demand=10)]
    sent = flow("f", "n95", "2206", 25, dispatched_at=context(1).confirmed_at,
                due_at=context(3).confirmed_at)  # fmt: skip
    found = shown(store_of([], rows, [sent]), MapMetric.GAP, material="n95", today=2)
    assert values(found)["2206"] == 45.0


@pytest.mark.parametrize("metric", list(MapMetric))
def test_an_empty_database_is_a_map_of_nothing_published(metric):
    found = shown(store_of([], regions=()), metric)
    assert found.values == ()
    assert shown(store_of([]), metric).values[0].klass == 0


def test_command_posts_stand_at_their_own_place_or_their_regions_and_carry_no_address():
    store = store_of([])
    posts = [
        {"code": "b", "region": "2206", "name_zh": "乙", "name_en": "B", "kind": "city",
         "main_url": "rtsp://user:secret@host/1", "lat": None, "lon": None},
        {"code": "a", "region": "136100", "name_zh": "甲", "name_en": "A", "kind": "county",
         "main_url": None, "lat": 43.5, "lon": 124.8},
    ]  # fmt: skip
    store.apply(Dataset.COMMAND_POST, posts, reset=True)
    found = shown(store, MapMetric.NEW).posts
    assert [(p.code, p.region, p.lat, p.lon) for p in found] == [
        ("a", "220184", 43.5, 124.8),
        ("b", "2206", 42.1, 127.2),
    ]
    assert "secret" not in repr(found)
