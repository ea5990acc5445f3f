"""Need: three ways to a burn rate, the need to come with its range, and the day of running dry."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from console import paths
from console.analysis.forecast import LEVELS, Forecast
from console.analysis.need import (
    History,
    Method,
    burn,
    burn_from_stock,
    forward_need,
    outlook,
)
from console.analysis.need_figures import Basis, load_planning_figures, parse_planning_figures
from console.domain.errors import ConsoleError

NAN = np.nan
FIGURES = paths.resources() / "allocation" / "planning.toml"


def history(reserve, **flows):
    reserve = np.array(reserve, float)
    nothing = np.full_like(reserve, NAN)
    known = dict.fromkeys(("consumed", "produced", "received", "sent"), nothing)
    given_flows = {name: np.array(values, float) for name, values in flows.items()}
    return History(reserve=reserve, **(known | given_flows))


def test_the_burn_from_stock_counts_what_came_and_went_between_two_stocktakes():
    found = burn_from_stock(
        history(
            [[1000, NAN, NAN, 760]],
            received=[[99, 0, 60, 0]],
            sent=[[0, NAN, 0, 30]],
            produced=[[50, 30, 0, 0]],
        )
    )
    assert found[0] == pytest.approx((1000 + 60 + 30 - 30 - 760) / 3)


def test_one_day_between_stocktakes_is_too_little_for_a_burn_rate():
    found = burn_from_stock(history([[NAN, 100, 90], [100, NAN, 90], [NAN, NAN, 90]]))
    np.testing.assert_array_equal(found, [NAN, 5, NAN])


def test_stock_that_rose_by_more_than_came_is_no_negative_use():
    assert np.isnan(burn_from_stock(history([[100, 100, 180]], received=[[0, 50, 0]]))[0])


def test_the_burn_of_a_material_is_by_one_method_for_all_and_says_which():
    both = history([[100, 90, 80]], consumed=[[7, 7, 7]])
    found = burn(both)
    assert (found.method, found.rate[0]) == (Method.CONSUMPTION, 7)
    by_stock = burn(history([[100, 90, 80]]))
    assert (by_stock.method, by_stock.rate[0]) == (Method.STOCK, 10)
    assert burn(both, method=Method.STOCK).rate[0] == 10


def test_the_method_that_knows_half_of_the_places_wins_else_the_one_that_knows_most():
    few = history(
        [[100, 90, 80], [50, NAN, NAN], [50, 45, 40]],
        consumed=[[7, 7, 7], [NAN] * 3, [NAN] * 3],
    )
    assert burn(few).method is Method.STOCK
    fewer = history(np.full((3, 3), NAN), consumed=[[7, 7, 7], [NAN] * 3, [NAN] * 3])
    assert burn(fewer).method is Method.CONSUMPTION


def test_planning_figures_give_back_wuhans_need_of_6_february_2020_and_name_it():
    figures = load_planning_figures(FIGURES)
    nothing = history(np.full((1, 3), NAN))
    beds = {Basis.BED: np.array([8895.0])}
    for material, need in (("SUIT", 59_900), ("N95", 119_000), ("GOGGLES", 22_500)):
        found = burn(nothing, figures[material], beds)
        assert found.method is Method.PLANNING
        assert found.rate[0] == pytest.approx(need, rel=0.003)
        assert "Wuhan" in found.words.en
        assert "武汉" in found.words.zh


def test_without_counts_of_their_basis_planning_figures_know_nothing():
    figures = load_planning_figures(FIGURES)
    assert np.isnan(burn(history([[NAN]]), figures["SUIT"], {Basis.STAFF: np.ones(1)}).rate).all()


def test_need_follows_the_cases_in_care_with_the_share_that_depends_on_them():
    forecast = Forecast(np.tile([[10.0, 10.0, 40.0]], (len(LEVELS), 1)))
    found = forward_need(np.array([100.0]), 3, forecast, np.array([10.0, 10.0]), 0.5)
    np.testing.assert_allclose(found.middle, [[100, 100, 100 * (0.5 + 0.5 * 50 / 20)]])


def test_need_has_the_range_of_the_forecast_and_none_without_one():
    fan = np.linspace(0, 40, len(LEVELS))[:, None] * np.ones(5)
    found = forward_need(np.array([100.0, 7.0]), 5, Forecast(fan), np.full(7, 20.0), 0.8)
    assert (found.low <= found.middle).all()
    assert (found.middle <= found.high).all()
    assert (found.low < found.high).all()
    flat = forward_need(np.array([100.0]), 5)
    np.testing.assert_array_equal(flat.low, flat.high)
    quiet = forward_need(np.array([100.0]), 5, Forecast(fan), np.zeros(7), 0.8)
    np.testing.assert_array_equal(quiet.high, flat.high)


def test_a_place_runs_dry_on_the_first_day_that_it_cannot_meet_in_full():
    found = outlook(np.array([25.0, 100.0, 25.0, NAN]), np.full((4, 5), 10.0), np.zeros((4, 5)))
    assert found.dry_day.tolist() == [2, -1, 2, -1]
    assert found.dry_dates(date(2022, 3, 20))[:2] == (date(2022, 3, 22), None)
    np.testing.assert_array_equal(found.cover_days, [2.5, np.inf, 2.5, NAN])
    np.testing.assert_array_equal(found.gap, [25, 0, 25, NAN])


def test_what_arrives_after_the_dry_days_does_not_fill_them():
    inflow = np.zeros((1, 4))
    inflow[0, 2] = 100
    found = outlook(np.array([5.0]), np.full((1, 4), 10.0), inflow)
    assert (found.dry_day[0], found.gap[0], found.cover_days[0]) == (0, 15, 0.5)


amounts = hnp.arrays(float, (3, 6), elements=st.floats(0, 1e5))


@given(hnp.arrays(float, 3, elements=st.floats(0, 1e5)), amounts, amounts)
def test_the_gap_is_never_less_than_need_without_stock_and_arrivals(stock, need, inflow):
    found = outlook(stock, need, inflow)
    floor = np.maximum(0, need.sum(axis=1) - stock - inflow.sum(axis=1))
    assert (found.gap >= floor - 1e-6).all()
    assert (found.gap <= need.sum(axis=1) + 1e-6).all()
    assert ((found.dry_day >= 0) == (found.gap > 0)).all()


def test_every_shipped_planning_figure_has_a_source_in_both_languages():
    for figures in load_planning_figures(FIGURES).values():
        for figure in [*figures.rates.values(), figures.case_share]:
            assert figure.source.zh
            assert figure.source.en


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("per_bed = { value = 6.73", "per_bed = { value = -1"), "figures[0].per_bed"),
        (("per_bed = { value = 6.73", "per_bed = { value = inf"), "figures[0].per_bed"),
        (("per_bed = { value = 6.73", "per_bed = { value = true"), "figures[0].per_bed"),
        (('value = 0.8, source = "ours"', 'value = 1.8, source = "ours"'), "case_share"),
        (('source = "wuhan_need" }', 'source = "hearsay" }'), "figures[0].per_bed"),
        (('basis = "bed"', 'basis = "case"'), "figures[0].basis"),
        (('material = "N95"', 'material = "SUIT"'), "figures[1]"),
        (('material = "SUIT"', 'stuff = "SUIT"'), "figures[0]"),
        (("[[figures]]", "[[others]]"), "figures"),
        (("[sources.ours]\ntext", "[sources.ours]\nwords"), "sources.ours"),
        (("[sources.", "[origins."), "sources"),
        (("[sources.ours]", "[sources.ours"), "planning"),
    ],
)
def test_a_wrong_planning_file_is_refused_with_the_entry_at_fault(change, named):
    text = FIGURES.read_text("utf-8").replace(*change)
    with pytest.raises(ConsoleError) as refused:
        parse_planning_figures(text, "planning")
    assert named in refused.value.place


def test_a_planning_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConsoleError, match="cannot be read"):
        load_planning_figures(tmp_path / "none.toml")
