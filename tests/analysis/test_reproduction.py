"""R against EpiEstim, and what it does at the edges."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.reproduction import estimate_r, posterior, serial_interval

#: Daily cases of the 2009 influenza outbreak in a school in Pennsylvania (EpiEstim's ``Flu2009``).
FLU_2009 = [
    *(1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11),
    *(12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0),
]
REFERENCE = Path(__file__).parent / "epiestim_flu2009_parametric.csv"
COLUMNS = {
    "t_start": "t_start",
    "t_end": "t_end",
    "mean": "Mean(R)",
    "std": "Std(R)",
    "q025": "Quantile.0.025(R)",
    "median": "Median(R)",
    "q975": "Quantile.0.975(R)",
}


def test_r_equals_epiestim_to_nine_digits():
    with REFERENCE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = estimate_r(FLU_2009, mean_si=2.6, std_si=1.5)
    assert list(found.columns) == list(COLUMNS)
    for ours, theirs in COLUMNS.items():
        expected = np.array([float(row[theirs]) for row in rows])
        np.testing.assert_allclose(found[ours], expected, rtol=0, atol=1e-9)


def test_the_serial_interval_is_the_published_one():
    weights = serial_interval(2.6, 1.5, 4)
    np.testing.assert_allclose(weights, [0, 0.2331721, 0.3585794, 0.1981108], atol=5e-8)


@given(st.floats(1.5, 12), st.floats(0.5, 6))
def test_a_serial_interval_is_a_distribution(mean, std):
    weights = serial_interval(mean, std, 4000)
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(1, abs=1e-6)


def test_many_places_in_one_pass_equal_each_place_alone():
    random = np.random.default_rng(7)
    together = random.poisson(4, (60, 5)).astype(float)
    found = posterior(together, mean_si=4.7, std_si=2.9)
    for place in range(5):
        alone = posterior(together[:, place], mean_si=4.7, std_si=2.9)
        np.testing.assert_allclose(found.shape[:, place], alone.shape)
        np.testing.assert_allclose(found.scale[:, place], alone.scale)


def test_imported_cases_infect_but_were_not_infected_here():
    counts = np.full(30, 5.0)
    local = estimate_r(counts, mean_si=4.7, std_si=2.9)
    brought = estimate_r(counts, mean_si=4.7, std_si=2.9, imported=np.full(30, 4.0))
    assert (brought["mean"] < local["mean"] / 2).all()


def test_nothing_is_estimated_before_the_mean_interval_has_passed():
    found = estimate_r(np.ones(30), mean_si=9.5, std_si=3, window=2)
    assert found["t_end"].min() == 10


def test_windows_with_few_cases_are_named():
    counts = [0, 3, 0, 0, 0, 0, 0, 0, 0, 30, 30]
    few = estimate_r(counts, mean_si=2.6, std_si=1.5).attrs["few_cases"]
    assert few == [0, 1]


@pytest.mark.parametrize(
    ("counts", "imported", "words"),
    [
        ([1, -1, 2], None, "negative"),
        ([1, float("nan"), 2], None, "not published"),
        ([1, 2, 3], [0, 3, 0], "exceed"),
        ([1, 2, 3], [0, 0], "shape"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_the_reason(counts, imported, words):
    with pytest.raises(ValueError, match=words):
        estimate_r(counts, mean_si=2.6, std_si=1.5, imported=imported)


def test_a_history_shorter_than_the_window_gives_an_empty_table():
    assert estimate_r([1, 2, 3], mean_si=2.6, std_si=1.5).empty
