"""Headline figures: the newest day against the day and the week before, or nothing."""

from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests import HeadlineRequest
from console.domain.snapshots import HeadlineSnapshot
from tests.data.rows import cases, context, day, stock, store_of


def figures(store, region="", today=30):
    found = build(store, HeadlineRequest(region), context(today))
    assert isinstance(found, HeadlineSnapshot)
    return {figure.key: figure for figure in found.figures}


def values(figure):
    return (figure.value, figure.day_before, figure.week_before)


def history():
    rows = [cases("2201", n, n, recovered_new=1, deaths_new=0) for n in range(10)]
    return store_of([*rows, cases("2200y0", 3, 19)])


def test_new_and_cumulative_cases_stand_beside_the_day_and_the_week_before():
    found = figures(history())
    assert values(found["confirmed_new"]) == (9.0, 8.0, 2.0)
    assert values(found["confirmed"]) == (64.0, 55.0, 3.0)
    assert values(found["active"]) == (54.0, 46.0, 0.0)
    assert values(found["deaths"]) == (0.0, 0.0, 0.0)
    assert found["confirmed"].as_of == day(9)


def test_a_day_that_was_not_published_has_no_figure_to_compare_with():
    found = figures(store_of([cases("2201", 0, 5), cases("2201", 2, 1)]))
    assert values(found["confirmed_new"]) == (1.0, None, None)
    assert values(found["confirmed"]) == (6.0, 5.0, None)
    assert values(found["recovered"]) == (None, None, None)
    assert found["recovered"].as_of is None


def test_imported_cases_are_a_figure_of_the_province_only():
    store = history()
    assert values(figures(store)["imported"]) == (19.0, 19.0, None)
    assert "imported" not in figures(store, "2201")


def test_imported_cases_that_are_published_apart_are_preferred():
    store = store_of([cases("2200y0", 0, 19), cases("2201", 1, 5, imported_new=4)])
    assert values(figures(store)["imported"]) == (4.0, None, None)


def test_screening_comes_from_the_newest_day_of_the_investigation():
    store = history()
    rows = [{"region": "2201", "date": day(n), "screened": 100 * n} for n in (1, 7, 8)]
    store.apply(Dataset.INVESTIGATION_DAILY, rows, reset=True)
    assert values(figures(store)["screened"]) == (800.0, 700.0, 100.0)
    assert figures(store)["screened"].as_of == day(8)


def test_critical_materials_short_anywhere_in_the_region_are_counted_for_now_only():
    rows = [
        stock("2201", "n95", 0, reserve=0, demand=1),
        stock("2206", "n95", 0, reserve=0, demand=1),
        stock("2206", "kit", 0, reserve=0, demand=1),
        stock("2206", "ecmo", 0, reserve=0, demand=1),
    ]
    store = store_of([], rows)
    assert values(figures(store)["materials_short"]) == (2.0, None, None)
    assert values(figures(store, "2201")["materials_short"]) == (1.0, None, None)
    assert values(figures(store, "2205")["materials_short"]) == (None, None, None)


def test_a_database_without_figures_publishes_none():
    found = figures(store_of([], regions=()))
    assert {values(figure) for figure in found.values()} == {(None, None, None)}
    assert {figure.as_of for figure in found.values()} == {None}
