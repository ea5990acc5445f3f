"""One display over two real screens, looked at on the glass on both sides of the seam."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.end2end.desktops import PATIENCE, Desktop
from tests.end2end.test_screens import MIDDLE, RIGHT, Wall

BOTH = [1280, 0, 2560, 720]
SCENE = """
[[walls]]
screens = {screens}
tiles = [
  {{ {spans} display = "map", column = 1, row = 1, width = {width}, height = 12, options = {{ renderer = "native" }} }},
]
"""  # noqa: E501

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs an X server of its own"),
]


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    file = tmp_path / "wide.toml"
    file.write_text(SCENE.format(screens=2, spans="spans = 2,", width=24), "utf-8")
    return file


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    file = tmp_path / "whole.toml"
    file.write_text(SCENE.format(screens=1, spans="", width=12), "utf-8")
    return file


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path, {"D": 0, "W1": 1280, "W2": 2560})
    yield made
    made.end()


@pytest.fixture
def open_wall(desktop: Desktop) -> Iterator[Callable[[int, Path], Wall]]:
    made: list[Wall] = []

    def begin(screens: int, scene: Path) -> Wall:
        for wall in made:
            wall.end()
        made.append(Wall(desktop, screens, scene))
        return made[-1]

    yield begin
    for wall in made:
        wall.end()


def alike(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    """Return the share of pixels that are the same in both pictures."""
    return float(np.mean((one == other).all(axis=2)))


def wait_for_picture(
    desktop: Desktop, area: list[int], wanted: npt.NDArray[np.uint8], share: float = 0.999
) -> None:
    """Wait until ``wanted`` stands on the glass at ``area``."""
    deadline = time.monotonic() + PATIENCE
    while alike(desktop.picture(area), wanted) < share and time.monotonic() < deadline:
        time.sleep(0.2)
    assert alike(desktop.picture(area), wanted) >= share


def test_two_screens_show_to_the_pixel_what_one_of_their_width_would(
    desktop, open_wall, wide, whole
):
    open_wall(0, wide).wait_for([MIDDLE, RIGHT])
    pair = desktop.settled_picture(BOTH)
    for side in (pair[:, 1180:1280], pair[:, 1280:1380]):
        assert len(np.unique(side.reshape(-1, 3), axis=0)) > 10
    desktop.unplug("W1")
    desktop.unplug("W2")
    desktop.plug("W1", 1280, size=(2560, 720))
    open_wall(0, whole).wait_for([BOTH])
    wait_for_picture(desktop, BOTH, pair, 0.9999)


def test_the_screen_that_is_left_shows_the_whole_display_until_the_other_is_back(
    desktop, open_wall, wide, whole
):
    open_wall(1, whole).wait_for([MIDDLE])
    alone = desktop.settled_picture(MIDDLE)
    wall = open_wall(0, wide)
    wall.wait_for([MIDDLE, RIGHT])
    pair = desktop.settled_picture(BOTH)
    assert alike(pair[:, :1280], alone) < 0.9
    desktop.unplug("W2")
    wall.wait_for([MIDDLE, None])
    wait_for_picture(desktop, MIDDLE, alone)
    desktop.plug("W2", 2560)
    wall.wait_for([MIDDLE, RIGHT])
    wait_for_picture(desktop, BOTH, pair)


def test_the_picture_goes_on_over_a_screen_of_another_size_and_scale(desktop, open_wall, wide):
    desktop.unplug("W2")
    desktop.plug("W2", 2560, size=(960, 600))
    desktop.environment["QT_SCREEN_SCALE_FACTORS"] = "D=1;W1=1;W2=1.5"
    open_wall(0, wide).wait_for([MIDDLE, [2560, 0, 640, 400]])
    last = desktop.settled_picture([1280, 0, 1280, 720])[:, -1].astype(int)
    first = desktop.settled_picture([2560, 0, 960, 600])[:, 0].astype(int)
    shares = np.linspace(0.05, 0.95, 200)  # The same share of the height on both sides.
    left, right = (column[(shares * len(column)).astype(int)] for column in (last, first))
    assert len(np.unique(left, axis=0)) > 3
    assert np.mean(np.abs(left - right).max(axis=1) < 40) > 0.9
