"""The desk with what serves it: cue sheets as files, rehearsals, alarms, the key sheet's truth."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console import paths, settings
from console.app import RunOptions
from console.app.alarm_desk import AlarmDesk
from console.app.cue_desk import CueDesk
from console.app.directing import Directing
from console.app.rehearsing import Rehearsing
from console.app.root import Console
from console.app.scene_desk import SceneDesk
from console.domain.duty import Alarm
from console.domain.truth import FreshnessLimits
from console.domain.wording import Lang, Text
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.stamp import Stamp
from console.views.wall_set import WallSet
from console.wall.alarm_rules import AlarmRule, AlarmRules
from console.wall.events import Step, WallEvent
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.widgets.language import set_language

WAIT = 30_000

SHEET = """
title = { zh = "汇报", en = "Briefing" }
[[steps]]
scene = "overview"
say = { zh = "先看全省", en = "First the province" }
seconds = 30
[[steps]]
scene = "materials"
region = "220200"
seconds = 40
"""


class _Watch(QObject):
    """Stands for the alarm book's watch, which needs a database: the same signals and wish."""

    alarms_changed = Signal(object)
    deaf_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.acknowledged: list[tuple[str, str]] = []

    def acknowledge(self, key: str, by: str) -> None:
        self.acknowledged.append((key, by))


class _Officer:
    officer = "Wang"


class _Duty:
    def __init__(self) -> None:
        self.watch = _Watch()
        self.window = self
        self.scribe = _Officer()


class Seat:
    """A desk and its wall, without what feeds them."""

    def __init__(self, rules: AlarmRules) -> None:
        loaded = settings.load(None, {"wall.screens": 1, "database.url": "", "language": "en"})
        book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
        self.board = Board(FreshnessLimits())
        self.wall = WallSet(DISPLAYS, self.board, screens=1, windowed=True)
        by_name = {scene.name: scene for scene in book.scenes}
        options = RunOptions(windowed=True)
        self.directing = Directing(
            options, loaded.settings, by_name, Program("overview"), (self.board, self.wall)
        )
        self.show = self.directing.show
        self.show.use_rules(rules)
        self.faults = FaultBook()
        self.desk = DeskWindow(book.scenes, FreshnessLimits(), self.faults)
        self.directing.serve(self.desk, self.faults)
        self.duty = _Duty()
        self.cues = CueDesk(self.desk, self.show, self.desk)
        self.cues.failed.connect(self.faults.report)
        self.rehearsing = Rehearsing(self.desk, self.show, (self.board, self.wall), self.desk)
        self.alarms = AlarmDesk(self.desk, self.show, self.duty, self.desk)
        self.events: list[WallEvent] = []
        self.show.happened.connect(self.hear)
        self.directing.start()
        self.desk.show()

    def hear(self, event: WallEvent) -> None:
        self.events.append(event)

    def end(self) -> None:
        self.rehearsing.end()
        self.board.stop()
        self.directing.stop()
        self.desk.end()
        self.wall.close()


ARMED = AlarmRules(
    (AlarmRule("materials", "material", 2, armed=True), AlarmRule("outbreak", "", 3))
)


@pytest.fixture
def seat(qtbot: QtBot) -> Iterator[Seat]:
    set_language(Lang.EN)
    made = Seat(ARMED)
    made.desk.activateWindow()
    qtbot.waitUntil(made.desk.isActiveWindow, timeout=WAIT)
    yield made
    made.end()
    set_language(Lang.ZH)


