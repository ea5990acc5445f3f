"""From figure to source, as the operator does it: a click on a tile, one on a row, an export."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from console import paths
from console.app.sources import Sources
from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from console.domain.datasets import Dataset
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.truth import FreshnessLimits
from console.domain.wording import Lang, Text
from console.live.refresher import Refresher
from console.live.runner import ServiceThread
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.grid_table import GridTable, cell_words
from console.views.wall_set import WallSet
from console.widgets.language import set_language

CITY, COUNTY = "220200", "220282"
LAST = date(2020, 5, 12)
CASES = {0: 3, 1: 3, 2: 11, 3: 0}
LAYOUT = ScreenLayout(
    (
        TilePlace("trend", 1, 1, 6, 12, region=CITY),
        TilePlace("warning", 7, 1, 6, 12),
    ),
)
SCENE = Scene("s", Text("场", "Scene"), ((LAYOUT,),))


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = tmp_path / "centre.sqlite"
    path.touch()
    engine = open_engine(str(path))
    initialise(engine)
    rows = [
        {"region": CITY, "date": LAST - timedelta(days=back), "confirmed_new": CASES.get(back, 1)}
        for back in range(40)
    ]
    rows.append({"region": COUNTY, "date": LAST, "confirmed_new": 2})
    with writing(engine) as connection:
        connection.execute(insert(DATASET_TABLES["case_daily"]), rows)
    engine.dispose()
    return f"sqlite:///{path}"


class Desk:
    """The desk, the wall and what feeds them, as a run of the console has them."""

    def __init__(self, url: str, qtbot: QtBot) -> None:
        set_language(Lang.EN)
        self.board = Board(FreshnessLimits())
        self.wall = WallSet(DISPLAYS, self.board, screens=1, windowed=True)
        self.desk = DeskWindow((SCENE,), FreshnessLimits(), FaultBook())
        self.sources = Sources(self.desk, self.board, self.wall)
        self.wall.windows_changed.connect(self.desk.thumbnails.show_windows)
        self.told = QSignalSpy(self.sources.told)
        self.refresher = Refresher(url)
        self.thread = ServiceThread(self.refresher, "refresher")
        self.board.status_changed.connect(self.desk.health.show_status)
        self.board.wanted_changed.connect(self.refresher.want)
        self.refresher.snapshots_ready.connect(self.board.take_batch)
        self.refresher.link_changed.connect(self.board.take_link)
        self.sources.use(url)
        self.wall.open(SCENE)
        self.desk.resize(1600, 1000)
        self.desk.show()
        self.board.start()
        self.thread.start()
        self.qtbot = qtbot
        self.until(lambda: all(tile.snapshot for tile in self.tiles))
        self.desk.thumbnails.renew_all()
        self.until(lambda: self.desk.thumbnails.thumbnails[0].picture is not None)

    @property
    def tiles(self):
        return self.wall.windows[0].tiles

    def until(self, so) -> None:
        self.qtbot.waitUntil(so, timeout=30_000)

    def click_on(self, tile) -> None:
        """Click on the middle of ``tile`` in the desk's small picture of the wall."""
        thumbnail = self.desk.thumbnails.thumbnails[0]
        picture, window = thumbnail.picture, self.wall.windows[0]
        width = picture.width() / thumbnail.devicePixelRatio()
        scale, left = width / window.width(), (thumbnail.width() - width) / 2
        middle = tile.geometry().center()
        at = QPoint(round(left + middle.x() * scale), round(middle.y() * scale))
        QTest.mouseClick(thumbnail, Qt.MouseButton.LeftButton, pos=at)

    def rows(self) -> list[list[str]]:
        grid = self.sources.window.rows.grid
        return [[cell_words(cell) for cell in row] for row in grid.rows]

    def stop(self) -> None:
        self.sources.stop()
        self.thread.stop(10)
        self.board.stop()
        self.desk.end()
        self.wall.close()


@pytest.fixture
def desk(url: str, qtbot: QtBot) -> Iterator[Desk]:
    found = Desk(url, qtbot)
    yield found
    found.stop()


def figures(desk: Desk) -> GridTable:
    page = desk.sources.window.tabs.currentWidget()
    assert isinstance(page, GridTable)
    return page


