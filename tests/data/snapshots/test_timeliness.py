"""The four earlies as the wall shows them: the right week, its places, and what is not known."""

from datetime import date, timedelta

import numpy as np
import pytest

from console.data.snapshots import build
from console.domain.analysis_basis import AnalysisBasis
from console.domain.datasets import Dataset
from console.domain.requests_analysis import TimelinessRequest
from console.domain.snapshots_timeliness import TimelinessSnapshot
from tests.data.rows import cases, context, day, store_of

#: Day 0 is Tuesday, 1 March 2022.
MONDAY = date(2022, 3, 7)
STEPS = ("onset_report", "report_isolation", "isolation_treatment")


def week(code: str, monday: date, count: int, *medians: float | None, told: int | None = None):
    row = {"region": code, "week": monday, "cases": count}
    for step, median in zip(STEPS, medians, strict=True):
        row |= {
            f"{step}_hours": median,
            f"{step}_p90_hours": None if median is None else median + 10,
            f"{step}_count": 0 if median is None else (told or count),
            f"{step}_before": 1 if median is not None and median < 0 else 0,
        }
    return row


def shown(rows, today: int = 20, region: str = "", case_rows=(), **more) -> TimelinessSnapshot:
    store = store_of(case_rows)
    store.apply(Dataset.TIMELINESS_WEEKLY, rows, reset=True)
    found = build(store, TimelinessRequest(region), context(today, **more))
    assert isinstance(found, TimelinessSnapshot)
    return found


def test_the_newest_week_that_is_over_is_shown_and_the_one_under_way_only_counted():
    rows = [
        week("22", MONDAY, 8, 50.0, 4.0, 6.0),
        week("22", MONDAY + timedelta(7), 20, 30.0, 3.0, 5.0),
        week("22", MONDAY + timedelta(14), 3, 1.0, 1.0, 1.0),
    ]
    found = shown(rows, today=20)
    assert found.week == MONDAY + timedelta(7)
    assert found.provenance.as_of == MONDAY + timedelta(13)
    assert (found.whole.cases, found.under_way) == (20, 3)
    assert [step.median for step in found.whole.steps] == [30.0, 3.0, 5.0]
    assert [step.p90 for step in found.whole.steps] == [40.0, 13.0, 15.0]


def test_a_week_of_long_ago_is_shown_where_it_is_the_newest_with_a_case():
    found = shown([week("22", MONDAY, 8, 50.0, 4.0, 6.0)], today=200)
    assert found.week == MONDAY


def test_a_step_is_held_against_the_target_of_the_centre_and_none_where_it_sets_none():
    rows = [week("22", MONDAY, 8, 50.0, -4.0, None)]
    found = shown(rows, basis=AnalysisBasis(targets=(48.0, 24.0, 24.0))).whole.steps
    assert [step.over for step in found] == [True, False, None]
    assert [step.before for step in found] == [0, 1, 0]
    free = shown(rows, basis=AnalysisBasis(targets=(0.0, 0.0, 0.0))).whole.steps
    assert [step.over for step in free] == [None] * 3


def test_a_trend_is_that_of_the_weeks_before_and_gaps_stay_gaps():
    rows = [week("22", MONDAY - timedelta(7 * n), 8, 20.0 + 5 * n, 4.0, 6.0) for n in (0, 1, 3)]
    steps = shown(rows).whole.steps
    assert [step.trend for step in steps] == [-1, 0, 0]
    assert np.isnan(steps[0].medians[-4:]).tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("published", "expected"), [([1, 0, 0, 0, 0, 0, 2], 3.0), ([0] * 7, 0.0), ([1, None], None)]
)
def test_a_place_without_a_line_list_says_how_many_cases_were_published(published, expected):
    first = (MONDAY - day(0)).days
    case_rows = [cases("2206", first + n, new) for n, new in enumerate(published)]
    rows = [week("22", MONDAY, 8, 50.0, 4.0, 6.0), week("2201", MONDAY, 8, 50.0, 4.0, 6.0)]
    places = {place.region: place for place in shown(rows, case_rows=case_rows).places}
    assert places["2206"].cases == 0
    assert places["2206"].published == expected
    assert next(iter(places)) == "2201"


def test_places_come_by_how_slowly_they_report():
    rows = [
        week("22", MONDAY, 8, 50.0, 4.0, 6.0),
        week("2201", MONDAY, 4, 30.0, 4.0, 6.0),
        week("2205", MONDAY, 4, 70.0, 4.0, 6.0),
    ]
    assert [place.region for place in shown(rows).places[:2]] == ["2205", "2201"]


def test_it_is_as_fresh_as_the_daily_reports_and_not_forever_live():
    found = shown([week("22", MONDAY, 8, 50.0, 4.0, 6.0)], today=20).provenance
    assert found.datasets[0] is Dataset.CASE_DAILY
    assert found.expected_every == timedelta(days=1)
    assert found.reported_at == context(20).states[Dataset.CASE_DAILY].reported_at


def test_without_a_case_there_is_no_week_and_no_place():
    found = shown([])
    assert (found.week, found.whole, found.places) == (None, None, ())
    assert found.provenance.as_of is None
