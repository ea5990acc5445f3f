"""R of a region: finished days only, imported cases apart, gaps left out."""

from datetime import date, timedelta

import numpy as np
import pytest

from console.analysis.reproduction import estimate_r
from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests_analysis import ReproductionRequest
from console.domain.snapshots_analysis import ImportedBasis, ReproductionSnapshot
from tests.data import jilin
from tests.data.rows import cases, context, day, store_of

GROWING = [1, 2, 1, 3, 2, 4, 5, 4, 6, 8, 7, 10, 12, 11, 15, 18, 17, 22, 25, 28]


def shown(store, now, request=None) -> ReproductionSnapshot:
    found = build(store, request or ReproductionRequest(), now)
    assert isinstance(found, ReproductionSnapshot)
    return found


def growing(**more):
    return [cases("2201", n, count, **more) for n, count in enumerate(GROWING)]


def test_r_of_the_real_outbreak_is_that_of_its_published_counts():
    until = date(2020, 5, 31)
    found = shown(
        jilin.real_store(until),
        jilin.context(until + timedelta(days=1)),
        ReproductionRequest("220200"),
    )
    counts = np.array(list(jilin.daily("220200").values()), dtype=np.float64)
    counts = counts[: (until - date(2020, 1, 23)).days + 1]
    frame = estimate_r(np.maximum(counts, 0.0), mean_si=3.96, std_si=4.75)
    late = slice(-20, None)
    np.testing.assert_allclose(found.mean[late], frame["mean"].to_numpy()[late], rtol=0.02)
    assert found.first_day == date(2020, 1, 23) + timedelta(days=int(frame["t_end"].iloc[0]) - 1)
    assert found.corrected_days == 2


def test_the_serial_interval_asked_for_is_the_one_used():
    store = store_of(growing())
    for mean, std in ((3.96, 4.75), (4.7, 2.9)):
        found = shown(store, context(20), ReproductionRequest("2201", mean, std))
        frame = estimate_r(np.array(GROWING), mean_si=mean, std_si=std)
        np.testing.assert_array_equal(found.mean, frame["mean"])
        np.testing.assert_array_equal(found.low, frame["q025"])
        np.testing.assert_array_equal(found.high, frame["q975"])


def test_a_day_that_is_not_over_is_left_out_so_that_it_never_looks_like_a_fall():
    store = store_of([*growing(), cases("2201", 20, 0)])
    found = shown(store, context(20), ReproductionRequest("2201"))
    assert found.provenance.as_of == day(19)
    assert found.unfinished_from == day(20)
    np.testing.assert_array_equal(found.mean, shown(store_of(growing()), context(20)).mean)


def test_a_day_that_fewer_places_than_usual_reported_is_left_out():
    rows = [cases("2205", n, 1) for n in range(19)]
    found = shown(store_of([*growing(), *rows]), context(25))
    assert found.unfinished_from == day(19)
    assert found.provenance.as_of == day(18)


def test_imported_cases_infect_but_were_not_infected_here():
    store = store_of(growing(imported_new=1))
    found = shown(store, context(20), ReproductionRequest("2201"))
    frame = estimate_r(np.array(GROWING), mean_si=3.96, std_si=4.75, imported=np.ones(20))
    assert found.imported is ImportedBasis.PUBLISHED
    np.testing.assert_array_equal(found.mean, frame["mean"])
    np.testing.assert_array_equal(found.cases, np.convolve(np.array(GROWING) - 1, np.ones(7))[7:20])


def test_where_they_are_not_published_the_cases_of_no_area_are_kept_apart():
    abroad = [cases("2200y0", n, 2) for n in range(5, 15)]
    found = shown(store_of([*growing(), *abroad]), context(20))
    assert found.imported is ImportedBasis.UNPLACED
    assert found.cases[-1] == sum(GROWING[-7:])
    city = shown(store_of([*growing(), *abroad]), context(20), ReproductionRequest("2201"))
    assert city.imported is ImportedBasis.UNKNOWN
    assert (found.mean <= city.mean).all()


def test_a_window_that_touches_an_unpublished_day_or_follows_it_is_not_estimated():
    rows = growing()
    rows[10] = cases("2201", 10, None)
    found = shown(store_of(rows), context(20))
    assert found.first_day == day(7)
    missing = [7 + index for index in np.flatnonzero(np.isnan(found.mean))]
    assert missing == list(range(10, 18))
    np.testing.assert_array_equal(np.isnan(found.mean), np.isnan(found.cases))


def test_growth_is_of_the_newest_two_weeks_and_needs_eleven_cases():
    found = shown(store_of(growing()), context(20))
    assert found.growth is not None
    assert found.growth.days == 14
    assert found.growth.cases == sum(GROWING[-14:])
    assert found.growth.doubling_days == pytest.approx(np.log(2) / found.growth.rate)
    few = shown(store_of([cases("2201", n, n == 3) for n in range(20)]), context(20))
    assert few.growth is not None
    assert few.growth.rate is None


@pytest.mark.parametrize("length", [0, 1, 6, 7, 8])
def test_a_short_series_is_no_error(length):
    found = shown(store_of(growing()[:length]), context(20))
    assert len(found.mean) == len(found.cases) == max(0, length - 7)
    assert (found.first_day is None) == (length < 8)


def test_a_changed_definition_is_told_beside_r():
    store = store_of(growing())
    note = {"region": "2201", "date": day(8), "kind": "definition_change", "text_zh": "",
            "text_en": ""}  # fmt: skip
    store.apply(Dataset.CASE_NOTE, [note], reset=True)
    found = shown(store, context(20), ReproductionRequest("2201"))
    assert found.redefined == (day(8),)
