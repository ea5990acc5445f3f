"""Camera and microphone tried before a call, as the other side would get them."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from console.app.device_trial import DeviceTrial
from console.domain.wording import Lang
from console.widgets.language import set_language
from tests.calling import Centre, wait_for_movement

pytestmark = pytest.mark.slow

WAIT = 60_000


@pytest.fixture
def centre(qapp: object) -> Iterator[Centre]:
    set_language(Lang.EN)
    made = Centre()
    yield made
    made.service.stop()


@pytest.fixture
def trial(qtbot: QtBot, centre: Centre) -> Iterator[DeviceTrial]:
    made = DeviceTrial(centre.service, centre.loudspeaker, centre)
    made.open_window(None)
    yield made
    made.stop()


def names(trial: DeviceTrial) -> list[str]:
    box = trial.window.camera
    return [box.itemText(row) for row in range(box.count())]


@pytest.mark.parametrize(("lang", "moving"), [(Lang.EN, "Picture moving"), (Lang.ZH, "画面正常")])
def test_the_picture_moves_the_bar_moves_and_the_devices_are_offered_and_closed(
    qtbot: QtBot, trial: DeviceTrial, lang: Lang, moving: str
) -> None:
    set_language(lang)
    window = trial.window
    qtbot.waitUntil(lambda: len(names(trial)) == 2, timeout=WAIT)
    assert window._devices.isVisible()
    wait_for_movement(qtbot, lambda: window.view)
    qtbot.waitUntil(lambda: window.level.value() > 10, timeout=WAIT)
    qtbot.waitUntil(lambda: moving in window.figures.text(), timeout=WAIT)
    window.close()
    assert not window._devices.isVisible()
    assert not window.view.is_showing
    assert window.level.value() == 0


def test_what_is_chosen_is_opened_and_used_in_the_calls_that_follow(
    qtbot: QtBot, trial: DeviceTrial, centre: Centre
) -> None:
    box = trial.window.camera
    qtbot.waitUntil(lambda: len(names(trial)) == 2, timeout=WAIT)
    other = 1 - box.currentIndex()
    wanted = box.itemText(other)
    box.setCurrentIndex(other)
    box.activated.emit(other)
    assert centre.service.media.camera == wanted
    box.setCurrentIndex(-1)
    qtbot.waitUntil(lambda: box.currentText() == wanted, timeout=WAIT)


def test_one_is_heard_only_on_wish_and_never_beside_a_call(
    qtbot: QtBot, trial: DeviceTrial, centre: Centre
) -> None:
    qtbot.waitUntil(lambda: len(names(trial)) == 2, timeout=WAIT)
    assert trial._far is not None
    assert trial._far.page is not None
    page = trial._far.page.web_page
    assert page.isAudioMuted()
    trial.window.hear.click()
    assert not page.isAudioMuted()
    centre.loudspeaker.mute_all()
    assert page.isAudioMuted()
    assert not trial.window.hear.isChecked()
