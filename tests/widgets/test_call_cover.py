"""What hides a picture: told once it lasts, and not of a flicker."""

import pytest
from PySide6.QtWidgets import QWidget

from console.widgets.call_cover import CallCover

_PATIENCE = 20_000


@pytest.fixture
def place(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_a_cover_hides_all_of_its_place_and_is_told_once_when_it_lasts(qtbot, place):
    cover = CallCover(place)
    told: list[bool] = []
    cover.lasting_changed.connect(lambda: told.append(cover.is_lasting))
    cover.lay()
    assert cover.isVisible()
    assert cover.geometry() == place.rect()
    assert not cover.is_lasting
    qtbot.waitUntil(lambda: cover.is_lasting, timeout=_PATIENCE)
    cover.lay()
    cover.lift()
    assert not cover.isVisible()
    assert told == [True, False]


def test_a_cover_that_is_lifted_at_once_is_not_told_of(qtbot, place):
    short, long = CallCover(place), CallCover(place)
    told: list[bool] = []
    short.lasting_changed.connect(lambda: told.append(short.is_lasting))
    short.lay()
    short.lift()
    long.lay()
    qtbot.waitUntil(lambda: long.is_lasting, timeout=_PATIENCE)
    assert told == []
