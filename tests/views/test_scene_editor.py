"""The scene editor, worked by keys alone, and by the mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console import paths
from console.domain.scenes import Scene
from console.domain.wording import Lang
from console.views.board import Board
from console.views.bus import Bus
from console.views.display_words import DISPLAY_WORDS, display_words
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.scene_editor import SceneEditor
from console.wall.scene_files import load_scenes
from console.widgets.language import set_language

WAIT = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    return {scene.name: scene for scene in book.scenes}


class Owner(QWidget):
    """Keeps what the editor wants kept."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: list[Scene] = []

    @Slot(object)
    def save(self, scene: Scene) -> None:
        self.saved.append(scene)


@pytest.fixture
def owner(qtbot: QtBot) -> Owner:
    made = Owner()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def editor(qtbot: QtBot, board: Board, owner: Owner) -> Iterator[SceneEditor]:
    stage = PreviewStage(DISPLAYS, Bus(board, "editor"))
    made = SceneEditor(stage, tuple(DISPLAYS), owner)
    qtbot.addWidget(made)
    made.save_wanted.connect(owner.save)
    made.resize(1400, 800)
    made.open({}, "")
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(made.canvas.hasFocus, timeout=WAIT)
    yield made
    made.close()
    stage.stop()


def press(editor: SceneEditor, *keys: Qt.Key, modifier=NO) -> None:
    for key in keys:
        QTest.keyClick(editor.focusWidget() or editor, key, modifier)


def boxes(editor: SceneEditor) -> list[tuple[str, int, int, int, int]]:
    tiles = editor.draft.tiles
    return [(t.display, t.column, t.row, t.width, t.height) for t in tiles]


def add(editor: SceneEditor, display: str) -> None:
    found = editor.displays.findItems(display_words(display), Qt.MatchFlag.MatchExactly)
    editor.displays.setCurrentItem(found[0])
    press(editor, Qt.Key.Key_Return, modifier=CTRL)


def test_a_scene_is_made_with_keys_alone_and_saved(editor, owner):
    add(editor, "trend")
    assert boxes(editor) == [("clock", 1, 1, 3, 2), ("trend", 4, 1, 6, 6)]
    press(editor, Qt.Key.Key_Right, Qt.Key.Key_Down)
    press(editor, Qt.Key.Key_Right, modifier=SHIFT)
    press(editor, Qt.Key.Key_Up, modifier=SHIFT)
    assert boxes(editor)[1] == ("trend", 5, 2, 7, 5)
    press(editor, Qt.Key.Key_F7)
    press(editor, Qt.Key.Key_Down)
    assert boxes(editor)[0] == ("clock", 1, 2, 3, 2)
    press(editor, Qt.Key.Key_Z, modifier=CTRL)
    assert boxes(editor)[0] == ("clock", 1, 1, 3, 2)
    press(editor, Qt.Key.Key_Y, modifier=CTRL)
    assert boxes(editor)[0] == ("clock", 1, 2, 3, 2)
    editor.bar.file.setFocus()
    editor.bar.file.selectAll()
    QTest.keyClicks(editor.bar.file, "mine")
    press(editor, Qt.Key.Key_S, modifier=CTRL)
    assert owner.saved == [editor.draft.scene]
    assert owner.saved[0].name == "mine"


def test_a_tile_is_deleted_by_key_and_comes_back_by_undo(editor):
    add(editor, "map")
    before = boxes(editor)
    press(editor, Qt.Key.Key_Delete)
    assert boxes(editor) == before[:1]
    press(editor, Qt.Key.Key_Delete)
    assert boxes(editor) == before[:1]
    press(editor, Qt.Key.Key_Z, modifier=CTRL)
    assert boxes(editor) == before


def test_options_and_a_place_of_its_own_are_fields_and_nonsense_is_refused(editor):
    add(editor, "trend")
    editor.fields.options.setFocus()
    QTest.keyClicks(editor.fields.options, 'mode = "cumulative"')
    press(editor, Qt.Key.Key_Return)
    editor.fields.region.setFocus()
    QTest.keyClicks(editor.fields.region, "220200")
    press(editor, Qt.Key.Key_Return)
    tile = editor.draft.tiles[1]
    assert (dict(tile.options), tile.region) == ({"mode": "cumulative"}, "220200")
    editor.fields.options.setText("mode = ")
    editor.fields.options.editingFinished.emit()
    assert editor.draft.tiles[1] == tile
    assert "not valid TOML" in editor.bar._notice.text()


def test_what_is_made_is_drawn_by_the_real_displays(qtbot, editor):
    add(editor, "trend")
    stage = editor._stage
    qtbot.waitUntil(lambda: stage.complete and len(stage.tiles) == 2, timeout=WAIT)
    shown = {wanted.display: tile.pos() for wanted, tile in stage.tiles}
    press(editor, Qt.Key.Key_Down)
    moved = {wanted.display: tile.pos() for wanted, tile in stage.tiles}
    assert moved["trend"].y() > shown["trend"].y()
    assert moved["clock"] == shown["clock"]


