"""The duty desk, worked by keys as one officer alone at night works it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.duty import DutyEntry, EntryKind
from console.domain.feeds import FeedState, FeedStatus, Stream
from console.domain.listening import SoundState, SoundStatus
from console.domain.truth import LinkState
from console.domain.wording import Lang, Text
from console.views.duty_window import DutyWindow
from console.wall.feed_pages import Showing
from console.widgets.language import set_language
from tests.views.duty_samples import post, posts
from tests.views.test_alarm_list import alarm

MANY = tuple(post(f"P{n:03}", "220100" if n < 20 else "220282") for n in range(30))


class Ear(QObject):
    """Hears what the desk wishes."""

    def __init__(self, desk: DutyWindow) -> None:
        super().__init__()
        self.entries: list[DutyEntry] = []
        self.wishes: list[str] = []
        desk.scribe.entry_made.connect(self.hear_entry)
        for name in ("hear_wanted", "picture_wanted", "posts_wanted"):
            getattr(desk.commands, name).connect(getattr(self, name))
        desk.mute_wanted.connect(self.mute)
        desk.acknowledge_wanted.connect(self.acknowledge)
        desk.language_wanted.connect(self.language)
        desk.operator_wanted.connect(self.operator)

    @Slot(object)
    def hear_entry(self, entry: DutyEntry) -> None:
        self.entries.append(entry)

    @Slot(str)
    def hear_wanted(self, code: str) -> None:
        self.wishes.append(f"hear {code}")

    @Slot(str)
    def picture_wanted(self, code: str) -> None:
        self.wishes.append(f"picture {code}")

    @Slot(str)
    def posts_wanted(self, code: str) -> None:
        self.wishes.append(f"posts {code}")

    @Slot()
    def mute(self) -> None:
        self.wishes.append("mute")

    @Slot(str)
    def acknowledge(self, key: str) -> None:
        self.wishes.append(f"acknowledge {key}")

    @Slot()
    def language(self) -> None:
        self.wishes.append("language")

    @Slot()
    def operator(self) -> None:
        self.wishes.append("operator")


@pytest.fixture
def desk(qtbot: QtBot) -> DutyWindow:
    made = DutyWindow("Li Ming")
    qtbot.addWidget(made, before_close_func=DutyWindow.end)
    made.resize(1920, 1080)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_posts(posts(*MANY))
    made.show_link(LinkState(datetime.now(UTC), connected=True))
    return made


@pytest.fixture
def ear(desk) -> Ear:
    return Ear(desk)


def press(desk: DutyWindow, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.focusWidget() or desk, key, modifier)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def seen(code: str, state: FeedState = FeedState.LIVE) -> FeedStatus:
    now = datetime.now(UTC)
    return FeedStatus(post=code, stream=Stream.SUB, state=state, since=now, last_frame_at=now)


def test_pages_are_turned_by_keys_and_hold_as_many_as_was_asked(desk):
    assert desk.pages.shown == tuple(f"P{n:03}" for n in range(9))
    press(desk, Qt.Key.Key_PageDown)
    assert desk.pages.shown[0] == "P009"
    press(desk, Qt.Key.Key_3, CTRL)
    assert desk.pages.shown == tuple(f"P{n:03}" for n in range(16))
    press(desk, Qt.Key.Key_PageDown)
    assert (desk.pages.page.number, desk.pages.page.count) == (2, 2)
    press(desk, Qt.Key.Key_PageUp)
    assert desk.pages.page.number == 1


def test_feeds_that_flap_move_no_tile(desk):
    before = desk.pages.shown
    for state in FeedState:
        desk.show_status(seen("P003", state))
    assert desk.pages.shown == before


def test_the_list_of_faults_only_grows_until_it_is_asked_for_anew(desk):
    for one in MANY:
        desk.show_status(seen(one.code))
    press(desk, Qt.Key.Key_E, CTRL)
    assert desk.pages.shown == ()
    desk.show_status(seen("P007", FeedState.DOWN))
    desk.show_status(seen("P002", FeedState.NOT_MOVING))
    assert desk.pages.shown == ("P007", "P002")
    desk.show_status(seen("P007"))
    assert desk.pages.shown == ("P007", "P002")
    press(desk, Qt.Key.Key_E, CTRL)
    assert desk.pages.shown == ("P002",)
    press(desk, Qt.Key.Key_0, CTRL)
    assert len(desk.pages.shown) == 9


def test_a_feed_that_nobody_watches_any_more_is_not_called_broken(desk):
    desk.show_status(seen("P007"))
    desk.show_status(seen("P007", FeedState.IDLE))
    desk.filter.show_only(Showing.NOT_LIVE)
    assert "P007" not in desk.pages._held._codes


def test_words_and_places_filter_the_posts(desk):
    press(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(desk.focusWidget(), "p011")
    assert desk.pages.shown == ("P011",)
    desk.filter.words.clear()
    desk.filter.regions.region_chosen.emit("220200")
    assert desk.pages.page.total == 10


def test_letters_typed_into_the_log_are_no_keys(desk, ear):
    press(desk, Qt.Key.Key_L)
    QTest.keyClicks(desk.focusWidget(), "mal? /")
    assert desk.log.field.text() == "mal? /"
    assert ear.wishes == []
    assert not desk.help.isVisible()


def test_an_entry_carries_the_officer_the_post_and_its_region(desk, ear):
    press(desk, Qt.Key.Key_PageDown)
    press(desk, Qt.Key.Key_L)
    QTest.keyClicks(desk.focusWidget(), "door open")
    press(desk, Qt.Key.Key_Return)
    (entry,) = ear.entries
    assert (entry.by, entry.text, entry.kind) == ("Li Ming", "door open", EntryKind.NOTE)
    assert (entry.post, entry.region) == ("P009", "220100")
    assert "waits on disk" in desk.log.list.rows[0].text


def test_nothing_is_entered_unsigned_and_no_text_is_lost(desk, ear):
    desk.status.officer.setText(" ")
    desk.status.officer.editingFinished.emit()
    desk.log.begin()
    QTest.keyClicks(desk.log.field, "x")
    QTest.keyClick(desk.log.field, Qt.Key.Key_Return)
    assert ear.entries == []
    assert desk.log.field.text() == "x"
    assert "on duty" in desk.status.notice_label.text()


def test_keys_speak_of_the_post_that_the_cursor_is_on(desk, ear):
    desk.pages.canvas.setFocus()
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_M)
    press(desk, Qt.Key.Key_F9)
    press(desk, Qt.Key.Key_F3)
    press(desk, Qt.Key.Key_F8)
    press(desk, Qt.Key.Key_M, SHIFT)
    assert ear.wishes == ["hear P001", "picture P001", "posts P001", "mute", "mute"]


def test_a_feed_fills_the_screen_with_its_mark_and_escape_goes_back(desk, ear, qtbot):
    desk.pages.canvas.setFocus()
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.isFullScreen)
    assert desk.full.post == "P000"
    assert desk.full.canvas.wishes()["P000"].focus
    assert not desk.pages.canvas.wishes()
    assert desk.full.canvas.view("P000").mark() is not None
    press(desk, Qt.Key.Key_M)
    assert ear.wishes == ["hear P000"]
    press(desk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.isFullScreen())
    assert desk.full.post == ""
    assert len(desk.pages.canvas.wishes()) == 9


def test_no_picture_hides_that_alarms_are_waiting(desk, qtbot):
    desk.alarms.show_alarms((alarm("a"), alarm("b")))
    desk.commands.open_full("P004")
    qtbot.waitUntil(desk.isFullScreen)
    assert desk.full._strip.isVisible()
    assert "2 alarms" in desk.full._strip.text()
    desk.full.leave()


def test_alarms_are_acknowledged_without_the_mouse(desk, ear):
    desk.alarms.show_alarms((alarm("a"),))
    press(desk, Qt.Key.Key_A)
    press(desk, Qt.Key.Key_Return)
    assert ear.wishes == ["acknowledge a"]


def test_a_dead_link_says_in_words_that_alarms_do_not_come(desk):
    desk.show_link(LinkState(datetime.now(UTC), connected=False, fault=Text("断", "server gone")))
    assert "server gone" in desk.alarms.banner.text()
    assert desk.alarms.banner.isVisible()
    assert "✕" in desk.status.link_label.text()
    desk.show_link(LinkState(datetime.now(UTC), connected=True))
    assert desk.alarms.banner.isHidden()


def test_who_is_heard_is_on_the_cell_and_in_the_status_line(desk):
    desk.show_sound(SoundStatus("P001", SoundState.HEARD, Text("点位", "Post P001")))
    assert desk.pages.canvas.cells[1].name.en.startswith("♪")
    assert "Post P001" in desk.status.sound_label.text()
    desk.show_sound(SoundStatus())
    assert not desk.pages.canvas.cells[1].name.en.startswith("♪")


def test_without_posts_the_remedy_is_said(qtbot):
    desk = DutyWindow("Li")
    qtbot.addWidget(desk, before_close_func=DutyWindow.end)
    assert "Waiting" in desk.pages._empty_words()
    desk.show_link(LinkState(None, connected=False, fault=Text("断", "no server answers")))
    assert desk.pages._empty_words() == "no server answers"
    desk.show_posts(replace(posts(), posts=()))
    assert "F3" in desk.pages._empty_words()


def test_the_help_sheet_lists_the_keys_and_escape_closes_it(desk):
    press(desk, Qt.Key.Key_F1)
    assert desk.help.isVisible()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.help.isVisible()


def test_language_and_the_way_to_the_operators_desk_have_keys(desk, ear):
    press(desk, Qt.Key.Key_F2)
    press(desk, Qt.Key.Key_F6)
    assert ear.wishes == ["language", "operator"]


def test_the_desk_speaks_the_other_language_at_once(desk):
    set_language(Lang.ZH)
    for widget in (desk, desk.pages, desk.alarms):
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert desk.scribe.name_of("220282").of(Lang.ZH) == "桦甸市"
    set_language(Lang.EN)


def test_sixty_four_feeds_fit_on_one_page(desk):
    desk.show_posts(posts(*(post(f"Q{n:02}") for n in range(70))))
    press(desk, Qt.Key.Key_5, CTRL)
    assert len(desk.pages.canvas.wishes()) == 64
    assert desk.pages.page.count == 2
