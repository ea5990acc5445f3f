"""Calls between two real pages: pictures that move, sound by its level, and every kind of loss."""

import os
import signal

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel

from console.domain.call_media import CallMedia
from console.domain.calls import Media
from console.widgets.call_engine import CALL_PAGE
from tests.call_ends import End, connect, through

pytestmark = pytest.mark.slow

_PATIENCE = 40_000
SOUND_ALONE = CallMedia(picture=False)
NOTHING_SENT = CallMedia(picture=False, sound=False)


def test_moving_pictures_and_sound_go_both_ways(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    for end in (here, there):
        qtbot.waitUntil(lambda end=end: max(end.levels) > 0.1, timeout=_PATIENCE)
        assert end.last.quality.width
        assert not end.failures


def test_the_devices_are_marked_for_as_long_as_they_are_open(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    assert here.page.is_capturing
    here.page.retire()
    assert here.capturing == [True, False]


def test_whoever_sends_nothing_sees_and_is_marked_as_sending_nothing(qtbot, line):
    here, there = line
    there.page.accept(CallMedia())
    here.page.place(NOTHING_SENT)
    qtbot.waitUntil(lambda: here.media is Media.MOVING, timeout=_PATIENCE)
    assert here.capturing == []


def test_a_side_that_holds_the_call_is_seen_as_not_moving_and_comes_back(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    there.page.set_flags(held=True)
    qtbot.waitUntil(lambda: here.media is Media.STILL, timeout=_PATIENCE)
    there.page.set_flags(held=False)
    through(qtbot, here, there)


@pytest.mark.parametrize(
    ("camera", "microphone", "used"),
    [
        ("fake_device_1", "Fake Audio Input 2", {"fake_device_1", "Fake Audio Input 2"}),
        ("DEVICE_0", "", {"fake_device_0", "Fake Default Audio Input"}),
    ],
)
def test_the_devices_that_the_settings_name_are_the_ones_that_are_opened(
    qtbot, line, camera, microphone, used
):
    here, _there = line
    here.page.place(CallMedia(camera=camera, microphone=microphone))
    qtbot.waitUntil(lambda: here.last is not None and here.last.sending, timeout=_PATIENCE)
    here.page.list_devices()
    qtbot.waitUntil(lambda: bool(here.used), timeout=_PATIENCE)
    assert {label.partition(" (")[0] for label in here.used} == used


def test_a_device_that_is_not_there_is_said_and_no_other_stays_open_in_its_place(qtbot, line):
    here, _there = line
    here.page.place(CallMedia(camera="The camera on the balcony"))
    qtbot.waitUntil(lambda: bool(here.failures), timeout=_PATIENCE)
    assert "The camera on the balcony" in here.failures[0]
    assert here.capturing == []


def test_a_muted_microphone_is_not_heard(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    there.page.set_flags(muted=True)
    qtbot.waitUntil(
        lambda: len(here.levels) > 12 and max(here.levels[-12:]) < 0.001, timeout=_PATIENCE
    )
    assert here.media is Media.MOVING


_TELL_LIMITS = (
    "const set = RTCRtpSender.prototype.setParameters; let followed = 0, most = 0;"
    "RTCRtpSender.prototype.setParameters = async function (wanted) {"
    " most = Math.max(most, ++followed);"
    " await set.call(this, wanted);"
    " await new Promise((resolve) => setTimeout(resolve, 200));"  # a sender on a busy machine
    " followed -= 1;"
    " document.title = `${wanted.encodings[0].maxBitrate} with ${most} at once` }"
)


def test_a_sender_is_told_one_wish_at_a_time_and_the_newest_holds(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    limits: list[str] = []
    here.page.web_page.titleChanged.connect(limits.append)
    here.page.web_page.runJavaScript(_TELL_LIMITS)
    for low in (True, False) * 10:
        here.page.set_flags(low=low)
    here.page.again()
    here.page.set_flags(low=True)
    newest = "250000 with 1 at once"
    here.page.list_devices()  # they are told when all before was done
    qtbot.waitUntil(lambda: bool(here.used) and limits[-1:] == [newest], timeout=_PATIENCE)
    through(qtbot, here, there)
    assert not here.failures
    assert not there.failures


def test_flags_that_change_in_a_row_while_a_call_comes_up_leave_no_failure(qtbot, line):
    here, there = connect(line)
    for low in (True, False) * 10:
        here.page.set_flags(low=low)
        there.page.set_flags(crowded=low)
    through(qtbot, here, there)
    assert not here.failures
    assert not there.failures


def test_a_call_without_cameras_is_one_of_sound_only(qtbot, line):
    here, there = connect(line, SOUND_ALONE)
    through(qtbot, here, there, Media.SOUND)


@pytest.mark.parametrize("caller_dies", [True, False])
def test_a_killed_page_is_told_at_once_and_a_new_one_takes_up_the_call(qtbot, line, caller_dies):
    here, there = connect(line)
    through(qtbot, here, there)
    dead = here if caller_dies else there
    os.kill(dead.page.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(dead.deaths) == 1, timeout=_PATIENCE)
    survivor = there if caller_dies else here
    qtbot.waitUntil(lambda: survivor.media is not Media.MOVING, timeout=_PATIENCE)
    dead.renew()
    if caller_dies:
        dead.page.place(CallMedia())
    else:
        dead.page.accept(CallMedia())
        dead.page.again()
    through(qtbot, here, there)


def test_a_new_page_does_not_mend_a_connection_that_it_never_had_but_has_it_begun_anew(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    there.page.retire()
    qtbot.waitUntil(lambda: here.media is not Media.MOVING, timeout=_PATIENCE)
    said: list[str] = []
    here.page.said.connect(said.append)
    there.renew()
    here.page.again()  # as the caller does by itself while the line is lost
    qtbot.waitUntil(lambda: any('"offer"' in words for words in said), timeout=_PATIENCE)
    there.page.accept(CallMedia())
    there.page.again()
    through(qtbot, here, there)
    assert not there.failures


def test_a_page_that_hangs_is_given_up(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    pid = here.page.process_id
    os.kill(pid, signal.SIGSTOP)
    try:
        qtbot.waitUntil(lambda: bool(here.deaths), timeout=_PATIENCE)
    finally:
        os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: there.media is Media.LOST, timeout=_PATIENCE)


def test_devices_are_closed_to_a_call_that_did_not_ask_for_them(qtbot, line):
    here, _there = line
    answers: list[object] = []
    here.page.place(NOTHING_SENT)
    qtbot.waitUntil(lambda: here.last is not None, timeout=_PATIENCE)
    here.page.web_page.runJavaScript(
        "navigator.mediaDevices.getUserMedia({video: true})"
        ".then(() => { document.title = 'granted' }, (e) => { document.title = e.name })"
    )
    here.page.web_page.titleChanged.connect(answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=_PATIENCE)
    assert answers[-1] in ("NotAllowedError", "AbortError")


def test_the_page_goes_nowhere_else_and_reaches_no_file(qtbot, line):
    here, _there = line
    here.page.place(NOTHING_SENT)
    qtbot.waitUntil(lambda: here.last is not None, timeout=_PATIENCE)
    page = here.page.web_page
    titles: list[str] = []
    page.titleChanged.connect(titles.append)
    page.runJavaScript(
        "(async () => { const told = [];"
        " for (const url of ['file:///etc/hostname', 'https://example.org/', 'console://map/x'])"
        " try { await fetch(url); told.push('reached ' + url) } catch (e) { told.push('no') }"
        " location.href = 'https://example.org/'; document.title = told.join() })()"
    )
    qtbot.waitUntil(lambda: bool(titles), timeout=_PATIENCE)
    assert titles[-1] == "no,no,no"
    assert page.url() == QUrl(CALL_PAGE)


def test_an_offer_that_comes_before_the_answer_waits_for_it(qtbot, line):
    here, there = line
    here.page.place(CallMedia())
    qtbot.waitUntil(lambda: there.last is not None and here.last is not None, timeout=_PATIENCE)
    there.page.accept(CallMedia())
    through(qtbot, here, there)


def test_what_is_no_message_is_dropped(qtbot, line, caplog):
    here, there = line
    there.page.accept(CallMedia())
    for nonsense in ("", "[1]", "{", "consoleCall.end()"):
        there.page.take(nonsense)
    assert caplog.text.count("no message") == 4
    here.page.place(CallMedia())
    through(qtbot, here, there)


def share(qtbot, end: End, title: str) -> None:
    """Share a window that may be too new to be listed yet: ask until it is."""
    for _ in range(5):
        failures = len(end.failures)
        end.page.share(title)
        qtbot.waitUntil(
            lambda failures=failures: end.last.sharing or len(end.failures) > failures,
            timeout=_PATIENCE,
        )
        if end.last.sharing:
            return
    pytest.fail(f"{title} was not shared")


def test_the_window_that_is_shared_is_seen_in_the_cameras_place_and_no_other(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    wall = QLabel("the wall")
    qtbot.addWidget(wall)
    wall.setWindowTitle("The wall that is shared")
    wall.resize(640, 360)
    with qtbot.waitExposed(wall, timeout=_PATIENCE):
        wall.show()
    share(qtbot, there, wall.windowTitle())
    qtbot.waitUntil(lambda: here.media is Media.STILL, timeout=_PATIENCE)  # it does not move
    there.page.share("")
    through(qtbot, here, there)
    failures = len(there.failures)
    there.page.share("No such window")
    qtbot.waitUntil(lambda: len(there.failures) > failures, timeout=_PATIENCE)
    through(qtbot, here, there)
    assert not there.last.sharing
