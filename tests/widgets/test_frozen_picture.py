"""A frozen tile shows what was seen, and what it shows cannot be taken for the present."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from console.domain.truth import Truth, TruthMark
from console.widgets.headline_tile import HeadlineTile
from tests.widgets import samples

SINCE = datetime(2026, 2, 1, 8, tzinfo=UTC)


class TileWithMarks(HeadlineTile):
    """A tile whose content says LIVE itself."""

    marks_inside = True


@pytest.fixture(params=[HeadlineTile, TileWithMarks])
def tile(request, qtbot: QtBot) -> HeadlineTile:
    made = request.param()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    made.show_snapshot(samples.headline())
    made.show_truth(TruthMark(Truth.LIVE))
    return made


def brightness(image: QImage) -> int:
    columns = range(0, image.width(), 3)
    return sum(image.pixelColor(x, y).lightness() for x in columns for y in range(image.height()))


def test_the_mark_says_frozen_whatever_mark_comes_and_the_last_one_comes_back(tile):
    tile.freeze(SINCE)
    tile.show_truth(TruthMark(Truth.LOST, demo=True))
    assert tile.badge.mark == TruthMark(Truth.FROZEN, SINCE, demo=True)
    tile.thaw()
    assert tile.badge.mark == TruthMark(Truth.LOST, demo=True)
    assert not tile.frozen


def test_freezing_twice_keeps_the_first_picture_and_its_time(tile):
    tile.freeze(SINCE)
    still = tile._still
    tile.freeze(datetime(2026, 2, 2, tzinfo=UTC))
    assert tile._still is still
    assert tile.badge.mark.since == SINCE


def test_only_a_picture_with_marks_of_its_own_is_stamped_over(tile):
    before = brightness(tile.content.grab().toImage())
    tile.freeze(SINCE)
    after = brightness(tile.content.grab().toImage())
    assert (after < before * 0.9) == tile.marks_inside


def test_a_hidden_tile_is_frozen_with_what_it_would_show(qtbot):
    tile = HeadlineTile()
    qtbot.addWidget(tile)
    tile.resize(900, 300)
    tile.show_snapshot(samples.headline())
    tile.freeze(SINCE)
    tile.show()
    qtbot.waitExposed(tile)
    picture = tile.content.grab().toImage()
    assert len({picture.pixel(x, 40) for x in range(picture.width())}) > 5
    tile.thaw()
    live = tile.grab(tile.content.geometry()).toImage()
    assert picture.pixel(2, 2) == live.pixel(2, 2)