def choose(desk: Desk, row: int) -> None:
    """Click on a row of the figures."""
    page = figures(desk)
    index = page.model().index(row, 0)
    page.scrollTo(index)
    where = page.visualRect(index).center()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_two_clicks_lead_from_a_tile_to_the_rows_of_its_day_in_the_database(desk):
    desk.click_on(desk.tiles[0])
    window = desk.sources.window
    assert window.isVisible()
    assert "7-day mean" in window.formula.text()
    assert window.ages.grid.datasets[0] is Dataset.CASE_DAILY
    assert not desk.wall.windows[0].isActiveWindow()
    grid = figures(desk).grid
    day = LAST - timedelta(days=2)
    desk.until(lambda: len(desk.rows()) == 41)  # the city's, and its county's
    choose(desk, next(row for row in range(len(grid.rows)) if grid.day_of(row) == day))
    desk.until(lambda: len(desk.rows()) == 1)
    (row,) = desk.rows()
    heads = [column.name.en for column in window.rows.grid.columns]
    assert (row[0], row[2]) == (CITY, str(day))
    assert row[heads.index("confirmed_new")] == "11"
    assert row[heads.index("deaths_new")] == "—"
    assert str(day) in window.asked.text()


def test_a_row_of_a_place_brings_the_rows_of_that_place_and_of_what_lies_in_it(desk):
    desk.click_on(desk.tiles[1])
    grid = figures(desk).grid
    choose(desk, next(row for row in range(len(grid.rows)) if grid.region_of(row) == COUNTY))
    desk.until(lambda: [row[0] for row in desk.rows()] == [COUNTY])


def test_the_key_opens_the_largest_tile_or_the_marked_one(desk):
    desk.desk.activateWindow()
    desk.until(desk.desk.isActiveWindow)
    desk.desk.setFocus()
    desk.sources.mark(desk.wall.windows[0].key(desk.wall.windows[0].places[1]))
    QTest.keyClick(desk.desk, Qt.Key.Key_S)
    desk.until(desk.sources.window.isVisible)
    assert desk.sources.window.title.text() == desk.tiles[1].heading()


def test_a_click_beside_the_picture_brings_the_wall_and_opens_nothing(desk):
    thumbnail = desk.desk.thumbnails.thumbnails[0]
    at = QPoint(thumbnail.width() // 2, thumbnail.height() - 2)
    QTest.mouseClick(thumbnail, Qt.MouseButton.LeftButton, pos=at)
    assert not desk.sources.window.isVisible()


def test_a_dataset_of_the_desks_list_opens_its_rows(desk):
    desk.until(lambda: desk.desk.health.table.topLevelItemCount() > 3)
    table = desk.desk.health.table
    names = [table.topLevelItem(row).text(0) for row in range(table.topLevelItemCount())]
    table.setCurrentItem(table.topLevelItem(names.index("Daily cases")))
    table.itemActivated.emit(table.currentItem(), 0)
    desk.until(lambda: len(desk.rows()) == 41)
    assert desk.sources.window.title.text() == "Daily cases"


def test_an_export_holds_picture_figures_and_the_rows_behind_them(desk):
    desk.click_on(desk.tiles[0])
    desk.until(lambda: len(desk.rows()) == 41)
    desk.sources.window.export.click()
    desk.until(lambda: desk.told.count() == 1)
    (folder,) = (paths.user_data() / "exports").iterdir()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 4
    assert not any(name.endswith(".part") for name in names)
    assert not QImage(str(next(folder.glob("*.png")))).isNull()
    figures_file, rows_file = sorted(folder.glob("*.csv"))
    if "-rows" in figures_file.name:
        figures_file, rows_file = rows_file, figures_file
    with rows_file.open(encoding="utf-8-sig", newline="") as file:
        behind = list(csv.reader(file))
    assert {CITY, COUNTY} <= {row[0] for row in behind if row}
    assert len(load_workbook(folder / "figures.xlsx").sheetnames) == 2
    assert "Formula" in figures_file.read_text("utf-8-sig")


def test_the_whole_wall_is_exported_by_one_key_and_a_second_press_waits(desk):
    desk.sources.export_wall()
    desk.sources.export_wall()
    desk.until(lambda: desk.told.count() == 1)
    (folder,) = (paths.user_data() / "exports").iterdir()
    assert len(list(folder.glob("*.png"))) == len(desk.tiles)
    assert len(list(folder.glob("*.csv"))) == len(desk.tiles)


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(desk):
    folder = paths.user_data() / "exports"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    desk.sources.export_wall()
    desk.until(lambda: desk.told.count() == 1)
    words = desk.told.at(0)[0]
    assert "exported" in words.en
    assert folder.read_text() == "in the way"


def test_a_database_that_went_away_is_said_in_the_window(desk, tmp_path):
    desk.sources.use(f"sqlite:///{tmp_path / 'gone.sqlite'}")
    desk.click_on(desk.tiles[0])
    desk.until(lambda: desk.sources.window.notice.text() != "")
    assert desk.rows() == []


def test_the_window_is_written_anew_in_the_other_language(desk):
    desk.click_on(desk.tiles[0])
    set_language(Lang.ZH)
    desk.sources.window.language_changed.emit()
    assert "7 日均值" in desk.sources.window.formula.text()
