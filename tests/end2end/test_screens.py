"""Screens that are plugged and unplugged while the wall runs, on a real X server."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.end2end.desktops import PATIENCE, Desktop

ROOT = Path(__file__).resolve().parents[2]
LEFT, MIDDLE, RIGHT = (
    [x, 0, 1280, 720] for x in (0, 1280, 2560)
)  # the desk's screen, and two of the wall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs an X server of its own"),
]


class Wall:
    """The program under test, and the last that it told of its windows."""

    def __init__(self, desktop: Desktop, screens: int, *scene: Path) -> None:
        self.windows: list[list[int]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.end2end.wall_on_screens", str(screens), *scene],
            cwd=ROOT,
            env=desktop.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.windows = json.loads(line)["windows"]

    def wait_for(self, windows: list[list[int] | None]) -> None:
        """Wait for ``windows``; None is one that waits, whole and small, on the desk's screen."""
        deadline = time.monotonic() + PATIENCE
        while not self._lie_at(windows) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self._lie_at(windows), self.windows

    def _lie_at(self, windows: list[list[int] | None]) -> bool:
        return len(windows) == len(self.windows) and all(
            _waits_beside_the_desk(found) if wanted is None else found == wanted
            for wanted, found in zip(windows, self.windows, strict=True)
        )

    def end(self) -> None:
        self._process.kill()
        self._process.wait(10)
        self._listening.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


def _waits_beside_the_desk(window: list[int]) -> bool:
    x, y, width, height = window
    return x >= 0 and y >= 0 and x + width <= 1280 and y + height <= 720 and height > 300


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path, {"D": 0, "W1": 1280, "W2": 2560})
    yield made
    made.end()


@pytest.fixture
def open_wall(desktop: Desktop) -> Iterator[Callable[[int], Wall]]:
    made: list[Wall] = []

    def begin(screens: int = 0) -> Wall:
        made.append(Wall(desktop, screens))
        return made[-1]

    yield begin
    for wall in made:
        wall.end()


def test_the_wall_covers_every_screen_but_the_desks(open_wall):
    open_wall().wait_for([MIDDLE, RIGHT])


def test_a_window_whose_screen_goes_waits_beside_the_desk_and_returns_by_itself(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W2")
    wall.wait_for([MIDDLE, None])
    desktop.plug("W2", 2560)
    wall.wait_for([MIDDLE, RIGHT])


def test_the_first_screen_that_goes_moves_no_other_window(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W1")
    wall.wait_for([None, RIGHT])
    desktop.plug("W1", 1280)
    wall.wait_for([MIDDLE, RIGHT])


def test_when_every_screen_of_the_wall_is_gone_the_desk_keeps_its_own(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W1")
    desktop.unplug("W2")
    wall.wait_for([None, None])
    desktop.plug("W2", 2560)
    wall.wait_for([None, RIGHT])
    desktop.plug("W1", 1280)
    wall.wait_for([MIDDLE, RIGHT])


def test_a_window_takes_a_screen_that_nobody_uses_while_its_own_is_gone(desktop, open_wall):
    wall = open_wall(1)
    wall.wait_for([MIDDLE])
    desktop.unplug("W1")
    wall.wait_for([RIGHT])
    desktop.plug("W1", 1280)
    wall.wait_for([MIDDLE])


def test_the_picture_that_comes_back_is_the_one_that_went(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    before = desktop.settled_picture(RIGHT)
    desktop.unplug("W2")
    wall.wait_for([MIDDLE, None])
    desktop.plug("W2", 2560)
    wall.wait_for([MIDDLE, RIGHT])
    assert np.mean(desktop.settled_picture(RIGHT) == before) > 0.98


def test_screens_of_several_sizes_and_scales_are_each_covered_to_the_last_pixel(desktop, open_wall):
    desktop.unplug("W2")
    desktop.plug("W2", 2560, size=(960, 600))
    desktop.environment["QT_SCREEN_SCALE_FACTORS"] = "D=1;W1=1;W2=1.5"
    open_wall().wait_for([MIDDLE, [2560, 0, 640, 400]])
    picture = desktop.settled_picture([2560, 0, 960, 600])
    edges = (picture[1, :], picture[-2, :], picture[:, 1], picture[:, -2])
    assert all(edge.any(axis=1).all() for edge in edges)
    assert not desktop.picture([2560, 620, 960, 90]).any()
