"""Desktops of their own for programs under test: a real X server each, with monitors and keys."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

PATIENCE = 40.0


class Desktop:
    """An X server of its own with a window manager, whose monitors come and go."""

    def __init__(
        self, folder: Path, monitors: Mapping[str, int], size: tuple[int, int] = (1280, 720)
    ) -> None:
        """Switch on ``monitors`` of ``size``, by name and left edge; the first is the primary."""
        for tool in ("Xvfb", "openbox", "xrandr", "ffmpeg", "xdotool"):
            assert shutil.which(tool), f"{tool} is missing: make setup installs it"
        self._children: list[subprocess.Popen[bytes]] = []
        ready, told = os.pipe()
        self._size = size
        whole = f"{size[0] * len(monitors)}x{size[1]}x24"
        self._start(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", whole, "-noreset"],
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
        for number, (name, x) in enumerate(monitors.items()):
            self.plug(name, x, "none" if number else "screen")
        self._start(["openbox"], env=self.environment)

    def plug(
        self, name: str, x: int, output: str = "none", size: tuple[int, int] | None = None
    ) -> None:
        width, height = size or self._size
        self._xrandr("--setmonitor", name, f"{width}/340x{height}/190+{x}+0", output)

    def unplug(self, name: str) -> None:
        self._xrandr("--delmonitor", name)

    def picture(self, area: list[int]) -> npt.NDArray[np.uint8]:
        """Return what stands on the glass at ``area``: rows, columns, blue, green, red."""
        x, y, width, height = area
        grab = [
            *("ffmpeg", "-v", "error", "-f", "x11grab", "-video_size", f"{width}x{height}"),
            *("-i", f"{self.environment['DISPLAY']}.0+{x},{y}", "-frames:v", "1"),
            *("-f", "rawvideo", "-pix_fmt", "bgr24", "-"),
        ]
        done = subprocess.run(grab, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        return np.frombuffer(done.stdout, np.uint8).reshape(height, width, 3)

    def settled_picture(self, area: list[int]) -> npt.NDArray[np.uint8]:
        """Return the picture at ``area`` once it shows something and hardly changes any more."""
        deadline = time.monotonic() + PATIENCE
        last = self.picture(area)
        while time.monotonic() < deadline:
            time.sleep(0.5)
            now = self.picture(area)
            if np.mean(now == last) > 0.999 and len(np.unique(now)) > 10:
                return now
            last = now
        raise AssertionError("the picture never settled")

    def press(self, *keys: str) -> None:
        """Strike ``keys`` where the focus is."""
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

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
