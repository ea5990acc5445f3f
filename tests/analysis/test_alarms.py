"""The rules judge every place alone, respect gaps, and alarm days close together are one alarm."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from console.analysis.alarms import APART, RULES, judge, newest_run
from console.analysis.warning import ears

FLU = np.array(
    [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0,
     2, 0],
    dtype=np.float64,
)  # fmt: skip

series = arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(1, 3)),
                elements=st.one_of(st.integers(0, 9).map(float), st.just(np.nan)))  # fmt: skip


def test_the_rules_alarm_on_the_days_of_the_reference_series():
    found = judge(FLU[:, None])
    days = {rule: (np.flatnonzero(found.alarm[i, :, 0]) + 1).tolist()
            for i, rule in enumerate(RULES)}  # fmt: skip
    assert days == {"C1": [12, 13], "C2": [13, 14, 15], "C3": [13, 14, 15, 16, 17]}


def test_without_gaps_every_rule_says_what_it_says_of_one_place():
    found = judge(FLU[:, None])
    for index, rule in enumerate(RULES):
        alone = ears(FLU, rule)
        judged = alone["t"].to_numpy() - 1
        np.testing.assert_array_equal(found.upper[index, judged, 0], alone["upper"])
        np.testing.assert_array_equal(found.alarm[index, judged, 0], alone["alarm"])


def test_a_count_after_an_unpublished_day_raises_no_alarm_for_it_may_be_that_of_several():
    counts = np.zeros((30, 1))
    counts[20] = np.nan
    counts[21] = 40.0
    assert not judge(counts).alarm.any()
    counts[20] = 0.0
    assert judge(counts).alarm[:2, 21, 0].all()


@given(series)
def test_nothing_is_judged_within_reach_of_a_day_that_was_not_published(counts):
    found = judge(counts)
    for index, reach in enumerate((7, 9, 11)):
        for day, place in np.argwhere(np.isnan(counts)):
            assert np.isnan(found.upper[index, day : day + reach + 1, place]).all()


@given(series)
def test_an_alarm_needs_a_bound_and_a_count_above_it(counts):
    found = judge(counts)
    assert not (found.alarm & np.isnan(found.upper)).any()
    for index in range(len(RULES)):
        above = counts > np.nan_to_num(found.upper[index], nan=np.inf)
        np.testing.assert_array_equal(found.alarm[index], above)


@given(series)
def test_a_place_is_judged_alike_whatever_stands_beside_it(counts):
    together = judge(counts)
    for place in range(counts.shape[1]):
        alone = judge(counts[:, [place]])
        np.testing.assert_array_equal(together.upper[:, :, [place]], alone.upper)


def test_alarm_days_a_week_apart_are_one_alarm_and_further_apart_two():
    days = np.zeros(40, dtype=np.bool_)
    assert newest_run(days) is None
    days[[3, 10, 10 + APART]] = True
    assert newest_run(days) == (3, 10 + APART)
    days[30] = True
    assert newest_run(days) == (30, 30)
