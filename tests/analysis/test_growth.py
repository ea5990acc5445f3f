"""Growth against known outbreaks, and its edges."""

import math
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from console.analysis.incidence import growth, growth_rates
from tests.analysis.test_reproduction import FLU_2009

#: Newly confirmed cases in Jilin Province, 2020-01-25 to 2020-02-04.
JILIN_2020 = [0, 2, 2, 1, 5, 0, 3, 6, 8, 11, 12]


def test_the_influenza_outbreak_of_2009_doubles_in_four_days():
    found = growth(FLU_2009[:15])
    assert found.rate == pytest.approx(0.1762197574, abs=1e-10)
    assert found.doubling_days == pytest.approx(3.9334, abs=5e-5)
    assert found.doubling_interval == pytest.approx((2.969, 5.825), abs=5e-4)


def test_the_first_wave_of_jilin_doubles_in_three_days():
    found = growth(JILIN_2020)
    assert found.rate == pytest.approx(0.2351813, abs=5e-8)
    assert found.doubling_days == pytest.approx(2.9473, abs=5e-5)


@given(st.floats(-0.5, 0.5).filter(lambda rate: abs(rate) > 0.01), st.integers(3, 60))
def test_an_exact_exponential_is_found_exactly(rate, days):
    found = growth(100 * np.exp(rate * np.arange(days)))
    assert found.rate == pytest.approx(rate, rel=1e-6)
    assert found.doubling_days == pytest.approx(math.log(2) / rate, rel=1e-6)


def test_an_uncertain_direction_has_no_doubling_interval():
    assert growth([5, 9, 2, 8, 4, 6]).doubling_interval is None


@pytest.mark.parametrize("counts", [[], [0, 0, 0], [1, 2], [0, 3, 0, 4], [float("nan")] * 9])
def test_too_few_days_with_cases_give_no_growth(counts):
    assert growth(counts) is None


def test_days_that_were_not_published_are_left_out():
    assert growth([1, float("nan"), 4, 8]).days_used == 3


def test_many_places_at_once_grow_as_each_of_them_does_alone():
    random = np.random.default_rng(7)
    counts = random.poisson(random.uniform(0, 3, 40), (14, 40)).astype(float)
    counts[random.random(counts.shape) < 0.1] = np.nan
    found = growth_rates(counts)
    for place, column in enumerate(counts.T):
        alone = plain_growth(column)
        if alone is None:
            assert np.isnan(found.rate[place])
        else:
            at_once = (found.rate[place], found.low[place], found.high[place])
            assert at_once == pytest.approx(alone, rel=1e-9, abs=1e-12)


def plain_growth(column):
    """The regression by the book, in plain Python."""
    days = [day for day, cases in enumerate(column) if cases > 0]
    if len(days) < 3:
        return None
    logs = [math.log(column[day]) for day in days]
    middle, level = fmean(days), fmean(logs)
    squares = sum((day - middle) ** 2 for day in days)
    slope = sum((d - middle) * (y - level) for d, y in zip(days, logs, strict=True)) / squares
    left = sum((y - level - slope * (d - middle)) ** 2 for d, y in zip(days, logs, strict=True))
    margin = float(student.ppf(0.975, len(days) - 2)) * math.sqrt(left / (len(days) - 2) / squares)
    return slope, slope - margin, slope + margin
