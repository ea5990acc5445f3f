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
from console.domain.posts import Post
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
from console.wall.precedence import Source
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.wall.state import WallState
from console.widgets.language import set_language
from tests.views.conftest import fresh, now
from tests.widgets import samples

POSTS = (
    Post("P220282", "220282", Text("桦甸市指挥部", "Huadian post"), "county", main_url="demo:x"),
    Post("P220200", "220200", Text("吉林市指挥部", "Jilin City post"), "prefecture"),
)

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
        self.loaded: list[str] = []
        self.prepared_regions: list[str] = []
        desk.scene_chosen.connect(self.hear_scene)
        desk.scene_loaded.connect(self.hear_load)
        desk.post_loaded.connect(self.hear_post)
        desk.region_loaded.connect(self.hear_prepared_region)
        desk.take_wanted.connect(self.hear_take)
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

    @Slot(str)
    def hear_load(self, name: str) -> None:
        self.loaded.append(name)

    @Slot(str)
    def hear_post(self, region: str) -> None:
        self.loaded.append(f"post of {region}")

    @Slot(str)
    def hear_prepared_region(self, code: str) -> None:
        self.prepared_regions.append(code)

    @Slot()
    def hear_take(self) -> None:
        self.wishes.append("take")

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


def test_a_number_key_takes_its_scene_and_with_ctrl_prepares_it(desk, operator):
    press(desk, Qt.Key.Key_2)
    press(desk, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert operator.scenes == ["outbreak"]
    assert operator.loaded == ["materials"]


def test_arrow_keys_only_move_return_prepares_and_return_again_takes(desk, operator):
    desk.scenes.setFocus()
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Down)
    assert operator.loaded == []
    press(desk, Qt.Key.Key_Return)
    assert operator.loaded == ["materials"]
    desk.show_state(prepared("materials"))
    press(desk, Qt.Key.Key_Return)
    assert operator.loaded == ["materials"]
    assert operator.wishes == ["take"]
    assert operator.scenes == []


def test_return_on_the_scene_that_is_on_air_takes_nothing(desk, operator):
    desk.show_state(WallState.of(Program("overview")))
    desk.scenes.setFocus()
    press(desk, Qt.Key.Key_Return)
    assert (operator.loaded, operator.wishes) == (["overview"], [])


def test_a_click_on_a_scene_prepares_it_and_a_double_click_takes_it(desk, operator):
    item = desk.scenes.item(1)
    where = desk.scenes.visualItemRect(item).center()
    QTest.mouseClick(desk.scenes.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert (operator.loaded, operator.scenes) == (["outbreak"], [])
    QTest.mouseDClick(desk.scenes.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert operator.scenes == ["outbreak"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_take_the_preview_wherever_no_list_is_worked(desk, operator, key):
    desk.setFocus()
    QTest.keyClick(desk, key)
    assert operator.wishes == ["take"]


def test_space_takes_from_a_list_too_but_is_a_letter_in_a_search(desk, operator):
    desk.scenes.setFocus()
    press(desk, Qt.Key.Key_Space)
    assert operator.wishes == ["take"]
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "jilin city")
    press(desk, Qt.Key.Key_Return)
    assert operator.wishes == ["take"]
    assert operator.regions == ["220200"]


def test_space_closes_the_key_sheet_and_takes_nothing(desk, operator):
    press(desk, Qt.Key.Key_F1)
    press(desk, Qt.Key.Key_Space)
    assert not desk.help.isVisible()
    assert operator.wishes == []


@pytest.mark.parametrize(
    ("typed", "loaded"),
    [
        ("wz", "materials"),
        ("物资保障", "materials"),
        ("overview", "overview"),
        ("risk", "risk"),
        ("hds", "post of 220282"),
        ("huadian", "post of 220282"),
        ("P220282", "post of 220282"),
    ],
)
def test_scenes_and_posts_are_found_by_chinese_initials_english_and_code(
    desk, operator, typed, loaded
):
    desk.scenes.show_posts(POSTS)
    press(desk, Qt.Key.Key_F3)
    desk.focusWidget().insert(typed)  # as an input method does, which Chinese comes from
    press(desk, Qt.Key.Key_Return)
    assert operator.loaded == [loaded]
    assert desk.picker.field.text() == ""
    assert desk.focusWidget() is desk.scenes


def test_a_search_for_no_scene_loads_nothing_and_escape_shows_all_again(desk, operator):
    press(desk, Qt.Key.Key_F3)
    QTest.keyClicks(desk.focusWidget(), "xyzzy")
    press(desk, Qt.Key.Key_Return)
    assert operator.loaded == []
    press(desk, Qt.Key.Key_Escape)
    assert not any(desk.scenes.item(row).isHidden() for row in range(desk.scenes.count()))


def test_posts_without_an_address_are_no_source(desk):
    before = desk.scenes.count()
    desk.scenes.show_posts(POSTS)
    assert desk.scenes.count() == before + 1


def test_ctrl_return_prepares_a_place_and_leaves_the_wall_where_it_is(desk, operator):
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "hd")
    press(desk, Qt.Key.Key_Down)
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (operator.regions, operator.prepared_regions) == ([], ["220282"])


def test_the_preview_is_named_and_framed_where_it_differs_from_the_wall(desk):
    panel = desk._prepared_panel
    desk.show_state(prepared("materials", "220282"))
    assert "Preview: Materials · Huadian" in words(desk)
    assert panel.property("prepared") == "true"
    assert "▷" in desk.scenes.item(2).text()
    assert desk.strip.take.property("lit") == "true"
    desk.show_state(WallState.of(Program("overview")))
    assert "Preview: the same" in words(desk)
    assert desk.strip.take.property("lit") == "false"


def test_who_holds_the_wall_is_said_in_words_and_what_is_in_force_is_lit(desk):
    state = prepared("materials")
    desk.show_state(state)
    assert held(desk) == [Source.OPERATOR]
    black = replace(state, on_air=replace(state.on_air, blank_since=now()))
    desk.show_state(black)
    assert held(desk) == [Source.BLANK]
    lit = [button.property("lit") for button in (desk.strip.blank, desk.strip.take)]
    assert lit == ["true", "false"]
    desk.show_state(replace(black, panic_since=now()))
    assert held(desk) == [Source.PANIC]


def held(desk: DeskWindow) -> list[Source]:
    ranks = desk.strip._ranks
    return [source for source, label in ranks.items() if label.property("held") != "no"]


def prepared(scene: str, region: str = "") -> WallState:
    return replace(WallState.of(Program("overview")), preview=Program(scene, region))


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
