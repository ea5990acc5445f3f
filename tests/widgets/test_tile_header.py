"""The head of a tile: the title is read whole, and the mark gives way to it."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console import theme
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Lang
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import set_language
from console.widgets.timeliness_tile import TimelinessTile
from tests.widgets.timeliness_samples import timeliness

LONG_AGO = datetime.now().astimezone() - timedelta(days=900)
STALE = TruthMark(Truth.STALE, LONG_AGO)


@pytest.fixture
def wall(qtbot):
    set_language(Lang.EN)
    made = QWidget()
    made.setStyleSheet(theme.stylesheet("wall", theme.Metrics(1080)))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def tile(wall, qtbot):
    made = TimelinessTile(parent=wall)
    made.set_metrics(theme.Metrics(1080))
    made.resize(900, 400)
    wall.show()
    qtbot.waitExposed(wall)
    made.show_snapshot(timeliness())
    made.show_truth(STALE)
    return made


def test_a_wide_tile_says_since_when_it_is_stale(tile):
    assert "since" in tile.badge.text()


def test_a_narrow_tile_keeps_its_title_and_leaves_the_moment_to_the_bubble(tile):
    tile.resize(420, 400)
    tile.layout().activate()
    assert "STALE" in tile.badge.text()
    assert "since" not in tile.badge.text()
    assert "since" in tile.badge.toolTip()
    assert tile.findChild(ElidedLabel).shown()[1] == tile.heading()
    tile.resize(900, 400)
    assert "since" in tile.badge.text()
    assert tile.badge.toolTip() == ""


def test_a_mark_that_grows_gives_way_as_well(tile):
    tile.show_truth(TruthMark(Truth.LIVE))
    tile.resize(400, 400)
    tile.show_truth(STALE)
    assert "since" not in tile.badge.text()


def test_a_line_shrinks_to_its_least_size_before_anything_is_left_out(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setStyleSheet("font-size: 40px")
    label.setText("Isolation to treatment")
    label.show()
    label.resize(label.whole_width() * 6 // 10, 60)
    assert label.shown()[1] != label.text()
    label.set_least(20)
    font, words = label.shown()
    assert words == label.text()
    assert 20 <= font.pixelSize() < 40
    label.set_least(39)
    assert label.shown()[1] != label.text()


def test_a_label_of_two_lines_takes_the_second_only_where_it_needs_it(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("not known of any place: clusters, community outbreaks")
    label.set_lines(2)
    label.show()
    whole, line = label.whole_width(), label.fontMetrics().lineSpacing()
    assert label.heightForWidth(whole) == line
    assert label.heightForWidth(whole - 1) == 2 * line
    label.resize(whole * 7 // 10, 2 * line)
    first, second = label.shown()[1].split("\n")
    assert f"{first} {second}" == label.text()
    label.resize(whole * 3 // 10, 2 * line)
    assert label.shown()[1].endswith("…")


def test_a_column_of_labels_gives_two_lines_their_height(qtbot):
    column = QWidget()
    qtbot.addWidget(column)
    label, rest = ElidedLabel(column), QWidget(column)
    label.set_lines(2)
    label.setText("not known of any place: clusters, community outbreaks")
    layout = QVBoxLayout(column)
    layout.addWidget(rest, 1)
    layout.addWidget(label)
    column.show()
    column.resize(label.whole_width() * 7 // 10, 300)
    qtbot.waitUntil(lambda: label.height() == 2 * label.fontMetrics().lineSpacing())
