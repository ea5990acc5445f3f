"""A picture of a feed as a file, with post, time and state burned in: it may become evidence."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from console.domain.errors import ConsoleError
from console.domain.feeds import FEED_WORDS, FeedState, FeedStatus
from console.domain.wording import Text
from console.video.frames import Picture
from console.video.opencv import cv2

_DARK, _LIGHT, _WARN = (28, 28, 28), (240, 240, 240), (90, 170, 255)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is burned into a picture.

    Attributes:
        name: The post's name.
        status: The feed's state when the picture was saved.
        decoded_at: When the picture was decoded.
        saved_at: When it was saved.
    """

    name: Text
    status: FeedStatus
    decoded_at: datetime
    saved_at: datetime


def file_name(caption: Caption) -> str:
    """Return a name of the post's code and the local time; no character in it needs quoting."""
    code = "".join(c if c.isascii() and c.isalnum() else "-" for c in caption.status.post)
    return f"{code}_{caption.saved_at.astimezone():%Y%m%d_%H%M%S}.png"


def save(picture: Picture, caption: Caption, folder: Path) -> Path:
    """Write ``picture`` (BGR) with its caption into ``folder`` and return the file.

    The file appears whole or not at all, and replaces no other.

    Raises:
        ConsoleError: The folder cannot be written to.
    """
    _, data = cv2.imencode(".png", with_caption(picture, caption))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write_new(folder / file_name(caption), data.tobytes())
    except OSError as error:
        raise ConsoleError(
            str(folder),
            Text("无法保存画面。", f"The picture cannot be saved: {error.strerror or error}."),
            Text("请检查该文件夹的权限与剩余空间。", "Check the folder's rights and free space."),
        ) from error


def with_caption(picture: Picture, caption: Caption) -> Picture:
    """Return ``picture`` on top of a band that says what it is."""
    width = picture.shape[1]
    size = max(14, width // 40)
    status, left = caption.status, size // 2
    state = FEED_WORDS[status.state]
    words = f"{state.zh} {state.en}" + ("  演示 DEMO" if status.demo else "")
    colour = _LIGHT if status.state is FeedState.LIVE else _WARN
    name = f"{_both(caption.name)}  [{status.post}]"
    saved = f"保存 saved {_clock(caption.saved_at)}"
    lines = [[_Words(name, _LIGHT, size)]]
    room = width - 2 * left
    for said in ((_clock(caption.decoded_at), _LIGHT), (saved, _LIGHT), (words, colour)):
        part = _Words(*said, size)
        used = sum(other.width + size for other in lines[-1]) + part.width
        if len(lines) == 1 or used > room:
            lines.append([])
        lines[-1].append(part)
    return np.vstack([picture, _band(lines, width, size)])


class _Words:
    """Some words of the band, in one colour."""

    def __init__(self, text: str, colour: tuple[int, int, int], size: int) -> None:
        self.text, self.colour, self.size = text, colour, size
        self.font = cv2.FontFace("uni")
        self.width = self.write(np.zeros((1, 1, 3), np.uint8), 0, 0)

    def write(self, band: Picture, left: int, baseline: int) -> int:
        """Write them and return where they end."""
        end, _ = cv2.putText(band, self.text, (left, baseline), self.colour, self.font, self.size)
        return int(end[0])


def _band(lines: list[list[_Words]], width: int, size: int) -> Picture:
    """Return the band with these lines; a narrow picture has more of them."""
    band = np.full((int(size * (0.6 + 1.7 * len(lines))), width, 3), _DARK, np.uint8)
    for number, line in enumerate(lines):
        left = size // 2
        for words in line:
            left = words.write(band, left, int(size * (1.4 + 1.7 * number))) + size
    return band


def _both(name: Text) -> str:
    return name.zh if name.zh == name.en else f"{name.zh} {name.en}".strip()


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S%z}"


def _write_new(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path``, then link it to the first name that is free."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for number in range(1, 1000):
            free = path if number == 1 else path.with_stem(f"{path.stem}_{number}")
            if not free.exists():
                part.replace(free)
                return free
        raise FileExistsError(path)
    finally:
        part.unlink(missing_ok=True)
