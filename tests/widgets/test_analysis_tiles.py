"""Displays of analysis and response say what they were given, why, and what is not known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QSignalSpy

from console import theme
from console.domain.requests import TrendRequest
from console.domain.requests_analysis import ReproductionRequest, RiskRequest
from console.domain.snapshots_analysis import (
    ForecastScore,
    GrowthFigure,
    ImportedBasis,
    TrendForecast,
)
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Lang, Text
from console.widgets.facilities_tile import FacilitiesTile
from console.widgets.fan_plot import runs
from console.widgets.investigation_tile import InvestigationTile
from console.widgets.language import set_language
from console.widgets.network_tile import NetworkTile
from console.widgets.reproduction_tile import ReproductionTile
from console.widgets.risk_tile import RiskTile
from console.widgets.timeliness_tile import TimelinessTile
from console.widgets.trend_tile import TrendTile
from console.widgets.warning_tile import WarningTile
from tests.widgets import analysis_samples as samples
from tests.widgets import response_samples, timeliness_samples
from tests.widgets.samples import NOON, trend

TILES = {
    ReproductionTile: samples.reproduction,
    WarningTile: samples.warning,
    RiskTile: samples.risk,
    InvestigationTile: response_samples.investigation,
    NetworkTile: response_samples.network,
    FacilitiesTile: response_samples.facilities,
    TimelinessTile: timeliness_samples.timeliness,
}


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def shown(qtbot):
    def show(tile, width=900, height=500, snapshot=None):
        qtbot.addWidget(tile)
        tile.set_metrics(theme.Metrics(1080))
        tile.resize(width, height)
        tile.show()
        qtbot.waitExposed(tile)
        if snapshot is not None:
            tile.show_snapshot(snapshot)
        return tile

    return show


def colours_of(widget):
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def has_colour(widget, role):
    return QColor(theme.palette()[role]).rgb() in colours_of(widget)


@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_draws_its_snapshot_differently_from_its_empty_self(shown, kind):
    tile = shown(kind())
    before = tile.grab().toImage()
    tile.show_snapshot(TILES[kind]())
    assert tile.grab().toImage() != before
    assert tile.source_words() == "as of 2020-05-20 · by report date · Provincial Health Commission"


@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_asks_for_the_chosen_region_and_carries_every_truth(shown, kind):
    tile = shown(kind())
    first = tile.request()
    tile.select_region("220200")
    assert tile.request() == replace(first, region="220200")
    for truth in Truth:
        tile.show_truth(TruthMark(truth, NOON))
        assert tile.property("truth") == truth.value


@pytest.mark.parametrize("size", [(40, 30), (300, 200), (1900, 300), (300, 1900)])
@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_of_any_shape_is_drawn_without_complaint(shown, kind, size):
    tile = shown(kind(), *size, snapshot=TILES[kind]())
    tile.grab()


@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_is_written_anew_in_the_other_language(shown, kind):
    tile = shown(kind(), snapshot=TILES[kind]())
    assert tile.heading().endswith("Jilin")
    set_language(Lang.ZH)
    tile.retranslate()
    assert tile.heading().endswith("吉林省")


def test_the_board_names_place_rule_bound_and_day(shown):
    tile = shown(WarningTile(), snapshot=samples.warning())
    assert tile.words() == [
        "Jilin City 3 cases, bound 1.7 (C2) since 05-19 by C1/C2 · not acknowledged",
        "Changchun 0 cases, within 1.5 05-10 to 05-14 by C1 · seen by Wang, 05-10 09:30",
        "Yanbian Korean Autonomous Prefecture 05-08 cannot be judged: gaps, or too short"
        " last published 2020-05-08",
        "Baishan 0 cases, within 1.5 last alarm 2020-02-06",
    ]


def test_the_key_a_acknowledges_the_alarm_of_the_chosen_row_and_none_that_was_seen(shown, qtbot):
    tile = shown(WarningTile(), snapshot=samples.warning())
    wanted = QSignalSpy(tile.acknowledge_wanted)
    for row in samples.warning().rows:
        tile.select_region(row.region)
        qtbot.keyClick(tile._rows, Qt.Key.Key_A)
    assert [wanted.at(place) for place in range(wanted.count())] == [["ears/220200/C1/2020-05-19"]]


def test_the_board_counts_its_states_and_says_what_it_left_out(shown):
    tile = shown(WarningTile(), snapshot=samples.warning())
    assert tile._summary.text() == "In alarm 1 · alarm within 7 days 1 · quiet 1 · not judged 1"
    assert "2020-05-21 is not over" in tile._rule.text()
    assert "1 corrections booked back" in tile._rule.text()
    assert "counted otherwise since 2020-05-12" in tile._rule.text()
    assert "C3 α=0.025" in tile._rule.text()


def test_only_an_alarm_is_painted_in_the_colour_of_alarm(shown):
    tile = shown(WarningTile(), snapshot=samples.warning())
    assert has_colour(tile, "bad")
    quiet = samples.warning()
    tile.show_snapshot(replace(quiet, rows=quiet.rows[2:]))
    assert not has_colour(tile, "bad")


@pytest.mark.parametrize(("kind", "sample"), [(WarningTile, samples.warning),
                                              (RiskTile, samples.risk)])  # fmt: skip
def test_a_click_on_a_row_and_the_keys_choose_its_place(qtbot, shown, kind, sample):
    tile = shown(kind(), snapshot=sample())
    rows = tile._rows
    with qtbot.waitSignal(tile.region_chosen) as blocker:
        at = rows.row_rect(1).center().toPoint()
        qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=at)
    assert blocker.args == [sample().rows[1].region]
    tile.select_region(sample().rows[1].region)
    with qtbot.waitSignal(tile.region_chosen) as blocker:
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert blocker.args == [sample().rows[2].region]


def test_rows_that_do_not_fit_are_counted(shown):
    tile = shown(WarningTile(), 900, 230, snapshot=samples.warning())
    assert 0 < tile._rows.shown_rows() < 4
    wide = shown(WarningTile(), 900, 500, snapshot=samples.warning())
    assert wide._rows.shown_rows() == 4


def test_a_board_without_places_says_so(shown):
    empty = replace(samples.warning(), rows=())
    tile = shown(WarningTile(), snapshot=empty)
    assert tile._rows._empty == "No place here reports by itself"
    tile.grab()


def test_r_is_said_with_its_interval_its_basis_and_what_was_left_out(shown):
    sample = samples.reproduction()
    tile = shown(ReproductionTile(), snapshot=sample)
    newest, growth, basis, remarks = tile.words()
    assert newest == f"R {sample.mean[-1]:.2f} ({sample.low[-1]:.2f}–{sample.high[-1]:.2f})"
    assert growth == "+22% a day: doubling every 3.5 days (2.3–6.9)"
    assert basis == (
        "serial interval 3.96 ± 4.75 d · 7-day windows · imported or not placed cases apart"
    )
    assert remarks == "2 corrections booked back · from 05-21 not finished: left out"


@pytest.mark.parametrize(
    ("rate", "interval", "words"),
    [
        (-0.1, (-9.0, -5.0), "−10% a day: halving every 6.9 days (5.0–9.0)"),
        (0.001, None, "±0% a day: neither growth nor decline is certain"),
        (None, None, "3 local cases in 14 days: too few for a growth rate"),
    ],
)
def test_growth_is_said_in_words(shown, rate, interval, words):
    figure = GrowthFigure(
        days=14,
        cases=3.0,
        rate=rate,
        low=rate,
        high=rate,
        doubling_days=None if rate is None else float(np.log(2) / rate),
        doubling_interval=interval,
    )
    tile = shown(ReproductionTile(), snapshot=samples.reproduction(growth=figure))
    assert tile.words()[1] == words


def test_too_few_cases_give_no_number(shown):
    tile = shown(ReproductionTile(), snapshot=samples.reproduction(cases=np.full(60, 3.0)))
    assert tile.words()[0] == "R: too few cases to say (3 in 7 days)"
    none = samples.reproduction(
        first_day=None, mean=np.empty(0), low=np.empty(0), high=np.empty(0), cases=np.empty(0),
        growth=None, imported=ImportedBasis.UNKNOWN,
    )  # fmt: skip
    tile.show_snapshot(none)
    assert tile.words()[0] == "R: too few days"
    assert tile._plot.drawing is None


def test_windows_of_few_cases_are_faint_and_those_without_a_case_are_not_drawn(shown):
    cases = np.where(np.arange(60) < 30, 4.0, 40.0)
    cases[:5] = 0.0
    tile = shown(ReproductionTile(), snapshot=samples.reproduction(cases=cases))
    drawing = tile._plot.drawing
    assert not drawing.told[:5].any()
    assert drawing.told[5:].all()
    assert not drawing.sure[:30].any()
    assert drawing.sure[30:].all()


def test_an_unpublished_stretch_is_hatched_and_not_bridged(shown):
    whole = samples.reproduction(mean=np.ones(60), low=np.full(60, 0.5), high=np.full(60, 1.5))
    tile = shown(ReproductionTile(), snapshot=whole)
    assert not has_colour(tile._plot, "unknown")
    tile.show_snapshot(samples.reproduction())
    assert has_colour(tile._plot, "unknown")


def test_the_scene_can_set_window_and_serial_interval_and_nonsense_is_passed_over():
    tile = ReproductionTile({"serial_mean": 4.7, "serial_std": 2.9, "days": 30})
    assert tile.request() == ReproductionRequest("", 4.7, 2.9)
    for options in ({"serial_mean": 0.5}, {"serial_std": "wide"}, {"serial_std": 0}):
        assert ReproductionTile(options).request() == ReproductionRequest()


def test_the_table_of_tiers_says_who_since_when_why_and_what_is_not_known(shown):
    tile = shown(RiskTile(), snapshot=samples.risk())
    assert tile.words() == [
        "County tiers (February 2020), in force 2020-02-17 to 2021-12-31",
        "Jilin City High since 2020-05-08 declared by the province",
        "Changchun Medium since 2020-05-08 new cases in 14 days 39 (> 0); "
        "not known: cluster within 14 days",
        "Yanbian Korean Autonomous Prefecture Undecided not known: new cases in 14 days",
        "Baishan Low since 2020-05-08 or earlier new cases in 14 days 39 (> 0)",
        "State Council joint mechanism",
    ]


def test_what_is_not_known_of_any_place_is_said_once(shown):
    sample = samples.risk()
    unknown = sample.rows[1].unknown
    rows = tuple(replace(row, unknown=unknown) for row in sample.rows[1:])
    tile = shown(RiskTile(), snapshot=replace(sample, rows=rows))
    said = tile.words()
    assert said[1] == "Changchun Medium since 2020-05-08 new cases in 14 days 39 (> 0)"
    assert said[-1].startswith("not known of any place: cluster within 14 days · ")


def test_without_a_rule_set_the_table_says_that_tiers_are_declared_ones(shown):
    tile = shown(RiskTile(), snapshot=replace(samples.risk(), rules=None))
    assert tile.words()[0] == "No rule set in force on this day: declared tiers only"
    assert RiskTile({"rule_set": "national-2022-11"}).request() == RiskRequest(
        "", "national-2022-11"
    )


@given(st.lists(st.booleans(), max_size=30))
def test_runs_cover_exactly_what_is_true(flags):
    found = [i for start, stop in runs(np.array(flags, dtype=np.bool_)) for i in range(start, stop)]
    assert found == [i for i, flag in enumerate(flags) if flag]


def test_every_step_of_investigation_has_its_newest_figure_sum_and_share(shown):
    tile = shown(InvestigationTile(), snapshot=response_samples.investigation())
    assert tile.words() == [
        "Screened, persons 120,000 1,560,000 in 14 days",
        "Positive 3 39 in 14 days · 0.25 per 10,000 screened",
        "Contacts traced 40 520 in 14 days",
        "Contacts followed 36 468 in 14 days · 90% of those traced",
        "Under observation 420",
        "Released 30 390 in 14 days",
        "58 of 60 places reported · from 05-21 not finished: left out",
    ]
    assert has_colour(tile._rows, "warn")
    assert has_colour(tile._rows, "unknown")


def test_investigation_without_figures_says_so(shown):
    empty = replace(response_samples.investigation(), stages=())
    tile = shown(InvestigationTile(), snapshot=empty)
    assert tile.words() == [""]
    assert tile._rows._empty == "Nothing published"


def test_the_network_names_the_silent_and_since_when_and_groups_as_chosen(qtbot, shown):
    tile = shown(NetworkTile(), snapshot=response_samples.network())
    said = tile.words()
    assert said[0].startswith("126 of 128 units in time · at 05-20")
    assert said[1:3] == ["Counties 118/120", "Province 8/8"]
    assert said[3] == "Unit A never reported"
    assert said[4].startswith("Unit B silent since 05-")
    button = tile._switch.findChild(type(tile._switch._group.button(1)), "region")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tile.words()[1] == "Changchun 31/32"
    assert NetworkTile({"group": "sector"})._grouping == "sector"
    assert NetworkTile({"group": "colour"})._grouping == "level"


def test_a_row_of_no_region_chooses_nothing_and_the_keys_pass_it_over(qtbot, shown):
    tile = shown(FacilitiesTile(), snapshot=response_samples.facilities())
    at = tile._rows.row_rect(0).center().toPoint()
    with qtbot.assertNotEmitted(tile.region_chosen):
        qtbot.mouseClick(tile._rows, Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(tile.region_chosen) as blocker:
        qtbot.keyClick(tile._rows, Qt.Key.Key_Down)
    assert blocker.args == ["220200"]


def test_beds_are_said_with_their_load_and_what_was_not_stated(shown):
    tile = shown(FacilitiesTile(), snapshot=response_samples.facilities())
    assert tile.words() == [
        "Designated hospitals (4 sites) beds 800/1,000 80% ICU —/—",
        "Jilin City (4 sites) beds 950/1,000 95% ICU 10/20 50%",
        "Changchun (4 sites) beds 400/1,000 40% ICU none",
        "Baishan (4 sites) · 4 state no beds beds —/— ICU —/—",
    ]
    assert has_colour(tile, "bad")
    assert has_colour(tile, "unknown")


def fan(**changes):
    values = {
        "first_day": samples.TODAY,
        "quantiles": np.outer([1.0, 3.0, 5.0, 8.0, 20.0], np.ones(14)),
        "score": ForecastScore(relative_wis=0.61, coverage=0.9, origins=7),
        "refused": None,
    }
    return TrendForecast(**{**values, **changes})


def test_the_trend_draws_a_fan_after_the_finished_days_and_says_what_it_is_worth(shown):
    tile = shown(TrendTile({"forecast": 14}))
    assert tile.request() == TrendRequest(forecast=14)
    tile.show_snapshot(replace(trend(60), forecast=fan()))
    drawing = tile._plot._drawing
    assert drawing.fan_from == 59
    assert drawing.width == 59 + 14
    assert tile._outlook.text() == (
        "Forecast from 05-20 (50% and 95% fan): 5 a day after 14 days (1–20)"
    )
    assert tile._worth.text() == (
        "Tried 7 times on this series: WIS 61% of the baseline's, 95% fan held 90%"
    )
    assert "Forecast, 50% and 95%" in tile._legend.names()
    for scale in ("log", "linear"):
        tile._choose_scale(scale)
        assert tile._plot._fan.bands[0].polygon().count() > 14
    tile.show_snapshot(replace(trend(60), forecast=fan(score=None)))
    assert tile._worth.text() == "Not yet tried on this series"


def test_no_fan_is_drawn_over_running_sums_or_where_it_was_refused(shown):
    tile = shown(TrendTile({"forecast": 14, "mode": "cumulative"}))
    tile.show_snapshot(replace(trend(60), forecast=fan()))
    assert tile._plot._drawing.fan is None
    refused = fan(first_day=None, quantiles=np.empty((5, 0)), refused=Text("无", "no forecast"))
    tile._choose_mode("daily")
    tile.show_snapshot(replace(trend(60), forecast=refused))
    assert tile._plot._drawing.fan is None
    assert tile._plot._fan.bands[0].polygon().count() == 0
    assert tile._outlook.text() == "no forecast"
    assert not tile._worth.isVisible()


@pytest.mark.parametrize("option", [True, -3, "week", 1.5])
def test_nonsense_for_a_forecast_asks_for_none(option):
    assert TrendTile({"forecast": option}).request() == TrendRequest()
    assert TrendTile({"forecast": 7, "compare": ["a", "b"]}).request() == TrendRequest(("a", "b"))
