"""Case series: gaps stay gaps, unfinished days are named, regions share their days."""

import numpy as np

from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests import Measure, TrendRequest
from console.domain.snapshots import TrendSnapshot
from tests.data.rows import cases, context, day, store_of

NAN = np.nan


def trend(store, *codes, today=30, **more) -> TrendSnapshot:
    found = build(store, TrendRequest(codes or ("",), **more), context(today))
    assert isinstance(found, TrendSnapshot)
    return found


def note(code, number, text="更正"):
    return {
        "region": code,
        "date": day(number),
        "kind": "correction",
        "text_zh": text,
        "text_en": "x",
    }


def test_a_series_begins_with_the_first_published_day_and_ends_with_the_newest():
    store = store_of([cases("2201", 2, None), cases("2201", 4, 3), cases("2206", 6, 1)])
    found = trend(store)
    assert found.first_day == day(4)
    np.testing.assert_array_equal(found.series[0].new, [3, NAN, 1])
    np.testing.assert_array_equal(found.series[0].cumulative, [3, 3, 4])
    assert found.provenance.as_of == day(6)


def test_regions_compared_share_their_days():
    store = store_of([cases("2201", 0, 1), cases("2206", 2, 5)])
    found = trend(store, "2201", "2206")
    assert [one.region for one in found.series] == ["2201", "2206"]
    np.testing.assert_array_equal(found.series[0].new, [1, NAN, NAN])
    np.testing.assert_array_equal(found.series[1].cumulative, [NAN, NAN, 5])


def test_a_retired_code_shows_its_successor_and_no_region_twice():
    found = trend(store_of([cases("136100", 0, 1)]), "136100", "220184")
    assert [one.region for one in found.series] == ["220184"]
    assert found.series[0].name.zh == "220184市"


def test_a_place_that_published_nothing_has_an_empty_series():
    found = trend(store_of([]), "2201", "nowhere")
    assert found.first_day is None
    assert found.provenance.as_of is None
    assert [len(one.new) for one in found.series] == [0, 0]


def test_another_measure_is_another_series():
    store = store_of([cases("2201", 0, 1, deaths_new=2)])
    assert trend(store, measure=Measure.DEATHS).series[0].new.tolist() == [2.0]


def test_days_that_have_not_come_are_not_shown():
    store = store_of([cases("2201", 0, 1), cases("2201", 9, 7)])
    assert trend(store, today=5).series[0].new.tolist() == [1.0]


def test_the_newest_day_is_unfinished_while_places_have_yet_to_report():
    rows = [cases(code, n, 1) for code in ("2201", "2205", "2206") for n in range(20)]
    store = store_of([*rows, cases("2201", 20, 1)])
    assert trend(store).incomplete_from == day(20)
    assert trend(store, "2201").incomplete_from is None
    for code in ("2205", "2206"):
        store.apply(Dataset.CASE_DAILY, [cases(code, 20, 0)], reset=False)
    assert trend(store).incomplete_from is None


def test_imported_cases_that_come_on_few_days_do_not_make_the_newest_unfinished():
    rows = [cases("2201", n, 1) for n in range(20)] + [cases("2200y0", n, 1) for n in range(15)]
    assert trend(store_of(rows)).incomplete_from is None


def test_today_is_not_over():
    store = store_of([cases("2201", n, 1) for n in range(6)])
    assert trend(store, today=5).incomplete_from == day(5)
    assert trend(store, today=6).incomplete_from is None


def test_notes_of_a_region_are_those_of_all_below_it_in_the_order_of_days():
    store = store_of([cases(code, n, 1) for code in ("2205", "220184", "136100") for n in range(9)])
    notes = [note("220184", 7), note("136100", 3), note("2205", 1), note("2206", 99)]
    store.apply(Dataset.CASE_NOTE, notes, reset=True)
    assert [(n.region, n.day) for n in trend(store).notes] == [
        ("2205", day(1)),
        ("136100", day(3)),
        ("220184", day(7)),
    ]
    assert [n.region for n in trend(store, "2201").notes] == ["136100", "220184"]


def test_a_note_without_a_day_is_left_out():
    store = store_of([cases("2201", 0, 1)])
    store.apply(Dataset.CASE_NOTE, [{**note("2201", 0), "date": None}], reset=True)
    assert trend(store).notes == ()


def test_a_correction_lowers_the_running_sum_on_its_day():
    """吉林市 5 → 4 → 3 in the real file."""
    store = store_of([cases("2201", 0, 5), cases("2201", 1, -1), cases("2201", 2, -1)])
    np.testing.assert_array_equal(trend(store).series[0].cumulative, [5, 4, 3])
