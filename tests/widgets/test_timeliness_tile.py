"""The four earlies on the wall: against targets, with what is not known told from zero."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from console import theme
from console.domain.wording import Lang
from console.widgets.language import set_language
from console.widgets.style import font_metrics
from console.widgets.timeliness_tile import TimelinessTile
from tests.widgets.timeliness_samples import place, step, timeliness


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def tile(qtbot):
    made = TimelinessTile()
    qtbot.addWidget(made)
    made.set_metrics(theme.Metrics(1080))
    made.resize(940, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def has_colour(widget, role):
    image = widget.grab().toImage()
    wanted = QColor(theme.palette()[role]).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_each_step_is_told_with_its_spread_target_trend_and_completeness(tile):
    tile.show_snapshot(timeliness())
    assert tile.words()[:4] == [
        "Week 20 of 2020 (05-11 to 05-17): 20 cases, 22 published",
        "Onset to report · 61 h · P90 4.2 d · over target 48 h ↗ slower · 18/20 cases",
        "Report to isolation · −5 h · P90 35 h · within target 48 h ↘ faster · 19/20, 11 reversed",
        "Isolation to treatment · not known: no case tells it · 0/20 cases",
    ]


def test_no_case_not_in_the_line_list_and_not_published_are_three_things(tile):
    tile.show_snapshot(timeliness())
    told = tile.words()[4:8]
    assert "18 cases ▲72 h 3 h 6 h" in told[0]
    assert "3 published, none in the line list" in told[1]
    assert "no case" in told[2]
    assert "not published" in told[3]


def test_the_week_under_way_is_said_to_be_left_out(tile):
    tile.show_snapshot(timeliness())
    assert "the week under way is left out: 4 cases so far" in tile.words()[-1]
    tile.show_snapshot(timeliness(under_way=0))
    assert "under way" not in tile.words()[-1]


def test_a_line_list_without_a_case_of_the_region_says_so(tile):
    tile.show_snapshot(timeliness(week=None, whole=None, places=()))
    assert tile.words()[0] == "No case in the line list"


def test_all_three_steps_are_in_sight_however_low_the_tile_is(tile):
    tile.resize(700, 300)
    tile.show_snapshot(timeliness())
    assert tile._steps.shown_rows() == 3


def test_a_median_over_its_target_is_marked_by_more_than_colour(tile):
    within = place(1, 2, 2.0, 10.0, 1.0, 1.0)
    tile.show_snapshot(timeliness(places=(within,)))
    assert "▲" not in tile.words()[4]
    tile.show_snapshot(timeliness())
    assert "▲72 h" in tile.words()[4]
    assert has_colour(tile._places, "warn")


def test_without_a_target_nothing_is_judged():
    assert step("onset_report", 61.0, target=None).over is None
    assert step("onset_report", None).over is None
    assert step("onset_report", 48.0).over is False


def test_no_word_of_a_step_is_cut_on_a_wall_of_two_columns(tile):
    tile.show_snapshot(timeliness())
    rows, least = tile._steps, tile.metrics.least
    assert rows.lines() == 1
    for one in timeliness().whole.steps:
        boxes = rows.parts(QRectF(0, 0, rows.width() - 10, 40), one)[:4]
        for box, (words, _, bold) in zip(boxes, rows.texts(one), strict=True):
            assert font_metrics(least, bold=bold).horizontalAdvance(words) <= box.width(), words
