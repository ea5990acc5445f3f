"""The displays show what they were given, in either language, and survive what is missing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPicture

from console import theme
from console.domain.provenance import Basis
from console.domain.requests import HeadlineRequest, MaterialsRequest, Measure, TrendRequest
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Lang
from console.widgets.clock_tile import ClockTile
from console.widgets.cover_matrix import CoverMatrix, broken_name
from console.widgets.headline_tile import HeadlineTile
from console.widgets.language import set_language
from console.widgets.material_series_tile import MaterialSeriesTile
from console.widgets.materials_tile import MaterialsTile
from console.widgets.status_tile import StatusTile
from console.widgets.trend_tile import TrendTile
from console.widgets.worst_list import WorstList
from console.widgets.worst_tile import WorstShortagesTile
from tests.widgets import samples

TILES = {
    HeadlineTile: samples.headline,
    ClockTile: samples.status,
    StatusTile: samples.status,
    TrendTile: samples.trend,
    MaterialsTile: samples.materials,
    MaterialSeriesTile: samples.materials,
    WorstShortagesTile: samples.materials,
}


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def shown(qtbot):
    def show(tile, width=900, height=500):
        qtbot.addWidget(tile)
        tile.set_metrics(theme.Metrics(1080))
        tile.resize(width, height)
        tile.show()
        qtbot.waitExposed(tile)
        return tile

    return show


def colours_of(widget):
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}


@pytest.mark.parametrize(
    "kind", sorted(TILES.keys() - {ClockTile}, key=str), ids=lambda kind: kind.__name__
)
def test_a_tile_draws_its_snapshot_differently_from_its_empty_self(shown, kind):
    tile = shown(kind())
    before = tile.grab().toImage()
    tile.show_snapshot(TILES[kind]())
    assert tile.grab().toImage() != before


@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_asks_again_for_what_it_was_asked_with_another_region(kind):
    tile = kind()
    first = tile.request()
    tile.select_region("220200")
    if kind not in {ClockTile, StatusTile}:
        assert tile.request() != first


@pytest.mark.parametrize("kind", TILES, ids=lambda kind: kind.__name__)
def test_a_tile_starts_lost_and_carries_every_truth_it_is_told(shown, kind):
    tile = shown(kind())
    assert tile.badge.mark.truth is Truth.LOST
    for truth in Truth:
        tile.show_truth(TruthMark(truth, samples.NOON))
        assert tile.property("truth") == truth.value
        assert truth.name in tile.badge.text()


def test_lost_figures_of_a_demonstration_say_both():
    tile = HeadlineTile()
    tile.show_truth(TruthMark(Truth.LOST, samples.NOON, demo=True))
    assert "LOST" in tile.badge.text()
    assert "DEMO" in tile.badge.text()


def test_a_tile_smaller_than_its_text_is_drawn_without_complaint(shown):
    for kind, sample in TILES.items():
        tile = shown(kind(), 40, 30)
        tile.show_snapshot(sample())
        tile.grab()


def test_the_headline_tells_zero_from_not_published(shown):
    tile = shown(HeadlineTile())
    tile.show_snapshot(samples.headline())
    assert tile.request() == HeadlineRequest("")
    assert any("157" in words for words in tile.words())
    assert any(words.startswith("Screened today —") for words in tile.words())


def test_the_headline_is_written_in_chinese_after_a_switch(shown):
    tile = shown(HeadlineTile())
    tile.show_snapshot(samples.headline())
    set_language(Lang.ZH)
    tile.retranslate()
    assert any(words.startswith("累计确诊 157") for words in tile.words())


def test_the_source_line_names_day_basis_and_publisher(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend())
    words = tile.source_words()
    assert words == "as of 2020-05-20 · by report date · Provincial Health Commission"


def test_a_register_without_a_day_says_when_it_was_last_changed(shown):
    tile = shown(TrendTile())
    shot = samples.trend()
    source = replace(shot.provenance, as_of=None, basis=Basis.REGISTER)
    tile.show_snapshot(replace(shot, provenance=source))
    assert tile.source_words().startswith(
        f"last changed {samples.NOON.astimezone():%Y-%m-%d %H:%M}"
    )
    tile.show_snapshot(replace(shot, provenance=replace(source, reported_at=None)))
    assert tile.source_words().startswith("no data yet")


def test_a_trend_draws_final_days_solid_and_the_unfinished_day_apart(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    assert "Day not complete" in tile._legend.names()
    solid = tile._plot._bars.opts["x"]
    hatched = tile._plot._open_bars.opts["x"]
    assert 59 not in solid
    assert set(hatched) <= {59}


def test_a_negative_correction_is_drawn_below_zero(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    heights = tile._plot._bars.opts["height"]
    assert heights.min() == -1


def test_a_day_that_was_not_published_has_no_bar(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    assert 7 not in tile._plot._bars.opts["x"]


def test_the_mean_ends_where_counts_are_not_final(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    _, mean = tile._plot._curves[0].getData()
    assert np.isnan(mean[59])
    assert not np.isnan(mean[58])


def test_switching_to_cumulative_draws_the_running_sum(qtbot, shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    button = tile._modes.findChild(type(tile._modes._group.button(1)), "cumulative")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    _, drawn = tile._plot._curves[0].getData()
    np.testing.assert_array_equal(drawn, tile.snapshot.series[0].cumulative)
    assert len(tile._plot._bars.opts["x"]) == 0


def test_a_comparison_names_every_region_and_draws_no_bars(shown):
    tile = shown(TrendTile({"compare": ["220100", "220200", "222400"]}))
    assert tile.request() == TrendRequest(("220100", "220200", "222400"))
    tile.show_snapshot(samples.trend(60, regions=3))
    assert tile._legend.names()[:2] == ["Changchun", "Jilin City"]
    assert len(tile._plot._bars.opts["x"]) == 0


def test_fewer_regions_leave_no_stale_curve_behind(shown):
    tile = shown(TrendTile({"compare": ["a", "b", "c"]}))
    tile.show_snapshot(samples.trend(60, regions=3))
    tile.show_snapshot(samples.trend(60, regions=1))
    assert [len(curve.xData) for curve in tile._plot._curves[1:]] == [0, 0]


def test_a_long_history_is_cut_to_the_window_and_kept_whole_on_demand(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(1000))
    assert tile._plot._drawing.days == 400
    whole = shown(TrendTile({"days": 0}))
    whole.show_snapshot(samples.trend(1000))
    assert whole._plot._drawing.days == 1000


@pytest.mark.parametrize("options", [{"days": "many"}, {"measure": 7}, {"compare": 5}])
def test_nonsense_in_the_options_falls_back_to_the_default(options):
    tile = TrendTile(options)
    assert tile.request() == TrendRequest(("",), Measure.CONFIRMED)


def test_a_note_is_told_with_its_day(shown):
    tile = shown(TrendTile())
    tile.show_snapshot(samples.trend(60))
    assert "cumulative corrected from 5 to 4" in tile._notes.text()
    assert tile._notes.isVisible()


def test_the_matrix_paints_a_grave_cell_in_its_own_colour(shown):
    tile = shown(MaterialsTile())
    assert QColor(theme.palette()["bad"]).rgb() not in colours_of(tile._matrix)
    tile.show_snapshot(samples.materials())
    assert QColor(theme.palette()["bad"]).rgb() in colours_of(tile._matrix)


def test_a_click_on_a_place_and_on_a_material_says_which(qtbot, shown):
    tile = shown(MaterialsTile())
    tile.show_snapshot(samples.materials())
    matrix: CoverMatrix = tile._matrix
    heard: list[tuple[str, str]] = []
    tile.region_chosen.connect(lambda code: heard.append(("region", code)))
    tile.material_chosen.connect(lambda code: heard.append(("material", code)))
    for row, column in ((2, -1), (-1, 1), (0, -1)):
        at = matrix._cell_rect(row, column).center().toPoint()
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=at)
    assert heard == [("region", "220200"), ("material", "m1"), ("region", "")]


def test_a_click_outside_the_matrix_chooses_nothing(qtbot, shown):
    tile = shown(MaterialsTile(), height=900)
    tile.show_snapshot(samples.materials())
    with qtbot.assertNotEmitted(tile.region_chosen):
        bottom = QPoint(5, tile._matrix.height() - 2)
        qtbot.mouseClick(tile._matrix, Qt.MouseButton.LeftButton, pos=bottom)


def test_the_keys_walk_through_the_places(qtbot, shown):
    tile = shown(MaterialsTile())
    tile.show_snapshot(samples.materials())
    with qtbot.waitSignal(tile.region_chosen) as blocker:
        qtbot.keyClick(tile._matrix, Qt.Key.Key_Down)
    assert blocker.args == ["220100"]


def test_what_does_not_fit_is_counted_not_hidden(shown):
    tile = shown(MaterialsTile(), 420, 260)
    tile.show_snapshot(samples.materials())
    rows, columns = tile._matrix.shown_size()
    assert rows < 5
    assert f"{columns} of 5 materials" in tile.source_words()
    assert f"{5 - rows} places not shown" in tile.source_words()


def test_choosing_a_material_asks_for_its_series(qtbot):
    tile = MaterialSeriesTile()
    with qtbot.waitSignal(tile.request_changed) as blocker:
        tile.select_material("m2")
    assert blocker.args == [MaterialsRequest("", "m2")]
    tile.select_material("")
    assert tile.request() == MaterialsRequest()


def test_shipped_and_arrived_stand_apart(shown):
    tile = shown(MaterialSeriesTile())
    tile.show_snapshot(samples.materials())
    assert tile.panels[2].newest() == ["Shipped 400", "Arrived 350"]


def test_shortages_are_named_worst_first_and_their_absence_is_said(shown):
    tile = shown(WorstShortagesTile())
    tile.show_snapshot(samples.materials())
    assert tile._list.sentences[0].startswith("Changchun")


def test_a_long_sentence_is_broken_into_lines_and_loses_no_word():
    sentence = "Yanbian Korean Autonomous Prefecture: respirators last 1.8 days, short of 270,400"
    lines = WorstList._broken(sentence, 300, 24)
    assert len(lines) == 3
    assert " ".join(lines) == sentence


def test_the_status_line_says_the_day_and_the_age_of_each_dataset(shown):
    tile = shown(StatusTile())
    tile.show_snapshot(samples.status())
    words = tile._strip.words(samples.datetime.now(samples.UTC))
    assert words[0] == "Daily cases 2020-05-20 · 5 min ago"
    assert words[-1] == "Alerts no data yet"


def test_a_hidden_clock_does_not_tick(shown):
    tile = shown(ClockTile())
    assert tile._timer.isActive()
    tile.hide()
    assert not tile._timer.isActive()


def test_a_tile_without_data_says_that_it_waits_and_then_never_again(shown):
    tile = shown(HeadlineTile())
    assert tile._waiting.text() == "Waiting for data"
    assert tile._waiting.isVisible()
    assert not tile.content.isVisible()
    tile.show_snapshot(samples.headline())
    assert tile.content.isVisible()
    assert not tile._waiting.isVisible()


@given(st.text(min_size=1, max_size=40), st.integers(1, 20))
def test_a_broken_name_loses_no_letter_and_takes_no_line_too_many(name, width):
    lines = broken_name(name, width, len, 3)
    assert len(lines) <= 3
    assert (" " if name.isascii() else "").join(lines) == name


@pytest.mark.parametrize("height", [720, 1080, 2160])
def test_the_zero_of_the_curve_is_numbered_on_every_wall(shown, height):
    tile = shown(TrendTile(), height, height // 5)
    tile.set_metrics(theme.Metrics(height))
    snapshot = samples.trend(60)
    rises = tuple(
        replace(one, new=np.abs(one.new), mean7=np.abs(one.mean7)) for one in snapshot.series
    )
    tile.show_snapshot(replace(snapshot, series=rises))
    tile.grab()
    axis = tile._plot.getAxis("left")
    picture = QPicture()
    painter = QPainter(picture)
    painter.setFont(axis.style["tickFont"])
    _, _, texts = axis.generateDrawSpecs(painter)
    painter.end()
    assert "0" in [words for _, _, words in texts]
