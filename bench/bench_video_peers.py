"""The walls of :mod:`bench.bench_video_cost` by mpv and by QMediaPlayer, beside ours and the floor.

mpv: one process and window a feed, ``--vo=x11``, no audio, one thread of decoding; its pictures are
its stream time that passed, less the frames that it says it dropped. QMediaPlayer: one process, a
QVideoWidget a feed; it is measured once each feed shows as many pictures a second as are sent, for
before that it waits for its buffers, or plays them faster than life, and its pictures are read to
see that they differ. Both over TCP, in windows of our tiles' size. What the X server spends is
counted for nobody.

    python -m bench.bench_video_peers [--seconds 12] [--walls "9 x 640x360" ...]
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QEventLoop, QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QApplication, QWidget

from bench.bench_video_cost import WALLS, floor, start
from tests.rtsp_server import RATE, Mount, RtspServer, read_number

SETTLE_SECONDS = 6.0
#: QMediaPlayer is given this long until its pictures come as they are sent.
STEADY_WITHIN = 30.0
MPV = ["mpv", "--no-config", "--no-audio", "--vo=x11", "--hwdec=no", "--vd-lavc-threads=1",
       "--rtsp-transport=tcp", "--no-osc", "--no-border", "--no-keepaspect-window",
       "--really-quiet"]  # fmt: skip


def places(name: str) -> list[tuple[int, int, int, int]]:
    """Return left, top, width and height of each tile of a wall of 1920 x 1080."""
    _, count, (width, height) = WALLS[name]
    across = 1920 // width
    return [(n % across * width, n // across * height, width, height) for n in range(count)]


def spent(running: list[psutil.Process], seconds: float) -> dict[str, float]:
    """Return the cores that these processes take in the next ``seconds``, and their memory."""
    before = [process.cpu_times() for process in running]
    began = time.monotonic()
    time.sleep(seconds)
    after = [process.cpu_times() for process in running]
    took = time.monotonic() - began
    ticks = sum(b.user + b.system - a.user - a.system for a, b in zip(before, after, strict=True))
    return {
        "cores": ticks / took,
        "mb": sum(process.memory_info().rss for process in running) / 1e6,
    }


def by_mpv(name: str, seconds: float, urls: list[str]) -> dict[str, float]:
    """Show the wall by mpv and return what that cost."""
    with tempfile.TemporaryDirectory(prefix="mpv-") as folder:
        doors = [Path(folder) / str(n) for n in range(len(urls))]
        calls = [
            [*MPV, f"--geometry={width}x{height}+{left}+{top}", f"--input-ipc-server={door}", url]
            for url, door, (left, top, width, height) in zip(urls, doors, places(name), strict=True)
        ]
        running = [psutil.Popen(call) for call in calls]
        time.sleep(SETTLE_SECONDS)
        try:
            before, began = [shown_by_mpv(door) for door in doors], time.monotonic()
            made = spent(running, seconds)
            after, took = [shown_by_mpv(door) for door in doors], time.monotonic() - began
        finally:
            for process in running:
                process.kill()
                process.wait()
    return made | {"fps": (sum(after) - sum(before)) / took / len(doors)}


def shown_by_mpv(door: Path) -> float:
    """Return how many pictures the mpv behind ``door`` has shown, as far as it says."""
    found = {"time-pos": 0.0, "frame-drop-count": 0.0}
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(door))
        answers = line.makefile()
        for number, name in enumerate(found):
            ask = {"command": ["get_property", name], "request_id": number}
            line.sendall(json.dumps(ask).encode() + b"\n")
            answer = {"request_id": None}
            while answer.get("request_id") != number:
                answer = json.loads(answers.readline())
            found[name] = float(answer.get("data") or 0.0)
    return found["time-pos"] * RATE - found["frame-drop-count"]


class Player(QObject):
    """A QMediaPlayer in a widget, and the pictures that came."""

    def __init__(self, url: str, place: tuple[int, int, int, int], wall: QWidget) -> None:
        super().__init__(wall)
        self.pictures = 0
        self.numbers: set[int] | None = None
        widget = QVideoWidget(wall)
        widget.setGeometry(*place)
        self._player = QMediaPlayer(self)
        self._player.setVideoOutput(widget)
        widget.videoSink().videoFrameChanged.connect(self._count)
        self._player.setSource(QUrl(url))
        self._player.play()

    @Slot(QVideoFrame)
    def _count(self, frame: QVideoFrame) -> None:
        self.pictures += 1
        if self.numbers is not None:
            image = frame.toImage().convertToFormat(QImage.Format.Format_RGB32)
            rows = (image.height(), image.bytesPerLine() // 4, 4)
            pixels = np.frombuffer(image.constBits(), np.uint8).reshape(rows)
            self.numbers.add(read_number(pixels[:, : image.width()]))


def turn(seconds: float) -> None:
    """Run the event loop for that long."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def rates(shown: list[Player], seconds: float) -> list[float]:
    """Return the pictures a second of each player over the next ``seconds``."""
    before, began = [player.pictures for player in shown], time.monotonic()
    turn(seconds)
    took = time.monotonic() - began
    return [(player.pictures - n) / took for player, n in zip(shown, before, strict=True)]


