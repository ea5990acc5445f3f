"""The daily brief by its key: from the figures that the console has, written off the GUI thread."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console import paths
from console.app import briefing
from console.app.briefing import Briefing
from console.domain.brief import requests_of
from console.domain.requests import HeadlineRequest, StatusRequest
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.snapshots import SnapshotBatch
from console.domain.truth import FreshnessLimits, LinkState
from console.domain.wording import Text
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.show import Show
from console.views.wall_set import WallSet
from console.wall.alarm_rules import AlarmRules
from console.wall.director import Director
from console.wall.program import Program
from console.wall.state import Author, WallState
from tests.widgets import samples

SCENE = Scene("s", Text("场", "Scene"), ((ScreenLayout((TilePlace("clock", 1, 1, 12, 12),)),),))
OUTLINES = paths.resources() / "map" / "jilin_prefectures.geojson"
LONG = 30_000


class Desk:
    """A desk with a brief, and what a board would be told by the readers."""

    def __init__(self, outlines: Path) -> None:
        self.window = QWidget()
        self.board = Board(FreshnessLimits())
        self.wall = WallSet(DISPLAYS, self.board, screens=1, windowed=True)
        state = WallState.of(Program("s"))
        director = Director({"s": SCENE}, state, author=Author(), safe="", sheets={})
        self.show = Show(director, self.board, self.wall, AlarmRules())
        limits = FreshnessLimits()
        self.briefing = Briefing(self.window, self.board, self.show, outlines, limits)
        self.told = QSignalSpy(self.briefing.told)
        self.board.start()

    def tell(self) -> None:
        """Answer the requests of the brief that there are samples for; the others fail."""
        wanted = frozenset(requests_of(""))
        headline = replace(samples.headline(), request=HeadlineRequest(""))
        found = (headline, replace(samples.status(), request=StatusRequest()))
        kept = tuple(snapshot for snapshot in found if snapshot.request in wanted)
        self.board.take_link(LinkState(datetime.now(UTC), connected=True))
        self.board.take_batch(SnapshotBatch(kept, wanted - {s.request for s in kept}))

    def stop(self) -> None:
        self.briefing.stop()
        self.board.stop()
        self.wall.close()


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(briefing, "_LONGEST", 0.5)
    found = Desk(OUTLINES)
    qtbot.addWidget(found.window)
    yield found
    found.stop()


def files() -> list[Path]:
    folder = paths.user_data() / "briefs"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_the_key_makes_a_page_from_what_there_is_and_says_where_it_lies(desk, qtbot):
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=LONG)
    QTest.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.told.count() == 1, timeout=LONG)
    assert set(requests_of("")) <= desk.board.wanted
    desk.tell()
    qtbot.waitUntil(lambda: desk.told.count() == 2, timeout=LONG)
    png, pdf = sorted(files(), key=lambda path: path.suffix, reverse=True)
    assert not QImage(str(png)).isNull()
    assert str(pdf) in desk.told.at(1)[0].en
    assert HeadlineRequest("") not in desk.board.wanted


def test_a_second_press_while_one_is_made_makes_no_second(desk, qtbot):
    desk.briefing.make()
    desk.briefing.make()
    desk.tell()
    qtbot.waitUntil(lambda: desk.told.count() == 2, timeout=LONG)
    assert len(files()) == 2


def test_figures_that_never_come_leave_a_page_that_says_so(desk, qtbot):
    desk.briefing.make()
    qtbot.waitUntil(lambda: desk.told.count() == 2, timeout=LONG)
    assert len(files()) == 2


def test_a_folder_that_cannot_be_written_is_told_with_its_remedy(desk, qtbot):
    folder = paths.user_data() / "briefs"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    desk.briefing.make()
    qtbot.waitUntil(lambda: desk.told.count() == 2, timeout=LONG)
    assert "not written" in desk.told.at(1)[0].en
    assert "rights" in desk.told.at(1)[0].en


def test_outlines_that_cannot_be_read_cost_the_map_and_not_the_page(tmp_path):
    assert briefing.outlines_of(tmp_path / "none.geojson") is None
    assert briefing.outlines_of(OUTLINES) is not None
