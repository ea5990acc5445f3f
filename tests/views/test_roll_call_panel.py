"""The roll call by keys: live feeds are proposed, voices are ticked, who is silent is missing."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from console.domain.feeds import FeedState, FeedStatus, Stream
from console.domain.roll_call import Presence, RollCall
from console.views.roll_call_panel import RollCallPanel
from tests.views.duty_samples import POSTS, posts


class Ear(QObject):
    def __init__(self, panel: RollCallPanel) -> None:
        super().__init__()
        self.finished: list[RollCall] = []
        self.missing: list[frozenset[str]] = []
        self.called: list[str] = []
        self.unsigned = 0
        panel.finished.connect(self.hear)
        panel.missing_changed.connect(self.hear_missing)
        panel.post_chosen.connect(self.hear_post)
        panel.unsigned.connect(self.hear_unsigned)

    @Slot(object)
    def hear(self, call: RollCall) -> None:
        self.finished.append(call)

    @Slot(object)
    def hear_missing(self, codes: frozenset[str]) -> None:
        self.missing.append(codes)

    @Slot(str)
    def hear_post(self, code: str) -> None:
        self.called.append(code)

    @Slot()
    def hear_unsigned(self) -> None:
        self.unsigned += 1


@pytest.fixture
def panel(qtbot):
    made = RollCallPanel()
    qtbot.addWidget(made, before_close_func=RollCallPanel.stop)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_posts(posts())
    made.sign("Li")
    return made


@pytest.fixture
def ear(panel):
    return Ear(panel)


def seen(code: str, state: FeedState = FeedState.LIVE) -> FeedStatus:
    now = datetime.now(UTC)
    return FeedStatus(post=code, stream=Stream.SUB, state=state, since=now, last_frame_at=now)


def key(panel: RollCallPanel, code: Qt.Key) -> None:
    QTest.keyClick(panel.list, code)


def test_one_key_begins_with_the_expected_posts_in_their_order(panel, ear):
    assert "3 posts are expected" in panel.heading.text()
    panel.press()
    assert [row.key for row in panel.list.rows] == ["P220100", "P220200", "P220282"]
    assert panel.list.hasFocus()
    assert ear.called == ["P220100"]


def test_a_moving_picture_is_proposed_and_a_frozen_one_is_not(panel):
    panel.show_status(seen("P220100"))
    panel.show_status(seen("P220200", FeedState.NOT_MOVING))
    panel.press()
    assert "propose present" in panel.list.rows[0].text
    assert "not moving" in panel.list.rows[1].text
    assert "0432-1" in panel.list.rows[2].text
    key(panel, Qt.Key.Key_Y)
    assert panel.call.answers.keys() == {"P220100"}
    assert panel.call.presence("P220100") is Presence.VIDEO


def test_space_ticks_off_by_voice_and_goes_on_to_the_next_that_is_open(panel):
    panel.press()
    key(panel, Qt.Key.Key_Space)
    assert panel.call.presence("P220100") is Presence.VOICE
    assert panel.list.chosen == "P220200"
    key(panel, Qt.Key.Key_E)
    assert panel.call.presence("P220200") is Presence.EXCUSED


def test_the_same_key_takes_a_mark_back(panel, ear):
    panel.press()
    key(panel, Qt.Key.Key_N)
    assert ear.missing == [frozenset({"P220100"})]
    panel.list.choose("P220100")
    key(panel, Qt.Key.Key_N)
    assert panel.call.answers == {}
    assert ear.missing[-1] == frozenset()


def test_who_did_not_answer_is_missing_at_the_end_and_the_result_is_handed_on(panel, ear):
    panel.press()
    key(panel, Qt.Key.Key_Space)
    panel.press()
    (call,) = ear.finished
    assert call.is_over
    assert {post.code for post in call.missing()} == {"P220200", "P220282"}
    assert ear.missing[-1] == {"P220200", "P220282"}
    assert panel.call is None


def test_a_roll_call_that_was_left_goes_on_where_it_stood(panel):
    panel.press()
    key(panel, Qt.Key.Key_Space)
    panel.begin_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.begin_button.setFocus()
    panel.press()
    assert panel.call is not None
    assert panel.list.hasFocus()
    assert panel.call.count(Presence.VOICE) == 1


def test_who_was_missing_last_time_is_missing_since_then(panel, ear):
    panel.press()
    panel.press()
    first = ear.finished[0].started_at
    panel.press()
    key(panel, Qt.Key.Key_N)
    assert panel.call.missing_since("P220100") == first


def test_nobody_calls_the_roll_unsigned(panel, ear):
    panel.sign("")
    panel.press()
    assert panel.call is None
    assert ear.unsigned == 1


def test_without_expected_posts_the_remedy_is_said(panel):
    panel.show_posts(posts(POSTS[3]))
    panel.press()
    assert panel.call is None
    assert "F3" in panel.list.rows[0].text
