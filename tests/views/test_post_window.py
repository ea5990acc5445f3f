"""The window of a post: what it shows of a call, and what its keys ask for."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.domain.calls import (
    Call,
    CallQuality,
    CallStage,
    EndReason,
    Media,
    Party,
    PartyKind,
)
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text
from console.views.post_window import PostWindow
from console.widgets.language import set_language

AT = datetime(2020, 2, 1, 9, tzinfo=UTC)
CENTRE = Party("centre", PartyKind.CONSOLE, Text("省指挥中心", "Provincial centre"))


def call(stage: CallStage, **more: object) -> Call:
    given: dict[str, object] = {"outgoing": False, "placed_at": AT, **more}
    return Call(key="k", party=CENTRE, stage=stage, **given)  # type: ignore[arg-type]


@pytest.fixture
def window(qtbot):
    set_language(Lang.EN)
    made = PostWindow("hd-01", CENTRE.name)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    return made


def texts(window: PostWindow) -> str:
    return " | ".join(
        part.text() for part in (window._name, window._state, window._quality) if part.text()
    )


def test_a_ring_names_the_caller_and_offers_to_answer_or_refuse(qtbot, window):
    window.show_call(call(CallStage.RINGING), None)
    assert "Provincial centre | Is calling" in texts(window)
    assert window.answer.isVisible()
    assert "Refuse" in window.hang_up.text()
    asked: list[str] = []
    window.accept_wanted.connect(asked.append)
    window.hang_up_wanted.connect(asked.append)
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert asked == ["k", "k"]


def test_a_call_that_is_through_shows_its_quality_and_can_be_muted_and_made_smaller(qtbot, window):
    quality = CallQuality(
        loss=0.02, delay=timedelta(milliseconds=48), frames=24.6, width=1280, height=720
    )
    through = call(CallStage.CONNECTED, media=Media.MOVING, quality=quality, answered_at=AT)
    window.show_call(through, None)
    assert "loss 2.0% · delay 48 ms · 25 fps · 1280×720" in texts(window)
    muted: list[bool] = []
    low: list[bool] = []
    window.mute_wanted.connect(lambda _key, on: muted.append(on))
    window.low_wanted.connect(low.append)
    QTest.keyClick(window, Qt.Key.Key_M)
    QTest.keyClick(window, Qt.Key.Key_L)
    QTest.keyClick(window, Qt.Key.Key_L)
    assert muted == [True]
    assert low == [True, False]


def test_camera_and_microphone_are_tried_while_no_call_goes_on(window):
    asked: list[bool] = []
    window.trial_wanted.connect(lambda: asked.append(True))
    QTest.keyClick(window, Qt.Key.Key_D)
    assert asked == [True]
    window.show_call(call(CallStage.CONNECTED, media=Media.MOVING, answered_at=AT), None)
    QTest.keyClick(window, Qt.Key.Key_D)
    assert asked == [True]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (call(CallStage.CONNECTED, media=Media.LOST), "Line lost, coming back"),
        (call(CallStage.CONNECTED, media=Media.STILL), "Picture not moving"),
        (call(CallStage.CONNECTED, held=True, media=Media.STILL), "On hold"),
        (call(CallStage.ENDED, reason=EndReason.BUSY), "Busy"),
        (call(CallStage.RINGING, outgoing=True), "Ringing"),
    ],
)
def test_the_state_is_said_in_words(window, state, words):
    window.show_call(state, None)
    assert words in texts(window)


def test_the_mark_of_open_devices_stands_for_as_long_as_they_are_open(window):
    opened = True
    assert not window._devices.isVisible()
    window.show_devices(opened)
    assert "in use" in window._devices.text()
    assert window._devices.isVisible()
    window.show_devices(not opened)
    assert not window._devices.isVisible()


def test_between_calls_the_centre_can_be_called_with_one_key(qtbot, window):
    asked: list[bool] = []
    window.call_wanted.connect(lambda: asked.append(True))
    QTest.keyClick(window, Qt.Key.Key_C)
    assert asked == [True]
    window.show_call(call(CallStage.CONNECTED), None)
    QTest.keyClick(window, Qt.Key.Key_C)
    assert asked == [True]  # there is a call: the key rests


def test_what_is_the_matter_is_said_until_it_is_mended(window):
    window.say(ConsoleError("db", Text("断", "No database"), Text("修", "Mend it")))
    assert "No database" in window._notice.text()
    window.forget("db")
    assert not window._notice.text()
