"""Screens that are plugged and unplugged while the wall runs, on a real X server."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0
LEFT, MIDDLE, RIGHT = (
    [x, 0, 1280, 720] for x in (0, 1280, 2560)
)  # the desk's screen, and two of the wall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs an X server of its own"),
]


class Desktop:
    """An X server of its own with a window manager, whose monitors come and go."""

    def __init__(self, folder: Path) -> None:
        self._children: list[subprocess.Popen[bytes]] = []
        ready, told = os.pipe()
        self._start(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", "3840x720x24", "-noreset"],
            pass_fds=(told,),
        )
        os.close(told)
        with os.fdopen(ready) as pipe:
            number = pipe.readline().strip()
        self.environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "CONSOLE_HOME": str(folder),
        }
        for name, x, output in (("D", 0, "screen"), ("W1", 1280, "none"), ("W2", 2560, "none")):
            self.plug(name, x, output)
        self._start(["openbox"], env=self.environment)

    def plug(self, name: str, x: int, output: str = "none") -> None:
        self._xrandr("--setmonitor", name, f"1280/340x720/190+{x}+0", output)

    def unplug(self, name: str) -> None:
        self._xrandr("--delmonitor", name)

    def end(self) -> None:
        for child in reversed(self._children):
            child.terminate()
            child.wait(10)

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(
            ["xrandr", *arguments], env=self.environment, check=True, capture_output=True
        )

    def _start(self, command: list[str], **options: object) -> None:
        self._children.append(
            subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
        )


class Wall:
    """The program under test, and the last that it told of its windows."""

    def __init__(self, desktop: Desktop, screens: int) -> None:
        self.windows: list[list[int]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.end2end.wall_on_screens", str(screens)],
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

    def wait_for(self, windows: list[list[int]]) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.windows != windows and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.windows == windows

    def end(self) -> None:
        self._process.kill()
        self._process.wait(10)
        self._listening.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    for tool in ("Xvfb", "openbox", "xrandr"):
        assert shutil.which(tool), f"{tool} is missing: make test installs it"
    made = Desktop(tmp_path)
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


def test_a_screen_that_goes_takes_its_window_along_and_gives_it_back_when_it_returns(
    desktop, open_wall
):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W2")
    wall.wait_for([MIDDLE])
    desktop.plug("W2", 2560)
    wall.wait_for([MIDDLE, RIGHT])


def test_the_wall_moves_on_when_its_first_screen_goes(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W1")
    wall.wait_for([RIGHT])
    desktop.plug("W1", 1280)
    wall.wait_for([MIDDLE, RIGHT])


def test_the_wall_goes_onto_the_desks_screen_when_no_other_is_left(desktop, open_wall):
    wall = open_wall()
    wall.wait_for([MIDDLE, RIGHT])
    desktop.unplug("W1")
    desktop.unplug("W2")
    wall.wait_for([LEFT])
    desktop.plug("W1", 1280)
    wall.wait_for([MIDDLE])
