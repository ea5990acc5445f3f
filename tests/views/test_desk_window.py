"""The desk, worked by keyboard and mouse as an operator works it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console import paths
from console.domain.errors import ConsoleError
from console.domain.regions import Level, Region, RegionTree
from console.domain.requests import PlacesRequest
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.snapshots import PlacesSnapshot
from console.domain.truth import FreshnessLimits, LinkState
from console.domain.wording import Lang, Text
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.thumbnails import picture_of
from console.views.wall_window import WallWindow
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.widgets.language import set_language
from tests.views.conftest import fresh, now
from tests.widgets import samples

P, C = Level.PREFECTURE, Level.COUNTY
REGIONS = RegionTree(
    [
        Region("220000", Text("吉林省", "Jilin"), Level.PROVINCE),
        Region("220100", Text("长春市", "Changchun"), P, "220000"),
        Region("220200", Text("吉林市", "Jilin City"), P, "220000"),
        Region("220282", Text("桦甸市", "Huadian"), C, "220200"),
        Region("2200y0", Text("境外输入", "Imported"), Level.UNASSIGNED, "220000"),
    ]
)


class Operator(QObject):
    """Hears what the desk wishes."""

    def __init__(self, desk: DeskWindow) -> None:
        super().__init__()
        self.scenes: list[str] = []
        self.regions: list[str] = []
        self.wishes: list[str] = []
        desk.scene_chosen.connect(self.hear_scene)
        desk.region_chosen.connect(self.hear_region)
        desk.undo_wanted.connect(self.hear_undo)
        desk.language_wanted.connect(self.hear_language)
        desk.end_wanted.connect(self.hear_end)

    @Slot(str)
    def hear_scene(self, name: str) -> None:
        self.scenes.append(name)

    @Slot(str)
    def hear_region(self, code: str) -> None:
        self.regions.append(code)

    @Slot()
    def hear_undo(self) -> None:
        self.wishes.append("undo")

    @Slot()
    def hear_language(self) -> None:
        self.wishes.append("language")

    @Slot()
    def hear_end(self) -> None:
        self.wishes.append("end")


@pytest.fixture(scope="module")
def scenes() -> tuple[Scene, ...]:
    return load_scenes([paths.resources() / "scenes"], DISPLAYS).scenes


@pytest.fixture
def faults(qapp) -> FaultBook:
    return FaultBook()


@pytest.fixture
def desk(qtbot: QtBot, scenes, faults) -> DeskWindow:
    made = DeskWindow(scenes, FreshnessLimits(), faults)
    qtbot.addWidget(made, before_close_func=DeskWindow.end)
    made.resize(1920, 1080)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_places(places())
    made.show_program(Program("overview"), can_undo=False)
    return made


@pytest.fixture
def operator(desk) -> Operator:
    return Operator(desk)


def places() -> PlacesSnapshot:
    return PlacesSnapshot(
        request=PlacesRequest(), provenance=samples.provenance(**fresh()), regions=REGIONS, posts=()
    )


def press(desk: DeskWindow, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.focusWidget() or desk, key, modifier)


def words(desk: DeskWindow) -> set[str]:
    return {label.text() for label in desk.findChildren(QLabel)}


def hear_language_change(desk: DeskWindow, lang: Lang) -> None:
    set_language(lang)
    QCoreApplication.sendEvent(desk, QEvent(QEvent.Type.LanguageChange))


def test_a_number_key_takes_its_scene(desk, operator):
    press(desk, Qt.Key.Key_2)
    press(desk, Qt.Key.Key_9)
    assert operator.scenes == ["outbreak"]


def test_arrow_keys_only_move_and_return_takes(desk, operator):
    desk.scenes.setFocus()
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Down)
    assert operator.scenes == []
    press(desk, Qt.Key.Key_Return)
    assert operator.scenes == ["materials"]


def test_a_click_on_a_scene_takes_it(desk, operator):
    item = desk.scenes.item(1)
    where = desk.scenes.visualItemRect(item).center()
    QTest.mouseClick(desk.scenes.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert operator.scenes == ["outbreak"]


def test_a_place_is_asked_for_by_its_initials_without_touching_the_mouse(desk, operator):
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "hd")
    press(desk, Qt.Key.Key_Return)
    assert operator.regions == ["220282"]
    assert desk.regions.field.text() == ""


def test_digits_typed_into_the_search_find_codes_and_take_no_scene(desk, operator):
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "2202")
    press(desk, Qt.Key.Key_Return)
    assert operator.scenes == []
    assert operator.regions == ["220200"]


def test_a_search_shows_what_fits_below_its_place_and_hides_the_rest(desk):
    desk.regions.field.setText("hd")
    shown = [code for code, item in desk.regions._items.items() if not item.isHidden()]
    assert shown == ["", "220200", "220282"]
    desk.regions.field.clear()
    assert not any(item.isHidden() for item in desk.regions._items.values())


def test_a_search_that_finds_nothing_chooses_nothing(desk, operator):
    desk.regions.field.setText("xyzzy")
    QTest.keyClick(desk.regions.field, Qt.Key.Key_Return)
    assert operator.regions == []


def test_the_down_key_leads_from_the_search_into_the_tree(desk, operator):
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "cc")
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Return)
    assert operator.regions == ["220100"]


def test_zero_goes_back_to_the_whole_province(desk, operator):
    press(desk, Qt.Key.Key_0)
    assert operator.regions == [""]


def test_the_province_stands_on_top_and_places_under_it(desk):
    root = desk.regions.tree.topLevelItem(0)
    assert root.text(0).endswith("Jilin")
    names = [root.child(row).text(0) for row in range(root.childCount())]
    assert names == ["Changchun", "Jilin City", "Imported"]


def test_what_is_on_air_is_written_above_and_marked_in_the_lists(desk):
    desk.show_program(Program("outbreak", "220282"), can_undo=True)
    assert "Local outbreak · Huadian" in words(desk)
    assert "▶" in desk.scenes.item(1).text()
    assert desk.regions._items["220282"].text(0).startswith("▶")
    assert not desk.regions._items[""].text(0).startswith("▶")


def test_keys_ask_for_undo_language_and_help(desk, operator):
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(desk, Qt.Key.Key_F2)
    assert operator.wishes == ["undo", "language"]
    press(desk, Qt.Key.Key_F1)
    assert desk.help.isVisible()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.help.isVisible()


def test_the_console_ends_only_at_the_second_press(desk, operator):
    desk.close()
    assert desk.isVisible()
    assert operator.wishes == []
    assert "Press again to end the console" in words(desk)
    press(desk, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert operator.wishes == ["end"]


def test_every_text_changes_with_the_language(desk):
    desk.show_program(Program("outbreak", "220282"), can_undo=True)
    hear_language_change(desk, Lang.ZH)
    assert "属地疫情 · 桦甸市" in words(desk)
    assert "属地疫情" in desk.scenes.item(1).text()
    assert desk.regions._items["220282"].text(0) == "▶ 桦甸市"


def test_a_fault_is_listed_with_its_remedy_until_it_is_mended(desk, faults):
    error = ConsoleError(
        "scenes/x.toml:3", Text("错误。", "It is wrong."), Text("改。", "Mend it.")
    )
    faults.report(error)
    faults.report(error)
    assert desk.faults.topLevelItemCount() == 1
    row = desk.faults.topLevelItem(0)
    shown = [row.text(c).replace("\u200b", "") for c in (1, 2, 3)]
    assert shown == ["scenes/x.toml:3", "It is wrong.", "Mend it."]
    faults.mended("scenes/x.toml:3")
    assert desk.faults.topLevelItem(0).text(1) == "No faults"


def test_the_link_says_what_is_wrong_and_since_when(desk):
    fault = Text("连接被拒绝。", "Connection refused.")
    desk.health.show_link(LinkState(now(), connected=False, fault=fault))
    assert "Connection refused." in desk.health.link_label.text()
    assert "0 s" in desk.health.link_label.text()
    desk.health.show_link(LinkState(now(), connected=True))
    assert desk.health.link_label.text() == "Database connected"


def test_every_dataset_has_a_row_with_its_state_day_and_size(desk):
    desk.health.show_link(LinkState(now(), connected=True))
    desk.health.show_status(replace(samples.status(), provenance=samples.provenance(**fresh())))
    table = desk.health.table
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    cases = next(row for row in rows if row.text(0) == "Daily cases")
    assert cases.text(1) == "● LIVE"
    assert cases.text(2) == "2020-05-20"
    assert cases.text(3) == "5 min"
    assert cases.text(4) == "3,733"


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (3840, 2160)])
def test_every_part_of_the_desk_stays_inside_a_window_of_any_size(desk, size):
    desk.resize(*size)
    QCoreApplication.processEvents()
    assert (desk.width(), desk.height()) == size
    for part in desk._panels:
        assert desk.rect().contains(part.geometry())
        assert part.height() > 100


def test_a_thumbnail_is_a_true_picture_of_its_wall_window(qtbot: QtBot, desk, board):
    window = WallWindow(1, DISPLAYS, board)
    qtbot.addWidget(window, before_close_func=WallWindow.end)
    window.resize(1280, 720)
    window.show_layout(ScreenLayout((TilePlace("headline", 1, 1, 12, 12),)))
    window.show()
    qtbot.waitExposed(window)
    desk.thumbnails.show_windows((window,))
    thumbnail = desk.thumbnails.thumbnails[0]
    qtbot.waitUntil(lambda: thumbnail.picture is not None)
    true = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    small = picture_of(window, true.size())
    assert small is not None
    assert small.convertToFormat(QImage.Format.Format_RGB32) == true


def test_pictures_of_windows_that_are_gone_are_taken_no_more(qtbot: QtBot, desk, board):
    window = WallWindow(1, DISPLAYS, board)
    qtbot.addWidget(window, before_close_func=WallWindow.end)
    desk.thumbnails.show_windows((window,))
    desk.thumbnails.show_windows(())
    assert desk.thumbnails.thumbnails == ()