def wait_steady(shown: list[Player]) -> bool:
    """Wait until each player shows as many pictures as are sent, and different ones."""
    end = time.monotonic() + STEADY_WITHIN
    while not all(0.9 * RATE < rate < 1.1 * RATE for rate in rates(shown, 2.0)):
        if time.monotonic() > end:
            return False
    for player in shown:
        player.numbers = set()
    turn(2.0)
    moving = all(len(player.numbers or ()) > RATE for player in shown)
    for player in shown:
        player.numbers = None
    return moving


def players(name: str, seconds: float, urls: list[str]) -> None:
    """Show the wall by QMediaPlayer in this process, and print what that cost."""
    app = QApplication([])  # noqa: F841 - held
    wall = QWidget()
    wall.setFixedSize(1920, 1080)
    shown = [Player(url, place, wall) for url, place in zip(urls, places(name), strict=True)]
    wall.show()
    steady = wait_steady(shown)
    cpu, began = time.process_time(), time.monotonic()
    found = rates(shown, seconds)
    took = time.monotonic() - began
    made = {
        "cores": (time.process_time() - cpu) / took,
        "mb": psutil.Process().memory_info().rss / 1e6,
        "fps": sum(found) / len(found),
        "steady": float(steady),
    }
    print(json.dumps(made), flush=True)
    # FFmpeg's threads in the players may wait for their network as long as they like.
    os._exit(0)


def by_qt(name: str, seconds: float, urls: list[str]) -> dict[str, float]:
    """Return what :func:`players` measures in a new process."""
    call = [sys.executable, "-m", "bench.bench_video_peers", "--players", name]
    call += ["--seconds", str(seconds), *urls]
    done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=seconds + 90)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(name: str, seconds: float) -> dict[str, float | str]:
    """Return what the wall of this name costs us, mpv and QMediaPlayer, beside the bare decode."""
    clip, count, _ = WALLS[name]
    with RtspServer([Mount(f"/{n}", clip) for n in range(count)], tcp_only=True) as server:
        urls = [server.url(f"/{n}") for n in range(count)]
        bare = floor(seconds, urls)
        painted = start(name, seconds, urls)
        mpv = by_mpv(name, seconds, urls)
        qt = by_qt(name, seconds, urls)
    return {
        "wall": name,
        "floor_cores": bare,
        "painted": painted["cores"] / bare,
        "fps": painted["fps"],
        "gap_ms": painted["gap_ms"],
        "mb_per_feed": painted["mb_per_feed"],
        "mpv": mpv["cores"] / bare,
        "mpv_fps": mpv["fps"],
        "mpv_mb": mpv["mb"],
        "qmediaplayer": qt["cores"] / bare,
        "qmediaplayer_fps": qt["fps"],
        "qmediaplayer_steady": qt["steady"],
        "qmediaplayer_mb": qt["mb"],
        "load": os.getloadavg()[0],
    }


def words_of(row: dict[str, float | str]) -> str:
    """Return a row of :func:`compare` in a line."""
    line = (
        "{wall}: floor {floor_cores:.2f} cores; painted {painted:.2f}x, {fps:.1f} fps, "
        "{mb_per_feed:.1f} MB a feed, GUI gap {gap_ms:.0f} ms; mpv {mpv:.2f}x, {mpv_fps:.1f} fps, "
        "{mpv_mb:.0f} MB; QMediaPlayer {qmediaplayer:.2f}x, {qmediaplayer_fps:.1f} fps, "
        "{qmediaplayer_mb:.0f} MB"
    )
    steady = (
        "" if row["qmediaplayer_steady"] else " (it never showed the pictures as they were sent)"
    )
    return line.format(**row) + steady + f" (load average {row['load']:.1f})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--walls", nargs="+", choices=WALLS, default=list(WALLS))
    parser.add_argument("--players", choices=WALLS)
    parser.add_argument("urls", nargs="*")
    options = parser.parse_args()
    if options.players:
        players(options.players, options.seconds, options.urls)
    for wall in [] if options.players else options.walls:
        print(words_of(compare(wall, options.seconds)), flush=True)
