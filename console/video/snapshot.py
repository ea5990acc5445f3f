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
    band = np.full((size * 4, width, 3), _DARK, np.uint8)
    status, font = caption.status, cv2.FontFace("uni")
    state = FEED_WORDS[status.state]
    words = f"{state.zh} {state.en}" + ("  演示 DEMO" if status.demo else "")
    colour = _LIGHT if status.state is FeedState.LIVE else _WARN
    left = size // 2
    name = f"{_both(caption.name)}  [{status.post}]"
    cv2.putText(band, name, (left, int(size * 1.4)), _LIGHT, font, size)
    times = f"{_clock(caption.decoded_at)}   保存 saved {_clock(caption.saved_at)}   "
    end, _ = cv2.putText(band, times, (left, int(size * 3.1)), _LIGHT, font, size)
    cv2.putText(band, words, (int(end[0]), int(size * 3.1)), colour, font, size)
    return np.vstack([picture, band])


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
