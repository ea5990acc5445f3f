"""Makes the film that a post sends in the place of a camera: JPEG pictures, one after the other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_WIDTH = 1280
_MOST_FRAMES = 1500
_QUALITY = 80
_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"


def make_film(source: Path, film: Path) -> None:
    """Write the first minute of ``source`` to ``film`` as Motion JPEG, at most 1280 wide.

    Raises:
        ConsoleError: There is no film in ``source``.
    """
    import cv2  # noqa: PLC0415 - it takes a while, and few want a film

    with _any_file():
        reader = cv2.VideoCapture(str(source), cv2.CAP_FFMPEG)
    count = 0
    film.parent.mkdir(parents=True, exist_ok=True)
    with film.open("wb") as out:
        while count < _MOST_FRAMES:
            came, picture = reader.read()
            if not came:
                break
            height, width = picture.shape[:2]
            # The sizes of a camera are even.
            scale = min(1.0, _WIDTH / width)
            size = int(width * scale) // 2 * 2, int(height * scale) // 2 * 2
            small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
            _, coded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
            out.write(coded.tobytes())
            count += 1
    reader.release()
    if not count:
        raise ConsoleError(
            str(source),
            Text("文件中没有可用的画面。", "There are no pictures in this file."),
            Text("请另选一个视频文件。", "Choose another video file."),
        )


@contextmanager
def _any_file() -> Iterator[None]:
    """Take away for a while what FFmpeg is told of feeds: that it may open nothing but streams."""
    options = os.environ.pop(_OPTIONS, None)
    try:
        yield
    finally:
        if options is not None:
            os.environ[_OPTIONS] = options
