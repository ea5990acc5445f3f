"""The walls of :mod:`bench.bench_video_cost` by mpv and by QMediaPlayer, beside ours and the floor.

mpv: one process and window a feed, ``--vo=x11``, no audio, one thread of decoding. QMediaPlayer:
one process, a QVideoWidget a feed. Both over TCP, in windows of our tiles' size. What the X server
spends is counted for nobody.

    python -m bench.bench_video_peers [--seconds 12] [--walls "9 x 640x360" ...]
"""

import argparse
import json
import os
import subprocess
import sys
import time

import psutil
from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QApplication, QWidget

from bench.bench_video_cost import WALLS, floor, start
from tests.rtsp_server import Mount, RtspServer

SETTLE_SECONDS = 6.0
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
    calls = [
        [*MPV, f"--geometry={width}x{height}+{left}+{top}", url]
        for url, (left, top, width, height) in zip(urls, places(name), strict=True)
    ]
    running = [psutil.Popen(call) for call in calls]
    time.sleep(SETTLE_SECONDS)
    try:
        return spent(running, seconds)
    finally:
        for process in running:
            process.kill()
            process.wait()


class Player(QObject):
    """A QMediaPlayer in a widget, and the pictures that came."""

    def __init__(self, url: str, place: tuple[int, int, int, int], wall: QWidget) -> None:
        super().__init__(wall)
        self.pictures = 0
        widget = QVideoWidget(wall)
        widget.setGeometry(*place)
        self._player = QMediaPlayer(self)
        self._player.setVideoOutput(widget)
        widget.videoSink().videoFrameChanged.connect(self._count)
        # FFmpeg takes the transport from there, and keeps it to itself.
        self._player.setSource(QUrl(url + "?tcp"))
        self._player.play()

    @Slot()
    def _count(self) -> None:
        self.pictures += 1


def players(name: str, seconds: float, urls: list[str]) -> None:
    """Show the wall by QMediaPlayer in this process, and print what that cost."""
    app = QApplication([])
    wall = QWidget()
    wall.setFixedSize(1920, 1080)
    shown = [Player(url, place, wall) for url, place in zip(urls, places(name), strict=True)]
    wall.show()
    QTimer.singleShot(int(SETTLE_SECONDS * 1000), app.quit)
    app.exec()
    pictures = sum(player.pictures for player in shown)
    cpu, began = time.process_time(), time.monotonic()
    QTimer.singleShot(int(seconds * 1000), app.quit)
    app.exec()
    took = time.monotonic() - began
    made = {
        "cores": (time.process_time() - cpu) / took,
        "mb": psutil.Process().memory_info().rss / 1e6,
        "fps": (sum(player.pictures for player in shown) - pictures) / took / len(shown),
    }
    print(json.dumps(made), flush=True)
    # FFmpeg's threads in the players may wait for their network as long as they like.
    os._exit(0)


def by_qt(name: str, seconds: float, urls: list[str]) -> dict[str, float]:
    """Return what :func:`players` measures in a new process."""
    call = [sys.executable, "-m", "bench.bench_video_peers", "--players", name]
    call += ["--seconds", str(seconds), *urls]
    done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=seconds + 60)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(name: str, seconds: float) -> None:
    clip, count, _ = WALLS[name]
    with RtspServer([Mount(f"/{n}", clip) for n in range(count)]) as server:
        urls = [server.url(f"/{n}") for n in range(count)]
        bare = floor(seconds, urls)
        taken = start(name, seconds, urls, "--hidden")
        painted = start(name, seconds, urls)
        mpv = by_mpv(name, seconds, urls)
        qt = by_qt(name, seconds, urls)
    print(
        f"{name}: floor {bare:.2f} cores; taken {taken['cores'] / bare:.2f}x; "
        f"painted {painted['cores'] / bare:.2f}x, {painted['fps']:.1f} fps, "
        f"{painted['mb_per_feed'] * count:.0f} MB, gap {painted['gap_ms']:.0f} ms; "
        f"mpv {mpv['cores'] / bare:.2f}x, {mpv['mb']:.0f} MB; "
        f"QMediaPlayer {qt['cores'] / bare:.2f}x, {qt['fps']:.1f} fps, {qt['mb']:.0f} MB "
        f"(load average {os.getloadavg()[0]:.1f})",
        flush=True,
    )


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
        measure(wall, options.seconds)
