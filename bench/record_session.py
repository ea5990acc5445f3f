"""Takes the pictures of docs/directing.md: the real program on three screens, played by its keys.

    python -m bench.record_session [hotplug] [restart] [cues] [replay] [--folder docs/pictures]

Each picture shows the desk's screen and both screens of the wall side by side. Needs Xvfb, openbox,
xrandr, xdotool and ffmpeg; the demonstration is built in a folder that is thrown away.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from console.theme import palette
from console.wall.cue_files import load_sheets
from console.wall.state import WallState
from tests.end2end.desktops import Desktop

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1920, 1080)
MONITORS = {"D": 0, "W1": 1920, "W2": 3840}
WHOLE = [0, 0, 5760, 1080]
LONGEST = 180.0
SHOWN_WIDTH = 1920
MOVING_SECONDS = 15.0
ALIKE = 0.95
"""Part of the pixels that tells one picture from another; clocks and ages go on."""


class Session:
    """The program on air, its desktop, and where its pictures go."""

    def __init__(self, home: Path, pictures: Path) -> None:
        self.pictures = pictures
        self._home = home
        self.desktop = Desktop(home, MONITORS, SIZE)
        self._program: subprocess.Popen[bytes] | None = None

    @property
    def state(self) -> WallState:
        return WallState.from_json((self._home / "state" / "wall-demo.json").read_bytes())

    def opened(self) -> int:
        log = self._home / "logs" / "run.log"
        return log.read_text("utf-8").count("the wall is open") if log.exists() else 0

    def start(self) -> float:
        """Start the program; return the seconds until its windows were there."""
        before, began = self.opened(), time.monotonic()
        command = [sys.executable, str(ROOT / "main.py"), "run", "--demo", "--lang", "zh"]
        self._program = subprocess.Popen(
            command,
            env=self.desktop.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.wait(lambda: self.opened() > before)
        return time.monotonic() - began

    def kill(self) -> None:
        """End the program as a fall of the power would."""
        if self._program is not None:
            os.killpg(self._program.pid, signal.SIGKILL)
            self._program.wait(60)

    def wait(self, what: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LONGEST
        while not what():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)

    def play(self, key: str, what: Callable[[WallState], bool], *, moving: bool = False) -> None:
        """Strike ``key`` until ``what`` holds of the wall: a new window may lack the focus.

        A ``moving`` picture is never still: it is given some time.
        """
        for _ in range(20):
            if what(self.state):
                break
            self.desktop.press(key)
            time.sleep(2)
        if moving:
            time.sleep(MOVING_SECONDS)
        else:
            self.fill()

    def fill(self) -> None:
        """Wait until both screens of the wall show figures, each tile under the mark DEMO."""
        self.wait(lambda: self._marked("demo") and not self._marked("lost"))
        self.desktop.settled_picture([1920, 0, 3840, 1080])

    def _marked(self, truth: str) -> bool:
        """Tell whether the colour of ``truth`` is in the right half of each wall screen's top."""
        red, green, blue = bytes.fromhex(palette()[truth].removeprefix("#"))
        tops = [self.desktop.picture([x, 0, 500, 160]) for x in (3340, 5260)]
        return all(np.all(top == (blue, green, red), axis=2).sum() > 100 for top in tops)

    def shoot(self, name: str) -> None:
        """Write the whole desktop, scaled, as ``name``."""
        picture = self.desktop.picture(WHOLE)
        height = round(picture.shape[0] * SHOWN_WIDTH / picture.shape[1])
        small = cv2.resize(picture, (SHOWN_WIDTH, height), interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(self.pictures / f"{name}.png"), small, [cv2.IMWRITE_PNG_COMPRESSION, 9])

    def end(self) -> None:
        self.kill()
        self.desktop.end()


def hotplug(session: Session) -> None:
    """Pull the second screen of the wall, and plug it again."""
    session.play("2", lambda state: state.program.scene == "outbreak")
    session.shoot("hotplug-1-before")
    session.desktop.unplug("W2")
    time.sleep(6)
    session.shoot("hotplug-2-unplugged")
    session.desktop.plug("W2", MONITORS["W2"])
    time.sleep(6)
    session.fill()
    session.shoot("hotplug-3-replugged")


def restart(session: Session) -> None:
    """Kill the program with a frozen wall, and start it again."""
    session.play("2", lambda state: state.program.scene == "outbreak")
    session.play("F8", lambda state: state.on_air.frozen_since is not None, moving=True)
    session.shoot("restart-1-before")
    before = session.desktop.picture([1920, 0, 3840, 1080])
    state = session.state
    session.kill()
    seconds, began = session.start(), time.monotonic()
    wall = [1920, 0, 3840, 1080]
    session.wait(lambda: float(np.mean(session.desktop.picture(wall) == before)) > ALIKE)
    later = time.monotonic() - began
    session.shoot("restart-2-after")
    load = os.getloadavg()[0]
    print(f"load {load:.0f}: windows after {seconds:.1f} s, the picture {later:.1f} s later")
    print("the same state:", session.state.on_air == state.on_air)
    session.play("F8", lambda now: now.on_air.frozen_since is None)


def cues(session: Session) -> None:
    """Go through the prepared cue sheet, a picture for each step."""
    sheet = load_sheets([ROOT / "resources" / "cues"], _scenes()).sheets[0]
    for number in range(len(sheet.steps)):
        session.play("Next", partial(_is_at, number), moving=True)
        session.shoot(f"cue-{number + 1}-{sheet.steps[number].scene}")


def _scenes() -> list[str]:
    return [path.stem for path in (ROOT / "resources" / "scenes").glob("*.toml")]


def _is_at(step: int, state: WallState) -> bool:
    return state.on_air.cue is not None and state.on_air.cue.step == step


def replay(session: Session) -> None:
    """Look at the wall as it was some changes ago, while it goes on."""
    session.play("2", lambda state: state.program.scene == "outbreak")
    session.play("3", lambda state: state.program.scene == "materials")
    session.desktop.press("ctrl+h")
    time.sleep(20)
    session.desktop.press("Left")
    time.sleep(5)
    session.desktop.press("Left")
    time.sleep(25)
    session.shoot("replay")
    session.desktop.press("Escape")


PARTS = {"hotplug": hotplug, "restart": restart, "cues": cues, "replay": replay}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="PART")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        session = Session(Path(home), chosen.folder)
        try:
            session.start()
            session.fill()
            for name in chosen.parts:
                PARTS[name](session)
        finally:
            session.end()


if __name__ == "__main__":
    main()
