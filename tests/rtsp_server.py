"""A real RTSP server on loopback for the tests: streams of prepared clips, faults on demand.

Every clip shows a moving picture, and in its upper left corner the number of the picture as
sixteen black and white cells; picture ``n`` is sent at ``n / 25`` seconds of the monotonic clock
(modulo the clip), so whoever reads the cells knows the picture's age.
"""

import atexit
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

RATE = 25
CELLS = 16
LOGIN = ("duty", "s3cret:@/word")
SYSTEM_PYTHON = "/usr/bin/python3"
_SERVE = Path(__file__).parent / "rtsp" / "serve.py"


@dataclass(frozen=True)
class Clip:
    """How a clip is made.

    ``still`` repeats its first picture; ``noise`` is that of the sensor, in grey levels;
    ``preset`` is x264's: the fast ones leave out what cameras do and decoders pay for.
    """

    width: int = 640
    height: int = 360
    seconds: int = 8
    codec: str = "h264"
    gop: int = 25
    still: bool = False
    noise: int = 0
    preset: str = "ultrafast"

    @property
    def pictures(self) -> int:
        return self.seconds * RATE


@cache
def _folder() -> Path:
    """Return the folder of this run's clips, removed when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="clips-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def make_clip(clip: Clip) -> Path:
    """Encode ``clip`` and return its file."""
    path = _folder() / f"{abs(hash(clip)):x}.{clip.codec}"
    command = [
        "ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray",
        "-s", f"{clip.width}x{clip.height}", "-r", str(RATE), "-i", "-", "-pix_fmt", "yuv420p",
        "-preset", clip.preset, "-g", str(clip.gop),
    ]  # fmt: skip
    if clip.codec == "h264":
        command += ["-c:v", "libx264", "-tune", "zerolatency"]
        command += ["-x264-params", "aud=1:sliced-threads=0:scenecut=0:repeat-headers=1"]
        command += ["-f", "h264"]
    else:
        command += ["-c:v", "libx265", "-f", "hevc", "-x265-params"]
        command += ["aud=1:bframes=0:scenecut=0:repeat-headers=1:log-level=error:pools=1"]
    with subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for n in range(clip.pictures):
            encoder.stdin.write(draw(clip, 0 if clip.still else n).tobytes())
    assert encoder.returncode == 0
    return path


@cache
def _background(width: int, height: int) -> np.ndarray:
    """Return a room with some texture, wider than the picture so that it can pan."""
    chance = np.random.default_rng(1)
    coarse = chance.integers(40, 200, (height // 24 + 2, width // 12 + 2)).astype(np.uint8)
    return np.kron(coarse, np.ones((24, 24), np.uint8))[:height, : width * 2]


def draw(clip: Clip, n: int) -> np.ndarray:
    """Return picture ``n`` in grey: a slow pan, a moving mark, the number in cells."""
    start = (n * 2) % clip.width
    picture = _background(clip.width, clip.height)[:, start : start + clip.width].copy()
    left = (n * 7) % (clip.width - 60)
    picture[clip.height // 2 :][:60, left : left + 60] = 250
    side = clip.width // (CELLS * 2)
    for bit in range(CELLS):
        picture[:side, bit * side : (bit + 1) * side] = 235 if n >> bit & 1 else 16
    if clip.noise:
        # Below the cells, and where no sum overflows.
        grain = np.random.default_rng(n).integers(0, 2 * clip.noise, picture.shape, np.uint8)
        picture[side:] = np.minimum(picture[side:], 255 - 2 * clip.noise) + grain[side:]
    return picture


def read_number(picture: np.ndarray) -> int:
    """Return the number in the cells of a decoded picture of any size, shape (h, w[, channels])."""
    grey = picture if picture.ndim == 2 else picture[:, :, 1]
    side = grey.shape[1] / (CELLS * 2)
    middles = [(int((bit + 0.5) * side)) for bit in range(CELLS)]
    return sum(int(grey[int(side / 2), x] > 126) << bit for bit, x in enumerate(middles))


def age_of(picture: np.ndarray, clip: Clip, now: float) -> float:
    """Return the seconds since ``picture`` was sent, at the monotonic moment ``now``."""
    return (now - read_number(picture) / RATE) % clip.seconds


def free_port() -> int:
    """Return a port of loopback that was free a moment ago, outside the range of clients' ports."""
    while True:
        port = random.randint(15000, 29000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


@dataclass(frozen=True)
class Mount:
    """A stream of the server."""

    path: str
    clip: Clip = Clip()
    locked: bool = False
    other: Clip | None = None

    def config(self) -> dict[str, Any]:
        still = Clip(**{**self.clip.__dict__, "still": True, "seconds": 4, "gop": 25})
        made = {
            "path": self.path,
            "codec": self.clip.codec,
            "gop": self.clip.gop,
            "clip": str(make_clip(self.clip)),
            "still": str(make_clip(still)),
            "locked": self.locked,
        }
        if self.other:
            made["other"] = str(make_clip(self.other))
        return made


class RtspServer:
    """The server's process: started, hurt and stopped from outside.

    Args:
        mounts: The streams it has.
        tcp_only: Whether UDP is refused, for players that cannot be told to leave it alone.
        nice: Steps of niceness below this process: cameras do not take the processors of a wall.
    """

    def __init__(self, mounts: list[Mount], *, tcp_only: bool = False, nice: int = 0) -> None:
        self._first = ["nice", "-n", str(nice)] if nice else []
        self.port, self.digest_port = free_port(), free_port()
        self._config = _folder() / f"server-{self.port}.json"
        streams = [mount.config() for mount in mounts]
        ports = {"port": self.port, "digest_port": self.digest_port}
        more = {"login": LOGIN, "mounts": streams, "tcp_only": tcp_only}
        self._config.write_text(json.dumps({**ports, **more}))
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "RtspServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def url(self, path: str, *, login: bool = False, digest: bool = False) -> str:
        """Return the address of a stream."""
        who = ":".join(quote(word, safe="") for word in LOGIN) + "@" if login else ""
        return f"rtsp://{who}127.0.0.1:{self.digest_port if digest else self.port}{path}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start (again), and wait until it serves."""
        quiet = {**os.environ, "GST_DEBUG": "0", "LC_ALL": "C.UTF-8"}
        self._process = subprocess.Popen(
            [*self._first, SYSTEM_PYTHON, str(_SERVE), str(self._config)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=quiet,
        )  # fmt: skip
        self._expect("ready")

    def tell(self, word: str, path: str = "/") -> None:
        """Send a command of :mod:`tests.rtsp.serve`, and wait until it holds."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word} {path}\n")
        self._process.stdin.flush()
        self._expect(f"{word} {path}")

    def pause(self) -> None:
        """Stop the process in its tracks: connections stay, nothing is answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """End :meth:`pause`."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End the process at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()
            self._process = None

    def _expect(self, answer: str) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], 20)
        heard = self._process.stdout.readline().strip() if ready else "nothing"
        assert heard == answer, f"the RTSP server said {heard!r}, not {answer!r}"


def wait_until(condition: Any, seconds: float = 10.0, pause: float = 0.02) -> float:
    """Wait until ``condition()`` holds, and return how long that took; fail after ``seconds``."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "what was waited for did not come"
        time.sleep(pause)
    return time.monotonic() - began