def key(seat: Seat, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(seat.desk.focusWidget() or seat.desk, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier


def alarm(name: str, severity: int, kind: str = "ears", **more: object) -> Alarm:
    values = {
        "key": name,
        "region": "220200",
        "post": "",
        "kind": kind,
        "severity": severity,
        "raised_at": datetime.now(UTC) + timedelta(seconds=1),
        "text": Text("异常", "Unusual"),
    }
    return Alarm(**{**values, **more})


# --- cue sheets ---------------------------------------------------------------------------------


def test_a_sheet_from_a_file_is_shown_played_by_keys_and_there_at_the_next_start(
    seat: Seat, tmp_path: Path
):
    file = tmp_path / "briefing.toml"
    file.write_text(SHEET, "utf-8")
    seat.cues.open(str(file))
    assert seat.desk.cues.chosen == "briefing"
    assert seat.desk.cues.steps.topLevelItemCount() == 2
    key(seat, Qt.Key.Key_PageDown)
    assert seat.show.state.on_air.cue.sheet == "briefing"
    key(seat, Qt.Key.Key_PageDown)
    assert seat.show.state.program == Program("materials", "220200")
    key(seat, Qt.Key.Key_PageUp)
    assert seat.show.state.program == Program("overview")
    assert (paths.user_config() / "cues" / "briefing.toml").exists()


def test_the_presenters_words_and_the_clock_stand_on_the_desk_and_run(qtbot, seat: Seat, tmp_path):
    file = tmp_path / "briefing.toml"
    file.write_text(SHEET, "utf-8")
    seat.cues.open(str(file))
    words = seat.desk.cues.words
    assert "Planned: 01:10" in words.clock.text()
    key(seat, Qt.Key.Key_B, CTRL)
    assert words.say.text() == "First the province"
    qtbot.waitUntil(lambda: words.clock.text().startswith("00:02 / 00:30"), timeout=WAIT)
    assert "in all" in words.clock.text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x"\n[[steps]]\nscene = ', ":3"),
        ('title = "x"\n[[steps]]\nscene = "overview"\nseconds = 0\n', ":2"),
        ('title = "x"\n[[steps]]\nscene = "nowhere"\n', 'no scene called "nowhere"'),
    ],
)
def test_a_wrong_sheet_is_refused_in_words_with_its_line(seat: Seat, tmp_path, text, said):
    file = tmp_path / "wrong.toml"
    file.write_text(text, "utf-8")
    seat.cues.open(str(file))
    told = "".join(f"{error.place} {error.problem.en}" for error in seat.faults.faults)
    assert said in told
    assert "wrong" not in seat.show.director.sheets


def test_a_sheet_is_exported_and_read_back_the_same(seat: Seat, tmp_path):
    target = tmp_path / "out" / "copy.toml"
    seat.desk.cues.export_wanted.disconnect(seat.cues.ask_to_export)
    seat.cues._exported = "leader_visit"
    seat.cues.export(str(target))
    seat.cues.open(str(target))
    sheets = seat.show.director.sheets
    assert sheets["copy"].steps == sheets["leader_visit"].steps


def test_a_place_that_cannot_be_written_is_told(seat: Seat, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    seat.cues._exported = "leader_visit"
    seat.cues.export(str(tmp_path / "file" / "copy.toml"))
    assert "cannot be written" in seat.faults.faults[-1].problem.en


@pytest.mark.parametrize("wished", [Qt.Key.Key_O, Qt.Key.Key_S])
def test_the_dialogs_open_by_key_and_stop_nothing(qtbot, seat: Seat, wished):
    key(seat, wished, CTRL)
    dialog = seat.cues._dialog
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT)
    seat.show.take("materials")
    assert seat.show.state.program.scene == "materials"
    dialog.reject()


def test_a_presenters_clicker_plays_the_wall_whatever_has_the_keys_on_a_wall_window(
    qtbot, seat: Seat
):
    (window,) = seat.wall.windows
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    for step in range(3):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_PageDown)
        assert seat.show.state.on_air.cue.step == step
        parts = [w for w in window.findChildren(QWidget) if w.isVisible() and w.focusPolicy()]
        for focused in (window, *parts):
            focused.setFocus()
            for dark in (True, False):
                QTest.keyClick(focused, Qt.Key.Key_B)
                assert seat.show.state.dark == dark
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert seat.show.state.on_air.cue.step == 1


# --- rehearsal ----------------------------------------------------------------------------------


