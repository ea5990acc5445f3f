"""The four earlies against a plain count, case by case."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.timeliness import LONGEST_HOURS, intervals, monday, timeliness, trend

NAN = float("nan")


def plain_quantile(values: list[float], share: float) -> float:
    """Return the linearly interpolated quantile, the way that one would by hand."""
    ordered = sorted(values)
    if not ordered:
        return NAN
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


moment = st.one_of(st.just(NAN), st.integers(-200, 20_000).map(float))
case = st.tuples(
    st.integers(0, 2), st.integers(737_000, 737_030), st.tuples(moment, moment, moment, moment)
)


@given(st.lists(case, min_size=1, max_size=60))
def test_every_region_and_week_is_told_as_a_plain_count_tells_it(cases):
    region = np.array([one[0] for one in cases])
    day = np.array([one[1] for one in cases])
    moments = np.array([one[2] for one in cases]).T
    found = timeliness(region, day, intervals(moments))
    groups = defaultdict(list)
    for place, reported, times in cases:
        begun = date.fromordinal(reported)
        groups[place, reported - begun.weekday()].append(times)
    assert list(zip(found.region.tolist(), found.week.tolist(), strict=True)) == sorted(groups)
    for group, key in enumerate(sorted(groups)):
        members = groups[key]
        assert found.cases[group] == len(members)
        for step in range(3):
            hours = [times[step + 1] - times[step] for times in members]
            hours = [hour for hour in hours if abs(hour) <= LONGEST_HOURS]
            assert found.count[step, group] == len(hours)
            assert found.before[step, group] == sum(hour < 0 for hour in hours)
            assert found.missing[step, group] == pytest.approx(1 - len(hours) / len(members))
            expected = [plain_quantile(hours, share) for share in (0.5, 0.9)]
            np.testing.assert_allclose(found.hours[step, group], expected, rtol=1e-12, atol=1e-9)


def test_a_case_isolated_before_it_was_reported_has_a_negative_interval_that_counts():
    moments = np.array([[0.0, 0.0], [48.0, 24.0], [30.0, 36.0], [31.0, NAN]])
    found = timeliness(np.zeros(2, int), np.full(2, 737_000), intervals(moments))
    assert found.before[:, 0].tolist() == [0, 1, 0]
    assert found.hours[1, 0, 0] == pytest.approx((-18.0 + 12.0) / 2)
    assert found.count[:, 0].tolist() == [2, 2, 1]
    assert found.missing[:, 0].tolist() == [0.0, 0.0, 0.5]


def test_an_interval_of_over_a_year_is_a_typing_error_and_not_known():
    hours = intervals(np.array([[0.0], [LONGEST_HOURS + 1], [LONGEST_HOURS + 2], [0.0]]))
    np.testing.assert_array_equal(hours, [[NAN], [1.0], [NAN]])


def test_weeks_begin_on_monday_also_across_the_years():
    days = [date(2020, 12, 31), date(2021, 1, 3), date(2021, 1, 4)]
    begun = monday(np.array([day.toordinal() for day in days]))
    assert [date.fromordinal(day) for day in begun.tolist()] == [
        date(2020, 12, 28),
        date(2020, 12, 28),
        date(2021, 1, 4),
    ]


@pytest.mark.parametrize(
    ("medians", "expected"),
    [
        ([40.0, 44, 42, 41, 60], 1),
        ([40.0, 44, 42, 41, 20], -1),
        ([40.0, 44, 42, 41, 43], 0),
        ([2.0, 2, 2, 2, 2.9], 0),
        ([-5.0, NAN, NAN, NAN, 3], 1),
        ([40.0, NAN], None),
        ([NAN, NAN, 12], None),
        ([], None),
    ],
)
def test_a_trend_needs_weeks_to_be_held_against_and_a_change_that_is_worth_a_word(
    medians, expected
):
    assert trend(np.array(medians)) == expected
