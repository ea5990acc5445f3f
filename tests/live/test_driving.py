"""One wall on one machine has one driver, and hands itself over when it is asked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.data.driver_lock import Driver, DriverLock
from console.live.driving import Driving

WAIT = 20_000
ME = Driver("li", "desk-1", 1, datetime(2026, 2, 1, tzinfo=UTC), "a")
OTHER = Driver("wang", "desk-2", 2, datetime(2026, 2, 2, tzinfo=UTC), "b")


class Console(QObject):
    """Hears what becomes of its wish to drive."""

    def __init__(self, folder: Path, driver: Driver) -> None:
        super().__init__()
        self.driving = Driving(DriverLock(folder, "wall"), driver)
        self.began = 0
        self.ended: list[Driver] = []
        self.driving.began.connect(self.hear_begin)
        self.driving.ended.connect(self.hear_end)

    @Slot()
    def hear_begin(self) -> None:
        self.began += 1

    @Slot(object)
    def hear_end(self, driver: Driver) -> None:
        self.ended.append(driver)


@pytest.fixture
def console(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Driver], Console]]:
    made: list[Console] = []

    def make(driver: Driver) -> Console:
        made.append(Console(tmp_path, driver))
        return made[-1]

    yield make
    for one in made:
        assert one.driving.stop()


def test_the_second_console_learns_who_drives_and_since_when(console):
    first, second = console(ME), console(OTHER)
    assert first.driving.claim()
    assert first.driving.claim()
    assert not second.driving.claim()
    assert second.driving.driver() == ME


def test_a_takeover_makes_the_first_a_spectator_and_the_second_the_driver(qtbot, console):
    first, second = console(ME), console(OTHER)
    first.driving.claim()
    second.driving.claim()
    first.driving.start()
    second.driving.start()
    second.driving.take_over()
    qtbot.waitUntil(lambda: second.began == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: len(first.ended) == 1, timeout=WAIT)
    assert (first.ended[0].by, first.ended[0].pid) == ("wang", 2)
    assert first.driving.driver() == OTHER
    first.driving.take_over()
    qtbot.waitUntil(lambda: first.began == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: len(second.ended) == 1, timeout=WAIT)


def test_who_drives_already_takes_over_from_nobody(qtbot, console):
    first = console(ME)
    first.driving.claim()
    first.driving.take_over()
    first.driving.start()
    qtbot.waitUntil(lambda: not first.driving._asks.is_set(), timeout=WAIT)
    assert (first.began, first.ended) == (0, [])


def test_what_a_killed_console_left_behind_holds_nobody_up(console, tmp_path):
    program = (
        "import sys, pathlib, datetime\n"
        "from console.data.driver_lock import Driver, DriverLock\n"
        "lock = DriverLock(pathlib.Path(sys.argv[1]), 'wall')\n"
        "print(lock.claim(Driver.here('zhao', 'desk-3')), flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdout.readline() == "True\n"
    first = console(ME)
    assert not first.driving.claim()
    assert first.driving.driver().pid == process.pid
    process.kill()
    process.communicate(timeout=60)
    assert first.driving.claim()
    assert first.driving.driver() == ME


def test_a_wish_that_was_given_up_long_ago_is_no_wish(tmp_path):
    lock = DriverLock(tmp_path, "wall")
    lock.ask(ME)
    assert lock.wanted().by == "li"
    path = tmp_path / "wall.wanted.json"
    old = datetime.now(UTC) - timedelta(minutes=1)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"since": old.isoformat()}))
    assert lock.wanted() is None


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"by": "li", "since": "never"}'])
def test_an_unreadable_note_names_nobody(tmp_path, text):
    (tmp_path / "wall.driver.json").write_text(text)
    assert DriverLock(tmp_path, "wall").driver() is None


def test_a_folder_that_keeps_no_lock_stops_nobody_from_showing_the_wall(console, tmp_path):
    (tmp_path / "file").write_text("in the way")
    driving = Driving(DriverLock(tmp_path / "file" / "below", "wall"), Driver.here("li", "desk"))
    assert driving.claim()
    assert driving.driver() is None
    assert driving.stop()
    assert Driver.here("li", "desk").pid == os.getpid()