def test_a_rehearsal_runs_on_stamped_windows_of_its_own_and_never_on_the_wall(seat: Seat):
    before = seat.show.state
    key(seat, Qt.Key.Key_R, CTRL)
    own = seat.rehearsing
    assert own.show.state.on_air.cue.step == 0
    for window in own.wall.windows:
        stamp = window.findChild(Stamp)
        assert stamp.text() == "演练 REHEARSAL"
        assert stamp.isVisible()
        assert window not in seat.wall.windows
    for _ in range(3):
        key(seat, Qt.Key.Key_PageDown)
    key(seat, Qt.Key.Key_PageUp)
    key(seat, Qt.Key.Key_B)
    assert own.show.state.on_air.cue.step == 2
    assert own.show.state.dark
    assert seat.show.state == before
    assert seat.events == []
    key(seat, Qt.Key.Key_R, CTRL)
    assert own.show is None
    key(seat, Qt.Key.Key_PageDown)
    assert seat.show.state.on_air.cue.step == 0


def test_the_stamp_lies_over_tiles_that_come_later(qtbot, seat: Seat):
    key(seat, Qt.Key.Key_R, CTRL)
    (window,) = seat.rehearsing.wall.windows
    stamp = window.findChild(Stamp)
    for _ in range(3):
        key(seat, Qt.Key.Key_PageDown)
        above = window.children()[window.children().index(stamp) + 1 :]
        assert not [child for child in above if child in window.tiles]


def test_panic_reaches_the_wall_during_a_rehearsal(seat: Seat):
    key(seat, Qt.Key.Key_R, CTRL)
    key(seat, Qt.Key.Key_F12)
    assert seat.show.state.dark
    assert not seat.rehearsing.show.state.dark


# --- alarms -------------------------------------------------------------------------------------


def test_an_alarm_proposes_in_the_preview_rings_and_leaves_the_wall_alone(seat: Seat):
    on_air = seat.show.state.on_air
    seat.duty.watch.alarms_changed.emit((alarm("a", 3),))
    assert seat.show.state.preview == Program("outbreak", "220200")
    assert seat.show.state.on_air == on_air
    assert seat.desk.alarms.latched == 1
    key(seat, Qt.Key.Key_Space)
    assert seat.show.state.program == Program("outbreak", "220200")
    assert seat.desk.alarms.latched == 1


def test_an_alarm_is_acknowledged_by_keys_alone_in_the_officers_name(seat: Seat):
    seat.duty.watch.alarms_changed.emit((alarm("a", 3),))
    key(seat, Qt.Key.Key_L, CTRL)
    key(seat, Qt.Key.Key_Return)
    assert ("a", "Wang") in seat.duty.watch.acknowledged
    assert seat.show.state.proposal is None