def test_every_display_is_offered_by_its_title_in_the_present_language(editor):
    assert DISPLAYS.keys() <= DISPLAY_WORDS.keys()
    shown = [editor.displays.item(row).text() for row in range(editor.displays.count())]
    assert "Trend of cases  trend" in shown
    set_language(Lang.ZH)
    QApplication.sendEvent(editor, QEvent(QEvent.Type.LanguageChange))
    shown = [editor.displays.item(row).text() for row in range(editor.displays.count())]
    assert "病例趋势  trend" in shown


def test_the_mouse_moves_by_cells_and_its_corner_resizes_as_one_step(editor):
    canvas = editor.canvas
    rect = canvas._rect(editor.draft.tiles[0])
    cell = canvas._area().width() // 12
    begin = rect.center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=begin)
    for step in (1, 2):
        QTest.mouseMove(canvas, begin + QPoint(step * cell, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=begin)
    assert boxes(editor) == [("clock", 3, 1, 3, 2)]
    corner = canvas._rect(editor.draft.tiles[0]).bottomRight() - QPoint(4, 4)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(canvas, corner + QPoint(cell, canvas._area().height() // 12))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner)
    assert boxes(editor) == [("clock", 3, 1, 4, 3)]
    press(editor, Qt.Key.Key_Z, modifier=CTRL)
    press(editor, Qt.Key.Key_Z, modifier=CTRL)
    assert boxes(editor) == [("clock", 1, 1, 3, 2)]


def test_every_screen_of_a_layout_can_be_worked_on(editor, scenes):
    editor.open(scenes, "overview")
    editor._choose_layout(3, 2)
    assert boxes(editor)[0][0] == "clock"
    assert editor.bar.screens.currentText() == "3 / 3"


def test_a_tile_made_wider_than_its_screen_runs_over_the_next_and_is_kept(
    editor, owner, scenes, qtbot
):
    editor.open(scenes, "panorama")
    editor._choose_layout(2, 1)
    assert [box[0] for box in boxes(editor)] == ["trend", "materials", "status", "clock"]
    trend = editor.draft.tiles[0]
    assert editor.canvas._area().contains(editor.canvas._rect(trend))
    assert editor.canvas._screens_of(trend).strip() == "screens 1–2"
    press(editor, Qt.Key.Key_Left, modifier=SHIFT)
    assert boxes(editor)[0] == ("trend", 1, 3, 23, 5)
    for _ in range(11):
        press(editor, Qt.Key.Key_Left, modifier=SHIFT)
    assert [box[0] for box in boxes(editor)] == ["materials", "status", "clock"]
    editor._choose_layout(2, 0)
    press(editor, Qt.Key.Key_F7)
    assert boxes(editor)[1] == ("trend", 1, 3, 12, 5)
    for _ in range(12):
        press(editor, Qt.Key.Key_Right, modifier=SHIFT)
    assert boxes(editor)[1] == ("trend", 1, 3, 24, 5)
    press(editor, Qt.Key.Key_S, modifier=CTRL)
    assert owner.saved[0].walls == scenes["panorama"].walls
    stage = editor._stage
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    assert [place.part is not None for place, _ in stage.tiles].count(True) == 4


def test_the_mouse_makes_a_tile_wider_past_the_edge_but_moves_none_over_it(editor, scenes):
    editor.open(scenes, "panorama")
    editor._choose_layout(2, 0)
    press(editor, Qt.Key.Key_F7)
    for _ in range(18):
        press(editor, Qt.Key.Key_Left, modifier=SHIFT)
    assert boxes(editor)[1] == ("trend", 1, 3, 6, 5)
    canvas = editor.canvas
    cell = canvas._area().width() / 12

    def drag(begin: QPoint, columns: int) -> None:
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=begin)
        QTest.mouseMove(canvas, begin + QPoint(round(columns * cell), 0))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=begin)

    drag(canvas._rect(editor.draft.tiles[1]).center(), 8)
    assert boxes(editor)[1] == ("trend", 1, 3, 6, 5)
    drag(canvas._rect(editor.draft.tiles[1]).bottomRight() - QPoint(4, 40), 12)
    assert boxes(editor)[1] == ("trend", 1, 3, 18, 5)
    assert editor.draft.tiles[1].spans == 2


def test_a_file_needs_a_name_that_a_file_can_have(editor, owner):
    editor.bar.file.setText("a/b")
    press(editor, Qt.Key.Key_S, modifier=CTRL)
    assert owner.saved == []
    assert "Name the file" in editor.bar._notice.text()