def test_only_an_armed_rule_takes_holds_the_wall_and_is_released_by_a_person(seat: Seat):
    assert "ARMED" in seat.desk.strip.armed.text()
    seat.duty.watch.alarms_changed.emit((alarm("a", 1, "material"),))
    assert seat.show.state.program == Program("materials", "220200")
    seat.show.take("overview")
    assert seat.show.state.program.scene == "materials"
    key(seat, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert ("a", "Wang") in seat.duty.watch.acknowledged
    seat.show.take("overview")
    assert seat.show.state.program.scene == "overview"


def test_disarming_is_one_key_is_shown_and_stands_in_the_record(seat: Seat):
    key(seat, Qt.Key.Key_F12, CTRL)
    assert "Disarmed" in seat.desk.strip.armed.text()
    seat.duty.watch.alarms_changed.emit((alarm("a", 1, "material"),))
    assert seat.show.state.program == Program("overview")
    assert seat.show.state.preview.scene == "materials"
    key(seat, Qt.Key.Key_F12, CTRL)
    assert "ARMED" in seat.desk.strip.armed.text()
    steps = [event.step for event in seat.events]
    assert (steps[0], steps[-1]) == (Step.DISARM, Step.ARM)


def test_a_milder_alarm_does_not_push_a_graver_proposal_out_of_the_preview(seat: Seat):
    grave, mild = alarm("a", 1), alarm("b", 3, region="220100")
    seat.duty.watch.alarms_changed.emit((grave,))
    seat.duty.watch.alarms_changed.emit((grave, mild))
    assert seat.show.state.proposal.alarm == "a"


def test_what_was_raised_before_the_start_rings_and_proposes_nothing(seat: Seat):
    old = alarm("a", 1, raised_at=datetime.now(UTC) - timedelta(hours=1))
    before = seat.show.state
    seat.duty.watch.alarms_changed.emit((old,))
    assert seat.show.state == before
    assert seat.desk.alarms.latched == 1


# --- the key sheet ------------------------------------------------------------------------------


def keys_of(text: str) -> set[str]:
    """Return the portable names of the keys in a line of the key sheet, ranges written out."""
    found: set[str] = set()
    for part in text.split("  "):
        ends = re.fullmatch(r"(.*?)(\d) – .*?(\d)", part)
        if ends:
            prefix, first, last = ends.groups()
            found |= {f"{prefix}{digit}" for digit in range(int(first), int(last) + 1)}
        else:
            found.add(part)
    return {QKeySequence(name).toString(QKeySequence.SequenceFormat.PortableText) for name in found}


def test_the_key_sheet_names_every_key_of_the_program_and_no_other(qtbot: QtBot, qapp):
    options = RunOptions(demo=True, windowed=True, screens=1, lang=Lang.EN)
    loaded = settings.load(None, {"wall.screens": 1, "database.url": "", "language": "en"})
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    console = Console(options, loaded, book, Program("overview"))
    try:
        desk = console.desk
        portable = QKeySequence.SequenceFormat.PortableText
        everywhere = Qt.ShortcutContext.WidgetShortcut
        real = [
            shortcut.key().toString(portable)
            for shortcut in desk.findChildren(QShortcut)
            if shortcut.context() is not everywhere
        ]
        assert sorted(set(real)) == sorted(real), "a key does two things"
        local = {"Enter", "Return", "Tab", "Ctrl+Return"}  # of the focused list, or Qt's own
        listed = set().union(*(keys_of(line[0]) for line in desk.help.sheet()))
        assert listed - local == set(real)
    finally:
        console.finish()


# --- scenes -------------------------------------------------------------------------------------


def test_an_edited_scene_stays_on_air_as_it_was_until_it_is_taken_again(seat: Seat):
    desk = SceneDesk(seat.desk, seat.show, seat.board, seat.desk)
    try:
        key(seat, Qt.Key.Key_E, CTRL)
        draft = desk.editor.draft
        draft.choose(1, 0)
        draft.delete(0)
        desk.save(draft.scene)
        (window,) = seat.wall.windows
        before = window.places
        assert "until it is taken again" in desk.editor.bar._notice.text()
        seat.show.toggle_freeze()
        seat.show.choose_region("220200")
        seat.show.undo()
        assert window.places == before
        seat.show.load_region("")
        seat.show.take_preview()
        assert window.places == draft.scene.screens(1)[0].tiles
        assert len(window.places) == len(before) - 1
    finally:
        desk.stop()


def test_a_saved_scene_is_a_readable_file_and_on_the_desk_at_once(seat: Seat):
    desk = SceneDesk(seat.desk, seat.show, seat.board, seat.desk)
    try:
        key(seat, Qt.Key.Key_E, CTRL)
        desk.editor.draft.name("mine", Text("我的", "Mine"))
        desk.save(desk.editor.draft.scene)
        file = paths.user_config() / "scenes" / "mine.toml"
        assert 'title = { zh = "我的", en = "Mine" }' in file.read_text("utf-8")
        folders = [paths.resources() / "scenes", file.parent]
        assert load_scenes(folders, DISPLAYS).get("mine") == desk.editor.draft.scene
        seat.show.load_scene("mine")
        seat.show.take_preview()
        assert seat.show.state.program.scene == "mine"
    finally:
        desk.stop()
